"""What a deliverer may start the next delivery from: its projects and the rows of its last year, as they are in force.

Nothing about persons: no rows of sheets about people, and no keys of persons.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from wsd_data.delivery.folder import Store
from wsd_data.intake.retyped import Typed
from wsd_data.model.sheets import PROJECTS, SHEETS

_SHEETS = [sheet for sheet in SHEETS.values() if not sheet.about_people]


@dataclass(frozen=True)
class Start:
    """projects: codes; rows: sheet id → typed rows; year: the year they are of, None when there are none."""

    projects: tuple[str, ...] = ()
    rows: dict[str, list[Typed]] = field(default_factory=dict)
    year: int | None = None


def start_of(store: Store, deliverer: str, today: date) -> Start:
    """All projects in force of a deliverer, and its other rows about the last year it has any of."""
    with store.engine.cursor() as cursor:
        years = " UNION ALL ".join(
            f"SELECT max(year(first_day)) AS y FROM c_{s.id} WHERE deliverer = $deliverer AND first_day <= $today"
            for s in _SHEETS
            if s is not PROJECTS
        )
        found = cursor.execute(f"SELECT max(y) FROM ({years})", {"deliverer": deliverer, "today": today}).fetchone()
        year = found[0] if found else None
        rows: dict[str, list[Typed]] = {}
        for sheet in _SHEETS:
            names = [name for c in sheet.columns if c.kind != "person_key" for name, _ in c.fields]
            columns = ", ".join(f'"{name}"' for name in names)
            asked: dict[str, object] = {"deliverer": deliverer}
            when = "true"
            if sheet is not PROJECTS:
                when = "first_day <= $last AND (open_ended OR last_day >= $first)"
                asked |= {"first": date(year or 1, 1, 1), "last": date(year or 1, 12, 31)}
            read = cursor.execute(
                f"SELECT {columns} FROM c_{sheet.id} WHERE deliverer = $deliverer AND {when} ORDER BY entry, row_number",
                asked,
            ).fetchall()
            if read:
                rows[sheet.id] = [dict(zip(names, row, strict=True)) for row in read]
    codes = tuple(dict.fromkeys(str(row["project"]) for row in rows.get("projects", ()) if row.get("project")))
    return Start(codes, rows, year if rows else None)
