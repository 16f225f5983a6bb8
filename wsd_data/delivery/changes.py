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
        if one.changed and len(found) < most:
            found += _of(cursor, one, most - len(found))
    return tuple(found)


def compared(cursor: Cursor, staged: Sequence[Staged]) -> tuple[int, int, int]:
    """How many accepted rows are new, changed and unchanged against the rows in force.

    From here on SQL sees, per sheet under the name `Staged.met`, the place of every accepted row whose key is in force,
    and whether all its fields are the `same` there.
    """
    new = changed = unchanged = 0
    for one in staged:
        same = " AND ".join(f's."{n}" IS NOT DISTINCT FROM c."{n}"' for n, _ in one.sheet.fields)
        # The pointers first, in a table of their own, so that the engine knows how few rows in force they leave to fetch.
        cursor.execute(
            "CREATE OR REPLACE TEMP TABLE known AS SELECT s.place, k.key, k.entry "
            f"FROM {one.table} s JOIN k_{one.sheet.id} k ON k.key = s.key WHERE NOT s.refused"
        )
        cursor.execute(
            f"CREATE OR REPLACE TEMP TABLE {one.met} AS "
            f"SELECT s.place, ({same}) AS same FROM known k JOIN h_{one.sheet.id} c ON c.key = k.key AND c.entry = k.entry "
            f"JOIN {one.table} s ON s.place = k.place"
        )
        row = cursor.execute(f"SELECT count(*) FILTER (NOT same), count(*) FILTER (same) FROM {one.met}").fetchone()
        one.changed, equal = row or (0, 0)
        new += one.rows.num_rows - one.refused - one.changed - equal
        changed, unchanged = changed + one.changed, unchanged + equal
    return new, changed, unchanged


def _of(cursor: Cursor, one: Staged, most: int) -> list[ChangedRow]:
    sheet = one.sheet
    places = [
        row[0]
        for row in cursor.execute(
            f"SELECT place FROM {one.met} WHERE NOT same ORDER BY place LIMIT {int(most)}"
        ).fetchall()
    ]
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
