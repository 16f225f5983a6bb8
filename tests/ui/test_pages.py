"""Every page under bad input: hostile and outdated addresses, and data that are few, many, long or full of holes.

Run by Streamlit itself, without a browser. Knows no page's content: it walks over `texts.PAGES`.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.figures.conftest import World
from wsd_data.delivery import open_store
from wsd_data.delivery.folder import REFERENCE_FOLDER
from wsd_data.ui import state, texts

HOME = Path(__file__).resolve().parents[2]
WITH_FIGURES = [page for page in texts.PAGES if page not in texts.WITHOUT_FIGURES]
SCRIPT = "<script>alert(1)</script>"
LONG = "Samen leren en onderzoeken in wijk en buurt met bewoners, professionals, studenten, docenten en leden van de hogescholen"
Address = Mapping[str, str | Sequence[str]]

HOSTILE: Mapping[str, tuple[Address, bool]] = {
    "script": ({"region": SCRIPT}, True),
    "markdown": ({"theme": "[klik](javascript:alert(1)) ![x](http://x) **x** $x$ :red[x]"}, True),
    "places": ({"lectoraat": "{0} {dimension} {code} %s %(x)s"}, True),
    "sql": ({"funder": "x'; DROP TABLE entries; --", "period": "2023"}, True),
    "last year there is": ({"period": "9999"}, True),
    "first year there is": ({"period": "0001"}, True),
    "backwards": ({"period": "2023..2019"}, True),
    "no such quarter": ({"period": "2023-Q9"}, True),
    "long": ({"theme": "x" * 10_000}, True),
    "many": ({"municipality": [f"GM{n:04}" for n in range(9000, 9300)]}, True),
    "unknown parameter": ({"thema": "eenzaamheid", "period": "2023"}, True),
    "policy": ({"policy": "x"}, True),
    "language": ({"lang": "de"}, True),
    "repeated": ({"period": ["2019", "2023"], "region": ["twente"] * 40, "lang": ["en", "nl"]}, False),
    "blanks": ({"region": "twente,,, ,", "period": " 2023 "}, False),
    "nothing": ({"region": "", "theme": ""}, False),
    "stand that is no day": ({"stand": "2024-13-01"}, True),
    "stand ahead": ({"stand": "2999-01-01"}, True),
    "stand of no delivery": ({"stand": "99999"}, True),
    "stand in words": ({"stand": SCRIPT}, True),
    "stand before everything": ({"stand": "1999-01-01", "period": "2023"}, False),
    "stand of long ago": ({"stand": "5", "period": "2023"}, False),
    "undecodable": ({"project": "%ZZ%00%E2%28%A1\x00\x1f\ud7ff\u202e"}, True),
    "outdated": ({"project": "AFGESCHAFT-1", "period": "2022"}, True),
    "before everything": ({"period": "2001"}, False),
    "after everything": ({"period": "2088"}, False),
    "one day": ({"period": "2024-02-29", "region": ["twente", "zwolle"]}, False),
    "everything": ({"period": "1950..2099"}, False),
}
"""Addresses, and whether something in them cannot be understood."""


def page_of(name: str) -> AppTest:
    """A page with its first run done."""
    test = AppTest.from_file(str(HOME / "dashboard.py"), default_timeout=120)
    test.run()
    return test.switch_page(f"pages/{name}.py")


def visit(test: AppTest, address: Address) -> AppTest:
    test.query_params.clear()
    for parameter, value in address.items():
        test.query_params[parameter] = value
    return test.run()


def html_of(test: AppTest) -> str:
    """All HTML that the page sends as such, but for the frame's own script."""
    bodies: list[str] = [element.proto.body for element in test.get("html")]
    return "\n".join(body for body in bodies if "document.documentElement.lang" not in body)


def says_what_it_shows(test: AppTest, name: str, wrong: bool = False) -> None:
    """No exception; one heading with the page's name; what was not understood is said."""
    assert not test.exception
    headings = [title.value for title in test.title]
    known = [
        texts.PAGES[name].nl,
        texts.PAGES[name].en,
        texts.EMPTY_TITLE.nl,
        texts.EMPTY_TITLE.en,
        texts.NOTHING_THEN.nl,
    ]
    assert len(headings) == 1 and headings[0].startswith(tuple(known)), headings
    assert SCRIPT not in html_of(test)
    if name in WITH_FIGURES:
        assert bool(test.error) == wrong


@pytest.fixture(scope="module")
def demo(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The dashboard of this process on a copy of the example data."""
    folder = Path(shutil.copytree(demo_folder, tmp_path_factory.mktemp("pages") / "data"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(state.FOLDER_SETTING, str(folder))
        state.close()
        yield folder
        state.close()


@pytest.mark.parametrize("name", texts.PAGES)
def test_hostile_and_outdated_addresses(demo: Path, name: str) -> None:
    test = page_of(name)
    for case, (address, wrong) in HOSTILE.items():
        shown = visit(test, address)
        try:
            says_what_it_shows(shown, name, wrong)
        except AssertionError as error:
            raise AssertionError(f"{name}, {case}: {error}") from error


@pytest.mark.parametrize("name", WITH_FIGURES)
def test_what_was_not_understood_never_widens_the_view(demo: Path, name: str) -> None:
    """Without one valid code no figure and no row is shown; nor with a period that is none."""
    test = page_of(name)
    for address in ({"region": "atlantis"}, {"project": "AFGESCHAFT-1"}, {"period": "ooit"}):
        shown = visit(test, address)
        assert shown.error
        assert not shown.get("bidi_component") and not html_of(shown).strip()
        assert not shown.get("expander") and not shown.get("download_button")


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """A small world that the dashboard of this process shows."""
    monkeypatch.setenv(state.FOLDER_SETTING, str(tmp_path / "data"))
    state.close()
    yield World(state.opened().store, tmp_path)
    state.close()


ROW: Mapping[str, Any] = {
    "projects": {"project": "P1"},
    "presentations": {"title": "Een lezing", "speakers": "A. Jansen"},
    "publications": {"title": "Een rapport"},
    "products": {"title": "Een tool"},
    "participants": {"activity_code": "A1", "project": "P1", "unique_people": 8, "hours": 2},
    "casuses": {"project": "P1", "casus_code": "C1"},
    "key_figures": {"kind": "volgers", "value": 40, "channel": "LinkedIn"},
    "funding": {"grant": "G1", "awarded": 1000, "spent": 400, "spent_on": "31-12-2023", "project": "P1"},
    "members": {"organisation": "Welzijn", "partner_class": "publiek"},
}
"""One row per sheet, all of 2023."""


def everywhere(*addresses: Address) -> None:
    """Every page stands under each address, in both languages and under both policies."""
    for name in texts.PAGES:
        test = page_of(name)
        for number, address in enumerate(addresses):
            manner = {"lang": ("nl", "en")[number % 2], "policy": ("internal", "public")[number // 2 % 2]}
            try:
                says_what_it_shows(visit(test, {**address, **manner}), name)
            except AssertionError as error:
                raise AssertionError(f"{name}, {address}: {error}") from error


@pytest.mark.parametrize("sheet", ["presentations", "participants", "funding"])
def test_one_row(world: World, sheet: str) -> None:
    world.deliver({sheet: [ROW[sheet]]})
    everywhere({}, {"period": "2023", "region": "twente"}, {"region": "noord"}, {"period": "2023-Q1"})


def test_one_region_and_one_year(world: World) -> None:
    world.deliver({sheet: [row] for sheet, row in ROW.items()})
    everywhere(
        {}, {"region": "twente"}, {"theme": "bestaanszekerheid", "region": "twente"}, {"project": "P1"},
        {"period": "2023-06"}, {"lectoraat": "social-work"}, {"funder": "zonmw"}, {"province": "overijssel"},
    )  # fmt: skip


def test_an_empty_year_in_between_and_a_period_before_everything(world: World) -> None:
    then = {"date": "1-3-2019"}
    early = {
        "projects": [{"project": "P0", "start": "2019", "end": "2019", "status": "afgerond"}],
        "presentations": [{"title": "Toen", **then}],
        "publications": [{"title": "Oud", "date": "2019"}],
        "participants": [{"activity_code": "A0", **then}],
        "casuses": [{"project": "P0", "date": "2019-Q2"}],
    }
    world.deliver(early)
    world.deliver({sheet: [row] for sheet, row in ROW.items()})
    everywhere({"period": "2021"}, {"period": "2019..2023"}, {"period": "2005"}, {"period": "2018..2020"})


def test_names_of_120_characters_and_hostile_words_in_rows(world: World) -> None:
    """Long names, HTML, markdown, formulas and turned-around text stand as words everywhere, never as what they say."""
    assert len(LONG) == 120
    hostile = f"{SCRIPT}<img src=x onerror=alert(1)> [x](javascript:alert(1)) {{places}} =1+1 \u202e **b** & ' \""
    titles = {"projects": "title", "presentations": "title", "publications": "title", "products": "title",
              "participants": "activity", "members": "organisation"}  # fmt: skip
    more = {
        "participants": {"organisation": hostile},
        "projects": {"leader": hostile, "partners": hostile, "description": hostile},
    }
    for number, words in enumerate((LONG, hostile)):
        rows = {}
        for sheet, row in ROW.items():
            changed = {**row, **more.get(sheet, {}), **({titles[sheet]: words} if sheet in titles else {})}
            rows[sheet] = [{**changed, **({"project": f"P{number}"} if "project" in row else {})}]
        world.deliver(rows, region=("twente", "zwolle")[number], accept_refused=True)
    everywhere({"period": "2023"}, {"project": "P1"}, {"project": "P0"}, {"period": "2023", "project": "P1"})
    shown = " ".join(html_of(visit(page_of(name), {"project": "P1"})) for name in WITH_FIGURES)
    assert "<img src=x" not in shown and 'href="javascript' not in shown
    assert "&lt;img src=x" in shown, "the hostile words stand nowhere, so nothing was tested"


def test_two_hundred_themes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lists = Path(shutil.copytree(REFERENCE_FOLDER, tmp_path / "lists"))
    with (lists / "themas.csv").open("a", newline="") as file:
        writer = csv.writer(file)
        writer.writerows([f"thema-{n}", f"{LONG[:100]} {n}", f"Theme {n} {LONG[:90]}", f"Thema{n}"] for n in range(190))
    monkeypatch.setenv(state.FOLDER_SETTING, str(tmp_path / "data"))
    state.close()
    with open_store(tmp_path / "data", lists) as store:
        world = World(store, tmp_path)
        rows = [{**ROW["presentations"], "title": f"Lezing {n}", "theme": f"Thema{n}"} for n in range(190)]
        world.deliver(
            {"presentations": rows, "participants": [{**ROW["participants"], "theme": f"Thema{n}"} for n in range(9)]}
        )
        monkeypatch.setattr(state, "_open", state.State(store))
        everywhere(
            {"period": "2023"}, {"period": "2023", "theme": [f"thema-{n}" for n in range(150)]}, {"theme": "thema-7"}
        )
