"""Targets as a table: planned, expected by now, counted, the difference in words, and what the deliverer explained."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from wsd_data.figures import Value
from wsd_data.figures.targets import Compared
from wsd_data.language import figure_words, format_period
from wsd_data.model.dimensions import DIMENSIONS
from wsd_data.model.text import Text
from wsd_data.ui import blocks, texts
from wsd_data.ui.context import Context
from wsd_data.ui.grid import grid_html, page_of, stated_csv
from wsd_data.ui.wording import amount, capital, figure_text, inline

AIM, PERIOD = Text("Doel", "Target"), Text("Periode", "Period")
PLANNED, EXPECTED = Text("Gepland", "Planned"), Text("Nu verwacht", "Expected by now")
COUNTED, DIFFERENCE = Text("Geteld", "Counted"), Text("Verschil", "Difference")
STATE, EXPLAINED = Text("Stand", "State"), Text("Toelichting", "Explanation")
HEADINGS = (AIM, PERIOD, PLANNED, EXPECTED, COUNTED, DIFFERENCE, STATE, EXPLAINED)

STATES = {
    "reached": Text("gehaald", "reached"),
    "on_course": Text("op schema", "on schedule"),
    "behind": Text("achter op schema", "behind schedule"),
    "open": Text("nog niet te zeggen", "cannot be said yet"),
}
MISSED = Text("niet gehaald", "not reached")
MORE = Text("{number} meer dan gepland", "{number} more than planned")
LESS = Text("{number} minder dan gepland", "{number} less than planned")
EXACTLY = Text("precies zoals gepland", "exactly as planned")
ABOUT = Text("circa {number}", "about {number}")
NOT_EVEN = Text("pas aan het eind", "only at the end")
UNKNOWN_INDICATOR = Text("onbekende indicator “{name}”", "unknown indicator “{name}”")
WITHHELD = Text("niet te zien zoals openbaar", "not visible as public")
EXPECTED_NOTE = Text(
    "“Nu verwacht” is het geplande deel tot en met vandaag, gelijk verdeeld over de dagen. Aantallen die niet optellen in de "
    "tijd worden pas aan het eind verwacht.",
    "“Expected by now” is the planned part up to and including today, spread evenly over the days. Numbers that do not add up "
    "over time are expected only at the end.",
)
COUNTED_OF_PROJECTS = Text(
    "Geteld is wat bij de projecten van de beschikking hoort.", "Counted is what belongs to the projects of the grant."
)
COUNTED_OF_ALL = Text(
    "Waar de beschikking geen projecten noemt of er geen beschikking is, is alles geteld van de werkplaats waar het doel over "
    "gaat, binnen het thema als dat is opgegeven.",
    "Where the grant names no projects or there is no grant, everything of the werkplaats the target is about is counted, within "
    "the theme where one was given.",
)
DEFINITIONS = Text("Uitleg en download", "Explanation and download")


def show(context: Context, id_: str, found: Sequence[Compared]) -> None:
    """The table with its notes, definitions and file, a page at a time."""
    lines = context.shelf.get(("targets", id_, *context.key), lambda: [line_of(context, one) for one in found])
    shown, place = page_of(context, len(lines), f"targets_{id_}_page")
    headings = [context.say(text) for text in HEADINGS]
    st.html(grid_html(place, headings, lines[shown], right=(2, 3, 4), wide={0: 11, 1: 9, 5: 10, 7: 16}))
    st.caption(inline(" ".join(context.say(text) for text in notes(context, found))))
    fold = st.expander(context.say(DEFINITIONS), key=f"table_targets_{id_}", on_change="rerun")
    if fold.open:
        with fold:
            blocks.explanation(context, _indicators(found))
            blocks.download(
                context, f"targets-{id_}", partial(stated_csv, context, headings, lines, people=_people(found))
            )


def notes(context: Context, found: Sequence[Compared]) -> list[Text]:
    """What holds for the table."""
    told = [EXPECTED_NOTE]
    if any(one.through_projects for one in found):
        told.append(COUNTED_OF_PROJECTS)
    if any(one.where and not one.through_projects for one in found):
        told.append(COUNTED_OF_ALL)
    if _people(found):
        told += [texts.PUBLIC_CAPTION] if context.public else []
        told.append(texts.PEOPLE_NOT_FOR_PUBLICATION)
    return told


def _people(found: Sequence[Compared]) -> bool:
    return any(one.target.indicator is not None and one.target.indicator.people for one in found)


def _indicators(found: Sequence[Compared]) -> list[str]:
    """Ids of the indicators that targets are about, each once."""
    return list(dict.fromkeys(one.target.indicator.id for one in found if one.target.indicator is not None))


def line_of(context: Context, one: Compared) -> tuple[str, ...]:
    """The cells of a target in words."""
    indicator = one.target.indicator
    counted = "–" if indicator is None else figure_text(one.realised, indicator, context.language)
    if not one.complete and one.realised.value is not None:
        counted = context.say(texts.INCOMPLETE, words=counted)
    late = one.over and one.state == "behind"
    return (
        subject(context, one), format_period(one.target.period, context.language), _planned(context, one, one.target.planned),
        _planned(context, one, one.expected), counted, difference(context, one),
        context.say(MISSED if late else STATES[one.state]), context.say(WITHHELD) if one.withheld else one.explained,
    )  # fmt: skip


def subject(context: Context, one: Compared) -> str:
    """What a target is about: indicator, and theme, werkplaats and more as far as it names them."""
    indicator = one.target.indicator
    name = context.say(UNKNOWN_INDICATOR, name=one.target.said) if indicator is None else context.say(indicator.label)
    about = [*one.target.themes]
    for dimension, codes in one.where:
        if dimension in ("region", "lectoraat", "municipality"):
            about += [context.name(dimension, code) for code in codes]
    projects = context.say(DIMENSIONS["project"].plural) if one.through_projects else ""
    return capital(", ".join(filter(None, (name, *about, projects))))


def _planned(context: Context, one: Compared, figure: Value) -> str:
    if figure.reason == "not_even":
        return context.say(NOT_EVEN)
    if one.target.indicator is not None:
        return figure_text(figure, one.target.indicator, context.language)
    return figure_words(figure.value, figure.low, figure.high, figure.status, figure.reason, figure.estimate, language=context.language, decimals=1)  # fmt: skip


def difference(context: Context, one: Compared) -> str:
    """Counted minus planned in words: `14 minder dan gepland`."""
    gap, indicator = one.difference, one.target.indicator
    if indicator is None or gap.value is None:
        return "–"
    about = gap.estimate or (context.public and indicator.people)
    if not gap.value and not about:
        return context.say(EXACTLY)
    size = amount(abs(gap.value), indicator, context.language)
    size = context.say(ABOUT, number=size) if about else size
    return context.say(MORE if gap.value > 0 else LESS, number=size)
