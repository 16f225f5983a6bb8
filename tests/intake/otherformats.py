"""Old Excel and OpenDocument workbooks, made from plain rows: nothing here reads what the product reads."""

from __future__ import annotations

import datetime as dt
import struct
import zipfile
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from tests.intake.workbooks import Rows

ERRORS = {"#DIV/0!": 0x07, "#N/A": 0x2A, "#REF!": 0x17}
_DATE_STYLE = 1


def _record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _text(text: str, wide_count: bool = True) -> bytes:
    return struct.pack("<H" if wide_count else "<B", len(text)) + b"\x01" + text.encode("utf-16-le")


def _cell(row: int, column: int, value: Any) -> bytes:
    place = struct.pack("<HH", row, column)
    if isinstance(value, bool):
        return _record(0x205, place + struct.pack("<HBB", 0, int(value), 0))
    if isinstance(value, int | float):
        return _record(0x203, place + struct.pack("<Hd", 0, value))
    if isinstance(value, dt.date):
        return _record(0x203, place + struct.pack("<Hd", _DATE_STYLE, (value - dt.date(1899, 12, 30)).days))
    if value in ERRORS:
        return _record(0x205, place + struct.pack("<HBB", 0, ERRORS[value], 1))
    if value.startswith("=") and value[1:] in ERRORS:
        result = bytes((2, 0, ERRORS[value[1:]], 0, 0, 0)) + b"\xff\xff"
        return _record(0x06, place + struct.pack("<H", 0) + result + bytes(6) + struct.pack("<H", 0))
    return _record(0x204, place + struct.pack("<H", 0) + _text(value))


def _sheet(rows: Rows, hidden_rows: Collection[int]) -> bytes:
    made = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
    for at, _ in enumerate(rows):
        if at + 1 in hidden_rows:
            made += _record(0x208, struct.pack("<HHHHIHH", at, 0, 9, 255, 0, 0x20, 0))
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None:
                made += _cell(at, column, value)
    return made + _record(0x0A)


def write_old(
    path: Path,
    sheets: Mapping[str, Rows],
    hidden: Collection[str] = (),
    hidden_rows: Collection[int] = (),
    locked: bool = False,
) -> Path:
    """A workbook as Excel 97 wrote it. hidden: names of hidden sheets; locked: marked as protected by a password."""
    head = _record(0x809, struct.pack("<HHHHII", 0x600, 0x05, 0, 0, 0, 0))
    if locked:
        head += _record(0x2F, bytes(6))
    head += _record(0x42, struct.pack("<H", 1200))
    for number_format in (0, 14):
        head += _record(0xE0, struct.pack("<HH", 0, number_format) + bytes(16))
    parts = [_sheet(rows, hidden_rows) for rows in sheets.values()]
    size = len(head) + sum(4 + 4 + 2 + 2 + 2 * len(name) for name in sheets) + 4
    listed = b""
    for name, part in zip(sheets, parts, strict=True):
        listed += _record(0x85, struct.pack("<IBB", size, int(name in hidden), 0) + _text(name, wide_count=False))
        size += len(part)
    stream = head + listed + _record(0x0A) + b"".join(parts)
    path.write_bytes(compound(stream))
    return path


def compound(stream: bytes, loop: bool = False) -> bytes:
    """The container with one stream "Workbook". loop: its last sector points back at its first."""
    stream = stream.ljust(4096, b"\0")
    count = -(-len(stream) // 512)
    tables = -(-(count + 2) // 127)
    first = tables + 1
    links = [0xFFFFFFFD] * tables + [0xFFFFFFFE]
    links += [first + n + 1 for n in range(count - 1)] + [first if loop else 0xFFFFFFFE]
    links += [0xFFFFFFFF] * (tables * 128 - len(links))
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIIII", 0, tables, tables, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)[:40]
    header = header[:76] + b"".join(struct.pack("<I", n) for n in range(tables))
    header = header.ljust(512, b"\xff")

    def entry(name: str, kind: int, child: int, start: int, length: int) -> bytes:
        text = (name.encode("utf-16-le") + b"\0\0")[:64]
        return (
            text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1) + struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, child)
            + bytes(36) + struct.pack("<IQ", start, length)
        )  # fmt: skip

    directory = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry("Workbook", 2, 0xFFFFFFFF, first, len(stream))
    directory = directory.ljust(512, b"\0")
    return header + struct.pack(f"<{len(links)}I", *links) + directory + stream.ljust(count * 512, b"\0")


_NAMES = (
    "office:urn:oasis:names:tc:opendocument:xmlns:office:1.0 table:urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
    "text:urn:oasis:names:tc:opendocument:xmlns:text:1.0 style:urn:oasis:names:tc:opendocument:xmlns:style:1.0 "
    "calcext:urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
)
ODS = "application/vnd.oasis.opendocument.spreadsheet"


def _ods_cell(value: Any) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, bool):
        return f'<table:table-cell office:value-type="boolean" office:boolean-value="{str(value).lower()}"/>'
    if isinstance(value, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
    if isinstance(value, dt.date):
        return f'<table:table-cell office:value-type="date" office:date-value="{value}"><text:p>{value}</text:p></table:table-cell>'
    if value in ERRORS:
        return (
            '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" '
            f'calcext:value-type="error"><text:p>{escape(value)}</text:p></table:table-cell>'
        )
    if value.startswith("="):
        return f"<table:table-cell table:formula={quoteattr('of:' + value)}/>"
    return f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'


def write_ods(
    path: Path, sheets: Mapping[str, Rows], hidden_rows: Collection[int] = (), before: str = "", extra: str = ""
) -> Path:
    """A workbook as LibreOffice writes it. before: put before the document; extra: rows put behind the others."""
    names = " ".join(f'xmlns:{n.partition(":")[0]}="{n.partition(":")[2]}"' for n in _NAMES.split())
    body = ""
    for name, rows in sheets.items():
        body += f"<table:table table:name={quoteattr(name)}>"
        for at, row in enumerate(rows, 1):
            seen = ' table:visibility="collapse"' if at in hidden_rows else ""
            body += f"<table:table-row{seen}>{''.join(map(_ods_cell, row))}</table:table-row>"
        body += extra + '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'  # fmt: skip
        body += "</table:table>"
    document = (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<office:document-content {names} office:version="1.3">'
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS}"/></manifest:manifest>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", ODS, zipfile.ZIP_STORED)
        archive.writestr("content.xml", document)
        archive.writestr("META-INF/manifest.xml", manifest)
    return path
