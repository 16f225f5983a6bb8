"""How much one name is like another: headings like our columns, typed values like known terms."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process

from wsd_data.intake.cells import plain
from wsd_data.intake.headings import column_for, spellings
from wsd_data.intake.proposals import Guess
from wsd_data.intake.synonyms import SYNONYMS
from wsd_data.model.columns import Column, Sheet
from wsd_data.model.text import Text

SAME = Text("zelfde naam", "same name")
ALIKE = Text("naam lijkt op “{name}”", "name is like “{name}”")
SPELLING = Text("schrijfwijze lijkt op “{name}”", "spelling is like “{name}”")
_WORD = re.compile(r"[^\W_]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NEAR = 60
_SHORT = 6


@lru_cache(maxsize=4096)
def _words(text: str) -> str:
    return " ".join(_WORD.findall(plain(_CAMEL.sub(" ", text))))


@lru_cache(maxsize=65536)
def alike(heading: str, name: str) -> float:
    """How sure a heading means a name: 0..1."""
    typed, wanted = _words(heading), _words(name)
    if not typed or not wanted:
        return 0.0
    if typed == wanted or typed.replace(" ", "") == wanted.replace(" ", ""):
        return 0.97
    best = 0.0
    ratio = fuzz.ratio(typed.replace(" ", ""), wanted.replace(" ", "")) / 100
    if ratio >= 0.78:
        best = 0.95 * ratio
    if set(wanted.split()) <= set(typed.split()):
        # The longer the part of the heading that the name makes up, the surer.
        best = max(best, 0.55 + 0.4 * len(wanted) / len(typed))
        if typed.startswith(wanted) and len(wanted) >= _SHORT:
            best = max(best, 0.8)
    elif set(typed.split()) <= set(wanted.split()):
        best = max(best, 0.35 + 0.4 * len(typed) / len(wanted))
    elif _SHORT <= len(wanted) <= len(typed):
        part = fuzz.partial_ratio(wanted.replace(" ", ""), typed.replace(" ", "")) / 100
        if part >= 0.85:
            best = max(best, part * (0.5 + 0.3 * len(wanted) / max(len(typed), len(wanted))))
    return best


class ColumnNames:
    """Finds out how much headings are like the columns of one sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self.known = spellings(sheet)
        self.names: Mapping[str, Sequence[str]] = {
            column.id: (
                column.heading.nl,
                column.heading.en,
                *column.aliases,
                column.id.replace("_", " "),
                *SYNONYMS.get(column.id, ()),
            )
            for column in sheet.columns
        }

    def guess(self, heading: str, column: Column) -> tuple[float, Text]:
        """How sure a heading means a column by its name alone, and why."""
        meant = column_for(heading, self.known)
        if meant is not None and meant.id == column.id:
            return 1.0, SAME
        sure, name = max((alike(heading, name), name) for name in self.names[column.id])
        return (sure if meant is None else sure * 0.5), ALIKE.format(name=name)


def nearest(value: str, names: Mapping[str, tuple[str, str]], most: int = 3) -> tuple[Guess, ...]:
    """The known values most like a typed one. names: plain spelling → (value for a mapping, the value in words)."""
    found = process.extract(plain(value)[:80], names.keys(), scorer=fuzz.WRatio, limit=most * 4, score_cutoff=_NEAR)
    made: dict[str, Guess] = {}
    for spelling, _, _ in found:
        code, words = names[spelling]
        sure = fuzz.ratio(plain(value)[:80], spelling) / 100
        sure = max(sure, 0.9 * alike(value, spelling))
        guess = Guess(code, round(min(sure, 0.99), 2), SPELLING.format(name=words), words)
        if code not in made or made[code].confidence < guess.confidence:
            made[code] = guess
    best = sorted(made.values(), key=lambda guess: -guess.confidence)
    return tuple(guess for guess in best if guess.confidence >= _NEAR / 100)[:most]
