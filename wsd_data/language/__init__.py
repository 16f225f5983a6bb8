"""Numbers, money, dates, periods and figures as people read them, in Dutch and English (Babel)."""

from wsd_data.language.figures import figure_words
from wsd_data.language.formats import (
    count_words,
    format_date,
    format_money,
    format_number,
    format_period,
    format_span,
)

__all__ = [
    "count_words", "figure_words", "format_date", "format_money", "format_number", "format_period", "format_span",
]  # fmt: skip
