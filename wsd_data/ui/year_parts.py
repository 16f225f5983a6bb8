"""The key outputs of one year per werkplaats and per theme: the blocks of the report, made when somebody opens them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import streamlit as st

from wsd_data.figures import Selection
from wsd_data.model.periods import years
from wsd_data.model.text import Text
from wsd_data.reports.breakdown import BY_REGION, BY_THEME, Division, breakdown
from wsd_data.reports.paper import Section
from wsd_data.ui import blocks, texts
from wsd_data.ui.context import Context
from wsd_data.ui.grid import grid_html, section_file
from wsd_data.ui.wording import inline

TITLE = Text("Opbrengsten {title}, {scope}", "Outputs {title}, {scope}")


def block(context: Context) -> None:
    """A fold per division: the table, what it says, its definitions and its file."""
    for division in divisions(context):
        name = context.say(division.title, year=context.year)
        title = context.say(TITLE, title=name[:1].lower() + name[1:], scope=context.selection_words())
        id_ = f"annual-{division.dimension}"
        with st.expander(inline(title), key=f"wsd_{id_}", icon=":material/table_chart:", on_change="rerun") as fold:
            if fold.open:
                _shown(context, division, id_, title)


def divisions(context: Context) -> Iterator[Division]:
    """Per werkplaats unless there is one, and per theme."""
    if len(context.view.codes("region")) != 1:
        yield BY_REGION
    yield BY_THEME


def section_of(context: Context, division: Division) -> Section:
    """The block of the report for the view's selection."""
    year = context.year
    selection = Selection.of(years(year, year), dict(context.view.where))
    return context.shelf.get(
        ("year in parts", division.dimension, *context.key),
        lambda: breakdown(context, context.monitor, division, year, selection, context.view.policy),
    )


def _shown(context: Context, division: Division, id_: str, title: str) -> None:
    section = section_of(context, division)
    people = any(context.indicator(indicator).people for indicator in division.indicators)
    st.html(grid_html(title, section.headings, section.lines, right=section.figures, wide={0: 12}))
    warned = [f"**{context.say(texts.PEOPLE_NOT_FOR_PUBLICATION)}**"] if people else []
    st.caption(" ".join([*map(inline, section.notes), *warned, context.source()]))
    blocks.explanation(context, division.indicators)
    blocks.download(context, id_, partial(section_file, context, section, people))
