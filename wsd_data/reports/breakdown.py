"""One year in parts: the key outputs per werkplaats and per theme, with the total that was counted and not summed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from wsd_data.figures import Answer, Monitor, Selection, Total, Value
from wsd_data.figures.targets import NOT_COUNTED
from wsd_data.model.dimensions import SPECIAL
from wsd_data.model.indicators import INDICATORS, Indicator
from wsd_data.model.text import Text
from wsd_data.reports.paper import BLANK, INCOMPLETE, MARK, Cell, Drawing, Section, figure_cell, mark_of
from wsd_data.reports.wording import Reader, capital
from wsd_data.store.fold import NOW, AsOf

TOTAL = Text("Totaal", "Total")
UNFILLED = Text(
    "{mark} niet overal ingevuld: van een deel van de rijen is het aantal niet bekend.",
    "{mark} not filled in everywhere: of some of the rows the number is not known.",
)
SHARED = Text(
    "Gedeeld werk telt bij elke werkplaats en elk thema heel mee en in het totaal één keer. Een totaal is geteld, niet opgeteld.",
    "Shared work counts whole in each region and theme and once in the total. A total is counted, not summed.",
)
NOT_EFFECT = Text("De cijfers zeggen hoeveel, niet met welk effect.", "The figures say how much, not to what effect.")
DRAWN = "presentations"


@dataclass(frozen=True, slots=True)
class Division:
    """How a year is divided: by which dimension, under which title and heading, and what is counted in each part."""

    dimension: str
    title: Text
    heading: Text
    indicators: tuple[str, ...]


OUTPUTS = ("projects_running", "presentations", "publications", "products")
BY_REGION = Division(
    "region", Text("Per werkplaats, {year}", "Per region, {year}"), Text("Werkplaats", "Region"), (*OUTPUTS, "attendances", "casuses")
)  # fmt: skip
BY_THEME = Division("theme", Text("Per thema, {year}", "Per theme, {year}"), Text("Thema", "Theme"), OUTPUTS)


def breakdown(
    reader: Reader, monitor: Monitor, division: Division, year: int, selection: Selection, policy: str, as_of: AsOf = NOW
) -> Section:  # fmt: skip
    """The block. selection: the year and what else was chosen; what says nothing about an indicator leaves it "n.v.t."."""
    declared = [INDICATORS[id_] for id_ in division.indicators]
    answers = [_asked(monitor, indicator, division.dimension, selection, as_of, policy) for indicator in declared]
    found: list[dict[str, Value]] = [{row.codes[0]: row.figure for row in answer.rows} for answer in answers]
    every = (*monitor.labels(division.dimension, as_of), *SPECIAL)
    codes = [code for code in every if any(code in figures for figures in found)]
    totals = [
        figure_cell(indicator, answer.total.figure, reader.language, complete=not answer.total.missing)
        for indicator, answer in zip(declared, answers, strict=True)
    ]
    rows = [
        (Cell(reader.name(division.dimension, code)),
         *(_cell(reader, indicator, figures, code) for indicator, figures in zip(declared, found, strict=True)))
        for code in codes
    ]  # fmt: skip
    rows.append((Cell(reader.say(TOTAL)), *totals))
    notes = [reader.say(UNFILLED, mark=BLANK)] if any(not v.filled for f in found for v in f.values()) else []
    notes += [f"{MARK} {reader.say(INCOMPLETE)}."] if any(MARK in cell.text for cell in totals) else []
    notes += [reader.say(SHARED), reader.say(NOT_EFFECT)]
    headings = (reader.say(division.heading), *(_name(reader, indicator) for indicator in declared))
    place = division.indicators.index(DRAWN)
    drawings = tuple(_drawn(reader, declared[place], rows, place + 1, codes, found[place]))
    title = reader.say(division.title, year=year)
    return Section(division.dimension, title, "", headings, tuple(rows), drawings, tuple(notes))


def _asked(
    monitor: Monitor, indicator: Indicator, dimension: str, selection: Selection, as_of: AsOf, policy: str
) -> Answer:  # fmt: skip
    if any(chosen not in indicator.dimensions for chosen, _ in selection.where):
        return Answer(indicator, (dimension,), selection, as_of.text, policy, (), Total((), NOT_COUNTED))
    return monitor.answer(indicator.id, (dimension,), selection, as_of, policy)


def _cell(reader: Reader, indicator: Indicator, figures: Mapping[str, Value], code: str) -> Cell:
    """The figure of a part; blank where a part that is no code of a list holds nothing."""
    if not figures:
        return figure_cell(indicator, NOT_COUNTED, reader.language)
    return figure_cell(indicator, figures[code], reader.language) if code in figures else Cell("")


def _name(reader: Reader, indicator: Indicator) -> str:
    return capital(reader.say(indicator.label))


def _drawn(
    reader: Reader, indicator: Indicator, rows: Sequence[Sequence[Cell]], place: int, codes: Sequence[str], figures: Mapping[str, Value]
) -> Iterator[Drawing]:  # fmt: skip
    """The bars of one indicator; none where nothing is known of any part."""
    marks = tuple(
        mark_of(row[0].text, row[place], figures[code])
        for row, code in zip(rows, codes, strict=False)
        if code in figures
    )
    if marks:
        name = _name(reader, indicator)
        yield Drawing(name, "bars", marks, f"{name}. " + "; ".join(f"{m.label}: {m.words}" for m in marks) + ".")
