""" "Wist je dat …": choose facts of the year, put them in order, change their words, and take them along."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from wsd_data.language import format_period
from wsd_data.model.periods import Period, parse_period
from wsd_data.model.text import Text
from wsd_data.reports.didyouknow import Edition, Fact, facts
from wsd_data.reports.tiles import WIST_JE_DAT, Tile, png_of, svg_of
from wsd_data.ui import texts
from wsd_data.ui.address import link_to, write_address
from wsd_data.ui.context import Context

TITLE = Text("Wist je dat?", "Did you know?")
ABOUT = Text(
    "Feiten voor een nieuwsbrief, uit de openbare cijfers. Alleen wat compleet is aangeleverd staat erbij.",
    "Facts for a newsletter, from the public figures. Only what was delivered completely is offered.",
)
MONTH = Text("Maand van de nieuwsbrief", "Month of the newsletter")
CHOOSE = Text("Kies feiten, in de volgorde waarin ze komen", "Choose facts, in the order in which they come")
NONE = Text(
    "Over dit jaar en deze selectie is nog geen feit compleet.",
    "Of this year and this selection no fact is complete yet.",
)
WORDS = Text("Zin {n}", "Sentence {n}")
COPY = Text("Tekst om te kopiëren", "Text to copy")
SVG, PNG = Text("Tegels als SVG", "Tiles as SVG"), Text("Tegels als PNG", "Tiles as PNG")
SOURCE = Text("WSD Monitor, {scope}. {state}", "WSD Monitor, {scope}. {state}")
AHEAD = 12
"""Months after the year that can be chosen too."""
DEFAULT_MONTH = 2
"""Newsletters come in winter and summer; February is the one that looks back on a year."""


def block(context: Context) -> None:
    """Closed at first: it asks for figures of many kinds."""
    with st.expander(
        context.say(TITLE), key="wsd_did_you_know", icon=":material/lightbulb:", on_change="rerun"
    ) as fold:
        if fold.open:
            _offered(context)


def _offered(context: Context) -> None:
    st.markdown(context.say(ABOUT))
    year = context.year
    months = [parse_period(f"{year + nth // 12}-{nth % 12 + 1:02d}") for nth in range(12 + AHEAD)]
    month = st.selectbox(
        context.say(MONTH), months, index=11 + DEFAULT_MONTH, key=f"wsd_fact_month_{year}", width=320,
        format_func=lambda one: format_period(one, context.language),
    )  # fmt: skip
    found = {fact.id: fact for fact in offered(context, month)}
    if not found:
        st.markdown(context.say(NONE))
        return
    chosen = st.multiselect(
        context.say(CHOOSE), list(found), key=f"wsd_facts_{year}_{month.text}", format_func=lambda id_: found[id_].clause,
        placeholder=context.say(texts.NOT_CHOSEN),
    )  # fmt: skip
    sentences = [
        (found[id_], st.text_input(context.say(WORDS, n=nth), found[id_].clause, max_chars=200,
                                   key=f"wsd_fact_{id_}_{month.text}_{context.language}_{context.version}"))
        for nth, id_ in enumerate(chosen, 1)
    ]  # fmt: skip
    if sentences:
        _taken_along(context, sentences)


def offered(context: Context, month: Period) -> Sequence[Fact]:
    """The facts of the page's year under the view's selection, always as the public may see them."""
    about = Edition(context.year, month, context.view.where, language=context.language)
    return context.shelf.get(
        ("facts", month, *context.key), lambda: tuple(facts(context.monitor, about, context.known_years[0]))
    )


def _taken_along(context: Context, sentences: Sequence[tuple[Fact, str]]) -> None:
    st.caption(context.say(COPY))
    st.code(text_of(context, sentences), language=None, wrap_lines=True)
    source = source_of(context)
    tiles = [Tile(fact.number, words, source) for fact, words in sentences]
    draw = partial(svg_of, tiles, context.selection_words(), context.language)
    with st.container(horizontal=True):
        for label, ending, mime, made in (
            (SVG, "svg", "image/svg+xml", lambda: draw().encode()),
            (PNG, "png", "image/png", lambda: png_of(draw())),
        ):
            st.download_button(
                context.say(label), made, context.file_stem("wist-je-dat") + f".{ending}", mime,
                key=f"facts_{ending}", on_click="ignore", icon=":material/download:",
            )  # fmt: skip


def text_of(context: Context, sentences: Sequence[tuple[Fact, str]]) -> str:
    """The block as text, with where it is from."""
    lines = [f"{context.say(WIST_JE_DAT)}", *(f"… {words.strip().rstrip('?')}?" for _, words in sentences)]
    return "\n".join([*lines, "", *source_of(context)])


def source_of(context: Context) -> tuple[str, str]:
    """Selection and state of the data in words, and the link that gives the figures again."""
    return context.say(SOURCE, scope=context.selection_words(), state=context.source()), stand_link(context)


def stand_link(context: Context) -> str:
    """The address, below that of the dashboard, that gives these figures again whatever comes later."""
    address = write_address(context.view) | {"policy": ["public"], "stand": [context.lasting_stand.text or ""]}
    return link_to("annual", address)
