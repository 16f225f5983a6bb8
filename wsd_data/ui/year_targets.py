"""The targets of one year on the screen: of every grant of the chosen werkplaatsen, each with a link to its dossier."""

from __future__ import annotations

from html import escape

import streamlit as st

from wsd_data.figures.targets import Compared, of_year
from wsd_data.model.dimensions import DIMENSIONS
from wsd_data.model.text import Text
from wsd_data.reports.targets import GRANT_AT, OF_YEAR
from wsd_data.reports.targets import of_year as section_of
from wsd_data.ui import targets
from wsd_data.ui.address import FILTERS
from wsd_data.ui.annual import SUBJECT
from wsd_data.ui.board import dossier_link
from wsd_data.ui.context import Context, listed
from wsd_data.ui.wording import inline

NARROWED = ("region", "grant")
NOT_NARROWED = Text("Doelen zijn hier niet gekozen op {dimensions}.", "Targets are not narrowed here by {dimensions}.")


def block(context: Context) -> None:
    """Planned, expected by now, counted, difference and explanation of each target; a sentence where there are none."""
    year = context.year
    scope = context.selection_words(*(d for d in FILTERS if d not in NARROWED))
    st.subheader(inline(context.say(SUBJECT, title=OF_YEAR.format(year=year), scope=scope)), anchor=False)
    found = of_view(context)
    key = ("year targets block", *context.key)
    section = context.shelf.get(key, lambda: section_of(context, year, context.today, found))
    other = [context.say(DIMENSIONS[d].name) for d, _ in context.view.without(*NARROWED)]
    said = [context.say(NOT_NARROWED, dimensions=listed(other, context.language))] if other else []
    st.markdown(inline(" ".join([section.sentence, *said])))
    if found:
        targets.show(context, "year", found, section, {GRANT_AT: lambda number: _dossier(context, number)})


def of_view(context: Context) -> tuple[Compared, ...]:
    """The targets of the page's year that are about the chosen werkplaatsen and grants."""
    regions, grants = context.view.codes("region"), context.view.codes("grant")
    found = context.shelf.get(
        ("year targets", *context.whole_key, context.year, regions),
        lambda: of_year(context.monitor, context.year, context.today, regions, policy=context.view.policy),
    )
    return tuple(one for one in found if not grants or one.target.grant in grants)


def _dossier(context: Context, number: str) -> str:
    """The number of a grant that is known as a link to its dossier."""
    return dossier_link(context, number) if number in context.names("grant") else escape(number)
