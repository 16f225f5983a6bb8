"""Random histories against a fold in plain Python, written from the design and not from the code."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest

from wsd_data.delivery import Loaded, Store, open_store, rebuild, undo, undo_preview, verify
from wsd_data.model.sheets import SHEETS
from wsd_data.store.engine import Cursor
from wsd_data.store.fold import NOW, AsOf, fold_sql
from wsd_data.store.stand import Stand

Deliver = Callable[..., Loaded]
Key = tuple[str, str, int]  # deliverer, project code, occurrence
Value = tuple[int, int | None, str]  # first year, last year, title
SEEDS = range(40 if os.environ.get("WSD_PROVE") else 4)


@dataclass
class Event:
    """An entry: what a delivery brought, in full for which years; or which one an undo takes out."""

    id: int
    received: date
    deliverer: str = ""
    full: tuple[int, int] | None = None
    brought: dict[Key, Value] = field(default_factory=dict)
    undoes: int | None = None

    def ends(self, now: dict[Key, Value]) -> set[Key]:
        """Rows of this deliverer wholly inside the scope and absent; without an end, if their start is inside."""
        if self.full is None:
            return set()
        first, last = self.full
        return {
            key
            for key, (start, end, _) in now.items()
            if key[0] == self.deliverer and key not in self.brought and start >= first and (end or start) <= last
        }


def plain_fold(events: list[Event]) -> dict[Key, Value]:
    undone = {e.undoes for e in events}
    now: dict[Key, Value] = {}
    for event in sorted(events, key=lambda e: e.id):
        if event.undoes is None and event.id not in undone:
            for key in event.ends(now):
                del now[key]
            now |= event.brought
    return now


def rows_of(store: Store, source: str, cursor: Cursor | None = None) -> dict[Key, Value]:
    rows = (cursor or store.engine.cursor()).execute(
        "SELECT deliverer, lower(project), string_split(key, chr(31))[-1]::INT, year(start_from), year(end_to), title "
        f"FROM {source}"
    )
    return {(r[0], r[1], r[2]): (r[3], r[4], r[5]) for r in rows.fetchall()}


def in_force(store: Store, as_of: AsOf) -> dict[Key, Value]:
    """As a stand has them, from the present and what differs; and that is the fold of history itself."""
    stand = Stand(store.engine, as_of)
    with stand.cursor() as cursor:
        found = rows_of(store, "c_projects", cursor)
    stand.drop()
    assert found == rows_of(store, f"({fold_sql(SHEETS['projects'], as_of)})")
    return found


def current(store: Store) -> dict[Key, Value]:
    return rows_of(store, "c_projects")


def random_delivery(chance: random.Random, step: int, received: date) -> tuple[Event, list[dict[str, object]]]:
    event = Event(0, received, chance.choice(["twente", "zwolle"]))
    rows: list[dict[str, object]] = []
    for _ in range(chance.randint(1, 4)):
        code, start = chance.choice("abc"), chance.randint(2019, 2022)
        end = chance.choice([None, start, start + 1])
        occurrence = 1 + max((k[2] for k in event.brought if k[1] == code), default=0)
        title = chance.choice(["same", f"of step {step}"])
        event.brought[event.deliverer, code, occurrence] = (start, end, title)
        row: dict[str, object] = {"project": chance.choice([code, code.upper()]), "title": title, "status": "lopend"}
        row |= {"region": [event.deliverer], "theme": ["Jeugd"], "start": date(start, 3, 1)}
        rows.append(row | ({"end": date(end, 10, 1)} if end else {}))
    if chance.random() < 0.5:
        values = event.brought.values()
        event.full = (min(v[0] for v in values), max(v[1] or max(received.year, v[0]) for v in values))
    return event, rows


@pytest.mark.parametrize("seed", SEEDS)
def test_random_history(seed: int, store: Store, deliver: Deliver, folder: Path) -> None:
    chance = random.Random(seed)
    events: list[Event] = []
    received = date(2012, 1, 1)  # so that the last one never lies in the future
    for step in range(16):
        before = plain_fold(events)
        standing = [e for e in events if e.undoes is None and e.id not in {x.undoes for x in events}]
        if standing and chance.random() < 0.3:
            target = chance.choice(standing)
            effect = undo_preview(store, target.id).sheets[0]
            done = undo(store, target.id, confirmed=True)
            events.append(Event(done.id, date.max, undoes=target.id))
            after = plain_fold(events)
            assert effect.gone == len(before.keys() - after.keys())
            assert effect.back == len(after.keys() - before.keys())
        else:
            received += timedelta(days=chance.choice([0, 1, 300]))
            event, rows = random_delivery(chance, step, received)
            loaded = deliver(
                store, {"projects": rows}, region=event.deliverer, mode="full" if event.full else "add",
                received=received, confirmed=True,
            )  # fmt: skip
            assert loaded.ended == len(event.ends(before))
            event.id = loaded.id
            events.append(event)
        assert current(store) == plain_fold(events)
    for event in events:
        assert in_force(store, AsOf(entry=event.id)) == plain_fold([e for e in events if e.id <= event.id])
    for day in {date(2019, 1, 1), *(e.received for e in events if e.undoes is None)}:
        assert in_force(store, AsOf(day=day)) == plain_fold([e for e in events if e.received <= day])
    assert in_force(store, NOW) == current(store)
    store.close()
    assert verify(folder) == []
    (folder / "wsd.duckdb").unlink()
    rebuild(folder)
    with open_store(folder) as again:
        assert current(again) == plain_fold(events)
        assert in_force(again, AsOf(entry=events[5].id)) == plain_fold(events[:6])


def test_an_undo_does_not_bring_back_what_a_later_full_delivery_lacks(store: Store, deliver: Deliver) -> None:
    def product(title: str) -> dict[str, object]:
        return {"title": title, "type": "toolbox", "date": date(2023, 1, 1)}

    deliver(store, {"products": [product("A"), product("B")]})
    second = deliver(store, {"products": [product("A")]}, mode="full", confirmed=True)
    third = deliver(store, {"products": [product("A"), product("C")]}, mode="full", confirmed=True)
    assert (second.ended, third.ended) == (1, 0)
    assert undo_preview(store, second.id).sheets[0].back == 0
    undo(store, second.id, confirmed=True)
    titles = store.engine.cursor().execute("SELECT title FROM c_products ORDER BY 1").fetchall()
    assert titles == [("A",), ("C",)], "the third delivery is the whole list too, and B is not on it"
