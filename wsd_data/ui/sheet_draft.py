"""The question what stands where on one sheet: its kind, its headings, its columns and its values.

Begins with what is proposed, holds what somebody chose so far, knows what is still to be answered and which cells may
be shown to ask it. Knows nothing of widgets and reads no file.
"""

from __future__ import annotations

from collections.abc import Mapping as Lookup
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from wsd_data.intake import SheetMapping, Source
from wsd_data.intake.labels import Label, Names
from wsd_data.intake.mapping import TERM_KINDS
from wsd_data.intake.proposals import CONFIDENT, LIKELY, Guess, HeadingProposal, SheetProposal, ValueProposal
from wsd_data.model.columns import Column
from wsd_data.model.sheets import SHEETS
from wsd_data.model.text import fold
from wsd_data.ui.picks import said

OFTEN = 5
"""So many cells of a sheet about persons must hold the same value before that is shown; a name stands there less often."""
NEAR = 0.6
"""A value this much like a term is a misspelt term, and no name."""

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
    def unanswered(self) -> tuple[Column, ...]:
        """What must be chosen before the sheet can be read: what is missing, where there are rows at all."""
        return self.missing if self.look.rows else ()

    def blank(self, column: Column) -> int:
        """How many rows lack a required column, where something may be taken instead."""
        source = self.sources.get(column.id)
        if source is None or not source.headings or source.part or not column.required:
            return 0
        heading = self.headings.get(source.headings[0])
        return max(self.look.rows - len(self.look.skipped) - heading.filled, 0) if heading else 0

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

    def fill(self, column: str, value: str) -> None:
        """The value for all rows of a column, or for those where its headings are blank."""
        source = self.sources.get(column)
        if source is not None:
            self.choose(column, replace(source, fixed=value))

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

    def meant(self, value: ValueProposal) -> str:
        """What an unknown value was said to mean; empty where nothing was."""
        return self.terms.get(value.column, {}).get(fold(value.value), "")

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
