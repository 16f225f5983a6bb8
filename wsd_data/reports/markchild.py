"""The child process that marks one workbook from outside: sets its own limits, writes the copy and what is to be told of it.

Started by `marked.marked`, with its task pickled on standard input; gives back a workbook and a JSON, never a pickle.
"""

from __future__ import annotations

import json
import pickle
import sys
import zipfile
import zlib
from pathlib import Path
from xml.etree import ElementTree

from wsd_data.intake.child import end_with_parent, restrict
from wsd_data.intake.limits import NOT_WRITTEN, OUT_OF_MEMORY, Limits
from wsd_data.reports.package import Job, mark_package
from wsd_data.reports.splicing import Unmarkable

Task = tuple[str, str, Job, Limits]
"""Path of the workbook, folder for the result, what to do, and limits."""
RESULT = "result.json"
COPY = "copy.xlsx"


def main() -> int:
    end_with_parent()
    task: Task = pickle.load(sys.stdin.buffer)
    path, folder, job, limits = task
    restrict(limits)
    told: dict[str, object] = {}
    try:
        told["conversations"] = mark_package(Path(path), job, Path(folder) / COPY).conversations
    except Unmarkable as problem:
        told["reason"] = problem.reason
    except MemoryError:
        return OUT_OF_MEMORY
    except OSError:
        return NOT_WRITTEN
    except (
        zipfile.BadZipFile, zlib.error, ElementTree.ParseError, EOFError, KeyError, IndexError, NotImplementedError,
        RuntimeError, ValueError, OverflowError, AttributeError, StopIteration,
    ):  # fmt: skip
        # However a package is broken: the reader could follow it, we cannot, and the separate list says so.
        told["reason"] = "damaged"
    try:
        (Path(folder) / RESULT).write_text(json.dumps(told), encoding="utf-8")
    except OSError:
        return NOT_WRITTEN
    return 0


if __name__ == "__main__":
    sys.exit(main())
