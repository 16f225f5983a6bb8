"""The states of the data that questions are asked of: made when first needed, shared, given back when nobody uses them.

Also a state to come, made while its entries are on their way into history, so that nobody waits for it afterwards.
"""

from __future__ import annotations

import contextlib
import threading
from collections import Counter, OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import duckdb

from wsd_data.figures.explanation import entries_known
from wsd_data.figures.labels import labels_of
from wsd_data.figures.query import known_period
from wsd_data.figures.reporting import Reporting
from wsd_data.model.dimensions import SPECIAL
from wsd_data.model.indicators import Indicator
from wsd_data.model.periods import Period
from wsd_data.model.problems import Usage
from wsd_data.model.text import Text
from wsd_data.store.ahead import Ahead
from wsd_data.store.engine import Cursor, Engine
from wsd_data.store.fold import NOW, AsOf
from wsd_data.store.stand import Stand

UNKNOWN_STAND = Text("Er is geen levering met nummer {entry}.", "There is no delivery numbered {entry}.")
STANDS = 4
"""So many states of knowledge are kept of one version of the data."""


class _Held:
    """A stand, given back when the last state that it is of lets it go. under: the one it has its rows in common with."""

    def __init__(self, stand: Stand, under: _Held | None = None) -> None:
        self.stand, self._under = stand, under
        self._states, self._lock = 1, threading.Lock()

    def of_one_more(self) -> _Held:
        with self._lock:
            self._states += 1
        return self

    def let_go(self) -> None:
        with self._lock:
            self._states -= 1
            last = not self._states
        if last:
            self.stand.drop()
            if self._under is not None:
                self._under.let_go()


class State:
    """A stand with what was learned from it. Only between `ready` and `drop` there is anything in it."""

    stand: Stand
    reporting: Reporting
    known: int

    def __init__(
        self, engine: Engine, version: int, as_of: AsOf, ahead: Sequence[Ahead] = (), present: State | None = None
    ) -> None:
        """present: the state of the present of the same version, for an earlier one to have in common with it what is alike."""
        self.version = version
        self.users = 0
        self._engine, self._as_of, self._ahead, self._present = engine, as_of, ahead, present
        self._making = threading.RLock()
        self._held: _Held | None = None
        self._forget()

    def _forget(self) -> None:
        self.periods: dict[str, Period | None] = {}
        self.labels: dict[str, Mapping[str, Text]] = {}
        self.whole: dict[str, Any] = {}
        self._names: dict[str, Mapping[str, str]] = {}

    def ready(self) -> None:
        """Make it, unless it is there; whoever comes meanwhile waits."""
        with self._making:
            if self._held is not None:
                return
            under = None if self._present is None else self._present.held()
            present = None if self._present is None or under is None else self._present.reporting
            self._present = None
            held = None
            try:
                self.stand = Stand(self._engine, self._as_of, self._ahead, None if under is None else under.stand)
                held = _Held(self.stand, under)
                self.reporting = Reporting.of(self.stand, present)
                self.known = entries_known(self.stand)
            except BaseException:
                if (made := held or under) is not None:
                    made.let_go()
                raise
            self._held = held

    def held(self) -> _Held | None:
        """Its stand, which then stays until it is let go; None when there is none."""
        with self._making:
            return None if self._held is None else self._held.of_one_more()

    def drop(self) -> None:
        with self._making:
            if self._held is not None:
                held, self._held = self._held, None
                self._forget()
                held.let_go()

    def follow(self, before: State, later: int) -> None:
        """Be what `before` is, `later` entries further, none of which is about rows."""
        before.ready()
        assert before._held is not None
        self._held = before._held.of_one_more()
        self.stand, self.reporting, self.known = before.stand, before.reporting, before.known + later
        self.labels, self.periods, self.whole = dict(before.labels), dict(before.periods), dict(before.whole)

    def foresee(self, like: State, writing: Cursor) -> None:
        """Make it from entries ahead, with all that `like` has; or, where history will not hold just that, not at all.

        writing: a cursor that sees them in history already. Nobody can ask for this state before they are committed.
        """
        expected = False
        with contextlib.suppress(duckdb.Error):
            self.ready()
            for view in like.stand.made:
                self.stand.need(view)
            for dimension in [*like.labels]:
                self.labels_of(dimension)
            expected = self.stand.take_off(writing)
        self._ahead = ()
        if not expected:
            with contextlib.suppress(duckdb.Error):
                self.drop()

    def labels_of(self, dimension: str) -> Mapping[str, Text]:
        if dimension not in self.labels:
            self.labels[dimension] = labels_of(self.stand, dimension)
        return self.labels[dimension]

    def names(self, dimension: str) -> Mapping[str, str]:
        """What a code may be written as: itself, or a name that only one code has."""
        if dimension not in self._names:
            known = self.labels_of(dimension)
            self._names[dimension] = _by_name(known) | {code: code for code in (*known, *SPECIAL)}
        return self._names[dimension]

    def known_period(self, indicator: Indicator) -> Period | None:
        if indicator.id not in self.periods:
            self.periods[indicator.id] = known_period(self.stand, indicator)
        return self.periods[indicator.id]


def _by_name(labels: Mapping[str, Text]) -> dict[str, str]:
    """Name → code, for names that only one code has."""
    seen = Counter(name.nl for name in labels.values())
    return {name.nl: code for code, name in labels.items() if seen[name.nl] == 1}


class States:
    """The states of one database in use. Safe to share between threads.

    ahead: entries that are not in history, counted as if they came next; for the present only.
    """

    def __init__(self, engine: Engine, ahead: Sequence[Ahead] = ()) -> None:
        self._engine, self._ahead = engine, tuple(ahead)
        self._lock = threading.Lock()
        self._there: OrderedDict[tuple[int, AsOf], State] = OrderedDict()
        self._dropped: list[State] = []
        self.version = -1
        """The latest version of the data that somebody asked of."""

    @contextlib.contextmanager
    def using(self, version: int, as_of: AsOf) -> Iterator[State]:
        """The state of knowledge of a version of the data, there until the block ends. Raises Usage for an unknown entry."""
        if as_of.entry is not None and not 0 < as_of.entry <= version:
            raise Usage(UNKNOWN_STAND.format(entry=as_of.entry))
        key = (version, as_of)
        with self._lock:
            self.version = max(self.version, version)
            present = None if as_of == NOW else self._there.get((version, NOW))
            state = self._there.setdefault(key, State(self._engine, version, as_of, self._ahead, present))
            self._there.move_to_end(key)
            state.users += 1
            self._tidy()
        try:
            self._give_back()
            state.ready()
            yield state
        finally:
            with self._lock:
                state.users -= 1
                self._tidy()
            self._give_back()

    @contextlib.contextmanager
    def to_come(self, ahead: Sequence[Ahead], writing: Cursor) -> Iterator[None]:
        """The state after these entries is made beforehand, if somebody asked about the present one; the block commits them.

        writing: a cursor that sees them in history already.
        """
        version, following = ahead[-1].record.entry.id, all(one.without_rows for one in ahead)
        with self._lock:
            present = self._there.get((self.version, NOW))
            for unasked in sorted((key for key in self._there if key[0] > self.version), key=lambda key: key[0]):
                # Where many deliveries come one after the other and nobody looks in between, only the first is made ready.
                made = self._there.pop(unasked)
                present = made if following else None
                self._dropped.append(made)
            if present is not None:
                present.users += 1
                coming = State(self._engine, version, NOW, ahead)
                coming.users += 1
                self._there[version, NOW] = coming
        if present is None:
            yield
            return
        try:
            if following:
                coming.follow(present, len(ahead))
            else:
                coming.foresee(present, writing)
            yield
        except BaseException:
            with self._lock:
                del self._there[version, NOW]
                self._dropped.append(coming)
            raise
        finally:
            with self._lock:
                present.users -= 1
                coming.users -= 1
                self._tidy()
            self._give_back()

    def forget(self) -> None:
        """Give back the memory of every state that nobody uses, and of the others as soon as they are not used."""
        with self._lock:
            self._dropped += self._there.values()
            self._there.clear()
        self._give_back()

    def _tidy(self) -> None:
        """Put aside what is of an earlier version, and the states asked for longest ago. Under the lock."""
        stale = [key for key in self._there if key[0] < self.version]
        kept = [key for key in self._there if key[0] == self.version]
        for key in [*stale, *kept[: max(0, len(kept) - STANDS)]]:
            self._dropped.append(self._there.pop(key))

    def _give_back(self) -> None:
        """Drop what was put aside and nobody uses."""
        with self._lock:
            idle = [state for state in self._dropped if not state.users]
            self._dropped = [state for state in self._dropped if state.users]
        for state in idle:
            state.drop()
