"""Example data stay in a folder of their own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from wsd_data.delivery import Loaded, Store, mark_demo, open_store, read_deliveries, undo, verify
from wsd_data.model.periods import parse_period
from wsd_data.model.problems import Refused, Surroundings

Deliver = Callable[..., Loaded]
ROWS = {"products": [{"title": "A", "type": "toolbox", "date": date(2023, 1, 1)}]}


def test_a_demo_takes_examples_and_other_files(store: Store, deliver: Deliver, folder: Path) -> None:
    mark_demo(store)
    mark_demo(store)
    assert store.demo
    deliver(store, ROWS, about={"example": True})
    deliver(store, ROWS)
    mark_demo(store)
    store.close()
    with open_store(folder) as again:
        assert again.demo
    assert verify(folder) == []


def test_real_data_never_become_a_demo(store: Store, deliver: Deliver) -> None:
    done = deliver(store, ROWS)
    undo(store, done.id, confirmed=True)
    with pytest.raises(Refused):
        mark_demo(store)
    assert not store.demo


def test_a_stop_between_the_two_marks(store: Store, folder: Path) -> None:
    store.ledger.mark_demo()
    store.close()
    with open_store(folder) as again:
        assert again.demo
    assert verify(folder) == []


def test_the_list_of_example_deliveries(tmp_path: Path) -> None:
    list_file = tmp_path / "deliveries.csv"
    list_file.write_text(
        "file,received,mode,scope,accept_refused\na.xlsx,2020-02-01,add,,\nb.xlsx,2021-02-01,full,2020,ja\n"
    )
    one, two = read_deliveries(tmp_path)
    assert one.path == tmp_path / "a.xlsx" and one.received == date(2020, 2, 1) and one.scope is None
    assert not one.accept_refused and one.confirmed
    assert two.mode == "full" and two.scope == parse_period("2020") and two.accept_refused
    for wrong in ("file,mode\na.xlsx,add\n", "file,received,mode,scope\na.xlsx,someday,add,\n"):
        list_file.write_text(wrong)
        with pytest.raises(Surroundings):
            read_deliveries(tmp_path)
    list_file.unlink()
    with pytest.raises(Surroundings):
        read_deliveries(tmp_path)
