"""From an empty template to a figure on the screen and back, in a real browser; and a faulty file."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OUTPUT, Opener, downloaded, settled
from tests.figures.conftest import write_workbook

SIZES = [(1400, "light", "nl"), (390, "dark", "en")]


def fill(template: Path, made: Path) -> Path:
    """A few talks in the downloaded template, under its own headings."""
    book = openpyxl.load_workbook(template)
    sheet = book["Presentaties"]
    columns = {str(cell.value).rstrip(" *"): cell.column for cell in sheet[3] if cell.value}
    for row, title in enumerate(("Een", "Twee", "Drie"), 4):
        for heading, value in (("Datum", "1-3-2023"), ("Titel", title), ("Soort", "lezing")):
            sheet.cell(row, columns[heading], value)
    book.save(made)
    return made


def check(page: Page, file: Path) -> None:
    page.locator("input[type=file]").set_input_files(file)
    button = page.get_by_role("button", name="Nakijken", exact=True)
    expect(button).to_be_enabled()
    button.click()
    expect(page.get_by_text(f"Nagekeken: {file.name}")).to_be_visible()
    settled(page)


def counts(page: Page) -> list[str]:
    return page.locator("table").first.locator("tbody tr").first.locator("td").all_inner_texts()


def figure(page: Page, address: str) -> str:
    """The key figure of presentations in 2023, or the heading where there are no figures."""
    page.goto(f"{address}/overview?period=2023&lang=nl&policy=internal")
    page.wait_for_selector("h1")
    settled(page)
    tile = page.locator("[class*=st-key-tile_presentations]")
    return tile.inner_text() if tile.count() else page.locator("h1").inner_text()


def picture(page: Page, name: str) -> None:
    main = "document.querySelector('[data-testid=stMain]')"
    assert page.evaluate(f"{main}.scrollWidth") <= page.evaluate(f"{main}.clientWidth")
    width = int(page.evaluate("window.innerWidth"))
    page.set_viewport_size({"width": width, "height": min(int(page.evaluate(f"{main}.scrollHeight")) + 20, 5000)})
    OUTPUT.mkdir(exist_ok=True)
    page.screenshot(path=OUTPUT / f"{name}.png")


def clicked_at_once(page: Page, *there: Locator) -> None:
    """Clicked one after the other, so soon that the page cannot have been drawn in between."""
    soon = "async them => { for (const one of them) { one.click(); await new Promise(go => setTimeout(go, 20)); } }"
    page.evaluate(soon, [one.element_handle() for one in there])


def test_from_template_to_figure_and_back(own_server: str, visit: Opener, tmp_path: Path) -> None:
    page, _ = visit(f"{own_server}/upload?lang=nl")
    page.get_by_role("combobox", name="Voor").click()
    page.get_by_role("option", name="Twente").click()
    button = page.locator(".st-key-wsd_template_twente button")
    button.wait_for()
    settled(page)
    download = downloaded(page, button.click)
    assert download.suggested_filename == "wsd-sjabloon-twente.xlsx"
    template = tmp_path / "sjabloon.xlsx"
    download.save_as(template)

    check(page, fill(template, tmp_path / "ingevuld.xlsx"))
    assert counts(page) == ["ingevuld.xlsx", "Twente", "3", "0", "0", "0", "0"]
    picture(page, "upload-preview-1400")
    button = page.get_by_role("button", name="Inlezen")
    clicked_at_once(page, button, button, page.get_by_text("English", exact=True))
    expect(page.get_by_text("Delivery 2 was taken in")).to_be_visible()
    settled(page)
    assert "3" in figure(page, own_server).split("\n")

    page.goto(f"{own_server}/deliveries?lang=nl")
    page.wait_for_selector("h1")
    settled(page)
    page.get_by_role("combobox", name="Bekijk een levering").click()
    page.get_by_role("option", name="2: levering").click()
    expect(page.get_by_role("heading", name="Levering 2")).to_be_visible()
    page.get_by_text("Bekijk wat ongedaan maken doet").click()
    expect(page.get_by_text("Presentaties: 3 rijen verdwijnen.")).to_be_visible()
    settled(page)
    button = page.get_by_role("button", name="Ongedaan maken", exact=True)
    expect(button).to_be_disabled()
    page.get_by_text("Ja, maak levering 2 ongedaan.").click()
    expect(button).to_be_enabled()
    clicked_at_once(page, button, button, page.get_by_text("English", exact=True))
    expect(page.get_by_text("Delivery 2 was undone; the list has that as number 3.")).to_be_visible()
    settled(page)
    picture(page, "deliveries-1400")
    assert figure(page, own_server) == "Er zijn nog geen leveringen"


def test_a_faulty_file_names_the_cell_and_waits_for_a_yes(empty_server: str, visit: Opener, tmp_path: Path) -> None:
    rows = [{"title": "Goed"}, {"title": "Fout", "type": "toneel"}]
    file = write_workbook(tmp_path / "fout.xlsx", {"presentations": rows})
    page, _ = visit(f"{empty_server}/upload?lang=nl", width=390)
    box = page.get_by_test_id("stFileUploader")
    expect(box).to_contain_text(re.compile("Kies bestanden.*50MB per bestand"))
    page.get_by_text("English", exact=True).click()
    expect(box).to_contain_text(re.compile("Upload.*50MB per file"))
    page.get_by_text("Nederlands", exact=True).click()
    expect(box).to_contain_text("Kies bestanden")
    settled(page)
    check(page, file)
    expect(page.get_by_role("cell", name="Presentaties!B3")).to_be_visible()
    expect(page.locator("table").filter(has_text="“toneel” staat niet in de lijst").first).to_be_visible()
    button = page.get_by_role("button", name="Inlezen")
    expect(button).to_be_disabled()
    picture(page, "upload-faulty-390")
    page.get_by_text("Ga door zonder de 1 geweigerde rij").click()
    expect(button).to_be_enabled()
    page.get_by_role("button", name="Andere bestanden kiezen").click()
    expect(page.locator("input[type=file]")).to_be_attached()
    page.goto(f"{empty_server}/deliveries?lang=nl")
    expect(page.get_by_text("Er is nog niets aangeleverd.")).to_be_visible()
    settled(page)


@pytest.mark.parametrize(("width", "scheme", "language"), SIZES)
def test_the_pages_fit_and_definitions_can_be_linked_to(
    empty_server: str, visit: Opener, width: int, scheme: str, language: str
) -> None:
    for name in ("upload", "deliveries", "definitions"):
        page, _ = visit(f"{empty_server}/{name}?lang={language}", width=width, scheme=scheme)
        picture(page, f"{name}-empty-{width}-{scheme}-{language}")
    address = f"{empty_server}/definitions?period=2023&lang={language}&policy=internal#ind-partners"
    page, _ = visit(address, width=width, scheme=scheme)
    expect(page.locator("#ind-partners")).to_be_in_viewport()
    page.locator("nav a[href='#ind-presentations']").click()
    expect(page.locator("#ind-presentations")).to_be_in_viewport()
