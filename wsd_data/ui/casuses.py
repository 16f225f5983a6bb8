"""The page of casuses: how many, by theme, region and municipality, over time, and a list for those entitled.

A casus is about a person or a family in need. No row here joins domain of life, age and municipality.
"""

from __future__ import annotations

from datetime import date
from html import escape

import streamlit as st

from wsd_data.language import format_period, format_span
from wsd_data.model.periods import Period
from wsd_data.model.text import Text
from wsd_data.ui import blocks, moments
from wsd_data.ui.context import Context
from wsd_data.ui.lists import ListColumn, Row, listing, names_of, project_link, words_of
from wsd_data.ui.wording import ABOUT

WHAT = Text(
    "Een casus is een situatie uit de praktijk die in een werkplaats besproken is, bijvoorbeeld over schulden of "
    "eenzaamheid. Namen, adressen, geboortedata en verhalen worden niet bewaard, wel project, thema en tijd, en soms "
    "leefgebied, leeftijdsgroep en gemeente. Die laatste drie staan hier nooit bij elkaar. Een casus met een code telt in "
    "een periode een keer, ook als die vaker besproken is.",
    "A casus is a situation from practice that was discussed in a werkplaats, for example about debts or loneliness. "
    "Names, addresses, birth dates and stories are not kept; project, theme and time are, and sometimes domain of life, age "
    "group and municipality. Those last three never stand together here. A casus with a code counts once in a period, also "
    "when it was discussed more often.",
)
PROTECTED = Text(
    "Kleine aantallen zijn beschermd. Zoals openbaar staat er <5 bij 1 tot en met 4, zijn andere aantallen afgerond op 5, en "
    "is er geen lijst van casussen. Afronden beschermt ook als iemand cijfers van elkaar aftrekt.",
    "Small numbers are protected. As public, 1 to 4 is shown as <5, other numbers are rounded to 5, and there is no list of "
    "casuses. Rounding also protects when somebody subtracts figures from each other.",
)
LIST = Text("Casussen per project, thema en kwartaal", "Casuses by project, theme and quarter")
CODE, PROJECT, THEME = Text("Code", "Code"), Text("Project", "Project"), Text("Thema", "Theme")
QUARTER, COUNT = Text("Kwartaal", "Quarter"), Text("Aantal", "Number")
MOST_DRAWN = 15


def figures(context: Context) -> None:
    """How many casuses, over the years and within the period, by theme, region and municipality."""
    blocks.key_figures(context, ("casuses",))
    st.markdown(f"{context.say(WHAT)}\n\n{context.say(PROTECTED)}".replace("<", "\\<"))
    left, right = st.columns(2, gap="large") if moments.several(context, "quarter") else (st.container(), None)
    with left:
        blocks.trend(context, ("casuses",))
    if right:
        with right:
            blocks.show(context, moments.over_time(context, "casuses", "quarter"))
    left, right = st.columns(2, gap="large")
    with left:
        blocks.parts(context, "casuses", "theme")
    with right:
        blocks.parts(context, "casuses", "region")
    blocks.parts(context, "casuses", "municipality", MOST_DRAWN)


def rows(context: Context) -> None:
    """The list, for those who may see it; without search, which would tell more of a row than is shown."""
    listing(context, "casuses", "casuses", LIST, COLUMNS, search=False)


def quarter(context: Context, row: Row) -> str:
    """The quarter a row lies in; a longer time as it was delivered."""
    first, last = row.get("date_from"), row.get("date_to")
    if not isinstance(first, date) or not isinstance(last, date):
        return ""
    bucket = next(Period(first, last, "").buckets("quarter"))
    words = (
        format_period(bucket, context.language) if last <= bucket.end else format_span(first, last, context.language)
    )
    return escape(words)


def count(context: Context, row: Row) -> str:
    """How many casuses a row stands for."""
    number = row.get("count")
    if not isinstance(number, int | float):
        return ""
    words = context.number(number)
    return escape(context.say(ABOUT, number=words) if row.get("count_estimate") else words)


COLUMNS = (
    ListColumn("casus_code", CODE, words_of("casus_code")),
    ListColumn("project", PROJECT, project_link("project")),
    ListColumn("theme", THEME, names_of("theme")),
    ListColumn("quarter", QUARTER, quarter),
    ListColumn("count", COUNT, count, number=True),
)
"""What the list shows, and all it may show."""
