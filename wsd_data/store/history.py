"""Entries of history: what is recorded of each, and how it goes into and comes out of the database.

Knows the tables of history; knows nothing of files, checks or what a delivery should hold.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import date, datetime
from typing import Any

import pyarrow as pa

from wsd_data.model.columns import Sheet
from wsd_data.model.findings import Finding
from wsd_data.model.sheets import SHEETS
from wsd_data.store.engine import Cursor, register
from wsd_data.store.fold import NOW, pointers_sql

CAST = {"received": "DATE", "recorded": "TIMESTAMP", "scope_from": "DATE", "scope_to": "DATE"}


@dataclass(frozen=True, kw_only=True)
class DeliveredSheet:
    """A row of `entry_sheets`; `letters` is a JSON object of column id → spreadsheet letters."""

    sheet: str
    name: str
    heading_row: int | None
    rows: int
    accepted: int
    refused: int
    skipped: int
    scope_from: date | None
    scope_to: date | None
    explicit: bool
    letters: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A row of `entries`. recorded: moment of writing in UTC; scope: a period as text, when it was given."""

    id: int
    kind: str
    received: date
    recorded: datetime
    deliverer: str | None = None
    mode: str | None = None
    scope: str | None = None
    file: str | None = None
    sha256: str | None = None
    undoes: int | None = None
    incomplete: bool = False
    new_rows: int = 0
    changed_rows: int = 0
    unchanged_rows: int = 0
    ended_rows: int = 0
    refused_rows: int = 0
    finding_count: int = 0


@dataclass(frozen=True, kw_only=True)
class Record:
    """Everything kept of an entry except its rows. endings: (sheet, key, entry that brought it); nothing: (sheet, year).

    mapping: how its file was read, as JSON; it lies in the archive only.
    """

    entry: Entry
    sheets: tuple[DeliveredSheet, ...] = ()
    nothing: tuple[tuple[str, int], ...] = ()
    endings: tuple[tuple[str, str, int], ...] = ()
    findings: tuple[Mapping[str, Any], ...] = ()
    mapping: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """As the archive keeps it."""
        return {
            "entry": _plain(asdict(self.entry)),
            "sheets": [_plain(asdict(s)) for s in self.sheets],
            "nothing": [list(n) for n in self.nothing],
            "endings": [list(e) for e in self.endings],
            "findings": list(self.findings),
            "mapping": dict(self.mapping),
        }

    @staticmethod
    def from_json(content: Mapping[str, Any]) -> Record:
        """The opposite of `as_json`. ValueError, KeyError or TypeError when it is damaged."""
        entry = dict(content["entry"])
        entry["received"] = date.fromisoformat(entry["received"])
        entry["recorded"] = datetime.fromisoformat(entry["recorded"])
        sheets = []
        for sheet in content["sheets"]:
            days = {n: date.fromisoformat(sheet[n]) if sheet[n] else None for n in ("scope_from", "scope_to")}
            sheets.append(DeliveredSheet(**{**sheet, **days}))
        return Record(
            entry=Entry(**entry),
            sheets=tuple(sheets),
            nothing=tuple((s, int(y)) for s, y in content["nothing"]),
            endings=tuple((s, k, int(b)) for s, k, b in content["endings"]),
            findings=tuple(content["findings"]),
            mapping=content.get("mapping") or {},
        )


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in values.items()}


def finding_record(finding: Finding, *, with_value: bool) -> dict[str, Any]:
    """A finding as kept; what stood in the cell only where that cannot be about a person, in its message too."""
    nl, en = finding.message.nl, finding.message.en
    if not with_value:
        nl, en = _QUOTED.sub("“…”", nl), _QUOTED.sub("“…”", en)
    return {
        "sheet": finding.sheet,
        "row_number": finding.row,
        "column_name": finding.column,
        "cell": finding.cell,
        "value": finding.value if with_value else None,
        "level": finding.level,
        "code": finding.code,
        "message_nl": nl,
        "message_en": en,
        "suggestion": finding.suggestion if with_value else None,
    }


_QUOTED = re.compile("“[^”]*”")
ENTRY_FIELDS = tuple(f.name for f in fields(Entry))
SHEET_FIELDS = tuple(f.name for f in fields(DeliveredSheet))
FINDING_FIELDS = (
    "sheet", "row_number", "column_name", "cell", "value", "level", "code", "message_nl", "message_en", "suggestion",
)  # fmt: skip


def next_number(cursor: Cursor) -> int:
    """Take the next number from the counter, inside the caller's transaction."""
    cursor.execute("UPDATE counter SET value = value + 1")
    row = cursor.execute("SELECT max(value) FROM counter").fetchone()
    return int(row[0]) if row else 0


def insert_rows(cursor: Cursor, table: str, names: Sequence[str], rows: pa.Table) -> None:
    """Append an Arrow table to a table of the database, field by name."""
    if rows.num_rows == 0:
        return
    register(cursor, "incoming_rows", rows)
    listed = ", ".join(f'"{n}"' for n in names)
    cursor.execute(f"INSERT INTO {table} ({listed}) SELECT {listed} FROM incoming_rows")
    cursor.unregister("incoming_rows")


def insert_record(cursor: Cursor, record: Record) -> None:
    """Write an entry and all that hangs on it, its rows excepted."""
    entry = asdict(record.entry)
    marks = ", ".join("?" for _ in ENTRY_FIELDS)
    cursor.execute(
        f"INSERT INTO entries ({', '.join(ENTRY_FIELDS)}) VALUES ({marks})", [entry[n] for n in ENTRY_FIELDS]
    )
    number = record.entry.id
    if record.sheets:
        marks = ", ".join("?" for _ in range(len(SHEET_FIELDS) + 1))
        cursor.executemany(
            f"INSERT INTO entry_sheets (entry, {', '.join(SHEET_FIELDS)}) VALUES ({marks})",
            [[number, *(getattr(s, n) for n in SHEET_FIELDS)] for s in record.sheets],
        )
    _insert_tuples(cursor, "nothing", number, ("sheet", "year"), record.nothing)
    _insert_tuples(cursor, "endings", number, ("sheet", "key", "brought"), record.endings)
    found: dict[str, Any] = {n: [f[n] for f in record.findings] for n in FINDING_FIELDS}
    insert_rows(
        cursor, "findings", ("entry", *FINDING_FIELDS), pa.table({"entry": [number] * len(record.findings), **found})
    )


def _insert_tuples(
    cursor: Cursor, table: str, number: int, names: Sequence[str], tuples: Sequence[tuple[Any, ...]]
) -> None:
    columns: dict[str, list[Any]] = {"entry": [number] * len(tuples)}
    columns.update({name: [t[place] for t in tuples] for place, name in enumerate(names)})
    insert_rows(cursor, table, ("entry", *names), pa.table(columns))


def read_record(cursor: Cursor, number: int) -> Record | None:
    """An entry as the database has it; lists in a fixed order, so that two records can be compared."""
    row = cursor.execute(f"SELECT {', '.join(ENTRY_FIELDS)} FROM entries WHERE id = ?", [number]).fetchone()
    if row is None:
        return None

    def rows(table: str, names: Sequence[str]) -> list[tuple[Any, ...]]:
        listed = ", ".join(names)
        return cursor.execute(f"SELECT {listed} FROM {table} WHERE entry = ? ORDER BY ALL", [number]).fetchall()

    return Record(
        entry=Entry(**dict(zip(ENTRY_FIELDS, row, strict=True))),
        sheets=tuple(
            DeliveredSheet(**dict(zip(SHEET_FIELDS, r, strict=True))) for r in rows("entry_sheets", SHEET_FIELDS)
        ),
        nothing=tuple((r[0], r[1]) for r in rows("nothing", ("sheet", "year"))),
        endings=tuple((r[0], r[1], r[2]) for r in rows("endings", ("sheet", "key", "brought"))),
        findings=tuple(dict(zip(FINDING_FIELDS, r, strict=True)) for r in rows("findings", FINDING_FIELDS)),
    )


def same_record(one: Record, other: Record) -> bool:
    """Whether two records say the same, whatever the order of their lists."""

    def key(record: Record) -> tuple[Any, ...]:
        return (
            record.entry,
            sorted(map(repr, record.sheets)),
            sorted(record.nothing),
            sorted(record.endings),
            sorted(repr(sorted(f.items())) for f in record.findings),
        )

    return key(one) == key(other)


def refold(cursor: Cursor, sheet: Sheet, keys: str | None = None) -> None:
    """Make the current rows of a sheet follow history again, for all keys or those a SELECT names."""
    cursor.execute(f"DELETE FROM k_{sheet.id}" + (f" WHERE key IN ({keys})" if keys else ""))
    cursor.execute(f"INSERT INTO k_{sheet.id} {pointers_sql(sheet, NOW, keys)}")


def touched_sheets(cursor: Cursor, entry: int) -> list[Sheet]:
    """The sheets an entry was about, in declared order."""
    found = {
        r[0] for r in cursor.execute("SELECT DISTINCT sheet FROM entry_sheets WHERE entry = ?", [entry]).fetchall()
    }
    return [s for s in SHEETS.values() if s.id in found]
