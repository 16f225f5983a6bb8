"""What is proposed for a file that nobody knows: kinds, headings, columns and values, each with its confidence.

A proposal changes nothing. It becomes a mapping when somebody agrees, and its shape finds that mapping again for
next year's file. Travels from the child process as JSON.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping as Lookup
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from wsd_data.intake.cells import plain
from wsd_data.intake.labels import timeless
from wsd_data.intake.mapping import Mapping, SheetMapping, Source
from wsd_data.model.findings import Finding
from wsd_data.model.text import Text

RESULT = "proposal.json"
CONFIDENT = 0.75
"""From here on a proposal is applied unless somebody chooses otherwise."""
LIKELY = 0.6
"""From here on the kind of a sheet is applied: one of ten is told apart more surely than one column of twenty."""
DOUBTFUL = 0.5
"""Below this a kind of sheet is not proposed at all."""


@dataclass(frozen=True, slots=True)
class Guess:
    """One possibility: a sheet id, column id or value, how sure it is (0..1), and why. shown: the value in words."""

    value: str
    confidence: float
    reason: Text
    shown: str = ""


@dataclass(frozen=True, slots=True)
class HeadingProposal:
    """A column of the file.

    name: what a mapping calls it; text: its heading as typed; letter: where it stands; filled: cells with something
    in them; samples: the first three of those, never of a personal column; personal: what it holds about persons.
    guesses: columns it may mean, best first; chosen: the one proposed for it, which no other heading has.
    personal_rows: how many cells point at a person; those rows will be refused unless the column is dropped.
    """

    name: str
    text: str
    letter: str
    filled: int
    samples: tuple[str, ...] = ()
    personal: Text | None = None
    guesses: tuple[Guess, ...] = ()
    chosen: Guess | None = None
    personal_rows: int = 0

    @property
    def about_people(self) -> bool:
        """Whether the column as a whole is about persons, and not just a few of its cells."""
        return self.personal is not None and 2 * self.personal_rows >= self.filled


@dataclass(frozen=True, slots=True)
class ValueProposal:
    """A value of a vocabulary column that is not known: how often it stands there, and the terms nearest to it."""

    column: str
    heading: str
    value: str
    count: int
    guesses: tuple[Guess, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetProposal:
    """One sheet. kinds: what it may be, best first; explanation: it tells about the delivery and holds no rows.

    heading_row: last row of the headings, from 1 (None: none was found); heading_lines: rows they take.
    sources: column id → fixed source that is proposed beside the headings; missing: required columns without any.
    values: at most MOST_VALUES unknown values, most frequent first; rows: rows under the headings, skipped ones too.
    questions: what somebody should look at, such as headings that are alike.
    """

    name: str
    hidden: bool = False
    explanation: bool = False
    kinds: tuple[Guess, ...] = ()
    heading_row: int | None = None
    heading_lines: int = 1
    headings: tuple[HeadingProposal, ...] = ()
    missing: tuple[str, ...] = ()
    values: tuple[ValueProposal, ...] = ()
    rows: int = 0
    skipped: tuple[tuple[int, Text], ...] = ()
    hidden_rows: tuple[int, ...] = ()
    questions: tuple[Text, ...] = ()

    @property
    def kind(self) -> str | None:
        """The most likely kind, if any is likely."""
        return self.kinds[0].value if self.kinds and self.kinds[0].confidence >= DOUBTFUL else None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A whole file. findings: why nothing could be proposed, and remarks on the file; format: xlsx, xls, ods or csv."""

    file: str
    sha256: str = ""
    format: str = "xlsx"
    sheets: tuple[SheetProposal, ...] = ()
    findings: tuple[Finding, ...] = ()

    def mapping(self, threshold: float = CONFIDENT) -> Mapping:
        """What would be applied: every choice that is at least this sure. Unknown values stay as they are."""
        made: dict[str, SheetMapping] = {}
        for sheet in self.sheets:
            if sheet.explanation:
                continue
            made[sheet.name] = SheetMapping()
            if sheet.kind is None or sheet.heading_row is None or sheet.kinds[0].confidence < min(threshold, LIKELY):
                continue
            columns: dict[str, Source] = {}
            for heading in sheet.headings:
                if heading.chosen and heading.chosen.confidence >= threshold and not heading.about_people:
                    columns[heading.chosen.value] = Source((heading.name,))
            if columns:
                made[sheet.name] = SheetMapping(sheet.kind, sheet.heading_row, sheet.heading_lines, columns)
        return Mapping(made)

    def shape(self) -> str:
        """The same for every file whose sheets and headings are the same, whatever its name, years and rows.

        The kinds are no part of it: they are guessed from the rows as well, and those differ next year.
        """
        parts = []
        for sheet in self.sheets:
            if sheet.explanation or (not sheet.headings and not sheet.rows):
                # Somebody may tell about the delivery this year and not the next; an empty sheet says nothing.
                continue
            name = "" if self.format == "csv" else timeless(sheet.name)
            parts.append([name, sorted(timeless(h.text) for h in sheet.headings if h.text)])
        return hashlib.sha256(json.dumps(sorted(parts, key=str), ensure_ascii=False).encode()).hexdigest()

    def sheet(self, name: str) -> SheetProposal | None:
        return next((sheet for sheet in self.sheets if plain(sheet.name) == plain(name)), None)


def save_proposal(proposal: Proposal, folder: Path) -> None:
    """Write a proposal into a folder of its own."""
    (folder / RESULT).write_text(json.dumps(asdict(proposal)), encoding="utf-8")


def restore_proposal(folder: Path) -> Proposal:
    """Read a proposal back. Raises OSError, ValueError or KeyError."""
    facts: dict[str, Any] = json.loads((folder / RESULT).read_text(encoding="utf-8"))
    try:
        return Proposal(
            facts["file"],
            facts["sha256"],
            facts["format"],
            tuple(_sheet(sheet) for sheet in facts["sheets"]),
            tuple(Finding(**{**f, "message": _said(f["message"])}) for f in facts["findings"]),
        )
    except TypeError as error:
        raise ValueError(RESULT) from error


def _said(text: Lookup[str, str]) -> Text:
    return Text(text["nl"], text["en"])


def _guess(facts: Lookup[str, Any]) -> Guess:
    return Guess(facts["value"], facts["confidence"], _said(facts["reason"]), facts["shown"])


def _guesses(facts: Sequence[Lookup[str, Any]]) -> tuple[Guess, ...]:
    return tuple(_guess(guess) for guess in facts)


def _sheet(facts: Lookup[str, Any]) -> SheetProposal:
    headings = tuple(
        HeadingProposal(
            h["name"], h["text"], h["letter"], h["filled"], tuple(h["samples"]),
            _said(h["personal"]) if h["personal"] else None, _guesses(h["guesses"]),
            _guess(h["chosen"]) if h["chosen"] else None, h["personal_rows"],
        )
        for h in facts["headings"]
    )  # fmt: skip
    values = tuple(
        ValueProposal(v["column"], v["heading"], v["value"], v["count"], _guesses(v["guesses"]))
        for v in facts["values"]
    )
    return SheetProposal(
        facts["name"], facts["hidden"], facts["explanation"], _guesses(facts["kinds"]), facts["heading_row"],
        facts["heading_lines"], headings, tuple(facts["missing"]), values, facts["rows"],
        tuple((row, _said(why)) for row, why in facts["skipped"]), tuple(facts["hidden_rows"]),
        tuple(_said(q) for q in facts["questions"]),
    )  # fmt: skip
