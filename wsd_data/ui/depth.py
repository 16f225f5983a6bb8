"""One region or theme in depth, and all of them beside each other; both pages are made of the same parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from html import escape

import streamlit as st

from wsd_data.figures import Answer, Value
from wsd_data.language import count_words, format_span
from wsd_data.model.dimensions import DIMENSIONS, SPECIAL
from wsd_data.model.indicators import Indicator
from wsd_data.model.text import Text
from wsd_data.ui import blocks, filters, funding, texts
from wsd_data.ui.comparison import Shown
from wsd_data.ui.content import Block, block_of, entry_of, listed_rows, mark_of
from wsd_data.ui.context import Context
from wsd_data.ui.links import inside
from wsd_data.ui.lists import ListColumn, Row, listing, name_of, names_of, project_link
from wsd_data.ui.table import Entry, File, table_file
from wsd_data.ui.widetable import closing, column_head, framed, roomy, row_head, short_words, why_not
from wsd_data.ui.wording import capital

FIGURES = (
    "projects_running", "outputs", "presentations", "publications", "products", "attendances", "unique_participants",
    "casuses", "partners", "municipalities_participating", "staff", "fte", "grant_awarded",
)  # fmt: skip
NOT_BY_THEME = ("staff", "fte")
"""Figures that no sheet gives by theme, so that there is nothing to show for one."""
OUTPUTS = ("presentations", "publications", "products")
OTHER = {"region": "theme", "theme": "region"}
PAGE_OF = {"region": "regions", "theme": "themes"}
MOST_NAMED = 60
"""So many municipalities are named; the others are counted."""
SEVERAL = "*"
"""In the chooser: more than one is chosen, in the filters above."""

CHOOSE = {
    "region": Text("Kies een werkplaats", "Choose a region"),
    "theme": Text("Kies een thema", "Choose a theme"),
}
SEVERAL_CHOSEN = Text("{count} gekozen", "{count} chosen")
COMPARED = Text("Kerncijfers per {dimension}, {scope}{period}", "Key figures by {dimension}, {scope}{period}")
COMPARED_SENTENCE = Text(
    "Elk cijfer staat op zichzelf. Gedeeld werk telt in elk deel heel en in het totaal een keer, dus de delen tellen niet altijd op.",
    "Each figure stands by itself. Shared work counts whole in each part and once in the total, so the parts do not always add up.",
)
TOTAL = Text("Totaal", "Total")
STAR = Text("* nog niet volledig aangeleverd.", "* not completely reported yet.")
DASH = Text("– betekent: nog niet aangeleverd.", "– means: not reported yet.")
LEADS = Text("Klik op een naam voor het hele beeld.", "Click a name for the whole picture.")
PROJECTS = Text("Projecten", "Projects")
CODE, TITLE = Text("Project", "Project"), Text("Naam", "Name")
STATUS, RUNS = Text("Status", "Status"), Text("Looptijd", "Term")
MUNICIPALITIES = Text("Deelnemende gemeenten, {scope}, {period}", "Municipalities participating, {scope}, {period}")
ONE_MUNICIPALITY, MANY_MUNICIPALITIES = Text("gemeente", "municipality"), Text("gemeenten", "municipalities")
AND_MORE = Text("en nog {count}", "and {count} more")
NO_MUNICIPALITIES = Text("Er zijn geen deelnemende gemeenten bekend.", "No participating municipalities are known.")
NOT_YET = Text("Dit is nog niet aangeleverd.", "This has not been reported yet.")


def chooser(context: Context, dimension: str) -> None:
    """One region or theme, or all of them; the choice is that of the filters, so the address holds it."""
    codes = context.view.codes(dimension)
    names = context.names(dimension)
    several = [SEVERAL] if len(codes) > 1 else []
    every = capital(context.say(texts.ALL[dimension]))
    extra = {SEVERAL: context.say(SEVERAL_CHOSEN, count=len(codes)), "": every}
    key = f"wsd_choose_{dimension}"
    st.session_state[key] = several[0] if several else codes[0] if codes else ""
    st.selectbox(
        context.say(CHOOSE[dimension]),
        [*several, "", *names],
        format_func=lambda code: extra.get(code) or names[code].in_(context.language),
        key=key,
        on_change=_picked,
        args=(dimension,),
        width=420,
    )


def _picked(dimension: str) -> None:
    code = st.session_state[f"wsd_choose_{dimension}"]
    if code != SEVERAL:
        filters.only(dimension, code)


def figures_of(dimension: str) -> tuple[str, ...]:
    """The key figures of one region, or of one theme."""
    return FIGURES if dimension == "region" else tuple(id_ for id_ in FIGURES if id_ not in NOT_BY_THEME)


def show(context: Context, dimension: str) -> None:
    """The one that is chosen in depth; else all of them, or the chosen ones, beside each other."""
    if len(context.view.codes(dimension)) == 1:
        _one(context, dimension)
    else:
        _all(context, dimension)


def _trends(context: Context) -> None:
    left, right = st.columns(2, gap="large")
    with left:
        blocks.trend(context, OUTPUTS)
    with right:
        blocks.trend(context, ("attendances",), "trend-attendances")


def _one(context: Context, dimension: str) -> None:
    """Key figures against its own past, trends, projects, outputs, people, partners and municipalities, money."""
    other = OTHER[dimension]
    blocks.key_figures(context, figures_of(dimension))
    _trends(context)
    projects(context)
    _ask_together(context, "outputs", (other, "type"))
    left, right = st.columns(2, gap="large")
    with left:
        blocks.parts(context, "outputs", other)
    with right:
        blocks.parts(context, "outputs", "type")
    _ask_together(context, "partners", ("organisation_type", "partner_class"))
    left, right = st.columns(2, gap="large")
    with left:
        blocks.parts(context, "attendances", "role")
    with right:
        blocks.parts(context, "partners", "organisation_type")
    left, right = st.columns(2, gap="large")
    with left:
        municipalities(context)
    with right:
        blocks.parts(context, "partners", "partner_class")
    funding.per_year(context)


def _ask_together(context: Context, indicator: str, dimensions: Sequence[str]) -> None:
    """One query for several blocks: each finds its answer remembered. A block of a chosen dimension shows all its parts,
    so that its question is another one."""
    alike = [(d,) for d in dimensions if not context.view.codes(d)]
    key = ("together", indicator, tuple(dimensions), *context.key)
    context.shelf.get(key, lambda: context.ask(indicator, alike, context.view.period))


def _all(context: Context, dimension: str) -> None:
    made = compared(context, dimension)
    st.subheader(made.block.title, anchor=False)
    st.markdown(made.block.sentence)
    st.html(made.html)
    closing(context, made.block, partial(file, context, dimension))
    _trends(context)


def projects(context: Context) -> None:
    """The projects of the view, each leading to its own page."""
    columns = (
        ListColumn("code", CODE, project_link()),
        ListColumn("title", TITLE, _title),
        ListColumn("status", STATUS, name_of("status")),
        ListColumn("start_from", RUNS, _runs),
        ListColumn("theme", DIMENSIONS["theme"].plural, names_of("theme")),
    )
    capitals = tuple(replace(c, name=Text(capital(c.name.nl), capital(c.name.en))) for c in columns)
    listing(context, "depth-projects", "projects", PROJECTS, capitals, per_page=10)


def _title(context: Context, row: Row) -> str:
    return roomy(escape(str(row.get("title") or "")))


def _runs(context: Context, row: Row) -> str:
    return roomy(escape(format_span(row.get("date_from"), row.get("date_to"), context.language)))


def municipalities(context: Context) -> None:
    """How many municipalities take part, and which."""
    title = context.say(MUNICIPALITIES, scope=context.selection_words(), period=context.period_words())
    st.subheader(title, anchor=False)
    st.markdown(context.shelf.get(("municipalities", *context.key), lambda: named(context)))


def named(context: Context) -> str:
    """How many municipalities take part and which, in one sentence; or why none can be named."""
    (answer,) = context.ask("municipalities_participating", [("municipality",)], context.view.period)
    status = answer.total.status
    if status in ("not_reported", "not_applicable"):
        return context.say(NOT_YET if status == "not_reported" else why_not(answer.total.figure))
    found = [row.codes[0] for row in answer.rows if row.status == "ok" and row.codes[0] not in SPECIAL]
    if not found:
        return context.say(NO_MUNICIPALITIES)
    names = ", ".join(context.name("municipality", code) for code in found[:MOST_NAMED])
    more = f" {context.say(AND_MORE, count=len(found) - MOST_NAMED)}" if len(found) > MOST_NAMED else ""
    total = answer.total.value if answer.total.value is not None else len(found)
    counted = count_words(int(total), ONE_MUNICIPALITY, MANY_MUNICIPALITIES, context.language)
    if not (answer.total.complete and context.over(context.view.period)):
        counted = context.say(texts.INCOMPLETE, words=counted)
    return f"{counted}: {names}{more}."


def _shown(context: Context, region: str, figure: Value, answer: Answer) -> Shown:
    """A figure with the regions it lacks: a region itself, or for any other part all that are late."""
    late = tuple(dict.fromkeys(r for r, _ in answer.total.missing))
    period = context.view.period
    return Shown(figure, period, tuple(r for r in late if not region or r == region), context.over(period))


@dataclass(frozen=True, slots=True)
class Compared:
    """The table of all regions or themes, and the block it belongs to."""

    html: str
    block: Block


def compared(context: Context, dimension: str) -> Compared:
    """The key figures of every region or theme, or of the chosen ones, in their fixed order."""
    return context.shelf.get(("compared", dimension, *context.key), lambda: _compared(context, dimension))


def _answers(context: Context, dimension: str) -> Mapping[Indicator, Answer]:
    """One query per indicator; the monitor remembers them."""
    return {
        context.indicator(id_): context.ask(id_, [(dimension,)], context.view.period)[0] for id_ in figures_of(dimension)
    }  # fmt: skip


def _codes(context: Context, dimension: str, answers: Mapping[Indicator, Answer]) -> Sequence[str]:
    """The codes of the table: listed and chosen ones, and "not given" where something stands under it."""
    chosen = context.view.codes(dimension)
    found = {row.codes[0] for answer in answers.values() for row in listed_rows(answer, dimension, context)}
    order = [*context.names(dimension), *SPECIAL]
    return [code for code in order if (code in found or code in chosen) and (not chosen or code in chosen)]


def _compared(context: Context, dimension: str) -> Compared:
    answers = _answers(context, dimension)
    codes = _codes(context, dimension, answers)
    name = context.say(DIMENSIONS[dimension].name)
    scope = context.selection_words(dimension)
    words = {"scope": f"{scope}, " if scope else "", "period": context.period_words()}
    title = context.say(COMPARED, dimension=name, **words)
    html, starred, dashed = _html(context, dimension, answers, codes, title)
    notes = [context.say(LEADS)]
    notes += [context.say(STAR)] if starred else []
    notes += [context.say(DASH)] if dashed else []
    if not context.over(context.view.period):
        notes.append(capital(context.say(texts.NOT_OVER, period=context.period_words())))
    block = block_of(
        context, f"compared-{dimension}", title, context.say(COMPARED_SENTENCE), {}, "", notes, list(answers), (), [],
        (dimension,), (), scope,
    )  # fmt: skip
    return Compared(html, block)


def _html(
    context: Context, dimension: str, answers: Mapping[Indicator, Answer], codes: Sequence[str], caption: str
) -> tuple[str, bool, bool]:  # fmt: skip
    """The table, and whether it holds figures that are not complete, or not there."""
    figures = {i: {row.codes[0]: row.figure for row in answer.rows} for i, answer in answers.items()}
    names = "".join(column_head(capital(context.say(i.label)), bold=True) for i in answers)
    body, starred, dashed = [], False, False
    for code in codes:
        name = capital(context.name(dimension, code))
        known = code not in SPECIAL
        where = {dimension: code}
        link = inside(PAGE_OF[dimension], context.view, name, **where) if known else ""
        body.append(f"<tr>{row_head(name, link)}")
        # A special code has a row only where something was counted.
        nothing = Value(None, None, None, "not_applicable")
        row = {i: figures[i].get(code) or nothing for i in answers}
        kinds = {figure.status for figure in row.values()}
        if len(kinds) == 1 and kinds <= {"not_reported", "not_applicable"}:
            indicator, figure = next(iter(row.items()))
            body.append(
                f'<td colspan="{len(row)}" style="text-align:left">{escape(context.words(indicator, figure))}</td></tr>'
            )
            continue
        for indicator, figure in row.items():
            region = code if dimension == "region" else ""
            late = _shown(context, region, figure, answers[indicator]).missing
            lacks = bool(late) and figure.status in ("ok", "zero")
            starred, dashed = starred or lacks, dashed or figure.status == "not_reported"
            body.append(f"<td>{short_words(context, indicator, figure)}{'*' if lacks else ''}</td>")
        body.append("</tr>")
    body.append(f"<tr>{row_head(context.say(TOTAL), bold=True)}")
    for indicator, answer in answers.items():
        lacks = bool(answer.total.missing) and answer.total.status in ("ok", "zero")
        starred, dashed = starred or lacks, dashed or answer.total.status == "not_reported"
        body.append(f"<td><b>{short_words(context, indicator, answer.total.figure)}{'*' if lacks else ''}</b></td>")
    return framed(caption, f"<td></td>{names}", "".join(body) + "</tr>"), starred, dashed


def file(context: Context, dimension: str) -> File:
    """The figures of the table, one per line; worked out when it is asked for."""
    answers = _answers(context, dimension)
    total = context.say(TOTAL)
    entries: list[Entry] = []
    for indicator, answer in answers.items():
        for code, figure in [*((row.codes[0], row.figure) for row in answer.rows), ("", answer.total.figure)]:
            region = code if dimension == "region" else ""
            mark = mark_of(context, indicator, _shown(context, region, figure, answer))
            names = (context.name(dimension, code) or total,)
            entries.append(entry_of(context, indicator, (code,), names, mark))
    table = replace(compared(context, dimension).block.table, entries=tuple(entries))
    return table_file(table)
