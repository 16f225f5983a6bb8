"""Notes at the figures of a year: shown under their table, and written by somebody who gives a name."""

from __future__ import annotations

import streamlit as st

from wsd_data.delivery.notes import MOST_NAME, MOST_TEXT, Note, annotate, notes
from wsd_data.model.problems import Problem
from wsd_data.model.text import Text
from wsd_data.reports.annual import GROUPS, year_remarks
from wsd_data.reports.remarks import Remarks
from wsd_data.store.fold import NOW
from wsd_data.ui.acting import Acting, acting
from wsd_data.ui.context import Context
from wsd_data.ui.state import opened
from wsd_data.ui.wording import capital

TITLE = Text("Toelichting bij een cijfer van {year}, {scope}", "Note at a figure of {year}, {scope}")
WHICH = Text("Bij welk cijfer", "At which figure")
WORDS = Text("Toelichting", "Note")
HELP = Text(
    "Bijvoorbeeld: in {year} telden we ook online bezoekers. Leeg haalt de toelichting weg. "
    "Wat er stond blijft bewaard. Noem geen personen.",
    "For example: in {year} we counted online visitors too. Empty takes the note away. "
    "What stood there is kept. Name no persons.",
)
NAME = Text("Wie schrijft dit?", "Who writes this?")
KEEP = Text("Leg de toelichting vast", "Record the note")
KEEPING = Text("Bezig met vastleggen", "Recording")
DONE = Text("De toelichting is vastgelegd.", "The note was recorded.")
ONE_REGION = Text(
    "Een toelichting hoort bij één werkplaats of bij alle samen. Haal de andere filters weg om ze te zien en te schrijven.",
    "A note belongs to one region or to all together. Remove the other filters to see and write them.",
)
ONLY_NOW = Text(
    "Een toelichting schrijven kan alleen bij de exacte cijfers van nu (weergave intern, zonder eerdere stand).",
    "A note can only be written at the exact figures of now (internal view, no earlier state).",
)
_PLACE = "note"


def readable(context: Context) -> tuple[Note, ...]:
    """Every note that may be read under the view's policy, as it was at the view's state."""
    view = context.view
    key = ("notes", context.version, view.policy, view.stand)
    return context.shelf.get(key, lambda: notes(opened().store, view.stand, view.policy))


def shown(context: Context) -> Remarks:
    """Those at the figures of the page, numbered; none where the view is about more than one werkplaats or a part."""
    whole, region = context.one_scope
    return year_remarks(readable(context) if whole else (), context.year, region, context.language)


def block(context: Context) -> None:
    """Closed at first: which figure, the note that is there, and a name."""
    year, scope = context.year, context.selection_words()
    title = context.say(TITLE, year=year, scope=scope)
    with st.expander(title, key="wsd_notes", icon=":material/edit_note:", on_change="rerun") as fold:
        if not fold.open:
            return
        whole, region = context.one_scope
        with acting().telling(context, _PLACE):
            if not whole:
                st.markdown(context.say(ONE_REGION))
            elif context.public or context.view.stand != NOW:
                st.caption(context.say(ONLY_NOW))
            else:
                _form(context, region)


def _form(context: Context, region: str | None) -> None:
    year = context.year
    every = [id_ for group in GROUPS for id_ in group.indicators if not context.indicator(id_).planned]
    indicator = st.selectbox(
        context.say(WHICH), every, key="wsd_note_figure", index=every.index("presentations"), width=420,
        format_func=lambda id_: capital(context.say(context.indicator(id_).label)),
    )  # fmt: skip
    there = next((note.text for note in readable(context) if note.about == (year, region, indicator)), "")
    form = f"wsd_note_{year}_{region}_{indicator}_{context.version}"
    with st.form(form, border=False):
        st.text_area(
            context.say(WORDS), there, max_chars=MOST_TEXT, height=100, help=context.say(HELP, year=year),
            key=f"{form}_text",
        )  # fmt: skip
        st.text_input(context.say(NAME), max_chars=MOST_NAME, width=420, key=f"{form}_name")
        st.form_submit_button(context.say(KEEP), on_click=_pressed, args=(acting(), form, year, region, indicator))


def _pressed(mine: Acting, form: str, year: int, region: str | None, indicator: str) -> None:
    """Record what stands in the form, once."""
    said = st.session_state
    mine.act(form, KEEPING, _annotate, mine, year, region, indicator, said[f"{form}_text"], said[f"{form}_name"])


def _annotate(mine: Acting, year: int, region: str | None, indicator: str, text: str, name: str) -> bool:
    """Whether the note was recorded; what to tell of it is remembered."""
    try:
        annotate(opened().store, year, region, indicator, text, name)
    except Problem as problem:
        mine.say(_PLACE, "problem", problem.message)
        return False
    mine.say(_PLACE, "done", DONE)
    return True
