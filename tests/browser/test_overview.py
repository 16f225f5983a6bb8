"""Overview as people see it: true figures, in words, in both languages, light and dark, wide and narrow."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OUTPUT, Opener, downloaded, serving, settled
from wsd_data.delivery import open_store
from wsd_data.figures import Answer, Monitor, Selection
from wsd_data.language import figure_words
from wsd_data.model.periods import parse_period
from wsd_data.model.text import Language

TILES = ("projects_running", "presentations", "publications", "products", "unique_participants", "casuses")
CHOSEN = {"region": ("twente", "zwolle")}
ADDRESS = "/overview?period=2023&region=twente&region=zwolle"
pytestmark = pytest.mark.browser


class Expected(NamedTuple):
    """Answers of the monitor, asked before the server took the database."""

    tiles: dict[tuple[str, str], Answer]
    by_region: Answer
    by_theme: Answer


class Demo(NamedTuple):
    address: str
    expected: Expected


@pytest.fixture(scope="module")
def demo(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    store = open_store(demo_folder)
    monitor, period = Monitor(store.engine), parse_period("2023")
    expected = Expected(
        {
            (policy, id_): monitor.answer(id_, (), Selection.of(period, CHOSEN), policy=policy)
            for id_ in TILES
            for policy in ("internal", "public")
        },
        monitor.answer("outputs", ("region",), Selection.of(period), policy="internal"),
        monitor.answer("outputs", ("theme",), Selection.of(period, CHOSEN), policy="internal"),
    )
    store.close()
    with serving(demo_folder, tmp_path_factory.mktemp("log") / "server.log") as address:
        yield Demo(address, expected)


def in_words(row: object, language: Language = "nl") -> str:
    values = [getattr(row, name) for name in ("value", "low", "high", "status", "reason", "estimate")]
    return figure_words(*values, language=language)


def tile(page: Page, id_: str) -> str:
    return page.locator(f".st-key-tile_{id_} [data-testid=stHtml] div").first.inner_text()


def opened_table(page: Page, block: str, label: str) -> dict[str, str]:
    """The rows of the table under a chart: name → figure in words."""
    page.locator(f".st-key-table_{block}").get_by_text(label).click()
    table = page.locator(f".st-key-table_{block} table")
    table.wait_for()
    settled(page)
    return {
        row.locator("th").inner_text(): row.locator("td").first.inner_text()
        for row in table.locator("tbody tr").all()
    }  # fmt: skip


def picture(page: Page, block: str) -> list[str]:
    """The texts of the picture that the button of a chart saves, in their order."""
    chart = page.locator(f".st-key-chart_{block}")
    chart.hover()
    saved = downloaded(page, chart.locator(".modebar-btn").click)
    assert saved.suggested_filename == f"wsd-{block}-2023.svg"
    drawn = ElementTree.parse(saved.path())
    return ["".join(text.itertext()) for text in drawn.iter("{http://www.w3.org/2000/svg}text")]


@pytest.mark.parametrize("policy", ["internal", "public"])
def test_the_figures_are_those_of_the_monitor(visit: Opener, demo: Demo, policy: str) -> None:
    page, _ = visit(f"{demo.address}{ADDRESS}&lang=nl&policy={policy}")
    assert {id_: tile(page, id_) for id_ in TILES} == {
        id_: in_words(demo.expected.tiles[policy, id_].total) for id_ in TILES
    }
    caption = page.get_by_text("Aantallen mensen staan zoals openbaar")
    assert caption.count() == (1 if policy == "public" else 0)


def test_the_title_says_the_selection_and_the_banner_that_it_is_example_data(visit: Opener, demo: Demo) -> None:
    page, _ = visit(f"{demo.address}{ADDRESS}")
    assert page.locator("h1").inner_text() == "Overzicht: Twente en Regio Zwolle, alle thema's, 2023"
    assert page.title() == "Overzicht · WSD Monitor"
    assert page.get_by_text("Voorbeeldgegevens.").is_visible()
    assert page.evaluate("document.documentElement.lang") == "nl"
    for parameter in ("period=2023", "region=twente", "region=zwolle", "lang=nl", "policy=internal"):
        assert parameter in page.url


def test_a_tile_leads_to_its_passport_and_that_to_the_row_of_a_file(visit: Opener, demo: Demo) -> None:
    page, console = visit(f"{demo.address}{ADDRESS}&lang=nl&policy=internal")
    shown = tile(page, "publications")
    page.locator(".st-key-tile_publications").get_by_text("Waar komt dit getal vandaan?").click()
    page.wait_for_url(re.compile("/passport.*indicator=publications"))
    page.get_by_role("table").first.wait_for()
    settled(page)
    body = page.locator("[data-testid=stMain]")
    expect(body.get_by_role("heading", name="Publicaties", exact=True)).to_be_visible()
    assert body.locator("[data-testid=stHtml] h2 + div").inner_text() == shown
    row = body.locator("table").first.locator("tbody tr").first
    cells = row.locator("td").all_inner_texts()
    assert cells[3].endswith(".xlsx") and cells[6].endswith(cells[5]) and cells[5].isdigit()
    row.locator("a").click()
    page.wait_for_url(re.compile(f"/deliveries.*delivery={cells[7]}"))
    expect(page.get_by_role("heading", name=f"Levering {cells[7]}", exact=True)).to_be_visible()
    assert not console.complaints


def test_tables_and_file_hold_what_the_charts_show(visit: Opener, demo: Demo) -> None:
    page, _ = visit(f"{demo.address}{ADDRESS}&lang=nl&policy=internal")
    shown = opened_table(page, "outputs-region", "Tabel, uitleg en download")
    rows = [row for row in demo.expected.by_region.rows if not row.codes[0].startswith("_")]
    assert len(shown) == len(rows)
    assert [words.removesuffix(" (nog niet volledig)") for words in shown.values()] == [in_words(row) for row in rows]
    saved_file = downloaded(page, page.locator(".st-key-csv_outputs-region button").click)
    text = Path(saved_file.path()).read_text("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert [(line["region"], line["status"]) for line in lines] == [(row.codes[0], row.status) for row in rows]
    assert {line["source"] for line in lines} == {"Voorbeeldgegevens"}
    saved = picture(page, "outputs-theme")
    title = "Opbrengsten per thema, Twente en Regio Zwolle, 2023"
    assert saved[0] == title and "Voorbeeldgegevens. WSD Monitor, gemaakt op" in " ".join(saved)
    assert page.locator(".st-key-chart_outputs-theme svg").get_by_text(title).count() == 0


def test_charts_have_a_name_for_those_who_do_not_see_them(visit: Opener, demo: Demo) -> None:
    page, _ = visit(f"{demo.address}{ADDRESS}&lang=nl&policy=internal")
    for block in ("trend", "outputs-region", "outputs-theme"):
        chart = page.locator(f".st-key-chart_{block} [aria-label]").first
        title = page.locator(f"h3:near(.st-key-chart_{block}, 200)").all_inner_texts()
        named = chart.get_attribute("aria-label") or ""
        assert any(named.startswith(one) for one in title), (named, title)
        assert named.endswith("Alle waarden staan in de tabel eronder.")


def test_english_by_the_switch_stays_in_the_address(visit: Opener, demo: Demo) -> None:
    page, _ = visit(f"{demo.address}{ADDRESS}&lang=nl&policy=internal")
    page.get_by_role("radio", name="English").or_(page.get_by_text("English", exact=True)).first.click()
    expect(page.locator("h1")).to_have_text("Overview: Twente and Regio Zwolle, all themes, 2023")
    settled(page)
    assert "lang=en" in page.url and page.evaluate("document.documentElement.lang") == "en"
    assert {id_: tile(page, id_) for id_ in TILES} == {
        id_: in_words(demo.expected.tiles["internal", id_].total, "en") for id_ in TILES
    }
    page.reload()
    expect(page.locator("h1")).to_have_text("Overview: Twente and Regio Zwolle, all themes, 2023")
    settled(page)


def test_filters_change_the_view_and_the_address(visit: Opener, demo: Demo) -> None:
    page, _ = visit(f"{demo.address}/?period=2023&lang=nl&policy=internal")
    page.locator(".st-key-wsd_region input").click()
    page.get_by_role("option", name="Twente").click()
    expect(page.locator("h1")).to_have_text("Overzicht: Twente, alle thema's, 2023")
    page.keyboard.press("Escape")
    page.locator(".st-key-wsd_policy label").first.click()
    expect(page.get_by_text("Aantallen mensen staan zoals openbaar").first).to_be_visible()
    settled(page)
    assert "region=twente" in page.url and "policy=public" in page.url
    typed = page.locator(".st-key-wsd_period input")
    typed.click()
    typed.fill("2022-H1")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(re.compile(r"Twente, alle thema's, (1e|eerste) helft.* 2022"))
    settled(page)
    assert "period=2022-H1" in page.url


BUSY = """([first, second]) => {
    document.querySelector(first).click();
    setTimeout(() => {
        for (const until = performance.now() + 1000; performance.now() < until;);
        document.querySelector(second).click();
    }, 20);
}"""
"""Two clicks, and between them a browser too busy to hear what the server answers to the first."""


def test_two_clicks_in_quick_succession_both_count(visit: Opener, demo: Demo) -> None:
    page, _ = visit(f"{demo.address}{ADDRESS}&lang=nl&policy=internal")
    page.evaluate(BUSY, [".st-key-wsd_policy input", ".st-key-table_trend summary"])
    expect(page.locator(".st-key-table_trend table")).to_be_visible()
    expect(page.get_by_text("Aantallen mensen staan zoals openbaar").first).to_be_visible()
    settled(page)
    assert "policy=public" in page.url and page.locator(".st-key-wsd_policy input").is_checked()
    page.go_back()
    expect(page.locator(".st-key-wsd_policy input")).not_to_be_checked()
    settled(page)
    assert "policy=internal" in page.url


def test_the_back_button_brings_back_the_view(visit: Opener, demo: Demo) -> None:
    page, _ = visit(f"{demo.address}/?period=2023&lang=nl&policy=internal")
    page.goto(f"{demo.address}/?period=2022&lang=nl&policy=internal")
    expect(page.locator("h1")).to_have_text(re.compile("2022$"))
    settled(page)
    page.go_back()
    expect(page.locator("h1")).to_have_text(re.compile("2023$"))
    settled(page)


def test_an_unknown_code_is_reported_and_what_is_known_stays(visit: Opener, demo: Demo) -> None:
    page, _ = visit(f"{demo.address}{ADDRESS}&region=atlantis&lang=nl&policy=internal")
    expect(page.get_by_text("“atlantis”")).to_be_visible()
    assert tile(page, "presentations") == in_words(demo.expected.tiles["internal", "presentations"].total)
    assert "region=atlantis" in page.url


@pytest.mark.parametrize("asked", ["region=atlantis", "theme=geluk", "period=ooit"])
def test_without_a_known_code_no_figure_is_shown(visit: Opener, demo: Demo, asked: str) -> None:
    page, _ = visit(f"{demo.address}/overview?{asked}&lang=en")
    expect(page.get_by_text(asked.split("=")[1]).first).to_be_visible()
    assert page.locator("[class*=st-key-tile_]").count() == 0
    assert page.locator("[role=figure]").count() == 0


@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_empty_folder_says_what_to_do_also_on_a_fresh_direct_address(
    empty_server: str, visit: Opener, language: str
) -> None:
    page, _ = visit(f"{empty_server}/overview?lang={language}")
    expect(page.locator("h1")).to_have_text(
        "Er zijn nog geen leveringen" if language == "nl" else "There are no deliveries yet"
    )
    assert page.get_by_text("python -m wsd_data load").count() == 1
    assert page.locator("[data-testid=stSidebar]").count() == 0
    OUTPUT.mkdir(exist_ok=True)
    page.screenshot(path=OUTPUT / f"overview-empty-{language}.png")


@pytest.mark.parametrize(("width", "scheme", "language"), [(1400, "dark", "nl"), (390, "light", "en")])
def test_it_fits_in_both_themes_and_widths(visit: Opener, demo: Demo, language: str, scheme: str, width: int) -> None:
    page, _ = visit(f"{demo.address}{ADDRESS}&lang={language}&policy=public", width=width, scheme=scheme)
    main = "document.querySelector('[data-testid=stMain]')"
    assert page.evaluate(f"{main}.scrollWidth") <= page.evaluate(f"{main}.clientWidth")
    height = int(page.evaluate(f"{main}.scrollHeight"))
    page.set_viewport_size({"width": width, "height": min(height + 20, 5000)})
    settled(page)
    OUTPUT.mkdir(exist_ok=True)
    page.screenshot(path=OUTPUT / f"overview-{width}-{scheme}-{language}.png")
