"""Buttons for the annual report as PDF and as workbook, made when they are asked for."""

from __future__ import annotations

from functools import partial

import streamlit as st

from wsd_data.delivery.datastate import data_state
from wsd_data.model.text import Text
from wsd_data.reports.annual import Asked, annual
from wsd_data.reports.written import file_of
from wsd_data.ui.annual import year_of
from wsd_data.ui.context import Context
from wsd_data.ui.state import opened

TITLE = Text("Rapport", "Report")
PDF = Text("Jaarcijfers als PDF", "Annual figures as PDF")
WORKBOOK = Text("Jaarcijfers als Excel-bestand", "Annual figures as Excel file")
ONE_REGION = Text(
    "Een rapport gaat over één werkplaats of over alle werkplaatsen samen. Haal de andere filters weg om het te maken.",
    "A report is about one region or about all regions together. Remove the other filters to make it.",
)
KINDS = (
    (PDF, "pdf", "application/pdf"),
    (WORKBOOK, "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
)


def region_of(context: Context) -> tuple[bool, str | None]:
    """Whether the view is about one werkplaats or about all of them, and which one."""
    codes = context.view.codes("region")
    return not context.view.without("region") and len(codes) <= 1, codes[0] if codes else None


def reports(context: Context) -> None:
    """The report of the page's year, of the view's werkplaats, state of the data and policy."""
    st.subheader(context.say(TITLE), anchor=False)
    whole, region = region_of(context)
    if not whole:
        st.markdown(context.say(ONE_REGION))
        return
    with st.container(horizontal=True):
        for label, ending, mime in KINDS:
            st.download_button(
                context.say(label), partial(_file, context, region, ending), context.file_stem("jaarcijfers") + f".{ending}",
                mime, key=f"report_{ending}", on_click="ignore", icon=":material/download:",
            )  # fmt: skip


def _file(context: Context, region: str | None, ending: str) -> bytes:
    view, store = context.view, opened().store
    asked = Asked(year_of(context), region, view.stand, view.policy, view.language)
    return file_of(annual(context.monitor, asked, data_state(store, view.stand), context.today), f"x.{ending}")
