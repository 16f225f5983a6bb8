"""Real workbooks to read, and short ways to look at what came of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from wsd_data.intake import FileRead

Rows = Sequence[Sequence[Any]]


def write(path: Path, sheets: Mapping[str, Rows], start: str = "A1") -> Path:
    """A workbook with the given rows, each sheet beginning at `start`."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        corner = page[start]
        for down, row in enumerate(rows):
            for right, value in enumerate(row):
                if value is not None:
                    page.cell(corner.row + down, corner.column + right, value)
    book.save(path)
    return path


def rows_of(read: FileRead, kind: str) -> list[dict[str, Any]]:
    """The typed rows of a sheet, refused ones included."""
    table = next(s.table for s in read.sheets if s.kind == kind)
    assert table is not None
    found: list[dict[str, Any]] = table.to_pylist()
    return found


def said(read: FileRead) -> list[tuple[str, str]]:
    """(code, cell) of every finding, in order."""
    return [(f.code, f.cell) for f in read.findings]
