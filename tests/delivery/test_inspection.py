"""The checks within a row that the declarations hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow as pa

from wsd_data.delivery import Store, checked, inspect
from wsd_data.intake import FileRead
from wsd_data.model.sheets import SHEETS

Make = Callable[..., FileRead]


def test_a_broken_rule_refuses_its_row_and_names_its_cell(make_read: Make) -> None:
    row = {
        "project": "P",
        "casus_code": "C1",
        "date_from": date(2023, 1, 1),
        "date_to": date(2023, 12, 31),
        "theme": ["x"],
    }
    rows = [
        {**row, "count": 1, "row_number": 4},
        {**row, "count": 3, "row_number": 6},
        {**row, "count": 3, "row_number": 7, "refused": True},
    ]
    read = checked(make_read({"casuses": rows}))
    assert [(f.code, f.level, f.sheet, f.row, f.cell, f.column) for f in read.findings] == [
        ("casus_count", "error", "Casussen", 6, "H6", "Aantal")
    ]
    table = read.sheets[0].table
    assert table is not None and table["refused"].to_pylist() == [False, True, True]
    assert table.schema.field("refused").type == pa.bool_()


def test_a_warning_refuses_nothing(make_read: Make) -> None:
    row = {
        "grant": "G",
        "funder": "nwo",
        "start": date(2023, 1, 1),
        "end": date(2023, 2, 1),
        "awarded": 100,
        "spent": 200,
    }
    read = checked(make_read({"funding": [row]}))
    assert [(f.code, f.level) for f in read.findings] == [("spent_above_awarded", "warning")]
    assert read.sheets[0].table is not None and read.sheets[0].table["refused"].to_pylist() == [False]


def test_a_target_names_an_indicator(make_read: Make) -> None:
    span = {"start": date(2023, 1, 1), "end": date(2023, 12, 31), "planned": 5}
    names = ("geluk", "Presentaties", " unieke   deelnemers ", "grant_awarded", "running projects")
    read = checked(make_read({"targets": [{"indicator": name, **span} for name in names]}))
    assert [(f.code, f.level, f.row, f.value) for f in read.findings] == [("unknown_indicator", "warning", 2, "geluk")]


def test_a_column_filled_by_another_is_named_by_that_one(make_read: Make) -> None:
    row = {
        "project": "P", "title": "T", "region": ["twente"], "theme": ["x"], "status": "lopend",
        "start": date(2023, 1, 1), "end": date(2022, 1, 1),
    }  # fmt: skip
    read = make_read({"projects": [row]})
    letters = {k: v for k, v in read.sheets[0].letters.items() if k not in ("start", "end")} | {"span": "Q"}
    read = checked(replace(read, sheets=(replace(read.sheets[0], letters=letters),)))
    assert [(f.code, f.cell, f.column) for f in read.findings] == [("end_before_start", "Q2", "Looptijd")]


def test_every_declared_check_runs(make_read: Make) -> None:
    for sheet in SHEETS.values():
        read = checked(make_read({sheet.id: [{}]}))
        assert read.findings == () and read.sheets[0].table is not None


def test_two_tabs_of_one_kind(make_read: Make) -> None:
    row = {
        "project": "P",
        "casus_code": "C1",
        "date_from": date(2023, 1, 1),
        "date_to": date(2023, 12, 31),
        "theme": ["x"],
    }
    one, two = (make_read({"casuses": [{**row, "count": n}]}).sheets[0] for n in (1, 2))
    read = checked(FileRead("two.xlsx", sheets=(one, replace(two, name="Casuïstiek"))))
    assert [(f.sheet, f.row) for f in read.findings] == [("Casuïstiek", 2)]
    assert [s.table["refused"].to_pylist() for s in read.sheets if s.table is not None] == [[False], [True]]


def test_a_file_that_cannot_be_read_is_told_and_not_raised(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "broken.xlsx"
    file.write_bytes(b"PK\x03\x04 not a workbook")
    read = inspect(file, store.known)
    assert [f.level for f in read.findings] == ["error"] and read.sheets == ()
