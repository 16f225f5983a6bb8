"""Targets: what was planned, and beside it what of it was counted, by the very question that gives the figure.

What a target is compared with: of a grant that names projects what hangs on those projects; else everything of the
werkplaatsen the target is about, because a grant without projects pays for the werkplaats as a whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from wsd_data.figures.answer import Number, Value
from wsd_data.figures.grants import Grant, elapsed
from wsd_data.figures.measures import tidy
from wsd_data.figures.monitor import Monitor
from wsd_data.figures.planned import Target
from wsd_data.figures.selection import Selection, Where
from wsd_data.model.indicators import Indicator
from wsd_data.model.periods import years
from wsd_data.model.text import fold, slug
from wsd_data.store.fold import NOW, AsOf

State = Literal["reached", "on_course", "behind", "open"]
"""reached: no less than planned. behind: less than planned, or than expected by now, of what was completely reported.
open: cannot be said yet, or not at all where bounds leave both possible. on_course: no less than expected by now."""
NOT_COUNTED = Value(None, None, None, "not_applicable", "not_permitted")
HIDDEN_BY_POLICY = Value(None, None, None, "suppressed", "policy")


@dataclass(frozen=True, slots=True)
class Compared:
    """A target beside what was counted. where: the selection of that count; a grant or werkplaatsen, and what narrows it.

    expected: the part of what was planned that belongs to the days behind us; not_applicable where an indicator does not
    grow evenly. difference: realised minus planned. complete: nothing that was expected is missing. over: its period is.
    explained: what the deliverer wrote; about counts of people not under the policy `public`.
    """

    target: Target
    where: Where
    realised: Value
    complete: bool
    over: bool
    expected: Value
    difference: Value
    state: State
    explained: str
    withheld: bool

    @property
    def through_projects(self) -> bool:
        return any(d == "grant" for d, _ in self.where)


def compared(
    monitor: Monitor, targets: Sequence[Target], grants: Mapping[str, Grant], today: date, as_of: AsOf = NOW, policy: str = "public"
) -> tuple[Compared, ...]:  # fmt: skip
    """Every target beside what was counted: one question per indicator for all that are about a calendar year."""
    themes = {fold(name.nl): code for code, name in monitor.labels("theme", as_of).items()} if targets else {}
    scopes = [_where(target, grants, themes) for target in targets]
    found = _counted(monitor, targets, scopes, grants, as_of, policy)
    return tuple(
        _beside(target, where, realised, complete, today, policy)
        for target, where, (realised, complete) in zip(targets, scopes, found, strict=True)
    )


def of_year(
    monitor: Monitor, year: int, today: date, regions: Sequence[str] = (), as_of: AsOf = NOW, policy: str = "public"
) -> tuple[Compared, ...]:  # fmt: skip
    """Every target whose period touches a year, beside what was counted over that whole period, in order of time.

    regions: only targets about one of these, or of a grant of one of these; empty: all there are.
    """
    found = [target for target in monitor.targets(as_of) if year in target.period.years]
    grants = {grant.number: grant for grant in monitor.grants(as_of, {target.grant for target in found})}
    if regions:
        found = [target for target in found if regions_of(target, grants).intersection(regions)]
    return compared(monitor, found, grants, today, as_of, policy)


def regions_of(target: Target, grants: Mapping[str, Grant]) -> frozenset[str]:
    """The werkplaatsen that a target or its grant is about."""
    grant = grants.get(target.grant)
    return frozenset((*target.regions, *(grant.regions if grant else ())))


def _where(target: Target, grants: Mapping[str, Grant], named: Mapping[str, str]) -> Where:
    """The selection a target is about, as far as its indicator permits. named: folded name of a theme → its code."""
    if target.indicator is None:
        return ()
    permitted = target.indicator.dimensions
    grant = grants.get(target.grant)
    chosen: dict[str, tuple[str, ...]] = {}
    if grant is not None and "grant" in permitted and (grant.projects or target.indicator.money):
        chosen["grant"] = (grant.number,)
    else:
        chosen["region"] = target.regions or (grant.regions if grant else ())
    chosen |= {"lectoraat": target.lectoraten, "municipality": target.municipalities}
    themes = [named.get(fold(theme)) for theme in target.themes]
    if all(themes):
        chosen["theme"] = tuple(code for code in themes if code)
    else:
        chosen["local_theme"] = tuple(slug(theme) for theme in target.themes)
    return Selection.of(None, {d: codes for d, codes in chosen.items() if d in permitted}).where


def _counted(
    monitor: Monitor, targets: Sequence[Target], scopes: Sequence[Where], grants: Mapping[str, Grant], as_of: AsOf, policy: str
) -> list[tuple[Value, bool]]:  # fmt: skip
    """Per target what was counted and whether that is complete."""
    together: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, (target, where) in enumerate(zip(targets, scopes, strict=True)):
        if target.indicator is not None and target.whole_year and len(where) == 1 and len(where[0][1]) == 1:
            together[target.indicator.id, where[0][0]].append(place)
    known: dict[int, tuple[Value, bool]] = {}
    for (indicator, dimension), places in together.items():
        if len(places) > 1:
            known |= _wide(
                monitor, indicator, dimension, {p: targets[p] for p in places}, scopes, grants, as_of, policy
            )
    return [
        known.get(place) or _single(monitor, target, where, as_of, policy)
        for place, (target, where) in enumerate(zip(targets, scopes, strict=True))
    ]


def _wide(
    monitor: Monitor, indicator: str, dimension: str, targets: Mapping[int, Target], scopes: Sequence[Where],
    grants: Mapping[str, Grant], as_of: AsOf, policy: str,
) -> dict[int, tuple[Value, bool]]:  # fmt: skip
    """The counts of several targets of one calendar year each, from one question."""
    asked = [target.period.start.year for target in targets.values()]
    codes = {scopes[place][0][1][0] for place in targets}
    selection = Selection.of(years(min(asked), max(asked)), {dimension: codes})
    answer = monitor.answer(indicator, (dimension, "year"), selection, as_of, policy)
    cells = {row.codes: row.figure for row in answer.rows}
    missing = set(answer.total.missing)
    found = {}
    for place, target in targets.items():
        code, year = scopes[place][0][1][0], target.period.start.year
        figure = cells.get((code, str(year)))
        regions = (code,) if dimension == "region" else grants[code].regions
        if figure is not None and regions:
            whole = figure.filled and figure.status != "not_reported" and not any((r, year) in missing for r in regions)
            found[place] = (figure, whole)
    return found


def _single(monitor: Monitor, target: Target, where: Where, as_of: AsOf, policy: str) -> tuple[Value, bool]:
    if target.indicator is None:
        return NOT_COUNTED, False
    total = monitor.answer(target.indicator.id, (), Selection(target.period, where), as_of, policy).total
    return total.figure, total.complete


def _beside(
    target: Target, where: Where, realised: Value, complete: bool, today: date, policy: str
) -> Compared:  # fmt: skip
    over = target.period.end < today
    expected = _expected(target, today)
    difference = _difference(realised, target.planned)
    state: State = "open"
    if realised.value is not None and target.planned.value is not None:
        begun = target.period.start <= today and expected.value is not None
        reached, enough = (_comes_to(realised, n) for n in (target.planned.value, expected.value if begun else None))
        if reached:
            state = "reached"
        elif complete and (reached if over else enough) is False:
            state = "behind"
        elif enough and not over:
            state = "on_course"
    people = target.indicator is None or target.indicator.people
    withheld = bool(target.explanation) and people and policy != "internal"
    return Compared(
        target, where, realised, complete, over, expected, difference, state,
        "" if withheld else target.explanation, withheld,
    )  # fmt: skip


def _comes_to(realised: Value, number: Number | None) -> bool | None:
    """Whether a figure is at least a number; None where that cannot be said. What is `circa` without bounds counts as it stands."""
    if number is None or realised.value is None:
        return None
    if realised.low is None and realised.high is None:
        return realised.value >= number
    if realised.low is not None and realised.low >= number:
        return True
    return False if realised.high is not None and realised.high < number else None


def _expected(target: Target, today: date) -> Value:
    planned = target.planned
    if target.period.end < today:
        return planned
    if target.indicator is None or not target.indicator.additive or planned.value is None:
        return Value(None, None, None, "not_applicable", "not_even")
    share = elapsed(target.period.start, target.period.end, today)
    part = [
        None if n is None else _rounded(n * share, target.indicator) for n in (planned.value, planned.low, planned.high)
    ]
    return Value(part[0], part[1], part[2], "ok" if part[0] else "zero", None, planned.estimate)


def _rounded(number: Number, indicator: Indicator) -> Number:
    return tidy(round(number + 10**-9, indicator.decimals)) or 0


def _difference(realised: Value, planned: Value) -> Value:
    """Realised minus planned with its bounds; what hides the one hides the other."""
    if realised.value is None or planned.value is None:
        status = realised.status if realised.status in ("suppressed", "not_reported") else "not_applicable"
        return Value(None, None, None, status, realised.reason)
    low = None if realised.low is None or planned.high is None else tidy(realised.low - planned.high)
    high = None if realised.high is None or planned.low is None else tidy(realised.high - planned.low)
    value = tidy(realised.value - planned.value)
    return Value(value, low, high, "ok" if value else "zero", None, realised.estimate or planned.estimate)
