"""Regions and themes beside each other and one in depth: fixed order, words for nothing, links that keep the view."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.figures.conftest import World
from tests.ui.conftest import Viewed
from wsd_data.ui import depth, state
from wsd_data.ui.context import Context
from wsd_data.ui.table import csv_of

REGIONS = Path(__file__).resolve().parents[2] / "pages" / "regions.py"


def plain(html: str) -> str:
    return unescape(re.sub("<[^>]*>", "", html))


def table(html: str) -> dict[str, list[str]]:
    return {
        plain(name): [plain(one) for one in re.findall(r"<td[^>]*>(.*?)</td>", rest)]
        for name, rest in re.findall(r'<tr><th scope="row"[^>]*>(.*?)</th>(.*?)</tr>', html)
    }


def figure(context: Context, dimension: str, name: str, indicator: str) -> str:
    row = table(depth.compared(context, dimension).html)[name]
    return row[depth.figures_of(dimension).index(indicator)]


@pytest.fixture
def two(world: World, view: Viewed) -> Viewed:
    """A presentation of two regions, one of Twente, and a few people."""
    world.deliver(
        {
            "presentations": [
                {"title": "a", "theme": "Armoede", "region": "Twente; Regio Zwolle"},
                {"title": "b", "region": "Twente"},
            ],
            "participants": [{"attendances": 3, "region": "Twente"}],
        },
        region="network",
    )
    return view


def test_regions_stand_in_their_fixed_order_with_words_for_nothing(two: Viewed) -> None:
    rows = table(depth.compared(two("2023"), "region").html)
    assert [*rows][:4] == ["Noord", "Friesland", "Twente", "Regio Zwolle"] and [*rows][-1] == "Totaal"
    assert rows["Noord"] == ["nog niet aangeleverd"] and rows["Zeeland"] == ["n.v.t."]
    assert figure(two("2023"), "region", "Twente", "presentations") == "2"
    assert figure(two("2023"), "region", "Twente", "casuses") == "–", "its sheet was not delivered"
    assert figure(two("2023"), "region", "Totaal", "presentations") == "2*", "shared work once, and not all delivered"


def test_a_part_that_may_lack_something_is_starred(two: Viewed) -> None:
    assert figure(two("2023"), "theme", "Bestaanszekerheid, armoede en schulden", "presentations") == "1*"
    notes = " ".join(depth.compared(two("2023"), "theme").block.notes)
    assert "* nog niet volledig aangeleverd." in notes and "Niet voor publicatie" in notes


def test_only_what_is_chosen_is_compared(two: Viewed) -> None:
    rows = table(depth.compared(two("2023", region="zwolle,twente"), "region").html)
    assert [*rows] == ["Twente", "Regio Zwolle", "Totaal"]


def test_a_name_leads_to_its_own_page_with_the_view_kept(two: Viewed) -> None:
    html = depth.compared(two("2022..2023", policy="public", language="en"), "theme").html
    (link,) = re.findall(r'href="(/themes\?[^"]*theme=bestaanszekerheid[^"]*)"', html)
    assert {"period=2022..2023", "lang=en", "policy=public"} <= set(re.split(r"\?|&amp;", link))
    assert "_none" not in html


def test_few_people_are_hidden_under_public(two: Viewed) -> None:
    assert figure(two("2023"), "region", "Twente", "attendances") == "3"
    assert figure(two("2023", policy="public"), "region", "Twente", "attendances") == "<5"
    text = csv_of(depth.file(two("2023", policy="public"), "region"), "nl").decode("utf-8-sig")
    people = [line for line in csv.DictReader(io.StringIO(text), delimiter=";") if line["indicator"] == "attendances"]
    assert people and not any(line["value"] == "3" for line in people)
    assert {line["region"] for line in people} >= {"twente", ""}


def test_municipalities_are_named(world: World, view: Viewed) -> None:
    members = [
        {"organisation": f"Gemeente {name}", "organisation_type": "gemeente", "municipality": name}
        for name in ("Enschede", "Almelo", "Hengelo")
    ]
    world.deliver({"members": members})
    assert depth.named(view("2023", region="twente")) == "3 gemeenten: Almelo, Enschede, Hengelo."
    assert depth.named(view("2023", region="noord")) == "Dit is nog niet aangeleverd."
    assert "bestond geen" in depth.named(view("1950"))
    assert re.match(r"\d+ gemeenten \(nog niet volledig\): .*Almelo", depth.named(view("2023"))), "of more regions"


@pytest.fixture
def page(demo_copy: Callable[[], Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    state.close()
    monkeypatch.setenv(state.FOLDER_SETTING, str(demo_copy()))
    yield AppTest.from_file(str(REGIONS), default_timeout=120)
    state.close()


def test_the_chooser_narrows_the_shared_filter_and_the_address(page: AppTest) -> None:
    page.run()
    assert not page.exception and any("Kerncijfers per werkplaats" in one.value for one in page.subheader)
    page.selectbox(key="wsd_choose_region").set_value("twente").run()
    assert not page.exception and page.query_params["region"] == "twente"
    assert page.multiselect(key="wsd_region").value == ["twente"]
    assert any("Deelnemende gemeenten, Twente" in one.value for one in page.subheader)
    page.multiselect(key="wsd_region").set_value(["twente", "zwolle"]).run()
    assert page.selectbox(key="wsd_choose_region").value == depth.SEVERAL
    page.selectbox(key="wsd_choose_region").set_value("").run()
    assert not page.exception and "region" not in page.query_params


def test_the_indicator_of_the_matrix_is_kept(page: AppTest) -> None:
    page.run()
    page.selectbox(key="wsd_matrix_chooser").set_value("publications").run()
    page.selectbox(key="wsd_choose_region").set_value("twente").run()
    assert not page.exception
    assert page.selectbox(key="wsd_matrix_chooser").value == "publications"
    assert any(one.value.startswith("Publicaties per werkplaats en thema") for one in page.subheader)
