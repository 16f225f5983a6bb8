"""The dossier of one grant: what was promised, delivered and spent, as one object that screen and paper print alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from wsd_data.figures.answer import Value
from wsd_data.figures.grants import UNKNOWN_GRANT, Grant
from wsd_data.figures.monitor import Monitor
from wsd_data.figures.selection import Selection, Where
from wsd_data.figures.standing import Standing, standing_of
from wsd_data.figures.targets import compared
from wsd_data.model.indicators import INDICATORS, Indicator
from wsd_data.model.periods import Period, years
from wsd_data.model.problems import Usage
from wsd_data.store.fold import NOW, AsOf

YEARS_AFTER = 4
"""Products and publications may come so many years after the end of a project. Source: conditions of ZonMw."""
DELIVERED = (
    "projects_running", "presentations", "publications", "products", "activities", "attendances", "unique_participants", "casuses",
)  # fmt: skip
"""What is counted of a grant, in this order."""
OUTPUTS = ("presentations", "publications", "products")
"""Of which what comes after the end belongs to the grant still."""


@dataclass(frozen=True, slots=True)
class Year:
    """One calendar year of a grant: its part of the amounts, and the last spending known in it (cumulative).

    day: of that spending, else the last day of the year or today; passed: which part of the term lay behind it then, 0 to 1;
    spent_share: which part of the awarded amount was spent then, None when not known.
    """

    year: int
    awarded: Value
    settled: Value
    spent: Value
    day: date
    passed: float
    spent_share: float | None


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure of the grant over a period; complete: nothing that was expected is missing."""

    indicator: Indicator
    period: Period
    figure: Value
    complete: bool


@dataclass(frozen=True, slots=True)
class Dossier:
    """All there is to say of one grant.

    where: the selection of what was counted; of a grant that names projects the grant itself, else its werkplaatsen.
    term: its days. after: the days in which outputs still belong to it, None where they cannot be told from those of a
    later grant. delivered: in the term; late: in the days after it.
    """

    standing: Standing
    today: date
    policy: str
    cofinancing: Value
    national: Value
    years: tuple[Year, ...]
    where: Where
    term: Period
    after: Period | None
    delivered: tuple[Counted, ...]
    late: tuple[Counted, ...]

    @property
    def grant(self) -> Grant:
        return self.standing.grant

    @property
    def evidence(self) -> Period:
        """The days of which counted items are shown as evidence: the term, and those after it."""
        return (
            Period(self.term.start, self.after.end, _text(self.term.start, self.after.end)) if self.after else self.term
        )


def dossier(monitor: Monitor, number: str, today: date, as_of: AsOf = NOW, policy: str = "public") -> Dossier:
    """The dossier of the grant with this number on a day. Raises Usage when there is no such grant."""
    grants = {grant.number: grant for grant in monitor.grants(as_of, (number,))}
    grant = grants.get(number)
    if grant is None:
        raise Usage(UNKNOWN_GRANT.format(number=number))
    targets = [target for target in monitor.targets(as_of) if target.grant == number]
    whole = Selection.of(years(grant.start.year, max(grant.end.year, _last_spent(grant))), {"grant": (number,)})
    cofinancing, national = (
        monitor.answer(name, (), whole, as_of, policy).total.figure for name in ("cofinancing_rate", "national_share")
    )
    where = Selection.of(None, {"grant": (number,)} if grant.projects else {"region": grant.regions}).where
    term = Period(grant.start, grant.end, _text(grant.start, grant.end))
    after = _after(grant.end) if grant.projects and today > grant.end else None
    return Dossier(
        standing_of(grant, compared(monitor, targets, grants, today, as_of, policy), today), today, policy, cofinancing, national,
        tuple(_years(monitor, grant, whole, today, as_of, policy)), where, term, after,
        tuple(_counted(monitor, DELIVERED, where, term, as_of, policy)) if where else (),
        tuple(_counted(monitor, OUTPUTS, where, after, as_of, policy)) if after else (),
    )  # fmt: skip


def _last_spent(grant: Grant) -> int:
    return grant.spent_to.year if grant.spent_to else grant.end.year


def _text(first: date, last: date) -> str:
    whole = years(first.year, last.year)
    return whole.text if (whole.start, whole.end) == (first, last) else f"{first}..{last}"


def _after(end: date) -> Period:
    first = end + timedelta(days=1)
    last = end.replace(year=end.year + YEARS_AFTER, day=min(end.day, 28) if end.month == 2 else end.day)
    return Period(first, last, _text(first, last))


def _years(monitor: Monitor, grant: Grant, whole: Selection, today: date, as_of: AsOf, policy: str) -> Iterator[Year]:
    figures = [
        {row.codes[0]: row.figure for row in monitor.answer(name, ("year",), whole, as_of, policy).rows}
        for name in ("grant_awarded", "grant_settled", "grant_spent")
    ]
    nothing = Value(None, None, None, "not_reported", "not_filled_in")
    awarded = grant.awarded.value
    for year in whole.period.years if whole.period else ():
        here = [found.get(str(year), nothing) for found in figures]
        spent = here[2].value
        share = spent / awarded if spent is not None and awarded else None
        day = grant.spent_in.get(year) or min(date(year, 12, 31), max(today, date(year, 1, 1)))
        yield Year(year, here[0], here[1], here[2], day, grant.elapsed(day), share)


def _counted(
    monitor: Monitor, names: tuple[str, ...], where: Where, period: Period, as_of: AsOf, policy: str
) -> Iterator[Counted]:
    for name in names:
        total = monitor.answer(name, (), Selection(period, where), as_of, policy).total
        yield Counted(INDICATORS[name], period, total.figure, total.complete)
