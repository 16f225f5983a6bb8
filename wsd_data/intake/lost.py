"""What the reader passes over in a sheet: error cells, formulas that were never calculated, and rows that are hidden."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

from wsd_data.intake.cells import position
from wsd_data.intake.messages import Issue, issue

_CHUNK = 256 * 1024
"""Bytes read at a time, and looked through several times: few enough for the memory next to the processor."""
_OVERLAP = 9
_BLANKS = (b" ", b"\t", b"\r", b"\n", b"/", b">")
# Without one of these nothing below can be there. A pattern that begins with one plain character, rare among cells, is
# quicker than any other search; one that begins otherwise costs ten times as much.
_RARE = (re.compile(rb"e[\"']"), re.compile(b"f[" + b"".join(_BLANKS) + b"]"), re.compile(rb"!D"))
_HINTS = (b'"e"', b"'e'", b"<f", b":f", b"<!D")
_MARKS = (b'"e"', b"'e'", b"<!DOCTYPE", *(start + end for start in (b"<f", b":f") for end in _BLANKS))
# Row tags are sought whole only in a sheet that hides anything.
_HIDES = b"hidden="
# A tag is taken whole before it is looked into: looking for its end from every attribute again would take minutes.
_ROW_TAG = re.compile(rb"<(?:\w+:)?row\s[^<>]*+>")
_HIDDEN = re.compile(rb"\shidden\s*=\s*[\"'](?:1|true)[\"']")
_NUMBER = re.compile(rb"\sr\s*=\s*[\"'](\d{1,7})[\"']")
_LONGEST_TAG = 4096
_REF = re.compile(r"[A-Za-z]{1,3}[0-9]{1,7}")
_ROW = re.compile(r"[0-9]{1,7}")


@dataclass(frozen=True)
class Seen:
    """What the reader does not tell of a sheet.

    lost: cells it gives as blank though they are not, (row from 1, column from 0) → what is wrong; hidden: numbers
    of hidden rows; merged: first and last (row, column), from 0, of cells made one, where the reader cannot say.
    """

    lost: Mapping[tuple[int, int], Issue] = field(default_factory=dict)
    hidden: tuple[int, ...] = ()
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()


def lost_cells(archive: zipfile.ZipFile, part: str) -> Mapping[tuple[int, int], Issue]:
    """Only the lost cells of `seen_in`."""
    return seen_in(archive, part).lost


def seen_in(archive: zipfile.ZipFile, part: str) -> Seen:
    """What the reader passes over in the XML of one sheet.

    Raises ExpatError for XML that is damaged, or that declares a document type.
    """
    with archive.open(part) as stream:
        marked, hidden = _marked(stream)
    if not marked:
        return Seen(hidden=hidden)
    found = _Cells()
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            found.parser.Parse(chunk, False)
    found.parser.Parse(b"", True)
    return Seen(found.lost, hidden)


def _marked(stream: IO[bytes]) -> tuple[bool, tuple[int, ...]]:
    """Whether a sheet may hold lost cells, and the numbers of its hidden rows."""
    rest, marked = b"", False
    hidden: set[int] = set()
    while chunk := stream.read(_CHUNK):
        piece = rest + chunk
        marked = marked or _is_marked(piece)
        if _HIDES in piece:
            for tag in _ROW_TAG.finditer(piece):
                if _HIDDEN.search(tag[0]) and (number := _NUMBER.search(tag[0])):
                    hidden.add(int(number[1]))
        # A mark or tag may be cut in two by the end of a piece.
        rest = piece[max(min(piece.rfind(b"<"), len(piece) - _OVERLAP), len(piece) - _LONGEST_TAG, 0) :]
    return marked, tuple(sorted(hidden))


def _is_marked(piece: bytes) -> bool:
    return (
        any(rare.search(piece) for rare in _RARE)
        and any(hint in piece for hint in _HINTS)
        and any(mark in piece for mark in _MARKS)
    )


class _Cells:
    """Walks through the XML of one sheet, holding one cell at a time. Prefixes of names are passed over."""

    def __init__(self) -> None:
        self.lost: dict[tuple[int, int], Issue] = {}
        self.parser = parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        self.row, self.ref, self.beyond, self.inside = 0, "", 0, False
        self.kind, self.formula, self.inline = "n", False, False
        self.value: list[str] = []

    def _doctype(self, *_: object) -> None:
        raise expat.ExpatError("DOCTYPE")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name if ":" not in name else name.rpartition(":")[2]
        if local == "c":
            # Where a cell stands is worked out only for one that is lost: the last address, and cells without one behind it.
            self.inside = True
            if ref := attributes.get("r"):
                self.ref, self.beyond = ref, 0
            else:
                self.beyond += 1
            self.kind, self.formula, self.inline = attributes.get("t", "n"), False, False
            self.value.clear()
        elif self.inside:
            if local == "v":
                self.parser.CharacterDataHandler = self.value.append
            elif local == "f":
                self.formula = True
            elif local == "is":
                self.inline = True
        elif local == "row":
            number = attributes.get("r", "")
            self.row = int(number) if _ROW.fullmatch(number) else self.row + 1
            self.ref, self.beyond = "", 0

    def _end(self, name: str) -> None:
        local = name if ":" not in name else name.rpartition(":")[2]
        if local == "v":
            self.parser.CharacterDataHandler = None
        elif local == "c" and self.inside:
            if self.kind == "e" or self.formula:
                self._judge()
            self.inside = False

    def _place(self) -> tuple[int, int]:
        row, column = position(self.ref) if _REF.fullmatch(self.ref) else (self.row, -1 if not self.ref else 0)
        return (self.row if self.beyond else row), column + self.beyond

    def _judge(self) -> None:
        value = "".join(self.value).strip()
        if self.kind == "e":
            self.lost[self._place()] = issue("error_cell", detail=value[:20] or "#?")
        elif self.kind != "str" and not value and not self.inline:
            self.lost[self._place()] = issue("formula_empty")
