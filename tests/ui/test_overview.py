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


def test_parts_of_what_is_not_complete_say_so_too(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import date

    from tests.figures.conftest import write_workbook
    from wsd_data.delivery import LoadRequest, load, open_store
    from wsd_data.ui import content
    from wsd_data.ui.context import Context

    rows = [{"title": "a", "theme": "Armoede"}, {"title": "b", "date": "1-2-2023", "theme": "Eenzaamheid"}]
    path = write_workbook(tmp_path_factory.mktemp("book") / "a.xlsx", {"presentations": rows})
    with open_store(folder) as store:
        load(store, [LoadRequest(path, region="twente", received=date(2024, 2, 1))])
    made: list[Context] = []
    original = content.parts

    def seen(context: Context, indicator: str, dimension: str, most: int) -> content.Block:
        made.append(context)
        return original(context, indicator, dimension, most)

    monkeypatch.setattr(content, "parts", seen)
    assert not page().exception
    for dimension in ("theme", "region"):
        block = original(made[0], "presentations", dimension)
        told = [words for _, (words,) in block.table.rows if words[:1] == "1" or words[:1] == "2"]
        assert told
        # Fourteen regions did not deliver 2023, so no theme is known to be complete; Twente itself is.
        assert all("nog niet volledig" in words for words in told) == (dimension == "theme")
