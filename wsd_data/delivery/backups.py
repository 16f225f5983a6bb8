"""A copy of a data folder in one zip file: database, archive and ledger, without the secret salt."""

from __future__ import annotations

import contextlib
import os
import zipfile
from pathlib import Path

from wsd_data.delivery import messages
from wsd_data.delivery.folder import open_agreeing
from wsd_data.model.problems import Refused, Surroundings
from wsd_data.store.archive import ARCHIVE_FOLDER
from wsd_data.store.engine import DATABASE_FILE, engine_problems
from wsd_data.store.ledger import LEDGER_FOLDER


def backup(folder: Path, out: Path) -> Path:
    """Write database, archive and ledger of `folder` to the zip file `out` and return it.

    The salt is left out: whoever finds the copy cannot guess person keys. It must be kept elsewhere, because
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
    # Opening settles and compares, so that a copy is never made of something that does not agree with itself.
    engine, _, _ = open_agreeing(folder)
    with contextlib.closing(engine), engine_problems(out.parent):
        engine.checkpoint()
        draft = out.with_name(f".{out.name}.{os.getpid()}.new")
        try:
            handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as stream:
                with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as packed:
                    packed.write(folder / DATABASE_FILE, DATABASE_FILE)
                    for part in (ARCHIVE_FOLDER, LEDGER_FOLDER):
                        for file in sorted((folder / part).rglob("*")):
                            if file.is_file() and not file.name.startswith("."):
                                packed.write(file, file.relative_to(folder))
                stream.flush()
                os.fsync(stream.fileno())
            draft.replace(out)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
    return out
