"""Reference lists in the database: each change of their files is an entry of its own.

Knows the files by name and hash and the r_ tables; reading the CSV itself is intake's.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa

from wsd_data.store.engine import Cursor
from wsd_data.store.tables import REFERENCE, REFERENCE_FILES

REFERENCE_FILE = "reference"
Rows = Sequence[Mapping[str, str | None]]


def reference_hash(folder: Path) -> str:
    """SHA-256 over the reference files one after the other. OSError when one is missing."""
    whole = hashlib.sha256()
    for file in REFERENCE_FILES.values():
        whole.update((folder / file).read_bytes())
    return whole.hexdigest()


def latest_hash(cursor: Cursor) -> str | None:
    """The hash of the reference files that the database knows last."""
    row = cursor.execute("SELECT arg_max(sha256, id) FROM entries WHERE kind = 'reference'").fetchone()
    return row[0] if row else None


def reference_tables(entry: int, reference: Mapping[str, Rows]) -> dict[str, pa.Table]:
    """The rows of every list as r_ tables hold them, by table name."""
    made = {}
    for name, columns in REFERENCE.items():
        rows = reference.get(name, ())
        content = {c: pa.array([r.get(c) for r in rows], pa.string()) for c in columns}
        made[f"r_{name}"] = pa.table({"entry": pa.array([entry] * len(rows), pa.int32()), **content})
    return made
