"""The targets of a state of knowledge, as they were delivered; what came of them is said by `targets`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from wsd_data.figures.answer import Value
from wsd_data.figures.measures import tidy
from wsd_data.model.indicators import Indicator, named
from wsd_data.model.periods import Period, years
from wsd_data.store.stand import Stand


@dataclass(frozen=True, slots=True)
class Target:
    """One target. indicator: None when `said` is the name of none. grant: its number, or "".

    themes: names as delivered; regions, lectoraten and municipalities by code. explanation: of the difference.
    """

    indicator: Indicator | None
    said: str
    period: Period
    grant: str
    regions: tuple[str, ...]
    lectoraten: tuple[str, ...]
    themes: tuple[str, ...]
    municipalities: tuple[str, ...]
    planned: Value
    explanation: str
    deliverer: str
    entry: int
    row_number: int

    @property
    def whole_year(self) -> bool:
        return len(self.period.years) == 1 and self.period == years(self.period.start.year, self.period.start.year)


def targets_of(stand: Stand) -> tuple[Target, ...]:
    """Every target in force, in order of time."""
    stand.need("targets")
    with stand.cursor() as cursor:
        rows = cursor.execute(
            'SELECT indicator, start_from, end_to, "grant", region, lectoraat, theme, municipality, planned, planned_low, '
            "planned_high, planned_estimate, explanation, deliverer, entry, row_number FROM targets "
            "ORDER BY start_from, end_to, indicator, entry, row_number"
        ).fetchall()
    found = []
    for said, start, end, grant, *lists, value, low, high, estimate, explanation, deliverer, entry, row_number in rows:
        regions, lectoraten, themes, municipalities = (tuple(codes or ()) for codes in lists)
        planned = Value(tidy(value), tidy(low), tidy(high), "ok" if value else "zero", None, estimate)
        found.append(
            Target(
                named(said),
                said,
                _period(start, end),
                grant or "",
                regions,
                lectoraten,
                themes,
                municipalities,
                planned,
                explanation or "",
                deliverer,
                entry,
                row_number,
            )
        )
    return tuple(found)


@lru_cache(maxsize=1_000)
def _period(start: date, end: date) -> Period:
    whole = years(start.year, end.year)
    return whole if (whole.start, whole.end) == (start, end) else Period(start, end, f"{start}..{end}")
