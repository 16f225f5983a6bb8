"""What the values of a strange sheet mean that no list knows; what is chosen holds for every cell they stand in."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from wsd_data.delivery import Store
from wsd_data.intake.proposals import CONFIDENT, ValueProposal
from wsd_data.language import count_words
from wsd_data.model.sheets import SHEETS
from wsd_data.model.text import Text
from wsd_data.ui.context import Context
from wsd_data.ui.grid import markdown_safe, page_of
from wsd_data.ui.sheet_draft import SheetDraft
from wsd_data.ui.terms import STILL_CHOOSE, meanings

VALUES = Text("Waarden die niet in de lijst staan", "Values that are not in the list")
VALUES_INTRO = Text(
    "Kies wat een waarde betekent; dat geldt voor alle cellen waar zij staat. Zonder keuze blijft staan wat er stond.",
    "Choose what a value means; that holds for every cell it stands in. Without a choice it stays as it is.",
)
VALUE_IN = Text("{column}: “{value}” betekent", "{column}: “{value}” means")
ONE_CELL, MANY_CELLS = Text("cel", "cell"), Text("cellen", "cells")
LOOKS_LIKE = Text("{name} (lijkt erop)", "{name} (is like it)")
ONE_VALUE, MANY_VALUES = Text("waarde", "value"), Text("waarden", "values")
TAKE_ALL = Text("Neem de {count} meest zekere voorstellen over", "Take the {count} most certain proposals")
VALUES_HIDDEN = Text(
    "Niet getoond: {count}, omdat het een naam of adres van een persoon kan zijn. Zoek die op in het bestand zelf.",
    "Not shown: {count}, because it may be the name or address of a person. Look it up in the file itself.",
)


def show(context: Context, sheet: SheetDraft, store: Store, key: str) -> None:
    """The unknown values, a page at a time."""
    values, hidden = sheet.values(context.public)
    if not values and not hidden:
        return
    st.subheader(context.say(VALUES), anchor=False)
    if values:
        st.caption(context.say(VALUES_INTRO))
        _take_all(context, sheet, values, key)
        lines, words = page_of(context, len(values), f"{key}_values_page")
        if len(values) > lines.stop - lines.start:
            st.caption(words)
        for nth, value in list(enumerate(values))[lines]:
            _value(context, sheet, value, store, f"{key}_v_{nth}")
    if hidden:
        st.caption(context.say(VALUES_HIDDEN, count=count_words(hidden, ONE_VALUE, MANY_VALUES, context.language)))


def _take_all(context: Context, sheet: SheetDraft, values: Sequence[ValueProposal], key: str) -> None:
    sure = [
        (v.column, v.value, v.guesses[0].value)
        for v in values
        if v.guesses and v.guesses[0].confidence >= CONFIDENT and not sheet.meant(v)
    ]
    if len(sure) > 1:
        words = context.say(TAKE_ALL, count=context.number(len(sure)))
        st.button(words, key=f"{key}_take_all", on_click=_mean_all, args=(sheet, sure), icon=":material/done_all:")


def _mean_all(sheet: SheetDraft, sure: Sequence[tuple[str, str, str]]) -> None:
    for column, value, meant in sure:
        sheet.mean(column, value, meant)


def _value(context: Context, sheet: SheetDraft, value: ValueProposal, store: Store, place: str) -> None:
    """One unknown value: how often it stands there, and what it means."""
    column = SHEETS[sheet.kind or ""].by_id[value.column]
    names = dict(meanings(context, column, store.known))
    near = {guess.value: context.say(LOOKS_LIKE, name=names.get(guess.value, guess.shown)) for guess in value.guesses}
    meant = sheet.meant(value)
    options = {
        "": context.say(STILL_CHOOSE),
        **near,
        **{code: name for code, name in names.items() if code not in near},
    }
    options.setdefault(meant, meant)
    typed, pick = st.columns((1, 1), gap="small", vertical_alignment="center")
    count = count_words(value.count, ONE_CELL, MANY_CELLS, context.language)
    heading = context.say(column.heading)
    typed.markdown(f"{markdown_safe(heading)}: **{markdown_safe(value.value)}** ({count})")
    with pick:
        st.session_state[place] = meant
        st.selectbox(
            context.say(VALUE_IN, column=heading, value=value.value), list(options), key=place, format_func=lambda one: options.get(one, one),
            label_visibility="collapsed", on_change=_meant, args=(sheet, value.column, value.value, place),
        )  # fmt: skip


def _meant(sheet: SheetDraft, column: str, value: str, place: str) -> None:
    sheet.mean(column, value, str(st.session_state[place] or ""))
