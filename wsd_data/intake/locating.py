"""Where the headings of an unknown sheet stand: told from titles above and rows below by how they look.

A row of headings is a row of short texts that differ, over columns that are filled below it, where what is
below is of another kind or says more. Words that are known from our own sheets help, but are not needed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from wsd_data.intake.cells import Cell, as_text, plain
from wsd_data.intake.grid import Grid
from wsd_data.intake.headings import SEARCHED_ROWS, column_for, spellings
from wsd_data.model.columns import Column
from wsd_data.model.sheets import SHEETS

_BELOW = 30
_LONG = 60
_LEAST = 0.3
_SEEN = 200
"""Characters of a cell in which words are looked for."""
WIDEST = 400
"""Columns that are looked at; no table of ours comes near."""


@dataclass(frozen=True, slots=True)
class Located:
    """index: last row of the headings, from 0 in the grid; lines: rows they take; sure: 0..1."""

    index: int
    lines: int
    sure: float


def _known_words() -> Mapping[str, Column]:
    found: dict[str, Column] = {}
    for sheet in SHEETS.values():
        for name, column in spellings(sheet).items():
            found.setdefault(name, column)
    return found


_KNOWN = _known_words()


def locate(grid: Grid) -> Located | None:
    """The most likely row of headings; None where no row looks like one."""
    seen = [row[:WIDEST] for row in grid.rows[: SEARCHED_ROWS + _BELOW + 1]]
    grid = replace(grid, rows=seen)
    best: tuple[float, int] | None = None
    for index in range(min(SEARCHED_ROWS, len(grid.rows))):
        score = _score(grid, index)
        # A later row must be clearly better: rows of words look like headings to each other.
        if score >= _LEAST and (best is None or score > best[0] + 0.02):
            best = score, index
    if best is None:
        return None
    score, index = best
    index, lines = _lines(grid, index)
    return Located(index, lines, min(score, 1.0))


def _words(cell: Cell) -> bool:
    """Whether a cell holds words, and no number or date typed as text."""
    return (
        isinstance(cell, str) and any(char.isalpha() for char in cell[:_SEEN]) and not cell.strip().startswith("http")
    )


def _blank(cell: Cell) -> bool:
    return isinstance(cell, str) and not cell.strip()


def _score(grid: Grid, index: int) -> float:
    row = grid.rows[index]
    filled = [p for p, cell in enumerate(row) if not _blank(cell)]
    words = [p for p in filled if _words(row[p])]
    below = [r for r in grid.rows[index + 1 : index + 1 + _BELOW] if not all(map(_blank, r))]
    if not words or (len(filled) == 1 and len(row) > 1 and _used(below) > 1):
        return 0.0
    texts = [plain(as_text(row[p])) for p in words]
    known = sum(column_for(row[p], _KNOWN) is not None for p in words) / len(filled)
    short = sum(len(text) <= _LONG for text in texts) / len(texts)
    different = len(set(texts)) / len(texts)
    width = max(_used(below), len(filled), 1)
    return (
        0.30 * len(words) / len(filled)
        + 0.25 * len(filled) / width
        + 0.10 * short
        + 0.10 * different
        + 0.20 * _contrast(row, words, below)
        + 0.25 * known
        - (0.0 if below else 0.1)
    ) * (len(words) / len(filled))


def _used(rows: Sequence[Sequence[Cell]]) -> int:
    """How many columns hold something in a fair part of the rows."""
    if not rows:
        return 0
    counts = [sum(not _blank(cell) for cell in column) for column in zip(*rows, strict=True)]
    return sum(count > 0.2 * len(rows) for count in counts)


def _contrast(row: Sequence[Cell], words: Sequence[int], below: Sequence[Sequence[Cell]]) -> float:
    """The share of columns whose cells below are of another kind than the heading, or far longer."""
    if not below:
        return 0.0
    other = 0
    for p in words:
        cells = [r[p] for r in below if not _blank(r[p])]
        if not cells:
            continue
        typed = sum(not _words(cell) for cell in cells)
        longer = sum(len(as_text(cell)) > 2 * len(as_text(row[p])) + 10 for cell in cells)
        other += typed > 0.6 * len(cells) or longer > 0.5 * len(cells)
    return other / len(words)


def _lines(grid: Grid, index: int) -> tuple[int, int]:
    """The last row and the number of lines of headings that may be spread over two rows."""
    row = grid.rows[index]
    if index + 1 < len(grid.rows) and _adds(row, grid.rows[index + 1]) and _score(grid, index + 1) < _score(grid, index) + 0.2:  # fmt: skip
        return index + 1, 2
    if index and _groups(grid.rows[index - 1], row):
        return index, 2
    return index, 1


def _adds(upper: Sequence[Cell], lower: Sequence[Cell]) -> bool:
    """Whether a row under the headings only gives units, or the parts of grouped headings."""
    filled = [p for p, cell in enumerate(lower) if not _blank(cell)]
    if not filled or not all(_words(lower[p]) or as_text(lower[p]).strip() in ("€", "%", "#") for p in filled):
        return False
    if all(as_text(lower[p]).strip()[:1] in "([€%#" for p in filled):
        return True
    # Parts of groups stand under blank cells of the row above, where that row was filled before them.
    under = [p for p in filled if _blank(upper[p])]
    return bool(under) and len(filled) < sum(not _blank(c) for c in upper) + len(under) and _short(lower, filled)


def _groups(upper: Sequence[Cell], lower: Sequence[Cell]) -> bool:
    """Whether a row above the headings names groups of them, or headings of columns that are blank in it."""
    filled = [p for p, cell in enumerate(upper) if not _blank(cell)]
    if len(filled) < 2 or not all(_words(upper[p]) for p in filled) or not _short(upper, filled):
        return False
    spans = any(p + 1 < len(upper) and _blank(upper[p + 1]) and not _blank(lower[p]) and not _blank(lower[p + 1]) for p in filled)  # fmt: skip
    return spans or any(_blank(lower[p]) for p in filled)


def _short(row: Sequence[Cell], filled: Sequence[int]) -> bool:
    return all(len(as_text(row[p])) <= _LONG for p in filled)
