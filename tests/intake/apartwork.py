"""Work that `test_apart` lets a child process do: it says who it is in a file, then ends as its task asks."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import time
from pathlib import Path

from wsd_data.intake.child import end_with_parent


def main() -> int:
    end_with_parent()
    told, then = pickle.load(sys.stdin.buffer)
    place = Path(told)
    words = f"{os.getpid()} {os.getppid()} {len(list(Path('/proc/self/fd').iterdir()))}"
    (place.parent / "half").write_text(words, "ascii")
    (place.parent / "half").rename(place)
    if then == "wait":
        time.sleep(600)
    if then == "raise":
        raise ValueError("bad work")
    if then == "memory":
        raise MemoryError
    if then == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    return 0
