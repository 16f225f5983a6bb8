"""Numbers, money, dates and periods as Dutch and English readers write them."""

from __future__ import annotations

import datetime as dt

import pytest

from wsd_data.language import (
    count_words,
    figure_words,
    format_date,
    format_money,
    format_number,
    format_period,
    format_span,
)
from wsd_data.model.periods import Period, parse_period
from wsd_data.model.text import Language, Text


@pytest.mark.parametrize(
    ("value", "decimals", "nl", "en"),
    [(1800, 0, "1.800", "1,800"), (12.5, 1, "12,5", "12.5"), (0, 0, "0", "0"), (2.5, 0, "3", "3"), (1234567.891, 2, "1.234.567,89", "1,234,567.89"), (-5, 0, "-5", "-5")],
)  # fmt: skip
def test_numbers(value: float, decimals: int, nl: str, en: str) -> None:
    assert (format_number(value, decimals, "nl"), format_number(value, decimals, "en")) == (nl, en)


def test_money() -> None:
    assert (format_money(555000), format_money(555000, language="en")) == ("€ 555.000", "€555,000")
    assert (format_money(12.5, 2), format_money(-3)) == ("€ 12,50", "€ -3")


def test_dates() -> None:
    assert (format_date(dt.date(2023, 12, 31)), format_date(dt.date(2023, 2, 1), "en")) == ("31-12-2023", "1 Feb 2023")


@pytest.mark.parametrize(
    ("period", "nl", "en"),
    [
        ("2023", "2023", "2023"),
        ("2023-H2", "2e helft 2023", "2nd half of 2023"),
        ("2023-Q3", "3e kwartaal 2023", "3rd quarter of 2023"),
        ("2023-09", "september 2023", "September 2023"),
        ("2024-02-01", "1 februari 2024", "1 February 2024"),
        ("2020..2022", "2020 tot en met 2022", "2020 up to and including 2022"),
        ("2022-03..2023-03", "maart 2022 tot en met maart 2023", "March 2022 up to and including March 2023"),
        ("2023-01-05..2023-02-10", "5 januari 2023 tot en met 10 februari 2023", "5 January 2023 up to and including 10 February 2023"),
        ("2023-01..2023-06", "1e helft 2023", "1st half of 2023"),
    ],
)  # fmt: skip
def test_periods(period: str, nl: str, en: str) -> None:
    assert (format_period(parse_period(period), "nl"), format_period(parse_period(period), "en")) == (nl, en)


def test_a_period_to_the_end_of_time() -> None:
    assert format_period(Period(dt.date(2020, 1, 1), dt.date.max, "")) == "2020 tot en met 9999"


def test_counts() -> None:
    one, many = Text("project", "project"), Text("projecten", "projects")
    assert [count_words(n, one, many) for n in (0, 1, 2, 1800)] == ["0 projecten", "1 project", "2 projecten", "1.800 projecten"]  # fmt: skip
    assert count_words(1, one, many, "en") == "1 project"


@pytest.mark.parametrize(
    ("figure", "nl", "en"),
    [
        ((52, 52, 52, "ok", None, False), "52", "52"),
        ((1800, 1800, 1800, "ok", None, False), "1.800", "1,800"),
        ((0, 0, 0, "zero", None, False), "0", "0"),
        ((None, None, None, "zero", None, False), "0", "0"),
        ((40, 40, 40, "ok", None, True), "circa 40", "about 40"),
        ((100, 101, None, "ok", None, True), "meer dan 100", "more than 100"),
        ((128, 128, None, "ok", None, True), "ten minste 128", "at least 128"),
        ((128, 128, None, "ok", None, False), "ten minste 128", "at least 128"),
        ((140, 128, None, "ok", None, True), "circa 140, ten minste 128", "about 140, at least 128"),
        ((32, 30, 35, "ok", None, True), "30 tot 35", "30 to 35"),
        ((None, 30, 42, "ok", None, False), "30 tot 42", "30 to 42"),
        ((None, 128, None, "ok", None, False), "ten minste 128", "at least 128"),
        ((40, 35, 45, "ok", None, False), "40", "40"),
        ((None, None, None, "suppressed", "small", False), "<5", "<5"),
        ((None, None, None, "suppressed", "other", False), "afgeschermd", "suppressed"),
        ((None, None, None, "not_reported", None, False), "nog niet aangeleverd", "not reported yet"),
        ((None, None, None, "not_applicable", None, False), "n.v.t.", "n/a"),
        ((None, None, None, "ok", None, False), "niet bekend", "not known"),
    ],
)
def test_figures(
    figure: tuple[float | None, float | None, float | None, str, str | None, bool], nl: str, en: str
) -> None:
    languages: tuple[tuple[Language, str], ...] = (("nl", nl), ("en", en))
    for language, words in languages:
        assert figure_words(*figure, unit="", language=language) == words


def test_units() -> None:
    assert figure_words(12, 12, 12, "ok", unit="projecten") == "12 projecten"
    assert figure_words(185000, 185000, 185000, "ok", unit="€") == "€ 185.000"
    assert figure_words(12.5, 12.5, 12.5, "ok", unit="fte", decimals=1) == "12,5 fte"
    assert figure_words(12, 12, 12, "ok", unit="fte", decimals=1) == "12 fte"
    assert figure_words(None, None, None, "not_reported", unit="projecten") == "nog niet aangeleverd"


def test_dates_are_as_precise_as_they_were_delivered() -> None:
    assert format_span(dt.date(2023, 4, 1), dt.date(2023, 6, 30), "nl") == "2e kwartaal 2023"
    assert format_span(dt.date(2023, 4, 1), dt.date(2023, 4, 1), "nl") == "01-04-2023"
    assert format_span(None, dt.date(2023, 4, 1), "nl") == ""


def test_a_minus_zero_does_not_stay_for_zeros_to_come() -> None:
    """What is remembered of one number is not said of another that merely equals it."""
    format_number(-0.0, 0)
    format_number(-0.0, 1)
    assert [format_number(0.0, 0), format_number(0, 0), format_number(0.0, 1, "nl")] == ["0", "0", "0,0"]
