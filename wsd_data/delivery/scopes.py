"""What a delivery answers for: per delivered sheet the days within which absence means that a row ended."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from wsd_data.delivery.staging import Staged
from wsd_data.intake import SheetRead
from wsd_data.model.periods import Period
from wsd_data.model.sheets import SHEETS
from wsd_data.store.engine import Cursor
from wsd_data.store.history import DeliveredSheet


@dataclass
class Scope:
    """What a delivered sheet answers for: runs of days, and whether they were given."""

    runs: list[tuple[date, date]]
    explicit: bool

    @property
    def start(self) -> date | None:
        return min((a for a, _ in self.runs), default=None)

    @property
    def end(self) -> date | None:
        return max((b for _, b in self.runs), default=None)

    def delivered(self, sheet: str, tab: SheetRead | None, refused: int = 0) -> DeliveredSheet:
        """What is recorded of a delivered sheet; without a tab it said that there is nothing to report."""
        rows = tab.table.num_rows if tab and tab.table is not None else 0
        return DeliveredSheet(
            sheet=sheet,
            name=tab.name if tab else SHEETS[sheet].name.nl,
            heading_row=tab.heading_row if tab else None,
            rows=tab.rows if tab else 0,
            accepted=rows - refused,
            refused=refused,
            skipped=len(tab.skipped) if tab else 0,
            scope_from=self.start,
            scope_to=self.end,
            explicit=self.explicit,
            letters=json.dumps(dict(tab.letters), sort_keys=True) if tab else "{}",
        )


def delivered_scopes(
    cursor: Cursor, staged: Sequence[Staged], given: Period | None, nothing: Sequence[tuple[str, int]]
) -> dict[str, Scope]:
    """Per delivered sheet its scope: the one given, else the years of its own accepted rows.

    A sheet without rows is delivered only by its years with nothing to report, and answers for those alone.
    """
    found: dict[str, Scope] = {}
    for one in staged:
        if given is not None:
            found[one.sheet.id] = Scope([(given.start, given.end)], True)
            continue
        row = cursor.execute(
            f"SELECT min(year(first_day)), max(year(last_day)) FROM {one.table} WHERE NOT refused"
        ).fetchone()
        runs = [(date(row[0], 1, 1), date(row[1], 12, 31))] if row and row[0] is not None else []
        found[one.sheet.id] = Scope(runs, False)
    filled = {s.sheet.id for s in staged}
    for sheet, year in sorted(nothing):
        scope = found.setdefault(sheet, Scope([], False))
        if any(start.year <= year <= end.year for start, end in scope.runs) or (sheet in filled and given is not None):
            continue
        if scope.runs and scope.runs[-1][1].year == year - 1:
            scope.runs[-1] = (scope.runs[-1][0], date(year, 12, 31))
        else:
            scope.runs.append((date(year, 1, 1), date(year, 12, 31)))
    return found
