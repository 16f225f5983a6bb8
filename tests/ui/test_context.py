"""What one run of a page asks: every question once, each answer under its own selection."""

from __future__ import annotations

from tests.figures.conftest import World
from tests.ui.conftest import Viewed
from wsd_data.model.periods import parse_period

TALKS = {"presentations": [{"title": "A", "theme": "Armoede"}, {"title": "B", "theme": "Eenzaamheid"}]}


def test_what_was_asked_in_this_run_is_not_asked_again(world: World, view: Viewed) -> None:
    world.deliver(TALKS)
    context = view("2023")
    assert context.per_year("presentations") is context.per_year("presentations")
    period = parse_period("2023")
    both = context.ask("presentations", [("year",), ("type",)], period)
    world.monitor.forget()
    assert context.ask("presentations", [("type",)], period)[0] is both[1]
    assert context.ask("presentations", [("theme",), ("year",)], period)[1] is both[0]


def test_an_answer_without_a_filter_is_another_one(world: World, view: Viewed) -> None:
    world.deliver(TALKS)
    context = view("2023", theme="eenzaamheid")
    period = parse_period("2023")
    (narrow,) = context.ask("presentations", [("type",)], period)
    (wide,) = context.ask("presentations", [("type",)], period, every=("theme",))
    (earlier,) = context.ask("presentations", [("type",)], parse_period("2022"))
    assert (narrow.total.value, wide.total.value, earlier.total.value) == (1, 2, None)


def test_a_number_of_things_is_written_as_in_the_language(world: World, view: Viewed) -> None:
    assert [view("2023", language=language).number(12345) for language in ("nl", "en")] == ["12.345", "12,345"]
