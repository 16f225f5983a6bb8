"""A note at a figure is kept with its name, replaced and never lost, and known from its moment on."""

from __future__ import annotations

import pytest

from tests.figures.conftest import World
from tests.figures.conftest import world as world
from wsd_data.delivery import open_store, rebuild, undo, verify
from wsd_data.delivery.closing import advance
from wsd_data.delivery.notes import annotate, every_note, notes
from wsd_data.model.problems import Problem, Refused, Usage
from wsd_data.store.fold import AsOf

TALKS = {"presentations": [{"title": "Een"}]}


def test_a_later_note_takes_the_place_and_the_old_one_is_kept(world: World) -> None:
    first = world.deliver(TALKS)
    old = annotate(world.store, 2023, "twente", "presentations", " Ook\n online\tbezoekers ", "A. de  Vries")
    assert (old.text, old.name, old.entry) == ("Ook online bezoekers", "A. de Vries", first + 1)
    network = annotate(world.store, 2023, None, "presentations", "{Samen} <b>geteld</b>", "B")
    new = annotate(world.store, 2023, "twente", "presentations", "Alleen op locatie", "B")
    assert set(notes(world.store)) == {new, network}
    assert notes(world.store, AsOf(entry=first)) == ()
    assert notes(world.store, AsOf(entry=old.entry)) == (old,)
    assert notes(world.store, AsOf(day=old.recorded.date().replace(year=2025))) == ()
    gone = annotate(world.store, 2023, "twente", "presentations", "", "C")
    assert notes(world.store) == (network,)
    assert every_note(world.store) == [old, network, new, gone]


def test_notes_survive_a_rebuild_and_change_no_figure(world: World) -> None:
    first = world.deliver(TALKS)
    before = world.total("presentations", period="2023")
    note = annotate(world.store, 2023, "twente", "presentations", "=1+1", "A")
    step = advance(world.store, world.monitor, 2023, "twente", "draft", "A")
    assert world.total("presentations", period="2023") == before
    with pytest.raises(Refused):
        undo(world.store, note.entry, confirmed=True)
    undo(world.store, first, confirmed=True)
    folder = world.store.folder
    world.store.close()
    rebuild(folder)
    with open_store(folder) as store:
        assert verify(folder, store) == []
        assert notes(store) == (note,)
        assert notes(store, AsOf(entry=step.entry)) == (note,)


def test_a_note_about_people_is_for_the_internal_policy_only(world: World) -> None:
    world.deliver(TALKS)
    people = annotate(world.store, 2023, "twente", "casuses", "Drie casussen van Piet", "A")
    plain = annotate(world.store, 2023, "twente", "presentations", "Ook online", "A")
    assert notes(world.store, policy="public") == (plain,)
    assert notes(world.store) == (plain,)
    assert notes(world.store, policy="internal") == (people, plain)


WRONG = [
    ("twente", "presentations", "x", "  ", Refused),
    ("twente", "presentations", "  ", "A", Refused),
    ("twente", "presentations", "x" * 501, "A", Refused),
    ("twente", "presentations", "x", "A" * 121, Refused),
    ("twnte", "presentations", "x", "A", Usage),
    ("twente", "geluk", "x", "A", Usage),
]


@pytest.mark.parametrize(("region", "indicator", "text", "name", "problem"), WRONG)
def test_what_cannot_be_is_refused_and_changes_nothing(
    world: World, region: str, indicator: str, text: str, name: str, problem: type[Problem]
) -> None:
    world.deliver(TALKS)
    annotate(world.store, 2023, "twente", "products", "Zoals het was", "A")
    before = world.store.version()
    with pytest.raises(problem):
        annotate(world.store, 2023, region, indicator, text, name)
    with pytest.raises(Refused, match="staat er al"):
        annotate(world.store, 2023, "twente", "products", "Zoals  het was", "B")
    assert world.store.version() == before
