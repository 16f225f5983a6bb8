"""Counted rows by *unit*: what it is that counts, under a number that is the same in every state of knowledge.

A unit is a presentation, a work, a project, a grant or a meeting; the rows of history behind it are those of `tracing`.
"""

from __future__ import annotations

from collections.abc import Mapping

from wsd_data.figures.measures import MEASURES
from wsd_data.figures.query import Bindings
from wsd_data.figures.selection import Selection
from wsd_data.figures.tracing import REFERENCE_SHEET, UNWEIGHED, behind, counted_rows, unweighed_rows
from wsd_data.model.indicators import Indicator
from wsd_data.store.stand import Stand

JOINED_WORKS = ("publications", "outputs")
"""Views whose rows name the records of a work that several deliverers report, in `sources`."""

_UNITS: Mapping[str, str] = {
    **dict.fromkeys(("projects", "projects_started", "projects_completed"), "hash(project[1])"),
    "partners": "CASE WHEN sheet = 'projects' THEN hash(project[1]) ELSE row_hash END",
    "activity_days": "hash(activity, d_from, d_to)",
    **dict.fromkeys(("grants", "grants_settled"), "hash(unit)"),
    # The records of a work may change places; the set of them is the work.
    **dict.fromkeys(JOINED_WORKS, "coalesce(list_min(list_transform(sources, lambda s: s.row_hash)), row_hash)"),
    "municipalities_participating": f"CASE WHEN sheet = '{REFERENCE_SHEET}' THEN hash(region, counted) ELSE row_hash END",
}
"""SQL of the unit of a counted row; of views that are not named it is the row itself."""
_BEHIND = (
    "sheet", "entry", "row_number", "row_hash", "project", "place", "d_from", "d_to", "unit", "activity", "name", "sources",
)  # fmt: skip
"""The columns of counted rows by which the rows behind them are found."""


def read_columns(indicator: Indicator) -> tuple[str, ...]:
    """The columns that a measure reads, but for the order among rows of one unit, which differs per state."""
    return tuple(c for c in MEASURES[indicator.measure].columns if c != "rank")


def counted_units(stand: Stand, indicator: Indicator, selection: Selection, sql: Bindings) -> str:
    """SELECT of the rows that a selection admits: counted_unit, `read_columns`, rank, and what leads to the rows behind them.

    Of a stock only the row that each of its units has its amount from.
    """
    types = stand.need(indicator.source)
    stock = indicator.measure == "last"
    unit = "hash(unit)" if stock else _UNITS.get(indicator.source, "row_hash")
    columns = dict.fromkeys((*read_columns(indicator), *(c for c in _BEHIND if c in (*types, "sheet", "place"))))
    shown = ", ".join(f'"{c}"' for c in columns)
    picked = " WHERE b_role = 'counted'" if stock else ""
    tables = (counted_rows if stock else unweighed_rows)(stand, indicator, selection, sql)
    return f"{tables} SELECT {unit} AS counted_unit, 1 AS rank, {shown} FROM counted{picked}"


def rows_behind(stand: Stand, indicator: Indicator, table: str, units: str) -> str:
    """SELECT of every row of history behind these units in a table of `counted_units`: counted_unit, sheet, entry, row_number, row_hash.

    units: a table with a column counted_unit.
    """
    rows = behind(indicator.source, stand.need(indicator.source))
    return (
        f"WITH counted AS (SELECT *, {UNWEIGHED} FROM {table} SEMI JOIN {units} USING (counted_unit)) "
        "SELECT DISTINCT c.counted_unit, r.sheet, r.entry, r.row_number, r.row_hash "
        f"FROM ({rows}) r JOIN counted c ON c.place = r.place"
    )
