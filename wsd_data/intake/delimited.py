"""Tables in text files: how their letters are written, what parts their cells, and their cells, all of them text.

Knows one file of text; typing follows the rules for text cells, as everywhere.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from wsd_data.intake.cells import Cell
from wsd_data.intake.grid import Grid
from wsd_data.intake.limits import Limits
from wsd_data.intake.messages import Issue, issue

DELIMITERS = ";,\t|"
_SNIFFED = 200
_SNIFFED_CHARACTERS = 200_000
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_ERRORS = frozenset(
    ("#div/0!", "#n/a", "#name?", "#null!", "#num!", "#ref!", "#value!", "#deel/0!", "#n/b", "#naam?", "#leeg!", "#getal!", "#verw!", "#waarde!")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Delimited:
    """rows: all of one width; guessed: the file does not say how its letters are written."""

    rows: Sequence[Sequence[Cell]]
    lost: Mapping[tuple[int, int], Issue]
    guessed: bool


def read_delimited(path: Path, limits: Limits) -> Delimited:
    """The cells of a text file. Raises UnicodeError or csv.Error when it is no table, MemoryError when it is too large."""
    text, guessed = _decoded(path.read_bytes())
    skipped, delimiter = _delimiter(text)
    csv.field_size_limit(limits.text)
    rows: list[list[Cell]] = [[]] * skipped
    width = count = 0
    lost: dict[tuple[int, int], Issue] = {}
    lines = io.StringIO(text, newline="")
    for _ in range(skipped):
        lines.readline()
    for row in csv.reader(lines, delimiter=delimiter):
        width = max(width, len(row))
        count += len(row)
        if count > limits.cells or width * (len(rows) + 1) > limits.cells:
            raise MemoryError
        for position, cell in enumerate(row):
            if cell[:1] == "#" and cell.strip().lower() in _ERRORS:
                lost[(len(rows) + 1, position)] = issue("error_cell", detail=cell.strip())
                row[position] = ""
        rows.append(list(row))
    while rows and not any(rows[-1]) and not any(place[0] == len(rows) for place in lost):
        rows.pop()
    return Delimited([row + [""] * (width - len(row)) for row in rows], lost, guessed)


def _decoded(data: bytes) -> tuple[str, bool]:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name), False
    try:
        return data.decode("utf-8"), False
    except UnicodeDecodeError:
        return data.decode("cp1252"), True


def _delimiter(text: str) -> tuple[int, str]:
    """How many lines come before the table, and the mark that gives the most rows of one width.

    Excel writes "sep=;" on the first line where it wants to say so.
    """
    first = text[:8].strip().lower()
    if first.startswith("sep=") and len(first) == 5:
        return 1, text[4]
    if text[:4].lower() == "sep=" and text[4:5] in DELIMITERS and text[5:6] in "\r\n":
        return 1, text[4]
    start = text[:_SNIFFED_CHARACTERS]
    best = (0.0, ";")
    for delimiter in DELIMITERS:
        if delimiter not in start:
            continue
        rows = []
        try:
            for row in csv.reader(io.StringIO(start, newline=""), delimiter=delimiter):
                rows.append(len(row))
                if len(rows) == _SNIFFED:
                    break
        except csv.Error:
            continue
        widths = Counter(width for width in rows if width > 1)
        if widths:
            width, times = widths.most_common(1)[0]
            score = times / len(rows) * (1 + min(width, 20) / 100)
            if score > best[0]:
                best = score, delimiter
    return 0, best[1]


def as_grid(name: str, table: Delimited) -> Grid:
    return Grid(name, table.rows, lost=table.lost)
