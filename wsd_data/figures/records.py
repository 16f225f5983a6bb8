"""The rows behind figures: which projects, works, grants and organisations a selection admits, a page at a time.

The rows are admitted by the very SQL that counts them, so that a list is as long as its figure. The columns
people read are looked up in history for the page that is asked only. Rows about people leave under the policy
`internal` alone, and person keys never.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from wsd_data.figures.measures import tidy
from wsd_data.figures.query import FAR, Bindings, admitted_rows, month_part, windows
from wsd_data.figures.selection import Selection
from wsd_data.model.columns import Column
from wsd_data.model.dimensions import NONE
from wsd_data.model.indicators import INDICATORS, Indicator
from wsd_data.model.problems import Usage
from wsd_data.model.sheets import SHEETS
from wsd_data.model.text import Text
from wsd_data.store.engine import Cursor
from wsd_data.store.stand import Stand

Row = dict[str, object]

UNKNOWN_KIND = Text("Onbekende lijst: {name}. Kies uit: {known}.", "Unknown list: {name}. Choose from: {known}.")
UNKNOWN_SORT = Text("Sorteren kan op: {known}; niet op {name}.", "Sorting goes by: {known}; not by {name}.")
UNKNOWN_PAGE = Text(
    "Een lijst begint bij rij 0 of later en toont 0 tot {most} rijen.",
    "A list starts at row 0 or later and shows 0 to {most} rows.",
)
MOST_ROWS = 100_000
MOST_WORDS = 20
_CODES = (
    "region",
    "lectoraat",
    "theme",
    "local_theme",
    "municipality",
    "province",
    "project",
    "programme_line",
    "funder",
    "grant",
)
INTERNAL_COLUMNS = ("leader",)
_NOT_READ = ("remark", "theme_code", "date")
"""Columns of sheets that no list shows; the days of a row are those it was counted with."""


@dataclass(frozen=True, slots=True)
class Records:
    """A page of rows and how many there are in all. withheld: rows about people, which this policy does not show."""

    rows: tuple[Row, ...] = ()
    total: int = 0
    withheld: bool = False


@dataclass(frozen=True)
class Kind:
    """One kind of list.

    indicator: the one whose dimensions and date rule it follows, and whose counted view unless `view` names another.
    sheets: where the columns for people stand; with two, the view says per row which in its column `sheet`.
    codes: columns of the view that go before the sheet's own. more: further columns, as SQL over b (the admitted
    row), h0 and h1 (its row in the sheets). search: columns that are searched. one_per: the column of the view of
    which each value gives one row. left_out: columns of the sheet that say nothing about a row of this list.
    """

    indicator: str
    sheets: tuple[str, ...]
    search: tuple[str, ...]
    codes: tuple[str, ...] = _CODES
    more: Mapping[str, str] | None = None
    view: str = ""
    people: bool = False
    one_per: str = ""
    left_out: tuple[str, ...] = ()

    def in_public(self) -> Kind:
        """The kind without columns that are for the network itself: not shown, and not found by searching either."""
        return replace(
            self,
            search=tuple(c for c in self.search if c not in INTERNAL_COLUMNS),
            left_out=(*self.left_out, *INTERNAL_COLUMNS),
        )

    @cached_property
    def counted(self) -> Indicator:
        indicator = INDICATORS[self.indicator]
        return replace(indicator, source=self.view) if self.view else indicator

    @cached_property
    def read(self) -> tuple[Column, ...]:
        """The columns of the first sheet that are shown as they were delivered."""
        return tuple(
            column
            for column in SHEETS[self.sheets[0]].columns
            if column.kind != "person_key" and column.id not in (*self.codes, *self.left_out, *_NOT_READ)
        )

    @cached_property
    def columns(self) -> Mapping[str, str]:
        """Name → SQL of every column of its rows."""
        second = {name for name, _ in SHEETS[self.sheets[1]].fields} if len(self.sheets) > 1 else set()
        found = {"date_from": "b.d_from", "date_to": f"nullif(b.d_to, DATE '{FAR.isoformat()}')"}
        for column in self.read:
            for name, kind in column.fields:
                if name.endswith("_first") and column.kind == "authors":
                    continue
                own = f'coalesce(h0."{name}", h1."{name}")' if name in second else f'h0."{name}"'
                found[name] = f"{own} / 100" if column.kind == "money" and kind == "BIGINT" else own
        found |= self.more or {}
        found |= {code: f'b."{code}"' for code in self.codes}
        deliverer = "coalesce(h0.deliverer, h1.deliverer)" if second else "h0.deliverer"
        return found | {"entry": "b.entry", "row_number": "b.row_number", "deliverer": deliverer}


_SPENT = {
    "spent": "s.amount / 100", "spent_low": "s.low / 100", "spent_high": "s.high / 100", "spent_estimate": "s.estimate",
    "spent_on_from": "s.d_from", "spent_on_to": "s.d_to",
}  # fmt: skip

KINDS: Mapping[str, Kind] = {
    "projects": Kind(
        "projects_running", ("projects",), ("title", "leader", "description", "partners"),
        codes=(*_CODES, "partners"), more={"code": "b.project[1]"}, view="every_project",
    ),
    "presentations": Kind("presentations", ("presentations",), ("title", "speakers", "event", "organiser", "location"),
                          codes=(*_CODES, "bko_area")),
    "publications": Kind("publications", ("publications",), ("title", "authors", "published_in", "publisher", "doi"),
                         codes=(*_CODES, "bko_area"), more={"records": "b.records"}),
    "products": Kind("products", ("products",), ("title", "audience"), codes=(*_CODES, "bko_area")),
    "grants": Kind(
        "grant_awarded", ("funding", "projects"), ("number", "title", "scheme"),
        more={"number": 'h0."grant"', "title": "h1.title", "counted": "b.counted", **_SPENT},
    ),
    "members": Kind(
        "partners", ("members", "projects"), ("organisation",), more={"organisation": "b.name"}, one_per="organisation",
    ),
    "activities": Kind(
        "activity_hours", ("participants",), ("activity", "activity_code"),
        codes=(*_CODES, "type", "role", "organisation_type"),
        more={"attendances": "b.attendances", "attendances_low": "b.attendances_low",
              "attendances_high": "b.attendances_high", "attendances_estimate": "b.attendances_estimate",
              "hours": "b.amount", "hours_low": "b.low", "hours_high": "b.high", "hours_estimate": "b.estimate"},
        people=True, left_out=("unique_people", "estimated", "organisation"),
    ),
    "casuses": Kind("casuses", ("casuses",), ("casus_code", "activity_code", "life_domain"), people=True),
    "participants": Kind("attendances", ("participants",), ("activity", "activity_code", "organisation"), people=True),
}  # fmt: skip
"""The lists there are. `activities` has one row per activity and date, `members` one per organisation, `publications`
one per work, `grants` one per grant and per project with an amount of its own that no grant names."""


def kind_of(name: str) -> Kind:
    """The kind of list with this name. Raises Usage when it is unknown."""
    if name not in KINDS:
        raise Usage(UNKNOWN_KIND.format(name=name, known=", ".join(KINDS)))
    return KINDS[name]


def check_page(kind: Kind, sort: str, offset: int, limit: int) -> None:
    """Raise Usage for an order or a page that is not there to be asked for."""
    if sort and sort.removeprefix("-") not in kind.columns:
        raise Usage(UNKNOWN_SORT.format(name=sort, known=", ".join(kind.columns)))
    check_place(offset, limit)


def check_place(offset: int, limit: int) -> None:
    """Raise Usage for a part of a list that is not there to be asked for."""
    if offset < 0 or not 0 <= limit <= MOST_ROWS:
        raise Usage(UNKNOWN_PAGE.format(most=MOST_ROWS))


def fetch(
    cursor: Cursor, stand: Stand, kind: Kind, selection: Selection, search: str, sort: str, offset: int, limit: int
) -> Records:  # fmt: skip
    """The page asked for, newest first unless `sort` names a column (with - before it from high to low)."""
    sql = Bindings()
    stages = _admitted(stand, kind, selection, sql)
    # What is no text at all (half a pair of an emoji) cannot occur in it, and cannot be bound.
    words = list(dict.fromkeys(search.encode("utf-8", "ignore").decode().split()))[:MOST_WORDS]
    order = _order(kind, sort)
    looked_up = bool(words) or bool(sort)
    found = "SELECT b.* FROM admitted b" + (_joins(kind) if looked_up else "")
    if words:
        parts = ", ".join(_text(kind.columns[c], _is_list(kind, c)) for c in kind.search)
        text = f"strip_accents(lower(concat_ws(' ', {parts})))"
        found += " WHERE " + " AND ".join(f"contains({text}, strip_accents(lower({sql.bind(w)})))" for w in words)
    total_of = dict(sql.bound)
    row = cursor.execute(f"{stages} SELECT count(*) FROM ({found})", total_of).fetchone()
    total = int(row[0]) if row else 0
    if offset >= total or limit == 0:
        return Records((), total)
    page = f"{found} ORDER BY {order} LIMIT {sql.bind(limit)} OFFSET {sql.bind(offset)}"
    shown = ", ".join(f'{expression} AS "{name}"' for name, expression in kind.columns.items())
    rows = cursor.execute(
        f"{stages}, page AS MATERIALIZED ({page}) SELECT {shown} FROM page b{_joins(kind)} ORDER BY {order}", sql.bound
    ).fetchall()
    names = [*kind.columns]
    lists = {name for name in names if _is_list(kind, name)}
    return Records(
        tuple({n: _shown(v, n in lists) for n, v in zip(names, values, strict=True)} for values in rows), total
    )


def past_their_end(cursor: Cursor, stand: Stand, selection: Selection, today: date) -> tuple[Row, ...]:
    """The projects of a selection that have status running or extended and an end before today."""
    sql = Bindings()
    kind = KINDS["projects"]
    base = admitted_rows(stand, kind.counted, selection, ("project", "region", "status", "d_to"), sql)
    rows = cursor.execute(
        f"SELECT p.project, p.title, b.region, b.d_to FROM ({base}) b JOIN project p ON p.project = b.project[1] "
        f"WHERE b.status IN ('lopend', 'verlengd') AND b.d_to < {sql.bind(today)} ORDER BY b.d_to, p.project",
        sql.bound,
    ).fetchall()
    return tuple({"project": p, "title": t, "region": _shown(r, True), "end": e} for p, t, r, e in rows)


def _admitted(stand: Stand, kind: Kind, selection: Selection, sql: Bindings) -> str:
    """The common tables up to `admitted`: one row per row of the list, without the columns people read."""
    indicator = kind.counted
    types = stand.need(indicator.source)
    own = [c for c in types if c not in ("year", "half_year", "quarter", "month")]
    months = ("m_from", "m_to") if indicator.date_rule == "months" else ()
    base = admitted_rows(stand, indicator, selection, [*own, *months], sql)
    if kind.one_per:
        codes = ", ".join(f'without_none(list("{c}")) AS "{c}"' for c in kind.codes)
        rank = "{'own': sheet = 'members', 'until': d_to, 'entry': entry, 'row': row_number}"
        single = ", ".join(f"arg_max({c}, {rank}) AS {c}" for c in ("sheet", "entry", "row_number", "row_hash", "name"))
        base = (
            f"SELECT min(d_from) AS d_from, max(d_to) AS d_to, {single}, {codes} FROM ({base}) GROUP BY {kind.one_per}"
        )
    if not months:
        return f"WITH admitted AS ({base})"
    stand.need("grants_spent")
    part = month_part(indicator, (), selection, None, sql)
    admitted = windows(selection)
    until = "" if admitted is None else f" AND d_to <= {sql.bind(max((w.end for w in admitted), default=date.min))}"
    latest = ", ".join(
        f"arg_max{'_null' if c == 'high' else ''}({c}, rank) AS {c}"
        for c in ("amount", "low", "high", "estimate", "d_from", "d_to")
    )
    return (
        f"WITH spent AS (SELECT unit, {latest} FROM grants_spent WHERE amount IS NOT NULL{until} GROUP BY unit), "
        f"admitted AS (SELECT *, amount * ({part}) / coalesce(m_to - m_from + 1, 1) / 100 AS counted FROM ({base}))"
    )


def _joins(kind: Kind) -> str:
    """From admitted rows b to their rows in history."""
    joins = []
    for number, sheet in enumerate(kind.sheets):
        # The hash settles which of two rows with one number is meant: a file may hold two sheets of one kind.
        on = f"h{number}.entry = b.entry AND h{number}.row_number = b.row_number AND hash(h{number}.key) = b.row_hash"
        source = f"h_{sheet}"
        if len(kind.sheets) > 1:
            # A condition on the left side alone would make the join compare every row with every other.
            source, on = f"(SELECT *, '{sheet}' AS sheet FROM h_{sheet})", f"h{number}.sheet = b.sheet AND {on}"
        joins.append(f" LEFT JOIN {source} h{number} ON {on}")
    if kind.counted.date_rule == "months":
        joins.append(" LEFT JOIN spent s ON s.unit = b.unit")
    return "".join(joins)


def _is_list(kind: Kind, name: str) -> bool:
    if name in kind.codes:
        return True
    return any(name == field and sql.endswith("[]") for c in kind.read for field, sql in c.fields)


def _text(expression: str, is_list: bool) -> str:
    return f"array_to_string({expression}, ' ')" if is_list else f"{expression}::VARCHAR"


def _order(kind: Kind, sort: str) -> str:
    newest = "b.d_from DESC NULLS LAST, b.entry DESC, b.row_number DESC, b.row_hash"
    if not sort:
        return newest
    name = sort.removeprefix("-")
    expression = kind.columns[name]
    if _is_list(kind, name) or name in _texts(kind):
        expression = f"nullif(strip_accents(lower({_text(expression, _is_list(kind, name))})), '')"
    return f"{expression} {'DESC' if sort.startswith('-') else 'ASC'} NULLS LAST, {newest}"


def _texts(kind: Kind) -> frozenset[str]:
    """The columns whose order is that of words, whatever their capitals and accents."""
    plain = {field for c in kind.read for field, sql in c.fields if sql == "VARCHAR"}
    return frozenset(plain | {"number", "title", "organisation", "deliverer", "code"})


def _shown(value: Any, is_list: bool) -> object:
    """Lists as tuples without the code for nothing given; whole numbers as such."""
    if is_list:
        return tuple(v for v in value or () if v != NONE)
    return tidy(value) if isinstance(value, float) else value
