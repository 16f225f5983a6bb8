"""What reading a file gives, and how it travels from the child process: Arrow files and one JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from wsd_data.intake.container import Format
from wsd_data.intake.mapping import Mapping as FileMapping
from wsd_data.model.columns import Sheet
from wsd_data.model.findings import Finding
from wsd_data.model.periods import Period
from wsd_data.model.text import Text

RESULT = "result.json"
ARROW: Mapping[str, pa.DataType] = {
    "VARCHAR": pa.string(),
    "VARCHAR[]": pa.list_(pa.string()),
    "DOUBLE": pa.float64(),
    "BIGINT": pa.int64(),
    "BOOLEAN": pa.bool_(),
    "DATE": pa.date32(),
}


@dataclass(frozen=True)
class SheetRead:
    """One sheet of a file.

    kind: sheet id, or None when it is not known; heading_row: from 1, None without headings.
    rows: data rows, skipped ones included; letters: column id → letters of the column it was read from.
    table: `row_number int32, refused bool, key_readable bool`, then the sheet's fields; None when nothing was read.
    """

    name: str
    kind: str | None
    heading_row: int | None = None
    rows: int = 0
    skipped: tuple[tuple[int, Text], ...] = ()
    unmapped: tuple[str, ...] = ()
    letters: Mapping[str, str] = field(default_factory=dict)
    table: pa.Table | None = None


@dataclass(frozen=True)
class FileRead:
    """One delivered file: what it says of itself, its sheets, and everything found wrong.

    deliverer: region code or "network"; scope: the period it is about; nothing: (sheet id, year) without
    anything to report; example: it says to hold example data; personal: it holds a column about persons.
    format: how it was read; mapping: the mapping it was read by; ours: sheets in it that we made ourselves.
    """

    name: str
    sha256: str = ""
    size: int = 0
    deliverer: str | None = None
    scope: Period | None = None
    nothing: tuple[tuple[str, int], ...] = ()
    example: bool = False
    personal: bool = False
    sheets: tuple[SheetRead, ...] = ()
    findings: tuple[Finding, ...] = ()
    format: Format = "xlsx"
    mapping: FileMapping | None = None
    ours: tuple[str, ...] = ()


def schema(sheet: Sheet) -> pa.Schema:
    """The Arrow schema of a sheet's table."""
    fields = [pa.field("row_number", pa.int32()), pa.field("refused", pa.bool_()), pa.field("key_readable", pa.bool_())]
    return pa.schema(fields + [pa.field(name, ARROW[sql]) for name, sql in sheet.fields])


def save(read: FileRead, folder: Path) -> None:
    """Write a result into a folder of its own."""
    sheets = []
    for index, sheet in enumerate(read.sheets):
        if sheet.table is not None:
            with (
                pa.OSFile(str(folder / f"{index}.arrow"), "wb") as sink,
                pa.ipc.new_file(sink, sheet.table.schema) as to,
            ):
                to.write_table(sheet.table)
        skipped = [[row, why.nl, why.en] for row, why in sheet.skipped]
        sheets.append([sheet.name, sheet.kind, sheet.heading_row, sheet.rows, skipped, sheet.unmapped, sheet.letters])
    scope = read.scope and [read.scope.start.isoformat(), read.scope.end.isoformat(), read.scope.text]
    findings = [
        [f.code, f.level, f.message.nl, f.message.en, f.sheet, f.row, f.column, f.cell, f.value, f.suggestion]
        for f in read.findings
    ]
    facts = {
        "deliverer": read.deliverer, "scope": scope, "nothing": read.nothing, "example": read.example,
        "personal": read.personal, "sheets": sheets, "findings": findings, "format": read.format, "ours": read.ours,
    }  # fmt: skip
    (folder / RESULT).write_text(json.dumps(facts), encoding="utf-8")


def restore(folder: Path, onto: FileRead) -> FileRead:
    """Read a result back, added to what the parent knows of the file. Raises OSError or ValueError."""
    facts: dict[str, Any] = json.loads((folder / RESULT).read_text(encoding="utf-8"))
    sheets = []
    for index, (name, kind, heading, rows, skipped, unmapped, letters) in enumerate(facts["sheets"]):
        file = folder / f"{index}.arrow"
        # Read whole, not mapped: the folder is removed once this returns.
        table = pa.ipc.open_file(pa.BufferReader(file.read_bytes())).read_all() if file.exists() else None
        reasons = tuple((row, Text(nl, en)) for row, nl, en in skipped)
        sheets.append(SheetRead(name, kind, heading, rows, reasons, tuple(unmapped), letters, table))
    scope = facts["scope"]
    findings = tuple(Finding(c, level, Text(nl, en), *rest) for c, level, nl, en, *rest in facts["findings"])
    return replace(
        onto,
        deliverer=facts["deliverer"],
        scope=Period(date.fromisoformat(scope[0]), date.fromisoformat(scope[1]), scope[2]) if scope else None,
        nothing=tuple((sheet, year) for sheet, year in facts["nothing"]),
        example=facts["example"],
        personal=facts["personal"],
        format=facts["format"],
        ours=tuple(facts["ours"]),
        sheets=tuple(sheets),
        findings=findings,
    )
