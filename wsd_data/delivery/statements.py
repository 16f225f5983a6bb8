"""What people say about a year of a werkplaats, or of all of them: entries of history without rows.

What is said lies in the archive, under the hash of the ledger; the fold of rows does not know it. Nothing said is ever
taken away: what is said later stands beside it or in its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wsd_data.delivery.folder import Store
from wsd_data.delivery.writing import write
from wsd_data.model.clock import now, today
from wsd_data.store.archive import Bundle, read_record
from wsd_data.store.engine import Cursor
from wsd_data.store.fold import NOW, AsOf, known_sql
from wsd_data.store.history import Entry, Record, insert_record, next_number

NETWORK = "network"


@dataclass(frozen=True, slots=True)
class Statement:
    """entry: its number; recorded: moment in UTC; content: what was said."""

    entry: int
    recorded: datetime
    content: Mapping[str, Any]


def state(store: Store, kind: str, year: int, region: str | None, content: Mapping[str, Any]) -> Statement:
    """Make it an entry of history. Raises Surroundings when disk or database fail."""
    made: list[Statement] = []

    def build(cursor: Cursor) -> list[Bundle]:
        made.clear()
        entry = Entry(
            id=next_number(cursor), kind=kind, received=today(), recorded=now(), deliverer=region or NETWORK, scope=str(year)
        )  # fmt: skip
        insert_record(cursor, Record(entry=entry))
        made.append(Statement(entry.id, entry.recorded, content))
        return [Bundle(entry.id, {**Record(entry=entry).as_json(), kind: content})]

    write(store, build)
    return made[0]


def statements(store: Store, kind: str, as_of: AsOf = NOW) -> list[Statement]:
    """Everything of a kind that was said up to a moment, oldest first."""
    with store.engine.cursor() as cursor:
        rows = cursor.execute(
            f"SELECT id, recorded FROM entries WHERE kind = ? AND id IN ({known_sql(as_of)}) ORDER BY id", [kind]
        ).fetchall()
    return [Statement(int(id_), recorded, read_record(store.folder, int(id_))[kind]) for id_, recorded in rows]
