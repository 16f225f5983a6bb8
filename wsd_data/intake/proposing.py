"""A file that nobody knows, looked at inside the child process: what each sheet, heading and value may mean.

Proposes and changes nothing. The reader may fail in any way on a hostile file; each failure becomes a finding.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from wsd_data.intake.applying import mapped_headings
from wsd_data.intake.books import Book, Page, open_book
from wsd_data.intake.cells import Cell, address, as_text, plain
from wsd_data.intake.contents import Contents
from wsd_data.intake.explanation import is_explanation, is_list
from wsd_data.intake.findings import Findings
from wsd_data.intake.grid import Grid, data_rows
from wsd_data.intake.headings import scaled
from wsd_data.intake.known import Known
from wsd_data.intake.labels import Label, Names, labels, timeless
from wsd_data.intake.likeness import ColumnNames, alike, nearest
from wsd_data.intake.limits import Limits
from wsd_data.intake.locating import WIDEST, Located, locate
from wsd_data.intake.mapping import TERM_KINDS, SheetMapping, Source
from wsd_data.intake.mapping import Mapping as FileMapping
from wsd_data.intake.messages import file_finding
from wsd_data.intake.ours import is_ours, may_be_ours
from wsd_data.intake.people import shown
from wsd_data.intake.personal import PersonalColumn, personal_column
from wsd_data.intake.proposals import (
    DOUBTFUL,
    Guess,
    HeadingProposal,
    Proposal,
    SheetProposal,
    ValueProposal,
    save_proposal,
)
from wsd_data.intake.unknowns import choices, unknown_values
from wsd_data.intake.workbook import said_or_read, sheet_kinds
from wsd_data.model.clock import today
from wsd_data.model.columns import Column, Sheet
from wsd_data.model.sheets import SHEETS
from wsd_data.model.text import Text

__all__ = ["propose_workbook", "save_proposal"]

MOST_VALUES = 500
MOST_NEAREST = 200
_LEAST = 0.35
_COUNTED = 0.6
_SCALED = 0.5
"""So sure at most of a heading that says "x 1.000": such numbers are not to be taken unasked."""
_UNLIKELY = 0.1
_LISTED = 10
_SAMPLES = 3
_ALTERNATIVES = 4

_BY_NAME = Text("het blad heet “{name}”", "the sheet is called “{name}”")
_GIVEN = Text("zelf gekozen", "chosen by hand")
_BY_HEADINGS = Text(
    "{found} van de {all} koppen passen, {required} van de {needed} verplichte kolommen gevonden",
    "{found} of the {all} headings fit, {required} of the {needed} required columns found",
)
_DOUBLED = Text(
    "De kop “{heading}” staat er meer dan een keer: in {letters}. Welke telt, of tellen ze allemaal?",
    "The heading “{heading}” is there more than once: in {letters}. Which one counts, or do they all?",
)
_BOTH = Text(
    "Zowel “{one}” als “{other}” kan {column} zijn. Klopt de keuze voor “{one}”?",
    "Both “{one}” and “{other}” may be {column}. Is the choice of “{one}” right?",
)
_NAMELESS = Text(
    "Kolom {letter} heeft geen kop, maar wel gevulde cellen. Hoort zij erbij?",
    "Column {letter} has no heading, but has filled cells. Does it belong here?",
)
_IN_THOUSANDS = Text(
    "de kop zegt dat de getallen duizenden zijn; zij worden gelezen zoals ze er staan",
    "the heading says that the numbers are thousands; they are read as they stand",
)
_TOO_WIDE = Text(
    "Het blad heeft {count} kolommen meer dan de eerste {most}; die zijn niet bekeken. Klopt het blad?",
    "The sheet has {count} columns beyond the first {most}; those were not looked at. Is the sheet right?",
)
_LOST = Text(
    "Cellen met een Excel-fout of een formule die nooit is uitgerekend: {count} ({cells}). Kunnen die verbeterd worden?",
    "Cells with an Excel error or a formula that was never calculated: {count} ({cells}). Can those be corrected?",
)
_NO_ROW = Text(
    "Er is geen rij gevonden die op kolomkoppen lijkt. In welke rij staan ze?",
    "No row was found that looks like column headings. In which row are they?",
)


def propose_workbook(path: Path, known: Known, limits: Limits, given: FileMapping | None = None) -> Proposal:
    """What a file that `container.examine` let through may hold. Never raises on its content but MemoryError.

    given: kinds, heading rows and perhaps columns of sheets that somebody chose already; the rest goes with them.
    """
    empty = Proposal(path.name)
    return said_or_read(lambda: _File(open_book(path, limits), path.stem, known, given).proposal(empty), empty)


class _File:
    def __init__(self, book: Book, stem: str, known: Known, given: FileMapping | None) -> None:
        self.book, self.stem, self.known = book, stem, known
        self.given = given.sheets if given is not None else {}
        self.today = today()
        self.names = {sheet.id: ColumnNames(sheet) for sheet in SHEETS.values()}

    def proposal(self, empty: Proposal) -> Proposal:
        findings = (file_finding("encoding"),) if self.book.guessed else ()
        sheets = tuple(self._page(page) for page in self.book.pages)
        return replace(empty, format=self.book.format, sheets=sheets, findings=findings)

    def _page(self, page: Page) -> SheetProposal:
        made = SheetProposal(page.name, page.hidden)
        if page.name not in self.given and (is_explanation(page.name) or is_list(page.name)):
            return replace(made, explanation=True)
        grid = self.book.grid(page.name, seen=True)
        if may_be_ours(page.name) and is_ours(grid):
            return replace(made, explanation=True)
        if not any(cell != "" for row in grid.rows for cell in row):
            return replace(made, questions=_errors(grid))
        return _Looking(grid, made, self._hints(page.name), self).proposed(self.given.get(page.name))

    def _hints(self, name: str) -> str:
        """Words outside the table that may tell what it holds: the name of the sheet, and the only sheet's file."""
        return f"{name} {self.stem}" if len(self.book.pages) == 1 else name


@dataclass(frozen=True, slots=True)
class _Pair:
    sure: float
    reason: Text
    position: int
    column: Column


class _Looking:
    """One sheet: its headings, what they may mean for each kind of sheet, and which kind fits best."""

    def __init__(self, grid: Grid, made: SheetProposal, hints: str, file: _File) -> None:
        self.grid, self.made, self.hints, self.file = grid, made, hints, file
        self.columns: list[tuple[Cell, ...]] = []

    def proposed(self, given: SheetMapping | None) -> SheetProposal:
        grid = self.grid
        shown_rows = tuple(row for row in grid.hidden if row <= grid.number(len(grid.rows) - 1))
        made = replace(self.made, hidden_rows=shown_rows)
        found = _row_given(grid, given) or locate(grid)
        if found is None:
            return replace(
                made, questions=(*_errors(grid), _NO_ROW), rows=sum(any(c != "" for c in row) for row in grid.rows)
            )
        every = labels(grid, found.index, found.lines)
        self.labels = every[:WIDEST]
        self.left = len(every) - len(self.labels)
        below = grid.rows[found.index + 1 :]
        self.columns = list(zip(*below, strict=True)) if below else [()] * len(grid.rows[found.index])
        self.contents = {
            label.position: Contents(self.columns[label.position], self.file.known, self.file.today)
            for label in self.labels
        }
        self.titles = " ".join(as_text(c) for row in grid.rows[: max(found.index - found.lines + 1, 0)] for c in row)
        # A sheet that bears the name of a kind, or was given one, is not looked at as any other.
        said = SHEETS.get(given.kind) if given is not None and given.kind is not None else None
        said = said or sheet_kinds().get(plain(self.made.name))
        pairs = {sheet.id: self._pairs(sheet) for sheet in ([said] if said else SHEETS.values())}
        chosen = {sheet: _chosen(found) for sheet, found in pairs.items()}
        picked = self._given(said, given) if said is not None and given is not None and given.columns else []
        if said is not None and picked:
            chosen[said.id] = _one_each(picked)
        kinds = self._kinds(chosen, said, given is not None and given.kind is not None)
        kind = kinds[0].value if kinds and kinds[0].confidence >= DOUBTFUL else None
        made = replace(
            made,
            kinds=kinds,
            heading_row=grid.number(found.index),
            heading_lines=found.lines,
        )
        if kind is None:
            headings = tuple(self._heading(label, (), {}) for label in self.labels)
            return replace(made, headings=headings, rows=len(below), questions=self._questions((), {}))
        sheet, mine = SHEETS[kind], chosen[kind]
        made = replace(
            made,
            headings=tuple(self._heading(label, pairs[kind], mine) for label in self.labels),
            missing=_missing(sheet, mine),
            values=self._values(picked or list(mine.values())),
            questions=self._questions(pairs[kind], mine),
        )
        rows, skipped = self._rows(made, sheet)
        return replace(made, rows=rows, skipped=skipped)

    def _pairs(self, sheet: Sheet) -> list[_Pair]:
        """Every heading with every column it may mean, surest first."""
        names = self.file.names[sheet.id]
        made = []
        for label in self.labels:
            contents = self.contents[label.position]
            for column in sheet.columns:
                sure, reason = names.guess(label.text, column) if label.text else (0.0, Text("", ""))
                fit = contents.fit(column)
                if fit is not None and fit.score < 0:
                    # A heading that says it plainly is believed, so that its cells are looked at one by one.
                    sure *= 1 + fit.score * (0.15 if sure >= 0.99 else 0.6)
                elif fit is not None:
                    if sure < _LEAST:
                        reason = fit.reason
                    sure = max(sure + (1 - sure) * fit.score * 0.4, fit.score * 0.85) if sure else fit.score * 0.85
                if column.kind in ("number", "money") and scaled(label.text):
                    sure, reason = min(sure, _SCALED), _IN_THOUSANDS
                if sure >= _LEAST:
                    made.append(_Pair(round(min(sure, 1.0), 2), reason, label.position, column))
        order = {column.id: nth for nth, column in enumerate(sheet.columns)}
        return sorted(made, key=lambda p: (-p.sure, not p.column.required, order[p.column.id], p.position))

    def _given(self, sheet: Sheet, given: SheetMapping) -> list[_Pair]:
        """The headings that somebody chose already; one heading may serve several columns."""
        names = Names(self.labels)
        places = [(sheet.by_id[c], names.position(h)) for c, source in given.columns.items() for h in source.headings]
        return [_Pair(1.0, _GIVEN, position, column) for column, position in places if position is not None]

    def _kinds(self, chosen: Mapping[str, Mapping[int, _Pair]], said: Sheet | None, given: bool) -> tuple[Guess, ...]:
        owners = Counter(column.id for sheet in SHEETS.values() for column in sheet.columns)
        guesses = []
        for sheet in (SHEETS[name] for name in chosen):
            pairs = [p for p in chosen[sheet.id].values() if p.sure >= _COUNTED]
            # A werkplaats or theme is often said elsewhere, so it tells little of what the rows are.
            needed = [c for c in sheet.columns if c.required and c.kind not in ("regions", "themes")]
            sources = {c for p in pairs for c in (p.column.id, *p.column.fills)}
            required = sum(c.id in sources for c in needed)
            share = sum(p.sure for p in pairs) / max(len(self.labels), 1)
            own = sum(p.sure / owners[p.column.id] for p in pairs)
            sure = 0.4 * required / len(needed) + 0.3 * min(share, 1.0) + 0.3 * min(own / 1.5, 1.0)
            reason = _BY_HEADINGS.format(
                found=len(pairs), all=len(self.labels), required=required, needed=len(needed)
            )  # fmt: skip
            told = max(0.0, *(self._told(name) for name in sheet.spellings()))
            if said is sheet:
                sure = 1.0 if given else 0.9 + 0.1 * min(sure, 1.0)
                reason = _GIVEN if given else _BY_NAME.format(name=self.made.name)
            elif told and pairs:
                sure += (1 - sure) * told
            guesses.append(Guess(sheet.id, round(min(sure, 1.0 if said else 0.99), 2), reason, sheet.name.nl))
        likely = [guess for guess in guesses if guess.confidence >= _UNLIKELY]
        return tuple(sorted(likely, key=lambda guess: -guess.confidence))[:_ALTERNATIVES]

    def _told(self, name: str) -> float:
        """How far words around the table name a kind of sheet."""
        best = max(alike(timeless(self.hints).replace("#", ""), name), 0.0)
        if best >= 0.9:
            return 0.6
        if plain(name) in _tokens(self.hints):
            return 0.5
        return 0.3 if plain(name) in _tokens(self.titles) else 0.0

    def _heading(self, label: Label, pairs: Sequence[_Pair], chosen: Mapping[int, _Pair]) -> HeadingProposal:
        mine = [
            Guess(p.column.id, p.sure, p.reason, p.column.heading.nl) for p in pairs if p.position == label.position
        ]
        pair = chosen.get(label.position)
        cells = self.columns[label.position]
        personal = self._personal(label, pair, cells)
        keyed = pair is not None and pair.column.kind == "person_key"
        secret = personal is not None or keyed or personal_column(label.text, None, cells) is not None
        filled = (shown(cell) for cell in dict.fromkeys(cells) if as_text(cell).strip())
        samples = () if secret else tuple(islice(filled, _SAMPLES))
        picked = next((guess for guess in mine if pair is not None and guess.value == pair.column.id), None)
        ordered = ([picked] if picked else []) + [guess for guess in mine if guess is not picked]
        return HeadingProposal(
            label.name, label.text, label.letter, self.contents[label.position].filled, samples,
            personal.what if personal else None, tuple(ordered[:_ALTERNATIVES]), picked,
            len(personal.rows) if personal else 0,
        )  # fmt: skip

    def _personal(self, label: Label, pair: _Pair | None, cells: Sequence[Cell]) -> PersonalColumn | None:
        """What a column holds about persons, judged as the column it is proposed for."""
        column = pair.column if pair is not None and pair.sure >= _COUNTED else None
        return personal_column(label.text, column, cells)

    def _rows(self, made: SheetProposal, sheet: Sheet) -> tuple[int, tuple[tuple[int, Text], ...]]:
        columns = {h.chosen.value: Source((h.name,)) for h in made.headings if h.chosen}
        if not columns:
            return 0, ()
        mapped = SheetMapping(sheet.id, made.heading_row, made.heading_lines, columns)
        headings = mapped_headings(self.grid, sheet, mapped, Findings(self.grid.name, 0))
        if headings is None:
            return 0, ()
        found = data_rows(self.grid, headings, sheet)
        return len(found.rows) + len(found.skipped), tuple(found.skipped)

    def _values(self, chosen: Sequence[_Pair]) -> tuple[ValueProposal, ...]:
        """The values of vocabulary columns that are not known, most frequent first."""
        found: list[tuple[int, Column, str, str]] = []
        text_of = {label.position: label.name for label in self.labels}
        for pair in chosen:
            if pair.column.kind in TERM_KINDS and pair.column.kind != "flag" and pair.sure >= _COUNTED:
                counts = unknown_values(pair.column, self.columns[pair.position], self.file.known)
                found += [(n, pair.column, text_of[pair.position], value) for value, n in counts.items()]
        found.sort(key=lambda f: (-f[0], f[1].id, f[3]))
        lists: dict[str, Mapping[str, tuple[str, str]]] = {}
        made = []
        for nth, (count, column, heading, value) in enumerate(found[:MOST_VALUES]):
            if column.id not in lists:
                lists[column.id] = choices(column, self.file.known)
            near = nearest(value, lists[column.id]) if nth < MOST_NEAREST else ()
            made.append(ValueProposal(column.id, heading, value, count, near))
        return tuple(made)

    def _questions(self, pairs: Sequence[_Pair], chosen: Mapping[int, _Pair]) -> tuple[Text, ...]:
        made: list[Text] = [*_errors(self.grid)]
        if self.left:
            made.append(_TOO_WIDE.format(count=self.left, most=WIDEST))
        places: dict[str, list[Label]] = {}
        for label in self.labels:
            if label.text:
                places.setdefault(plain(label.text), []).append(label)
            else:
                made.append(_NAMELESS.format(letter=label.letter))
        for same in places.values():
            if len(same) > 1:
                listed = ", ".join(label.letter for label in same)
                made.append(_DOUBLED.format(heading=shown(same[0].text), letters=listed))
        names = {label.position: label for label in self.labels}
        told: set[str] = set()
        for pair in pairs:
            best = next((p for p in chosen.values() if p.column is pair.column), None)
            rival = pair.position not in chosen or chosen[pair.position].sure < pair.sure
            if best and rival and best.position != pair.position and pair.sure >= max(best.sure - 0.08, _COUNTED):
                one, other = names[best.position], names[pair.position]
                if pair.column.id not in told and plain(one.text) != plain(other.text):
                    told.add(pair.column.id)
                    made.append(_BOTH.format(one=shown(one.text), other=shown(other.text), column=pair.column.heading))
        return tuple(made)


def _row_given(grid: Grid, given: SheetMapping | None) -> Located | None:
    if given is None or given.heading_row is None:
        return None
    index = given.heading_row - 1 - grid.top
    return Located(index, min(given.heading_lines, index + 1), 1.0) if 0 <= index < len(grid.rows) else None


def _errors(grid: Grid) -> tuple[Text, ...]:
    """Which cells only seem blank; they are refused one by one when the sheet is read."""
    if not grid.lost:
        return ()
    cells = ", ".join(address(*place) for place in sorted(grid.lost)[:_LISTED])
    return (_LOST.format(count=len(grid.lost), cells=cells + (", …" if len(grid.lost) > _LISTED else "")),)


def _tokens(text: str) -> set[str]:
    return set(plain("".join(c if c.isalpha() else " " for c in text)).split())


def _chosen(pairs: Sequence[_Pair]) -> dict[int, _Pair]:
    """The surest pairs, each heading and each column once. A column that another fills is not filled twice."""
    chosen: dict[int, _Pair] = {}
    taken: set[str] = set()
    for pair in pairs:
        if pair.position not in chosen and pair.column.id not in taken:
            chosen[pair.position] = pair
            taken.add(pair.column.id)
    return chosen


def _one_each(pairs: Sequence[_Pair]) -> dict[int, _Pair]:
    """Per heading its first column; one that has a list where it has several, so that its values are looked at."""
    made: dict[int, _Pair] = {}
    for pair in pairs:
        if pair.position not in made or pair.column.kind in TERM_KINDS:
            made[pair.position] = pair
    return made


def _missing(sheet: Sheet, chosen: Mapping[int, _Pair]) -> tuple[str, ...]:
    sources = {c for p in chosen.values() for c in (p.column.id, *p.column.fills)}
    return tuple(c.id for c in sheet.columns if c.required and c.id not in sources)
