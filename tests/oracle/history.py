"""A small random history from a seed: deliveries in two modes, corrections, dropped rows, undos. All rows valid.

Every deliverer keeps its own notebook per sheet and delivers from it: an `add` brings some new, corrected and
repeated rows, a `full` the whole notebook with some rows dropped. A row refers only to projects that are in
force after its delivery.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from random import Random

from . import world
from .fold import Delivery, Row, Undo, in_force
from .rows import FIRST, LAST, MAKERS, Scene, corrected, make
from .typed import a_day
from .values import Span, exact, year_span

Entry = Delivery | Undo


class Book:
    """What is being written: the entries so far and each deliverer's notebook."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.entries: list[Entry] = []
        self.notes: dict[tuple[str, str], list[Row]] = defaultdict(list)
        self.received = date(2024, 2, 1)
        self.meetings = [self._meeting() for _ in range(5)]
        self.deliverers = self.random.sample(world.DELIVERERS, self.random.choice([2, 3, 3, 4]))

    def _meeting(self) -> tuple[Span, date]:
        day = date(self.random.randint(FIRST, LAST), self.random.randint(1, 12), self.random.randint(1, 28))
        return (year_span(day.year) if self.random.random() < 0.2 else (day, day)), day

    def chance(self, p: float) -> bool:
        return self.random.random() < p

    def deliver(self, first: bool = False) -> None:
        deliverer = self.random.choice(self.deliverers)
        mode = "full" if self.chance(0.35) and not first else "add"
        scope = None
        if mode == "full" and self.chance(0.5):
            years = sorted(self.random.choices(range(FIRST, LAST + 2), k=2))
            scope = year_span(years[0])[0], year_span(years[1])[1]
        self.received += timedelta(days=self.random.choice([0, 1, 20, 90]))
        sheets: dict[str, list[Row]] = {}
        if first or deliverer == "network" or self.chance(0.6):
            sheets["projects"] = self._projects(deliverer, mode)
        known = self._known(Delivery(deliverer, mode, self.received, sheets, scope))
        scene = Scene(self.random, deliverer, known, self.meetings)
        for sheet in MAKERS:
            if self.chance(0.55):
                rows = self._rows(scene, sheet, mode)
                if rows:
                    sheets[sheet] = rows
        if not sheets:
            sheets["presentations"] = [make("presentations", scene)]
        self.entries.append(Delivery(deliverer, mode, self.received, sheets, scope))

    def _projects(self, deliverer: str, mode: str) -> list[Row]:
        scene = Scene(self.random, deliverer, [], self.meetings)
        held = {row.values["project"]: row for row in self.notes[deliverer, "projects"]}
        for code in ("PR-1", *(c for c, owner in world.OWNER.items() if deliverer in (owner, "network"))):
            if code not in held or self.chance(0.4):
                held[code] = make("projects", scene, code)
        if mode == "full" and len(held) > 1 and self.chance(0.4):
            held.pop(sorted(held)[-1])
        self.notes[deliverer, "projects"] = list(held.values())
        return list(held.values())

    def _known(self, so_far: Delivery) -> list[str]:
        rows = in_force([*self.entries, so_far])
        return sorted({row.values["project"] for row in rows if row.sheet == "projects"})

    def _rows(self, scene: Scene, sheet: str, mode: str) -> list[Row]:
        random, held = self.random, self.notes[scene.deliverer, sheet]
        scene.used.clear()
        if sheet == "publications":
            scene.used |= {w for w in world.WORKS if w[0] in {row.values["title"] for row in held}}
        kept = [row for row in held if mode == "add" or not self.chance(0.25)]
        kept = [corrected(sheet, scene, row) if self.chance(0.3) else row for row in kept]
        for _ in range(random.randint(1, 4)):
            if sheet == "publications" and len(scene.used) == len(world.WORKS):
                break
            if sheet == "casuses" and not scene.projects:
                break
            kept.append(make(sheet, scene))
        if sheet == "participants" and self.chance(0.15):
            kept += self._register(scene)
        kept = [row for row in kept if _refers_to_known(row, scene.projects)]
        self.notes[scene.deliverer, sheet] = kept
        if mode == "add" and self.chance(0.5):
            return [row for row in kept if self.chance(0.6)]
        return list(kept)

    def _register(self, scene: Scene) -> list[Row]:
        """A meeting with a register of people, and hardly anyone outside it."""
        base = make("participants", scene)
        day = scene.meetings[0][1]
        (span, cell), rows = a_day(self.random, day), []
        for number in [*range(1, self.random.randint(20, 26)), None]:
            values = {"activity": "Inschrijving", "date": span, "role": base.values["role"], "attendances": exact(1)}
            cells = {"activity": "Inschrijving", "date": cell, "role": base.cells["role"], "attendances": 1}
            for column in ("type", "project"):
                if column in base.values:
                    values[column], cells[column] = base.values[column], base.cells[column]
            if number:
                values["person_key"] = cells["person_key"] = f"persoon {number}"
            rows.append(Row(values, cells))
        return rows

    def undo(self) -> None:
        undone = {entry.of for entry in self.entries if isinstance(entry, Undo)}
        live = [i for i, e in enumerate(self.entries) if isinstance(e, Delivery) and i not in undone]
        if len(live) > 1:
            self.entries.append(Undo(self.random.choice(live)))


def _refers_to_known(row: Row, projects: list[str]) -> bool:
    named = row.values.get("project")
    return set(named if isinstance(named, list) else [named] if named else []) <= set(projects)


def history(seed: int) -> list[Entry]:
    """Three to eight deliveries, and now and then the undo of one."""
    book = Book(seed)
    book.deliver(first=True)
    for _ in range(book.random.randint(2, 7)):
        book.deliver()
        if book.chance(0.2):
            book.undo()
    return book.entries
