"""A whole workbook, inside the child process: opens it, goes through its sheets, gathers the result.

The reader may fail in any way on a hostile file, also with errors that are no `Exception`; each becomes
a finding about the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from python_calamine import PasswordError

from wsd_data.intake.books import Book, open_book
from wsd_data.intake.cells import as_text, plain
from wsd_data.intake.explanation import is_explanation, is_list, read_explanation
from wsd_data.intake.findings import Findings
from wsd_data.intake.grid import Grid
from wsd_data.intake.headings import SEARCHED_ROWS
from wsd_data.intake.known import Known
from wsd_data.intake.labels import sheet_called
from wsd_data.intake.limits import Limits, TooLarge
from wsd_data.intake.mapping import Mapping as FileMapping
from wsd_data.intake.mapping import SheetMapping
from wsd_data.intake.messages import file_finding, issue
from wsd_data.intake.ours import is_ours, may_be_ours
from wsd_data.intake.people import shown
from wsd_data.intake.personal import mentions_person, names_a_key, personal_column
from wsd_data.intake.proposals import Proposal
from wsd_data.intake.results import FileRead, SheetRead
from wsd_data.intake.sheet import read_sheet
from wsd_data.model.clock import today
from wsd_data.model.columns import Sheet
from wsd_data.model.findings import Finding
from wsd_data.model.sheets import SHEETS
from wsd_data.model.text import Text

Answer = TypeVar("Answer", FileRead, Proposal)
MOST_LEFT_OUT = 50
MOST_LISTED = 12


def sheet_kinds() -> Mapping[str, Sheet]:
    """Plain sheet name → the kind of sheet it means."""
    return {plain(spelling): sheet for sheet in SHEETS.values() for spelling in sheet.spellings()}


def read_workbook(path: Path, known: Known, limits: Limits, mapping: FileMapping | None = None) -> FileRead:
    """Read a file that `container.examine` let through. Never raises on what is in the file but MemoryError."""
    return said_or_read(lambda: _Workbook(open_book(path, limits), known, limits, mapping).read(), FileRead(path.name))


def said_or_read(read: Callable[[], Answer], empty: Answer) -> Answer:
    """What `read` makes of a file, or `empty` with a finding that says why nobody can follow it.

    Errors: MemoryError, which the parent process tells from a damaged file.
    """
    try:
        return read()
    except (MemoryError, KeyboardInterrupt, SystemExit):
        raise
    except PasswordError:
        found = file_finding("encrypted")
    except TooLarge as error:
        found = file_finding("too_large", detail=error.detail)
    except BaseException as error:  # a panic of the reader is no Exception
        said = f"{type(error).__name__}: {error}".splitlines()[0][:80]
        found = file_finding("damaged", detail=shown(said))
    return replace(empty, findings=(found,))


def hidden_rows(grid: Grid, found: Findings) -> None:
    """Say which rows of a sheet that is read are hidden."""
    # Rows may be hidden far below the table; only those of the table are read.
    rows = [row for row in grid.hidden if row <= grid.number(len(grid.rows) - 1)]
    if rows:
        listed = ", ".join(map(str, rows[:MOST_LISTED])) + (", …" if len(rows) > MOST_LISTED else "")
        found.add(issue("hidden_rows", count=str(len(rows)), rows=listed))


class _Workbook:
    def __init__(self, book: Book, known: Known, limits: Limits, mapping: FileMapping | None) -> None:
        self.book, self.known, self.limits = book, known, limits
        self.mapping = mapping
        self.today = today()
        self.findings: list[Finding] = []
        self.sheets: list[SheetRead] = []
        self.personal = False
        self.ours: list[str] = []

    def read(self) -> FileRead:
        kinds = sheet_kinds()
        read = FileRead("", format=self.book.format, mapping=self.mapping)
        first: dict[str, str] = {}
        if self.book.guessed:
            self.findings.append(file_finding("encoding"))
        self.findings += [file_finding(code, count=str(count)) for code, count in self.book.carries]
        called = self._called()
        for page in self.book.pages:
            name, hidden = page.name, page.hidden
            kind = kinds.get(plain(name)) if self.mapping is None else None
            found = Findings(name, self.limits.findings)
            if may_be_ours(name) and is_ours(grid := self.book.grid(name)):
                # Not to be trusted for that: whoever edits it may have typed anything.
                self.ours.append(name)
                self.personal |= mentions_person(grid.rows)
            elif (mapped := called.get(name)) is not None:
                self._mapped(name, hidden, mapped, found)
                first.setdefault(mapped.kind or "", name)
            elif kind is not None:
                if hidden:
                    found.add(issue("hidden_sheet"))
                if first.setdefault(kind.id, name) != name:
                    found.add(issue("sheet_twice", kind=kind.name, first=first[kind.id]))
                self._known(name, kind, found)
            elif is_explanation(name):
                grid = self.book.grid(name, seen=True)
                said = read_explanation(grid, self.known, found)
                self.personal |= mentions_person(grid.rows)
                read = replace(
                    read,
                    deliverer=said.deliverer or read.deliverer,
                    scope=said.scope or read.scope,
                    nothing=(*read.nothing, *said.nothing),
                    example=read.example or said.example,
                )
            elif is_list(name):
                self.personal |= mentions_person(self.book.grid(name).rows)
            else:
                self._unknown(name, hidden, found)
            self.findings.extend(found.done())
        if not first and not read.nothing:
            names = ", ".join(page.name for page in self.book.pages)[:200]
            self.findings.insert(0, file_finding("no_known_sheet", found=names, options=_options()))
        return replace(
            read,
            sheets=tuple(self.sheets),
            findings=tuple(self.findings),
            personal=self.personal,
            ours=tuple(self.ours),
        )

    def _called(self) -> dict[str, SheetMapping]:
        """Per sheet of the file what the mapping says of it; what it says of other sheets is said to be missing."""
        if self.mapping is None:
            return {}
        every = [page.name for page in self.book.pages]
        known = {name: sheet_called(name, self.mapping.sheets, every) for name in every}
        for missing in self.mapping.sheets.keys() - set(known.values()):
            if self.mapping.sheets[missing].kind is not None:
                self.findings.append(file_finding("mapped_sheet_missing", name=shown(missing)))
        return {name: self.mapping.sheets[said] for name, said in known.items() if said is not None}

    def _mapped(self, name: str, hidden: bool, mapped: SheetMapping, found: Findings) -> None:
        """Read a sheet as the mapping says, or leave it out as it says."""
        grid = self.book.grid(name, seen=True)
        if mapped.kind is None:
            found.add(issue("left_out"))
            self.sheets.append(SheetRead(name, None))
            self._look(grid, found)
            return
        if hidden:
            found.add(issue("hidden_sheet"))
        hidden_rows(grid, found)
        sheet, personal = read_sheet(grid, SHEETS[mapped.kind], self.known, self.today, found, mapped)
        if sheet.table is None and grid.rows:
            self._look(grid, found)
        self.sheets.append(sheet)
        self.personal |= personal

    def _known(self, name: str, kind: Sheet, found: Findings) -> None:
        grid = self.book.grid(name, seen=True)
        hidden_rows(grid, found)
        sheet, personal = read_sheet(grid, kind, self.known, self.today, found)
        if sheet.table is None:
            self._look(grid, found)
        self.sheets.append(sheet)
        self.personal |= personal

    def _unknown(self, name: str, hidden: bool, found: Findings) -> None:
        """Leave a sheet out and say so; only whether it points at persons matters still."""
        if self.mapping is not None:
            found.add(issue("sheet_not_mapped"))
        elif hidden:
            found.add(issue("unknown_hidden_sheet"))
        else:
            found.add(issue("unknown_sheet", options=_options()))
        self.sheets.append(SheetRead(name, None))
        self._look(self.book.grid(name, seen=True), found)

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


def _options() -> Text:
    def joined(names: Iterable[str]) -> str:
        return ", ".join(names)

    return Text(joined(s.name.nl for s in SHEETS.values()), joined(s.name.en for s in SHEETS.values()))
