"""Values → text in the reader's language: 1.800 and 12,5, € 555.000, 31-12-2023, 2e kwartaal 2023."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date as babel_date
from babel.numbers import format_decimal

from wsd_data.model.periods import GRAIN_MONTHS, Grain, Period
from wsd_data.model.text import Language, Text

LOCALES: dict[Language, Locale] = {"nl": Locale("nl"), "en": Locale("en", "GB")}
_DATE = Text("dd-MM-yyyy", "d MMM yyyy")
_LONG_DATE = Text("d MMMM yyyy", "d MMMM yyyy")
_QUARTER = Text("{nth} kwartaal {year}", "{nth} quarter of {year}")
_HALF = Text("{nth} helft {year}", "{nth} half of {year}")
_FROM_TO = Text("{first} tot en met {last}", "{first} up to and including {last}")
_NTH = (Text("1e", "1st"), Text("2e", "2nd"), Text("3e", "3rd"), Text("4e", "4th"))


def format_number(value: float | Decimal, decimals: int = 0, language: Language = "nl") -> str:
    """A number with thousands marked: "1.800", with decimals "12,5". Halves are rounded away from zero."""
    return _number(str(value), decimals, language)


@lru_cache(maxsize=20_000)
def _number(written: str, decimals: int, language: Language) -> str:
    """By its text: numbers that are equal, such as 0 and minus zero, may be written in different ways."""
    exact = Decimal(written).quantize(Decimal(1).scaleb(-decimals), rounding="ROUND_HALF_UP")
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(exact, format=pattern, locale=LOCALES[language])


def format_money(euros: float | Decimal, decimals: int = 0, language: Language = "nl") -> str:
    """An amount in euros: "€ 555.000"; in English "€555,000"."""
    sign = "-" if euros < 0 else ""
    number = format_number(-euros if euros < 0 else euros, decimals, language)
    return f"€ {sign}{number}" if language == "nl" else f"{sign}€{number}"


def format_date(day: date, language: Language = "nl") -> str:
    """A day: "31-12-2023"; in English "31 Dec 2023", which nobody can read the wrong way round."""
    return babel_date(day, _DATE.in_(language), locale=LOCALES[language])


def format_period(period: Period, language: Language = "nl") -> str:
    """A period in words: "2023", "2e kwartaal 2023", "september 2023", "2020 tot en met 2022"."""
    whole = _bucket_words(period, language)
    if whole is not None:
        return whole
    first, last = period.start, period.end
    years = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    months = first.day == 1 and _is_month_end(last)
    sides = [
        str(day.year) if years else babel_date(day, "MMMM yyyy" if months else _LONG_DATE.in_(language), LOCALES[language])
        for day in (first, last)
    ]  # fmt: skip
    return _FROM_TO.in_(language).format(first=sides[0], last=sides[1])


def _is_month_end(day: date) -> bool:
    return day == date.max or date.fromordinal(day.toordinal() + 1).day == 1


def _bucket_words(period: Period, language: Language) -> str | None:
    """The name of a single day, month, quarter, half or year; None for any other span."""
    if period.start == period.end:
        return babel_date(period.start, _LONG_DATE.in_(language), LOCALES[language])
    grains: tuple[Grain, ...] = ("year", "half_year", "quarter", "month")
    for grain in grains:
        bucket = next(period.buckets(grain))
        if (bucket.start, bucket.end) != (period.start, period.end):
            continue
        nth = _NTH[((period.start.month - 1) // GRAIN_MONTHS[grain]) % 4].in_(language)
        if grain == "year":
            return str(period.start.year)
        if grain == "month":
            return babel_date(period.start, "MMMM yyyy", LOCALES[language])
        words = _HALF if grain == "half_year" else _QUARTER
        return words.in_(language).format(nth=nth, year=period.start.year)
    return None


def format_span(first: object, last: object, language: Language = "nl") -> str:
    """From and to in words, as precise as they are known: `12-10-2023`, `2e kwartaal 2023`; "" when unknown."""
    if not isinstance(first, date) or not isinstance(last, date):
        return ""
    return format_date(first, language) if first == last else format_period(Period(first, last, ""), language)


def count_words(count: int, one: Text, many: Text, language: Language = "nl") -> str:
    """A counted noun in the right number: "1 project", "0 projecten", "1.800 projecten"."""
    noun = one if LOCALES[language].plural_form(count) == "one" else many
    return f"{format_number(count, 0, language)} {noun.in_(language)}"
