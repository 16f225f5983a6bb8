"""A scheduled job and the dashboard together: what a command prints and does is the same whoever does it."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.figures.conftest import write_workbook
from wsd_data.handover import MOST, PROTOCOL, SOCKET_FILE, Gone, Line, same_user

ROOT = Path(__file__).resolve().parents[1]
Done = subprocess.CompletedProcess[str]
Command = Callable[..., Done]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return int(probe.getsockname()[1])


def environment(folder: Path) -> dict[str, str]:
    return {**os.environ, "WSD_DATA_DIR": str(folder), "PYTHONPATH": str(ROOT)}


def command(folder: Path, *arguments: object, cwd: Path = ROOT) -> Done:
    done = subprocess.run(
        [sys.executable, "-m", "wsd_data", *map(str, arguments)],
        capture_output=True, text=True, env=environment(folder), cwd=cwd, stdin=subprocess.DEVNULL, timeout=120,
    )  # fmt: skip
    assert "Traceback" not in done.stderr + done.stdout
    return done


@contextlib.contextmanager
def serving(folder: Path, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The product's own server, stopped as a service manager stops it."""
    with log.open("w") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "wsd_data", "serve", "--port", str(free_port())],
            cwd=ROOT, env=environment(folder), stdout=output, stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            until = time.monotonic() + 120
            while "Dashboard" not in log.read_text():
                assert server.poll() is None and time.monotonic() < until, log.read_text()
                time.sleep(0.05)
            yield server
        finally:
            if server.poll() is None:
                server.terminate()
            server.wait(60)
    assert "Traceback" not in log.read_text()


TALKS = {"presentations": [{"title": "Wijkteams"}, {"title": "Schulden"}]}


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path]]:
    """Two equal folders: one by itself and one that is served."""
    place = tmp_path_factory.mktemp("two")
    file = write_workbook(place / "begin.xlsx", {"products": [{"title": "Tool"}]})
    assert command(place / "alone", "load", file, "--region", "twente", "--received", "2024-03-01").returncode == 0
    shutil.copytree(place / "alone", place / "served")
    with serving(place / "served", place / "log"):
        yield place / "alone", place / "served"
    assert not (place / "served" / SOCKET_FILE).exists(), "removed at a clean stop"
    assert command(place / "served", "verify").returncode == 0


def test_the_same_words_and_codes(two: tuple[Path, Path], tmp_path: Path) -> None:
    """Every command that needs the data, with what it refuses; the second folder is held by a server all the while."""
    alone, served = two
    write_workbook(tmp_path / "levering.xlsx", TALKS)
    write_workbook(tmp_path / "korter.xlsx", {"presentations": [{"title": "Wijkteams"}]})
    faulty = {"presentations": [{"title": "a"}, {"title": "b", "date": "31-02-2023"}]}
    write_workbook(tmp_path / "fout.xlsx", faulty)
    for line in (
        "load levering.xlsx --region twente --received 2024-03-02 --json",
        "load korter.xlsx --region twente --mode full",
        "load korter.xlsx --region twente --mode full --yes",
        "load fout.xlsx --region twente --json",
        "load levering.xlsx --region atlantis",
        "figures presentations --by region,quarter --period 2023 --json",
        "figures products --as-of 2 --policy internal",
        "undo 3",
        "undo 3 --yes --json",
        "demo",
        "verify",
        "backup reserve.zip",
        "backup reserve.zip",
    ):
        outs = []
        for folder in (alone, served):
            (tmp_path / "reserve.zip").unlink(missing_ok=True) if line.startswith("backup") and not outs else None
            outs.append(command(folder, *line.split(), cwd=tmp_path))
            if line.startswith("backup") and len(outs) == 1 and outs[0].returncode == 0:
                (tmp_path / "reserve.zip").unlink()
        assert outs[0].returncode == outs[1].returncode, line + outs[1].stderr
        assert outs[0].stdout == outs[1].stdout, line
        errors = [o.stderr.replace(str(tmp_path) + "/", "").replace("served", "alone") for o in outs]
        assert errors[0] == errors[1], line
    listed = [json.loads(command(f, "deliveries", "--json").stdout)["deliveries"] for f in (alone, served)]
    for one in listed:
        for entry in one:
            entry.pop("recorded")
    assert listed[0] == listed[1] and len(listed[0]) == 5


def test_what_cannot_be_done_while_serving(two: tuple[Path, Path]) -> None:
    _, served = two
    for name in ("rebuild", "serve"):
        done = command(served, name)
        assert done.returncode == 3 and done.stdout == ""
        assert "http://localhost:" in done.stderr and len(done.stderr.splitlines()) == 2


def test_a_question_is_answered_on_the_own_terminal(two: tuple[Path, Path], tmp_path: Path) -> None:
    _, served = two
    for title, answer, code in (("Een", b"n\n", 1), ("Twee", b"j\n", 0), ("Drie", b"j\n", 1)):
        file = write_workbook(tmp_path / f"{title}.xlsx", {"products": [{"title": title}]})
        loaded = command(served, "load", file, "--region", "twente", "--json")
        number = json.loads(loaded.stdout)["deliveries"][0]["id"]
        mine, terminal = pty.openpty()
        asking = subprocess.Popen(
            [sys.executable, "-m", "wsd_data", "undo", str(number)],
            stdin=terminal, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(served), cwd=ROOT, text=True,
        )  # fmt: skip
        assert asking.stderr is not None
        shown = ""
        while "[j/n]" not in shown:
            shown += asking.stderr.read(1)
        # Nobody waits for the one who thinks.
        assert command(served, "figures", "products").returncode == 0
        if title == "Drie":  # what was shown is no longer so
            other = write_workbook(tmp_path / "tussendoor.xlsx", {"products": [{"title": "Tussendoor"}]})
            assert command(served, "load", other, "--region", "twente").returncode == 0
        os.write(mine, answer)
        out, _ = asking.communicate(timeout=60)
        os.close(mine)
        os.close(terminal)
        assert asking.returncode == code
        assert (f"Levering {number} is ongedaan gemaakt." in out) == (code == 0)


def test_others_deliver_while_somebody_thinks(two: tuple[Path, Path], tmp_path: Path) -> None:
    """Rows that a full delivery ends are asked about outside the lock of writers."""
    _, served = two
    first = write_workbook(tmp_path / "a.xlsx", {"products": [{"title": "Blijft"}, {"title": "Gaat"}]})
    shorter = write_workbook(tmp_path / "b.xlsx", {"products": [{"title": "Blijft"}]})
    other = write_workbook(tmp_path / "c.xlsx", {"products": [{"title": "Ander"}]})
    region = json.loads(command(served, "load", first, "--region", "network", "--json").stdout)
    assert region["deliveries"][0]["new"] == 2
    connection, line = connect(served)
    with connection:
        line.send(**request(served, "load", str(shorter), "--region", "network", "--mode", "full", terminal=True))
        while "ask" not in (message := line.receive()):
            assert "exit" not in message
        assert command(served, "load", other, "--region", "network").returncode == 0
        line.send(answer="ja\n")
        while "exit" not in message:
            message = line.receive()
            if "ask" in message:
                line.send(answer="ja\n")
        assert message["exit"] == 0


def connect(folder: Path) -> tuple[socket.socket, Line]:
    connection = socket.socket(socket.AF_UNIX)
    with contextlib.chdir(folder):
        connection.connect(SOCKET_FILE)
    return connection, Line(connection)


def request(folder: Path, *arguments: str, terminal: bool = False) -> dict[str, object]:
    return {
        "protocol": PROTOCOL, "arguments": list(arguments), "cwd": str(ROOT), "folder": str(folder), "terminal": terminal,
    }  # fmt: skip


def test_who_misbehaves_disturbs_nobody(two: tuple[Path, Path]) -> None:
    _, served = two
    for content in (
        b"", b"\n", b"{}\n", b"[]\n", b"nonsense\n", b"\xff\xfe\n", b"{" * 100_000 + b"\n", b"x" * (MOST + 5),
        json.dumps(request(served, "fly")).encode() + b"\n",
        json.dumps(request(served, "load", "\0")).encode() + b"\n",
        json.dumps({**request(served, "verify"), "cwd": 3, "folder": None}).encode() + b"\n",
        json.dumps(request(served, "figures", "presentations", "--by", "region,month")).encode() + b"\n",
        json.dumps(request(served, "undo", "2", terminal=True)).encode() + b"\n",
    ):  # fmt: skip
        connection, _ = connect(served)
        with connection, contextlib.suppress(OSError):
            connection.sendall(content)
    connection, line = connect(served)
    with connection:
        line.send(**{**request(served, "verify"), "protocol": PROTOCOL + 1})
        assert "versie" in line.receive()["err"] and line.receive() == {"exit": 3}
        with pytest.raises(Gone):
            line.receive()
    assert command(served, "verify").returncode == 0


def test_two_at_once_both_end_well(two: tuple[Path, Path], tmp_path: Path) -> None:
    _, served = two
    before = len(json.loads(command(served, "deliveries", "--json").stdout)["deliveries"])
    files = [write_workbook(tmp_path / f"{n}.xlsx", {"products": [{"title": f"Samen {n}"}]}) for n in range(4)]
    codes: list[int] = []

    def one(file: Path) -> None:
        codes.append(command(served, "load", file, "--region", "twente").returncode)

    threads = [threading.Thread(target=one, args=(file,)) for file in files]
    for thread in threads:
        thread.start()
    out = tmp_path / "intussen.zip"
    assert command(served, "backup", out).returncode == 0
    for thread in threads:
        thread.join()
    assert codes == [0] * 4
    assert len(json.loads(command(served, "deliveries", "--json").stdout)["deliveries"]) == before + 4
    restored = tmp_path / "terug"
    shutil.unpack_archive(out, restored)
    shutil.copy(served / "salt", restored / "salt")
    assert command(restored, "verify").returncode == 0, "a backup made during loads is whole"
    assert command(restored, "figures", "products", "--json").returncode == 0


def test_the_socket_is_for_its_owner_only(two: tuple[Path, Path]) -> None:
    _, served = two
    assert (served / SOCKET_FILE).stat().st_mode & 0o777 == 0o600
    connection, _ = connect(served)
    with connection:
        assert same_user(connection)


@pytest.mark.skipif(not hasattr(socket, "SO_PEERCRED") or os.geteuid() != 0, reason="only root can be somebody else")
def test_another_user_is_recognised() -> None:
    mine, theirs = socket.socketpair()
    with mine, theirs:
        assert same_user(mine)
        os.seteuid(65534)
        try:
            assert not same_user(mine)
        finally:
            os.seteuid(0)


def test_a_long_path_and_what_a_killed_server_left(tmp_path: Path) -> None:
    """A socket's address has room for some hundred bytes; a path has more."""
    folder = tmp_path / ("map-met-een-lange-naam-" * 8) / ("en-nog-een-" * 12)
    with serving(folder, tmp_path / "log") as server:
        assert command(folder, "deliveries", "--json").returncode == 0
        assert (folder / SOCKET_FILE).is_socket()
        server.send_signal(signal.SIGKILL)
        server.wait()
    assert (folder / SOCKET_FILE).is_socket()
    assert command(folder, "deliveries").returncode == 0, "nobody answers: the command does it itself"
    with serving(folder, tmp_path / "log"):
        assert command(folder, "verify").returncode == 0
    assert not (folder / SOCKET_FILE).exists()
