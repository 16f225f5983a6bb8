"""The table twin of a drawing: a real HTML table for the screen, and a file as CSV or Parquet with the same cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

import pyarrow as pa

from wsd_data.figures.answer import Number, Value, field_of
from wsd_data.figures.export import FLAG, NUMBER, TEXT, harmless, parquet_of
from wsd_data.model.dimensions import DIMENSIONS
from wsd_data.model.text import Language


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a table: what it is about, by code and by name, and its figure with and in words."""

    codes: tuple[str, ...]
    names: tuple[str, ...]
    indicator: str
    unit: str
    figure: Value
    words: str
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """caption: title of the block. headings: the dimensions by name, then one per column of figures.

    rows: names of the line, then figures in words. entries: the same cells one by one, for the CSV file.
    """

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    dimensions: tuple[str, ...]
    entries: tuple[Entry, ...]
    about: tuple[tuple[str, str], ...]
    """What holds for every line of the file: period, selection, policy, source."""


Field = str | int | float | bool | date | None


@dataclass(frozen=True, slots=True)
class File:
    """A whole table as it goes into a file.

    fields: name and type of each column, of `figures.export`; lines: a cell per column, read once. about: name and value
    of what holds for every line; these are the last columns.
    """

    fields: Sequence[tuple[str, pa.DataType]]
    lines: Iterable[Sequence[Field]]
    about: Sequence[tuple[str, str]] = ()


def table_html(table: Table, linked: Callable[[Entry, str], str] | None = None) -> str:
    """The table as HTML with caption and headings; figures in tabular digits, right-aligned.

    linked: a cell and its figure in words as safe HTML; asked where every cell has its entry.
    """
    shown = [[escape(words) for words in figures] for _, figures in table.rows]
    if linked and len(table.entries) == sum(map(len, shown)) and all(d in DIMENSIONS for d in table.dimensions):
        entries = iter(table.entries)
        shown = [[linked(next(entries), words) if words else words for words in row] for _, row in table.rows]
    named = len(table.headings) - (len(table.rows[0][1]) if table.rows else 0)
    right = ' style="text-align:right;padding:.25rem 0 .25rem 1rem"'
    first = ' style="text-align:left;padding:.25rem 0"'
    left = ' style="text-align:left;padding:.25rem 0;font-weight:inherit"'
    head = "".join(
        f'<th scope="col"{first if i < named else right}>{escape(text)}</th>' for i, text in enumerate(table.headings)
    )
    body = "".join(
        "<tr>"
        + "".join(f'<th scope="row"{left}>{escape(name)}</th>' for name in names)
        + "".join(f"<td{right}>{words}</td>" for words in figures)
        + "</tr>"
        for (names, _), figures in zip(table.rows, shown, strict=True)
    )
    return (
        '<div style="overflow-x:auto"><table style="border-collapse:collapse;font-variant-numeric:tabular-nums;min-width:60%">'
        f'<caption style="text-align:left;font-weight:600;padding-bottom:.5rem">{escape(table.caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def csv_of(file: File, language: Language) -> bytes:
    """A file as Dutch or English spreadsheets read it, in which no cell is taken for a formula."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=";" if language == "nl" else ",")
    about = [harmless(value) for _, value in file.about]
    writer.writerow([*(name for name, _ in file.fields), *(name for name, _ in file.about)])
    writer.writerows([*(_said(cell, language) for cell in line), *about] for line in file.lines)
    return b"\xef\xbb\xbf" + written.getvalue().encode("utf-8", "replace")


def parquet_file(file: File) -> bytes:
    """The same columns typed: numbers as numbers, days as days, texts as they are."""
    fields = [*file.fields, *((name, TEXT) for name, _ in file.about)]
    about = [value for _, value in file.about]
    return parquet_of(fields, ([*line, *about] for line in file.lines), dict(file.about))


def _said(cell: Field, language: Language) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return str(cell).lower()
        case int() | float():
            return plain(cell, language)
        case date():
            return cell.isoformat()
    return harmless(cell)


def plain(value: Number | None, language: Language) -> str:
    """A number as a spreadsheet of that language reads it."""
    if value is None:
        return ""
    text = str(int(value)) if float(value).is_integer() else repr(value)
    return text.replace(".", ",") if language == "nl" else text


def table_file(table: Table) -> File:
    """Exactly what is shown, one line per figure, with its status."""
    fields = (
        *((name, TEXT) for d in map(field_of, table.dimensions) for name in (d, f"{d}_name")),
        ("indicator", TEXT), ("value", NUMBER), ("low", NUMBER), ("high", NUMBER), ("status", TEXT), ("estimate", FLAG),
        ("complete", FLAG), ("unit", TEXT), ("shown", TEXT),
    )  # fmt: skip
    return File(fields, map(_line, table.entries), table.about)


def _line(entry: Entry) -> list[Field]:
    figure = entry.figure
    return [
        *(part for pair in zip(entry.codes, entry.names, strict=True) for part in pair),
        entry.indicator, figure.value, figure.low, figure.high, figure.status, figure.estimate, entry.complete, entry.unit,
        entry.words,
    ]  # fmt: skip
