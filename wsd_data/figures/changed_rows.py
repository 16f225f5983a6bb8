"""The rows behind one part of an explained difference, each with the files in which it stood and stands.

Reads the tables that `explanation.note_causes` made. Rows about people leave under the policy `internal` alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from wsd_data.figures.explanation import Kind, about_people
from wsd_data.figures.tracing import REFERENCE_SHEET
from wsd_data.model.indicators import Indicator
from wsd_data.model.sheets import SHEETS
from wsd_data.store.described import described
from wsd_data.store.engine import Cursor
from wsd_data.store.tables import REFERENCE_FILES


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands: the delivery, its file and received date, the name of the sheet in it, and the row."""

    entry: int
    file: str
    received: date
    tab: str
    row_number: int


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A row of history behind a change. sheet: its kind, or a reference list; words: what it says in short.

    was, now: where the row stood that counted in the earlier and in the later state; None where it did not count.
    """

    sheet: str
    words: str
    deliverer: str | None
    was: Place | None
    now: Place | None


@dataclass(frozen=True, slots=True)
class ChangedRows:
    """A page of rows and how many there are in all. withheld: there are rows about people, which this policy does not show."""

    rows: tuple[ChangedRow, ...] = ()
    total: int = 0
    withheld: bool = False


def changed_rows(
    cursor: Cursor, indicator: Indicator, kind: Kind, policy: str, offset: int, limit: int
) -> ChangedRows:  # fmt: skip
    """The page asked for, latest delivery first."""
    found = cursor.execute("SELECT sheet, count(*) FROM source WHERE cause = ? GROUP BY sheet", [kind]).fetchall()
    sheets = [sheet for sheet, _ in found if policy == "internal" or not about_people(indicator, sheet)]
    total = sum(count for sheet, count in found if sheet in sheets)
    withheld = len(sheets) < len(found)
    if offset >= total or limit == 0:
        return ChangedRows((), total, withheld)
    return ChangedRows(tuple(_page(cursor, kind, sorted(sheets), offset, limit)), total, withheld)


def _page(cursor: Cursor, kind: Kind, sheets: Sequence[str], offset: int, limit: int) -> list[ChangedRow]:
    order = "coalesce(s.is_entry, s.was_entry) DESC, s.sheet, coalesce(s.is_row_number, s.was_row_number), s.row_hash"
    named = " UNION ALL ".join(_named(sheet) for sheet in sheets)
    places = ", ".join(
        f"s.{side}_entry, {side}_e.file, {side}_e.received, {side}_t.name, s.{side}_row_number"
        for side in ("was", "is")
    )
    joins = " ".join(
        f"LEFT JOIN entries {side}_e ON {side}_e.id = s.{side}_entry "
        f"LEFT JOIN tab {side}_t ON {side}_t.entry = s.{side}_entry AND {side}_t.sheet = s.sheet"
        for side in ("was", "is")
    )
    rows = cursor.execute(
        "WITH page AS MATERIALIZED (FROM source s WHERE cause = $kind AND list_contains($sheets, sheet) "
        f"ORDER BY {order} LIMIT $limit OFFSET $offset), named AS ({named}), "
        "tab AS (SELECT entry, sheet, string_agg(name, ' / ' ORDER BY name) AS name FROM entry_sheets WHERE accepted > 0 GROUP BY ALL) "
        f"SELECT s.sheet, n.words, coalesce(is_e.deliverer, was_e.deliverer), {places} FROM page s {joins} "
        "LEFT JOIN named n ON n.sheet = s.sheet AND n.row_hash = s.row_hash AND n.entry = coalesce(s.is_entry, s.was_entry) "
        f"AND n.row_number = coalesce(s.is_row_number, s.was_row_number) ORDER BY {order}",
        {"kind": kind, "sheets": list(sheets), "limit": limit, "offset": offset},
    ).fetchall()
    return [
        ChangedRow(sheet, words or "", deliverer, _place(sheet, *rest[:5]), _place(sheet, *rest[5:]))
        for sheet, words, deliverer, *rest in rows
    ]


def _named(sheet: str) -> str:
    entries = "SELECT was_entry FROM page UNION SELECT is_entry FROM page"
    if sheet == REFERENCE_SHEET:
        return (
            f"SELECT '{sheet}' AS sheet, entry, (row_number() OVER (ORDER BY rowid) + 1)::INTEGER AS row_number, "
            f"0::UBIGINT AS row_hash, concat(gemeente, ' (', werkplaats, ')') AS words FROM r_{sheet} WHERE entry IN ({entries})"
        )
    return (
        f"SELECT '{sheet}' AS sheet, entry, row_number, hash(key) AS row_hash, {described(SHEETS[sheet])} AS words "
        f"FROM h_{sheet} WHERE entry IN ({entries})"
    )


def _place(
    sheet: str, entry: int | None, file: str | None, received: date | None, tab: str | None, row_number: int | None
) -> Place | None:  # fmt: skip
    if entry is None or received is None or row_number is None:
        return None
    return Place(entry, file or REFERENCE_FILES.get(sheet, ""), received, tab or "", row_number)
