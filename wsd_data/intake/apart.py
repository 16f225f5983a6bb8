"""Work on a file that is not to be trusted, in a child process with limits of its own.

The parent only says what to do and waits; whatever the child does to itself becomes a finding about the file.
"""

from __future__ import annotations

import logging
import os
import pickle
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from wsd_data.intake.limits import NOT_WRITTEN, OUT_OF_MEMORY, Limits
from wsd_data.intake.messages import file_finding
from wsd_data.model.findings import Finding
from wsd_data.model.problems import Surroundings
from wsd_data.model.text import Text

_log = logging.getLogger(__name__)
_ROOT = Path(__file__).resolve().parents[2]
_START = (
    "import sys; from wsd_data.lean import without; without('numpy', 'pandas'); "
    "from {module} import main; sys.exit(main())"
)
_NO_ROOM = Text(
    "Er kon niet geschreven worden in de tijdelijke map ({folder}): de schijf is vol of u hebt er geen rechten. Maak ruimte of kies met TMPDIR een andere map.",
    "Nothing could be written in the temporary folder ({folder}): the disk is full or you have no rights there. Make room, or choose another folder with TMPDIR.",
)
_MEMORY = Text("geheugen", "memory")


def no_room() -> Surroundings:
    """The temporary folder cannot be written."""
    try:
        folder = tempfile.gettempdir()
    except OSError:
        folder = "TMPDIR"
    return Surroundings(_NO_ROOM.format(folder=folder))


def run_apart(module: str, task: object, folder: Path, limits: Limits) -> Finding | None:
    """Let `main` of a module do a task, pickled on its standard input, in a child process; the finding when it could not.

    The child sets its own limits on memory and processor time (`child.restrict`); `limits.seconds` is held here.
    Only the child that was started here is ended. Raises Surroundings when the child could not write.
    """
    paths = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
    # The plain allocator keeps address space small, so that the limit on it means memory.
    environment = os.environ | {"PYTHONPATH": paths, "ARROW_DEFAULT_MEMORY_POOL": "system", "MALLOC_ARENA_MAX": "2", "RUST_BACKTRACE": "0"}  # fmt: skip
    with (folder / "errors.txt").open("w+b") as errors:
        child = subprocess.Popen(
            [sys.executable, "-P", "-c", _START.format(module=module)],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=errors, env=environment,
        )  # fmt: skip
        try:
            child.communicate(pickle.dumps(task), timeout=limits.seconds)
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
        raise no_room()
    _log.debug("%s failed with %s: %s", module, child.returncode, said[-2000:])
    return _ended(child.returncode, said, limits)


def _ended(code: int, said: str, limits: Limits) -> Finding:
    slow = getattr(signal, "SIGXCPU", None)
    if slow is not None and code == -slow:
        return file_finding("too_slow", detail=f"{limits.cpu_seconds} s")
    out_of_memory = code in (OUT_OF_MEMORY, -signal.SIGABRT) or "MemoryError" in said or "memory allocation" in said
    if out_of_memory or (os.name == "posix" and code == -signal.SIGKILL):
        return file_finding("too_large", detail=_MEMORY)
    return file_finding("unreadable", detail=str(code))
