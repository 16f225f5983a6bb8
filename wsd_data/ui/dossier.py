"""The dossier of one grant on the screen: the blocks of its report, with drawings, definitions and files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from html import escape

import streamlit as st

from wsd_data.figures.dossier import Dossier, dossier
from wsd_data.model.text import Text, slug
from wsd_data.reports.amounts import PER_YEAR_INDICATORS, amounts, per_year
from wsd_data.reports.dossier import TARGETS, TITLE, Asked, facts, report, standing
from wsd_data.reports.evidence import AFTER, IN_TERM, counted
from wsd_data.reports.paper import Paper, Section
from wsd_data.reports.targets import NO_TARGETS
from wsd_data.ui import blocks, downloads, evidence, pace, targets, texts
from wsd_data.ui.charts import Mark
from wsd_data.ui.content import Block, entry_of
from wsd_data.ui.context import Context
from wsd_data.ui.filters import only
from wsd_data.ui.grid import grid_html, section_file
from wsd_data.ui.lists import project_link
from wsd_data.ui.style import Drawing
from wsd_data.ui.table import Entry, File, Table, table_file
from wsd_data.ui.wording import inline

BACK = Text("Alle beschikkingen", "All grants")
WHOLE = Text(
    "Dit dossier gaat over de hele looptijd van de beschikking, welke periode of filters er ook gekozen zijn.",
    "This dossier is about the whole term of the grant, whatever period or filters are chosen.",
)
MONEY = Text("Bedragen", "Amounts")
_LABEL, _SAID = "margin:0;padding:0;font-size:.85rem;opacity:.75", "margin:0;padding:0;overflow-wrap:anywhere"
_GRID = "display:grid;grid-template-columns:repeat(auto-fill,minmax(9.5rem,1fr));gap:.75rem 1.5rem;margin:0;padding:0"


def show(context: Context, number: str) -> None:
    """Everything about the one chosen grant."""
    st.button(context.say(BACK), key="all_grants", icon=":material/arrow_back:", on_click=only, args=("grant", ""))
    st.header(inline(context.say(TITLE, number=number)), anchor=False)
    found = dossier_of(context, number)
    context = named(context, found)
    whole = replace(context, view=replace(context.view, where=(("grant", (number,)),)))
    st.caption(context.say(WHOLE))
    stem = f"wsd-dossier-{slug(number)}-{context.view.stand.text or context.today}"
    downloads.buttons(context, stem, partial(paper_of, context, number))
    st.html(facts_html(context, found))
    _standing(context, found)
    _money(whole, found)
    blocks.show(whole, context.shelf.get(("dossier years", *whole.key), lambda: years_block(whole, found)))
    st.subheader(inline(context.say(TARGETS, number=number)), anchor=False)
    if found.standing.targets:
        targets.show(whole, "dossier", found.standing.targets)
    else:
        st.markdown(context.say(NO_TARGETS))
    if found.delivered:
        _counted(replace(context, view=replace(context.view, where=found.where)), found)
    evidence.show(context, found)


def named(context: Context, found: Dossier) -> Context:
    """The same view with files that are named after the grant and its term, because that is what they are about."""
    return replace(context, subject=f"{slug(found.grant.number)}-{found.term.text}")


def dossier_of(context: Context, number: str) -> Dossier:
    """The dossier, worked out once per state of the data, day and policy."""
    key = ("dossier", number, context.version, context.today, context.view.policy)
    return context.shelf.get(key, lambda: dossier(context.monitor, number, context.today, policy=context.view.policy))


def paper_of(context: Context, number: str) -> Paper:
    """The report of the dossier as it is on the screen."""
    asked = Asked(number, context.view.stand, context.view.policy, context.language)
    return report(context.monitor, asked, downloads.state_of(context), context.today)


def facts_html(context: Context, found: Dossier) -> str:
    """What the grant is, as HTML; its projects as links."""
    told = [(name, escape(value)) for name, value in facts(context, found)]
    if found.grant.projects:
        told[-1] = (told[-1][0], project_link("project")(context, {"project": found.grant.projects}))
    items = "".join(
        f'<div><dt style="{_LABEL}">{escape(name)}</dt><dd style="{_SAID}">{value}</dd></div>' for name, value in told
    )
    return f'<dl style="{_GRID}">{items}</dl>'


def _standing(context: Context, found: Dossier) -> None:
    section = standing(context, found)
    st.subheader(section.title, anchor=False)
    st.markdown("\n".join(f"- {inline(reason)}" for (reason,) in section.lines))
    st.caption(section.sentence)


def _money(context: Context, found: Dossier) -> None:
    st.subheader(context.say(MONEY), anchor=False)
    section = amounts(context, found)
    st.html(grid_html(section.title, section.headings, section.lines, right=(1, 2), wide={0: 11}))
    st.caption(" ".join(section.notes))
    with blocks.twin_table(context, "dossier-money") as fold:
        if fold.open:
            blocks.explanation(context, ("grant_spent", "cofinancing_rate", "national_share"))
            blocks.download(context, "dossier-money", partial(section_file, context, section))


def years_block(context: Context, found: Dossier) -> Block:
    """Money beside time, drawn per year, with its table."""
    section = per_year(context, found)
    entries = []
    for year, (name, *words) in zip(found.years, section.lines, strict=True):
        figures = zip(PER_YEAR_INDICATORS, (year.awarded, year.settled, year.spent), words, strict=False)
        entries += [
            entry_of(context, context.indicator(id_), (name,), (name,), Mark(figure, said, said))
            for id_, figure, said in figures
        ]
    table = _table(context, section, ("year",), entries)
    words_of = {year.year: (line[1], line[3]) for year, line in zip(found.years, section.lines, strict=True)}
    notes = [context.say(pace.LINES), *section.notes]
    if any(year.spent_share is None for year in found.years):
        notes.insert(1, context.say(pace.UNKNOWN))
    notes.append(context.source())
    alt = f"{table.caption}. {section.sentence} {context.say(texts.SEE_TABLE)}"
    spec = pace.drawing(found, words_of, context.language)
    return Block(
        "dossier-years", section.title, section.sentence, Drawing(spec), alt, tuple(notes), PER_YEAR_INDICATORS, table
    )


def counted_table(context: Context, found: Dossier) -> Table:
    """What was counted within the term, and of outputs what came after it."""
    section = counted(context, found)
    late = {one.indicator.id: one for one in found.late}
    entries = []
    for one, (_, *words) in zip(found.delivered, section.lines, strict=True):
        pair = [one, *([late[one.indicator.id]] if one.indicator.id in late else [])]
        for each, said in zip(pair, words, strict=False):
            name = context.say(IN_TERM if each.period == found.term else AFTER)
            mark = Mark(each.figure, said, said, each.complete)
            entries.append(entry_of(context, each.indicator, (each.period.text,), (name,), mark))
    return _table(context, section, ("period",), entries)


def _table(context: Context, section: Section, dimensions: tuple[str, ...], entries: Sequence[Entry]) -> Table:
    people = any(context.indicator(entry.indicator).people for entry in entries)
    about = context.about(("selection", context.selection_words()), people=people)
    rows = tuple(((name,), tuple(words)) for name, *words in section.lines)
    return Table(section.title, section.headings, rows, dimensions, tuple(entries), about)


def _counted(context: Context, found: Dossier) -> None:
    """What was counted, with the basis above, and definitions and file in a fold."""
    section = counted(context, found)
    st.subheader(inline(section.title), anchor=False)
    right = range(1, len(section.headings))
    st.html(grid_html(section.sentence, section.headings, section.lines, right=right))
    st.caption(" ".join([context.source(), *(f"**{note}**" for note in section.notes)]))
    with blocks.twin_table(context, "dossier-delivered") as fold:
        if fold.open:
            blocks.explanation(context, [one.indicator.id for one in found.delivered])
            make = partial(counted_file, context, found)
            blocks.download(context, "dossier-delivered", make)


def counted_file(context: Context, found: Dossier) -> File:
    """What was counted as a file."""
    return table_file(counted_table(context, found))
