"""The history as a list: every delivery, undo and change of reference data."""

from __future__ import annotations

from wsd_data.delivery.folder import Store
from wsd_data.model.sheets import SHEETS


def deliveries(store: Store) -> list[dict[str, object]]:
    """Every entry in order, as the contract of the commands has it; `recorded` is in UTC.

    `undoes` is added for an undo: the delivery it took out.
    """
    cursor = store.engine.cursor()
    names = ("id", "kind", "deliverer", "mode", "scope", "received", "recorded", "file", "sha256", "undoes")
    rows = cursor.execute(f"SELECT {', '.join(names)} FROM entries ORDER BY id").fetchall()
    delivered = cursor.execute("SELECT entry, list(DISTINCT sheet) FROM entry_sheets GROUP BY entry").fetchall()
    cursor.close()
    sheets = dict(delivered)
    undone = {row[9]: row[0] for row in rows if row[9] is not None}
    made: list[dict[str, object]] = []
    for row in rows:
        one: dict[str, object] = dict(zip(names, row, strict=True))
        one["received"] = row[5].isoformat()
        one["recorded"] = row[6].isoformat(timespec="seconds") + "Z"
        one["sheets"] = [s for s in SHEETS if s in sheets.get(row[0], ())]
        one["undone_by"] = undone.get(row[0])
        made.append(one)
    return made
