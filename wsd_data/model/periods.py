"""Periods of time as people and the command line write them.

A period is a closed range of days. Buckets are the codes of the time dimensions
(`2023`, `2023-H1`, `2023-Q2`, `2023-06`).
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

Grain = Literal["year", "half_year", "quarter", "month"]
TIME_GRAINS: tuple[Grain, ...] = ("year", "half_year", "quarter", "month")
GRAIN_MONTHS: dict[Grain, int] = {"year": 12, "half_year": 6, "quarter": 3, "month": 1}
FIRST_YEAR, LAST_YEAR = 1900, 2200


class PeriodError(ValueError):
    """A period that cannot be read; its argument is the text as given."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Days `start` up to and including `end`; `text` is how it was written."""

    start: date
    end: date
    text: str

    @property
    def years(self) -> range:
        return range(self.start.year, self.end.year + 1)

    def buckets(self, grain: Grain) -> Iterator[Period]:
        """The buckets of a grain that overlap this period, in order of time."""
        months = GRAIN_MONTHS[grain]
        year, index = self.start.year, (self.start.month - 1) // months
        while True:
            bucket = _bucket(year, grain, index)
            if bucket.start > self.end:
                return
            yield bucket
            index += 1
            if index == 12 // months:
                year, index = year + 1, 0


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _bucket(year: int, grain: Grain, index: int) -> Period:
    months = GRAIN_MONTHS[grain]
    first = index * months + 1
    text = {
        "year": f"{year:04d}",
        "half_year": f"{year:04d}-H{index + 1}",
        "quarter": f"{year:04d}-Q{index + 1}",
        "month": f"{year:04d}-{first:02d}",
    }[grain]
    return Period(date(year, first, 1), _month_end(year, first + months - 1), text)


_ONE = re.compile(r"(\d{4})(?:-(?:H([12])|Q([1-4])|(\d{2})(?:-(\d{2}))?))?", re.IGNORECASE | re.ASCII)


def _one(text: str) -> Period:
    match = _ONE.fullmatch(text.strip())
    if match is None:
        raise PeriodError(text)
    year = int(match[1])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise PeriodError(text)
    try:
        if match[2]:
            return _bucket(year, "half_year", int(match[2]) - 1)
        if match[3]:
            return _bucket(year, "quarter", int(match[3]) - 1)
        if match[5]:
            day = date(year, int(match[4]), int(match[5]))
            return Period(day, day, day.isoformat())
        if match[4]:
            month = int(match[4])
            return Period(date(year, month, 1), _month_end(year, month), f"{year:04d}-{month:02d}")
    except (ValueError, calendar.IllegalMonthError) as error:
        raise PeriodError(text) from error
    return _bucket(year, "year", 0)


def parse_period(text: str) -> Period:
    """Read `2023`, `2023-H1`, `2023-Q2`, `2023-06`, `2024-02-01`, or `A..B` of any two.

    Raises PeriodError when it is none of these, or when B ends before A starts.
    """
    if ".." in text:
        first, _, last = text.partition("..")
        start, end = _one(first), _one(last)
        if end.end < start.start:
            raise PeriodError(text)
        return Period(start.start, end.end, f"{start.text}..{end.text}")
    return _one(text)


def years(first: int, last: int) -> Period:
    """The period of whole years from `first` to `last`."""
    text = f"{first:04d}" if first == last else f"{first:04d}..{last:04d}"
    return Period(date(first, 1, 1), date(last, 12, 31), text)
