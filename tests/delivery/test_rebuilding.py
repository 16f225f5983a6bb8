"""A database made again from archive and ledger is equal to the one it replaces."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from wsd_data.delivery import Loaded, Store, deliveries, open_store, rebuild, verify
from wsd_data.model.problems import Surroundings
from wsd_data.model.sheets import SHEETS

Deliver = Callable[..., Loaded]
DAY = {"date_from": date(2023, 1, 1), "date_to": date(2023, 12, 31)}


def product(title: str) -> dict[str, object]:
    return {"title": title, "type": "toolbox", "bko_area": ["x"], **DAY}


def content(folder: Path) -> dict[str, object]:
    with open_store(folder) as store:
        cursor = store.engine.cursor()
        tables = [f"{p}_{s}" for p in "hc" for s in SHEETS]
        tables += ["entries", "entry_sheets", "nothing", "endings", "findings", "counter", "r_regions", "r_themes"]
        found: dict[str, object] = {t: cursor.execute(f"SELECT * FROM {t} ORDER BY ALL").fetchall() for t in tables}
        return found | {"deliveries": deliveries(store), "demo": store.demo}


def damage(file: Path, how: str) -> None:
    if how == "missing":
        file.unlink()
    elif how == "damaged":
        file.write_bytes(b"nonsense" * 1000)
    elif how == "shortened":
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


@pytest.mark.parametrize("how", ["whole", "missing", "damaged", "shortened"])
def test_rebuild_makes_an_equal_database(filled: Path, how: str) -> None:
    before = content(filled)
    damage(filled / "wsd.duckdb", how)
    done = rebuild(filled)
    assert done.entries == 5 and (done.kept is None) == (how == "missing")
    assert verify(filled) == [] and content(filled) == before
    assert (filled / "wsd.duckdb").stat().st_mode & 0o777 == 0o600
    assert not list(filled.glob("*.new*"))


def test_a_load_that_was_committed_but_not_closed_is_kept(filled: Path) -> None:
    """Its files are whole, and its maker may have been told that it is in; the database is gone."""
    before = content(filled)
    max((filled / "ledger").glob("*.json")).unlink()
    (filled / "wsd.duckdb").unlink()
    rebuild(filled)
    assert content(filled) == before and verify(filled) == []


def test_leftovers_of_an_abandoned_load_are_passed_over(filled: Path, deliver: Deliver, tmp_path: Path) -> None:
    shutil.copy(filled / "wsd.duckdb", tmp_path / "before")
    with open_store(filled) as store:
        deliver(store, {"products": [product("lost")]})
    shutil.copy(tmp_path / "before", filled / "wsd.duckdb")
    max((filled / "ledger").glob("*.json")).unlink()
    before = content(filled)
    assert (filled / "archive" / "000006").is_dir(), "the archive of the abandoned load is still there"
    (filled / "wsd.duckdb").unlink()
    assert rebuild(filled).entries == 5
    assert content(filled) == before


def test_an_old_log_does_not_return(filled: Path) -> None:
    (filled / "wsd.duckdb.wal").write_bytes(b"an old log")
    rebuild(filled)
    assert not (filled / "wsd.duckdb.wal").exists() and verify(filled) == []


def test_without_a_whole_archive_nothing_changes(filled: Path) -> None:
    shutil.rmtree(filled / "archive" / "000003")
    database = (filled / "wsd.duckdb").read_bytes()
    with pytest.raises(Surroundings) as problem:
        rebuild(filled)
    assert "3" in problem.value.message.en
    assert (filled / "wsd.duckdb").read_bytes() == database and not list(filled.glob("*.new*"))


def test_without_salt_ledger_or_folder(filled: Path, tmp_path: Path) -> None:
    (filled / "salt").rename(tmp_path / "salt")
    with pytest.raises(Surroundings):
        rebuild(filled)
    (tmp_path / "salt").rename(filled / "salt")
    shutil.rmtree(filled / "ledger")
    for folder in (filled, tmp_path / "nowhere"):
        with pytest.raises(Surroundings):
            rebuild(folder)


def test_a_ledger_without_its_end_is_not_rebuilt_from(folder: Path, store: Store, deliver: Deliver) -> None:
    first = deliver(store, {"products": [product("A")]}).id
    second = deliver(store, {"products": [product("B")]}).id
    store.close()
    for file in sorted((folder / "ledger").iterdir())[-2:]:
        file.unlink()
    with pytest.raises(Surroundings) as problem:
        rebuild(folder)
    assert str(second) in problem.value.message.nl and first < second
    assert (folder / "archive" / f"{second:06d}").is_dir()


def test_a_newer_database_is_not_rebuilt_over(folder: Path, store: Store, deliver: Deliver) -> None:
    deliver(store, {"products": [product("A")]})
    store.engine.cursor().execute("UPDATE meta SET value = '999' WHERE name = 'schema'")
    store.close()
    before = (folder / "wsd.duckdb").read_bytes()
    with pytest.raises(Surroundings):
        rebuild(folder)
    assert (folder / "wsd.duckdb").read_bytes() == before


def test_an_archive_without_a_ledger_is_not_written_over(folder: Path, store: Store, deliver: Deliver) -> None:
    deliver(store, {"products": [product("A")]})
    store.close()
    shutil.rmtree(folder / "ledger")
    (folder / "wsd.duckdb").unlink()
    (folder / "salt").unlink()
    with pytest.raises(Surroundings):
        open_store(folder)
