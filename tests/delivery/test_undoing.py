"""Undo: its effect beforehand, the effect itself, and what it refuses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from wsd_data.delivery import Loaded, SheetEffect, Store, UndoPreview, deliveries, undo, undo_preview, verify
from wsd_data.model.problems import Refused

Deliver = Callable[..., Loaded]


def product(title: str, link: str = "") -> dict[str, object]:
    return {"title": title, "type": "toolbox", "date": date(2023, 3, 1), "link": link or None}


def current(store: Store) -> list[tuple[str, str | None]]:
    return store.engine.cursor().execute("SELECT title, link FROM c_products ORDER BY title").fetchall()


def test_rows_disappear_return_come_back_or_stay(store: Store, deliver: Deliver, folder: Path) -> None:
    deliver(store, {"products": [product("A", "1"), product("B", "1"), product("C", "1")]})
    second = deliver(
        store, {"products": [product("A", "2"), product("B", "2"), product("D", "2")]}, mode="full", confirmed=True
    )
    deliver(store, {"products": [product("B", "3")]})
    preview = undo_preview(store, second.id)
    assert preview.sheets == (SheetEffect("products", gone=1, earlier=1, back=1, stay=1),)
    done = undo(store, second.id, confirmed=True)
    assert done.preview == preview and done.as_json() == {"delivery": second.id} and done.id == second.id + 2
    assert current(store) == [("A", "1"), ("B", "3"), ("C", "1")]
    store.close()
    assert verify(folder) == []


def test_undo_of_an_earlier_delivery_leaves_later_rows(store: Store, deliver: Deliver) -> None:
    first = deliver(store, {"products": [product("A", "1"), product("B", "1")]})
    deliver(store, {"products": [product("A", "2")]})
    undo(store, first.id, confirmed=True)
    assert current(store) == [("A", "2")]


def test_what_cannot_be_undone(store: Store, deliver: Deliver) -> None:
    first = deliver(store, {"products": [product("A")]})
    done = undo(store, first.id, confirmed=True)
    for number in (99, 1, done.id, first.id):
        with pytest.raises(Refused):
            undo(store, number, confirmed=True)
        with pytest.raises(Refused):
            undo_preview(store, number)
    assert store.version() == done.id


def test_undo_must_be_confirmed(store: Store, deliver: Deliver) -> None:
    first = deliver(store, {"products": [product("A")]})
    asked: list[UndoPreview] = []
    with pytest.raises(Refused):
        undo(store, first.id)
    with pytest.raises(Refused):
        undo(store, first.id, confirm=lambda preview: bool(asked.append(preview)))
    assert asked[0].file.startswith("file-") and len(current(store)) == 1
    undo(store, first.id, confirm=lambda preview: preview.sheets[0].gone == 1)
    assert current(store) == [] and [d["kind"] for d in deliveries(store)][-1] == "undo"
