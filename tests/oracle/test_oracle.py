"""The application against the oracle: random small histories, every indicator, the same figures.

Each seed makes a history; every delivery goes through the real application as a workbook, every undo too.
Then both answer the same questions, now, just after an earlier entry, and as known on an earlier day.
20 seeds by default; 200 with WSD_PROVE=1.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

from .count import Cells, count
from .fold import Delivery, InForce, Undo, in_force
from .history import history
from .joins import Known
from .questions import DIMENSIONS, Question, questions
from .values import Span
from .workbook import write

SEEDS = range(200 if os.environ.get("WSD_PROVE") else 20)
PER_STATE = 6
Shown = tuple[float | None, float | None, float | None, bool]


@dataclass(frozen=True)
class State:
    """A state of knowledge: for the oracle the first entries or a day, for the application its AsOf."""

    name: str
    rows: list[InForce]
    as_of: Any


def period(span: Span | None) -> Any:
    from wsd_data.model.periods import Period

    return Period(*span, f"{span[0]}..{span[1]}") if span else None


def deliver(folder: Path, entries: Sequence[Delivery | Undo]) -> tuple[Any, list[int]]:
    """Everything through the application: the open store, and the number of each entry in it."""
    from wsd_data.delivery import LoadRequest, load, open_store, undo

    store = open_store(folder / "data")
    numbers: list[int] = []
    for place, entry in enumerate(entries):
        if isinstance(entry, Undo):
            undo(store, numbers[entry.of], confirmed=True)
        else:
            path = folder / f"levering-{place}.xlsx"
            write(entry, path, place)
            region = None if entry.deliverer == "network" else entry.deliverer
            load(store, [LoadRequest(path, region=region, mode=entry.mode, scope=period(entry.scope),
                                     received=entry.received, confirmed=True)])  # fmt: skip
        numbers.append(store.version())
    return store, numbers


def states(random: Random, entries: Sequence[Delivery | Undo], numbers: Sequence[int]) -> list[State]:
    from wsd_data.store.fold import AsOf

    place = random.randrange(len(entries))
    days = sorted({entry.received for entry in entries if isinstance(entry, Delivery)})
    day = random.choice(days)
    assert day < date.today(), "an undo of today must not be known yet"
    return [
        State("now", in_force(entries), AsOf()),
        State(f"just after entry {place}", in_force(entries, place + 1), AsOf(entry=numbers[place])),
        State(f"on {day}", in_force(entries, day=day), AsOf(day=day)),
    ]


def ask(monitor: Any, question: Question, as_of: Any) -> tuple[dict[tuple[str, ...], Shown], str | None]:
    """The application's figures, without the cells that hold nothing; or why it refuses the question."""
    from wsd_data.figures import Selection
    from wsd_data.model.periods import parse_period
    from wsd_data.model.problems import Usage

    when = parse_period(question.period) if question.period else None
    try:
        answer = monitor.answer(
            question.indicator,
            by=question.by,
            selection=Selection(when, question.where),
            as_of=as_of,
            policy="internal",
        )
    except Usage as refusal:
        return {}, str(refusal.message)
    rows = {tuple(row.codes): row for row in answer.rows}
    assert len(rows) == len(answer.rows), "a code is listed twice"
    rows[()] = answer.total
    return {codes: shown(row) for codes, row in rows.items() if row.status == "ok" and row.value != 0}, None


def shown(row: Any) -> Shown:
    """As a figure with bounds: an exact value is its own."""
    if not row.estimate and row.low is None and row.high is None:
        return row.value, row.value, row.value, False
    return row.value, row.low, row.high, bool(row.estimate)


def counted(cells: Cells) -> dict[tuple[str, ...], Shown]:
    return {
        codes: (*(None if n is None else float(n) for n in (value, low, high)), estimate)  # type: ignore[misc]
        for codes, (value, low, high, estimate) in cells.items()
        if value != 0
    }


def same(mine: Shown | None, theirs: Shown | None) -> bool:
    if mine is None or theirs is None:
        return mine is theirs
    if mine[3] != theirs[3]:
        return False
    return all(
        (a is None and b is None) or (a is not None and b is not None and abs(a - float(b)) < 0.001)
        for a, b in zip(mine[:3], theirs[:3], strict=True)
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_figures_equal_the_plain_count(seed: int, tmp_path: Path) -> None:
    from wsd_data.figures import Monitor

    random, entries = Random(seed), history(seed)
    store, numbers = deliver(tmp_path, entries)
    monitor, different = Monitor(store.engine), []
    try:
        for state in states(random, entries, numbers):
            known = Known(state.rows)
            for indicator in DIMENSIONS:
                for question in questions(random, indicator, PER_STATE):
                    theirs, refused = ask(monitor, question, state.as_of)
                    if refused:
                        continue
                    mine = counted(count(known, indicator, question.by, dict(question.where), question.span))
                    different += [
                        f"{state.name}: {question} {codes or 'total'}: counted {mine.get(codes)}, shown {theirs.get(codes)}"
                        for codes in sorted(mine.keys() | theirs.keys())
                        if not same(mine.get(codes), theirs.get(codes))
                    ]
    finally:
        store.close()
    assert not different, f"seed {seed}, {len(different)} figures differ:\n" + "\n".join(different[:25])


def test_every_dimension_its_sheet_can_give_is_permitted(tmp_path: Path) -> None:
    from wsd_data.delivery import open_store
    from wsd_data.figures import Monitor, Selection
    from wsd_data.model.periods import parse_period
    from wsd_data.model.problems import Usage

    refused = []
    with open_store(tmp_path / "data") as store:
        monitor = Monitor(store.engine)
        for indicator, dimensions in DIMENSIONS.items():
            try:
                monitor.answers(indicator, [(dimension,) for dimension in dimensions], Selection(parse_period("2022")))
            except Usage as refusal:
                refused.append(f"{indicator}: {refusal.message}")
    assert not refused, "\n".join(refused)
