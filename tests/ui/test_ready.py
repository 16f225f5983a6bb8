"""A server makes the present ready while nobody asks: when it starts, and after deliveries that nobody looked at."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.delivery.conftest import deliver_rows
from wsd_data.delivery import open_store
from wsd_data.store.stand import VIEWS, Stand
from wsd_data.ui import ready
from wsd_data.ui.state import State

PATIENCE = 30


def wait_for(condition: Callable[[], bool]) -> bool:
    until = time.monotonic() + PATIENCE
    while not condition() and time.monotonic() < until:
        time.sleep(0.02)
    return condition()


def test_the_present_is_ready_before_anybody_asks(
    fresh_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stands: list[Stand] = []
    begin = Stand.__init__

    def noticed(stand: Stand, *about: Any) -> None:
        begin(stand, *about)
        stands.append(stand)

    monkeypatch.setattr(Stand, "__init__", noticed)
    monkeypatch.setattr(ready, "QUIET", 0.1)
    shutil.copytree(fresh_folder, tmp_path / "data")
    state = State(open_store(tmp_path / "data"))
    state.keep_ready()
    assert wait_for(lambda: bool(stands) and set(stands[-1].made) == set(VIEWS))
    for number in range(3):
        deliver_rows(tmp_path, state.store, {"products": [{"title": f"t{number}", "type": "toolbox", "date": date(2023, 5, 1)}]})  # fmt: skip
    assert wait_for(lambda: len(stands) > 1 and set(stands[-1].made) == set(VIEWS))
    made = len(stands)
    assert state.monitor.answer("products").total.figure.value == 3
    assert len(stands) == made, "the question found everything there"
    state.close()
    assert not [thread for thread in ready.threading.enumerate() if thread.name == "ready"]
