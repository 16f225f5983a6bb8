"""The table twin of a drawing: a real HTML table for the screen and a CSV file for the download, with the same cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape

from wsd_data.figures.answer import Number, Value, field_of
from wsd_data.figures.export import harmless
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


def csv_file(headings: Sequence[str], rows: Iterable[Iterable[str]], language: Language) -> bytes:
    """A file as Dutch or English spreadsheets read it. What may be taken for a formula was made harmless before."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";" if language == "nl" else ",")
    writer.writerow(headings)
    writer.writerows(rows)
    return b"\xef\xbb\xbf" + file.getvalue().encode("utf-8", "replace")


def plain(value: Number | None, language: Language) -> str:
    """A number as a spreadsheet of that language reads it."""
    if value is None:
        return ""
    text = str(int(value)) if float(value).is_integer() else repr(value)
    return text.replace(".", ",") if language == "nl" else text


def table_csv(table: Table, language: Language) -> bytes:
    """Exactly what is shown, one line per figure, with its status."""
    headings = [
        *(part for d in map(field_of, table.dimensions) for part in (d, f"{d}_name")),
        *("indicator", "value", "low", "high", "status", "estimate", "complete", "unit", "shown"),
        *(name for name, _ in table.about),
    ]
    return csv_file(headings, (_line(table, entry, language) for entry in table.entries), language)


def _line(table: Table, entry: Entry, language: Language) -> list[str]:
    figure = entry.figure
    return [
        *(harmless(part) for pair in zip(entry.codes, entry.names, strict=True) for part in pair),
        entry.indicator,
        *(plain(n, language) for n in (figure.value, figure.low, figure.high)),
        figure.status,
        *(str(flag).lower() for flag in (figure.estimate, entry.complete)),
        entry.unit,
        harmless(entry.words),
        *(harmless(value) for _, value in table.about),
    ]
