"""The processes that read: one for each file, copies of one server, ended with their time or their caller, and never in the way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from wsd_data.intake.apart import run_apart
from wsd_data.intake.limits import Limits
from wsd_data.model.findings import Finding

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere each child is started anew")
ROOT = Path(__file__).resolve().parents[2]
WORK = "tests.intake.apartwork"
CALLER = """
import sys
from pathlib import Path
from wsd_data.intake.apart import run_apart
from wsd_data.intake.limits import Limits
run_apart("tests.intake.apartwork", (sys.argv[1], "wait"), Path(sys.argv[1]).parent, Limits())
"""


class Work:
    """What the child said of itself."""

    def __init__(self, told: Path) -> None:
        self.process, self.server, self.files = map(int, told.read_text("ascii").split())


def done(place: Path, then: str = "", seconds: float = 60) -> tuple[Work, Finding | None]:
    place.mkdir(parents=True, exist_ok=True)
    told = place / "told"
    told.unlink(missing_ok=True)
    finding = run_apart(WORK, (str(told), then), place, Limits(seconds=seconds))
    return Work(told), finding


def awaited(holds: Callable[[], bool]) -> bool:
    until = time.monotonic() + 30
    while not holds() and time.monotonic() < until:
        time.sleep(0.01)
    return holds()


def lives(process: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text("ascii")
    except OSError:
        return False


def test_each_file_has_a_process_of_its_own_copied_from_one_server(tmp_path: Path) -> None:
    (first, no), (second, none) = done(tmp_path / "a"), done(tmp_path / "b")
    assert no is none is None
    assert first.process != second.process and first.server == second.server
    assert first.server != os.getpid(), "a copy is never made of the process that asks: it has threads and data"
    status = Path(f"/proc/{first.server}/status").read_text("ascii")
    assert "\nThreads:\t1\n" in status, "a process with threads is no good to copy"
    assert second.files == 4, (
        "standard input, output and errors, and the listing itself: nothing of the server or of others"
    )
    assert not lives(first.process) and not lives(second.process)


@pytest.mark.parametrize(
    ("then", "code"), [("raise", "unreadable"), ("memory", "too_large"), ("killed", "too_large"), ("wait", "too_slow")]
)
def test_what_becomes_of_a_child_is_said(tmp_path: Path, then: str, code: str) -> None:
    work, finding = done(tmp_path, then, seconds=2 if then == "wait" else 60)
    assert finding is not None and finding.code == code
    assert not lives(work.process)
    assert done(tmp_path)[0].server == work.server, "the server has not suffered"


def test_work_goes_on_when_the_server_is_lost(tmp_path: Path) -> None:
    before, _ = done(tmp_path)
    os.kill(before.server, signal.SIGKILL)
    assert awaited(lambda: not lives(before.server))
    after, finding = done(tmp_path)
    assert finding is None and after.server != before.server


def test_a_file_is_read_anew_when_the_server_is_lost_meanwhile(tmp_path: Path) -> None:
    """The one that waits is lost with the server; it is started again, now by the caller itself, until its time is up."""
    server, told, found = done(tmp_path)[0].server, tmp_path / "told", list[tuple[Work, Finding | None]]()
    told.unlink()
    reading = threading.Thread(target=lambda: found.append(done(tmp_path, "wait", seconds=4)))
    reading.start()
    assert awaited(told.exists)
    lost = Work(told)
    assert lost.server == server
    os.kill(server, signal.SIGKILL)
    reading.join()
    ((again, finding),) = found
    assert again.process != lost.process and again.server == os.getpid()
    assert finding is not None and finding.code == "too_slow"
    assert awaited(lambda: not lives(lost.process)) and not lives(again.process)


def test_nobody_is_left_when_the_caller_is_killed(tmp_path: Path) -> None:
    told = tmp_path / "told"
    caller = subprocess.Popen([sys.executable, "-c", CALLER, str(told)], cwd=ROOT)
    try:
        assert awaited(told.exists)
    finally:
        caller.kill()
        caller.wait()
    work = Work(told)
    assert awaited(lambda: not lives(work.process) and not lives(work.server))


def test_many_at_once_are_told_apart(tmp_path: Path) -> None:
    found = dict[int, tuple[Work, Finding | None]]()

    def ask(number: int) -> None:
        found[number] = done(tmp_path / str(number), "raise" if number % 2 else "")

    asking = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for one in asking:
        one.start()
    for one in asking:
        one.join()
    assert len({work.process for work, _ in found.values()}) == 8
    assert {number: finding is None for number, (_, finding) in found.items()} == {n: not n % 2 for n in range(8)}
