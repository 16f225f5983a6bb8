"""Words that page and paper share: figures with their indicator, and what holds for counts of people.

Who reads is known only as a `Reader`: a page is one, a report is another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from wsd_data.figures import Monitor, Value
from wsd_data.language import format_money, format_number
from wsd_data.model.dimensions import SPECIAL
from wsd_data.model.indicators import Indicator
from wsd_data.model.text import Language, Text
from wsd_data.store.fold import NOW, AsOf

ABOUT = Text("circa {number}", "about {number}")
INCOMPLETE = Text("{words} (nog niet volledig)", "{words} (not complete yet)")
NOT_GIVEN = Text("niet opgegeven", "not given")
PUBLIC_CAPTION = Text(
    "Aantallen mensen staan zoals openbaar: 1 tot en met 4 afgeschermd als “<5”, de rest afgerond op 5.",
    "Counts of people are shown as public: 1 to 4 hidden as “<5”, the others rounded to 5.",
)
PEOPLE_NOT_FOR_PUBLICATION = Text("Aantallen mensen: niet voor publicatie.", "Numbers of people: not for publication.")


class Reader(Protocol):
    """For whom something is written: in which language, as public or not, with the names of codes of one state of the data."""

    @property
    def language(self) -> Language: ...

    @property
    def public(self) -> bool: ...

    def say(self, text: Text, **values: object) -> str:
        """A text in the language of the reader, its places filled."""

    def name(self, dimension: str, code: str) -> str:
        """The name of a code; the code itself where it has none."""


@dataclass(frozen=True, slots=True)
class PaperReader:
    """Who reads a report."""

    monitor: Monitor
    language: Language = "nl"
    policy: str = "public"
    as_of: AsOf = NOW
    _names: dict[str, Mapping[str, Text]] = field(default_factory=dict, init=False, compare=False, repr=False)

    @property
    def public(self) -> bool:
        return self.policy == "public"

    def say(self, text: Text, **values: object) -> str:
        return (text.format(**values) if values else text).in_(self.language)

    def name(self, dimension: str, code: str) -> str:
        if dimension not in self._names:
            self._names[dimension] = self.monitor.labels(dimension, self.as_of)
        label = self._names[dimension].get(code) or SPECIAL.get(code)
        return label.in_(self.language) if label else code


def figure_text(figure: Value, indicator: Indicator, language: Language) -> str:
    """The figure as a person reads it: a number, `circa 40`, `12 tot 18`, or the kind of nothing it is."""
    unit = "€" if indicator.money else "%" if indicator.kind == "ratio" else ""
    return figure.words(unit, language, indicator.decimals)


def amount(value: float, indicator: Indicator, language: Language) -> str:
    """A bare number in the unit of its indicator where that is a sign: `1.800`, `€ 555.000`, `12,5 %`."""
    decimals = 0 if float(value).is_integer() else indicator.decimals
    if indicator.money:
        return format_money(value, decimals, language)
    words = format_number(value, decimals, language)
    return f"{words} %" if indicator.kind == "ratio" else words


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
