"""What may be said about a delivered file: where, what is wrong, what to do, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from wsd_data.model.text import Text

Level = Literal["error", "warning", "info"]
LEVEL_NAMES: Mapping[Level, Text] = {
    "error": Text("fout", "error"),
    "warning": Text("let op", "warning"),
    "info": Text("ter info", "for information"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark on a cell, a row, a sheet (row 0) or the file (sheet "").

    row: row number as in the spreadsheet, from 1; cell: address such as D7, or "".
    column: the heading as typed, or ""; value: what stood there, as text, shortened to 120 characters.
    An error refuses its row, or the whole file when it has no row.
    """

    code: str
    level: Level
    message: Text
    sheet: str = ""
    row: int = 0
    column: str = ""
    cell: str = ""
    value: str | None = None
    suggestion: str | None = None

    def as_json(self) -> dict[str, object]:
        return {
            "sheet": self.sheet or None,
            "row": self.row or None,
            "column": self.column or None,
            "cell": self.cell or None,
            "value": self.value,
            "level": self.level,
            "code": self.code,
            "message": self.message.as_json(),
            "suggestion": self.suggestion,
        }
