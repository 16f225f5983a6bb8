"""The one place that composes SQL for figures: selection → rows, breakdown → memberships, measure → values.

Identifiers come from declarations and from the columns of views; everything from outside is bound.
Several breakdowns of one indicator are one query, because planning costs more than scanning.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from wsd_data.figures.measures import MEASURES, Counted, Record
from wsd_data.figures.selection import Selection
from wsd_data.model.dimensions import NONE, SPECIAL, TIME, UNPLACED
from wsd_data.model.indicators import Indicator
from wsd_data.model.periods import Grain, Period, parse_period, years
from wsd_data.store.engine import Cursor
from wsd_data.store.stand import Stand

By = tuple[str, ...]
Cells = Mapping[tuple[str, ...], Counted]
FAR = date(9999, 12, 31)


def _months(day: date) -> int:
    return day.year * 12 + day.month - 1


def whole_months(period: Period) -> tuple[int, int]:
    """First and last month number (year × 12 + month - 1) that lie wholly inside the period."""
    first = _months(period.start) + (0 if period.start.day == 1 else 1)
    after = date.fromordinal(period.end.toordinal() + 1) if period.end < date.max else period.end
    return first, _months(after) - 1


@dataclass
class Bindings:
    """SQL being put together, with its bound values."""

    bound: dict[str, Any] = field(default_factory=dict)

    def bind(self, value: Any) -> str:
        name = f"v{len(self.bound)}"
        self.bound[name] = value
        return f"${name}"


def known_period(stand: Stand, indicator: Indicator) -> Period | None:
    """The years from the first to the last day known in the view of an indicator; None when it is empty."""
    stand.need(indicator.source)
    with stand.cursor() as cursor:
        row = cursor.execute(
            f"SELECT min(d_from), max(CASE WHEN d_to < DATE '{FAR.isoformat()}' THEN d_to ELSE d_from END) "
            f"FROM {indicator.source}" + (" WHERE kind = $kind" if indicator.only else ""),
            {"kind": indicator.only} if indicator.only else {},
        ).fetchone()
    if row is None or row[0] is None:
        return None
    return years(row[0].year, max(row[0], row[1] or row[0]).year)


def windows(selection: Selection) -> tuple[Period, ...] | None:
    """The stretches of time a selection admits: its period cut by codes of time dimensions; None is all time."""
    found: tuple[Period, ...] | None = None if selection.period is None else (selection.period,)
    for dimension in TIME:
        codes = selection.codes(dimension)
        if not codes or not set(codes) - set(SPECIAL):
            continue
        chosen = [parse_period(c) for c in codes if c not in SPECIAL]
        if found is None:
            found = tuple(chosen)
        else:
            cut = ((max(f.start, c.start), min(f.end, c.end)) for f in found for c in chosen)
            found = tuple(Period(start, end, "") for start, end in cut if start <= end)
    return found


def admitted_rows(
    stand: Stand, indicator: Indicator, selection: Selection, columns: Sequence[str], sql: Bindings
) -> str:
    """SELECT of the rows that the selection admits."""
    types = stand.need(indicator.source)
    conditions = []
    if indicator.only:
        conditions.append(f"kind = {sql.bind(indicator.only)}")
    source = indicator.source
    if indicator.date_rule == "dated":
        if selection.period is not None:
            start, end = sql.bind(selection.period.start), sql.bind(selection.period.end)
            conditions.append(f"d_from >= {start} AND d_to <= {end}")
    elif indicator.date_rule == "overlap":
        undated = _undated(selection, "d_from IS NULL")
        if undated and not _dated_codes(selection):
            conditions.append(undated)
        elif (admitted := windows(selection)) is not None:
            spans = [f"d_from <= {sql.bind(w.end)} AND d_to >= {sql.bind(w.start)}" for w in admitted]
            conditions.append(_any([*spans, *([undated] if undated else [])]))
    else:
        source = (
            f"(SELECT *, year(d_from) * 12 + month(d_from) - 1 AS m_from, year(d_to) * 12 + month(d_to) - 1 AS m_to "
            f"FROM {source} WHERE amount IS NOT NULL)"
        )
        undated = _undated(selection, "m_to IS NULL")
        if undated and not _dated_codes(selection):
            conditions.append(undated)
        elif (admitted := windows(selection)) is not None:
            months = (whole_months(w) for w in admitted)
            spans = [
                f"m_from <= {sql.bind(last)} AND m_to >= {sql.bind(first)}" for first, last in months if first <= last
            ]
            conditions.append(_any([*spans, *([undated] if undated else [])]))
    for dimension, codes in selection.where:
        if dimension in TIME:
            if indicator.date_rule == "dated":
                conditions.append(f'list_contains({sql.bind(list(codes))}, "{dimension}")')
        elif types[dimension].endswith("[]"):
            conditions.append(f'list_has_any("{dimension}", {sql.bind(list(codes))})')
        else:
            conditions.append(f"list_contains({sql.bind(list(codes))}, coalesce(\"{dimension}\", '{NONE}'))")
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    chosen = ", ".join(f'"{c}"' for c in columns) or "1 AS one"
    return f"SELECT {chosen} FROM {source}{where}"


def _dated_codes(selection: Selection) -> bool:
    """Whether any code of a time dimension names a stretch of time."""
    return any(set(selection.codes(d)) - set(SPECIAL) for d in TIME)


def _undated(selection: Selection, condition: str) -> str:
    """The condition of rows that stand in no bucket, where the selection asks for those; they lie in no period."""
    asked = any(UNPLACED in selection.codes(d) for d in TIME)
    return ("FALSE" if selection.period is not None else condition) if asked else ""


def _any(conditions: Iterable[str]) -> str:
    return f"({' OR '.join(f'({c})' for c in conditions) or 'FALSE'})"


_BUCKET_CODE: Mapping[Grain, str] = {
    "year": "strftime(b_start, '%Y')",
    "half_year": "year(b_start) || '-H' || ((month(b_start) - 1) // 6 + 1)",
    "quarter": "year(b_start) || '-Q' || quarter(b_start)",
    "month": "strftime(b_start, '%Y-%m')",
}
_START_MONTH = "(year(b_start) * 12 + month(b_start) - 1)"
_STOP_MONTH = "(year(b_stop) * 12 + month(b_stop) - 1)"


def _buckets(indicator: Indicator, by: By, selection: Selection, period: Period | None, sql: Bindings) -> str:
    """The join that gives a row with a span every bucket of the breakdown it stands in; "" when none is needed."""
    grain = next((g for g in reversed(TIME) if g in by), None)
    if indicator.date_rule == "dated" or grain is None or period is None:
        return ""
    rows = ", ".join(f"(DATE '{b.start.isoformat()}', DATE '{b.end.isoformat()}')" for b in period.buckets(grain))
    if indicator.date_rule == "overlap":
        condition = "d_from <= b_stop AND d_to >= b_start"
        if (admitted := windows(selection)) is not None:
            condition += " AND " + _any(
                f"d_from <= least(b_stop, {sql.bind(w.end)}) AND d_to >= greatest(b_start, {sql.bind(w.start)}) "
                f"AND b_start <= {sql.bind(w.end)} AND b_stop >= {sql.bind(w.start)}"
                for w in admitted
            )
    else:
        condition = f"m_to IS NOT NULL AND {month_part(indicator, by, selection, period, sql)} > 0"
    return f" LEFT JOIN (VALUES {rows}) AS b(b_start, b_stop) ON {condition}"


def month_part(indicator: Indicator, by: By, selection: Selection, period: Period | None, sql: Bindings) -> str:
    """How many of the months of an amount count here; an amount without an end has one, of all time."""
    low, high = ["m_from"], ["m_to"]
    if any(g in by for g in TIME) and period is not None:
        low.append(f"coalesce({_START_MONTH}, m_from)")
        high.append(f"coalesce({_STOP_MONTH}, m_to)")
    admitted = windows(selection)
    spans = [None] if admitted is None else [whole_months(w) for w in admitted]
    parts = []
    for span in spans:
        lows = low if span is None else [*low, sql.bind(span[0])]
        highs = high if span is None else [*high, sql.bind(span[1])]
        parts.append(f"greatest(0, least({', '.join(highs)}) - greatest({', '.join(lows)}) + 1)")
    return f"CASE WHEN m_to IS NULL THEN 1 ELSE {' + '.join(parts) or '0'} END"


def _exploded(
    stand: Stand, indicator: Indicator, by: By, selection: Selection, period: Period | None, columns: Sequence[str], sql: Bindings
) -> str:  # fmt: skip
    """One row per admitted row and membership, with k0, k1, … for the breakdown."""
    types = stand.need(indicator.source)
    join = _buckets(indicator, by, selection, period, sql)
    source, keys, conditions = f"SELECT * FROM base{join}", [], []
    for index, dimension in enumerate(by):
        if dimension in TIME and indicator.date_rule != "dated":
            code = f"coalesce({_BUCKET_CODE[dimension]}, '{UNPLACED}')" if join else f"'{UNPLACED}'"
        elif types[dimension].endswith("[]"):
            # Each list in a SELECT of its own: side by side they would be zipped, and in FROM it is ten times slower.
            source = f'SELECT *, unnest("{dimension}") AS u{index} FROM ({source})'
            code = f"u{index}"
        else:
            code = f"coalesce(\"{dimension}\", '{NONE}')"
        keys.append(f"{code} AS k{index}")
        if selection.codes(dimension) and dimension not in TIME:
            conditions.append(f"list_contains({sql.bind(list(selection.codes(dimension)))}, {code})")
    parts = [*keys, *(f'"{c}"' for c in columns if c not in ("months", "part"))]
    if indicator.date_rule == "months":
        parts.append("coalesce(m_to - m_from + 1, 1) AS months")
        parts.append(f"{month_part(indicator, by if join else (), selection, period, sql)} AS part")
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    return f"SELECT {', '.join(parts or ['1 AS one'])} FROM ({source}){where}"


def count(
    cursor: Cursor, stand: Stand, indicator: Indicator, breakdowns: Sequence[By], selection: Selection, period: Period | None
) -> list[Cells]:  # fmt: skip
    """Per breakdown the cells in which rows were found, with what was counted there; `()` is the total.

    period: the period whose buckets a time dimension shows (the selected one, else all that is known).
    """
    measure = MEASURES[indicator.measure]
    types = stand.need(indicator.source)
    used = {d for by in breakdowns for d in by if d in types}
    extra = {"dated": (), "overlap": ("d_from", "d_to"), "months": ("m_from", "m_to")}[indicator.date_rule]
    own = [c for c in measure.columns if c not in ("months", "part")]
    sql = Bindings()
    base = admitted_rows(stand, indicator, selection, [*dict.fromkeys((*own, *extra, *sorted(used)))], sql)
    width = max((len(by) for by in breakdowns), default=0)
    parts = []
    for number, by in enumerate(breakdowns):
        exploded = _exploded(stand, indicator, by, selection, period, measure.columns, sql)
        keys = [f"k{i}" for i in range(len(by))]
        shown = ", ".join([*keys, *(f"NULL::VARCHAR AS k{i}" for i in range(len(by), width)), *measure.out])
        parts.append(f"SELECT {number} AS b, {shown} FROM ({measure.select(f'({exploded})', keys)})")
    names = ["b", *(f"k{i}" for i in range(width)), *measure.out]
    found = cursor.execute(f"WITH base AS MATERIALIZED ({base}) " + " UNION ALL ".join(parts), sql.bound).fetchall()
    cells: list[dict[tuple[str, ...], list[Record]]] = [{} for _ in breakdowns]
    for values in found:
        record = dict(zip(names, values, strict=True))
        number = record["b"]
        codes = tuple(record[f"k{i}"] for i in range(len(breakdowns[number])))
        cells[number].setdefault(codes, []).append(record)
    counted: list[Cells] = [{codes: measure.finish(records) for codes, records in c.items()} for c in cells]
    if indicator.money:
        return [{codes: one.in_euros() for codes, one in c.items()} for c in counted]
    return counted
