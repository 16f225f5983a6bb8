"""Buttons for a report as PDF and as workbook, made when they are asked for; and the report of the annual page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from wsd_data.delivery.datastate import DataState, data_state
from wsd_data.model.text import Text
from wsd_data.reports.annual import Asked, annual
from wsd_data.reports.paper import Paper
from wsd_data.reports.written import file_of
from wsd_data.ui import year_notes
from wsd_data.ui.context import Context
from wsd_data.ui.state import opened

TITLE = Text("Rapport", "Report")
PDF = Text("Rapport als PDF", "Report as PDF")
WORKBOOK = Text("Rapport als Excel-bestand", "Report as Excel file")
ONE_REGION = Text(
    "Een rapport gaat over één werkplaats of over alle werkplaatsen samen. Haal de andere filters weg om het te maken.",
    "A report is about one region or about all regions together. Remove the other filters to make it.",
)
KINDS = (
    (PDF, "pdf", "application/pdf"),
    (WORKBOOK, "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
)


def buttons(context: Context, stem: str, paper: Callable[[], Paper]) -> None:
    """A button for each form of a report. stem: the name of the files without their ending."""
    with st.container(horizontal=True):
        for label, ending, mime in KINDS:
            name = f"{stem}.{ending}"
            st.download_button(
                context.say(label), partial(written, paper, name), name, mime,
                key=f"report_{ending}", on_click="ignore", icon=":material/download:",
            )  # fmt: skip


def written(paper: Callable[[], Paper], name: str) -> bytes:
    """A report, made now, as the file with this name."""
    return file_of(paper(), name)


def state_of(context: Context) -> DataState:
    """The state of the data that a page shows."""
    return data_state(opened().store, context.view.stand)


def reports(context: Context) -> None:
    """The report of the page's year, of the view's werkplaats, state of the data and policy."""
    st.subheader(context.say(TITLE), anchor=False)
    whole, region = context.one_scope
    if not whole:
        st.markdown(context.say(ONE_REGION))
        return
    buttons(context, context.file_stem("jaarcijfers"), partial(annual_paper, context, region))


def annual_paper(context: Context, region: str | None) -> Paper:
    """The annual report of a werkplaats, or of all of them, as the page shows it."""
    view = context.view
    asked = Asked(context.year, region, view.stand, view.policy, view.language)
    return annual(context.monitor, asked, state_of(context), context.today, year_notes.readable(context))
