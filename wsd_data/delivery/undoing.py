"""Taking one delivery out of the fold: the effect beforehand, and the undo itself, an entry of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from wsd_data.delivery import messages
from wsd_data.delivery.folder import Store
from wsd_data.delivery.writing import write
from wsd_data.model.clock import now, today
from wsd_data.model.columns import Sheet
from wsd_data.model.problems import Refused
from wsd_data.store.archive import Bundle
from wsd_data.store.engine import Cursor
from wsd_data.store.fold import NOW, live_sql, touched_keys
from wsd_data.store.history import Entry, Record, insert_record, next_number, refold, touched_sheets


@dataclass(frozen=True, slots=True)
class SheetEffect:
    """What an undo does to the rows in force of a sheet.

    gone: rows that disappear. earlier: rows that return to what an earlier delivery said.
    back: rows the delivery ended that come back. stay: rows that later deliveries restated or ended.
    """

    sheet: str
    gone: int
    earlier: int
    back: int
    stay: int


@dataclass(frozen=True, slots=True)
class UndoPreview:
    id: int
    file: str
    deliverer: str
    sheets: tuple[SheetEffect, ...]


@dataclass(frozen=True, slots=True)
class Undone:
    """The new entry, the delivery it takes out, and what that did."""

    id: int
    undoes: int
    preview: UndoPreview

    def as_json(self) -> dict[str, object]:
        return {"delivery": self.undoes}


def undo_preview(store: Store, number: int) -> UndoPreview:
    """The effect of undoing a delivery. Raises Refused when it does not exist, is undone already or is no delivery."""
    cursor = store.engine.cursor()
    try:
        return _preview(cursor, number)
    finally:
        cursor.close()


def undo(
    store: Store, number: int, *, confirmed: bool = False, confirm: Callable[[UndoPreview], bool] | None = None
) -> Undone:
    """Take a delivery out of the fold; rows restated by later deliveries stay.

    Raises Refused as `undo_preview`, or when neither `confirmed` nor `confirm` agrees; Surroundings when disk or
    database fail. Nothing has changed then.
    """
    done: list[Undone] = []
    agreed: list[UndoPreview] = []

    def build(cursor: Cursor) -> list[Bundle]:
        done.clear()
        preview = _preview(cursor, number)
        if not confirmed and preview not in agreed:
            if confirm is None or not confirm(preview):
                raise Refused(messages.UNDO_NOT_CONFIRMED.format(id=number))
            agreed.append(preview)
        entry = Entry(
            id=next_number(cursor),
            kind="undo",
            received=today(),
            recorded=now(),
            deliverer=preview.deliverer,
            undoes=number,
        )
        record = Record(entry=entry)
        insert_record(cursor, record)
        for sheet in touched_sheets(cursor, number):
            refold(cursor, sheet, touched_keys(sheet, str(int(number))))
        done.append(Undone(entry.id, number, preview))
        return [Bundle(entry.id, record.as_json())]

    write(store, build)
    return done[0]


def _preview(cursor: Cursor, number: int) -> UndoPreview:
    row = cursor.execute("SELECT kind, file, deliverer FROM entries WHERE id = ?", [number]).fetchone()
    if row is None:
        raise Refused(messages.NO_SUCH_ENTRY.format(id=number))
    kind, file, deliverer = row
    if kind != "delivery":
        raise Refused(messages.NOT_A_DELIVERY.format(id=number, kind=kind))
    undone = cursor.execute("SELECT id FROM entries WHERE kind = 'undo' AND undoes = ?", [number]).fetchone()
    if undone:
        raise Refused(messages.ALREADY_UNDONE.format(id=number, by=undone[0]))
    return UndoPreview(
        number, file, deliverer, tuple(_effect(cursor, number, s) for s in touched_sheets(cursor, number))
    )


def _effect(cursor: Cursor, number: int, sheet: Sheet) -> SheetEffect:
    """The rows in force of the keys it touched, beside the fold without it."""
    row = cursor.execute(
        f"WITH brought AS (SELECT key FROM h_{sheet.id} WHERE entry = {number}), "
        f"touched AS ({touched_keys(sheet, str(int(number)))}), "
        f"latest AS (SELECT key, max(entry) AS entry FROM h_{sheet.id} WHERE key IN (FROM touched) "
        f"AND entry IN ({live_sql(NOW)}) AND entry <> {number} GROUP BY key), "
        f"after AS (SELECT key FROM latest l WHERE NOT EXISTS (FROM endings e WHERE e.sheet = '{sheet.id}' "
        f"AND e.key = l.key AND e.brought = l.entry AND e.entry IN ({live_sql(NOW)}) AND e.entry <> {number})), "
        "told AS (SELECT c.entry AS entry, a.key IS NOT NULL AS there, b.key IS NOT NULL AS mine FROM touched t "
        f"LEFT JOIN c_{sheet.id} c ON c.key = t.key LEFT JOIN after a ON a.key = t.key LEFT JOIN brought b ON b.key = t.key) "
        f"SELECT count(*) FILTER (entry = {number} AND NOT there), count(*) FILTER (entry = {number} AND there), "
        f"count(*) FILTER (entry IS NULL AND there), count(*) FILTER (mine AND entry IS DISTINCT FROM {number}) FROM told"
    ).fetchone()
    gone, earlier, back, stay = row or (0, 0, 0, 0)
    return SheetEffect(sheet.id, gone, earlier, back, stay)
