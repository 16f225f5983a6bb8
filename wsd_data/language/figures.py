"""A figure with its status → words, so that zero, unknown, hidden and estimated never look alike."""

from __future__ import annotations

from wsd_data.language.formats import format_money, format_number
from wsd_data.model.text import Language, Text

SMALL = 5
_STATUS = {
    "not_reported": Text("nog niet aangeleverd", "not reported yet"),
    "not_applicable": Text("n.v.t.", "n/a"),
}
_SUPPRESSED = Text("afgeschermd", "suppressed")
_UNKNOWN = Text("niet bekend", "not known")
_ABOUT = Text("circa {value}", "about {value}")
_AT_LEAST = Text("ten minste {low}", "at least {low}")
_ABOVE = Text("meer dan {value}", "more than {value}")
_BOTH = Text("circa {value}, ten minste {low}", "about {value}, at least {low}")
_BETWEEN = Text("{low} tot {high}", "{low} to {high}")
_AT_MOST = Text("ten hoogste {high}", "at most {high}")


def figure_words(
    value: float | None, low: float | None, high: float | None, status: str, reason: str | None = None,
    estimate: bool = False, unit: str = "", language: Language = "nl", decimals: int = 0,
) -> str:  # fmt: skip
    """ "circa 40", "ten minste 128", "30 tot 42", "<5", "nog niet aangeleverd", "n.v.t.", "0".

    unit: the unit in the reader's language, put behind the number; "€" goes before it, "" adds nothing.
    A whole number shows no decimals.
    """
    if status in _STATUS:
        return _STATUS[status].in_(language)
    if status == "suppressed":
        return f"<{SMALL}" if reason == "small" else _SUPPRESSED.in_(language)
    if status == "zero" and value is None:
        value = 0

    def number(n: float | None) -> str:
        if n is None:
            return ""
        places = 0 if float(n).is_integer() else decimals
        return format_money(n, places, language) if unit == "€" else format_number(n, places, language)

    words = _kind(value, low, high, estimate).in_(language)
    said = words.format(value=number(value), low=number(low), high=number(high))
    return f"{said} {unit}" if unit not in ("", "€") and (value, low, high) != (None, None, None) else said


def _kind(value: float | None, low: float | None, high: float | None, estimate: bool) -> Text:
    plain = Text("{value}", "{value}")
    if value is None:
        if low is not None and high is not None:
            return _BETWEEN
        return _AT_LEAST if low is not None else _AT_MOST if high is not None else _UNKNOWN
    if not estimate and low == value and high is not None and high > value:
        return _AT_LEAST
    if low is None or not (estimate or high is None):
        return _ABOUT if estimate else plain
    if high is None:
        return _ABOVE if low > value else _AT_LEAST if low == value else _BOTH
    if low == high == value:
        return _ABOUT
    return _BETWEEN
