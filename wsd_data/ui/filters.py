"""The widgets that narrow a view: period, regions, themes and more, language and "as public".

The view lives under one key of the session and in the address; widgets only show it and change it. Widget
keys die when a page is left, so each run sets them anew from the view.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from wsd_data.language import format_period
from wsd_data.model.clock import today
from wsd_data.model.dimensions import DIMENSIONS
from wsd_data.model.periods import PeriodError, parse_period, years
from wsd_data.model.text import LANGUAGES, Language, Text
from wsd_data.store.fold import NOW, AsOf
from wsd_data.ui import texts
from wsd_data.ui.address import (
    FILTERS,
    MAIN_FILTERS,
    MORE_FILTERS,
    OWN,
    UNKNOWN_PERIOD,
    UNKNOWN_STAND,
    View,
    page_address,
    read_address,
    read_stand,
)
from wsd_data.ui.state import Known, opened
from wsd_data.ui.wording import capital

_VIEW, _ADDRESS, _REPLACED = "wsd_view", "wsd_address", "wsd_replaced"
"""The keys of the session: the view, the address it was read from or written to, and addresses that this one replaced."""
_REMEMBERED = 8
"""How many replaced addresses: more clicks than that are not done before the browser hears of one."""
_Address = dict[str, list[str]]
_NEWEST_PARTS = 2
"""For how many of the latest years the halves are offered."""


def asked_stand(last: int, today: date) -> AsOf:
    """The state of knowledge that this run asks for, before the rest of its view is read with the names of that state."""
    view: View | None = st.session_state.get(_VIEW)
    if view is not None and not _new_address(view):
        return view.stand
    texts_given = st.query_params.get_all("stand")
    return read_stand(texts_given[-1], last, today) or NOW if texts_given else NOW


def _given() -> _Address:
    """The address as the browser sent it, or as this run wrote it."""
    return {name: st.query_params.get_all(name) for name in st.query_params}


def _new_address(view: View | None) -> _Address | None:
    """The address, where it is another one than the view was read from or written to."""
    given = _given()
    if view is None:
        return given
    return given if given and given != st.session_state.get(_ADDRESS) and not _late(given) else None


def _late(given: _Address) -> bool:
    """Whether the browser sent this address before it heard by which one we replaced it.

    Who clicks twice in quick succession would otherwise lose what the first click changed. Going back in the
    history of the browser gives an address of before too, and says so.
    """
    run = get_script_run_ctx()
    return given in st.session_state.get(_REPLACED, ()) and not (run is not None and run.is_history_navigation)


def current_view(known: Known, default: View, page: str, today: date) -> View:
    """The view of this run: from the address where that is new, else from the session.

    An address in which something was not understood stays as it is until a filter is changed, so that the
    message stays too.
    """
    view: View | None = st.session_state.get(_VIEW)
    address = _new_address(view)
    if view is None or address is not None:
        address = address or {}
        view = read_address(
            address, {d: tuple(known.labels[d]) for d in FILTERS}, default, page, last=known.version, today=today
        )
        st.session_state[_VIEW] = view
        st.session_state[_ADDRESS], st.session_state[_REPLACED] = address, []
    if any(name not in OWN.get(page, ()) for name, _ in view.own):
        st.session_state[_VIEW] = view = replace(view, own=())  # chosen on another page
    if not view.remarks and _given() != page_address(view):
        _mirror(view)
    return view


def spoken() -> Language:
    """The language of this visitor before the page itself has run: of the view, else of the address, else Dutch."""
    view: View | None = st.session_state.get(_VIEW)
    asked = (_new_address(view) or {}).get("lang", [""])[-1]
    if asked in LANGUAGES:
        return "en" if asked == "en" else "nl"
    return view.language if view else "nl"


def _mirror(view: View) -> None:
    """Write the view in the address, and remember what the browser may still send instead."""
    given, written = _given(), st.session_state.get(_ADDRESS)
    before = [] if given == written else [*st.session_state.get(_REPLACED, ()), written]
    st.session_state[_REPLACED] = [*before, given][-_REMEMBERED:]
    address = page_address(view)
    st.query_params.from_dict(address)
    st.session_state[_ADDRESS] = address


def _change(name: str) -> None:
    """A widget was changed: take its value over into the view and forget what was not understood."""
    _take(name, st.session_state[f"wsd_{name}"])


def choose(dimension: str, code: str) -> None:
    """A mark was clicked: show only that part, or everything again when it was the only one chosen.

    dimension: one of the filters, or `period` with a period as code.
    """
    view: View = st.session_state[_VIEW]
    if dimension == "period":
        _take("period", code)
    else:
        _take(dimension, () if view.codes(dimension) == (code,) else (code,))


def only(dimension: str, code: str) -> None:
    """A chooser of one part was used: show only that part; everything for an empty code."""
    _take(dimension, (code,) if code else ())


def choose_own(name: str, key: str) -> None:
    """The widget under this key was used: take its value over as what is chosen on this page only."""
    view: View = st.session_state[_VIEW]
    _keep(replace(view, own=tuple((dict(view.own) | {name: st.session_state[key]}).items())))


def ask(name: str, value: str, *keeping: str) -> None:
    """Ask this page for something under a name of its own, with "" for nothing; of what else was asked `keeping` stays."""
    view: View = st.session_state[_VIEW]
    kept = tuple(pair for pair in view.own if pair[0] in keeping)
    _keep(replace(view, own=(*kept, (name, value)) if value else kept))


def _take(name: str, value: Any) -> None:
    view: View = st.session_state[_VIEW]
    remarks: tuple[Text, ...] = ()
    match name:
        case "lang":
            view = replace(view, language=value or view.language)
        case "policy":
            view = replace(view, policy="public" if value else "internal")
        case "period":
            try:
                own = tuple(pair for pair in view.own if pair[0] != "years")
                view = replace(view, period=parse_period(value or ""), own=own)
            except PeriodError:
                remarks = (UNKNOWN_PERIOD.format(code=value),)
        case "stand":
            stand = read_stand(value.strip(), *_stands()) if value.strip() else NOW
            view = replace(view, stand=stand or NOW)
            remarks = () if stand else (UNKNOWN_STAND.format(code=value, last=_stands()[0]),)
        case _:
            where = dict(view.where) | {name: tuple(value)}
            view = replace(view, where=tuple((d, where[d]) for d in FILTERS if where.get(d)))
    _keep(view, remarks)


def _keep(view: View, remarks: tuple[Text, ...] = ()) -> None:
    """Keep a changed view, and write it in the address unless something in it was not understood."""
    view = replace(view, remarks=remarks, refused=bool(remarks))
    st.session_state[_VIEW] = view
    if remarks:
        st.session_state[_ADDRESS] = _given()
    else:
        _mirror(view)


def language_switch(view: View) -> None:
    """The other language, at the top of every page, in its own name."""
    other: Language = "en" if view.language == "nl" else "nl"
    st.button(
        texts.LANGUAGE_NAMES[other],
        key="wsd_lang",
        type="tertiary",
        icon=":material/translate:",
        on_click=_take,
        args=("lang", other),
    )


def filter_bar(view: View, known: Known) -> None:
    """Period and the main filters beside each other, the others behind "more", and the switch "as public"."""
    with st.grid(1 + len(MAIN_FILTERS), min_column_width=220, gap="small", vertical_alignment="bottom"):
        _period(view, known)
        for dimension in MAIN_FILTERS:
            _codes(view, dimension, known.labels[dimension])
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        _more(view, known)
        st.session_state["wsd_policy"] = view.policy == "public"
        st.toggle(
            view.say(texts.AS_PUBLIC),
            key="wsd_policy",
            help=view.say(texts.AS_PUBLIC_HELP),
            on_change=_change,
            args=("policy",),
        )


def _stands() -> tuple[int, date]:
    """The last entry and the last day of which a state can be asked."""
    return opened().known().version, today()


def back_to_now(view: View) -> None:
    """The way back from a state of the past."""
    st.button(
        view.say(texts.TO_NOW),
        key="wsd_now",
        type="tertiary",
        icon=":material/update:",
        on_click=_take,
        args=("stand", ""),
    )


def _stand(view: View) -> None:
    st.session_state["wsd_stand"] = view.stand.text or ""
    st.text_input(
        view.say(texts.STAND),
        key="wsd_stand",
        help=view.say(texts.STAND_HELP),
        placeholder=view.say(texts.STAND_NOW),
        on_change=_change,
        args=("stand",),
    )


def _more(view: View, known: Known) -> None:
    """The filters that are seldom needed; drawn when opened, because some of their lists are long."""
    chosen = sum(bool(view.codes(d)) for d in MORE_FILTERS) + (view.stand != NOW)
    label = view.say(texts.MORE_CHOSEN.format(count=chosen) if chosen else texts.MORE)
    more = st.popover(label, icon=":material/tune:", key="wsd_more", on_change="rerun")
    if more.open:
        with more:
            for dimension in MORE_FILTERS:
                _codes(view, dimension, known.labels[dimension])
            _stand(view)


def _period(view: View, known: Known) -> None:
    offered = [str(year) for year in reversed(known.years)]
    if len(known.years) > 1:
        offered.insert(0, years(known.years[0], known.years[-1]).text)
    for year in reversed(known.years[-_NEWEST_PARTS:]):
        offered += [f"{year}-H2", f"{year}-H1"]
    if view.period.text not in offered:
        offered.insert(0, view.period.text)
    st.session_state["wsd_period"] = view.period.text
    st.selectbox(
        view.say(texts.PERIOD),
        offered,
        format_func=lambda text: _period_name(text, view.language),
        key="wsd_period",
        help=view.say(texts.PERIOD_HELP),
        on_change=_change,
        args=("period",),
        accept_new_options=True,
    )


def _period_name(text: str, language: Language) -> str:
    try:
        return format_period(parse_period(text), language)
    except PeriodError:
        return text


def _codes(view: View, dimension: str, labels: Mapping[str, Text]) -> None:
    st.session_state[f"wsd_{dimension}"] = list(view.codes(dimension))
    st.multiselect(
        capital(view.say(DIMENSIONS[dimension].plural)),
        list(labels),
        format_func=lambda code: view.say(labels[code]),
        key=f"wsd_{dimension}",
        placeholder=capital(view.say(texts.ALL.get(dimension, texts.ANY))),
        on_change=_change,
        args=(dimension,),
        select_all=False,
    )
