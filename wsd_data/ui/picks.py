"""What somebody picks in the lists for one column of ours, and the source in a mapping that this stands for."""

from __future__ import annotations

from dataclasses import replace

from wsd_data.intake import Source
from wsd_data.intake.mapping import Part

UNKNOWN = "onbekend"
UNUSED, FIXED, NOT_KNOWN, HEADING = "", "=", "?", "h"
"""What somebody picks for a column: nothing, a value for all rows, `onbekend`, or `h:` and a heading.

Of a date also a part: `year:`, `start:` or `end:` and a heading.
"""


def picked(source: Source | None) -> tuple[str, str]:
    """What was picked for a column first, and for the rows where that is blank."""
    if source is None:
        return UNUSED, UNUSED
    picks = [f"{source.part or HEADING}:{name}" for name in source.headings]
    if source.fixed is not None:
        picks.append(NOT_KNOWN if source.fixed == UNKNOWN else FIXED)
    return (*picks, UNUSED, UNUSED)[0], (*picks, UNUSED, UNUSED)[1]


def source_of(first: str, then: str = UNUSED, before: Source | None = None) -> Source | None:
    """The source that was picked. before: the one until now, whose value for all rows may stay."""
    if first == UNUSED:
        return None
    fixed = before.fixed if before and before.fixed not in (None, UNKNOWN) else ""
    values = {FIXED: fixed, NOT_KNOWN: UNKNOWN}
    if first in values:
        return Source(fixed=values[first])
    kind, _, name = first.partition(":")
    if kind in ("year", "start", "end"):
        part: Part = "year" if kind == "year" else "start" if kind == "start" else "end"
        return Source((name,), part=part)
    if then in values:
        return Source((name,), values[then])
    other = then.partition(":")[2]
    return Source(tuple(dict.fromkeys(filter(None, (name, other)))))


def said(source: Source) -> Source | None:
    """A source without a value for all rows that was never given; None when nothing is left."""
    fixed = source.fixed.strip() if source.fixed is not None else None
    return replace(source, fixed=fixed or None) if source.headings or fixed else None
