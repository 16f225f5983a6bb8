"""A sheet as people lay it out → typed rows and findings at their cells."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.intake.conftest import Read
from tests.intake.workbooks import rows_of, said, write
from wsd_data.intake import Known, Limits
from wsd_data.intake.workbook import read_workbook
from wsd_data.model.sheets import SHEETS

HEAD = ["Datum", "Titel", "Soort", "Aantal toehoorders", "Gemeente", "Thema"]
ROW: list[Any] = [dt.date(2023, 10, 12), "Rede", "lezing", 40, "Enschede", "Armoede"]


def replaced(**values: Any) -> list[Any]:
    """The usual row with some cells replaced, by heading."""
    return [values.get(heading.split()[0].lower(), cell) for heading, cell in zip(HEAD, ROW, strict=True)]


def test_a_row_becomes_typed_fields(read: Read) -> None:
    found = read({"Presentaties": [HEAD, ROW]})
    assert found.findings == ()
    (row,) = rows_of(found, "presentations")
    assert (row["row_number"], row["refused"], row["key_readable"]) == (2, False, True)
    assert (row["date_from"], row["date_to"]) == (dt.date(2023, 10, 12), dt.date(2023, 10, 12))
    assert (row["title"], row["type"], row["municipality"], row["theme"]) == ("Rede", "lezing", ["GM0153"], ["Armoede"])
    assert (row["audience_count"], row["audience_count_low"], row["audience_count_high"]) == (40, 40, 40)
    assert row["audience_count_estimate"] is False and row["region"] is None


def test_the_fields_are_those_of_the_declaration(read: Read) -> None:
    for sheet in SHEETS.values():
        heads = [c.heading.nl for c in sheet.columns]
        read_one = read({sheet.name.nl: [heads, ["x"] * len(heads)]})
        table = read_one.sheets[0].table
        assert table is not None and table.num_rows == 1
        assert table.column_names == ["row_number", "refused", "key_readable", *(name for name, _ in sheet.fields)]
        assert read_one.sheets[0].letters.keys() == {c.id for c in sheet.columns}


@pytest.mark.parametrize("start", ["A1", "D7", "AA30"])
def test_addresses_hold_wherever_the_table_starts(read: Read, start: str) -> None:
    found = read({"Presentaties": [HEAD, ROW, replaced(soort="praatje", gemeente="Oldenbroek")]}, start)
    cells = {"A1": ("C3", "E3"), "D7": ("F9", "H9"), "AA30": ("AC32", "AE32")}[start]
    assert said(found) == [("unknown_term", cells[0]), ("unknown_municipality", cells[1])]
    assert [r["refused"] for r in rows_of(found, "presentations")] == [False, True]
    finding = found.findings[1]
    assert (finding.sheet, finding.column, finding.value, finding.suggestion) == (
        "Presentaties", "Gemeente", "Oldenbroek", "Oldebroek",
    )  # fmt: skip
    assert "Oldebroek" in finding.message.nl and "Oldebroek" in finding.message.en
    assert found.sheets[0].letters["type"] == cells[0].rstrip("0123456789")


def test_headings_under_titles_in_any_order_and_language(read: Read) -> None:
    rows = [["Werkplaats Twente"], [], ["Opgave 2023", None, "versie 2"], ["Title *", "TYPE:", "date", "Aantal  toehoorders (personen)"], ["Talk", "lecture", "2023", "ca. 40"]]  # fmt: skip
    found = read({"presentations": rows})
    assert found.findings == () and found.sheets[0].heading_row == 4
    (row,) = rows_of(found, "presentations")
    assert (row["title"], row["type"], row["audience_count"], row["audience_count_estimate"]) == ("Talk", "lezing", 40, True)  # fmt: skip


def test_the_type_of_the_cell_decides(read: Read) -> None:
    heads = ["Kengetal", "Jaar", "Waarde"]
    found = read({"Kengetallen": [heads, ["fte", 2023, "1.800"], ["fte", 2023, 1.8], ["fte", 2023, "1.8"], ["fte", "2023", True]]})  # fmt: skip
    assert [r["value"] for r in rows_of(found, "key_figures")] == [1800, 1.8, None, None]
    assert said(found) == [("decimal_point", "C4"), ("number_unclear", "C5")]


def test_numbers_in_text_columns_and_blanks_in_texts(read: Read) -> None:
    found = read({"Presentaties": [[*HEAD, "Projectcode", "Opmerking"], [*replaced(titel="  Een   titel "), 12, 3.0], [*replaced(titel=2023), "tw-1 ", True]]})  # fmt: skip
    rows = rows_of(found, "presentations")
    assert [(r["title"], r["project"], r["remark"]) for r in rows] == [("Een titel", "12", "3"), ("2023", "TW-1", "waar")]  # fmt: skip


def test_every_row_is_accepted_refused_or_skipped_with_a_reason(read: Read) -> None:
    rows = [HEAD, ROW, [], ["   "], HEAD, replaced(titel=None), ["Totaal", None, None, 80], ROW, [], []]
    found = read({"Presentaties": rows})
    sheet = found.sheets[0]
    assert sheet.rows == 7 and [(n, why.nl) for n, why in sheet.skipped] == [
        (3, "lege rij"), (4, "lege rij"), (5, "herhaling van de koppen"), (7, "totaalrij"),
    ]  # fmt: skip
    typed = rows_of(found, "presentations")
    assert [(r["row_number"], r["refused"]) for r in typed] == [(2, False), (6, True), (8, False)]
    assert sheet.rows == len(typed) + len(sheet.skipped)
    assert said(found) == [("skipped_row", ""), ("skipped_row", ""), ("required", "B6"), ("skipped_row", "")]
    skipped = [f for f in found.findings if f.code == "skipped_row"]
    assert [(f.row, f.level) for f in skipped] == [(3, "info"), (5, "info"), (7, "info")]
    assert "lege rijen 3 tot en met 4" in skipped[0].message.nl and "totals" in skipped[2].message.en


def test_a_presentation_that_is_called_total_is_no_total(read: Read) -> None:
    found = read({"Presentaties": [["Titel", "Datum", "Soort"], ["Totaal anders", "2023", "lezing"]]})
    assert len(rows_of(found, "presentations")) == 1 and found.sheets[0].skipped == ()
    some = read({"Presentaties": [["Titel", "Datum", "Soort"], ["Som der delen"], ["Som"], ["Totaal 2023"]]})
    assert [r["row_number"] for r in rows_of(some, "presentations")] == [2]
    assert [n for n, _ in some.sheets[0].skipped] == [3, 4]


def test_unknown_headings_are_named_and_their_rows_kept(read: Read) -> None:
    found = read({"Presentaties": [[*HEAD, "Sfeer"], [*ROW, "goed"], [None] * 6 + ["los"], ROW]})
    assert said(found) == [("unmapped_heading", "G1"), ("skipped_row", "")]
    assert found.sheets[0].unmapped == ("Sfeer",)
    assert [why.nl for _, why in found.sheets[0].skipped] == ["alleen cellen zonder bekende kop"]


@pytest.mark.parametrize("start", ["A1", "D7"])
def test_cells_under_no_heading_are_named_and_guarded(read: Read, start: str) -> None:
    found = read({"Presentaties": [HEAD, [*ROW, None, None, "p@x.nl"], [*ROW, "  ", None, "goed"]]}, start)
    place, letter = {"A1": ("I1", "I"), "D7": ("L7", "L")}[start]
    assert said(found) == [("unmapped_heading", place), ("personal_column", place)]
    assert found.sheets[0].unmapped == (f"(kolom {letter})",) and found.findings[0].column == f"(kolom {letter})"
    assert found.personal and [r["refused"] for r in rows_of(found, "presentations")] == [True, False]


def test_very_many_skipped_rows_are_summed_up(read: Read) -> None:
    rows = [HEAD, *[row for _ in range(30) for row in (ROW, HEAD)]]
    found = read({"Presentaties": rows}, limits=Limits(findings=10))
    assert len(found.findings) == 11 and "20 rijen" in found.findings[-1].message.nl


def test_two_headings_for_one_column(read: Read) -> None:
    found = read({"Presentaties": [["Titel", "Naam", "Datum", "Soort", "Gemeente", "Gemeenten"], ["A", "B", "2023", "lezing", None, "Mars"], [None, "C", "2023", "lezing", "Enschede", "Zwolle"]]})  # fmt: skip
    assert said(found) == [("heading_twice", "B1"), ("heading_twice", "F1"), ("unknown_municipality", "F2")]
    assert [(r["title"], r["municipality"]) for r in rows_of(found, "presentations")] == [("A", None), ("C", ["GM0153"])]  # fmt: skip


def test_headings_that_differ_in_case_or_blanks_only(read: Read) -> None:
    found = read({"Presentaties": [["Datum", "Titel", "Soort", " TITEL ", "titel *"], ["2023", "A", "lezing", "B", "C"], ["2023", None, "lezing", None, "D"]]})  # fmt: skip
    assert said(found) == [("heading_twice", "D1"), ("heading_twice", "E1")]
    assert [r["title"] for r in rows_of(found, "presentations")] == ["A", "D"]


def test_units_in_headings_and_those_that_would_change_a_number(read: Read) -> None:
    head = ["Datum", "Titel", "Soort", "Aantal toehoorders (personen)"]
    found = read({"Presentaties": [head, ["2023", "A", "lezing", 4]]})
    assert found.findings == () and rows_of(found, "presentations")[0]["audience_count"] == 4
    for unit in ("x 1.000", "x € 1.000", "in duizenden euro's", "k€", "× 1000", "mln"):
        head = [
            "Projectcode",
            "Projectnaam",
            "Werkplaats",
            "Thema",
            "Startdatum",
            "Status",
            f"Verleend bedrag ({unit})",
        ]
        found = read({"Projecten": [head, ["P", "N", "Twente", "Armoede", "2023", "lopend", 500]]})
        assert said(found) == [("unmapped_heading", "G1")], unit
        assert rows_of(found, "projects")[0]["awarded"] is None


def test_notes_above_and_under_the_table_and_merged_headings(tmp_path: Path, known: Known) -> None:
    book = Workbook()
    page = book.active
    page.title = "Presentaties"
    for row in (
        ["Lezingen 2023, gemaakt door An"],
        [],
        ["Datum", "Titel", None, "Soort"],
        ["2023", "A", None, "lezing"],
        [],
        ["Bron: eigen telling"],
    ):
        page.append(row)
    page.merge_cells("B3:C3")
    page.merge_cells("A6:D6")
    book.save(tmp_path / "notities.xlsx")
    found = read_workbook(tmp_path / "notities.xlsx", known, Limits())
    (sheet,) = found.sheets
    assert (sheet.heading_row, sheet.rows, [row for row, _ in sheet.skipped]) == (3, 3, [5])
    assert [(r["row_number"], r["title"], r["refused"]) for r in rows_of(found, "presentations")] == [(4, "A", False), (6, None, True)]  # fmt: skip
    assert {("required", "B6"), ("date_unclear", "A6"), ("required", "D6")} <= set(said(found))


def test_no_headings_and_missing_columns(read: Read) -> None:
    found = read({"Presentaties": [["een", "twee"], ["drie", "vier"]], "Producten": [["Titel", "Soort"], ["Spel", "tool"]]})  # fmt: skip
    assert said(found) == [("no_heading", ""), ("column_missing", "")]
    assert found.sheets[0].table is None and found.sheets[0].rows == 0
    assert [r["refused"] for r in rows_of(found, "products")] == [True]
    assert "Datum" in found.findings[1].message.nl and "Date" in found.findings[1].message.en


def test_a_year_stands_in_for_a_date_and_a_term_for_start_and_end(read: Read) -> None:
    found = read({
        "Producten": [["Titel", "Soort", "Datum", "Jaar"], ["A", "tool", None, 2023], ["B", "tool", "1-2-2022", 2023], ["C", "tool", None, None], ["D", "tool", "ooit", 2023]],
        "Projecten": [
            ["Projectcode", "Projectnaam", "Werkplaats", "Thema", "Looptijd", "Status"],
            ["p-1", "Een", "Twente", "Armoede", "Maart '22 – Maart '23", "lopend"],
            ["p-2", "Twee", "Twente", "Armoede", "2020 - heden", "lopend"],
        ],
        "Doelen": [["Indicator", "Jaar", "Gepland"], ["presentations", 2023, "ca. 40"]],
    })  # fmt: skip
    assert said(found) == [("required", "C4"), ("date_unclear", "C5")]
    dates = [(r["date_from"], r["date_to"]) for r in rows_of(found, "products")]
    assert dates[0] == (dt.date(2023, 1, 1), dt.date(2023, 12, 31))
    assert dates[1] == (dt.date(2022, 2, 1), dt.date(2022, 2, 1))
    assert dates[3] == (None, None)
    one, two = rows_of(found, "projects")
    assert (one["start_from"], one["start_to"], one["end_from"], one["end_to"]) == (
        dt.date(2022, 3, 1), dt.date(2022, 3, 31), dt.date(2023, 3, 1), dt.date(2023, 3, 31),
    )  # fmt: skip
    assert (two["start_from"], two["end_to"]) == (dt.date(2020, 1, 1), None)
    (target,) = rows_of(found, "targets")
    assert (target["start_from"], target["end_to"]) == (dt.date(2023, 1, 1), dt.date(2023, 12, 31))


def test_whether_the_key_of_a_refused_row_can_be_read(read: Read) -> None:
    found = read({"Presentaties": [HEAD, replaced(gemeente="Mars"), replaced(datum="ooit"), replaced(titel=None)]})
    assert [(r["refused"], r["key_readable"]) for r in rows_of(found, "presentations")] == [
        (True, True), (True, False), (True, False),
    ]  # fmt: skip


def test_a_default_where_nothing_stands(read: Read) -> None:
    head = ["Projectcode", "Periode", "Thema", "Aantal"]
    found = read({"Casussen": [head, ["P", "2023-Q2", "Armoede", None], ["P", "2023", "Armoede", 3]]})
    assert [(r["count"], r["count_low"], r["count_estimate"]) for r in rows_of(found, "casuses")] == [(1, 1, False), (3, 3, False)]  # fmt: skip
    without = read({"Casussen": [head[:3], ["P", "2023-Q2", "Armoede"]]})
    assert rows_of(without, "casuses")[0]["count"] == 1


@pytest.mark.parametrize("start", ["A1", "D7"])
def test_error_cells_are_named_and_their_rows_refused(tmp_path: Path, known: Known, start: str) -> None:
    path = write(tmp_path / "x.xlsx", {"Presentaties": [HEAD, replaced(aantal="#N/A"), replaced(titel="#DIV/0!"), ROW]}, start)  # fmt: skip
    found = read_workbook(path, known, Limits())
    first, second = {"A1": ("D2", "B3"), "D7": ("G8", "E9")}[start]
    assert said(found) == [("error_cell", first), ("error_cell", second)]
    assert [f.value for f in found.findings] == ["#N/A", "#DIV/0!"]
    assert [(r["refused"], r["key_readable"]) for r in rows_of(found, "presentations")] == [(True, True), (True, False), (False, True)]  # fmt: skip


def test_error_cells_without_addresses_in_the_file(tmp_path: Path, known: Known) -> None:
    path = write(tmp_path / "x.xlsx", {"Presentaties": [HEAD, replaced(aantal="#N/A")]})
    bare = tmp_path / "bare.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(bare, "w") as new:
        for part in old.namelist():
            data = old.read(part)
            new.writestr(part, re.sub(rb'(<(?:c|row)) r="\w+"', rb"\1", data) if "worksheets/" in part else data)
    assert said(read_workbook(bare, known, Limits())) == [("error_cell", "D2")]


def test_a_formula_that_was_never_calculated_is_no_silent_blank(read: Read) -> None:
    found = read({"Presentaties": [HEAD, replaced(aantal="=20+20"), ROW]})
    assert said(found) == [("formula_empty", "D2")]


def test_a_sheet_of_nothing_but_formulas_is_not_empty(read: Read) -> None:
    assert said(read({"Presentaties": [["=A5", "=B5"], ["=C5"]]})) == [("no_heading", "")]
    assert read({"Presentaties": []}).findings == ()


def test_a_row_of_nothing_but_errors_is_still_a_row(read: Read) -> None:
    found = read({"Presentaties": [HEAD, ROW, ["#REF!"] * 6]})
    assert found.sheets[0].rows == 2
    assert [r["refused"] for r in rows_of(found, "presentations")] == [False, True]


def test_the_1904_date_system(tmp_path: Path, known: Known) -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    page = book.worksheets[0]
    page.title = "Presentaties"
    page.append(HEAD)
    page.append(ROW)
    book.save(tmp_path / "mac.xlsx")
    found = read_workbook(tmp_path / "mac.xlsx", known, Limits())
    assert rows_of(found, "presentations")[0]["date_from"] == dt.date(2023, 10, 12)


def test_hidden_and_unknown_sheets_are_mentioned(tmp_path: Path, known: Known) -> None:
    book = Workbook()
    pages = [book.create_sheet(name) for name in ("Presentaties", "Presentations", "Kladblok", "Weg", "Lijsten", "Toelichting")]  # fmt: skip
    book.remove(book.worksheets[0])
    for page in pages[:2]:
        page.append(HEAD)
        page.append(ROW)
    pages[0].sheet_state = "veryHidden"
    pages[2].append(["#N/A"])
    pages[3].sheet_state = "hidden"
    book.save(tmp_path / "x.xlsx")
    found = read_workbook(tmp_path / "x.xlsx", known, Limits())
    assert [(f.sheet, f.code, f.level) for f in found.findings] == [
        ("Presentaties", "hidden_sheet", "warning"),
        ("Presentations", "sheet_twice", "warning"),
        ("Kladblok", "unknown_sheet", "warning"),
        ("Kladblok", "error_left_out", "warning"),
        ("Weg", "unknown_hidden_sheet", "warning"),
    ]
    assert [(s.name, s.kind, s.rows) for s in found.sheets] == [
        ("Presentaties", "presentations", 1), ("Presentations", "presentations", 1), ("Kladblok", None, 0), ("Weg", None, 0),
    ]  # fmt: skip


def test_merged_cells_keep_their_place(tmp_path: Path, known: Known) -> None:
    book = Workbook()
    page = book.worksheets[0]
    page.title = "Presentaties"
    page["A1"] = "Opgave"
    page.merge_cells("A1:F1")
    for row in (HEAD, ROW, replaced(soort="praatje")):
        page.append(row)
    book.save(tmp_path / "x.xlsx")
    assert said(read_workbook(tmp_path / "x.xlsx", known, Limits())) == [("unknown_term", "C4")]


def test_many_faults_are_summed_up(read: Read) -> None:
    rows = [HEAD, *[replaced(soort=f"praatje {n}") for n in range(30)]]
    found = read({"Presentaties": rows}, limits=Limits(findings=10))
    assert len(found.findings) == 11
    last = found.findings[-1]
    assert (last.code, last.level, last.row, last.column) == ("unknown_term", "error", 0, "Soort")
    assert "20" in last.message.nl
    assert all(r["refused"] for r in rows_of(found, "presentations"))
