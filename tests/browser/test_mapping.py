"""Files that are not ours reach a committed delivery on the screen, and their like needs no choices the next time."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, TimeoutError, expect

from tests.browser.conftest import PATIENCE, Opener, serving, settled
from tests.browser.test_upload import check as upload
from tests.browser.test_upload import picture
from tests.delivery.test_mapped import SAMPLES, TALKS, alike, committed, compare
from tests.intake.otherformats import write_old
from tests.samples import REAL, needs_samples
from wsd_data.delivery import open_store
from wsd_data.model.sheets import SHEETS

QUICK = ("NL_ESF_Publicatielijst_Actie_J1.xls",)
"""Those that every run of the tests takes; the others with WSD_PROVE."""


def literal(words: str) -> str:
    """Words in a pattern that the browser understands too."""
    return re.escape(words).replace("/", r"\/")


def pick(page: Page, box: Locator, words: str) -> None:
    """Choose an option by its whole text, said to be a proposal or not, by typing as somebody without a mouse would."""
    option = page.get_by_role("option", name=re.compile(rf"^{literal(words)}( \(lijkt erop\))?$")).first
    for last in (False, False, False, True):
        box.click()
        box.fill(words)
        try:
            option.click(timeout=PATIENCE if last else 4_000)
            break
        except TimeoutError:
            # The list closes when the run after the choice before draws the page anew.
            page.keyboard.press("Escape")
            settled(page)
    page.wait_for_timeout(150)
    settled(page)


def label(sheet: str, column: str) -> str:
    return SHEETS[sheet].by_id[column].heading.nl


def value(page: Page, sheet: str, column: str, given: str) -> None:
    """The value for all rows, from the list of the column or typed."""
    named = SHEETS[sheet].by_id[column]
    name = f"De waarde voor {named.heading.nl}"
    if named.codes is None and named.kind not in ("regions", "flag"):
        page.get_by_role("textbox", name=name).fill(given)
        page.get_by_role("textbox", name=name).press("Enter")
        settled(page)
        return
    words = (
        named.codes.by_code[given].name.nl
        if named.codes
        else {"Utrecht": "Kennisplatform Utrecht Sociaal"}.get(given, given)
    )
    pick(page, page.get_by_role("combobox", name=name, exact=True), words)


def choose(page: Page, sheet: str, column: str, source: Any) -> None:
    """Where a column comes from, as `--map` writes it."""
    first, *then = source if isinstance(source, list) else [source]
    box = page.get_by_role("combobox", name=f"{label(sheet, column)}: Komt uit", exact=True)
    if first is None:
        pick(page, box, "niet gebruiken")
    elif isinstance(first, str):
        pick(page, box, first)
    elif "year_of" in first:
        pick(page, box, f"jaar uit “{first['year_of']}”")
    elif first["fixed"] == "onbekend":
        pick(page, box, "onbekend in elke rij")
    else:
        pick(page, box, "dezelfde waarde in elke rij")
        value(page, sheet, column, first["fixed"])
    for other in then:
        blank = page.locator(f"[class*='_c_{column}_then'] input")
        pick(page, blank, other if isinstance(other, str) else "een vaste waarde")
        if not isinstance(other, str):
            value(page, sheet, column, other["fixed"])


def mean(page: Page, sheet: str, column: str, typed: str, meant: str) -> None:
    """What an unknown value means; the screen must ask about it."""
    name = re.compile(rf"^{literal(label(sheet, column))}: “{literal(typed)}” betekent$", re.IGNORECASE)
    codes = SHEETS[sheet].by_id[column].codes
    words = codes.by_code[meant.lower()].name.nl if codes else meant
    box = page.get_by_role("combobox", name=name)
    expect(box).to_have_count(1)
    pick(page, box, words)


def answer(page: Page, sheet: str, choices: Mapping[str, Any]) -> None:
    """All choices for one sheet of a file."""
    settled(page)  # the fold comes with the last of the columns
    more = page.get_by_text("Andere kolommen (")
    if more.count():
        more.click()
        settled(page)
    for column, source in choices.get("columns", {}).items():
        choose(page, sheet, column, source)
    for column, terms in choices.get("terms", {}).items():
        for typed, meant in terms.items():
            mean(page, sheet, column, typed, meant)
    for heading in choices.get("drop", ()):
        page.get_by_text(f"Laat “{heading}” weg", exact=True).click()
        settled(page)


def check(page: Page) -> None:
    button = page.get_by_role("button", name="Nakijken met deze keuzes")
    expect(button).to_be_enabled()
    button.click()
    expect(page.get_by_role("heading", name="Wat er gebeurt bij inlezen")).to_be_visible()
    settled(page)


def counts(page: Page) -> dict[str, int]:
    """What the table of sheets says, added up."""
    table = page.locator("table", has=page.locator("caption", has_text="Aantal rijen per blad"))
    rows = [row.locator("td").all_inner_texts() for row in table.locator("tbody tr").all()]
    names = ("rows", "accepted", "refused", "skipped")
    return {name: sum(int(row[at].replace(".", "")) for row in rows) for at, name in enumerate(names, 2)}


def take(page: Page) -> int:
    """Agree to what is asked, take in, and the number of the delivery."""
    asked = page.get_by_text("Ga door zonder de")
    if asked.count():
        asked.click()
        settled(page)
    button = page.get_by_role("button", name="Inlezen", exact=True)
    expect(button).to_be_enabled()
    button.click()
    said = page.get_by_text(re.compile(r"Levering \d+ is ingelezen"))
    expect(said).to_be_visible()
    settled(page)
    found = re.search(r"Levering (\d+)", said.inner_text())
    assert found is not None
    return int(found[1])


@needs_samples
@pytest.mark.parametrize("name", SAMPLES if os.environ.get("WSD_PROVE") else QUICK)
def test_a_file_of_strangers_and_its_like(name: str, visit: Opener, tmp_path: Path) -> None:
    choices, sheet, rows, _ = SAMPLES[name]
    with serving(tmp_path / "data", tmp_path / "server.log") as address:
        page, _ = visit(f"{address}/upload?lang=nl")
        upload(page, REAL / name)
        expect(page.get_by_role("heading", name="Wat staat waar")).to_be_visible()
        answer(page, sheet, next(iter(choices.values())))
        picture(page, f"mapping-{REAL.joinpath(name).stem}")
        check(page)
        counted = counts(page)
        assert counted["rows"] == rows == counted["accepted"] + counted["refused"] + counted["skipped"]
        assert counted["accepted"] >= 0.8 * rows
        number = take(page)

        upload(page, alike(REAL / name, tmp_path / f"volgend jaar{Path(name).suffix}"))
        expect(page.get_by_text("is gelezen zoals vorige keer")).to_be_visible()
        expect(page.get_by_role("heading", name="Wat staat waar")).to_have_count(0)
        again = counts(page)
        assert again["rows"] == again["accepted"] + again["refused"] + again["skipped"]
        assert again["accepted"] >= 0.8 * (rows // 2)
        assert take(page) > number
        page.goto("about:blank")
    with open_store(tmp_path / "data") as store:
        kept = committed(store, sheet, number)
    assert len(kept) == counted["accepted"]
    compare(name, kept)


@pytest.mark.parametrize("ending", ["csv", "xls"] if os.environ.get("WSD_PROVE") else ["csv"])
def test_a_file_of_our_own_with_other_headings(ending: str, own_server: str, visit: Opener, tmp_path: Path) -> None:
    file = tmp_path / f"lezingen.{ending}"
    if ending == "xls":
        write_old(file, {"Blad 2023": TALKS})
    else:
        lines = [";".join("" if c is None else f"{c:%d-%m-%Y}" if hasattr(c, "year") else f'"{c}"' for c in r) for r in TALKS]  # fmt: skip
        file.write_text("\n".join(lines), encoding="utf-8-sig")
    page, _ = visit(f"{own_server}/upload?lang=nl", width=390 if ending == "csv" else 1400)
    upload(page, file)
    kind = page.get_by_role("combobox", name="Wat staat er op dit blad?")
    kind.click()
    page.get_by_role("option", name=re.compile("^Presentaties")).click()
    settled(page)
    given = {
        "columns": {"title": "Wat", "date": "Wanneer", "type": "Vorm", "municipality": "Waar", "audience_count": "Aanwezig"},
        "terms": {"type": {"praatje": "lezing"}, "municipality": {"Oldenbroek": "Oldebroek"}},
        "drop": ["Contact e-mail"],
    }  # fmt: skip
    answer(page, "presentations", given)
    assert "voorbeeld.nl" not in page.content(), "what stands in a personal column is not shown"
    picture(page, f"mapping-own-{ending}")
    check(page)
    assert counts(page) == {"rows": 3, "accepted": 3, "refused": 0, "skipped": 0}
    page.get_by_role("button", name="Keuzes aanpassen").click()
    expect(page.get_by_role("heading", name="Wat staat waar")).to_be_visible()
    settled(page)
    page.get_by_role("button", name="Terug zonder deze keuzes").click()
    settled(page)
    take(page)
    upload(page, file)
    expect(page.get_by_text("is gelezen zoals vorige keer")).to_be_visible()
    expect(page.get_by_text("is al ingelezen als levering 2")).to_be_visible()
    page.get_by_role("button", name="Niet meer onthouden").click()
    expect(page.get_by_role("heading", name="Wat staat waar")).to_be_visible()
    settled(page)
