"""Data folders for all tests: the examples, loaded once, and an empty one."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the examples. Nobody may change it; take a copy for that."""
    from wsd_data.delivery import load_demo, open_store

    folder = tmp_path_factory.mktemp("demo") / "data"
    if "PYTEST_XDIST_WORKER" not in os.environ:
        with open_store(folder) as store:
            load_demo(store, ROOT / "data" / "examples")
        return folder
    # The first worker loads for all of them; each has a copy of its own to open.
    shared = tmp_path_factory.getbasetemp().parent / "examples"
    try:
        shared.mkdir()
    except FileExistsError:
        until = time.monotonic() + 600
        while not (shared / "loaded").exists():
            assert time.monotonic() < until, "the worker that loads the examples did not come to an end"
            time.sleep(0.5)
    else:
        with open_store(shared / "data") as store:
            load_demo(store, ROOT / "data" / "examples")
        (shared / "loaded").touch()
    shutil.copytree(shared / "data", folder, ignore=shutil.ignore_patterns("*.socket"))
    return folder


@pytest.fixture(scope="session")
def fresh_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder as a first start makes it. Nobody may change it; take a copy, which costs less than to make one."""
    from wsd_data.delivery import open_store

    folder = tmp_path_factory.mktemp("fresh") / "data"
    open_store(folder).close()
    return folder


@pytest.fixture
def demo_copy(demo_folder: Path, tmp_path: Path) -> Callable[[], Path]:
    """Copies of the examples, to change or to serve."""

    def copy() -> Path:
        return Path(shutil.copytree(demo_folder, tmp_path / "demo-copy"))

    return copy
