"""Reading one delivered file: looks at its container, then lets a limited child process read it.

Never raises on bad input. Knows nothing of cells; the child does that.
"""

from __future__ import annotations

import hashlib
import logging
import os
import pickle
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from wsd_data.intake.container import examine
from wsd_data.intake.known import Known
from wsd_data.intake.limits import NOT_WRITTEN, OUT_OF_MEMORY, Limits
from wsd_data.intake.mapping import Mapping
from wsd_data.intake.messages import file_finding
from wsd_data.intake.proposals import Proposal, restore_proposal
from wsd_data.intake.results import FileRead, restore
from wsd_data.model.findings import Finding
from wsd_data.model.problems import Surroundings
from wsd_data.model.text import Text

Made = TypeVar("Made")
_log = logging.getLogger(__name__)
_ROOT = Path(__file__).resolve().parents[2]
_START = (
    "import sys; from wsd_data.lean import without; without('numpy', 'pandas'); "
    "from wsd_data.intake.child import main; sys.exit(main())"
)
_NO_ROOM = Text(
    "Er kon niet geschreven worden in de tijdelijke map ({folder}): de schijf is vol of u hebt er geen rechten. Maak ruimte of kies met TMPDIR een andere map.",
    "Nothing could be written in the temporary folder ({folder}): the disk is full or you have no rights there. Make room, or choose another folder with TMPDIR.",
)
_MEMORY = Text("geheugen", "memory")


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
            problem = _run(what, path.resolve(), Path(folder), known, limits, mapping)
            if problem is not None:
                return problem
            try:
                return take(Path(folder))
            except (OSError, ValueError, KeyError) as error:
                return file_finding("unreadable", detail=type(error).__name__)
    except OSError as error:
        raise _no_room() from error


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return 0


def _no_room() -> Surroundings:
    try:
        folder = tempfile.gettempdir()
    except OSError:
        folder = "TMPDIR"
    return Surroundings(_NO_ROOM.format(folder=folder))


def _run(what: str, path: Path, folder: Path, known: Known, limits: Limits, mapping: Mapping | None) -> Finding | None:
    """Let the child read; the finding when it could not."""
    task = pickle.dumps((what, str(path), str(folder), known, limits, mapping))
    paths = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
    # The plain allocator keeps address space small, so that the limit on it means memory.
    environment = os.environ | {"PYTHONPATH": paths, "ARROW_DEFAULT_MEMORY_POOL": "system", "MALLOC_ARENA_MAX": "2", "RUST_BACKTRACE": "0"}  # fmt: skip
    with (folder / "errors.txt").open("w+b") as errors:
        child = subprocess.Popen(
            [sys.executable, "-P", "-c", _START],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=errors, env=environment,
        )  # fmt: skip
        try:
            child.communicate(task, timeout=limits.seconds)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
            return file_finding("too_slow", detail=f"{limits.seconds:g} s")
        except BaseException:
            child.kill()
            child.wait()
            raise
        if child.returncode == 0:
            return None
        errors.seek(0)
        said = errors.read(100_000).decode("utf-8", "replace").strip()
    if child.returncode == NOT_WRITTEN:
        raise _no_room()
    _log.debug("reading %s failed with %s: %s", path.name, child.returncode, said[-2000:])
    return _ended(child.returncode, said, limits)


def _ended(code: int, said: str, limits: Limits) -> Finding:
    slow = getattr(signal, "SIGXCPU", None)
    if slow is not None and code == -slow:
        return file_finding("too_slow", detail=f"{limits.cpu_seconds} s")
    out_of_memory = code in (OUT_OF_MEMORY, -signal.SIGABRT) or "MemoryError" in said or "memory allocation" in said
    if out_of_memory or (os.name == "posix" and code == -signal.SIGKILL):
        return file_finding("too_large", detail=_MEMORY)
    return file_finding("unreadable", detail=str(code))
