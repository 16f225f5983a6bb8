"""Whose data folder, files, store and monitor a command works with: those of whoever gave it.

That is this process, or another one that handed its command to the server that this process is (`handover.visit`).
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from wsd_data.handover import visit
from wsd_data.model.problems import Surroundings
from wsd_data.model.text import Text

if TYPE_CHECKING:
    from wsd_data.delivery import Store
    from wsd_data.figures import Monitor

NOT_WRITTEN = Text("{path} kan niet worden geschreven ({detail}).", "{path} cannot be written ({detail}).")


def data_folder() -> Path:
    """The folder of database, archive, ledger and salt: WSD_DATA_DIR, else data/real; as the asker names it."""
    by = visit()
    return by.folder if by else Path(os.environ.get("WSD_DATA_DIR") or "data/real")


def file_named(name: str) -> Path:
    """A file as the asker names it, who may be in another folder than this process."""
    by = visit()
    return by.cwd / name if by else Path(name)


@contextlib.contextmanager
def writing(name: str) -> Iterator[None]:
    """Around the making of a file. Raises Surroundings with the name that the asker gave it when the system refuses."""
    try:
        yield
    except OSError as error:
        raise Surroundings(NOT_WRITTEN.format(path=name, detail=error.strerror or error)) from error


def write(name: str, content: bytes) -> None:
    """Write a file as the asker names it, and tell its SHA-256. Raises Surroundings."""
    with writing(name):
        file_named(name).write_bytes(content)
    print(f"{name}  {hashlib.sha256(content).hexdigest()}")


def served_store() -> Store | None:
    """The open store of the server that does this command, if a server does it."""
    if visit() is None:
        return None
    from wsd_data.ui.state import opened

    return opened().store


@contextlib.contextmanager
def the_store() -> Iterator[Store]:
    """The open store of the server that does this command, else the data folder opened for this command alone."""
    served = served_store()
    if served is not None:
        yield served
    else:
        from wsd_data.delivery import open_store

        with open_store(data_folder()) as store:
            yield store


def the_monitor(store: Store) -> Monitor:
    """The monitor of the server that does this command, which remembers, else one of its own."""
    if visit():
        from wsd_data.ui.state import opened

        return opened().monitor
    from wsd_data.figures import Monitor

    return Monitor(store.engine)


def put_by(store: Store) -> None:
    """After a command that changed history: beside many rows make its figures ready for the next one. A server does so itself."""
    if visit() is None:
        the_monitor(store).put_by()
