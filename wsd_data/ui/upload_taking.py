"""Taking a delivery in: agreeing to what goes missing, the button, and what was taken in."""

from __future__ import annotations

import streamlit as st

from wsd_data.delivery import Store
from wsd_data.language import count_words
from wsd_data.model.text import Text
from wsd_data.ui.acting import Acting, acting
from wsd_data.ui.context import Context
from wsd_data.ui.deliverer import deliverer_name
from wsd_data.ui.ended import ended_html
from wsd_data.ui.grid import markdown_safe
from wsd_data.ui.submission import Submission

ONE_ROW, MANY_ROWS = Text("rij", "row"), Text("rijen", "rows")
ONE_REFUSED, MANY_REFUSED = Text("geweigerde rij", "refused row"), Text("geweigerde rijen", "refused rows")
WITHOUT = Text(
    "Ga door zonder de {count}; de levering heet dan onvolledig.",
    "Go on without the {count}; the delivery is then marked incomplete.",
)
LET_END = Text("Ik heb de lijst gezien: {count} vervallen.", "I have seen the list: {count} end.")
LET_END_ONE = Text("Ik heb de lijst gezien: {count} vervalt.", "I have seen the list: {count} ends.")
TAKE = Text("Inlezen", "Take in")
TAKING = Text("Bezig met inlezen", "Taking in")
DONE = Text(
    "Levering {id} is ingelezen ({file}, {deliverer}): {new} nieuw, {changed} gewijzigd, {unchanged} gelijk, {ended} vervallen, {refused} geweigerd.",
    "Delivery {id} was taken in ({file}, {deliverer}): {new} new, {changed} changed, {unchanged} unchanged, {ended} ended, {refused} refused.",
)
_LET_END, _WITHOUT = "wsd_let_end_{}", "wsd_without_{}"
"""Keys of what is agreed to, with the attempt."""
TO_DELIVERIES = Text("Bekijk de leveringen", "See the deliveries")


def show(context: Context, mine: Submission, store: Store) -> None:
    """What must be agreed to first, and the button."""
    _agree(context, mine)
    st.button(
        context.say(TAKE), type="primary", disabled=not _agreed(mine), key=f"wsd_take_{mine.attempt}",
        icon=":material/login:", on_click=_pressed, args=(acting(), mine, mine.attempt, store),
    )  # fmt: skip


def _pressed(turn: Acting, mine: Submission, attempt: int, store: Store) -> None:
    """Take in what was seen, once, and only if what goes missing is still agreed to."""
    if _agreed(mine):
        turn.act(f"take {attempt}", TAKING, _take, mine, attempt, store)


def _take(mine: Submission, attempt: int, store: Store) -> bool:
    """Whether it was taken in; not where by now something else is to be seen."""
    return mine.attempt == attempt and mine.take(store, accept_refused=mine.refused > 0, confirmed=mine.ended > 0)


def _agreed(mine: Submission) -> bool:
    """Whether somebody said yes to everything that goes missing."""
    asked = ((mine.ended, _LET_END), (mine.refused, _WITHOUT))
    return all(st.session_state.get(key.format(mine.attempt), False) for count, key in asked if count)


def _agree(context: Context, mine: Submission) -> None:
    """Ask separately for what goes missing; nothing is asked when nothing does."""
    if mine.ended:
        count = count_words(mine.ended, ONE_ROW, MANY_ROWS, context.language)
        st.html(ended_html(context, [row for one in mine.seen or () for row in one.ended_rows]))
        words = context.say(LET_END_ONE if mine.ended == 1 else LET_END, count=count)
        st.checkbox(words, key=_LET_END.format(mine.attempt))
    if mine.refused:
        count = count_words(mine.refused, ONE_REFUSED, MANY_REFUSED, context.language)
        st.checkbox(context.say(WITHOUT, count=count), key=_WITHOUT.format(mine.attempt))


def done(context: Context, mine: Submission) -> None:
    """What was taken in last; a file that was there already is not."""
    for one in mine.done:
        if one.duplicate:
            continue
        words = {n: context.number(getattr(one, n)) for n in ("new", "changed", "unchanged", "ended", "refused")}
        names = {"file": markdown_safe(one.file), "deliverer": markdown_safe(deliverer_name(context, one.deliverer))}
        st.success(context.say(DONE, id=one.id, **names, **words), icon=":material/check_circle:")
    if mine.done:
        st.page_link("pages/deliveries.py", label=context.say(TO_DELIVERIES), icon=":material/list:")
