"""Drawings in the browser: brought up to date in their place, in the colours and width of the page, also without our script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener, serving, settled

OVERVIEW = "/overview?period=2023&lang=nl&policy=internal"
TREND = ".st-key-chart_trend .js-plotly-plot"
BARS = ".st-key-chart_outputs-theme .js-plotly-plot"
FIRST_LINE = f"document.querySelector('{TREND} .scatterlayer .js-line').style.stroke"
"""The colours of .streamlit/config.toml."""
LIGHT, DARK = "rgb(18, 67, 109)", "rgb(107, 172, 230)"
DRAWN_COUNT = """selector => {
    const drawing = document.querySelector(selector);
    drawing.stamp = 0;
    drawing.on('plotly_afterplot', () => { drawing.stamp += 1; });
}"""
WIDTHS = """selector => {
    const drawing = document.querySelector(selector);
    return [drawing.clientWidth, drawing.querySelector('.main-svg').clientWidth];
}"""
LOOKS_OF_AXES = """() => [...document.querySelectorAll('.js-plotly-plot')].map(drawing => {
    const axes = Object.entries(drawing._fullLayout).filter(([name]) => /^yaxis/.test(name));
    return [axes.length, new Set(axes.map(([, axis]) => axis.gridcolor + axis.zerolinecolor + axis.tickfont?.size)).size];
})"""
"""Per drawing its number of vertical axes, and of different looks among them."""
WITHOUT_SCRIPT = "Object.defineProperty(window, 'wsdDrawing', { get: () => undefined, set: () => {} });"
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(demo_folder, tmp_path_factory.mktemp("log") / "server.log") as found:
        yield found


def figures_of(page: Page, selector: str) -> list[str]:
    """The figures at the bars of a drawing, as they stand on the screen."""
    return page.locator(f"{selector} .bartext").all_text_contents()


def choose(page: Page, region: str, title: str) -> None:
    page.locator(".st-key-wsd_region input").click()
    page.get_by_role("option", name=region).click()
    expect(page.locator("h1")).to_have_text(title)
    settled(page)


def test_a_changed_figure_is_drawn_once_in_the_place_of_the_one_before(address: str, visit: Opener) -> None:
    page, _ = visit(f"{address}{OVERVIEW}")
    before = {selector: page.locator(selector).get_attribute("aria-label") for selector in (TREND, BARS)}
    shown = figures_of(page, BARS)
    for selector in before:
        page.evaluate(DRAWN_COUNT, selector)
    choose(page, "Twente", "Overzicht: Twente, alle thema's, 2023")
    for selector, words in before.items():
        # Out of view it is drawn a moment after the run.
        page.wait_for_function(f"document.querySelector('{selector}').stamp > 0")
        settled(page)
        assert page.evaluate("s => document.querySelector(s).stamp", selector) == 1, "another element, or drawn again"
        assert page.locator(selector).get_attribute("aria-label") != words
    redrawn = figures_of(page, BARS)
    page.reload()
    settled(page)
    assert figures_of(page, BARS) == redrawn != shown


def test_drawings_take_the_colours_of_the_page_and_its_width(address: str, visit: Opener) -> None:
    page, _ = visit(f"{address}{OVERVIEW}")
    assert page.evaluate(FIRST_LINE) == LIGHT
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"{FIRST_LINE} === '{DARK}'")
    page.set_viewport_size({"width": 390, "height": 900})
    page.wait_for_function(f"(([room, drawn]) => room < 390 && room === drawn)(({WIDTHS})('{TREND}'))")


def test_every_axis_of_a_drawing_looks_alike(address: str, visit: Opener) -> None:
    page, _ = visit(f"{address}/funding?period=2023&lang=nl&policy=internal")
    found = page.evaluate(LOOKS_OF_AXES)
    assert any(axes > 1 for axes, _ in found) and {looks for _, looks in found} == {1}


def test_where_our_script_is_not_on_the_page_streamlit_draws(address: str, visit: Opener) -> None:
    page, _ = visit(f"{address}{OVERVIEW}", anew=True)
    page.add_init_script(WITHOUT_SCRIPT)
    page.reload()
    expect(page.locator("[data-testid=stPlotlyChart] .main-svg").first).to_be_visible()
    settled(page)
    assert page.locator("[data-testid=stPlotlyChart]").count() == 3
    bar = page.locator("[data-testid=stPlotlyChart] .bars .point path").nth(2)
    bar.scroll_into_view_if_needed()
    bar.click(force=True)
    expect(page.locator("h1")).not_to_have_text(re.compile("Overzicht: alle werkplaatsen"))
    settled(page)


def test_where_plotly_does_not_come_the_words_of_the_drawing_stand(address: str, visit: Opener) -> None:
    page, console = visit(f"{address}{OVERVIEW}", anew=True)
    page.route("**/plotly-*.js", lambda route: route.abort())
    page.reload()
    drawing = page.locator(".st-key-chart_trend [role=figure]")
    expect(drawing).to_contain_text("Alle waarden staan in de tabel eronder.")
    page.unroute_all()
    console.complaints.clear()
