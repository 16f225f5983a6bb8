"""A copy of a data folder in one zip file: database, archive and ledger, without the secret salt."""

from __future__ import annotations

import contextlib
import os
import threading
import zipfile
from pathlib import Path

from wsd_data.delivery import messages
from wsd_data.delivery.differences import settle
from wsd_data.delivery.folder import Store, open_agreeing
from wsd_data.model.problems import Refused, Surroundings
from wsd_data.store.archive import ARCHIVE_FOLDER
from wsd_data.store.engine import DATABASE_FILE, Engine, engine_problems, has_log
from wsd_data.store.ledger import LEDGER_FOLDER


def backup(folder: Path, out: Path, store: Store | None = None) -> Path:
    """Write database, archive and ledger of `folder` to the zip file `out` and return it.

    store: the open folder, where this process has it open; who writes waits until the copy is made, who reads does
    not. The salt is left out: whoever finds the copy cannot guess person keys. It must be kept elsewhere, because
    without it the copy cannot be used. Raises Refused when `out` exists or lies in the folder, Surroundings
    when there are no data or the disk fails; nothing is left behind then.
    """
    with engine_problems(folder):
        if not (folder / LEDGER_FOLDER).is_dir() and not (folder / DATABASE_FILE).exists():
            raise Surroundings(messages.NO_FOLDER.format(folder=folder))
        if out.exists():
            raise Refused(messages.BACKUP_EXISTS.format(out=out))
        if out.resolve().is_relative_to(folder.resolve()):
            raise Refused(messages.BACKUP_INSIDE.format(out=out))
    if store is not None:
        with store.writing:
            with engine_problems(folder):
                settle(store.engine, store.ledger)
            return _packed(folder, store.engine, out)
    # Opening settles and compares, so that a copy is never made of something that does not agree with itself.
    engine, _, _ = open_agreeing(folder)
    with contextlib.closing(engine):
        return _packed(folder, engine, out)


def _packed(folder: Path, engine: Engine, out: Path) -> Path:
    """The zip file of a folder in which nobody writes now."""
    with engine_problems(out.parent):
        engine.checkpoint()
        if has_log(folder):
            raise Surroundings(messages.BACKUP_BUSY.format(folder=folder))
        draft = out.with_name(f".{out.name}.{os.getpid()}.{threading.get_ident()}.new")
        try:
            handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as stream:
                with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as packed:
                    # Through the engine, because opening and closing the file here would drop the lock on it.
                    with packed.open(DATABASE_FILE, "w", force_zip64=True) as database:
                        for part in engine.content():
                            database.write(part)
                    for part_name in (ARCHIVE_FOLDER, LEDGER_FOLDER):
                        for file in sorted((folder / part_name).rglob("*")):
                            if file.is_file() and not any(p.startswith(".") for p in file.relative_to(folder).parts):
                                packed.write(file, file.relative_to(folder))
                stream.flush()
                os.fsync(stream.fileno())
            draft.replace(out)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
    return out
