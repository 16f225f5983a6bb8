"""The counted items of a grant as evidence: its projects and outputs, with those after its end marked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from html import escape

import streamlit as st

from wsd_data.figures.dossier import Dossier
from wsd_data.model.sheets import SHEETS
from wsd_data.model.text import Text
from wsd_data.reports.evidence import DATES, UNCOUNTED_NOTE, WHEN, dates, headed, moment, uncounted
from wsd_data.ui import lists
from wsd_data.ui.address import FILTERS
from wsd_data.ui.context import Context
from wsd_data.ui.lists import ListColumn, Row
from wsd_data.ui.project_rows import OUTPUTS

TITLE = Text("Wat er geteld is", "What was counted")
PROJECT_COLUMNS = (
    ListColumn("code", SHEETS["projects"].by_id["project"].heading, lists.project_link()),
    ListColumn("title", SHEETS["projects"].by_id["title"].heading, lists.words_of("title")),
    ListColumn("status", headed("status"), lists.name_of("status")),
    ListColumn("start_from", DATES, lambda context, row: escape(dates(context, row))),
)


def show(context: Context, dossier: Dossier) -> None:
    """The lists of projects and outputs, a page at a time; nothing where nothing was counted."""
    if not dossier.where:
        return
    st.header(context.say(TITLE), anchor=False)
    chosen = dict(dossier.where)
    where = tuple((d, chosen[d]) for d in FILTERS if d in chosen)
    of_grant = replace(context, view=replace(context.view, period=dossier.evidence, where=where))
    _, projects = lists.listing(
        of_grant, "dossier-projects", "projects", SHEETS["projects"].name, PROJECT_COLUMNS, search=False, per_page=10
    )
    if uncounted(projects.rows):
        st.caption(context.say(UNCOUNTED_NOTE))
    late = ListColumn("term", WHEN, partial(_moment, dossier.term.end))
    for kind, columns in OUTPUTS.items():
        shown = (*columns, late) if dossier.after else columns
        lists.listing(of_grant, f"dossier-{kind}", kind, SHEETS[kind].name, shown, search=False, per_page=10)


def _moment(end: date, context: Context, row: Row) -> str:
    return escape(moment(context, end, row))
