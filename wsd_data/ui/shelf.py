"""What was worked out before, kept for the next visitor who asks the same of the same state of the data."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar, cast

REMEMBERED = 400
"""How many things are kept; the least recently used goes first. A block is some tens of kilobytes."""

Made = TypeVar("Made")


class Shelf:
    """Things by key, shared between visitors: a key must hold all that a thing depends on, the policy too."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, object] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """The thing under this key, made now if it is not there. Two visitors at once may both make it."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return cast(Made, self._kept[key])
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > REMEMBERED:
                self._kept.popitem(last=False)
        return made

    def beside(self, name: Hashable) -> Shelf:
        """A part of this shelf: what is kept under a key there is not what is kept under it here."""
        return _Part(self, name)


class _Part(Shelf):
    def __init__(self, whole: Shelf, name: Hashable) -> None:
        self._whole, self._name = whole, name

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        return self._whole.get((self._name, key), make)
