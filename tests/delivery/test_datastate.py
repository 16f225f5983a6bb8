"""The state of the data is known at every moment, also between a commit and the line of the ledger that says so."""

from __future__ import annotations

import pytest

from tests.delivery.conftest import Deliver
from wsd_data.delivery import Store
from wsd_data.delivery.datastate import DataState, data_state
from wsd_data.store.fold import NOW
from wsd_data.store.ledger import Ledger, Line

ROWS = {"products": [{"title": "Wijzer"}]}


def test_known_between_a_commit_and_its_line_in_the_ledger(
    store: Store, deliver: Deliver, monkeypatch: pytest.MonkeyPatch
) -> None:
    between: list[DataState] = []
    write = Ledger.committed

    def committed(ledger: Ledger, prepared: Line) -> Line:
        between.append(data_state(store, NOW))
        return write(ledger, prepared)

    before = data_state(store, NOW)
    monkeypatch.setattr(Ledger, "committed", committed)
    loaded = deliver(store, ROWS)
    assert between == [data_state(store, NOW)] and between[0].entry == loaded.id > before.entry
    assert between[0].fingerprint != before.fingerprint


def test_known_when_the_ledger_could_not_be_written_after_a_commit(
    store: Store, deliver: Deliver, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(ledger: Ledger, prepared: Line) -> Line:
        raise OSError("no space left")

    with monkeypatch.context() as disk:
        disk.setattr(Ledger, "committed", full)
        loaded = deliver(store, ROWS)
    state = data_state(store, NOW)
    assert state.entry == loaded.id
    deliver(store, {"products": [{"title": "Gids"}]})
    assert loaded.id in store.ledger.entries(), "the next to write settles what was left open"
