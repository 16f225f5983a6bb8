"""Database, archive and ledger compared row by row: everything that differs, by name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa

from wsd_data.delivery import messages
from wsd_data.delivery.differences import Difference, difference, quick_differences, settle
from wsd_data.delivery.folder import meta
from wsd_data.model.problems import Surroundings
from wsd_data.model.sheets import SHEETS
from wsd_data.store.archive import digest, read_record, read_table, table_names_of
from wsd_data.store.engine import DATABASE_FILE, LOCKED, Cursor, Engine, engine_problems, open_engine
from wsd_data.store.fold import NOW, fold_sql
from wsd_data.store.history import Record, same_record
from wsd_data.store.history import read_record as record_in_database
from wsd_data.store.ledger import Ledger, Noted
from wsd_data.store.salt import fingerprint, read_salt
from wsd_data.store.tables import REFERENCE, row_fields


def verify(folder: Path) -> list[Difference]:
    """Settle the ledger, then name every difference between database, archive and ledger; empty when there is none.

    Raises Surroundings when there are no data at all, or the database is in use elsewhere.
    """
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
        with engine_problems(folder):
            if not ledger.faults:
                settle(engine, ledger)
            return [*found, *differences(folder, engine, ledger)]
    except (duckdb.Error, Surroundings) as problem:
        detail = problem.message if isinstance(problem, Surroundings) else messages.UNREADABLE
        return [*found, difference("database", detail=detail), *_archive(folder, ledger), *_salt(folder, ledger)]
    finally:
        engine.close()


def in_use(problem: Surroundings, folder: Path) -> bool:
    """Whether a failure to open means that another process has the database."""
    return problem.message == LOCKED.format(folder=folder)


def differences(folder: Path, engine: Engine, ledger: Ledger) -> list[Difference]:
    """Everything that differs, with an open database and a settled ledger."""
    cursor = engine.cursor()
    try:
        found = quick_differences(engine, ledger)
        found += _salt(folder, ledger)
        known = meta(engine)
        if known.get("salt") != ledger.salt:
            found.append(difference("salt_meta"))
        if (known.get("demo") == "true") != ledger.demo:
            found.append(difference("demo"))
        broken = {d.entry: d for d in _archive(folder, ledger)}
        found += broken.values()
        for number in ledger.entries():
            if number not in broken:
                found += _entry(cursor, folder, number)
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


def fields_of(table: str) -> list[str]:
    """The fields of an h_ or r_ table, in order."""
    if table.startswith("h_"):
        return [name for name, _ in row_fields(SHEETS[table[2:]])]
    return ["entry", *REFERENCE[table[2:]]]


def history_tables() -> list[str]:
    return [*(f"h_{s}" for s in SHEETS), *(f"r_{name}" for name in REFERENCE)]


def _entry(cursor: Cursor, folder: Path, number: int) -> Iterator[Difference]:
    """The details and the rows of one entry whose archive is whole."""
    stored = record_in_database(cursor, number)
    if stored is None:
        return
    if not same_record(stored, Record.from_json(read_record(folder, number))):
        yield difference("record", number)
    kept = set(table_names_of(folder, number))
    for table in history_tables():
        if stored.entry.kind == "undo" or table.startswith("h_") != (stored.entry.kind == "delivery"):
            continue
        listed = ", ".join(f'"{n}"' for n in fields_of(table))
        mine = f"SELECT {listed} FROM {table} WHERE entry = {int(number)}"
        rows = read_table(folder, number, table) if table in kept else None
        if rows is None:
            missing, extra = 0, _count(cursor, mine)
        else:
            missing, extra = _unequal(cursor, f"SELECT {listed} FROM archived", mine, rows)
        if missing or extra:
            yield difference("rows", number, table=table, missing=missing, extra=extra)


def _count(cursor: Cursor, select: str) -> int:
    row = cursor.execute(f"SELECT count(*) FROM ({select})").fetchone()
    return int(row[0]) if row else 0


def _unequal(cursor: Cursor, one: str, other: str, archived: pa.Table | None = None) -> tuple[int, int]:
    """How many rows of each of two SELECTs the other lacks."""
    if archived is not None:
        cursor.register("archived", archived)
    try:
        return _count(cursor, f"({one}) EXCEPT ALL ({other})"), _count(cursor, f"({other}) EXCEPT ALL ({one})")
    finally:
        if archived is not None:
            cursor.unregister("archived")


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
