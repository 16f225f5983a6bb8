"""Who delivers what when: from the stories to workbooks with a received date.

Most werkplaatsen are collected by the network in a yearly round; five deliver themselves, some years at once. Rows come
late, are corrected in a later round, are reported by two werkplaatsen, or are ended by a full delivery.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from wsd_data.reports.examples import published
from wsd_data.reports.examples.layout import Book, Look, Row, Rows
from wsd_data.reports.examples.places import FIRST_YEAR, LAST_YEAR, NETWORK
from wsd_data.reports.examples.story import Story, named, of_year, tell


@dataclass(frozen=True)
class Delivery:
    """One line of deliveries.csv with its workbook."""

    book: Book
    received: date
    mode: str = "add"
    scope: str = ""
    accept_refused: bool = False


OWN: dict[str, tuple[tuple[int, int, date, Look], ...]] = {
    "utrecht": (
        (2016, 2019, date(2020, 3, 16), Look(titles=("Kennisplatform Utrecht Sociaal", "Opgave aan de monitor, 2016-2019"))),
        (2020, 2022, date(2023, 3, 20), Look(reverse=True)),
        (2023, 2026, date(2026, 11, 3), Look(reverse=True)),
    ),
    "friesland": (
        (2016, 2020, date(2021, 3, 29), Look(text_dates=True)),
        (2021, 2026, date(2026, 11, 2), Look(text_dates=True, titles=("Werkplaats Friesland",))),
    ),
    "twente": (
        (2016, 2018, date(2019, 2, 25), Look()),
        (2019, 2022, date(2023, 3, 6), Look(first_row=4, first_column=2)),
        (2023, 2026, date(2026, 11, 4), Look()),
    ),
    "zwolle": (
        (2016, 2019, date(2020, 5, 11), Look(language="en")),
        (2020, 2026, date(2026, 11, 5), Look(language="en", titles=("Werkplaats Regio Zwolle",))),
    ),
    "gelderse-vallei": (
        (2020, 2022, date(2023, 3, 27), Look(date1904=True, duration=True)),
        (2023, 2026, date(2026, 11, 6), Look(date1904=True)),
    ),
}  # fmt: skip
"""Werkplaatsen that deliver themselves: first year, last year, received, look."""

NOTHING = {("friesland", 2016): ("Casussen: 2019",), ("utrecht", 2016): ("Casussen: 2017",)}
_LATE = ("presentations", "publications", "products", "participants")


def _received(year: int) -> date:
    """When the network's round about a year comes in: the March after it, the last one in November."""
    return date(year + 1, 3, 13 + year % 9) if year < LAST_YEAR else date(2026, 11, 16)


def _corrected(row: Row, sheet: str, rng: Random) -> Row | None:
    """The row with one figure changed that is no part of its key; None where it has none."""
    field = {"presentations": "audience_count", "participants": "attendances"}.get(sheet)
    value = row.get(field) if field else None
    if field is None or not isinstance(value, int) or row.get("person_key"):
        return None
    return row | {field: value + rng.randint(1, 6), "remark": "verzonnen rij, gecorrigeerd"}


class _Network:
    """The yearly rounds of the network; keeps what came too late and what must be corrected for the next one."""

    def __init__(self, stories: dict[str, Story], seed: int) -> None:
        self.stories = [s for code, s in stories.items() if code not in OWN]
        self.rng = Random(f"{seed} rounds")
        self.next: list[tuple[str, Row]] = []

    def round(self, year: int) -> Delivery:
        rows: Rows = {}
        waiting, self.next = self.next, []
        codes: set[str] = set()
        for story in self.stories:
            for sheet, made in of_year(story, year).items():
                for row in made:
                    if sheet == "projects" and str(row["project"]) in codes:
                        continue
                    if sheet == "projects":
                        codes.add(str(row["project"]))
                    self._place(rows, sheet, named(row, sheet, story), last=year == LAST_YEAR)
        for sheet, row in waiting:
            rows.setdefault(sheet, []).append(row)
        look = Look(titles=("Netwerk van werkplaatsen sociaal domein", f"Jaarronde {year}")) if year % 3 == 0 else Look(text_dates=year % 3 == 1)  # fmt: skip
        return Delivery(Book(f"netwerk-{year}.xlsx", NETWORK, rows, look=look), _received(year))

    def _place(self, rows: Rows, sheet: str, row: Row, last: bool) -> None:
        if sheet in _LATE and not last and self.rng.random() < 0.03:
            self.next.append((sheet, row | {"remark": "verzonnen rij, nagekomen"}))
            return
        rows.setdefault(sheet, []).append(row)
        if sheet in _LATE and not last and self.rng.random() < 0.025:
            changed = _corrected(row, sheet, self.rng)
            if changed:
                self.next.append((sheet, changed))


def _merge(story: Story, first: int, last: int) -> Rows:
    """The years of a werkplaats in one workbook; a project stands in it once, as at the end."""
    rows: Rows = {}
    projects: dict[str, Row] = {}
    for year in range(first, last + 1):
        for sheet, made in of_year(story, year).items():
            if sheet == "projects":
                projects |= {str(r["project"]): r for r in made}
            else:
                rows.setdefault(sheet, []).extend(made)
    return rows | {"projects": list(projects.values())}


def _own(stories: dict[str, Story], code: str) -> list[Delivery]:
    made = []
    for first, last, received, look in OWN[code]:
        rows = _merge(stories[code], first, last)
        if look.language == "en":
            rows = {s: [{k: v for k, v in r.items() if k != "programme_line"} for r in found] for s, found in rows.items()}  # fmt: skip
        book = Book(f"{code}-{first}-{last}.xlsx", code, rows, f"{first}..{last}", NOTHING.get((code, first), ()), look=look)  # fmt: skip
        made.append(Delivery(book, received))
    return made


def _twice_reported(deliveries: dict[str, Delivery]) -> None:
    """The same work by two werkplaatsen: same DOI, title in another case; values may differ."""
    for source, goal, most in (
        ("utrecht-2020-2022", "friesland-2021-2026", 4),
        ("netwerk-2022", "zwolle-2020-2026", 3),
    ):
        found = [r for r in deliveries[source].book.rows["publications"] if r.get("doi") and not r.get("co_regions")]
        for row in found[:most]:
            told: Row = {k: v for k, v in row.items() if k not in ("project", "region", "lectoraat", "theme")}
            told |= {"title": str(row["title"]).upper(), "type": "vakartikel", "remark": "verzonnen rij, ook door een andere werkplaats gemeld"}  # fmt: skip
            deliveries[goal].book.rows["publications"].append(told)


def _full(original: Delivery, seed: int) -> Delivery:
    """Utrecht delivers three sheets of 2020-2022 anew and whole: some rows are gone, some changed."""
    rng = Random(f"{seed} full")
    rows: Rows = {}
    for sheet in ("presentations", "products", "participants"):
        kept = [r for i, r in enumerate(original.book.rows[sheet]) if i % 17 != 5]
        rows[sheet] = [(_corrected(r, sheet, rng) if i % 23 == 7 else None) or r for i, r in enumerate(kept)]
    book = Book("utrecht-2020-2022-volledig.xlsx", "utrecht", rows, "2020..2022", note="Vervangt de eerdere opgave van deze bladen. Alle rijen zijn verzonnen.")  # fmt: skip
    return Delivery(book, date(2023, 9, 18), "full", "2020..2022")


def _incomplete(stories: dict[str, Story]) -> Delivery:
    """Noord sends what was forgotten about 2022; one row cannot be read and is refused."""
    common: Row = {
        "activity": "Inspiratiemiddag de buurtkamer", "type": "netwerkbijeenkomst", "hours": 3, "municipality": ("Veendam",),
        "theme": ("Samenlevingsopbouw",), "remark": "verzonnen rij, nagekomen",
    }  # fmt: skip
    rows: list[Row] = [
        common | {"activity_code": "NO-N2022-001", "date": date(2022, 10, 6), "role": "inwoner", "attendances": 23},
        common | {"activity_code": "NO-N2022-001", "date": date(2022, 10, 6), "role": "professional-zorg-welzijn", "attendances": "ca. 20"},
        common | {"activity_code": "NO-N2022-002", "date": date(2022, 11, 24), "role": "inwoner", "attendances": "heel veel"},
        common | {"activity_code": "NO-N2022-003", "date": "2e helft 2022", "role": "vrijwilliger", "attendances": 8},
    ]  # fmt: skip
    talk: Row = dict(stories["noord"].rows[2022]["presentations"][0])
    talk |= {"project": None, "theme": ("Samenlevingsopbouw",), "date": date(2022, 12, 8), "title": "Terugblik op de buurtkamer", "remark": "verzonnen rij, nagekomen"}  # fmt: skip
    book = Book("noord-nagekomen-2022.xlsx", "noord", {"participants": rows, "presentations": [talk]}, look=Look(titles=("Nagekomen opgave 2022",)))  # fmt: skip
    return Delivery(book, date(2023, 11, 6), accept_refused=True)


def deliveries(seed: int = 1) -> list[Delivery]:
    """All example deliveries in order of received date."""
    stories = tell(seed)
    network = _Network(stories, seed)
    made = [network.round(year) for year in range(FIRST_YEAR, LAST_YEAR + 1)]
    made += [d for code in OWN for d in _own(stories, code)]
    by_name = {d.book.file.removesuffix(".xlsx"): d for d in made}
    _twice_reported(by_name)
    made += [_full(by_name["utrecht-2020-2022"], seed), _incomplete(stories)]
    made += [Delivery(book, received) for book, received in published.books()]
    return sorted(made, key=lambda d: (d.received, d.book.file))
