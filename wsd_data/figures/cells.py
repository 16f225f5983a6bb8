"""The cells of a breakdown: which ones are shown, in their order, and what stands in one.

Knows what was counted and what was reported; composes no question and protects nothing.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence

from wsd_data.figures.answer import Status, Value
from wsd_data.figures.measures import Counted
from wsd_data.figures.query import By
from wsd_data.figures.reporting import Reporting
from wsd_data.model.dimensions import SPECIAL, TIME
from wsd_data.model.indicators import Indicator
from wsd_data.model.periods import Period, parse_period
from wsd_data.model.problems import Usage
from wsd_data.model.text import Text

TOO_MANY = Text(
    "Deze uitsplitsing heeft {cells} vakken. Kies een kortere periode of minder dimensies (hoogstens {most}).",
    "This breakdown has {cells} cells. Choose a shorter period or fewer dimensions (at most {most}).",
)
MOST_CELLS = 200_000


def combinations(
    by: By, per_dimension: Sequence[Sequence[str]], found: Sequence[tuple[str, ...]]
) -> Sequence[tuple[str, ...]]:
    """Every cell of a breakdown, in order. Several time dimensions go together: a month stands in its own year only.

    Raises Usage when there are too many.
    """
    times = [i for i, d in enumerate(by) if d in TIME]
    others = [i for i in range(len(by)) if i not in times]
    together = sorted(
        {tuple(codes[i] for i in times) for codes in found} | set(_buckets_together(by, per_dimension, times)),
        key=lambda codes: tuple(per_dimension[i].index(c) for i, c in zip(times, codes, strict=True)),
    )
    size = math.prod(len(per_dimension[i]) for i in others) * max(len(together), 1)
    if size > MOST_CELLS:
        raise Usage(TOO_MANY.format(cells=size, most=MOST_CELLS))
    made = []
    for rest in itertools.product(*(per_dimension[i] for i in others)):
        for codes in together:
            cell = dict(zip(others, rest, strict=True)) | dict(zip(times, codes, strict=True))
            made.append(tuple(cell[i] for i in range(len(by))))
    # The first dimension leads, whatever its kind.
    place = [{code: n for n, code in enumerate(codes)} for codes in per_dimension]
    return sorted(made, key=lambda cell: tuple(place[i][c] for i, c in enumerate(cell)))


def _buckets_together(
    by: By, per_dimension: Sequence[Sequence[str]], times: Sequence[int]
) -> Iterator[tuple[str, ...]]:
    """The codes of several time dimensions that go together, led by the finest of them."""
    if not times:
        yield ()
        return
    order: list[str] = [*TIME]
    finest = max(times, key=lambda i: order.index(by[i]))
    for code in per_dimension[finest]:
        if code in SPECIAL:
            continue
        start = parse_period(code).start
        day = Period(start, start, "")
        codes = tuple(next(day.buckets(by[i])).text for i in times)  # type: ignore[arg-type]
        if all(c in per_dimension[i] for i, c in zip(times, codes, strict=True)):
            yield codes


def figure_of(
    reporting: Reporting, indicator: Indicator, counted: Counted | None, admitted: frozenset[str], asked: Sequence[int],
    narrow: bool = False,
) -> Value:  # fmt: skip
    """A counted cell, or the kind of nothing that stands there.

    narrow: it is about a part of what werkplaatsen report, so that other amounts reported say nothing of this one.
    """
    if counted is not None and (counted.value is not None or counted.low is not None):
        status: Status = "zero" if counted.value == 0 else "ok"
        return Value(counted.value, counted.low, counted.high, status, None, counted.estimate, counted.missing == 0)
    if counted is not None and indicator.kind == "ratio" and not counted.missing:
        return Value(None, None, None, "not_applicable", "nothing_to_share")
    if counted is not None:
        return Value(None, None, None, "not_reported", "not_filled_in")
    if not reporting.expected(admitted, asked):
        if not asked:
            return Value(None, None, None, "not_reported", "nothing_delivered")
        return Value(None, None, None, "not_applicable", "not_valid")
    if reporting.missing(indicator, admitted, asked):
        return Value(None, None, None, "not_reported", "not_delivered")
    if indicator.kind == "ratio":
        return Value(None, None, None, "not_applicable", "nothing_to_share")
    if narrow and indicator.money and indicator.reported_by:
        return Value(None, None, None, "not_reported", "not_filled_in")
    return Value(0, 0, 0, "zero")
