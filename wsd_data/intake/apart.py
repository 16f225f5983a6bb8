"""Work on a file that is not to be trusted, in a child process with limits of its own.

The parent only says what to do and waits; whatever the child does to itself becomes a finding about the file.
"""

from __future__ import annotations

import atexit
import contextlib
import logging
import os
import pickle
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import IO

from wsd_data.intake.forkserver import NAME
from wsd_data.intake.limits import AT_SHEET, NOT_WRITTEN, OUT_OF_MEMORY, TOO_SLOW, Limits
from wsd_data.intake.messages import file_finding
from wsd_data.model.findings import Finding
from wsd_data.model.problems import Surroundings
from wsd_data.model.text import Text

_log = logging.getLogger(__name__)
_ROOT = Path(__file__).resolve().parents[2]
_START = (
    "import gc, sys; gc.disable(); from wsd_data.lean import UNUSED, without; without(*UNUSED); "
    "from {module} import main; sys.exit(main({arguments}))"
)
_NO_ROOM = Text(
    "Er kon niet geschreven worden in de tijdelijke map ({folder}): de schijf is vol of u hebt er geen rechten. Maak ruimte of kies met TMPDIR een andere map.",
    "Nothing could be written in the temporary folder ({folder}): the disk is full or you have no rights there. Make room, or choose another folder with TMPDIR.",
)
_MEMORY = Text("geheugen", "memory")
_PATIENCE = 5.0
"""Seconds for an idle process to end by itself."""


def no_room() -> Surroundings:
    """The temporary folder cannot be written."""
    try:
        folder = tempfile.gettempdir()
    except OSError:
        folder = "TMPDIR"
    return Surroundings(_NO_ROOM.format(folder=folder))


def run_apart(module: str, task: object, folder: Path, limits: Limits) -> Finding | None:
    """Let `main` of a module do a task, pickled on its standard input, in a child process; the finding when it could not.

    The child sets its own limits on memory and processor time (`child.restrict`); `limits.seconds` is held here.
    Only the child that was started here is ended. Raises Surroundings when the child could not write.
    """
    # The task knows the salt, so it has no name on the disk.
    with tempfile.TemporaryFile(dir=folder) as asked, tempfile.TemporaryFile(dir=folder) as errors:
        pickle.dump(task, asked)
        asked.seek(0)
        code = _copies.run(module, asked, errors, limits.seconds) if _copies else None
        if code is None:
            asked.seek(0)
            code = _started(module, asked, errors, limits.seconds)
        if code == 0:
            return None
        errors.seek(0)
        said = errors.read(100_000).decode("utf-8", "replace").strip()
    if code == TOO_SLOW:
        return file_finding("too_slow", detail=f"{limits.seconds:g} s")
    if code == NOT_WRITTEN:
        raise no_room()
    _log.debug("%s failed with %s: %s", module, code, said[-2000:])
    return _ended(code, said, limits)


def _environment() -> dict[str, str]:
    paths = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
    # The plain allocator keeps address space small, so that the limit on it means memory; a process with threads is no good to copy.
    return os.environ | {
        "PYTHONPATH": paths, "ARROW_DEFAULT_MEMORY_POOL": "system", "JE_ARROW_MALLOC_CONF": "background_thread:false",
        "MALLOC_ARENA_MAX": "2", "RUST_BACKTRACE": "0",
    }  # fmt: skip


def _command(module: str, arguments: str = "") -> list[str]:
    return [sys.executable, "-P", "-c", _START.format(module=module, arguments=arguments)]


def _started(module: str, task: IO[bytes], errors: IO[bytes], seconds: float) -> int:
    """The exit code of a process of its own, `TOO_SLOW` when its time was up."""
    child = subprocess.Popen(_command(module), stdin=task, stdout=subprocess.DEVNULL, stderr=errors, env=_environment())
    try:
        return child.wait(seconds)
    except BaseException as ended:
        child.kill()
        child.wait()
        if isinstance(ended, subprocess.TimeoutExpired):
            return TOO_SLOW
        raise


class _Copies:
    """Processes that are copies of one which has everything loaded (`forkserver`), where the system makes such copies."""

    def __init__(self) -> None:
        self._asking = threading.Lock()
        self._server: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    def run(self, module: str, task: IO[bytes], errors: IO[bytes], seconds: float) -> int | None:
        """As `_started`; None when there is no server to copy."""
        link, theirs = socket.socketpair()
        with link:
            with theirs:
                self._ask(module, [theirs.fileno(), task.fileno(), errors.fileno()])
            link.settimeout(seconds)
            try:
                said = link.recv(16)
            except TimeoutError:
                link.shutdown(socket.SHUT_WR)
                link.settimeout(None)
                link.recv(16)
                return TOO_SLOW
            except ConnectionError:
                return None
        return int(said) if said else None

    def _ask(self, module: str, files: list[int]) -> None:
        ask = [module.encode("ascii").ljust(NAME, b"\0")], files
        with self._asking:
            if self._control is not None:
                # It may have ended because nothing was asked of it for a while.
                with contextlib.suppress(OSError):
                    socket.send_fds(self._control, *ask)
                    return
                self._close()
            with contextlib.suppress(OSError):
                socket.send_fds(self._start(), *ask)

    def _start(self) -> socket.socket:
        self._control, theirs = socket.socketpair()
        with theirs:
            arguments = [str(theirs.fileno()), "wsd_data.intake.child"]
            self._server = subprocess.Popen(
                _command("wsd_data.intake.forkserver", str(arguments)),
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                env=_environment(), pass_fds=[theirs.fileno()],
            )  # fmt: skip
        return self._control

    def close(self) -> None:
        with self._asking:
            self._close()

    def _close(self) -> None:
        if self._control is not None:
            self._control.close()
        if self._server is not None:
            try:
                self._server.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                self._server.kill()
                self._server.wait()
        self._control = self._server = None


_copies = _Copies() if sys.platform == "linux" else None


@atexit.register
def close() -> None:
    """End what stands ready; the next file starts it again."""
    if _copies:
        _copies.close()


def _ended(code: int, said: str, limits: Limits) -> Finding:
    slow = getattr(signal, "SIGXCPU", None)
    if slow is not None and code == -slow:
        return file_finding("too_slow", detail=f"{limits.cpu_seconds} s")
    out_of_memory = code in (OUT_OF_MEMORY, -signal.SIGABRT) or "MemoryError" in said or "memory allocation" in said
    if out_of_memory or (os.name == "posix" and code == -signal.SIGKILL):
        sheets = [name for _, name in re.findall(rf"^{AT_SHEET}(['\"])(.*)\1$", said, re.MULTILINE)]
        where = Text(f", bij blad {sheets[-1]}", f", at sheet {sheets[-1]}") if sheets else Text("", "")
        return file_finding("too_large", detail=Text(_MEMORY.nl + where.nl, _MEMORY.en + where.en))
    return file_finding("unreadable", detail=str(code))
