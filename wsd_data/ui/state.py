"""The open store of this process, and what every page must know of its data.

Opens the data folder named by WSD_DATA_DIR at the first visit; a failure is not kept, so that a page that
is loaded again tries again. Knows nothing of pages and widgets.
"""

from __future__ import annotations

import gc
import os
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from wsd_data.delivery import Store, open_store
from wsd_data.delivery.datastate import data_state
from wsd_data.figures import Monitor
from wsd_data.model.text import Text
from wsd_data.store.fold import NOW, AsOf
from wsd_data.ui.address import FILTERS
from wsd_data.ui.ready import Ready
from wsd_data.ui.shelf import Shelf

FOLDER_SETTING = "WSD_DATA_DIR"
DEFAULT_FOLDER = "data/real"
_DATING = ("outputs", "attendances", "casuses")
"""Indicators whose known years are the years that pages offer."""
_STANDS = 20
"""Of so many states of knowledge is remembered what pages must know."""


@dataclass(frozen=True, slots=True)
class Known:
    """What every page must know of one state of the data.

    version: the last entry of history. entry: the last one known at this state of knowledge, and the day it was received.
    years: from first to last year with figures; empty without figures.
    labels: per filter the names of its codes, in fixed order. demo: the folder holds example data.
    """

    version: int
    years: range
    labels: Mapping[str, Mapping[str, Text]]
    demo: bool
    entry: int
    received: date | None


class State:
    """An open store with its monitor."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.monitor = Monitor(store.engine)
        store.coming = self.monitor.coming
        self._ready: Ready | None = None
        self.shelf = Shelf()
        self._version = -1
        self._known: dict[AsOf, Known] = {}

    def keep_ready(self) -> None:
        """From now on the present is made ready before anybody asks, until the store is closed."""
        self._ready = self._ready or Ready(self.store, self.monitor)

    def close(self) -> None:
        if self._ready is not None:
            self._ready.stop()
        self.store.close()

    def known(self, stand: AsOf = NOW) -> Known:
        """Worked out once per state of the data and of knowledge."""
        version = self.monitor.version()
        if self._version != version:
            self._version, self._known = version, {}
        if stand not in self._known:
            monitor = self.monitor.at(stand)
            then = data_state(self.store, stand)
            labels = {d: monitor.labels(d) for d in FILTERS}
            found = Known(version, _years(monitor), labels, then.demo, then.entry, then.received)
            self._known = {**dict([*self._known.items()][-_STANDS:]), stand: found}
        return self._known[stand]


def _years(monitor: Monitor) -> range:
    found = [
        int(row.codes[0])
        for indicator in _DATING
        for row in monitor.answer(indicator, ("year",)).rows
        if row.codes[0].isdigit()
    ]
    return range(min(found), max(found) + 1) if found else range(0)


_lock = threading.Lock()
_open: State | None = None


def data_folder() -> Path:
    """The folder of database, archive and ledger that this process shows."""
    return Path(os.environ.get(FOLDER_SETTING) or DEFAULT_FOLDER)


def opened() -> State:
    """The open store of this process. Raises Surroundings when it cannot be opened."""
    global _open
    with _lock:
        if _open is None:
            _open = State(open_store(data_folder()))
        return _open


def close() -> None:
    """Close the store, so that another process may have it."""
    global _open
    with _lock:
        if _open is not None:
            _open.close()
            _open = None


def default_year(years: range, today: date) -> int:
    """The year a first visit shows: the last one that is over, as far as there are figures."""
    past = [year for year in years if year < today.year]
    return past[-1] if past else years[-1] if years else today.year - 1


def settle() -> None:
    """Called at each visit: from the first one on, what lives long is taken out of garbage collection."""
    if _spared not in gc.callbacks:
        gc.callbacks.append(_spared)


class _Spared:
    """Takes what is left after a slow collection of all garbage out of the next ones.

    Streamlit collects all garbage after every run of a page, and that walks every object of every imported library
    and everything remembered: nine tenths of the cost of an empty page. Now and then all is walked again, so that
    nothing stays for ever that only refers to itself.
    """

    SLOW = 0.006
    """Processor seconds."""
    WHOLE = 25
    """After so many times everything is walked once."""

    def __init__(self) -> None:
        self.times = 0
        self._began = 0.0

    def __call__(self, phase: str, about: Mapping[str, int]) -> None:
        if about["generation"] != 2:
            return
        if phase == "start":
            self._began = time.thread_time()
        elif time.thread_time() - self._began > self.SLOW:
            self.times += 1
            if self.times % self.WHOLE:
                gc.freeze()
            else:
                gc.unfreeze()


_spared = _Spared()
