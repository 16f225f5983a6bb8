"""Works whose records are joined otherwise in one state of knowledge than in another."""

from __future__ import annotations

from collections.abc import Iterable

from wsd_data.store.engine import Cursor
from wsd_data.store.stand import Stand

Works = set[tuple[int, ...]]


def note_joined(cursor: Cursor, before: Stand, after: Stand) -> None:
    """Make a temporary table `joined` of the cursor: row_hash, work and regrouped, of records that changed company.

    Records that were together in one of both states get one number `work`. regrouped: in both states there are works of
    theirs, but not as many.
    """
    was, now = (_works(cursor, stand) for stand in (before, after))
    changed = (was - now, now - was)
    parent: dict[int, int] = {}
    for records in changed[0] | changed[1]:
        for record in records:
            parent[_root(parent, record)] = _root(parent, records[0])
    in_force = [_in_force(cursor, stand, parent) for stand in (before, after)]
    counts: list[dict[int, int]] = []
    for works, present in zip(changed, in_force, strict=True):
        together = {record for records in works for record in records}
        count: dict[int, int] = {}
        for record in [records[0] for records in works] + [r for r in present if r not in together]:
            root = _root(parent, record)
            count[root] = count.get(root, 0) + 1
        counts.append(count)
    roots = {record: _root(parent, record) for record in parent}
    regrouped = {r for r in set(roots.values()) if 0 < counts[0].get(r, 0) != counts[1].get(r, 0) > 0}
    cursor.execute("CREATE OR REPLACE TEMP TABLE joined (row_hash UBIGINT, work UBIGINT, regrouped BOOLEAN)")
    if roots:
        cursor.execute(
            "INSERT INTO joined SELECT unnest($records::UBIGINT[]), unnest($works::UBIGINT[]), unnest($regrouped::BOOLEAN[])",
            {"records": [*roots], "works": [*roots.values()], "regrouped": [r in regrouped for r in roots.values()]},
        )


def _works(cursor: Cursor, stand: Stand) -> Works:
    """The works of several records, as their records."""
    stand.need("publications")
    stand.use(cursor)
    rows = cursor.execute(
        "SELECT list_sort(list_transform(sources, lambda s: s.row_hash)) FROM publications WHERE sources IS NOT NULL"
    ).fetchall()
    return {tuple(row[0]) for row in rows}


def _in_force(cursor: Cursor, stand: Stand, records: Iterable[int]) -> list[int]:
    stand.need("e_publications")
    stand.use(cursor)
    found = cursor.execute(
        "SELECT row_hash FROM e_publications WHERE row_hash IN (SELECT unnest($records::UBIGINT[]))",
        {"records": [*records]},
    ).fetchall()
    return [row[0] for row in found]


def _root(parent: dict[int, int], record: int) -> int:
    root = record
    while parent.setdefault(root, root) != root:
        root = parent[root]
    while parent[record] != root:
        parent[record], record = root, parent[record]
    return root
