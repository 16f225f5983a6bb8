"""Texts for people, always in both languages, and the folding that matching of typed words rests on.

A `Text` cannot be made without both languages, so a missing translation does not type-check.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

Language = Literal["nl", "en"]
LANGUAGES: tuple[Language, ...] = ("nl", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """One text in Dutch and English; `{name}` places are filled by `format`."""

    nl: str
    en: str

    def in_(self, language: Language) -> str:
        return self.nl if language == "nl" else self.en

    def format(self, **values: object) -> Text:
        """The same text with its places filled; a value that is itself a Text speaks its own language."""
        return Text(
            self.nl.format(**{k: v.nl if isinstance(v, Text) else v for k, v in values.items()}),
            self.en.format(**{k: v.en if isinstance(v, Text) else v for k, v in values.items()}),
        )

    def as_json(self) -> dict[str, str]:
        return {"nl": self.nl, "en": self.en}


def fold(value: str) -> str:
    """Typed words made comparable: case, outer and double blanks never matter."""
    return " ".join(value.split()).casefold()


def slug(value: str) -> str:
    """The code of a name: lower case without accents, every other run of characters one hyphen.

    The database macro `slug` (store/engine) gives the same answer; a test holds them together.
    """
    plain = unicodedata.normalize("NFD", value.lower())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
