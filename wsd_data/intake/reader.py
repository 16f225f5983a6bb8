"""Reading one delivered file: looks at its container, then lets a limited child process read it.

Never raises on bad input. Knows nothing of cells; the child does that.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from wsd_data.intake.apart import no_room, run_apart
from wsd_data.intake.container import examine
from wsd_data.intake.known import Known
from wsd_data.intake.limits import Limits
from wsd_data.intake.mapping import Mapping
from wsd_data.intake.messages import file_finding
from wsd_data.intake.proposals import Proposal, restore_proposal
from wsd_data.intake.results import FileRead, restore
from wsd_data.model.findings import Finding

Made = TypeVar("Made")


def read_file(path: Path, known: Known, limits: Limits | None = None, mapping: Mapping | None = None) -> FileRead:
    """One file as typed rows and findings; an error with sheet "" is about the file as a whole.

    With a mapping the file is read exactly as that says. Takes at most `limits.seconds`; only the child that was
    started here is ended. A file that is refused as a whole has no `sha256`. Raises Refused for a mapping that is
    wrong, Surroundings when the temporary folder cannot be written.
    """
    limits = limits or Limits()
    # One made by hand is held to the same rules as one from a file.
    mapping = Mapping.from_json(mapping.as_json()) if mapping is not None else None
    read = FileRead(path.name, mapping=mapping)
    problem, digest = _identified(path, limits)
    if problem is not None:
        return replace(read, size=_size(path), findings=(problem,))
    read = replace(read, sha256=digest, size=_size(path))
    done = _asked("read", path, known, limits, mapping, lambda folder: restore(folder, read))
    return replace(read, findings=(done,)) if isinstance(done, Finding) else done


def propose(path: Path, known: Known, limits: Limits | None = None, given: Mapping | None = None) -> Proposal:
    """How a file that nobody knows may be read, with a stated confidence for each choice; the file is read once.

    given: kinds, heading rows and perhaps columns that somebody chose already; the rest is proposed to go with them. Never raises on bad input: the proposal then holds no sheets but findings. Raises Surroundings as `read_file`.
    """
    limits = limits or Limits()
    problem, digest = _identified(path, limits)
    if problem is not None:
        return Proposal(path.name, findings=(problem,))
    done = _asked("propose", path, known, limits, given, restore_proposal)
    if isinstance(done, Finding):
        return Proposal(path.name, digest, findings=(done,))
    return replace(done, file=path.name, sha256=digest)


def _identified(path: Path, limits: Limits) -> tuple[Finding | None, str]:
    """Why a file cannot be read at all, and its SHA-256."""
    problem = examine(path, limits)
    if problem is not None:
        return problem, ""
    try:
        with path.open("rb") as stream:
            return None, hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        return file_finding("missing", detail=error.strerror or type(error).__name__), ""


def _asked(
    what: str, path: Path, known: Known, limits: Limits, mapping: Mapping | None, take: Callable[[Path], Made]
) -> Made | Finding:
    """What a child made of the file, or the finding when it could not."""
    try:
        with tempfile.TemporaryDirectory(prefix="wsd-intake-", ignore_cleanup_errors=True) as folder:
            task = (what, str(path.resolve()), folder, known, limits, mapping)
            problem = run_apart("wsd_data.intake.child", task, Path(folder), limits)
            if problem is not None:
                return problem
            try:
                return take(Path(folder))
            except (OSError, ValueError, KeyError) as error:
                return file_finding("unreadable", detail=type(error).__name__)
    except OSError as error:
        raise no_room() from error


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return 0
