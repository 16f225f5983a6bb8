"""Opening a data folder: what is made, what is settled, and what is noticed before anything is shown."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from wsd_data.delivery import Loaded, Store, deliveries, open_store, verify
from wsd_data.delivery.folder import REFERENCE_FOLDER
from wsd_data.model.problems import Surroundings
from wsd_data.store.engine import open_engine
from wsd_data.store.ledger import Ledger

Deliver = Callable[..., Loaded]
PRODUCTS = {
    "products": [{"title": "A", "type": "toolbox", "date_from": date(2023, 1, 1), "date_to": date(2023, 12, 31)}]
}
MORE = {"products": [{**PRODUCTS["products"][0], "title": "B"}]}


def codes(folder: Path) -> list[str]:
    return [d.code for d in verify(folder)]


def test_a_new_folder_is_for_its_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "data"
    with open_store(folder) as store:
        assert store.version() == 1 and not store.demo and "twente" in store.regions
        assert len(store.salt) == 32
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {f.name: f.stat().st_mode & 0o777 for f in folder.iterdir() if f.is_file()} == {
        "salt": 0o600,
        "seal.json": 0o600,
        "wsd.duckdb": 0o600,
    }
    assert [f.name for f in sorted((folder / "ledger").iterdir())] == [
        "000001-opened.json",
        "000002-prepared.json",
        "000003-committed.json",
    ]
    assert codes(folder) == []


def test_opening_again_adds_nothing(folder: Path) -> None:
    with open_store(folder) as store:
        assert store.version() == 1


def test_changed_reference_data_are_a_new_entry(folder: Path, tmp_path: Path) -> None:
    lists = tmp_path / "reference"
    shutil.copytree(REFERENCE_FOLDER, lists)
    file = lists / "werkplaatsen.csv"
    file.write_text(file.read_text() + "mars,Mars,HvM,penvoerder,,Olympus,2026,,\n")
    with open_store(folder, lists) as store:
        assert [d["kind"] for d in deliveries(store)] == ["reference", "reference"] and "mars" in store.regions
        rows = store.engine.cursor().execute("SELECT entry FROM r_regions WHERE code = 'mars'").fetchall()
        assert rows == [(2,)]
    with open_store(folder, lists) as store:
        assert store.version() == 2
    assert codes(folder) == []


def test_a_lost_or_changed_salt_is_noticed(folder: Path) -> None:
    salt = (folder / "salt").read_text()
    (folder / "salt").unlink()
    with pytest.raises(Surroundings) as lost:
        open_store(folder)
    assert "missing" in lost.value.message.en and not (folder / "salt").exists()
    assert codes(folder) == ["salt"]
    (folder / "salt").write_text("0" * 64)
    with pytest.raises(Surroundings):
        open_store(folder)
    assert codes(folder) == ["salt"]
    (folder / "salt").write_text("nonsense")
    with pytest.raises(Surroundings):
        open_store(folder)
    (folder / "salt").write_text(salt)
    open_store(folder).close()


def test_the_folder_may_move_and_hold_other_files(store: Store, deliver: Deliver, folder: Path, tmp_path: Path) -> None:
    deliver(store, PRODUCTS)
    store.close()
    for place in (folder, folder / "archive", folder / "ledger", folder / "archive" / "000002"):
        (place / ".DS_Store").write_text("x")
        (place / "notes.txt").write_text("x")
    (folder / "archive" / "old").mkdir()
    folder.rename(tmp_path / "moved")
    with open_store(tmp_path / "moved") as moved:
        assert moved.version() == 2
    assert codes(tmp_path / "moved") == []


def test_a_missing_database_is_not_made_empty(store: Store, deliver: Deliver, folder: Path) -> None:
    deliver(store, PRODUCTS)
    store.close()
    (folder / "wsd.duckdb").unlink()
    with pytest.raises(Surroundings) as problem:
        open_store(folder)
    assert "rebuild" in problem.value.message.nl and not (folder / "wsd.duckdb").exists()


def test_a_database_that_lost_a_commit_is_noticed(store: Store, deliver: Deliver, folder: Path, tmp_path: Path) -> None:
    """A shortened log opens without a word and without the last commits; the ledger remembers them."""
    deliver(store, PRODUCTS)
    store.engine.checkpoint()
    shutil.copy(folder / "wsd.duckdb", tmp_path / "before")
    deliver(store, MORE)
    store.close()
    shutil.copy(tmp_path / "before", folder / "wsd.duckdb")
    with pytest.raises(Surroundings) as problem:
        open_store(folder)
    assert "3" in problem.value.message.nl and "rebuild" in problem.value.message.en
    assert "entry_lost" in codes(folder)


def test_a_lost_ledger_is_noticed(store: Store, deliver: Deliver, folder: Path) -> None:
    deliver(store, PRODUCTS)
    store.close()
    shutil.move(folder / "ledger", folder / "elsewhere")
    with pytest.raises(Surroundings) as problem:
        open_store(folder)
    assert "ledger" in problem.value.message.en and not (folder / "ledger").exists()


def last_line(folder: Path) -> Path:
    return max((folder / "ledger").glob("*.json"))


def stopped_suddenly(folder: Path) -> None:
    """The seal is broken before anything is written, so a sudden stop leaves none."""
    (folder / "seal.json").unlink()


def test_a_stop_before_the_commit_leaves_nothing(store: Store, deliver: Deliver, folder: Path, tmp_path: Path) -> None:
    """As if the power went after `prepared`: the archive is there, the database knows nothing."""
    store.engine.checkpoint()
    shutil.copy(folder / "wsd.duckdb", tmp_path / "before")
    deliver(store, PRODUCTS)
    store.close()
    shutil.copy(tmp_path / "before", folder / "wsd.duckdb")
    last_line(folder).unlink()
    stopped_suddenly(folder)
    with open_store(folder) as again:
        assert last_line(folder).name == "000005-abandoned.json" and again.version() == 1
        assert deliver(again, MORE).id == 2, "the number is free again"
    assert codes(folder) == []
    assert Ledger(folder).entries().keys() == {1, 2}


def test_a_stop_after_the_commit_loses_nothing(store: Store, deliver: Deliver, folder: Path) -> None:
    deliver(store, PRODUCTS)
    store.close()
    last_line(folder).unlink()
    stopped_suddenly(folder)
    assert codes(folder) == [], "verify settles first"
    assert last_line(folder).name == "000005-committed.json"
    with open_store(folder) as again:
        assert again.version() == 2


def test_a_stop_during_the_first_start(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    open_store(folder).close()
    for name in ("ledger", "archive"):
        shutil.rmtree(folder / name)
    (folder / "wsd.duckdb").unlink()
    open_store(folder).close()
    shutil.rmtree(folder / "ledger")
    (folder / "wsd.duckdb").unlink()
    open_engine(folder).close()
    open_store(folder).close()
    assert codes(folder) == []


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("x")
    with pytest.raises(Surroundings):
        open_store(tmp_path / "data")
    with pytest.raises(Surroundings):
        open_store(tmp_path / "data" / "below")


def test_a_damaged_database_names_rebuild(folder: Path) -> None:
    (folder / "wsd.duckdb").write_bytes(b"not a database at all" * 500)
    with pytest.raises(Surroundings) as problem:
        open_store(folder)
    assert "rebuild" in problem.value.message.nl
    assert codes(folder) == ["database"]


def run_python(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    root = Path(__file__).resolve().parents[2]
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=root, capture_output=True, text=True, check=False, timeout=120
    )


def test_a_database_in_use_elsewhere(store: Store, folder: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from wsd_data.delivery import open_store, verify, rebuild, backup\n"
        "from wsd_data.model.problems import Surroundings\n"
        "folder = Path(sys.argv[1])\n"
        "for use in (open_store, verify, rebuild, lambda f: backup(f, f.parent / 'out.zip')):\n"
        "    try: use(folder)\n"
        "    except Surroundings as problem: print('in use' in problem.message.en)\n"
    )
    done = run_python(code, str(folder))
    assert done.stdout.split() == ["True"] * 4, done.stderr
    assert not (folder.parent / "out.zip").exists()


DISK_FULL = """
import resource, signal, sys
from datetime import date
from pathlib import Path
sys.path.insert(0, "tests/delivery")
from conftest import file_read
from wsd_data.delivery import LoadRequest, commit, open_store
from wsd_data.model.problems import Surroundings

folder, file, room, count = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
words = [f"{i * 7919:x}" * 9 for i in range(count)]
rows = [
    {"title": w, "type": "toolbox", "link": w[::-1], "date_from": date(2023, 1, 1), "date_to": date(2023, 12, 31)}
    for w in words
]
read = file_read(file, {"products": rows})
with open_store(folder) as store:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    try:
        done = commit(store, [(LoadRequest(file, region="twente", received=date(2024, 1, 1)), read)])
        print("loaded", done[0].id)
    except Surroundings as problem:
        print("refused", problem.message.en)
"""


@pytest.mark.parametrize(
    ("room", "count", "says"),
    [
        (200_000, 30_000, "Is the disk full"),
        (4_600_000, 30_000, ".wal"),
        (9_000_000, 70_000, "Make room, and start again"),
    ],
)
def test_a_full_disk_changes_nothing(
    store: Store, deliver: Deliver, folder: Path, tmp_path: Path, room: int, count: int, says: str
) -> None:
    """The limit strikes in the archive, in the log of the database, or in its file, which a large commit goes to at once."""
    deliver(store, PRODUCTS)
    store.close()
    done = run_python(DISK_FULL, str(folder), str(tmp_path / "big.xlsx"), str(room), str(count))
    assert done.stdout.startswith("refused") and says in done.stdout, done.stdout + done.stderr
    assert "rebuild" not in done.stdout
    assert codes(folder) == []
    with open_store(folder) as again:
        assert again.version() == 2
        assert deliver(again, MORE).id == 3


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_no_rights(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with contextlib.ExitStack() as after:
        after.callback(tmp_path.chmod, 0o700)
        with pytest.raises(Surroundings):
            open_store(tmp_path / "data")
