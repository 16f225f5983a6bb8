"""What needs attention and how far each region is: only what is due, grouped, linked, in words and never in silence."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from tests.figures.conftest import World
from tests.ui.conftest import Viewed
from wsd_data.delivery import undo
from wsd_data.delivery.repairs import open_rows
from wsd_data.ui import attention
from wsd_data.ui.attention import EXPECTED, spans
from wsd_data.ui.context import Context

EMPTY: dict[str, Any] = {"nothing": tuple((sheet, year) for sheet in EXPECTED for year in range(2020, 2024))}
"""Everything declared as nothing to report, up to the year that is over."""


def lines(context: Context, world: World) -> list[str]:
    html = attention.told(context, open_rows(world.store))
    return [unescape(re.sub("<[^>]*>", "", one)) for one in re.findall(r"<(?:li|p)[^>]*>(.*?)</(?:li|p)>", html)]


def test_years_in_few_signs() -> None:
    assert spans((2019,)) == "2019"
    assert spans((2016, 2018, 2019, 2020, 2022)) == "2016, 2018-2020, 2022"


def test_regions_that_lack_the_same_stand_together(world: World, view: Viewed) -> None:
    world.deliver({"presentations": [{"title": "a"}]})
    told = lines(view("2022..2023"), world)
    assert told[0] == "Nog niet aangeleverd"
    assert told[1].startswith("Noord, Friesland, Regio Zwolle en nog 11: alle bladen (2022-2023)")
    assert told[2].startswith("Twente: ") and "presentaties (2022)" in told[2] and "publicaties" in told[2]
    assert len(attention.missing(view("2023"))) == 15, "Zeeland is not there yet"


def test_a_year_that_is_not_over_asks_nothing(world: World, view: Viewed) -> None:
    world.deliver({"presentations": [{"title": "a"}]})
    assert attention.missing(view("2024")) == {}
    assert "Deze periode is nog niet voorbij; wat er nog niet is, kan nog komen." in lines(view("2024"), world)
    assert "2024 is nog niet voorbij en telt hier niet mee." in lines(view("2023..2024"), world)


def test_all_is_well_is_said(world: World, view: Viewed) -> None:
    world.deliver({"presentations": [{"title": "a"}]}, **EMPTY)
    assert lines(view("2023", region="twente"), world) == [attention.NOTHING.nl]


def test_a_time_before_everything_expects_nothing(world: World, view: Viewed) -> None:
    world.deliver({"presentations": [{"title": "a"}]})
    assert lines(view("1950"), world) == ["Nog niet aangeleverd", attention.NONE_EXPECTED.nl]


def test_more_than_eight_groups_are_counted(world: World, view: Viewed) -> None:
    for n, region in enumerate(
        ["noord", "friesland", "twente", "zwolle", "flevoland", "utrecht", "amsterdam", "zuyd", "noord-holland"]
    ):
        declared = tuple((sheet, 2023) for i, sheet in enumerate(EXPECTED) if i != n)
        row = {"title": f"a{n}", "date": "2015", "region": region}
        world.deliver({"presentations": [row]}, region=region, nothing=declared)
    told = lines(view("2023"), world)
    assert len([one for one in told if "(2023)" in one]) == attention.MOST_MISSING
    assert any(re.fullmatch(r"en nog \d", one) for one in told)


def test_a_delivery_with_refused_rows_until_it_is_undone(world: World, view: Viewed) -> None:
    number = world.deliver(
        {"presentations": [{"title": "a"}, {"title": "b", "date": "ooit"}]}, accept_refused=True, **EMPTY
    )
    told = lines(view("2023", region="twente"), world)
    assert f"Levering {number} (Twente, 01-06-2024: 1 rij geweigerd)" in told
    assert not any("geweigerd)" in one for one in lines(view("2023", region="zwolle"), world))
    undo(world.store, number, confirmed=True)
    assert not any("geweigerd)" in one for one in lines(view("2023", region="twente"), world))


def test_refused_rows_that_may_have_come_later_stay_and_say_so(world: World, view: Viewed) -> None:
    first = world.deliver(
        {"presentations": [{"title": "a"}, {"title": "b", "date": "ooit"}]}, accept_refused=True, **EMPTY
    )
    later = world.deliver({"presentations": [{"title": "c"}]})
    told = lines(view("2023", region="twente"), world)
    assert f"Levering {first} (Twente, 01-06-2024: 1 rij geweigerd; misschien hersteld in levering {later})" in told
    world.deliver({"presentations": [{"title": "a"}, {"title": "b", "date": "1-4-2023"}]})
    assert lines(view("2023", region="twente"), world) == [attention.NOTHING.nl]


def test_projects_past_their_end_lead_to_their_page(world: World, view: Viewed) -> None:
    projects = [
        {"project": "P1", "title": "<img src=x onerror=alert(1)>", "start": "2020", "end": "31-12-2022"},
        {"project": "P2", "title": "Loopt", "start": "2020", "end": "31-12-2025"},
    ]
    world.deliver({"projects": projects}, **EMPTY)
    context = view("2023", region="twente", language="en")
    html = attention.told(context, [])
    assert "<img" not in html and "&lt;img" in html and "Loopt" not in html
    assert "/projects?" in html and "project=P1" in html and "region=twente" in html and "end 31 Dec 2022" in html


def test_the_state_names_every_kind(world: World, view: Viewed) -> None:
    world.deliver({"presentations": [{"title": "a"}]}, nothing=(("casuses", 2023),))
    title, sentence, html = attention.state_of(view("2023"))
    assert title == "Stand van aanlevering, alle werkplaatsen, 2023"
    assert sentence == "2 van 135 verwachte bladen zijn er over 2023."
    rows = {
        re.sub("<[^>]*>", "", name): row for name, row in re.findall(r'<th scope="row"[^>]*>(.*?)</th>(.*?)</tr>', html)
    }
    assert next(iter(rows)) == "Noord" and "nog niets geleverd" in rows["Noord"] and "n.v.t." in rows["Zeeland"]
    assert (
        'aria-label="geleverd"' in rows["Twente"]
        and "niets te melden" in rows["Twente"]
        and "nog niet" in rows["Twente"]
    )


def test_the_state_is_about_the_last_year_and_the_regions_of_the_view(world: World, view: Viewed) -> None:
    world.deliver({"presentations": [{"title": "a"}]})
    assert attention.state_of(view("2020..2023"))[0].endswith("2023")
    assert attention.state_of(view("2020..2030"))[0].endswith("2024")
    _, sentence, html = attention.state_of(view("2023", lectoraat="social-work"))
    assert "Twente" in html and "Noord<" not in html and sentence.startswith("1 van 9")
    _, sentence, _ = attention.state_of(view("1950"))
    assert sentence == "Over 1950 werd niets verwacht."
