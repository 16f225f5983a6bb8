"""The views of the present beside the database: used only for this history, this program and this file; else made anew."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from tests.figures.conftest import write_workbook
from wsd_data.delivery import LoadRequest, Store, backup, load, open_store, verify
from wsd_data.figures import Monitor
from wsd_data.store import kept
from wsd_data.store.fold import NOW

FILES = ["present.duckdb", "present.json"]


@pytest.fixture(autouse=True)
def few_rows_suffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "LEAST", 1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with three products, its figures kept; its name needs care in SQL."""
    return filled(tmp_path / "d'Arcy", "een", "twee", "drie")


def filled(folder: Path, *titles: str) -> Path:
    with open_store(folder / "data") as store:
        add(store, folder, *titles)
        Monitor(store.engine).put_by()
    return folder / "data"


def add(store: Store, place: Path, *titles: str) -> None:
    rows = [{"title": title, "type": "toolbox", "date": "1-5-2023"} for title in titles]
    load(store, [LoadRequest(write_workbook(place / f"{titles[0]}.xlsx", {"products": rows}), region="twente")])


def counted(store: Store) -> tuple[float | None, bool]:
    """The number of products, and whether it came from the file."""
    monitor = Monitor(store.engine)
    found = monitor.answer("products", ("year",), policy="internal").total.figure.value
    with monitor._states.using(monitor.version(), NOW) as state:
        used = "products" in state.stand._kept
    monitor.forget()
    return found, used


def test_the_next_start_finds_them(folder: Path) -> None:
    assert sorted(f.name for f in (folder / "stand").iterdir()) == FILES
    assert all(f.stat().st_mode & 0o077 == 0 for f in (folder / "stand").iterdir())
    with open_store(folder) as store:
        assert counted(store) == (3, True)
    assert verify(folder) == []


def test_few_rows_are_not_worth_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "LEAST", 4)
    assert not (filled(tmp_path, "een", "twee", "drie") / "stand").exists()


def test_a_later_delivery_makes_them_of_no_use(folder: Path) -> None:
    with open_store(folder) as store:
        add(store, folder.parent, "vier")
        assert counted(store) == (4, False)
        Monitor(store.engine).put_by()
    with open_store(folder) as store:
        assert counted(store) == (4, True)


def flipped(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


@pytest.mark.parametrize(
    "harm",
    [
        lambda stand: flipped(stand / "present.duckdb"),
        lambda stand: (stand / "present.duckdb").write_bytes(b""),
        lambda stand: (stand / "present.duckdb").unlink(),
        lambda stand: (stand / "present.json").write_text("[]"),
        lambda stand: (stand / "present.json").write_text("{"),
        lambda stand: (stand / "present.json").unlink(),
        lambda stand: shutil.rmtree(stand),
    ],
    ids=["flipped", "empty", "gone", "list", "broken", "no mark", "no folder"],
)
def test_what_was_harmed_is_not_used(folder: Path, harm: Callable[[Path], object]) -> None:
    harm(folder / "stand")
    with open_store(folder) as store:
        assert counted(store) == (3, False)


def test_those_of_another_folder_are_not_used(folder: Path, tmp_path: Path) -> None:
    """With as many entries and rows, such as a folder that was made from the same files again."""
    other = filled(tmp_path / "ander", "rood", "geel")
    shutil.rmtree(folder / "stand")
    shutil.copytree(other / "stand", folder / "stand")
    with open_store(folder) as store:
        assert counted(store) == (3, False)


def test_those_of_another_program_are_not_used(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_program", lambda: "another")
    with open_store(folder) as store:
        assert counted(store) == (3, False)


def test_two_states_at_once(folder: Path) -> None:
    with open_store(folder) as store:
        first, second = Monitor(store.engine), Monitor(store.engine)
        assert [m.answer("products").total.figure.value for m in (first, second)] == [3, 3]
        first.forget()
        second.forget()
        assert counted(store) == (3, True)


def test_a_disk_that_fails_does_no_harm(tmp_path: Path) -> None:
    with open_store(tmp_path / "data") as store:
        add(store, tmp_path, "een")
        (tmp_path / "data" / "stand").write_bytes(b"no folder")
        Monitor(store.engine).put_by()
        assert counted(store) == (1, False)


def test_a_copy_leaves_them_out(folder: Path, tmp_path: Path) -> None:
    shutil.unpack_archive(backup(folder, tmp_path / "copy.zip"), tmp_path / "copy")
    assert not (tmp_path / "copy" / "stand").exists()


@pytest.fixture
def engine_cursor(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_store(folder) as store:
        yield store.engine.cursor()


@pytest.mark.parametrize("place", ["../outside.db", "../data/wsd2.duckdb", "stand/../other.db"])
def test_the_engine_reaches_nothing_else(engine_cursor: duckdb.DuckDBPyConnection, folder: Path, place: str) -> None:
    with pytest.raises(duckdb.PermissionException):
        engine_cursor.execute(f"ATTACH {kept.quoted(folder / place)} AS outside")
    with pytest.raises(duckdb.PermissionException):
        engine_cursor.execute(f"SELECT * FROM read_text({kept.quoted(folder / 'salt')})")
    with pytest.raises(duckdb.Error):
        engine_cursor.execute("SET enable_external_access = true")
