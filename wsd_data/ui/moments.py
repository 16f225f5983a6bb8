"""How much in each month, quarter or year of the chosen period: upright bars, and what could not be placed in words.

The grain follows the length of the period. What is dated too widely for the grain has no bar, and is said.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from wsd_data.figures import Answer, Value
from wsd_data.language import format_period
from wsd_data.model.dimensions import DIMENSIONS, SPECIAL, UNPLACED
from wsd_data.model.indicators import Indicator
from wsd_data.model.periods import GRAIN_MONTHS, Grain, Period
from wsd_data.model.text import Language, Text
from wsd_data.ui import content, texts
from wsd_data.ui.charts import LEAST_TOP, Mark, bounds
from wsd_data.ui.comparison import Shown
from wsd_data.ui.content import Block
from wsd_data.ui.context import Context
from wsd_data.ui.style import FOCUS, INK, LINE, STRIPES, Spec, hatching, layout, margins, numbers_width
from wsd_data.ui.wording import capital

NOT_BEGUN = Value(None, None, None, "not_applicable", "not_begun")
MOST_MONTHS, MOST_QUARTERS, MOST_BARS = 24, 32, 40
MOST_LABELLED = 12
MOST_TICKS = 8
HEIGHT = 260

MONTHS = Text("jan feb mrt apr mei jun jul aug sep okt nov dec", "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec")
QUARTER = Text("kw {n}", "Q{n}")
TITLE = Text("{subject} per {grain}, {scope}, {period}", "{subject} by {grain}, {scope}, {period}")
UNPLACED_SENTENCE = Text(
    "Niet nader gedateerd: {words}; daarvan is geen {grain} bekend, dus die staan niet in de tekening.",
    "Not dated more closely: {words}; for these no {grain} is known, so they are not in the drawing.",
)
TO_COME = Text("moet nog komen", "still to come")
RUNNING = Text("{moment} is nog niet voorbij.", "{moment} is not over yet.")
YEARS_KNOWN = Text(
    "Getekend zijn de jaren waarover gegevens bekend zijn; de tabel heeft ze alle.",
    "Drawn are the years about which data are known; the table has them all.",
)
STRIPED = Text(
    "Gestreept: nog niet volledig aangeleverd of nog niet voorbij.", "Striped: not completely reported or not over yet."
)
RANGES = Text("Dunne streepjes: tussen welke grenzen het ligt.", "Thin lines: the bounds between which it lies.")


@dataclass(frozen=True, slots=True)
class Moment:
    """One stretch of time with its figure. tick: its place on the axis in words, "" where none is written."""

    period: Period
    name: str
    mark: Mark
    tick: str = ""


def grain_of(period: Period) -> Grain:
    """Months up to two years, quarters up to eight, else years."""
    first, last = period.start, period.end
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    return "month" if months <= MOST_MONTHS else "quarter" if months <= 3 * MOST_QUARTERS else "year"


def _grain(period: Period, finest: Grain) -> Grain:
    return max(grain_of(period), finest, key=GRAIN_MONTHS.__getitem__)


def several(context: Context, finest: Grain = "month") -> bool:
    """Whether the chosen period holds more than one moment, so that there is something to see."""
    period = context.view.period
    return len(list(itertools.islice(period.buckets(_grain(period, finest)), 2))) > 1


def over_time(context: Context, indicator: str, finest: Grain = "month") -> Block:
    """How an indicator is spread over the chosen period. finest: the grain that is asked at least."""
    return context.shelf.get(
        ("moments", indicator, finest, *context.key), lambda: _over_time(context, indicator, finest)
    )


def _over_time(context: Context, id_: str, finest: Grain) -> Block:
    indicator, period = context.indicator(id_), context.view.period
    grain = _grain(period, finest)
    (answer,) = context.ask(id_, [(grain,)], period)
    moments = _moments(context, indicator, grain, answer)
    drawn = moments
    if len(moments) > MOST_BARS:
        known = context.known_years
        drawn = [m for m in moments if m.period.start.year in known][-MOST_BARS:]
    spec = by_moment(drawn, context.language)
    name, label = context.say(DIMENSIONS[grain].name), context.say(indicator.label)
    scope = context.selection_words()
    title = context.say(TITLE, subject=capital(label), grain=name, scope=scope, period=context.period_words())
    unplaced = next((row.figure for row in answer.rows if row.codes == (UNPLACED,)), None)
    sentence = _sentence(context, indicator, answer, unplaced, name)
    listed = [((m.name,), (m.mark.words,)) for m in moments]
    entries = [content.entry_of(context, indicator, (m.period.text,), (m.name,), m.mark) for m in moments]
    if unplaced is not None and unplaced.status in ("ok", "suppressed"):
        rest, words = context.say(SPECIAL[UNPLACED]), context.words(indicator, unplaced)
        listed.append(((rest,), (words,)))
        entries.append(content.entry_of(context, indicator, (UNPLACED,), (rest,), Mark(unplaced, words, words)))
    return content.block_of(
        context, f"{id_}-over-time", title, sentence, spec, f"{title}. {sentence} {context.say(texts.SEE_TABLE)}",
        _notes(context, moments, drawn), [indicator], (capital(name), capital(label)), listed, (grain,), entries, scope,
        chooses="period",
    )  # fmt: skip


def _moments(context: Context, indicator: Indicator, grain: Grain, answer: Answer) -> list[Moment]:
    found = {row.codes[0]: row.figure for row in answer.rows}
    buckets = list(context.view.period.buckets(grain))
    ticks = _ticks(buckets, grain, context.language)
    moments = []
    for bucket, tick in zip(buckets, ticks, strict=True):
        figure = found.get(bucket.text, Value(None, None, None, "not_reported"))
        name = capital(format_period(bucket, context.language))
        if bucket.start > context.today and not figure.value:
            moments.append(Moment(bucket, name, Mark(NOT_BEGUN, "", context.say(TO_COME)), tick))
            continue
        missing = tuple(dict.fromkeys(region for region, year in answer.total.missing if year == bucket.start.year))
        shown = Shown(figure, bucket, missing, context.over(bucket))
        moments.append(Moment(bucket, name, content.mark_of(context, indicator, shown), tick))
    return moments


def _ticks(buckets: Sequence[Period], grain: Grain, language: Language) -> list[str]:
    """The words on the axis: every month of one year, else the years and quarters that fit on a phone."""
    if grain == "month" and len(buckets) <= MOST_LABELLED:
        months = MONTHS.in_(language).split()
        names = [months[b.start.month - 1] for b in buckets]
        return [
            f"{name}<br>{b.start.year}" if i == 0 or b.start.month == 1 else name
            for i, (b, name) in enumerate(zip(buckets, names, strict=True))
        ]
    if grain == "quarter" and len(buckets) <= MOST_TICKS:
        return [
            QUARTER.format(n=(b.start.month + 2) // 3).in_(language)
            + (f"<br>{b.start.year}" if i == 0 or b.start.month == 1 else "")
            for i, b in enumerate(buckets)
        ]
    first_of_year = [b.start.month == 1 for b in buckets]
    step = -(-sum(first_of_year) // MOST_TICKS) or 1
    ticks = []
    for i, b in enumerate(buckets):
        # A period that begins halfway a year names that year too, where it does not touch the next.
        early = i == 0 and not first_of_year[0] and not any(first_of_year[: 24 // GRAIN_MONTHS[grain] // 4])
        named = early or (first_of_year[i] and (b.start.year - buckets[-1].start.year) % step == 0)
        ticks.append(str(b.start.year) if named else "")
    return ticks


def _sentence(context: Context, indicator: Indicator, answer: Answer, unplaced: Value | None, grain: str) -> str:
    parts = [content.sum_sentence(context, indicator, answer)]
    if unplaced is not None and unplaced.status in ("ok", "suppressed"):
        parts.append(context.say(UNPLACED_SENTENCE, words=context.words(indicator, unplaced), grain=grain))
    return " ".join(parts)


def _notes(context: Context, moments: Sequence[Moment], drawn: Sequence[Moment]) -> list[str]:
    notes = []
    if len(drawn) < len(moments):
        notes.append(context.say(YEARS_KNOWN))
    if any(m.mark.drawn for m in drawn):
        notes.append(context.say(texts.CLICK_PERIOD))
    if any(_gap(m) for m in drawn):
        notes.append(context.say(texts.HATCHED))
    if len(moments) > 1:
        running = [m.name for m in drawn if m.period.start <= context.today <= m.period.end]
        notes += [context.say(RUNNING, moment=name) for name in running]
    if any(not m.mark.whole and m.mark.drawn for m in drawn):
        notes.append(context.say(STRIPED))
    if bounds("error_y", [m.mark for m in drawn]):
        notes.append(context.say(RANGES))
    return notes


def by_moment(moments: Sequence[Moment], language: Language) -> Spec:
    """How much when? Upright bars in order of time; numbers on them where they fit, else along the axis.

    What was not reported is hatched; what is hidden or does not apply has only its words; what is not whole is
    striped; a range has thin bounds.
    """
    top = max(LEAST_TOP, *(m.mark.drawn or 0 for m in moments), *(m.mark.figure.high or 0 for m in moments), 0)
    labelled = len(moments) <= MOST_LABELLED
    upright = not labelled or (len(moments) > 6 and any(len(m.mark.label) > 3 and not _gap(m) for m in moments))
    reach = top * (1.4 if upright and labelled else 1.16 if labelled else 1.06)
    data: list[Spec] = []
    gaps = [m.period.text for m in moments if _gap(m)]
    if gaps:
        data.append({"type": "bar", "x": gaps, "y": [reach] * len(gaps), "marker": hatching(), "hoverinfo": "skip"})
    for striped in (False, True):
        group = [m for m in moments if m.mark.whole != striped and not _gap(m)]
        if group:
            data.append(_bars(group, {"color": FOCUS, **({"pattern": STRIPES} if striped else {})}, labelled, upright))
    numbered = not labelled and any(m.mark.drawn for m in moments)
    return {
        "data": data,
        "layout": layout(
            HEIGHT,
            language,
            margin=margins(
                numbers_width(reach, language) if numbered else 0,
                bottom=11 + LINE * max((m.tick.count("<br>") + 1 for m in moments), default=1),
            ),
            barmode="overlay",
            bargap=0.3 if len(moments) > 3 else 0.6,
            xaxis={
                "type": "category",
                "categoryorder": "array",
                "categoryarray": [m.period.text for m in moments],
                "range": [-0.5, max(len(moments), 1) - 0.5],
                "tickvals": [m.period.text for m in moments if m.tick],
                "ticktext": [m.tick for m in moments if m.tick],
                "tickangle": 0,
                "fixedrange": True,
                "tickfont": {"color": INK},
            },
            yaxis={
                "range": [0, reach],
                "fixedrange": True,
                "nticks": 4,
                **({"dtick": 1} if top <= LEAST_TOP else {}),
                "tickformat": ",~r",
                "visible": numbered,
            },
        ),
    }


def _gap(moment: Moment) -> bool:
    return moment.mark.figure.status == "not_reported"


def _bars(group: Sequence[Moment], marker: Spec, labelled: bool, upright: bool) -> Spec:
    """Bars of one look. Where numbers do not fit, only what is no number is written."""
    marks = [m.mark for m in group]
    bars: Spec = {
        "type": "bar",
        "x": [m.period.text for m in group],
        "y": [mark.drawn or 0 for mark in marks],
        "text": [mark.label if labelled or mark.drawn is None else "" for mark in marks],
        "textposition": "outside",
        "textangle": -90 if upright else 0,
        "textfont": {"color": INK},
        "constraintext": "none",
        "cliponaxis": False,
        "marker": marker,
        "customdata": [[f"{m.name}: {m.mark.words}", m.period.text] for m in group],
        "hovertemplate": "%{customdata[0]}<extra></extra>",
    }
    return {**bars, **bounds("error_y", marks)}
