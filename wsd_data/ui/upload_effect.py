"""What taking a delivery in would do: to the rows, and to the figures."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from wsd_data.delivery import Loaded, Store
from wsd_data.model.text import Text
from wsd_data.ui.changes import changes_html
from wsd_data.ui.context import Context
from wsd_data.ui.deliverer import deliverer_name
from wsd_data.ui.effects import effects_html
from wsd_data.ui.grid import grid_html, markdown_safe
from wsd_data.ui.submission import Submission
from wsd_data.ui.wording import capital

LOOKING = Text("Bekijken wat er verandert", "Seeing what changes")
COUNTING = Text("Bekijken wat dit doet met de cijfers", "Seeing what this does to the figures")
EFFECT = Text("Wat er gebeurt bij inlezen", "What will happen")
FILE = Text("Bestand", "File")
FROM = Text("Aanleveraar", "Deliverer")
NEW = Text("Nieuw", "New")
CHANGED = Text("Gewijzigd", "Changed")
UNCHANGED = Text("Gelijk", "Unchanged")
ENDED = Text("Vervalt", "Ends")
REFUSED = Text("Geweigerd", "Refused")
EFFECT_CAPTION = Text("Aantal rijen per bestand", "Number of rows per file")
CHANGES_SHOW = Text("Bekijk wat er in de gewijzigde rijen verandert", "See what changes in the changed rows")
DUPLICATE = Text(
    "{file} is al ingelezen als levering {id}. Dit bestand verandert niets.",
    "{file} was taken in already as delivery {id}. This file changes nothing.",
)
SAME = Text(
    "Alle rijen zijn al bekend. Inlezen legt alleen vast dat ze opnieuw zijn aangeleverd.",
    "All rows are known already. Taking in only records that they were delivered again.",
)
NO_ROWS = Text(
    "Er is geen rij die meegaat; het bestand zegt alleen dat er niets te melden is.",
    "There is no row to take; the file only says that there is nothing to report.",
)
RENEWED = Text(
    "Intussen is er iets anders ingelezen. Er is nog niets veranderd; hieronder staat wat er nu gebeurt.",
    "Meanwhile something else was taken in. Nothing was changed yet; below is what will happen now.",
)


def renew(context: Context, mine: Submission, store: Store) -> None:
    """Work it out again where the choice or the data changed since."""
    if mine.choice == mine.seen_for and mine.version == context.version:
        return
    moved = mine.choice == mine.seen_for
    with st.spinner(context.say(LOOKING)):
        mine.look(store)
    mine.renewed = moved


def show(context: Context, mine: Submission) -> DeltaGenerator | None:
    """The effect on the rows; the place for the figures that change, None where nothing can be taken in."""
    if mine.seen is None:
        return None
    seen = mine.seen
    st.header(context.say(EFFECT), anchor=False)
    if mine.renewed:
        st.warning(context.say(RENEWED), icon=":material/sync:")
    for one in seen:
        if one.duplicate:
            st.info(context.say(DUPLICATE, file=markdown_safe(one.file), id=one.id), icon=":material/content_copy:")
    if not mine.something:
        return None
    st.html(_effect_html(context, seen))
    if not any(one.new or one.changed or one.ended for one in seen) and not mine.refused:
        st.caption(context.say(SAME if any(one.unchanged for one in seen) else NO_ROWS))
    _changed(context, seen)
    return st.container()


def show_figures(context: Context, mine: Submission, store: Store, place: DeltaGenerator) -> None:
    """The figures that change, in their place."""
    with place, st.spinner(context.say(COUNTING)):
        st.html(effects_html(context, mine.effects(store, context.monitor, context.view.policy)))


def _effect_html(context: Context, seen: tuple[Loaded, ...]) -> str:
    rows = [
        (
            one.file, capital(deliverer_name(context, one.deliverer)),
            *(context.number(n) for n in (one.new, one.changed, one.unchanged, one.ended, one.refused)),
        )
        for one in seen
        if not one.duplicate
    ]  # fmt: skip
    headings = [context.say(t) for t in (FILE, FROM, NEW, CHANGED, UNCHANGED, ENDED, REFUSED)]
    return grid_html(context.say(EFFECT_CAPTION), headings, rows, right=range(2, 7))


def _changed(context: Context, seen: tuple[Loaded, ...]) -> None:
    """What is in the changed rows, on request: often there are many."""
    count = sum(one.changed for one in seen)
    if not count:
        return
    fold = st.expander(context.say(CHANGES_SHOW), key="wsd_changes_open", on_change="rerun", icon=":material/edit:")
    if fold.open:
        with fold:
            st.html(changes_html(context, [row for one in seen for row in one.changed_rows], count))
