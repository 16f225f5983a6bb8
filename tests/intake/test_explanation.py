"""The explanation sheet and the template that carries it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.intake.conftest import Read
from tests.intake.workbooks import rows_of, said
from wsd_data.intake import Known, Limits, read_file, write_template
from wsd_data.intake.known import Reference
from wsd_data.intake.workbook import read_workbook
from wsd_data.model.problems import Usage
from wsd_data.model.sheets import SHEETS

EMPTY = {"Presentaties": [["Datum", "Titel", "Soort"]]}


def test_what_it_says(read: Read) -> None:
    found = read({
        "Toelichting": [
            ["Werkplaatsen Sociaal Domein"],
            ["Aanleveraar:", "Werkplaats Twente"],
            [None, "Periode", None, "2020-2022"],
            ["Niets te melden: Presentaties", 2023],
            ["Niets te melden", "Casussen: 2021-2022; Products: 2020, 2021"],
            ["Soort gegevens", "Voorbeeldgegevens"],
        ],
        **EMPTY,
    })  # fmt: skip
    assert found.findings == () and found.example
    assert found.deliverer == "twente"
    assert found.scope is not None
    assert (found.scope.start, found.scope.end) == (dt.date(2020, 1, 1), dt.date(2022, 12, 31))
    assert found.scope.text == "2020..2022"
    assert found.nothing == (("presentations", 2023), ("casuses", 2021), ("casuses", 2022), ("products", 2020), ("products", 2021))  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [(2023, "2023-01-01", "2023-12-31"), ("2023-H1", "2023-01-01", "2023-06-30"), ("2020..2022", "2020-01-01", "2022-12-31"), ("2e helft 2022", "2022-07-01", "2022-12-31")],
)  # fmt: skip
def test_periods(read: Read, cell: object, first: str, last: str) -> None:
    scope = read({"Explanation": [["Period", cell], ["Deliverer", "network"]], **EMPTY}).scope
    assert scope is not None and (scope.start.isoformat(), scope.end.isoformat()) == (first, last)


def test_faults_are_named_at_their_cell(read: Read) -> None:
    found = read({
        "Uitleg": [["Aanleveraar", "Twentte"], ["Periode", "ooit"], ["Niets te melden: Presentaties", "soms"], ["Niets te melden", "Taarten: 2023"]],
        **EMPTY,
    })  # fmt: skip
    assert said(found) == [
        ("deliverer_unknown", "B1"), ("period_unclear", "B2"), ("nothing_unclear", "B3"), ("nothing_unclear", "B4"),
    ]  # fmt: skip
    assert found.findings[0].suggestion == "Twente"
    assert (found.deliverer, found.scope, found.nothing) == (None, None, ())


def test_an_answer_that_only_seems_blank(read: Read) -> None:
    found = read({"Toelichting": [["Aanleveraar", "#N/A"], ["Periode", "=2020+3"], ["Uitleg", "#N/A"]], **EMPTY})
    assert said(found) == [("error_cell", "B1"), ("formula_empty", "B2")]


def test_a_period_that_excel_made_a_day_is_asked_back(read: Read) -> None:
    found = read({"Toelichting": [["Periode", dt.date(2023, 6, 1)]], **EMPTY})
    assert found.scope is None and said(found) == [("period_unclear", "B1")]


def test_left_empty_it_says_nothing(read: Read) -> None:
    found = read({"Toelichting": [["Aanleveraar"], ["Periode", "-"], ["Niets te melden: Doelen"]], **EMPTY})
    assert (found.findings, found.deliverer, found.scope, found.nothing, found.example) == ((), None, None, (), False)


def test_a_template_read_back_empty_has_no_findings(tmp_path: Path, known: Known, reference: Reference) -> None:
    write_template(tmp_path / "t.xlsx", reference, "twente")
    found = read_file(tmp_path / "t.xlsx", known)
    assert found.findings == () and found.deliverer == "twente"
    assert not found.personal and not found.example
    assert [s.kind for s in found.sheets] == list(SHEETS)
    for sheet in found.sheets:
        assert sheet.heading_row is not None and sheet.heading_row <= 15
        assert (sheet.rows, sheet.unmapped) == (0, ())
        assert sheet.kind and sheet.letters.keys() == {c.id for c in SHEETS[sheet.kind].columns}


def test_a_template_filled_in_directly_under_its_headings(tmp_path: Path, known: Known, reference: Reference) -> None:
    path = tmp_path / "t.xlsx"
    write_template(path, reference)
    book = load_workbook(path)
    page = book["Presentaties"]
    heads = {str(cell.value).rstrip(" *"): cell.column for cell in page[3]}
    required = {str(cell.value) for cell in page[3] if cell.font.b}
    assert required == {"Datum *", "Titel *", "Soort *"}
    for heading, value in (("Datum", "12-10-2023"), ("Titel", "Rede"), ("Soort", "lectorale rede")):
        page.cell(4, heads[heading], value)
    book["Toelichting"]["A1"].value = None
    book.save(path)
    found = read_workbook(path, known, Limits())
    assert found.findings == () and found.deliverer is None
    (row,) = rows_of(found, "presentations")
    assert (row["row_number"], row["title"], row["type"]) == (4, "Rede", "lectorale-rede")


def test_a_template_for_an_unknown_region(tmp_path: Path, reference: Reference) -> None:
    with pytest.raises(Usage):
        write_template(tmp_path / "t.xlsx", reference, "mars")
