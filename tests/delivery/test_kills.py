"""The running application killed at any moment of a load: what was acknowledged is there, and nothing is there in part."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.figures.conftest import write_workbook
from wsd_data.delivery import open_store, verify
from wsd_data.figures import Monitor
from wsd_data.handover import SOCKET_FILE, handed_over
from wsd_data.model.problems import Surroundings

ROOT = Path(__file__).resolve().parents[2]
KILLS = 10
PROVE = bool(os.environ.get("WSD_PROVE"))
SERIES = 20 if PROVE else 2
TALKS, TOOLS = 150, 70
NURSERY = """
import os, signal, sys, threading
from pathlib import Path
import wsd_data.delivery, wsd_data.figures
from wsd_data.__main__ import handed
from wsd_data.reception import Reception
from wsd_data.ui import state
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
for folder in iter(sys.stdin.readline, ""):
    if os.fork() == 0:
        break
else:
    sys.exit()
signal.signal(signal.SIGCHLD, signal.SIG_DFL)
os.setsid()
os.environ["WSD_DATA_DIR"] = folder.strip()
state.opened()
with Reception(state.data_folder(), handed, "-") as reception:
    assert reception.complaint is None, reception.complaint
    print(os.getpid(), flush=True)
    threading.Event().wait()
"""
"""Servers without pages, otherwise as `serve` makes them; each a fork of one process that has imported everything."""


class Server:
    def __init__(self, pid: int) -> None:
        self.pid = pid

    def kill(self) -> None:
        """With all that it started. Its socket stays behind."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)

    def gone(self) -> bool:
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return True
        return False


Serving = Callable[[Path], AbstractContextManager[Server]]


@pytest.fixture(scope="module")
def serving() -> Iterator[Serving]:
    """serving(folder): a server that has the folder open, killed at the end."""
    nursery = subprocess.Popen(
        [sys.executable, "-c", NURSERY], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert nursery.stdin is not None and nursery.stdout is not None

    @contextlib.contextmanager
    def started(folder: Path) -> Iterator[Server]:
        assert nursery.stdin is not None and nursery.stdout is not None
        nursery.stdin.write(f"{folder}\n")
        nursery.stdin.flush()
        server = Server(int(nursery.stdout.readline()))
        try:
            yield server
        finally:
            server.kill()
            while not server.gone():
                time.sleep(0.005)

    yield started
    nursery.communicate("", timeout=60)


def workbook(place: Path, number: int) -> Path:
    talks = [{"title": f"Lezing {number} {i}"} for i in range(TALKS)]
    return write_workbook(
        place / f"{number}.xlsx",
        {"presentations": talks, "products": [{"title": f"Wijzer {number} {i}"} for i in range(TOOLS)]},
    )


def load(folder: Path, file: Path) -> bool:
    """Whether the load was acknowledged."""
    try:
        return handed_over(folder, ["load", str(file), "--region", "twente", "--json"]) == 0
    except Surroundings:
        return False


def counted(folder: Path) -> dict[int, tuple[int, int]]:
    """Rows per delivery, which must be all or nothing and agree with the figures."""
    with open_store(folder) as store:
        cursor = store.engine.cursor()
        found = dict.fromkeys(
            (r[0] for r in cursor.execute("SELECT id FROM entries WHERE kind = 'delivery'").fetchall()), (0, 0)
        )
        for place, table in enumerate(("h_presentations", "h_products")):
            for entry, count in cursor.execute(f"SELECT entry, count(*) FROM {table} GROUP BY entry").fetchall():
                pair = list(found[entry])
                pair[place] = count
                found[entry] = (pair[0], pair[1])
        monitor = Monitor(store.engine)
        for indicator, rows in (("presentations", TALKS), ("products", TOOLS)):
            assert (monitor.answer(indicator).total.value or 0) == rows * len(found)
    assert set(found.values()) <= {(TALKS, TOOLS)}
    return found


@pytest.fixture(scope="module")
def begun(serving: Serving, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, float, float]:
    """A folder with one load, and how many seconds a load takes until it writes, and in all."""
    place = tmp_path_factory.mktemp("begun")
    folder = place / "data"
    open_store(folder).close()
    with serving(folder):
        assert load(folder, workbook(place, 0))
        file, archive = workbook(place, 1), folder / "archive"
        start = time.monotonic()
        seen: list[float] = []
        watching = threading.Thread(target=lambda: seen.append(_written(archive, 3) - start))
        watching.start()
        assert load(folder, file)
        whole = time.monotonic() - start
        watching.join()
    (folder / SOCKET_FILE).unlink()
    assert len(counted(folder)) == 2
    return folder, seen[0], whole


def _written(archive: Path, number: int) -> float:
    """The moment at which the archive of an entry appears."""
    until = time.monotonic() + 60
    while not any((archive / name).exists() for name in (f"{number:06d}", f".{number:06d}.new")):
        if time.monotonic() > until:
            break
        time.sleep(0.001)
    return time.monotonic()


@pytest.mark.parametrize("series", range(SERIES))
def test_killed_at_any_moment(
    serving: Serving, begun: tuple[Path, float, float], tmp_path: Path, series: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of ten kills four fall anywhere in the load, five while it writes, one just after it was acknowledged."""
    source, until_writing, whole = begun
    folder = Path(shutil.copytree(source, tmp_path / "data"))
    chance = random.Random(series)
    there = counted(folder)
    for number in range(KILLS):
        file = workbook(tmp_path, 100 * (series + 1) + number)
        entry = max(there) + 1
        # The number of a load that came to nothing is free again, and its archive may still lie there.
        shutil.rmtree(folder / "archive" / f"{entry:06d}", ignore_errors=True)

        def kill(server: Server, entry: int = entry, number: int = number) -> None:
            if number < 4:
                time.sleep(chance.uniform(0, whole * 1.1))
            else:
                _written(folder / "archive", entry)
                time.sleep(chance.uniform(0, (whole - until_writing) * 1.1))
            server.kill()

        with serving(folder) as server:
            killing = threading.Thread(target=kill, args=(server,))
            if number < KILLS - 1:
                killing.start()
            acknowledged = load(folder, file)
            server.kill() if number == KILLS - 1 else killing.join()
        told = capsys.readouterr().out
        if acknowledged:
            assert json.loads(told)["deliveries"][0]["id"] == entry
        now = counted(folder)
        assert there.keys() <= now.keys(), "nothing acknowledged is lost"
        assert len(now) - len(there) in ((1,) if acknowledged else (0, 1))
        there = now
        if PROVE or number == KILLS - 1:
            assert verify(folder) == []
