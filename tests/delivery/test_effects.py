"""What a delivery or an undo would do to the figures, beside the figures after it."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from random import Random
from threading import Thread
from typing import Any

import pytest

from tests.delivery.conftest import Deliver
from tests.oracle.fold import Delivery, Undo
from tests.oracle.history import history
from tests.oracle.test_oracle import period
from tests.oracle.workbook import write
from wsd_data.delivery import Effect, LoadRequest, Store, commit, inspect, open_store, predicted, undo, undo_predicted
from wsd_data.figures import Monitor, Value
from wsd_data.intake import FileRead
from wsd_data.model.dimensions import SPECIAL
from wsd_data.model.indicators import INDICATORS

SEEDS = range(67 if os.environ.get("WSD_PROVE") else 7)
PER_HISTORY = 3
"""So many deliveries and undos of each history are predicted: 20, or 200 with WSD_PROVE."""
Cell = tuple[str, int | None, str | None]
Told = tuple[Effect, ...]
MakeRead = Callable[..., FileRead]
TOOL = {"title": "nieuw", "type": "toolbox", "date": date(2023, 5, 1)}
NONE = Value(None, None, None, "not_reported")


def figures(monitor: Monitor, policy: str) -> dict[Cell, tuple[object, ...]]:
    """Every figure per year, and per year and region, as it can be seen."""
    found: dict[Cell, tuple[object, ...]] = {}
    for indicator in (i.id for i in INDICATORS.values() if not i.planned):
        for answer in monitor.answers(indicator, [("year",), ("year", "region")], policy=policy):
            for row in answer.rows:
                year = None if row.codes[0] in SPECIAL else int(row.codes[0])
                found[indicator, year, row.codes[1] if len(row.codes) > 1 else None] = visible(row.figure)
    return found


def visible(value: Value) -> tuple[object, ...]:
    return value.value, value.low, value.high, value.status, value.estimate


def wrong(told: Told, before: Mapping[Cell, Any], after: Mapping[Cell, Any]) -> list[str]:
    """Where what was told is not what happened: each figure that changed, and no other."""
    said = {(e.indicator, e.year, e.region): (visible(e.before), visible(e.after)) for e in told}
    assert len(said) == len(told), "a figure is told twice"
    happened = {
        cell: (before.get(cell, visible(NONE)), after.get(cell, visible(NONE)))
        for cell in before.keys() | after.keys()
        if before.get(cell, visible(NONE)) != after.get(cell, visible(NONE))
    }
    return [
        f"{cell}: told {said.get(cell)}, happened {happened.get(cell)}"
        for cell in said.keys() | happened.keys()
        if said.get(cell) != happened.get(cell)
    ]


def deliver(store: Store, entry: Delivery, path: Path, place: int, monitor: Monitor | None, policy: str) -> Told:
    """Commit an entry; what was told of it before, where there is a monitor to look with."""
    write(entry, path, place)
    region = None if entry.deliverer == "network" else entry.deliverer
    request = LoadRequest(
        path, region=region, mode=entry.mode, scope=period(entry.scope), received=entry.received, confirmed=True
    )
    read = inspect(path, store.known, store.engine)
    told = predicted(store, [(request, read)], policy, monitor) if monitor else ()
    commit(store, [(request, read)])
    return told


def test_others_may_write_while_figures_are_counted(
    store: Store, make_read: MakeRead, deliver: Deliver, tmp_path: Path
) -> None:
    """Then the prediction is made anew, and is of the history as it became."""
    deliver(store, {"products": [TOOL | {"title": "eerder"}]}, region="twente")
    read = make_read({"products": [TOOL]})
    asked = [(LoadRequest(tmp_path / read.name, region="twente"), read)]

    class Slow(Monitor):
        """Somebody else delivers in the middle of the counting, from a thread of their own."""

        busy = False

        def answers(self, *asked: Any, **about: Any) -> Any:
            if not Slow.busy:
                Slow.busy = True
                other = Thread(
                    target=deliver, args=(store, {"products": [TOOL | {"title": "ander"}]}), kwargs={"region": "zwolle"}
                )
                other.start()
                other.join(30)
                assert not other.is_alive(), "whoever writes waits for the counting"
            return super().answers(*asked, **about)

    told = predicted(store, asked, "internal", Slow(store.engine))
    totals = {(e.before.value, e.after.value) for e in told if e.indicator == "products" and e.region is None}
    assert totals == {(2, 3)}


def test_effects_stand_in_order_of_year_and_region(
    store: Store, make_read: MakeRead, deliver: Deliver, tmp_path: Path
) -> None:
    """The total of a year first, then its regions from north to south, as everywhere."""
    regions = [*Monitor(store.engine).labels("region")][:6]

    def rows(title: str) -> list[dict[str, object]]:
        return [TOOL | {"title": title, "region": [r], "date": date(y, 5, 1)} for r in reversed(regions) for y in (2023, 2022)]  # fmt: skip

    deliver(store, {"products": rows("eerder")}, region="network")
    read = make_read({"products": rows("nieuw")})
    told = predicted(store, [(LoadRequest(tmp_path / read.name, region="network"), read)], "internal")
    products = [(e.year, e.region) for e in told if e.indicator == "products"]
    assert products == [(year, region) for year in (2022, 2023) for region in (None, *regions)]


@pytest.mark.parametrize("seed", SEEDS)
def test_predicted_figures_are_the_figures_after_commit(seed: int, tmp_path: Path) -> None:
    random, entries, problems = Random(seed), history(seed), []
    undos = [place for place, entry in enumerate(entries) if isinstance(entry, Undo)]
    others = [place for place in range(len(entries)) if place not in undos]
    looked = [*undos[:1], *random.sample(others, PER_HISTORY - len(undos[:1]))]
    numbers: list[int] = []
    with open_store(tmp_path / "data") as store:
        monitor = Monitor(store.engine)
        store.coming = monitor.coming
        for place, entry in enumerate(entries):
            policy = random.choice(["internal", "public"])
            looking = monitor if place in looked else None
            before = figures(monitor, policy) if looking else {}
            if isinstance(entry, Undo):
                told = undo_predicted(store, numbers[entry.of], policy, looking) if looking else ()
                undo(store, numbers[entry.of], confirmed=True)
            else:
                told = deliver(store, entry, tmp_path / f"levering-{place}.xlsx", place, looking, policy)
            numbers.append(store.version())
            if looking:
                after = figures(monitor, policy)
                problems += [f"entry {place}: {w}" for w in wrong(told, before, after)]
                # The state that was made before the commit is the one that history gives.
                anew = Monitor(store.engine)
                problems += [f"entry {place}: made beforehand {w}" for w in wrong((), figures(anew, policy), after)]
                anew.forget()
    assert not problems, f"seed {seed}:\n" + "\n".join(problems[:25])
