"""Rows of a file that are skipped, each with its reason, behind one line."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from wsd_data.model.text import Text
from wsd_data.ui.context import Context
from wsd_data.ui.grid import grid_html

_LISTED = 200

SKIPPED = Text("Rijen die overgeslagen worden ({count})", "Rows that are skipped ({count})")
SHEET = Text("Blad", "Sheet")
ROW, REASON = Text("Rij", "Row"), Text("Reden", "Reason")


def skipped_rows(context: Context, skipped: Sequence[tuple[str, int, Text]], key: str) -> None:
    """Rows that are skipped, with sheet (if there are several), row and reason, behind one line."""
    more = st.expander(context.say(SKIPPED, count=context.number(len(skipped))), key=key, on_change="rerun")
    if more.open:
        sheets = any(sheet for sheet, _, _ in skipped)
        rows = [(*([sheet] if sheets else []), str(row), context.say(why)) for sheet, row, why in skipped[:_LISTED]]
        if len(skipped) > _LISTED:
            rows.append((*([""] if sheets else []), "…", ""))
        headings = [context.say(t) for t in ((SHEET, ROW, REASON) if sheets else (ROW, REASON))]
        more.html(grid_html(context.say(SKIPPED, count=context.number(len(skipped))), headings, rows))
