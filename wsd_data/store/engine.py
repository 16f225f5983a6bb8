"""The one place that knows which engine runs: opens the database and hands out cursors.

One process holds the file; inside it every use takes a cursor of the one connection.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import duckdb

from wsd_data.model.problems import Surroundings
from wsd_data.model.text import Text
from wsd_data.store.tables import SCHEMA_VERSION, create_statements, table_names

Cursor = duckdb.DuckDBPyConnection
DATABASE_FILE = "wsd.duckdb"

LOCKED = Text(
    "De database in {folder} is in gebruik door een ander programma (waarschijnlijk het dashboard). Sluit dat en probeer opnieuw.",
    "The database in {folder} is in use by another program (probably the dashboard). Close it and try again.",
)
DAMAGED = Text(
    "De database in {folder} is beschadigd ({detail}). Maak haar opnieuw uit archief en grootboek met: python -m wsd_data rebuild",
    "The database in {folder} is damaged ({detail}). Make it again from archive and ledger with: python -m wsd_data rebuild",
)
NEWER = Text(
    "De database in {folder} is van een nieuwere versie van dit programma (schema {found}, hier {known}). Gebruik de nieuwere versie.",
    "The database in {folder} is of a newer version of this program (schema {found}, here {known}). Use the newer version.",
)
FAILED = Text(
    "Het lukte niet om in {folder} te schrijven of te lezen ({detail}). Is de schijf vol of ontbreken rechten? Er is niets veranderd.",
    "Writing or reading in {folder} failed ({detail}). Is the disk full or are rights missing? Nothing changed.",
)


def first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]


@contextlib.contextmanager
def engine_problems(folder: Path) -> Iterator[None]:
    """Turn failures of engine and disk into Surroundings with a message."""
    try:
        yield
    except (duckdb.IOException, OSError) as error:
        text = str(error)
        if "lock" in text.lower() and "conflicting" in text.lower():
            raise Surroundings(LOCKED.format(folder=folder)) from error
        if isinstance(error, duckdb.IOException) and ("newer" in text or "version number" in text):
            raise NewerDatabase(NEWER.format(folder=folder, found="?", known=SCHEMA_VERSION)) from error
        if isinstance(error, duckdb.IOException) and any(
            w in text.lower() for w in ("valid duckdb", "corrupt", "checksum", "could not read enough bytes")
        ):
            raise Surroundings(DAMAGED.format(folder=folder, detail=first_line(error))) from error
        raise Surroundings(FAILED.format(folder=folder, detail=first_line(error))) from error
    except (
        duckdb.InternalException,
        duckdb.FatalException,
        duckdb.SerializationException,
        duckdb.CatalogException,
    ) as error:
        raise Surroundings(DAMAGED.format(folder=folder, detail=first_line(error))) from error


class NewerDatabase(Surroundings):
    """The database is of a newer version of the program; it is left alone."""


class Engine:
    """An open database file. Thread-safe: every use takes its own cursor."""

    def __init__(self, connection: Cursor, folder: Path) -> None:
        self._connection = connection
        self.folder = folder

    def cursor(self) -> Cursor:
        return self._connection.cursor()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Cursor]:
        """A cursor inside one transaction: committed at the end, rolled back on any failure."""
        cursor = self.cursor()
        cursor.execute("BEGIN TRANSACTION")
        try:
            yield cursor
            cursor.execute("COMMIT")
        except BaseException:
            with contextlib.suppress(duckdb.Error):
                cursor.execute("ROLLBACK")
            raise
        finally:
            cursor.close()

    def checkpoint(self) -> None:
        self._connection.execute("CHECKPOINT")

    def close(self) -> None:
        self._connection.close()


def _connect(path: str, folder: Path) -> Cursor:
    connection = duckdb.connect(path, config={"enable_external_access": "false", "threads": "1"})
    connection.execute("SET preserve_insertion_order = true")
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute("SET lock_configuration = true")
    return connection


def open_engine(folder: Path, file: str = DATABASE_FILE) -> Engine:
    """Open the database in `folder`, made empty where there is none.

    Raises Surroundings when it is locked, damaged, of a newer version or cannot be written.
    """
    with engine_problems(folder):
        connection = _connect(str(folder / file), folder)
    engine = Engine(connection, folder)
    try:
        with engine_problems(folder):
            found = {r[0] for r in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
            if not found:
                with engine.transaction() as cursor:
                    for statement in create_statements():
                        cursor.execute(statement)
                return engine
            if "meta" not in found:
                raise Surroundings(DAMAGED.format(folder=folder, detail="geen tabel / no table meta"))
            row = connection.execute("SELECT value FROM meta WHERE name = 'schema'").fetchone()
            if row is None or not str(row[0]).isdecimal():
                raise Surroundings(DAMAGED.format(folder=folder, detail="schema"))
            version = int(row[0])
            if version > SCHEMA_VERSION:
                raise NewerDatabase(NEWER.format(folder=folder, found=version, known=SCHEMA_VERSION))
            missing = [t for t in table_names() if t not in found]
            if missing:
                raise Surroundings(DAMAGED.format(folder=folder, detail=f"geen tabel / no table {missing[0]}"))
    except BaseException:
        engine.close()
        raise
    return engine


def memory_engine() -> Engine:
    """A private database in memory, for staging a file without a data folder."""
    return Engine(_connect(":memory:", Path()), Path())
