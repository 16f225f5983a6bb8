"""What a delivery changes in rows that are known already, as a table: per row and column the old and the new value."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import cast

from wsd_data.delivery import ChangedRow
from wsd_data.language import figure_words, format_period
from wsd_data.model.columns import Column
from wsd_data.model.periods import Period
from wsd_data.model.sheets import SHEETS
from wsd_data.model.text import Text
from wsd_data.ui.context import Context
from wsd_data.ui.grid import grid_html

TITLE = Text("Rijen die wijzigen", "Rows that change")
SHEET = Text("Blad", "Sheet")
ROW = Text("Rij", "Row")
FIELD = Text("Kolom", "Column")
OLD = Text("Was", "Was")
NEW = Text("Wordt", "Becomes")
EMPTY = Text("leeg", "empty")
YES, NO = Text("ja", "yes"), Text("nee", "no")
SOME = Text("De eerste {shown} van {count} rijen", "The first {shown} of {count} rows")
HIDDEN = Text(
    "Rijen en kolommen over personen staan er niet bij, omdat de weergave op “zoals openbaar” staat.",
    "Rows and columns about persons are not listed, because the display is set to “as public”.",
)
_INSIDE = ("leader", "remark")
"""Columns that hold names of people or free words: for inside only."""
_DIMENSIONS = {"regions": "region", "lectoraten": "lectoraat", "municipalities": "municipality"}
_LONGEST = 160


def changes_html(context: Context, rows: Sequence[ChangedRow], count: int) -> str:
    """The changed rows column by column, in a frame of its own. count: how many rows change in all."""
    lines: list[tuple[str, ...]] = []
    hidden = False
    for row in rows:
        sheet = SHEETS[row.sheet]
        if context.public and sheet.about_people:
            hidden = True
            continue
        name, words = context.say(sheet.name), row.row
        for field in row.fields:
            if context.public and field.column in _INSIDE:
                hidden = True
                continue
            column = sheet.by_id[field.column]
            old, new = (value_words(context, column, values) for values in (field.old, field.new))
            lines.append((name, words, context.say(column.heading), old, new))
            name = words = ""
    caption = context.say(TITLE)
    if len(rows) < count:
        shown, all_ = (context.number(n) for n in (len(rows), count))
        caption += f". {context.say(SOME, shown=shown, count=all_)}"
    if hidden:
        caption += f". {context.say(HIDDEN)}"
    headings = [context.say(t) for t in (SHEET, ROW, FIELD, OLD, NEW)]
    table = grid_html(caption, headings, lines, wide={1: 14, 3: 9, 4: 9})
    return f'<div style="max-height:24rem;overflow-y:auto" tabindex="0">{table}</div>'


def value_words(context: Context, column: Column, values: Sequence[object]) -> str:
    """The value of a column as a person reads it; its fields come in their declared order."""
    first = values[0]
    if first is None and all(v is None for v in values[:3]):
        return context.say(EMPTY)
    if column.kind in ("number", "money"):
        return _number(context, column, values)
    if column.kind == "date":
        start, end = cast(tuple[date, date], (first or values[1], values[1] or first))
        return format_period(Period(start, end, ""), context.language)
    if column.kind == "flag":
        return context.say(YES if first else NO)
    parts = [_name(context, column, str(v)) for v in (first if isinstance(first, tuple) else (first,))]
    text = "; ".join(parts)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _number(context: Context, column: Column, values: Sequence[object]) -> str:
    money = column.kind == "money"
    value, low, high = (
        None if v is None else float(cast(float, v)) / (100 if money else 1) for v in values[:3]
    )  # fmt: skip
    estimate = bool(values[3])
    return figure_words(
        value, low, high, "ok", None, estimate, unit="€" if money else "", language=context.language, decimals=2
    )


def _name(context: Context, column: Column, code: str) -> str:
    if column.codes is not None:
        term = column.codes.by_code.get(code)
        return context.say(term.name) if term else code
    dimension = _DIMENSIONS.get(column.kind)
    return context.name(dimension, code) if dimension else code
