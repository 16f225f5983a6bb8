"""What is typed after an option, understood: days, periods, states of knowledge, years."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING

from wsd_data.model.periods import FIRST_YEAR, LAST_YEAR, Period, PeriodError, parse_period
from wsd_data.model.problems import Usage
from wsd_data.model.text import Text

if TYPE_CHECKING:
    from wsd_data.store.fold import AsOf

UNKNOWN_PERIOD = Text(
    "Onbekende periode: {text}. Schrijf 2023, 2023-H1, 2023-Q2, 2023-06, 2024-02-01 of 2020..2022.",
    "Unknown period: {text}. Write 2023, 2023-H1, 2023-Q2, 2023-06, 2024-02-01 or 2020..2022.",
)
UNKNOWN_DATE = Text(
    "Onbekende datum: {text}. Schrijf bijvoorbeeld 2024-02-01.", "Unknown date: {text}. Write 2024-02-01, for example."
)
UNKNOWN_STAND = Text(
    "Onbekende stand: {text}. Geef een datum (2024-02-01) of het nummer van een aanlevering.",
    "Unknown state: {text}. Give a date (2024-02-01) or the number of a delivery.",
)


def day_of(text: str) -> date:
    """Raises Usage."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Usage(UNKNOWN_DATE.format(text=text)) from error


def period_of(text: str | None) -> Period | None:
    """None where nothing was typed. Raises Usage."""
    try:
        return parse_period(text) if text is not None else None
    except PeriodError as error:
        raise Usage(UNKNOWN_PERIOD.format(text=text)) from error


def stand_of(text: str | None) -> AsOf:
    """The state of knowledge of a day or just after a delivery; now where nothing was typed. Raises Usage."""
    from wsd_data.store.fold import NOW, AsOf

    if text is None:
        return NOW
    if text.isdigit() and len(text) < 8:
        return AsOf(entry=int(text))
    try:
        return AsOf(day=date.fromisoformat(text))
    except ValueError as error:
        raise Usage(UNKNOWN_STAND.format(text=text)) from error


def year_of(text: str) -> int | None:
    """A year as the figures know them, else None."""
    known = text.isascii() and text.isdigit() and FIRST_YEAR <= int(text) <= LAST_YEAR
    return int(text) if known else None


def a_year(text: str) -> int:
    """The type of an option that wants a year."""
    year = year_of(text)
    if year is None:
        raise argparse.ArgumentTypeError(f"{text}: {FIRST_YEAR}-{LAST_YEAR}")
    return year
