"""The findings of one sheet, kept in full up to a number and counted beyond it."""

from __future__ import annotations

from collections import Counter

from wsd_data.intake.cells import SHOWN, address, letters
from wsd_data.intake.messages import MESSAGES, Issue, finding
from wsd_data.intake.people import shown
from wsd_data.model.findings import Finding, Level


class Findings:
    """Collects what is wrong on one sheet. Positions: row from 1, column from 0 in the spreadsheet."""

    def __init__(self, sheet: str, most: int) -> None:
        self.sheet, self.most = sheet, most
        self._kept: list[tuple[int, int, Finding]] = []
        self._beyond: Counter[tuple[int, str, str, Level]] = Counter()

    def add(
        self, about: Issue, row: int = 0, column: int | None = None, heading: str = "", value: str | None = None
    ) -> None:
        if len(self._kept) >= self.most and row:
            self._beyond[(-1 if column is None else column, heading, about.code, about.level)] += 1
            return
        cell = address(row, column) if row and column is not None else ""
        # Where a row of data was taken for the headings, these may point at a person too.
        heading = shown(heading) if heading else ""
        kept = finding(
            about, sheet=self.sheet, row=row, column=heading, cell=cell, value=value[:SHOWN] if value else None
        )
        self._kept.append((row, -1 if column is None else column, kept))

    def done(self) -> tuple[Finding, ...]:
        """In the order of the sheet, with one finding per column and code for those that were only counted."""
        summed = [
            self._counted(column, heading, code, level, count)
            for (column, heading, code, level), count in self._beyond.items()
        ]
        return tuple(f for _, _, f in sorted(self._kept, key=lambda kept: kept[:2])) + tuple(summed)

    def _counted(self, column: int, heading: str, code: str, level: Level, count: int) -> Finding:
        """Column -1 stands for whole rows."""
        text = MESSAGES["many" if column >= 0 else "many_rows"].text.format(count=count)
        place = letters(column) if column >= 0 else ""
        return Finding(code, level, text, self.sheet, 0, heading[:SHOWN], place)
