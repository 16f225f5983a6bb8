"""Keeps libraries that a process has no use for from being imported behind its back.

Arrow and DuckDB look for numpy and pandas wherever they make a column, and take what they find: half a second
of every command and of every child that reads a file. Arrow's module for data sets takes another twentieth, as does what
it loads for disks of cloud providers.
Knows nothing of the application.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType

_TRIM_THRESHOLD, _TOP_PAD, _MMAP_THRESHOLD = -1, -2, -3
"""Options of `mallopt` of the GNU C library."""
UNUSED = (
    "numpy", "pandas", "pyarrow.dataset", "pyarrow._azurefs", "pyarrow._gcsfs", "pyarrow._hdfs", "pyarrow._s3fs",
)  # fmt: skip


class _Refusing:
    def __init__(self, names: frozenset[str]) -> None:
        self.names = names

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name in self.names:
            raise ModuleNotFoundError(f"{name} is not used in this process", name=name)
        return None


def keep_memory() -> None:
    """Keep memory that was given back for the next use instead of handing it to the system, where that can be asked for.

    For a process that does one thing: getting the same memory anew for every block of a large table costs a thirtieth of it.
    """
    if sys.platform == "linux":
        with contextlib.suppress(ImportError, OSError, AttributeError):
            import ctypes

            allocator = ctypes.CDLL(None).mallopt
            for option, bytes_ in ((_TRIM_THRESHOLD, 1 << 30), (_TOP_PAD, 1 << 24), (_MMAP_THRESHOLD, 1 << 25)):
                allocator(option, bytes_)


def without(*names: str) -> None:
    """From now on importing these modules, each with its full name, fails as if they were not installed."""
    sys.meta_path.insert(0, _Refusing(frozenset(names)))
