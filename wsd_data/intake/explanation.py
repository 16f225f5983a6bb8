"""The explanation sheet: who delivers, about which period, and where there is nothing to report.

A label stands in the first filled cell of its row, its value in the next ones. Left empty it says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from wsd_data.intake.cells import Cell, as_text, means_unknown, plain, tidy
from wsd_data.intake.dates import parse_span
from wsd_data.intake.findings import Findings
from wsd_data.intake.grid import Grid
from wsd_data.intake.known import NETWORK, Known
from wsd_data.intake.messages import Issue, issue
from wsd_data.intake.names import region_codes
from wsd_data.intake.people import shown
from wsd_data.model.clock import today
from wsd_data.model.periods import FIRST_YEAR, LAST_YEAR, Period, PeriodError, parse_period, years
from wsd_data.model.sheets import SHEETS
from wsd_data.model.text import Text

SHEET = Text("Toelichting", "Explanation")
DELIVERER = Text("Aanleveraar", "Deliverer")
PERIOD = Text("Periode", "Period")
NOTHING = Text("Niets te melden", "Nothing to report")
CONTENT = Text("Soort gegevens", "Kind of data")
EXAMPLE = Text("Voorbeeldgegevens", "Example data")

_SHEET_NAMES = frozenset(
    ("toelichting", "uitleg", "explanation", "leeswijzer", "lees mij", "leesmij", "readme", "read me", "instructie", "instructions", "notes")
)  # fmt: skip
_LIST_NAMES = frozenset(("lijsten", "lists", "keuzelijsten", "codelijsten"))
_YEARS = re.compile(r"(\d{4})(?:\s*(?:-|\.\.|t/m|tot en met|to)\s*(\d{4}))?", re.ASCII)
SEARCHED_ROWS = 300


@dataclass
class Explanation:
    deliverer: str | None = None
    scope: Period | None = None
    nothing: list[tuple[str, int]] = field(default_factory=list)
    example: bool = False


def is_explanation(name: str) -> bool:
    return plain(name) in _SHEET_NAMES


def is_list(name: str) -> bool:
    """Whether a sheet is one of code lists, such as a template may carry."""
    return plain(name) in _LIST_NAMES


def _is(label: str, text: Text) -> bool:
    return label in (plain(text.nl), plain(text.en))


def read_explanation(grid: Grid, known: Known, findings: Findings) -> Explanation:
    """What the sheet says; faulty values become findings at their cell."""
    said = Explanation()
    for index, row in enumerate(grid.rows[:SEARCHED_ROWS]):
        filled = [(position, cell) for position, cell in enumerate(row) if as_text(cell).strip()]
        if not filled:
            continue
        label = plain(as_text(filled[0][1]))
        name = re.sub(r"\s*\([^)]*\)$", "", label.rstrip(": ")).rstrip(": ")
        values = filled[1:]
        for place, problem in _lost(grid, index, name):
            findings.add(problem, *place, label)
        head, _, behind = name.partition(":")
        if _is(head.strip(), NOTHING):
            _read_nothing(said, behind.strip(), values, grid, index, findings)
        elif values and not means_unknown(as_text(values[0][1])):
            _read_value(said, name, values[0], grid, index, known, findings)
    said.nothing = list(dict.fromkeys(said.nothing))
    return said


def _lost(grid: Grid, index: int, name: str) -> list[tuple[tuple[int, int], Issue]]:
    """Answers that only seem blank: error cells, and formulas never calculated."""
    head = name.partition(":")[0].strip()
    if not any(_is(head, label) for label in (DELIVERER, PERIOD, NOTHING, CONTENT)):
        return []
    return [(place, problem) for place, problem in grid.lost.items() if place[0] == grid.number(index)]


def _read_value(
    said: Explanation, name: str, value: tuple[int, Cell], grid: Grid, index: int, known: Known, findings: Findings
) -> None:
    position, cell = value
    row, column, text = grid.number(index), grid.left + position, as_text(cell)
    if _is(name, DELIVERER):
        codes = ("network",) if plain(text) in NETWORK else region_codes(text, known)
        if len(codes) == 1:
            said.deliverer = codes[0]
        elif codes:
            options = "; ".join(known.labels.get(c, c) for c in codes)
            findings.add(issue("ambiguous", part=shown(text), options=options), row, column, DELIVERER.nl, shown(text))
        else:
            near = known.regions.nearest(text[:80])
            problem = issue("deliverer_unknown", part=shown(text)).proposing(near)
            findings.add(problem, row, column, DELIVERER.nl, shown(text))
    elif _is(name, PERIOD):
        said.scope = _period(cell)
        if said.scope is None:
            findings.add(issue("period_unclear"), row, column, PERIOD.nl, shown(text))
    elif _is(name, CONTENT):
        said.example = said.example or _is(plain(text), EXAMPLE)


def _period(cell: Cell) -> Period | None:
    try:
        return parse_period(tidy(as_text(cell)).upper())
    except PeriodError:
        ((start, _), (_, end)), problem = parse_span(cell, today())
        unclear = problem is not None and problem.level == "error"
        # A real date here is mostly "2023-06" that Excel took for a day: a scope of one day is never meant.
        if start is None or end is None or end < start or unclear or not isinstance(cell, str):
            return None
        if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
            return years(start.year, end.year)
        return Period(start, end, f"{start.isoformat()}..{end.isoformat()}")


def _read_nothing(
    said: Explanation, kind: str, values: Sequence[tuple[int, Cell]], grid: Grid, index: int, findings: Findings
) -> None:
    for position, cell in values:
        text = as_text(cell)
        if means_unknown(text):
            continue
        for part in re.split(r"[;\n\r]+", text):
            name, colon, rest = part.partition(":")
            sheet = _sheet(name if colon else kind)
            found = _years(rest if colon else name)
            if not part.strip():
                continue
            if sheet is None or not found:
                place = grid.number(index), grid.left + position
                findings.add(issue("nothing_unclear"), *place, NOTHING.nl, shown(text))
            else:
                said.nothing.extend((sheet, year) for year in found)


def _sheet(name: str) -> str | None:
    wanted = plain(name)
    return next((s.id for s in SHEETS.values() if wanted in {plain(w) for w in s.spellings()}), None)


def _years(text: str) -> list[int]:
    """The years a text lists; empty when any part of it is no year."""
    found: list[int] = []
    for part in re.split(r"[,\s]*(?:,|\ben\b|\band\b)[,\s]*", plain(text)):
        match = _YEARS.fullmatch(part.strip())
        if match is None:
            return []
        first, last = int(match[1]), int(match[2] or match[1])
        if not FIRST_YEAR <= first <= last <= LAST_YEAR:
            return []
        found.extend(range(first, last + 1))
    return found
