"""The frame of every page: opens the data, reads the view, writes heading and filters.

A page calls `begin` first, and gets back the one view all its blocks ask their figures of. When there is
nothing to show, `begin` says why and what to do, and the run of the page ends there.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import NoReturn

import streamlit as st

from wsd_data.model.clock import today
from wsd_data.model.periods import years
from wsd_data.model.problems import Problem
from wsd_data.model.text import Text
from wsd_data.store.fold import NOW, AsOf
from wsd_data.ui import texts
from wsd_data.ui.acting import acting
from wsd_data.ui.address import View
from wsd_data.ui.content import page_title
from wsd_data.ui.context import Context
from wsd_data.ui.filters import asked_stand, back_to_now, current_view, filter_bar, language_switch, spoken
from wsd_data.ui.state import Known, data_folder, default_year, opened, settle
from wsd_data.ui.wording import inline

_ICON = "📊"


def begin(page: str) -> Context:
    """Set the frame of the page with this address. Stops the run where no figures can or may be shown."""
    name = texts.PAGES[page]
    settle()
    acting().wait(spoken())
    try:
        state = opened()
        stand = NOW if page in texts.WITHOUT_FIGURES else asked_stand(state.known().version, today())
        known = state.known(stand)
        now = then(stand, known, today())
        view = current_view(known, View(years(*[default_year(known.years, now)] * 2)), page, today())
    except Problem as problem:
        _problem(name, problem.message)
    view = view if view.stand == stand else replace(view, stand=stand)
    st.set_page_config(f"{view.say(name)} · {view.say(texts.APP)}", _ICON, layout="wide")
    monitor, shelf = (
        (state.monitor, state.shelf) if stand == NOW else (state.monitor.at(stand), state.shelf.beside(stand))
    )
    context = Context(view, known.version, known.years, known.labels, monitor, shelf, now, known.demo, known.entry)
    _heading(context)
    if page in texts.WITHOUT_FIGURES:
        st.title(view.say(name), anchor=False)
        return context
    if view.stand != NOW:
        _then(context)
    if not known.years:
        _nothing_yet(context)
    st.title(view.say(name) if view.own and page == "passport" else inline(page_title(context, name)), anchor=False)
    filter_bar(view, known)
    _remarks(view)
    if view.refused:
        st.stop()
    return context


def _heading(context: Context) -> None:
    view = context.view
    st.html(
        f"<script>document.documentElement.lang = '{view.language}'</script>",
        unsafe_allow_javascript=True,
        width="content",
    )
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.markdown(f"**{view.say(texts.APP)}**", width="content")
        language_switch(view)
    if context.demo:
        st.warning(view.say(texts.DEMO), icon=":material/science:")


def then(stand: AsOf, known: Known, today: date) -> date:
    """The day it was when this was known: what was not over by then is not over."""
    return today if stand == NOW else min(stand.day or known.received or today, today)


def _then(context: Context) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="wsd_then"):
        st.info(context.say(texts.THEN, moment=context.moment()), icon=":material/history:")
        back_to_now(context.view)


def _nothing_yet(context: Context) -> NoReturn:
    if context.view.stand != NOW:
        st.title(context.say(texts.NOTHING_THEN), anchor=False)
        st.stop()
    st.title(context.say(texts.EMPTY_TITLE), anchor=False)
    st.markdown(context.say(texts.EMPTY, folder=data_folder()))
    st.stop()


def _remarks(view: View) -> None:
    if view.remarks:
        body = "\n".join(f"- {inline(view.say(remark))}" for remark in view.remarks)
        st.error(body, title=view.say(texts.REMARKS_TITLE), icon=":material/link_off:")


def _problem(name: Text, message: Text) -> NoReturn:
    """Say in both languages why there is nothing to show; which language the visitor reads is not known yet."""
    st.set_page_config(f"{name.nl} · {texts.APP.nl}", _ICON, layout="wide")
    st.title(texts.PROBLEM_TITLE.nl, anchor=False)
    st.error(message.nl, icon=":material/error:")
    st.title(texts.PROBLEM_TITLE.en, anchor=False)
    st.error(message.en, icon=":material/error:")
    st.stop()
