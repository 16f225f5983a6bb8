"""What was read in the files of a delivery: rows per sheet, rows that are skipped, and remarks."""

from __future__ import annotations

import streamlit as st

from wsd_data.delivery import Store
from wsd_data.model.sheets import SHEETS
from wsd_data.model.text import Text
from wsd_data.ui.back import workbook_back
from wsd_data.ui.context import Context
from wsd_data.ui.findings import show_findings
from wsd_data.ui.grid import grid_html, markdown_safe
from wsd_data.ui.skipped import skipped_rows
from wsd_data.ui.submission import FileSummary, Submission

SHEETS_TITLE = Text("Bladen in {file}", "Sheets in {file}")
SHEET = Text("Blad", "Sheet")
KIND = Text("Gelezen als", "Read as")
NOT_READ = Text("niet gelezen", "not read")
ROWS = Text("Rijen", "Rows")
ACCEPTED = Text("Goed", "Accepted")
REFUSED = Text("Geweigerd", "Refused")
SKIPPED = Text("Overgeslagen", "Skipped")
UNUSED = Text("Koppen die niet gebruikt zijn", "Headings that were not used")
SHEETS_CAPTION = Text("Aantal rijen per blad", "Number of rows per sheet")
NO_SHEETS = Text("In dit bestand is geen enkel blad gelezen.", "No sheet was read in this file.")


def show(context: Context, mine: Submission, store: Store) -> None:
    """File by file, each with its workbook to be had back."""
    for number, file in enumerate(mine.files):
        _file(context, file, f"{mine.attempt}_{number}")
        workbook_back(context, mine, number, store)


def _file(context: Context, file: FileSummary, key: str) -> None:
    st.header(context.say(SHEETS_TITLE, file=markdown_safe(file.name)), anchor=False)
    if file.sheets:
        st.html(_sheets_html(context, file))
    else:
        st.caption(context.say(NO_SHEETS))
    if file.skipped:
        skipped_rows(context, file.skipped, f"wsd_{key}_skipped")
    show_findings(context, file.remarks, file.name, key)


def _sheets_html(context: Context, file: FileSummary) -> str:
    rows = [
        (
            sheet.name, context.say(SHEETS[sheet.kind].name if sheet.kind else NOT_READ),
            *(context.number(n) for n in (sheet.rows, sheet.accepted, sheet.refused, sheet.skipped)),
            ", ".join(sheet.unmapped) or "–",
        )
        for sheet in file.sheets
    ]  # fmt: skip
    headings = [context.say(t) for t in (SHEET, KIND, ROWS, ACCEPTED, REFUSED, SKIPPED, UNUSED)]
    return grid_html(context.say(SHEETS_CAPTION), headings, rows, right=range(2, 6), wide={6: 14})
