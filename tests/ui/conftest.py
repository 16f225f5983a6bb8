"""A small world to look at: deliveries, and views on them on one fixed day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.figures.conftest import Rows, World, world
from wsd_data.delivery import open_store
from wsd_data.model.clock import today
from wsd_data.model.periods import parse_period
from wsd_data.model.text import Language
from wsd_data.ui import state
from wsd_data.ui.address import FILTERS, View
from wsd_data.ui.context import Context
from wsd_data.ui.shelf import Shelf

__all__ = ["world"]

DASHBOARD = Path(__file__).resolve().parents[2] / "dashboard.py"
TODAY = date(2024, 8, 15)
Viewed = Callable[..., Context]


@pytest.fixture
def view(world: World) -> Viewed:
    """A context on this world: of a period, under a policy, in a language, with codes per filter."""

    def made(
        period: str, policy: str = "internal", language: Language = "nl", demo: bool = False, **where: str
    ) -> Context:
        chosen = tuple((d, tuple(where[d].split(","))) for d in FILTERS if d in where)
        labels = {d: world.monitor.labels(d) for d in FILTERS}
        asked = View(parse_period(period), language, policy, chosen)
        return Context(asked, world.monitor.version(), range(2020, 2025), labels, world.monitor, Shelf(), TODAY, demo)

    return made


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder for the dashboard of this process."""
    monkeypatch.setenv(state.FOLDER_SETTING, str(tmp_path / "served"))
    state.close()
    yield tmp_path / "served"
    state.close()


def delivered(folder: Path, *books: Rows, **how: str) -> None:
    """Deliveries in a data folder that is closed again, so that the dashboard may open it."""
    with open_store(folder) as store:
        made = World(store, folder.parent)
        for rows in books:
            made.deliver(rows, **how)


def page_of(address: str, **asked: str) -> AppTest:
    """A page run by Streamlit itself, with this in its address."""
    test = AppTest.from_file(str(DASHBOARD), default_timeout=60)
    for name, value in asked.items():
        test.query_params[name] = value
    return test.switch_page(f"pages/{address}.py").run()


def sent(shown: AppTest) -> str:
    """Everything a page sent to the browser, as one text."""
    assert not shown.exception
    return str(shown.main) + "".join(str(getattr(e, "proto", "")) for e in shown.main)


class Viewing:
    """The dashboard's own store, and views on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def context(self, period: str, policy: str = "internal", **where: str) -> Context:
        found = state.opened()
        known = found.known()
        chosen = tuple((d, tuple(where[d].split(","))) for d in FILTERS if d in where)
        asked = View(parse_period(period), "nl", policy, chosen)
        return Context(asked, known.version, known.years, known.labels, found.monitor, found.shelf, today())
