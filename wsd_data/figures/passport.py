"""The passport of a figure: the figure itself, and the rows of files that make it, each with where it stands.

What the rows add comes to the figure, whatever its measure. Rows about people leave under the policy `internal` alone,
and nothing is told then of how many there are. Person keys never leave.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from wsd_data.figures.answer import Answer, Number
from wsd_data.figures.measures import tidy
from wsd_data.figures.query import Bindings
from wsd_data.figures.selection import Selection
from wsd_data.figures.tracing import Role, sheets_behind, traced
from wsd_data.model.indicators import Indicator
from wsd_data.model.sheets import SHEETS
from wsd_data.store.described import described
from wsd_data.store.engine import Cursor
from wsd_data.store.stand import Stand
from wsd_data.store.tables import REFERENCE_FILES

_COUNTED: Mapping[str, str] = {
    "audience": "audience_count",
    "participants": "attendances",
    "activity_days": "hours",
    "key_figures": "value",
    "grants": "awarded",
    "grants_spent": "spent",
    "casuses": "count",
    "municipalities_participating": "municipality",
    "municipalities_reached": "municipality",
}
"""Per view the column that holds what is counted, where that is not what a row is called."""
_NAMED: Mapping[tuple[str, str], str] = {
    ("partners", "members"): "organisation",
    ("partners", "projects"): "partners",
    ("casuses", "casuses"): "casus_code",
}
"""(view, sheet) → the column that says what is counted, where that is not the title."""


@dataclass(frozen=True, slots=True)
class Brought:
    """A delivery, or an update of the lists, with how many of the rows came with it."""

    entry: int
    file: str
    deliverer: str | None
    received: date
    rows: int


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row of a file.

    sheet: its kind, or the name of a reference list. tabs: what the sheet is called in the file; several where the file
    holds more sheets of that kind. cell: where what is counted stands, as `D7`; "" when it stands in no cell of the row.
    words: the row in words. adds, low, high: what it adds to the figure and its bounds, in the unit of the indicator
    (adds None: not filled in; high None: no upper bound). share: of an amount that is spread the months that count and
    all its months.
    """

    sheet: str
    tabs: tuple[str, ...]
    row_number: int
    cell: str
    words: str
    entry: int
    file: str
    deliverer: str | None
    received: date
    adds: Number | None
    low: Number | None
    high: Number | None
    estimate: bool
    role: Role
    share: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Passport:
    """answer: the figure, as its total. rows: a page of the rows behind it; total: how many there are in all.

    withheld: the sheets whose rows this policy does not show; rows, total and brought leave them out.
    brought: what the rows came with, newest first. roles: how many of the rows have each role.
    """

    answer: Answer
    rows: tuple[SourceRow, ...] = ()
    total: int = 0
    roles: Mapping[Role, int] = field(default_factory=dict)
    brought: tuple[Brought, ...] = ()
    withheld: tuple[str, ...] = ()


def passport(
    cursor: Cursor, stand: Stand, answer: Answer, selection: Selection, offset: int, limit: int
) -> Passport:  # fmt: skip
    """The passport of the total of an answer. selection: that of the answer, with every code checked."""
    indicator = answer.indicator
    sheets = sheets_behind(indicator)
    withheld = tuple(s for s in sheets if s in SHEETS and SHEETS[s].about_people and answer.policy != "internal")
    if indicator.people and answer.policy != "internal":
        withheld = sheets
    shown = [s for s in sheets if s not in withheld]
    if not shown:
        return Passport(answer, withheld=withheld)
    sql = Bindings()
    rows = f"{traced(stand, indicator, selection, sql)}, shown AS (FROM traced WHERE sheet IN ({_listed(shown)}))"
    found = cursor.execute(
        f"{rows} SELECT s.entry, any_value(e.file), any_value(e.deliverer), any_value(e.received), count(*), "
        "histogram(s.role), min(s.sheet) FROM shown s JOIN entries e ON e.id = s.entry "
        "GROUP BY s.entry ORDER BY s.entry DESC",
        sql.bound,
    ).fetchall()
    brought = tuple(Brought(e, _file(file, sheet), who, day, n) for e, file, who, day, n, _, sheet in found)
    total = sum(one.rows for one in brought)
    roles: Counter[Role] = Counter()
    for *_, told, _ in found:
        roles.update(told)
    page = _page(cursor, rows, sql, indicator, shown, offset, limit) if offset < total and limit else ()
    return Passport(answer, tuple(page), total, roles, brought, withheld)


def _page(
    cursor: Cursor, rows: str, sql: Bindings, indicator: Indicator, shown: Iterable[str], offset: int, limit: int
) -> Iterable[SourceRow]:
    order = "s.day DESC NULLS LAST, s.place, s.role = 'joined', s.entry DESC, s.row_number DESC, s.sheet, s.row_hash"
    named = " UNION ALL ".join(
        f"SELECT '{s}' AS sheet, entry, row_number, hash(key) AS row_hash, {described(SHEETS[s])} AS words FROM h_{s} "
        "WHERE entry IN (SELECT entry FROM page)"
        if s in SHEETS
        else _reference_words(s)
        for s in shown
    )
    found = cursor.execute(
        f"{rows}, page AS MATERIALIZED (FROM shown s ORDER BY {order} LIMIT {sql.bind(limit)} OFFSET {sql.bind(offset)}), "
        f"named AS ({named}), "
        "tabs AS (SELECT entry, sheet, list({'name': name, 'heading': heading_row, 'letters': letters} ORDER BY heading_row, name) AS tabs "
        "FROM entry_sheets WHERE accepted > 0 GROUP BY entry, sheet) "
        "SELECT s.sheet, s.entry, s.row_number, s.adds, s.low, s.high, s.estimate, s.role, s.part, s.months, n.words, t.tabs, "
        "e.file, e.deliverer, e.received FROM page s JOIN entries e ON e.id = s.entry "
        "LEFT JOIN named n ON n.sheet = s.sheet AND n.entry = s.entry AND n.row_number = s.row_number AND n.row_hash = s.row_hash "
        f"LEFT JOIN tabs t ON t.entry = s.entry AND t.sheet = s.sheet ORDER BY {order}",
        sql.bound,
    ).fetchall()
    return [_row(indicator, values) for values in found]


def _reference_words(name: str) -> str:
    return (
        f"SELECT '{name}' AS sheet, entry, (row_number() OVER (ORDER BY rowid) + 1)::INTEGER AS row_number, "
        f"0::UBIGINT AS row_hash, gemeente || ' (' || werkplaats || ')' AS words FROM r_{name} WHERE entry IN (SELECT entry FROM page)"
    )


def _row(indicator: Indicator, values: tuple[Any, ...]) -> SourceRow:
    sheet, entry, row_number, adds, low, high, estimate, role, part, months, words, tabs, file, who, day = values
    tabs = [tab for tab in tabs or () if tab["heading"] is None or tab["heading"] < row_number] or tabs or ()
    unit = 100 if indicator.money else 1
    in_units = [None if n is None else tidy(n / unit) for n in (adds, low, high)]
    return SourceRow(
        sheet,
        tuple(dict.fromkeys(tab["name"] for tab in tabs)),
        row_number,
        _cell(indicator, sheet, row_number, tabs),
        words or "",
        entry,
        _file(file, sheet),
        who,
        day,
        in_units[0],
        in_units[1],
        in_units[2],
        estimate,
        role,
        None if months is None else (part, months),
    )


def _cell(indicator: Indicator, sheet: str, row_number: int, tabs: Iterable[Mapping[str, str]]) -> str:
    """The cell of what is counted; "" where the sheets that may be meant do not agree on its letters."""
    named = _NAMED.get((indicator.source, sheet), "title")
    wanted = _COUNTED.get(indicator.source, named)
    known = [json.loads(tab["letters"] or "{}") for tab in tabs]
    found = {letters.get(wanted) or letters.get(named) for letters in known}
    letters = found.pop() if len(found) == 1 else None
    return f"{letters}{row_number}" if letters else ""


def _file(name: str | None, sheet: str) -> str:
    return REFERENCE_FILES.get(sheet) or name or ""


def _listed(sheets: Iterable[str]) -> str:
    return ", ".join(f"'{s}'" for s in sheets)
