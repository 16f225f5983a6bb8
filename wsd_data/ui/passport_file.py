"""The rows behind a figure in words: what each adds and why, on the screen and as a file with where each row stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from wsd_data.figures import Selection
from wsd_data.figures.export import harmless
from wsd_data.figures.passport import SourceRow
from wsd_data.figures.tracing import Role
from wsd_data.model.indicators import Indicator
from wsd_data.model.sheets import SHEETS
from wsd_data.model.text import Language, Text
from wsd_data.ui import texts
from wsd_data.ui.context import Context
from wsd_data.ui.table import csv_file, plain
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
    "row_in_words", "adds", "low", "high", "estimate", "role", "months", "file", "sheet", "tab", "row", "cell",
    "delivery", "received", "deliverer",
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


def file_of(context: Context, indicator: Indicator, selection: Selection, scope: str) -> bytes:
    """All rows as CSV, with where each stands and what holds for all of them."""
    total = context.passport(indicator.id, selection, limit=0).answer.total
    about = {
        "indicator": indicator.id,
        "version": str(indicator.version),
        "value": plain(total.value, context.language),
        "selection": scope,
        "policy": context.view.policy,
        "state": context.view.stand.text or str(context.version),
    }
    if indicator.people or any(SHEETS[s].about_people for s in indicator.sheets):
        about["publication"] = context.say(texts.NOT_FOR_PUBLICATION)
    if context.demo:
        about["source"] = context.say(texts.DEMO_PLAIN)
    told = [*map(harmless, about.values())]
    lines = ([*_line(context, row), *told] for row in _every(context, indicator, selection))
    return csv_file([*FIELDS, *about], lines, context.language)


def _every(context: Context, indicator: Indicator, selection: Selection) -> Iterator[SourceRow]:
    done = 0
    while rows := context.passport(indicator.id, selection, done, BATCH).rows:
        done += len(rows)
        yield from rows


def _line(context: Context, row: SourceRow) -> list[str]:
    return [
        harmless(row.words),
        *(plain(n, context.language) for n in (row.adds, row.low, row.high)),
        str(row.estimate).lower(),
        row.role,
        share_words(context, row),
        *map(harmless, (row.file, sheet_name(context, row.sheet), " / ".join(row.tabs))),
        str(row.row_number),
        row.cell,
        str(row.entry),
        row.received.isoformat(),
        harmless(row.deliverer or ""),
    ]
