"""The money of a grant in words and numbers: every amount, and money beside time per year.

What was not given is never written as nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from wsd_data.figures import Value
from wsd_data.figures.dossier import Dossier
from wsd_data.figures.grants import AMOUNTS
from wsd_data.language import format_number, format_span
from wsd_data.model.indicators import INDICATORS, Indicator
from wsd_data.model.sheets import SHEETS
from wsd_data.model.text import Text
from wsd_data.reports.paper import Cell, Drawing, Mark, Section, unmarked_cell
from wsd_data.reports.wording import NOT_GIVEN, Reader, capital

MONEY = Text("Bedragen, beschikking {number}", "Amounts, grant {number}")
WHAT, EUROS, PART = Text("Wat", "What"), Text("Bedrag", "Amount"), Text("Deel van verleend", "Part of awarded")
OF_ALL = Text("{name} (deel van alles samen)", "{name} (part of everything)")
SPENT_UNTIL = Text("Besteed, laatst bekend op {day}", "Spent, last known on {day}")
SPENT = Text("Besteed", "Spent")
BLANKS = Text(
    "Wat niet is opgegeven is niet hetzelfde als 0. “Ten minste” staat waar een deel niet is opgegeven.",
    "What was not given is not the same as 0. “At least” is said where a part was not given.",
)
PER_YEAR = Text("Geld en tijd per jaar, beschikking {number}", "Money and time per year, grant {number}")
YEAR = Text("Jaar", "Year")
PERCENT = Text("{share} %", "{share} %")
ON_DAY = Text("{share} op {day}", "{share} on {day}")
TIME_PASSED, MONEY_SPENT = Text("Tijd verstreken", "Time passed"), Text("Geld besteed", "Money spent")
YEAR_NOTE = Text(
    "Verleend en vastgesteld zijn gelijk verdeeld over de maanden van de looptijd. Besteed is de laatst bekende stand in het jaar, "
    "opgeteld vanaf het begin; standen tellen dus niet op.",
    "Awarded and settled are spread evenly over the months of the term. Spent is the last state known in the year, counted from "
    "the start; states therefore do not add up.",
)
SPENT_OF = Text(
    "Op {day} was {money} % van het verleende bedrag besteed en {time} % van de looptijd voorbij.",
    "On {day} {money} % of the amount awarded was spent and {time} % of the term had passed.",
)
NO_SPENDING = Text(
    "Wat er besteed is, is niet opgegeven; hier staat dus alleen de tijd.",
    "What was spent was not given, so this shows the time only.",
)
PER_YEAR_INDICATORS = ("grant_awarded", "grant_settled", "grant_spent")


def amounts(reader: Reader, found: Dossier) -> Section:
    """Every amount with its part of what was awarded; cofinancing and national share as the figures they are."""
    grant, awarded = found.grant, INDICATORS["grant_awarded"]

    def line(name: str, figure: Value) -> tuple[Cell, ...]:
        whole = grant.awarded.value
        part = Cell("–") if figure.value is None or not whole else _share(reader, figure.value / whole)
        return Cell(name), _given(reader, awarded, figure), part

    sheet = SHEETS["funding"].by_id
    rows = [line(reader.say(sheet[name].heading), grant.amounts[name]) for name in AMOUNTS if name != "national"]
    day = format_span(grant.spent_from, grant.spent_to, reader.language)
    rows.append(line(reader.say(SPENT_UNTIL, day=day) if day else reader.say(SPENT), grant.spent))
    cofinancing, national = (INDICATORS[name] for name in ("cofinancing_rate", "national_share"))
    name = reader.say(OF_ALL, name=capital(reader.say(cofinancing.label)))
    rows.append((Cell(name), Cell(""), _given(reader, cofinancing, found.cofinancing)))
    amount = _given(reader, awarded, grant.amounts["national"])
    rows.append((Cell(capital(reader.say(national.label))), amount, _given(reader, national, found.national)))
    title = reader.say(MONEY, number=grant.number)
    headings = tuple(map(reader.say, (WHAT, EUROS, PART)))
    return Section("amounts", title, "", headings, tuple(rows), notes=(reader.say(BLANKS),))


def per_year(reader: Reader, found: Dossier) -> Section:
    """Per year the amounts, and the shares of time and money that lay behind it."""
    declared = [INDICATORS[name] for name in PER_YEAR_INDICATORS]
    rows = []
    for year in found.years:
        figures = zip(declared, (year.awarded, year.settled, year.spent), strict=True)
        passed = _share(reader, year.passed)
        day = format_span(year.day, year.day, reader.language)
        cells = (
            *(_given(reader, i, f) for i, f in figures),
            passed.extended(reader.say(ON_DAY, share=passed.text, day=day)),
            Cell(reader.say(NOT_GIVEN)) if year.spent_share is None else _share(reader, year.spent_share),
        )
        rows.append((Cell(str(year.year)), *cells))
    names = (reader.say(YEAR), *(reader.say(i.label) for i in declared), reader.say(TIME_PASSED), reader.say(MONEY_SPENT))  # fmt: skip
    title = reader.say(PER_YEAR, number=found.grant.number)
    headings = tuple(map(capital, names))
    drawings = tuple(_drawings(reader, found)) if found.years else ()
    notes = (reader.say(YEAR_NOTE),)
    return Section("years", title, _sentence(reader, found), headings, tuple(rows), drawings, notes)


def _sentence(reader: Reader, found: Dossier) -> str:
    grant = found.grant
    if grant.spent_share is None or grant.spent_to is None:
        return reader.say(NO_SPENDING)
    shares = {"money": grant.spent_share, "time": grant.elapsed(grant.spent_to)}
    return reader.say(
        SPENT_OF, day=format_span(grant.spent_to, grant.spent_to, reader.language),
        **{name: format_number(share * 100, 0, reader.language) for name, share in shares.items()},
    )  # fmt: skip


def _drawings(reader: Reader, found: Dossier) -> Iterator[Drawing]:
    """Time and money per year on one scale of percents, beside each other."""
    shares: dict[Text, list[float | None]] = {
        TIME_PASSED: [year.passed for year in found.years],
        MONEY_SPENT: [year.spent_share for year in found.years],
    }
    reach = 100 * max(1.0, *(share or 0 for some in shares.values() for share in some))
    for name, some in shares.items():
        marks = tuple(
            Mark(str(year.year), reader.say(NOT_GIVEN), None)
            if share is None
            else Mark(str(year.year), _share(reader, share).text, share * 100)
            for year, share in zip(found.years, some, strict=True)
        )
        said = "; ".join(f"{mark.label}: {mark.words}" for mark in marks)
        yield Drawing(reader.say(name), "columns", marks, f"{reader.say(name)}. {said}.", reach)


def percent(reader: Reader, share: float) -> str:
    """A share of 0 to 1 in whole percents."""
    return reader.say(PERCENT, share=format_number(share * 100, 0, reader.language))


def _share(reader: Reader, share: float) -> Cell:
    """As whole percents also where it is a number, so that no program rounds it otherwise."""
    return Cell(percent(reader, share), int(Decimal(str(share * 100)).quantize(Decimal(1), "ROUND_HALF_UP")), '0" %"')


def _given(reader: Reader, indicator: Indicator, figure: Value) -> Cell:
    if figure.reason == "not_filled_in":
        return Cell(reader.say(NOT_GIVEN))
    return unmarked_cell(indicator, figure, reader.language)
