"""States of knowledge share what they have alike, and give it back when the last of them is gone."""

from __future__ import annotations

from tests.figures.conftest import World
from wsd_data.figures.states import States
from wsd_data.store.fold import NOW, AsOf


def stands(world: World) -> int:
    with world.store.engine.cursor() as cursor:
        row = cursor.execute("SELECT count(*) FROM duckdb_databases() WHERE database_name LIKE 'stand_%'").fetchone()
    assert row
    return int(row[0])


def test_an_earlier_state_keeps_the_present_it_is_made_beside(world: World) -> None:
    first = world.deliver({"presentations": [{"title": "a"}]})
    version = world.deliver({"presentations": [{"title": "b", "date": "2-3-2023"}]})
    there = stands(world)
    states = States(world.store.engine)
    with states.using(version, NOW):
        pass
    with states.using(version, AsOf(entry=first)) as earlier:
        assert earlier.stand.apart() is not None
        states.forget()
        assert stands(world) == there + 2
        earlier.stand.need("presentations")
        with earlier.stand.cursor() as cursor:
            assert cursor.execute("SELECT count(*) FROM presentations").fetchall() == [(1,)]
    with states.using(version, NOW):
        assert stands(world) == there + 1
    states.forget()
    assert stands(world) == there


def test_without_the_present_an_earlier_state_is_made_alone(world: World) -> None:
    first = world.deliver({"presentations": [{"title": "a"}]})
    version = world.deliver({"presentations": [{"title": "b", "date": "2-3-2023"}]})
    there = stands(world)
    states = States(world.store.engine)
    with states.using(version, AsOf(entry=first)) as earlier:
        assert earlier.stand.apart() is None and stands(world) == there + 1
    states.forget()
    assert stands(world) == there
