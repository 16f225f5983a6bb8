"""The figures of one project: over all years and in the chosen period, and its activities and casuses in tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st

from wsd_data.figures import Answer, Value
from wsd_data.model.dimensions import DIMENSIONS, SPECIAL
from wsd_data.model.indicators import Indicator
from wsd_data.model.text import Text
from wsd_data.ui import blocks, texts
from wsd_data.ui.charts import large_figure
from wsd_data.ui.comparison import Shown
from wsd_data.ui.content import SPARK_YEARS, entry_of, mark_of
from wsd_data.ui.context import Context
from wsd_data.ui.grid import grid_html, markdown_safe
from wsd_data.ui.links import ORIGIN, origin
from wsd_data.ui.table import Entry, Table, table_file
from wsd_data.ui.wording import NO_NUMBER, capital

FIGURES = (
    "presentations", "publications", "products", "activities", "attendances", "unique_participants", "casuses", "grant_awarded",
)  # fmt: skip
MOST_LETTERS = 60
"""Of a name in a heading."""

FIGURES_TITLE = Text("Kerncijfers over alle jaren, project {name}", "Key figures over all years, project {name}")
FIGURES_NOTE = Text(
    "Groot: alle jaren samen. Eronder: {period}. Bedragen van een beschikking voor meer projecten tellen hier heel.",
    "Large: all years together. Below: {period}. Amounts of a grant for several projects count whole here.",
)
_FURTHER: Mapping[str, Sequence[tuple[str, ...]]] = {"attendances": (("year", "role"),), "casuses": (("theme",),)}
"""Breakdowns that the tables show besides the years."""
IN_PERIOD = Text("{period}: {words}", "{period}: {words}")

NOT_YET = Text("; alle jaren samen: {words}", "; all years together: {words}")
PARTLY = Text("; alle jaren samen nog niet volledig", "; all years together not complete yet")

ACTIVITIES_TITLE = Text("Activiteiten en deelnames per jaar en rol, project {name}", "Activities and attendances per year and role, project {name}")  # fmt: skip
NO_ACTIVITIES = Text("Er zijn geen activiteiten bij dit project.", "There are no activities with this project.")
ROLES_NOTE = Text(
    "Deelnames staan per rol van de deelnemers.", "Attendances are given per role of those who took part."
)
CASUSES_TITLE = Text("Casussen per thema, project {name}", "Casuses by theme, project {name}")
NO_CASUSES = Text("Er zijn geen casussen bij dit project.", "There are no casuses with this project.")
NOT_SAID = Text("{what}: {words}", "{what}: {words}")
ALL_YEARS, ALL_THEMES = Text("alle jaren", "all years"), Text("alle thema's", "all themes")


@dataclass(frozen=True, slots=True)
class _Tile:
    """One key figure of a project: over all years large, and in the chosen period in words."""

    id: str
    label: str
    definition: str
    figure: str
    period: str


@dataclass(frozen=True, slots=True)
class _Figures:
    """A table of figures as HTML and for its file, and the definitions of what stands in it."""

    id: str
    drawn: str
    table: Table
    explained: tuple[str, ...]


def _short(name: str) -> str:
    """A name for a heading; the whole of it stands above the page."""
    return name if len(name) <= MOST_LETTERS else f"{name[: MOST_LETTERS - 1].rstrip()}…"


def _ever(context: Context, indicator: str) -> tuple[Answer, ...]:
    """All there is to know of an indicator over all years, in one question: by year first, then as tables need it."""
    return context.ask(indicator, (("year",), *_FURTHER.get(indicator, ())), None)


def _in_period(context: Context, indicator: Indicator, by_year: Answer) -> Shown:
    """The figure of the chosen period; that of a whole year stands among the years already."""
    period = context.view.period
    figure = next((row.figure for row in by_year.rows if row.codes[0] == period.text), None)
    if figure is None:
        return context.shown(indicator.id, period)
    missing = (region for region, year in by_year.total.missing if year == period.start.year)
    return Shown(figure, period, tuple(dict.fromkeys(missing)), context.over(period))


def tiles(context: Context) -> tuple[_Tile, ...]:
    """The key figures: over all years, and in the chosen period."""
    made = []
    last = context.known_years[-1]
    for indicator in map(context.indicator, FIGURES):
        by_year = _ever(context, indicator.id)[0]
        total = by_year.total
        found = {row.codes[0]: Shown(row.figure, context.view.period) for row in by_year.rows}
        shown = [found.get(str(year)) for year in range(last - SPARK_YEARS + 1, last + 1)]
        spark = [mark_of(context, indicator, one) if one else None for one in shown]
        words = mark_of(context, indicator, _in_period(context, indicator, by_year)).words
        period = context.say(IN_PERIOD, period=context.period_words(), words=words)
        if total.status == "not_reported":
            period += context.say(NOT_YET, words=context.words(indicator, total.figure))
        elif total.missing:
            period += context.say(PARTLY)
        made.append(
            _Tile(
                indicator.id,
                capital(context.say(indicator.label)),
                " ".join(context.say(text) for text in (indicator.definition, *indicator.caveats)),
                large_figure("–" if total.status == "not_reported" else context.words(indicator, total.figure), spark)
                + origin(context.view, context.say(ORIGIN), indicator.id, ever=True),
                period,
            )
        )
    return tuple(made)


def key_figures(context: Context, code: str) -> None:
    """The key figures of a project over all years, and in the chosen period beneath."""
    st.subheader(markdown_safe(context.say(FIGURES_TITLE, name=_short(context.name("project", code)))), anchor=False)
    with st.grid(4, min_column_width=160, gap="small"):
        for tile in context.shelf.get(("project tiles", code, *context.key), lambda: tiles(context)):
            with st.container(key=f"tile_{tile.id}", gap="xsmall"):
                st.markdown(tile.label, help=tile.definition)
                st.html(tile.figure)
                st.caption(markdown_safe(tile.period))
    notes = [context.say(FIGURES_NOTE, period=context.period_words())]
    if context.public:
        notes.append(context.say(texts.PUBLIC_CAPTION))
    st.caption(" ".join([*notes, f"**{context.say(texts.NOT_FOR_PUBLICATION)}**"]))


def activities(context: Context, code: str) -> None:
    """Activities and attendances per year and role."""
    _show(context, "activities", ACTIVITIES_TITLE, code, NO_ACTIVITIES, activities_of)


def casuses(context: Context, code: str) -> None:
    """Casuses by theme."""
    _show(context, "casuses", CASUSES_TITLE, code, NO_CASUSES, casuses_of)


def nothing(context: Context, indicator: str, none: Text) -> str:
    """What to say where no case was found: that there are none, or which kind of nothing it is."""
    declared, figure = context.indicator(indicator), _ever(context, indicator)[0].total.figure
    if figure.status in NO_NUMBER:
        return context.say(NOT_SAID, what=capital(context.say(declared.label)), words=context.words(declared, figure))
    return context.say(none)


def _show(
    context: Context, indicator: str, title: Text, code: str, none: Text, made: Callable[[Context, str], _Figures | None]
) -> None:  # fmt: skip
    """A table of figures over all years, with its definitions and file."""
    said = context.say(title, name=_short(context.name("project", code)))
    st.subheader(markdown_safe(said), anchor=False)
    figures = context.shelf.get(("project", title.en, *context.key), lambda: made(context, said))
    if figures is None:
        st.markdown(nothing(context, indicator, none))
        return
    st.html(figures.drawn)
    notes = [context.say(texts.PUBLIC_CAPTION)] if context.public else []
    notes += [f"**{context.say(texts.NOT_FOR_PUBLICATION)}**", context.source()]
    st.caption(" ".join(notes))
    with blocks.twin_table(context, figures.id) as twin:
        if twin.open:
            blocks.explanation(context, figures.explained, ever=True)
            blocks.download(context, figures.id, partial(table_file, figures.table))


def activities_of(context: Context, title: str) -> _Figures | None:
    """Per year the activities and the attendances, in all and per role."""
    meetings, attendances = context.indicator("activities"), context.indicator("attendances")
    (counted,), (by_year, by_role) = _ever(context, "activities"), _ever(context, "attendances")
    roles = list(dict.fromkeys(row.codes[1] for row in by_role.rows if row.status in ("ok", "suppressed")))
    order = {code: i for i, code in enumerate(context.names("role"))}
    roles.sort(key=lambda code: order.get(code, len(order)))
    per_year = [{row.codes[0]: row.figure for row in answer.rows} for answer in (counted, by_year)]
    per_role = {row.codes: row.figure for row in by_role.rows}
    shown = _years_shown(counted, by_year)
    if not shown:
        return None
    rows, entries = [], []
    for year in shown:
        cells = [(meetings, "", per_year[0].get(year)), (attendances, "", per_year[1].get(year))]
        cells += [(attendances, role, per_role.get((year, role))) for role in roles]
        words = []
        name = context.name("year", year)
        for indicator, role, figure in cells:
            words.append(context.words(indicator, figure) if figure else "")
            if figure:
                mark = mark_of(context, indicator, Shown(figure, context.view.period))
                names = (name, context.name("role", role) if role else "")
                entries.append(entry_of(context, indicator, (year, role), names, mark))
        rows.append(((name,), tuple(words)))
    headings = [context.say(texts.YEAR), context.say(meetings.label), context.say(attendances.label)]
    headings += [context.name("role", role) for role in roles]
    return _table_of(
        context, "project-activities", title, (meetings, attendances), headings, rows, ("year", "role"), entries,
        context.say(ROLES_NOTE), (counted, by_year),
    )  # fmt: skip


def _years_shown(*answers: Answer) -> list[str]:
    """The years from the first to the last in which something was counted, and codes for other times that occur."""
    found = {row.codes[0] for answer in answers for row in answer.rows if row.status in ("ok", "suppressed")}
    times = sorted(code for code in found if code not in SPECIAL)
    every = dict.fromkeys(row.codes[0] for answer in answers for row in answer.rows)
    return [
        code for code in every if (times and times[0] <= code <= times[-1] and code not in SPECIAL) or code in found
    ]


def casuses_of(context: Context, title: str) -> _Figures | None:
    """Per theme the casuses over all years and in the chosen period."""
    indicator = context.indicator("casuses")
    ever = _ever(context, "casuses")[1]
    (now,) = context.ask("casuses", [("theme",)], context.view.period)
    themes = [row.codes[0] for row in ever.rows if row.status in ("ok", "suppressed")]
    if not themes:
        return None
    columns = [{row.codes[0]: row.figure for row in answer.rows} | {"": answer.total.figure} for answer in (ever, now)]
    names = {code: context.name("theme", code) for code in themes} | {"": capital(context.say(ALL_THEMES))}
    spans = (("", context.say(ALL_YEARS)), (context.view.period.text, context.period_words()))
    rows, entries = [], []
    for code, name in names.items():
        words = []
        for answer, figures, (span, said) in zip((ever, now), columns, spans, strict=True):
            # A code that is not in the list of themes has a row only where something was counted.
            none = answer.total.figure if answer.total.status in NO_NUMBER else Value(0, 0, 0, "zero")
            figure = figures.get(code, none)
            words.append(context.words(indicator, figure))
            mark = mark_of(context, indicator, Shown(figure, context.view.period))
            entries.append(entry_of(context, indicator, (code, span), (name, said), mark))
        rows.append(((name,), tuple(words)))
    headings = [context.say(DIMENSIONS["theme"].name), *(said for _, said in spans)]
    return _table_of(
        context, "project-casuses", title, (indicator,), headings, rows, ("theme", "period"), entries, "", (ever,)
    )  # fmt: skip


def _table_of(
    context: Context, id_: str, title: str, declared: Sequence[Indicator], headings: Sequence[str],
    rows: Sequence[tuple[tuple[str, ...], tuple[str, ...]]], dimensions: tuple[str, ...], entries: Sequence[Entry],
    note: str, answers: Sequence[Answer],
) -> _Figures:  # fmt: skip
    about = context.about(("selection", context.selection_words()), people=True)
    table = Table(title, tuple(map(capital, headings)), tuple(rows), dimensions, tuple(entries), about)
    told = []
    for indicator, answer in zip(declared, answers, strict=True):
        figure = answer.total.figure
        words = context.words(indicator, figure)
        told.append(f"{context.say(indicator.label)} {words}")
    sentence = f"{capital(context.say(ALL_YEARS))}: {'; '.join(told)}. {note}".strip()
    lines = [(*names, *words) for names, words in rows]
    drawn = grid_html(sentence, table.headings, lines, right=range(1, len(headings)))
    return _Figures(id_, drawn, table, tuple(i.id for i in declared))
