"""The one path by which anything enters history: archive → prepared → commit → checkpoint → committed.

Knows the order of these steps and what to do when one fails; knows nothing of what is written.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import duckdb

from wsd_data.delivery import messages
from wsd_data.delivery.differences import settle
from wsd_data.model.problems import Surroundings
from wsd_data.store.ahead import Ahead
from wsd_data.store.archive import Bundle, write_bundle
from wsd_data.store.engine import FAILED, Cursor, engine_problems, first_line
from wsd_data.store.ledger import Line, Noted

if TYPE_CHECKING:
    from wsd_data.delivery.folder import Store

ATTEMPTS = 5


def write(store: Store, build: Callable[[Cursor], Sequence[Bundle]]) -> None:
    """Run `build` in a transaction and make its entries part of history, all or none.

    build: writes rows and records through the cursor and returns what the archive keeps of each entry. It may
    be called again when another process wrote at the same time. Whatever it raises leaves nothing changed.
    Raises Surroundings when disk or database fail.
    """
    with store.writing, engine_problems(store.folder):
        settle(store.engine, store.ledger)
        for attempt in range(1, ATTEMPTS + 1):
            try:
                line = _once(store, build)
                break
            except duckdb.TransactionException as error:
                if "conflict" not in str(error).lower():
                    raise Surroundings(FAILED.format(folder=store.folder, detail=first_line(error))) from error
                if attempt == ATTEMPTS:
                    raise Surroundings(messages.CHANGED_UNDER_US.format(folder=store.folder)) from error
                time.sleep(0.05 * attempt)
        if line is None:
            return
        # What follows cannot undo the commit: a start finds it in the database and settles the ledger.
        with contextlib.suppress(duckdb.Error):
            store.engine.checkpoint()
        with contextlib.suppress(OSError):
            store.ledger.committed(line)


def _once(store: Store, build: Callable[[Cursor], Sequence[Bundle]]) -> Line | None:
    line: Line | None = None
    try:
        with contextlib.ExitStack() as around, store.engine.transaction() as cursor:
            bundles = build(cursor)
            if bundles:
                around.enter_context(store.coming([Ahead.of(bundle) for bundle in bundles], cursor))
                noted = [
                    Noted(
                        b.entry, b.record["entry"]["kind"], b.record["entry"]["sha256"], write_bundle(store.folder, b)
                    )
                    for b in bundles
                ]
                line = store.ledger.prepared(noted)
    except BaseException:
        if line is not None:
            with contextlib.suppress(OSError, duckdb.Error):
                settle(store.engine, store.ledger)
        raise
    return line
