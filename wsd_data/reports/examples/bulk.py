"""One workbook of any size in the proportions of the examples, delivered by the network: for measuring and for demos."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

from wsd_data.reports.examples import grants, invent
from wsd_data.reports.examples.invent import Project
from wsd_data.reports.examples.layout import Book, Row, Rows, write_book
from wsd_data.reports.examples.places import FIRST_YEAR, LAST_YEAR, NETWORK, PLACES, Place

SHARES = {
    "projects": 3, "presentations": 18, "publications": 7, "products": 7, "participants": 45, "casuses": 11,
    "key_figures": 3, "funding": 2, "targets": 1, "members": 3,
}  # fmt: skip
"""Rows of each sheet per hundred."""

_TARGETS = ("presentaties", "deelnames", "publicaties", "producten", "activiteiten", "casussen")
Maker = Callable[[Random, Place, int, Project | None, int], Row]


def _sizes(rows: int) -> dict[str, int]:
    sizes = {sheet: max(1, rows * share // 100) for sheet, share in SHARES.items()}
    sizes["participants"] = max(1, sizes["participants"] + rows - sum(sizes.values()))
    return sizes


class _Bulk:
    """Rows of all places and years; projects first, so that the others can name them."""

    def __init__(self, rows: int, seed: int) -> None:
        self.rng = Random(f"{seed} bulk {rows}")
        self.sizes = _sizes(rows)
        self.spots = [(p, y) for p in PLACES for y in range(max(p.since, FIRST_YEAR), LAST_YEAR + 1)]
        self.weights = [p.size for p, _ in self.spots]
        self.projects = [invent.project(self.rng, p, y, n) for n, (p, y) in enumerate(self._spots("projects"), 1)]
        self.at: dict[tuple[str, int], list[Project]] = {}
        for made in self.projects:
            for year in range(made.start.year, min(made.end.year, LAST_YEAR) + 1):
                self.at.setdefault((made.places[0], year), []).append(made)

    def _spots(self, sheet: str, weighted: list[float] | None = None) -> list[tuple[Place, int]]:
        return self.rng.choices(self.spots, weighted or self.weights, k=self.sizes[sheet])

    def _of(self, place: Place, year: int) -> Project | None:
        here = self.at.get((place.code, year))
        return self.rng.choice(here) if here and self.rng.random() < 0.75 else None

    def _made(self, sheet: str, maker: Maker) -> list[Row]:
        return [
            maker(self.rng, place, year, self._of(place, year), n) | {"region": (place.code,)}
            for n, (place, year) in enumerate(self._spots(sheet), 1)
        ]

    def _participants(self) -> list[Row]:
        rows: list[Row] = []
        number = 0
        while len(rows) < self.sizes["participants"]:
            number += 1
            place, year = self.rng.choices(self.spots, self.weights)[0]
            made = invent.activity(self.rng, place, year, self._of(place, year), number)
            rows.extend(row | {"region": (place.code,)} for row in made)
        return rows[: self.sizes["participants"]]

    def _casuses(self) -> list[Row]:
        rows: list[Row] = []
        for number in range(1, self.sizes["casuses"] + 1):
            of = self.rng.choice(self.projects)
            place = next(p for p in PLACES if p.code == of.places[0])
            year = self.rng.randint(of.start.year, min(of.end.year, LAST_YEAR))
            rows.append(invent.casus(self.rng, place, year, of, number) | {"region": of.places})
        return rows

    def _key_figures(self) -> list[Row]:
        rows: list[Row] = []
        turn = 0
        while len(rows) < self.sizes["key_figures"]:
            for place, year in self.spots:
                # Each turn has its own peildata, so that no two rows state the same figure at the same day.
                when = date(year, turn % 10 + 1, turn // 10 % 28 + 1)
                made = [r for r in invent.key_figures(self.rng, place, year) if turn == 0 or "date" in r]
                rows.extend(r | {"region": (place.code,)} | ({"date": when} if "date" in r else {}) for r in made)
            turn += 1
        return rows[: self.sizes["key_figures"]]

    def _funding(self) -> list[Row]:
        rows: list[Row] = []
        weights = [p.size if p.money else 0.0 for p, _ in self.spots]
        for number, (place, year) in enumerate(self._spots("funding", weights), 1):
            of = self._of(place, year)
            funder = self.rng.choice(("vws-basis", "zonmw", "regieorgaan-sia", "gemeente", "fonds"))
            last = min(year + self.rng.randint(0, 2), LAST_YEAR)
            grant = grants.Grant(
                f"G-{place.prefix}-{number}", place.code, funder, "Voorbeeldregeling", date(year, 1, 1), date(last, 12, 31),
                self.rng.randrange(10, 300) * 1000, (of.code,) if of else (),
            )  # fmt: skip
            row = grants.grant_row(grant, self.rng.randint(year, last))
            assert row is not None
            rows.append(row | {"region": (place.code,)})
        return rows

    def _targets(self) -> list[Row]:
        rows: list[Row] = []
        for number in range(self.sizes["targets"]):
            place, year = self.spots[number % len(self.spots)]
            name = _TARGETS[number // len(self.spots) % len(_TARGETS)]
            rows.append(
                grants.target(self.rng, place, year, name, self.rng.randint(5, 200)) | {"region": (place.code,)}
            )
        return rows

    def _members(self) -> list[Row]:
        rows: list[Row] = []
        weights = [p.size if p.members else 0.0 for p, _ in self.spots]
        for number, (place, year) in enumerate(self._spots("members", weights)):
            rows.append(invent.organisation(place, year, number, f" {number // 8}"))
        return rows

    def rows(self) -> Rows:
        return {
            "projects": [invent.project_row(p, min(p.end.year, LAST_YEAR)) for p in self.projects],
            "presentations": self._made("presentations", lambda rng, place, year, of, n: invent.presentation(rng, place, year, of)),
            "publications": self._made("publications", invent.publication),
            "products": self._made("products", invent.product),
            "participants": self._participants(),
            "casuses": self._casuses(),
            "key_figures": self._key_figures(),
            "funding": self._funding(),
            "targets": self._targets(),
            "members": self._members(),
        }  # fmt: skip


def generate_workbook(path: Path, rows: int, seed: int = 1) -> Path:
    """Write one workbook of exactly `rows` data rows (at least 10, one a sheet) to `path`, the same for the same seed."""
    return write_book(path.parent, Book(path.name, NETWORK, _Bulk(rows, seed).rows()))
