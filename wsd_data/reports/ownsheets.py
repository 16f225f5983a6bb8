"""The sheets of ours in a workbook: "Controle" with every finding, and the lists that drop-downs choose from.

Everything in them is text: a value that begins with = + - or @ never becomes a formula.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wsd_data.intake.cells import address, letters
from wsd_data.reports.fills import COLOURS, Styles
from wsd_data.reports.splicing import MAIN, cell_text, escaped

_HEAD = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{MAIN}">'
_WRAP = ' wrapText="1"'
_BOLD = "<b/>"
_LINK = '<u/><color rgb="FF0B5394"/>'
_HEADING = "FFE6EEF2"
_WIDTHS = (12, 24, 12, 22, 30, 80, 24)
_LINE_HEIGHT, _MOST_LINES = 15, 12
_FITTING = '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
_ON_PAPER = '<pageSetup orientation="landscape" fitToWidth="1" fitToHeight="0"/>'


@dataclass(frozen=True, slots=True)
class Line:
    """One finding. level: as in `Finding`, shown as `name`; target: where its cell is, as a link within the workbook, or ""."""

    level: str
    name: str
    sheet: str
    place: str
    target: str
    column: str
    value: str
    words: str
    suggestion: str


@dataclass(frozen=True, slots=True)
class Overview:
    """What the sheet "Controle" says. counts: per sheet and for all, the number of each level, under `count_headings`."""

    marker: str
    words: tuple[str, ...]
    count_headings: tuple[str, ...]
    counts: tuple[tuple[str, int, int, int], ...]
    headings: tuple[str, ...]
    lines: tuple[Line, ...]


def link_to(sheet: str, cell: str) -> str:
    """A place within the workbook, as links write it."""
    return "'" + sheet.replace("'", "''") + "'!" + cell


def overview_sheet(overview: Overview, styles: Styles) -> bytes:
    """The sheet with all findings. Its first cell is the marker it is recognised by."""
    plain = styles.own(alignment=_WRAP, text=True)
    title, bold = styles.own(_BOLD), styles.own(_BOLD, _HEADING, _WRAP)
    loose, link = styles.own(), styles.own(_LINK, text=True)
    coloured = {level: styles.own(_BOLD, colour) for level, colour in COLOURS.items()}
    rows: list[str] = []

    def add(*cells: tuple[str | int, int], lines: int = 1) -> None:
        number = len(rows) + 1
        made = "".join(_cell(number, column, value, style) for column, (value, style) in enumerate(cells))
        # Not every program makes a row as high as its text by itself.
        height = f' ht="{lines * _LINE_HEIGHT}" customHeight="1"' if lines > 1 else ""
        rows.append(f'<row r="{number}"{height}>{made}</row>')

    add((overview.marker, title))
    for words in overview.words:
        add((words, loose))
    add()
    add(*((words, bold) for words in overview.count_headings))
    for name, *numbers in overview.counts:
        add((name, loose), *((number, loose) for number in numbers))
    add()
    add(*((words, bold) for words in overview.headings))
    head = len(rows)
    links = []
    for line in overview.lines:
        style = coloured.get(line.level, plain)
        add((line.name, style), (line.sheet, plain), (line.place, link if line.target else plain), (line.column, plain),
            (line.value, plain), (line.words, plain), (line.suggestion, plain), lines=_lines(line))  # fmt: skip
        if line.target:
            shown = escaped(line.place)
            links.append(f'<hyperlink ref="C{len(rows)}" location="{escaped(line.target)}" display="{shown}"/>')
    columns = "".join(f'<col min="{i}" max="{i}" width="{w}" customWidth="1"/>' for i, w in enumerate(_WIDTHS, 1))
    ending = f'<autoFilter ref="A{head}:G{len(rows)}"/>' if overview.lines else ""
    ending += f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else ""
    view = '<sheetViews><sheetView tabSelected="1" workbookViewId="0"/></sheetViews>'
    whole = f"{_HEAD}{_FITTING}{view}<cols>{columns}</cols><sheetData>{''.join(rows)}</sheetData>{ending}{_ON_PAPER}</worksheet>"
    return whole.encode()


def _lines(line: Line) -> int:
    """How many lines the longest text of a finding takes in its column."""
    texts = (line.name, line.sheet, line.place, line.column, line.value, line.words, line.suggestion)
    needed = max(-(-len(text) * 11 // (10 * width)) for text, width in zip(texts, _WIDTHS, strict=True))
    return min(max(needed, 1), _MOST_LINES)


def lists_sheet(marker: str, lists: Sequence[tuple[str, Sequence[str]]], styles: Styles) -> bytes:
    """The lists side by side: name in the second row, values under it. Where each is, says `list_source`."""
    bold, plain = styles.own(_BOLD), styles.own(text=True)
    longest = max((len(values) for _, values in lists), default=0)
    rows = [f'<row r="1">{_cell(1, 0, marker, bold)}</row>']
    rows.append('<row r="2">' + "".join(_cell(2, i, name, bold) for i, (name, _) in enumerate(lists)) + "</row>")
    for index in range(longest):
        number = index + 3
        cells = (_cell(number, i, values[index], plain) for i, (_, values) in enumerate(lists) if index < len(values))
        rows.append(f'<row r="{number}">{"".join(cells)}</row>')
    return f"{_HEAD}<sheetData>{''.join(rows)}</sheetData></worksheet>".encode()


def list_source(sheet: str, index: int, length: int) -> str:
    """The formula that names a list on its sheet."""
    column = letters(index)
    return link_to(sheet, f"${column}$3:${column}${length + 2}")


def _cell(row: int, column: int, value: str | int, style: int) -> str:
    where = address(row, column)
    if isinstance(value, int):
        return f'<c r="{where}" s="{style}"><v>{value}</v></c>'
    if not value:
        return f'<c r="{where}" s="{style}"/>'
    return f'<c r="{where}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{cell_text(value)}</t></is></c>'
