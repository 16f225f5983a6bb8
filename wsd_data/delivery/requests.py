"""What is asked of a load and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from wsd_data.delivery.changes import ChangedRow
from wsd_data.intake import Mapping
from wsd_data.model.findings import Finding
from wsd_data.model.periods import Period

EndedRow = tuple[str, str]
"""(sheet id, the row in words) of a row that a full delivery ends."""
Confirm = Callable[[Sequence[EndedRow]], bool]


@dataclass(frozen=True)
class LoadRequest:
    """One file to load.

    region: code of a werkplaats or `network`; None: from the file. mode: add or full.
    scope: the period a full delivery answers for; None: from the explanation sheet, else per sheet its own years.
    received: day of knowledge, None: today. nothing: (sheet id, year) with nothing to report, besides the file's own.
    accept_refused: go on without the rows that have an error. confirmed: rows may end; confirm: asked when not.
    mapping: how the file is to be read, for `load`; a file that was read already carries its own.
    """

    path: Path
    region: str | None = None
    mode: str = "add"
    scope: Period | None = None
    received: date | None = None
    nothing: tuple[tuple[str, int], ...] = ()
    accept_refused: bool = False
    confirmed: bool = False
    confirm: Confirm | None = None
    mapping: Mapping | None = None


@dataclass(frozen=True)
class Loaded:
    """What a load did. duplicate: nothing was committed, `id` is the delivery that brought the file before.

    changed_rows: the first of them with what changed in each.
    """

    id: int
    file: str
    deliverer: str
    mode: str
    scope: str | None = None
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    ended: int = 0
    refused: int = 0
    findings: tuple[Finding, ...] = ()
    duplicate: bool = False
    ended_rows: tuple[EndedRow, ...] = ()
    changed_rows: tuple[ChangedRow, ...] = ()

    def as_json(self) -> dict[str, object]:
        """As the contract of the commands has it."""
        names = ("id", "file", "deliverer", "mode", "scope", "new", "changed", "unchanged", "ended", "refused")
        return {**{n: getattr(self, n) for n in names}, "findings": len(self.findings)}
