"""Which rows of history differ between two states of knowledge, and why: new, gone, or saying something else.

Looks only at keys that entries known in one state alone have touched. Knows rows and keys; knows nothing of figures.
"""

from __future__ import annotations

from collections.abc import Iterable

from wsd_data.model.columns import Sheet
from wsd_data.model.sheets import SHEETS
from wsd_data.store.engine import Cursor
from wsd_data.store.fold import differing_sql, known_sql, pointers_sql, touched_keys
from wsd_data.store.stand import Stand

_PASSED_ON = (
    "project", "region", "lectoraat", "theme", "theme_code", "municipality", "programme_line", "funder", "grant",
    "status", "scale", "start_from", "start_to", "end_from", "end_to",
)  # fmt: skip
"""What a row of projects or funding gives to the rows that name the project."""
_GIVING = {"projects": "[project]", "funding": "project"}
"""SQL of the projects a row speaks of, on sheets that give something to other rows."""


def note_moved(cursor: Cursor, before: Stand, after: Stand, sheets: Iterable[str]) -> None:
    """Make two temporary tables of the cursor about the rows that differ on these sheets.

    moved: row_hash and kind (`late` | `removed` | `corrected`) per row that is new, gone or back, or says something else.
    moved_projects: project, kind and whether by `funding`, where what a project gives to its rows may have changed.
    """
    cursor.execute("CREATE OR REPLACE TEMP TABLE moved (row_hash UBIGINT, kind VARCHAR)")
    cursor.execute("CREATE OR REPLACE TEMP TABLE moved_projects (project VARCHAR, kind VARCHAR, funding BOOLEAN)")
    before.use(cursor)
    found = cursor.execute(differing_sql(before.as_of, after.as_of)).fetchall()
    entries = ", ".join(str(int(row[0])) for row in found)
    if entries:
        for name in sorted(sheets):
            _note(cursor, before, after, SHEETS[name], entries)


def _note(cursor: Cursor, before: Stand, after: Stand, sheet: Sheet, entries: str) -> None:
    after.use(cursor)
    cursor.execute(
        f"CREATE OR REPLACE TEMP TABLE versions AS SELECT key, entry FROM h_{sheet.id} "
        f"WHERE key IN ({touched_keys(sheet, entries)})"
    )
    for table, stand in (("moved_was", before), ("moved_is", after)):
        stand.use(cursor)
        cursor.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS {pointers_sql(sheet, stand.as_of, rows='versions')}")
    # A row that is back, by the undo of what ended it, is no late row: nobody delivered it since.
    cursor.execute(
        f"CREATE OR REPLACE TEMP TABLE pairs AS WITH known AS ({known_sql(before.as_of)}) "
        "SELECT key, w.entry AS was, i.entry AS now, CASE WHEN was IS NULL AND now NOT IN (FROM known) THEN 'late' "
        "WHEN was IS NULL OR now IS NULL THEN 'removed' ELSE 'corrected' END AS kind "
        "FROM moved_was w FULL JOIN moved_is i USING (key) WHERE was IS DISTINCT FROM now"
    )
    fields = [name for name, _ in sheet.fields]
    giving = _GIVING.get(sheet.id)
    # What a row says costs most to look up, and of one that is new or gone it need not be known.
    asked = "" if giving else "WHERE was IS NOT NULL AND now IS NOT NULL"
    cursor.execute(
        f"CREATE OR REPLACE TEMP TABLE said AS SELECT h.key, h.entry, {_hashed(fields)} AS content, "
        f"{_hashed(f for f in fields if f in _PASSED_ON)} AS passed, {giving or 'NULL::VARCHAR[]'} AS projects FROM h_{sheet.id} h "
        f"JOIN (SELECT key, unnest([was, now]) AS entry FROM pairs {asked}) p ON p.key = h.key AND p.entry = h.entry"
    )
    both = "pairs p LEFT JOIN said w ON w.key = p.key AND w.entry = was LEFT JOIN said i ON i.key = p.key AND i.entry = now"
    cursor.execute(
        f"INSERT INTO moved SELECT hash(p.key), kind FROM {both} "
        "WHERE was IS NULL OR now IS NULL OR w.content IS DISTINCT FROM i.content"
    )
    if giving:
        cursor.execute(
            f"INSERT INTO moved_projects SELECT DISTINCT u.code, kind, {sheet.id == 'funding'} FROM {both}, "
            "unnest(list_concat(w.projects, i.projects)) AS u(code) WHERE w.passed IS DISTINCT FROM i.passed"
        )


def _hashed(fields: Iterable[str]) -> str:
    return "hash(" + (", ".join(f'"{name}"' for name in fields) or "NULL") + ")"
