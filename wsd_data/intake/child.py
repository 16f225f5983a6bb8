"""The child process that reads one file: sets its own limits, reads, writes the result into a folder.

Started by `reader.read_file`, with its task pickled on standard input. It gives back only
data files, never a pickle: what it read is not to be trusted.
"""

from __future__ import annotations

import contextlib
import gc
import mmap
import pickle
import signal
import sys
import zipfile
from dataclasses import replace
from functools import partial
from pathlib import Path

from wsd_data.intake.container import format_of, unpacked
from wsd_data.intake.known import Known
from wsd_data.intake.limits import NOT_WRITTEN, OUT_OF_MEMORY, Limits
from wsd_data.intake.mapping import Mapping
from wsd_data.intake.results import save
from wsd_data.intake.workbook import read_workbook

_PARENT_DEATH = 1  # PR_SET_PDEATHSIG
Task = tuple[str, str, str, Known, Limits, Mapping | None]
"""What is asked ("read" or "propose"), path of the file, folder for the result, what is known, limits and mapping."""


def restrict(limits: Limits) -> None:
    """Bound memory and processor time of this process, where the platform can."""
    with contextlib.suppress(ImportError):
        import resource

        # The processor limit first warns with a signal that tells the parent why, and kills a little later.
        for kind, most, hard in (
            (resource.RLIMIT_AS, limits.memory, limits.memory),
            (resource.RLIMIT_CPU, limits.cpu_seconds, limits.cpu_seconds + 5),
            (resource.RLIMIT_CORE, 0, 0),
        ):
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(kind, (most, hard))


def room(path: Path, limits: Limits) -> int:
    """Bytes of memory this process may have to read a file: for .xlsx what its size asks for, so that a bomb ends early."""
    with contextlib.suppress(OSError, ValueError, zipfile.BadZipFile):
        if format_of(path) == "xlsx":
            now = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * mmap.PAGESIZE
            return min(limits.memory, now + limits.room + limits.per_byte * unpacked(path))
    return limits.memory


def end_with_parent() -> None:
    """Let the system end this process when the one that started it is gone; only Linux can."""
    if sys.platform == "linux":
        with contextlib.suppress(ImportError, OSError, AttributeError):
            import ctypes

            ctypes.CDLL(None).prctl(_PARENT_DEATH, signal.SIGKILL)


def memory_used_up(limits: Limits) -> bool:
    """Whether this process came near its limit: the reader may take any failure to get memory for a damaged file."""
    with contextlib.suppress(OSError, ValueError):
        status = Path("/proc/self/status").read_text("ascii")
        peak = next(line for line in status.splitlines() if line.startswith("VmPeak:"))
        return int(peak.split()[1]) * 1024 > 0.9 * limits.memory
    return False


def main() -> int:
    end_with_parent()
    task: Task = pickle.load(sys.stdin.buffer)
    asked, path, folder, known, limits, mapping = task
    limits = replace(limits, memory=room(Path(path), limits))
    restrict(limits)
    # Millions of cells make no cycles; collecting among them would take a quarter of the time.
    gc.disable()
    try:
        if asked == "read":
            read = read_workbook(Path(path), known, limits, mapping)
            findings, keep = read.findings, partial(save, read)
        else:
            # Only this asks for comparing words, which takes a while to load.
            from wsd_data.intake.proposing import propose_workbook, save_proposal

            proposal = propose_workbook(Path(path), known, limits, mapping)
            findings, keep = proposal.findings, partial(save_proposal, proposal)
        if any(f.code == "damaged" for f in findings) and memory_used_up(limits):
            return OUT_OF_MEMORY
        try:
            keep(Path(folder))
        except OSError:
            return NOT_WRITTEN
    except MemoryError:
        return OUT_OF_MEMORY
    return 0


if __name__ == "__main__":
    sys.exit(main())
