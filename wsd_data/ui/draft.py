"""A mapping in the making: what somebody chose so far for the sheets of one file, begun with what is proposed.

Knows nothing of widgets and reads no file.
"""

from __future__ import annotations

from collections.abc import Mapping as Lookup
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from wsd_data.intake import Mapping, Proposal, SheetMapping, Source
from wsd_data.intake.labels import Label, Names, sheet_called
from wsd_data.intake.mapping import TERM_KINDS, Part
from wsd_data.intake.proposals import CONFIDENT, LIKELY, Guess, HeadingProposal, SheetProposal, ValueProposal
from wsd_data.model.columns import Column
from wsd_data.model.sheets import SHEETS
from wsd_data.model.text import fold

OFTEN = 5
"""So many cells of a sheet about persons must hold the same value before that is shown; a name stands there less often."""
NEAR = 0.6
"""A value this much like a term is a misspelt term, and no name."""

UNKNOWN = "onbekend"
UNUSED, FIXED, NOT_KNOWN, HEADING = "", "=", "?", "h"
"""What somebody picks for a column: nothing, a value for all rows, `onbekend`, or `h:` and a heading.

Of a date also a part: `year:`, `start:` or `end:` and a heading.
"""
Asked = tuple[str | None, int, int, tuple[tuple[str, tuple[str, ...]], ...]]


@dataclass
class SheetDraft:
    """One sheet. look: what is proposed for it as it is now; kind: sheet id, None to leave it out.

    sources: column id → where it comes from; drop: names of headings with data about persons that are let go.
    terms: column id → folded value → the value meant. looked_for: the choices that `look` goes with.
    fresh: nothing was chosen yet, so that what is proposed counts. near: columns to be shown first; they stay where they are.
    """

    look: SheetProposal
    kind: str | None = None
    heading_row: int = 1
    heading_lines: int = 1
    sources: dict[str, Source] = field(default_factory=dict)
    drop: set[str] = field(default_factory=set)
    terms: dict[str, dict[str, str]] = field(default_factory=dict)
    looked_for: Asked | None = None
    fresh: bool = True
    near: frozenset[str] = frozenset()

    @staticmethod
    def of(look: SheetProposal) -> SheetDraft:
        """As proposed, if a kind is likely enough."""
        likely = look.kind if look.kinds and look.kinds[0].confidence >= LIKELY else None
        made = SheetDraft(look, likely, look.heading_row or 1, look.heading_lines)
        made.looked_at(look)
        return made

    def begin(self, kind: str | None, heading_row: int) -> None:
        """Say what the sheet is and where its headings stand; what was chosen before goes."""
        other = heading_row != self.heading_row
        self.kind, self.heading_row, self.heading_lines = kind, heading_row, 1 if other else self.heading_lines
        self.sources, self.drop, self.terms, self.fresh = {}, set(), {}, True
        if kind is not None and not other and kind == self.look.kind and heading_row == self.look.heading_row:
            self.looked_at(self.look)

    def looked_at(self, look: SheetProposal) -> None:
        """Take over what was found for these choices; what is proposed counts where nothing was chosen yet."""
        self.look = look
        if self.fresh and self.kind is not None:
            for heading in look.headings if self.kind == look.kind else ():
                if heading.chosen and heading.chosen.confidence >= CONFIDENT and not heading.about_people:
                    self.sources[heading.chosen.value] = Source((heading.name,))
            self.near = self._nearest()
        self.fresh = False
        self.looked_for = self._asked()

    def _asked(self) -> Asked:
        return self.kind, self.heading_row, self.heading_lines, tuple(self._listed().items())

    @property
    def outdated(self) -> bool:
        """Whether what was looked at went with other choices: a kind, a row, or other headings for columns with a list."""
        return self.kind is not None and self.looked_for != self._asked()

    @property
    def name(self) -> str:
        return self.look.name

    @property
    def headings(self) -> Lookup[str, HeadingProposal]:
        """The columns of the file by their names."""
        return {heading.name: heading for heading in self.look.headings}

    @property
    def about_people(self) -> bool:
        return self.kind is not None and SHEETS[self.kind].about_people

    def columns(self) -> tuple[list[Column], list[Column]]:
        """The columns that matter now, required ones first, and the others."""
        if self.kind is None:
            return [], []
        every = sorted(SHEETS[self.kind].columns, key=lambda column: not column.required)
        return [c for c in every if c.id in self.near], [c for c in every if c.id not in self.near]

    def _nearest(self) -> frozenset[str]:
        if self.kind is None:
            return frozenset()
        guessed = {guess.value for heading in self.look.headings for guess in heading.guesses[:1]}
        needed = {column.id for column in SHEETS[self.kind].columns if column.required}
        return frozenset(needed | set(self.sources) | guessed)

    def guess(self, column: str) -> tuple[HeadingProposal, Guess] | None:
        """The heading that most likely is this column."""
        found = [(h, g) for h in self.look.headings for g in h.guesses if g.value == column]
        return max(found, key=lambda pair: pair[1].confidence, default=None)

    def sure(self, column: str) -> float | None:
        """How sure the heading chosen for a column is, None where there is none."""
        source = self.sources.get(column)
        heading = self.headings.get(source.headings[0]) if source and source.headings else None
        if heading is None:
            return None
        return next((guess.confidence for guess in heading.guesses if guess.value == column), 0.0)

    @property
    def missing(self) -> tuple[Column, ...]:
        """Required columns that come from nowhere yet."""
        if self.kind is None:
            return ()
        sheet = SHEETS[self.kind]
        there = {c for name, source in self.sources.items() if said(source) for c in (name, *sheet.by_id[name].fills)}
        return tuple(c for c in sheet.columns if c.required and c.id not in there)

    @property
    def left_out(self) -> tuple[HeadingProposal, ...]:
        """Headings that nothing comes from and that are not about persons."""
        used = {name for source in self.sources.values() for name in source.headings}
        left = (h for h in self.look.headings if h.name not in used and h.name not in self.drop)
        return tuple(h for h in left if h.personal is None)

    @property
    def personal(self) -> tuple[HeadingProposal, ...]:
        """Columns with something about persons in them."""
        return tuple(h for h in self.look.headings if h.personal is not None)

    def choose(self, column: str, source: Source | None) -> None:
        """Where a column comes from from now on, or that it is not used."""
        if source is None:
            self.sources.pop(column, None)
        else:
            self.sources[column] = source
            self.drop -= set(source.headings)
        if source is None or not source.headings:
            self.terms.pop(column, None)

    def let_go(self, heading: str, gone: bool) -> None:
        """Let a column with data about persons go, or not."""
        if not gone:
            self.drop.discard(heading)
            return
        self.drop.add(heading)
        for column, source in list(self.sources.items()):
            if heading in source.headings:
                rest = tuple(name for name in source.headings if name != heading)
                self.choose(column, replace(source, headings=rest, part=source.part if rest else "") if rest or source.fixed else None)  # fmt: skip

    def mean(self, column: str, value: str, meant: str) -> None:
        """What a value of a column means; nothing said takes it back."""
        terms = self.terms.setdefault(column, {})
        if meant:
            terms[fold(value)] = meant
        else:
            terms.pop(fold(value), None)
            if not terms:
                del self.terms[column]

    def _listed(self) -> dict[str, tuple[str, ...]]:
        if self.kind is None:
            return {}
        columns = SHEETS[self.kind].by_id
        return {c: s.headings for c, s in self.sources.items() if columns[c].kind in TERM_KINDS and s.headings}

    def values(self, public: bool = False) -> tuple[list[ValueProposal], int]:
        """The unknown values of the columns as they are chosen now, and how many cannot be shown.

        On a sheet about persons a value may be a name; then only what stands there often or is nearly a term is
        shown, and nothing at all where the display is as public.
        """
        headings, listed = self.headings, self._listed()
        told, hidden = [], 0
        for value in self.look.values:
            heading = headings.get(value.heading)
            if heading is None or value.heading not in listed.get(value.column, ()):
                continue
            near = bool(value.guesses) and value.guesses[0].confidence >= NEAR
            # A heading that names persons or addresses shows no values, but may still hold municipalities.
            secret = heading.filled > 0 and not heading.samples
            doubtful = (self.about_people or secret) and not (near or value.count >= OFTEN)
            if heading.personal is not None or doubtful or (self.about_people and public):
                hidden += 1
            else:
                told.append(value)
        return told, hidden

    def samples(self, heading: HeadingProposal) -> tuple[str, ...]:
        """What may be shown of a column of the file."""
        return () if self.about_people or heading.personal is not None else heading.samples

    def mapping(self) -> SheetMapping:
        if self.kind is None:
            return SheetMapping()
        order = [column.id for column in SHEETS[self.kind].columns]
        kept = ((name, said(self.sources[name])) for name in order if name in self.sources)
        columns = {name: source for name, source in kept if source is not None}
        terms = {name: dict(said) for name, said in self.terms.items() if name in columns}
        skip = tuple(heading.name for heading in self.left_out)
        drop = tuple(h.name for h in self.look.headings if h.name in self.drop)
        return SheetMapping(self.kind, self.heading_row, self.heading_lines, columns, skip, drop, terms)

    def given(self) -> SheetMapping:
        """What is chosen already, for looking again."""
        return SheetMapping(self.kind, self.heading_row, self.heading_lines, dict(self.sources))

    def take_over(self, mapped: SheetMapping) -> None:
        """Take the choices of a mapping that was made for a sheet like this one; headings that are not here are passed over."""
        names = Names([Label(nth, h.text, h.name, h.letter) for nth, h in enumerate(self.look.headings)])

        def here(wanted: Sequence[str]) -> tuple[str, ...]:
            places = (names.position(name) for name in wanted)
            return tuple(self.look.headings[place].name for place in places if place is not None)

        self.kind, self.heading_row = mapped.kind, mapped.heading_row or self.heading_row
        self.heading_lines = mapped.heading_lines
        self.sources = {}
        for column, source in mapped.columns.items():
            found = here(source.headings)
            if found or source.fixed is not None:
                self.sources[column] = Source(found, source.fixed, source.part)
        self.drop = set(here(mapped.drop))
        self.terms = {column: dict(terms) for column, terms in mapped.terms.items()}
        self.fresh, self.looked_for, self.near = False, None, self._nearest()


def said(source: Source) -> Source | None:
    """A source without a value for all rows that was never given; None when nothing is left."""
    fixed = source.fixed.strip() if source.fixed is not None else None
    return replace(source, fixed=fixed or None) if source.headings or fixed else None


def picked(source: Source | None) -> tuple[str, str]:
    """What was picked for a column first, and for the rows where that is blank."""
    if source is None:
        return UNUSED, UNUSED
    picks = [f"{source.part or HEADING}:{name}" for name in source.headings]
    if source.fixed is not None:
        picks.append(NOT_KNOWN if source.fixed == UNKNOWN else FIXED)
    return (*picks, UNUSED, UNUSED)[0], (*picks, UNUSED, UNUSED)[1]


def source_of(first: str, then: str = UNUSED, before: Source | None = None) -> Source | None:
    """The source that was picked. before: the one until now, whose value for all rows may stay."""
    if first == UNUSED:
        return None
    fixed = before.fixed if before and before.fixed not in (None, UNKNOWN) else ""
    values = {FIXED: fixed, NOT_KNOWN: UNKNOWN}
    if first in values:
        return Source(fixed=values[first])
    kind, _, name = first.partition(":")
    if kind in ("year", "start", "end"):
        part: Part = "year" if kind == "year" else "start" if kind == "start" else "end"
        return Source((name,), part=part)
    if then in values:
        return Source((name,), values[then])
    other = then.partition(":")[2]
    return Source(tuple(dict.fromkeys(filter(None, (name, other)))))


@dataclass
class Draft:
    """A whole file. sheets: by name, those that tell about the delivery left out; current: the one on the screen."""

    sheets: dict[str, SheetDraft]
    current: str = ""

    @staticmethod
    def of(proposal: Proposal, mapping: Mapping | None = None) -> Draft:
        """As proposed, or as a mapping says that was made for a file like this."""
        sheets = {s.name: SheetDraft.of(s) for s in proposal.sheets if not s.explanation}
        made = Draft(sheets)
        if mapping is not None:
            made.take_over(mapping)
        filled = [s for s in made.sheets.values() if s.look.headings]
        first = [s for s in filled if s.kind] or filled or list(made.sheets.values())
        made.current = first[0].name if first else ""
        return made

    def take_over(self, mapping: Mapping) -> int:
        """Take the choices of a mapping; how many sheets it says something about."""
        every = list(self.sheets)
        count = 0
        for name, sheet in self.sheets.items():
            called = sheet_called(name, mapping.sheets, every)
            if called is None:
                continue
            count += 1
            sheet.take_over(mapping.sheets[called])
        return count

    def mapping(self) -> Mapping:
        """What was chosen, in the form that is kept. Raises Refused that says what is wrong with it."""
        made = Mapping({name: sheet.mapping() for name, sheet in self.sheets.items()})
        return Mapping.from_json(made.as_json())
