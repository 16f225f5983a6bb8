"""From a figure to its passport: the same figure, its rows with their place, a text to copy, and nothing about people in public."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.figures.conftest import World
from tests.ui.conftest import Viewed, delivered, page_of, sent
from wsd_data.delivery import open_store
from wsd_data.figures import Monitor
from wsd_data.ui import blocks, content, moments, passport, texts
from wsd_data.ui.address import FILTERS, View, read_address
from wsd_data.ui.context import Context
from wsd_data.ui.passport_file import file_of
from wsd_data.ui.shelf import Shelf
from wsd_data.ui.table import csv_of, table_html

TALKS = [{"title": "@SOM(A1)"}, {"title": "Twee", "type": "workshop"}, {"title": "Drie"}]
PEOPLE = [{"activity": "Leerkring Zuid", "attendances": 3, "municipality": "Hengelo"}]


@pytest.fixture(scope="module")
def demo(demo_folder: Path) -> Iterator[Context]:
    with open_store(demo_folder) as store:
        monitor = Monitor(store.engine)
        labels = {d: monitor.labels(d) for d in FILTERS}
        view = read_address({"period": ["2023"]}, {d: tuple(labels[d]) for d in FILTERS}, EMPTY)
        yield Context(view, monitor.version(), range(2016, 2027), labels, monitor, Shelf(), date(2026, 3, 1))


EMPTY = View(period=None)  # type: ignore[arg-type]


def seen(context: Context, **chosen: object) -> Context:
    return replace(context, view=replace(context.view, **chosen), shelf=Shelf())  # type: ignore[arg-type]


def followed(context: Context, link: str) -> Context:
    """The view of the page that a link leads to."""
    codes = {d: tuple(context.labels[d]) for d in FILTERS}
    view = read_address(parse_qs(urlsplit(link).query), codes, context.view, "passport")
    assert not view.remarks
    return replace(context, view=view)


@pytest.mark.parametrize("chosen", [{}, {"policy": "public", "where": (("region", ("twente", "zwolle")),)}])
def test_a_figure_and_its_passport_are_the_same(demo: Context, chosen: dict[str, object]) -> None:
    context = seen(demo, **chosen)
    shown = [
        content.trend(context, ("presentations", "attendances")), content.parts(context, "outputs", "region"),
        content.parts(context, "presentations", "type"), content.parts(context, "casuses", "theme"),
        moments.over_time(context, "activities", "quarter"),
    ]  # fmt: skip
    links = 0
    for block in shown:
        html = table_html(block.table, partial(blocks.leading, context, block.table.dimensions))
        for href, words in re.findall(r'<a href="([^"]*)"[^>]*>([^<]*)</a>', html):
            there = followed(context, unescape(href))
            found = passport.asked(there)
            assert found
            made = there.passport(found.indicator.id, found.selection)
            told = there.words(found.indicator, made.answer.total.figure)
            assert re.sub(r" \([^)]*\)$", "", unescape(words)) == told, (block.id, href)
            links += 1
    assert links > 55


def test_the_link_under_a_key_figure_leads_to_it(demo: Context) -> None:
    for tile in content.tiles(demo, ("presentations", "unique_participants", "staff")):
        (href,) = re.findall(r'<a href="(/passport[^"]*)"', tile.figure)
        found = passport.asked(followed(demo, unescape(href)))
        assert found and found.indicator.id == tile.id and found.selection.period == demo.view.period


def test_the_page_tells_rows_and_place(folder: Path) -> None:
    delivered(folder, {"presentations": TALKS})
    body = sent(page_of("passport", indicator="presentations", period="2023", lang="nl"))
    assert "levering-1.xlsx" in body and "/deliveries?" in body and "delivery=2" in body
    assert "Erachter: 3 rijen uit 1 levering." in body
    body = sent(page_of("passport", indicator="presentations", type="workshop", period="2023", lang="en"))
    assert "Behind it: 1 row from 1 delivery." in body
    assert "Twee" in body and "Drie" not in body


def test_an_unknown_figure_is_reported_and_none_is_asked_for(folder: Path) -> None:
    delivered(folder, {"presentations": TALKS})
    shown = page_of("passport", indicator="geluk", lang="nl")
    assert "geluk" in shown.error[0].value and not shown.get("download_button")
    assert "Kies een cijfer" in sent(page_of("passport", lang="nl"))
    assert passport.NONE_BEHIND.nl in sent(page_of("passport", indicator="presentations", period="1950", lang="nl"))


def test_nothing_about_people_is_sent_in_public(folder: Path) -> None:
    delivered(folder, {"participants": PEOPLE, "presentations": [{"title": "Een", "municipality": "Enschede"}]})
    for indicator in ("attendances", "activities", "municipalities_reached"):
        body = sent(page_of("passport", indicator=indicator, period="2023", policy="public"))
        assert "Leerkring" not in body and "Deelnemers!" not in body
        assert "beschermd" in body
    assert "Leerkring Zuid" in sent(page_of("passport", indicator="attendances", period="2023", policy="internal"))


def test_the_file_has_every_row_and_no_formula(world: World, view: Viewed) -> None:
    world.deliver({"presentations": TALKS})
    context = view("2023")
    found = passport.asked(replace(context, view=replace(context.view, own=(("indicator", "presentations"),))))
    assert found
    data = csv_of(file_of(context, found.indicator, found.selection, "alles"), "nl").decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(data), delimiter=";"))
    assert [line["row_in_words"][:5] for line in lines] == ["'@SOM", "Twee ", "Drie "]
    assert {line["file"] for line in lines} == {"levering-1.xlsx"} and [line["row"] for line in lines] == [
        "2",
        "3",
        "4",
    ]
    assert sum(int(line["adds"]) for line in lines) == int(lines[0]["value"]) == 3


def test_the_text_to_copy_has_all_that_belongs_to_the_figure(world: World, view: Viewed) -> None:
    number = world.deliver({"participants": [{"attendances": "30-35"}, {"role": "docent", "attendances": 12}]})
    context = view("2023", language="en")
    found = passport.asked(replace(context, view=replace(context.view, own=(("indicator", "attendances"),))))
    assert found
    text = passport.told(context, found, context.passport("attendances", found.selection))
    for part in (
        "Attendances: 42 to 47",
        "2023",
        "version 1",
        f"{number} (Twente",
        "At least 42, at most 47",
        "estimated",
    ):
        assert part in text, part
    assert texts.NOT_FOR_PUBLICATION.en in text and f"state of delivery {world.monitor.version()}" in text
