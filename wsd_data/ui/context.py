"""One view on one state of the data: what every block of a page asks its figures of.

The selection, its words, and figures that passed the gate. Knows nothing of Streamlit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from wsd_data.figures import Answer, Monitor, Selection, Total, Value
from wsd_data.figures.passport import Passport
from wsd_data.figures.records import Records
from wsd_data.language import format_date, format_number, format_period
from wsd_data.model.dimensions import DIMENSIONS, SPECIAL
from wsd_data.model.indicators import INDICATORS, Indicator
from wsd_data.model.periods import Period, years
from wsd_data.model.text import Language, Text
from wsd_data.store.fold import NOW, AsOf
from wsd_data.ui.address import FILTERS, View
from wsd_data.ui.comparison import Shown, period_before
from wsd_data.ui.shelf import Shelf
from wsd_data.ui.texts import AFTER_ENTRY, ALL, DEMO_PLAIN, NOT_FOR_PUBLICATION, ON_DAY, SOURCE, SOURCE_THEN
from wsd_data.ui.wording import figure_text

NOT_PERMITTED = Value(None, None, None, "not_applicable", "not_permitted")
By = tuple[str, ...]
Labels = Mapping[str, Mapping[str, Text]]


@dataclass(frozen=True, slots=True)
class Context:
    """version: last entry of history. known_years: the years the data are about. labels: names per code, in fixed order.

    monitor: answers as known at the state that the view asks for; shelf: what was made of that state.
    entry: the last entry known there, where that is not the last one of history.
    subject: what files are named after, where that is not the period of the view.
    A context lives as long as one run of a page, and remembers what its blocks asked.
    """

    view: View
    version: int
    known_years: range
    labels: Labels = field(compare=False)
    monitor: Monitor = field(compare=False, repr=False)
    shelf: Shelf = field(compare=False, repr=False)
    today: date
    demo: bool = False
    entry: int | None = None
    subject: str = ""
    _answers: dict[tuple[object, ...], Answer] = field(default_factory=dict, init=False, compare=False, repr=False)
    _years: dict[str, dict[int, Shown]] = field(default_factory=dict, init=False, compare=False, repr=False)

    @property
    def language(self) -> Language:
        return self.view.language

    @property
    def public(self) -> bool:
        return self.view.policy == "public"

    @property
    def key(self) -> tuple[object, ...]:
        """All a block depends on, to remember it by."""
        return (self.version, self.view, self.known_years, self.today, self.demo)

    @property
    def whole_key(self) -> tuple[object, ...]:
        """What is left of `key` for what does not depend on the selection: the state of the data, the policy and the day."""
        return (self.version, self.view.stand, self.view.policy, self.today)

    @property
    def year(self) -> int:
        """The one year that a page about one year is about: the last one of the chosen period."""
        return self.view.period.end.year

    @property
    def one_scope(self) -> tuple[bool, str | None]:
        """Whether the view is about one werkplaats or about all of them, and which one."""
        codes = self.view.codes("region")
        return not self.view.without("region") and len(codes) <= 1, codes[0] if codes else None

    @property
    def last_known(self) -> int:
        """The last entry known at the state of the view."""
        return self.version if self.entry is None else self.entry

    @property
    def lasting_stand(self) -> AsOf:
        """The state of the view, under which its figures stand later on too."""
        return AsOf(entry=self.last_known) if self.view.stand == NOW else self.view.stand

    def say(self, text: Text, **values: object) -> str:
        return (text.format(**values) if values else text).in_(self.language)

    def number(self, value: float) -> str:
        """A number without decimals."""
        return format_number(value, 0, self.language)

    def name(self, dimension: str, code: str) -> str:
        label = self.names(dimension).get(code) or SPECIAL.get(code)
        return label.in_(self.language) if label else code

    def names(self, dimension: str) -> Mapping[str, Text]:
        """Code → name of any dimension, in its fixed order."""
        if dimension in self.labels:
            return self.labels[dimension]
        return self.shelf.get(("names", self.version, dimension), lambda: self.monitor.labels(dimension))

    def state(self) -> tuple[tuple[str, str], ...]:
        """The state of the data, for the columns of a file."""
        stand = self.view.stand.text
        return (("delivery", str(self.last_known)), *((("stand", stand),) if stand else ()))

    def caution(self, people: bool) -> tuple[tuple[str, str], ...]:
        """That figures of people are no publication, and examples no data, for the columns of a file."""
        publication = (("publication", self.say(NOT_FOR_PUBLICATION)),) if people else ()
        return (*publication, *((("source", self.say(DEMO_PLAIN)),) if self.demo else ()))

    def about(self, *first: tuple[str, str], people: bool = False) -> tuple[tuple[str, str], ...]:
        """What holds for every line of a file: `first`, policy, state of the data, caution."""
        return (*first, ("policy", self.view.policy), *self.state(), *self.caution(people))

    def file_stem(self, id_: str) -> str:
        """The name of a file of what is shown, without its ending: two states never have one name."""
        stand = self.view.stand.text
        return f"wsd-{id_}-{self.subject or self.view.period.text}" + (f"-stand-{stand}" if stand else "")

    def moment(self) -> str:
        """When the figures were known, in words; "" for now."""
        stand = self.view.stand
        if stand.day is not None:
            return self.say(ON_DAY, day=format_date(stand.day, self.language))
        return self.say(AFTER_ENTRY, id=stand.entry) if stand.entry is not None else ""

    def source(self) -> str:
        """Where the figures are from, and of which state."""
        moment = self.moment()
        return self.say(SOURCE_THEN, moment=moment) if moment else self.say(SOURCE, version=self.version)

    def period_words(self) -> str:
        return format_period(self.view.period, self.language)

    def selection_words(self, *besides: str) -> str:
        """The chosen codes in words, but for the dimensions named; "alle werkplaatsen" where none is chosen."""
        parts = []
        for dimension in FILTERS:
            codes = self.view.codes(dimension)
            if dimension in besides or not (codes or dimension in ALL):
                continue
            names = [self.name(dimension, code) for code in codes]
            words = listed(names, self.language) if names else self.say(ALL[dimension])
            declared = DIMENSIONS[dimension]
            noun = "" if dimension in ALL else self.say(declared.name if len(codes) == 1 else declared.plural) + " "
            parts.append(noun + words)
        return ", ".join(parts)

    def barred(self, indicator: str, *besides: str) -> tuple[str, ...]:
        """The chosen dimensions that say nothing about an indicator, so that it has no figure under this view."""
        permitted = INDICATORS[indicator].dimensions
        return tuple(d for d, _ in self.view.without(*besides) if d not in permitted)

    def words(self, indicator: Indicator, figure: Value) -> str:
        return figure_text(figure, indicator, self.language)

    def ask(
        self, indicator: str, bys: Sequence[By], period: Period | None, *, every: Sequence[str] = ()
    ) -> tuple[Answer, ...]:
        """Answers for the view's selection in a period; `every`: dimensions whose selection does not apply.

        One query for what was not asked before. The policy is that of the view. An indicator that the selection says
        nothing about gives answers without rows and a total of not applicable (`not_permitted`).
        """
        selection = Selection.of(period, dict(self.view.without(*every)))
        if self.barred(indicator, *every):
            total = Total((), NOT_PERMITTED)
            return tuple(Answer(INDICATORS[indicator], by, selection, None, self.view.policy, (), total) for by in bys)
        new = [by for by in dict.fromkeys(bys) if (indicator, by, selection) not in self._answers]
        if new:
            for by, answer in zip(
                new, self.monitor.answers(indicator, new, selection, policy=self.view.policy), strict=True
            ):
                self._answers[indicator, by, selection] = answer
        return tuple(self._answers[indicator, by, selection] for by in bys)

    def records(
        self, kind: str, *, search: str = "", sort: str = "", offset: int = 0, limit: int = 50, all_years: bool = False
    ) -> Records:
        """A page of rows of one kind under the view and its policy."""
        selection = Selection.of(None if all_years else self.view.period, dict(self.view.where))
        return self.monitor.records(
            kind, selection, self.view.policy, search=search, sort=sort, offset=offset, limit=limit
        )

    def passport(self, indicator: str, selection: Selection, offset: int = 0, limit: int = 25) -> Passport:
        """The passport of a figure under the policy of the view."""
        return self.monitor.passport(indicator, selection, NOW, self.view.policy, offset, limit)

    def per_year(self, indicator: str, asked: range | None = None) -> dict[int, Shown]:
        """The figure of every known year, or of the years asked."""
        if asked is not None and not set(asked) <= set(self.known_years):
            return self._per_year(indicator, asked)
        if indicator not in self._years:
            self._years[indicator] = self._per_year(indicator, self.known_years)
        return self._years[indicator]

    def _per_year(self, indicator: str, those: range) -> dict[int, Shown]:
        (answer,) = self.ask(indicator, [("year",)], years(those[0], those[-1]))
        if answer.total.figure == NOT_PERMITTED:
            return {year: self._shown(NOT_PERMITTED, years(year, year), ()) for year in those}
        missing = answer.total.missing
        found = {int(row.codes[0]): row.figure for row in answer.rows if row.codes[0].isdigit()}
        return {
            year: self._shown(found[year], years(year, year), (region for region, when in missing if when == year))
            for year in those
            if year in found
        }

    def shown(self, indicator: str, period: Period) -> Shown:
        """The figure of a period. A whole known year comes from the figures per year, that every page asks anyway."""
        if len(period.years) == 1 and period.text == str(period.start.year) and period.start.year in self.known_years:
            found = self.per_year(indicator).get(period.start.year)
            if found is not None:
                return found
        (answer,) = self.ask(indicator, [()], period)
        return self._shown(answer.total.figure, period, (region for region, _ in answer.total.missing))

    def _shown(self, figure: Value, period: Period, missing: Iterable[str]) -> Shown:
        return Shown(figure, period, tuple(dict.fromkeys(missing)), self.over(period))

    def over(self, period: Period) -> bool:
        """Whether the last day of the period has passed."""
        return period.end < self.today

    def before(self, indicator: str, period: Period) -> Shown | None:
        """The figure of the period before, or None where there is none to know."""
        earlier = period_before(period)
        if earlier is None or earlier.start.year < self.known_years[0]:
            return None
        return self.shown(indicator, earlier)

    @staticmethod
    def indicator(id_: str) -> Indicator:
        return INDICATORS[id_]


def listed(names: Sequence[str], language: Language) -> str:
    """Names in one phrase: `Twente en Regio Zwolle`; more than four are counted."""
    joint = " en " if language == "nl" else " and "
    if len(names) > 4:
        rest = len(names) - 3
        return ", ".join(names[:3]) + joint + (f"{rest} andere" if language == "nl" else f"{rest} others")
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + joint + names[-1]
