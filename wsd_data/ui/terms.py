"""What a value of a column with a list may mean: every known value once, in words."""

from __future__ import annotations

from collections.abc import Mapping

from wsd_data.intake import Known
from wsd_data.intake.known import Names
from wsd_data.model.columns import Column
from wsd_data.model.text import Text
from wsd_data.ui.context import Context
from wsd_data.ui.picks import UNKNOWN
from wsd_data.ui.wording import capital

STILL_CHOOSE = Text("nog kiezen", "still to choose")
"""Where nothing was chosen from the list yet."""
UNKNOWN_WORD = Text("onbekend", "unknown")
_FLAGS = {"ja": Text("ja", "yes"), "nee": Text("nee", "no")}


def meanings(context: Context, column: Column, known: Known) -> Mapping[str, str]:
    """What a mapping writes → that value in words, in the order of the list; `onbekend` where it may be that."""
    listed = column.codes.id if column.codes is not None else column.kind
    key = ("mapping_terms", listed, context.version, context.language)
    return context.shelf.get(key, lambda: _meanings(context, column, known))


def _meanings(context: Context, column: Column, known: Known) -> dict[str, str]:
    if column.kind == "flag":
        return {code: context.say(name) for code, name in _FLAGS.items()}
    if column.codes is not None:
        return {code: context.say(term.name) for code, term in column.codes.by_code.items()}
    if column.kind == "regions":
        found = {code: capital(context.name("region", code)) for code in known.labels}
    else:
        names = {"lectoraten": known.lectoraten, "themes": known.themes}.get(column.kind, known.municipalities)
        found = {name: name for name in _one_name_each(names)}
    return {**found, UNKNOWN: context.say(UNKNOWN_WORD)}


def _one_name_each(names: Names) -> list[str]:
    """The first way each code is written that is not the code itself, in order of the alphabet."""
    first: dict[str, str] = {}
    for spelling, codes in names.codes.items():
        if len(codes) == 1 and spelling != codes[0].casefold():
            first.setdefault(codes[0], names.shown[spelling])
    return sorted(set(first.values()), key=str.casefold)
