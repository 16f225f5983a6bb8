"""What a report says: blocks of a title, a sentence, a table and drawings, with figures in words and as numbers.

Page, PDF and spreadsheet show these very blocks, so that they cannot differ. Only figures that passed the gate
come in here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from wsd_data.figures import Value
from wsd_data.model.indicators import Indicator
from wsd_data.model.text import Language, Text
from wsd_data.reports.wording import figure_text

INCOMPLETE = Text("nog niet volledig", "not complete yet")
MARK = "*"
"""Behind a figure to which deliveries are still missing."""
BLANK = "°"
"""Behind a figure of which rows left their number blank."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its words, and the number or day behind them for a spreadsheet.

    number: None where the words say more than one number can (a range, nothing, hidden).
    form: number format of a spreadsheet, in its own notation, that shows the number as `text` does.
    """

    text: str
    number: int | float | date | None = None
    form: str = ""

    def extended(self, text: str) -> Cell:
        """The cell with further words of ours behind its own."""
        more = text.removeprefix(self.text)
        return Cell(text, self.number, self.form + f'"{more}"' if self.number is not None else self.form)


@dataclass(frozen=True, slots=True)
class Mark:
    """One bar. height: None draws nothing but its words; least: only the least it can be is known."""

    label: str
    words: str
    height: int | float | None
    least: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """Bars beside each other (`columns`, over time) or under each other (`bars`, per part), from zero.

    reach: what its scale reaches at least, so that two drawings can be read beside each other.
    """

    title: str
    kind: Literal["columns", "bars"]
    marks: tuple[Mark, ...]
    alt: str
    reach: float = 0


@dataclass(frozen=True, slots=True)
class Section:
    """One block. id: its name in addresses and sheets; words: how many columns at the left are words, not figures.

    prose: columns of sentences, by place; they take the room that others leave, and are words wherever they stand.
    """

    id: str
    title: str
    sentence: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    drawings: tuple[Drawing, ...] = ()
    notes: tuple[str, ...] = ()
    words: int = 1
    prose: tuple[int, ...] = ()

    @property
    def figures(self) -> list[int]:
        """Its columns of figures, by place."""
        return [place for place in range(self.words, len(self.headings)) if place not in self.prose]

    @property
    def lines(self) -> list[tuple[str, ...]]:
        """Its rows in words."""
        return [tuple(cell.text for cell in row) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole report. about: what holds for all of it (period, state of the data, policy, …), as name and value."""

    title: str
    scope: str
    language: Language
    banner: str
    about: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]


def figure_cell(indicator: Indicator, figure: Value, language: Language, *, complete: bool = True) -> Cell:
    """A figure as words, and as a number where one number says it all; marked where something is missing."""
    marks = ("" if complete else MARK) + ("" if figure.filled else BLANK)
    return unmarked_cell(indicator, figure, language, f" {marks}" if marks and figure.status in ("ok", "zero") else "")


def unmarked_cell(indicator: Indicator, figure: Value, language: Language, behind: str = "") -> Cell:
    """The same, with these words behind it."""
    text = figure_text(figure, indicator, language)
    number = 0 if figure.status == "zero" else figure.value
    if number is None or figure.status not in ("ok", "zero") or not _one_number(figure):
        return Cell(text + behind)
    about = "circa " if language == "nl" else "about "
    places = "." + "0" * indicator.decimals if indicator.decimals and not float(number).is_integer() else ""
    form = ('"€ "' if indicator.money else "") + "#,##0" + places + (' "%"' if indicator.kind == "ratio" else "")
    form = (f'"{about}"' if text.startswith(about) else "") + form + (f'"{behind}"' if behind else "")
    return Cell(text + behind, number, form)


def _one_number(figure: Value) -> bool:
    """Whether the value alone is what the words say: exact, or an estimate without a range."""
    return figure.status == "zero" or (figure.low, figure.high) in ((figure.value, figure.value), (None, None))


def mark_of(label: str, cell: Cell, figure: Value) -> Mark:
    """The bar of a figure: its value, else the least it can be."""
    if figure.status not in ("ok", "zero"):
        return Mark(label, cell.text, None)
    if figure.value is None and figure.status == "ok":
        return Mark(label, cell.text, figure.low, least=True)
    return Mark(label, cell.text, figure.value or 0)
