"""The counted items of a grant as evidence: its projects and outputs, with those after its end marked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from html import escape

import streamlit as st

from wsd_data.figures.dossier import YEARS_AFTER, Dossier
from wsd_data.language import format_date
from wsd_data.model.sheets import SHEETS
from wsd_data.model.text import Text
from wsd_data.ui import lists
from wsd_data.ui.address import FILTERS
from wsd_data.ui.context import Context
from wsd_data.ui.lists import ListColumn, Row
from wsd_data.ui.project_rows import DATES, OUTPUTS, dates, headed

TITLE = Text("Wat er geteld is", "What was counted")
WHEN = Text("Looptijd van de beschikking", "Term of the grant")
INSIDE, LATE = Text("binnen de looptijd", "within the term"), Text("na afloop", "after the end")
ACROSS = Text("niet precies te zeggen", "cannot be said exactly")
UNTIL = Text(
    "De lijsten tonen ook wat tot en met {day} na afloop kwam: opbrengsten mogen tot {years} jaar later komen.",
    "The lists show also what came after the end, up to {day}: outputs may come up to {years} years later.",
)
OF_ALL = Text(
    "Deze beschikking noemt geen projecten en betaalt de werkplaats als geheel. Geteld is daarom alles van {regions} binnen de looptijd.",
    "This grant names no projects and pays for the werkplaats as a whole. Counted is therefore everything of {regions} within the term.",
)
NO_REGION = Text(
    "Deze beschikking noemt geen projecten, en van welke werkplaats ze is, is niet bekend. Er is daarom niets geteld.",
    "This grant names no projects, and of which werkplaats it is, is not known. Nothing was counted therefore.",
)
PROJECT_COLUMNS = (
    ListColumn("code", SHEETS["projects"].by_id["project"].heading, lists.project_link()),
    ListColumn("title", SHEETS["projects"].by_id["title"].heading, lists.words_of("title")),
    ListColumn("status", headed("status"), lists.name_of("status")),
    ListColumn("start_from", DATES, lambda context, row: escape(dates(context, row))),
)


def basis(context: Context, dossier: Dossier) -> str:
    """Which items were counted, in a sentence; "" for those of the grant's own projects that came in time."""
    grant = dossier.grant
    if not dossier.where:
        return context.say(NO_REGION)
    if not grant.projects:
        return context.say(OF_ALL, regions=", ".join(context.name("region", code) for code in grant.regions))
    if dossier.after is None:
        return ""
    return context.say(UNTIL, day=format_date(dossier.after.end, context.language), years=YEARS_AFTER)


def show(context: Context, dossier: Dossier) -> None:
    """The lists of projects and outputs, a page at a time; nothing where nothing was counted."""
    if not dossier.where:
        return
    st.header(context.say(TITLE), anchor=False)
    chosen = dict(dossier.where)
    where = tuple((d, chosen[d]) for d in FILTERS if d in chosen)
    of_grant = replace(context, view=replace(context.view, period=dossier.evidence, where=where))
    lists.listing(
        of_grant, "dossier-projects", "projects", SHEETS["projects"].name, PROJECT_COLUMNS, search=False, per_page=10
    )
    late = ListColumn("term", WHEN, partial(_moment, dossier.term.end))
    for kind, columns in OUTPUTS.items():
        shown = (*columns, late) if dossier.after else columns
        lists.listing(of_grant, f"dossier-{kind}", kind, SHEETS[kind].name, shown, search=False, per_page=10)


def _moment(end: date, context: Context, row: Row) -> str:
    """Whether a row lies within the term or after its end, as far as its date tells."""
    first, last = row.get("date_from"), row.get("date_to")
    assert isinstance(first, date) and isinstance(last, date)
    return escape(context.say(LATE if first > end else INSIDE if last <= end else ACROSS))
