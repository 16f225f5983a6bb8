"""The annual report of one year: of a werkplaats, or of all of them together.

Every indicator beside earlier years, the parts per region and theme, what was delivered, and what each figure means.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from wsd_data.delivery.datastate import DataState
from wsd_data.delivery.notes import Note
from wsd_data.figures import Answer, Monitor, Selection, Value
from wsd_data.figures.selection import check_code
from wsd_data.figures.targets import of_year as targets_of_year
from wsd_data.model.indicators import INDICATORS, Indicator
from wsd_data.model.periods import years
from wsd_data.model.text import Language, Text
from wsd_data.reports.account import DEMO, INDICATOR, about, definitions, seen_from
from wsd_data.reports.breakdown import BY_REGION, BY_THEME, UNFILLED, Division, breakdown
from wsd_data.reports.delivered import delivered
from wsd_data.reports.paper import BLANK, MARK, Cell, Drawing, Paper, Section, figure_cell, mark_of
from wsd_data.reports.remarks import Remarks, remarks
from wsd_data.reports.targets import of_year as year_targets
from wsd_data.reports.wording import PaperReader, capital
from wsd_data.store.fold import NOW, AsOf

TITLE = Text("Jaarcijfers {year}", "Annual figures {year}")
NETWORK = Text("Alle werkplaatsen", "All regions")
BESIDE = Text("{group}, {first}-{last}", "{group}, {first}-{last}")
STILL = Text(
    "{mark} nog niet volledig: over dat jaar moet nog worden aangeleverd door {count} van de werkplaatsen.",
    "{mark} not complete yet: of that year {count} of the regions have still to deliver.",
)
STILL_OWN = Text(
    "{mark} nog niet volledig: over dat jaar moet nog worden aangeleverd.", "{mark} not complete yet for that year."
)
NOT_OVER = Text("{year} is nog niet voorbij.", "{year} is not over yet.")
EARLIER = 4
"""How many years stand beside the year itself."""


@dataclass(frozen=True, slots=True)
class Group:
    """Indicators that stand in one table. drawn: those with a drawing; years are beside each other in it."""

    id: str
    name: Text
    indicators: tuple[str, ...]
    drawn: tuple[str, ...]


GROUPS: tuple[Group, ...] = (
    Group("outputs", Text("Projecten en opbrengsten", "Projects and outputs"),
          ("projects_running", "projects_started", "projects_completed", "presentations", "publications", "products", "outputs"),
          ("projects_running", "presentations", "publications", "products")),
    Group("participation", Text("Deelname en casussen", "Participation and casuses"),
          ("activities", "activity_hours", "attendances", "unique_participants", "casuses"), ("attendances", "casuses")),
    Group("reach", Text("Bereik", "Reach"),
          ("audience", "followers", "newsletter_readers", "foreign_visits"), ("audience", "followers")),
    Group("network", Text("Netwerk en mensen", "Network and people"),
          ("partners", "municipalities_participating", "municipalities_reached", "staff", "fte", "students"), ("partners", "staff")),
    Group("money", Text("Geld", "Money"),
          ("grant_awarded", "grant_settled", "grant_spent", "cofinancing_rate", "national_share"), ("grant_awarded",)),
)  # fmt: skip
"""Participation and reach are never added, so they stand apart."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Of what a report is asked. region: code, or None for all."""

    year: int
    region: str | None = None
    as_of: AsOf = NOW
    policy: str = "internal"
    language: Language = "nl"


def annual(monitor: Monitor, asked: Asked, state: DataState, today: date, notes: Sequence[Note] = ()) -> Paper:
    """The report. notes: those that may be read under its policy. Raises Usage for an unknown region."""
    return _Annual(monitor, asked, state, today, notes).paper()


def year_remarks(notes: Iterable[Note], year: int, region: str | None, language: Language) -> Remarks:
    """The notes at the figures of a year and of the years beside it."""
    every = [id_ for group in GROUPS for id_ in group.indicators]
    return remarks(notes, region, range(year - EARLIER, year + 1), every, language)


class _Annual:
    def __init__(
        self, monitor: Monitor, asked: Asked, state: DataState, today: date, notes: Sequence[Note]
    ) -> None:  # fmt: skip
        self.monitor, self.asked, self.state, self.today = monitor, asked, state, today
        self.day = seen_from(asked.as_of, state, today)
        self.reader = PaperReader(monitor, asked.language, asked.policy, asked.as_of)
        self.regions = monitor.labels("region", asked.as_of)
        region = check_code("region", asked.region, self.regions, closed=True) if asked.region else None
        self.region = region
        self.where: dict[str, tuple[str, ...]] = {"region": (region,)} if region else {}
        self.years = range(asked.year - EARLIER, asked.year + 1)
        self.remarks = year_remarks(notes, asked.year, region, asked.language)

    def say(self, text: Text, **values: object) -> str:
        return self.reader.say(text, **values)

    def paper(self) -> Paper:
        sections = [
            *(section for group in GROUPS if (section := self.group(group)) is not None),
            *([] if self.region else [self.parts(BY_REGION)]),
            self.parts(BY_THEME),
            self.targets(),
            delivered(
                self.reader,
                self.monitor,
                self.asked.year,
                [self.region] if self.region else [*self.regions],
                self.asked.as_of,
            ),
            definitions(self.used(), self.asked.language),
        ]
        scope = self.regions[self.region].in_(self.asked.language) if self.region else self.say(NETWORK)
        banner = self.say(DEMO) if self.state.demo else ""
        title = self.say(TITLE, year=self.asked.year)
        told = about(self.state, self.asked.as_of, self.asked.policy, self.asked.language, self.link(), self.today)
        return Paper(title, scope, self.asked.language, banner, tuple(told), tuple(sections))

    def link(self) -> str:
        """The address, below that of the dashboard, that gives these figures again."""
        region = f"&region={self.region}" if self.region else ""
        stand = self.asked.as_of.text or str(self.state.entry)
        return f"/annual?period={self.asked.year}{region}&stand={stand}&policy={self.asked.policy}&lang={self.asked.language}"

    def _ask(self, indicator: Indicator, bys: Sequence[tuple[str, ...]], first: int) -> list[Answer]:
        selection = Selection.of(years(first, self.asked.year), self.where)
        return self.monitor.answers(indicator.id, bys, selection, self.asked.as_of, self.asked.policy)

    def group(self, group: Group) -> Section | None:
        """Every ready indicator of a group, year beside year."""
        rows, drawings, waiting, unfilled = [], [], set(), False
        for indicator in (INDICATORS[id_] for id_ in group.indicators):
            if indicator.planned:
                continue
            (answer,) = self._ask(indicator, [("year",)], self.years[0])
            missing = answer.total.missing
            found = {row.codes[0]: row.figure for row in answer.rows}
            cells = []
            for year in self.years:
                late = {region for region, when in missing if when == year}
                waiting |= late
                figure = found[str(year)]
                unfilled |= not figure.filled
                cells.append(self._cell(indicator, figure, complete=not late))
            rows.append((Cell(self.remarks.named(self._named(indicator), indicator.id)), *cells))
            if indicator.id in group.drawn:
                drawings.append(self._columns(indicator, cells, [found[str(y)] for y in self.years]))
        if not rows:
            return None
        title = self.say(BESIDE, group=self.say(group.name), first=self.years[0], last=self.years[-1])
        notes = [self.say(STILL if not self.region else STILL_OWN, mark=MARK, count=len(waiting))] if waiting else []
        if unfilled:
            notes.append(self.say(UNFILLED, mark=BLANK))
        if self.asked.year >= self.day.year:
            notes.append(self.say(NOT_OVER, year=self.asked.year))
        notes += self.remarks.lines(group.indicators)
        headings = (self.say(INDICATOR), *map(str, self.years))
        return Section(group.id, title, "", headings, tuple(rows), tuple(drawings), tuple(notes))

    def _cell(self, indicator: Indicator, figure: Value, *, complete: bool = True) -> Cell:
        return figure_cell(indicator, figure, self.asked.language, complete=complete)

    def _named(self, indicator: Indicator) -> str:
        return capital(indicator.label.in_(self.asked.language))

    def _columns(self, indicator: Indicator, cells: Sequence[Cell], figures: Sequence[Value]) -> Drawing:
        marks = tuple(
            mark_of(str(year), cell, figure) for year, cell, figure in zip(self.years, cells, figures, strict=True)
        )
        said = "; ".join(f"{mark.label}: {mark.words}" for mark in marks)
        name = self._named(indicator)
        return Drawing(name, "columns", marks, f"{name}. {said}.")

    def parts(self, division: Division) -> Section:
        """The year in parts, with the total that was counted and not summed."""
        asked = self.asked
        selection = Selection.of(years(asked.year, asked.year), self.where)
        return breakdown(self.reader, self.monitor, division, asked.year, selection, asked.policy, asked.as_of)

    def targets(self) -> Section:
        """What was planned for the year, beside what was counted."""
        asked = self.asked
        regions = self.where.get("region", ())
        found = targets_of_year(self.monitor, asked.year, self.day, regions, asked.as_of, asked.policy)
        return year_targets(self.reader, asked.year, self.day, found)

    def used(self) -> list[Indicator]:
        """The indicators of the report."""
        return [INDICATORS[id_] for group in GROUPS for id_ in group.indicators if not INDICATORS[id_].planned]
