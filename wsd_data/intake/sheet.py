"""One known sheet: its grid of cells → a table of typed rows, and what is wrong at which cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from itertools import groupby
from typing import Any

import pyarrow as pa

from wsd_data.intake.applying import drawn_cells, fixed_issue, mapped_headings, translated
from wsd_data.intake.cells import Cell, address, as_text, letters, means_unknown
from wsd_data.intake.columns import Typed, blank_fields, type_column
from wsd_data.intake.findings import Findings
from wsd_data.intake.grid import DataRows, Grid, data_rows
from wsd_data.intake.headings import SEARCHED_ROWS, Drawn, Headings, find_headings
from wsd_data.intake.known import Known
from wsd_data.intake.mapping import SheetMapping
from wsd_data.intake.messages import SKIPPED, Issue, finding, issue
from wsd_data.intake.people import shown
from wsd_data.intake.personal import PersonalColumn, mentions_person, personal_column
from wsd_data.intake.results import SheetRead, schema
from wsd_data.model.columns import Column, Sheet
from wsd_data.model.text import Text


def read_sheet(
    grid: Grid, sheet: Sheet, known: Known, today: dt.date, findings: Findings, mapped: SheetMapping | None = None
) -> tuple[SheetRead, bool]:
    """The sheet as typed rows, and whether it holds anything about persons. With a mapping it says what is read.

    A sheet without any cell is an empty table: nothing was delivered on it.
    """
    if not grid.lost and all(cell == "" for row in grid.rows for cell in row):
        return SheetRead(grid.name, sheet.id), False
    if mapped is not None:
        given = mapped_headings(grid, sheet, mapped, findings)
        if given is None:
            return SheetRead(grid.name, sheet.id), bool(mapped.drop)
        return _Reading(grid, sheet, given, known, today, findings).read()
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
        self.personal = bool(headings.dropped)
        self.guarded: set[int] = set()
        self.excused: dict[str, set[int]] = {}

    def read(self) -> tuple[SheetRead, bool]:
        self._remarks_on_headings()
        cells = list(zip(*self.data.rows, strict=True)) if self.data.rows else [()] * self._width
        for column in self.sheet.columns:
            if self.headings.source(column) is not None:
                self._type(column, cells)
            elif not column.fills:
                self.typed[column.id] = blank_fields(column, len(self.data.rows))
        for position in (*self.headings.unmapped, *self.headings.left):
            if position not in self.headings.dropped:
                self._guard(position, None, cells[position])
        self._fill()
        self._require()
        self._remarks_on_skipped()
        # What is not read is not refused either, but such a file is not kept.
        self.personal |= mentions_person((*self.grid.rows[: self.headings.index + 1], *self.data.left))
        return self._made(), self.personal

    @property
    def _empty(self) -> bool:
        """A mapped sheet without rows lacks nothing."""
        return self.headings.mapped and not self.data.rows

    @property
    def _width(self) -> int:
        return len(self.grid.rows[self.headings.index])

    def _heading(self, position: int) -> str:
        typed = self.headings.texts.get(position)
        if typed is None:
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
        for position in self.headings.dropped:
            self._at_heading("dropped_column", position)
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
        source = self.headings.source(column)
        if source is None:
            return
        positions = source.positions
        values, places = drawn_cells(source, cells, len(self.data.rows), self.headings.mapped)
        different = [dict.fromkeys(cells[position]) for position in positions]
        guards = [self._guard(p, column, cells[p], each) for p, each in zip(positions, different, strict=True)]
        self.faulty[column.id] = {index for guard in guards if guard for index in guard.rows}
        meant = self._translate(column, source, values)
        each = different[0] if positions and meant is values and not places else None
        typed = type_column(column, meant, self.known, self.today, source.part, each)
        refusing = fixed_issue(column, source, self.known, self.today)
        if refusing is not None:
            self._at_fixed(column, source, refusing)
        if source.fixed is not None:
            blank = means_unknown(source.fixed)
            self.excused[column.id] = {i for i, place in places.items() if place is None} if blank else set()
        for index, problem in typed.issues.items():
            position = places.get(index, positions[0] if positions else None)
            self._report(problem.level, index, column)
            if position is None:
                continue
            hidden = column.kind == "person_key" or any(g and index in g.rows for g in guards)
            value = None if hidden else shown(values[index])
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

    def _translate(self, column: Column, source: Drawn, values: Sequence[Cell]) -> Sequence[Cell]:
        """The values as a mapping says they are meant, each such value told of once."""
        if not source.terms:
            return values
        meant, times = translated(column, source.terms, values, self.known)
        heading = self._heading(source.positions[0]) if source.positions else ""
        for (typed, term), count in times.items():
            said = issue("term_read", part=shown(typed), count=str(count), meant=shown(term))
            self.findings.add(said, heading=heading)
        return meant

    def _at_fixed(self, column: Column, source: Drawn, about: Issue) -> None:
        """Say once what is wrong with a fixed value."""
        why = finding(about, column=column.heading.nl).message
        code = "fixed_refused" if about.level == "error" else "fixed_remark"
        self.findings.add(issue(code, part=shown(source.fixed), name=column.heading, why=why))

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

    def _guard(
        self, position: int, column: Column | None, cells: Sequence[Cell], different: Collection[Cell] | None = None
    ) -> PersonalColumn | None:
        """Refuse rows with what points at a person, also in columns that are not read."""
        found = personal_column(self._heading(position), column, cells, different)
        if found is None:
            return None
        self.personal = True
        code = "personal_column" if found.refuses else "personal_left_out"
        if position not in self.guarded:
            # The same cells may serve two columns; that is said once.
            self.guarded.add(position)
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
            if place is None and (self.headings.source(column) is not None or self._empty):
                # A fixed value stands in every row, and was told of where it cannot be read.
                continue
            if place is None:
                self.findings.add(issue("column_missing", column=column.heading))
                self.refused = [True] * len(self.refused)
                if column.id in self.sheet.key_columns:
                    self.key_readable = [False] * len(self.refused)
                continue
            known_faults = set().union(*(self.faulty.get(c, set()) for c in (column.id, *fillers)))
            known_faults |= self.excused.get(column.id, set())
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
