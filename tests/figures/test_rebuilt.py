"""A rebuilt database gives every figure that the old one gave."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from wsd_data.delivery import deliveries, open_store, rebuild, undo, verify
from wsd_data.figures import Monitor
from wsd_data.model.indicators import INDICATORS


def figures(folder: Path) -> dict[str, object]:
    """Every indicator in all and by region and year, as far as it knows them, for both policies."""
    found: dict[str, object] = {}
    with open_store(folder) as store:
        monitor = Monitor(store.engine)
        for indicator in INDICATORS.values():
            if indicator.planned:
                continue
            known = tuple(d for d in ("region", "year") if d in indicator.dimensions)
            for policy in ("internal", "public"):
                for answer in monitor.answers(indicator.id, [(), known], policy=policy):
                    found[f"{indicator.id} {answer.by} {policy}"] = answer.as_json()
    return found


def test_after_all_examples_and_two_undos(demo_copy: Callable[[], Path]) -> None:
    folder = demo_copy()
    with open_store(folder) as store:
        brought = [d["id"] for d in deliveries(store) if d["kind"] == "delivery"]
        assert len(brought) >= 10
        undo(store, brought[1], confirmed=True)
        undo(store, brought[-2], confirmed=True)
    before = figures(folder)
    assert len(before) >= 2 * 2 * 20
    (folder / "wsd.duckdb").unlink()
    rebuild(folder)
    assert figures(folder) == before
    assert verify(folder) == []
