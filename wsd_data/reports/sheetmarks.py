"""One sheet of the workbook that came, with its marks: colours of cells, drop-downs, and the link to its notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wsd_data.intake.cells import address, letters, position
from wsd_data.reports.fills import Styles
from wsd_data.reports.splicing import (
    RELATIONS,
    Splices,
    Unmarkable,
    closes_itself,
    escaped,
    look_through,
    prefix_at,
    prefixed,
    tag_end,
    with_attribute,
    without_attribute,
)

_ORDER = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup",
    "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags",
    "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems",
    "tableParts", "extLst",
)  # fmt: skip
"""The order in which the standard wants the parts of a sheet."""
LAST_ROW = 1_048_576


@dataclass(frozen=True, slots=True)
class Choice:
    """A drop-down on a column (from 0), rows first to last. source: a formula; strict: other values are asked about."""

    column: int
    first: int
    last: int
    source: str
    strict: bool = False


@dataclass(frozen=True, slots=True)
class SheetLook:
    """What a sheet has already: the columns with drop-downs, drop-downs of newer kind, and the link to its notes."""

    chosen: frozenset[int]
    newer: bool
    drawing: str


class SheetMarks:
    """levels: row → column from 0 → level. Raises Unmarkable for a sheet that cannot be changed safely."""

    def __init__(self, data: bytes, styles: Styles, levels: Mapping[int, Mapping[int, str]]) -> None:
        self.data = data.removeprefix(b"\xef\xbb\xbf")
        self.styles = styles
        self.levels = levels
        self._splices = Splices(self.data)
        self._rows = sorted(levels)
        self._next = 0
        self._row, self._column, self._row_tag = 0, -1, 0
        self._wanted: list[int] = []
        self._data_tag, self._prefix = 0, ""
        self._parts: list[tuple[str, int, int]] = []
        self._tag = 0
        self._root = (0, 0)
        self._in_data = False
        self._chosen: set[int] = set()
        self._newer = False
        self._drawing = ""
        look_through(self.data, self._start, self._end)
        if not any(name == "sheetData" for name, _, _ in self._parts):
            raise Unmarkable("damaged")
        self.look = SheetLook(frozenset(self._chosen), self._newer, self._drawing)

    def _start(self, name: str, attributes: dict[str, str], at: int, depth: int) -> None:
        if self._in_data:
            if depth == 3 and name == "c":
                self._cell(attributes, at)
            elif depth == 2 and name == "row":
                self._begin_row(attributes, at)
            return
        if depth == 0:
            self._prefix = prefix_at(self.data, at)
            self._root = (at, 0)
        elif depth == 1:
            self._tag = at
            if name == "sheetData":
                self._in_data, self._data_tag = True, at
            elif name == "legacyDrawing":
                self._drawing = next((v for k, v in attributes.items() if k.endswith(":id")), "")
        elif name == "sheetView" and attributes.get("tabSelected") in ("1", "true"):
            self._replace_tag(at, b"tabSelected", b"0")
        elif name == "dataValidation" and depth == 2:
            self._chosen |= columns_of(attributes.get("sqref", ""))
        elif name == "dataValidations":
            self._newer = True

    def _end(self, name: str, at: int, depth: int) -> None:
        if depth == 2 and self._in_data and name == "row":
            self._end_row(at)
        elif depth == 1:
            if name == "sheetData":
                self._in_data = False
                rest = b"".join(self._new_row(row) for row in self._rows[self._next :])
                if rest:
                    self._splices.into(self._data_tag, at, rest, self._prefix, "sheetData")
            self._parts.append((name, self._tag, at))
        elif depth == 0:
            self._root = (self._root[0], at)

    def _begin_row(self, attributes: dict[str, str], at: int) -> None:
        number = attributes.get("r", "")
        self._row = int(number) if number.isascii() and number.isdigit() and len(number) < 8 else self._row + 1
        self._column, self._row_tag = -1, at
        while self._next < len(self._rows) and self._rows[self._next] < self._row:
            self._splices.insert(at, self._new_row(self._rows[self._next]))
            self._next += 1
        self._wanted = []
        if self._next < len(self._rows) and self._rows[self._next] == self._row:
            self._wanted = sorted(self.levels[self._row])
            self._next += 1

    def _cell(self, attributes: dict[str, str], at: int) -> None:
        reference = attributes.get("r", "")
        self._column = position(reference)[1] if reference else self._column + 1
        while self._wanted and self._wanted[0] < self._column:
            self._splices.insert(at, self._new_cell(self._row, self._wanted.pop(0)))
        style = attributes.get("s", "0")
        if not (style.isascii() and style.isdigit() and len(style) < 7):
            raise Unmarkable("damaged")
        if self._wanted and self._wanted[0] == self._column:
            self._wanted.pop(0)
            new = self.styles.marked(int(style), self.levels[self._row][self._column])
        else:
            new = self.styles.restored(int(style)) if style != "0" else 0
        if new != int(style):
            self._replace_tag(at, b"s", str(new).encode())

    def _end_row(self, at: int) -> None:
        if self._wanted:
            new = b"".join(self._new_cell(self._row, column) for column in self._wanted)
            self._splices.into(self._row_tag, at, new, self._prefix, "row")
            self._wanted = []

    def _new_cell(self, row: int, column: int) -> bytes:
        style = self.styles.marked(0, self.levels[row][column])
        return prefixed(f'<c r="{address(row, column)}" s="{style}"/>', self._prefix)

    def _new_row(self, row: int) -> bytes:
        cells = b"".join(self._new_cell(row, column) for column in sorted(self.levels[row]))
        return prefixed(f'<row r="{row}">', self._prefix) + cells + prefixed("</row>", self._prefix)

    def _replace_tag(self, at: int, name: bytes, value: bytes) -> None:
        end = tag_end(self.data, at)
        self._splices.replace(at, end, with_attribute(self.data[at:end], name, value))

    def done(self, choices: Sequence[Choice] = (), drawing: str = "") -> bytes:
        """The sheet with marks. drawing: id of the link to its notes, where the sheet has none yet."""
        # A newer form of drop-down may stand on the same cells; two on one cell would be a fault in the file.
        new = [] if self.look.newer else [c for c in choices if c.column not in self.look.chosen]
        if new:
            written = "".join(_choice(choice) for choice in new)
            there = next(((tag, end) for name, tag, end in self._parts if name == "dataValidations"), None)
            if there is None:
                self._put("dataValidations", f'<dataValidations count="{len(new)}">{written}</dataValidations>')
            elif closes_itself(self.data, there[0]):
                self._splices.into(*there, prefixed(written, self._prefix), self._prefix, "dataValidations")
            else:
                end = tag_end(self.data, there[0])
                # The count may be left out; a wrong one is a fault.
                self._splices.replace(there[0], end, without_attribute(self.data[there[0] : end], b"count"))
                self._splices.insert(there[1], prefixed(written, self._prefix))
        if drawing and not self.look.drawing:
            self._put("legacyDrawing", f'<legacyDrawing xmlns:r="{RELATIONS}" r:id="{drawing}"/>')
        return self._splices.done()

    def _put(self, name: str, xml: str) -> None:
        """A new part of the sheet, where the standard wants it."""
        rank = _ORDER.index(name)
        later = (tag for part, tag, _ in self._parts if part in _ORDER and _ORDER.index(part) > rank)
        self._splices.insert(min(later, default=self._root[1]), prefixed(xml, self._prefix))


def unselected(data: bytes) -> bytes:
    """A sheet that is not shown first: two selected sheets would be edited together."""
    splices = Splices(data)

    def start(name: str, attributes: dict[str, str], at: int, depth: int) -> None:
        if name == "sheetView" and attributes.get("tabSelected") in ("1", "true"):
            end = tag_end(data, at)
            splices.replace(at, end, with_attribute(data[at:end], b"tabSelected", b"0"))

    look_through(data, start, lambda name, at, depth: None)
    return splices.done()


def columns_of(sqref: str) -> set[int]:
    """The columns, from 0, that ranges such as `A1:B5 D7` touch."""
    found: set[int] = set()
    for part in sqref.split()[:10_000]:
        ends = [end.replace("$", "") for end in part.split(":")]
        try:
            places = [position(end)[1] for end in ends]
        except ValueError:
            continue
        found.update(range(min(places), min(max(places), 16_383) + 1))
    return found


def _choice(choice: Choice) -> str:
    column = letters(choice.column)
    where = f"{column}{choice.first}:{column}{min(choice.last, LAST_ROW)}"
    errors = ' errorStyle="warning" showErrorMessage="1"' if choice.strict else ""
    return (
        f'<dataValidation type="list" allowBlank="1"{errors} sqref="{where}">'
        f"<formula1>{escaped(choice.source)}</formula1></dataValidation>"
    )
