"""Which rows a delivery changes, and what in them: old and new values of the columns that differ.

Knows staged rows and the rows in force; writes no words and shows nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wsd_data.delivery.staging import Staged
from wsd_data.model.columns import Column
from wsd_data.store.described import described
from wsd_data.store.engine import Cursor

MOST_SHOWN = 200
"""So many changed rows are kept as examples."""


@dataclass(frozen=True, slots=True)
class ChangedField:
    """A column of a row with the values of its fields before and after, in their order."""

    column: str
    old: tuple[object, ...]
    new: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """sheet: its id; row: the row in words."""

    sheet: str
    row: str
    fields: tuple[ChangedField, ...]


def changed_rows(cursor: Cursor, staged: Sequence[Staged], most: int = MOST_SHOWN) -> tuple[ChangedRow, ...]:
    """The first accepted rows that say something else than the rows in force with their keys."""
    found: list[ChangedRow] = []
    for one in staged:
        if len(found) < most:
            found += _of(cursor, one, most - len(found))
    return tuple(found)


def differs(staged: Staged, one: str, other: str) -> str:
    """SQL: whether any field differs between two aliases."""
    return " OR ".join(f'{one}."{n}" IS DISTINCT FROM {other}."{n}"' for n, _ in staged.sheet.fields)


def _of(cursor: Cursor, one: Staged, most: int) -> list[ChangedRow]:
    sheet = one.sheet
    places = [
        row[0]
        for row in cursor.execute(
            f"SELECT s.place FROM {one.table} s JOIN c_{sheet.id} c ON c.key = s.key "
            f"WHERE NOT s.refused AND ({differs(one, 's', 'c')}) ORDER BY s.place LIMIT {int(most)}"
        ).fetchall()
    ]
    if not places:
        return []
    names = ", ".join(f'"{n}"' for n, _ in sheet.fields)
    chosen = f"(SELECT unnest({places}))"
    new = cursor.execute(
        f"SELECT key, {described(sheet)} AS row_in_words, {names} FROM {one.table} WHERE place IN {chosen} ORDER BY place"
    )
    after = new.to_arrow_table().to_pylist()
    old = cursor.execute(
        f"SELECT key, {names} FROM c_{sheet.id} WHERE key IN (SELECT key FROM {one.table} WHERE place IN {chosen})"
    )
    before = {row["key"]: row for row in old.to_arrow_table().to_pylist()}
    return [
        ChangedRow(sheet.id, row["row_in_words"] or "", _fields(sheet.columns, before[row["key"]], row))
        for row in after
    ]


def _fields(
    columns: Sequence[Column], before: Mapping[str, object], after: Mapping[str, object]
) -> tuple[ChangedField, ...]:  # fmt: skip
    """The columns that differ; never the key by which a person can be recognised."""
    found = []
    for column in columns:
        if column.kind == "person_key":
            continue
        old, new = (tuple(_plain(row[name]) for name, _ in column.fields) for row in (before, after))
        if old != new:
            found.append(ChangedField(column.id, old, new))
    return tuple(found)


def _plain(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value
