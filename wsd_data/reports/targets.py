"""Targets in words: planned, expected by now, counted, the difference, and what the deliverer explained."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from wsd_data.figures import Value
from wsd_data.figures.targets import Compared
from wsd_data.language import format_date, format_period
from wsd_data.model.dimensions import DIMENSIONS
from wsd_data.model.text import Text
from wsd_data.reports.account import DAY
from wsd_data.reports.paper import Cell, Section, unmarked_cell
from wsd_data.reports.wording import (
    ABOUT,
    INCOMPLETE,
    PEOPLE_NOT_FOR_PUBLICATION,
    PUBLIC_CAPTION,
    Reader,
    amount,
    capital,
)

AIM, PERIOD = Text("Doel", "Target"), Text("Periode", "Period")
PLANNED, EXPECTED = Text("Gepland", "Planned"), Text("Nu verwacht", "Expected by now")
COUNTED, DIFFERENCE = Text("Geteld", "Counted"), Text("Verschil", "Difference")
STATE, EXPLAINED = Text("Stand", "State"), Text("Toelichting", "Explanation")
HEADINGS = (AIM, PERIOD, PLANNED, EXPECTED, COUNTED, DIFFERENCE, STATE, EXPLAINED)

STATES = {
    "reached": Text("gehaald", "reached"),
    "on_course": Text("op schema", "on schedule"),
    "behind": Text("achter op schema", "behind schedule"),
    "open": Text("nog niet te zeggen", "cannot be said yet"),
}
MISSED = Text("niet gehaald", "not reached")
UNSURE = Text("niet met zekerheid te zeggen", "cannot be said for sure")
AT_LEAST, AT_MOST = Text("ten minste {number}", "at least {number}"), Text("ten hoogste {number}", "at most {number}")
MORE = Text("{number} meer dan gepland", "{number} more than planned")
LESS = Text("{number} minder dan gepland", "{number} less than planned")
EXACTLY = Text("precies zoals gepland", "exactly as planned")
NOT_EVEN = Text("pas aan het eind", "only at the end")
UNKNOWN_INDICATOR = Text("onbekende indicator “{name}”", "unknown indicator “{name}”")
WITHHELD = Text("niet te zien zoals openbaar", "not visible as public")
EXPECTED_NOTE = Text(
    "“Nu verwacht” is het geplande deel tot en met vandaag, gelijk verdeeld over de dagen. Aantallen die niet optellen in de "
    "tijd worden pas aan het eind verwacht.",
    "“Expected by now” is the planned part up to and including today, spread evenly over the days. Numbers that do not add up "
    "over time are expected only at the end.",
)
COUNTED_OF_PROJECTS = Text(
    "Geteld is wat bij de projecten van de beschikking hoort.", "Counted is what belongs to the projects of the grant."
)
COUNTED_OF_ALL = Text(
    "Waar de beschikking geen projecten noemt of er geen beschikking is, is alles geteld van de werkplaats waar het doel over "
    "gaat, binnen het thema als dat is opgegeven.",
    "Where the grant names no projects or there is no grant, everything of the werkplaats the target is about is counted, within "
    "the theme where one was given.",
)
NO_TARGETS = Text("Bij deze beschikking zijn geen doelen opgegeven.", "No targets were given with this grant.")
GRANT = Text("Beschikking", "Grant")
WITHOUT = Text("zonder beschikking", "without a grant")
OF_YEAR = Text("Doelen over {year}", "Targets of {year}")
NONE_OF_YEAR = Text("Over {year} zijn geen doelen opgegeven.", "No targets were given for {year}.")
WHOLE_PERIOD = Text(
    "Een doel van meer jaren staat bij elk van die jaren, met wat er over zijn hele periode is geteld.",
    "A target of several years stands with each of those years, with what was counted over its whole period.",
)
GRANT_AT = 2
"""The column of the grant, where targets of several grants stand together."""


def targets(reader: Reader, title: str, found: Sequence[Compared]) -> Section:
    """Every target with what was counted; a sentence instead where there are none."""
    headings = tuple(map(reader.say, HEADINGS))
    prose = tuple(HEADINGS.index(heading) for heading in (AIM, DIFFERENCE, STATE, EXPLAINED))
    told = tuple(reader.say(text) for text in notes(reader, found)) if found else ()
    return Section(
        "targets", title, "" if found else reader.say(NO_TARGETS), headings, tuple(line_of(reader, one) for one in found),
        notes=told, words=2, prose=prose,
    )  # fmt: skip


def of_year(reader: Reader, year: int, day: date, found: Sequence[Compared]) -> Section:
    """The targets of all grants that touch a year, and those without a grant, as seen from a day."""
    plain = targets(reader, reader.say(OF_YEAR, year=year), found)
    rows = tuple(
        (*row[:GRANT_AT], Cell(one.target.grant or reader.say(WITHOUT)), *row[GRANT_AT:])
        for row, one in zip(plain.rows, found, strict=True)
    )
    several = any(not one.target.whole_year for one in found)
    seen = reader.say(DAY, day=format_date(day, reader.language))
    return replace(
        plain, sentence=seen if found else reader.say(NONE_OF_YEAR, year=year),
        headings=(*plain.headings[:GRANT_AT], reader.say(GRANT), *plain.headings[GRANT_AT:]), rows=rows, words=plain.words + 1,
        prose=tuple(place + (place >= GRANT_AT) for place in plain.prose),
        notes=(*([reader.say(WHOLE_PERIOD)] if several else []), *plain.notes),
    )  # fmt: skip


def notes(reader: Reader, found: Sequence[Compared]) -> list[Text]:
    """What holds for the table."""
    told = [EXPECTED_NOTE]
    if any(one.through_projects for one in found):
        told.append(COUNTED_OF_PROJECTS)
    if any(one.where and not one.through_projects for one in found):
        told.append(COUNTED_OF_ALL)
    if about_people(found):
        told += [PUBLIC_CAPTION] if reader.public else []
        told.append(PEOPLE_NOT_FOR_PUBLICATION)
    return told


def about_people(found: Sequence[Compared]) -> bool:
    """Whether a target among them is about a number of people."""
    return any(one.target.indicator is not None and one.target.indicator.people for one in found)


def line_of(reader: Reader, one: Compared) -> tuple[Cell, ...]:
    """The cells of a target."""
    return (
        Cell(subject(reader, one)), Cell(format_period(one.target.period, reader.language)),
        _planned(reader, one, one.target.planned), _planned(reader, one, one.expected), _counted(reader, one),
        Cell(difference(reader, one)), Cell(reader.say(state_words(one))),
        Cell(reader.say(WITHHELD) if one.withheld else one.explained),
    )  # fmt: skip


def state_words(one: Compared) -> Text:
    """How it stands with a target; at the end of its period that is final."""
    if one.over and one.state == "behind":
        return MISSED
    unsure = one.over and one.state == "open" and one.complete and one.difference.value is not None
    return UNSURE if unsure else STATES[one.state]


def subject(reader: Reader, one: Compared) -> str:
    """What a target is about: indicator, and theme, werkplaats and more as far as it names them."""
    indicator = one.target.indicator
    name = reader.say(UNKNOWN_INDICATOR, name=one.target.said) if indicator is None else reader.say(indicator.label)
    about = [*one.target.themes]
    for dimension, codes in one.where:
        if dimension in ("region", "lectoraat", "municipality"):
            about += [reader.name(dimension, code) for code in codes]
    projects = reader.say(DIMENSIONS["project"].plural) if one.through_projects else ""
    return capital(", ".join(filter(None, (name, *about, projects))))


def _planned(reader: Reader, one: Compared, figure: Value) -> Cell:
    if figure.reason == "not_even":
        return Cell(reader.say(NOT_EVEN))
    if one.target.indicator is not None:
        return unmarked_cell(one.target.indicator, figure, reader.language)
    return Cell(figure.words(language=reader.language, decimals=1))


def _counted(reader: Reader, one: Compared) -> Cell:
    if one.target.indicator is None:
        return Cell("–")
    cell = unmarked_cell(one.target.indicator, one.realised, reader.language)
    if one.complete or one.realised.value is None:
        return cell
    return cell.extended(reader.say(INCOMPLETE, words=cell.text))


def difference(reader: Reader, one: Compared) -> str:
    """Counted minus planned in words: `14 minder dan gepland`."""
    gap, indicator = one.difference, one.target.indicator
    if indicator is None or gap.value is None:
        return "–"
    if gap.low is not None and gap.high is None:
        words = (MORE, AT_LEAST) if gap.low >= 0 else (LESS, AT_MOST)
        return reader.say(
            words[0], number=reader.say(words[1], number=amount(abs(gap.low), indicator, reader.language))
        )
    about = gap.estimate or (reader.public and indicator.people)
    if not gap.value and not about:
        return reader.say(EXACTLY)
    size = amount(abs(gap.value), indicator, reader.language)
    size = reader.say(ABOUT, number=size) if about else size
    return reader.say(MORE if gap.value > 0 else LESS, number=size)
