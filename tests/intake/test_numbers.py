"""Numbers and amounts: what people type, and what it means. Tables a reader can check against the field's rules."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wsd_data.intake.messages import issue
from wsd_data.intake.numbers import parse_money, parse_number

NOTHING = (None, None, None, None)


def exact(value: float) -> tuple[float, float, float, bool]:
    return (value, value, value, False)


def about(value: float) -> tuple[float, float, float, bool]:
    return (value, value, value, True)


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("1.800", exact(1800)),
        (1.8, exact(1.8)),
        (1800.0, exact(1800)),
        (0.0, exact(0)),
        ("0", exact(0)),
        ("1 800", exact(1800)),
        ("1\u00a0800", exact(1800)),
        ("1\u2009800", exact(1800)),
        ("1\u202f800", exact(1800)),
        ("12,5", exact(12.5)),
        ("1.234,56", exact(1234.56)),
        ("1.234.567", exact(1234567)),
        ("1,800", exact(1.8)),
        (" 40 ", exact(40)),
        ("555.000,-", exact(555000)),
        ("veertig", exact(40)),
        ("ca. 40", about(40)),
        ("ca 40", about(40)),
        ("circa 40", about(40)),
        ("Circa twintig", about(20)),
        ("circa één", about(1)),
        ("zo'n 40", about(40)),
        ("zo’n 40", about(40)),
        ("± 40", about(40)),
        ("ongeveer 1.800", about(1800)),
        ("ca. vijfentwintig", about(25)),
        ("tweeëntwintig", exact(22)),
        ("about forty", None),
        ("about 40", about(40)),
        (">100", (100, 101, None, True)),
        ("> 1.000", (1000, 1001, None, True)),
        ("meer dan 100", (100, 101, None, True)),
        ("ruim 100", (100, 100, None, True)),
        ("ruim honderd", (100, 100, None, True)),
        ("minstens 100", (100, 100, None, True)),
        ("ten minste 100", (100, 100, None, True)),
        ("100+", (100, 100, None, True)),
        ("30-35", (32, 30, 35, True)),
        ("30 – 35", (32, 30, 35, True)),
        ("30 tot 35", (32, 30, 35, True)),
        ("ca. 30-35", (32, 30, 35, True)),
        ("30 t/m 36", (33, 30, 36, True)),
        ("n.v.t.", NOTHING),
        ("N.V.T.", NOTHING),
        ("-", NOTHING),
        ("–", NOTHING),
        ("onbekend", NOTHING),
        ("?", NOTHING),
        ("   ", NOTHING),
    ],
)
def test_what_a_number_means(cell: Any, meant: tuple[object, ...] | None) -> None:
    found, problem = parse_number(cell)
    if meant is None:
        assert problem is not None and problem.code == "number_unclear"
    else:
        assert (found, problem) == (meant, None)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("1.8", "decimal_point"),
        ("12.50", "decimal_point"),
        ("0.500", "decimal_point"),
        ("1,234.56", "number_unclear"),
        ("1,800,000", "number_unclear"),
        ("1.80.000", "number_unclear"),
        ("veel", "number_unclear"),
        ("40 personen", "number_unclear"),
        ("12%", "number_unclear"),
        ("35-30", "number_unclear"),
        ("<10", "upper_bound_only"),
        ("minder dan 10", "upper_bound_only"),
        ("-5", "negative"),
        (-5.0, "negative"),
        ("9" * 30, "number_too_large"),
        (1e300, "number_too_large"),
        (float("inf"), "number_too_large"),
        (True, "number_unclear"),
        (dt.date(2023, 1, 1), "number_unclear"),
    ],
)
def test_what_is_no_clear_number(cell: Any, code: str) -> None:
    found, problem = parse_number(cell)
    assert found == NOTHING
    assert problem is not None and problem.code == code and problem.level == "error"


@pytest.mark.parametrize("cell", ["12,5", "1,800", 1.8, "ca. 2,5", "2,5-3"])
def test_a_whole_number_has_no_decimals(cell: Any) -> None:
    assert parse_number(cell, whole=True)[1] == issue("whole_number")


@pytest.mark.parametrize(
    ("cell", "cents"),
    [
        ("€ 555.000,-", 55_500_000),
        ("€555.000", 55_500_000),
        ("EUR 1.234,56", 123_456),
        ("1.234,5 euro", 123_450),
        (0.1 + 0.2, 30),
        (1234.565, 123_456),
        (740000.0, 74_000_000),
        ("n.v.t.", None),
    ],
)
def test_an_amount_is_whole_cents(cell: Any, cents: int | None) -> None:
    found, problem = parse_money(cell)
    assert problem is None
    assert found == (NOTHING if cents is None else (cents, cents, cents, False))


def test_bounds_of_an_amount() -> None:
    assert parse_money("ca. € 5.000")[0] == (500_000, 500_000, 500_000, True)
    assert parse_money("> € 5.000")[0] == (500_000, 500_100, None, True)
    assert parse_money("€ 1,800")[1] == issue("money_decimals")


@given(st.text(alphabet="0123456789.,-–<>+ €cazo'nruimvetigtussn\u00a0é", max_size=40))
def test_any_text_is_a_value_or_a_remark(text: str) -> None:
    (value, low, high, estimate), problem = parse_number(text)
    if problem is not None or value is None:
        assert (value, low, high, estimate) == NOTHING
    else:
        assert low is not None and low >= 0 and (high is None or high >= low)
        assert estimate or value == low == high


def test_a_range_has_its_value_within_its_bounds() -> None:
    assert parse_number("1,5-2")[0] == (1.75, 1.5, 2, True)
    assert parse_number("30-35")[0] == (32, 30, 35, True)
    assert parse_money("1,50-1,75")[0] == (162, 150, 175, True)
