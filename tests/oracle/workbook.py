"""A delivery as an Excel workbook, as an analyst would type it: a title row, headings in any order, then the rows.

The names of sheets and headings are the declared Dutch ones; everything else comes from the history.
"""

from __future__ import annotations

from pathlib import Path
from random import Random

from openpyxl import Workbook

from wsd_data.model.sheets import SHEETS

from .fold import Delivery, Row


def write(delivery: Delivery, path: Path, number: int) -> None:
    """Writes the workbook; `number` makes its bytes differ from any other."""
    random = Random(number)
    book = Workbook()
    book.remove(book.active)
    for sheet, rows in delivery.sheets.items():
        declared = SHEETS[sheet]
        columns = _columns(sheet, rows)
        random.shuffle(columns)
        page = book.create_sheet(declared.name.nl)
        page.append([f"Levering {number} van {delivery.deliverer}"])
        page.append([])
        page.append([declared.by_id[column].heading.nl for column in columns])
        for row in rows:
            page.append([row.cells.get(column) for column in columns])
    book.save(path)


def _columns(sheet: str, rows: list[Row]) -> list[str]:
    """Every required column and every one that is filled; one that stands in for others makes those optional."""
    declared = SHEETS[sheet]
    filled = {column for row in rows for column in row.cells}
    replaced = {target for column in filled for target in declared.by_id[column].fills}
    return [c.id for c in declared.columns if c.id in filled or (c.required and c.id not in replaced)]
