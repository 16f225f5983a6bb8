"""Refused rows are open until they are seen to have come after all; what cannot be seen hides nothing."""

from __future__ import annotations

from typing import Any

import pytest

from tests.figures.conftest import World, world
from wsd_data.delivery import undo
from wsd_data.delivery.repairs import open_rows
from wsd_data.model.periods import parse_period

__all__ = ["world"]

GOOD, FAULTY, BETTER = {"title": "a"}, {"title": "b", "date": "ooit"}, {"title": "b", "date": "1-4-2023"}


def first(world: World, **more: Any) -> int:
    return world.deliver({"presentations": [GOOD, FAULTY]}, accept_refused=True, **more)


def still(world: World) -> list[tuple[int, int, int | None]]:
    return [(one.entry.id, one.rows, one.later) for one in open_rows(world.store)]


def test_a_sheet_that_came_back_whole_is_put_right(world: World) -> None:
    number = first(world)
    assert still(world) == [(number, 1, None)]
    later = world.deliver({"presentations": [GOOD, BETTER]})
    assert still(world) == []
    undo(world.store, later, confirmed=True)
    assert still(world) == [(number, 1, None)]


def test_the_corrected_sheet_may_have_grown(world: World) -> None:
    first(world)
    world.deliver({"presentations": [GOOD, BETTER, {"title": "c"}]})
    assert still(world) == []


@pytest.mark.parametrize(
    "rows",
    [
        [GOOD],
        [BETTER],
        [GOOD, {"title": "c"}, BETTER, {"title": "a", "date": "1-5-2023"}][1:],
        [{"title": "een ander blad"}, BETTER],
    ],
)
def test_rows_in_another_place_may_be_others(world: World, rows: list[dict[str, str]]) -> None:
    number = first(world)
    later = world.deliver({"presentations": rows})
    assert still(world) == [(number, 1, later)]


def test_another_deliverer_or_sheet_or_an_earlier_delivery_puts_nothing_right(world: World) -> None:
    world.deliver({"presentations": [GOOD, BETTER]})
    number = first(world)
    world.deliver({"presentations": [GOOD, BETTER]}, region="zwolle")
    world.deliver({"products": [GOOD, {"title": "b"}]})
    assert still(world) == [(number, 1, None)]


def test_a_repair_that_has_refused_rows_itself_is_open_by_itself(world: World) -> None:
    first(world)
    later = world.deliver({"presentations": [GOOD, BETTER, {"title": "c", "date": "nooit"}]}, accept_refused=True)
    assert still(world) == [(later, 1, None)]


def test_everything_about_a_period_that_was_given_leaves_nothing_open(world: World) -> None:
    year = parse_period("2023")
    first(world, scope=year)
    world.deliver({"presentations": [{"title": "c"}]}, mode="full", scope=year)
    assert still(world) == []


def test_a_full_delivery_after_one_without_a_period_may_leave_rows_out(world: World) -> None:
    number = first(world)
    later = world.deliver({"presentations": [{"title": "c"}]}, mode="full", scope=parse_period("2023"))
    assert still(world) == [(number, 1, later)]


def test_each_sheet_of_a_delivery_is_looked_at_by_itself(world: World) -> None:
    wrong = {"title": "x", "date": "ooit"}
    number = world.deliver({"presentations": [GOOD, FAULTY], "products": [GOOD, wrong, wrong]}, accept_refused=True)
    assert still(world) == [(number, 3, None)]
    world.deliver({"presentations": [GOOD, BETTER]})
    assert still(world) == [(number, 2, None)]
