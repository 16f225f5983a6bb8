"""Change in words, on figures that may not be whole, hidden or uncertain."""

from __future__ import annotations

import pytest

from wsd_data.figures import Value
from wsd_data.model.indicators import INDICATORS
from wsd_data.model.periods import parse_period
from wsd_data.ui.comparison import Shown, change_words, period_before

PRESENTATIONS, ATTENDANCES = INDICATORS["presentations"], INDICATORS["attendances"]


def shown(
    year: str, value: float | None, status: str = "ok", missing: tuple[str, ...] = (), estimate: bool = False
) -> Shown:
    return Shown(Value(value, value, value, status, None, estimate), parse_period(year), missing)  # type: ignore[arg-type]


def nl(now: Shown, before: Shown | None) -> str:
    return change_words(now, before, PRESENTATIONS, False, "nl")


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (52, 49, "3 meer dan in 2022"),
        (49, 52, "3 minder dan in 2022"),
        (52, 52, "evenveel als in 2022"),
        (1852, 2, "1.850 meer dan in 2022"),
    ],
)
def test_change_is_said_in_words(now: int, before: int, words: str) -> None:
    assert nl(shown("2023", now), shown("2022", before)) == words


def test_english() -> None:
    assert change_words(shown("2023", 1852), shown("2022", 2), PRESENTATIONS, False, "en") == "1,850 more than in 2022"


def test_who_has_still_to_deliver_makes_it_not_comparable() -> None:
    assert nl(shown("2023", 52, missing=("twente",)), shown("2022", 49)) == (
        "nog niet te vergelijken: 1 werkplaats moet 2023 nog aanleveren"
    )
    assert nl(shown("2023", 52, missing=("a", "b", "c")), shown("2022", 49)) == (
        "nog niet te vergelijken: 3 werkplaatsen moeten 2023 nog aanleveren"
    )
    assert nl(shown("2023", 52), shown("2022", 49, missing=("a", "b"))) == (
        "niet te vergelijken: 2 werkplaatsen leverden 2022 niet aan"
    )


def test_a_period_that_is_not_over_is_not_compared() -> None:
    running = Shown(Value(5, 5, 5, "ok"), parse_period("2023"), over=False)
    assert nl(running, shown("2022", 49)) == "nog niet te vergelijken: 2023 is nog niet voorbij"


def test_the_kinds_of_nothing_are_not_a_change() -> None:
    assert nl(shown("2023", None, "not_reported"), shown("2022", 49)) == "nog niet aangeleverd"
    assert nl(shown("2023", 52), shown("2022", None, "not_reported")) == "geen cijfers over 2022"
    assert "afgeschermd" in nl(shown("2023", None, "suppressed"), shown("2022", 49))
    assert "marge" in nl(shown("2023", 52), shown("2022", None))
    assert nl(shown("2023", 0, "zero"), shown("2022", 3)) == "3 minder dan in 2022"
    assert nl(shown("2023", 52), None) == ""


def test_estimates_and_rounded_counts_differ_by_about() -> None:
    assert nl(shown("2023", 40, estimate=True), shown("2022", 30)) == "circa 10 meer dan in 2022"
    assert change_words(shown("2023", 40), shown("2022", 30), ATTENDANCES, True, "nl") == "circa 10 meer dan in 2022"
    assert (
        change_words(shown("2023", 40), shown("2022", 40), ATTENDANCES, True, "nl") == "ongeveer evenveel als in 2022"
    )


@pytest.mark.parametrize(
    ("period", "before"),
    [
        ("2023", "2022"),
        ("2020..2022", "2017..2019"),
        ("2022-H1", "2021-H1"),
        ("2023-Q2", "2022-Q2"),
        ("2023-06", "2022-06"),
        ("2021-H2..2022-H1", "2019-H2..2020-H1"),
        ("2024-02-29", None),
        ("1900", None),
    ],
)
def test_the_period_before_is_as_long_and_whole_years_earlier(period: str, before: str | None) -> None:
    found = period_before(parse_period(period))
    assert (found.text if found else None) == before


def test_what_is_not_filled_in_everywhere_is_not_compared() -> None:
    blank = Shown(Value(40, 40, 40, "ok", filled=False), parse_period("2023"))
    assert not blank.whole
    assert nl(blank, shown("2022", 30)) == "niet te vergelijken: niet overal ingevuld"
    assert nl(shown("2023", 30), Shown(Value(40, 40, 40, "ok", filled=False), parse_period("2022"))) == (
        "niet te vergelijken: niet overal ingevuld"
    )


def test_money_is_less_and_things_are_fewer() -> None:
    money = INDICATORS["grant_awarded"]
    assert change_words(shown("2023", 5), shown("2022", 8), money, False, "en") == "€3 less than in 2022"
    assert change_words(shown("2023", 5), shown("2022", 8), PRESENTATIONS, False, "en") == "3 fewer than in 2022"


@pytest.mark.parametrize(("count", "words"), [(1, "1 werkplaats moet"), (2, "2 werkplaatsen moeten")])
def test_one_is_singular(count: int, words: str) -> None:
    assert words in nl(shown("2023", 5, missing=tuple(map(str, range(count)))), shown("2022", 4))
