"""The figures of one year beside those of the years before it, and a year that is not over beside the last one.

A running year is compared on the date of knowledge: with what was known of the last year on the same day a year ago.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import partial
from html import escape

import streamlit as st

from wsd_data.figures import Selection, Value
from wsd_data.language import format_date
from wsd_data.model.indicators import Indicator
from wsd_data.model.periods import Period, years
from wsd_data.model.text import Text
from wsd_data.reports.account import INDICATOR
from wsd_data.reports.annual import BESIDE, EARLIER, GROUPS, Group
from wsd_data.reports.paper import INCOMPLETE, MARK
from wsd_data.reports.remarks import Remarks
from wsd_data.store.fold import AsOf
from wsd_data.ui import blocks, texts, year_notes
from wsd_data.ui.address import link_to, write_address
from wsd_data.ui.charts import Mark
from wsd_data.ui.content import closed, entry_of, mark_of
from wsd_data.ui.context import NOT_PERMITTED, Context
from wsd_data.ui.grid import markdown_safe
from wsd_data.ui.table import Table, table_file, table_html
from wsd_data.ui.wording import capital, inline

ONE_YEAR = Text(
    "Deze pagina gaat over één jaar. Gekozen is {period}; hier staat {year}.",
    "This page is about one year. {period} is chosen; this is {year}.",
)
SUBJECT = Text("{title}, {scope}", "{title}, {scope}")
LASTING = Text(
    "Vaste link: deze cijfers zoals ze nu bekend zijn, ook na latere leveringen",
    "Lasting link: these figures as they are known now, also after later deliveries",
)
FAIR = Text("{year} tot nu toe, {scope}", "{year} so far, {scope}")
FAIR_LINE = Text(
    "{label}: op {then} bekend over {last}: {was}; nu bekend over {year}: {now}; heel {last}: {whole}",
    "{label}: known on {then} of {last}: {was}; known now of {year}: {now}; all of {last}: {whole}",
)
FAIR_NOTE = Text(
    "Vergeleken is wat op dezelfde dag van het jaar bekend was: ook vorig jaar was toen nog niet alles aangeleverd.",
    "Compared is what was known on the same day of the year: last year, too, not everything had been delivered by then.",
)
FAIR_OF = ("projects_running", "presentations", "publications", "products", "attendances", "casuses")


def figures(context: Context) -> None:
    """Every indicator in the year and the years before it, a table per group."""
    year = context.year
    if context.view.period != years(year, year):
        st.caption(inline(context.say(ONE_YEAR, period=context.period_words(), year=year)))
    said = year_notes.shown(context)
    tables = context.shelf.get(
        ("annual", *context.key), lambda: tuple(_table(context, group, said) for group in GROUPS)
    )
    for group, made in zip(GROUPS, tables, strict=True):
        st.subheader(context.say(group.name), anchor=False)
        st.html(table_html(made, partial(blocks.leading, context, made.dimensions)))
        for line in said.lines(group.indicators):
            st.caption(markdown_safe(line))
        id_ = f"annual-{group.id}"
        with st.expander(context.say(texts.EXPLAINED), key=f"table_{id_}", on_change="rerun") as twin:
            if twin.open:
                blocks.explanation(context, ready(context, group))
                blocks.download(context, id_, partial(table_file, made))
    _notes(context, tables)


def ready(context: Context, group: Group) -> list[str]:
    """The indicators of a group that can be asked."""
    return [id_ for id_ in group.indicators if not context.indicator(id_).planned]


def _table(context: Context, group: Group, said: Remarks) -> Table:
    year = context.year
    beside = range(year - EARLIER, year + 1)
    declared = [*map(context.indicator, ready(context, group))]
    rows, entries = [], []
    for indicator in declared:
        found = context.per_year(indicator.id, beside)
        marks = [mark_of(context, indicator, found[y]) for y in beside]
        label = said.named(capital(context.say(indicator.label)), indicator.id)
        rows.append(((label,), tuple(_short(mark) for mark in marks)))
        entries += [
            entry_of(context, indicator, (str(y),), (str(y),), mark) for y, mark in zip(beside, marks, strict=True)
        ]
    title = context.say(BESIDE, group=group.name, first=beside[0], last=year)
    caption = context.say(SUBJECT, title=title, scope=context.selection_words())
    headings = (context.say(INDICATOR), *map(str, beside))
    people = any(indicator.people for indicator in declared)
    about = context.about(("selection", context.selection_words()), people=people)
    return Table(caption, headings, tuple(rows), ("year",), tuple(entries), about)


def _short(mark: Mark) -> str:
    """The figure in words, with a mark where it is not complete: the file says that in full."""
    return mark.label if mark.whole or mark.figure.status == "not_reported" else f"{mark.label} {MARK}"


def _notes(context: Context, tables: Iterable[Table]) -> None:
    marked = any(MARK in words for table in tables for _, figures in table.rows for words in figures)
    people = any(context.indicator(entry.indicator).people for table in tables for entry in table.entries)
    notes = [f"{inline(MARK)} {context.say(INCOMPLETE)}."] if marked else []
    notes += [f"**{context.say(texts.PEOPLE_NOT_FOR_PUBLICATION)}**"] if people else []
    st.caption(" ".join([*notes, context.source()]))
    st.markdown(f"[{context.say(LASTING)}]({lasting(context)})")


def lasting(context: Context) -> str:
    """The address, below that of the dashboard, under which exactly these figures stand later on too."""
    return link_to("annual", write_address(replace(context.view, stand=context.lasting_stand)))


def running(context: Context) -> None:
    """A year that is not over: beside what was known of the last year on the same day a year ago, and all of that year."""
    year = context.year
    if not date(year, 1, 1) <= context.today <= date(year, 12, 31) or year - 1 not in context.known_years:
        return
    st.subheader(inline(context.say(FAIR, year=year, scope=context.selection_words())), anchor=False)
    st.html(context.shelf.get(("annual-fair", *context.key), lambda: _fair(context, year)))
    st.caption(context.say(FAIR_NOTE))


def _fair(context: Context, year: int) -> str:
    then = a_year_before(context.today)
    lines = "".join(f"<li>{escape(_fair_line(context, context.indicator(id_), year, then))}</li>" for id_ in FAIR_OF)
    return f"<ul>{lines}</ul>"


def _fair_line(context: Context, indicator: Indicator, year: int, then: date) -> str:
    last = years(year - 1, year - 1)
    was, now = (
        context.words(indicator, one)
        for one in (_known_on(context, indicator, last, then), _now(context, indicator, year))
    )
    whole = context.words(indicator, _now(context, indicator, year - 1))
    label, day = capital(context.say(indicator.label)), format_date(then, context.language)
    return closed(
        context.say(FAIR_LINE, label=label, then=day, last=year - 1, was=was, year=year, now=now, whole=whole)
    )


def _now(context: Context, indicator: Indicator, year: int) -> Value:
    return context.shown(indicator.id, years(year, year)).figure


def _known_on(context: Context, indicator: Indicator, period: Period, day: date) -> Value:
    """The figure of the view's selection as it was known at the end of a day."""
    if context.barred(indicator.id):
        return NOT_PERMITTED
    selection = Selection.of(period, dict(context.view.where))
    return context.monitor.answer(indicator.id, (), selection, AsOf(day=day), context.view.policy).total.figure


def a_year_before(day: date) -> date:
    """The same day a year earlier; of 29 February the day before."""
    return date(day.year - 1, day.month, min(day.day, 28) if day.month == 2 else day.day)
