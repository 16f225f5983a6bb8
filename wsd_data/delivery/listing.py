"""The history as a list: every delivery, undo and change of reference data, and one of them in full."""

from __future__ import annotations

from dataclasses import dataclass

from wsd_data.delivery.folder import Store
from wsd_data.delivery.requests import EndedRow
from wsd_data.model.findings import Finding
from wsd_data.model.sheets import SHEETS
from wsd_data.model.text import Text
from wsd_data.store.described import described
from wsd_data.store.engine import Cursor
from wsd_data.store.fold import AsOf, fold_sql
from wsd_data.store.history import ENTRY_FIELDS, DeliveredSheet, Entry, Record, read_record


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry of history with the sheets it delivered, in declared order, and the undo that took it out."""

    entry: Entry
    sheets: tuple[str, ...]
    undone_by: int | None


@dataclass(frozen=True, slots=True)
class Details:
    """All that is kept of an entry. findings: errors first, in order of the file. ended_rows: rows it ended, in words."""

    entry: Entry
    sheets: tuple[DeliveredSheet, ...]
    nothing: tuple[tuple[str, int], ...]
    findings: tuple[Finding, ...]
    ended_rows: tuple[EndedRow, ...]


@dataclass(frozen=True, slots=True)
class AcceptedRow:
    """A row in words. in_force: the delivery whose row is in force under its key now; None where it ended."""

    row_number: int
    words: str
    in_force: int | None


def history(store: Store) -> list[Listed]:
    """Every entry with its counts, newest first."""
    cursor = store.engine.cursor()
    rows = cursor.execute(f"SELECT {', '.join(ENTRY_FIELDS)} FROM entries ORDER BY id DESC").fetchall()
    sheets = dict(cursor.execute("SELECT entry, list(DISTINCT sheet) FROM entry_sheets GROUP BY entry").fetchall())
    cursor.close()
    entries = [Entry(**dict(zip(ENTRY_FIELDS, row, strict=True))) for row in rows]
    undone = {e.undoes: e.id for e in entries if e.undoes is not None}
    return [Listed(e, tuple(s for s in SHEETS if s in sheets.get(e.id, ())), undone.get(e.id)) for e in entries]


def details(store: Store, number: int) -> Details | None:
    """One entry in full, or None when there is none with this number."""
    cursor = store.engine.cursor()
    try:
        record = read_record(cursor, number)
        if record is None:
            return None
        order = list(SHEETS)
        return Details(
            record.entry,
            tuple(sorted(record.sheets, key=lambda s: (order.index(s.sheet), s.name))),
            record.nothing,
            tuple(_finding(f) for f in _in_order(record)),
            _ended(cursor, number) if record.entry.ended_rows else (),
        )
    finally:
        cursor.close()


def accepted_rows(store: Store, number: int, sheet: str, offset: int, limit: int) -> tuple[AcceptedRow, ...]:
    """A part of the rows that a delivery brought on one kind of sheet, in order of the file."""
    cursor = store.engine.cursor()
    try:
        rows = cursor.execute(
            f"SELECT h.row_number, coalesce({described(SHEETS[sheet])}, ''), k.entry FROM h_{sheet} h LEFT JOIN k_{sheet} k "
            f"ON k.key = h.key WHERE h.entry = ? ORDER BY h.row_number, h.key LIMIT ? OFFSET ?",
            [number, limit, offset],
        ).fetchall()
    finally:
        cursor.close()
    return tuple(AcceptedRow(row, words, entry) for row, words, entry in rows)


def _in_order(record: Record) -> list[dict[str, object]]:
    levels = ("error", "warning", "info")
    return sorted(
        (dict(f) for f in record.findings), key=lambda f: (levels.index(f["level"]), f["sheet"], f["row_number"])
    )


def _finding(kept: dict[str, object]) -> Finding:
    names = {"row": "row_number", "column": "column_name"}
    values = {
        n: kept[names.get(n, n)] for n in ("code", "level", "sheet", "row", "column", "cell", "value", "suggestion")
    }
    return Finding(message=Text(str(kept["message_nl"]), str(kept["message_en"])), **values)  # type: ignore[arg-type]


def _ended(cursor: Cursor, number: int) -> tuple[EndedRow, ...]:
    """The rows in words that were in force just before this delivery and that it ended."""
    found: list[EndedRow] = []
    for sheet in SHEETS.values():
        ended = f"FROM endings WHERE entry = {int(number)} AND sheet = '{sheet.id}'"
        before = fold_sql(sheet, AsOf(entry=number - 1), f"SELECT key {ended}")
        rows = cursor.execute(
            f"SELECT coalesce({described(sheet)}, string_split(key, chr(31))[-2]) FROM ({before}) "
            f"WHERE (key, entry) IN (SELECT (key, brought) {ended}) ORDER BY first_day, key"
        ).fetchall()
        found += [(sheet.id, row[0]) for row in rows]
    return tuple(found)


def deliveries(store: Store) -> list[dict[str, object]]:
    """Every entry in order, as the contract of the commands has it; `recorded` is in UTC.

    `undoes` is added for an undo: the delivery it took out.
    """
    cursor = store.engine.cursor()
    names = ("id", "kind", "deliverer", "mode", "scope", "received", "recorded", "file", "sha256", "undoes")
    rows = cursor.execute(f"SELECT {', '.join(names)} FROM entries ORDER BY id").fetchall()
    delivered = cursor.execute("SELECT entry, list(DISTINCT sheet) FROM entry_sheets GROUP BY entry").fetchall()
    cursor.close()
    sheets = dict(delivered)
    undone = {row[9]: row[0] for row in rows if row[9] is not None}
    made: list[dict[str, object]] = []
    for row in rows:
        one: dict[str, object] = dict(zip(names, row, strict=True))
        one["received"] = row[5].isoformat()
        one["recorded"] = row[6].isoformat(timespec="seconds") + "Z"
        one["sheets"] = [s for s in SHEETS if s in sheets.get(row[0], ())]
        one["undone_by"] = undone.get(row[0])
        made.append(one)
    return made
