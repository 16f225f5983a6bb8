"""The example data, opened once for all tests of reports that only read them; and a small world of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.figures.conftest import world
from wsd_data.delivery import Store, open_store
from wsd_data.figures import Monitor

__all__ = ["world"]


@pytest.fixture(scope="module")
def store(demo_folder: Path) -> Iterator[Store]:
    with open_store(demo_folder) as opened:
        yield opened


@pytest.fixture(scope="module")
def monitor(store: Store) -> Monitor:
    return Monitor(store.engine)
