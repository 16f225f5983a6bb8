"""The dossier of one grant on the screen: what it is, how it stands, its money, its targets and what was counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from html import escape

import streamlit as st

from wsd_data.figures import Value
from wsd_data.figures.dossier import Counted, Dossier, dossier
from wsd_data.figures.grants import AMOUNTS, Grant
from wsd_data.figures.standing import NAMES
from wsd_data.language import format_number, format_period
from wsd_data.model.dimensions import DIMENSIONS
from wsd_data.model.indicators import Indicator
from wsd_data.model.sheets import SHEETS
from wsd_data.model.text import Text
from wsd_data.ui import blocks, evidence, pace, targets, texts
from wsd_data.ui.charts import Mark
from wsd_data.ui.content import Block, entry_of
from wsd_data.ui.context import Context
from wsd_data.ui.filters import only
from wsd_data.ui.grid import grid_html, stated_csv
from wsd_data.ui.lists import project_link, span
from wsd_data.ui.style import Drawing
from wsd_data.ui.table import Entry, Table, table_csv
from wsd_data.ui.wording import capital, inline

BACK = Text("Alle beschikkingen", "All grants")
TITLE = Text("Dossier van beschikking {number}", "Dossier of grant {number}")
WHOLE = Text(
    "Dit dossier gaat over de hele looptijd van de beschikking, welke periode of filters er ook gekozen zijn.",
    "This dossier is about the whole term of the grant, whatever period or filters are chosen.",
)
STANDING = Text("Stand: {state}", "State: {state}")
DAY = Text("Stand op {day}, naar wat er tot dan is aangeleverd.", "State on {day}, by what was delivered until then.")
SCHEME, TERM, PASSED = Text("Regeling", "Scheme"), Text("Looptijd", "Term"), Text("Verstreken", "Passed")
NOT_GIVEN = Text("niet opgegeven", "not given")
NONE_NAMED = Text("geen genoemd", "none named")
PERCENT = Text("{share} %", "{share} %")

MONEY = Text("Bedragen", "Amounts")
MONEY_CAPTION = Text("Bedragen van beschikking {number}", "Amounts of grant {number}")
WHAT, EUROS, PART = Text("Wat", "What"), Text("Bedrag", "Amount"), Text("Deel van verleend", "Part of awarded")
OF_ALL = Text("{name} (deel van alles samen)", "{name} (part of everything)")
SPENT_UNTIL = Text("Besteed, laatst bekend op {day}", "Spent, last known on {day}")
SPENT = Text("Besteed", "Spent")
BLANKS = Text(
    "Wat niet is opgegeven is niet hetzelfde als 0. “Ten minste” staat waar een deel niet is opgegeven.",
    "What was not given is not the same as 0. “At least” is said where a part was not given.",
)
PER_YEAR = Text("Geld en tijd per jaar, beschikking {number}", "Money and time per year, grant {number}")
ON_DAY = Text("{share} op {day}", "{share} on {day}")
TIME_PASSED, MONEY_SPENT = Text("Tijd verstreken", "Time passed"), Text("Geld besteed", "Money spent")
YEAR_NOTE = Text(
    "Verleend en vastgesteld zijn gelijk verdeeld over de maanden van de looptijd. Besteed is de laatst bekende stand in het jaar, "
    "opgeteld vanaf het begin; standen tellen dus niet op.",
    "Awarded and settled are spread evenly over the months of the term. Spent is the last state known in the year, counted from "
    "the start; states therefore do not add up.",
)
SPENT_OF = Text(
    "Op {day} was {money} % van het verleende bedrag besteed en {time} % van de looptijd voorbij.",
    "On {day} {money} % of the amount awarded was spent and {time} % of the term had passed.",
)
NO_SPENDING = Text(
    "Wat er besteed is, is niet opgegeven; hier staat dus alleen de tijd.",
    "What was spent was not given, so this shows the time only.",
)
TARGETS = Text("Doelen van beschikking {number}", "Targets of grant {number}")
NO_TARGETS = Text("Bij deze beschikking zijn geen doelen opgegeven.", "No targets were given with this grant.")
DELIVERED = Text("Geteld bij beschikking {number}", "Counted of grant {number}")
IN_TERM, AFTER = Text("binnen de looptijd", "within the term"), Text("na afloop", "after the end")
MONEY_INDICATORS = ("grant_awarded", "grant_settled", "grant_spent")
_LABEL, _SAID = "margin:0;padding:0;font-size:.85rem;opacity:.75", "margin:0;padding:0;overflow-wrap:anywhere"
_GRID = "display:grid;grid-template-columns:repeat(auto-fill,minmax(9.5rem,1fr));gap:.75rem 1.5rem;margin:0;padding:0"


def show(context: Context, number: str) -> None:
    """Everything about the one chosen grant."""
    st.button(context.say(BACK), key="all_grants", icon=":material/arrow_back:", on_click=only, args=("grant", ""))
    st.header(inline(context.say(TITLE, number=number)), anchor=False)
    found = dossier_of(context, number)
    whole = replace(context, view=replace(context.view, where=(("grant", (number,)),)))
    st.caption(context.say(WHOLE))
    st.html(facts(context, found))
    _standing(context, found)
    _money(whole, found)
    blocks.show(whole, context.shelf.get(("dossier years", *whole.key), lambda: years_block(whole, found)))
    st.subheader(inline(context.say(TARGETS, number=number)), anchor=False)
    if found.standing.targets:
        targets.show(whole, "dossier", found.standing.targets)
    else:
        st.markdown(context.say(NO_TARGETS))
    if found.delivered:
        counted = replace(context, view=replace(context.view, where=found.where))
        _show(
            counted,
            "dossier-delivered",
            delivered_table(counted, found),
            evidence.basis(context, found),
            [c.indicator.id for c in found.delivered],
        )
    evidence.show(context, found)


def dossier_of(context: Context, number: str) -> Dossier:
    """The dossier, worked out once per state of the data, day and policy."""
    key = ("dossier", number, context.version, context.today, context.view.policy)
    return context.shelf.get(key, lambda: dossier(context.monitor, number, context.today, policy=context.view.policy))


def facts(context: Context, found: Dossier) -> str:
    """What the grant is, as HTML."""
    grant = found.grant
    regions = ", ".join(context.name("region", code) for code in grant.regions)
    told = (
        (_noun(context, "funder", 1), escape(context.name("funder", grant.funder))),
        (context.say(SCHEME), escape(grant.scheme or context.say(NOT_GIVEN))),
        (context.say(TERM), escape(span(grant.start, grant.end, context.language))),
        (context.say(PASSED), escape(_percent(context, grant.elapsed(context.today)))),
        (_noun(context, "region", len(grant.regions)), escape(regions or context.say(NOT_GIVEN))),
        (_noun(context, "project", len(grant.projects)), project_link("project")(context, {"project": grant.projects}) or escape(context.say(NONE_NAMED))),
    )  # fmt: skip
    items = "".join(
        f'<div><dt style="{_LABEL}">{escape(capital(name))}</dt><dd style="{_SAID}">{value}</dd></div>'
        for name, value in told
    )
    return f'<dl style="{_GRID}">{items}</dl>'


def _noun(context: Context, dimension: str, count: int) -> str:
    declared = DIMENSIONS[dimension]
    return context.say(declared.plural if count > 1 else declared.name)


def _percent(context: Context, share: float | None) -> str:
    if share is None:
        return context.say(NOT_GIVEN)
    return context.say(PERCENT, share=format_number(share * 100, 0, context.language))


def _standing(context: Context, found: Dossier) -> None:
    st.subheader(context.say(STANDING, state=NAMES[found.standing.state]), anchor=False)
    st.markdown("\n".join(f"- {inline(context.say(reason))}" for reason in found.standing.reasons))
    st.caption(context.say(DAY, day=span(found.today, found.today, context.language)))


def _money(context: Context, found: Dossier) -> None:
    st.subheader(context.say(MONEY), anchor=False)
    lines = amount_lines(context, found)
    headings = [context.say(text) for text in (WHAT, EUROS, PART)]
    caption = context.say(MONEY_CAPTION, number=found.grant.number)
    st.html(grid_html(caption, headings, lines, right=(1, 2), wide={0: 11}))
    st.caption(context.say(BLANKS))
    with blocks.twin_table(context, "dossier-money") as fold:
        if fold.open:
            blocks.explanation(context, ("grant_spent", "cofinancing_rate", "national_share"))
            blocks.download(context, "dossier-money", partial(stated_csv, context, headings, lines))


def amount_lines(context: Context, found: Dossier) -> list[tuple[str, str, str]]:
    """Every amount with its part of what was awarded; cofinancing and national share as the figures they are."""
    grant, awarded = found.grant, context.indicator("grant_awarded")

    def line(name: str, figure: Value) -> tuple[str, str, str]:
        return name, _given(context, awarded, figure), _part(context, grant, figure)

    sheet = SHEETS["funding"].by_id
    lines = [line(context.say(sheet[name].heading), grant.amounts[name]) for name in AMOUNTS if name != "national"]
    day = span(grant.spent_from, grant.spent_to, context.language)
    lines.append(line(context.say(SPENT_UNTIL, day=day) if day else context.say(SPENT), grant.spent))
    cofinancing, national = (context.indicator(name) for name in ("cofinancing_rate", "national_share"))
    lines.append(
        (
            context.say(OF_ALL, name=capital(context.say(cofinancing.label))),
            "",
            _given(context, cofinancing, found.cofinancing),
        )
    )
    amount = _given(context, awarded, grant.amounts["national"])
    lines.append((capital(context.say(national.label)), amount, _given(context, national, found.national)))
    return lines


def _given(context: Context, indicator: Indicator, figure: Value) -> str:
    return context.say(NOT_GIVEN) if figure.reason == "not_filled_in" else context.words(indicator, figure)


def _part(context: Context, grant: Grant, figure: Value) -> str:
    if figure.value is None or not grant.awarded.value:
        return "–"
    return _percent(context, figure.value / grant.awarded.value)


def years_table(context: Context, found: Dossier) -> Table:
    """Per year the amounts, and the shares of time and money that lay behind it."""
    declared = [context.indicator(name) for name in MONEY_INDICATORS]
    rows, entries = [], []
    for year in found.years:
        figures = (year.awarded, year.settled, year.spent)
        words = [_given(context, i, f) for i, f in zip(declared, figures, strict=True)]
        passed = context.say(
            ON_DAY, share=_percent(context, year.passed), day=span(year.day, year.day, context.language)
        )
        shares = (passed, _percent(context, year.spent_share))
        rows.append(((str(year.year),), (*words, *shares)))
        entries += [
            entry_of(context, i, (str(year.year),), (str(year.year),), Mark(f, w, w))
            for i, f, w in zip(declared, figures, words, strict=True)
        ]
    headings = (context.say(texts.YEAR), *(context.say(i.label) for i in declared), context.say(TIME_PASSED), context.say(MONEY_SPENT))  # fmt: skip
    return _table(context, context.say(PER_YEAR, number=found.grant.number), headings, rows, ("year",), entries)


def years_block(context: Context, found: Dossier) -> Block:
    """Money beside time, drawn per year, with its table."""
    table = years_table(context, found)
    words = {year.year: (cells[0], cells[2]) for year, (_, cells) in zip(found.years, table.rows, strict=True)}
    sentence = _spent_sentence(context, found)
    notes = [context.say(pace.LINES), context.say(YEAR_NOTE)]
    if any(year.spent_share is None for year in found.years):
        notes.insert(1, context.say(pace.UNKNOWN))
    notes.append(context.source())
    alt = f"{table.caption}. {sentence} {context.say(texts.SEE_TABLE)}"
    spec = pace.drawing(found, words, context.language)
    return Block(
        "dossier-years", table.caption, sentence, Drawing(spec), alt, tuple(notes),
        MONEY_INDICATORS, table,
    )  # fmt: skip


def _spent_sentence(context: Context, found: Dossier) -> str:
    grant = found.grant
    if grant.spent_share is None or grant.spent_to is None:
        return context.say(NO_SPENDING)
    return context.say(
        SPENT_OF,
        day=span(grant.spent_to, grant.spent_to, context.language),
        money=format_number(grant.spent_share * 100, 0, context.language),
        time=format_number(grant.elapsed(grant.spent_to) * 100, 0, context.language),
    )


def delivered_table(context: Context, found: Dossier) -> Table:
    """What was counted within the term, and of outputs what came after it."""
    late = {one.indicator.id: one for one in found.late}
    rows, entries = [], []
    for one in found.delivered:
        pair = [one, *([late[one.indicator.id]] if one.indicator.id in late else [])]
        cells = [_counted(context, each) for each in pair]
        rows.append(
            (
                (capital(context.say(one.indicator.label)),),
                (*cells, "–") if found.late and len(cells) == 1 else tuple(cells),
            )
        )
        for each, words in zip(pair, cells, strict=True):
            name = context.say(IN_TERM if each.period == found.term else AFTER)
            mark = Mark(each.figure, words, words, each.complete)
            entries.append(entry_of(context, each.indicator, (each.period.text,), (name,), mark))
    periods = [found.term, *([found.after] if found.late and found.after else [])]
    names = [
        f"{context.say(name)}, {format_period(period, context.language)}"
        for name, period in zip((IN_TERM, AFTER), periods, strict=False)
    ]
    title = context.say(DELIVERED, number=found.grant.number)
    return _table(context, title, (context.say(WHAT), *names), rows, ("period",), entries)


def _counted(context: Context, one: Counted) -> str:
    words = context.words(one.indicator, one.figure)
    if one.complete or one.figure.status == "not_reported":
        return words
    return context.say(texts.INCOMPLETE, words=words)


def _table(
    context: Context, title: str, headings: Sequence[str], rows: Sequence[tuple[tuple[str, ...], tuple[str, ...]]],
    dimensions: tuple[str, ...], entries: Sequence[Entry],
) -> Table:  # fmt: skip
    about = [
        ("selection", context.selection_words()),
        ("policy", context.view.policy),
        *context.state(),
    ]
    if any(context.indicator(entry.indicator).people for entry in entries):
        about.append(("publication", context.say(texts.NOT_FOR_PUBLICATION)))
    if context.demo:
        about.append(("source", context.say(texts.DEMO_PLAIN)))
    return Table(title, tuple(map(capital, headings)), tuple(rows), dimensions, tuple(entries), tuple(about))


def _show(context: Context, id_: str, table: Table, note: str, indicators: Sequence[str]) -> None:
    """A table with its note above, and definitions and file in a fold."""
    st.subheader(inline(table.caption), anchor=False)
    lines = [(*names, *words) for names, words in table.rows]
    st.html(grid_html(note, table.headings, lines, right=range(1, len(table.headings))))
    told = [context.source()]
    if any(context.indicator(name).people for name in indicators):
        told += [context.say(texts.PUBLIC_CAPTION)] if context.public else []
        told.append(f"**{context.say(texts.PEOPLE_NOT_FOR_PUBLICATION)}**")
    st.caption(" ".join(told))
    with blocks.twin_table(context, id_) as fold:
        if fold.open:
            blocks.explanation(context, indicators)
            blocks.download(context, id_, partial(table_csv, table, context.language))
