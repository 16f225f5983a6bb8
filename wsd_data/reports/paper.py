"""What a report says: blocks of a title, a sentence, a table and drawings, with figures in words and as numbers.

Page, PDF and spreadsheet show these very blocks, so that they cannot differ. Only figures that passed the gate
come in here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from wsd_data.figures import Value
from wsd_data.language import figure_words
from wsd_data.model.indicators import Indicator
from wsd_data.model.text import Language, Text

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


@dataclass(frozen=True, slots=True)
class Mark:
    """One bar. height: None draws nothing but its words; least: only the least it can be is known."""

    label: str
    words: str
    height: int | float | None
    least: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """Bars beside each other (`columns`, over time) or under each other (`bars`, per part), from zero."""

    title: str
    kind: Literal["columns", "bars"]
    marks: tuple[Mark, ...]
    alt: str


@dataclass(frozen=True, slots=True)
class Section:
    """One block. id: its name in addresses and sheets; words: how many columns at the left are words, not figures."""

    id: str
    title: str
    sentence: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    drawings: tuple[Drawing, ...] = ()
    notes: tuple[str, ...] = ()
    words: int = 1


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole report. about: what holds for all of it (period, state of the data, policy, …), as name and value."""

    title: str
    scope: str
    language: Language
    banner: str
    about: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]


def words_cell(text: str) -> Cell:
    return Cell(text)


def figure_cell(indicator: Indicator, figure: Value, language: Language, *, complete: bool = True) -> Cell:
    """A figure as words, and as a number where one number says it all."""
    unit = "€" if indicator.money else "%" if indicator.unit.nl == "%" else ""
    text = figure_words(
        figure.value, figure.low, figure.high, figure.status, figure.reason, figure.estimate,
        unit=unit, language=language, decimals=indicator.decimals,
    )  # fmt: skip
    marks = ("" if complete else MARK) + ("" if figure.filled else BLANK)
    mark = f" {marks}" if marks and figure.status in ("ok", "zero") else ""
    number = 0 if figure.status == "zero" else figure.value
    plain = number is not None and figure.status in ("ok", "zero")
    if not plain or not _one_number(figure):
        return Cell(text + mark)
    about = "circa " if language == "nl" else "about "
    places = "." + "0" * indicator.decimals if indicator.decimals and not float(number or 0).is_integer() else ""
    form = ('"€ "' if indicator.money else "") + "#,##0" + places + (' "%"' if unit == "%" else "")
    form = (f'"{about}"' if text.startswith(about) else "") + form + (f'"{mark}"' if mark else "")
    return Cell(text + mark, number, form)


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
