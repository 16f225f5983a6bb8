"""Commands handed to the server that has the data folder open: what passes between them, and the command's side.

One process holds the database. While that is the dashboard, a command gives it what was typed over a socket in
the data folder and shows what comes back, so that nobody sees a difference. The server's side: `reception`.

Every message is one line of JSON. The command begins with protocol, arguments, folder, working directory and
whether its input is a terminal; the server sends `out` and `err` (text to show), `ask` (a line wanted from the
terminal, which the command answers with `answer`) and at last `exit`.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import struct
import sys
import threading
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wsd_data.model.problems import Surroundings
from wsd_data.model.text import Text

SOCKET_FILE = "serve.socket"
PROTOCOL = 1
MOST = 1 << 20
"""Bytes of one message; a command line is shorter."""

LOST = Text(
    "Het dashboard stopte voordat het antwoord er was. Er is niets gemeld als gelukt. "
    "Start het weer en bekijk wat er is met: python -m wsd_data deliveries",
    "The dashboard stopped before the answer was there. Nothing was reported as done. "
    "Start it again and see what is there with: python -m wsd_data deliveries",
)
GOES_ON = Text(
    "De opdracht is al aan het dashboard gegeven en wordt daar afgemaakt. Bekijk wat er is met: python -m wsd_data deliveries",
    "The command was handed to the dashboard already and will be finished there. See what is there with: python -m wsd_data deliveries",
)
OTHER_USER = Text(
    "Op de map {folder} draait een dashboard van een andere gebruiker. Voer deze opdracht uit als die gebruiker.",
    "A dashboard of another user runs on the folder {folder}. Give this command as that user.",
)
OTHER_VERSION = Text(
    "Het dashboard dat op deze map draait, is van een andere versie van dit programma. Stop het en start het opnieuw.",
    "The dashboard that runs on this folder is of another version of this program. Stop it and start it again.",
)
TOO_LONG = Text(
    "De opdracht is te lang om aan het dashboard te geven. Geef minder bestanden tegelijk op.",
    "The command is too long to be handed to the dashboard. Give fewer files at a time.",
)


@dataclass(frozen=True)
class Visit:
    """A command of another process that this one does.

    folder: the data folder as that process names it. address: where the dashboard is. show: writes to its output
    ("out" or "err"). flush: sends what was written. ask: a line from its terminal, empty when there is none.
    """

    cwd: Path
    folder: Path
    terminal: bool
    address: str
    show: Callable[[str, str], None]
    flush: Callable[[], None]
    ask: Callable[[], str]


_visit: ContextVar[Visit | None] = ContextVar("visit", default=None)


def visit() -> Visit | None:
    """The command of another process that this thread does, if it does one."""
    return _visit.get()


@contextlib.contextmanager
def visited(by: Visit) -> Any:
    """Within: this thread does the command of another process."""
    token = _visit.set(by)
    try:
        yield
    finally:
        _visit.reset(token)


class Gone(Exception):
    """The other side went away, or what it says is no message."""


class Line:
    """Messages over a connected socket. Raises Gone when there is no other side any more."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._received = connection.makefile("rb")
        self._sending = threading.Lock()

    def send(self, **message: object) -> None:
        content = json.dumps(message).encode("ascii") + b"\n"
        try:
            with self._sending:
                self._connection.sendall(content)
        except OSError as error:
            raise Gone from error

    def receive(self) -> dict[str, Any]:
        try:
            content = self._received.readline(MOST + 1)
            message = json.loads(content) if content.endswith(b"\n") else None
        except (OSError, ValueError) as error:
            raise Gone from error
        if not isinstance(message, dict):
            raise Gone
        return message


def same_user(connection: socket.socket) -> bool:
    """Whether the other side runs as the same user. Where the system cannot tell, the rights on the socket decide."""
    if not hasattr(socket, "SO_PEERCRED"):
        return True
    form = "3i"
    found = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize(form))
    _, user, _ = struct.unpack(form, found)
    return bool(user == os.geteuid())


def _connected(folder: Path) -> socket.socket | None:
    """A connection to the server that has this folder open, or None. What a killed server left behind answers nothing."""
    if not hasattr(socket, "AF_UNIX") or not (folder / SOCKET_FILE).is_socket():
        return None
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        # By its bare name: the address of a socket has room for some hundred bytes.
        with contextlib.chdir(folder):
            connection.connect(SOCKET_FILE)
    except OSError:
        connection.close()
        return None
    return connection


def handed_over(folder: Path, arguments: Sequence[str]) -> int | None:
    """Have the server that has `folder` open do a command; its exit code, or None where no server has it open.

    Raises Surroundings when the server is not ours or stops before it has answered.
    """
    connection = _connected(folder)
    if connection is None:
        return None
    with connection:
        if not same_user(connection):
            raise Surroundings(OTHER_USER.format(folder=folder))
        request = {
            "protocol": PROTOCOL, "arguments": list(arguments), "cwd": str(Path.cwd()), "folder": str(folder),
            "terminal": sys.stdin is not None and sys.stdin.isatty(),
        }  # fmt: skip
        if len(json.dumps(request)) >= MOST:
            raise Surroundings(TOO_LONG)
        line = Line(connection)
        try:
            line.send(**request)
            while True:
                message = line.receive()
                if "exit" in message:
                    return int(message["exit"])
                _answer(line, message)
        except KeyboardInterrupt:
            print(f"{GOES_ON.nl}\n{GOES_ON.en}", file=sys.stderr)
            raise
        except Gone as gone:
            raise Surroundings(LOST) from gone


def _answer(line: Line, message: dict[str, Any]) -> None:
    for name, stream in (("out", sys.stdout), ("err", sys.stderr)):
        if name in message:
            stream.write(str(message[name]))
            stream.flush()
    if "ask" in message:
        line.send(answer=sys.stdin.readline())
