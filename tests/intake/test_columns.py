"""A column of cells → its fields: the same whether or not somebody looked for its different cells before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest

from wsd_data.intake import Known
from wsd_data.intake.cells import Cell
from wsd_data.intake.columns import parser_for, type_column
from wsd_data.model.sheets import SHEETS

TODAY = dt.date(2024, 5, 1)
COLUMNS = {(sheet.id, column.id): column for sheet in SHEETS.values() for column in sheet.columns}


@pytest.mark.parametrize(
    ("sheet", "column", "cells"),
    [
        ("presentations", "title", ["A", "B", "C"]),
        ("presentations", "title", ["A", "A", "", "n.v.t."]),
        ("presentations", "remark", ["", "", ""]),
        ("presentations", "title", []),
        ("presentations", "audience_count", [1.0, "ca. 40", "", 1.0, "10-20", "1.5"]),
        ("presentations", "audience_count", [True, 1.0, True, 0.0, False]),
        ("publications", "open_access", [1.0, True, 0.0, False, "ja", 2.0]),
        ("presentations", "date", [dt.datetime(2023, 1, 2), "2023", "2023", "31-02-2023"]),
        ("publications", "authors", ["Jansen, A.; De Vries", "Jansen, A.; De Vries", "onbekend"]),
    ],
)
def test_every_row_has_what_its_own_cell_says(sheet: str, column: str, cells: Sequence[Cell], known: Known) -> None:
    declared = COLUMNS[(sheet, column)]
    made = type_column(declared, cells, known, TODAY)
    parse = parser_for(declared, known, TODAY)
    for index, cell in enumerate(cells):
        fields, problem = parse(cell) if cell != "" else ((None,) * len(made.fields), None)
        assert [(type(f[index]), f[index]) for f in made.fields] == [(type(value), value) for value in fields]
        assert made.issues.get(index) == problem
    given = type_column(declared, cells, known, TODAY, different=dict.fromkeys(cells))
    assert [list(map(repr, f)) for f in given.fields] == [list(map(repr, f)) for f in made.fields]
    assert given.issues == made.issues
