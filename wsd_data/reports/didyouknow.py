""" "Wist je dat …": short facts about a year for a newsletter, found in the figures.

Only protected figures come in (policy `public`), and only those that are completely delivered; what is zero, hidden or
unknown never becomes a fact.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

from wsd_data.figures import Monitor, Selection, Total, Value
from wsd_data.language import format_number, format_period
from wsd_data.model.indicators import INDICATORS, Indicator
from wsd_data.model.periods import Period, years
from wsd_data.model.text import Language, Text
from wsd_data.store.fold import NOW, AsOf

Kind = Literal["plain", "record", "first", "doubled", "round", "since"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """How an indicator is told, for one and for more; {n} the number, {when} the period. thing: what the n-th is."""

    one: Text
    many: Text
    thing: Text | None = None


PHRASES: Mapping[str, Phrase] = {
    "presentations": Phrase(
        Text("er {when} 1 presentatie is gehouden", "1 presentation was given {when}"),
        Text("er {when} {n} presentaties zijn gehouden", "{n} presentations were given {when}"),
        Text("presentatie", "presentation")),
    "publications": Phrase(
        Text("er {when} 1 publicatie is verschenen", "1 publication appeared {when}"),
        Text("er {when} {n} publicaties zijn verschenen", "{n} publications appeared {when}"),
        Text("publicatie", "publication")),
    "products": Phrase(
        Text("er {when} 1 product is gemaakt", "1 product was made {when}"),
        Text("er {when} {n} producten zijn gemaakt", "{n} products were made {when}"),
        Text("product", "product")),
    "foreign_visits": Phrase(
        Text("er {when} 1 buitenlands werkbezoek was", "there was 1 foreign working visit {when}"),
        Text("er {when} {n} buitenlandse werkbezoeken waren", "there were {n} foreign working visits {when}")),
    "projects_running": Phrase(
        Text("er {when} 1 project liep", "1 project was running {when}"),
        Text("er {when} {n} projecten liepen", "{n} projects were running {when}")),
    "staff": Phrase(
        Text("er {when} 1 medewerker was", "there was 1 member of staff {when}"),
        Text("er {when} {n} medewerkers waren", "there were {n} members of staff {when}")),
    "followers": Phrase(
        Text("er {when} 1 volger was", "there was 1 follower {when}"),
        Text("er {when} {n} volgers waren", "there were {n} followers {when}")),
    "newsletter_readers": Phrase(
        Text("de nieuwsbrief {when} 1 lezer had", "the newsletter had 1 reader {when}"),
        Text("de nieuwsbrief {when} {n} lezers had", "the newsletter had {n} readers {when}")),
    "students": Phrase(
        Text("er {when} 1 student meedeed", "1 student took part {when}"),
        Text("er {when} {n} studenten meededen", "{n} students took part {when}")),
    "activities": Phrase(
        Text("er {when} 1 activiteit is gehouden", "1 activity was held {when}"),
        Text("er {when} {n} activiteiten zijn gehouden", "{n} activities were held {when}"),
        Text("activiteit", "activity")),
    "attendances": Phrase(
        Text("er {when} 1 keer aan een activiteit is deelgenomen", "an activity was attended once {when}"),
        Text("er {when} {n} keer aan een activiteit is deelgenomen", "activities were attended {n} times {when}")),
    "casuses": Phrase(
        Text("er {when} 1 casus is besproken", "1 casus was discussed {when}"),
        Text("er {when} {n} casussen zijn besproken", "{n} casuses were discussed {when}")),
    "audience": Phrase(
        Text("er {when} 1 toehoorder bij de presentaties was", "there was 1 listener at the presentations {when}"),
        Text("er {when} {n} toehoorders bij de presentaties waren", "there were {n} listeners at the presentations {when}")),
    "municipalities_participating": Phrase(
        Text("er {when} 1 gemeente meedeed", "1 municipality took part {when}"),
        Text("er {when} {n} gemeenten meededen", "{n} municipalities took part {when}")),
    "partners": Phrase(
        Text("er {when} 1 organisatie meedeed", "1 organisation took part {when}"),
        Text("er {when} {n} organisaties meededen", "{n} organisations took part {when}")),
}  # fmt: skip
"""In the order in which they are offered."""
IN = Text("in {period}", "in {period}")
FROM_TO = Text("van {first} tot en met {last}", "from {first} to {last}")
RECORD = Text(
    "{fact}, het hoogste aantal van {year} tot en met {now}", "{fact}, the highest number from {year} to {now}"
)
FIRST = Text(
    "{fact}, voor het eerst sinds het begin van de telling in {year}",
    "{fact}, for the first time since counting began in {year}",
)
DOUBLED = Text("{fact}, twee keer zo veel als in {year}", "{fact}, twice as many as in {year}")
MORE_THAN_DOUBLED = Text(
    "{fact}, meer dan twee keer zo veel als in {year}", "{fact}, more than twice as many as in {year}"
)
ROUND = Text("in {year} de {n}e {thing} werd geteld", "{thing} number {n} was counted in {year}")
ROUND_NUMBERS = tuple(n * 10**power for power in range(2, 7) for n in (1, 2.5, 5))
LEAST_YEARS = 3
"""So many earlier years with a number make a record; fewer would be trivial."""
LEAST_TO_DOUBLE = 5


@dataclass(frozen=True, slots=True)
class Fact:
    """One candidate. clause: what follows "Wist je dat"; number: the figure alone, in words; period: what it is about."""

    id: str
    indicator: str
    kind: Kind
    clause: str
    number: str
    period: Period


@dataclass(frozen=True, slots=True)
class Edition:
    """Of what facts are sought: a year, the month of the newsletter (for stocks), a selection and a state of the data."""

    year: int
    month: Period
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    as_of: AsOf = NOW
    language: Language = "nl"


def facts(monitor: Monitor, about: Edition, first_year: int) -> list[Fact]:
    """Every candidate, plain ones first. first_year: the first year anything is known of."""
    found: list[Fact] = []
    for id_ in PHRASES:
        indicator = INDICATORS[id_]
        if all(dimension in indicator.dimensions for dimension, _ in about.where):
            found += _of(monitor, about, indicator, first_year)
    return sorted(found, key=lambda fact: fact.kind != "plain")


def _of(monitor: Monitor, about: Edition, indicator: Indicator, first_year: int) -> Iterator[Fact]:
    def ask(period: Period, by: tuple[str, ...] = ()) -> tuple[Total, Mapping[str, Value]]:
        selection = Selection(period, about.where)
        answer = monitor.answer(indicator.id, by, selection, about.as_of, "public")
        return answer.total, {row.codes[0]: row.figure for row in answer.rows}

    stock = indicator.kind == "stock"
    period = about.month if stock else years(about.year, about.year)
    # Of a unit that did not look in this very month the last state within a year counts.
    total, _ = ask(year_before(period) if stock and indicator.date_rule == "dated" else period)
    if not total.complete or not _tells(total.figure):
        return
    plain = _fact(about, indicator, "plain", total.figure, period)
    yield plain
    if stock or total.estimate or total.value is None:
        return
    whole, by_year = ask(years(first_year, about.year), ("year",))
    waiting = {year for _, year in whole.missing}
    known = {
        year: by_year[str(year)].value or 0
        for year in range(first_year, about.year)
        if str(year) in by_year and year not in waiting and _exact(by_year[str(year)])
    }
    yield from _compared(about, indicator, plain, total.value, known, first_year)
    if indicator.additive and not indicator.people and len(known) == about.year - first_year:
        yield from _summed(about, indicator, whole, known, total.value)


def year_before(month: Period) -> Period:
    """The twelve months that end with a month."""
    after = month.end + timedelta(days=1)
    start = after.replace(year=after.year - 1)
    return Period(start, month.end, f"{start:%Y-%m}..{month.end:%Y-%m}")


def _tells(figure: Value) -> bool:
    """Whether a figure is worth telling: known, not hidden, more than nothing."""
    return figure.status == "ok" and bool(figure.value or figure.low)


def _exact(figure: Value) -> bool:
    return figure.status == "zero" or (figure.status == "ok" and figure.value is not None and not figure.estimate)


def _fact(about: Edition, indicator: Indicator, kind: Kind, figure: Value, period: Period, when: str = "") -> Fact:
    about_it = figure.estimate and figure.value is not None and (figure.low is None or figure.low <= figure.value)
    shown = replace(figure, low=None, high=None) if about_it else figure
    number = shown.words(language=about.language, decimals=indicator.decimals)
    phrase = PHRASES[indicator.id]
    form = phrase.one if number == "1" else phrase.many
    when = when or IN.in_(about.language).format(period=format_period(period, about.language))
    clause = form.in_(about.language).format(n=number, when=when)
    return Fact(f"{indicator.id}-{kind}", indicator.id, kind, clause, number, period)


def _compared(
    about: Edition, indicator: Indicator, plain: Fact, value: float, known: Mapping[int, float], first_year: int
) -> Iterator[Fact]:
    """What is special about the year beside earlier ones, of which nothing is missing."""

    def special(kind: Kind, text: Text, year: int) -> Fact:
        clause = text.in_(about.language).format(fact=plain.clause, year=year, now=about.year)
        return Fact(f"{indicator.id}-{kind}", indicator.id, kind, clause, plain.number, plain.period)

    unbroken = all(year in known for year in range(first_year, about.year))
    filled = [year for year, number in known.items() if number]
    if unbroken and len(known) >= LEAST_YEARS and not filled:
        yield special("first", FIRST, first_year)
    if len(filled) >= LEAST_YEARS and unbroken and value > max(known.values()):
        yield special("record", RECORD, filled[0])
    before = known.get(about.year - 1, 0)
    if before >= LEAST_TO_DOUBLE and value >= 2 * before:
        yield special("doubled", DOUBLED if value == 2 * before else MORE_THAN_DOUBLED, about.year - 1)


def _summed(
    about: Edition, indicator: Indicator, whole: Total, known: Mapping[int, float], value: float
) -> Iterator[Fact]:
    """Sums since the start, and the round numbers passed; the sum is counted over all years, never added up."""
    filled = [year for year, number in known.items() if number]
    if len(filled) < LEAST_YEARS or whole.value is None or not whole.complete or whole.estimate:
        return
    span = FROM_TO.in_(about.language).format(first=filled[0], last=about.year)
    yield _fact(about, indicator, "since", whole.figure, years(filled[0], about.year), span)
    thing = PHRASES[indicator.id].thing
    passed = [n for n in ROUND_NUMBERS if whole.value - value < n <= whole.value]
    if thing and passed:
        number = format_number(passed[-1], 0, about.language)
        clause = ROUND.in_(about.language).format(year=about.year, n=number, thing=thing.in_(about.language))
        yield Fact(f"{indicator.id}-round", indicator.id, "round", clause, number, years(about.year, about.year))
