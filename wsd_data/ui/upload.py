"""Delivering on the screen: choose files, look what is in them and what they would do, agree, and take them in.

Nothing goes into the data before the last button; what goes in is what was shown.
"""

from __future__ import annotations

import streamlit as st

from wsd_data.model.text import Text
from wsd_data.ui import mapping, upload_checked, upload_choice, upload_effect, upload_files, upload_taking
from wsd_data.ui.context import Context
from wsd_data.ui.grid import markdown_safe
from wsd_data.ui.state import opened
from wsd_data.ui.submission import Submission
from wsd_data.ui.templates import empty_workbook

_SESSION = "wsd_upload"

INTRO = Text(
    "Kies een of meer bestanden en laat ze nakijken. Daarna staat hier wat er gebeurt. Er verandert pas iets na “Inlezen”.",
    "Choose one or more files and have them checked. Then it says here what will happen. Nothing changes before “Take in”.",
)


def form(context: Context) -> None:
    """The whole page: what was done last, and the step that the delivery has come to."""
    store = opened().store
    mine: Submission = st.session_state.setdefault(_SESSION, Submission())
    upload_taking.done(context, mine)
    st.markdown(context.say(INTRO))
    if not mine.reads:
        upload_files.choose(context, mine, store)
        empty_workbook(context, store)
        _problem(context, mine)
        return
    upload_files.named(context, mine)
    if mine.asking is not None:
        mapping.step(context, mine, mine.asking, store)
        _problem(context, mine)
        return
    upload_files.how_read(context, mine, store)
    upload_choice.show(context, mine)
    upload_effect.renew(context, mine, store)
    _problem(context, mine)
    figures = upload_effect.show(context, mine)
    if figures is not None:
        upload_taking.show(context, mine, store)
    upload_checked.show(context, mine, store)
    if figures is not None:
        # Last, because counting a large file takes seconds: all else can be read meanwhile.
        upload_effect.show_figures(context, mine, store, figures)


def _problem(context: Context, mine: Submission) -> None:
    if mine.problem is not None:
        st.error(markdown_safe(context.say(mine.problem)), icon=":material/error:")
