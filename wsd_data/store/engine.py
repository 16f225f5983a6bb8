"""The one place that knows which engine runs: opens the database and hands out cursors.

One process holds the file; inside it every use takes a cursor of the one connection.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa

from wsd_data.model.problems import Surroundings
from wsd_data.model.text import Text
from wsd_data.store.seal import Sealed, break_seal, seal, sealed
from wsd_data.store.tables import SCHEMA_VERSION, create_statements, table_names

Cursor = duckdb.DuckDBPyConnection
DATABASE_FILE = "wsd.duckdb"
KEPT_FOLDER = "stand"
"""The only place beside the database that the engine itself may reach: `store.kept`."""
MEMORY = ":memory:"
_PART = 1 << 20

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
STOPPED = Text(
    "Schrijven in {folder} lukte niet ({detail}). Is de schijf vol? Maak ruimte en start daarna opnieuw. Er is niets veranderd; "
    "wat eerder bevestigd is, is bewaard.",
    "Writing in {folder} failed ({detail}). Is the disk full? Make room, and start again after that. Nothing changed; "
    "what was confirmed before is kept.",
)


class _Stream:
    """An Arrow table of which the engine sees no more than that its rows can be had.

    It reads a table that it knows through Arrow's module for data sets, which takes a while to load.
    """

    def __init__(self, table: pa.Table) -> None:
        self.table = table

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.table.__arrow_c_stream__(requested_schema)


def register(cursor: Cursor, name: str, table: pa.Table) -> None:
    """Let SQL see an Arrow table under a name, until that is unregistered."""
    cursor.register(name, _Stream(table))


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
        if isinstance(error, duckdb.FatalException) and "could not write" in str(error).lower():
            # A large commit goes straight into the file. Where that fails the file is as it was, but the engine stops.
            raise Surroundings(STOPPED.format(folder=folder, detail=first_line(error))) from error
        raise Surroundings(DAMAGED.format(folder=folder, detail=first_line(error))) from error


class NewerDatabase(Surroundings):
    """The database is of a newer version of the program; it is left alone."""


class Engine:
    """An open database file. Thread-safe: every use takes its own cursor.

    seal: how the file compared with its seal when it was opened. sound: whoever opened it has found it whole,
    so that `close` may seal it.
    """

    def __init__(self, connection: Cursor, folder: Path, file: Path | None = None, *, unclean: bool = False) -> None:
        self._connection = connection
        self.folder = folder
        # Closing any handle of the file would drop the lock of the whole process on it: this one stays open as long.
        self._handle = os.open(file, os.O_RDONLY) if file else None
        self._keeps_seal = file is not None and file.name == DATABASE_FILE
        self._breaking = threading.Lock()
        self.sound = False
        self.seal: Sealed = "unknown"
        if self._keeps_seal and not unclean:
            self.seal = sealed(folder, self.content())
        self._broken = self.seal == "unknown"

    @property
    def keeps(self) -> bool:
        """Whether this is the database of a data folder, beside which something may be kept."""
        return self._keeps_seal

    def cursor(self) -> Cursor:
        return self._connection.cursor()

    def content(self) -> Iterator[bytes]:
        """The bytes of the file, in parts. Only after `checkpoint`, and with no one writing, are they the whole database."""
        place = 0
        while self._handle is not None and (part := os.pread(self._handle, _PART, place)):
            place += len(part)
            yield part

    def will_write(self) -> None:
        """To be called before anything is written, also what will be rolled back: large rows reach the file early."""
        with self._breaking:
            if self._keeps_seal and not self._broken:
                break_seal(self.folder)
                self._broken = True

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Cursor]:
        """A cursor inside one transaction: committed at the end, rolled back on any failure."""
        self.will_write()
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
        """Close the file, and seal it when it was written to and is sound."""
        sealing = self._handle is not None and self._keeps_seal and self._broken and self.sound
        if sealing:
            with contextlib.suppress(duckdb.Error):
                self._connection.execute("CHECKPOINT")
        self._connection.close()
        if self._handle is not None:
            if sealing and not has_log(self.folder):
                seal(self.folder, self.content())
            os.close(self._handle)
            self._handle = None


def has_log(folder: Path) -> bool:
    """Whether changes lie beside the database that are not in its file yet."""
    try:
        return (folder / f"{DATABASE_FILE}.wal").stat().st_size > 0
    except FileNotFoundError:
        return False


def read_all(engine: Engine) -> None:
    """Read every row of every table, so that the engine compares every block in use with its checksum.

    Raises Surroundings when a part cannot be read.
    """
    cursor = engine.cursor()
    try:
        with engine_problems(engine.folder):
            for table in table_names():
                cursor.execute(f"SELECT bit_xor(hash(t)) FROM {table} t").fetchone()
    except duckdb.Error as error:
        raise Surroundings(DAMAGED.format(folder=engine.folder, detail=first_line(error))) from error
    finally:
        with contextlib.suppress(duckdb.Error):
            cursor.close()


def _connect(path: str, folder: Path) -> Cursor:
    connection = duckdb.connect(path, config={"threads": "1"})
    if path != MEMORY:
        reach = str(folder.resolve() / KEPT_FOLDER).replace("'", "''")
        connection.execute(f"SET allowed_directories = ['{reach}']")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET preserve_insertion_order = true")
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute("SET lock_configuration = true")
    return connection


def open_engine(folder: Path, file: str = DATABASE_FILE) -> Engine:
    """Open the database in `folder`, made empty where there is none.

    Raises Surroundings when it is locked, damaged, of a newer version or cannot be written.
    """
    with engine_problems(folder):
        unclean = has_log(folder)
        connection = _connect(str(folder / file), folder)
        try:
            engine = Engine(connection, folder, folder / file, unclean=unclean)
        except BaseException:
            connection.close()
            raise
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
            # Read to its end: a result left open is a transaction left open, beside which a commit cannot write straight to the file.
            values = [str(r[0]) for r in connection.execute("SELECT value FROM meta WHERE name = 'schema'").fetchall()]
            if not values or not values[0].isdecimal():
                raise Surroundings(DAMAGED.format(folder=folder, detail="schema"))
            version = int(values[0])
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
    return Engine(_connect(MEMORY, Path()), Path())
