"""The question about one strange sheet, from its kind down to its values, as one reads it on the page."""

from __future__ import annotations

import streamlit as st

from wsd_data.delivery import Store
from wsd_data.intake.proposals import SheetProposal
from wsd_data.model.sheets import SHEETS
from wsd_data.model.text import Text
from wsd_data.ui import mapping_columns, mapping_persons, mapping_values
from wsd_data.ui.certainty import certainty
from wsd_data.ui.context import Context
from wsd_data.ui.grid import markdown_safe
from wsd_data.ui.sheet_draft import SheetDraft
from wsd_data.ui.skipped import skipped_rows
from wsd_data.ui.wording import capital

KIND = Text("Wat staat er op dit blad?", "What is on this sheet?")
LEAVE_OUT = Text("laat dit blad weg", "leave this sheet out")
HEADING_ROW = Text("Rij met de koppen", "Row with the headings")
QUESTIONS = Text("Kijk hier even naar", "Please look at this")
HIDDEN_ROWS = Text("Verborgen rijen gaan mee: {rows}.", "Hidden rows are taken too: {rows}.")


def show(context: Context, sheet: SheetDraft, store: Store, key: str) -> None:
    """What is on it, and for a sheet that is read: what to look at, its columns, persons, values, and what is passed over."""
    _what(context, sheet, key)
    if sheet.kind is None:
        return
    _questions(context, sheet.look)
    mapping_columns.show(context, sheet, store, key)
    mapping_persons.show(context, sheet, key)
    mapping_values.show(context, sheet, store, key)
    _passed(context, sheet.look, key)


def _what(context: Context, sheet: SheetDraft, key: str) -> None:
    """The kind of the sheet and the row of its headings."""
    sure = {guess.value: guess.confidence for guess in sheet.look.kinds}
    kinds = ["", *sorted(SHEETS, key=lambda kind: -sure.get(kind, 0.0))]

    def name(kind: str) -> str:
        if not kind:
            return context.say(LEAVE_OUT)
        words = capital(context.say(SHEETS[kind].name))
        return f"{words} ({context.say(certainty(sure[kind]))})" if kind in sure else words

    with st.grid(2, min_column_width=240, gap="small"):
        st.session_state[f"{key}_kind"] = sheet.kind or ""
        st.selectbox(context.say(KIND), kinds, format_func=name, key=f"{key}_kind", on_change=_began, args=(sheet, key))
        if sheet.kind is not None:
            st.session_state[f"{key}_row"] = sheet.heading_row
            st.number_input(
                context.say(HEADING_ROW), min_value=1, max_value=1_048_576, step=1, key=f"{key}_row", on_change=_began, args=(sheet, key)
            )  # fmt: skip


def _began(sheet: SheetDraft, key: str) -> None:
    now = st.session_state
    sheet.begin(now[f"{key}_kind"] or None, int(now.get(f"{key}_row") or sheet.heading_row))


def _questions(context: Context, look: SheetProposal) -> None:
    """What somebody should look at, such as headings that are alike."""
    if look.questions:
        listed = "\n".join(f"- {markdown_safe(context.say(question))}" for question in look.questions)
        st.info(f"{context.say(QUESTIONS)}:\n{listed}", icon=":material/visibility:")


def _passed(context: Context, look: SheetProposal, key: str) -> None:
    """Rows that will be skipped, and rows that are hidden."""
    if look.hidden_rows:
        rows = ", ".join(map(str, look.hidden_rows[:12])) + (", …" if len(look.hidden_rows) > 12 else "")
        st.caption(context.say(HIDDEN_ROWS, rows=rows))
    if look.skipped:
        skipped_rows(context, [("", row, why) for row, why in look.skipped], f"{key}_skipped")
