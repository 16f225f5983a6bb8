"""A data folder opened: database, archive, ledger and salt, which must agree before anything is shown or written."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType

from wsd_data.delivery import messages
from wsd_data.delivery.differences import difference, quick_differences, settle
from wsd_data.delivery.writing import write
from wsd_data.intake import Known, known_from, read_reference
from wsd_data.model.clock import now, today
from wsd_data.model.problems import Surroundings
from wsd_data.store.ahead import Ahead
from wsd_data.store.archive import Bundle, archived
from wsd_data.store.engine import DATABASE_FILE, Cursor, Engine, engine_problems, open_engine, read_all
from wsd_data.store.history import Entry, Record, insert_record, insert_rows, next_number
from wsd_data.store.ledger import Ledger
from wsd_data.store.reference import REFERENCE_FILE, latest_hash, reference_hash, reference_tables
from wsd_data.store.salt import checked_salt, fingerprint

REFERENCE_FOLDER = Path(__file__).resolve().parents[2] / "data" / "reference"


class Store:
    """An open data folder. Use as context manager, or call `close`.

    coming: entered with entries that are about to be committed and the cursor that wrote them, left when they are in history or
    will not be.
    """

    coming: Callable[[Sequence[Ahead], Cursor], contextlib.AbstractContextManager[None]]

    def __init__(
        self,
        folder: Path,
        engine: Engine,
        ledger: Ledger,
        salt: bytes,
        reference: Mapping[str, Sequence[Mapping[str, str | None]]],
    ) -> None:
        self.folder = folder
        self.engine = engine
        self.ledger = ledger
        self.salt = salt
        self.reference = reference
        self.known: Known = known_from(reference, salt)
        self.writing = threading.RLock()
        self.coming = lambda ahead, writing: contextlib.nullcontext()

    @property
    def demo(self) -> bool:
        """Whether this folder is for example data."""
        return meta(self.engine).get("demo") == "true"

    def version(self) -> int:
        """The number of the last entry; 0 in an empty folder."""
        cursor = self.engine.cursor()
        row = cursor.execute("SELECT coalesce(max(id), 0) FROM entries").fetchone()
        cursor.close()
        return int(row[0]) if row else 0

    @property
    def regions(self) -> list[str]:
        """Codes of the werkplaatsen, in the order of the reference list."""
        return list(dict.fromkeys(str(r["code"]) for r in self.reference["regions"] if r.get("code")))

    def close(self) -> None:
        """Waits for whoever is writing."""
        with self.writing:
            self.engine.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def meta(engine: Engine) -> dict[str, str]:
    cursor = engine.cursor()
    found = dict(cursor.execute("SELECT name, value FROM meta").fetchall())
    cursor.close()
    return found


def set_meta(engine: Engine, name: str, value: str) -> None:
    with engine.transaction() as cursor:
        cursor.execute("DELETE FROM meta WHERE name = ?", [name])
        cursor.execute("INSERT INTO meta VALUES (?, ?)", [name, value])


def sound_ledger(folder: Path) -> Ledger:
    """The ledger of a data folder. Raises Surroundings when its chain is broken."""
    ledger = Ledger(folder)
    if ledger.faults:
        raise Surroundings(messages.LEDGER_DAMAGED.format(folder=folder, number=ledger.faults[0]))
    return ledger


def open_store(folder: Path, reference_folder: Path = REFERENCE_FOLDER) -> Store:
    """Open a data folder, made where there is none; settle its ledger and bring its reference data up to date.

    Raises Surroundings, with nothing changed, when the folder cannot be used, the database is locked, damaged
    or missing, the salt was lost or changed, or database and ledger do not agree.
    """
    with engine_problems(folder):
        reference = read_reference(reference_folder)
        digest = reference_hash(reference_folder)
    engine, ledger, salt = open_agreeing(folder)
    try:
        store = Store(folder, engine, ledger, salt, reference)
        _update_reference(store, digest)
        return store
    except BaseException:
        engine.close()
        raise


def open_agreeing(folder: Path) -> tuple[Engine, Ledger, bytes]:
    """Database, ledger and salt of a data folder, made where there are none, settled and in agreement."""
    with engine_problems(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        ledger = sound_ledger(folder)
        if ledger.entries() and not (folder / DATABASE_FILE).exists():
            raise Surroundings(messages.NO_DATABASE.format(folder=folder))
        if not ledger.lines and (lying := archived(folder)):
            # Starting anew would write over what lies there.
            raise Surroundings(messages.LEDGER_SHORT.format(folder=folder, id=lying[0]))
    engine = open_engine(folder)
    try:
        with engine_problems(folder):
            return engine, ledger, _agree(folder, engine, ledger)
    except BaseException:
        engine.close()
        raise


def _agree(folder: Path, engine: Engine, ledger: Ledger) -> bytes:
    """Check salt, ledger and database against each other, closing what a sudden stop left open; return the salt."""
    known = meta(engine)
    cursor = engine.cursor()
    row = cursor.execute("SELECT count(*) FROM entries").fetchone()
    cursor.close()
    filled = bool(row and row[0])
    if ledger.salt is None and filled:
        raise Surroundings(messages.NO_LEDGER.format(folder=folder))
    salt = checked_salt(folder, ledger.salt or known.get("salt"))
    mark = fingerprint(salt)
    if ledger.salt is None:
        ledger.opened(mark)
    changed = messages.DIFFERENT.format(folder=folder, detail=difference("file").message)
    if known.get("salt") != mark:
        if filled:
            raise Surroundings(messages.DIFFERENT.format(folder=folder, detail=messages.OTHER_SALT))
        if engine.seal == "changed":
            raise Surroundings(changed)
        set_meta(engine, "salt", mark)
    with contextlib.suppress(OSError):
        (folder / DATABASE_FILE).chmod(0o600)
    settle(engine, ledger)
    if found := quick_differences(engine, ledger):
        raise Surroundings(messages.DIFFERENT.format(folder=folder, detail=found[0].message))
    if engine.seal == "changed":
        raise Surroundings(changed)
    if engine.seal == "unknown":
        # The last stop was no clean one: what a seal would have told is asked of every block.
        read_all(engine)
    engine.sound = True
    if ledger.demo != (known.get("demo") == "true"):
        # A sudden stop between the two marks of a demo; the folder is then still empty.
        set_meta(engine, "demo", "true")
        if not ledger.demo:
            ledger.mark_demo()
    return salt


def _update_reference(store: Store, digest: str) -> None:
    def build(cursor: Cursor) -> list[Bundle]:
        if latest_hash(cursor) == digest:
            return []
        number = next_number(cursor)
        entry = Entry(id=number, kind="reference", received=today(), recorded=now(), file=REFERENCE_FILE, sha256=digest)
        record = Record(entry=entry)
        insert_record(cursor, record)
        tables = reference_tables(number, store.reference)
        for name, table in tables.items():
            insert_rows(cursor, name, table.column_names, table)
        return [Bundle(number, record.as_json(), tables)]

    cursor = store.engine.cursor()
    current = latest_hash(cursor)
    cursor.close()
    if current != digest:
        write(store, build)
