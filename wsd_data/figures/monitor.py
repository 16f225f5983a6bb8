"""The one place figures come from: questions in, protected answers out, remembered per state of the data.

Knows indicators, selections and stands. Every count of people passes `gate.protect` here, before
anything else may see it.
"""

from __future__ import annotations

import contextlib
import copy
import time
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar, cast

import duckdb

from wsd_data.figures.answer import Answer, Value
from wsd_data.figures.answering import answers_of, recognised
from wsd_data.figures.changed_rows import ChangedRows, changed_rows
from wsd_data.figures.coverage import Coverage, coverages
from wsd_data.figures.explanation import Explanation, Kind, Published, explained, note_causes, split
from wsd_data.figures.gate import protect
from wsd_data.figures.grants import Grant, grants_of
from wsd_data.figures.labels import labels_of
from wsd_data.figures.memory import Memory, Turns
from wsd_data.figures.passport import Passport, passport
from wsd_data.figures.planned import Target, targets_of
from wsd_data.figures.query import By
from wsd_data.figures.records import Records, check_page, check_place, fetch, kind_of, past_their_end
from wsd_data.figures.reporting import Delivered
from wsd_data.figures.selection import Selection, check_dimension
from wsd_data.figures.states import State, States
from wsd_data.model.indicators import INDICATORS, POLICIES, Indicator
from wsd_data.model.problems import Usage
from wsd_data.model.sheets import SHEETS
from wsd_data.model.text import Text
from wsd_data.store.ahead import Ahead
from wsd_data.store.engine import Cursor, Engine
from wsd_data.store.fold import NOW, AsOf
from wsd_data.store.kept import worthwhile
from wsd_data.store.stand import VIEWS, Stand

UNKNOWN_INDICATOR = Text(
    "Onbekende indicator: {name}. Kies uit: {known}.", "Unknown indicator: {name}. Choose from: {known}."
)
PLANNED = Text(
    "{name} is aangekondigd maar nog niet gereed. Kies uit: {known}.",
    "{name} is announced but not ready yet. Choose from: {known}.",
)
UNKNOWN_POLICY = Text("Onbekend beleid: {name}. Kies uit: {known}.", "Unknown policy: {name}. Choose from: {known}.")
Made = TypeVar("Made")
REMEMBERED = 4_000
REMEMBERED_LISTS = 400
REMEMBERED_ROWS = 10_000
"""Rows of all remembered lists together; one takes 2 to 4 kB."""
PAUSE = 0.005
MOST_KEPT = 1_000
"""Rows of a list: more of them (a whole list for a file) are not remembered."""


def indicator_of(name: str) -> Indicator:
    """The indicator with this id. Raises Usage when it is unknown or only planned."""
    ready = ", ".join(i.id for i in INDICATORS.values() if not i.planned)
    indicator = INDICATORS.get(name)
    if indicator is None:
        raise Usage(UNKNOWN_INDICATOR.format(name=name, known=ready))
    if indicator.planned:
        raise Usage(PLANNED.format(name=name, known=ready))
    return indicator


class Monitor:
    """Answers questions about one database. Safe to share between threads.

    ahead: entries that are not in history, counted as if they came next; for the present only.
    """

    def __init__(self, engine: Engine, ahead: Sequence[Ahead] = ()) -> None:
        self._engine = engine
        self._present = NOW
        self._states = States(engine, ahead)
        self._turns = Turns()
        self._answers = Memory(REMEMBERED, REMEMBERED, lambda answer: 1)
        self._lists = Memory(REMEMBERED_LISTS, REMEMBERED_ROWS, _weight)

    def at(self, as_of: AsOf) -> Monitor:
        """The same monitor for someone who looks back: what it is asked about now, it answers as known at that moment."""
        made = copy.copy(self)
        made._present = as_of
        return made

    def version(self) -> int:
        """The number of the last entry of history; it changes whenever figures may."""
        with self._engine.cursor() as cursor:
            row = cursor.execute("SELECT coalesce(max(id), 0) FROM entries").fetchone()
        return int(row[0]) if row else 0

    def answer(
        self, indicator: str, by: By = (), selection: Selection = Selection(), as_of: AsOf = NOW, policy: str = "public"
    ) -> Answer:  # fmt: skip
        """One indicator, broken down by dimensions, under a selection. Raises Usage for what is unknown."""
        return self.answers(indicator, [by], selection, as_of, policy)[0]

    def answers(
        self, indicator: str, breakdowns: Sequence[By], selection: Selection = Selection(), as_of: AsOf = NOW, policy: str = "public"
    ) -> list[Answer]:  # fmt: skip
        """Several breakdowns of one indicator in one query."""
        as_of = self._meant(as_of)
        declared = _asked_about(indicator, selection, policy)
        for dimension in {d for by in breakdowns for d in by}:
            check_dimension(declared, dimension)
        version = self.version()
        while True:
            keys = [(version, as_of, policy, declared.id, by, selection) for by in breakdowns]
            with self._turns.of((version, as_of, policy, declared.id, selection, *breakdowns)):
                known = [self._answers.get(key) for key in keys]
                if None not in known:
                    return cast(list[Answer], known)
                with self._states.using(version, as_of) as state:
                    checked = recognised(state, selection)
                    found = answers_of(state, declared, breakdowns, checked, policy)
                if (latest := self.version()) == version:
                    for key, answer in zip(keys, found, strict=True):
                        self._answers.keep(key, answer)
                    return found
            version = latest

    def records(
        self, kind: str, selection: Selection = Selection(), policy: str = "public", *,
        search: str = "", sort: str = "", offset: int = 0, limit: int = 50, as_of: AsOf = NOW,
    ) -> Records:  # fmt: skip
        """A page of the rows behind the figures of a selection: the lists of `records.KINDS`.

        Newest first; `sort` names a column, with - before it from high to low. Every word of `search` must occur.
        Under policy `public` rows about people are withheld. Raises Usage for what is unknown.
        """
        _check_policy(policy)
        asked = kind_of(kind) if policy == "internal" else kind_of(kind).in_public()
        check_page(asked, sort, offset, limit)
        for dimension, _ in selection.where:
            check_dimension(asked.counted, dimension)
        if asked.people and policy != "internal":
            return Records(withheld=True)

        def make(state: State) -> Records:
            checked = recognised(state, selection)
            with state.stand.cursor() as cursor:
                return fetch(cursor, state.stand, asked, checked, search, sort, offset, limit)

        asked_for = ("records", kind, policy, selection, search, sort, offset, limit)
        return self._listed(asked_for, as_of, make, keep=limit <= MOST_KEPT)

    def passport(
        self, indicator: str, selection: Selection = Selection(), as_of: AsOf = NOW, policy: str = "public", offset: int = 0, limit: int = 25
    ) -> Passport:  # fmt: skip
        """The total of an answer with a page of the rows of files that make it, newest first.

        Raises Usage for what is unknown.
        """
        check_place(offset, limit)

        def make(state: State) -> Passport:
            answer = self.answer(indicator, (), selection, as_of, policy)
            with state.stand.cursor() as cursor:
                return passport(cursor, state.stand, answer, recognised(state, selection), offset, limit)

        asked_for = ("passport", indicator, policy, selection, offset, limit)
        return self._listed(asked_for, as_of, make, keep=limit <= MOST_KEPT)

    def explain(
        self, indicator: str, selection: Selection = Selection(), before: AsOf = NOW, after: AsOf = NOW, policy: str = "public",
        published: Published | None = None,
    ) -> Explanation:  # fmt: skip
        """The total of a figure in two states of knowledge, and the parts of the difference. Raises Usage for what is unknown.

        published: what the figure of `before` was published as; then the difference is the one with that.
        """
        declared = _asked_about(indicator, selection, policy)

        def make(state: State) -> Explanation:
            with self._states.using(state.version, self._meant(before)) as earlier:
                checked = recognised(state, selection)

                def figure(of: State, under: str) -> Value:
                    return answers_of(of, declared, [()], checked, under)[0].total.figure

                if state.known < earlier.known:
                    found = self.explain(indicator, selection, after, before, policy).turned()
                else:
                    with state.stand.cursor() as cursor:
                        note_causes(cursor, earlier.stand, state.stand, declared, checked)
                        found = explained(
                            declared, policy, figure(earlier, policy), figure(state, policy), split(cursor, declared)
                        )
                if published is None:
                    return found
                shown = (
                    protect(declared, policy, one) for one in (published.figure, figure(earlier, published.policy))
                )
                return found.since(*shown)

        return self._listed(("explain", indicator, selection, before, policy, published), after, make)

    def changed_rows(
        self, indicator: str, kind: Kind, selection: Selection = Selection(), before: AsOf = NOW, after: AsOf = NOW,
        policy: str = "public", *, offset: int = 0, limit: int = 25,
    ) -> ChangedRows:  # fmt: skip
        """A page of the rows behind one part of `explain`, whichever of both states is the earlier one.

        Raises Usage for what is unknown.
        """
        declared = _asked_about(indicator, selection, policy)
        check_place(offset, limit)

        def make(state: State) -> ChangedRows:
            with self._states.using(state.version, self._meant(before)) as earlier:
                first, last = (state, earlier) if state.known < earlier.known else (earlier, state)
                checked = recognised(last, selection)
                with last.stand.cursor() as cursor:
                    note_causes(cursor, first.stand, last.stand, declared, checked)
                    return changed_rows(cursor, declared, kind, policy, offset, limit)

        asked_for = ("changed", indicator, kind, selection, before, policy, offset, limit)
        return self._listed(asked_for, after, make, keep=limit <= MOST_KEPT)

    def delivered(self, year: int, as_of: AsOf = NOW) -> Mapping[tuple[str, str], Delivered]:
        """(region, sheet) → what was delivered about a year, for every region of the reference list and every sheet."""

        def make(state: State) -> Mapping[tuple[str, str], Delivered]:
            regions = labels_of(state.stand, "region")
            return {(r, s): state.reporting.delivered(r, s, year) for r in regions for s in SHEETS}

        return self._listed(("delivered", year), as_of, make)

    def coverage(self, as_of: AsOf = NOW) -> Mapping[tuple[str, str, int], Coverage]:
        """(region, sheet, year) → the deliveries behind it and what is still open; only where there is any delivery."""

        def make(state: State) -> Mapping[tuple[str, str, int], Coverage]:
            state.stand.need("reported")
            with state.stand.cursor() as cursor:
                return coverages(cursor, state.stand)

        return self._listed(("coverage",), as_of, make)

    def overdue(
        self, today: date, selection: Selection = Selection(), as_of: AsOf = NOW
    ) -> tuple[dict[str, object], ...]:
        """Projects that should be running and ended before today: project, title, region (codes) and end; longest ago first."""
        kind = kind_of("projects")
        for dimension, _ in selection.where:
            check_dimension(kind.counted, dimension)

        def make(state: State) -> tuple[dict[str, object], ...]:
            checked = recognised(state, selection)
            with state.stand.cursor() as cursor:
                return past_their_end(cursor, state.stand, checked, today)

        return self._listed(("overdue", today, selection), as_of, make)

    def grants(self, as_of: AsOf = NOW, numbers: Iterable[str] | None = None) -> tuple[Grant, ...]:
        """Every grant with its amounts and last known spending, in order of number; with numbers only those there are of them."""
        if numbers is None:
            return self._whole("grants", as_of, grants_of)
        only = frozenset(numbers)

        def make(state: State) -> tuple[Grant, ...]:
            whole = cast(tuple[Grant, ...] | None, state.whole.get("grants"))
            return grants_of(state.stand, only) if whole is None else tuple(g for g in whole if g.number in only)

        return self._listed(("grants", only), as_of, make, keep=len(only) <= MOST_KEPT)

    def targets(self, as_of: AsOf = NOW) -> tuple[Target, ...]:
        """Every target as delivered, in order of time. What came of them: `targets.compared`."""
        return self._whole("targets", as_of, targets_of)

    def _whole(self, name: str, as_of: AsOf, make: Callable[[Stand], Made]) -> Made:
        """What there is one of in a state of the data, however large: remembered as long as the state is."""
        as_of, version = self._meant(as_of), self.version()
        while True:
            with self._turns.of((version, as_of, name)), self._states.using(version, as_of) as state:
                if name not in state.whole:
                    state.whole[name] = make(state.stand)
                found = cast(Made, state.whole[name])
            if (latest := self.version()) == version:
                return found
            version = latest

    def _listed(
        self, asked: tuple[Hashable, ...], as_of: AsOf, make: Callable[[State], Made], keep: bool = True
    ) -> Made:
        """What `make` finds in one state of the data, remembered unless it is too much to keep."""
        as_of, version = self._meant(as_of), self.version()
        while True:
            key = (version, as_of, *asked)
            with self._turns.of(key):
                known = self._lists.get(key)
                if known is not None:
                    return cast(Made, known)
                with self._states.using(version, as_of) as state:
                    found = make(state)
                if (latest := self.version()) == version:
                    if keep:
                        self._lists.keep(key, found)
                    return found
            version = latest

    def labels(self, dimension: str, as_of: AsOf = NOW) -> Mapping[str, Text]:
        """Code → name in both languages, in the fixed order of the dimension."""
        with self._states.using(self.version(), self._meant(as_of)) as state:
            return state.labels_of(dimension)

    def missing(self, indicator: str, selection: Selection, as_of: AsOf = NOW) -> list[tuple[str, int]]:
        """(region, year) pairs that should have reported an indicator and have not."""
        return list(self.answer(indicator, (), selection, as_of, "public").total.missing)

    def sheets_behind(self, indicator: str) -> frozenset[str]:
        """The sheets by whose rows the figures of an indicator may change."""
        declared = indicator_of(indicator)
        with self._states.using(self.version(), NOW) as state:
            return state.stand.reads(declared.source).union(declared.sheets)

    def forget(self) -> None:
        """Give back the memory of every state. The next question makes it anew."""
        self._states.forget()
        self._answers.clear()
        self._lists.clear()

    def prepare(self, enough: Callable[[], bool] = lambda: False) -> None:
        """Make everything of the present that some figure reads, until `enough` says so; others may ask meanwhile.

        Beside many rows it is kept in a file for the next start. What cannot be made is said to whoever asks for it.
        """
        with contextlib.suppress(duckdb.Error), self._states.using(self.version(), NOW) as state:
            for view in VIEWS:
                if enough():
                    return
                state.stand.need(view)
                # Whoever waits for a view has the turn now.
                time.sleep(PAUSE)
            state.stand.keep(state.version)

    def put_by(self) -> None:
        """Beside many rows: make everything of the present now and keep it, so that the next start is quick."""
        with self._engine.cursor() as cursor:
            many = worthwhile(cursor)
        if many:
            self.prepare()

    def coming(self, ahead: Sequence[Ahead], writing: Cursor) -> contextlib.AbstractContextManager[None]:
        """Around the commit of these entries: the state after them is made beforehand, so that nobody waits for it afterwards.

        writing: a cursor that sees them in history already.
        """
        return self._states.to_come(ahead, writing)

    def _meant(self, as_of: AsOf) -> AsOf:
        return self._present if as_of == NOW else as_of


def _weight(found: object) -> int:
    """How many rows a remembered list holds."""
    if isinstance(found, Records | Passport | ChangedRows):
        return len(found.rows)
    return len(found) if isinstance(found, tuple) else 1


def _asked_about(indicator: str, selection: Selection, policy: str) -> Indicator:
    """The indicator of a question that may be asked. Raises Usage when it may not."""
    declared = indicator_of(indicator)
    _check_policy(policy)
    for dimension, _ in selection.where:
        check_dimension(declared, dimension)
    return declared


def _check_policy(policy: str) -> None:
    if policy not in POLICIES:
        raise Usage(UNKNOWN_POLICY.format(name=policy, known=", ".join(POLICIES)))
