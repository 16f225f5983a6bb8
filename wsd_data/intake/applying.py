"""A mapping applied to one sheet: which positions each column is drawn from, and the cells as they are meant.

Knows the cells of one sheet; knows nothing of how they are typed or told of.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from wsd_data.intake.cells import Cell, as_text, means_nothing, plain, tidy
from wsd_data.intake.columns import parser_for, part_parser
from wsd_data.intake.findings import Findings
from wsd_data.intake.grid import Grid
from wsd_data.intake.headings import NAMELESS, SEARCHED_ROWS, Drawn, Headings
from wsd_data.intake.known import Known
from wsd_data.intake.labels import Label, Names, heading_texts, labels, named
from wsd_data.intake.mapping import SheetMapping
from wsd_data.intake.messages import Issue, issue
from wsd_data.intake.names import split_names
from wsd_data.intake.people import shown
from wsd_data.model.columns import Column, Sheet

_SEVERAL = frozenset(("terms", "regions", "lectoraten", "themes", "municipalities"))


def mapped_headings(grid: Grid, sheet: Sheet, mapped: SheetMapping, findings: Findings) -> Headings | None:
    """The headings as a mapping names them; None, with a finding, where none of them is there.

    Where the row that the mapping names does not hold them, the row that holds most of them is used, and said.
    """
    wanted = [name for source in mapped.columns.values() for name in source.headings]
    index = _heading_row(grid, mapped, wanted)
    if index is None:
        findings.add(issue("no_mapped_heading"))
        return None
    if grid.number(index) != mapped.heading_row:
        moved = issue("heading_moved", row=str(grid.number(index)), expected=str(mapped.heading_row))
        findings.add(moved, grid.number(index))
    found = labels(grid, index, mapped.heading_lines)
    headings = _Placing(grid, sheet, mapped, found, findings).headings(index)
    if not headings.columns:
        findings.add(issue("no_mapped_heading"))
        return None
    return headings


def _heading_row(grid: Grid, mapped: SheetMapping, wanted: Sequence[str]) -> int | None:
    """The row the mapping names if it holds every heading, else the one that holds most of them."""
    expected: int = (mapped.heading_row or 1) - 1 - grid.top
    # A column called by its letters alone is in every row.
    words = [name for name in wanted if not name.strip().startswith("[")]
    if not words:
        return expected if 0 <= expected < len(grid.rows) else None
    best: tuple[int, int] | None = None
    rows: list[int] = [expected, *range(min(SEARCHED_ROWS, len(grid.rows)))]
    for index in rows:
        if not 0 <= index < len(grid.rows):
            continue
        texts = [(at, text) for at, text in enumerate(heading_texts(grid, index, mapped.heading_lines)) if text]
        names = Names(named(grid, texts))
        count = sum(names.position(name) is not None for name in words)
        if count == len(words):
            return index
        if count and (best is None or count > best[1]):
            best = index, count
    return None if best is None else best[0]


class _Placing:
    """Finds the positions of everything one mapping names on one sheet."""

    def __init__(
        self, grid: Grid, sheet: Sheet, mapped: SheetMapping, found: Sequence[Label], findings: Findings
    ) -> None:
        self.grid, self.sheet, self.mapped, self.findings = grid, sheet, mapped, findings
        self.found, self.names = found, Names(found)
        self.unclear: set[str] = set()

    def headings(self, index: int) -> Headings:
        drawn = {column.id: self._drawn(column) for column in self.sheet.columns if column.id in self.mapped.columns}
        dropped, skipped = self._left(self.mapped.drop), self._left(self.mapped.skip)
        columns = {p: self.sheet.by_id[name] for name, d in reversed(drawn.items()) for p in d.positions}
        left = tuple(p for p in dict.fromkeys((*dropped, *skipped)) if p not in columns)
        taken = {*columns, *left}
        unmapped = {
            label.position: label.text or NAMELESS.format(letters=label.letter).nl
            for label in self.found
            if label.position not in taken
        }
        return Headings(
            index,
            dict(sorted(columns.items())),
            unmapped,
            {},
            mapped=True,
            drawn={name: d for name, d in drawn.items() if d.positions or d.fixed is not None},
            texts={label.position: label.text for label in self.found},
            left=left,
            dropped=dropped,
        )

    def _drawn(self, column: Column) -> Drawn:
        source = self.mapped.columns[column.id]
        positions = []
        for name in source.headings:
            position = self._position(name)
            if position is None:
                self.findings.add(issue("heading_missing", name=shown(name), column=column.heading))
            else:
                positions.append(position)
        terms = {plain(typed): meant for typed, meant in self.mapped.terms.get(column.id, {}).items()}
        return Drawn(tuple(dict.fromkeys(positions)), source.fixed, source.part, terms)

    def _left(self, names: Sequence[str]) -> tuple[int, ...]:
        found = []
        for name in names:
            position = self._position(name)
            if position is None:
                self.findings.add(issue("heading_missing_left", name=shown(name)))
            else:
                found.append(position)
        return tuple(dict.fromkeys(found))

    def _position(self, name: str) -> int | None:
        if self.names.doubled(name) and name not in self.unclear:
            self.unclear.add(name)
            self.findings.add(issue("heading_unclear", name=shown(name)))
        return self.names.position(name)


def drawn_cells(
    source: Drawn, cells: Sequence[Sequence[Cell]], count: int, words: bool
) -> tuple[Sequence[Cell], dict[int, int | None]]:
    """The cells of a column, and for each row that did not come from its first position where it did (None: fixed).

    words: whether a cell that says that there is nothing ("n.v.t.") is passed over as a blank one is.
    """
    positions = source.positions
    places: dict[int, int | None] = {}
    if len(positions) == 1 and source.fixed is None:
        return cells[positions[0]], places
    values: list[Cell] = list(cells[positions[0]]) if positions else [""] * count
    for index, cell in enumerate(values):
        if _filled(cell, words):
            continue
        place = next((p for p in positions[1:] if _filled(cells[p][index], words)), None)
        if place is not None:
            values[index], places[index] = cells[place][index], place
        elif source.fixed is not None:
            values[index], places[index] = source.fixed, None
    return values, places


def _filled(cell: Cell, words: bool) -> bool:
    return cell != "" and not (words and isinstance(cell, str) and (not cell.strip() or means_nothing(cell)))


def translated(
    column: Column, terms: Mapping[str, str], values: Sequence[Cell], known: Known
) -> tuple[list[Cell], Counter[tuple[str, str]]]:
    """The cells with every mapped value replaced by what is meant, and how often (as typed, as meant).

    In a list of values each one is looked up; the others stay as they were typed.
    """
    spellings = {**dict.fromkeys(_spellings(column, known)), **dict.fromkeys(terms)}
    times: Counter[tuple[str, str]] = Counter()
    done: dict[Any, tuple[Cell, tuple[tuple[str, str], ...]]] = {}
    made: list[Cell] = []
    for cell in values:
        key = type(cell), cell
        if key not in done:
            done[key] = _meant(column, terms, cell, spellings)
        meant, pairs = done[key]
        times.update(pairs)
        made.append(meant)
    return made, times


def _meant(
    column: Column, terms: Mapping[str, str], cell: Cell, spellings: Mapping[str, object]
) -> tuple[Cell, tuple[tuple[str, str], ...]]:
    text = as_text(cell)
    whole = terms.get(plain(text))
    if whole is not None:
        return whole, ((tidy(text), whole),)
    if column.kind not in _SEVERAL or not text:
        return cell, ()
    parts = split_names(text, spellings)
    pairs = tuple((part, terms[plain(part)]) for part in parts if plain(part) in terms)
    if not pairs:
        return cell, ()
    return "; ".join(terms.get(plain(part), part) for part in parts), pairs


def _spellings(column: Column, known: Known) -> Mapping[str, object]:
    if column.codes is not None:
        return column.codes.by_spelling
    lists: dict[str, Mapping[str, object]] = {
        "regions": known.regions.codes, "lectoraten": known.lectoraten.codes, "themes": known.themes.codes,
        "municipalities": known.municipalities.codes,
    }  # fmt: skip
    return lists.get(column.kind, {})


def fixed_issue(column: Column, source: Drawn, known: Known, today: dt.date) -> Issue | None:
    """What is wrong with the fixed value of a column, if it has one."""
    if source.fixed is None:
        return None
    parse = part_parser(source.part, today) if source.part else parser_for(column, known, today)
    return parse(source.fixed)[1]
