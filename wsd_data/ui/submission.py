"""What one visitor is delivering: the files, what was read in them, what taking them in would do, and doing it.

Lives in the session of the visitor. The files lie in a temporary folder that goes when they are taken in, put
away, or when the session ends. Knows nothing of widgets.
"""

from __future__ import annotations

import contextlib
import re
import shutil
import tempfile
import threading
import time
import weakref
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from wsd_data.delivery import (
    Effect,
    Loaded,
    LoadRequest,
    Outdated,
    Store,
    commit_seen,
    effects,
    look,
    tellable,
)
from wsd_data.figures import Monitor
from wsd_data.intake import FileRead
from wsd_data.model.findings import Finding
from wsd_data.model.periods import Period, PeriodError, parse_period
from wsd_data.model.problems import Problem, Surroundings
from wsd_data.model.sheets import SHEETS
from wsd_data.model.text import Language, Text
from wsd_data.reports.marked import marked
from wsd_data.store.ahead import Ahead
from wsd_data.ui.received import Part, receive
from wsd_data.ui.remarks import Remarks, remarks_of

_AT_ONCE = 2
_reading = threading.BoundedSemaphore(_AT_ONCE)
"""Reading takes a processor and much memory; visitors wait for each other."""
_PREFIX = "wsd-upload-"
_LEFT_AFTER = 24 * 60 * 60
"""Seconds after which a folder is one that a killed process left."""
_LONGEST = 200
"""Bytes of a file name; longer ones do not fit in every file system."""

NO_ROOM = Text(
    "De bestanden konden niet tijdelijk bewaard worden. Waarschijnlijk is de schijf vol. Er is niets veranderd.",
    "The files could not be kept for a moment. The disk is probably full. Nothing changed.",
)
UNKNOWN_PERIOD = Text(
    "“{text}” is geen periode. Schrijf bijvoorbeeld 2023, 2023-H1, 2023-Q2, 2023-06 of 2020..2022, of laat het leeg.",
    "“{text}” is not a period. Write for example 2023, 2023-H1, 2023-Q2, 2023-06 or 2020..2022, or leave it empty.",
)


@dataclass(frozen=True, slots=True)
class Choice:
    """region: code of a werkplaats or `network`, None: as the file says. scope: as typed."""

    region: str | None = None
    mode: str = "add"
    scope: str = ""

    def period(self) -> Period | None:
        """Raises PeriodError for what is not a period."""
        return parse_period(self.scope.strip()) if self.scope.strip() else None

    def wrong(self) -> Text | None:
        """What is wrong with the choice, if anything."""
        try:
            self.period()
        except PeriodError:
            return UNKNOWN_PERIOD.format(text=self.scope.strip()[:60])
        return None


class _Folder:
    """A temporary folder for its owner only, removed when asked, with this object, or at the end of the process.

    A process that is killed leaves its folders; the next upload after a day takes them away.
    """

    def __init__(self) -> None:
        self.path = Path(tempfile.mkdtemp(prefix=_PREFIX))
        for other in self.path.parent.glob(f"{_PREFIX}*"):
            with contextlib.suppress(OSError):
                if other.stat().st_mtime < time.time() - _LEFT_AFTER:
                    shutil.rmtree(other, ignore_errors=True)
        self._end = weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)

    def remove(self) -> None:
        self._end()


@dataclass(frozen=True, slots=True)
class SheetSummary:
    """What was read on a sheet. kind: sheet id, None when it was not read; rows = accepted + refused + skipped."""

    name: str
    kind: str | None
    rows: int
    accepted: int
    refused: int
    skipped: int
    unmapped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileSummary:
    """A file as it may be shown. skipped: sheet, row and reason of the rows that were skipped."""

    name: str
    sheets: tuple[SheetSummary, ...]
    remarks: Remarks
    skipped: tuple[tuple[str, int, Text], ...] = ()


@dataclass(frozen=True, slots=True)
class _Foreseen:
    """One look at the files: the entries that would come, and per policy what they do to the figures, once that was asked."""

    ahead: tuple[Ahead, ...] = ()
    effects: dict[str, tuple[Effect, ...]] = field(default_factory=dict)


@dataclass
class Submission:
    """attempt: grows when something new is to be seen, so that what was agreed to before is asked again.

    parts: per file where it lies, what was read and by which choices; `files` that for people. seen: what taking them in would do, worked out for `seen_for` when `version` was
    the last entry of history; None when that is refused, `problem` says why. renewed: it was worked out again
    because the data had changed. done: what was taken in last.
    """

    attempt: int = 0
    choice: Choice = Choice()
    parts: tuple[Part, ...] = ()
    files: tuple[FileSummary, ...] = ()
    seen: tuple[Loaded, ...] | None = None
    seen_for: Choice | None = None
    version: int = -1
    problem: Text | None = None
    renewed: bool = False
    done: tuple[Loaded, ...] = ()
    _foreseen: _Foreseen = field(default_factory=_Foreseen, repr=False)
    _folder: _Folder | None = field(default=None, repr=False)

    @property
    def reads(self) -> tuple[FileRead, ...]:
        return tuple(part.read for part in self.parts)

    @property
    def asking(self) -> Part | None:
        """The first file of which somebody must say what stands where, or wants to."""
        return next((part for part in self.parts if part.draft is not None), None)

    @property
    def refused(self) -> int:
        return sum(one.refused for one in self.seen or ())

    @property
    def ended(self) -> int:
        return sum(one.ended for one in self.seen or ())

    @property
    def something(self) -> bool:
        """Whether there is anything to take in: not every file is there already."""
        return any(not one.duplicate for one in self.seen or ())

    def clear(self) -> None:
        """Put the files away and forget what was read."""
        folder, self._folder = self._folder, None
        self.parts, self.files = (), ()
        self.seen, self.seen_for, self.problem, self.renewed = None, None, None, False
        self._foreseen = _Foreseen()
        self.attempt += 1
        if folder is not None:
            folder.remove()

    def read(self, store: Store, files: Iterable[tuple[str, bytes]], tell: Callable[[str, int], None]) -> None:
        """Read files, given by name and content, and work out what taking them in would do.

        tell: called with the name and number of the file that is next.
        """
        self.clear()
        self.done = ()
        parts: list[Part] = []
        folder: _Folder | None = None
        try:
            folder = _Folder()
            for number, (name, content) in enumerate(files, 1):
                place = folder.path / str(number) / file_name(name)
                place.parent.mkdir()
                place.write_bytes(content)
                tell(place.name, number)
                with _reading:
                    parts.append(receive(store, place))
        except (Problem, OSError) as failure:
            self.problem = failure.message if isinstance(failure, Problem) else NO_ROOM
            return
        self._folder, self.parts = folder, tuple(parts)
        self.look(store)

    def ask(self, store: Store, part: Part) -> None:
        """Let somebody say what stands where in a file."""
        if self._try(lambda: part.ask(store)):
            self.seen = None
        self.attempt += 1

    def look_again(self, store: Store, part: Part) -> None:
        """Look at the sheet on the screen by the choices made for it."""
        self._try(lambda: part.look_again(store))

    def map(self, store: Store, part: Part) -> bool:
        """Read a file by what was chosen, and work out what taking all in would do. Whether it was read."""
        read = self._try(lambda: part.map(store))
        if read:
            self.look(store)
        return read

    def leave(self, store: Store, part: Part) -> None:
        """Leave a file as it was read before the choices."""
        part.draft = None
        self.look(store)

    def forget(self, store: Store, part: Part) -> None:
        """Do not use the remembered choices for files of this shape any more; say anew what stands where."""
        if self._try(lambda: part.forget(store)):
            self.ask(store, part)

    def _try(self, step: Callable[[], None]) -> bool:
        self.problem = None
        try:
            with _reading:
                step()
        except (Problem, OSError) as failure:
            self.problem = failure.message if isinstance(failure, Problem) else NO_ROOM
        return self.problem is None

    def look(self, store: Store) -> None:
        """Work out what taking the files in would do by the present choice.

        A click runs the page anew while the run before still works: of two looks the one that began last counts.
        """
        self.attempt += 1
        self.renewed = False
        self.seen, self.seen_for, self.problem = None, None, None
        begun = self._foreseen = _Foreseen()
        self.version = store.version()
        choice = self.choice
        found, problem = None, choice.wrong()
        if problem is None and self.asking is None:
            try:
                found = look(store, self._asked())
            except Problem as failure:
                problem = failure.message
        if self._foreseen is not begun:
            return
        self.seen_for, self.problem = choice, problem
        if found is not None:
            self.seen, self._foreseen, self.version = found.loaded, _Foreseen(found.ahead), found.version
        told = [one.findings for one in self.seen] if self.seen else [read.findings for read in self.reads]
        self.files = tuple(_summary(*pair) for pair in zip(self.reads, told, strict=True))

    def effects(self, store: Store, monitor: Monitor, policy: str) -> tuple[Effect, ...]:
        """What taking the files in does to the figures; worked out once per policy."""
        # Held fast: what is counted here must not be remembered for what somebody chose meanwhile.
        foreseen = self._foreseen
        if policy not in foreseen.effects:
            foreseen.effects[policy] = effects(store, foreseen.ahead, policy, monitor)
        return foreseen.effects[policy]

    def take(self, store: Store, *, accept_refused: bool, confirmed: bool) -> bool:
        """Take the files in, exactly as seen; where the data changed since, look again instead. Whether they were taken in."""
        asked = self._asked(accept_refused, confirmed)
        try:
            done = commit_seen(store, asked, self.version)
        except Outdated:
            self.look(store)
            self.renewed = True
            return False
        except Problem as problem:
            self.problem = problem.message
            return False
        notes = [part.remember(store) for part in self.parts]
        self.clear()
        self.choice = Choice()
        self.done = tuple(done)
        self.problem = next(filter(None, notes), None)
        return True

    def marked(self, number: int, store: Store, language: Language) -> bytes:
        """The workbook with this number given back with its remarks marked in it, or a separate list of them.

        Raises Surroundings when it cannot be written.
        """
        read, path = self.parts[number].read, self.parts[number].path
        found = self.seen[number].findings if self.seen else read.findings
        try:
            with tempfile.TemporaryDirectory(prefix="wsd-marked-") as folder, _reading:
                out = Path(folder) / "marked.xlsx"
                marked(path, read, out, reference=store.reference, findings=found, language=language)
                return out.read_bytes()
        except OSError as failure:
            raise Surroundings(NO_ROOM) from failure

    def _asked(self, accept_refused: bool = False, confirmed: bool = False) -> list[tuple[LoadRequest, FileRead]]:
        choice = self.choice
        return [
            (
                LoadRequest(
                    path,
                    choice.region,
                    choice.mode,
                    choice.period(),
                    accept_refused=accept_refused,
                    confirmed=confirmed,
                ),
                read,
            )
            for path, read in ((part.path, part.read) for part in self.parts)
        ]


def _summary(read: FileRead, found: Sequence[Finding]) -> FileSummary:
    sheets = []
    for sheet in read.sheets:
        refused = sheet.table["refused"].to_pylist().count(True) if sheet.table is not None else 0
        skipped = len(sheet.skipped)
        counts = (sheet.rows, sheet.rows - refused - skipped, refused, skipped)
        sheets.append(SheetSummary(sheet.name, sheet.kind, *counts, sheet.unmapped))
    told = tellable(read, found)
    people = [s.name for s in read.sheets if s.kind and SHEETS[s.kind].about_people]
    passed = tuple((sheet.name, row, why) for sheet in read.sheets for row, why in sheet.skipped)
    return FileSummary(read.name, tuple(sheets), remarks_of(told, people, told != tuple(found)), passed)


def file_name(name: str) -> str:
    """The name of an uploaded file as a plain name of a file here: no folders, no control characters, not too long."""
    plain = re.sub(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]", "", re.split(r"[/\\]", name)[-1])
    stem, dot, ending = plain.rpartition(".")
    if not dot:
        stem, ending = plain, ""
    ending = ending if 0 < len(ending) <= 10 else "xlsx"
    short = stem.strip(". ").encode("utf-8", "ignore")[: _LONGEST - len(ending.encode())].decode("utf-8", "ignore")
    return f"{short or 'bestand'}.{ending}"
