"""Numbers and amounts as people type them, with the bounds of estimates.

A text `1.800` is 1800 and a numeric 1.8 is 1,8: the type of the cell decides. What can be read in two
ways is refused.
"""

from __future__ import annotations

import math
import re
import unicodedata

from wsd_data.intake.cells import Cell, as_text, means_unknown, plain
from wsd_data.intake.messages import Issue, issue

Number = tuple[float | None, float | None, float | None, bool | None]
"""Value, lower bound, upper bound, whether it is an estimate. No value: all None."""

BLANK: Number = (None, None, None, None)
LARGEST = 1e13
LONGEST = 80

_ONES = [
    "een",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
    "dertien",
    "veertien",
    "vijftien",
    "zestien",
    "zeventien",
    "achttien",
    "negentien",
]
_TENS = ["twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig"]
_ENGLISH = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]


def _words() -> dict[str, int]:
    words = {"nul": 0, "geen": 0, "zero": 0, "none": 0, "duizend": 1000}
    words.update({word: value for value, word in enumerate(_ONES, 1)})
    words.update({word: value for value, word in enumerate(_ENGLISH, 1)})
    for index, ten in enumerate(_TENS, 2):
        words[ten] = index * 10
        for value, one in enumerate(_ONES[:9], 1):
            words[f"{one}en{ten}"] = index * 10 + value
    words["honderd"] = 100
    for value, one in enumerate(_ONES[1:9], 2):
        words[f"{one}honderd"] = value * 100
    return words


WORDS = _words()

_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:(?:\.\d{3})+|(?: \d{3})+)(?:,\d+)?", re.ASCII)
_PLAIN = re.compile(r"\d+(?:,\d+)?", re.ASCII)
_POINT = re.compile(r"\d+\.\d+", re.ASCII)
_ABOUT = re.compile(r"(?:ca\b\.?|circa\b|zo'n\b|±|\+/-|ongeveer\b|plusminus\b|plm\b\.?|naar schatting\b|geschat\b:?|~|about\b|approximately\b|approx\b\.?|around\b|some\b)\s*")  # fmt: skip
_ABOVE = re.compile(r"(?:>(?!=)|meer dan\b|more than\b|over de\b)\s*")
_FROM = re.compile(r"(?:>=|≥|ruim\b|minstens\b|ten minste\b|tenminste\b|minimaal\b|at least\b|well over\b)\s*")
_BELOW = re.compile(r"(?:<=?|≤|minder dan\b|hooguit\b|hoogstens\b|maximaal\b|max\b\.?|bijna\b|less than\b|at most\b|fewer than\b|up to\b)\s*")  # fmt: skip
_RANGE = re.compile(r"(.+?)\s*(?:-|\btot en met\b|\bt/m\b|\btot\b|\bà\b|\bto\b)\s*(.+)")
_CURRENCY = re.compile(r"€|\beuro\b|\beur\b")
_ROUND_AMOUNT = re.compile(r"[,.](?:-{1,2}|=)$")


class _Unclear(Exception):
    def __init__(self, reason: Issue) -> None:
        super().__init__(reason.code)
        self.reason = reason


def parse_number(cell: Cell, whole: bool = False) -> tuple[Number, Issue | None]:
    """The number in a cell, or why it cannot be read. A blank, "n.v.t." or "onbekend" is no value."""
    return _parse(cell, whole, money=False)


def parse_money(cell: Cell) -> tuple[tuple[int | None, int | None, int | None, bool | None], Issue | None]:
    """The amount in a cell in whole cents, with its bounds."""
    (value, low, high, estimate), problem = _parse(cell, False, money=True)
    return (_cents(value), _cents(low), _cents(high), estimate), problem


def _cents(euros: float | None) -> int | None:
    return None if euros is None else round(euros * 100)


def _parse(cell: Cell, whole: bool, money: bool) -> tuple[Number, Issue | None]:
    try:
        if isinstance(cell, bool):
            raise _Unclear(issue("number_unclear"))
        if isinstance(cell, int | float):
            value = _checked(float(cell), whole)
            return (value, value, value, False), None
        if isinstance(cell, str):
            return (BLANK if means_unknown(cell) else _read(plain(cell), whole, money)), None
        raise _Unclear(issue("number_unclear"))
    except _Unclear as unclear:
        return BLANK, unclear.reason


def _checked(value: float, whole: bool) -> float:
    if not math.isfinite(value) or abs(value) > LARGEST:
        raise _Unclear(issue("number_too_large"))
    if value < 0:
        raise _Unclear(issue("negative"))
    if whole and value != int(value):
        raise _Unclear(issue("whole_number"))
    return value


def _read(text: str, whole: bool, money: bool) -> Number:
    if len(text) > LONGEST:
        raise _Unclear(issue("number_unclear"))
    text = _ROUND_AMOUNT.sub("", _CURRENCY.sub(" ", text).strip()).strip()
    if match := _BELOW.match(text):
        bound = _single(text[match.end() :], whole, money)
        raise _Unclear(issue("upper_bound_only", bound=as_text(bound)))
    if match := _ABOVE.match(text):
        value = _single(text[match.end() :], whole, money)
        return value, value + 1, None, True
    if text.endswith("+"):
        text = ">=" + text[:-1]
    if match := _FROM.match(text):
        value = _single(text[match.end() :], whole, money)
        return value, value, None, True
    about = _ABOUT.match(text)
    if about:
        text = text[about.end() :]
    if text.startswith("-"):
        _single(text[1:], whole, money)
        raise _Unclear(issue("negative"))
    if match := _RANGE.fullmatch(text):
        low, high = _single(match[1], whole, money), _single(match[2], whole, money)
        if low > high:
            raise _Unclear(issue("number_unclear"))
        middle = (low + high) / 2
        # Whole things come in whole numbers; with decimals the lower one could fall below the range.
        return float(math.floor(middle)) if low == int(low) and high == int(high) else middle, low, high, True
    value = _single(text, whole, money)
    return value, value, value, about is not None


def _single(text: str, whole: bool, money: bool) -> float:
    text = _ROUND_AMOUNT.sub("", text.strip()).strip()
    if _THOUSANDS.fullmatch(text) or _PLAIN.fullmatch(text):
        if money and len(text.partition(",")[2]) > 2:
            raise _Unclear(issue("money_decimals"))
        if len(text) > 24:
            raise _Unclear(issue("number_too_large"))
        return _checked(float(text.replace(".", "").replace(" ", "").replace(",", ".")), whole)
    word = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    if word in WORDS:
        return float(WORDS[word])
    if _POINT.fullmatch(text):
        comma = text.replace(".", ",")
        raise _Unclear(issue("decimal_point", example=comma).proposing(comma))
    raise _Unclear(issue("number_unclear"))
