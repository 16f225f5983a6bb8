"""Starting the dashboard where it cannot start."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from wsd_data.model.problems import Surroundings
from wsd_data.ui import state
from wsd_data.ui.serve import serve


def test_a_port_that_is_taken_is_said_before_anything_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(state.FOLDER_SETTING, str(tmp_path / "data"))
    with socket.socket() as taken:
        taken.bind(("localhost", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Surroundings, match=str(port)):
            serve(port)
    assert not (tmp_path / "data").exists()
