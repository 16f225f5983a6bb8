from __future__ import annotations

from datetime import date

import pytest

from wsd_data.model.periods import PeriodError, parse_period


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("2023-H1", date(2023, 1, 1), date(2023, 6, 30)),
        ("2022-h2", date(2022, 7, 1), date(2022, 12, 31)),
        ("2023-Q2", date(2023, 4, 1), date(2023, 6, 30)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-02-01", date(2024, 2, 1), date(2024, 2, 1)),
        ("2020..2022", date(2020, 1, 1), date(2022, 12, 31)),
        ("2022-H2..2023-02-15", date(2022, 7, 1), date(2023, 2, 15)),
    ],
)
def test_forms_of_a_period(text: str, start: date, end: date) -> None:
    period = parse_period(text)
    assert (period.start, period.end) == (start, end)


@pytest.mark.parametrize(
    "text", ["", "23", "2023-13", "2023-H3", "2023-Q5", "2023-02-30", "2023..2022", "..", "2023..", "1234", "٢٠٢٣", "x"]
)
def test_what_is_no_period(text: str) -> None:
    with pytest.raises(PeriodError):
        parse_period(text)


def test_buckets_of_a_period_are_all_that_overlap_it() -> None:
    period = parse_period("2022-11..2023-04-10")
    assert [b.text for b in period.buckets("year")] == ["2022", "2023"]
    assert [b.text for b in period.buckets("half_year")] == ["2022-H2", "2023-H1"]
    assert [b.text for b in period.buckets("quarter")] == ["2022-Q4", "2023-Q1", "2023-Q2"]
    assert [b.text for b in period.buckets("month")] == [
        "2022-11", "2022-12", "2023-01", "2023-02", "2023-03", "2023-04",
    ]  # fmt: skip
