"""One column of cells → typed fields: every different cell is parsed once.

Knows no rows, sheets or files; it gives, per row index, what is wrong with the cell.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from wsd_data.intake import dates, names, numbers, people, works
from wsd_data.intake.cells import Cell, as_text, means_nothing, tidy
from wsd_data.intake.known import Known
from wsd_data.intake.messages import Issue
from wsd_data.model.columns import FIELDS, Column

Parsed = tuple[tuple[Any, ...], Issue | None]
Parser = Callable[[Cell], Parsed]


@dataclass
class Typed:
    """fields: per field of the column its values, in row order; issues: row index → what is wrong."""

    fields: list[list[Any]]
    issues: dict[int, Issue]

    def blank(self, index: int) -> bool:
        return self.fields[0][index] is None


def _single(parse: Callable[[Cell], tuple[Any, Issue | None]]) -> Parser:
    def parser(cell: Cell) -> Parsed:
        value, problem = parse(cell)
        return (value,), problem

    return parser


def _text(cell: Cell) -> Parsed:
    # The most frequent call of all: the plain case of `tidy` in place.
    text = " ".join(cell.split()) if type(cell) is str and cell.isascii() else tidy(as_text(cell))
    return (None if len(text) < 24 and means_nothing(text) else text,), None


def _span(today: dt.date) -> Parser:
    def parser(cell: Cell) -> Parsed:
        (start, end), problem = dates.parse_span(cell, today)
        return (*start, *end), problem

    return parser


def parser_for(column: Column, known: Known, today: dt.date) -> Parser:
    """The parser of a column's kind; `today` decides which dates are unlikely."""
    kind = column.kind
    if kind in ("term", "terms") and column.codes is not None:
        return _single(names.term_parser(column.codes) if kind == "term" else names.terms_parser(column.codes))
    makers: dict[str, Callable[[], Parser]] = {
        "text": lambda: _text,
        "names": lambda: _single(names.parse_names),
        "authors": lambda: works.parse_authors,
        "code": lambda: _single(names.parse_code),
        "codes": lambda: _single(names.parse_codes),
        "regions": lambda: _single(names.regions_parser(known)),
        "lectoraten": lambda: _single(names.lectoraten_parser(known)),
        "themes": lambda: _single(names.themes_parser(known)),
        "municipalities": lambda: _single(names.municipalities_parser(known)),
        "number": lambda: lambda cell: numbers.parse_number(cell, column.whole),
        "money": lambda: numbers.parse_money,
        "date": lambda: lambda cell: dates.parse_date(cell, today),
        "span": lambda: _span(today),
        "flag": lambda: _single(works.parse_flag),
        "person_key": lambda: lambda cell: ((people.person_key(cell, known.salt),), None),
        "doi": lambda: _single(works.parse_doi),
        "isbn": lambda: _single(works.parse_isbn),
    }
    return makers[kind]()


def width(column: Column) -> int:
    """How many fields a parser of this column gives."""
    return 4 if column.kind == "span" else len(FIELDS[column.kind])


def blank_fields(column: Column, count: int) -> Typed:
    """The column as it is when the sheet does not have it: its default, or nothing."""
    return Typed([[value] * count for value in _default(column)], {})


def _default(column: Column) -> tuple[Any, ...]:
    if column.default is None:
        return (None,) * width(column)
    return (column.default, column.default, column.default, False)


def part_parser(part: str, today: dt.date) -> Parser:
    """Reads the whole year of a date, or the start or the end of a span, as a date."""

    def side(cell: Cell) -> Parsed:
        (start, end), problem = dates.parse_span(cell, today)
        return (start if part == "start" else end), problem

    def year(cell: Cell) -> Parsed:
        (start, end), problem = dates.parse_date(cell, today)
        if start is None or end is None or start.year != end.year:
            return (start, end), problem
        return (dt.date(start.year, 1, 1), dt.date(start.year, 12, 31)), problem

    return year if part == "year" else side


def type_column(
    column: Column, cells: Sequence[Cell], known: Known, today: dt.date, part: str = "",
    different: Collection[Cell] | None = None,
) -> Typed:  # fmt: skip
    """Typed fields and issues of a column's cells; a blank cell has the column's default.

    part: "year", "start" or "end" when only that of the cells counts. different: each of the cells once, in order, where
    that was looked for before.
    """
    parse = part_parser(part, today) if part else parser_for(column, known, today)
    default = _default(column)
    # True and 1.0 are equal to Python, so a column that mixes them is told apart by type.
    each: Collection[Any] = dict.fromkeys(cells) if different is None else different
    mixed = (True in each or False in each) and {bool, float} <= set(map(type, cells))
    keys: Sequence[Any] = cells
    if mixed:
        keys = [(type(c), c) for c in cells]
        each = dict.fromkeys(keys)
    blank: Parsed = (default, None)
    parsed: dict[Any, Parsed] = {}
    for key in each:
        cell = key[1] if mixed else key
        fields, problem = blank if cell == "" else parse(cell)
        parsed[key] = (default, problem) if fields[0] is None and problem is None else (fields, problem)
    fields_of = [[value[0][i] for value in parsed.values()] for i in range(width(column))]
    made: list[list[Any]] = []
    for values in fields_of:
        # An exact number is its own bounds and a day its own end, so most fields are like one before.
        # The mark of an estimate is never taken for a number: to Python 0.0 and False are equal.
        marks = column.kind in ("number", "money") and len(made) == 3
        twin = None if marks else next((nth for nth in range(len(made)) if fields_of[nth] == values), None)
        made.append(made[twin].copy() if twin is not None else _per_row(values, parsed, keys))
    problems = {key: p for key, (_, p) in parsed.items() if p is not None}
    issues = {i: problems[key] for i, key in enumerate(keys) if key in problems} if problems else {}
    return Typed(made, issues)


def _per_row(values: list[Any], each: Iterable[Any], keys: Sequence[Any]) -> list[Any]:
    """The values of every row, from those of each different key."""
    if len(values) == len(keys):
        return values
    if all(value is values[0] for value in values):
        return [values[0]] * len(keys)
    return list(map(dict(zip(each, values, strict=True)).__getitem__, keys))
