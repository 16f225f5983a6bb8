"""Dates and spans of time as people type them: each becomes a first and a last day.

The day comes first, always. A date without a year, or a day that does not exist, is refused.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable

from wsd_data.intake.cells import Cell, means_unknown, plain
from wsd_data.intake.messages import Issue, issue
from wsd_data.model.periods import FIRST_YEAR, LAST_YEAR
from wsd_data.model.text import Text

Days = tuple[dt.date | None, dt.date | None]
Whole = tuple[dt.date, dt.date]

NO_DAYS: Days = (None, None)
EARLIEST_LIKELY = 1990
YEARS_AHEAD = 10
LONGEST = 80

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan", "februari february feb febr", "maart march mrt mar", "april apr", "mei may",
            "juni june jun", "juli july jul", "augustus august aug", "september sept sep", "oktober october okt oct",
            "november nov", "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
MONTH_NAMES = [Text(*names) for names in (
    ("januari", "January"), ("februari", "February"), ("maart", "March"), ("april", "April"), ("mei", "May"), ("juni", "June"), ("juli", "July"),
    ("augustus", "August"), ("september", "September"), ("oktober", "October"), ("november", "November"), ("december", "December"),
)]  # fmt: skip
_ORDINALS = {"eerste": 1, "first": 1, "tweede": 2, "second": 2, "derde": 3, "third": 3, "vierde": 4, "fourth": 4}

_M = "(" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_Y = r"('?\d{2}|\d{4})"
_Y4 = r"(\d{4})"
_SEP = r"\s*[-/.]\s*"
_NTH = r"(\d(?:e|de|ste|st|nd|rd|th)|" + "|".join(_ORDINALS) + ")"
_OF = r"\s*(?:van |of |in )?\s*"
_WEEKDAY = re.compile(r"^(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag|(?:mon|tues|wednes|thurs|fri|satur|sun)day|ma|di|wo|do|vr|za|zo),?\.?\s+(?=\d)")  # fmt: skip


class _Impossible(ValueError):
    """A day or month that does not exist."""

    about = issue("date_impossible")


class _FarYear(_Impossible):
    """A year outside those that can be meant."""

    about = issue("date_year", first=str(FIRST_YEAR), last=str(LAST_YEAR))


def _year(text: str) -> int:
    digits = text.lstrip("'")
    if len(digits) == 2:
        return int(digits) + (2000 if int(digits) < 50 else 1900)
    if not FIRST_YEAR <= int(digits) <= LAST_YEAR:
        raise _FarYear(text)
    return int(digits)


def _day(year: int, month: int, day: int) -> Whole:
    try:
        made = dt.date(year, month, day)
    except ValueError as error:
        raise _Impossible(str(error)) from error
    return made, made


def _months(year: int, first: int, count: int) -> Whole:
    last = first + count - 1
    if first < 1 or last > 12:
        raise _Impossible(str(first))
    return dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1])


def _nth(text: str) -> int:
    return _ORDINALS.get(text) or int(text[0])


def _part(year: str, number: int, months: int) -> Whole:
    return _months(_year(year), (number - 1) * months + 1, months)


_Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], Whole]]


def _rule(pattern: str, make: Callable[[re.Match[str]], Whole]) -> _Rule:
    return re.compile(pattern, re.ASCII), make


_QUARTER = r"(?:kwartaal|kwart\.?|kw\.?|quarter|qtr\.?)"
_HALF = r"(?:helft|halfjaar|half jaar|half-year|half year|half)"
_RULES: tuple[_Rule, ...] = (
    _rule(_Y4, lambda m: _months(_year(m[1]), 1, 12)),
    _rule(rf"{_Y4}[-/](\d{{1,2}})[-/](\d{{1,2}})(?:[t ]00:00(?::00)?(?:\.0+)?)?", lambda m: _day(_year(m[1]), int(m[2]), int(m[3]))),
    _rule(rf"(\d{{1,2}}){_SEP}(\d{{1,2}}){_SEP}{_Y}", lambda m: _day(_year(m[3]), int(m[2]), int(m[1]))),
    _rule(rf"(\d{{1,2}})(?:e|de|ste|st|nd|rd|th)?[\s.-]*{_M}[\s-]*{_Y}", lambda m: _day(_year(m[3]), _MONTHS[m[2]], int(m[1]))),
    _rule(rf"{_M} (\d{{1,2}})(?:st|nd|rd|th)?,? {_Y4}", lambda m: _day(_year(m[3]), _MONTHS[m[1]], int(m[2]))),
    _rule(rf"{_M}[\s/-]*{_Y}", lambda m: _months(_year(m[2]), _MONTHS[m[1]], 1)),
    _rule(rf"{_Y4}[\s/-]+{_M}", lambda m: _months(_year(m[1]), _MONTHS[m[2]], 1)),
    _rule(rf"{_Y4}[-/](\d{{1,2}})", lambda m: _months(_year(m[1]), int(m[2]), 1)),
    _rule(rf"(\d{{1,2}})[-/]{_Y4}", lambda m: _months(_year(m[2]), int(m[1]), 1)),
    _rule(rf"{_Y4}[\s-]*[qk]([1-4])", lambda m: _part(m[1], int(m[2]), 3)),
    _rule(rf"[qk]([1-4])[\s/-]*{_Y}", lambda m: _part(m[2], int(m[1]), 3)),
    _rule(rf"{_NTH} {_QUARTER}{_OF}{_Y}", lambda m: _part(m[2], _nth(m[1]), 3)),
    _rule(rf"{_Y4},? {_NTH} {_QUARTER}", lambda m: _part(m[1], _nth(m[2]), 3)),
    _rule(rf"{_QUARTER} ([1-4]){_OF}{_Y}", lambda m: _part(m[2], int(m[1]), 3)),
    _rule(rf"{_Y4},? {_QUARTER} ([1-4])", lambda m: _part(m[1], int(m[2]), 3)),
    _rule(rf"{_Y4}[\s-]*h([12])", lambda m: _part(m[1], int(m[2]), 6)),
    _rule(rf"h([12])[\s/-]*{_Y}", lambda m: _part(m[2], int(m[1]), 6)),
    _rule(rf"{_NTH} {_HALF}{_OF}{_Y}", lambda m: _part(m[2], _nth(m[1]), 6)),
    _rule(rf"{_Y4},? {_NTH} {_HALF}", lambda m: _part(m[1], _nth(m[2]), 6)),
)  # fmt: skip

_OPEN = frozenset(("heden", "nu", "present", "now", "today", "lopend", "doorlopend", "ongoing", "...", "…", "onbekend"))
_STRONG = re.compile(r"\s*(?:\bt/m\b|\btot en met\b|\btot\b|\bto\b|\buntil\b|\bthrough\b|\.\.|\s-\s)\s*")
_SHORT_YEARS = re.compile(r"(\d{4})\s*[-/]\s*'?(\d{2})", re.ASCII)
_FROM = re.compile(r"^(?:van|vanaf|from)\s+")
_SINCE = re.compile(r"^(?:vanaf|sinds|since|from)\s+")
_LAST_YEAR_OF = re.compile(r"(\d{4}|'\d{2})$", re.ASCII)


def _typed(text: str) -> Whole | None:
    """The days a text means, or None when it follows no known form. Raises _Impossible."""
    if len(text) > LONGEST:
        return None
    text = _WEEKDAY.sub("", text)
    for pattern, make in _RULES:
        if match := pattern.fullmatch(text):
            return make(match)
    return None


def _likely(days: tuple[dt.date | None, ...], today: dt.date) -> Issue | None:
    for day in days:
        if day is not None and not EARLIEST_LIKELY <= day.year <= today.year + YEARS_AHEAD:
            return issue("date_far")
    return None


def parse_date(cell: Cell, today: dt.date) -> tuple[Days, Issue | None]:
    """First and last day of what a cell says; a warning where they are unlikely."""
    days, problem = _days(cell)
    return days, problem or _likely(days, today)


def _two_ways(code: str, cell: str) -> Issue | None:
    """2010-12 can be December 2010 or the years 2010 and 2011 and 2012; 2023-06 can only be a month."""
    match = _SHORT_YEARS.fullmatch(plain(cell)) if len(cell) < LONGEST else None
    if match is None or not int(match[1][2:]) < int(match[2]) <= 12 or int(match[1]) < FIRST_YEAR:
        return None
    month = MONTH_NAMES[int(match[2]) - 1]
    written = Text(f"{month.nl} {match[1]}", f"{month.en} {match[1]}")
    return issue(code, years=f"{match[1]}-{match[1][:2]}{match[2]}", month=written)


def _days(cell: Cell) -> tuple[Days, Issue | None]:
    try:
        if isinstance(cell, dt.datetime):
            return _day(cell.year, cell.month, cell.day), None
        if isinstance(cell, dt.date):
            return (cell, cell), None
        if isinstance(cell, bool):
            return NO_DAYS, issue("date_unclear")
        if isinstance(cell, int | float):
            if FIRST_YEAR <= cell <= LAST_YEAR and cell == int(cell):
                return _months(int(cell), 1, 12), None
            return NO_DAYS, issue("date_number")
        if not isinstance(cell, str):
            return NO_DAYS, issue("date_unclear")
        if means_unknown(cell):
            return NO_DAYS, None
        found = _typed(plain(cell))
        return (found, _two_ways("date_month", cell)) if found else (NO_DAYS, issue("date_unclear"))
    except _Impossible as impossible:
        return NO_DAYS, impossible.about


def parse_span(cell: Cell, today: dt.date) -> tuple[tuple[Days, Days], Issue | None]:
    """The days of the start and of the end of a span; an open end is (None, None).

    One date alone is both start and end ("2023": the whole year).
    """
    nothing: tuple[Days, Days] = (NO_DAYS, NO_DAYS)
    if isinstance(cell, str) and not means_unknown(cell):
        if unclear := _two_ways("span_unclear", cell):
            return nothing, unclear
        try:
            found = _span(plain(cell))
        except _Impossible as impossible:
            return nothing, impossible.about
        if found is None:
            return nothing, issue("date_unclear")
        return found, _likely((*found[0], *found[1]), today)
    days, problem = parse_date(cell, today)
    return (days, days), problem


def _span(text: str) -> tuple[Days, Days] | None:
    if len(text) > LONGEST:
        return None
    if (match := _SHORT_YEARS.fullmatch(text)) and int(match[2]) > 12:
        text = f"{match[1]} - {match[1][:2]}{match[2]}"
    since = _SINCE.match(text)
    body = _FROM.sub("", text) if not since else text[since.end() :]
    try:
        alone = _typed(body)
    except _Impossible:
        alone = None
    if alone:
        return alone, (NO_DAYS if since else alone)
    for separator in (_STRONG, re.compile("-"), re.compile("/")):
        halves = [(body[: m.start()].strip(), body[m.end() :].strip()) for m in separator.finditer(body)]
        found = [pair for left, right in halves if (pair := _sides(left, right)) is not None]
        if len(found) == 1:
            return found[0]
    _typed(body)
    return None


def _sides(left: str, right: str) -> tuple[Days, Days] | None:
    try:
        end: Days | None = NO_DAYS if right in _OPEN else _typed(right)
        if end is None:
            return None
        start = _typed(left)
        if start is None and (year := _LAST_YEAR_OF.search(right)):
            start = _typed(f"{left} {year[1]}")
    except _FarYear:
        raise
    except _Impossible:
        return None
    return (start, end) if start else None
