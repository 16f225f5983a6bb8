"""The archive: per entry one folder outside the database, from which the database can be made again.

archive/000012/delivery.json     what `store.history.Record` says, cell addresses included
archive/000012/<table>.parquet   the rows as they went into the database, person keys hashed
archive/000012/upload.xlsx       the upload itself (.xls, .ods, .csv), only when it holds no personal column

Knows files and their hashes; knows nothing of what the rows mean.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from wsd_data.model.sheets import SHEETS
from wsd_data.store.tables import REFERENCE

ARCHIVE_FOLDER = "archive"
RECORD_FILE = "delivery.json"
UPLOAD_NAME = "upload"
_TABLES = "|".join([*(f"h_{sheet}" for sheet in SHEETS), *(f"r_{name}" for name in REFERENCE)])
_OURS = re.compile(rf"delivery\.json|(?:{_TABLES})\.parquet|upload\.(?:xlsx|xls|ods|csv)")


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, where the system can."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write_private(file: Path, content: bytes) -> None:
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def write_whole(file: Path, content: bytes) -> None:
    """Write a file that is there whole or not at all, for its owner only."""
    draft = file.with_name(f".{file.name}.{os.getpid()}.new")
    try:
        _write_private(draft, content)
        draft.replace(file)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    sync_folder(file.parent)


@dataclass(frozen=True)
class Bundle:
    """What the archive keeps of one entry: its record, tables by name, and perhaps the upload (suffix, bytes)."""

    entry: int
    record: Mapping[str, Any]
    tables: Mapping[str, pa.Table] = field(default_factory=dict)
    upload: tuple[str, bytes] | None = None


def folder_of(folder: Path, entry: int) -> Path:
    return folder / ARCHIVE_FOLDER / f"{entry:06d}"


def archived(folder: Path) -> list[int]:
    """The numbers of the deliveries that lie in the archive, in order; reference data can be had again."""
    place = folder / ARCHIVE_FOLDER
    found = place.iterdir() if place.is_dir() else ()
    numbers = sorted(int(p.name) for p in found if p.name.isdigit() and (p / RECORD_FILE).is_file())
    return [number for number in numbers if read_record(folder, number).get("entry", {}).get("kind") != "reference"]


def write_bundle(folder: Path, bundle: Bundle) -> str:
    """Write a bundle to its place and return its digest.

    A leftover of a load that was never acknowledged is replaced. OSError when the disk fails.
    """
    target = folder_of(folder, bundle.entry)
    target.parent.mkdir(mode=0o700, exist_ok=True)
    draft = target.with_name(f".{target.name}.new")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        draft.mkdir(mode=0o700)
        record = json.dumps(bundle.record, ensure_ascii=False, sort_keys=True, indent=1)
        _write_private(draft / RECORD_FILE, record.encode("utf-8"))
        for name, table in bundle.tables.items():
            file = draft / f"{name}.parquet"
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "wb") as stream:
                pq.write_table(table, stream, compression="zstd")
                stream.flush()
                os.fsync(stream.fileno())
        if bundle.upload:
            suffix, content = bundle.upload
            _write_private(draft / f"{UPLOAD_NAME}.{suffix}", content)
        sync_folder(draft)
        digest = _digest_of(draft)
        if target.exists():
            shutil.rmtree(target)
        draft.replace(target)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    sync_folder(target.parent)
    return digest


def _digest_of(place: Path) -> str:
    lines = []
    for file in sorted(place.iterdir()):
        if _OURS.fullmatch(file.name):
            with file.open("rb") as stream:
                lines.append(f"{file.name}:{hashlib.file_digest(stream, 'sha256').hexdigest()}\n")
    return hashlib.sha256("".join(lines).encode("ascii")).hexdigest()


def digest(folder: Path, entry: int) -> str | None:
    """SHA-256 over names and hashes of an entry's files; None where it has no folder. Foreign files do not count."""
    place = folder_of(folder, entry)
    return _digest_of(place) if place.is_dir() else None


def read_record(folder: Path, entry: int) -> dict[str, Any]:
    """The record of an entry. OSError or ValueError when it is missing or damaged."""
    content = json.loads((folder_of(folder, entry) / RECORD_FILE).read_text("utf-8"))
    if not isinstance(content, dict):
        raise ValueError(RECORD_FILE)
    return content


def archived_mapping(folder: Path, entry: int) -> dict[str, Any]:
    """The mapping that an entry was read by; empty when there was none or the record cannot be read."""
    try:
        mapping = read_record(folder, entry).get("mapping")
    except (OSError, ValueError):
        return {}
    return mapping if isinstance(mapping, dict) else {}


def kept_upload(folder: Path, entry: int) -> Path | None:
    """The file of a delivery as it was uploaded; None where it was not kept, because it may hold what is personal."""
    found = sorted(folder_of(folder, entry).glob(f"{UPLOAD_NAME}.*"))
    return next((file for file in found if _OURS.fullmatch(file.name)), None)


def read_table(folder: Path, entry: int, name: str) -> pa.Table | None:
    """The rows of one table of an entry; None where the entry has none."""
    file = folder_of(folder, entry) / f"{name}.parquet"
    if not file.is_file():
        return None
    with file.open("rb") as stream:
        return pq.ParquetFile(stream).read()


def table_names_of(folder: Path, entry: int) -> list[str]:
    return sorted(f.stem for f in folder_of(folder, entry).glob("*.parquet") if _OURS.fullmatch(f.name))
