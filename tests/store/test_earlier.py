"""An earlier state beside the present has what it would have alone, and takes over what both have alike."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.figures.conftest import World
from tests.stands import name, otherwise
from wsd_data.delivery import open_store, undo
from wsd_data.store.engine import Engine
from wsd_data.store.fold import NOW, AsOf
from wsd_data.store.stand import Stand


@pytest.fixture
def world(tmp_path: Path, fresh_folder: Path) -> Iterator[World]:
    with open_store(Path(shutil.copytree(fresh_folder, tmp_path / "data"))) as store:
        yield World(store, tmp_path)


def made_anew(engine: Engine, as_of: AsOf, table: str, column: str, view: str = "") -> list[object]:
    """What a column holds in a table that an earlier state has made for a view, or for the one of that name."""
    present = Stand(engine)
    beside = Stand(engine, as_of, present=present)
    beside.need(view or table.split(".")[1])
    with beside.cursor() as cursor:
        found = cursor.execute(f"SELECT {column} FROM {name(beside)}.{table} ORDER BY 1").fetchall()
    beside.drop()
    present.drop()
    return [value for (value,) in found]


def same_at_every_entry(engine: Engine, last: int) -> None:
    present = Stand(engine)
    for entry in range(1, last + 1):
        assert otherwise(engine, AsOf(entry=entry), present) == {}, entry
    present.drop()


def test_the_examples_before_their_last_delivery(demo_folder: Path) -> None:
    with open_store(demo_folder) as store:
        present, before = Stand(store.engine), AsOf(entry=store.version() - 1)
        assert otherwise(store.engine, before, present) == {}
        present.need("participants")
        with present.cursor() as cursor:
            row = cursor.execute("SELECT count(*) FROM participants").fetchone()
        present.drop()
        assert row and row[0] > 10 * len(made_anew(store.engine, before, "some_rows.participants", "row_hash"))


def test_works_joined_through_a_chain_of_names(world: World) -> None:
    """A has the title of B, B the ISBN of C, C the DOI of D: what happens to D may change whose work A is."""
    a = {"title": "Samen", "date": "2023", "type": "boek"}
    b = {**a, "isbn": "978-90-00-00000-5"}
    c = {"title": "Verder", "date": "2023", "type": "boek", "isbn": "978-90-00-00000-5", "doi": "10.1234/een"}
    d = {"title": "Ander", "date": "2023", "doi": "10.1234/een"}
    world.deliver({"publications": [a, {"title": "Alleen"}]}, region="twente")
    world.deliver({"publications": [b]}, region="zwolle")
    world.deliver({"publications": [c]}, region="noord-holland")
    before = world.deliver({"publications": [{"title": "Nog een"}]}, region="amsterdam")
    last = world.deliver({"publications": [d]}, region="amsterdam")
    assert world.total("publications") == 3
    chain = made_anew(world.store.engine, AsOf(entry=before), "some_works.e_publications", "row_hash", "publications")
    assert len(chain) == 3
    same_at_every_entry(world.store.engine, last)


def test_rows_follow_their_project_and_its_grants(world: World) -> None:
    world.deliver(
        {
            "projects": [{"project": "P1"}, {"project": "P2"}],
            "presentations": [{"title": "a", "project": "P1"}, {"title": "b", "project": "P2"}],
            "participants": [
                {"project": "P1", "activity": "Kring"},
                {"activity": "Kring", "role": "docent"},
                {"activity": "Los"},
            ],
            "funding": [
                {"grant": "G1", "project": "P1", "awarded": 9},
                {"grant": "G1", "project": "P2", "awarded": 9, "spent": 5, "spent_on": "1-1-2024"},
            ],
        },
        region="network",
    )
    before = world.deliver({"products": [{"title": "t"}]})
    world.deliver({"projects": [{"project": "P1", "theme": "Eenzaamheid", "region": "Zwolle"}]}, region="network")
    world.deliver(
        {
            "funding": [
                {"grant": "G1", "funder": "Gemeente", "project": "P1", "awarded": 8, "spent": 7, "spent_on": "1-2-2024"}
            ]
        }
    )
    undone = world.deliver({"participants": [{"activity": "Los", "attendances": 4}]})
    undo(world.store, undone, confirmed=True)
    engine = world.store.engine
    assert made_anew(engine, AsOf(entry=before), "some_rows.presentations", "project[1]") == ["P1", "P2"]
    assert made_anew(engine, AsOf(entry=before), "some_rows.participants", "row_number") == [2]
    assert made_anew(engine, AsOf(entry=before), "some_days.activity_days", "attendances") == [20]
    same_at_every_entry(engine, world.store.version())


def test_rows_that_a_full_delivery_ended(world: World) -> None:
    world.deliver({"members": [{"organisation": "A"}, {"organisation": "B"}], "casuses": [{"count": 3}]})
    world.deliver({"members": [{"organisation": "B"}]}, mode="full")
    same_at_every_entry(world.store.engine, world.store.version())


def test_beside_a_present_with_other_reference_lists_it_is_made_alone(world: World) -> None:
    first = world.deliver({"presentations": [{"title": "a"}]})
    with world.store.engine.transaction() as cursor:
        cursor.execute("INSERT INTO entries SELECT * REPLACE (id + 100 AS id) FROM entries WHERE kind = 'reference'")
    present = Stand(world.store.engine)
    beside = Stand(world.store.engine, AsOf(entry=first), present=present)
    assert present.reference != beside.reference and beside.apart() is None
    assert otherwise(world.store.engine, AsOf(entry=first), present) == {}
    assert Stand(world.store.engine, NOW, present=present).apart() is None
