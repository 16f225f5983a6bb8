"""The gate, in a table a lector can read: what is counted and what may leave in public."""

from __future__ import annotations

import pytest

from wsd_data.figures.answer import Value
from wsd_data.figures.gate import protect
from wsd_data.model.indicators import INDICATORS

PEOPLE = INDICATORS["attendances"]
WORKS = INDICATORS["publications"]


def exact(n: int) -> Value:
    return Value(n, n, n, "zero" if n == 0 else "ok")


@pytest.mark.parametrize(("counted", "shown"), [(5, 5), (6, 5), (7, 5), (8, 10), (42, 40), (43, 45), (1800, 1800)])
def test_counts_of_people_are_rounded_to_five(counted: int, shown: int) -> None:
    figure = protect(PEOPLE, "public", exact(counted))
    assert (figure.value, figure.status) == (shown, "ok")
    assert figure.low is None and figure.high is None, "bounds of an exact count would tell what rounding hides"


@pytest.mark.parametrize("counted", [1, 2, 3, 4])
def test_small_counts_are_suppressed(counted: int) -> None:
    figure = protect(PEOPLE, "public", exact(counted))
    assert figure == Value(None, None, None, "suppressed", "small")


def test_zero_and_nothing_stay_what_they_are() -> None:
    assert protect(PEOPLE, "public", exact(0)) == exact(0)
    nothing = Value(None, None, None, "not_reported", "not_delivered")
    assert protect(PEOPLE, "public", nothing) == nothing


def test_a_range_is_rounded_outward() -> None:
    figure = protect(PEOPLE, "public", Value(None, 12, 31, "ok"))
    assert (figure.value, figure.low, figure.high) == (None, 10, 35)
    estimate = protect(PEOPLE, "public", Value(32, 30, 36, "ok", None, True))
    assert (estimate.value, estimate.low, estimate.high, estimate.estimate) == (30, 30, 40, True)


def test_a_range_that_ends_small_is_suppressed() -> None:
    assert protect(PEOPLE, "public", Value(None, 1, 3, "ok")).status == "suppressed"


def test_internal_is_exact_and_works_are_not_people() -> None:
    assert protect(PEOPLE, "internal", exact(3)) == exact(3)
    assert protect(WORKS, "public", exact(3)) == exact(3)


def test_a_count_that_is_its_own_bound_leaves_as_a_range() -> None:
    figure = protect(PEOPLE, "public", Value(43, 43, 44, "ok"))
    assert (figure.value, figure.low, figure.high) == (None, 40, 45)


@pytest.mark.parametrize("figure", [Value(None, 3, None, "ok"), Value(0, 0, 3, "ok"), Value(None, 0, 4, "ok")])
def test_what_may_be_small_is_suppressed(figure: Value) -> None:
    assert protect(PEOPLE, "public", figure).status == "suppressed"
