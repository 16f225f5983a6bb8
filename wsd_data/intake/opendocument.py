"""OpenDocument workbooks (.ods): what the reader passes over, and how large the sheets truly are.

One empty row may stand for a million; a filled one may too, and would then take all memory.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from xml.parsers import expat

from wsd_data.intake.limits import Limits
from wsd_data.intake.lost import Seen
from wsd_data.intake.messages import Issue, issue

_CHUNK = 1024 * 1024
_ERROR = re.compile(r"#[A-ZÄÖÜ/0-9]{2,12}[!?]|#N/[AB]|Err:\d{3}")
_MOST_LOST = 200_000
_LONGEST = 12


def seen_in_document(path: Path, limits: Limits) -> dict[str, Seen]:
    """Per sheet the cells that hold an error, the hidden rows and the merged cells.

    Raises ExpatError for XML that is damaged or declares a document type, MemoryError for sheets that are too large.
    """
    walk = _Walk(limits)
    with zipfile.ZipFile(path) as archive, archive.open("content.xml") as stream:
        while chunk := stream.read(_CHUNK):
            walk.parser.Parse(chunk, False)
    walk.parser.Parse(b"", True)
    return walk.sheets


def _count(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "1")
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 9 else 1


class _Walk:
    """Goes through the cells of every sheet, holding one at a time."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.sheets: dict[str, Seen] = {}
        self.parser = parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        self.depth = 0
        self.name = ""
        self.row = self.rows = self.column = self.columns = self.last = self.width = 0
        self.lost: dict[tuple[int, int], Issue] = {}
        self.hidden: list[int] = []
        self.merged: list[tuple[tuple[int, int], tuple[int, int]]] = []
        self.attributes: dict[str, str] = {}
        self.words: list[str] = []

    def _doctype(self, *_: object) -> None:
        raise expat.ExpatError("DOCTYPE")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table":
            self.depth += 1
            if self.depth == 1:
                self.name = attributes.get("table:name", "")
                self.row = self.width = 0
                self.lost, self.hidden, self.merged = {}, [], []
        elif self.depth != 1:
            return
        elif name == "table:table-row":
            self.rows = _count(attributes, "table:number-rows-repeated")
            self.column = self.last = 0
            self.concealed = attributes.get("table:visibility", "visible") != "visible"
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self.columns = _count(attributes, "table:number-columns-repeated")
            self.attributes = attributes
            self.words.clear()
        elif name == "text:p":
            self.parser.CharacterDataHandler = self._said

    def _said(self, text: str) -> None:
        if len(self.words) < 3:
            self.words.append(text[:200])

    def _end(self, name: str) -> None:
        if name == "table:table":
            if self.depth == 1:
                self.sheets[self.name] = Seen(self.lost, tuple(self.hidden), tuple(self.merged))
            self.depth -= 1
        elif self.depth != 1:
            return
        elif name == "text:p":
            self.parser.CharacterDataHandler = None
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self._cell()
            self.column += self.columns
        elif name == "table:table-row":
            if self.last:
                if self.concealed:
                    self.hidden.extend(range(self.row + 1, self.row + self.rows + 1))
                self.width = max(self.width, self.last)
                if (self.row + self.rows) * self.width > self.limits.cells:
                    raise MemoryError
            self.row += self.rows

    def _cell(self) -> None:
        given, words = self.attributes, "".join(self.words).strip()
        kind, formula = given.get("office:value-type"), "table:formula" in given
        if kind is None and not words and not formula:
            return
        self.last = self.column + self.columns
        spanned = _count(given, "table:number-columns-spanned")
        if spanned > 1:
            self.merged.append(((self.row, self.column), (self.row, self.column + spanned - 1)))
        wrong = given.get("calcext:value-type") == "error" or ((formula or kind is None) and _ERROR.fullmatch(words))
        if wrong:
            self._lose(issue("error_cell", detail=words[:_LONGEST] or "#?"))
        elif formula and kind is None and not words:
            self._lose(issue("formula_empty"))

    def _lose(self, about: Issue) -> None:
        if len(self.lost) + self.rows * self.columns > _MOST_LOST:
            raise MemoryError
        for row in range(self.row + 1, self.row + self.rows + 1):
            for column in range(self.column, self.column + self.columns):
                self.lost[(row, column)] = about
