"""Old Excel files (.xls): what the reader passes over, straight from their records.

A file is a small file system of sectors that point at each other; the chains are followed here first, because a
chain that bites its own tail would keep the reader going until memory runs out. Source: [MS-CFB] and [MS-XLS].
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from python_calamine import PasswordError

from wsd_data.intake.lost import Seen
from wsd_data.intake.messages import Issue, issue

_END = 0xFFFFFFFA
"""Sector numbers from here on are marks and no sectors."""
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_FORMULA, _EOF, _FILEPASS, _SHEET, _ERROR, _ROW, _BEGIN = 0x06, 0x0A, 0x2F, 0x85, 0x205, 0x208, 0x809
_NEW = 0x0600
_HIDDEN_ROW = 0x20


def seen_in_old(path: Path) -> dict[str, Seen]:
    """Per sheet the cells that hold an error and the rows that are hidden.

    Raises PasswordError when the file is protected, ValueError or struct.error when it is damaged.
    """
    stream = _workbook(path.read_bytes())
    if stream[:2] != struct.pack("<H", _BEGIN):
        raise ValueError("BOF")
    new = struct.unpack_from("<H", stream, 4)[0] >= _NEW
    sheets: dict[str, int] = {}
    for kind, start, size in _records(stream, 0):
        if kind == _FILEPASS:
            raise PasswordError("FILEPASS")
        if kind == _SHEET and size > 8:
            (offset,) = struct.unpack_from("<I", stream, start)
            sheets[_name(stream[start + 6 : start + size], new)] = offset
    return {name: _sheet(stream, offset) for name, offset in sheets.items()}


def _name(data: bytes, new: bool) -> str:
    length = data[0]
    if not new:
        return data[1 : 1 + length].decode("cp1252", "replace")
    wide = data[1] & 1
    return data[2 : 2 + length * (2 if wide else 1)].decode("utf-16-le" if wide else "latin-1", "replace")


def _records(stream: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """(kind, start of its data, size) of the records of one part, nested parts passed over."""
    depth = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        at += 4
        if kind == _BEGIN:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1 and at + size <= len(stream):
            yield kind, at, size
        at += size


def _sheet(stream: bytes, offset: int) -> Seen:
    lost: dict[tuple[int, int], Issue] = {}
    hidden: list[int] = []
    for kind, start, size in _records(stream, offset):
        code: int | None = None
        if kind == _ERROR and size >= 8 and stream[start + 7]:
            code = stream[start + 6]
        elif (
            kind == _FORMULA
            and size >= 14
            and stream[start + 12 : start + 14] == b"\xff\xff"
            and stream[start + 6] == 2
        ):
            code = stream[start + 8]
        elif kind == _ROW and size >= 16 and stream[start + 12] & _HIDDEN_ROW:
            hidden.append(struct.unpack_from("<H", stream, start)[0] + 1)
        if code is not None:
            row, column = struct.unpack_from("<HH", stream, start)
            lost[(row + 1, column)] = issue("error_cell", detail=_ERRORS.get(code, "#?"))
    return Seen(lost, tuple(hidden))


def _workbook(data: bytes) -> bytes:
    """The stream with the records."""
    shift, short_shift = struct.unpack_from("<HH", data, 30)
    if shift not in (9, 12) or short_shift != 6:
        raise ValueError("sector")
    size = 1 << shift
    first, small, short_first, _, far, _ = struct.unpack_from("<I4xIIIII", data, 48)
    table = _table(data, size, far)
    directory = _chain(data, table, first, size, size)
    entries = [directory[at : at + 128] for at in range(0, len(directory) - 127, 128)]
    named = {_entry_name(e): e for e in reversed(entries) if e[66] in (2, 5)}
    entry = named.get("workbook") or named.get("book")
    if entry is None:
        raise ValueError("Workbook")
    start, length = struct.unpack_from("<II", entry, 116)
    if length >= small:
        return _chain(data, table, start, size, size)[:length]
    root_start = struct.unpack_from("<I", entries[0], 116)[0]
    holder = _chain(data, table, root_start, size, size)
    shorts = _chain(data, table, short_first, size, size)
    short_table = list(struct.unpack(f"<{len(shorts) // 4}I", shorts))
    return _chain(holder, short_table, start, 1 << short_shift, 0)[:length]


def _entry_name(entry: bytes) -> str:
    length = min(struct.unpack_from("<H", entry, 64)[0], 64)
    return entry[: max(length - 2, 0)].decode("utf-16-le", "replace").lower()


def _table(data: bytes, size: int, far: int) -> list[int]:
    """For each sector the next one of its chain."""
    places = [s for s in struct.unpack_from("<109I", data, 76) if s < _END]
    most = len(data) // size
    seen = 0
    while far < _END:
        seen += 1
        if seen > most:
            raise ValueError("loop")
        block = struct.unpack_from(f"<{size // 4}I", data, (far + 1) * size)
        places += [s for s in block[:-1] if s < _END]
        far = block[-1]
    if len(places) > most:
        raise ValueError("loop")
    table: list[int] = []
    for place in places:
        piece = data[(place + 1) * size : (place + 2) * size]
        table.extend(struct.unpack(f"<{len(piece) // 4}I", piece))
    return table


def _chain(data: bytes, table: list[int], sector: int, size: int, head: int) -> bytes:
    """The sectors of a chain. head: bytes before the first sector. ValueError for one that never ends."""
    parts: list[bytes] = []
    while sector < _END:
        if sector >= len(table) or len(parts) > len(table):
            raise ValueError("loop")
        parts.append(data[head + sector * size : head + (sector + 1) * size])
        sector = table[sector]
    return b"".join(parts)
