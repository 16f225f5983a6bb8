"""What stands under the figures of a year: closing it, what is missing, facts for a newsletter, and the report."""

from __future__ import annotations

import io
import re
from html import unescape
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

from tests.figures.conftest import World
from tests.reports.conftest import text_of
from tests.ui.conftest import Viewed, Viewing, delivered, page_of, sent
from wsd_data.language import format_date
from wsd_data.model.clock import today
from wsd_data.reports.annual import GROUPS
from wsd_data.reports.breakdown import BY_REGION
from wsd_data.reports.remarks import Remarks
from wsd_data.reports.written import file_of
from wsd_data.ui import annual, downloads, missing, newsletter, state, year_parts
from wsd_data.ui.context import Context

TALKS = {"presentations": [{"title": "a"}, {"title": "b"}]}
YEAR = {"period": "2023", "region": "twente", "lang": "nl", "policy": "internal"}


def opened(fold: str, **address: str) -> AppTest:
    """The annual page with one of its folds open."""
    shown = page_of("annual", **(YEAR | address))
    shown.session_state[fold] = True
    return shown.run()


def plain(words: str) -> str:
    """Markdown as it is read."""
    return words.replace("\\", "")


def press(shown: AppTest, words: str) -> AppTest:
    return next(button for button in shown.button if button.label == words).click().run()


def test_a_year_is_closed_in_steps_and_stays(folder: Path) -> None:
    delivered(folder, TALKS)
    shown = opened("wsd_closing")
    assert any("2023 is nog niet vastgesteld." in m.value for m in shown.markdown)
    assert not [b for b in shown.button if b.label == "Sluit het jaar af"]
    press(shown, "Leg vast als compleet")
    assert [plain(e.value) for e in shown.error] == ["Vul in wie dit vaststelt."]
    shown.text_input[0].input("A. de *Vries*")
    press(shown, "Leg vast als compleet")
    assert [plain(s.value) for s in shown.success] == ["Vastgelegd: 2023 is compleet."]
    assert any(r"door A\. de \*Vries\*, stand na levering 2" in m.value for m in shown.markdown)
    shown.text_input[0].input("B")
    press(shown, "Sluit het jaar af")
    assert shown.warning and not shown.success
    shown.checkbox[0].check()
    shown.text_input[0].input("B")
    press(shown, "Sluit het jaar af")
    assert any("Alle cijfers zijn nu nog gelijk" in plain(m.value) for m in shown.markdown)
    state.close()
    delivered(folder, {"presentations": [{"title": "c"}]}, received="2024-07-01")
    later = opened("wsd_closing")
    assert any("Nu anders dan afgesloten: presentaties, opbrengsten." in plain(m.value) for m in later.markdown)
    table = next(e.proto.body for e in later.get("html") if "Zoals afgesloten" in e.proto.body)
    row = re.findall(r">([^<]+)</td>", table.split("Presentaties")[1].split("</tr>")[0])
    assert row == ["2", "3", "anders", "1"]
    link = next(m.value for m in later.markdown if "Toon alles zoals" in m.value)
    assert "stand=3" in link
    then = opened("wsd_closing", stand="3")
    assert any("Alle cijfers zijn nu nog gelijk" in plain(m.value) for m in then.markdown)
    assert "2023 vastgelegd" in sent(page_of("deliveries", lang="nl"))
    why = page_of("annual", why="presentations", **YEAR)
    since = next(box for box in why.selectbox if box.label == "Vergelijk met de stand")
    assert since.options[since.index].startswith("zoals vastgelegd over 2023, Twente (4,")
    assert any("2 → 3" in m.value for m in why.markdown)


def test_as_public_a_year_cannot_be_closed_and_small_numbers_stay_hidden(folder: Path) -> None:
    few = [{"project": "P1", "casus_code": f"C{n}", "date": "2023-Q1"} for n in range(3)]
    delivered(folder, {"projects": [{"project": "P1"}], "casuses": few})
    shown = opened("wsd_closing", policy="public")
    assert not [b for b in shown.button if b.label.startswith("Leg vast")]
    shown = opened("wsd_closing")
    for words, name in (("Leg vast als compleet", "A"), ("Sluit het jaar af", "A")):
        shown.text_input[0].input(name)
        for box in shown.checkbox:
            box.check()
        press(shown, words)
    table = next(e.proto.body for e in shown.get("html") if "Zoals afgesloten" in e.proto.body)
    assert re.findall(r">([^<]+)</td>", table.split("Casussen")[1].split("</tr>")[0])[:2] == ["3", "3"]
    hidden = opened("wsd_closing", policy="public")
    table = next(e.proto.body for e in hidden.get("html") if "Zoals afgesloten" in e.proto.body)
    assert re.findall(r">([^<]+)</td>", table.split("Casussen")[1].split("</tr>")[0])[:2] == ["&lt;5", "&lt;5"]


def test_what_is_missing_with_a_text_to_send(world: World, view: Viewed) -> None:
    world.deliver(TALKS, scope=None)
    context = view("2023", region="twente")
    late = missing.of_year(context)
    assert "presentations" not in late["twente"] and "publications" in late["twente"]
    letter = missing.letter(context, "twente", ["publications", "casuses"])
    assert letter.startswith("Beste collega's van Twente,")
    assert "Voor de jaarcijfers over 2023 ontbreken van jullie nog: Publicaties, Casussen." in letter


def test_facts_are_chosen_changed_and_taken_along(folder: Path) -> None:
    delivered(folder, TALKS)
    shown = opened("wsd_did_you_know")
    shown.multiselect(key="wsd_facts_2023_2024-02").select("presentations-plain").run()
    assert any("… er in 2023 2 presentaties zijn gehouden?" in c.value for c in shown.code)
    shown.text_input[0].input("er 2 mooie <presentaties> waren").run()
    (text,) = [c.value for c in shown.code]
    assert text.splitlines()[:2] == ["Wist je dat", "… er 2 mooie <presentaties> waren?"]
    assert "/annual?period=2023&region=twente&lang=nl&policy=public&stand=2" in text
    assert sent(shown)


def test_facts_are_those_of_the_public(world: World, view: Viewed) -> None:
    few = [{"project": "P1", "casus_code": f"C{n}", "date": "2023-Q1"} for n in range(7)]
    world.deliver({"projects": [{"project": "P1"}], "casuses": few})
    for policy in ("internal", "public"):
        context = view("2023", policy, region="twente")
        (fact,) = [f for f in newsletter.offered(context, context.view.period) if f.indicator == "casuses"]
        assert fact.number == "5"


def test_a_note_stands_under_its_table_and_in_both_reports(folder: Path) -> None:
    delivered(folder, TALKS)
    shown = opened("wsd_notes")
    press(shown, "Leg de toelichting vast")
    assert [plain(e.value) for e in shown.error] == ["Vul in wie dit schrijft."]
    text = "=1+1 <b>Ook</b> [online](http://x) http://x.nl *bezoekers* {n}"
    shown.text_area[0].input(text)
    shown.text_input[0].input("A. de Vries")
    press(shown, "Leg de toelichting vast")
    assert any("De toelichting is vastgelegd." in s.value for s in shown.success)
    assert shown.text_area[0].value == text
    for figure, words in (("casuses", "Drie van Piet"), ("products", "Eén erbij")):
        shown.selectbox(key="wsd_note_figure").select(figure).run()
        shown.text_area[0].input(words)
        shown.text_input[0].input("B")
        press(shown, "Leg de toelichting vast")
    day = format_date(today(), "nl")
    lines = [f"¹ Presentaties, 2023: {text} (A. de Vries, {day})", f"² Producten, 2023: Eén erbij (B, {day})",
             f"³ Casussen, 2023: Drie van Piet (B, {day})"]  # fmt: skip
    assert [plain(c.value) for c in shown.caption if c.value[0] in "¹²³"] == lines
    assert "Presentaties ¹</th>" in sent(shown)
    # No address in a note becomes a link.
    assert not [c for c in shown.caption if "http:" in c.value]
    for policy, expected in (("internal", lines), ("public", lines[:2])):
        page = page_of("annual", **(YEAR | {"policy": policy, "period": "2024"}))
        assert [plain(c.value) for c in page.caption if c.value[0] in "¹²³"] == expected
        paper = downloads.annual_paper(Viewing(folder).context("2023", policy, region="twente"), "twente")
        assert [note for section in paper.sections for note in section.notes if note[0] in "¹²³"] == expected
        told = text_of(file_of(paper, "x.pdf"))
        book = openpyxl.load_workbook(io.BytesIO(file_of(paper, "x.xlsx")))
        cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
        assert all(line in told for line in expected)
        assert set(expected) <= {cell.value for cell in cells if cell.data_type == "s"}
        assert "f" not in {cell.data_type for cell in cells}
        assert ("Piet" in told) is (policy == "internal")
    network = page_of("annual", period="2023", lang="nl", policy="internal")
    then = page_of("annual", **(YEAR | {"stand": "2"}))
    assert not [c for page in (network, then) for c in page.caption if c.value[0] in "¹²³"]
    assert "toelichting bij 2023" in sent(page_of("deliveries", lang="nl"))


def cells_of(html: str) -> list[tuple[str, ...]]:
    """The words of a table, row by row."""
    return [tuple(unescape(re.sub("<[^>]*>", "", cell)) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row))
            for row in html.split("<tbody>")[1].split("</tr>")[:-1]]  # fmt: skip


@pytest.mark.parametrize("policy", ["internal", "public"])
def test_the_parts_of_a_year_are_those_of_the_report(folder: Path, policy: str) -> None:
    talks = [{"title": "a", "region": "Twente; Zwolle"}, {"title": "b", "theme": "Armoede"}]
    people = [{"attendances": 3, "theme": "Armoede"}, {"attendances": "circa 40", "activity": "x", "region": "Zwolle"}]
    delivered(folder, {"presentations": talks, "participants": people}, region="network")
    context = Viewing(folder).context("2023", policy)
    paper = downloads.annual_paper(context, None)
    words, book = text_of(file_of(paper, "x.pdf")), openpyxl.load_workbook(io.BytesIO(file_of(paper, "x.xlsx")))
    for division in year_parts.divisions(context):
        fold = f"wsd_annual-{division.dimension}"
        shown = page_of("annual", period="2023", policy=policy, lang="nl")
        shown.session_state[fold] = True
        (table,) = [e.proto.body for e in shown.run().get("html") if "Opbrengsten per" in e.proto.body]
        section = next(s for s in paper.sections if s.id == division.dimension)
        assert year_parts.section_of(context, division) == section
        assert cells_of(table) == section.lines and section.lines[-1][2] == "2 *"
        assert all(cell in words for line in section.lines for cell in line[1:] if len(cell) < 12)
        sheet = next(s for s in book.worksheets if s["A1"].value == section.title)
        rows = [
            *sheet.iter_rows(min_row=4, max_row=3 + len(section.rows), max_col=len(section.headings), values_only=True)
        ]
        assert rows == [tuple(c.text or None if c.number is None else c.number for c in row) for row in section.rows]
    by_region = {line[0]: line for line in year_parts.section_of(context, BY_REGION).lines}
    assert by_region["Twente"][2] == by_region["Regio Zwolle"][2] == "1"
    assert ("<5" in str(by_region)) is (policy == "public")
    one = Viewing(folder).context("2023", policy, region="twente", funder="zonmw")
    assert [d.dimension for d in year_parts.divisions(one)] == ["theme"]


def figures_of(context: Context) -> dict[str, list[str]]:
    """Label → the words of the page's table, year by year."""
    found = {}
    for group in GROUPS:
        table = annual._table(context, group, Remarks({}))
        found |= {names[0]: [word.rstrip(" *") for word in words] for names, words in table.rows}
    return found


def test_page_pdf_and_workbook_have_the_same_figures(folder: Path) -> None:
    delivered(
        folder,
        TALKS | {"participants": [{"attendances": "circa 40"}], "projects": [{"project": "P1"}],
                 "funding": [{"grant": "G1", "awarded": 12345.67, "region": "Twente"}]},
    )  # fmt: skip
    context = Viewing(folder).context("2023", region="twente")
    shown = figures_of(context)
    words = " ".join(
        " ".join(
            page.extract_text()
            for page in PdfReader(io.BytesIO(file_of(downloads.annual_paper(context, "twente"), "x.pdf"))).pages
        ).split()
    )
    book = openpyxl.load_workbook(io.BytesIO(file_of(downloads.annual_paper(context, "twente"), "x.xlsx")))
    cells = {
        row[0]: row[1:]
        for sheet in book.worksheets
        for row in sheet.iter_rows(values_only=True)
        if row[0] in shown and len(row) >= 6
    }
    assert shown["Presentaties"][-1] == "2" and shown["Deelnames"][-1] == "circa 40"
    assert set(cells) == set(shown)
    for label, years in shown.items():
        assert " ".join(years) in words.replace(" *", "").replace(" °", ""), label
        for said, cell in zip(years, cells[label], strict=False):
            if isinstance(cell, int | float):
                number = re.sub(r"[^\d,-]", "", said).replace(",", ".")
                assert float(number) == float(cell), label
            else:
                assert str(cell).rstrip(" *°") == said, label
