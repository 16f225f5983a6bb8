"""Mappings that were used before, found again by the shape of a file: one JSON file each, in the data folder.

mappings/<shape>.json   the mapping as `--map` takes it, readable for its owner only

They are a convenience: losing one costs a few clicks, so a damaged one is passed over with a message, and they are
no part of what `verify` compares. Each delivery keeps the mapping it was read by in the archive.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from wsd_data.intake import Mapping, read_mapping
from wsd_data.model.problems import Refused, Surroundings
from wsd_data.model.text import Text
from wsd_data.store.archive import write_whole

MAPPINGS_FOLDER = "mappings"
_SHAPE = re.compile(r"[0-9a-f]{64}")
_NOT_A_SHAPE = Text("Dit is geen vorm van een bestand: {shape}.", "This is no shape of a file: {shape}.")
_NOT_KEPT = Text(
    "De koppeling kon niet onthouden worden ({detail}). De aanlevering zelf is in orde; de volgende keer is opnieuw kiezen nodig.",
    "The mapping could not be remembered ({detail}). The delivery itself is fine; next time the choices have to be made again.",
)
PASSED_OVER = Text(
    "Een onthouden koppeling is beschadigd en niet gebruikt ({file}). Kies opnieuw; dan wordt zij vervangen.",
    "A remembered mapping is damaged and was not used ({file}). Choose again; it will then be replaced.",
)


def _file(folder: Path, shape: str) -> Path:
    if not _SHAPE.fullmatch(shape):
        raise ValueError(_NOT_A_SHAPE.format(shape=shape[:80]).en)
    return folder / MAPPINGS_FOLDER / f"{shape}.json"


def remember(folder: Path, shape: str, mapping: Mapping) -> None:
    """Keep a mapping for files of this shape, in place of an earlier one. Raises Surroundings when the disk fails."""
    file = _file(folder, shape)
    content = json.dumps(mapping.as_json(), ensure_ascii=False, indent=1)
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(file, content.encode("utf-8"))
    except OSError as error:
        raise Surroundings(_NOT_KEPT.format(detail=error.strerror or type(error).__name__)) from error


def recall(folder: Path, shape: str) -> Mapping | None:
    """The mapping for files of this shape, if one was kept and can be read."""
    return recalled(folder, shape)[0]


def recalled(folder: Path, shape: str) -> tuple[Mapping | None, Text | None]:
    """As `recall`, with what must be said when one is there but cannot be used."""
    file = _file(folder, shape)
    if not file.exists():
        return None, None
    try:
        if not file.is_file():
            raise OSError(file.name)
        return read_mapping(file), None
    except (Refused, OSError):
        return None, PASSED_OVER.format(file=f"{MAPPINGS_FOLDER}/{file.name}")


def forget(folder: Path, shape: str) -> None:
    """Let a remembered mapping go; nothing happens where there is none."""
    _file(folder, shape).unlink(missing_ok=True)
