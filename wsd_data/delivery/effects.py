"""What a delivery or an undo does to the figures, before anything is committed.

The figures are asked twice: of history as it is, and of history with the new entries laid over it. Every figure
passes the gate both times. Knows no screens.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from wsd_data.delivery.folder import Store
from wsd_data.delivery.previewing import look
from wsd_data.delivery.requests import LoadRequest
from wsd_data.delivery.undoing import undo_preview
from wsd_data.figures import Monitor, Row, Value
from wsd_data.intake import FileRead
from wsd_data.model.clock import now, today
from wsd_data.model.dimensions import SPECIAL
from wsd_data.model.indicators import INDICATORS
from wsd_data.model.sheets import SHEETS
from wsd_data.store.ahead import Ahead
from wsd_data.store.engine import Cursor
from wsd_data.store.fold import NOW, AsOf
from wsd_data.store.history import Entry, Record, touched_sheets

NOT_REPORTED = Value(None, None, None, "not_reported", "nothing_delivered")
_BREAKDOWNS = (("year",), ("year", "region"))
Cells = dict[tuple[str, ...], Value]


@dataclass(frozen=True, slots=True)
class Effect:
    """A figure that changes. year: None for rows that lie in no single year. region: None for the total of the year."""

    indicator: str
    year: int | None
    region: str | None
    before: Value
    after: Value


def predicted(
    store: Store, files: Sequence[tuple[LoadRequest, FileRead]], policy: str, monitor: Monitor | None = None
) -> tuple[Effect, ...]:
    """The figures that committing these files would change. Raises what `preview` raises."""
    return _of_one_moment(store, lambda: _effects(store, look(store, files).ahead, policy, monitor))


def undo_predicted(store: Store, number: int, policy: str, monitor: Monitor | None = None) -> tuple[Effect, ...]:
    """The figures that undoing a delivery would change. Raises Refused as `undo_preview`."""

    def work() -> tuple[Effect, ...]:
        deliverer = undo_preview(store, number).deliverer
        entry = Entry(
            id=store.version() + 1, kind="undo", received=today(), recorded=now(), deliverer=deliverer, undoes=number
        )
        return _effects(store, [Ahead(Record(entry=entry))], policy, monitor)

    return _of_one_moment(store, work)


def brought_about(store: Store, number: int, policy: str) -> tuple[Effect, ...]:
    """What an entry of history did to the figures: those just before it beside those just after it."""
    cursor = store.engine.cursor()
    try:
        touched = {s.id for s in touched_sheets(cursor, number)}
        told = cursor.execute("SELECT DISTINCT sheet FROM nothing WHERE entry = ?", [number]).fetchall()
    finally:
        cursor.close()
    touched |= {row[0] for row in told}
    # A monitor of its own: nobody waits for these states, and they are given back at once.
    monitor = Monitor(store.engine)
    try:
        found: list[Effect] = []
        for indicator in INDICATORS.values():
            if not indicator.planned and touched & monitor.sheets_behind(indicator.id):
                before, after = (
                    _cells(monitor, indicator.id, policy, AsOf(entry=entry)) for entry in (number - 1, number)
                )
                found += _changes(indicator.id, before, after)
        return tuple(found)
    finally:
        monitor.forget()


def effects(
    store: Store, ahead: Sequence[Ahead], policy: str, monitor: Monitor | None = None
) -> tuple[Effect, ...]:  # fmt: skip
    """The figures that change when these entries come next, in order of indicator, year and region.

    Per year the total and every region. monitor: of this store, for the figures as they are.
    """
    return _of_one_moment(store, lambda: _effects(store, ahead, policy, monitor))


def _of_one_moment(store: Store, work: Callable[[], tuple[Effect, ...]]) -> tuple[Effect, ...]:
    """What `work` finds while history stands still; counting takes seconds, so others wait only where it moved on."""
    version = store.version()
    found = work()
    if store.version() == version:
        return found
    with store.writing:
        return work()


def _effects(store: Store, ahead: Sequence[Ahead], policy: str, monitor: Monitor | None) -> tuple[Effect, ...]:
    if not ahead:
        return ()
    with _monitor(store, ahead) as then:
        before = monitor or Monitor(store.engine)
        try:
            touched = _touched(store, ahead)
            found: list[Effect] = []
            for indicator in INDICATORS.values():
                if not indicator.planned and touched & then.sheets_behind(indicator.id):
                    found += _changes(
                        indicator.id, _cells(before, indicator.id, policy), _cells(then, indicator.id, policy)
                    )
            return tuple(found)
        finally:
            if monitor is None:
                before.forget()


@contextlib.contextmanager
def _monitor(store: Store, ahead: Sequence[Ahead]) -> Iterator[Monitor]:
    made = Monitor(store.engine, ahead)
    try:
        yield made
    finally:
        made.forget()


def _touched(store: Store, ahead: Sequence[Ahead]) -> frozenset[str]:
    """The sheets that the entries are about, those with nothing to report too."""
    found = {s for one in ahead for s in SHEETS if any(d.sheet == s for d in one.record.sheets)}
    found |= {sheet for one in ahead for sheet, _ in one.record.nothing}
    cursor: Cursor = store.engine.cursor()
    try:
        for one in ahead:
            found |= {s.id for s in touched_sheets(cursor, one.about)}
            told = cursor.execute("SELECT DISTINCT sheet FROM nothing WHERE entry = ?", [one.about]).fetchall()
            found |= {row[0] for row in told}
    finally:
        cursor.close()
    return frozenset(found)


def _cells(monitor: Monitor, indicator: str, policy: str, as_of: AsOf = NOW) -> Cells:
    answers = monitor.answers(indicator, _BREAKDOWNS, as_of=as_of, policy=policy)
    rows: list[Row] = [row for answer in answers for row in answer.rows]
    return {row.codes: row.figure for row in rows}


def _changes(indicator: str, before: Cells, after: Cells) -> Iterator[Effect]:
    # Both answers name regions in their fixed order, and sorting keeps it within a year.
    for codes in sorted(after | before, key=lambda c: (c[0] in SPECIAL, c[0], len(c))):
        was, becomes = before.get(codes, NOT_REPORTED), after.get(codes, NOT_REPORTED)
        if visible(was) != visible(becomes):
            year = None if codes[0] in SPECIAL else int(codes[0])
            yield Effect(indicator, year, codes[1] if len(codes) > 1 else None, was, becomes)


def visible(value: Value) -> tuple[object, ...]:
    """What of a figure can be seen: a change of anything else is no effect."""
    return value.value, value.low, value.high, value.status, value.estimate
