"""A report as a workbook: a sheet per block, real numbers and days, native charts, ready to print.

Text is always written as text, so that no spreadsheet runs it.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterator, Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from wsd_data.model.text import Text
from wsd_data.reports.paper import Drawing, Paper, Section

ABOUT = Text("Over deze cijfers", "About these figures")
CHART_DATA = Text("Gegevens van grafieken", "Data of charts")
EMPTY = Text("Leeg: niet als één getal bekend.", "Empty: not known as one number.")
PAGE = Text("pagina &P van &N", "page &P of &N")
INK = "FF12436D"
CHART_HIGH, CHART_WIDE, BARS_WIDE = 6.5, 13.0, 18.0
BAR_HIGH = 0.75
"""Centimetres; of a bar with its name beside it, BARS_WIDE and BAR_HIGH."""
ROWS_PER_CM, WIDTHS_PER_CM = 1.95, 5.2
"""Rows, and widths of characters, in a centimetre of a sheet."""
NARROWEST, WIDEST = 10, 60
LINE = 15.0
"""Points."""
ONE_PAGE = 60
"""Up to so many rows go on one page."""
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def workbook_of(paper: Paper) -> bytes:
    """The report as the bytes of an .xlsx file."""
    book = Workbook()
    book.remove(book.active)
    _about(book, paper)
    data = _new(book, paper, CHART_DATA.in_(paper.language), CHART_DATA.in_(paper.language))
    _put(data, 2, 1, EMPTY.in_(paper.language))
    for section in paper.sections:
        _section(book, paper, section, data)
    # Behind all that is read.
    book.move_sheet(data, len(paper.sections))
    data.column_dimensions["A"].width = data.column_dimensions["B"].width = 30
    book.properties.title = f"{paper.title}, {paper.scope}"
    book.properties.creator = "WSD Monitor"
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _put(sheet: Worksheet, row: int, column: int, content: str | int | float | date, form: str = "") -> SheetCell:
    cell = sheet.cell(row, column)
    if isinstance(content, str):
        cell.value = _NOT_IN_XML.sub("\ufffd", content)
        # A text that begins like a formula is none; the mark keeps it so when somebody edits the cell.
        cell.data_type = "s"
        cell.quotePrefix = content.startswith(("=", "+", "-", "@", "\t", "\r"))
        cell.alignment = Alignment(vertical="top", wrap_text=len(content) > WIDEST)
    else:
        cell.value = content
        cell.number_format = form or "General"
        cell.alignment = Alignment(vertical="top", horizontal="right")
    return cell


def _new(book: Workbook, paper: Paper, name: str, title: str) -> Worksheet:
    plain = " ".join(_NOT_IN_NAMES.sub(" ", name).split())[:31].strip() or "blad"
    sheet: Worksheet = book.create_sheet(plain)
    _put(sheet, 1, 1, title).font = Font(size=14, bold=True, color=INK)
    sheet.row_dimensions[1].height = 1.5 * LINE
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.left.text = f"{paper.title}, {paper.scope}".replace("&", "&&")
    sheet.oddFooter.right.text = PAGE.in_(paper.language)
    return sheet


def _about(book: Workbook, paper: Paper) -> None:
    sheet = _new(book, paper, ABOUT.in_(paper.language), paper.title)
    _put(sheet, 2, 1, paper.scope)
    lines = [*paper.about, *([("", paper.banner)] if paper.banner else [])]
    for row, (name, value) in enumerate(lines, 4):
        _put(sheet, row, 1, name)
        _put(sheet, row, 2, value)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 28, 90


def _section(book: Workbook, paper: Paper, section: Section, data: Worksheet) -> None:
    sheet = _new(book, paper, section.title.split(",")[0], section.title)
    row, widths = 2, list(_widths(section))
    if section.sentence:
        _across(sheet, row, section.sentence, widths)
        row += 1
    row += 1
    figures = [place + 1 for place in section.figures]
    for column, heading in enumerate(section.headings, 1):
        cell = _put(sheet, row, column, heading)
        cell.font = Font(bold=True)
        cell.border = Border(bottom=Side("thin"))
        side, indent = ("right", 0) if column in figures else ("left", int(section.words < column))
        cell.alignment = Alignment(vertical="top", wrap_text=True, horizontal=side, indent=indent)
    _high_enough(sheet, row, section.headings, widths)
    sheet.print_title_rows = f"{row}:{row}"
    sheet.freeze_panes = sheet.cell(row + 1, 2)
    for cells in section.rows:
        row += 1
        for column, one in enumerate(cells, 1):
            cell = _put(sheet, row, column, one.text if one.number is None else one.number, one.form)
            if column in figures:
                cell.alignment = Alignment(vertical="top", horizontal="right")
            elif one.number is not None or column > section.words:
                indent = int(column > section.words)
                cell.alignment = Alignment(vertical="top", horizontal="left", wrap_text=indent > 0, indent=indent)
        _high_enough(sheet, row, [one.text for one in cells], widths)
    row += 1
    for note in section.notes:
        row += 1
        _across(sheet, row, note, widths)
    for column, wide in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = wide
    if section.drawings:
        row = _charts(sheet, data, section, row + 2)
    if row <= ONE_PAGE:
        sheet.page_setup.fitToHeight = 1


def _across(sheet: Worksheet, row: int, text: str, widths: Sequence[float]) -> None:
    """A sentence over the whole width of the table, and of more columns beside a narrow one."""
    room = [*widths]
    while sum(room) < WIDEST:
        room.append(NARROWEST)
    _put(sheet, row, 1, text).alignment = Alignment(vertical="top", wrap_text=True)
    if len(room) > 1:
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(room))
    _high_enough(sheet, row, [text], [sum(room)])


def _high_enough(sheet: Worksheet, row: int, texts: Sequence[str], widths: Sequence[float]) -> None:
    """Not every program makes a row as high as its wrapped text by itself."""
    lines = max(
        1 if len(text) <= wide else math.ceil(len(text) * 1.1 / wide) for text, wide in zip(texts, widths, strict=True)
    )
    sheet.row_dimensions[row].height = LINE * max(1, lines)


def _widths(section: Section) -> Iterator[float]:
    columns: Sequence[tuple[str, ...]] = list(
        zip(*(tuple(c.text for c in cells) for cells in section.rows), strict=True)
    )
    for place, heading in enumerate(section.headings):
        longest = max((len(text) for text in columns[place]), default=0) if columns else 0
        yield min(WIDEST, max(NARROWEST, longest + 2, min(len(heading) + 2, 24)))


def _charts(sheet: Worksheet, data: Worksheet, section: Section, row: int) -> int:
    """Charts beside each other, and on the sheet `data` the numbers they draw; gives the last row in use."""
    second = next(column for column in range(2, 40) if _left(section, column) >= CHART_WIDE * WIDTHS_PER_CM)
    for nth, drawing in enumerate(section.drawings):
        anchor = f"{get_column_letter(second if nth % 2 else 1)}{row}"
        high = max(CHART_HIGH, 2 + BAR_HIGH * len(drawing.marks)) if drawing.kind == "bars" else CHART_HIGH
        sheet.add_chart(_chart(data, drawing, high), anchor)
        if nth % 2 or nth == len(section.drawings) - 1:
            row += math.ceil(high * ROWS_PER_CM) + 1
    return row


def _left(section: Section, column: int) -> float:
    """Widths of the columns before this one."""
    widths = [*_widths(section), *[NARROWEST] * column]
    return sum(widths[: column - 1])


def _chart(data: Worksheet, drawing: Drawing, high: float) -> BarChart:
    """What is not known is left empty in its numbers, and so in the chart: never drawn as zero."""
    first = data.max_row + 2
    _put(data, first, 2, drawing.title)
    for row, mark in enumerate(drawing.marks, first + 1):
        _put(data, row, 1, mark.label)
        if mark.height is not None and not mark.least:
            _put(data, row, 2, mark.height, "#,##0.##" if isinstance(mark.height, float) else "#,##0")
    last = first + len(drawing.marks)
    chart = BarChart()
    chart.type = "col" if drawing.kind == "columns" else "bar"
    chart.title, chart.legend, chart.gapWidth = drawing.title, None, 60
    chart.add_data(Reference(data, min_col=2, min_row=first, max_row=last), titles_from_data=True)
    chart.set_categories(Reference(data, min_col=1, min_row=first + 1, max_row=last))
    chart.series[0].graphicalProperties.solidFill = INK[2:]
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = 0, drawing.reach or None
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.majorGridlines = None
    if drawing.kind == "bars":
        chart.x_axis.scaling.orientation = "maxMin"
        chart.x_axis.tickLblSkip = 1
    chart.dispBlanksAs = "gap"
    chart.height, chart.width = high, CHART_WIDE if drawing.kind == "columns" else BARS_WIDE
    return chart
