"""Rows that a delivery ends, as a table: their sheet and what they say."""

from __future__ import annotations

from collections.abc import Sequence

from wsd_data.model.sheets import SHEETS
from wsd_data.model.text import Text
from wsd_data.ui.context import Context
from wsd_data.ui.grid import grid_html

_LISTED = 500
"""So many ending rows are shown one by one."""

ENDING_ROWS = Text("Rijen die vervallen", "Rows that end")
SHEET = Text("Blad", "Sheet")
ROW = Text("Rij", "Row")
AND_MORE = Text("en nog {count} rijen", "and {count} more rows")
HIDDEN_ROWS = Text(
    "Rijen over personen staan er niet bij, omdat de weergave op “zoals openbaar” staat.",
    "Rows about persons are not listed, because the display is set to “as public”.",
)


def ended_html(context: Context, ended: Sequence[tuple[str, str]], title: Text = ENDING_ROWS) -> str:
    """The rows (sheet, words) that end, as a table; rows about persons only where the policy lets them."""
    told = [(s, words) for s, words in ended if not (context.public and SHEETS[s].about_people)]
    rows = [(context.say(SHEETS[s].name), words) for s, words in told[:_LISTED]]
    if len(told) > _LISTED:
        rows.append(("…", context.say(AND_MORE, count=context.number(len(told) - _LISTED))))
    caption = context.say(title) + (f". {context.say(HIDDEN_ROWS)}" if len(told) < len(ended) else "")
    table = grid_html(caption, [context.say(SHEET), context.say(ROW)], rows, wide={1: 14})
    return f'<div style="max-height:24rem;overflow-y:auto" tabindex="0">{table}</div>'
