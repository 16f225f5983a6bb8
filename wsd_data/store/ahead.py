"""Entries that are not in history yet, laid over it: what the database would hold after them.

A stand that is given some finds tables of these names in its own memory before those of the database, so that
the same views count them. Nothing is written to the database. Knows the tables of history; knows nothing of files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import pyarrow as pa

from wsd_data.model.sheets import SHEETS
from wsd_data.store.archive import Bundle
from wsd_data.store.engine import Cursor
from wsd_data.store.fold import touched_keys
from wsd_data.store.history import Record, insert_record, insert_rows, refold, touched_sheets
from wsd_data.store.tables import in_force_sql, row_fields

_COPIED = ("entries", "entry_sheets", "nothing", "endings")


@dataclass(frozen=True)
class Ahead:
    """An entry to come: its record, with the number it would get, and its rows by table (h_ and the sheet)."""

    record: Record
    tables: Mapping[str, pa.Table] = field(default_factory=dict)

    @staticmethod
    def of(bundle: Bundle) -> Ahead:
        """The entry that the archive keeps so."""
        return Ahead(Record.from_json(bundle.record), bundle.tables)

    @property
    def without_rows(self) -> bool:
        """Whether it leaves every row and every scope as it is, such as a note."""
        record = self.record
        said = record.sheets or record.nothing or record.endings or self.tables
        return not said and record.entry.kind not in ("delivery", "undo", "reference")

    @property
    def about(self) -> int:
        """The delivery whose rows it brings or takes out."""
        return self.record.entry.undoes or self.record.entry.id


def lay_over(cursor: Cursor, database: str, memory: str, ahead: Sequence[Ahead]) -> None:
    """Make the tables of history anew in `memory` with these entries added, as far as they differ.

    cursor: finds names in `memory` first, then in `database`.
    """
    if not ahead:
        return
    for table in _COPIED:
        cursor.execute(f"CREATE TABLE {memory}.{table} AS FROM {database}.{table}")
    for one in ahead:
        # Findings are no part of any figure.
        insert_record(cursor, replace(one.record, findings=()))
    for sheet in SHEETS.values():
        name, fields = f"h_{sheet.id}", [f for f, _ in row_fields(sheet)]
        brought = [one.tables[name] for one in ahead if name in one.tables]
        if not brought:
            continue
        cursor.execute(f"CREATE TABLE {memory}.more_{sheet.id} AS FROM {database}.{name} LIMIT 0")
        for rows in brought:
            insert_rows(cursor, f"{memory}.more_{sheet.id}", fields, rows)
        cursor.execute(f"CREATE VIEW {memory}.{name} AS FROM {database}.{name} UNION ALL FROM {memory}.more_{sheet.id}")
    touched = {s.id for one in ahead for s in touched_sheets(cursor, one.about)}
    for sheet in SHEETS.values():
        if sheet.id not in touched:
            continue
        # Only the pointers are folded anew: a view of the rows reads no column that is not asked for.
        cursor.execute(f"CREATE TABLE {memory}.k_{sheet.id} AS FROM {database}.k_{sheet.id}")
        refold(cursor, sheet, touched_keys(sheet, ", ".join(str(int(one.about)) for one in ahead)))
        rows = memory if any(f"h_{sheet.id}" in one.tables for one in ahead) else database
        cursor.execute(f"CREATE VIEW {memory}.c_{sheet.id} AS {in_force_sql(sheet, f'{rows}.', f'{memory}.')}")


def take_off(cursor: Cursor, writing: Cursor, database: str, memory: str, ahead: Sequence[Ahead]) -> bool:
    """Drop what `lay_over` made, if history holds just that; whether it does.

    cursor: finds names in `memory` first. writing: sees history with the entries in it, committed or not.
    """
    found = cursor.execute(
        "SELECT table_name, table_type FROM information_schema.tables WHERE table_catalog = ?", [memory]
    )
    there = dict(found.fetchall())
    copied = [name for name in (*_COPIED, *(f"k_{sheet}" for sheet in SHEETS)) if name in there]
    since = min(one.record.entry.id for one in ahead)
    same = all(_sum(cursor, f"{memory}.{name}") == _sum(writing, f"{database}.{name}") for name in copied) and all(
        (_sum(cursor, f"{memory}.more_{sheet}") if f"more_{sheet}" in there else _NOTHING)
        == _sum(writing, f"{database}.h_{sheet}", since)
        for sheet in SHEETS
    )
    if same:
        for name in (*_COPIED, *(f"{kind}_{sheet}" for sheet in SHEETS for kind in ("c", "k", "h", "more"))):
            if name in there:
                cursor.execute(f"DROP {'VIEW' if there[name] == 'VIEW' else 'TABLE'} {memory}.{name}")
    return same


_NOTHING = (0, None)


def _sum(cursor: Cursor, table: str, since: int | None = None) -> tuple[int, int | None]:
    """How many rows there are, and a sum that tells whether they are the same rows, in whatever order."""
    only = "" if since is None else f" WHERE entry >= {int(since)}"
    row = cursor.execute(f"SELECT count(*), sum(hash(t)::HUGEINT) FROM {table} t{only}").fetchone()
    assert row is not None
    return int(row[0]), row[1]
