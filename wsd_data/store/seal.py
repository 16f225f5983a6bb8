"""The seal of a database file: its size and hash as the last clean stop left it.

The engine notices a flipped bit only when it reads the block it lies in, and none in a block that holds nothing;
the seal is compared at every start. It is broken before the first write and made again at a clean stop, so that
without a seal the last stop was not clean, and says nothing either way. Knows files; knows no SQL.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from wsd_data.store.archive import sync_folder, write_whole
from wsd_data.store.ledger import LEDGER_FOLDER

SEAL_FILE = "seal.json"
Sealed = Literal["whole", "changed", "unknown"]
"""whole: as the last clean stop left it. changed: not so. unknown: there is no seal that holds."""


def fingerprint(content: Iterable[bytes]) -> dict[str, object]:
    """Size and hash of a file given in parts."""
    size, made = 0, hashlib.sha256()
    for part in content:
        size += len(part)
        made.update(part)
    return {"size": size, "sha256": made.hexdigest()}


def _last_line(folder: Path) -> str:
    """The name of the last file of the ledger: what was written later was not under this seal."""
    place = folder / LEDGER_FOLDER
    return max((f.name for f in place.glob("[0-9]*.json")), default="") if place.is_dir() else ""


def sealed(folder: Path, content: Iterable[bytes]) -> Sealed:
    """Compare the database file with its seal. A version that knows no seals adds to the ledger when it writes."""
    try:
        known = json.loads((folder / SEAL_FILE).read_text("utf-8"))
        if known.pop("ledger") != _last_line(folder):
            return "unknown"
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return "unknown"
    return "whole" if known == fingerprint(content) else "changed"


def seal(folder: Path, content: Iterable[bytes]) -> None:
    """Note the file as it is now. Where that fails the next start looks closer, so nobody needs to be told."""
    known = {**fingerprint(content), "ledger": _last_line(folder)}
    with contextlib.suppress(OSError):
        write_whole(folder / SEAL_FILE, json.dumps(known, indent=1, sort_keys=True).encode("ascii"))


def break_seal(folder: Path) -> None:
    """Before the first write: from now on the file is no longer what was noted. OSError when the disk fails."""
    try:
        (folder / SEAL_FILE).unlink()
    except FileNotFoundError:
        return
    sync_folder(folder)
