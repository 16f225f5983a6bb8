"""The application against the oracle: random small histories, every indicator, the same figures.

Each seed makes a history; every delivery goes through the real application as a workbook, every undo too.
Then both answer the same questions, now, just after an earlier entry, and as known on an earlier day.
The same histories prove that a changed figure is explained to the last cent. 20 seeds by default; with WSD_PROVE=1 200 are counted and 300 explained.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest

from wsd_data.model.clock import today

from .count import Cells, count
from .fold import Delivery, InForce, Undo, in_force
from .history import history
from .joins import Known
from .questions import DIMENSIONS, Question, questions
from .values import Span
from .workbook import write

PROVE = bool(os.environ.get("WSD_PROVE"))
SEEDS = range(300 if PROVE else 20)
COUNTED = 200
"""Of so many histories every figure is counted; of all of them changes are explained."""
PER_STATE = 6 if PROVE else 3
EXPLAINED = 12 if PROVE else 3
"""Of so many indicators of a history a change is explained, drawn by its seed: of all of them in the end."""
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
    assert day < today(), "an undo of today must not be known yet"
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


@dataclass(frozen=True)
class Told:
    """A random history that went through the application. numbers: of each entry in the store."""

    seed: int
    entries: Sequence[Delivery | Undo]
    numbers: Sequence[int]
    engine: Any
    monitor: Any


@pytest.fixture(scope="module")
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    from wsd_data.figures import Monitor

    entries = history(request.param)
    store, numbers = deliver(tmp_path_factory.mktemp("history"), entries)
    yield Told(request.param, entries, numbers, store.engine, Monitor(store.engine))
    store.close()


@pytest.mark.parametrize("told", SEEDS[:COUNTED], indirect=True, scope="module")
def test_figures_equal_the_plain_count(told: Told) -> None:
    random, different = Random(told.seed), []
    for state in states(random, told.entries, told.numbers):
        known = Known(state.rows)
        for indicator in DIMENSIONS:
            for question in questions(random, indicator, PER_STATE):
                theirs, refused = ask(told.monitor, question, state.as_of)
                if refused:
                    continue
                mine = counted(count(known, indicator, question.by, dict(question.where), question.span))
                different += [
                    f"{state.name}: {question} {codes or 'total'}: counted {mine.get(codes)}, shown {theirs.get(codes)}"
                    for codes in sorted(mine.keys() | theirs.keys())
                    if not same(mine.get(codes), theirs.get(codes))
                ]
    assert not different, f"seed {told.seed}, {len(different)} figures differ:\n" + "\n".join(different[:25])


@pytest.mark.parametrize("told", SEEDS[: COUNTED if PROVE else 3], indirect=True, scope="module")
def test_an_earlier_state_beside_the_present_is_that_state(told: Told) -> None:
    """Row by row in every view, though most of it is taken over from the present."""
    from tests.stands import otherwise
    from wsd_data.store.stand import Stand

    present = Stand(told.engine)
    for state in states(Random(told.seed), told.entries, told.numbers)[1:]:
        different = otherwise(told.engine, state.as_of, present)
        assert not different, f"seed {told.seed}, {state.name}: {different}"
    present.drop()


def number_of(figure: Any, basis: str) -> Decimal:
    """What of a figure is compared; nothing is 0. An exact count of people leaves without bounds."""
    bound = figure.low if basis == "low" and figure.low is not None else figure.value
    return Decimal(repr(bound or 0))


@pytest.mark.parametrize("told", SEEDS, indirect=True, scope="module")
def test_the_parts_of_a_change_sum_to_it_and_a_row_lies_in_one_part(told: Told) -> None:
    """Under both policies with WSD_PROVE, else under each of them in turn."""
    for policy in ("internal", "public") if PROVE else (("internal", "public")[told.seed % 2],):
        explained(told, policy)


def explained(told: Told, policy: str) -> None:
    from wsd_data.figures import Selection
    from wsd_data.model.indicators import INDICATORS
    from wsd_data.model.periods import parse_period

    random = Random(f"{told.seed} {policy}")
    known = states(random, told.entries, told.numbers)
    for indicator in random.sample(sorted(DIMENSIONS), EXPLAINED):
        question = list(questions(random, indicator, 1))[-1]
        selection = Selection(parse_period(question.period) if question.period else None, question.where)
        one, other = random.sample(known, 2)
        asked = (indicator, selection, one.as_of, other.as_of, policy)
        found = told.monitor.explain(*asked)
        before, after = (told.monitor.answer(indicator, (), selection, s.as_of, policy).total for s in (one, other))
        what = f"seed {told.seed}: {question} {one.name} → {other.name} {policy}: {found}"
        assert (found.before, found.after) == (before.figure, after.figure), what
        if found.difference is None:
            assert "suppressed" in (before.status, after.status) and not found.parts, what
            continue
        assert found.difference == number_of(after, found.basis) - number_of(before, found.basis), what
        assert sum(part.change or 0 for part in found.parts) == found.difference, what
        if policy == "public" and INDICATORS[indicator].people:
            assert all(part.change is None or part.change % 5 == 0 for part in found.parts), what
        rows: Counter[Any] = Counter()
        for part in found.parts:
            page = told.monitor.changed_rows(indicator, part.kind, *asked[1:], limit=1_000)
            assert len(page.rows) == page.total == (part.rows or 0), what
            rows.update((row.sheet, row.words, row.was, row.now) for row in page.rows)
        assert max(rows.values(), default=1) == 1, what


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
