"""What lives long is walked by the garbage collector once, and not after every run of a page."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from wsd_data.ui.state import _Spared


class Ring:
    """Refers to itself, so that only the garbage collector takes it away."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def spared() -> Iterator[_Spared]:
    """The only one, in a process that may have shown pages before."""
    one, others = _Spared(), gc.callbacks[:]
    gc.callbacks[:] = [one]
    one.SLOW = 1_000.0
    gc.unfreeze()
    gc.collect()
    yield one
    gc.callbacks[:] = others
    gc.unfreeze()


def test_what_is_left_after_a_slow_collection_is_not_walked_again(spared: _Spared) -> None:
    assert gc.get_freeze_count() < 1_000
    spared.SLOW = 0.0
    gc.collect()
    assert gc.get_freeze_count() > 10_000
    spared.SLOW = 1_000.0
    kept = [[] for _ in range(100)]
    gc.collect()
    assert len(gc.get_objects()) < 10_000 and len(kept) == 100


def test_now_and_then_everything_is_walked_so_that_nothing_stays_for_ever(spared: _Spared) -> None:
    ring = Ring()
    seen = weakref.ref(ring)
    spared.SLOW = 0.0
    gc.collect()
    del ring
    spared.SLOW = 1_000.0
    gc.collect()
    assert seen() is not None, "it was taken out of the collection"
    spared.SLOW, spared.times = 0.0, spared.WHOLE - 1
    gc.collect()
    gc.collect()
    assert seen() is None
