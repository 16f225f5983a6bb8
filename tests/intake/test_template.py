"""The template: a note at each heading, drop-downs, and rows to start from that are read back as they were."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.intake.workbooks import rows_of
from wsd_data.intake import Known, Limits, read_file, write_template
from wsd_data.intake.known import Reference
from wsd_data.intake.retyped import names_from, retyped
from wsd_data.intake.template import HEADING_ROW, LISTS
from wsd_data.intake.workbook import read_workbook
from wsd_data.model.columns import Column
from wsd_data.model.sheets import SHEETS


def test_each_heading_says_what_it_is_and_whether_it_is_required(tmp_path: Path, reference: Reference) -> None:
    write_template(tmp_path / "t.xlsx", reference)
    book = load_workbook(tmp_path / "t.xlsx")
    for sheet in SHEETS.values():
        for column, cell in zip(sheet.columns, book[sheet.name.nl][HEADING_ROW], strict=True):
            assert cell.comment is not None and cell.comment.text.startswith(column.definition.nl)
            assert ("Verplicht." if column.required else "Mag leeg blijven.") in cell.comment.text
    dates = book["Presentaties"]["A3"].comment
    assert any("Vorm: 31-12-2023" in c.comment.text for c in book["Presentaties"][HEADING_ROW] if c.comment) and dates


def test_drop_downs_hold_vocabularies_and_reference_lists(tmp_path: Path, reference: Reference, known: Known) -> None:
    write_template(tmp_path / "t.xlsx", reference, "twente", projects=["P1", "P2"])
    book = load_workbook(tmp_path / "t.xlsx")
    assert book[LISTS].sheet_state == "hidden"
    page = book["Presentaties"]
    heads = {str(cell.value).rstrip(" *"): cell.column_letter for cell in page[HEADING_ROW]}
    chosen = {}
    for validation in page.data_validations.dataValidation:
        letter = str(validation.sqref).split(":")[0].rstrip("0123456789")
        area = str(validation.formula1).rpartition("!")[2].replace("$", "")
        chosen[letter] = [row[0].value for row in book[LISTS][area]]
    assert chosen[heads["Soort"]][0] == "lezing" and chosen[heads["Projectcode"]] == ["P1", "P2"]
    assert "Twente" in chosen[heads["Werkplaats"]] and "Almelo" in chosen[heads["Gemeente"]]
    themes = chosen[heads["Thema"]]
    local = [str(r["lokale_naam"]) for r in reference["local_themes"] if r["werkplaats"] == "twente"]
    elsewhere = (
        {str(r["lokale_naam"]) for r in reference["local_themes"]} - set(local) - {r["nl"] for r in reference["themes"]}
    )
    assert local and set(local) <= set(themes) and str(reference["themes"][0]["nl"]) in themes
    assert not elsewhere & set(themes)
    found = read_file(tmp_path / "t.xlsx", known)
    assert found.findings == () and all(s.rows == 0 for s in found.sheets)


def test_every_choice_is_read_without_a_finding(tmp_path: Path, reference: Reference, known: Known) -> None:
    write_template(tmp_path / "t.xlsx", reference, "twente")
    book = load_workbook(tmp_path / "t.xlsx")
    lists = {str(column[0].value): [c.value for c in column[1:] if c.value] for column in book[LISTS].iter_cols()}
    page = book["Presentaties"]
    heads = {str(cell.value).rstrip(" *"): cell.column for cell in page[HEADING_ROW]}
    longest = max(map(len, lists.values()))
    for index in range(longest):
        row = HEADING_ROW + 1 + index
        for heading, value in (("Datum", "1-3-2023"), ("Titel", f"Lezing {index}"), ("Soort", "lezing")):
            page.cell(row, heads[heading], value)
        for heading, name in (
            ("Soort", "soort presentatie"), ("Werkplaats", "werkplaats"), ("Thema", "thema"), ("Gemeente", "gemeente"),
            ("Lectoraat", "lectoraat"),
        ):  # fmt: skip
            page.cell(row, heads[heading], lists[name][index % len(lists[name])])
    book.save(tmp_path / "t.xlsx")
    found = read_workbook(tmp_path / "t.xlsx", known, Limits())
    assert found.findings == () and found.sheets[1].rows == longest > 300


ROW = {
    "title": "=SOM(1)", "date_from": dt.date(2023, 4, 1), "date_to": dt.date(2023, 6, 30), "type": "lectorale-rede",
    "region": ["twente", "friesland"], "municipality": ["GM0141"], "theme": ["Armoede"], "speakers": "A. de Boer; B. Vis",
    "project": "P1", "remark": "+31 nee",
}  # fmt: skip


def test_rows_to_start_from_are_read_back_as_they_were(tmp_path: Path, reference: Reference, known: Known) -> None:
    people = {"role": "student", "activity": "Kring"}
    rows = {"presentations": [ROW], "participants": [people], "casuses": [people]}
    write_template(tmp_path / "t.xlsx", reference, "twente", rows=rows)
    assert load_workbook(tmp_path / "t.xlsx")["Presentaties"]["B4"].data_type != "f"
    found = read_file(tmp_path / "t.xlsx", known)
    assert found.findings == ()
    (row,) = rows_of(found, "presentations")
    assert {name: row[name] for name in ROW if name in row} == {n: v for n, v in ROW.items() if n in row}
    assert all(s.rows == 0 for s in found.sheets if s.kind in ("participants", "casuses"))


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (dt.date(2023, 3, 1), dt.date(2023, 3, 1), "01-03-2023"),
        (dt.date(2023, 1, 1), dt.date(2023, 12, 31), "2023"),
        (dt.date(2024, 2, 1), dt.date(2024, 2, 29), "februari 2024"),
        (dt.date(2023, 10, 1), dt.date(2023, 12, 31), "2023-Q4"),
        (dt.date(2023, 7, 1), dt.date(2023, 12, 31), "2023-H2"),
        (None, None, None),
    ],
)
def test_a_date_is_written_as_precise_as_it_is(first: dt.date | None, last: dt.date | None, text: str | None) -> None:
    column = SHEETS["presentations"].by_id["date"]
    assert retyped(column, {"date_from": first, "date_to": last}, {}) == text


@pytest.mark.parametrize("typed", ["40", "ca. 40", ">100", "30-35", "minstens 20", "1.800", "12,5"])
@pytest.mark.parametrize("kind", ["number", "money"])
def test_numbers_and_estimates_come_back_as_they_were(typed: str, kind: str, reference: Reference) -> None:
    from wsd_data.intake.numbers import parse_money, parse_number

    found = next(c for s in SHEETS.values() for c in s.columns if c.kind == kind and not c.whole)
    column = Column("n", found.kind, found.heading, found.definition)
    read, problem = (parse_money if kind == "money" else parse_number)(typed)
    assert problem is None
    row = dict(zip(("n", "n_low", "n_high", "n_estimate"), read, strict=True))
    again, problem = (parse_money if kind == "money" else parse_number)(
        retyped(column, row, names_from(reference)) or ""
    )
    assert (again, problem) == (read, None)
