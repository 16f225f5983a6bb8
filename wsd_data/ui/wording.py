"""Words for the screen: those of the reports, figures in large type, and text from data inside markdown."""

from __future__ import annotations

import math
import re
from dataclasses import replace

from wsd_data.figures import Value
from wsd_data.model.indicators import Indicator
from wsd_data.model.text import Language
from wsd_data.reports.wording import ABOUT as ABOUT
from wsd_data.reports.wording import amount as amount
from wsd_data.reports.wording import capital as capital
from wsd_data.reports.wording import figure_text as figure_text

NO_NUMBER = ("not_reported", "not_applicable", "suppressed")
"""The kinds of nothing that are not a number."""


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


_MARKUP = re.compile(r"[\\`*_\[\]<>~$|]|:(?=[\w+/-]+:)|^(?=[#>+-])|(?<=^\d)\.|(?<=^\d\d)\.|(?<=^\d{3})\.|(?<=^\d{4})\.")


def inline(text: str) -> str:
    """A title or sentence with names from data in it, as plain words where Streamlit reads markdown."""
    return _MARKUP.sub(lambda match: f"\\{match[0]}", " ".join(text.split()))
