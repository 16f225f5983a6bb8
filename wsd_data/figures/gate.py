"""The one gate between counts of people and everything that leaves the server.

Policy `internal` is exact, for those entitled. Policy `public`: 1 to 4 are suppressed, other counts
are rounded to the nearest 5 and ranges outward to 5; zero and the kinds of nothing stay.
Sources: the rounding to 5 of Dutch neighbourhood statistics; hiding alone fails under free filters,
because differences give hidden cells back.
"""

from __future__ import annotations

import math
from dataclasses import replace

from wsd_data.figures.answer import Number, Value
from wsd_data.model.indicators import Indicator

THRESHOLD = 5
BASE = 5


def _nearest(value: Number) -> int:
    return BASE * math.floor(value / BASE + 0.5)


def _down(value: Number) -> int:
    return BASE * math.floor(value / BASE)


def _up(value: Number) -> int:
    return BASE * math.ceil(value / BASE)


def _small(figure: Value) -> bool:
    """Whether what is counted is 1 to 4, or may be no more than that."""
    if figure.value:
        return 0 < figure.value < THRESHOLD
    most = figure.high if figure.high is not None else figure.low
    return most is not None and most < THRESHOLD


def protect(indicator: Indicator, policy: str, figure: Value) -> Value:
    """The figure as it may leave under this policy.

    A single exact count gets no bounds, and a count that is its own lower or upper bound becomes the range
    alone: rounded value and rounded bounds together would tell more than the rounding hides.
    """
    if policy == "internal" or not indicator.people:
        return figure
    known = [n for n in (figure.value, figure.low, figure.high) if n is not None]
    if not known or max(known) == 0:
        return figure
    if _small(figure):
        return Value(None, None, None, "suppressed", "small", figure.estimate)
    value = None if figure.value is None else _nearest(figure.value)
    if figure.low == figure.high == figure.value:
        return replace(figure, value=value, low=None, high=None)
    if figure.value in (figure.low, figure.high):
        value = None
    return replace(
        figure,
        value=value,
        low=None if figure.low is None else _down(figure.low),
        high=None if figure.high is None else _up(figure.high),
    )
