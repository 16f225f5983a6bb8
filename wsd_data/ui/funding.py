"""Money: grants one by one, amounts per year and per funder.

Shares of time and money are compared at the date of the spending, so that both are about the same day.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from datetime import date
from html import escape

import streamlit as st

from wsd_data.figures.grants import elapsed as part_elapsed
from wsd_data.language import figure_words, format_date, format_number, format_span
from wsd_data.model.dimensions import NONE
from wsd_data.model.periods import years
from wsd_data.model.text import Language, Text
from wsd_data.reports.wording import NOT_GIVEN
from wsd_data.ui import blocks, board, texts
from wsd_data.ui.charts import Mark
from wsd_data.ui.comparison import Shown
from wsd_data.ui.content import Block, block_of, entry_of, mark_of
from wsd_data.ui.context import Context
from wsd_data.ui.lists import ListColumn, Row, listing, names_of, project_link, words_of
from wsd_data.ui.style import FOCUS, INK, LINE, MUTED, STRIPES, Spec, hatching, layout, margins
from wsd_data.ui.widetable import roomy, why_not
from wsd_data.ui.wording import capital

AWARDED, SPENT = "grant_awarded", "grant_spent"
KEY_FIGURES = (AWARDED, "grant_settled", SPENT, "cofinancing_rate", "national_share")
CHART_HEIGHT = 280
MOST_YEARS = 16
FAR_AHEAD = 5
FEW_YEARS = 8
"""MOST_YEARS are drawn, at most FAR_AHEAD beyond today and the view; up to FEW_YEARS each has its year beneath it."""
MILLION, THOUSAND = 1_000_000, 1_000

PER_YEAR = Text(
    "Verleende subsidie per jaar, {scope}{first} t/m {last}", "Grants awarded per year, {scope}{first} to {last}"
)
PER_YEAR_PLAIN = Text("Verleende subsidie per jaar", "Grants awarded per year")
NO_AMOUNTS = Text("Er zijn nog geen bedragen aangeleverd.", "No amounts have been reported yet.")
IN_PERIOD = Text("{period}: {words}.", "{period}: {words}.")
SPREAD = Text(
    "Een bedrag is gelijk verdeeld over de maanden van zijn looptijd; wat na vandaag valt is toegezegd.",
    "An amount is spread evenly over the months of its term; what lies after today is promised.",
)
IN_MILLIONS = Text("Boven de staven: miljoen euro.", "Above the bars: million euros.")
IN_THOUSANDS = Text("Boven de staven: duizend euro.", "Above the bars: thousand euros.")
IN_EUROS = Text("Boven de staven: euro.", "Above the bars: euros.")
IN_COLOUR = Text("In kleur: de gekozen periode.", "In colour: the chosen period.")
STRIPED = Text(
    "Gestreept: het jaar is nog niet voorbij of nog niet volledig aangeleverd.",
    "Striped: the year is not over or not completely reported yet.",
)
NO_GRANT = Text(
    "Van de verleende subsidie staat {amount} bij projecten zelf, zonder beschikking.",
    "Of what was awarded {amount} stands with projects themselves, without a grant.",
)
NO_GRANT_NONE = Text("Elk bedrag hoort bij een beschikking.", "Every amount belongs to a grant.")
SPENT_NOTE = Text(
    "Besteed is een stand: per beschikking het laatst bekende bedrag tot en met {until}. Standen van verschillende data tellen niet op; "
    "waar geen stand is opgegeven staat “niet opgegeven”, en dat is niet hetzelfde als 0.",
    "Spent is a state: per grant the last amount known up to and including {until}. States of different dates do not add up; "
    "where no state was given it says “not given”, and that is not the same as 0.",
)

GRANTS = Text("Beschikkingen en projectbedragen", "Grants and project amounts")
NUMBER, FUNDER, SCHEME = Text("Beschikking", "Grant"), Text("Financier", "Funder"), Text("Regeling", "Scheme")
TERM, AMOUNT = Text("Looptijd", "Term"), Text("Verleend", "Awarded")
SPENT_ON, PACE = Text("Besteed", "Spent"), Text("Tijd en geld", "Time and money")
PROJECTS = Text("Projecten", "Projects")
WITHOUT = Text("zonder beschikking: {title}", "without a grant: {title}")
ON_DAY = Text("{amount} op {day}", "{amount} on {day}")
TIME_SHARE = Text("{time} % van de tijd", "{time} % of the time")
MONEY_SHARE = Text("{money} % van het geld", "{money} % of the money")
MONEY_UNKNOWN = Text("geld niet opgegeven", "money not given")
TIME_UNKNOWN = Text("looptijd niet bekend", "term not known")


def overview(context: Context) -> None:
    """Awarded and spent in the period, with what must be said of each."""
    blocks.key_figures(context, KEY_FIGURES)
    st.caption(context.shelf.get(("funding-notes", *context.key), lambda: said(context)))


def said(context: Context) -> str:
    """What must be said of awarded and spent amounts: without a grant, and as a state."""
    awarded = context.indicator(AWARDED)
    (answer,) = context.ask(AWARDED, [("grant",)], context.view.period)
    without = next((row.figure for row in answer.rows if row.codes == (NONE,)), None)
    told = []
    if without is not None and without.status == "ok":
        told.append(context.say(NO_GRANT, amount=context.words(awarded, without)))
    elif answer.total.status == "ok":
        told.append(context.say(NO_GRANT_NONE))
    until = format_date(min(context.view.period.end, context.today), context.language)
    return " ".join([*told, context.say(SPENT_NOTE, until=until)])


def grants(context: Context) -> None:
    """Every grant, and every project with an amount of its own: money and time beside each other."""
    columns = (
        ListColumn("number", NUMBER, number_words),
        ListColumn("funder", FUNDER, names_of("funder")),
        ListColumn("scheme", SCHEME, words_of("scheme")),
        ListColumn("start_from", TERM, _term),
        ListColumn("awarded", AMOUNT, awarded_words, number=True),
        ListColumn("spent", SPENT_ON, spent_words, number=True),
        ListColumn("spent_on_to", PACE, pace),
        ListColumn("project", PROJECTS, project_link("project")),
    )
    listing(context, "grants", "grants", GRANTS, columns)


def number_words(context: Context, row: Row) -> str:
    """The number of a grant; of an amount without one the name of its project."""
    number = row.get("number")
    if number:
        return board.dossier_link(context, str(number))
    return roomy(escape(context.say(WITHOUT, title=str(row.get("title") or ""))))


def _term(context: Context, row: Row) -> str:
    term = format_span(row.get("start_from"), row.get("end_to"), context.language)
    return roomy(escape(term or context.say(NOT_GIVEN)))


def _euros(row: Row, field: str, language: Language) -> str:
    """An amount of a row in words; "" when none was given. A range or estimate says so."""
    value, low, high = (_number(row.get(f"{field}{side}")) for side in ("", "_low", "_high"))
    if value is None and low is None and high is None:
        return ""
    return figure_words(value, low, high, "ok", None, bool(row.get(f"{field}_estimate")), "€", language, 2)


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))


def awarded_words(context: Context, row: Row) -> str:
    return _unbroken(_euros(row, "awarded", context.language) or context.say(NOT_GIVEN))


def spent_words(context: Context, row: Row) -> str:
    """The last known spending with its date; never 0 where none was given."""
    words = _euros(row, "spent", context.language)
    day = row.get("spent_on_to")
    if not words:
        return _unbroken(context.say(NOT_GIVEN))
    if not isinstance(day, date):
        return _unbroken(words)
    return _unbroken(
        context.say(ON_DAY, amount=words, day=format_span(row.get("spent_on_from"), day, context.language))
    )


def _unbroken(words: str) -> str:
    return f'<span style="white-space:nowrap">{escape(words)}</span>'


def elapsed(row: Row, day: date) -> float | None:
    """Which part of the term of a grant lay behind it on a day, 0 to 1; None when the term is not known."""
    first, last = row.get("start_from"), row.get("end_to")
    if not isinstance(first, date) or not isinstance(last, date) or last < first:
        return None
    return part_elapsed(first, last, day)


def spent_share(row: Row) -> float | None:
    """Which part of the amount awarded was spent; None when either is not known as one number."""
    spent, awarded = _number(row.get("spent")), _number(row.get("awarded"))
    return spent / awarded if spent is not None and awarded else None


def pace(context: Context, row: Row) -> str:
    """Share of the time and of the money in words, over two thin bars of one colour."""
    day = row.get("spent_on_to")
    known = day if isinstance(day, date) else min(context.today, context.view.period.end)
    time, money = elapsed(row, known), spent_share(row)
    told = [
        context.say(TIME_UNKNOWN) if time is None else context.say(TIME_SHARE, time=_percent(time, context)),
        context.say(MONEY_UNKNOWN) if money is None else context.say(MONEY_SHARE, money=_percent(money, context)),
    ]
    bars = "".join(_bar(share, strength) for share, strength in ((time, 0.35), (money, 0.8)))
    drawn = f'<div aria-hidden="true" style="width:9rem">{bars}</div>'
    return f'<span style="white-space:nowrap">{escape(", ".join(told))}</span>{drawn}'


def _percent(share: float, context: Context) -> str:
    return context.number(share * 100)


def _bar(share: float | None, strength: float) -> str:
    """A thin bar in the colour of the text on its whole length in pale; dashed where the share is not known."""
    if share is None:
        return '<div style="margin-top:3px;border-top:1px dashed currentColor;height:3px;opacity:.4"></div>'
    width = round(min(share, 1) * 100)
    return (
        '<div style="margin-top:3px;height:4px;background:rgba(128,128,128,.2)">'
        f'<div style="height:4px;width:{width}%;background:currentColor;opacity:{strength}"></div></div>'
    )


def per_year(context: Context) -> None:
    """What was awarded for each year, from the first with an amount to the last that was promised."""
    block = money_per_year(context)
    if block.drawing.spec:
        blocks.show(context, block)
        return
    st.subheader(block.title, anchor=False)
    st.markdown(block.sentence)


def money_per_year(context: Context) -> Block:
    """The block of the amounts per year; without a drawing where there is no amount."""
    return context.shelf.get(("money-per-year", *context.key), lambda: _money_per_year(context))


def _money_per_year(context: Context) -> Block:
    awarded = context.indicator(AWARDED)
    (answer,) = context.ask(AWARDED, [("year",)], None)
    scope = context.selection_words()
    about = f"{scope}, " if scope else ""
    rows = [row for row in answer.rows if row.codes[0].isdigit()]
    if not rows or not any(row.value for row in rows):
        sentence = context.say(why_not(answer.total.figure) if answer.total.status == "not_applicable" else NO_AMOUNTS)
        return block_of(
            context, "money", context.say(PER_YEAR_PLAIN), sentence, {}, "", [], [awarded], (), [], ("year",), (), scope
        )
    late = answer.total.missing
    marks = {}
    for row in rows:
        year = int(row.codes[0])
        shown = Shown(
            row.figure, years(year, year), tuple(r for r, when in late if when == year), year < context.today.year
        )
        marks[year] = mark_of(context, awarded, shown)
    drawn_years = window(context, [year for year, mark in marks.items() if mark.height])
    drawn = {year: marks[year] for year in drawn_years if year in marks}
    title = context.say(PER_YEAR, scope=about, first=drawn_years[0], last=drawn_years[-1])
    now = context.shown(AWARDED, context.view.period)
    sentence = context.say(IN_PERIOD, period=context.period_words(), words=mark_of(context, awarded, now).words)
    chosen = context.view.period.years
    size, unit = scale(max(mark.height or 0 for mark in drawn.values()))
    spec = year_bars(drawn, range(chosen[0], chosen[-1] + 1), size, context.language)
    notes = [context.say(SPREAD), context.say(unit), context.say(IN_COLOUR)]
    if any(not mark.whole and mark.height for mark in drawn.values()):
        notes.append(context.say(STRIPED))
    if any(mark.figure.status == "not_reported" for mark in drawn.values()):
        notes.append(context.say(texts.HATCHED))
    if len(drawn) < len(marks):
        notes.append(context.say(texts.MOST_SHOWN, shown=len(drawn), all=len(marks)))
    notes.append(context.say(texts.CLICK_YEAR))
    name = capital(context.say(awarded.label))
    entries = [entry_of(context, awarded, (str(y),), (str(y),), mark) for y, mark in marks.items()]
    return block_of(
        context, "money", title, sentence, spec, f"{title}. {sentence} {context.say(texts.SEE_TABLE)}", notes, [awarded],
        (capital(context.say(texts.YEAR)), name), [((str(y),), (mark.words,)) for y, mark in marks.items()], ("year",),
        entries, scope, chooses="period",
    )  # fmt: skip


def window(context: Context, with_money: Sequence[int]) -> range:
    """The years to draw: those with money up to the period of the view, at most some, and never far beyond it."""
    now = max(context.view.period.end.year, context.today.year)
    last = max(
        min(with_money[-1], now + FAR_AHEAD), min(context.view.period.end.year, context.today.year), with_money[0]
    )
    return range(max(with_money[0], last - MOST_YEARS + 1), last + 1)


def scale(most: float) -> tuple[int, Text]:
    """In which size the figures above bars are written, and how that is said."""
    if most >= MILLION:
        return MILLION, IN_MILLIONS
    return (THOUSAND, IN_THOUSANDS) if most >= 10 * THOUSAND else (1, IN_EUROS)


def year_bars(marks: Mapping[int, Mark], chosen: range, size: int, language: Language, top: float = 0) -> Spec:
    """How much in each year? A bar per year with its figure above, in units of `size`.

    The chosen years are in colour and the others grey; striped is what is not whole, hatched what was not reported.
    top: what the scale reaches at least.
    """
    reach = (max([top, *(mark.height or 0 for mark in marks.values())]) or 1) * 1.15
    gaps = [year for year, mark in marks.items() if mark.figure.status == "not_reported"]
    data: list[Spec] = []
    if gaps:
        data.append({"type": "bar", "x": gaps, "y": [reach] * len(gaps), "marker": hatching(), "hoverinfo": "skip"})
    for colour, striped in itertools.product((FOCUS, MUTED), (False, True)):
        group = {
            year: mark
            for year, mark in marks.items()
            if (FOCUS if year in chosen else MUTED) == colour and mark.whole != striped and year not in gaps
        }
        if not group:
            continue
        data.append(
            {
                "type": "bar",
                "x": list(group),
                "y": [mark.height or 0 for mark in group.values()],
                "text": [_above(mark, size, language) for mark in group.values()],
                "textposition": "outside",
                "textangle": 0,
                "textfont": {"color": INK},
                "cliponaxis": False,
                "marker": {"color": colour, **({"pattern": STRIPES} if striped else {})},
                "customdata": [[f"{year}: {mark.words}", str(year)] for year, mark in group.items()],
                "hovertemplate": "%{customdata[0]}<extra></extra>",
            }
        )
    ticks = [*marks][::-1][:: 1 if len(marks) <= FEW_YEARS else 2][::-1]
    return {
        "data": data,
        "layout": layout(
            CHART_HEIGHT, language, margin=margins(bottom=LINE + 11), barmode="overlay", bargap=0.3,
            xaxis={"tickvals": ticks, "ticktext": [str(year) for year in ticks], "fixedrange": True, "tickangle": 0,
                   "range": [min(marks, default=0) - 0.6, max(marks, default=0) + 0.6]},
            yaxis={"visible": False, "range": [0, reach], "fixedrange": True},
        ),
    }  # fmt: skip


def _above(mark: Mark, size: int, language: Language) -> str:
    if mark.height is None:
        return mark.label
    places = 1 if size == MILLION and mark.height else 0
    least = 10**-places
    if 0 < mark.height / size < least / 2:
        return f"<{format_number(least, places, language)}"  # a bar that is there is not nothing
    return format_number(mark.height / size, places, language)
