"""Small valid workbooks and seeded mutations of them. Knows what it wrote and what it broke, and nothing of the product."""

from __future__ import annotations

import random
import string
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

ROWS = 12
FAULTS, LOOKS = 14, 5
"""Mutations per workbook: of values, and of how a table looks; one more tears the file."""


@dataclass
class Cell:
    """What stands in a cell, the typed fields it must become, and which fault was put into it."""

    value: Any
    becomes: dict[str, Any]
    fault: str = ""


Row = dict[str, Cell]


@dataclass
class Table:
    """One sheet. kinds: heading → what its cells are; lines: what is written; where: id of a cell → its address."""

    name: str
    sheet: str
    kinds: dict[str, str]
    rows: list[Row]
    headings: dict[str, str] = field(default_factory=dict)
    above: int = 0
    blank_after: set[int] = field(default_factory=set)
    total: bool = False
    numbers: list[int] = field(default_factory=list)
    letters: dict[str, str] = field(default_factory=dict)
    last: int = 0

    @property
    def lines(self) -> int:
        """Rows below the headings, up to the last that holds something."""
        return self.last - self.above - 1


TERMS: dict[str, dict[str, str]] = {
    "status": {"lopend": "lopend", "gehonoreerd": "gehonoreerd", "verlengd": "verlengd"},
    "presentation": {"lezing": "lezing", "gastcollege": "gastcollege", "workshop": "workshop", "webinar": "webinar"},
    "publication": {"vakartikel": "vakartikel", "rapport": "rapport", "proefschrift": "proefschrift", "factsheet": "factsheet"},
    "audience": {"wetenschappelijk": "wetenschappelijk", "onderwijs": "onderwijs", "populair": "populair"},
    "activity": {"intervisie": "intervisie", "werkconferentie": "werkconferentie", "leerbijeenkomst": "leerbijeenkomst"},
    "role": {"student": "student", "onderzoeker": "onderzoeker", "beleidsmedewerker": "beleidsmedewerker"},
    "organisation": {"woningcorporatie": "woningcorporatie", "welzijn": "welzijn", "kennisinstituut": "kennisinstituut"},
    "funder": {"ZonMw": "zonmw", "Regieorgaan SIA": "regieorgaan-sia", "provincie": "provincie", "VWS-basis": "vws-basis"},
}  # fmt: skip
PLACES = {"Enschede": "GM0153", "Hengelo": "GM0164", "Almelo": "GM0141", "Zwolle": "GM0193"}
WORDS = (
    "samen",
    "wijk",
    "leren",
    "zorg",
    "jeugd",
    "kracht",
    "meedoen",
    "dichtbij",
    "netwerk",
    "ouders",
    "buurt",
    "stem",
)


def _text(draw: random.Random, field_: str) -> Cell:
    text = f"{draw.choice(WORDS).capitalize()} {draw.choice(WORDS)} {draw.randrange(1000, 9999)}"
    return Cell(text, {field_: text})


def _day(draw: random.Random, field_: str, year: int | None = None) -> Cell:
    day = date(year or draw.randrange(2018, 2025), 1, 1) + timedelta(draw.randrange(13, 350))
    return Cell(day, {f"{field_}_from": day, f"{field_}_to": day})


def _number(draw: random.Random, field_: str, least: int, most: int) -> Cell:
    number = draw.randrange(least, most)
    return Cell(number, {field_: float(number), f"{field_}_low": float(number), f"{field_}_estimate": False})


def _money(draw: random.Random, field_: str, least: int = 1_000) -> Cell:
    euros = draw.randrange(least, least + 90_000)
    return Cell(euros, {field_: euros * 100, f"{field_}_high": euros * 100, f"{field_}_estimate": False})


def _term(draw: random.Random, field_: str, vocabulary: str) -> Cell:
    word, code = draw.choice(list(TERMS[vocabulary].items()))
    return Cell(word, {field_: code})


def _place(draw: random.Random) -> Cell:
    name, code = draw.choice(list(PLACES.items()))
    return Cell(name, {"municipality": [code]})


def _twente() -> Cell:
    return Cell("Twente", {"region": ["twente"]})


def _doi(draw: random.Random) -> Cell:
    doi = f"10.{draw.randrange(1000, 9999)}/wsd.{draw.randrange(10**6)}"
    return Cell(doi, {"doi": doi})


def _flag(draw: random.Random, field_: str) -> Cell:
    yes = draw.random() < 0.5
    return Cell("ja" if yes else "nee", {field_: yes})


def _project(draw: random.Random, n: int) -> Row:
    return {
        "Projectcode": Cell(f"TW-{n:02}", {"project": f"TW-{n:02}"}), "Projectnaam": _text(draw, "title"), "Werkplaats": _twente(),
        "Thema": Cell("Armoede", {"theme": ["Armoede"]}), "Startdatum": _day(draw, "start", 2020), "Einddatum": _day(draw, "end", 2023),
        "Status": _term(draw, "status", "status"), "Financier": _term(draw, "funder", "funder"),
        "Verleend bedrag": _money(draw, "awarded"), "Totale begroting": _money(draw, "budget", 200_000), "Gemeente": _place(draw),
    }  # fmt: skip


def _talk(draw: random.Random, n: int) -> Row:
    return {
        "Datum": _day(draw, "date"), "Titel": _text(draw, "title"), "Spreker(s)": _text(draw, "speakers"),
        "Soort": _term(draw, "type", "presentation"), "Locatie": _text(draw, "location"), "Gemeente": _place(draw),
        "Aantal toehoorders": _number(draw, "audience_count", 5, 90), "Opmerking": _text(draw, "remark"),
    }  # fmt: skip


def _work(draw: random.Random, n: int) -> Row:
    return {
        "Titel": _text(draw, "title"), "Auteur(s)": Cell("Jansen, A.; de Vries, B.", {"authors_first": "jansen"}),
        "Soort": _term(draw, "type", "publication"), "Doelgroeptype": _term(draw, "audience_type", "audience"),
        "Datum": _day(draw, "date"), "DOI": _doi(draw), "Open access": _flag(draw, "open_access"), "Werkplaats": _twente(),
    }  # fmt: skip


def _meeting(draw: random.Random, n: int) -> Row:
    return {
        "Activiteitcode": Cell(f"ACT-{n}", {"activity_code": f"ACT-{n}"}), "Datum": _day(draw, "date"), "Activiteit": _text(draw, "activity"),
        "Soort activiteit": _term(draw, "type", "activity"), "Rol": _term(draw, "role", "role"),
        "Aantal deelnames": _number(draw, "attendances", 10, 60), "Waarvan uniek": _number(draw, "unique_people", 1, 9),
        "Organisatietype": _term(draw, "organisation_type", "organisation"), "Duur (uren)": _number(draw, "hours", 1, 8),
    }  # fmt: skip


def _grant(draw: random.Random, n: int) -> Row:
    return {
        "Beschikkingnummer": Cell(f"VWS-{n:03}", {"grant": f"VWS-{n:03}"}), "Financier": _term(draw, "funder", "funder"),
        "Regeling": _text(draw, "scheme"), "Van": _day(draw, "start", 2021), "Tot": _day(draw, "end", 2024),
        "Verleend": _money(draw, "awarded", 200_000), "Eigen bijdrage": _money(draw, "own_contribution"),
    }  # fmt: skip


Maker = Callable[[random.Random, int], Row]
KINDS: tuple[tuple[str, str, Maker, dict[str, str]], ...] = (
    ("Projecten", "projects", _project, {
        "Projectcode": "code", "Projectnaam": "text", "Werkplaats": "region", "Thema": "theme", "Startdatum": "date", "Einddatum": "end",
        "Status": "term", "Financier": "term", "Verleend bedrag": "money", "Totale begroting": "money", "Gemeente": "place",
    }),
    ("Presentaties", "presentations", _talk, {
        "Datum": "date", "Titel": "text", "Spreker(s)": "free", "Soort": "term", "Locatie": "free", "Gemeente": "place",
        "Aantal toehoorders": "count", "Opmerking": "free",
    }),
    ("Publicaties", "publications", _work, {
        "Titel": "text", "Auteur(s)": "authors", "Soort": "term", "Doelgroeptype": "term", "Datum": "date", "DOI": "doi",
        "Open access": "flag", "Werkplaats": "region",
    }),
    ("Deelnemers", "participants", _meeting, {
        "Activiteitcode": "free", "Datum": "date", "Activiteit": "text", "Soort activiteit": "term", "Rol": "term",
        "Aantal deelnames": "count", "Waarvan uniek": "unique", "Organisatietype": "term", "Duur (uren)": "number",
    }),
    ("Financiering", "funding", _grant, {
        "Beschikkingnummer": "code", "Financier": "term", "Regeling": "free", "Van": "date", "Tot": "end", "Verleend": "money",
        "Eigen bijdrage": "money",
    }),
)  # fmt: skip
REQUIRED = {
    "Projecten": {"Projectcode", "Projectnaam", "Thema", "Startdatum", "Status"}, "Presentaties": {"Datum", "Titel", "Soort"},
    "Publicaties": {"Titel", "Auteur(s)", "Soort", "Doelgroeptype", "Datum"},
    "Deelnemers": {"Datum", "Activiteit", "Soort activiteit", "Rol", "Aantal deelnames"},
    "Financiering": {"Beschikkingnummer", "Financier", "Van", "Tot", "Verleend"},
}  # fmt: skip


def tables(draw: random.Random) -> list[Table]:
    """Three sheets of valid rows."""
    return [
        Table(name, sheet, kinds, [make(draw, n) for n in range(1, ROWS + 1)], {h: h for h in kinds})
        for name, sheet, make, kinds in draw.sample(KINDS, 3)
    ]


# Faults put into values: each makes a value that nobody can mean by what the column asks for.


def _typo(draw: random.Random, cell: Cell) -> Any:
    text = str(cell.value)
    at = draw.randrange(1, len(text) - 1)
    return text[:at] + draw.choice(string.ascii_lowercase.replace(text[at].lower(), "")) + text[at + 1 :]


def _cut(draw: random.Random, cell: Cell) -> Any:
    return str(cell.value)[: -draw.randrange(2, 4)]


def _cut_date(draw: random.Random, cell: Cell) -> Any:
    return f"{cell.value:%d-%m-%Y}"[:-3]


def _typed_date(draw: random.Random, cell: Cell) -> Any:
    wrong = (
        "31-02-{y}",
        "{d}-13-{y}",
        "32-{m}-{y}",
        "gisteren",
        "{d}-{m}-{y}{d}",
        "{d}--{m}-{y}",
        "3l-12-{y}",
        "{d}-{m}",
        "0-{m}-{y}",
    )
    return draw.choice(wrong).format(y=cell.value.year, m=cell.value.month, d=cell.value.day)


def _far_date(draw: random.Random, cell: Cell) -> Any:
    return date(draw.choice((1909, 2092, 2220)), cell.value.month, cell.value.day)


def _serial(draw: random.Random, cell: Cell) -> Any:
    return (cell.value - date(1899, 12, 30)).days


def _typed_number(draw: random.Random, cell: Cell) -> Any:
    return draw.choice(("veel", "12,5,3", "1O", "12 34", "1.2.3", "<5", "4 of 5?", "--", "1,000,000", "3.5")).replace(
        "--", "4--5"
    )


def _below_zero(draw: random.Random, cell: Cell) -> Any:
    return -abs(cell.value)


def _broken(draw: random.Random, cell: Cell) -> Any:
    return draw.choice(("#REF!", "#N/A", "#DIV/0!", "#VALUE!"))


def _huge(draw: random.Random, cell: Cell) -> Any:
    return cell.value * 10**14


def _half(draw: random.Random, cell: Cell) -> Any:
    return cell.value + 0.5


def _true(draw: random.Random, cell: Cell) -> Any:
    return True


def _as_date(draw: random.Random, cell: Cell) -> Any:
    return date(2023, draw.randrange(1, 12), draw.randrange(1, 28))


def _other(draw: random.Random, cell: Cell) -> Any:
    return draw.choice(("toneel", "xyz", "zie bijlage", "Atlantis", 7))


def _perhaps(draw: random.Random, cell: Cell) -> Any:
    return draw.choice(("misschien", "deels", 7))


def _torn_doi(draw: random.Random, cell: Cell) -> Any:
    return draw.choice((cell.value[:5], cell.value.replace("/", " "), cell.value.replace("10.", "1O.")))


Fault = Callable[[random.Random, Cell], Any]
OF_DATES: dict[str, Fault] = {
    "typed date": _typed_date, "cut date": _cut_date, "far date": _far_date, "date without format": _serial, "truth as date": _true, "error cell": _broken,
}  # fmt: skip
OF_NUMBERS: dict[str, Fault] = {
    "typed number": _typed_number, "below zero": _below_zero, "huge": _huge, "truth as number": _true, "date as number": _as_date,
    "error cell": _broken,
}  # fmt: skip
OF_NAMES: dict[str, Fault] = {
    "typo": _typo,
    "cut": _cut,
    "other word": _other,
    "error cell": _broken,
    "date as name": _as_date,
}
IN_VALUES: dict[str, dict[str, Fault]] = {
    "date": OF_DATES, "end": OF_DATES, "count": OF_NUMBERS | {"half a person": _half}, "unique": OF_NUMBERS | {"half a person": _half},
    "number": OF_NUMBERS, "money": OF_NUMBERS, "term": OF_NAMES, "place": OF_NAMES, "region": OF_NAMES, "theme": OF_NAMES,
    "flag": {"perhaps": _perhaps, "error cell": _broken}, "doi": {"torn": _torn_doi, "error cell": _broken},
    "text": {"error cell": _broken}, "code": {"error cell": _broken}, "free": {"error cell": _broken}, "authors": {"error cell": _broken},
}  # fmt: skip


def break_value(draw: random.Random, table: Table, row: Row) -> None:
    """One fault in a value of a row that has none yet."""
    if draw.random() < 0.15:
        _break_pair(draw, table, row)
        return
    heading = draw.choice(
        [h for h in row if table.kinds[h] not in ("text", "code", "free", "authors") or draw.random() < 0.2]
        or list(row)
    )
    cell, kinds = row[heading], IN_VALUES[table.kinds[heading]]
    fault = draw.choice(list(kinds))
    cell.value, cell.becomes, cell.fault = kinds[fault](draw, cell), {}, fault


def _break_pair(draw: random.Random, table: Table, row: Row) -> None:
    """Faults that lie between two cells, and blanks where something must stand."""
    kinds = {kind: heading for heading, kind in table.kinds.items()}
    which = draw.choice(("blank", "swap", "order"))
    if which == "order" and "end" in kinds:
        end = row[kinds["end"]]
        end.value, end.becomes, end.fault = date(2015, 3, 1), {}, "end before start"
    elif which == "order" and "unique" in kinds:
        unique = row[kinds["unique"]]
        unique.value, unique.becomes, unique.fault = 61, {}, "more people than attendances"
    elif which == "swap" and "text" in kinds:
        day, text = row[kinds["date"]], row[kinds["text"]]
        day.value, text.value = text.value, day.value
        day.becomes, text.becomes, day.fault = {}, {}, "swapped with a text"
    else:
        cell = row[draw.choice(sorted(REQUIRED[table.name]))]
        cell.value, cell.becomes, cell.fault = None, {}, "blank"


# Changes that mean the same: every value must still be taken, or its column named.


def _as_typed(draw: random.Random, table: Table) -> None:
    """Values typed in other ways that mean exactly the same."""
    for row in table.rows:
        for heading, cell in row.items():
            if cell.fault or cell.value is None or not cell.becomes:
                continue
            kind = table.kinds[heading]
            if kind in ("date", "end"):
                cell.value = cell.value.strftime(draw.choice(("%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d", " %d.%m.%Y ")))
            elif kind == "money":
                cell.value = (
                    draw.choice((f"€ {cell.value:,}", f"{cell.value:,}", f"€ {cell.value:,},-"))
                    .replace(",", ".")
                    .replace(".-", ",-")
                )
            elif kind in ("count", "number", "unique"):
                cell.value = draw.choice((str(cell.value), f" {cell.value}\u00a0"))
            elif kind in ("term", "place", "region", "flag"):
                cell.value = draw.choice((str(cell.value).upper(), f"  {cell.value} ", f"{cell.value}\u00a0"))


def _columns_in_another_order(draw: random.Random, table: Table) -> None:
    order = list(table.kinds)
    draw.shuffle(order)
    table.headings = {heading: table.headings[heading] for heading in order}


def _rows_in_another_order(draw: random.Random, table: Table) -> None:
    draw.shuffle(table.rows)


def _titles_above(draw: random.Random, table: Table) -> None:
    table.above = draw.randrange(1, 5)


def _blank_rows(draw: random.Random, table: Table) -> None:
    table.blank_after = set(draw.sample(range(ROWS - 1), 2))


def _total_below(draw: random.Random, table: Table) -> None:
    table.total = True


def _headings_otherwise(draw: random.Random, table: Table) -> None:
    for heading in table.headings:
        table.headings[heading] = draw.choice(
            (heading.upper(), f" {heading} ", heading.lower() + " *", heading.replace(" ", "  "))
        )


def _heading_lost(draw: random.Random, table: Table) -> None:
    """A heading that nobody knows: its column must be named."""
    table.headings[_whole_column(draw, table)] = "Kleur van de map"


def _heading_cut(draw: random.Random, table: Table) -> None:
    heading = _whole_column(draw, table)
    table.headings[heading] = heading[:-2] + "q"


def _whole_column(draw: random.Random, table: Table) -> str:
    """A column without faults: one that is not read cannot have its cells named."""
    return draw.choice([h for h in table.headings if not any(row[h].fault for row in table.rows)])


SHAPES: Sequence[Callable[[random.Random, Table], None]] = (
    _as_typed, _columns_in_another_order, _rows_in_another_order, _titles_above, _blank_rows, _total_below, _headings_otherwise,
    _heading_lost, _heading_cut,
)  # fmt: skip


def mutated(draw: random.Random, path: Path) -> list[Table]:
    """A workbook with nineteen mutations, each fault in a row of its own; what was written, with the addresses."""
    made = tables(draw)
    spots = [(table, row) for table in made for row in table.rows]
    for table, row in draw.sample(spots, FAULTS):
        break_value(draw, table, row)
    for change in draw.sample(SHAPES, LOOKS):
        change(draw, draw.choice(made))
    book = Workbook()
    book.remove(book.worksheets[0])
    for table in made:
        _write(book, table)
    book.save(path)
    return made


def _write(book: Workbook, table: Table) -> None:
    page = book.create_sheet(table.name)
    for n in range(1, table.above + 1):
        page.cell(n, 1, f"Overzicht {n}" if n % 2 else None)
    number = table.above + 1
    table.letters = {heading: get_column_letter(n) for n, heading in enumerate(table.headings, 1)}
    for n, heading in enumerate(table.headings.values(), 1):
        page.cell(number, n, heading)
    table.numbers = []
    for nth, row in enumerate(table.rows):
        number += 1
        table.numbers.append(number)
        for heading, letter in table.letters.items():
            if row[heading].value is not None:
                page[f"{letter}{number}"] = row[heading].value
        number += nth in table.blank_after
    if table.total:
        number += 1
        page.cell(number, 1, "Totaal")
        page.cell(number, len(table.headings), 999)
    table.last = number


def cut_off(draw: random.Random, path: Path, to: Path) -> Path:
    """A file that lost its end, or a piece of its middle."""
    data = path.read_bytes()
    at = draw.randrange(10, len(data) - 10)
    to.write_bytes(data[:at] if draw.random() < 0.5 else data[:at] + data[at + draw.randrange(1, 9) :])
    return to
