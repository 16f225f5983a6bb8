"""Entries that are not in history yet, laid over it: what the database would hold after them.

A stand that is given some finds tables of these names in its own memory before those of the database, so that
the same views count them. Nothing is written to the database. Knows the tables of history; knows nothing of files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import pyarrow as pa

from wsd_data.model.sheets import SHEETS
from wsd_data.store.engine import Cursor
from wsd_data.store.history import Record, insert_record, insert_rows, refold, touched_keys, touched_sheets
from wsd_data.store.tables import in_force_sql, row_fields

_COPIED = ("entries", "entry_sheets", "nothing", "endings")


@dataclass(frozen=True)
class Ahead:
    """An entry to come: its record, with the number it would get, and its rows by table (h_ and the sheet)."""

    record: Record
    tables: Mapping[str, pa.Table] = field(default_factory=dict)

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
        refold(cursor, sheet, " UNION ".join(touched_keys(one.about, sheet) for one in ahead))
        rows = memory if any(f"h_{sheet.id}" in one.tables for one in ahead) else database
        cursor.execute(f"CREATE VIEW {memory}.c_{sheet.id} AS {in_force_sql(sheet, f'{rows}.', f'{memory}.')}")
