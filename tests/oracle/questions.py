"""What is asked of both counts: indicators, the dimensions their sheets can give, periods and selections.

Source: design.md section 4 and 5. `type` of outputs is not asked: the texts do not say whose types those are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from .values import TIME, Span, half_span, month_span, quarter_span, year_span

WHO_AND_WHAT = ("region", "lectoraat", "theme", "local_theme", "municipality", "province")
COMMON = (*WHO_AND_WHAT, "programme_line", "funder", "grant", "project", *TIME)
MEETINGS = (*COMMON, "type", "role", "organisation_type")
PROJECTS = (*COMMON, "status", "scale")
FIGURES = (*WHO_AND_WHAT, "channel", *TIME)

DIMENSIONS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("projects_running", "projects_started", "projects_completed"), PROJECTS),
    "presentations": (*COMMON, "type", "bko_area"),
    "publications": (*COMMON, "type", "audience_type", "bko_area"),
    "products": (*COMMON, "type", "bko_area"),
    "outputs": (*COMMON, "bko_area"),
    **dict.fromkeys(("activities", "activity_hours", "attendances", "unique_participants"), MEETINGS),
    "casuses": COMMON,
    "audience": (*COMMON, "type", "bko_area"),
    "municipalities_participating": COMMON,
    "municipalities_reached": COMMON,
    "partners": (*COMMON, "organisation_type", "partner_class"),
    **dict.fromkeys(("grant_awarded", "grant_settled", "grant_spent", "cofinancing_rate", "national_share"), COMMON),
    "foreign_visits": (*WHO_AND_WHAT, *TIME),
    "followers": FIGURES,
    **dict.fromkeys(("staff", "fte", "newsletter_readers", "students"), (*WHO_AND_WHAT, *TIME)),
}
LASTING = {"projects_running", "partners", "municipalities_participating"}
"""Rows that stand in every bucket they overlap: by time only within a period."""

PERIODS: dict[str, Span] = {
    "2022": year_span(2022),
    "2021..2023": (date(2021, 1, 1), date(2023, 12, 31)),
    "2020..2022-H1": (date(2020, 1, 1), date(2022, 6, 30)),
    "2022-H2": half_span(2022, 2),
    "2023-Q2": quarter_span(2023, 2),
    "2022-03": month_span(2022, 3),
    "2024-02-01": (date(2024, 2, 1), date(2024, 2, 1)),
    "2021-06-15..2023-08-20": (date(2021, 6, 15), date(2023, 8, 20)),
}
SELECTIONS: tuple[dict[str, tuple[str, ...]], ...] = (
    {"region": ("twente",)},
    {"region": ("twente", "zwolle")},
    {"lectoraat": ("social-work",)},
    {"lectoraat": ("_none",)},
    {"theme": ("bestaanszekerheid", "ouderen")},
    {"project": ("PR-1",)},
    {"project": ("PR-1", "PR-2"), "region": ("zwolle",)},
    {"funder": ("zonmw", "vws-basis")},
    {"grant": ("GR-1",)},
    {"municipality": ("GM1982", "_split")},
    {"province": ("Overijssel",)},
    {"role": ("student",)},
    {"organisation_type": ("gemeente",)},
    {"programme_line": ("samenleven-nabij-zijn",)},
    {"type": ("rapport", "lezing", "film", "training")},
    {"region": ("den-haag-leiden",), "theme": ("gezondheid", "sociale-basis", "_none")},
)


@dataclass(frozen=True)
class Question:
    indicator: str
    by: tuple[str, ...] = ()
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    period: str | None = None

    @property
    def span(self) -> Span | None:
        return PERIODS[self.period] if self.period else None


def questions(random: Random, indicator: str, number: int) -> Iterator[Question]:
    """The bare total, then random breakdowns, alone and in pairs, of random selections."""
    yield Question(indicator)
    dimensions = DIMENSIONS[indicator]
    fitting = [s for s in SELECTIONS if set(s) <= set(dimensions)]
    for _ in range(number):
        by = tuple(random.sample(dimensions, random.choice([0, 1, 1, 1, 1, 2])))
        where = random.choice(fitting) if random.random() < 0.5 else {}
        period = random.choice(sorted(PERIODS)) if random.random() < 0.6 else None
        if indicator in LASTING and set(by) & set(TIME):
            period = period or "2021..2023"
        yield Question(indicator, by, tuple(sorted(where.items())), period)
