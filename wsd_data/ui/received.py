"""One uploaded file on its way in: how it was read, by which choices, and whether somebody must make those first.

A file that is read entirely by its own headings needs nothing. Another is read as a file of the same shape was read
before, and where there was none somebody says what stands where. Knows nothing of widgets.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from wsd_data.delivery import Store, inspect
from wsd_data.delivery.remembered import MAPPINGS_FOLDER, forget, recalled, remember
from wsd_data.intake import FileRead, Mapping, Proposal, propose, read_mapping
from wsd_data.model.problems import Problem, Refused
from wsd_data.model.text import Text
from wsd_data.ui.draft import Draft

NOT_KEPT = Text(
    "Dit bestand is niet bewaard, omdat er gegevens over personen in staan. Kies het bestand opnieuw.",
    "This file was not kept, because it holds data about persons. Choose the file again.",
)
_UNREAD = frozenset(("no_known_sheet", "unknown_sheet"))
_NO_VALUE = frozenset(("unknown_term", "unknown_region", "unknown_municipality", "unknown_lectoraat", "unknown_theme"))
_NO_COLUMN = frozenset(("no_heading", "column_missing"))


@dataclass
class Part:
    """path: where the file lies; read: what was read in it. proposal: what it may hold, once that was asked.

    draft: what somebody is choosing; None: nobody needs to. recalled: it was read as a file of the same shape before.
    chosen: the choices are new, and are remembered when the file is taken in. said: what is wrong with what was remembered.
    """

    path: Path
    read: FileRead
    proposal: Proposal | None = None
    draft: Draft | None = None
    recalled: bool = False
    chosen: bool = False
    said: Text | None = None

    @property
    def can_ask(self) -> bool:
        """Whether the file can be read again by other choices."""
        return self.path.exists()

    @property
    def openable(self) -> bool:
        """Whether there is anything to choose: a file that cannot be opened has no sheets."""
        return bool(self.read.sheets) or bool(self.proposal and self.proposal.sheets)

    @property
    def repairable(self) -> bool:
        """Whether there are values that no list knows."""
        return any(finding.code in _NO_VALUE for finding in self.read.findings)

    def propose(self, store: Store) -> Proposal:
        """What the file may hold, found once."""
        if self.proposal is None:
            if not self.can_ask:
                raise Refused(NOT_KEPT)
            self.proposal = propose(self.path, store.known)
        return self.proposal

    def ask(self, store: Store) -> None:
        """Begin choosing, with how it was read by choices before."""
        self.draft = Draft.of(self.propose(store), self.read.mapping)

    def look_again(self, store: Store) -> None:
        """Look at the sheet on the screen by the choices made for it."""
        sheet = self.draft.sheets[self.draft.current] if self.draft else None
        if sheet is None:
            return
        found = propose(self.path, store.known, given=Mapping({sheet.name: sheet.given()})).sheet(sheet.name)
        sheet.looked_at(found if found is not None else sheet.look)

    def map(self, store: Store) -> None:
        """Read the file by what was chosen. Raises Refused where a choice cannot be."""
        if self.draft is None:
            return
        if not self.can_ask:
            raise Refused(NOT_KEPT)
        self.read = inspect(self.path, store.known, store.engine, self.draft.mapping())
        self.draft, self.recalled, self.chosen = None, False, True

    def forget(self, store: Store) -> None:
        """Let the remembered choices for this shape go. Raises OSError."""
        forget(store.folder, self.propose(store).shape())
        self.read = inspect(self.path, store.known, store.engine)
        self.recalled = False

    def remember(self, store: Store) -> Text | None:
        """Keep new choices for the next file of this shape; what must be said where that fails."""
        if not self.chosen or self.proposal is None or self.read.mapping is None:
            return None
        try:
            remember(store.folder, self.proposal.shape(), self.read.mapping)
        except Problem as problem:
            return problem.message
        return None


def receive(store: Store, path: Path) -> Part:
    """Read a file that lies here: by its own headings, as one like it was read before, or not yet."""
    part = Part(path, inspect(path, store.known, store.engine))
    faulty = any(finding.level == "error" for finding in part.read.findings)
    if (_unread(part.read) or (faulty and _any_remembered(store.folder))) and part.openable:
        proposal = part.propose(store)
        found, part.said = recalled(store.folder, proposal.shape())
        if found is not None:
            part.read, part.recalled = inspect(path, store.known, store.engine, found), True
        elif _unread(part.read) and _worthwhile(part.read, proposal):
            part.ask(store)
    if part.read.personal and not faulty and part.draft is None and not part.recalled:
        # Never archived, so not needed any more; what is about people lies nowhere longer than it must.
        path.unlink()
    return part


def _unread(read: FileRead) -> bool:
    """Whether a sheet or a required column was not recognised."""
    return any(finding.code in _UNREAD | _NO_COLUMN for finding in read.findings)


def _worthwhile(read: FileRead, proposal: Proposal) -> bool:
    """Whether what was not recognised is a table; loose notes and blank sheets are left out without a question."""
    codes = {finding.code for finding in read.findings}
    unread = {sheet.name for sheet in read.sheets if sheet.kind is None}
    tables = any(s.headings and s.rows and not s.explanation and (s.kind or not s.hidden) for s in proposal.sheets if s.name in unread)  # fmt: skip
    return tables or bool(codes & _NO_COLUMN)


def _any_remembered(folder: Path) -> bool:
    return next((folder / MAPPINGS_FOLDER).glob("*.json"), None) is not None


def mapping_file(mapping: Mapping) -> bytes:
    """The choices as a file, as `check --map` and `load --map` take it."""
    return json.dumps(mapping.as_json(), ensure_ascii=False, indent=1).encode("utf-8")


def loaded_mapping(content: bytes) -> Mapping:
    """The choices in such a file. Raises Refused where it is wrong."""
    with TemporaryDirectory(prefix="wsd-mapping-") as folder:
        path = Path(folder) / "koppeling.json"
        path.write_bytes(content)
        return read_mapping(path)
