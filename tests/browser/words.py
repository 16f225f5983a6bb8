"""The fixed texts of the screen, to find a text of the other language where it does not belong."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from functools import cache

from wsd_data import ui
from wsd_data.model.text import Language, Text

SHORTEST = 12
"""Shorter words may be names, or the same in data of the other language."""


def _texts_in(thing: object) -> Iterator[Text]:
    if isinstance(thing, Text):
        yield thing
    elif isinstance(thing, Mapping):
        for value in thing.values():
            yield from _texts_in(value)
    elif isinstance(thing, tuple | list):
        for value in thing:
            yield from _texts_in(value)


@cache
def fixed_texts() -> frozenset[Text]:
    """Every text that a module of `wsd_data.ui` declares at its top."""
    modules = [importlib.import_module(f"wsd_data.ui.{found.name}") for found in pkgutil.iter_modules(ui.__path__)]
    return frozenset(text for module in modules for value in vars(module).values() for text in _texts_in(value))


def _pieces(text: str) -> list[str]:
    """The stretches of a text between its places and marks, as they stand on the screen."""
    return [piece.strip() for piece in re.split(r"\{[^}]*\}|[*`\n]", text) if len(piece.strip()) >= SHORTEST]


def foreign_words(shown: str, language: Language) -> list[str]:
    """The fixed texts of the other language that stand in what is shown."""
    other: Language = "en" if language == "nl" else "nl"
    own = " ".join(text.in_(language) for text in fixed_texts()).casefold()
    pieces = {piece for text in fixed_texts() for piece in _pieces(text.in_(other)) if " " in piece}
    return sorted(piece for piece in pieces if piece.casefold() not in own and piece in shown)
