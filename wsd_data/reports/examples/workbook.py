"""Writes .xlsx files as a stream of XML: fast, and the same bytes for the same cells.

Knows cells and zip entries; knows nothing of sheets of the monitor. Written here instead of with openpyxl because
a workbook of 100.000 rows then takes seconds, and because openpyxl stamps the time of writing into the file.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO
from xml.sax.saxutils import escape

Cell = str | int | float | date | None

_STAMP = (2026, 1, 1, 0, 0, 0)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd\\-mm\\-yyyy"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_CORE = (
    f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    "<dc:creator>WSD Monitor, voorbeeldgegevens</dc:creator>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">2026-01-01T00:00:00Z</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">2026-01-01T00:00:00Z</dcterms:modified></cp:coreProperties>'
)


@dataclass(frozen=True)
class Grid:
    """One sheet: rows of cells from `first_row` and `first_column` (from 1); the first `bold` rows are bold."""

    name: str
    rows: Iterable[Sequence[Cell]]
    first_row: int = 1
    first_column: int = 1
    bold: int = 1


def letters(column: int) -> str:
    """1 → A, 27 → AA."""
    made = ""
    while column:
        column, rest = divmod(column - 1, 26)
        made = chr(65 + rest) + made
    return made


def _sheet(out: IO[bytes], grid: Grid, strings: dict[str, int], epoch: date) -> None:
    out.write(f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetFormatPr defaultRowHeight="15"/>'.encode())
    out.write(b'<cols><col min="1" max="40" width="20" customWidth="1"/></cols><sheetData>')
    names = [letters(grid.first_column + i) for i in range(60)]
    for number, row in enumerate(grid.rows, grid.first_row):
        bold = ' s="2"' if number - grid.first_row < grid.bold else ""
        cells = []
        for name, value in zip(names, row, strict=False):
            if value is None:
                continue
            if isinstance(value, str):
                index = strings.setdefault(value, len(strings))
                cells.append(f'<c r="{name}{number}" t="s"{bold}><v>{index}</v></c>')
            elif isinstance(value, date):
                cells.append(f'<c r="{name}{number}" s="1"><v>{(value - epoch).days}</v></c>')
            else:
                cells.append(f'<c r="{name}{number}"><v>{value!r}</v></c>')
        out.write(f'<row r="{number}">{"".join(cells)}</row>'.encode())
    out.write(b"</sheetData></worksheet>")


def _parts(names: Sequence[str], date1904: bool) -> dict[str, str]:
    """The small parts of a workbook with these sheets: path in the container → XML."""
    numbers = range(1, len(names) + 1)
    sheets = "".join(
        f'<sheet name="{escape(n, {chr(34): "&quot;"})}" sheetId="{i}" r:id="rId{i}"/>'
        for i, n in zip(numbers, names, strict=True)
    )
    relations = "".join(
        f'<Relationship Id="rId{i}" Type="{_RELS}/worksheet" Target="worksheets/sheet{i}.xml"/>' for i in numbers
    )
    for i, part in enumerate(("styles", "sharedStrings"), len(names) + 1):
        relations += f'<Relationship Id="rId{i}" Type="{_RELS}/{part}" Target="{part}.xml"/>'
    kinds = "".join(
        f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="{_TYPE}.worksheet+xml"/>' for i in numbers
    )
    return {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>{kinds}'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_TYPE}.sharedStrings+xml"/>'
        '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>',
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_RELS}/officeDocument" Target="xl/workbook.xml"/>'
        f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>',
        "docProps/core.xml": _CORE,
        "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_RELS}">'
        f'<workbookPr date1904="{int(date1904)}"/><sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>',
        "xl/styles.xml": _STYLES,
    }


def _entry(path: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(path, _STAMP)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 3
    return info


def write_workbook(path: Path, grids: Sequence[Grid], *, date1904: bool = False) -> None:
    """Write the sheets to `path`, in the 1904 date system if asked. Dates become real dates, text stays text."""
    epoch = date(1904, 1, 1) if date1904 else date(1899, 12, 30)
    strings: dict[str, int] = {}
    with zipfile.ZipFile(path, "w") as container:
        for name, xml in _parts([g.name for g in grids], date1904).items():
            container.writestr(_entry(name), xml)
        for i, grid in enumerate(grids, 1):
            with container.open(_entry(f"xl/worksheets/sheet{i}.xml"), "w") as out:
                _sheet(out, grid, strings, epoch)
        with container.open(_entry("xl/sharedStrings.xml"), "w") as out:
            out.write(f'{_HEAD}<sst xmlns="{_MAIN}" uniqueCount="{len(strings)}">'.encode())
            for text in strings:
                out.write(f'<si><t xml:space="preserve">{escape(text)}</t></si>'.encode())
            out.write(b"</sst>")
