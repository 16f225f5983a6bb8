"""Damage to database or log is noticed at the start, every time, and says what to do; a clean stop is no damage."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from wsd_data.delivery import Loaded, Store, open_store, rebuild, verify
from wsd_data.model.problems import Surroundings
from wsd_data.store.seal import SEAL_FILE

Deliver = Callable[..., Loaded]
CASES = 100 if os.environ.get("WSD_PROVE") else 10
"""Of each kind; half of them in the database, half in the log of changes beside it."""


def products(*titles: str) -> dict[str, list[dict[str, object]]]:
    return {"products": [{"title": t, "type": "toolbox", "date": date(2023, 3, 1)} for t in titles]}


@pytest.fixture(scope="module")
def stopped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder after a clean stop: everything in the database file."""
    from tests.delivery.conftest import deliver_rows

    folder = tmp_path_factory.mktemp("stopped") / "data"
    with open_store(folder) as store:
        for number in range(3):
            deliver_rows(folder.parent, store, products(*(f"{number} {i}" * 20 for i in range(800))))
    assert not (folder / "wsd.duckdb.wal").exists() and (folder / SEAL_FILE).exists()
    return folder


@pytest.fixture(scope="module")
def torn(stopped: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As a power cut leaves it, with acknowledged deliveries that are only in the log."""
    from tests.delivery.conftest import deliver_rows

    place = tmp_path_factory.mktemp("torn")
    shutil.copytree(stopped, place / "live")
    with open_store(place / "live") as store:
        # Somebody else's unfinished writing keeps the log from being taken into the database.
        other = store.engine.cursor()
        other.execute("BEGIN")
        other.execute("INSERT INTO meta VALUES ('other', 'unfinished')")
        for number in range(3):
            deliver_rows(place, store, products(*(f"torn {number} {i}" for i in range(60))))
        shutil.copytree(place / "live", place / "data")
        other.execute("ROLLBACK")
        other.close()
    assert (place / "data" / "wsd.duckdb.wal").stat().st_size > 1000
    return place / "data"


def test_without_damage_both_open(stopped: Path, torn: Path, tmp_path: Path) -> None:
    for name, folder, last in (("stopped", stopped, 4), ("torn", torn, 7)):
        copy = shutil.copytree(folder, tmp_path / name)
        for _ in range(2):
            with open_store(copy) as store:
                assert store.version() == last
        assert verify(copy) == []


def flipped(file: Path, chance: random.Random) -> None:
    content = bytearray(file.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    file.write_bytes(content)


def shortened(file: Path, chance: random.Random) -> None:
    os.truncate(file, chance.randrange(file.stat().st_size))


@pytest.mark.parametrize("number", range(CASES))
@pytest.mark.parametrize("damage", [flipped, shortened], ids=lambda d: d.__name__)
def test_damage_is_noticed_at_the_start(
    stopped: Path, torn: Path, tmp_path: Path, damage: Callable[[Path, random.Random], None], number: int
) -> None:
    chance = random.Random(f"{damage.__name__} {number}")
    folder = shutil.copytree(torn if number % 2 else stopped, tmp_path / "data")
    damage(folder / ("wsd.duckdb.wal" if number % 2 else "wsd.duckdb"), chance)
    for _ in range(2):
        with pytest.raises(Surroundings) as problem:
            open_store(folder)
        assert "rebuild" in problem.value.message.nl and "rebuild" in problem.value.message.en
    assert verify(folder), "and verify names it"


def test_rebuild_mends_what_was_noticed(stopped: Path, torn: Path, tmp_path: Path) -> None:
    for name, source, last in (("stopped", stopped, 4), ("torn", torn, 7)):
        folder = shutil.copytree(source, tmp_path / name)
        flipped(folder / ("wsd.duckdb" if name == "stopped" else "wsd.duckdb.wal"), random.Random(7))
        rebuild(folder)
        assert verify(folder) == []
        with open_store(folder) as store:
            assert store.version() == last


def test_a_version_without_seals_is_no_damage(stopped: Path, deliver: Deliver, tmp_path: Path) -> None:
    """It leaves the seal of before; that it wrote shows in the ledger."""
    folder = shutil.copytree(stopped, tmp_path / "data")
    seal = (folder / SEAL_FILE).read_bytes()
    with open_store(folder) as store:
        deliver(store, products("later"))
    (folder / SEAL_FILE).write_bytes(seal)
    with open_store(folder) as store:
        assert store.version() == 5
    assert (folder / SEAL_FILE).read_bytes() != seal, "sealed anew"


def test_the_seal_is_broken_before_anything_is_written(stopped: Path, deliver: Deliver, tmp_path: Path) -> None:
    folder = shutil.copytree(stopped, tmp_path / "data")
    store: Store
    with open_store(folder) as store:
        assert (folder / SEAL_FILE).exists(), "reading breaks nothing"
        deliver(store, products("later"))
        assert not (folder / SEAL_FILE).exists()
    assert (folder / SEAL_FILE).stat().st_mode & 0o777 == 0o600


def test_a_damaged_seal_only_costs_a_closer_look(stopped: Path, tmp_path: Path) -> None:
    for number, content in enumerate((b"", b"[]", b"{", b'{"ledger": 3}', b"\xff")):
        folder = shutil.copytree(stopped, tmp_path / str(number))
        (folder / SEAL_FILE).write_bytes(content)
        with open_store(folder) as store:
            assert store.version() == 4


def test_reading_the_file_keeps_the_lock(stopped: Path, tmp_path: Path) -> None:
    """A process that closes any handle of a file loses its lock on it; another would then write into the same file."""
    from wsd_data.delivery import backup

    folder = shutil.copytree(stopped, tmp_path / "data")
    code = (
        "import sys; from pathlib import Path; from wsd_data.delivery import open_store; open_store(Path(sys.argv[1]))"
    )
    with open_store(folder) as store:
        backup(folder, tmp_path / "copy.zip", store)
        assert verify(folder, store) == []
        done = subprocess.run([sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "in gebruik" in done.stderr
