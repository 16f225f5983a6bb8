"""A real workbook, from its cells to the rows in force."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from wsd_data.delivery import LoadRequest, Store, inspect, load
from wsd_data.model.problems import Refused


def workbook(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


PRODUCTS = [
    ["Titel", "Soort", "Jaar", "Werkplaats"],
    ["Praatplaat armoede", "praatplaat", 2023, "Twente"],
    ["Buurtpodcast", "podcast", 2022, "Twente"],
]


def test_from_cells_to_rows(store: Store, tmp_path: Path) -> None:
    file = workbook(tmp_path / "producten.xlsx", {"Producten": PRODUCTS})
    [done] = load(store, [LoadRequest(file, received=date(2024, 1, 1))])
    assert (done.deliverer, done.new, done.refused) == ("twente", 2, 0)
    rows = store.engine.cursor().execute(
        "SELECT row_number, title, type, first_day, last_day, region FROM c_products ORDER BY row_number"
    )
    assert rows.fetchall() == [
        (2, "Praatplaat armoede", "praatplaat", date(2023, 1, 1), date(2023, 12, 31), ["twente"]),
        (3, "Buurtpodcast", "podcast", date(2022, 1, 1), date(2022, 12, 31), ["twente"]),
    ]
    [again] = load(store, [LoadRequest(file, received=date(2024, 1, 1))])
    assert again.duplicate and again.id == done.id


def test_a_fault_within_a_row_names_its_cell_and_stops_the_load(store: Store, tmp_path: Path) -> None:
    rows = [
        ["Beschikkingnummer", "Financier", "Van", "Tot", "Verleend"],
        ["B-1", "ZonMw", "1-1-2023", "31-12-2022", 1000],
        ["B-2", "ZonMw", "1-1-2023", "31-12-2023", 1000],
    ]
    file = workbook(tmp_path / "geld.xlsx", {"Financiering": rows})
    read = inspect(file, store.known)
    assert [(f.code, f.cell, f.level) for f in read.findings] == [("end_before_start", "D2", "error")]
    with pytest.raises(Refused) as refused:
        load(store, [LoadRequest(file, region="twente")])
    assert refused.value.findings == read.findings
    [done] = load(store, [LoadRequest(file, region="twente", accept_refused=True)])
    assert (done.new, done.refused) == (1, 1)


def test_files_that_are_no_workbook(store: Store, tmp_path: Path) -> None:
    (tmp_path / "empty.xlsx").write_bytes(b"")
    for name in ("empty.xlsx", "missing.xlsx"):
        with pytest.raises(Refused):
            load(store, [LoadRequest(tmp_path / name, region="twente")])
    workbook(tmp_path / "other.xlsx", {"Boodschappen": [["melk"], ["brood"]]})
    with pytest.raises(Refused):
        load(store, [LoadRequest(tmp_path / "other.xlsx", region="twente")])
    assert store.version() == 1
