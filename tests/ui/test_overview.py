"""The page run by Streamlit itself, on a data folder that is empty, damaged or filled."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from wsd_data.store.engine import DATABASE_FILE
from wsd_data.ui import state

DASHBOARD = Path(__file__).resolve().parents[2] / "dashboard.py"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder for the dashboard of this process."""
    monkeypatch.setenv(state.FOLDER_SETTING, str(tmp_path))
    state.close()
    yield tmp_path
    state.close()


def page() -> AppTest:
    test = AppTest.from_file(str(DASHBOARD), default_timeout=60)
    return test.run()


def test_an_empty_folder_is_no_error(folder: Path) -> None:
    shown = page()
    assert not shown.exception and not shown.error
    assert shown.title[0].value == "Er zijn nog geen leveringen"


def test_a_damaged_database_is_said_in_both_languages_and_not_as_a_traceback(folder: Path) -> None:
    (folder / DATABASE_FILE).write_bytes(b"this is no database" * 1000)
    shown = page()
    assert not shown.exception
    assert [title.value for title in shown.title] == [
        "De cijfers zijn nu niet te tonen",
        "The figures cannot be shown now",
    ]
    assert len(shown.error) == 2 and "rebuild" in shown.error[0].value


def test_a_folder_that_was_repaired_is_shown_at_the_next_visit(folder: Path) -> None:
    database = folder / DATABASE_FILE
    database.write_bytes(b"this is no database" * 1000)
    assert page().error
    database.unlink()
    assert page().title[0].value == "Er zijn nog geen leveringen"
