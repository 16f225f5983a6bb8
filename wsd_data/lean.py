"""Keeps libraries that a process has no use for from being imported behind its back.

Arrow and DuckDB look for numpy and pandas wherever they make a column, and take what they find: half a second
of every command and of every child that reads a file. Knows nothing of the application.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType


class _Refusing:
    def __init__(self, names: frozenset[str]) -> None:
        self.names = names

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name in self.names:
            raise ModuleNotFoundError(f"{name} is not used in this process", name=name)
        return None


def without(*names: str) -> None:
    """From now on importing these top-level modules fails as if they were not installed."""
    sys.meta_path.insert(0, _Refusing(frozenset(names)))
