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
from dataclasses import replace
from pathlib import Path

from wsd_data.intake.container import examine
from wsd_data.intake.known import Known
from wsd_data.intake.limits import NOT_WRITTEN, OUT_OF_MEMORY, Limits
from wsd_data.intake.messages import file_finding
from wsd_data.intake.results import FileRead, restore
from wsd_data.model.findings import Finding
from wsd_data.model.problems import Surroundings
from wsd_data.model.text import Text

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


def read_file(path: Path, known: Known, limits: Limits | None = None) -> FileRead:
    """One file as typed rows and findings; an error with sheet "" is about the file as a whole.

    Takes at most `limits.seconds`; only the child that was started here is ended. A file that is refused as a
    whole has no `sha256`. Raises Surroundings when the temporary folder cannot be written.
    """
    limits = limits or Limits()
    read = FileRead(path.name)
    problem = examine(path, limits)
    if problem is None:
        try:
            with path.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
            read = replace(read, sha256=digest, size=path.stat().st_size)
        except OSError as error:
            problem = file_finding("missing", detail=error.strerror or type(error).__name__)
    if problem is not None:
        return replace(read, size=_size(path), findings=(problem,))
    try:
        with tempfile.TemporaryDirectory(prefix="wsd-intake-", ignore_cleanup_errors=True) as folder:
            problem = _run(path.resolve(), Path(folder), known, limits)
            if problem is None:
                try:
                    return restore(Path(folder), read)
                except (OSError, ValueError, KeyError) as error:
                    problem = file_finding("unreadable", detail=type(error).__name__)
    except OSError as error:
        raise _no_room() from error
    return replace(read, findings=(problem,))


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


def _run(path: Path, folder: Path, known: Known, limits: Limits) -> Finding | None:
    """Let the child read; the finding when it could not."""
    task = pickle.dumps((str(path), str(folder), known, limits))
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
