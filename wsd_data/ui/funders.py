"""Funders over time: what each awarded for each year, one small drawing under another, all on one scale.

With one funder there is nothing to compare: the amounts per year say it already.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from wsd_data.figures import Answer
from wsd_data.model.dimensions import DIMENSIONS
from wsd_data.model.periods import years
from wsd_data.model.text import Language, Text
from wsd_data.ui import blocks, texts
from wsd_data.ui.charts import Mark
from wsd_data.ui.comparison import Shown
from wsd_data.ui.content import Block, block_of, closed, entry_of, mark_of
from wsd_data.ui.context import Context
from wsd_data.ui.funding import AWARDED, IN_COLOUR, SPREAD, STRIPED, scale, window, year_bars
from wsd_data.ui.style import FONT_SIZE, INK, LINE, Spec, layout, margins
from wsd_data.ui.wording import capital

MOST = 4
PANEL, NAME, GAP = 104, 22, 10
"""Pixels: a drawing, the name above it, and the room beneath it."""
FUNDER_YEAR = ("funder", "year")
TITLE = Text(
    "Verleende subsidie per financier en jaar, {scope}{first} t/m {last}",
    "Grants awarded by funder and year, {scope}{first} to {last}",
)
SENTENCE = Text("{period}: {told}", "{period}: {told}")
AND_OTHERS = Text("{told}; de andere staan in de tabel", "{told}; the others are in the table")
LARGEST = Text(
    "Getekend zijn de {shown} financiers die in deze jaren het meeste verleenden, op een schaal; de tabel heeft alle {all}.",
    "Drawn are the {shown} funders that awarded most in these years, on one scale; the table has all {all}.",
)
ONE_SCALE = Text("Alle financiers staan op een schaal.", "All funders are on one scale.")
Years = Mapping[int, Mark]


def over_time(context: Context) -> None:
    """The block, where there are several funders."""
    block = compared(context)
    if block:
        blocks.show(context, block)


def compared(context: Context) -> Block | None:
    """What funders awarded per year beside each other; None where fewer than two gave anything."""
    return context.shelf.get(("funders", *context.key), lambda: _compared(context))


def _compared(context: Context) -> Block | None:
    awarded = context.indicator(AWARDED)
    (answer,) = context.ask(AWARDED, [FUNDER_YEAR], None)
    marks = _marks(context, answer)
    if len(marks) < 2:
        return None
    drawn_years = window(
        context, sorted({year for found in marks.values() for year, mark in found.items() if mark.height})
    )
    shown = _largest(marks, drawn_years)
    drawn = {code: {year: marks[code][year] for year in drawn_years if year in marks[code]} for code in shown}
    size, unit = scale(max((mark.height or 0 for found in drawn.values() for mark in found.values()), default=0))
    chosen = context.view.period.years
    names = {code: capital(context.name("funder", code)) for code in marks}
    spec = panels(
        {names[code]: found for code, found in drawn.items()}, range(chosen[0], chosen[-1] + 1), size, context.language
    )
    scope = context.selection_words()
    title = context.say(TITLE, scope=f"{scope}, " if scope else "", first=drawn_years[0], last=drawn_years[-1])
    left_out = len(shown) < len(marks)
    told = _told(context, shown, names)
    told = context.say(AND_OTHERS, told=told) if left_out else told
    sentence = closed(context.say(SENTENCE, period=context.period_words(), told=told))
    notes = [context.say(LARGEST, shown=len(shown), all=len(marks)) if left_out else context.say(ONE_SCALE)]
    notes += [context.say(SPREAD), context.say(unit), context.say(IN_COLOUR)]
    every = [mark for found in drawn.values() for mark in found.values()]
    if any(not mark.whole and mark.height for mark in every):
        notes.append(context.say(STRIPED))
    if any(mark.figure.status == "not_reported" for mark in every):
        notes.append(context.say(texts.HATCHED))
    notes.append(context.say(texts.CLICK_YEAR))
    listed_years = sorted({year for found in marks.values() for year in found})
    rows = [
        ((names[code],), tuple(found[year].words if year in found else "" for year in listed_years))
        for code, found in marks.items()
    ]
    entries = [
        entry_of(context, awarded, (code, str(year)), (names[code], str(year)), mark)
        for code, found in marks.items() for year, mark in found.items()
    ]  # fmt: skip
    headings = (capital(context.say(DIMENSIONS["funder"].name)), *map(str, listed_years))
    return block_of(
        context, "funders", title, sentence, spec, f"{title}. {sentence} {context.say(texts.SEE_TABLE)}", notes,
        [awarded], headings, rows, FUNDER_YEAR, entries, scope, chooses="period",
    )  # fmt: skip


def _marks(context: Context, answer: Answer) -> dict[str, Years]:
    """Funder → year → figure, of those that gave anything, in their fixed order."""
    awarded, late = context.indicator(AWARDED), answer.total.missing
    found: dict[str, dict[int, Mark]] = {}
    for row in answer.rows:
        code, when = row.codes
        if not when.isdigit():
            continue
        year = int(when)
        missing = tuple(region for region, lacks in late if lacks == year)
        shown = Shown(row.figure, years(year, year), missing, year < context.today.year)
        found.setdefault(code, {})[year] = mark_of(context, awarded, shown)
    return {code: marks for code, marks in found.items() if any(mark.drawn for mark in marks.values())}


def _largest(marks: Mapping[str, Years], drawn: range) -> list[str]:
    """The funders with most in the years that are drawn, in the order given."""
    given = {code: sum(found[year].drawn or 0 for year in drawn if year in found) for code, found in marks.items()}
    most = sorted(given, key=lambda code: -given[code])[:MOST]
    return [code for code in marks if code in most and given[code]]


def _told(context: Context, shown: Sequence[str], names: Mapping[str, str]) -> str:
    awarded = context.indicator(AWARDED)
    (answer,) = context.ask(AWARDED, [("funder",)], context.view.period)
    late = tuple(region for region, _ in answer.total.missing)
    over = context.over(context.view.period)
    figures = {row.codes[0]: row.figure for row in answer.rows}
    told = [
        f"{names[code]} {mark_of(context, awarded, Shown(figures[code], context.view.period, late, over)).words}"
        for code in shown
        if code in figures
    ]
    return "; ".join(told) or context.words(awarded, answer.total.figure)


def panels(funders: Mapping[str, Years], chosen: range, size: int, language: Language) -> Spec:
    """How much did each give in each year? Bars per year under the name of each funder, on one scale and one axis of years."""
    top = max((mark.height or 0 for found in funders.values() for mark in found.values()), default=0)
    height = len(funders) * (NAME + PANEL + GAP) + LINE + 11
    area = height - LINE - 11
    made: Spec = {"data": [], "layout": {}}
    axes: Spec = {}
    labels = []
    for number, (name, marks) in enumerate(funders.items(), 1):
        one = year_bars(marks, chosen, size, language, top)
        upper = 1 - ((number - 1) * (NAME + PANEL + GAP) + NAME) / area
        made["data"] += [{**trace, "xaxis": "x", "yaxis": f"y{number}"} for trace in one["data"]]
        axes |= {f"yaxis{number}": {**one["layout"]["yaxis"], "domain": [max(0, upper - PANEL / area), upper]}}
        axes |= {"xaxis": {**one["layout"]["xaxis"], "anchor": "free", "position": 0}}
        labels.append(
            {
                "x": 0, "xref": "paper", "xanchor": "left", "y": upper, "yref": "paper", "yanchor": "bottom", "showarrow": False,
                "text": f"<b>{escape(name, quote=False)}</b>", "font": {"color": INK, "size": FONT_SIZE},
            }
        )  # fmt: skip
    made["layout"] = layout(
        height,
        language,
        margin=margins(top=0, bottom=LINE + 11),
        barmode="overlay",
        bargap=0.3,
        annotations=labels,
        **axes,
    )
    return made
