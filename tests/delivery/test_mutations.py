"""Valid workbooks broken in a thousand ways: nothing is lost in silence, and faults are named at their cell.

What was written and broken is known from `mutations`; the product is only asked what it made of the file. 100
mutations, 1.000 with WSD_PROVE.
"""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from pathlib import Path
from typing import Any

from tests.delivery.mutations import FAULTS, LOOKS, Cell, Table, cut_off, mutated
from wsd_data.delivery import LoadRequest, Store, commit, inspect
from wsd_data.intake import FileRead, SheetRead
from wsd_data.model.findings import Finding

BOOKS = 50 if os.environ.get("WSD_PROVE") else 5
BATCH = 5
PER_BOOK = FAULTS + LOOKS + 1
LONGEST = 10
"""Seconds that reading one file may take."""
LEAST_NAMED = 0.95
Kept = dict[str, dict[int, dict[str, Any]]]


def test_faults_are_named_and_nothing_is_lost(store: Store, tmp_path: Path) -> None:
    put, named, missed = Counter[str](), Counter[str](), list[str]()
    for first in range(0, BOOKS, BATCH):
        taken: list[tuple[list[Table], tuple[LoadRequest, FileRead]]] = []
        for seed in range(first, first + BATCH):
            draw = random.Random(seed)
            path = tmp_path / f"levering {seed}.xlsx"
            made = mutated(draw, path)
            read = _in_time(path, store)
            for table in made:
                sheet = next(s for s in read.sheets if s.name == table.name)
                assert table.lines == sheet.rows == _accounted(sheet), (seed, table.name)
                for number, heading, cell in _cells(table):
                    if cell.fault:
                        put[cell.fault] += 1
                        found = _named(read.findings, table, number, heading)
                        named[cell.fault] += found
                        missed += [] if found else [f"{seed} {table.name}!{table.letters[heading]}{number}: {cell}"]
            taken.append((made, (LoadRequest(path, region="twente", accept_refused=True), read)))
            _torn(cut_off(draw, path, tmp_path / f"half {seed}.xlsx"), store, made)
        done = commit(store, [request for _, request in taken])
        for (made, (_, read)), loaded in zip(taken, done, strict=True):
            for table in made:
                _nothing_lost(store, loaded.id, read, table)
    share = named.total() / put.total()
    print(f"{BOOKS * PER_BOOK} mutations, {put.total()} faults in values, {share:.1%} named", *missed, sep="\n")
    assert put.total() >= BOOKS * FAULTS
    assert share >= LEAST_NAMED, missed


def _in_time(path: Path, store: Store) -> FileRead:
    start = time.monotonic()
    read = inspect(path, store.known, store.engine)
    assert time.monotonic() - start < LONGEST, path.name
    return read


def _accounted(sheet: SheetRead) -> int:
    """Accepted, refused and skipped rows."""
    return (sheet.table.num_rows if sheet.table is not None else 0) + len(sheet.skipped)


def _cells(table: Table) -> list[tuple[int, str, Cell]]:
    return [
        (number, heading, cell)
        for number, row in zip(table.numbers, table.rows, strict=True)
        for heading, cell in row.items()
    ]


def _named(findings: tuple[Finding, ...], table: Table, number: int, heading: str) -> bool:
    """Whether some finding gives sheet, row and column of a cell."""
    address = f"{table.letters[heading]}{number}"
    return any(f.sheet == table.name and f.row == number and f.cell == address for f in findings)


def _column_named(findings: tuple[Finding, ...], table: Table, heading: str) -> bool:
    """Whether the heading of a column is named as one that is not read."""
    return _named(findings, table, table.above + 1, heading)


def _nothing_lost(store: Store, entry: int, read: FileRead, table: Table) -> None:
    """Every value that was written is committed as it is, or it, its row or its column is named."""
    rows = store.engine.cursor().execute(f"SELECT * FROM h_{table.sheet} WHERE entry = {entry}").to_arrow_table()
    kept = {row["row_number"]: row for row in rows.to_pylist()}
    sheet = next(s for s in read.sheets if s.name == table.name)
    refused = [] if sheet.table is None else sheet.table.filter(sheet.table["refused"])["row_number"].to_pylist()
    assert not kept.keys() & set(refused) and len(kept) + len(refused) + len(sheet.skipped) == sheet.rows
    told = {f.row for f in read.findings if f.sheet == table.name}
    whole = any(f.sheet == table.name and f.level == "error" and f.row == 0 for f in read.findings)
    for number, heading, cell in _cells(table):
        if number not in kept:
            assert number in told or whole, f"{table.name} row {number} is gone and nobody says so"
            continue
        row = kept[number]
        equal = all(row[name] == value for name, value in cell.becomes.items())
        assert equal or _named(read.findings, table, number, heading) or _column_named(read.findings, table, heading), (
            f"{table.name}!{table.letters[heading]}{number}: {cell} became { {n: row[n] for n in cell.becomes} }"
        )


def _torn(path: Path, store: Store, made: list[Table]) -> None:
    """A torn file is refused as a whole, or nothing of it is lost."""
    read = _in_time(path, store)
    if any(f.sheet == "" and f.level == "error" for f in read.findings):
        assert read.sheets == ()
        return
    for table in made:
        sheet = next(s for s in read.sheets if s.name == table.name)
        assert sheet.rows == _accounted(sheet) == table.lines
