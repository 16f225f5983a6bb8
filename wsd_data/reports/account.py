"""What every report says of itself: the state of the data, protection, how to find it again, and what its figures mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from wsd_data.delivery.datastate import DataState
from wsd_data.language import format_date
from wsd_data.model.indicators import Indicator
from wsd_data.model.text import Language, Text
from wsd_data.reports.paper import Cell, Section
from wsd_data.reports.wording import capital
from wsd_data.store.fold import NOW, AsOf

STATE_OF = Text("Stand van de gegevens", "State of the data")
KNOWN_ON = Text("zoals bekend op {day} ({entry})", "as known on {day} ({entry})")
KNOWN_NOW = Text("{day} ({entry})", "{day} ({entry})")
ENTRY = Text("na levering {id}", "after delivery {id}")
POLICY = Text("Bescherming", "Protection")
INTERNAL = Text("intern: niet voor publicatie", "internal: not for publication")
PUBLIC = Text(
    "openbaar: aantallen mensen onder 5 zijn afgeschermd, andere afgerond op 5",
    "public: counts of people below 5 are hidden, others rounded to 5",
)
FINGERPRINT = Text("Kenmerk van de gegevens", "Fingerprint of the data")
LINK = Text("Terug te vinden met", "To be found again with")
DEMO = Text("Voorbeeldgegevens", "Example data")
DEFINITIONS = Text("Wat de cijfers betekenen", "What the figures mean")
INDICATOR = Text("Indicator", "Indicator")
MEANING = Text("Betekenis", "Meaning")
VERSION = Text("Versie", "Version")
DAY = Text("Stand op {day}, naar wat er tot dan is aangeleverd.", "State on {day}, by what was delivered until then.")


def seen_from(as_of: AsOf, state: DataState, today: date) -> date:
    """The day from which a state of the data is seen: what was not over by then is not over."""
    return today if as_of == NOW else min(as_of.day or state.received or today, today)


def about(
    state: DataState, as_of: AsOf, policy: str, language: Language, link: str, today: date
) -> Iterator[tuple[str, str]]:
    """Name and value of what holds for the whole report. link: the address, below that of the dashboard, that gives it again."""
    day = format_date(as_of.day or state.received or today, language)
    known = KNOWN_NOW if as_of == NOW else KNOWN_ON
    yield STATE_OF.in_(language), known.format(day=day, entry=ENTRY.format(id=state.entry)).in_(language)
    yield POLICY.in_(language), (PUBLIC if policy == "public" else INTERNAL).in_(language)
    yield LINK.in_(language), link
    yield FINGERPRINT.in_(language), state.fingerprint


def definitions(indicators: Iterable[Indicator], language: Language) -> Section:
    """What each figure of the report means, with the version of its definition."""
    rows = tuple(
        (Cell(capital(i.label.in_(language))), Cell(str(i.version), i.version, "0"), Cell(i.definition.in_(language)))
        for i in indicators
    )
    headings = tuple(text.in_(language) for text in (INDICATOR, VERSION, MEANING))
    return Section("definitions", DEFINITIONS.in_(language), "", headings, rows, words=3)
