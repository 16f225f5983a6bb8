"""Notes of people at the figures of a year, numbered, so that a table points at them and they stand below it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from wsd_data.delivery.notes import Note
from wsd_data.language import format_date
from wsd_data.model.clock import on_the_clock
from wsd_data.model.indicators import INDICATORS
from wsd_data.model.text import Language, Text
from wsd_data.reports.wording import capital

LINE = Text("{number} {label}, {year}: {text} ({name}, {day})", "{number} {label}, {year}: {text} ({name}, {day})")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Remarks:
    """Notes per indicator, each with its number."""

    numbered: Mapping[str, Sequence[tuple[int, Note]]]
    language: Language = "nl"

    def named(self, label: str, indicator: str) -> str:
        """The name of an indicator with the numbers of its notes: `Presentaties ¹ ²`."""
        return " ".join([label, *(raised(number) for number, _ in self.numbered.get(indicator, ()))])

    def lines(self, indicators: Iterable[str]) -> tuple[str, ...]:
        """The notes at these indicators in words."""
        return tuple(self._line(number, note) for id_ in indicators for number, note in self.numbered.get(id_, ()))

    def _line(self, number: int, note: Note) -> str:
        day = on_the_clock(note.recorded).date()
        label = capital(INDICATORS[note.indicator].label.in_(self.language))
        values = {"number": raised(number), "label": label, "year": note.year, "text": note.text, "name": note.name}
        return LINE.in_(self.language).format(**values, day=format_date(day, self.language))


def remarks(
    found: Iterable[Note], region: str | None, years: Collection[int], indicators: Sequence[str], language: Language
) -> Remarks:  # fmt: skip
    """Those about a werkplaats (or all: None) in these years, numbered in the order of the indicators and then of time."""
    here = [note for note in found if note.region == region and note.year in years and note.indicator in indicators]
    here.sort(key=lambda note: (indicators.index(note.indicator), note.year))
    numbered: dict[str, list[tuple[int, Note]]] = {}
    for number, note in enumerate(here, 1):
        numbered.setdefault(note.indicator, []).append((number, note))
    return Remarks(numbered, language)


def raised(number: int) -> str:
    """A number as one writes it behind a word."""
    return str(number).translate(_RAISED)
