"""From a figure back to the rows of files: which rows make it, and how much each of them adds.

The rows are admitted by the very SQL that counts them. Every row of history behind a counted row is given, also those
of other deliverers that report the same work or project; what the rows add comes to the figure. Composes SQL only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from wsd_data.figures.measures import MEASURES
from wsd_data.figures.query import Bindings, admitted_rows, month_part
from wsd_data.figures.selection import Selection
from wsd_data.model.indicators import Indicator
from wsd_data.model.sheets import SHEETS
from wsd_data.store.stand import Stand

Role = Literal["counted", "again", "joined", "earlier", "blank", "range"]
"""Why a row adds what it adds: it is counted; its case was counted at another row already; another row of the same
work, project, grant or meeting speaks for it; a later state took its place; its number was not filled in; without a
key of a person it is a part of the range."""

REFERENCE_SHEET = "region_municipalities"
"""The list of municipalities per werkplaats: rows that count and stand on no sheet."""

SHEETS_OF: Mapping[str, tuple[str, ...]] = {
    "projects": ("projects",),
    "projects_started": ("projects",),
    "projects_completed": ("projects",),
    "presentations": ("presentations",),
    "audience": ("presentations",),
    "publications": ("publications",),
    "products": ("products",),
    "outputs": ("presentations", "publications", "products"),
    "participants": ("participants",),
    "activity_days": ("participants",),
    "casuses": ("casuses",),
    "municipalities_participating": ("members", REFERENCE_SHEET),
    "municipalities_reached": ("presentations", "participants", "casuses"),
    "partners": ("members", "projects"),
    "grants": ("funding", "projects"),
    "grants_settled": ("funding", "projects"),
    "grants_spent": ("funding", "projects"),
    "key_figures": ("key_figures",),
}
"""Per view the sheets whose rows it counts. With more than one the view says per row which in its column `sheet`."""


@dataclass(frozen=True, slots=True)
class _Adds:
    """SQL over admitted rows: what a row adds to the figure and to its bounds, and in which role."""

    value: str
    low: str
    high: str
    estimate: str
    role: str


_PEOPLE = ", ".join(f"'{s.id}'" for s in SHEETS.values() if s.about_people)


def _first(name: str) -> str:
    # What stands on a sheet that may be shown is counted there: else its row would tell of rows about people.
    return f"row_number() OVER (PARTITION BY {name} ORDER BY sheet IN ({_PEOPLE}), entry, row_number, row_hash) = 1"


def _once(name: str) -> _Adds:
    value = f"CASE WHEN {name} IS NOT NULL AND {_first(name)} THEN 1 ELSE 0 END"
    return _Adds(value, value, value, "FALSE", f"CASE WHEN {value} = 1 THEN 'counted' ELSE 'again' END")


_FILLED = "CASE WHEN amount IS NULL THEN 'blank' ELSE 'counted' END"
_LAST = "(amount IS NOT NULL AND rank = max(rank) FILTER (WHERE amount IS NOT NULL) OVER (PARTITION BY unit))"
_NEW_CASE = f"(casus IS NOT NULL AND {_first('casus')})"
_NEW_PERSON = f"(person IS NOT NULL AND {_first('person')})"
_SHARE = "part::DOUBLE / months"


def _case(name: str) -> str:
    return f"CASE WHEN {_NEW_CASE} THEN 1 WHEN casus IS NULL THEN {name} ELSE 0 END"


def _of_last(name: str) -> str:
    return f"CASE WHEN amount IS NULL THEN NULL WHEN {_LAST} THEN {name} ELSE 0 END"


def _ratio(parts: tuple[str, ...], *, beside: bool) -> _Adds:
    """Of a percentage each row adds what it has above the line, as a part of what all rows have below it."""
    above = {side: "(" + " + ".join(f"coalesce({c}{side}, 0)" for c in parts) + ")" for side in ("", "_low", "_high")}
    given, blank = (" OR ".join(f"{c} IS {state}" for c in parts) for state in ("NOT NULL", "NULL"))
    open_ends = " OR ".join(f"({c} IS NOT NULL AND {c}_high IS NULL)" for c in parts)

    def percent(side: str, awarded: str) -> str:
        below = f"{awarded} + {above[side]}" if beside else awarded
        return f"100.0 * {above[side]} * {_SHARE} / nullif(sum(({below}) * {_SHARE}) OVER (), 0)"

    known = f"(bool_or({given}) OVER () AND (NOT bool_or({blank}) OVER () OR sum({above['']}) OVER () > 0))"
    return _Adds(
        f"CASE WHEN {known} THEN {percent('', 'amount')} END",
        f"CASE WHEN {known} THEN CASE WHEN bool_or(high IS NULL) OVER () THEN 0 ELSE {percent('_low', 'high')} END END",
        f"CASE WHEN {known} AND NOT bool_or({blank} OR {open_ends}) OVER () THEN {percent('_high', 'low')} END",
        f"estimate OR {' OR '.join(f'coalesce({c}_estimate, FALSE)' for c in parts)}",
        f"CASE WHEN {given} THEN 'counted' ELSE 'blank' END",
    )


_ADDS: Mapping[str, _Adds] = {
    "rows": _Adds("1", "1", "1", "FALSE", "'counted'"),
    "activities": _once("activity"),
    "municipalities": _once("counted"),
    "organisations": _once("organisation"),
    "amount": _Adds("amount", "low", "high", "estimate", _FILLED),
    "last": _Adds(
        _of_last("amount"), _of_last("low"), _of_last("high"), _of_last("estimate::INTEGER"),
        f"CASE WHEN amount IS NULL THEN 'blank' WHEN {_LAST} THEN 'counted' ELSE 'earlier' END",
    ),
    "casuses": _Adds(
        _case("amount"), _case("low"), _case("high"), "casus IS NULL AND estimate",
        f"CASE WHEN {_NEW_CASE} OR amount IS NOT NULL AND casus IS NULL THEN 'counted' WHEN casus IS NULL THEN 'blank' ELSE 'again' END",
    ),
    "unique_people": _Adds(
        f"CASE WHEN {_NEW_PERSON} THEN 1 ELSE 0 END", f"CASE WHEN {_NEW_PERSON} THEN 1 ELSE 0 END",
        "CASE WHEN person IS NULL THEN CASE WHEN unique_people IS NOT NULL THEN unique_high ELSE high END "
        f"WHEN {_NEW_PERSON} THEN 1 ELSE 0 END",
        "person IS NULL AND (estimate OR unique_estimate)",
        f"CASE WHEN person IS NULL THEN 'range' WHEN {_NEW_PERSON} THEN 'counted' ELSE 'again' END",
    ),
    "spread": _Adds(
        f"amount * {_SHARE}", f"low * {_SHARE}", f"high * {_SHARE}", "estimate", "'counted'",
    ),
    "cofinancing": _ratio(("own_contribution", "third_parties"), beside=True),
    "national": _ratio(("national",), beside=False),
}  # fmt: skip


def sheets_behind(indicator: Indicator) -> tuple[str, ...]:
    """The sheets, and perhaps the reference list, whose rows make the figures of an indicator."""
    return SHEETS_OF[indicator.source]


def counted_rows(stand: Stand, indicator: Indicator, selection: Selection, sql: Bindings) -> str:
    """The common tables `admitted` and `counted`: one row per row of the view that the selection admits.

    Columns: those of the view, sheet, part and months of an amount that is spread, place (their order), and what the row
    adds: b_adds, b_low, b_high, b_estimate, b_role, b_part, b_months.
    """
    adds = _ADDS[indicator.measure]
    spread = "part" in MEASURES[indicator.measure].columns
    share = "part::INTEGER AS b_part, months::INTEGER AS b_months" if spread else "NULL AS b_part, NULL AS b_months"
    return (
        f"WITH admitted AS ({_whole_rows(stand, indicator, selection, sql)}), "
        "counted AS (SELECT *, row_number() OVER (ORDER BY entry, row_number, row_hash) AS place, "
        f"({adds.value})::DOUBLE AS b_adds, ({adds.low})::DOUBLE AS b_low, ({adds.high})::DOUBLE AS b_high, "
        f"coalesce(({adds.estimate})::BOOLEAN, FALSE) AS b_estimate, {adds.role} AS b_role, {share} FROM admitted)"
    )


def unweighed_rows(stand: Stand, indicator: Indicator, selection: Selection, sql: Bindings) -> str:
    """As `counted_rows`, where nobody asks in which order, or what a row adds: place is any number, and columns b_ are absent."""
    rows = _whole_rows(stand, indicator, selection, sql)
    return f"WITH admitted AS ({rows}), counted AS (SELECT *, row_number() OVER () AS place FROM admitted)"


def _whole_rows(stand: Stand, indicator: Indicator, selection: Selection, sql: Bindings) -> str:
    """SELECT of the admitted rows with all columns of the view, their sheet, and part and months of an amount that is spread."""
    types = stand.need(indicator.source)
    own = [c for c in types if c not in ("year", "half_year", "quarter", "month")]
    months = ("m_from", "m_to") if indicator.date_rule == "months" else ()
    base = admitted_rows(stand, indicator, selection, [*own, *months], sql)
    if "part" in MEASURES[indicator.measure].columns:
        part = month_part(indicator, (), selection, None, sql)
        base = f"SELECT *, {part} AS part, coalesce(m_to - m_from + 1, 1) AS months FROM ({base})"
    sheet = "" if "sheet" in types else f"'{SHEETS_OF[indicator.source][0]}' AS sheet, "
    return f"SELECT {sheet}* FROM ({base})"


def traced(stand: Stand, indicator: Indicator, selection: Selection, sql: Bindings) -> str:
    """The common tables up to `traced`: one row per row of history behind the figure.

    Columns: sheet, entry, row_number, row_hash, day, place (order of what is counted), adds, low, high (null: none known),
    estimate, role, part and months (of an amount that is spread; else null). Money is in cents.
    """
    return (
        f"{counted_rows(stand, indicator, selection, sql)}, "
        f"behind AS ({behind(indicator.source, stand.need(indicator.source))}), "
        "traced AS (SELECT sheet, entry, row_number, row_hash, max(day) AS day, min(place) AS place, "
        "sum(adds) AS adds, sum(low) AS low, CASE WHEN bool_or(open) THEN NULL ELSE sum(high) END AS high, "
        # A row may hold several cases, such as municipalities: it is counted if one of them is.
        "bool_or(estimate) AS estimate, min_by(role, CASE role WHEN 'counted' THEN 0 WHEN 'joined' THEN 2 ELSE 1 END) AS role, "
        "max(part) AS part, max(months) AS months FROM behind GROUP BY sheet, entry, row_number, row_hash)"
    )


_MAIN = (
    "b_adds AS adds, b_low AS low, b_high AS high, (b_adds IS NOT NULL OR b_role = 'range') AND b_high IS NULL AS open, "
    "b_estimate AS estimate, b_role AS role, b_part AS part, b_months AS months"
)
_JOINED = (
    "0 AS adds, 0 AS low, 0 AS high, FALSE AS open, FALSE AS estimate, 'joined' AS role, NULL AS part, NULL AS months"
)
UNWEIGHED = ", ".join(
    f"NULL::VARCHAR AS b_{name}" for name in ("adds", "low", "high", "estimate", "role", "part", "months")
)
"""In the place of what counted rows add, for `behind` where nobody asks for it."""
_PLACE = "b.d_from AS day, b.place"
_SPEAKING = f"SELECT b.sheet, b.entry, b.row_number, b.row_hash, {_PLACE}, {_MAIN} FROM counted b"


def behind(view: str, types: Mapping[str, str]) -> str:
    """SELECT of the rows of history behind counted rows b: the one that speaks, and those it speaks for."""
    if view == "activity_days":
        return _one_of(
            "SELECT 'participants' AS sheet, p.entry, p.row_number, p.row_hash, b.* EXCLUDE (sheet, entry, row_number, row_hash), "
            "row_number() OVER (PARTITION BY b.place ORDER BY p.hours DESC NULLS LAST, p.entry, p.row_number, p.row_hash) AS age "
            "FROM counted b JOIN participants p ON p.activity = b.activity AND p.d_from = b.d_from AND p.d_to = b.d_to"
        )
    if view == "partners":
        named = _one_of(
            "SELECT 'projects' AS sheet, c.entry, c.row_number, hash(c.key) AS row_hash, b.* EXCLUDE (sheet, entry, row_number, row_hash), "
            "row_number() OVER (PARTITION BY b.place ORDER BY c.entry DESC, c.row_number DESC) AS age "
            "FROM counted b JOIN c_projects c ON c.project = b.project[1] AND list_contains(c.partners, b.name) WHERE b.sheet = 'projects'"
        )
        return f"{_SPEAKING} WHERE b.sheet = 'members' UNION ALL {named}"
    parts = [_SPEAKING]
    if "projects" in SHEETS_OF[view]:
        parts.append(_others("c_projects", "projects", "c.project = b.project[1]"))
    if view in ("grants", "grants_settled"):
        parts.append(_others("c_funding", "funding", "'g' || c.\"grant\" = b.unit"))
    if "sources" in types:
        parts.append(
            f"SELECT b.sheet, s.entry, s.row_number, s.row_hash, {_PLACE}, {_JOINED} FROM counted b, unnest(b.sources) AS u(s) "
            f"WHERE {_not_itself('s.row_hash', 's')}"
        )
    return " UNION ALL ".join(parts)


def _one_of(numbered: str) -> str:
    """Of rows with an `age` the first one speaks; what it speaks for adds nothing."""
    names = ("sheet", "entry", "row_number", "row_hash")
    shown = ", ".join(f"b.{n}" for n in names)
    first = f"SELECT {shown}, {_PLACE}, {_MAIN} FROM numbered b WHERE age = 1"
    rest = f"SELECT {shown}, {_PLACE}, {_JOINED} FROM numbered b WHERE age > 1"
    return f"(WITH numbered AS ({numbered}) {first} UNION ALL {rest})"


def _others(table: str, sheet: str, same: str) -> str:
    """The other rows in force of the same project or grant."""
    return (
        f"SELECT '{sheet}' AS sheet, c.entry, c.row_number, hash(c.key) AS row_hash, {_PLACE}, {_JOINED} "
        f"FROM counted b JOIN {table} c ON {same} WHERE b.sheet = '{sheet}' AND {_not_itself('hash(c.key)', 'c')}"
    )


def _not_itself(hashed: str, other: str) -> str:
    return f"({other}.entry, {other}.row_number, {hashed}) <> (b.entry, b.row_number, b.row_hash)"
