"""The random histories are what they claim to be: repeatable, valid, and varied."""

from __future__ import annotations

from .fold import Delivery, Undo, extent, in_force, keyed
from .history import history
from .world import MUNICIPALITIES

SEEDS = range(60)


def test_a_seed_gives_one_history() -> None:
    assert history(7) == history(7)


def test_received_dates_never_go_back() -> None:
    for seed in SEEDS:
        days = [entry.received for entry in history(seed) if isinstance(entry, Delivery)]
        assert days == sorted(days)
        assert 3 <= len(days) <= 8


def test_rows_refer_to_projects_in_force_and_to_municipalities_of_their_time() -> None:
    for seed in SEEDS:
        entries = history(seed)
        for place, entry in enumerate(entries):
            if isinstance(entry, Undo):
                continue
            known = {r.values["project"] for r in in_force(entries, place + 1) if r.sheet == "projects"}
            for sheet, rows in entry.sheets.items():
                for row in rows:
                    named = row.values.get("project") or []
                    assert set([named] if isinstance(named, str) else named) <= known
                    start, end = extent(sheet, row.values)
                    assert end is None or start <= end
                    last = end.year if end and "date" in row.values else start.year
                    assert all(last < MUNICIPALITIES[m][1] for m in row.values.get("municipality") or [])


def test_network_deliveries_name_several_regions() -> None:
    for seed in SEEDS:
        for entry in history(seed):
            if isinstance(entry, Delivery) and entry.deliverer == "network":
                assert {"twente", "zwolle"} <= {r for row in entry.sheets["projects"] for r in row.values["region"]}


def test_they_hold_corrections_ends_and_undos() -> None:
    seen = set()
    for seed in SEEDS:
        entries = history(seed)
        for place, entry in enumerate(entries):
            if isinstance(entry, Undo):
                seen.add("undo")
                continue
            before, after = in_force(entries, place), in_force(entries, place + 1)
            held = {(r.sheet, str(r.values)) for r in before if r.deliverer == entry.deliverer}
            now = {(r.sheet, str(r.values)) for r in after if r.deliverer == entry.deliverer}
            brought = {(s, str(row.values)) for s in entry.sheets for _, row in keyed(entry, s).values()}
            seen.add(f"{entry.mode} {'with' if entry.scope else 'without'} scope")
            if held - now and entry.mode == "add":
                seen.add("corrected")
            if len(now) < len(held | brought) and entry.mode == "full":
                seen.add("ended or corrected")
            if held & brought:
                seen.add("restated")
    assert seen == {
        "undo", "add without scope", "full with scope", "full without scope", "corrected", "ended or corrected", "restated",
    }  # fmt: skip
