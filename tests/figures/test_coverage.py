"""How far a region is with a sheet of a year: complete, a draft until it is repaired, and warnings that are still open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wsd_data.delivery import undo

if TYPE_CHECKING:
    from tests.figures.conftest import World

GOOD = {"title": "Goed"}
FAULTY = {"title": "Fout", "type": "toneel"}
KEY = ("twente", "presentations", 2023)


def test_a_draft_until_all_its_rows_came(world: World) -> None:
    first = world.deliver({"presentations": [GOOD, FAULTY]}, accept_refused=True)
    assert world.monitor.coverage()[KEY].draft
    second = world.deliver({"presentations": [GOOD]})
    assert world.monitor.coverage()[KEY].draft, "one row less than the first had"
    third = world.deliver({"presentations": [GOOD, {"title": "Fout"}]})
    found = world.monitor.coverage()[KEY]
    assert not found.draft and found.entries == (third, second, first)
    undo(world.store, third, confirmed=True)
    assert world.monitor.coverage()[KEY].draft


def test_another_deliverer_repairs_nothing(world: World) -> None:
    world.deliver({"presentations": [GOOD, FAULTY]}, accept_refused=True)
    world.deliver({"presentations": [{"title": title, "region": "Twente"} for title in "abc"]}, region="network")
    assert world.monitor.coverage()[KEY].draft


def test_a_sheet_of_which_every_row_was_refused_is_a_draft_where_its_years_are_known(world: World) -> None:
    from wsd_data.model.periods import parse_period

    world.deliver({"presentations": [FAULTY], "products": [{"title": "Tool"}]}, accept_refused=True, scope=parse_period("2023"))  # fmt: skip
    assert world.monitor.coverage()[KEY].draft
    assert not world.monitor.coverage()["twente", "products", 2023].draft


def test_nothing_to_report_is_a_delivery_too(world: World) -> None:
    number = world.deliver({"presentations": [GOOD]}, nothing=(("casuses", 2022),))
    assert world.monitor.coverage()["twente", "casuses", 2022].entries == (number,)
    assert ("twente", "casuses", 2023) not in world.monitor.coverage()


def test_a_warning_is_open_while_its_row_is_in_force(world: World) -> None:
    world.deliver({"presentations": [{"title": "Los", "project": "NERGENS"}, GOOD]})
    assert world.monitor.coverage()[KEY].warnings == 1
    world.deliver({"presentations": [{"title": "Los"}]}, received="2024-06-02")
    assert world.monitor.coverage()[KEY].warnings == 0
