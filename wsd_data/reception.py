"""The server's side of `handover`: takes in the commands of other processes and does them with the open store.

Each command has a thread of its own. What it prints goes to the process it came from, because the standard
streams of the server are replaced by streams that know for whom a thread works. Knows no command.
"""

from __future__ import annotations

import contextlib
import os
import socket
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO, cast

from wsd_data.handover import (
    OTHER_USER,
    OTHER_VERSION,
    PROTOCOL,
    SOCKET_FILE,
    Gone,
    Line,
    Visit,
    same_user,
    visit,
    visited,
)
from wsd_data.model.text import Text

Run = Callable[[Sequence[str]], int]
AT_ONCE = 16
"""So many commands are done at the same time; more wait. Their writing is one after the other anyway."""
_TO_BEGIN, _TO_TAKE, _TO_ANSWER, _TO_END = 30.0, 60.0, 600.0, 60.0
"""Seconds in which a command must say what it wants, take what it is shown, be answered by its reader, and end."""
_PART = 1 << 16

NO_SOCKET = Text(
    "Opdrachten kunnen niet aan dit dashboard gegeven worden: in {folder} kan geen socket gemaakt worden ({detail}).",
    "Commands cannot be handed to this dashboard: no socket can be made in {folder} ({detail}).",
)


class Reception:
    """Use as context manager around the time in which the store is open.

    folder: the data folder, that this process has open. run: does a command in this process and gives its exit
    code. address: where the dashboard is. complaint: why no commands can be taken in, if that is so.
    """

    def __init__(self, folder: Path, run: Run, address: str) -> None:
        self._folder = folder
        self._run = run
        self._address = address
        self._listening: socket.socket | None = None
        self._free = threading.BoundedSemaphore(AT_ONCE)
        self._lock = threading.Lock()
        self._busy: dict[threading.Thread, socket.socket] = {}
        self._ending = False
        self._streams: tuple[TextIO, TextIO, TextIO] | None = None
        self.complaint: Text | None = None

    def __enter__(self) -> Reception:
        if not hasattr(socket, "AF_UNIX"):
            return self
        try:
            self._listening = _bound(self._folder)
        except OSError as error:
            self.complaint = NO_SOCKET.format(folder=self._folder, detail=error.strerror or error)
            return self
        self._streams = (sys.stdin, sys.stdout, sys.stderr)
        sys.stdin = cast(TextIO, _Routed(sys.stdin, "in"))
        sys.stdout = cast(TextIO, _Routed(sys.stdout, "out"))
        sys.stderr = cast(TextIO, _Routed(sys.stderr, "err"))
        threading.Thread(target=self._take_in, args=(self._listening,), name="reception", daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take in no more, let what was begun come to its end; who is asked something now has said no."""
        if self._listening is None:
            return
        with contextlib.suppress(OSError):
            (self._folder / SOCKET_FILE).unlink()
        with self._lock:
            self._ending = True
            busy = dict(self._busy)
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for connection in busy.values():
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RD)
        until = time.monotonic() + _TO_END
        for thread in busy:
            thread.join(max(0.0, until - time.monotonic()))
        if self._streams is not None:
            sys.stdin, sys.stdout, sys.stderr = self._streams

    def _take_in(self, listening: socket.socket) -> None:
        while True:
            self._free.acquire()
            try:
                connection, _ = listening.accept()
            except OSError:
                if self._ending:
                    return
                # Too many open files, for one: those who are in will leave.
                self._free.release()
                time.sleep(0.2)
                continue
            thread = threading.Thread(target=self._receive, args=(connection,), name="command", daemon=True)
            with self._lock:
                if self._ending:
                    connection.close()
                    return
                self._busy[thread] = connection
            thread.start()

    def _receive(self, connection: socket.socket) -> None:
        try:
            with connection, contextlib.suppress(Gone, OSError):
                self._do(connection, Line(connection))
        finally:
            with self._lock:
                self._busy.pop(threading.current_thread(), None)
            self._free.release()

    def _do(self, connection: socket.socket, line: Line) -> None:
        connection.settimeout(_TO_BEGIN)
        refusal: Text | None = None
        if not same_user(connection):
            refusal = OTHER_USER.format(folder=self._folder)
        else:
            request = line.receive()
            if request.get("protocol") != PROTOCOL:
                refusal = OTHER_VERSION
        if refusal is not None:
            line.send(err=f"{refusal.nl}\n{refusal.en}\n")
            line.send(exit=3)
            return
        connection.settimeout(_TO_TAKE)
        counter = _Counter(connection, line)
        by = Visit(
            Path(str(request.get("cwd"))), Path(str(request.get("folder"))), request.get("terminal") is True,
            self._address, counter.show, counter.flush, counter.ask,
        )  # fmt: skip
        with visited(by):
            try:
                code = self._run([str(a) for a in request.get("arguments", ())])
            except SystemExit as ended:
                code = ended.code if isinstance(ended.code, int) else 3
            except Exception as error:  # the server must go on, whatever a command ran into
                counter.show("err", f"{type(error).__name__}: {error}\n")
                code = 3
        counter.flush()
        line.send(exit=code)


class _Counter:
    """What is said between one command and its reader. When the reader has gone, the command goes on unheard."""

    def __init__(self, connection: socket.socket, line: Line) -> None:
        self._connection = connection
        self._line = line
        self._waiting: list[tuple[str, str]] = []
        self._size = 0
        self._gone = False

    def show(self, name: str, text: str) -> None:
        self._waiting.append((name, text))
        self._size += len(text)
        if self._size >= _PART:
            self.flush()

    def flush(self) -> None:
        waiting, self._waiting, self._size = self._waiting, [], 0
        joined: list[tuple[str, list[str]]] = []
        for name, text in waiting:
            if joined and joined[-1][0] == name:
                joined[-1][1].append(text)
            else:
                joined.append((name, [text]))
        for name, texts in joined:
            text = "".join(texts)
            for start in range(0, len(text), _PART):
                self._send(**{name: text[start : start + _PART]})

    def ask(self) -> str:
        self.flush()
        self._send(ask=True)
        if self._gone:
            return ""
        self._connection.settimeout(_TO_ANSWER)
        try:
            return str(self._line.receive().get("answer", ""))
        except Gone:
            self._gone = True
            return ""
        finally:
            with contextlib.suppress(OSError):
                self._connection.settimeout(_TO_TAKE)

    def _send(self, **message: object) -> None:
        if not self._gone:
            try:
                self._line.send(**message)
            except Gone:
                self._gone = True


class _Routed:
    """A standard stream: of the reader of the command that this thread does, else of the server itself."""

    def __init__(self, own: TextIO, name: str) -> None:
        self._own = own
        self._name = name

    def write(self, text: str) -> int:
        by = visit()
        if by is None:
            return self._own.write(text)
        by.show(self._name, text)
        return len(text)

    def flush(self) -> None:
        by = visit()
        if by is not None:
            by.flush()
        elif self._own is not None:
            self._own.flush()

    def readline(self, size: int = -1) -> str:
        by = visit()
        return self._own.readline(size) if by is None else by.ask()

    def isatty(self) -> bool:
        by = visit()
        return self._own is not None and self._own.isatty() if by is None else by.terminal

    def __getattr__(self, name: str) -> Any:
        return getattr(self._own, name)


def _bound(folder: Path) -> socket.socket:
    """The listening socket in the folder, for its owner only. Whoever holds the database knows that an old one is dead."""
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        # By its bare name: the address of a socket has room for some hundred bytes.
        with contextlib.chdir(folder):
            file = Path(SOCKET_FILE)
            if file.is_socket():
                file.unlink()
            before = os.umask(0o177)
            try:
                listening.bind(SOCKET_FILE)
            finally:
                os.umask(before)
        listening.listen(AT_ONCE)
    except BaseException:
        listening.close()
        raise
    return listening
