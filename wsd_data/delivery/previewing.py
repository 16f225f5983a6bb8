"""What a commit would do, worked out by the very steps of the commit in a transaction that is taken back.

Nothing is written: no row, no number of the counter, no archive, no ledger. And the commit of what was seen.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

import duckdb

from wsd_data.delivery import messages
from wsd_data.delivery.folder import Store
from wsd_data.delivery.loading import carry_out, check_files, commit, may_tell
from wsd_data.delivery.requests import Loaded, LoadRequest
from wsd_data.intake import FileRead
from wsd_data.model.findings import Finding
from wsd_data.model.problems import Refused, Surroundings
from wsd_data.model.text import Text
from wsd_data.store.ahead import Ahead
from wsd_data.store.engine import FAILED, engine_problems, first_line
from wsd_data.store.history import finding_record


class Outdated(Refused):
    """Something else entered history since the preview; nothing changed."""


@dataclass(frozen=True)
class Seen:
    """What a commit would report and bring, when `version` was the last entry of history."""

    loaded: tuple[Loaded, ...]
    ahead: tuple[Ahead, ...]
    version: int


def preview(store: Store, files: Sequence[tuple[LoadRequest, FileRead]]) -> list[Loaded]:
    """What `commit` would report for these files, as if refused rows were accepted and endings confirmed.

    The ids are the numbers that the deliveries would get. Raises what `commit` would: Usage, Refused, Surroundings.
    """
    return list(look(store, files).loaded)


def look(store: Store, files: Sequence[tuple[LoadRequest, FileRead]]) -> Seen:
    """As `preview`, with the entries that the commit would add to history."""
    asked = [(replace(request, accept_refused=True, confirmed=True), read) for request, read in files]
    check_files(store, asked)
    # Under the lock of writers: both take a number from the counter, and a commit must not fail by that.
    with store.writing, engine_problems(store.folder):
        version = store.version()
        store.engine.will_write()
        cursor = store.engine.cursor()
        cursor.execute("BEGIN TRANSACTION")
        try:
            made = carry_out(store, cursor, asked, set(), rehearsal=True)
        except duckdb.TransactionException as error:
            raise Surroundings(FAILED.format(folder=store.folder, detail=first_line(error))) from error
        finally:
            with contextlib.suppress(duckdb.Error):
                cursor.execute("ROLLBACK")
            cursor.close()
    ahead = tuple(Ahead.of(bundle) for _, bundle in made if bundle)
    return Seen(tuple(loaded for loaded, _ in made), ahead, version)


def commit_seen(store: Store, files: Sequence[tuple[LoadRequest, FileRead]], version: int) -> list[Loaded]:
    """Commit files whose preview was made when `version` was the last entry of history.

    Raises Outdated when history moved on since, else as `commit`.
    """
    with store.writing:
        if store.version() != version:
            raise Outdated(messages.OUTDATED)
        return commit(store, files)


def tellable(read: FileRead, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Findings as they may be shown: what stood in a cell left out where it may be about a person, as in the archive."""
    return tuple(f if may_tell(read, f) else _without_value(f) for f in findings)


def _without_value(finding: Finding) -> Finding:
    kept = finding_record(finding, with_value=False)
    return replace(finding, message=Text(kept["message_nl"], kept["message_en"]), value=None, suggestion=None)
