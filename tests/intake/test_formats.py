"""Other formats than .xlsx: old Excel, OpenDocument and text, with the same care for lost cells and hostile files."""

from __future__ import annotations

import datetime as dt
import struct
from pathlib import Path
from typing import Any

import pytest

from tests.intake.otherformats import ODS, compound, write_ods, write_old
from tests.intake.workbooks import rows_of, said, write
from wsd_data.intake import FileRead, Known, Limits, read_file
from wsd_data.intake.limits import MIB
from wsd_data.intake.workbook import read_workbook

HEAD = ["Titel", "Datum", "Soort", "Aantal toehoorders"]
ROWS: list[list[Any]] = [
    HEAD,
    ["Één", dt.date(2023, 5, 1), "lezing", 12],
    ["Twee", dt.date(2023, 5, 2), "lezing", "#DIV/0!"],
    ["Drie", "#N/A", "workshop", 3],
    ["Vier", "31-12-2023", "poster", "1.800"],
]
WRITERS = {"xls": write_old, "ods": write_ods}


def codes(read: FileRead) -> list[str]:
    return [f.code for f in read.findings]


@pytest.mark.parametrize("ending", WRITERS)
def test_cells_addresses_and_errors(ending: str, tmp_path: Path, known: Known) -> None:
    read = read_file(WRITERS[ending](tmp_path / f"a.{ending}", {"Presentaties": ROWS}), known)
    assert read.format == ending and read.sheets[0].heading_row == 1
    typed = rows_of(read, "presentations")
    assert [(r["title"], r["date_from"], r["audience_count"], r["refused"]) for r in typed] == [
        ("Één", dt.date(2023, 5, 1), 12, False),
        ("Twee", dt.date(2023, 5, 2), None, True),
        ("Drie", None, 3, True),
        ("Vier", dt.date(2023, 12, 31), 1800, False),
    ]
    assert [(f.code, f.cell, f.value) for f in read.findings] == [
        ("error_cell", "D3", "#DIV/0!"),
        ("error_cell", "B4", "#N/A"),
    ]


def test_an_error_of_a_formula(tmp_path: Path, known: Known) -> None:
    rows = [HEAD, ["a", "2023", "lezing", "=#REF!"]]
    read = read_file(write_old(tmp_path / "a.xls", {"Presentaties": rows}), known)
    assert [(f.code, f.cell, f.value) for f in read.findings] == [("error_cell", "D2", "#REF!")]
    read = read_file(write_ods(tmp_path / "a.ods", {"Presentaties": [HEAD, ["a", "2023", "lezing", "=A1"]]}), known)
    assert said(read) == [("formula_empty", "D2")]


@pytest.mark.parametrize("ending", WRITERS)
def test_sheets_before_and_behind_are_told_apart(ending: str, tmp_path: Path, known: Known) -> None:
    sheets = {
        "Kladblok": [["#N/A", "x"], ["y", "z"]],
        "Presentaties": ROWS,
        "Projecten": [["Projectcode", "Status"], ["P", "lopend"]],
    }
    read = read_file(WRITERS[ending](tmp_path / f"a.{ending}", sheets), known)
    places = {(f.sheet, f.cell) for f in read.findings if f.code in ("error_cell", "error_left_out")}
    assert places == {("Kladblok", "A1"), ("Presentaties", "D3"), ("Presentaties", "B4")}


def test_a_hidden_sheet_and_hidden_rows(tmp_path: Path, known: Known) -> None:
    path = write_old(tmp_path / "a.xls", {"Presentaties": ROWS}, hidden=["Presentaties"], hidden_rows=(2, 5))
    assert codes(read_file(path, known))[:2] == ["hidden_sheet", "hidden_rows"]
    path = write_ods(tmp_path / "a.ods", {"Presentaties": ROWS}, hidden_rows=(2, 5))
    told = next(f for f in read_file(path, known).findings if f.code == "hidden_rows")
    assert "2 (2, 5)" in told.message.nl and told.level == "info"


def test_a_password_on_an_old_workbook(tmp_path: Path, known: Known) -> None:
    assert codes(read_file(write_old(tmp_path / "a.xls", {"Presentaties": ROWS}, locked=True), known)) == ["encrypted"]


def test_hostile_old_workbooks(tmp_path: Path, known: Known) -> None:
    path = tmp_path / "a.xls"
    whole = write_old(path, {"Presentaties": ROWS}).read_bytes()
    path.write_bytes(compound(whole[1536:], loop=True))
    assert codes(read_file(path, known, Limits(memory=600 * MIB))) == ["damaged"], "no chain is followed twice"
    for cut in (20, 600, 1_000, 1_600, 2_500, len(whole) - 4_000):
        path.write_bytes(whole[:cut])
        assert codes(read_file(path, known)) in (["damaged"], ["renamed"]), cut
    for at, value in ((30, 60_000), (44, 0xFFFF), (48, 0xFFFF), (68, 0), (76, 0x7FFF)):
        broken = bytearray(whole)
        struct.pack_into("<H", broken, at, value)
        path.write_bytes(bytes(broken))
        assert codes(read_file(path, known, Limits(memory=600 * MIB)))[0] in ("damaged", "too_large", "error_cell"), at
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + "Workbook".encode("utf-16-le") + bytes(2))
    assert codes(read_file(path, known)) == ["damaged"]
    path.write_bytes(whole)
    assert codes(read_file(path, known, Limits(old=1_000))) == ["too_large"]


def test_hostile_documents(tmp_path: Path, known: Known) -> None:
    sheets = {"Presentaties": ROWS}
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    assert codes(read_file(write_ods(tmp_path / "a.ods", sheets, before=bomb), known)) == ["damaged"]
    cell = '<table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/>'
    wide = f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>'
    assert codes(read_file(write_ods(tmp_path / "b.ods", sheets, extra=wide), known)) == ["too_large"]
    wrong = cell.replace('office:value-type="float"', 'office:value-type="string" calcext:value-type="error"')
    many = f'<table:table-row table:number-rows-repeated="3000">{wrong}</table:table-row>'
    assert codes(read_file(write_ods(tmp_path / "c.ods", sheets, extra=many), known)) == ["too_large"]
    whole = (tmp_path / "b.ods").read_bytes()
    (tmp_path / "d.ods").write_bytes(whole[: len(whole) // 2])
    assert codes(read_file(tmp_path / "d.ods", known)) == ["damaged"]
    import zipfile

    with zipfile.ZipFile(tmp_path / "e.ods", "w") as archive:
        archive.writestr("mimetype", ODS)
    assert codes(read_file(tmp_path / "e.ods", known)) == ["damaged"]


TEXT = [
    HEAD,
    ["Één; of twee", "1-5-2023", "lezing", "1.800"],
    ['Met "aanhaling"\nen regel', "2e kwartaal 2023", "workshop", "ca. 40"],
]


def as_text(delimiter: str, rows: list[list[str]] = TEXT) -> str:
    return "\r\n".join(delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows) + "\r\n"


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_in_every_way_it_is_written(delimiter: str, encoding: str, tmp_path: Path, known: Known) -> None:
    path = tmp_path / "presentaties.csv"
    path.write_bytes(as_text(delimiter).encode(encoding))
    read = read_workbook(path, known, Limits())
    typed = rows_of(read, "presentations")
    assert [
        (r["title"], r["date_from"], r["date_to"], r["audience_count"], r["audience_count_estimate"]) for r in typed
    ] == [
        ("Één; of twee", dt.date(2023, 5, 1), dt.date(2023, 5, 1), 1800, False),
        ('Met "aanhaling" en regel', dt.date(2023, 4, 1), dt.date(2023, 6, 30), 40, True),
    ]
    assert codes(read) == (["encoding"] if encoding == "cp1252" else [])
    assert read.format == "csv" and read.sheets[0].letters["audience_count"] == "D"


@pytest.mark.parametrize("name", ["presentaties.csv", "Presentaties.TSV", "presentaties.txt"])
def test_text_through_the_child(name: str, tmp_path: Path, known: Known) -> None:
    path = tmp_path / name
    path.write_bytes(b"sep=;\r\n" + b"Titel;Datum;Soort\r\nA;31-2-2023;lezing\r\n;;\r\nB;#N/B;lezing\r\n;;\r\n")
    read = read_file(path, known)
    assert [(f.code, f.cell) for f in read.findings] == [
        ("date_impossible", "B3"),
        ("skipped_row", ""),
        ("error_cell", "B5"),
    ]
    assert (read.sheets[0].rows, len(read.sheets[0].skipped), read.sheets[0].heading_row) == (3, 1, 2)


def test_a_point_in_text_is_never_a_decimal_mark(tmp_path: Path, known: Known) -> None:
    path = tmp_path / "presentaties.csv"
    path.write_text(
        'Titel,Datum,Soort,Aantal toehoorders\nA,2023-05-01,lezing,1.8\nB,2023-05-01,lezing,"1,8"\nC,2/1/2023,lezing,1800\n',
        encoding="utf-8",
    )
    read = read_workbook(path, known, Limits())
    assert [(f.code, f.cell) for f in read.findings] == [("decimal_point", "D2"), ("whole_number", "D3")]
    assert rows_of(read, "presentations")[2]["date_from"] == dt.date(2023, 1, 2)


def test_text_that_is_no_table(tmp_path: Path, known: Known) -> None:
    path = tmp_path / "presentaties.csv"
    for content, code in (
        (b"\x89PNG\r\n", "renamed"), (b"%PDF-1.4 ;;;", "renamed"), (b"<!DOCTYPE html><html>", "renamed"), (b"a;b\x00\x01", "renamed"),
        (b"", "empty"), (b"Titel;\x81\x8d\x8f", "damaged"), (b"\xff\xfea", "damaged"), (b"x" * (2 * MIB), "damaged"),
        (b'"' + b"x;\n" * MIB, "damaged"),
    ):  # fmt: skip
        path.write_bytes(content)
        assert codes(read_file(path, known)) == [code], content[:20]
    path.write_bytes(b";" * (4 * MIB))
    assert codes(read_file(path, known, Limits(cells=MIB))) == ["too_large"]
    (tmp_path / "presentaties.doc").write_text("Titel;Datum")
    assert codes(read_file(tmp_path / "presentaties.doc", known)) == ["renamed"]


def test_a_file_of_words_without_a_known_name(tmp_path: Path, known: Known) -> None:
    (tmp_path / "notitie.txt").write_text("Dit is een brief.\nMet twee regels.\n", encoding="utf-8")
    assert "no_known_sheet" in codes(read_file(tmp_path / "notitie.txt", known))


def test_the_same_rows_in_every_format_are_the_same(tmp_path: Path, known: Known) -> None:
    rows: list[list[Any]] = [HEAD, ["a", "1-5-2023", "lezing", "12"], ["b", "2023", "poster", "ca. 40"]]
    (tmp_path / "presentaties.csv").write_text("\n".join(";".join(row) for row in rows), encoding="utf-8")
    sheets = {"presentaties": rows}
    paths = [
        write(tmp_path / "a.xlsx", sheets), write_old(tmp_path / "a.xls", sheets), write_ods(tmp_path / "a.ods", sheets), tmp_path / "presentaties.csv",
    ]  # fmt: skip
    tables = [read_workbook(path, known, Limits()).sheets[0].table for path in paths]
    assert all(table == tables[0] for table in tables) and tables[0] is not None and tables[0].num_rows == 2
