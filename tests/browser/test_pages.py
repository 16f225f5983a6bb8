"""Every page as people meet it: from its own address on a server just started, wide and narrow, light and dark, in both
languages, with and without figures; shared, clicked and gone back from.

Knows no page's content: it walks over `texts.PAGES`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import OUTPUT, PATIENCE, Console, Opener, serving, settled
from tests.browser.words import foreign_words
from wsd_data.model.text import LANGUAGES, Language
from wsd_data.ui import texts
from wsd_data.ui.address import FILTERS

pytestmark = pytest.mark.browser
WITH_FIGURES = [page for page in texts.PAGES if page not in texts.WITHOUT_FIGURES]
CHOSEN = {"nl": "Twente en Regio Zwolle, alle thema's, 2023", "en": "Twente and Regio Zwolle, all themes, 2023"}
ADDRESS = "period=2023&region=twente&region=zwolle"
MAIN = "document.querySelector('[data-testid=stMain]')"
TALLEST = 8000


class Look(NamedTuple):
    """One way to look at a page."""

    language: Language
    scheme: str
    width: int
    policy: str


_ALL = [
    Look(language, scheme, width, policy)
    for language in LANGUAGES
    for scheme in ("light", "dark")
    for width in (1400, 390)
    for policy in ("internal", "public")
]
PROVE = bool(os.environ.get("WSD_PROVE"))
NTH = range(len(_ALL) if PROVE else 1)
SHARED = list(texts.PAGES) if PROVE else ["overview", "outputs", "passport"]
TURNED = list(texts.PAGES) if PROVE else ["regions", "reach", "annual"]
"""Pages whose address is shared, and that are turned into the other language; all of them with WSD_PROVE."""


def look_at(page: str, nth: int) -> Look:
    """The nth way to look at a page. Each page begins at another one, so that together they are all seen every time."""
    return _ALL[(list(texts.PAGES).index(page) * 7 + nth) % len(_ALL)]


class Fresh(NamedTuple):
    """A page and a server that was started just now for it."""

    page: str
    server: str

    def address(self, language: str, policy: str, chosen: str = ADDRESS) -> str:
        return f"{self.server}/{self.page}?{chosen}&lang={language}&policy={policy}"


@pytest.fixture(scope="module", params=list(texts.PAGES))
def fresh(
    request: pytest.FixtureRequest, demo_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Fresh]:
    """A server per page, so that the first visit it ever gets is to that page."""
    with serving(demo_folder, tmp_path_factory.mktemp("log") / "server.log") as address:
        yield Fresh(request.param, address)


def title_of(name: str, language: Language) -> str:
    """What the heading of a page starts with."""
    return texts.PAGES[name].in_(language)


def stands(page: Page, name: str, look: Look, picture: str) -> None:
    """Heading, menu, language and width are as they should be; the picture is kept."""
    language = look.language
    page.wait_for_function(f"document.documentElement.lang == '{language}'")
    assert page.locator("h1").count() == 1
    menu(page, language)
    assert foreign_words(page.locator("[data-testid=stMain]").inner_text(), language) == []
    assert page.evaluate(f"{MAIN}.scrollWidth") <= page.evaluate(f"{MAIN}.clientWidth")
    height = min(int(page.evaluate(f"{MAIN}.scrollHeight")) + 20, TALLEST)
    page.set_viewport_size({"width": look.width, "height": max(height, 900)})
    settled(page)
    OUTPUT.mkdir(exist_ok=True)
    page.screenshot(path=OUTPUT / f"{name}-{look.width}-{look.scheme}-{language}{picture}.png")


def menu(page: Page, language: Language) -> None:
    """The menu names the pages in the language of the page: beside each other, or behind a button on a phone."""
    behind = page.locator("[data-testid=stExpandSidebarButton]")
    if behind.count():
        behind.click()
        expect(page.locator("[data-testid=stSidebarNavLink]").first).to_be_visible()
        shown = page.locator("[data-testid=stSidebarNavLink]").all_inner_texts()
        assert shown == [name.in_(language) for name in texts.PAGES.values()]
        page.locator("[data-testid=stSidebarCollapseButton] button").click()
        expect(behind).to_be_visible()
    else:
        shown = page.locator("[data-testid=stTopNavLink]").all_inner_texts()
        assert shown == [texts.PAGES[name].in_(language) for name in texts.MENU[0][1]]
        sections = [re.compile(name.in_(language)) for name, _ in texts.MENU[1:]]
        expect(page.locator("[data-testid=stTopNavSection]")).to_have_text(sections)


@pytest.mark.parametrize("nth", NTH)
def test_it_stands_on_its_own_address(fresh: Fresh, visit: Opener, nth: int) -> None:
    look = look_at(fresh.page, nth)
    page, _ = visit(fresh.address(look.language, look.policy), width=look.width, scheme=look.scheme)
    heading = page.locator("h1").inner_text()
    name = title_of(fresh.page, look.language)
    assert heading == (f"{name}: {CHOSEN[look.language]}" if fresh.page in WITH_FIGURES else name)
    assert page.title() == f"{name} · WSD Monitor"
    stands(page, fresh.page, look, "" if look.policy == "internal" else "-public")


@pytest.mark.parametrize("nth", NTH)
@pytest.mark.parametrize("name", texts.PAGES)
def test_it_stands_in_an_empty_folder_and_says_what_to_do(
    empty_server: str, visit: Opener, name: str, nth: int
) -> None:
    look = look_at(name, nth)
    address = f"{empty_server}/{name}?{ADDRESS}&lang={look.language}&policy={look.policy}"
    page, _ = visit(address, width=look.width, scheme=look.scheme)
    title = texts.EMPTY_TITLE.in_(look.language) if name in WITH_FIGURES else title_of(name, look.language)
    assert page.locator("h1").inner_text() == title
    stands(page, name, look, "-empty")


@pytest.fixture(scope="module")
def stranger(browser: Browser) -> Iterator[Page]:
    """The browser of someone else."""
    context = browser.new_context(locale="nl-NL", viewport={"width": 1400, "height": 900})
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("fresh", SHARED, indirect=True)
def test_a_shared_address_gives_the_same_view(fresh: Fresh, visit: Opener, stranger: Page) -> None:
    page, _ = visit(fresh.address("en", "public"))
    console = Console(stranger)
    stranger.goto(page.url)
    stranger.wait_for_selector("h1")
    settled(stranger)
    words = page.locator("[data-testid=stApp]").inner_text()
    expect(stranger.locator("[data-testid=stApp]")).to_have_text(words, use_inner_text=True)
    assert chosen_in(stranger) == chosen_in(page)
    console.close()
    stranger.goto("about:blank")
    assert console.complaints == []


def chosen_in(page: Page) -> Mapping[str, list[str]]:
    """The parameters in the address of the page."""
    found: dict[str, list[str]] = {}
    for pair in page.url.partition("?")[2].split("&"):
        name, _, value = pair.partition("=")
        found.setdefault(name, []).append(value)
    return found


def narrowing(page: Page, language: Language) -> list[str]:
    """The keys of the drawings that say that a click on a bar chooses it, in the caption right under them."""
    said = page.locator("[class*=st-key-chart_] + *").filter(has_text=texts.CLICK.in_(language))
    return [
        str(one.evaluate("e => [...e.previousElementSibling.classList].find(c => c.startsWith('st-key-'))"))
        for one in said.all()
    ]


BARS = """key => [...document.querySelectorAll(`.${key} .bars .point path`)].map((bar, number) => {
    const traces = bar.closest('.trace').__data__, code = traces?.[0]?.trace?.customdata?.[bar.__data__?.i]?.[1];
    return bar.getBoundingClientRect().width > 4 && code && code[0] !== '_' ? number : -1;
}).filter(number => number >= 0)"""
"""The bars of a drawing that one can hit and that stand for a code; not the hatching of what was not reported."""


@pytest.mark.parametrize("fresh", TURNED, indirect=True)
def test_the_other_language_keeps_the_selection_and_a_click_on_a_bar_narrows_it(fresh: Fresh, visit: Opener) -> None:
    page, _ = visit(fresh.address("nl", "internal"))
    page.get_by_role("radio", name="English").or_(page.get_by_text("English", exact=True)).first.click()
    heading = title_of(fresh.page, "en") + (f": {CHOSEN['en']}" if fresh.page in WITH_FIGURES else "")
    expect(page.locator("h1")).to_have_text(heading)
    settled(page)
    chosen = chosen_in(page)
    assert chosen == {"region": ["twente", "zwolle"], "period": ["2023"], "lang": ["en"], "policy": ["internal"]}
    assert foreign_words(page.locator("[data-testid=stMain]").inner_text(), "en") == []
    bars = [(key, number) for key in narrowing(page, "en") for number in page.evaluate(BARS, key)]
    for key, number in bars[:1]:
        bar = page.locator(f".{key} .bars .point path").nth(number)
        bar.scroll_into_view_if_needed()
        bar.click(force=True)
        expect(page.locator("h1")).not_to_have_text(heading)
        settled(page)
        assert {name for name in FILTERS if chosen_in(page).get(name) != chosen.get(name)}
        page.go_back()
        expect(page.locator("h1")).to_have_text(heading)
        settled(page)


def turned(page: Page, step: Callable[[], object], heading: str) -> None:
    """Gone one page back or forward, by one press."""
    step()
    expect(page.locator("h1")).to_have_text(heading)
    settled(page)


@pytest.mark.parametrize("fresh", WITH_FIGURES[:1], indirect=True)
def test_the_menu_keeps_the_selection_and_back_and_forward_work(fresh: Fresh, visit: Opener) -> None:
    page, _ = visit(fresh.address("nl", "public"), anew=True)
    headings = [page.locator("h1").inner_text()]
    for name in texts.MENU[0][1][1:]:
        page.locator("[data-testid=stTopNavLink]").get_by_text(title_of(name, "nl"), exact=True).click()
        expect(page.locator("h1")).to_have_text(f"{title_of(name, 'nl')}: {CHOSEN['nl']}")
        settled(page)
        assert f"/{name}?" in page.url
        assert chosen_in(page)["region"] == ["twente", "zwolle"] and chosen_in(page)["policy"] == ["public"]
        headings.append(page.locator("h1").inner_text())
    for heading in reversed(headings[:-1]):
        turned(page, page.go_back, heading)
    for heading in headings[1:]:
        turned(page, page.go_forward, heading)
    assert page.evaluate("history.length") == 1 + len(headings)
