"""What a block shows, worked out before anything is drawn: title, sentence, drawing, alt text, table, notes.

A block is understood without its neighbours. Blocks are remembered per view and state of the data.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wsd_data.figures import Answer, Row
from wsd_data.language import format_date
from wsd_data.model.dimensions import DIMENSIONS
from wsd_data.model.indicators import Indicator
from wsd_data.model.text import Text
from wsd_data.ui import texts
from wsd_data.ui.address import FILTERS
from wsd_data.ui.charts import Line, Mark, Part, by_part, large_figure, over_years
from wsd_data.ui.comparison import Shown, change_words
from wsd_data.ui.context import Context
from wsd_data.ui.links import ORIGIN, origin
from wsd_data.ui.style import Drawing, Spec
from wsd_data.ui.table import Entry, Table
from wsd_data.ui.wording import NO_NUMBER, amount, capital, in_large

SPARK_YEARS = 5
TREND_YEARS = 12
MOST_PARTS = 40


@dataclass(frozen=True, slots=True)
class Tile:
    """One key figure: its name, the figure in words over a small drawing (HTML), its change in words, its definition."""

    id: str
    label: str
    figure: str
    change: str
    definition: str


@dataclass(frozen=True, slots=True)
class Block:
    """One chart with all that goes with it.

    explained: the indicators whose definitions belong to it. chooses: what a click on a mark narrows, a filter or
    `period`; "" when nothing.
    """

    id: str
    title: str
    sentence: str
    drawing: Drawing
    alt: str
    notes: tuple[str, ...]
    explained: tuple[str, ...]
    table: Table
    chooses: str = ""


def tiles(context: Context, indicators: Sequence[str]) -> tuple[Tile, ...]:
    """The figure of each indicator in the view, with its change on the period before."""
    key = ("tiles", tuple(indicators), *context.key)
    return context.shelf.get(key, lambda: tuple(_tile(context, context.indicator(id_)) for id_ in indicators))


def _tile(context: Context, indicator: Indicator) -> Tile:
    period = context.view.period
    now = context.shown(indicator.id, period)
    before = context.before(indicator.id, period)
    per_year = context.per_year(indicator.id)
    last = min(period.end.year, context.known_years[-1])
    years = range(last - SPARK_YEARS + 1, last + 1)
    spark = [mark_of(context, indicator, per_year[year]) if year in per_year else None for year in years]
    return Tile(
        indicator.id,
        capital(context.say(indicator.label)),
        large_figure(_large(context, indicator, now), spark) + origin(context.view, context.say(ORIGIN), indicator.id),
        change_words(now, before, indicator, context.public, context.language),
        explained(context, indicator),
    )


def _large(context: Context, indicator: Indicator, shown: Shown) -> str:
    """The figure for a large size: words of nothing stand beneath it, so here they are a dash."""
    return "–" if shown.figure.status == "not_reported" else in_large(shown.figure, indicator, context.language)


def explained(context: Context, indicator: Indicator) -> str:
    """What counts, and what to mind."""
    return " ".join(context.say(text) for text in (indicator.definition, *indicator.caveats))


def trend(context: Context, indicators: Sequence[str], id_: str = "trend") -> Block:
    """How the indicators went over the years, under the regions and themes of the view.

    id_: the name of the block on the page; two trends on one page need names of their own.
    """
    return context.shelf.get((id_, tuple(indicators), *context.key), lambda: _trend(context, indicators, id_))


def _trend(context: Context, indicators: Sequence[str], id_: str) -> Block:
    declared = [context.indicator(id_) for id_ in indicators]
    years = list(context.known_years)[-TREND_YEARS:]
    found = [context.per_year(indicator.id) for indicator in declared]
    lines, entries, rows = [], [], []
    for indicator, shown in zip(declared, found, strict=True):
        marks = tuple(mark_of(context, indicator, shown[y]) for y in years)
        lines.append(Line(context.say(indicator.label), marks))
    for i, year in enumerate(years):
        rows.append(((str(year),), tuple(line.marks[i].words for line in lines)))
        entries += [
            entry_of(context, indicator, (str(year),), (str(year),), line.marks[i])
            for indicator, line in zip(declared, lines, strict=True)
        ]
    period = context.view.period
    subject = capital(joined(context, declared))
    title = context.say(texts.TREND, subject=subject, scope=context.selection_words(), first=years[0], last=years[-1])
    latest = [f"{line.name} {line.marks[-1].words}" for line in lines]
    sentence = closed(f"{context.period_words()}: {_said(context, declared)}")
    notes = [context.say(texts.BAND)]
    if any(not m.whole and m.drawn is not None for line in lines for m in line.marks):
        notes.append(context.say(texts.OPEN_POINT))
    if any(m.least for line in lines for m in line.marks):
        notes.append(context.say(texts.LEAST))
    spec = over_years(years, lines, (period.start.year, period.end.year), context.language)
    if any(trace.get("hoverinfo") == "skip" for trace in spec["data"]):
        notes.append(context.say(texts.HATCHED))
    headings = (capital(context.say(texts.YEAR)), *(capital(line.name) for line in lines))
    alt = f"{title}. {years[-1]}: {'; '.join(latest)}. {context.say(texts.SEE_TABLE)}"
    return block_of(
        context, id_, title, sentence, spec, alt, notes, declared,
        headings, rows, ("year",), entries, context.selection_words(), chooses="period",
    )  # fmt: skip


def _said(context: Context, declared: Sequence[Indicator]) -> str:
    """`52 presentaties (3 meer dan in 2022); publicaties nog niet aangeleverd`; what holds for all is said once."""
    period, told, changes = context.view.period, [], []
    for indicator in declared:
        now = context.shown(indicator.id, period)
        label, words = context.say(indicator.label), context.words(indicator, now.figure)
        told.append(f"{label} {words}" if now.figure.status in NO_NUMBER else f"{words} {label}")
        before = context.before(indicator.id, period)
        change = change_words(now, before, indicator, context.public, context.language)
        changes.append("" if now.figure.status in NO_NUMBER else change)
    if len(declared) > 1 and len(set(changes)) == 1 and changes[0]:
        return f"{'; '.join(told)}. {capital(changes[0])}"
    return "; ".join(f"{one} ({change})" if change else one for one, change in zip(told, changes, strict=True))


def parts(context: Context, indicator: str, dimension: str, most: int = MOST_PARTS) -> Block:
    """How much in each part of a dimension, in its fixed order; the chosen parts in colour, the others grey.

    Of more than `most` parts the largest are drawn.
    """
    return context.shelf.get(
        ("parts", indicator, dimension, most, *context.key), lambda: _parts(context, indicator, dimension, most)
    )


def _parts(context: Context, id_: str, dimension: str, most: int) -> Block:
    indicator = context.indicator(id_)
    (answer,) = context.ask(id_, [(dimension,)], context.view.period, every=(dimension,))
    rows = listed_rows(answer, dimension, context)
    missing = tuple(dict.fromkeys(region for region, _ in answer.total.missing))
    over = context.over(context.view.period)
    chosen = context.view.codes(dimension)
    made = [
        Part(
            context.name(dimension, row.codes[0]),
            mark_of(
                context,
                indicator,
                # A part of another dimension may hold something of every region, so it lacks what the total lacks.
                Shown(
                    row.figure,
                    context.view.period,
                    tuple(r for r in missing if r == row.codes[0]) if dimension == "region" else missing,
                    over,
                ),
            ),
            row.codes[0] in chosen,
            row.codes[0],
        )
        for row in rows
    ]
    label = context.say(indicator.label)
    name = context.say(DIMENSIONS[dimension].name)
    scope = context.selection_words(dimension)
    title = context.say(texts.PARTS, subject=capital(label), dimension=name, scope=scope, period=context.period_words())
    drawn = _worth_drawing(made, most)
    spec = by_part(drawn, context.language)
    notes = []
    if len(drawn) < len(made):
        notes.append(context.say(texts.MOST_SHOWN, shown=len(drawn), all=len(made)))
    if dimension in FILTERS and drawn:
        notes.append(context.say(texts.CLICK))
    if chosen:
        notes.append(context.say(texts.SELECTED, dimension=DIMENSIONS[dimension].plural))
    if any(trace.get("hoverinfo") == "skip" for trace in spec["data"]):
        notes.append(context.say(texts.HATCHED))
    if any(not part.mark.whole and part.mark.drawn for part in drawn):
        notes.append(context.say(texts.STRIPED))
    sentence = sum_sentence(context, indicator, answer)
    alt = f"{title}. {sentence} {context.say(texts.SEE_TABLE)}"
    entries = [
        entry_of(context, indicator, row.codes, (part.name,), part.mark) for row, part in zip(rows, made, strict=True)
    ]
    return block_of(
        context, f"{id_}-{dimension}", title, sentence, spec, alt, notes, [indicator],
        (capital(name), capital(label)), [((p.name,), (p.mark.words,)) for p in made], (dimension,), entries, scope,
        chooses=dimension if dimension in FILTERS else "",
    )  # fmt: skip


def _worth_drawing(parts: Sequence[Part], most: int) -> Sequence[Part]:
    """All parts; of very many those that are chosen and the largest, in their fixed order."""
    if len(parts) <= most:
        return parts
    order = sorted(range(len(parts)), key=lambda i: (not parts[i].chosen, -(parts[i].mark.drawn or 0), i))
    return [parts[i] for i in sorted(order[:most]) if parts[i].chosen or parts[i].mark.drawn]


def listed_rows(answer: Answer, dimension: str, context: Context) -> list[Row]:
    """The rows worth showing: every listed code, special codes only where something stands under them."""
    return [
        row
        for row in answer.rows
        if (row.codes[0] in context.names(dimension) and DIMENSIONS[dimension].listed)
        or row.status in ("ok", "suppressed")
    ]


def mark_of(context: Context, indicator: Indicator, shown: Shown) -> Mark:
    return Mark(
        shown.figure, context.words(indicator, shown.figure), _qualified(context, indicator, shown), shown.whole
    )


def _qualified(context: Context, indicator: Indicator, shown: Shown) -> str:
    """The figure in words; said to be incomplete where something expected is missing."""
    words = context.words(indicator, shown.figure)
    if shown.whole or shown.figure.status == "not_reported":
        return words
    return context.say(texts.INCOMPLETE, words=words)


def sum_sentence(context: Context, indicator: Indicator, answer: Answer) -> str:
    """What the parts come to beside the total: how much is counted more than once because work is shared."""
    total = answer.total
    if total.status == "not_reported":
        return context.say(texts.SUM_NONE)
    words = context.words(indicator, total.figure)
    values = [row.value for row in answer.rows if row.value is not None]
    exact = not (context.public and indicator.people) and not any(row.estimate for row in answer.rows)
    sentence = closed(context.say(texts.SUM_PLAIN, total=words))
    if indicator.additive and exact and total.value is not None and sum(values) > total.value:
        sentence = context.say(
            texts.SUM_SHARED,
            parts=amount(sum(values), indicator, context.language),
            double=amount(sum(values) - total.value, indicator, context.language),
            total=words,
        )
    if not context.over(context.view.period):
        sentence += " " + capital(context.say(texts.NOT_OVER, period=context.period_words()))
    if total.missing:
        regions = dict.fromkeys(region for region, _ in total.missing)
        sentence += " " + context.say(texts.STILL_ONE if len(regions) == 1 else texts.STILL, count=len(regions))
    return sentence


def closed(text: str) -> str:
    """A sentence with one full stop behind it, also after `n.v.t.`"""
    return text.rstrip(".") + "."


def joined(context: Context, declared: Sequence[Indicator]) -> str:
    names = [context.say(indicator.label) for indicator in declared]
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + context.say(texts.AND) + names[-1]


def entry_of(
    context: Context, indicator: Indicator, codes: tuple[str, ...], names: tuple[str, ...], mark: Mark
) -> Entry:
    return Entry(codes, names, indicator.id, context.say(indicator.unit), mark.figure, mark.words, mark.whole)


def block_of(
    context: Context, id_: str, title: str, sentence: str, spec: Spec, alt: str, notes: list[str],
    declared: Sequence[Indicator], headings: tuple[str, ...], rows: Sequence[tuple[tuple[str, ...], tuple[str, ...]]],
    dimensions: tuple[str, ...], entries: Sequence[Entry], scope: str, *, chooses: str = "",
) -> Block:  # fmt: skip
    people = any(indicator.people for indicator in declared)
    if people and context.public:
        notes.append(context.say(texts.PUBLIC_CAPTION))
    if people:
        notes.append(f"**{context.say(texts.NOT_FOR_PUBLICATION)}**")
    notes.append(context.source())
    period = () if "year" in dimensions else (("period", context.view.period.text),)
    about = context.about(*period, ("selection", scope), people=people)
    table = Table(title, headings, tuple(rows), dimensions, tuple(entries), about)
    explained = tuple(i.id for i in declared)
    return Block(id_, title, sentence, Drawing(spec), alt, tuple(notes), explained, table, chooses)


def under(context: Context, block: Block) -> list[str]:
    """What stands under the drawing in a picture of it: what it shows, its notes, and where it comes from."""
    unsaid = [context.say(text) for text in texts.ON_SCREEN_ONLY]
    notes = " ".join(note.replace("*", "") for note in block.notes if note not in unsaid)
    day = format_date(context.today, context.language)
    demo = [context.say(texts.DEMO_PLAIN) + "."] if context.demo else []
    return [block.sentence, notes, " ".join([*demo, context.say(texts.PICTURE_OF, day=day)])]


def page_title(context: Context, page: Text) -> str:
    """The title of a page: its name and the selection in words."""
    return context.say(texts.PAGE_TITLE, page=page, selection=context.selection_words(), period=context.period_words())
