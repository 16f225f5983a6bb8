"""Every indicator counted by hand: rows in force → facts → cells.

A fact is one thing that counts: its codes per dimension, when it was, what it adds. Each indicator says which
facts there are (`FACTS`), and how the facts in one cell make a figure (`MEASURE`). Source: domain.md "Counting
rules"; design.md sections 4 and 5.

Readings:
- rows that are equal in two deliverers count twice, except projects, grants, publications, casuses and people;
- the hours of an activity on a day belong to every code of any of its rows (lists united), so a pair of
  dimensions shows them under every combination; the count of activities itself stays at row grain;
- Besteed of a project without a grant counts at the received date of its latest delivery, as a grant's does
  without Bestedingsdatum; a rejected project with an amount counts as it stands;
- published municipalities of a werkplaats have a region and a municipality and are `_none` elsewhere;
- Schatting = ja marks a number as an estimate and leaves its bounds;
- an amount of a grant that a later row leaves blank is the last one given;
- a share of what was awarded counts a blank as at least nothing: it has no upper bound then, and none is known where no amount was
  given or only nothing was;
- the range of unique people is an estimate when a number it rests on is one, of rows without key only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import partial
from itertools import product
from typing import Any

from . import reference
from .fold import InForce
from .joins import Codes, Known, Project, grant_dims, one, open_span, or_none, project_dims, where_it_is
from .values import TIME, Amount, Num, Span, bucket, cents, exact, fold, inside, months, overlap, place, total

Figure = tuple[Amount | None, Amount, Amount | None, bool]
Cells = dict[tuple[str, ...], Figure]
ONE = exact(1)


@dataclass(frozen=True)
class Fact:
    """One thing that counts.

    beside: the amounts of which the whole is `number`, None where blank; share: which part of them counts here.
    span: its days, None when undated. lasting: stands in every bucket it overlaps, instead of in one.
    identity: facts with the same one count once. order: which of them is later.
    """

    codes: Mapping[str, Codes]
    span: Span | None
    identity: Any
    number: Num = ONE
    lasting: bool = False
    order: tuple[Any, ...] = ()
    unique: Num | None = None
    person: str | None = None
    meeting: Any = None
    beside: tuple[Num | None, ...] = ()
    share: Fraction = Fraction(1)

    def selected(self, period: Span | None) -> bool:
        if period is None:
            return True
        if self.span is None:
            return False
        return overlap(*self.span, period) if self.lasting else inside(self.span, period)

    def places(self, dimensions: tuple[str, ...], period: Span | None) -> set[tuple[str, ...]]:
        """The buckets of these time dimensions it stands in: one, or every one a lasting thing touches."""
        if not self.lasting or self.span is None:
            return {tuple(place(self.span, d) for d in dimensions)}
        first, last = self.span
        if period:
            first, last = max(first, period[0]), min(last, period[1])
        if dimensions and last == date.max:
            raise ValueError("an open-ended row by time needs a period")
        touched = months(first, last) if dimensions else [self.span]
        return {tuple(bucket(month[0], d) for d in dimensions) for month in touched}


def count(
    rows: Sequence[InForce] | Known,
    indicator: str,
    by: tuple[str, ...] = (),
    where: Mapping[str, Sequence[str]] | None = None,
    period: Span | None = None,
) -> Cells:
    """Codes → (value, low, high, estimate); the total of the selection under `()`."""
    where = {dimension: frozenset(codes) for dimension, codes in (where or {}).items()}
    cells: dict[tuple[str, ...], list[Fact]] = defaultdict(list)
    known = rows if isinstance(rows, Known) else Known(rows)
    for fact in FACTS[indicator](known):
        if not fact.selected(period):
            continue
        codes = {d: or_none(fact.codes.get(d, frozenset())) for d in {*by, *where} - set(TIME)}
        codes |= {d: codes[d] & wanted for d, wanted in where.items()}
        if not all(codes.values()):
            continue
        cells[()].append(fact)
        if by:
            times = tuple(d for d in by if d in TIME)
            for moment in fact.places(times, period):
                here = dict(zip(times, moment, strict=True))
                for cell in product(*([here[d]] if d in here else sorted(codes[d]) for d in by)):
                    cells[cell].append(fact)
    measure = MEASURE.get(indicator, add_up)
    return {cell: figure for cell, held in cells.items() if (figure := measure(held)) is not None}


# ---------------------------------------------------------------- from facts in one cell to a figure


def add_up(held: list[Fact]) -> Figure:
    """Each identity once; values and bounds added."""
    return tuple(total([fact.number for fact in {f.identity: f for f in held}.values()]))


def add_money(held: list[Fact]) -> Figure:
    value, low, high, estimate = add_up(held)
    return cents(value), cents(low), None if high is None else cents(high), estimate


def last_known(held: list[Fact]) -> Figure:
    """Per unit the latest fact (end of its span, then latest delivery, then last row), summed over units."""
    latest: dict[Any, Fact] = {}
    for fact in held:
        before = latest.get(fact.identity)
        if before is None or _moment(fact) > _moment(before):
            latest[fact.identity] = fact
    return add_up(list(latest.values()))


def last_money(held: list[Fact]) -> Figure:
    value, low, high, estimate = last_known(held)
    return cents(value), cents(low), None if high is None else cents(high), estimate


def percentage(held: list[Fact], *, within: bool) -> Figure | None:
    """The amounts beside as a percentage of what was awarded; within: of that and those amounts together."""
    given = [Num(n.value * f.share, n.low * f.share, None if n.high is None else n.high * f.share, n.estimate)
             for f in held for n in f.beside if n]  # fmt: skip
    blank = any(n is None for f in held for n in f.beside)
    part, whole = total(given), add_up([replace(f, identity=number) for number, f in enumerate(held)])

    def of(top: Amount, awarded: Amount) -> Fraction | None:
        all_of_it = awarded + top if within else awarded
        return Fraction(100 * top, 1) / all_of_it if all_of_it else None

    value = of(part.value, whole[0] or 0)
    if not given or value is None or (blank and not value):
        return None
    low = of(part.low, whole[2]) if whole[2] is not None else 0
    high = None if blank or part.high is None else of(part.high, whole[1])
    return value, low or 0, high, part.estimate or whole[3]


def _moment(fact: Fact) -> tuple[Any, ...]:
    assert fact.span
    return (fact.span[1], *fact.order)


def people(held: list[Fact]) -> Figure:
    """Unique people by key; a range when the keys do not cover all attendances."""
    keys = len({f.person for f in held if f.person})
    keyless = [f for f in held if not f.person]
    attended = sum(f.number.value for f in held)
    covered = attended - sum(f.number.value for f in keyless)
    if not keyless or covered == attended:
        return keys, keys, keys, False
    meetings: dict[Any, list[Num]] = defaultdict(list)
    for fact in held:
        if fact.meeting:
            meetings[fact.meeting].append(fact.number)
    lows = [keys, *(total(m).low for m in meetings.values()), *(f.unique.low for f in held if f.unique)]
    low = max(lows)
    high = total([exact(keys), *(f.unique or f.number for f in keyless)]).high
    estimate = any(f.number.estimate or (f.unique is not None and f.unique.estimate) for f in keyless)
    if covered >= Fraction(95, 100) * attended:
        return keys, keys, None if high is None else max(high, keys), estimate
    high = None if high is None else max(high, low)
    return (low if low == high else None), low, high, estimate


MEASURE: dict[str, Callable[[list[Fact]], Figure | None]] = {
    "unique_participants": people,
    "grant_awarded": add_money,
    "grant_settled": add_money,
    "grant_spent": last_money,
    "cofinancing_rate": partial(percentage, within=True),
    "national_share": partial(percentage, within=False),
    **dict.fromkeys(("staff", "fte", "followers", "newsletter_readers", "students"), last_known),
}


# ---------------------------------------------------------------- which facts there are


def _row(known: Known, row: InForce, **more: Any) -> Fact:
    """A dated row that counts by itself."""
    return Fact(known.dims([row]), row.values["date"], (*row.order, row.sheet), order=row.order, **more)


def _presentations(known: Known) -> Iterator[Fact]:
    return (_row(known, row) for row in known.rows["presentations"])


def _publications(known: Known) -> Iterator[Fact]:
    for work in known.works():
        yield Fact(known.dims(work.rows), work.latest.values["date"], ("work", work.latest.order))


def _products(known: Known) -> Iterator[Fact]:
    for row in known.rows["products"]:
        if fold(row.values.get("status") or "") != "nieuwe versie":
            yield _row(known, row)


def _outputs(known: Known) -> Iterator[Fact]:
    yield from _presentations(known)
    yield from _publications(known)
    yield from _products(known)


def _audience(known: Known) -> Iterator[Fact]:
    for row in known.rows["presentations"]:
        if row.values.get("audience_count"):
            yield _row(known, row, number=row.values["audience_count"])


def activity(row: InForce) -> tuple[Any, ...]:
    values = row.values
    if values.get("activity_code"):
        return row.deliverer, values["activity_code"]
    return row.deliverer, values["date"], fold(values["activity"])


def _activities(known: Known) -> Iterator[Fact]:
    for row in known.rows["participants"]:
        yield Fact(known.dims([row]), row.values["date"], activity(row))


def _hours(known: Known) -> Iterator[Fact]:
    days: dict[Any, list[InForce]] = defaultdict(list)
    for row in known.rows["participants"]:
        days[activity(row), row.values["date"]].append(row)
    for (_, span), rows in days.items():
        given = [row.values["hours"] for row in rows if row.values.get("hours")]
        if given:
            each = [known.dims([row]) for row in rows]
            codes = {d: frozenset().union(*(c[d] for c in each)) for d in each[0]}
            yield Fact(codes, span, ("hours", activity(rows[0]), span), number=max(given))


def _attendances(known: Known) -> Iterator[Fact]:
    for row in known.rows["participants"]:
        values = row.values
        number = values["attendances"]
        if values.get("estimated"):
            number = number._replace(estimate=True)
        first, last = values["date"]
        yield _row(
            known, row, number=number, unique=values.get("unique_people"), person=values.get("person_key"),
            meeting=(activity(row), first) if first == last else None,
        )  # fmt: skip


def _casuses(known: Known) -> Iterator[Fact]:
    for row in known.rows["casuses"]:
        code = row.values.get("casus_code")
        fact = _row(known, row, number=ONE if code else row.values.get("count") or ONE)
        yield replace(fact, identity=(row.values["project"], code)) if code else fact


def _running(known: Known) -> Iterator[Fact]:
    for code, project in known.projects.items():
        if project.latest.values["status"] not in ("aangevraagd", "afgewezen"):
            yield Fact(project_dims(code, project), open_span(project.latest), code, lasting=True)


def _started(known: Known) -> Iterator[Fact]:
    for code, project in known.projects.items():
        yield Fact(project_dims(code, project), project.latest.values["start"], code)


def _completed(known: Known) -> Iterator[Fact]:
    for code, project in known.projects.items():
        if project.latest.values["status"] == "afgerond":
            yield Fact(project_dims(code, project), project.latest.values["end"], code)


def _per_municipality(codes: Mapping[str, Codes], municipality: str) -> tuple[dict[str, Codes], str]:
    return {**codes, **where_it_is([municipality])}, reference.municipality_identity(municipality)


def _participating(known: Known) -> Iterator[Fact]:
    for row in known.rows["members"]:
        if row.values["organisation_type"] == "gemeente":
            for municipality in known.lists(row)["municipality"]:
                codes, identity = _per_municipality(known.dims([row]), municipality)
                yield Fact(codes, open_span(row), identity, lasting=True)
    for region, municipality, first, last in reference.listed_municipalities():
        codes, identity = _per_municipality({"region": one(region)}, municipality)
        yield Fact(codes, (first, last or date.max) if first else None, identity, lasting=True)


def _reached(known: Known) -> Iterator[Fact]:
    for sheet in ("presentations", "participants", "casuses"):
        for row in known.rows[sheet]:
            for municipality in known.lists(row)["municipality"]:
                codes, identity = _per_municipality(known.dims([row]), municipality)
                yield Fact(codes, row.values["date"], identity)


def _partners(known: Known) -> Iterator[Fact]:
    for row in known.rows["members"]:
        yield Fact(known.dims([row]), open_span(row), fold(row.values["organisation"]), lasting=True)
    for code, project in known.projects.items():
        for partner in project.partners:
            yield Fact(project_dims(code, project), open_span(project.latest), fold(partner), lasting=True)


def _ungranted(known: Known, column: str) -> Iterator[tuple[str, Project, Num]]:
    """Projects with an amount of their own that no grant in force names."""
    for code, project in known.projects.items():
        amount = project.latest.values.get(column)
        if amount and not project.grants:
            yield code, project, amount


def _spread(codes: Mapping[str, Codes], identity: Any, amount: Num, first: date, last: date | None) -> Iterator[Fact]:
    """An equal part in each calendar month of the term; undated without an end."""
    if last is None:
        yield Fact(codes, None, identity, number=amount)
        return
    term = months(first, last)
    share = Fraction(1, len(term))
    part = Num(amount.value * share, amount.low * share, None if amount.high is None else amount.high * share,
               amount.estimate)  # fmt: skip
    for month in term:
        yield Fact(codes, month, (identity, month), number=part, share=share)


def _amounts(column: str, *beside: str) -> Callable[[Known], Iterator[Fact]]:
    """An amount of grants, and of projects that no grant names, with the amounts beside it."""

    def found(known: Known) -> Iterator[Fact]:
        for number, grant in known.grants.items():
            amount, values = grant.last(column), grant.latest.values
            if amount:
                others = tuple(grant.last(name) for name in beside)
                for fact in _spread(
                    grant_dims(number, grant, known), ("grant", number), amount, values["start"][0], values["end"][1]
                ):
                    yield replace(fact, beside=others)
        for code, project, amount in _ungranted(known, column):
            others = tuple(project.latest.values.get(name) for name in beside)
            for fact in _spread(project_dims(code, project), ("project", code), amount, *project.span):
                yield replace(fact, beside=others)

    return found


def _spent(known: Known) -> Iterator[Fact]:
    for number, grant in known.grants.items():
        codes = grant_dims(number, grant, known)
        for row in grant.rows:
            if row.values.get("spent"):
                day = row.values.get("spent_on") or (row.received, row.received)
                yield Fact(codes, day, ("grant", number), number=row.values["spent"], order=row.order)
    for code, project, amount in _ungranted(known, "spent"):
        day = (project.latest.received, project.latest.received)
        yield Fact(project_dims(code, project), day, ("project", code), number=amount, order=project.latest.order)


def _key_figure(kind: str) -> Callable[[Known], Iterator[Fact]]:
    def found(known: Known) -> Iterator[Fact]:
        for row in known.rows["key_figures"]:
            if row.values["kind"] == kind:
                fact = _row(known, row, number=row.values["value"])
                unit = (fact.codes["region"], fact.codes["lectoraat"], fact.codes["channel"])
                yield fact if kind == "buitenlandse-werkbezoeken" else replace(fact, identity=unit)

    return found


FACTS: dict[str, Callable[[Known], Iterator[Fact]]] = {
    "projects_running": _running,
    "projects_started": _started,
    "projects_completed": _completed,
    "presentations": _presentations,
    "publications": _publications,
    "products": _products,
    "outputs": _outputs,
    "activities": _activities,
    "activity_hours": _hours,
    "attendances": _attendances,
    "unique_participants": _attendances,
    "casuses": _casuses,
    "audience": _audience,
    "municipalities_participating": _participating,
    "municipalities_reached": _reached,
    "partners": _partners,
    "grant_awarded": _amounts("awarded"),
    "grant_settled": _amounts("settled"),
    "cofinancing_rate": _amounts("awarded", "own_contribution", "third_parties"),
    "national_share": _amounts("awarded", "national"),
    "grant_spent": _spent,
    "foreign_visits": _key_figure("buitenlandse-werkbezoeken"),
    "staff": _key_figure("medewerkers"),
    "fte": _key_figure("fte"),
    "followers": _key_figure("volgers"),
    "newsletter_readers": _key_figure("nieuwsbrieflezers"),
    "students": _key_figure("betrokken-studenten"),
}
