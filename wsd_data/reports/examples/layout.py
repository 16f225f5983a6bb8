"""From rows by column id to sheets as people make them: headings, order, title rows, text or real dates.

Headings and terms come from the declarations in `model`; nothing here knows what a row is about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from wsd_data.model.columns import Column, Sheet
from wsd_data.model.sheets import SHEETS
from wsd_data.model.text import Language
from wsd_data.reports.examples.places import LECTORATEN, NAMES, NETWORK
from wsd_data.reports.examples.workbook import Cell, Grid, write_workbook

Value = str | int | float | date | tuple[str, ...] | None
Row = dict[str, Value]
"""One row: column id → value. A term stands as its code, a werkplaats as its code, a list as a tuple."""
Rows = dict[str, list[Row]]
"""Sheet id → rows."""

EXAMPLE = "Voorbeeldgegevens"


@dataclass(frozen=True)
class Look:
    """How a deliverer likes its workbook."""

    language: Language = "nl"
    titles: tuple[str, ...] = ()
    first_row: int = 1
    first_column: int = 1
    reverse: bool = False
    text_dates: bool = False
    date1904: bool = False
    duration: bool = False


@dataclass(frozen=True)
class Book:
    """One workbook: its explanation sheet and its rows."""

    file: str
    deliverer: str
    rows: Rows
    period: str | None = None
    nothing: tuple[str, ...] = ()
    note: str = "Alle rijen in dit bestand zijn verzonnen."
    look: Look = field(default_factory=Look)


def _text(column: Column, value: str, language: Language) -> str:
    if column.kind in ("term", "terms") and column.codes:
        return column.codes.by_code[value].name.in_(language)
    if column.kind == "lectoraten":
        return LECTORATEN[value]
    return NAMES[value] if column.kind == "regions" else value


def _cell(column: Column, value: Value, look: Look) -> Cell:
    if isinstance(value, tuple):
        return "; ".join(_text(column, v, look.language) for v in value) or None
    if isinstance(value, str):
        return _text(column, value, look.language)
    if isinstance(value, date) and look.text_dates:
        return f"{value:%d-%m-%Y}"
    return value


def _spelled(value: Value) -> str:
    return f"{value:%d-%m-%Y}" if isinstance(value, date) else str(value)


def _with_duration(rows: Sequence[Row]) -> list[Row]:
    """The same projects with one Looptijd column instead of a start and an end, where both are known."""
    made = []
    for row in rows:
        if row.get("start") and row.get("end"):
            rest: Row = {k: v for k, v in row.items() if k not in ("start", "end")}
            made.append(rest | {"span": f"{_spelled(row['start'])} t/m {_spelled(row['end'])}"})
        else:
            made.append(row)
    return made


def grid(sheet: Sheet, rows: Sequence[Row], look: Look) -> Grid:
    """The rows as a sheet with the headings that are used or required."""
    if look.duration and sheet.id == "projects":
        rows = _with_duration(rows)
    used = {name for row in rows for name, value in row.items() if value not in (None, ())}
    unknown = used - set(sheet.by_id)
    if unknown:
        raise ValueError(f"{sheet.id}: {sorted(unknown)}")
    stands_in = {f for c in sheet.columns if c.id in used for f in c.fills}
    columns = [c for c in sheet.columns if c.id in used or (c.required and c.id not in stands_in)]
    if look.reverse:
        columns.reverse()
    cells: list[Sequence[Cell]] = [(title,) for title in look.titles]
    cells.append([c.heading.in_(look.language) for c in columns])
    cells.extend([_cell(c, row.get(c.id), look) for c in columns] for row in rows)
    return Grid(sheet.name.in_(look.language), cells, look.first_row, look.first_column, len(look.titles) + 1)


def explanation(book: Book) -> Grid:
    """The explanation sheet that names deliverer, period and what there is nothing to tell about."""
    rows: list[Sequence[Cell]] = [
        ("Toelichting",),
        ("Soort gegevens", EXAMPLE),
        ("Aanleveraar", NAMES.get(book.deliverer, NETWORK)),
        ("Periode", book.period),
        ("Niets te melden", "; ".join(book.nothing) or None),
        ("Opmerking", book.note),
    ]
    return Grid("Toelichting", rows)


def write_book(folder: Path, book: Book) -> Path:
    """Write one workbook into the folder; its sheets stand in the order of the declarations."""
    path = folder / book.file
    used: Mapping[str, list[Row]] = {s: book.rows[s] for s in SHEETS if book.rows.get(s)}
    grids = [explanation(book), *(grid(SHEETS[s], rows, book.look) for s, rows in used.items())]
    write_workbook(path, grids, date1904=book.look.date1904)
    return path
