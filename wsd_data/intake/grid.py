"""The cells of one sheet as they stand, and which rows under the headings are data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from wsd_data.intake.cells import Cell, as_text, plain
from wsd_data.intake.headings import Headings, column_for, spellings
from wsd_data.intake.messages import SKIPPED, Issue
from wsd_data.model.columns import Sheet
from wsd_data.model.text import Text

_TOTALS = ("totaal", "total", "subtotaal", "subtotal", "eindtotaal", "grand total")
_BARE_TOTALS = (*_TOTALS, "som")


@dataclass(frozen=True)
class Grid:
    """rows: the used area; top, left: rows and columns before it; lost: cells that only seem blank.

    lost: (row from 1, column from 0) in the sheet → what is wrong there. hidden: numbers of rows that do not show.
    merged: first and last (row, column), from 0 in the sheet, of cells made one.
    """

    name: str
    rows: Sequence[Sequence[Cell]]
    top: int = 0
    left: int = 0
    lost: Mapping[tuple[int, int], Issue] = field(default_factory=dict)
    hidden: Sequence[int] = ()
    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]] = ()

    def number(self, index: int) -> int:
        """The row number in the spreadsheet."""
        return self.top + index + 1


@dataclass(frozen=True)
class DataRows:
    """numbers: row numbers of the rows that are data; rows: their cells; skipped: the others, with the reason.

    left: the cells of the skipped rows that are not blank.
    """

    numbers: list[int]
    rows: list[Sequence[Cell]]
    skipped: list[tuple[int, Text]]
    left: list[Sequence[Cell]] = field(default_factory=list)


def data_rows(grid: Grid, headings: Headings, sheet: Sheet) -> DataRows:
    """The rows under the headings; blank ones at the end are no rows at all.

    Where a mapping says what is read, lines that head a group or stand under the table are told from rows too.
    """
    mapped = sorted(headings.columns)
    lost_rows = {row for row, column in grid.lost if column - grid.left in headings.columns}
    width = len(grid.rows[headings.index])
    padding = max(lost_rows, default=0) - grid.number(len(grid.rows) - 1)
    rows = [*grid.rows[headings.index + 1 :], *([("",) * width] * max(padding, 0))]
    marks = _Marks(headings, sheet, grid.rows[headings.index])
    first = mapped[0]
    quick = first == 0 and not headings.mapped
    if quick and all(map(marks.plainly_data, dict.fromkeys(row[0] for row in rows))):
        start = grid.number(headings.index + 1)
        return DataRows(list(range(start, start + len(rows))), rows, [])
    found = DataRows([], [], [])
    blank: list[int] = []
    for index, row in enumerate(rows, headings.index + 1):
        number = grid.number(index)
        if quick and marks.plainly_data(row[0]):
            if blank:
                found.skipped.extend((n, SKIPPED["blank"]) for n in blank)
                blank.clear()
            found.numbers.append(number)
            found.rows.append(row)
            continue
        if _is_blank(row) and number not in lost_rows:
            blank.append(number)
            continue
        if blank:
            found.skipped.extend((n, SKIPPED["blank"]) for n in blank)
            blank.clear()
        reason = None if number in lost_rows else marks.reason(row, mapped)
        if reason:
            found.skipped.append((number, reason))
            found.left.append(row)
        else:
            found.numbers.append(number)
            found.rows.append(row)
    return _without_lines(found, headings, lost_rows) if headings.mapped else found


_FEW = 4


def _filled(row: Sequence[Cell]) -> int:
    """How many cells hold something; cells with only blanks are told apart where that can matter."""
    count = len(row) - row.count("")
    return count if count > _FEW else sum(not isinstance(cell, str) or bool(cell.strip()) for cell in row)


def _without_lines(found: DataRows, headings: Headings, lost_rows: set[int]) -> DataRows:
    """Take out rows with one text and nothing else, where a row needs more: heads of groups, and notes at the end.

    Only where rows have three cells or more as a rule, and only rows that would be refused for what they lack.
    """
    counts = [_filled(row) for row in found.rows]
    usual = sorted(counts)[len(counts) // 2] if counts else 0
    if usual < 3:
        return found
    lines = {
        nth
        for nth, (row, count) in enumerate(zip(found.rows, counts, strict=True))
        if count == 1 and found.numbers[nth] not in lost_rows and _lacks(row, headings)
    }
    last = max((nth for nth in range(len(counts)) if nth not in lines), default=-1)
    kept = DataRows([], [], list(found.skipped), list(found.left))
    for nth, (number, row) in enumerate(zip(found.numbers, found.rows, strict=True)):
        if nth in lines:
            kept.skipped.append((number, SKIPPED["group" if nth < last else "footer"]))
            kept.left.append(row)
        else:
            kept.numbers.append(number)
            kept.rows.append(row)
    kept.skipped.sort(key=lambda skipped: skipped[0])
    return kept


def _lacks(row: Sequence[Cell], headings: Headings) -> bool:
    """Whether the one filled cell is a text and some column that every row needs is blank."""
    cell = next(c for c in row if not isinstance(c, str) or c.strip())
    if not isinstance(cell, str) or not any(char.isalpha() for char in cell):
        return False
    return any(all(_filled((row[p],)) == 0 for p in positions) for positions in headings.needed())


def _is_blank(row: Sequence[Cell]) -> bool:
    if row.count("") == len(row):
        return True
    first = row[0] if row[0] != "" else next(cell for cell in row if cell != "")
    if not isinstance(first, str) or first.strip():
        return False
    return all(isinstance(cell, str) and not cell.strip() for cell in row)


class _Marks:
    """Tells rows that are no data by how they look: totals, repeated headings, cells outside the table."""

    def __init__(self, headings: Headings, sheet: Sheet, row: Sequence[Cell]) -> None:
        self.known = spellings(sheet)
        self.columns = headings.columns
        self.needed = {p for p, c in headings.columns.items() if c.required and c.kind not in ("number", "money")}
        self.headings = {p: plain(as_text(row[p])) for p in headings.columns}
        self.starts = frozenset(t[:3] for t in (*_BARE_TOTALS, *self.headings.values()))
        self.plain: dict[Cell, bool] = {}

    def plainly_data(self, cell: Cell) -> bool:
        """A first cell that begins neither a total nor a heading makes its row data; each different one is judged once."""
        known = self.plain.get(cell)
        if known is None:
            text = cell.lstrip() if isinstance(cell, str) else "0"
            known = self.plain[cell] = bool(text) and text[:3].lower() not in self.starts
        return known

    def reason(self, row: Sequence[Cell], mapped: Sequence[int]) -> Text | None:
        position = mapped[0] if row[mapped[0]] != "" else next((p for p in mapped if row[p] != ""), None)
        if position is None:
            return SKIPPED["unknown"]
        # A total may be labelled in a column that is not read, before the first that is.
        start = 0 if row[0] != "" else next(p for p, cell in enumerate(row) if cell != "")
        label, cell = row[start], row[position]
        if isinstance(label, str) and label.lstrip()[:3].lower() in self.starts and self._total(row, start, label):
            return SKIPPED["total"]
        if isinstance(cell, str) and cell.lstrip()[:3].lower() in self.starts and self._headings(row, position):
            return SKIPPED["heading"]
        return None

    def _total(self, row: Sequence[Cell], position: int, label: str) -> bool:
        words = plain(label).rstrip(":. ")
        # "Som der delen" may well be a title, so that word only counts alone.
        named = words in _BARE_TOTALS or words.startswith(tuple(t + end for t in _TOTALS for end in " :"))
        return named and all(row[p] == "" for p in self.needed if p != position)

    def _headings(self, row: Sequence[Cell], position: int) -> bool:
        if plain(as_text(row[position])) != self.headings[position]:
            return False
        same = [
            p
            for p, c in self.columns.items()
            if row[p] != "" and (column_for(row[p], self.known) is c or plain(as_text(row[p])) == self.headings[p])
        ]
        return len(same) >= 2 and len(same) * 2 >= len(self.columns)
