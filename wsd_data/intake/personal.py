"""Which columns of a sheet hold what points at a person, and in which rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from wsd_data.intake.cells import Cell, as_text, plain
from wsd_data.intake.people import (
    BSN,
    PERSON_KEYS,
    bsn_valid,
    naming_heading,
    personal_heading,
    personal_value,
    personal_values,
    valid_bsns,
    worth_looking,
)
from wsd_data.model.columns import Column
from wsd_data.model.sheets import SHEETS
from wsd_data.model.text import Text

_WORDS = frozenset(("text", "names"))
_CODES = frozenset(("code", "codes"))
# Makers of public work may be shown, but not how to reach them; a web address may hold any number.
_PUBLIC = frozenset(("authors", "speakers", "link"))
# Given out by others, often as nine digits.
_NUMBERED = frozenset(("project", "grant"))
SEVERAL = 3
_KEYS = frozenset(
    plain(s) for sheet in SHEETS.values() for c in sheet.columns if c.kind == "person_key" for s in c.spellings()
)


def names_a_key(heading: str) -> bool:
    """Whether a heading is one of the keys of persons, on whatever sheet it stands."""
    return plain(heading).strip("*: ") in _KEYS


def mentions_person(rows: Iterable[Sequence[Cell]]) -> bool:
    """Whether cells that are not read (titles, explanations, skipped rows) hold what points at a person."""
    texts = {as_text(cell) for row in rows for cell in row if cell != ""}
    return worth_looking("\n".join(texts)) and any(personal_value(text) or bsn_valid(text) for text in texts)


@dataclass(frozen=True)
class PersonalColumn:
    """what: the kind of datum; rows: indexes of the rows that hold one; refuses: whether those are refused."""

    what: Text
    rows: frozenset[int]
    refuses: bool = True


def personal_column(
    heading: str, column: Column | None, cells: Sequence[Cell], different: Collection[Cell] | None = None
) -> PersonalColumn | None:
    """What a column holds about persons, by its heading (when the column is unknown) and its values.

    different: each of the cells once, where that was looked for before.
    """
    if column is not None and column.kind == "person_key":
        return None
    coded = column is None or column.kind in _WORDS or column.kind in _CODES
    several = set(cells) if different is None else different
    strings = [cell for cell in several if isinstance(cell, str)]
    if column is not None and len(strings) == len(several) and not worth_looking("\n".join(strings)):
        return None
    texts = {as_text(cell) for cell in several if coded or isinstance(cell, str)} - {""}
    if not texts:
        return None
    if column is None and (what := personal_heading(heading)):
        return PersonalColumn(what, frozenset(i for i, cell in enumerate(cells) if as_text(cell).strip()))
    found = _by_value(column, cells, texts)
    if found is None and column is None and (what := PERSON_KEYS if names_a_key(heading) else naming_heading(heading)):
        return PersonalColumn(what, frozenset(), refuses=False)
    return found


def _by_value(column: Column | None, cells: Sequence[Cell], different: set[str]) -> PersonalColumn | None:
    public = column is not None and (column.id in _PUBLIC or column.kind in _PUBLIC)
    coded = column is not None and column.kind in _CODES
    if public:
        # A web address alone is public, whatever numbers it holds.
        different = {text for text in different if "@" in text or " " in text or not text.startswith("http")}
    words = column is None or column.kind in _WORDS or public or (coded and column.id not in _NUMBERED)
    found = personal_values(different, phone=words)
    if (words or coded) and not public:
        # A nine-digit number passes the test one time in eleven; half a column of them does not by chance.
        # Codes of projects and grants are often nine digits, so there all must pass, and several.
        numbers = valid_bsns(different)
        texts = [as_text(cell) for cell in cells if cell != ""] if numbers else []
        share = sum(text in numbers for text in texts) / max(len(texts), 1)
        if numbers and (share >= 0.5 if words else share == 1 and len(numbers) >= SEVERAL):
            found.update(dict.fromkeys(numbers, BSN))
    if not found:
        return None
    rows = frozenset(i for i, cell in enumerate(cells) if cell != "" and as_text(cell) in found)
    # What the first of them holds: a set has another order in every process.
    return PersonalColumn(found[as_text(cells[min(rows)])], rows)
