"""What happened at each werkplaats from 2016 to 2026, before anybody delivers it: rows by year and sheet.

Knows who was quiet and who did not count; knows nothing of files.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from wsd_data.reports.examples import grants, invent
from wsd_data.reports.examples.grants import Grant
from wsd_data.reports.examples.invent import Project
from wsd_data.reports.examples.layout import Row, Rows
from wsd_data.reports.examples.places import FIRST_YEAR, LAST_YEAR, PLACES, SHARED_PAIRS, Place

_GROWTH = {2016: 0.6, 2017: 0.7, 2018: 0.85, 2019: 0.95, 2020: 0.7, 2021: 0.85, 2022: 1.0, 2023: 1.1, 2024: 1.15, 2025: 1.2, 2026: 0.9}  # fmt: skip

MISSING: frozenset[tuple[str, int, str]] = frozenset(
    {("zuyd", 2018, sheet) for sheet in ("presentations", "publications", "products", "participants", "casuses")}
    | {("zuyd", 2021, "participants"), ("noord-holland", 2019, "products"), ("friesland", 2019, "casuses"), ("utrecht", 2017, "casuses")}
    | {("flevoland", year, "casuses") for year in (2016, 2017, 2018)}
    | {("den-haag-leiden", 2022, "key_figures")}
)  # fmt: skip
"""(werkplaats, year, sheet) without rows: not delivered, or "niets te melden" where the workbook says so."""


@dataclass
class Story:
    """The years of one werkplaats. `rows[year]` holds everything but projects and grants, which change by year."""

    place: Place
    projects: list[Project] = field(default_factory=list)
    grants: list[Grant] = field(default_factory=list)
    rows: dict[int, Rows] = field(default_factory=dict)

    def running(self, year: int) -> list[Project]:
        return [p for p in self.projects if p.active(year)]

    def delivered(self, year: int) -> list[Project]:
        """Projects a round about that year names: those running, and those applied for in vain that year."""
        return [p for p in self.projects if p.active(year) or (p.status == "afgewezen" and p.start.year == year)]


def _about(count: float, rng: Random) -> int:
    return max(1, round(count * rng.uniform(0.75, 1.25)))


def _outputs(story: Story, year: int, rng: Random) -> Rows:
    place, volume = story.place, story.place.size * _GROWTH[year]
    running = story.running(year)

    def of() -> Project | None:
        return rng.choice(running) if running and rng.random() < 0.75 else None

    rows: Rows = {
        "presentations": [invent.presentation(rng, place, year, of()) for _ in range(_about(9.5 * volume, rng))],
        "publications": [invent.publication(rng, place, year, of(), n) for n in range(1, _about(3.6 * volume, rng) + 1)],
        "products": [invent.product(rng, place, year, of(), n) for n in range(1, _about(3.4 * volume, rng) + 1)],
        "participants": [r for n in range(1, _about(3.8 * volume, rng) + 1) for r in invent.activity(rng, place, year, of(), n)],
        "casuses": [invent.casus(rng, place, year, rng.choice(running), n) for n in range(1, _about(3.2 * volume, rng) + 1)] if running else [],
        "key_figures": invent.key_figures(rng, place, year),
        "targets": [grants.target(rng, place, year, name, planned) for name, planned in (("presentaties", round(11 * volume)), ("deelnames", round(15 * volume) * 10))] if year >= 2018 else [],
        "members": invent.members(place, year),
    }  # fmt: skip
    return {sheet: made for sheet, made in rows.items() if (place.code, year, sheet) not in MISSING}


def _years(place: Place) -> Iterator[int]:
    yield from range(max(FIRST_YEAR, place.since), LAST_YEAR + 1)


def tell(seed: int) -> dict[str, Story]:
    """The stories of all werkplaatsen, the same for the same seed."""
    stories = {p.code: Story(p) for p in PLACES}
    for place in PLACES:
        rng = Random(f"{seed} projects {place.code}")
        for year in _years(place):
            for number in range(1, _about(1.5 * place.size, rng) + 1):
                stories[place.code].projects.append(invent.project(rng, place, year, number))
    for one, other in SHARED_PAIRS:
        rng = Random(f"{seed} shared {one} {other}")
        for year in (2017, 2020, 2023) if stories[other].place.since == FIRST_YEAR else (2021, 2024):
            made = invent.project(rng, stories[one].place, year, 50 + len(other), other)
            stories[one].projects.append(made)
            stories[other].projects.append(made)
    for place in PLACES:
        story = stories[place.code]
        rng = Random(f"{seed} rows {place.code}")
        own = [g for p in story.projects if p.places[0] == place.code and (g := grants.project_grant(p))]
        story.grants = [*grants.core_grants(place, rng), *own]
        for year in _years(place):
            story.rows[year] = _outputs(story, year, rng)
    return stories


def of_year(story: Story, year: int) -> Rows:
    """Everything a round about that year holds, in fresh row dictionaries."""
    rows: Rows = {"projects": [invent.project_row(p, year) for p in story.delivered(year)]}
    rows["funding"] = [r for g in story.grants if (r := grants.grant_row(g, year))]
    for sheet, made in story.rows.get(year, {}).items():
        rows[sheet] = [dict(r) for r in made]
    return rows


def named(row: Row, sheet: str, story: Story) -> Row:
    """The row with its werkplaats filled in, as a collecting network file needs it."""
    if row.get("region") or (sheet == "funding" and row.get("project")):
        return row
    shared = next((p.places for p in story.projects if p.code == row.get("project")), None)
    return row | {"region": shared or (story.place.code,)}
