"""The plain values everything here is made of: numbers with bounds, spans of days, buckets of time, folded names.

Knows nothing about sheets. A span is (first day, last day) of what was typed; a number carries what is
certain about it. Source: domain.md, "Estimates"; design.md section 4 and 5, periods.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from datetime import date
from fractions import Fraction
from typing import NamedTuple

Span = tuple[date, date]
Amount = int | Fraction

TIME = ("year", "half_year", "quarter", "month")
NONE, SPLIT, UNPLACED = "_none", "_split", "_unplaced"


class Num(NamedTuple):
    """A number as delivered. `high` is None where nothing bounds it from above."""

    value: Amount
    low: Amount
    high: Amount | None
    estimate: bool = False


def exact(value: Amount) -> Num:
    return Num(value, value, value)


def total(numbers: list[Num]) -> Num:
    """Values and bounds added; a high only if every part has one."""
    highs = [n.high for n in numbers]
    high = None if any(h is None for h in highs) else sum((h for h in highs if h is not None), 0)
    return Num(
        sum((n.value for n in numbers), 0), sum((n.low for n in numbers), 0), high, any(n.estimate for n in numbers)
    )


def cents(value: Amount) -> Fraction:
    """Euros rounded half up to whole cents."""
    return Fraction((Fraction(value) * 100 + Fraction(1, 2)).__floor__(), 100)


def year_span(year: int) -> Span:
    return date(year, 1, 1), date(year, 12, 31)


def month_span(year: int, month: int) -> Span:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def quarter_span(year: int, quarter: int) -> Span:
    return date(year, 3 * quarter - 2, 1), month_span(year, 3 * quarter)[1]


def half_span(year: int, half: int) -> Span:
    return date(year, 6 * half - 5, 1), month_span(year, 6 * half)[1]


def months(first: date, last: date) -> list[Span]:
    """Every calendar month touched from the first day to the last."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [month_span(first.year + (first.month - 1 + i) // 12, (first.month - 1 + i) % 12 + 1) for i in range(count)]


def inside(span: Span, period: Span | None) -> bool:
    return period is None or (period[0] <= span[0] and span[1] <= period[1])


def overlap(first: date, last: date | None, period: Span | None) -> bool:
    return period is None or (first <= period[1] and (last is None or last >= period[0]))


def bucket(day: date, dimension: str) -> str:
    match dimension:
        case "year":
            return f"{day.year}"
        case "half_year":
            return f"{day.year}-H{(day.month + 5) // 6}"
        case "quarter":
            return f"{day.year}-Q{(day.month + 2) // 3}"
        case "month":
            return f"{day.year}-{day.month:02}"
    raise ValueError(dimension)


def place(span: Span | None, dimension: str) -> str:
    """The bucket a dated row stands in, or `_unplaced` when its span is too wide for the dimension."""
    if span is None or bucket(span[0], dimension) != bucket(span[1], dimension):
        return UNPLACED
    return bucket(span[0], dimension)


def fold(name: str) -> str:
    return " ".join(name.split()).casefold()


def slug(name: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFD", name.lower()) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
