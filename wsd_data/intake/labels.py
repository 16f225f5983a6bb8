"""What the columns of a sheet are called in the file: over one line or more, merged, doubled or without a name.

A column is named by its heading; where a heading occurs twice also by its letters, "Datum [D]"; a column
without a heading is "[D]". Years in names may differ from one year's file to the next.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wsd_data.intake.cells import Cell, as_text, letters, plain, tidy
from wsd_data.intake.grid import Grid

_YEARS = re.compile(r"(?<!\d)(?:19|20)\d{2}(?:\s*[-–/]\s*(?:19|20)?\d{2}(?!\d))?(?!\d)")


@dataclass(frozen=True, slots=True)
class Label:
    """A column of the file. position: from 0 in the grid; text: its heading; name: what a mapping calls it."""

    position: int
    text: str
    name: str
    letter: str


def timeless(text: str) -> str:
    """A plain name in which every year reads the same."""
    return _YEARS.sub("#", plain(text))


def labels(grid: Grid, index: int, lines: int = 1) -> list[Label]:
    """The columns of a sheet whose headings end on a row (from 0) and take so many rows.

    A column without a heading is one only if a cell below it is filled.
    """
    found: list[tuple[int, str]] = []
    for position, text in enumerate(heading_texts(grid, index, lines)):
        if text or _filled([row[position] for row in grid.rows[index + 1 :]]):
            found.append((position, text))
    return named(grid, found)


def _filled(cells: list[Cell]) -> bool:
    return cells.count("") < len(cells) and any(as_text(cell).strip() for cell in cells if cell != "")


def named(grid: Grid, found: Sequence[tuple[int, str]]) -> list[Label]:
    """Columns as (position, heading), each with the name that tells it from the others."""
    times = Counter(plain(text) for _, text in found)
    made = []
    for position, text in found:
        letter = letters(grid.left + position)
        name = text if text and times[plain(text)] == 1 else f"{text} [{letter}]".strip()
        made.append(Label(position, text, name, letter))
    return made


def heading_texts(grid: Grid, index: int, lines: int) -> list[str]:
    """The heading of every position, its lines joined; merged cells count for all they cover."""
    first = max(index - lines + 1, 0)
    rows = [[tidy(as_text(cell)) for cell in grid.rows[at]] for at in range(first, index + 1)]
    for (top, left), (_, right) in grid.merged:
        row, start = top - grid.top - first, left - grid.left
        if 0 <= row < len(rows) and 0 <= start < len(rows[row]):
            for position in range(start + 1, min(right - grid.left + 1, len(rows[row]))):
                rows[row][position] = rows[row][position] or rows[row][start]
    for upper in rows[:-1]:
        # A group over several columns stands above the first of them only.
        for position in range(1, len(upper)):
            if not upper[position] and upper[position - 1] and rows[-1][position] and rows[-1][position - 1]:
                upper[position] = upper[position - 1]
    joined = []
    for parts in zip(*rows, strict=True):
        kept = [part for nth, part in enumerate(parts) if part and plain(part) not in map(plain, parts[:nth])]
        joined.append(" ".join(kept))
    return joined


class Names:
    """Finds the column that a mapping names. Raises nothing: an unknown name has no column."""

    def __init__(self, found: Sequence[Label]) -> None:
        self._exact: dict[str, int] = {}
        self._doubled: set[str] = set()
        self._timeless: dict[str, int | None] = {}
        times = Counter(plain(label.text) for label in found)
        for label in found:
            self._exact.setdefault(plain(label.name), label.position)
            marked = f"{label.text} [{label.letter}]".strip()
            self._exact.setdefault(plain(marked), label.position)
            self._exact.setdefault(plain(f"[{label.letter}]"), label.position)
            if times[plain(label.text)] > 1 and label.text:
                self._doubled.add(plain(label.text))
                self._exact.setdefault(plain(label.text), label.position)
            name = timeless(label.name)
            self._timeless[name] = None if name in self._timeless else label.position

    def position(self, name: str) -> int | None:
        """As written, else with another year in it where only one column fits."""
        exact = self._exact.get(plain(name))
        return exact if exact is not None else self._timeless.get(timeless(name))

    def doubled(self, name: str) -> bool:
        """Whether several columns have this name, so that it says too little."""
        return plain(name) in self._doubled


def sheet_called(name: str, sheets: Mapping[str, object], every: Sequence[str]) -> str | None:
    """The name under which a mapping knows a sheet: the same, with another year in it, or the only one there is."""
    exact = next((known for known in sheets if plain(known) == plain(name)), None)
    if exact is not None:
        return exact
    taken = {plain(known) for known in every}
    free = [known for known in sheets if plain(known) not in taken]
    alike = [known for known in free if timeless(known) == timeless(name)]
    if len(alike) == 1 and sum(timeless(other) == timeless(name) for other in every) == 1:
        return alike[0]
    return free[0] if len(every) == len(sheets) == 1 and free else None
