"""What hangs on one delivery: its rows, what it did to the figures, and the file itself where it was kept."""

from __future__ import annotations

from functools import partial

import streamlit as st

from wsd_data.delivery import Details, Store, accepted_rows, brought_about
from wsd_data.model.sheets import SHEETS
from wsd_data.model.text import Text
from wsd_data.store.archive import kept_upload
from wsd_data.ui.context import Context
from wsd_data.ui.effects import effects_html
from wsd_data.ui.grid import grid_html, page_of

ROWS_OPEN = Text("Bekijk de rijen", "See the rows")
WHICH = Text("Welk blad?", "Which sheet?")
ROWS_OF = Text("{sheet}: rij {words}", "{sheet}: row {words}")
ROW, WHAT, NOW = Text("Rij", "Row"), Text("Wat er staat", "What it says"), Text("Nu", "Now")
IN_FORCE = Text("telt mee", "in force")
REPLACED = Text("vervangen door levering {entry}", "replaced by delivery {entry}")
ENDED = Text("vervallen", "ended")
NO_ROWS = Text("Er zijn geen rijen van dit blad ingelezen.", "No rows of this sheet were taken in.")
REFUSED_WHERE = Text(
    "Geweigerd: {refused}, overgeslagen: {skipped}. Welke rijen geweigerd zijn en waarom staat bij de opmerkingen.",
    "Refused: {refused}, skipped: {skipped}. Which rows were refused and why stands with the remarks.",
)
NOT_PUBLIC = Text(
    "Rijen over mensen zijn beschermd en staan hier niet, omdat de weergave op “zoals openbaar” staat.",
    "Rows about people are protected and are not listed here, because the display is set to “as public”.",
)
EFFECT_OPEN = Text("Bekijk wat deze levering met de cijfers deed", "See what this delivery did to the figures")
EFFECT = Text("Cijfers vlak voor en vlak na deze levering", "Figures just before and just after this delivery")
WORKING = Text("De cijfers van toen worden uitgerekend…", "Working out the figures of then…")
FILE = Text("Download het bestand zoals het is aangeleverd", "Download the file as it was delivered")
NO_FILE = Text(
    "Het bestand zelf is niet bewaard, omdat het persoonsgegevens kan bevatten. De goede rijen zijn wel bewaard.",
    "The file itself was not kept, because it may hold personal data. The accepted rows were kept.",
)
FILE_INTERNAL = Text(
    "Het bestand zelf is niet openbaar; zet “zoals openbaar” uit als je het mag zien.",
    "The file itself is not public; switch “as public” off if you may see it.",
)


def show(context: Context, store: Store, full: Details) -> None:
    """The file, the rows and the effect; rows and effect are worked out when they are opened."""
    number = full.entry.id
    _file(context, store, full)
    rows = st.expander(context.say(ROWS_OPEN), key=f"wsd_rows_open_{number}", on_change="rerun", icon=":material/table_rows:")  # fmt: skip
    if rows.open and full.sheets:
        with rows:
            _rows(context, store, full)
    effect = st.expander(context.say(EFFECT_OPEN), key=f"wsd_effect_open_{number}", on_change="rerun", icon=":material/difference:")  # fmt: skip
    if effect.open:
        with effect:
            _effect(context, store, number)


def _file(context: Context, store: Store, full: Details) -> None:
    if context.public:
        st.caption(context.say(FILE_INTERNAL))
        return
    kept = kept_upload(store.folder, full.entry.id)
    if kept is None:
        st.caption(context.say(NO_FILE))
        return
    st.download_button(
        context.say(FILE), data=kept.read_bytes, file_name=full.entry.file or kept.name, on_click="ignore",
        key=f"wsd_file_{full.entry.id}", icon=":material/download:",
    )  # fmt: skip


def _rows(context: Context, store: Store, full: Details) -> None:
    number = full.entry.id
    kinds = list(dict.fromkeys(s.sheet for s in full.sheets))
    chosen = kinds[0]
    if len(kinds) > 1:
        chosen = st.selectbox(
            context.say(WHICH), kinds, key=f"wsd_rows_{number}", width=320, format_func=lambda s: context.say(SHEETS[s].name)
        )  # fmt: skip
    mine = [s for s in full.sheets if s.sheet == chosen]
    accepted = sum(s.accepted for s in mine)
    st.caption(context.say(REFUSED_WHERE, refused=sum(s.refused for s in mine), skipped=sum(s.skipped for s in mine)))
    if SHEETS[chosen].about_people and context.public:
        st.info(context.say(NOT_PUBLIC), icon=":material/visibility_off:")
        return
    if not accepted:
        st.markdown(context.say(NO_ROWS))
        return
    lines, words = page_of(context, accepted, f"wsd_rows_page_{number}_{chosen}")
    rows = accepted_rows(store, number, chosen, lines.start, lines.stop - lines.start)
    caption = context.say(ROWS_OF, sheet=SHEETS[chosen].name, words=words)
    cells = [(str(one.row_number), one.words, _now(context, one.in_force, number)) for one in rows]
    st.html(grid_html(caption, [context.say(t) for t in (ROW, WHAT, NOW)], cells, right=(0,), wide={1: 16, 2: 8}))


def _now(context: Context, entry: int | None, number: int) -> str:
    if entry is None:
        return context.say(ENDED)
    return context.say(IN_FORCE) if entry == number else context.say(REPLACED, entry=entry)


def _effect(context: Context, store: Store, number: int) -> None:
    make = partial(brought_about, store, number, context.view.policy)
    with st.spinner(context.say(WORKING)):
        found = context.shelf.get(("brought about", number, context.view.policy), make)
    st.html(effects_html(context, found, EFFECT))
