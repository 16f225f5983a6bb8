"""Which refused rows are still open: those that no later delivery is seen to have brought after all.

Of a refused row nothing is kept but its place in the file and what was wrong. So a repair is seen only where the whole
sheet came back: every accepted row under the same number, and the refused rows accepted now at their numbers; or where
the same deliverer has since given everything about a period that the first delivery was said to be about. Whatever else
came later may hold them or not: that is told, and hides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from wsd_data.delivery.folder import Store
from wsd_data.delivery.listing import history
from wsd_data.store.engine import Cursor
from wsd_data.store.history import Entry


@dataclass(frozen=True, slots=True)
class OpenRows:
    """A delivery in force with refused rows that are open. rows: how many.

    later: the last delivery since that accepted rows of the same sheets, so that it may hold them; None without one.
    """

    entry: Entry
    rows: int
    later: int | None


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What one delivery brought of one kind of sheet. tabs: how many sheets of the file that were; name: of the only one."""

    entry: int
    kind: str
    tabs: int
    name: str
    accepted: int
    refused: int
    start: date | None
    end: date | None
    explicit: bool


def open_rows(store: Store, last: int | None = None) -> list[OpenRows]:
    """The deliveries in force with refused rows that are open, newest first. last: the last entry that was known."""
    known = [one for one in history(store) if last is None or one.entry.id <= last]
    undone = {one.entry.undoes for one in known if one.entry.kind == "undo"}
    live = {one.entry.id: one.entry for one in known if one.entry.kind == "delivery" and one.entry.id not in undone}
    with store.engine.cursor() as cursor:
        sheets = [sheet for sheet in _sheets(cursor) if sheet.entry in live]
        found = (_open(cursor, entry, sheets, live) for entry in live.values() if entry.refused_rows)
        return [one for one in found if one is not None]


def _sheets(cursor: Cursor) -> list[_Sheet]:
    rows = cursor.execute(
        "SELECT entry, sheet, count(*), min(name), sum(accepted)::INTEGER, sum(refused)::INTEGER, min(scope_from), "
        "max(scope_to), bool_and(explicit) FROM entry_sheets GROUP BY entry, sheet ORDER BY entry, sheet"
    ).fetchall()
    return [_Sheet(*row) for row in rows]


def _open(cursor: Cursor, entry: Entry, sheets: Iterable[_Sheet], live: dict[int, Entry]) -> OpenRows | None:
    later = [
        sheet for sheet in sheets
        if sheet.entry > entry.id and live[sheet.entry].deliverer == entry.deliverer and sheet.accepted
    ]  # fmt: skip
    rows, maybe = 0, 0
    for sheet in (one for one in sheets if one.entry == entry.id and one.refused):
        since = [one for one in later if one.kind == sheet.kind]
        if any(_restated(sheet, one, live[one.entry]) or _came_back(cursor, sheet, one) for one in since):
            continue
        rows += sheet.refused
        maybe = max([maybe, *(one.entry for one in since)])
    return OpenRows(entry, rows, maybe or None) if rows else None


def _restated(sheet: _Sheet, later: _Sheet, entry: Entry) -> bool:
    """Whether the later delivery is everything about the period that the first one was said to be about."""
    if entry.mode != "full" or later.refused or not sheet.explicit:
        return False
    if sheet.start is None or sheet.end is None or later.start is None or later.end is None:
        return False
    return later.start <= sheet.start and sheet.end <= later.end


def _came_back(cursor: Cursor, sheet: _Sheet, later: _Sheet) -> bool:
    """Whether the sheet is there again, row by row, with the refused rows accepted at their places."""
    if sheet.tabs > 1 or later.tabs > 1:
        return False
    asked = {"first": sheet.entry, "later": later.entry, "name": sheet.name}
    row = cursor.execute(
        "WITH refused AS (SELECT DISTINCT row_number FROM findings WHERE entry = $first AND sheet = $name "
        "AND level = 'error' AND row_number > 0), "
        f"again AS (SELECT key, row_number FROM h_{sheet.kind} WHERE entry = $later) "
        "SELECT (SELECT count(*) FROM refused), (SELECT count(*) FROM refused JOIN again USING (row_number)), "
        f"(SELECT count(*) FROM (SELECT key, row_number FROM h_{sheet.kind} WHERE entry = $first EXCEPT FROM again))",
        asked,
    ).fetchone()
    return row is not None and row[0] == row[1] == sheet.refused and row[2] == 0
