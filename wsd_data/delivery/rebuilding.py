"""The database made again from archive and ledger, beside the old one, and then put in its place."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from wsd_data.delivery import messages
from wsd_data.delivery.differences import quick_differences, settle
from wsd_data.delivery.folder import set_meta, sound_ledger
from wsd_data.delivery.verification import archive_difference, differences, fields_of, in_use
from wsd_data.model.problems import Surroundings
from wsd_data.model.sheets import SHEETS
from wsd_data.store.archive import read_record, read_table, sync_folder, table_names_of
from wsd_data.store.engine import DATABASE_FILE, Engine, NewerDatabase, engine_problems, open_engine
from wsd_data.store.history import Record, insert_record, insert_rows, refold
from wsd_data.store.ledger import Ledger, Noted
from wsd_data.store.salt import checked_salt
from wsd_data.store.seal import break_seal

NEW_FILE = "wsd.duckdb.new"
OLD_FILE = "wsd.duckdb.before-rebuild"


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many entries were replayed, and where the old database is kept (None: there was none)."""

    entries: int
    kept: Path | None


def rebuild(folder: Path) -> Rebuilt:
    """Make the database again: same numbers, rows and recorded times; the old file is kept beside it.

    Works without a database or with a damaged one. Raises Surroundings, with nothing changed, when archive or
    ledger are incomplete, the salt is gone, or another process has the database.
    """
    with engine_problems(folder):
        if not folder.is_dir():
            raise Surroundings(messages.NO_FOLDER.format(folder=folder))
        ledger = sound_ledger(folder)
        if ledger.salt is None:
            raise Surroundings(messages.NO_FOLDER.format(folder=folder))
        checked_salt(folder, ledger.salt)
        _settle_with_old(folder, ledger)
        for noted in ledger.entries().values():
            if problem := archive_difference(folder, noted):
                raise Surroundings(messages.CANNOT_REBUILD.format(detail=problem.message))
        _remove(folder / NEW_FILE)
        try:
            _replay(folder, ledger)
            return Rebuilt(len(ledger.entries()), _put_in_place(folder))
        finally:
            _remove(folder / NEW_FILE)


def _settle_with_old(folder: Path, ledger: Ledger) -> None:
    """Close what is only prepared with the old database; where that cannot tell, the archive decides.

    A load whose last ledger file could not be written was acknowledged, so what lies whole in the archive is kept.
    """
    if (folder / DATABASE_FILE).exists():
        try:
            engine = open_engine(folder)
        except Surroundings as problem:
            if in_use(problem, folder) or isinstance(problem, NewerDatabase):
                raise
        else:
            try:
                with engine_problems(folder):
                    settle(engine, ledger)
                    lost = [d.entry for d in quick_differences(engine, ledger) if d.code == "entry_extra"]
                if lost:
                    raise Surroundings(messages.LEDGER_SHORT.format(folder=folder, id=lost[0]))
            finally:
                engine.close()
    for line in ledger.unsettled():
        if any(archive_difference(folder, noted) for noted in line.entries):
            ledger.abandoned(line)
        else:
            ledger.committed(line)


def _replay(folder: Path, ledger: Ledger) -> None:
    engine = open_engine(folder, NEW_FILE)
    try:
        (folder / NEW_FILE).chmod(0o600)
        set_meta(engine, "salt", str(ledger.salt))
        if ledger.demo:
            set_meta(engine, "demo", "true")
        entries = ledger.entries()
        for noted in sorted(entries.values(), key=lambda n: n.id):
            _replay_entry(folder, engine, noted)
        with engine.transaction() as cursor:
            cursor.execute("UPDATE counter SET value = ?", [max(entries, default=0)])
            for sheet in SHEETS.values():
                refold(cursor, sheet)
        engine.checkpoint()
        if found := differences(folder, engine, ledger):
            raise Surroundings(messages.CANNOT_REBUILD.format(detail=found[0].message))
    finally:
        engine.close()


def _replay_entry(folder: Path, engine: Engine, noted: Noted) -> None:
    try:
        record = Record.from_json(read_record(folder, noted.id))
    except (ValueError, KeyError, TypeError) as error:
        detail = messages.ARCHIVE_UNREADABLE.format(id=noted.id)
        raise Surroundings(messages.CANNOT_REBUILD.format(detail=detail)) from error
    with engine.transaction() as cursor:
        insert_record(cursor, record)
        for table in table_names_of(folder, noted.id):
            rows = read_table(folder, noted.id, table)
            if rows is not None:
                insert_rows(cursor, table, fields_of(table), rows)


def _put_in_place(folder: Path) -> Path | None:
    """Swap the files. The old log of changes goes first: beside the new database it would be taken for its own."""
    old, kept = folder / DATABASE_FILE, folder / OLD_FILE
    _remove(kept)
    break_seal(folder)
    log = folder / f"{DATABASE_FILE}.wal"
    if log.exists():
        log.replace(folder / f"{OLD_FILE}.wal")
    had = old.exists()
    if had:
        shutil.copy2(old, kept)
    (folder / NEW_FILE).replace(old)
    sync_folder(folder)
    return kept if had else None


def _remove(file: Path) -> None:
    file.unlink(missing_ok=True)
    file.with_name(f"{file.name}.wal").unlink(missing_ok=True)
