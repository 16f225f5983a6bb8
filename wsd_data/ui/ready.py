"""Makes the present state of the data ready while nobody asks, so that the first visitor need not wait for it."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator, Sequence

from wsd_data.delivery import Store
from wsd_data.figures import Monitor
from wsd_data.store.ahead import Ahead
from wsd_data.store.engine import Cursor

QUIET = 2.0
"""Seconds without a new entry before a state is made ready: of many deliveries in a row only the last one counts."""


class Ready:
    """A thread that follows the entries of a store until it is stopped."""

    def __init__(self, store: Store, monitor: Monitor) -> None:
        self._monitor = monitor
        self._coming = store.coming
        self._moved, self._over = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._follow, name="ready", daemon=True)
        store.coming = self._noticed
        self._thread.start()

    def stop(self) -> None:
        """Waits until what is being made is done."""
        self._over.set()
        self._moved.set()
        self._thread.join()

    @contextlib.contextmanager
    def _noticed(self, ahead: Sequence[Ahead], writing: Cursor) -> Iterator[None]:
        with self._coming(ahead, writing):
            yield
        self._moved.set()

    def _follow(self) -> None:
        while not self._over.is_set():
            self._monitor.prepare(self._over.is_set)
            self._moved.wait()
            while not self._over.is_set() and self._moved.is_set():
                self._moved.clear()
                self._moved.wait(QUIET)
