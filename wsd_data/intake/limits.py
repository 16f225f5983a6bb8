"""How much a delivered file may ask of the machine."""

from __future__ import annotations

from dataclasses import dataclass

from wsd_data.model.text import Text

MIB = 1024 * 1024
OUT_OF_MEMORY = 71
"""Exit code of the child process when memory ran out."""
NOT_WRITTEN = 74
"""Exit code of the child process when its result could not be written."""
TOO_SLOW = 75
"""Stands for the exit code of a child process that was ended because its time was up."""

AT_SHEET = "at sheet: "
"""Before the name of each sheet on a line of what the child process says: where it was when memory ran out."""


class TooLarge(Exception):
    """A file asks for more than is given; detail: of what."""

    def __init__(self, detail: Text) -> None:
        super().__init__(detail.nl)
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one file and on the child process that reads it; the defaults leave room for a million rows.

    seconds: wall clock; cpu_seconds and memory: of the child; entries, part, total: of the container
    (number of parts, uncompressed bytes of one part and of all); ratio: how far a large part may be packed;
    old: size of an old workbook (.xls); text: characters of one cell in a text file;
    cells, columns: used area of one sheet and its width; sheets: in one file; findings: kept in full before they are
    summed up. room, per_byte: an .xlsx file may take so much memory, and so much more per unpacked byte.
    """

    seconds: float = 300.0
    cpu_seconds: int = 240
    memory: int = 4096 * MIB
    size: int = 512 * MIB
    entries: int = 5_000
    part: int = 1536 * MIB
    total: int = 2048 * MIB
    ratio: int = 200
    old: int = 256 * MIB
    text: int = 1 * MIB
    cells: int = 60_000_000
    columns: int = 4_096
    sheets: int = 250
    room: int = 128 * MIB
    per_byte: int = 12
    findings: int = 20_000
