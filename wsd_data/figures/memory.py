"""What was worked out, kept per question until there is too much of it; knows nothing of figures."""

from __future__ import annotations

import contextlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from typing import Any

Question = tuple[Hashable, ...]
"""The version of the data first, then what was asked."""


@dataclass
class _Turn:
    lock: threading.Lock = field(default_factory=threading.Lock)
    wanted: int = 0


class Turns:
    """One thread at a time works a question out; others who ask the same wait for what it finds."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._turns: dict[Question, _Turn] = {}

    @contextlib.contextmanager
    def of(self, question: Question) -> Iterator[None]:
        with self._lock:
            turn = self._turns.setdefault(question, _Turn())
            turn.wanted += 1
        try:
            with turn.lock:
                yield
        finally:
            with self._lock:
                turn.wanted -= 1
                if not turn.wanted:
                    del self._turns[question]


class Memory:
    """What was found, the latest asked for kept longest. Safe to share between threads.

    What is found of a later version of the data takes the place of everything known of earlier ones.
    most: so many things at most, and so many rows of them together as `weight` counts; one that weighs more is not kept.
    """

    def __init__(self, most: int, most_rows: int, weight: Callable[[Any], int]) -> None:
        self._most, self._most_rows, self._weight = most, most_rows, weight
        self._lock = threading.Lock()
        self._found: OrderedDict[Question, Any] = OrderedDict()
        self._held = 0
        self._version: Hashable = None

    def get(self, question: Question) -> Any | None:
        with self._lock:
            if question not in self._found:
                return None
            self._found.move_to_end(question)
            return self._found[question]

    def keep(self, question: Question, found: Any) -> None:
        weight = self._weight(found)
        if weight > self._most_rows:
            return
        with self._lock:
            if question[0] != self._version:
                self._forget()
                self._version = question[0]
            self._drop(question)
            self._found[question] = found
            self._held += weight
            while len(self._found) > self._most or self._held > self._most_rows:
                self._drop(next(iter(self._found)))

    def clear(self) -> None:
        with self._lock:
            self._forget()

    def _forget(self) -> None:
        self._found.clear()
        self._held = 0

    def _drop(self, question: Question) -> None:
        if question in self._found:
            self._held -= self._weight(self._found.pop(question))
