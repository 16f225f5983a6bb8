"""The page of definitions holds every declared thing, in both languages, and finds them by a word."""

from __future__ import annotations

import html
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from wsd_data.model.dimensions import DIMENSIONS
from wsd_data.model.indicators import INDICATORS
from wsd_data.model.periods import parse_period
from wsd_data.model.sheets import SHEETS
from wsd_data.model.text import LANGUAGES, Language, fold
from wsd_data.ui.address import View, write_address
from wsd_data.ui.definitions import KINDS, PERIODS, PLANNED, SECTIONS, link, section_html
from wsd_data.ui.wording import capital

DASHBOARD = Path(__file__).resolve().parents[2] / "dashboard.py"


def words(made: str) -> str:
    return " ".join(html.unescape(re.sub("<[^>]*>", " ", made)).split())


def part(made: str, anchor: str) -> str:
    """What stands under an anchor, as words."""
    start = made.index(f'id="{anchor}"')
    end = made.find(' id="', start + 5)
    return words("<" + made[start : end if end > 0 else None])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_indicator_with_all_that_is_declared_of_it(language: Language) -> None:
    made = section_html("indicators", language)
    for indicator in INDICATORS.values():
        text = part(made, f"ind-{indicator.id}")
        texts = [indicator.definition, indicator.unit, KINDS[indicator.kind], PERIODS[indicator.date_rule]]
        texts += [*indicator.caveats, *(DIMENSIONS[d].name for d in indicator.dimensions)]
        texts += [SHEETS[s].name for s in indicator.sheets]
        for expected in texts:
            assert " ".join(expected.in_(language).split()) in text, indicator.id
        assert capital(indicator.label.in_(language)) in text and f" {indicator.version} " in f"{text} "
        assert (PLANNED.in_(language) in text) == indicator.planned
        assert ("niet op" in text or "do not add" in text) or indicator.additive


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_dimension(language: Language) -> None:
    made = section_html("dimensions", language)
    for dimension in DIMENSIONS.values():
        text = part(made, f"dim-{dimension.id}")
        assert capital(dimension.name.in_(language)) in text and dimension.definition.in_(language) in text
        users = [i.label.in_(language) for i in INDICATORS.values() if dimension.id in i.dimensions]
        assert all(user in text for user in users)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sheet_and_column_with_headings_and_terms(language: Language) -> None:
    made = section_html("sheets", language)
    for sheet in SHEETS.values():
        text = part(made, f"sheet-{sheet.id}")
        assert sheet.name.in_(language) in text and sheet.definition.in_(language) in text
        for column in sheet.columns:
            text = part(made, f"col-{sheet.id}-{column.id}")
            wanted = [column.heading.nl, column.heading.en, column.definition.in_(language), *column.aliases]
            wanted += [term.name.in_(language) for term in column.codes.terms] if column.codes else []
            assert [w for w in wanted if w not in text] == [], f"{sheet.id}.{column.id}"
            assert (f"{column.heading.in_(language)} *" in text) == column.required


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_leads_to_an_anchor_that_is_there_once(language: Language) -> None:
    for section in SECTIONS:
        made = section_html(section, language)
        anchors = re.findall(r'id="([^"]+)"', made)
        assert len(anchors) == len(set(anchors)) and set(re.findall(r'href="#([^"]+)"', made)) <= set(anchors)


def test_a_word_finds_what_holds_it_and_nothing_else() -> None:
    assert re.findall(r'<section id="([^"]+)"', section_html("indicators", "nl", fold("Toehoorders"))) == [
        "ind-audience"
    ]
    columns = re.findall(r'<tr id="([^"]+)"', section_html("sheets", "en", fold("isbn")))
    assert columns == ["col-publications-isbn"]
    whole = section_html("sheets", "nl", fold("casuistiek")) or section_html("sheets", "nl", fold("casuïstiek"))
    assert all(f"col-casuses-{c.id}" in whole for c in SHEETS["casuses"].columns)
    assert section_html("dimensions", "nl", "xyzzy") == ""
    # A word of the markup itself is no find.
    assert section_html("dimensions", "nl", "margin") == "" and section_html("sheets", "nl", "scope=") == ""


def test_a_link_holds_the_whole_address_and_leads_to_an_anchor() -> None:
    view = View(parse_period("2023"), "en", where=(("region", ("twente", "noord")),))
    page, _, anchor = link(view, "partners").partition("#")
    assert parse_qs(urlsplit(page).query) == write_address(view) and urlsplit(page).path == "/definitions"
    assert f'id="{anchor}"' in section_html("indicators", "en")


def test_the_page_searches_in_all_parts_and_says_when_nothing_is_found(folder: Path) -> None:
    test = AppTest.from_file(str(DASHBOARD), default_timeout=60)
    test.run()
    shown = test.switch_page("pages/definitions.py").run()
    assert not shown.exception and [h.value for h in shown.header] == ["Indicatoren"]
    shown.text_input(key="wsd_definitions_words").set_value("Peildatum").run()
    assert [h.value for h in shown.header] == ["Indicatoren", "Bladen"]
    shown.text_input(key="wsd_definitions_words").set_value("*niets* <b>").run()
    assert not shown.header and not shown.exception
    assert "\\*niets\\* \\<b\\>" in "".join(m.value for m in shown.markdown)
