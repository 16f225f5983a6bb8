"""Where the headings stand and which column each one means."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from wsd_data.intake.cells import Cell, as_text, letters, plain
from wsd_data.model.columns import Column, Sheet
from wsd_data.model.text import Text

SEARCHED_ROWS = 30
NAMELESS = Text("(kolom {letters})", "(column {letters})")
_SCALE = re.compile(
    r"[x×*]\s*€?\s*1[.\s]?000|\b1[.\s]?000\b|€\s*000|\b(?:duizend(?:en|tal|tallen)?|thousands?|miljoen(?:en)?|millions?|mln|k)\b|k€|€\s*k\b"
)
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]$")


@dataclass(frozen=True)
class Drawn:
    """Where the cells of a column come from: the first filled of its positions, else the fixed value.

    part: "year", "start" or "end" of what the cell says, or all of it. terms: folded value → the value meant.
    """

    positions: tuple[int, ...] = ()
    fixed: str | None = None
    part: str = ""
    terms: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Headings:
    """index: row of the headings, from 0 in the rows given; columns: position → column, in order of the sheet.

    unmapped: position → heading as typed, or "(kolom D)" for filled cells without one; twice: position → position of the earlier heading with the same meaning.
    mapped: a mapping says what is read. Then `drawn` says per column id where it comes from, `texts` per position
    what the heading is, `left` which positions are left out on purpose and `dropped` which of those hold persons.
    """

    index: int
    columns: Mapping[int, Column]
    unmapped: Mapping[int, str]
    twice: Mapping[int, int]
    mapped: bool = False
    drawn: Mapping[str, Drawn] = field(default_factory=dict)
    texts: Mapping[int, str] = field(default_factory=dict)
    left: tuple[int, ...] = ()
    dropped: tuple[int, ...] = ()

    def first(self) -> dict[str, int]:
        """Column id → the first position that means it."""
        if self.mapped:
            return {column: drawn.positions[0] for column, drawn in self.drawn.items() if drawn.positions}
        return {c.id: i for i, c in reversed(list(self.columns.items()))}

    def source(self, column: Column) -> Drawn | None:
        """Where a column comes from; None when the file does not have it."""
        if self.mapped:
            return self.drawn.get(column.id)
        positions = tuple(p for p, c in self.columns.items() if c is column)
        return Drawn(positions) if positions else None

    def needed(self) -> list[tuple[int, ...]]:
        """The positions of every required column that has no other source."""
        required = {c.id for c in self.columns.values() if c.required}
        return [d.positions for name, d in self.drawn.items() if name in required and d.fixed is None]


def spellings(sheet: Sheet) -> dict[str, Column]:
    """Plain heading → column; where two columns share a spelling the first one declared has it."""
    found: dict[str, Column] = {}
    for column in sheet.columns:
        for spelling in sorted(column.spellings()):
            found.setdefault(plain(spelling), column)
    return found


def scaled(heading: str) -> bool:
    """Whether a heading says that its numbers stand for thousands or millions ("Bedrag (x € 1.000)")."""
    return bool(_SCALE.search(plain(heading)[:200]))


def column_for(heading: Cell, known: Mapping[str, Column]) -> Column | None:
    """The column a heading means: as typed, without a mark of "required", then without a unit in brackets.

    A unit of thousands means no column: its numbers may not be taken as they stand.
    """
    text = plain(as_text(heading))
    bare = text.strip("*: ")
    for name in (text, bare, "" if scaled(bare) else _BRACKETS.sub("", bare).strip("*: ")):
        if name and name in known:
            return known[name]
    return None


def find_headings(rows: Sequence[Sequence[Cell]], sheet: Sheet, left: int = 0) -> Headings | None:
    """The first row that names the most columns; None when no row names enough of them. left: columns before the first.

    Enough is two, and half of what stands in the row, or a quarter with a required one among them: a row
    of data that happens to hold a few of our words is no heading.
    """
    known = spellings(sheet)
    best: tuple[int, int] | None = None
    for index, row in enumerate(rows[:SEARCHED_ROWS]):
        filled = [cell for cell in row if as_text(cell).strip()]
        found = {c.id: c for cell in filled if isinstance(cell, str) and (c := column_for(cell, known))}
        share = len(found) / max(len(filled), 1)
        enough = len(found) >= 2 and (share >= 0.5 or (share >= 0.25 and any(c.required for c in found.values())))
        if enough and (best is None or len(found) > best[1]):
            best = index, len(found)
    return None if best is None else _mapped(best[0], rows, known, left)


def _mapped(index: int, rows: Sequence[Sequence[Cell]], known: Mapping[str, Column], left: int) -> Headings:
    columns: dict[int, Column] = {}
    unmapped: dict[int, str] = {}
    twice: dict[int, int] = {}
    first: dict[str, int] = {}
    for position, cell in enumerate(rows[index]):
        heading = as_text(cell).strip()
        if not heading:
            # Cells under no heading are not read, and that must be said of them too.
            if any(row[position] != "" and as_text(row[position]).strip() for row in rows[index + 1 :]):
                unmapped[position] = NAMELESS.format(letters=letters(left + position)).nl
            continue
        column = column_for(cell, known)
        if column is None:
            unmapped[position] = " ".join(heading.split())
            continue
        if column.id in first:
            twice[position] = first[column.id]
        first.setdefault(column.id, position)
        columns[position] = column
    return Headings(index, columns, unmapped, twice)
