"""A whole workbook, inside the child process: opens it, goes through its sheets, gathers the result.

The reader may fail in any way on a hostile file, also with errors that are no `Exception`; each becomes
a finding about the file.
"""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum, load_workbook

from wsd_data.intake.cells import as_text, plain
from wsd_data.intake.container import sheet_parts
from wsd_data.intake.explanation import is_explanation, is_list, read_explanation
from wsd_data.intake.findings import Findings
from wsd_data.intake.grid import Grid
from wsd_data.intake.headings import SEARCHED_ROWS
from wsd_data.intake.known import Known
from wsd_data.intake.limits import Limits
from wsd_data.intake.lost import lost_cells
from wsd_data.intake.messages import Issue, file_finding, issue
from wsd_data.intake.people import shown
from wsd_data.intake.personal import mentions_person, names_a_key, personal_column
from wsd_data.intake.results import FileRead, SheetRead
from wsd_data.intake.sheet import read_sheet
from wsd_data.model.columns import Sheet
from wsd_data.model.findings import Finding
from wsd_data.model.sheets import SHEETS
from wsd_data.model.text import Text

MOST_LEFT_OUT = 50


def sheet_kinds() -> Mapping[str, Sheet]:
    """Plain sheet name → the kind of sheet it means."""
    return {plain(spelling): sheet for sheet in SHEETS.values() for spelling in sheet.spellings()}


def read_workbook(path: Path, known: Known, limits: Limits) -> FileRead:
    """Read a workbook that `container.examine` let through. Never raises on what is in the file but MemoryError."""
    empty = FileRead(path.name)
    try:
        with path.open("rb") as stream:
            book = load_workbook(stream)
            return _Workbook(path, book, known, limits).read()
    except (MemoryError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic of the reader is no Exception
        detail = f"{type(error).__name__}: {error}".splitlines()[0][:80]
        return replace(empty, findings=(file_finding("damaged", detail=shown(detail)),))


class _Workbook:
    def __init__(self, path: Path, book: CalamineWorkbook, known: Known, limits: Limits) -> None:
        self.book, self.known, self.limits = book, known, limits
        self.today = dt.date.today()
        self.archive = zipfile.ZipFile(path)
        self.parts = {plain(name): part for name, part in sheet_parts(self.archive).items()}
        self.findings: list[Finding] = []
        self.sheets: list[SheetRead] = []
        self.personal = False

    def read(self) -> FileRead:
        kinds = sheet_kinds()
        read = FileRead("")
        first: dict[str, str] = {}
        for meta in self.book.sheets_metadata:
            if meta.typ != SheetTypeEnum.WorkSheet:
                continue
            name, hidden = meta.name, meta.visible != SheetVisibleEnum.Visible
            kind = kinds.get(plain(name))
            found = Findings(name, self.limits.findings)
            if kind is not None:
                if hidden:
                    found.add(issue("hidden_sheet"))
                if first.setdefault(kind.id, name) != name:
                    found.add(issue("sheet_twice", kind=kind.name, first=first[kind.id]))
                self._known(name, kind, found)
            elif is_explanation(name):
                page = self._grid(name, lost=True)
                said = read_explanation(page, self.known, found)
                self.personal |= mentions_person(page.rows)
                read = replace(
                    read,
                    deliverer=said.deliverer or read.deliverer,
                    scope=said.scope or read.scope,
                    nothing=(*read.nothing, *said.nothing),
                    example=read.example or said.example,
                )
            elif is_list(name):
                self.personal |= mentions_person(self._grid(name).rows)
            else:
                self._unknown(name, hidden, found)
            self.findings.extend(found.done())
        if not first and not read.nothing:
            names = ", ".join(m.name for m in self.book.sheets_metadata)[:200]
            self.findings.insert(0, file_finding("no_known_sheet", found=names, options=_options()))
        return replace(read, sheets=tuple(self.sheets), findings=tuple(self.findings), personal=self.personal)

    def _known(self, name: str, kind: Sheet, found: Findings) -> None:
        grid = self._grid(name, lost=True)
        sheet, personal = read_sheet(grid, kind, self.known, self.today, found)
        if sheet.table is None:
            self._look(grid, found)
        self.sheets.append(sheet)
        self.personal |= personal

    def _unknown(self, name: str, hidden: bool, found: Findings) -> None:
        """Leave a sheet out and say so; only whether it points at persons matters still."""
        if hidden:
            found.add(issue("unknown_hidden_sheet"))
        else:
            found.add(issue("unknown_sheet", options=_options()))
        self.sheets.append(SheetRead(name, None))
        self._look(self._grid(name, lost=True), found)

    def _look(self, grid: Grid, found: Findings) -> None:
        """What must be said even of a sheet that is not read: its error cells, and data about persons."""
        for (row, column), problem in list(grid.lost.items())[:MOST_LEFT_OUT]:
            detail = dict(problem.values).get("detail")
            if detail is not None:
                found.add(issue("error_left_out", detail=detail), row, column, "", str(detail))
        # A sheet of one column never has two cells in a row: then the first filled one is the heading.
        filled = [sum(cell != "" for cell in row) for row in grid.rows]
        start = next((i for least in (2, 1) for i, count in enumerate(filled) if count >= least), None)
        if start is None:
            return
        self.personal |= mentions_person(grid.rows[: start + 1])
        for position, cells in enumerate(zip(*grid.rows, strict=True)):
            # The headings of a sheet nobody knows may stand lower, under a title that takes two cells.
            at = next((i for i in range(min(SEARCHED_ROWS, len(cells))) if names_a_key(as_text(cells[i]))), start)
            heading = as_text(cells[at])
            if personal := personal_column(heading, None, cells[at + 1 :]):
                self.personal = True
                place = grid.number(at), grid.left + position
                found.add(issue("personal_left_out", what=personal.what), *place, shown(heading))

    def _grid(self, name: str, lost: bool = False) -> Grid:
        sheet = self.book.get_sheet_by_name(name)
        missed: Mapping[tuple[int, int], Issue] = {}
        if lost:
            # A part that cannot be found raises: without it, error cells would pass for blanks.
            missed = lost_cells(self.archive, self.parts[plain(name)])
        if sheet.start is None:
            return Grid(name, (), lost=missed)
        if sheet.width * sheet.height > self.limits.cells:
            raise MemoryError
        rows = sheet.to_python()
        return Grid(name, rows, sheet.start[0], sheet.start[1], missed)


def _options() -> Text:
    def joined(names: Iterable[str]) -> str:
        return ", ".join(names)

    return Text(joined(s.name.nl for s in SHEETS.values()), joined(s.name.en for s in SHEETS.values()))
