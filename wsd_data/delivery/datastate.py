"""Which state of the data something was made from, so that it can be recognised and made again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from wsd_data.delivery.folder import Store
from wsd_data.store.fold import AsOf, known_sql


@dataclass(frozen=True, slots=True)
class DataState:
    """entry: the last one known; received: its date; fingerprint: SHA-256 over all that was known, equal after a rebuild."""

    entry: int
    received: date | None
    fingerprint: str
    demo: bool


def data_state(store: Store, as_of: AsOf) -> DataState:
    """The state of the data of a store as known at a moment; also while something is being written."""
    with store.engine.cursor() as cursor:
        known = cursor.execute(
            f"SELECT id, received FROM entries WHERE id IN ({known_sql(as_of)}) ORDER BY id"
        ).fetchall()
    # Somebody may be writing: an entry is in the database a moment before the ledger calls it committed.
    digests = store.ledger.entries(with_unsettled=True)
    whole = hashlib.sha256()
    for id_, _ in known:
        whole.update(f"{id_} {digests[id_].archive}\n".encode())
    last = known[-1] if known else (0, None)
    return DataState(int(last[0]), last[1], whole.hexdigest(), store.demo)
