"""How far a region is with a sheet of a year: the deliveries behind it, which of them lack rows, and open warnings.

Knows deliveries and their counts; tells nothing of rows. A delivery of which rows were refused is repaired when the same
deliverer later brought that sheet without a refused row and with at least as many rows as the first one had in all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from wsd_data.model.sheets import SHEETS
from wsd_data.store.engine import Cursor
from wsd_data.store.fold import live_sql
from wsd_data.store.stand import Stand

Key = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Coverage:
    """entries: the deliveries in force behind it, newest first; received: the day of the newest.

    draft: rows were refused and are not repaired. warnings: remarks on rows that are in force.
    """

    entries: tuple[int, ...]
    received: date
    draft: bool = False
    warnings: int = 0


@dataclass(frozen=True, slots=True)
class _Brought:
    deliverer: str
    received: date
    accepted: int
    refused: int


def coverages(cursor: Cursor, stand: Stand) -> Mapping[Key, Coverage]:
    """Every region, sheet and year that a delivery in force is about. The view `reported` is there."""
    live = live_sql(stand.as_of)
    brought = {
        (entry, sheet): _Brought(*rest)
        for entry, sheet, *rest in cursor.execute(
            "SELECT s.entry, s.sheet, e.deliverer, e.received, sum(s.accepted)::INTEGER, sum(coalesce(s.refused, 0))::INTEGER "
            f"FROM entry_sheets s JOIN entries e ON e.id = s.entry WHERE s.entry IN ({live}) GROUP BY ALL"
        ).fetchall()
    }
    days = dict(cursor.execute(f"SELECT id, received FROM entries WHERE id IN ({live})").fetchall())
    behind: dict[Key, set[int]] = defaultdict(set)
    found = cursor.execute(
        # The years of a sheet of which every row was refused are known by its scope alone.
        "SELECT region, sheet, year, entry FROM reported UNION "
        "SELECT e.deliverer, s.sheet, y.year, s.entry FROM entry_sheets s JOIN entries e ON e.id = s.entry, "
        f"unnest(range(year(s.scope_from), year(s.scope_to) + 1)) AS y(year) WHERE s.refused > 0 AND s.entry IN ({live})"
    )
    for region, sheet, year, entry in found.fetchall():
        behind[region, sheet, year].add(entry)
    warnings = _warnings(cursor, live)
    return {
        key: Coverage(
            tuple(sorted(entries, reverse=True)),
            days[max(entries)],
            any(_open(entry, key[1], entries, brought) for entry in entries),
            warnings.get(key, 0),
        )
        for key, entries in behind.items()
    }


def _open(entry: int, sheet: str, entries: set[int], brought: Mapping[tuple[int, str], _Brought]) -> bool:
    """Whether rows of this delivery were refused and not brought since."""
    mine = brought.get((entry, sheet))
    if mine is None or not mine.refused:
        return False
    later = (brought[other, sheet] for other in entries if other > entry and (other, sheet) in brought)
    wanted = mine.accepted + mine.refused
    return not any(o.deliverer == mine.deliverer and not o.refused and o.accepted >= wanted for o in later)


def _warnings(cursor: Cursor, live: str) -> dict[Key, int]:
    """Warnings on rows in force, in every region and year that the row is about."""
    told = (
        "told AS (SELECT f.entry, f.row_number, s.sheet FROM findings f JOIN entry_sheets s ON s.entry = f.entry AND s.name = f.sheet "
        f"WHERE f.level = 'warning' AND f.row_number > 0 AND f.entry IN ({live}))"
    )
    parts = " UNION ALL ".join(
        f"SELECT t.sheet, CASE WHEN c.deliverer = 'network' THEN c.region ELSE [c.deliverer] END AS regions, c.first_day, c.last_day "
        f"FROM told t JOIN h_{s} c ON c.entry = t.entry AND c.row_number = t.row_number "
        f"JOIN k_{s} k ON k.key = c.key AND k.entry = c.entry WHERE t.sheet = '{s}'"
        for s in SHEETS
    )
    rows = cursor.execute(
        f"WITH {told} SELECT r.region, p.sheet, y.year, count(*) FROM ({parts}) p, unnest(p.regions) AS r(region), "
        "unnest(range(year(p.first_day), year(p.last_day) + 1)) AS y(year) GROUP BY ALL"
    ).fetchall()
    return {(region, sheet, year): int(count) for region, sheet, year, count in rows}
