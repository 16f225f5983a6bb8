"""Marks of published work: first author, DOI, ISBN, and yes or no."""

from __future__ import annotations

import re
from typing import Final

from wsd_data.intake.cells import Cell, as_text, means_nothing, means_unknown, plain, tidy
from wsd_data.intake.messages import Issue, issue
from wsd_data.model.text import fold

UNKNOWN_AUTHOR = "onbekend"
_NEXT_AUTHOR = re.compile(r"[;\n\r]|\s&\s|\s+(?:en|and|e\.a\.|et al\.?)(?:\s|$)", re.IGNORECASE)
_PARTICLES = frozenset(
    [
        "de",
        "van",
        "der",
        "den",
        "ten",
        "ter",
        "'t",
        "te",
        "v.d.",
        "vd",
        "v.",
        "d.",
        "van't",
        "von",
        "la",
        "le",
        "du",
        "da",
        "dos",
        "el",
    ]
)
_INITIALS = re.compile(r"[^\W\d_]|(?:[^\W\d_]{1,2}\.-?)+[^\W\d_]?|[A-Z]{2,3}")
_DOI = re.compile(r"(?:https?://)?(?:(?:dx\.|www\.)?doi\.org/|doi\s*:?\s*)?(10\.\d{4,9}(?:\.\d+)*/\S+)", re.ASCII)
_YES: Final = frozenset(("ja", "j", "yes", "y", "true", "waar", "x", "1", "v", "✓"))
_NO: Final = frozenset(("nee", "n", "no", "false", "onwaar", "0", "neen"))


def first_author(text: str) -> str | None:
    """The folded surname of the first author, without particles and initials."""
    whole = tidy(text)
    if means_nothing(whole):
        return None
    if means_unknown(whole):
        return UNKNOWN_AUTHOR
    first = _NEXT_AUTHOR.split(text.strip(), maxsplit=1)[0]
    family, comma, rest = first.partition(",")
    words = family.split()
    kept = _surnames(words)
    if not (comma and _only_given(rest)) and len(kept) > 1:
        # "Pieter de Vries": the surname is what follows the particle, without one the last word.
        start = next((i for i, w in enumerate(words) if i and plain(w) in _PARTICLES), len(words) - 1)
        kept = _surnames(words[start:]) if start < len(words) - 1 else kept[-1:]
    return fold(" ".join(kept)) or fold(whole)


def _surnames(words: list[str]) -> list[str]:
    names = [w for w in words if plain(w) not in _PARTICLES]
    return [w for w in names if not _INITIALS.fullmatch(w)] or names[-1:] or words


def _only_given(rest: str) -> bool:
    """Whether what follows the comma belongs to the name before it: initials, or one given name."""
    words = rest.partition(",")[0].split()
    return len([w for w in words if not _INITIALS.fullmatch(w) and plain(w) not in _PARTICLES]) <= 1 and bool(words)


def parse_authors(cell: Cell) -> tuple[tuple[str | None, str | None], None]:
    """The authors as typed, and the surname of the first."""
    text = as_text(cell)
    first = first_author(text)
    return ((tidy(text), first) if first else (None, None)), None


def parse_doi(cell: Cell) -> tuple[str | None, Issue | None]:
    """A DOI in lower case without its web address; what is no DOI is left out with a warning."""
    text = as_text(cell)
    if means_unknown(text):
        return None, None
    match = _DOI.fullmatch(tidy(text).lower())
    return (match[1].rstrip(".,;"), None) if match else (None, issue("doi_unclear"))


def parse_isbn(cell: Cell) -> tuple[str | None, Issue | None]:
    """An ISBN as 13 digits; a wrong check digit leaves it out with a warning."""
    text = as_text(cell)
    if means_unknown(text):
        return None, None
    digits = re.sub(r"[\s.-]|^isbn(?:-1[03])?:?", "", plain(text).replace("isbn-13", "isbn").replace("isbn-10", "isbn"))
    digits = digits.removeprefix("isbn").lstrip(":").upper()
    if re.fullmatch(r"\d{9}[\dX]", digits, re.ASCII):
        values = [10 if c == "X" else int(c) for c in digits]
        if sum(v * w for v, w in zip(values, range(10, 0, -1), strict=True)) % 11 == 0:
            body = "978" + digits[:9]
            return body + _isbn_check(body), None
    elif re.fullmatch(r"97[89]\d{10}", digits, re.ASCII) and _isbn_check(digits[:12]) == digits[12]:
        return digits, None
    return None, issue("isbn_unclear")


def _isbn_check(twelve: str) -> str:
    total = sum(int(c) * (3 if i % 2 else 1) for i, c in enumerate(twelve))
    return str(-total % 10)


def parse_flag(cell: Cell) -> tuple[bool | None, Issue | None]:
    """Yes or no in the ways people write it; "n.v.t." and "onbekend" are no value."""
    if isinstance(cell, bool):
        return cell, None
    text = plain(as_text(cell))
    if text in _YES or text in _NO:
        return text in _YES, None
    return None, None if means_unknown(text) else issue("flag_unclear")
