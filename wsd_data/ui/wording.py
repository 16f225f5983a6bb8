"""Figures in words for the screen: what `language` writes, for a value and its indicator."""

from __future__ import annotations

import math
import re
from dataclasses import replace

from wsd_data.figures import Value
from wsd_data.language import figure_words, format_money, format_number
from wsd_data.model.indicators import Indicator
from wsd_data.model.text import Language, Text

NO_NUMBER = ("not_reported", "not_applicable", "suppressed")
"""The kinds of nothing that are not a number."""
ABOUT = Text("circa {number}", "about {number}")


def _decimals(indicator: Indicator, *numbers: float | None) -> int:
    """None for whole numbers, so that 12 is not written as 12,0."""
    return 0 if all(n is None or float(n).is_integer() for n in numbers) else indicator.decimals


def figure_text(figure: Value, indicator: Indicator, language: Language) -> str:
    """The figure as a person reads it: a number, `circa 40`, `12 tot 18`, or the kind of nothing it is."""
    words = figure_words(
        figure.value, figure.low, figure.high, figure.status, figure.reason, figure.estimate,
        unit="€" if indicator.money else "", language=language,
        decimals=_decimals(indicator, figure.value, figure.low, figure.high),
    )  # fmt: skip
    return f"{words} %" if indicator.kind == "ratio" and figure.status not in NO_NUMBER else words


def in_large(figure: Value, indicator: Indicator, language: Language) -> str:
    """The figure as it stands in large type: amounts of money in whole euros; the tables have the cents."""
    if indicator.money:
        value, low, high = (None if n is None else whole_euros(n) for n in (figure.value, figure.low, figure.high))
        figure = replace(figure, value=value, low=low, high=high)
    return figure_text(figure, indicator, language)


def whole_euros(value: float) -> float:
    """An amount rounded half up to euros; less than half a euro stays as it is, because it is not nothing."""
    rounded = math.copysign(math.floor(abs(value) + 0.5), value)
    return int(rounded) if rounded else value


def amount(value: float, indicator: Indicator, language: Language) -> str:
    """A bare number in the unit of its indicator where that is a sign: `1.800`, `€ 555.000`, `12,5 %`."""
    decimals = _decimals(indicator, value)
    if indicator.money:
        return format_money(value, decimals, language)
    words = format_number(value, decimals, language)
    return f"{words} %" if indicator.kind == "ratio" else words


_MARKUP = re.compile(r"[\\`*_\[\]<>~$|]|:(?=[\w+/-]+:)|^(?=[#>+-])|(?<=^\d)\.|(?<=^\d\d)\.|(?<=^\d{3})\.|(?<=^\d{4})\.")


def inline(text: str) -> str:
    """A title or sentence with names from data in it, as plain words where Streamlit reads markdown."""
    return _MARKUP.sub(lambda match: f"\\{match[0]}", " ".join(text.split()))


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
