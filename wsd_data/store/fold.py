"""The present as a fold of history: which entries are known at a moment, and which rows are then in force.

Knows the tables of history; knows nothing of how they came there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from wsd_data.model.columns import Sheet
from wsd_data.store.tables import row_fields


@dataclass(frozen=True, slots=True)
class AsOf:
    """A state of knowledge: just after an entry, at the end of a day, or now (both None)."""

    entry: int | None = None
    day: date | None = None

    @property
    def text(self) -> str | None:
        return str(self.entry) if self.entry is not None else self.day.isoformat() if self.day else None


NOW = AsOf()


def known_sql(as_of: AsOf) -> str:
    """SELECT of the ids of entries known at that moment. The first reference entry is always known."""
    if as_of.entry is not None:
        return f"SELECT id FROM entries WHERE id <= {int(as_of.entry)}"
    if as_of.day is not None:
        return (
            f"SELECT id FROM entries WHERE received <= DATE '{as_of.day.isoformat()}' "
            "OR id = (SELECT min(id) FROM entries WHERE kind = 'reference')"
        )
    return "SELECT id FROM entries"


def live_sql(as_of: AsOf) -> str:
    """SELECT of the ids of deliveries in force: known, and not undone by a known undo."""
    known = known_sql(as_of)
    return (
        f"SELECT id FROM entries WHERE kind = 'delivery' AND id IN ({known}) AND id NOT IN "
        f"(SELECT undoes FROM entries WHERE kind = 'undo' AND id IN ({known}))"
    )


def pointers_sql(sheet: Sheet, as_of: AsOf, keys: str | None = None, name: str = "key", rows: str = "") -> str:
    """SELECT of (key, entry) of the rows of a sheet in force: per key the latest live delivery, unless ended since.

    An ending names the very row it ends, so that a row that an undo brings back is ended by exactly those
    later full deliveries that answer for its days. `keys` may be a SELECT of one column of keys to which the
    fold is limited; name: SQL of what it names a key by. rows: a table with
    key and entry of all rows of history that matter, if not that of the sheet.
    """
    only = f" AND {name} IN ({keys})" if keys else ""
    return (
        f"WITH live AS ({live_sql(as_of)}), "
        f"latest AS (SELECT key, max(entry) AS entry FROM {rows or f'h_{sheet.id}'} WHERE entry IN (FROM live){only} GROUP BY key), "
        f"ended AS (SELECT key, brought FROM endings WHERE sheet = '{sheet.id}' AND entry IN (FROM live){only}) "
        "FROM latest l WHERE NOT EXISTS (FROM ended e WHERE e.key = l.key AND e.brought = l.entry)"
    )


def differing_sql(one: AsOf, other: AsOf) -> str:
    """SELECT of the ids of deliveries in force in just one of two states."""
    these, those = live_sql(one), live_sql(other)
    return f"(({these}) EXCEPT ({those})) UNION ALL (({those}) EXCEPT ({these}))"


def touched_keys(sheet: Sheet, entries: str) -> str:
    """SELECT of the keys that entries brought or ended on a sheet. entries: a SELECT of their ids, or the ids themselves."""
    return (
        f"SELECT key FROM h_{sheet.id} WHERE entry IN ({entries}) "
        f"UNION SELECT key FROM endings WHERE sheet = '{sheet.id}' AND entry IN ({entries})"
    )


def past_pointers_sql(sheet: Sheet, as_of: AsOf, database: str) -> str:
    """As `pointers_sql`, from those of now in a database: only keys of entries that count in one of both states are folded anew."""
    touched = touched_keys(sheet, differing_sql(as_of, NOW))
    return (
        f"SELECT key, entry FROM {database}.k_{sheet.id} WHERE key NOT IN ({touched}) "
        f"UNION ALL ({pointers_sql(sheet, as_of, touched)})"
    )


def fold_sql(sheet: Sheet, as_of: AsOf, keys: str | None = None) -> str:
    """SELECT of the rows that `pointers_sql` points at."""
    fields = ", ".join(f'h."{name}"' for name, _ in row_fields(sheet))
    return f"SELECT {fields} FROM h_{sheet.id} h JOIN ({pointers_sql(sheet, as_of, keys)}) l ON h.key = l.key AND h.entry = l.entry"
