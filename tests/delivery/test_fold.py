"""Random histories against a fold in plain Python, written from the design and not from the code."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest

from wsd_data.delivery import Loaded, Store, open_store, rebuild, undo, undo_preview, verify
from wsd_data.model.sheets import SHEETS
from wsd_data.store.fold import NOW, AsOf, fold_sql

Deliver = Callable[..., Loaded]
Key = tuple[str, str, int, int]  # deliverer, title, year, occurrence


@dataclass
class Event:
    """An entry: what a delivery brought and ended, or which one an undo takes out."""

    id: int
    received: date
    brought: dict[Key, str] = field(default_factory=dict)
    ended: set[Key] = field(default_factory=set)
    undoes: int | None = None


def plain_fold(events: list[Event]) -> dict[Key, str]:
    undone = {e.undoes for e in events}
    now: dict[Key, str] = {}
    for event in sorted(events, key=lambda e: e.id):
        if event.undoes is None and event.id not in undone:
            now |= event.brought
            for key in event.ended:
                now.pop(key, None)
    return now


def in_force(store: Store, as_of: AsOf) -> dict[Key, str]:
    rows = store.engine.cursor().execute(
        f"SELECT deliverer, lower(title), year(first_day), string_split(key, chr(31))[-1]::INT, link "
        f"FROM ({fold_sql(SHEETS['products'], as_of)})"
    )
    return {(r[0], r[1], r[2], r[3]): r[4] for r in rows.fetchall()}


def current(store: Store) -> dict[Key, str]:
    rows = store.engine.cursor().execute(
        "SELECT deliverer, lower(title), year(first_day), string_split(key, chr(31))[-1]::INT, link FROM c_products"
    )
    return {(r[0], r[1], r[2], r[3]): r[4] for r in rows.fetchall()}


@pytest.mark.parametrize("seed", range(4))
def test_random_history(seed: int, store: Store, deliver: Deliver, folder: Path) -> None:
    chance = random.Random(seed)
    events: list[Event] = []
    received = date(2022, 1, 1)
    for step in range(16):
        deliveries = [e for e in events if e.undoes is None and e.id not in {x.undoes for x in events}]
        if deliveries and chance.random() < 0.25:
            target = chance.choice(deliveries)
            preview = undo_preview(store, target.id)
            before = plain_fold(events)
            done = undo(store, target.id, confirmed=True)
            events.append(Event(done.id, date.max, undoes=target.id))
            after = plain_fold(events)
            effect = preview.sheets[0]
            assert effect.gone == len(before.keys() - after.keys())
            assert effect.back == len(after.keys() - before.keys())
        else:
            received += timedelta(days=chance.randint(0, 2))
            deliverer, mode = chance.choice(["twente", "zwolle"]), chance.choice(["add", "full"])
            brought: dict[Key, str] = {}
            rows = []
            for _ in range(chance.randint(1, 4)):
                title, year = chance.choice("abc"), chance.choice([2020, 2021, 2022])
                occurrence = 1 + max((k[3] for k in brought if k[1:3] == (title, year)), default=0)
                link = f"{step}" if chance.random() < 0.7 else "same"
                brought[deliverer, title, year, occurrence] = link
                days = {"date_from": date(year, 1, 1), "date_to": date(year, 12, 31)}
                spelling = chance.choice([title, title.upper()])
                rows.append({"title": spelling, "type": "toolbox", "link": link, **days})
            years = [k[2] for k in brought]
            ended = {
                key
                for key in plain_fold(events)
                if mode == "full" and key[0] == deliverer and min(years) <= key[2] <= max(years) and key not in brought
            }
            loaded = deliver(store, {"products": rows}, region=deliverer, mode=mode, received=received, confirmed=True)
            assert loaded.ended == len(ended)
            events.append(Event(loaded.id, received, brought, ended))
        assert current(store) == plain_fold(events)
    for event in events:
        assert in_force(store, AsOf(entry=event.id)) == plain_fold([e for e in events if e.id <= event.id])
    for day in (date(2021, 1, 1), date(2022, 1, 4), date(2022, 1, 9)):
        assert in_force(store, AsOf(day=day)) == plain_fold([e for e in events if e.received <= day])
    assert in_force(store, NOW) == current(store)
    store.close()
    assert verify(folder) == []
    (folder / "wsd.duckdb").unlink()
    rebuild(folder)
    with open_store(folder) as again:
        assert current(again) == plain_fold(events)
        assert in_force(again, AsOf(entry=events[5].id)) == plain_fold(events[:6])
