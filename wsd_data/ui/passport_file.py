"""The rows behind a figure in words: what each adds and why, on the screen and as a file with where each row stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from wsd_data.figures import Selection
from wsd_data.figures.export import DAY, FLAG, NUMBER, TEXT
from wsd_data.figures.passport import SourceRow
from wsd_data.figures.tracing import Role
from wsd_data.model.indicators import Indicator
from wsd_data.model.sheets import SHEETS
from wsd_data.model.text import Language, Text
from wsd_data.ui.context import Context
from wsd_data.ui.table import Field, File, plain
from wsd_data.ui.wording import ABOUT, amount

BATCH = 20_000
"""Rows fetched at a time."""

ROLES: dict[Role, Text] = {
    "counted": Text("telt mee", "counts"),
    "again": Text("al geteld bij een andere rij", "counted at another row already"),
    "joined": Text("hoort bij een andere rij", "belongs to another row"),
    "earlier": Text("eerdere stand", "earlier state"),
    "blank": Text("niet ingevuld", "not filled in"),
    "range": Text("zonder sleutel: marge", "without a key: range"),
}
assert set(ROLES) == set(get_args(Role))
REFERENCE_LIST = Text("lijst van gemeenten per werkplaats", "list of municipalities per werkplaats")
SHARE = Text("{part} van {months} maanden", "{part} of {months} months")
AT_MOST = Text("0 tot {high}", "0 to {high}")
FROM_ZERO = Text("0 of meer", "0 or more")

FIELDS = (
    ("row_in_words", TEXT), ("adds", NUMBER), ("low", NUMBER), ("high", NUMBER), ("estimate", FLAG), ("role", TEXT), ("months", TEXT),
    ("file", TEXT), ("sheet", TEXT), ("tab", TEXT), ("row", NUMBER), ("cell", TEXT), ("delivery", NUMBER), ("received", DAY),
    ("deliverer", TEXT),
)  # fmt: skip


def sheet_name(context: Context, sheet: str) -> str:
    """The name of a kind of sheet, or of the list that counts beside them."""
    return context.say(SHEETS[sheet].name if sheet in SHEETS else REFERENCE_LIST)


def adds_words(row: SourceRow, indicator: Indicator, language: Language) -> str:
    """What a row adds, as people read it: `40`, `circa 40`, `€ 1.200,50`; a row without a key `0 tot 12`."""
    if row.adds is None:
        return "–"
    if row.role == "range":
        if row.high is None:
            return FROM_ZERO.in_(language)
        return AT_MOST.format(high=amount(row.high, indicator, language)).in_(language)
    value = round(row.adds, indicator.decimals) if indicator.decimals else row.adds
    words = amount(value, indicator, language)
    return ABOUT.format(number=words).in_(language) if row.estimate else words


def share_words(context: Context, row: SourceRow) -> str:
    """Of an amount that is spread: which part of its months counts here."""
    return context.say(SHARE, part=row.share[0], months=row.share[1]) if row.share else ""


def file_of(context: Context, indicator: Indicator, selection: Selection, scope: str) -> File:
    """All rows as a file, with where each stands and what holds for all of them."""
    total = context.passport(indicator.id, selection, limit=0).answer.total
    people = indicator.people or any(SHEETS[s].about_people for s in indicator.sheets)
    about = (
        ("indicator", indicator.id), ("version", str(indicator.version)), ("value", plain(total.value, context.language)),
        ("selection", scope), ("policy", context.view.policy), ("state", context.view.stand.text or str(context.version)),
        *context.caution(people),
    )  # fmt: skip
    return File(FIELDS, (_line(context, row) for row in _every(context, indicator, selection)), about)


def _every(context: Context, indicator: Indicator, selection: Selection) -> Iterator[SourceRow]:
    done = 0
    while rows := context.passport(indicator.id, selection, done, BATCH).rows:
        done += len(rows)
        yield from rows


def _line(context: Context, row: SourceRow) -> list[Field]:
    tabs = " / ".join(row.tabs)
    return [
        row.words, row.adds, row.low, row.high, row.estimate, row.role, share_words(context, row), row.file,
        sheet_name(context, row.sheet), tabs, row.row_number, row.cell, row.entry, row.received, row.deliverer or "",
    ]  # fmt: skip
