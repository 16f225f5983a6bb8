"""One question counted on one state of the data: which years, places and codes it is about, and what was counted of each.

Every count of people passes `gate.protect` here, before anything else may see it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from wsd_data.figures.answer import Answer, Row, Total
from wsd_data.figures.cells import combinations, figure_of
from wsd_data.figures.gate import protect
from wsd_data.figures.query import By, Cells, count, windows
from wsd_data.figures.selection import Selection, check_code
from wsd_data.figures.states import State
from wsd_data.model.dimensions import DIMENSIONS, SPECIAL, TIME
from wsd_data.model.indicators import Indicator
from wsd_data.model.periods import Grain, Period, PeriodError, parse_period, years
from wsd_data.model.problems import Usage
from wsd_data.model.text import Text

PLACES = ("region", "lectoraat", "project", "grant")
"""Dimensions whose codes say which werkplaatsen may have something in a cell, in the order of `Reporting.admitted`."""
UNKNOWN_BUCKET = Text(
    "Onbekende waarde voor {dimension}: {code}. Schrijf bijvoorbeeld {example}.",
    "Unknown value for {dimension}: {code}. Write {example}, for example.",
)


def recognised(state: State, selection: Selection) -> Selection:
    """The selection with every code known. Raises Usage for an unknown one."""
    where: dict[str, list[str]] = {}
    for dimension, codes in selection.where:
        if dimension in TIME:
            where[dimension] = [code if code in SPECIAL else _bucket(dimension, code) for code in codes]
            continue
        closed = DIMENSIONS[dimension].listed or DIMENSIONS[dimension].codelist is not None
        names = state.names(dimension)
        where[dimension] = [names.get(c, c) for c in (check_code(dimension, c, names, closed) for c in codes)]
    return Selection.of(selection.period, where)


def answers_of(
    state: State, indicator: Indicator, breakdowns: Sequence[By], selection: Selection, policy: str
) -> list[Answer]:  # fmt: skip
    """An answer per breakdown, all with the same total, in one query. selection: as `recognised` gave it back."""
    asked = _Question(state, indicator, selection, policy)
    with state.stand.cursor() as cursor:
        whole, *parts = count(cursor, state.stand, indicator, [(), *breakdowns], selection, asked.period)
    total = asked.total(whole)
    return [
        Answer(indicator, by, selection, state.stand.as_of.text, policy, asked.rows(by, cells) if by else (), total)
        for by, cells in zip(breakdowns, parts, strict=True)
    ]


class _Question:
    """One indicator under one selection, asked of one state.

    years: those the question is about; without a period all that were reported or hold a row, as far as they are due.
    period: from its first to its last day; None when there is nothing it could be about.
    """

    def __init__(self, state: State, indicator: Indicator, selection: Selection, policy: str) -> None:
        self._state, self._indicator, self._selection, self._policy = state, indicator, selection, policy
        self._windows = windows(selection)
        self.years: Sequence[int] = self._all_years() if self._windows is None else self._chosen_years()
        self.period = self._whole_period()

    def _chosen_years(self) -> list[int]:
        return sorted({year for window in self._windows or () for year in window.years})

    def _all_years(self) -> range:
        found = self._reported_or_held(self._state.reporting.known_years(self._indicator))
        if not found:
            return range(0)
        return range(min(found), max(min(found), min(max(found), self._state.reporting.last_year)) + 1)

    def _reported_or_held(self, reported: Iterable[int]) -> list[int]:
        held = self._state.known_period(self._indicator)
        return [*reported, *(held.years if held is not None else ())]

    def _whole_period(self) -> Period | None:
        if self._windows:
            return Period(min(w.start for w in self._windows), max(w.end for w in self._windows), "")
        found = self._reported_or_held(self.years) if self._windows is None else ()
        return years(min(found), max(found)) if found else None

    def total(self, cells: Cells) -> Total:
        reporting = self._state.reporting
        admitted = reporting.admitted(self._selection)
        missing = reporting.missing(self._indicator, admitted, self.years)
        counted = cells.get(())
        figure = figure_of(reporting, self._indicator, counted, admitted, self.years, self._narrow(()))
        blanks = counted is not None and counted.missing > 0
        complete = not missing and not blanks and figure.status != "not_reported"
        return Total((), protect(self._indicator, self._policy, figure), complete, tuple(missing))

    def rows(self, by: By, cells: Cells) -> tuple[Row, ...]:
        reporting, narrow = self._state.reporting, self._narrow(by)
        codes = [self._codes(dimension, {found[i] for found in cells}) for i, dimension in enumerate(by)]
        rows = []
        for combination in combinations(by, codes, [*cells]):
            counted = cells.get(combination)
            if counted is None and any(c in SPECIAL for c in combination):
                continue
            place = dict(zip(by, combination, strict=True))
            admitted = reporting.admitted(self._selection, *(place.get(d) for d in PLACES))
            buckets = [place[d] for d in TIME if d in place and place[d] not in SPECIAL]
            due = [int(buckets[-1][:4])] if buckets else self.years
            figure = figure_of(reporting, self._indicator, counted, admitted, due, narrow)
            rows.append(Row(combination, protect(self._indicator, self._policy, figure)))
        return tuple(rows)

    def _narrow(self, by: By) -> bool:
        """Whether a cell is about a part of what a werkplaats reports of a year."""
        return not {*by, *(d for d, _ in self._selection.where)} <= {"region", *TIME}

    def _codes(self, dimension: str, occurring: AbstractSet[str]) -> list[str]:
        """The codes a breakdown shows, in their fixed order: all valid ones where listed, and all that occur."""
        if dimension in TIME:
            ordered = self._buckets(dimension)
        else:
            listed = DIMENSIONS[dimension].listed
            ordered = [c for c in self._state.labels_of(dimension) if listed or c in occurring]
        if chosen := self._selection.codes(dimension):
            ordered = [c for c in ordered if c in chosen]
        rest = sorted(occurring - set(ordered) - set(SPECIAL))
        return [*ordered, *rest, *(c for c in SPECIAL if c in occurring)]

    def _buckets(self, dimension: Grain) -> list[str]:
        ordered = [] if self.period is None else [b.text for b in self.period.buckets(dimension)]
        if self._windows is None:
            return ordered
        within = {b.text for w in self._windows for b in w.buckets(dimension)}
        return [b for b in ordered if b in within]


def _bucket(dimension: Grain, code: str) -> str:
    """The code of a bucket as it is written here. Raises Usage for what is none of this dimension."""
    try:
        period = parse_period(code)
        if [b.text for b in period.buckets(dimension)] == [period.text]:
            return period.text
    except PeriodError:
        pass
    example = next(parse_period("2023-06").buckets(dimension)).text
    raise Usage(UNKNOWN_BUCKET.format(dimension=DIMENSIONS[dimension].name, code=code, example=example))
