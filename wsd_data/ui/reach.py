"""The page of reach and participation: two blocks that are never added, and why.

Participation counts people who took part; reach counts people addressed through a channel.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from wsd_data.model.text import Text
from wsd_data.ui import blocks, content
from wsd_data.ui.content import Block
from wsd_data.ui.context import Context
from wsd_data.ui.wording import NO_NUMBER

NEVER_ADDED = Text(
    "Deelname en bereik worden nooit opgeteld: wie meedoet is erbij geweest, wie bereikt wordt heeft alleen iets kunnen "
    "zien, horen of lezen, en dezelfde mensen kunnen in allebei voorkomen.",
    "Participation and reach are never added: who takes part was there, who is reached could only see, hear or read "
    "something, and the same people may be in both.",
)
PARTICIPATION = Text("Deelname: wie deden er mee", "Participation: who took part")
REACH = Text("Bereik: wie konden het zien, horen of lezen", "Reach: who could see, hear or read it")
STATE = Text(
    "Volgers en lezers zijn een stand op de laatste peildatum in {period}; standen van verschillende data en kanalen "
    "zeggen niet hoeveel verschillende mensen het zijn.",
    "Followers and readers are a state at the last reference date in {period}; states of different dates and channels "
    "do not say how many different people these are.",
)
STUDENTS = Text(
    "Betrokken studenten zijn een stand op de laatste peildatum in {period}, en staan los van de deelnames.",
    "Students involved are a state at the last reference date in {period}, apart from the attendances.",
)
PLACES = Text(
    "Gemeenten in {period}: {participating}; {reached}. Een gemeente die lid is of meedoet, hoeft niet bereikt te zijn "
    "met een bijeenkomst, en andersom; ook deze twee worden niet opgeteld.",
    "Municipalities in {period}: {participating}; {reached}. A municipality that is a member or takes part need not "
    "have been reached by a meeting, nor the other way round; these two are not added either.",
)
PARTICIPATING = (
    Text("{words} doen mee als lid, als partner of volgens de lijst van de werkplaats", "{words} take part as member, as partner or by the list of the werkplaats"),
    Text("deelnemende gemeenten {words}", "municipalities participating {words}"),
)  # fmt: skip
REACHED = (
    Text("{words} zijn bereikt met presentaties, activiteiten of casussen", "{words} were reached by presentations, activities or casuses"),
    Text("bereikte gemeenten {words}", "municipalities reached {words}"),
)  # fmt: skip
"""With a number, and with a kind of nothing."""

TAKING_PART = ("attendances", "unique_participants", "activities", "activity_hours", "students")
REACHED_BY = ("audience", "followers", "newsletter_readers", "foreign_visits")
STATES = ("followers", "newsletter_readers")
MOST_DRAWN = 15


def participation(context: Context) -> None:
    """People who took part: how many, in which roles, from which organisations and municipalities."""
    st.markdown(context.say(NEVER_ADDED))
    blocks.key_figures(context, TAKING_PART, PARTICIPATION)
    st.caption(context.say(STUDENTS, period=context.period_words()))
    _trend(context, ("attendances",))
    for pair in (("role", "organisation_type"), ("type", "municipality")):
        for place, dimension in zip(st.columns(2, gap="large"), pair, strict=True):
            with place:
                blocks.parts(context, "attendances", dimension, MOST_DRAWN)
    st.markdown(context.shelf.get(("reach places", *context.key), lambda: places(context)))


def reach(context: Context) -> None:
    """People addressed without taking part: listeners, followers and readers, and visits from abroad."""
    blocks.key_figures(context, REACHED_BY, REACH)
    st.caption(state(context))
    left, right = st.columns(2, gap="large")
    with left:
        _trend(context, ("audience",))
    with right:
        _trend(context, STATES)
    left, right = st.columns(2, gap="large")
    for place, indicator in zip((left, right), STATES, strict=True):
        with place:
            blocks.show(context, stock(context, indicator))
    _trend(context, ("foreign_visits",))


def state(context: Context) -> str:
    """At which date the stocks of this view stand."""
    return context.say(STATE, period=context.period_words())


def places(context: Context) -> str:
    """Municipalities that take part beside those that were reached, in one sentence."""
    told = {}
    for name, id_, (number, nothing) in (
        ("participating", "municipalities_participating", PARTICIPATING),
        ("reached", "municipalities_reached", REACHED),
    ):
        indicator = context.indicator(id_)
        figure = context.shown(id_, context.view.period).figure
        told[name] = context.say(
            nothing if figure.status in NO_NUMBER else number, words=context.words(indicator, figure)
        )
    return context.say(PLACES, period=context.period_words(), **told).replace("..", ".")


def _trend(context: Context, indicators: Sequence[str]) -> None:
    """A trend with a name of its own, as there are several on this page."""
    blocks.trend(context, indicators, "-".join(("trend", *indicators)))


def stock(context: Context, indicator: str) -> Block:
    """A stock per channel, with the date it stands for."""
    block = content.parts(context, indicator, "channel")
    return replace(block, notes=(state(context), *block.notes))
