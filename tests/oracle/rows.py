"""Random rows of each sheet: typed values and how they are typed, over the small world. All of them valid.

`make(sheet, scene, base)` gives a new row, or a correction of `base`: new values beside the same key.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from . import world
from .fold import KEYS, Row, extent
from .typed import a_day, half_number, money, names, number, when
from .values import Span, exact, year_span

FIRST, LAST = 2019, 2023


@dataclass
class Scene:
    """Who delivers, what it may refer to, and the random source."""

    random: Random
    deliverer: str
    projects: list[str]
    meetings: list[tuple[Span, date]]
    used: set[Any] = field(default_factory=set)

    def chance(self, p: float) -> bool:
        return self.random.random() < p


@dataclass
class Draft:
    """A row being filled: typed values and cells by column id."""

    scene: Scene
    values: dict[str, Any] = field(default_factory=dict)
    cells: dict[str, Any] = field(default_factory=dict)

    def put(self, column: str, typed: tuple[Any, Any]) -> None:
        self.values[column], self.cells[column] = typed

    def text(self, column: str, text: str) -> None:
        self.put(column, (text, text))

    def term(self, column: str, terms: Mapping[str, str]) -> None:
        code = self.scene.random.choice(sorted(terms))
        self.put(column, (code, terms[code]))

    def terms(self, column: str, terms: Mapping[str, str]) -> None:
        codes = self.scene.random.sample(sorted(terms), self.scene.random.randint(1, 2))
        self.put(column, (codes, names(self.scene.random, [terms[c] for c in codes])))

    def listed(self, column: str, spelled: Mapping[str, Sequence[str]], codes: list[str]) -> None:
        typed = [self.scene.random.choice(spelled[code]) for code in codes]
        self.put(column, (codes, names(self.scene.random, typed)))

    def regions(self, column: str = "region") -> None:
        random, codes = self.scene.random, []
        if self.scene.deliverer != "network" and self.scene.chance(0.8):
            codes.append(self.scene.deliverer)
        others = [code for code in sorted(world.REGIONS) if code not in codes]
        codes += random.sample(others, 1 if not codes else random.choice([0, 0, 1]))
        self.listed(column, world.REGIONS, codes)

    def themes(self) -> None:
        found = self.scene.random.sample(world.THEMES, self.scene.random.choice([1, 1, 2]))
        self.put("theme", (found, names(self.scene.random, found)))

    def municipalities(self, last_year: int) -> None:
        valid = [code for code, (_, gone) in sorted(world.MUNICIPALITIES.items()) if last_year < gone]
        codes = self.scene.random.sample(valid, self.scene.random.choice([1, 1, 2]))
        self.listed("municipality", {c: (world.MUNICIPALITIES[c][0],) for c in codes}, codes)

    def project(self, p: float = 0.7) -> None:
        if self.scene.projects and self.scene.chance(p):
            code = self.scene.random.choice(self.scene.projects)
            self.put("project", (code, self.scene.random.choice([code, code.lower()])))

    def common(self, last_year: int) -> None:
        chance = self.scene.chance
        if "region" not in self.values and chance(0.25):
            self.regions()
        if chance(0.3):
            codes = self.scene.random.sample(sorted(world.LECTORATEN), self.scene.random.choice([1, 1, 2]))
            self.listed("lectoraat", world.LECTORATEN, codes)
        if "theme" not in self.values and chance(0.3):
            self.themes()
        if chance(0.4):
            self.municipalities(last_year)

    def term_of_years(self, p_open: float) -> None:
        random = self.scene.random
        self.put("start", when(random, FIRST, 2021, "dmqy"))
        if not self.scene.chance(p_open):
            self.put("end", when(random, 2022, 2024, "dmqy"))


def projects(draft: Draft, code: str) -> None:
    random, chance = draft.scene.random, draft.scene.chance
    draft.text("project", code)
    draft.text("title", f"Project {code}")
    if draft.scene.deliverer == "network":
        draft.listed("region", world.REGIONS, ["twente", "zwolle"])
    else:
        draft.regions()
    draft.themes()
    if chance(0.3):
        found = random.sample(world.THEME_CODES, random.choice([1, 2]))
        draft.put("theme_code", (found, names(random, list(found))))
    status = random.choice([*world.STATUS, "lopend", "afgerond"])
    draft.put("status", (status, world.STATUS[status]))
    if chance(0.2):
        first, last = random.randint(FIRST, 2021), random.randint(2021, 2023)
        draft.values |= {"start": year_span(first), "end": year_span(last)}
        draft.cells["span"] = f"{first}-{last}"
    else:
        draft.term_of_years(0 if status in ("afgerond", "gestopt") else 0.4)
    if chance(0.5):
        found = random.sample(world.LINES, random.choice([1, 2]))
        draft.put("programme_line", (found, names(random, found)))
    if chance(0.4):
        draft.term("funder", world.FUNDERS)
    if chance(0.5):
        draft.put("awarded", money(random, 10_000, 90_000))
    for column in ("settled", "own_contribution", "third_parties"):
        if chance(0.4):
            draft.put(column, money(random, 1_000, 9_000))
    if chance(0.5):
        draft.put("spent", money(random, 1_000, 9_000))
    if chance(0.4):
        draft.term("scale", world.SCALES)
    if chance(0.5):
        found = random.sample(world.ORGANISATION_NAMES[:4], random.choice([1, 2]))
        draft.put("partners", (found, names(random, found)))
    draft.common(draft.values["start"][0].year)


def presentations(draft: Draft) -> None:
    random, chance = draft.scene.random, draft.scene.chance
    draft.put("date", when(random, FIRST, LAST))
    draft.text("title", random.choice(["Over armoede", "Samen doen", "Wat werkt"]))
    draft.term("type", world.PRESENTATIONS)
    draft.project()
    if chance(0.5):
        draft.text("speakers", "A. Jansen")
    if chance(0.7):
        draft.put("audience_count", number(random, 10, 120))
    if chance(0.4):
        draft.terms("bko_area", world.BKO)
    draft.common(draft.values["date"][1].year)


def publications(draft: Draft) -> None:
    random, chance = draft.scene.random, draft.scene.chance
    title, year, authors, kind, doi, isbn = random.choice([w for w in world.WORKS if w not in draft.scene.used])
    draft.scene.used.add((title, year, authors, kind, doi, isbn))
    draft.text("title", title)
    draft.text("authors", random.choice([authors, authors + "; De Wit, D."]) if authors != "onbekend" else authors)
    draft.put("type", (kind, world.PUBLICATIONS[kind]))
    draft.term("audience_type", world.AUDIENCES)
    if chance(0.4):
        draft.values["date"], draft.cells["year"] = year_span(year), year
    else:
        draft.put("date", when(random, year, year))
    if doi:
        draft.put("doi", (doi, random.choice([doi, f"https://doi.org/{doi}", doi.upper()])))
    if isbn:
        draft.put("isbn", (isbn, f"{isbn[:3]}-{isbn[3:5]}-{isbn[5:9]}-{isbn[9:12]}-{isbn[12]}"))
    draft.project()
    if chance(0.3):
        draft.regions("co_regions")
    if chance(0.4):
        draft.terms("bko_area", world.BKO)
    draft.common(year)


def products(draft: Draft) -> None:
    random, chance = draft.scene.random, draft.scene.chance
    draft.put("date", when(random, FIRST, LAST))
    draft.text("title", random.choice(["Toolbox wijk", "Film thuis", "Podcast ROK"]))
    draft.term("type", world.PRODUCTS)
    if chance(0.2):
        draft.text("status", random.choice(["nieuwe versie", "Nieuwe versie"]))
    draft.project()
    if chance(0.4):
        draft.terms("bko_area", world.BKO)
    draft.common(draft.values["date"][1].year)


def participants(draft: Draft) -> None:
    random, chance = draft.scene.random, draft.scene.chance
    code, name = random.choice([("A-1", "Training armoede"), ("A-2", "Leeratelier zuid"), (None, "Open inloop")])
    if code:
        draft.text("activity_code", code)
    draft.text("activity", name)
    span, day = random.choice(draft.scene.meetings)
    draft.put("date", a_day(random, day) if span[0] == span[1] else (span, str(day.year)))
    draft.term("type", world.ACTIVITIES)
    draft.term("role", world.ROLES)
    draft.project()
    if chance(0.4):
        draft.text("person_key", f"persoon {random.randint(1, 6)}")
        draft.put("attendances", (exact(1), 1))
    else:
        draft.put("attendances", number(random, 5, 40))
        if chance(0.3):
            few = random.randint(2, draft.values["attendances"].low)
            draft.put("unique_people", (exact(few), few))
        if chance(0.2):
            draft.put("estimated", (True, "ja"))
    if chance(0.5):
        draft.put("hours", half_number(random, 1, 6))
    if chance(0.4):
        draft.text("organisation", random.choice(world.ORGANISATION_NAMES))
        draft.term("organisation_type", world.ORGANISATIONS)
    draft.common(span[1].year)


def casuses(draft: Draft) -> None:
    random, chance = draft.scene.random, draft.scene.chance
    draft.project(1)
    if chance(0.6):
        draft.text("casus_code", f"C{random.randint(1, 4)}")
    elif chance(0.7):
        draft.put("count", number(random, 1, 9))
    if chance(0.4):
        draft.text("activity_code", random.choice(["A-1", "A-2"]))
    draft.put("date", when(random, FIRST, LAST, "mqy"))
    draft.themes()
    draft.common(draft.values["date"][1].year)


def key_figures(draft: Draft) -> None:
    random = draft.scene.random
    draft.term("kind", world.KINDS)
    draft.put("date", when(random, FIRST, LAST))
    draft.put("value", half_number(random, 1, 40) if draft.values["kind"] == "fte" else number(random, 5, 2500))
    if draft.values["kind"] == "volgers" and draft.scene.chance(0.8):
        draft.text("channel", random.choice(world.CHANNELS))
    draft.common(draft.values["date"][1].year)


def funding(draft: Draft) -> None:
    random, chance = draft.scene.random, draft.scene.chance
    draft.text("grant", random.choice(world.GRANTS))
    draft.term("funder", world.FUNDERS)
    draft.term_of_years(0)
    draft.put("awarded", money(random, 100_000, 700_000))
    for column in ("settled", "own_contribution", "third_parties", "national"):
        if chance(0.6):
            draft.put(column, money(random, 1_000, 70_000))
    if chance(0.8):
        draft.put("spent", money(random, 10_000, 90_000))
    if chance(0.7):
        draft.put("spent_on", when(random, FIRST, LAST))
    if draft.scene.projects and chance(0.5):
        found = random.sample(draft.scene.projects, min(len(draft.scene.projects), random.choice([1, 1, 2])))
        draft.put("project", (found, names(random, found)))
    draft.common(draft.values["start"][0].year)


def targets(draft: Draft) -> None:
    random = draft.scene.random
    year = random.randint(FIRST, LAST)
    draft.text("indicator", "presentations")
    draft.values |= {"start": year_span(year), "end": year_span(year)}
    draft.cells["year"] = str(year)
    draft.put("planned", number(random, 5, 60))


def members(draft: Draft) -> None:
    random, chance = draft.scene.random, draft.scene.chance
    draft.regions()
    draft.text("organisation", random.choice(world.ORGANISATION_NAMES))
    draft.term("organisation_type", {"gemeente": "gemeente"} if chance(0.5) else world.ORGANISATIONS)
    if chance(0.5):
        draft.term("partner_class", world.CLASSES)
    draft.project(0.4)
    draft.term_of_years(0.4)
    if chance(0.3):
        draft.put("represents", (exact(11), 11))
    draft.common(draft.values["start"][0].year)
    if draft.values["organisation_type"] == "gemeente" and chance(0.8):
        draft.municipalities(draft.values["start"][0].year)


MAKERS: dict[str, Callable[[Draft], None]] = {
    "presentations": presentations, "publications": publications, "products": products,
    "participants": participants, "casuses": casuses, "key_figures": key_figures, "funding": funding,
    "targets": targets, "members": members,
}  # fmt: skip


def make(sheet: str, scene: Scene, code: str | None = None) -> Row:
    """A new row; of a project with this code."""
    draft = Draft(scene)
    if sheet == "projects":
        projects(draft, code or "")
    else:
        MAKERS[sheet](draft)
    return Row(draft.values, draft.cells)


def corrected(sheet: str, scene: Scene, base: Row) -> Row:
    """Other values beside the key of `base`; what would not fit together stays as it was."""
    if sheet == "publications":
        fresh = make(sheet, Scene(scene.random, scene.deliverer, scene.projects, []))
        return _with(
            base, {"audience_type", "project", "region", "lectoraat", "theme", "co_regions", "bko_area"}, fresh
        )
    fresh = make(sheet, scene, base.values.get("project") if sheet == "projects" else None)
    kept = set(KEYS[sheet])
    if sheet == "casuses" and base.values.get("casus_code"):
        kept.add("count")
    if sheet == "participants":
        kept |= {"attendances", "unique_people", "estimated"} if base.values.get("person_key") else set()
        kept |= {"person_key"}
    if sheet == "key_figures":
        kept |= {"value"} if base.values["kind"] == "fte" or fresh.values["kind"] == "fte" else set()
    if sheet == "targets":
        kept.add("year")
    if sheet == "participants" and not base.values.get("person_key") and fresh.values.get("person_key"):
        kept |= {"attendances", "unique_people", "estimated"}
    row = _with(fresh, kept, base)
    return row if _still_there(sheet, row) else _with(row, {"municipality"}, base)


def _still_there(sheet: str, row: Row) -> bool:
    """No municipality that was gone in the year of the row."""
    start, end = extent(sheet, row.values)
    year = end.year if end and "date" in row.values else start.year
    return all(year < world.MUNICIPALITIES[code][1] for code in row.values.get("municipality") or [])


def _with(row: Row, columns: set[str], other: Row) -> Row:
    """A row with these columns taken from another one."""
    values = {c: v for c, v in row.values.items() if c not in columns}
    cells = {c: v for c, v in row.cells.items() if c not in columns}
    values |= {c: v for c, v in other.values.items() if c in columns}
    cells |= {c: v for c, v in other.cells.items() if c in columns}
    return Row(values, cells)
