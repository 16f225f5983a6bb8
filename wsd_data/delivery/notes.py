"""Notes at figures: why a figure of a year is what it is, in the words of somebody who gives a name.

A note is about one indicator, one year, and one werkplaats or all of them. A later note takes the place of the earlier
one, an empty one takes it away; what stood there stays in history and comes back with its state of the data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wsd_data.delivery.folder import Store
from wsd_data.delivery.statements import Statement, state, statements
from wsd_data.figures import indicator_of
from wsd_data.figures.selection import check_code
from wsd_data.model.indicators import INDICATORS
from wsd_data.model.problems import Refused
from wsd_data.model.text import Text
from wsd_data.store.fold import NOW, AsOf

KIND = "note"
MOST_NAME, MOST_TEXT = 120, 500

NO_NAME = Text("Vul in wie dit schrijft.", "Fill in who writes this.")
TOO_LONG = Text(
    "Een toelichting heeft ten hoogste {text} tekens, een naam {name}.",
    "A note has at most {text} characters, a name {name}.",
)
SAME = Text("Deze toelichting staat er al.", "This note is there already.")
NOTHING = Text("Vul een toelichting in.", "Fill in a note.")


@dataclass(frozen=True, slots=True)
class Note:
    """region: None for all werkplaatsen together. text: one line; "" when it only took an earlier note away. recorded: in UTC."""

    entry: int
    year: int
    region: str | None
    indicator: str
    text: str
    name: str
    recorded: datetime

    @property
    def about(self) -> tuple[int, str | None, str]:
        """What it is about: of these there is one note at a time."""
        return self.year, self.region, self.indicator


def annotate(store: Store, year: int, region: str | None, indicator: str, text: str, name: str) -> Note:
    """Put a note at a figure, in the place of the one that was there.

    Raises Refused, with nothing changed, for a note without name, too long, or that changes nothing; Usage for an unknown
    region or indicator; Surroundings when disk or database fail.
    """
    text, name = _line(text), _line(name)
    if not name:
        raise Refused(NO_NAME)
    if len(text) > MOST_TEXT or len(name) > MOST_NAME:
        raise Refused(TOO_LONG.format(text=MOST_TEXT, name=MOST_NAME))
    id_ = indicator_of(indicator).id
    if region is not None:
        region = check_code("region", region, store.regions, closed=True)
    with store.writing:
        before = {note.about: note for note in every_note(store)}.get((year, region, id_))
        if text == (before.text if before else ""):
            raise Refused(SAME if text else NOTHING)
        content = {"year": year, "region": region, "indicator": id_, "text": text, "name": name}
        return _note(state(store, KIND, year, region, content))


def every_note(store: Store, as_of: AsOf = NOW) -> list[Note]:
    """Every note ever made up to a moment, oldest first."""
    return [_note(statement) for statement in statements(store, KIND, as_of)]


def notes(store: Store, as_of: AsOf = NOW, policy: str = "public") -> tuple[Note, ...]:
    """The notes in force at a moment. At figures about people only for who may see those exactly (policy `internal`)."""
    latest = {note.about: note for note in every_note(store, as_of)}
    return tuple(note for note in latest.values() if note.text and (policy == "internal" or not _about_people(note)))


def _about_people(note: Note) -> bool:
    """Whether its figure counts people; of an indicator that is gone nobody knows."""
    indicator = INDICATORS.get(note.indicator)
    return indicator is None or indicator.people


def _line(text: str) -> str:
    """A text as one line of what can be seen."""
    return "".join(c for c in " ".join(text.split()) if c.isprintable())


def _note(statement: Statement) -> Note:
    content: Mapping[str, Any] = statement.content
    return Note(
        statement.entry, content["year"], content["region"], content["indicator"], content["text"], content["name"],
        statement.recorded,
    )  # fmt: skip
