"""What a year still lacks, per werkplaats, with a text to ask for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from wsd_data.model.sheets import SHEETS
from wsd_data.model.text import Text
from wsd_data.reports.delivered import TITLE as DELIVERED
from wsd_data.reports.delivered import delivered as section_of
from wsd_data.reports.paper import Section
from wsd_data.ui import blocks, delivered
from wsd_data.ui.address import FILTERS
from wsd_data.ui.annual import SUBJECT
from wsd_data.ui.context import Context
from wsd_data.ui.grid import grid_html, section_file
from wsd_data.ui.wording import inline

TITLE = Text("Wat ontbreekt er nog over {year}?", "What is still missing of {year}?")
NOTHING = Text(
    "Alle gekozen werkplaatsen hebben over {year} alles aangeleverd.",
    "All chosen regions have delivered everything about {year}.",
)
REGION, SHEET = Text("Werkplaats", "Region"), Text("Ontbreekt", "Missing")
CAPTION = Text("Nog aan te leveren over {year}", "Still to be delivered about {year}")
WHOM = Text("Tekst om te sturen aan", "Text to send to")
LETTER = Text(
    "Beste collega's van {region},\n\n"
    "Voor de jaarcijfers over {year} ontbreken van jullie nog: {sheets}.\n"
    "Willen jullie die aanleveren? Is er niets te melden, zet dat dan op het uitlegblad van het werkboek "
    "of laat het weten; dan tellen we het als nul en niet als onbekend.\n\n"
    "Alvast bedankt!",
    "Dear colleagues of {region},\n\n"
    "For the annual figures of {year} we still miss from you: {sheets}.\n"
    "Would you deliver them? If there is nothing to report, say so on the explanation sheet of the workbook "
    "or let us know; then we count it as zero and not as unknown.\n\n"
    "Thank you!",
)


def of_year(context: Context) -> Mapping[str, Sequence[str]]:
    """Per chosen werkplaats the sheets that it has not delivered about the page's year, in their fixed order."""
    found = context.monitor.delivered(context.year)
    late = {code: [s for s in SHEETS if found.get((code, s)) == "nothing"] for code in _regions(context)}
    return {code: sheets for code, sheets in late.items() if sheets}


def state(context: Context) -> None:
    """What the chosen werkplaatsen delivered about the page's year: in one sentence, and in a fold per sheet with its deliveries."""
    year, key = context.year, ("year delivered", *context.key)
    scope = context.selection_words(*(d for d in FILTERS if d != "region"))
    st.subheader(inline(context.say(SUBJECT, title=DELIVERED.format(year=year), scope=scope)), anchor=False)
    section = context.shelf.get(key, lambda: _section(context))
    st.markdown(section.sentence)
    with blocks.twin_table(context, "annual-delivered") as fold:
        if fold.open:
            st.html(delivered.matrix(context, year, _regions(context))[1])
            st.caption(context.say(delivered.LEGEND))
            blocks.download(context, "annual-delivered", partial(section_file, context, section))


def _regions(context: Context) -> Sequence[str]:
    return context.view.codes("region") or [*context.names("region")]


def _section(context: Context) -> Section:
    """The block of the report."""
    return section_of(context, context.monitor, context.year, _regions(context))


def block(context: Context) -> None:
    """The list, and the text for one of them."""
    year = context.year
    title = context.say(TITLE, year=year)
    with st.expander(title, key="wsd_missing", icon=":material/mark_email_unread:", on_change="rerun") as fold:
        if not fold.open:
            return
        late = context.shelf.get(("missing", *context.key), lambda: of_year(context))
        if not late:
            st.markdown(context.say(NOTHING, year=year))
            return
        rows = [(context.name("region", code), sheet_names(context, sheets)) for code, sheets in late.items()]
        headings = [context.say(t) for t in (REGION, SHEET)]
        st.html(grid_html(context.say(CAPTION, year=year), headings, rows, wide={1: 16}))
        code = st.selectbox(
            context.say(WHOM), list(late), key=f"wsd_missing_{year}", width=320,
            format_func=lambda one: context.name("region", one),
        )  # fmt: skip
        st.code(letter(context, code, late[code]), language=None, wrap_lines=True)


def letter(context: Context, region: str, sheets: Sequence[str]) -> str:
    """A text that can be sent as it is."""
    return context.say(
        LETTER, region=context.name("region", region), year=context.year, sheets=sheet_names(context, sheets)
    )


def sheet_names(context: Context, sheets: Sequence[str]) -> str:
    return ", ".join(context.say(SHEETS[sheet].name) for sheet in sheets)
