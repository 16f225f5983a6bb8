"""One cell: what it may hold, how it is shown, its address, and the words that mean "no value"."""

from __future__ import annotations

import datetime as dt
import math
import re
from functools import lru_cache

from wsd_data.model.text import fold

Cell = str | float | int | bool | dt.date | dt.datetime | dt.time | dt.timedelta
"""What the reader hands over; a blank cell is the empty text. The cell's type decides, never a guess."""

SHOWN = 120
_ZERO_WIDTH = re.compile("[\u200b\u2060\ufeff]")
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_APOSTROPHES = re.compile(r"[\u2018\u2019\u201b`\u00b4]")

NOTHING = frozenset(("", "-", "--", "---", "n.v.t.", "nvt", "n.v.t", "n/a", "n.a.", "?", "??", "niet van toepassing", "not applicable"))  # fmt: skip
UNKNOWN = NOTHING | {"onbekend", "unknown", "niet bekend", "not known", "n.b.", "nb", "nog onbekend"}


def tidy(text: str) -> str:
    """Outer blanks gone, each run of blanks (also non-breaking and thin ones) one space."""
    if not text.isascii():
        text = _ZERO_WIDTH.sub(" ", text)
    return " ".join(text.split())


def plain(text: str) -> str:
    """Tidied, with one kind of dash and apostrophe and without case: for comparing and parsing."""
    return fold(_APOSTROPHES.sub("'", _DASHES.sub("-", tidy(text))))


_ANY_DASH = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2015\u2212")
_NOTHING_FIRST = frozenset(f(w[:1]) for w in NOTHING for f in (str.lower, str.upper)) | _ANY_DASH
_UNKNOWN_FIRST = frozenset(f(w[:1]) for w in UNKNOWN for f in (str.lower, str.upper)) | _ANY_DASH


def _begins(text: str, first: frozenset[str]) -> bool:
    """A cheap look that spares nearly every cell the full comparison."""
    start = text[:1]
    if start.isspace():
        start = text.lstrip()[:1]
    return start in first or not start.isascii()


def means_nothing(text: str) -> bool:
    """Whether a text says that there is no value here ("-", "n.v.t.", "?")."""
    return len(text) < 24 and _begins(text, _NOTHING_FIRST) and plain(text) in NOTHING


def means_unknown(text: str) -> bool:
    """As `means_nothing`, or "onbekend"."""
    return len(text) < 24 and _begins(text, _UNKNOWN_FIRST) and plain(text) in UNKNOWN


def as_text(cell: object) -> str:
    """A cell as a Dutch reader sees it: 12 and not 12.0, 1,8, 31-12-2023, waar."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "waar" if cell else "onwaar"
    if isinstance(cell, int | float):
        if isinstance(cell, float) and (not math.isfinite(cell) or abs(cell) >= 1e15):
            return repr(cell)
        return str(int(cell)) if cell == int(cell) else f"{cell:.15g}".replace(".", ",")
    if isinstance(cell, dt.datetime):
        return cell.strftime("%d-%m-%Y %H:%M") if cell.time() != dt.time() else cell.strftime("%d-%m-%Y")
    if isinstance(cell, dt.date):
        return cell.strftime("%d-%m-%Y")
    return str(cell)


@lru_cache(maxsize=1024)
def letters(column: int) -> str:
    """The letters of a column counted from 0: 0 is A, 26 is AA."""
    made = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        made = chr(65 + rest) + made
    return made


def address(row: int, column: int) -> str:
    """D7 for row 7 (from 1) and column 3 (from 0)."""
    return f"{letters(column)}{row}"


def position(ref: str) -> tuple[int, int]:
    """(row from 1, column from 0) of an address."""
    column = 0
    for index, char in enumerate(ref):
        if char.isdigit():
            return int(ref[index:]), column - 1
        column = column * 26 + ord(char.upper()) - 64
    return 0, column - 1
