"""One known sheet: its grid of cells → a table of typed rows, and what is wrong at which cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import groupby
from typing import Any

import pyarrow as pa

from wsd_data.intake.cells import Cell, address, as_text, letters
from wsd_data.intake.columns import Typed, blank_fields, type_column
from wsd_data.intake.findings import Findings
from wsd_data.intake.grid import DataRows, Grid, data_rows
from wsd_data.intake.headings import SEARCHED_ROWS, Headings, find_headings
from wsd_data.intake.known import Known
from wsd_data.intake.messages import SKIPPED, issue
from wsd_data.intake.people import shown
from wsd_data.intake.personal import PersonalColumn, mentions_person, personal_column
from wsd_data.intake.results import SheetRead, schema
from wsd_data.model.columns import Column, Sheet
from wsd_data.model.text import Text


def read_sheet(grid: Grid, sheet: Sheet, known: Known, today: dt.date, findings: Findings) -> tuple[SheetRead, bool]:
    """The sheet as typed rows, and whether it holds anything about persons.

    A sheet without any cell is an empty table: nothing was delivered on it.
    """
    if not grid.lost and all(cell == "" for row in grid.rows for cell in row):
        return SheetRead(grid.name, sheet.id), False
    headings = find_headings(grid.rows, sheet, grid.left)
    if headings is None:
        needed = [c.heading for c in sheet.columns if c.required][:6]
        options = Text(", ".join(h.nl for h in needed), ", ".join(h.en for h in needed))
        findings.add(issue("no_heading", rows=str(SEARCHED_ROWS), options=options))
        return SheetRead(grid.name, sheet.id), False
    return _Reading(grid, sheet, headings, known, today, findings).read()


def _run(skipped: tuple[int, tuple[int, Text]]) -> tuple[int, Text]:
    """The same for blank rows that follow each other, and different for all other rows."""
    nth, (row, reason) = skipped
    return (row - nth if reason == SKIPPED["blank"] else -nth - 1), reason


class _Reading:
    """The state of reading one sheet: which rows are refused, and whose key cannot be read."""

    def __init__(
        self, grid: Grid, sheet: Sheet, headings: Headings, known: Known, today: dt.date, findings: Findings
    ) -> None:
        self.grid, self.sheet, self.headings, self.findings = grid, sheet, headings, findings
        self.known, self.today = known, today
        self.data: DataRows = data_rows(grid, headings, sheet)
        count = len(self.data.rows)
        self.refused = [False] * count
        self.key_readable = [True] * count
        self.row_index = {number: index for index, number in enumerate(self.data.numbers)}
        self.first = headings.first()
        self.typed: dict[str, Typed] = {}
        self.faulty: dict[str, set[int]] = {}
        self.personal = False

    def read(self) -> tuple[SheetRead, bool]:
        self._remarks_on_headings()
        cells = list(zip(*self.data.rows, strict=True)) if self.data.rows else [()] * self._width
        for column in self.sheet.columns:
            if column.id in self.first:
                self._type(column, cells)
            elif not column.fills:
                self.typed[column.id] = blank_fields(column, len(self.data.rows))
        for position in self.headings.unmapped:
            self._guard(position, None, cells[position])
        self._fill()
        self._require()
        self._remarks_on_skipped()
        # What is not read is not refused either, but such a file is not kept.
        self.personal |= mentions_person((*self.grid.rows[: self.headings.index + 1], *self.data.left))
        return self._made(), self.personal

    @property
    def _width(self) -> int:
        return len(self.grid.rows[self.headings.index])

    def _heading(self, position: int) -> str:
        typed = " ".join(as_text(self.grid.rows[self.headings.index][position]).split())
        return typed or self.headings.unmapped.get(position, "")

    def _at_heading(self, code: str, position: int, **values: str | Text) -> None:
        row = self.grid.number(self.headings.index)
        heading = shown(self._heading(position))
        self.findings.add(issue(code, **values), row, self.grid.left + position, heading)

    def _remarks_on_headings(self) -> None:
        row = self.grid.number(self.headings.index)
        for position in self.headings.unmapped:
            self._at_heading("unmapped_heading", position)
        for position, other in self.headings.twice.items():
            place = address(row, self.grid.left + other)
            self._at_heading("heading_twice", position, column=self.headings.columns[position].heading, other=place)

    def _remarks_on_skipped(self) -> None:
        """Say of every skipped row why; blank rows that follow each other are told of together."""
        for reason, run in groupby(enumerate(self.data.skipped), key=_run):
            rows = [row for _, (row, _) in run]
            what = reason[1]
            if len(rows) > 1:
                what = SKIPPED["blanks"].format(first=rows[0], last=rows[-1])
            self.findings.add(issue("skipped_row", what=what), rows[0])

    def _type(self, column: Column, cells: Sequence[Sequence[Cell]]) -> None:
        """Type one column. Where several headings mean it, the first filled cell of a row counts."""
        positions = [p for p, c in self.headings.columns.items() if c is column]
        values = list(cells[positions[0]])
        places = {}
        for position in positions[1:]:
            for index, cell in enumerate(values):
                if cell == "" and cells[position][index] != "":
                    values[index] = cells[position][index]
                    places[index] = position
        guards = [self._guard(position, column, cells[position]) for position in positions]
        typed = type_column(column, values, self.known, self.today)
        self.faulty[column.id] = {index for guard in guards if guard for index in guard.rows}
        for index, problem in typed.issues.items():
            position = places.get(index, positions[0])
            hidden = column.kind == "person_key" or any(g and index in g.rows for g in guards)
            value = None if hidden else shown(values[index])
            self._report(problem.level, index, column)
            self.findings.add(
                problem, self.data.numbers[index], self.grid.left + position, self._heading(position), value
            )
        self._lost(column, positions)
        for guard in guards:
            for index in guard.rows if guard else ():
                for field in typed.fields:
                    field[index] = None
        self.personal |= column.kind == "person_key" and any(v is not None for v in typed.fields[0])
        self.typed[column.id] = typed

    def _report(self, level: str, index: int, column: Column) -> None:
        if level == "error":
            self.refused[index] = True
            self.faulty[column.id].add(index)
            if column.id in self.sheet.key_columns:
                self.key_readable[index] = False

    def _lost(self, column: Column, positions: Sequence[int]) -> None:
        wanted = {self.grid.left + p for p in positions}
        for (row, place), problem in self.grid.lost.items():
            if place in wanted and (index := self.row_index.get(row)) is not None:
                self._report("error", index, column)
                detail = dict(problem.values).get("detail")
                self.findings.add(
                    problem, row, place, self._heading(place - self.grid.left), str(detail) if detail else None
                )

    def _guard(self, position: int, column: Column | None, cells: Sequence[Cell]) -> PersonalColumn | None:
        """Refuse rows with what points at a person, also in columns that are not read."""
        found = personal_column(self._heading(position), column, cells)
        if found is None:
            return None
        self.personal = True
        code = "personal_column" if found.refuses else "personal_left_out"
        self._at_heading(code, position, what=found.what)
        if found.refuses:
            for index in found.rows:
                self.refused[index] = True
                if column is not None and column.id in self.sheet.key_columns:
                    self.key_readable[index] = False
        return found

    def _fill(self) -> None:
        """Let columns such as Jaar and Looptijd stand in where the columns they fill are blank."""
        for filler in self.sheet.columns:
            if not filler.fills or filler.id not in self.typed:
                continue
            source = self.typed[filler.id]
            for nth, target_id in enumerate(filler.fills):
                target = self.typed[target_id]
                faulty = self.faulty.get(target_id, set())
                for index, start in enumerate(source.fields[nth * 2]):
                    if start is not None and target.blank(index) and index not in faulty:
                        for side in (0, 1):
                            target.fields[side][index] = source.fields[nth * 2 + side][index]

    def _require(self) -> None:
        for column in self.sheet.columns:
            if not column.required:
                continue
            fillers = [c.id for c in self.sheet.columns if column.id in c.fills and c.id in self.first]
            place = self.first.get(column.id, self.first[fillers[0]] if fillers else None)
            if place is None:
                self.findings.add(issue("column_missing", column=column.heading))
                self.refused = [True] * len(self.refused)
                if column.id in self.sheet.key_columns:
                    self.key_readable = [False] * len(self.refused)
                continue
            known_faults = set().union(*(self.faulty.get(c, set()) for c in (column.id, *fillers)))
            values = self.typed[column.id].fields[0]
            heading = self._heading(place)
            for index, value in enumerate(values):
                if value is not None or index in known_faults:
                    continue
                self.refused[index] = True
                if column.id in self.sheet.key_columns:
                    self.key_readable[index] = False
                cell = self.data.rows[index][place]
                typed = shown(cell) if cell != "" and column.kind != "person_key" else None
                self.findings.add(issue("required"), self.data.numbers[index], self.grid.left + place, heading, typed)

    def _made(self) -> SheetRead:
        wanted = schema(self.sheet)
        values: list[list[Any]] = [self.data.numbers, self.refused, self.key_readable]
        for column in self.sheet.columns:
            if not column.fills:
                values.extend(self.typed[column.id].fields)
        arrays = [pa.array(v, type=f.type) for v, f in zip(values, wanted, strict=True)]
        left = self.grid.left
        return SheetRead(
            self.grid.name,
            self.sheet.id,
            self.grid.number(self.headings.index),
            len(self.data.rows) + len(self.data.skipped),
            tuple(self.data.skipped),
            tuple(shown(h) for h in self.headings.unmapped.values()),
            {column: letters(left + position) for column, position in self.first.items()},
            pa.Table.from_arrays(arrays, schema=wanted),
        )
