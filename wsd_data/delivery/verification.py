"""Database, archive and ledger compared row by row: everything that differs, by name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa

from wsd_data.delivery import messages
from wsd_data.delivery.differences import Difference, difference, quick_differences, settle
from wsd_data.delivery.folder import Store, meta
from wsd_data.model.problems import Surroundings
from wsd_data.model.sheets import SHEETS
from wsd_data.store.archive import digest, read_record, read_table, table_names_of
from wsd_data.store.engine import DATABASE_FILE, LOCKED, Cursor, Engine, engine_problems, open_engine, register
from wsd_data.store.fold import NOW, fold_sql
from wsd_data.store.history import Record, same_record
from wsd_data.store.history import read_record as record_in_database
from wsd_data.store.ledger import Ledger, Noted
from wsd_data.store.salt import fingerprint, read_salt
from wsd_data.store.tables import REFERENCE, row_fields


def verify(folder: Path, store: Store | None = None) -> list[Difference]:
    """Settle the ledger, then name every difference between database, archive and ledger; empty when there is none.

    store: the open folder, where this process has it open; who writes waits. Raises Surroundings when there are no
    data at all, or the database is in use elsewhere.
    """
    if store is not None:
        with store.writing:
            settle(store.engine, store.ledger)
            # Read again, because somebody may have changed its files since; written to only by the store itself.
            return _compared(folder, store.engine, Ledger(folder), settling=False)
    with engine_problems(folder):
        ledger = Ledger(folder)
        there = (folder / DATABASE_FILE).exists()
        if not ledger.lines and not there:
            raise Surroundings(messages.NO_FOLDER.format(folder=folder))
    found = [difference("ledger", number=number) for number in ledger.faults]
    if not there:
        return [*found, difference("no_database"), *_archive(folder, ledger), *_salt(folder, ledger)]
    try:
        engine = open_engine(folder)
    except Surroundings as problem:
        if in_use(problem, folder):
            raise
        return [
            *found,
            difference("database", detail=problem.message),
            *_archive(folder, ledger),
            *_salt(folder, ledger),
        ]
    try:
        return _compared(folder, engine, ledger, settling=not ledger.faults)
    finally:
        engine.close()


def _compared(folder: Path, engine: Engine, ledger: Ledger, *, settling: bool) -> list[Difference]:
    found = [difference("ledger", number=number) for number in ledger.faults]
    try:
        with engine_problems(folder):
            if settling:
                settle(engine, ledger)
            return [*found, *differences(folder, engine, ledger)]
    except (duckdb.Error, Surroundings) as problem:
        detail = problem.message if isinstance(problem, Surroundings) else messages.UNREADABLE
        return [*found, difference("database", detail=detail), *_archive(folder, ledger), *_salt(folder, ledger)]


def in_use(problem: Surroundings, folder: Path) -> bool:
    """Whether a failure to open means that another process has the database."""
    return problem.message == LOCKED.format(folder=folder)


def differences(folder: Path, engine: Engine, ledger: Ledger) -> list[Difference]:
    """Everything that differs, with an open database and a settled ledger."""
    cursor = engine.cursor()
    try:
        found = quick_differences(engine, ledger)
        if engine.seal == "changed":
            found.append(difference("file"))
        found += _salt(folder, ledger)
        known = meta(engine)
        if known.get("salt") != ledger.salt:
            found.append(difference("salt_meta"))
        if (known.get("demo") == "true") != ledger.demo:
            found.append(difference("demo"))
        broken = {d.entry: d for d in _archive(folder, ledger)}
        found += broken.values()
        sums = _sums(cursor)
        for number in ledger.entries():
            if number not in broken:
                found += _entry(cursor, folder, number, sums)
        found += _strays(cursor)
        found += _current(cursor)
        return found
    finally:
        cursor.close()


def _salt(folder: Path, ledger: Ledger) -> list[Difference]:
    try:
        salt = read_salt(folder)
    except (Surroundings, OSError):
        salt = None
    return [] if salt is not None and ledger.salt in (None, fingerprint(salt)) else [difference("salt")]


def archive_difference(folder: Path, noted: Noted) -> Difference | None:
    """What is wrong with the archive of one entry, if anything."""
    found = digest(folder, noted.id)
    if found is None:
        return difference("archive_lost", noted.id)
    return None if found == noted.archive else difference("archive_changed", noted.id)


def _archive(folder: Path, ledger: Ledger) -> list[Difference]:
    return [d for noted in ledger.entries().values() if (d := archive_difference(folder, noted))]


def _typed_fields(table: str) -> list[tuple[str, str]]:
    if table.startswith("h_"):
        return list(row_fields(SHEETS[table[2:]]))
    return [("entry", "INTEGER"), *((name, "VARCHAR") for name in REFERENCE[table[2:]])]


def fields_of(table: str) -> list[str]:
    """The fields of an h_ or r_ table, in order."""
    return [name for name, _ in _typed_fields(table)]


def history_tables() -> list[str]:
    return [*(f"h_{s}" for s in SHEETS), *(f"r_{name}" for name in REFERENCE)]


Sums = dict[tuple[str, int], tuple[int, int]]


def _sum_sql(table: str) -> str:
    """How many rows, and a sum that is the same for the same rows in any order."""
    cast = ", ".join(f'CAST("{name}" AS {kind})' for name, kind in _typed_fields(table))
    return f"count(*), coalesce(sum(hash({cast})), 0)"


def _sums(cursor: Cursor) -> Sums:
    """Per table and entry the sum of its rows in the database."""
    found: Sums = {}
    for table in history_tables():
        rows = cursor.execute(f"SELECT entry, {_sum_sql(table)} FROM {table} GROUP BY entry").fetchall()
        found.update(((table, entry), (count, total)) for entry, count, total in rows)
    return found


def _entry(cursor: Cursor, folder: Path, number: int, sums: Sums) -> Iterator[Difference]:
    """The details and the rows of one entry whose archive is whole. Rows are laid side by side only where sums differ."""
    stored = record_in_database(cursor, number)
    if stored is None:
        return
    if not same_record(stored, Record.from_json(read_record(folder, number))):
        yield difference("record", number)
    kept = set(table_names_of(folder, number))
    for table in history_tables():
        if stored.entry.kind == "undo" or table.startswith("h_") != (stored.entry.kind == "delivery"):
            continue
        mine = sums.get((table, number), (0, 0))
        missing, extra = 0, mine[0]
        if table in kept and (rows := read_table(folder, number, table)) is not None:
            missing, extra = _unequal_rows(cursor, table, number, rows, mine)
        if missing or extra:
            yield difference("rows", number, table=table, missing=missing, extra=extra)


def _unequal_rows(cursor: Cursor, table: str, number: int, rows: pa.Table, mine: tuple[int, int]) -> tuple[int, int]:
    """How many archived rows of an entry the database lacks, and how many it has too many."""
    register(cursor, "archived", rows)
    try:
        if cursor.execute(f"SELECT {_sum_sql(table)} FROM archived").fetchone() == mine:
            return 0, 0
        listed = ", ".join(f'"{n}"' for n in fields_of(table))
        stored = f"SELECT {listed} FROM {table} WHERE entry = {int(number)}"
        return _unequal(cursor, f"SELECT {listed} FROM archived", stored)
    finally:
        cursor.unregister("archived")


def _count(cursor: Cursor, select: str) -> int:
    row = cursor.execute(f"SELECT count(*) FROM ({select})").fetchone()
    return int(row[0]) if row else 0


def _unequal(cursor: Cursor, one: str, other: str) -> tuple[int, int]:
    """How many rows of each of two SELECTs the other lacks."""
    return _count(cursor, f"({one}) EXCEPT ALL ({other})"), _count(cursor, f"({other}) EXCEPT ALL ({one})")


def _strays(cursor: Cursor) -> Iterator[Difference]:
    for table in (*history_tables(), "entry_sheets", "nothing", "endings", "findings"):
        count = _count(cursor, f"SELECT 1 FROM {table} WHERE entry IS NULL OR entry NOT IN (SELECT id FROM entries)")
        if count:
            yield difference("stray", table=table, count=count)


def _current(cursor: Cursor) -> Iterator[Difference]:
    for sheet in SHEETS.values():
        fold = f"SELECT key, entry FROM ({fold_sql(sheet, NOW)})"
        missing, extra = _unequal(cursor, fold, f"SELECT key, entry FROM k_{sheet.id}")
        if missing or extra:
            yield difference("current", table=f"k_{sheet.id}", count=max(missing, extra))
