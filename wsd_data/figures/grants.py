"""The grants of a state of knowledge: term, amounts, last known spending, and what they pay for.

Money is no count of people: what is given here is exact under every policy.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from wsd_data.figures.answer import Value
from wsd_data.model.dimensions import NONE
from wsd_data.model.text import Text
from wsd_data.store.stand import Stand

AMOUNTS = ("requested", "awarded", "settled", "own_contribution", "third_parties", "national")
"""Columns of the sheet Financiering, as amounts of a grant."""
NOT_GIVEN = Value(None, None, None, "not_reported", "not_filled_in")
UNKNOWN_GRANT = Text(
    "Beschikking {number} is niet bekend. Kijk op de pagina Financiering welke er zijn.",
    "Grant {number} is not known. See the page Funding for those there are.",
)


@dataclass(frozen=True, slots=True)
class Grant:
    """One grant. Amounts in euros per name of `AMOUNTS`, not_reported where blank; regions and projects by code.

    spent: the last known amount (cumulative), at the days spent_from to spent_to; spent_in: per year the last day of which
    spending is known. regions: those of the grant and of the
    projects it names.
    """

    number: str
    funder: str
    scheme: str
    start: date
    end: date
    regions: tuple[str, ...]
    projects: tuple[str, ...]
    amounts: Mapping[str, Value]
    spent: Value
    spent_from: date | None
    spent_to: date | None
    spent_in: Mapping[int, date]
    entry: int

    @property
    def awarded(self) -> Value:
        return self.amounts["awarded"]

    @property
    def settled(self) -> Value:
        return self.amounts["settled"]

    def elapsed(self, day: date) -> float:
        """Which part of the term lay behind it at the end of a day, 0 to 1."""
        return elapsed(self.start, self.end, day)

    @property
    def spent_share(self) -> float | None:
        """Which part of the amount awarded was spent, as far as last known; None when one of the two is not one number."""
        if self.spent.value is None or not self.awarded.value:
            return None
        return self.spent.value / self.awarded.value


def elapsed(first: date, last: date, day: date) -> float:
    """Which part of a stretch of days lies behind it at the end of a day, 0 to 1."""
    return min(1.0, max(0.0, ((day - first).days + 1) / max(1, (last - first).days + 1)))


def grants_of(stand: Stand, numbers: Iterable[str] | None = None) -> tuple[Grant, ...]:
    """The grants with these numbers, as far as there are; without numbers every grant. In order of number."""
    stand.need("every_grant")
    stand.need("grants_spent")
    amounts = [f"g.{a}{part}" for a in AMOUNTS for part in ("", "_low", "_high", "_estimate")]
    latest = ", ".join(
        f"arg_max{'_null' if c == 'high' else ''}({c}, rank)" for c in ("amount", "low", "high", "estimate", "d_from", "d_to")
    )  # fmt: skip
    asked = {} if numbers is None else {"numbers": [*numbers]}

    def only(number: str) -> str:
        return f" AND {number} IN (SELECT unnest($numbers::VARCHAR[]))" if asked else ""

    with stand.cursor() as cursor:
        paid = cursor.execute(
            f"SELECT u.g, p.region FROM project p, unnest(p.grants) AS u(g) WHERE p.region IS NOT NULL{only('u.g')}",
            asked,
        )
        of_projects: dict[str, set[str]] = {}
        for number, regions in paid.fetchall():
            of_projects.setdefault(number, set()).update(regions)
        days: dict[str, dict[int, date]] = {}
        known = cursor.execute(
            "SELECT unit, year(d_to), max(d_to) FROM grants_spent "
            f"WHERE amount IS NOT NULL AND year(d_from) = year(d_to){only('unit[2:]')} GROUP BY 1, 2",
            asked,
        )
        for unit, year, day in known.fetchall():
            days.setdefault(unit, {})[year] = day
        rows = cursor.execute(
            f'SELECT g."grant"[1], g.funder[1], g.scheme, g.d_from, g.d_to, g.region, g.project, g.entry, {", ".join(amounts)}, s.* '
            f"FROM every_grant g LEFT JOIN (SELECT unit, {latest} FROM grants_spent WHERE amount IS NOT NULL{only('unit[2:]')} GROUP BY unit) s "
            f"ON s.unit = g.unit WHERE g.sheet = 'funding'{only('g.unit[2:]')} ORDER BY 1",
            asked,
        ).fetchall()
    return tuple(_grant(row, of_projects, days) for row in rows)


def _grant(row: Sequence[Any], of_projects: Mapping[str, set[str]], days: Mapping[str, Mapping[int, date]]) -> Grant:
    number, funder, scheme, start, end, regions, projects, entry = row[:8]
    given = row[8 : 8 + 4 * len(AMOUNTS)]
    amounts = {name: euros(*given[4 * i : 4 * i + 4]) for i, name in enumerate(AMOUNTS)}
    _, *spent, spent_from, spent_to = row[8 + 4 * len(AMOUNTS) :]
    here = {r for r in regions if r != NONE} | of_projects.get(number, set())
    return Grant(
        number, funder, scheme or "", start, end, tuple(sorted(here)), tuple(p for p in projects if p != NONE), amounts,
        euros(*spent), spent_from, spent_to, days.get(f"g{number}", {}), entry,
    )  # fmt: skip


def euros(value: int | None, low: int | None, high: int | None, estimate: bool | None) -> Value:
    """An amount in cents as a value in euros; not_reported when it is blank."""
    if value is None:
        return NOT_GIVEN
    exact = _euros(value)
    least = exact if low == value else None if low is None else _euros(low)
    most = exact if high == value else None if high is None else _euros(high)
    return Value(exact, least, most, "ok" if value else "zero", None, bool(estimate))


def _euros(cents: int) -> int | float:
    return cents / 100 if cents % 100 else cents // 100
