"""The ledger: one immutable file per step of an entry, each naming the hash of the one before.

ledger/000001-opened.json      the folder was opened for the first time (fingerprint of the salt)
ledger/000002-prepared.json    entries are in the archive and about to be committed
ledger/000003-committed.json   they are in the database
ledger/000003-abandoned.json   or they are not, and their numbers are free again
ledger/000004-demo.json        the folder was marked as a demo

It lies outside the database, so that a database that lost commits is noticed. Knows no SQL.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Any, Literal

from wsd_data.model.clock import now
from wsd_data.store.archive import write_whole

LEDGER_FOLDER = "ledger"
Event = Literal["opened", "prepared", "committed", "abandoned", "demo"]
_NAME = re.compile(r"(\d{6,})-(opened|prepared|committed|abandoned|demo)\.json")


@dataclass(frozen=True, slots=True)
class Noted:
    """An entry as the ledger knows it: number, kind, hash of the upload, digest of its archive folder."""

    id: int
    kind: str
    sha256: str | None
    archive: str

    def as_json(self) -> dict[str, Any]:
        return {"id": self.id, "kind": self.kind, "sha256": self.sha256, "archive": self.archive}


@dataclass(frozen=True, slots=True)
class Line:
    """One file of the ledger."""

    number: int
    event: str
    content: Mapping[str, Any]

    @property
    def entries(self) -> tuple[Noted, ...]:
        return tuple(Noted(e["id"], e["kind"], e["sha256"], e["archive"]) for e in self.content.get("entries", ()))


class Ledger:
    """The ledger of a data folder, read once and kept in step with what this process adds.

    faults: numbers of files that are missing, unreadable or do not follow on the one before.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder / LEDGER_FOLDER
        self.lines: list[Line] = []
        self.faults: list[int] = []
        self._last_hash: str | None = None
        self._read()

    def _files(self) -> Iterator[tuple[int, str, Path]]:
        if self.folder.is_dir():
            for file in sorted(self.folder.iterdir()):
                if match := _NAME.fullmatch(file.name):
                    yield int(match[1]), match[2], file

    def _read(self) -> None:
        expected = 1
        for number, event, file in self._files():
            content = file.read_bytes()
            try:
                line = Line(number, event, json.loads(content))
                sound = line.content["event"] == event and line.content["previous"] == self._last_hash
                sound = sound and all(e.id > 0 for e in line.entries)
            except (ValueError, KeyError, TypeError):
                sound, line = False, Line(number, "unreadable", {})
            if not sound or number != expected:
                self.faults.append(number)
            self.lines.append(line)
            self._last_hash = hashlib.sha256(content).hexdigest()
            expected = number + 1

    def _append(self, event: Event, **content: Any) -> Line:
        number = self.lines[-1].number + 1 if self.lines else 1
        whole = {
            "event": event,
            "previous": self._last_hash,
            "written": now().replace(tzinfo=UTC).isoformat(timespec="seconds"),
            **content,
        }
        written = json.dumps(whole, ensure_ascii=False, sort_keys=True, indent=1).encode("utf-8")
        self.folder.mkdir(mode=0o700, exist_ok=True)
        write_whole(self.folder / f"{number:06d}-{event}.json", written)
        self._last_hash = hashlib.sha256(written).hexdigest()
        line = Line(number, event, whole)
        self.lines.append(line)
        return line

    def opened(self, salt: str) -> Line:
        return self._append("opened", salt=salt, format=1)

    def prepared(self, entries: Sequence[Noted]) -> Line:
        return self._append("prepared", entries=[e.as_json() for e in entries])

    def committed(self, prepared: Line) -> Line:
        return self._append("committed", prepared=prepared.number)

    def abandoned(self, prepared: Line) -> Line:
        return self._append("abandoned", prepared=prepared.number)

    def mark_demo(self) -> Line:
        return self._append("demo")

    @property
    def salt(self) -> str | None:
        """Fingerprint of the salt the folder was opened with."""
        return next((str(x.content["salt"]) for x in self.lines if x.event == "opened" and "salt" in x.content), None)

    @property
    def demo(self) -> bool:
        return any(line.event == "demo" for line in self.lines)

    def unsettled(self) -> list[Line]:
        """Lines that are only prepared."""
        return _unsettled(self.lines)

    def entries(self, *, with_unsettled: bool = False) -> dict[int, Noted]:
        """Every committed entry by number, in order of commitment; also while another thread adds lines."""
        lines = tuple(self.lines)
        prepared = {line.number: line for line in lines if line.event == "prepared"}
        found: dict[int, Noted] = {}
        for line in lines:
            if line.event == "committed" and (start := prepared.get(line.content.get("prepared", 0))):
                found.update((e.id, e) for e in start.entries)
        if with_unsettled:
            for line in _unsettled(lines):
                found.update((e.id, e) for e in line.entries)
        return found


def _unsettled(lines: Sequence[Line]) -> list[Line]:
    settled = {line.content.get("prepared") for line in lines if line.event in ("committed", "abandoned")}
    return [line for line in lines if line.event == "prepared" and line.number not in settled]
