"""Typed values that no list knows, and the spellings they might have been meant as."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from wsd_data.intake.cells import Cell, as_text, means_nothing, means_unknown, plain, tidy
from wsd_data.intake.known import Known
from wsd_data.intake.names import region_codes, split_names
from wsd_data.intake.people import HIDDEN, shown
from wsd_data.model.columns import Column

_LONGEST = 200


def unknown_values(column: Column, cells: Sequence[Cell], known: Known) -> Counter[str]:
    """How often each value that is in no list of the column stands in the cells; never one that points at a person."""
    counts: Counter[str] = Counter()
    for typed, times in Counter(cells).items():
        cell = as_text(typed)
        if means_unknown(cell):
            continue
        for name in _unknown(column, cell, known):
            if shown(name) != HIDDEN and len(name) <= _LONGEST:
                counts[tidy(name)] += times
    return counts


def _unknown(column: Column, text: str, known: Known) -> list[str]:
    if column.codes is not None:
        spellings = column.codes.by_spelling
        if means_nothing(text) or plain(text) in spellings:
            return []
        parts = [text] if column.kind == "term" else split_names(text, spellings)
        return [part for part in parts if plain(part) not in spellings]
    if column.kind == "regions":
        return [n for n in split_names(text, known.regions.codes) if not region_codes(n, known)]
    listed = {"lectoraten": known.lectoraten, "themes": known.themes}.get(column.kind, known.municipalities).codes
    parts = split_names(text, listed)
    return [n for n in parts if plain(n).removeprefix("gemeente ").removeprefix("municipality of ") not in listed]


def choices(column: Column, known: Known) -> Mapping[str, tuple[str, str]]:
    """Every known spelling of a column's list → what a mapping writes, and that value in words."""
    if column.codes is not None:
        codes = column.codes
        names = {code: term.name.nl for code, term in codes.by_code.items()}
        return {spelling: (code, names[code]) for spelling, code in codes.by_spelling.items()}
    if column.kind == "regions":
        return {
            spelling: (codes[0], known.labels.get(codes[0], codes[0]))
            for spelling, codes in known.regions.codes.items()
            if len(codes) == 1
        }
    listed = {"lectoraten": known.lectoraten, "themes": known.themes}.get(column.kind, known.municipalities)
    return {spelling: (listed.shown[spelling],) * 2 for spelling, codes in listed.codes.items() if len(codes) == 1}
