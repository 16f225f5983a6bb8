"""A process that has loaded what reading a file needs; whoever is to read a file is a copy of it, made by fork.

Loading takes longer than reading a small file. This process never opens a file from outside: each is read by a copy
that ends with it, so that nothing of one file is left for the next. It ends itself when its parent is gone or has
not asked for anything for a while. Started and spoken to by `apart`.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import selectors
import signal
import socket
import sys
import traceback
from collections.abc import Callable, Sequence
from typing import NoReturn

NAME = 64
"""Bytes of a request: the name of a module, filled up with zeros. With it come a socket for the outcome and two files: task and errors."""
IDLE = 120.0
"""Seconds without work after which this process ends."""
_HANDED = 3
"""Files that come with a request."""
_STANDARD, _FILES = 3, 1024
"""Standard input, output and errors; and more than this process ever has open."""


class ForkServer:
    """The loop over requests, callers that went away, and copies that ended."""

    def __init__(self, control: socket.socket) -> None:
        self.control = control
        self.working: dict[int, socket.socket] = {}
        self.watched = selectors.DefaultSelector()
        ended, bell = os.pipe()
        os.set_blocking(ended, False)
        os.set_blocking(bell, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(bell, warn_on_full_buffer=False)
        self.watched.register(control, selectors.EVENT_READ, self._start)
        self.watched.register(ended, selectors.EVENT_READ, lambda: os.read(ended, 4096))

    def serve(self) -> None:
        """Until the parent is gone, or nothing was asked for `IDLE` seconds."""
        while (events := self.watched.select(None if self.working else IDLE)) or self.working:
            for key, _ in events:
                do: Callable[[], object] = key.data
                if do() is self.control:
                    return self._end_all()
            self._report()

    def _start(self) -> object:
        """A copy for one request; the control itself when there are no more to come."""
        said, files, *_ = socket.recv_fds(self.control, NAME, _HANDED)
        if not said:
            return self.control
        link, task, errors = files
        pid = os.fork()
        if not pid:
            _work(said.rstrip(b"\0").decode("ascii"), task, errors)
        os.close(task)
        os.close(errors)
        self.working[pid] = socket.socket(fileno=link)
        # Whoever asked says nothing more: when its end closes, it has lost patience or is gone.
        self.watched.register(self.working[pid], selectors.EVENT_READ, lambda: self._end(pid))
        return None

    def _end(self, pid: int) -> None:
        if pid in self.working:
            self.watched.unregister(self.working[pid])
            os.kill(pid, signal.SIGKILL)

    def _end_all(self) -> None:
        for pid in self.working:
            os.kill(pid, signal.SIGKILL)

    def _report(self) -> None:
        while self.working:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                return
            with self.working.pop(pid) as link, contextlib.suppress(OSError):
                with contextlib.suppress(KeyError):
                    self.watched.unregister(link)
                link.sendall(str(os.waitstatus_to_exitcode(status)).encode("ascii"))


def _work(module: str, task: int, errors: int) -> NoReturn:
    """The life of a copy: only the standard files stay open, and no code of the server runs after it."""
    code = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.dup2(task, 0)
        os.dup2(errors, 2)
        os.closerange(_STANDARD, _FILES)
        code = importlib.import_module(module).main()
    except BaseException:
        traceback.print_exc()
    finally:
        with contextlib.suppress(Exception):
            sys.stderr.flush()
        os._exit(code)


def main(arguments: Sequence[str]) -> NoReturn:
    """arguments: number of the inherited control socket, then the modules to load beforehand."""
    control, *modules = arguments
    for module in modules:
        importlib.import_module(module)
    # What is loaded lives as long as this process: a copy need not walk it, nor copy its pages.
    gc.freeze()
    ForkServer(socket.socket(fileno=int(control))).serve()
    # Taking down all that is loaded in good order would cost more than reading a small file.
    os._exit(0)
