"""Reach and participation: two blocks, never added, with what is not a number said as what it is."""

from __future__ import annotations

from pathlib import Path

from tests.figures.conftest import World
from tests.ui.conftest import Viewed, delivered, page_of, sent
from wsd_data.model.indicators import INDICATORS
from wsd_data.ui import content, reach

PEOPLE = [
    {"attendances": 12, "role": "student", "municipality": "Enschede"},
    {"attendances": 3, "role": "docent", "municipality": "Hengelo", "date": "1-4-2023"},
]
STATES = [
    {"kind": "volgers", "value": 1800, "channel": "LinkedIn", "date": "1-11-2023"},
    {"kind": "volgers", "value": 1500, "channel": "LinkedIn", "date": "1-3-2023"},
    {"kind": "volgers", "value": 200, "channel": "X", "date": "1-3-2023"},
]


def test_what_is_shown_is_never_in_both_blocks() -> None:
    assert not set(reach.TAKING_PART) & set(reach.REACHED_BY)
    assert all(INDICATORS[id_].kind == "stock" for id_ in reach.STATES)
    assert "nooit opgeteld" in reach.NEVER_ADDED.nl and "never added" in reach.NEVER_ADDED.en


def test_municipalities_are_said_beside_each_other(world: World, view: Viewed) -> None:
    world.deliver(
        {
            "participants": PEOPLE,
            "members": [{"organisation": "Gemeente Almelo", "organisation_type": "gemeente", "municipality": "Almelo"}],
        }
    )
    told = reach.places(view("2023", region="twente"))
    reached = world.total("municipalities_reached", period="2023", region="twente")
    joined = world.total("municipalities_participating", period="2023", region="twente")
    assert f"{reached} zijn bereikt" in told and f"{joined} doen mee" in told and reached == 2


def test_municipalities_before_everything(world: World, view: Viewed) -> None:
    world.deliver({"participants": PEOPLE})
    told = reach.places(view("1950"))
    assert "deelnemende gemeenten n.v.t." in told and "bereikte gemeenten n.v.t." in told and ".." not in told


def test_states_name_their_date_and_keep_channels_apart(world: World, view: Viewed) -> None:
    world.deliver({"key_figures": STATES})
    context = view("2023", region="twente")
    block = reach.stock(context, "followers")
    assert {name: words for (name,), (words,) in block.table.rows} == {"LinkedIn": "1.800", "X": "200"}
    assert "stand op de laatste peildatum in 2023" in block.notes[0]


def test_only_the_largest_municipalities_are_drawn_in_their_fixed_order(world: World, view: Viewed) -> None:
    names = ("Almelo", "Borne", "Enschede", "Haaksbergen", "Hengelo")
    world.deliver(
        {"participants": [{"attendances": 10 + i, "municipality": n, "activity": n} for i, n in enumerate(names)]}
    )
    block = content.parts(view("2023", region="twente"), "attendances", "municipality", 3)
    assert [name for trace in block.drawing.spec["data"] for name in trace["y"]] == [
        "Enschede",
        "Haaksbergen",
        "Hengelo",
    ]
    assert len(block.table.rows) == 5 and any("3 van 5" in note for note in block.notes)


def test_the_page_shows_two_blocks_and_hides_small_numbers(folder: Path) -> None:
    delivered(
        folder,
        {"participants": PEOPLE, "key_figures": STATES, "presentations": [{"title": "Lezing", "audience_count": 37}]},
    )
    shown = page_of("reach", period="2023", region="twente", policy="public")
    assert [h.value for h in shown.header] == [reach.PARTICIPATION.nl, reach.REACH.nl]
    everything = sent(shown)
    assert "&lt;5" in everything or "<5" in everything
    assert "docent: 3" not in everything and "Hengelo: 3" not in everything
    charts = [chart.proto.id for chart in shown.get("bidi_component")]
    assert len(charts) == len(set(charts)) == 10


def test_the_page_stands_before_everything_and_in_english(folder: Path) -> None:
    delivered(folder, {"presentations": [{"title": "Lezing"}]})
    for asked in ({"period": "1950"}, {"period": "2023", "lang": "en"}, {"period": "2023", "project": "P1"}):
        assert not page_of("reach", **asked).exception
