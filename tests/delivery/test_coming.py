"""The state after a delivery is made before its commit, and is used only when history holds just what was expected."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.delivery.conftest import Deliver
from wsd_data.delivery import Store, undo
from wsd_data.delivery.notes import annotate
from wsd_data.figures import Monitor
from wsd_data.figures.states import State
from wsd_data.model.problems import Surroundings
from wsd_data.store.ahead import Ahead
from wsd_data.store.fold import NOW, AsOf
from wsd_data.store.stand import Stand

TOOL = {"title": "een", "type": "toolbox", "date": date(2023, 5, 1)}
OTHER = TOOL | {"title": "twee"}


@pytest.fixture
def monitor(store: Store, deliver: Deliver) -> Iterator[Monitor]:
    """A monitor that somebody asked for products; it is told of what is committed."""
    deliver(store, {"products": [TOOL]})
    made = Monitor(store.engine)
    store.coming = made.coming
    assert products(made) == 1
    yield made
    made.forget()


def products(monitor: Monitor) -> float | None:
    return monitor.answer("products").total.figure.value


def made_already(monitor: Monitor) -> bool:
    """Whether the views of products are there, before anybody asks."""
    with monitor._states.using(monitor.version(), NOW) as state:
        return "products" in state.stand.made


def test_nobody_waits_after_a_delivery_an_undo_or_a_note(store: Store, deliver: Deliver, monitor: Monitor) -> None:
    number = deliver(store, {"products": [OTHER]}).id
    assert made_already(monitor) and products(monitor) == 2
    undo(store, number, confirmed=True)
    assert made_already(monitor) and products(monitor) == 1
    annotate(store, 2023, None, "products", "Een is geteld.", "A. de Boer")
    assert made_already(monitor) and products(monitor) == 1
    # Rows, files and names come from the database itself again, not from what was laid over it.
    shown = monitor.passport("products", policy="internal")
    assert [row.entry for row in shown.rows] == [2]


def stands(store: Store) -> int:
    """How many states are in memory."""
    with store.engine.cursor() as cursor:
        found = cursor.execute("SELECT count(*) FROM duckdb_databases() WHERE database_name LIKE 'stand%'")
        return int(found.fetchall()[0][0])


def test_entries_without_rows_make_nothing_anew(store: Store, deliver: Deliver, monitor: Monitor) -> None:
    """However many notes are made, asked about or not: they share the state of before, until rows come."""
    with monitor._states.using(monitor.version(), NOW) as before:
        for number in range(3):
            annotate(store, 2023, None, "products", f"Toelichting {number}.", "A. de Boer")
            assert stands(store) == 1
            assert number == 1 or products(monitor) == 1
        with monitor._states.using(monitor.version(), NOW) as state:
            assert state.stand is before.stand and state.known == before.known + 3
    found = monitor.explain("products", before=AsOf(entry=2))
    assert found.difference == 0 and not found.parts
    deliver(store, {"products": [OTHER]})
    assert products(monitor) == 2
    monitor.forget()
    assert stands(store) == 0


def no_ledger(*_: object) -> None:
    raise OSError("disk")


def test_a_note_that_fails_leaves_the_present(store: Store, monitor: Monitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store.ledger, "prepared", no_ledger)
    with pytest.raises(Surroundings, match="disk"):
        annotate(store, 2023, None, "products", "Toelichting.", "A. de Boer")
    assert stands(store) == 1 and made_already(monitor)
    assert monitor.answer("products", ("region",)).total.figure.value == 1


def test_what_history_does_not_hold_is_never_counted(store: Store, deliver: Deliver, monitor: Monitor) -> None:
    """One row less than was committed, or another one: then the state is made from history."""

    def fewer(ahead: Ahead) -> Ahead:
        return replace(ahead, tables={name: rows.slice(1) for name, rows in ahead.tables.items()})

    def other(ahead: Ahead) -> Ahead:
        changed = {
            name: rows.set_column(
                rows.column_names.index("last_day"), rows.field("last_day"), [[date(2020, 1, 1)] * rows.num_rows]
            )
            for name, rows in ahead.tables.items()
        }
        return replace(ahead, tables=changed)

    def deliver_expecting(wrong: Callable[[Ahead], Ahead], title: str) -> None:
        store.coming = lambda ahead, writing: monitor.coming([wrong(one) for one in ahead], writing)
        before = products(monitor) or 0
        deliver(store, {"products": [TOOL | {"title": title}]})
        assert not made_already(monitor)
        assert products(monitor) == before + 1 == products(Monitor(store.engine))

    deliver_expecting(fewer, "drie")
    deliver_expecting(other, "vier")


def test_a_commit_that_fails_leaves_the_present(
    store: Store, deliver: Deliver, monitor: Monitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = stands(store)
    monkeypatch.setattr(store.ledger, "prepared", no_ledger)
    with pytest.raises(Surroundings, match="disk"):
        deliver(store, {"products": [OTHER]})
    assert stands(store) == before, "the state that never came is given back"
    assert made_already(monitor) and products(monitor) == 1
    monkeypatch.undo()
    deliver(store, {"products": [TOOL | {"title": "drie"}]})
    assert products(monitor) == 2 == products(Monitor(store.engine))


def test_a_state_that_cannot_be_made_stops_no_delivery(
    store: Store, deliver: Deliver, monitor: Monitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Stand.need

    def need(stand: Stand, view: str) -> Any:
        if stand._ahead and view == "products":
            with store.engine.cursor() as cursor:
                cursor.execute("FROM a_table_that_is_not_there")
        return whole(stand, view)

    monkeypatch.setattr(Stand, "need", need)
    deliver(store, {"products": [OTHER]})
    assert not made_already(monitor) and products(monitor) == 2


def test_of_deliveries_that_nobody_looks_at_only_the_first_is_made_ready(
    store: Store, deliver: Deliver, monitor: Monitor
) -> None:
    for number in range(4):
        deliver(store, {"products": [TOOL | {"title": f"nieuw {number}"}]})
    assert len(monitor._states._there) == 1
    assert not made_already(monitor) and products(monitor) == 5
    deliver(store, {"products": [TOOL | {"title": "laatste"}]})
    assert made_already(monitor) and products(monitor) == 6


def test_others_are_answered_while_a_state_is_being_made(
    store: Store, deliver: Deliver, monitor: Monitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A visitor who asks something new meanwhile gets the present, and does not wait."""
    made, answered = threading.Event(), threading.Event()
    whole = State.ready

    def ready(state: State) -> None:
        if state._ahead:
            made.set()
            assert answered.wait(30), "the visitor waits for the state to come"
        whole(state)

    monkeypatch.setattr(State, "ready", ready)
    writer = threading.Thread(target=deliver, args=(store, {"products": [OTHER]}))
    writer.start()
    assert made.wait(30)
    assert monitor.answer("products", ("region",)).total.figure.value == 1
    answered.set()
    writer.join(30)
    assert not writer.is_alive() and products(monitor) == 2
