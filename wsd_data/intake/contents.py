"""What the cells of an unknown column look like, and how well that fits a column of ours."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from wsd_data.intake.cells import Cell, as_text, means_unknown, plain
from wsd_data.intake.dates import parse_date, parse_span
from wsd_data.intake.known import Known
from wsd_data.intake.names import region_codes, split_names
from wsd_data.intake.numbers import parse_number
from wsd_data.intake.works import parse_doi, parse_flag, parse_isbn
from wsd_data.model.columns import Column
from wsd_data.model.periods import FIRST_YEAR, LAST_YEAR
from wsd_data.model.text import Text

SAMPLED = 120
_SEEN = 1_000
"""Characters of a cell that are looked at; what a longer text is about shows in its beginning."""
_LINK = re.compile(r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)+/\S*", re.ASCII)
_NAME = re.compile(r"[A-ZÀ-Þ][\w'’.-]+(?:[ ,]+[\w'’.-]+)*")

DATES = Text("inhoud lijkt op datums", "contents look like dates")
SPANS = Text("inhoud lijkt op looptijden", "contents look like ranges of time")
NUMBERS = Text("inhoud bestaat uit getallen", "contents are numbers")
DOIS = Text("inhoud bestaat uit DOI's", "contents are DOIs")
ISBNS = Text("inhoud bestaat uit ISBN's", "contents are ISBNs")
LINKS = Text("inhoud bestaat uit webadressen", "contents are web addresses")
FLAGS = Text("inhoud is ja of nee", "contents are yes or no")
CODES = Text("inhoud lijkt op codes", "contents look like codes")
PEOPLE = Text("inhoud lijkt op namen", "contents look like names")
TITLES = Text("inhoud lijkt op titels", "contents look like titles")
KNOWN = Text("inhoud staat in de lijst {list}", "contents are in the list {list}")
OTHER = Text("de inhoud past niet goed", "the contents do not fit well")

_LISTS = {
    "regions": Text("werkplaatsen", "werkplaatsen"), "lectoraten": Text("lectoraten", "lectoraten"),
    "themes": Text("thema's", "themes"), "municipalities": Text("gemeenten", "municipalities"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fit:
    """How well cells fit a column: from -1 (they cannot be meant) to 1, and why."""

    score: float
    reason: Text


class Contents:
    """A sample of the different cells of one column of the file; what it is asked is worked out once."""

    def __init__(self, cells: Sequence[Cell], known: Known, today: dt.date) -> None:
        # Counted before anything is looked at: a column of many rows mostly holds few different cells.
        counts = Counter(cells)
        counts = Counter({c: n for c, n in counts.items() if (text := as_text(c)).strip() and not means_unknown(text)})
        self.filled = counts.total()
        different = list(counts)
        self.distinct = len(different) / max(self.filled, 1)
        step = max(len(different) // SAMPLED, 1)
        self.sample = [c[:_SEEN] if isinstance(c, str) else c for c in different[::step][:SAMPLED]]
        self.texts = [as_text(cell) for cell in self.sample]
        self.length = sum(map(len, self.texts)) / max(len(self.texts), 1)
        self.known, self.today = known, today
        self._shares: dict[str, float] = {}

    def share(self, what: str, test: Callable[[Cell], bool]) -> float:
        if what not in self._shares:
            self._shares[what] = sum(map(test, self.sample)) / len(self.sample) if self.sample else 0.0
        return self._shares[what]

    def dates(self) -> float:
        return self.share("date", self._is_date)

    def _is_date(self, cell: Cell) -> bool:
        if isinstance(cell, dt.date):
            return True
        return not isinstance(cell, bool) and parse_date(cell, self.today)[0][0] is not None

    def years(self) -> float:
        return self.share("year", lambda c: isinstance(c, int | float) and FIRST_YEAR <= c <= LAST_YEAR and c == int(c))

    def spans(self) -> float:
        return self.share("span", self._is_span)

    def _is_span(self, cell: Cell) -> bool:
        if not isinstance(cell, str) or parse_date(cell, self.today)[0][0] is not None:
            return False
        return parse_span(cell, self.today)[0][0][0] is not None

    def numbers(self) -> float:
        return self.share("number", lambda c: not isinstance(c, dt.date) and parse_number(c)[0][0] is not None)

    def terms(self, column: Column) -> float:
        """The share of cells whose every name is known to the list of the column."""
        return self.share(f"list {column.codes.id if column.codes else column.kind}", lambda c: self._known(column, c))

    def _known(self, column: Column, cell: Cell) -> bool:
        text = as_text(cell)
        if column.codes is not None:
            return plain(text) in column.codes.by_spelling
        if column.kind == "regions":
            names = split_names(text, self.known.regions.codes)
            return bool(names) and all(region_codes(name, self.known) for name in names)
        lists = {"lectoraten": self.known.lectoraten, "themes": self.known.themes}
        listed = lists.get(column.kind, self.known.municipalities).codes
        names = [plain(name).removeprefix("gemeente ") for name in split_names(text, listed)]
        return bool(names) and all(name in listed for name in names)

    def fit(self, column: Column) -> Fit | None:
        """How well the cells fit a column of ours; None when they say nothing either way."""
        if not self.sample:
            return None
        kind = column.kind
        if kind == "date":
            share = self.dates()
            return Fit(0.7 * share, DATES) if share >= 0.6 else Fit(-1 if share < 0.2 else -0.4, OTHER)
        if kind == "span":
            if self.share("day", lambda c: isinstance(c, dt.date)) > 0.5:
                return Fit(-0.7, OTHER)
            share = max(self.spans(), self.dates() * 0.6)
            return Fit(0.7 * share, SPANS) if share >= 0.5 else Fit(-1, OTHER)
        if kind in ("number", "money"):
            if self.numbers() < 0.5 or self.dates() > 0.9 > self.years():
                return Fit(-1, OTHER)
            small = kind == "money" and self.years() > 0.9
            return Fit(-0.5, OTHER) if small else Fit(0.35 * self.numbers(), NUMBERS)
        if kind in ("doi", "isbn"):
            parse, reason = (parse_doi, DOIS) if kind == "doi" else (parse_isbn, ISBNS)
            share = self.share(kind, lambda c: parse(c)[0] is not None)
            return Fit(0.95 * share, reason) if share >= 0.3 else Fit(-1, OTHER)
        if kind == "flag":
            share = self.share(kind, lambda c: parse_flag(c)[0] is not None)
            return Fit(0.4 * share, FLAGS) if share >= 0.8 else Fit(-1, OTHER)
        if column.codes is not None or kind in _LISTS:
            share = self.terms(column)
            listed = column.codes.name if column.codes is not None else _LISTS[kind]
            if share >= 0.4:
                return Fit(0.85 * share, KNOWN.format(list=listed))
            return Fit(-0.6, OTHER) if self.numbers() > 0.8 or self.dates() > 0.8 or self.length > 60 else None
        return self._words(column)

    def _words(self, column: Column) -> Fit | None:
        plainly = max(self.numbers(), self.dates()) > 0.8
        if column.id == "link":
            share = self.share("link", lambda c: bool(_LINK.fullmatch(as_text(c).strip())))
            return Fit(0.6 * share, LINKS) if share >= 0.5 else Fit(-0.7, OTHER)
        if column.kind in ("code", "codes"):
            short = self.share("code", lambda c: len(as_text(c)) <= 40 and " " not in as_text(c).strip())
            digits = self.share("digit", lambda c: any(char.isdigit() for char in as_text(c)))
            if self.dates() > 0.8 and not self.numbers() > 0.8:
                return Fit(-1, OTHER)
            return Fit(0.45 * short * digits * self.distinct, CODES) if short > 0.8 else Fit(-0.5, OTHER)
        if plainly:
            return Fit(-0.8, OTHER)
        if column.kind == "authors" or column.id in ("speakers", "leader"):
            share = self.share("people", lambda c: bool(_NAME.match(as_text(c))) and ("," in as_text(c) or ";" in as_text(c)))  # fmt: skip
            return Fit(0.35 * share, PEOPLE) if share >= 0.5 else None
        if column.id in ("title", "activity"):
            return Fit(0.3 * self.distinct, TITLES) if self.length >= 15 and self.distinct > 0.5 else None
        return None
