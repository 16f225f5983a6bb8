"""The streaming writer and the workbook of any size: every reader sees the same cells, the same seed gives the same bytes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import python_calamine

from wsd_data.model.sheets import SHEETS
from wsd_data.reports.examples import generate, generate_workbook
from wsd_data.reports.examples.places import NAMES
from wsd_data.reports.examples.workbook import Grid, letters, write_workbook

DAY = dt.date(2024, 2, 29)


def write(path: Path, *, date1904: bool = False) -> Path:
    rows = [("Kop", "Tweede & <derde>"), (" met blanks ", 1.5), (DAY, 12), (None, "regel\neinde"), ("1.800", -3)]
    write_workbook(path, [Grid("Leden & partners", rows, 4, 2)], date1904=date1904)
    return path


def test_two_readers_agree(tmp_path: Path) -> None:
    for date1904 in (False, True):
        path = write(tmp_path / f"{date1904}.xlsx", date1904=date1904)
        sheet = openpyxl.load_workbook(path)["Leden & partners"]
        assert [sheet[a].value for a in ("B4", "C4", "B5", "C5", "C6", "B7", "C7", "B8", "C8")] == [
            "Kop", "Tweede & <derde>", " met blanks ", 1.5, 12, None, "regel\neinde", "1.800", -3,
        ]  # fmt: skip
        assert sheet["B6"].value == dt.datetime(2024, 2, 29)
        assert sheet["B4"].font.bold
        typed = python_calamine.load_workbook(path).get_sheet_by_name("Leden & partners")
        assert typed.start == (3, 1)
        assert typed.to_python() == [
            ["Kop", "Tweede & <derde>"], [" met blanks ", 1.5], [DAY, 12.0], ["", "regel\neinde"], ["1.800", -3.0],
        ]  # fmt: skip


def test_the_same_cells_give_the_same_bytes(tmp_path: Path) -> None:
    assert write(tmp_path / "a.xlsx").read_bytes() == write(tmp_path / "b.xlsx").read_bytes()


def test_letters() -> None:
    assert [letters(n) for n in (1, 26, 27, 52, 53, 703)] == ["A", "Z", "AA", "AZ", "BA", "AAA"]


def test_a_workbook_of_any_size(tmp_path: Path) -> None:
    for size in (10, 137, 2500):
        path = generate_workbook(tmp_path / f"{size}.xlsx", size)
        book = openpyxl.load_workbook(path)
        assert book.sheetnames == ["Toelichting", *(s.name.nl for s in SHEETS.values())]
        assert sum(book[s.name.nl].max_row - 1 for s in SHEETS.values()) == size
    heads = [c.value for c in book["Deelnemers"][1]]
    named = {row[heads.index("Werkplaats")] for row in book["Deelnemers"].iter_rows(min_row=2, values_only=True)}
    assert named == set(NAMES.values())
    again = generate_workbook(tmp_path / "again.xlsx", 2500)
    assert again.read_bytes() == path.read_bytes()
    assert generate_workbook(tmp_path / "other.xlsx", 2500, seed=2).read_bytes() != path.read_bytes()


def test_generate_with_rows_lists_its_one_delivery(tmp_path: Path) -> None:
    (path,) = generate(tmp_path / "new", rows=50)
    lines = (tmp_path / "new" / "deliveries.csv").read_text(encoding="utf-8").splitlines()
    assert lines == ["file,received,mode,scope,accept_refused", f"{path.name},2026-11-16,add,,no"]
