"""A file opened as sheets of cells, whatever its format: .xlsx, .xls, .ods, or a table of text.

Knows formats and the reader of workbooks; knows nothing of what the cells mean.
"""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from python_calamine import SheetTypeEnum, SheetVisibleEnum, load_workbook

from wsd_data.intake.cells import plain
from wsd_data.intake.container import Format, carried, format_of, sheet_parts
from wsd_data.intake.delimited import as_grid, read_delimited
from wsd_data.intake.grid import Grid
from wsd_data.intake.limits import AT_SHEET, Limits, TooLarge
from wsd_data.intake.lost import Seen, seen_in
from wsd_data.intake.oldexcel import seen_in_old
from wsd_data.intake.opendocument import seen_in_document
from wsd_data.model.text import Text


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet before it is read."""

    name: str
    hidden: bool = False


class Book(Protocol):
    """guessed: a text file that does not say how its letters are written. carries: what else lies in the file, and how often."""

    @property
    def format(self) -> Format: ...

    @property
    def pages(self) -> Sequence[Page]: ...

    @property
    def guessed(self) -> bool: ...

    @property
    def carries(self) -> Sequence[tuple[str, int]]: ...

    def grid(self, name: str, seen: bool = False) -> Grid:
        """The cells of a sheet; with `seen` also what the reader does not tell: lost cells, hidden rows, merges."""


def open_book(path: Path, limits: Limits) -> Book:
    """A file that `container.examine` let through. Raises whatever its reader raises on what is in it."""
    format_ = format_of(path)
    return _Text(path, limits) if format_ == "csv" else _Workbook(path, limits, format_)


class _Text:
    format: Format = "csv"
    carries: Sequence[tuple[str, int]] = ()

    def __init__(self, path: Path, limits: Limits) -> None:
        self.table = read_delimited(path, limits)
        self.pages = (Page(path.stem[:100] or path.name),)
        self.guessed = self.table.guessed

    def grid(self, name: str, seen: bool = False) -> Grid:
        return as_grid(name, self.table)


class _Workbook:
    guessed = False

    def __init__(self, path: Path, limits: Limits, format_: Format) -> None:
        self.path, self.limits, self.format = path, limits, format_
        # What these find may keep the reader from a file that would take all memory, so they go first.
        self._seen: Mapping[str, Seen] = {}
        if format_ != "xlsx":
            found = seen_in_old(path) if format_ == "xls" else seen_in_document(path, limits)
            self._seen = {plain(sheet): seen for sheet, seen in found.items()}
        with path.open("rb") as stream:
            self.book = load_workbook(stream)
        metas = [m for m in self.book.sheets_metadata if m.typ == SheetTypeEnum.WorkSheet]
        if len(metas) > limits.sheets:
            raise TooLarge(Text(f"{len(metas)} bladen", f"{len(metas)} sheets"))
        self.pages = tuple(Page(m.name, m.visible != SheetVisibleEnum.Visible) for m in metas)
        self.carries = carried(path, format_)
        self._xml = _Xml(path) if format_ == "xlsx" else None

    def grid(self, name: str, seen: bool = False) -> Grid:
        # A single cell far below the others takes all memory, where nobody sees it, and then nothing can be said any more.
        print(f"{AT_SHEET}{name!r}", file=sys.stderr, flush=True)
        sheet = self.book.get_sheet_by_name(name)
        told = self._look(name) if seen else Seen()
        if sheet.start is None:
            return Grid(name, (), lost=told.lost, hidden=told.hidden)
        if sheet.width > self.limits.columns:
            raise TooLarge(
                Text(f"blad {name}: {sheet.width} kolommen breed", f"sheet {name}: {sheet.width} columns wide")
            )
        if sheet.width * sheet.height > self.limits.cells:
            raise MemoryError
        rows = sheet.to_python()
        merged = told.merged or (tuple(sheet.merged_cell_ranges or ()) if seen else ())
        return Grid(name, rows, sheet.start[0], sheet.start[1], told.lost, told.hidden, merged)

    def _look(self, name: str) -> Seen:
        if self._xml is not None:
            return self._xml.seen(name)
        # A sheet that is not found raises: without it, error cells would pass for blanks.
        return self._seen[plain(name)]


class _Xml:
    """The parts of an .xlsx file, for what the reader passes over."""

    def __init__(self, path: Path) -> None:
        self.archive = zipfile.ZipFile(path)
        self.parts = {plain(name): part for name, part in sheet_parts(self.archive).items()}

    def seen(self, name: str) -> Seen:
        # A part that cannot be found raises: without it, error cells would pass for blanks.
        return seen_in(self.archive, self.parts[plain(name)])
