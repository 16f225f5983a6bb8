"""The report of one grant: what was promised, delivered and spent, with the evidence. The page of the grant shows the same blocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from wsd_data.delivery.datastate import DataState
from wsd_data.figures import Monitor
from wsd_data.figures.dossier import Dossier, dossier
from wsd_data.figures.standing import NAMES
from wsd_data.language import format_date, format_span
from wsd_data.model.dimensions import DIMENSIONS
from wsd_data.model.indicators import INDICATORS, Indicator
from wsd_data.model.text import Language, Text
from wsd_data.reports.account import DAY, DEMO, about, definitions, seen_from
from wsd_data.reports.amounts import PER_YEAR_INDICATORS, amounts, per_year, percent
from wsd_data.reports.evidence import counted, lists
from wsd_data.reports.paper import Cell, Paper, Section
from wsd_data.reports.targets import targets
from wsd_data.reports.wording import NOT_GIVEN, PaperReader, Reader, capital
from wsd_data.store.fold import NOW, AsOf

TITLE = Text("Dossier van beschikking {number}", "Dossier of grant {number}")
GRANT = Text("De beschikking", "The grant")
FACT, GIVEN = Text("Gegeven", "Fact"), Text("Opgegeven", "Given")
STANDING = Text("Stand: {state}", "State: {state}")
WHY = Text("Waarom", "Why")
TARGETS = Text("Doelen, beschikking {number}", "Targets, grant {number}")
SCHEME, TERM, PASSED = Text("Regeling", "Scheme"), Text("Looptijd", "Term"), Text("Verstreken", "Passed")
NONE_NAMED = Text("geen genoemd", "none named")
MONEY = (*PER_YEAR_INDICATORS, "cofinancing_rate", "national_share")


@dataclass(frozen=True, slots=True)
class Asked:
    """Of what a report is asked."""

    number: str
    as_of: AsOf = NOW
    policy: str = "internal"
    language: Language = "nl"


def report(monitor: Monitor, asked: Asked, state: DataState, today: date) -> Paper:
    """The dossier of a grant as known at a moment, seen from the day of that moment. Raises Usage when there is no such grant."""
    day = seen_from(asked.as_of, state, today)
    found = dossier(monitor, asked.number, day, asked.as_of, asked.policy)
    reader = PaperReader(monitor, asked.language, asked.policy, asked.as_of)
    sections = (
        Section("grant", reader.say(GRANT), "", (reader.say(FACT), reader.say(GIVEN)),
                tuple((Cell(name), Cell(value)) for name, value in facts(reader, found)), words=2),
        standing(reader, found),
        amounts(reader, found),
        per_year(reader, found),
        targets(reader, reader.say(TARGETS, number=asked.number), found.standing.targets),
        counted(reader, found),
        *lists(reader, monitor, found, asked.policy, asked.as_of),
        definitions(used(found), asked.language),
    )  # fmt: skip
    told = about(state, asked.as_of, asked.policy, asked.language, link(asked, day), today)
    scope = [reader.name("funder", found.grant.funder), *(reader.name("region", code) for code in found.grant.regions)]
    banner = reader.say(DEMO) if state.demo else ""
    title = reader.say(TITLE, number=asked.number)
    return Paper(title, ", ".join(map(capital, scope)), asked.language, banner, tuple(told), sections)


def link(asked: Asked, day: date) -> str:
    """The address, below that of the dashboard, that gives this dossier again: as known on that day, and seen from it."""
    stand = asked.as_of.text or day.isoformat()
    return "/funding?" + urlencode(
        {"grant": asked.number, "stand": stand, "policy": asked.policy, "lang": asked.language}
    )


def facts(reader: Reader, found: Dossier) -> Iterator[tuple[str, str]]:
    """What the grant is, as name and value; the projects come last."""
    grant = found.grant
    regions = ", ".join(reader.name("region", code) for code in grant.regions)
    yield _noun(reader, "funder", 1), reader.name("funder", grant.funder)
    yield reader.say(SCHEME), grant.scheme or reader.say(NOT_GIVEN)
    yield reader.say(TERM), format_span(grant.start, grant.end, reader.language)
    yield reader.say(PASSED), percent(reader, grant.elapsed(found.today))
    yield _noun(reader, "region", len(grant.regions)), regions or reader.say(NOT_GIVEN)
    yield _noun(reader, "project", len(grant.projects)), ", ".join(grant.projects) or reader.say(NONE_NAMED)


def _noun(reader: Reader, dimension: str, count: int) -> str:
    declared = DIMENSIONS[dimension]
    return capital(reader.say(declared.plural if count > 1 else declared.name))


def standing(reader: Reader, found: Dossier) -> Section:
    """How the grant stands, with the reasons."""
    title = reader.say(STANDING, state=NAMES[found.standing.state])
    rows = tuple((Cell(reader.say(reason)),) for reason in found.standing.reasons)
    day = reader.say(DAY, day=format_date(found.today, reader.language))
    return Section("standing", title, day, (reader.say(WHY),), rows)


def used(found: Dossier) -> list[Indicator]:
    """The indicators of the dossier, each once."""
    aimed = [one.target.indicator for one in found.standing.targets if one.target.indicator is not None]
    every = [*(INDICATORS[id_] for id_ in MONEY), *(one.indicator for one in found.delivered), *aimed]
    return list({indicator.id: indicator for indicator in every}.values())
