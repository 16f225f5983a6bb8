"""A figure, whether it is whole, and its change on the period before, in words.

Works only on values that passed the gate. It compares nothing that is not complete, and says why.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from wsd_data.figures import Value
from wsd_data.language import format_period
from wsd_data.model.indicators import Indicator
from wsd_data.model.periods import Period, PeriodError, parse_period
from wsd_data.model.text import Language, Text
from wsd_data.ui.wording import ABOUT, amount, whole_euros

MORE = Text("{number} meer dan in {before}", "{number} more than in {before}")
LESS = Text("{number} minder dan in {before}", "{number} fewer than in {before}")
LESS_OF_IT = Text("{number} minder dan in {before}", "{number} less than in {before}")
"""For what is measured and not counted: money, hours, posts."""
SAME = Text("evenveel als in {before}", "the same as in {before}")
SAME_ABOUT = Text("ongeveer evenveel als in {before}", "about the same as in {before}")
NOT_REPORTED = Text("nog niet aangeleverd", "not reported yet")
NOT_APPLICABLE = Text("niet van toepassing in {now}", "not applicable in {now}")
NOT_OVER = Text("nog niet te vergelijken: {now} is nog niet voorbij", "not yet comparable: {now} is not over yet")
WAITING_ONE = Text(
    "nog niet te vergelijken: 1 werkplaats moet {now} nog aanleveren",
    "not yet comparable: 1 region has still to deliver {now}",
)
WAITING = Text(
    "nog niet te vergelijken: {count} werkplaatsen moeten {now} nog aanleveren",
    "not yet comparable: {count} regions have still to deliver {now}",
)
GAP_ONE = Text(
    "niet te vergelijken: 1 werkplaats leverde {before} niet aan", "not comparable: 1 region did not deliver {before}"
)
GAP = Text(
    "niet te vergelijken: {count} werkplaatsen leverden {before} niet aan",
    "not comparable: {count} regions did not deliver {before}",
)
NOTHING_BEFORE = Text("geen cijfers over {before}", "no figures for {before}")
NOT_KNOWN_SO = Text("niet bekend voor deze selectie", "not known for this selection")
HIDDEN = Text("niet te vergelijken: kleine aantallen zijn afgeschermd", "not comparable: small numbers are hidden")
NOT_FILLED = Text("niet te vergelijken: niet overal ingevuld", "not comparable: not filled in everywhere")
RANGE = Text("niet te vergelijken: een van beide is een marge", "not comparable: one of the two is a range")


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure of a period. missing: regions that were expected in it and have not reported. over: the period is."""

    figure: Value
    period: Period
    missing: tuple[str, ...] = ()
    over: bool = True

    @property
    def whole(self) -> bool:
        return self.over and not self.missing and self.figure.filled


def period_before(period: Period) -> Period | None:
    """The same stretch as many years earlier as the period is long: 2023 → 2022, 2020..2022 → 2017..2019.

    None when there is none (29 February, or before the first year known).
    """
    length = len(period.years)

    def earlier(match: re.Match[str]) -> str:
        return f"{int(match[1]) - length:04d}{match[2]}"

    try:
        return parse_period("..".join(re.sub(r"^(\d{4})(.*)$", earlier, one) for one in period.text.split("..")))
    except PeriodError:
        return None


def _counted(one: Text, many: Text, count: int, **words: str) -> Text:
    return (one if count == 1 else many).format(count=count, **words)


def change_words(now: Shown, before: Shown | None, indicator: Indicator, rounded: bool, language: Language) -> str:
    """The change since the period before: `3 meer dan in 2022`, or why there is none to give.

    rounded: the figures were rounded for protection, so that their difference is one of about.
    """
    words = {"now": format_period(now.period, language)}
    if now.figure.status == "not_reported":
        return NOT_REPORTED.in_(language)
    if now.figure.reason == "not_permitted":
        return NOT_KNOWN_SO.in_(language)
    if now.figure.status == "not_applicable":
        return NOT_APPLICABLE.format(**words).in_(language)
    if not now.over:
        return NOT_OVER.format(**words).in_(language)
    if now.missing:
        return _counted(WAITING_ONE, WAITING, len(now.missing), **words).in_(language)
    if before is None:
        return ""
    words["before"] = format_period(before.period, language)
    if before.figure.status in ("not_reported", "not_applicable"):
        return NOTHING_BEFORE.format(**words).in_(language)
    if before.missing:
        return _counted(GAP_ONE, GAP, len(before.missing), **words).in_(language)
    if "suppressed" in (now.figure.status, before.figure.status):
        return HIDDEN.in_(language)
    if not (now.figure.filled and before.figure.filled):
        return NOT_FILLED.in_(language)
    if now.figure.value is None or before.figure.value is None:
        return RANGE.in_(language)
    difference = round(now.figure.value - before.figure.value, indicator.decimals)
    about = now.figure.estimate or before.figure.estimate or (rounded and indicator.people)
    if difference == 0 and not about:
        return SAME.format(**words).in_(language)
    shown = whole_euros(abs(difference)) if indicator.money else abs(difference)
    size = amount(shown, indicator, language)
    size = ABOUT.format(number=size).in_(language) if about else size
    if difference == 0:
        return SAME_ABOUT.format(**words).in_(language)
    less = LESS_OF_IT if indicator.decimals else LESS
    return (MORE if difference > 0 else less).format(number=size, **words).in_(language)
