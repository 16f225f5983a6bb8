"""How a grant stands, for a board: on course, in need of a talk, or not to be said yet, each with its reasons.

A verdict rests on what is known: where spending or targets are missing it says so and never stands for more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from wsd_data.figures.answer import Value
from wsd_data.figures.grants import Grant
from wsd_data.figures.monitor import Monitor
from wsd_data.figures.targets import Compared, compared
from wsd_data.language import format_date, format_number
from wsd_data.model.text import Language, Text
from wsd_data.store.fold import NOW, AsOf

State = Literal["talk", "unknown", "course", "upcoming", "settled"]
APART = 0.15
"""Shares of time and money further apart than this need a talk."""
STALE = timedelta(days=456)
"""Spending known for longer ago than fifteen months says nothing about now."""
LATE = timedelta(days=365)
"""So long after its end a grant is usually settled."""

NAMES: Mapping[State, Text] = {
    "talk": Text("vraagt een gesprek", "needs a talk"),
    "unknown": Text("nog niet te zeggen", "cannot be said yet"),
    "course": Text("op koers", "on course"),
    "upcoming": Text("nog niet begonnen", "not begun yet"),
    "settled": Text("vastgesteld", "settled"),
}
"""In the order in which a board reads them."""

OVERSPENT = Text(
    "Besteed is {spent}, en dat is meer dan de verleende {awarded}.", "Spent is {spent}, which is more than the {awarded} awarded."
)  # fmt: skip
FASTER = Text(
    "Het geld gaat sneller dan de tijd: {money} % besteed na {time} % van de looptijd ({day}).",
    "Money goes faster than time: {money} % spent after {time} % of the term ({day}).",
)
SLOWER = Text(
    "Het geld gaat langzamer dan de tijd: {money} % besteed na {time} % van de looptijd ({day}).",
    "Money goes slower than time: {money} % spent after {time} % of the term ({day}).",
)
EVEN = Text(
    "Geld en tijd gaan gelijk op: {money} % besteed na {time} % van de looptijd ({day}).",
    "Money keeps up with time: {money} % spent after {time} % of the term ({day}).",
)
NO_SPENDING = Text("Wat er besteed is, is niet opgegeven.", "What was spent was not given.")
OLD_SPENDING = Text(
    "De laatst bekende besteding is van {day}; dat zegt te weinig over nu.",
    "The last known spending is of {day}; that says too little about now.",
)
ALMOST_AWARDED = Text("Het verleende bedrag is 0 of niet opgegeven.", "The amount awarded is 0 or was not given.")
SETTLED = Text(
    "Vastgesteld op {settled}, precies het verleende bedrag.", "Settled at {settled}, exactly the amount awarded."
)
SETTLED_LESS = Text(
    "Vastgesteld op {settled}: {less} minder dan verleend.", "Settled at {settled}: {less} less than awarded."
)
SETTLED_MORE = Text(
    "Vastgesteld op {settled}: {less} meer dan verleend.", "Settled at {settled}: {less} more than awarded."
)
NOT_SETTLED = Text(
    "Afgelopen op {end}, en er is nog geen vastgesteld bedrag opgegeven.",
    "Ended on {end}, and no settled amount was given yet.",
)
BEHIND = (
    Text("Het ene doel blijft achter.", "The one target falls short."),
    Text("Een van de {all} doelen blijft achter.", "One of the {all} targets falls short."),
    Text("{count} van de {all} doelen blijven achter.", "{count} of the {all} targets fall short."),
)
OPEN = (
    Text("Het ene doel is nog niet te beoordelen.", "The one target cannot be judged yet."),
    Text("Een van de {all} doelen is nog niet te beoordelen.", "One of the {all} targets cannot be judged yet."),
    Text(
        "{count} van de {all} doelen zijn nog niet te beoordelen.", "{count} of the {all} targets cannot be judged yet."
    ),
)
MET = (
    Text("Het ene doel is gehaald of ligt op schema.", "The one target was reached or is on schedule."),
    Text("Alle doelen zijn gehaald of liggen op schema.", "All targets were reached or are on schedule."),
    Text("Alle {all} doelen zijn gehaald of liggen op schema.", "All {all} targets were reached or are on schedule."),
)
"""Each for the only target of a grant, for one of several, and for more of them."""
NO_TARGETS = Text(
    "Er zijn geen doelen opgegeven; dit gaat dus alleen over het geld.",
    "No targets were given, so this is about the money only.",
)


@dataclass(frozen=True, slots=True)
class Standing:
    """A grant with its verdict. reasons: sentences in both languages, what weighs most first."""

    grant: Grant
    state: State
    reasons: tuple[Text, ...]
    targets: tuple[Compared, ...]


def standings(monitor: Monitor, today: date, as_of: AsOf = NOW, policy: str = "public") -> tuple[Standing, ...]:
    """Every grant, in order of number. Asks per indicator once for the targets of all grants together."""
    grants = {grant.number: grant for grant in monitor.grants(as_of)}
    promised = [target for target in monitor.targets(as_of) if target.grant in grants]
    of_grant: dict[str, list[Compared]] = defaultdict(list)
    for one in compared(monitor, promised, grants, today, as_of, policy):
        of_grant[one.target.grant].append(one)
    return tuple(standing_of(grant, of_grant[number], today) for number, grant in grants.items())


def standing_of(grant: Grant, targets: Sequence[Compared], today: date) -> Standing:
    """The verdict on one grant on a day."""
    if today < grant.start:
        return Standing(grant, "upcoming", (), tuple(targets))
    money = _money(grant, today)
    content = _content(targets)
    told = [*money, *content]
    if grant.settled.value is not None:
        return Standing(grant, "settled", tuple(text for _, text in told), tuple(targets))
    order = list(NAMES)
    told.sort(key=lambda one: order.index(one[0]))
    worst = told[0][0]
    return Standing(grant, worst, tuple(text for _, text in told), tuple(targets))


def _money(grant: Grant, today: date) -> list[tuple[State, Text]]:
    if grant.settled.value is not None:
        return [("settled", _settled(grant))]
    found: list[tuple[State, Text]] = []
    if grant.end < today:
        late = today - grant.end > LATE
        found.append(("talk" if late else "unknown", _dated(NOT_SETTLED, "end", grant.end)))
    share = grant.spent_share
    if grant.spent.value is None or grant.spent_to is None:
        return [*found, ("unknown", NO_SPENDING)]
    if share is None:
        return [*found, ("unknown", ALMOST_AWARDED)]
    time = grant.elapsed(grant.spent_to)
    if grant.awarded.value is not None and grant.spent.value > grant.awarded.value:
        found.append(("talk", _amounts(OVERSPENT, spent=grant.spent, awarded=grant.awarded)))
    elif abs(share - time) > APART:
        found.append(("talk", _shares(FASTER if share > time else SLOWER, share, time, grant.spent_to)))
    else:
        found.append(("course", _shares(EVEN, share, time, grant.spent_to)))
    if min(today, grant.end) - grant.spent_to > STALE:
        found.append(("unknown", _dated(OLD_SPENDING, "day", grant.spent_to)))
    return found


def _settled(grant: Grant) -> Text:
    settled, awarded = grant.settled, grant.awarded
    if settled.value is None or awarded.value is None or settled.value == awarded.value:
        return _amounts(SETTLED, settled=settled)
    gap = round(abs(awarded.value - settled.value), 2)
    less = Value(gap, gap, gap, "ok", None, settled.estimate or awarded.estimate)
    return _amounts(SETTLED_LESS if settled.value < awarded.value else SETTLED_MORE, settled=settled, less=less)


def _content(targets: Sequence[Compared]) -> list[tuple[State, Text]]:
    if not targets:
        return [("course", NO_TARGETS)]
    found: list[tuple[State, Text]] = []
    weights: tuple[tuple[str, State, tuple[Text, Text, Text]], ...] = (
        ("behind", "talk", BEHIND),
        ("open", "unknown", OPEN),
    )
    for state, worth, said in weights:
        count = sum(one.state == state for one in targets)
        if count:
            found.append((worth, _numbered(said, count, len(targets))))
    return found or [("course", _numbered(MET, len(targets), len(targets)))]


def _numbered(said: tuple[Text, Text, Text], count: int, every: int) -> Text:
    """The sentence about the only target, about one of them, or about several."""
    return (said[0] if every == 1 else said[1] if count == 1 else said[2]).format(count=count, all=every)


def _amounts(text: Text, **figures: Value) -> Text:
    def said(language: Language) -> dict[str, str]:
        return {name: figure.words("€", language, 2) for name, figure in figures.items()}

    return Text(text.nl.format(**said("nl")), text.en.format(**said("en")))


def _dated(text: Text, name: str, day: date) -> Text:
    return Text(text.nl.format(**{name: format_date(day, "nl")}), text.en.format(**{name: format_date(day, "en")}))


def _shares(text: Text, money: float, time: float, day: date) -> Text:
    def said(language: Language) -> dict[str, str]:
        shares = {name: format_number(share * 100, 0, language) for name, share in (("money", money), ("time", time))}
        return shares | {"day": format_date(day, language)}

    return Text(text.nl.format(**said("nl")), text.en.format(**said("en")))
