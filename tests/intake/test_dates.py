"""Dates, periods and spans: what people type, and the first and last day of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wsd_data.intake.dates import parse_date, parse_span

TODAY = dt.date(2026, 11, 22)


def days(first: str, last: str | None = None) -> tuple[dt.date, dt.date]:
    return dt.date.fromisoformat(first), dt.date.fromisoformat(last or first)


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("31-12-2023", days("2023-12-31")),
        ("1/2/23", days("2023-02-01")),
        ("1.2.2023", days("2023-02-01")),
        ("01-02-98", days("1998-02-01")),
        ("1 februari 2023", days("2023-02-01")),
        ("1 februari '23", days("2023-02-01")),
        ("12 okt 2023", days("2023-10-12")),
        ("12 okt. 2023", days("2023-10-12")),
        ("12-okt-2023", days("2023-10-12")),
        ("donderdag 12 oktober 2023", days("2023-10-12")),
        ("12th October 2023", days("2023-10-12")),
        ("October 12, 2023", days("2023-10-12")),
        ("2023-06-01", days("2023-06-01")),
        ("2023-06-01 00:00:00", days("2023-06-01")),
        ("jan '23", days("2023-01-01", "2023-01-31")),
        ("jan ’23", days("2023-01-01", "2023-01-31")),
        ("mrt-22", days("2022-03-01", "2022-03-31")),
        ("september 2023", days("2023-09-01", "2023-09-30")),
        ("Feb 2024", days("2024-02-01", "2024-02-29")),
        ("May 2024", days("2024-05-01", "2024-05-31")),
        ("2023-06", days("2023-06-01", "2023-06-30")),
        ("06-2023", days("2023-06-01", "2023-06-30")),
        ("2023", days("2023-01-01", "2023-12-31")),
        (2023.0, days("2023-01-01", "2023-12-31")),
        ("2023-Q2", days("2023-04-01", "2023-06-30")),
        ("Q2 2023", days("2023-04-01", "2023-06-30")),
        ("K2 2023", days("2023-04-01", "2023-06-30")),
        ("2e kwartaal 2023", days("2023-04-01", "2023-06-30")),
        ("tweede kwartaal van 2023", days("2023-04-01", "2023-06-30")),
        ("2nd quarter of 2023", days("2023-04-01", "2023-06-30")),
        ("kwartaal 2 2023", days("2023-04-01", "2023-06-30")),
        ("2e helft 2022", days("2022-07-01", "2022-12-31")),
        ("Tweede helft 2022", days("2022-07-01", "2022-12-31")),
        ("2022-H2", days("2022-07-01", "2022-12-31")),
        ("h1 2022", days("2022-01-01", "2022-06-30")),
        ("first half of 2022", days("2022-01-01", "2022-06-30")),
        (dt.date(2023, 12, 31), days("2023-12-31")),
        (dt.datetime(2023, 12, 31, 14, 30), days("2023-12-31")),
        ("n.v.t.", (None, None)),
        ("onbekend", (None, None)),
    ],
)
def test_what_a_date_means(cell: Any, meant: tuple[object, object]) -> None:
    assert parse_date(cell, TODAY) == (meant, None)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("31-02-2023", "date_impossible"),
        ("12/31/2023", "date_impossible"),
        ("2023-13", "date_impossible"),
        ("29 februari 2023", "date_impossible"),
        ("voorjaar 2023", "date_unclear"),
        ("12 oktober", "date_unclear"),
        ("2022-2023", "date_unclear"),
        ("2023-Q5", "date_unclear"),
        ("morgen", "date_unclear"),
        ("٢٠٢٣", "date_unclear"),
        (45000.0, "date_number"),
        (12.0, "date_number"),
        (2023.5, "date_number"),
        (True, "date_unclear"),
        (dt.time(3, 4), "date_unclear"),
        (dt.timedelta(days=3), "date_unclear"),
    ],
)
def test_what_is_no_date(cell: Any, code: str) -> None:
    found, problem = parse_date(cell, TODAY)
    assert found == (None, None)
    assert problem is not None and problem.code == code and problem.level == "error"


@pytest.mark.parametrize("cell", ["1-1-1985", "2050", dt.date(1901, 1, 1)])
def test_an_unlikely_date_is_kept_with_a_warning(cell: Any) -> None:
    found, problem = parse_date(cell, TODAY)
    assert found[0] is not None
    assert problem is not None and problem.level == "warning"


@pytest.mark.parametrize(
    ("cell", "start", "end"),
    [
        ("2014-2022", days("2014-01-01", "2014-12-31"), days("2022-01-01", "2022-12-31")),
        ("2014 – 2022", days("2014-01-01", "2014-12-31"), days("2022-01-01", "2022-12-31")),
        ("2022-23", days("2022-01-01", "2022-12-31"), days("2023-01-01", "2023-12-31")),
        ("Maart '22 – Maart '23", days("2022-03-01", "2022-03-31"), days("2023-03-01", "2023-03-31")),
        ("januari 2020 t/m december 2022", days("2020-01-01", "2020-01-31"), days("2022-12-01", "2022-12-31")),
        ("1-1-2020 - 31-12-2022", days("2020-01-01"), days("2022-12-31")),
        ("1-1-2020-31-12-2022", days("2020-01-01"), days("2022-12-31")),
        ("2020 tot 2022", days("2020-01-01", "2020-12-31"), days("2022-01-01", "2022-12-31")),
        ("van 2020 tot en met 2022", days("2020-01-01", "2020-12-31"), days("2022-01-01", "2022-12-31")),
        ("maart - juni 2023", days("2023-03-01", "2023-03-31"), days("2023-06-01", "2023-06-30")),
        ("2020 - heden", days("2020-01-01", "2020-12-31"), (None, None)),
        ("sinds 2020", days("2020-01-01", "2020-12-31"), (None, None)),
        ("2023", days("2023-01-01", "2023-12-31"), days("2023-01-01", "2023-12-31")),
        (2023.0, days("2023-01-01", "2023-12-31"), days("2023-01-01", "2023-12-31")),
        ("2023-06", days("2023-06-01", "2023-06-30"), days("2023-06-01", "2023-06-30")),
    ],
)
def test_what_a_span_means(cell: Any, start: tuple[object, object], end: tuple[object, object]) -> None:
    assert parse_span(cell, TODAY) == ((start, end), None)


@pytest.mark.parametrize(("cell", "code"), [("vier jaar", "date_unclear"), ("31-02-2023", "date_impossible")])
def test_what_is_no_span(cell: str, code: str) -> None:
    assert parse_span(cell, TODAY)[1].code == code


@given(st.text(alphabet="0123456789-/.' –janfebmrt/qkh heden2e", max_size=30))
def test_any_text_is_days_or_a_remark(text: str) -> None:
    (first, last), problem = parse_date(text, TODAY)
    assert (first is None) == (last is None)
    assert first is None or last is None or (first <= last and (problem is None or problem.level == "warning"))
    parse_span(text, TODAY)


@pytest.mark.parametrize("day", [dt.date(1999, 12, 31), dt.date(2024, 2, 29), dt.date(2023, 1, 1)])
@pytest.mark.parametrize("form", ["%d-%m-%Y", "%d/%m/%y", "%d.%m.%Y", "%Y-%m-%d", "%d %B %Y", "%d %b %Y"])
def test_a_day_in_every_form_is_that_day(day: dt.date, form: str) -> None:
    assert parse_date(day.strftime(form), TODAY) == ((day, day), None)


def test_a_month_that_may_be_two_years() -> None:
    days_found, problem = parse_date("2011-12", TODAY)
    assert days_found == (dt.date(2011, 12, 1), dt.date(2011, 12, 31)) and problem is not None
    assert (problem.code, problem.level) == ("date_month", "warning")
    assert dict(problem.values)["years"] == "2011-2012"
    for cell in ("2010-12", "2010/12"):
        span, problem = parse_span(cell, TODAY)
        assert span == ((None, None), (None, None)) and problem is not None and problem.code == "span_unclear"
    for cell in ("2023-06", "2012-12", "2016-12"):
        assert parse_span(cell, TODAY)[1] is None and parse_date(cell, TODAY)[1] is None


def test_a_year_that_cannot_be_is_not_called_a_day() -> None:
    for problem in (parse_date("1-1-1850", TODAY)[1], parse_span("1850-2020", TODAY)[1], parse_date("1850", TODAY)[1]):
        assert problem is not None and problem.code == "date_year"
