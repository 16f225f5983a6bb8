"""A closed year stays as it was published, whatever comes after it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.figures.conftest import World
from tests.figures.conftest import world as world
from wsd_data.delivery import open_store, rebuild, undo, verify
from wsd_data.delivery.closing import Step, advance, latest, steps
from wsd_data.figures import Monitor, Selection
from wsd_data.model import indicators
from wsd_data.model.periods import years
from wsd_data.model.problems import Refused, Usage
from wsd_data.store.fold import NOW, AsOf

PEOPLE = {
    "presentations": [{"title": "Een"}, {"title": "Twee"}],
    "casuses": [{"project": "P1", "casus_code": f"C{n}", "date": "2023-Q1"} for n in range(3)],
    "projects": [{"project": "P1"}],
}


def close(world: World, year: int = 2023, region: str | None = "twente") -> Step:
    advance(world.store, world.monitor, year, region, "draft", "A. de Vries")
    advance(world.store, world.monitor, year, region, "complete", "A. de Vries", "op Zwolle na")
    return advance(world.store, world.monitor, year, region, "closed", "B. Jansen", "vastgesteld in het bestuur")


def figures_then(monitor: Monitor, step: Step, policy: str) -> dict[str, object]:
    selection = Selection.of(years(step.year, step.year), {"region": (step.region,)} if step.region else {})
    state = AsOf(entry=step.state)
    return {
        v.indicator: monitor.answer(v.indicator, (), selection, state, policy).total.figure for v in step.values[policy]
    }


def test_it_reproduces_after_later_deliveries_undo_and_rebuild(world: World, tmp_path: Path) -> None:
    first = world.deliver(PEOPLE)
    closed = close(world)
    assert {v.indicator: v.figure.value for v in closed.values["internal"]}["presentations"] == 2
    world.deliver({"presentations": [{"title": "Te laat"}]}, received="2024-07-01")
    undo(world.store, first, confirmed=True)
    assert world.total("presentations", period="2023", region="twente") == 1
    folder = world.store.folder
    world.store.close()
    rebuild(folder)
    with open_store(folder) as store:
        assert verify(folder, store) == []
        again, monitor = latest(store, 2023, "twente"), Monitor(store.engine)
        assert again == closed
        for policy in ("internal", "public"):
            kept = {v.indicator: v.figure for v in closed.values[policy]}
            assert len(kept) > 20
            assert figures_then(monitor, closed, policy) == kept
        now = monitor.answer(
            "presentations", (), Selection.of(years(2023, 2023), {"region": ("twente",)}), NOW, "internal"
        )
        assert now.total.value == 1


def test_small_numbers_are_hidden_in_what_the_public_may_see(world: World) -> None:
    world.deliver(PEOPLE)
    closed = close(world)
    hidden = next(v for v in closed.values["public"] if v.indicator == "casuses").figure
    assert (hidden.status, hidden.value, hidden.low, hidden.high) == ("suppressed", None, None, None)
    assert next(v for v in closed.values["internal"] if v.indicator == "casuses").figure.value == 3


def test_a_definition_that_is_gone_or_new_changes_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.deliver(PEOPLE)
    closed = close(world)
    changed = {id_: replace(i, version=2) for id_, i in indicators.INDICATORS.items() if id_ != "presentations"}
    monkeypatch.setattr(indicators, "INDICATORS", changed)
    monkeypatch.setattr("wsd_data.delivery.closing.INDICATORS", changed)
    again = latest(world.store, 2023, "twente")
    assert again == closed
    kept = next(v for v in closed.values["internal"] if v.indicator == "presentations")
    assert (kept.version, kept.label.nl, kept.figure.value) == (1, "presentaties", 2)


def test_the_steps_have_an_order_and_an_end(world: World) -> None:
    world.deliver(PEOPLE)
    before = world.store.version()
    with pytest.raises(Refused, match="eerst compleet"):
        advance(world.store, world.monitor, 2023, "twente", "closed", "A")
    advance(world.store, world.monitor, 2023, "twente", "draft", "A")
    with pytest.raises(Refused, match="eerst compleet"):
        advance(world.store, world.monitor, 2023, "twente", "closed", "A")
    assert close(world).stage == "closed"
    with pytest.raises(Refused, match=r"al afgesloten: door B\. Jansen"):
        advance(world.store, world.monitor, 2023, "twente", "closed", "C")
    with pytest.raises(Refused):
        advance(world.store, world.monitor, 2023, "twente", "draft", "C")
    # Another werkplaats, and all together, stand by themselves.
    assert latest(world.store, 2023, None) is None
    assert [s.stage for s in steps(world.store)] == ["draft", "draft", "complete", "closed"]
    assert world.store.version() == before + 4


WRONG = [
    (2023, "twente", "  ", "draft", Refused),
    (2023, "twnte", "A", "draft", Usage),
    (2100, "twente", "A", "closed", Refused),
    (1990, "twente", "A", "draft", Refused),
    (2023, "twente", "A" * 121, "draft", Refused),
]


def test_what_cannot_be_is_refused_and_changes_nothing(world: World) -> None:
    world.deliver(PEOPLE)
    before = world.store.version()
    for year, region, name, stage, problem in WRONG:
        with pytest.raises(problem):
            advance(world.store, world.monitor, year, region, stage, name)  # type: ignore[arg-type]
    assert world.store.version() == before
