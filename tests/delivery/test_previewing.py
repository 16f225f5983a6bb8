"""Preview: the same outcome as the commit, and not a trace of it anywhere; and the commit of what was seen."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from wsd_data.delivery import (
    Loaded,
    LoadRequest,
    Outdated,
    Store,
    checked,
    commit,
    commit_seen,
    deliveries,
    details,
    history,
    open_store,
    preview,
    tellable,
    undo,
    verify,
)
from wsd_data.intake import FileRead
from wsd_data.model.clock import today
from wsd_data.model.problems import Problem, Refused, Usage
from wsd_data.store.engine import DATABASE_FILE
from wsd_data.store.tables import table_names

Deliver = Callable[..., Loaded]
MakeRead = Callable[..., FileRead]
RECEIVED = date(2024, 2, 1)


def product(title: str, link: str | None = None, **more: object) -> dict[str, object]:
    return {"title": title, "type": "toolbox", "date": date(2023, 3, 1), "link": link, **more}


def everything(store: Store) -> dict[str, object]:
    """Every row of every table, and the bytes of every file beside the database."""
    cursor = store.engine.cursor()
    state: dict[str, object] = {t: cursor.execute(f"SELECT * FROM {t} ORDER BY ALL").fetchall() for t in table_names()}
    cursor.close()
    for file in sorted(store.folder.rglob("*")):
        if file.is_file() and not file.name.startswith(DATABASE_FILE):
            state[str(file)] = hashlib.sha256(file.read_bytes()).hexdigest()
    return state


def asked(tmp_path: Path, read: FileRead, mode: str = "full", **request: object) -> tuple[LoadRequest, FileRead]:
    made = LoadRequest(tmp_path / read.name, region="twente", mode=mode, received=RECEIVED, **request)  # type: ignore[arg-type]
    return made, checked(read)


@pytest.fixture
def known(store: Store, deliver: Deliver) -> Store:
    """Three rows in force, and one that was taken out."""
    deliver(store, {"products": [product("A"), product("B"), product("C")]})
    undo(store, deliver(store, {"products": [product("E")]}).id, confirmed=True)
    return store


def test_a_preview_tells_what_the_commit_then_reports_and_leaves_no_trace(
    known: Store, make_read: MakeRead, tmp_path: Path
) -> None:
    rows = [product("A"), product("B", "https://new"), product("D"), product("F", refused=True)]
    one = asked(tmp_path, make_read({"products": rows}))
    # The second file builds on the first: what that brings is known here.
    two = asked(tmp_path, make_read({"products": [product("D"), product("G")], "casuses": []}), mode="add")
    before = everything(known)
    seen = preview(known, [one, two])
    assert everything(known) == before
    assert [(x.new, x.changed, x.unchanged, x.ended, x.refused) for x in seen] == [(1, 1, 1, 1, 1), (1, 0, 1, 0, 0)]
    assert [words for _, words in seen[0].ended_rows] == ["C (01-03-2023)"]
    assert [x.id for x in seen] == [known.version() + 1, known.version() + 2]
    with pytest.raises(Refused):  # seen is not agreed
        commit(known, [one, two])
    sure = [
        (LoadRequest(r.path, r.region, r.mode, received=RECEIVED, accept_refused=True, confirmed=True), f)
        for r, f in (one, two)
    ]
    assert commit(known, sure) == seen
    known.close()
    assert verify(known.folder) == []


def test_a_duplicate_names_the_delivery_that_has_it(known: Store, make_read: MakeRead, tmp_path: Path) -> None:
    file = asked(tmp_path, make_read({"products": [product("N")]}), mode="add")
    (done,) = commit(known, [file])
    before = everything(known)
    (seen,) = preview(known, [file])
    assert seen.duplicate and seen.id == done.id and everything(known) == before


def test_what_a_commit_refuses_a_preview_refuses_too(known: Store, make_read: MakeRead, tmp_path: Path) -> None:
    read = checked(make_read({"products": [product("N")]}))
    empty = checked(make_read({"products": [product("N", refused=True)]}))
    example = checked(make_read({"products": [product("N")]}, example=True))
    before = everything(known)
    path = tmp_path / read.name
    for files, problem in (
        ([], Usage),
        ([(LoadRequest(path, region="atlantis"), read)], Usage),
        ([(LoadRequest(path, received=today() + timedelta(1)), read)], Refused),
        ([(LoadRequest(path, received=date(2020, 1, 1)), read)], Refused),
        ([(LoadRequest(tmp_path / empty.name), empty)], Refused),
        ([(LoadRequest(tmp_path / example.name), example)], Refused),
    ):
        with pytest.raises(problem) as raised:
            preview(known, files)
        assert isinstance(raised.value, Problem) and raised.value.message.en
    assert everything(known) == before


def test_a_preview_keeps_no_number_and_the_next_commit_goes_on(
    known: Store, make_read: MakeRead, tmp_path: Path, deliver: Deliver
) -> None:
    file = asked(tmp_path, make_read({"products": [product("N")]}), mode="add")
    last = known.version()
    preview(known, [file])
    preview(known, [file])
    assert deliver(known, {"products": [product("X")]}).id == last + 1


def test_only_what_was_seen_is_committed(known: Store, make_read: MakeRead, tmp_path: Path, deliver: Deliver) -> None:
    file = asked(tmp_path, make_read({"products": [product("N")]}), mode="add")
    version = known.version()
    seen = preview(known, [file])
    deliver(known, {"products": [product("X")]})
    moved = everything(known)
    with pytest.raises(Outdated):
        commit_seen(known, [file], version)
    assert everything(known) == moved
    assert [x.new for x in commit_seen(known, [file], known.version())] == [x.new for x in seen]


def test_values_about_people_are_left_out(store: Store, tmp_path: Path) -> None:
    from tests.figures.conftest import write_workbook
    from wsd_data.delivery import inspect

    rows = {
        "participants": [{"role": "Jan Jansen", "attendances": 3}],
        "presentations": [{"title": "Lezing", "type": "toneel"}],
    }
    read = inspect(write_workbook(tmp_path / "a.xlsx", rows), store.known)
    told = {f.sheet: f for f in tellable(read, read.findings) if f.code == "unknown_term"}
    assert "Jansen" not in repr(told["Deelnemers"]) and "“…”" in told["Deelnemers"].message.nl
    assert told["Presentaties"].value == "toneel" and "toneel" in told["Presentaties"].message.en


def test_history_and_details_of_a_delivery(filled: Path) -> None:
    with open_store(filled) as store:
        listed = history(store)
        assert [x.entry.id for x in listed] == [d["id"] for d in reversed(deliveries(store))]
        assert [(x.entry.kind, x.undone_by) for x in listed] == [
            ("undo", None), ("delivery", 5), ("delivery", None), ("delivery", None), ("reference", None),
        ]  # fmt: skip
        full = details(store, 3)
        assert full is not None and full.entry.ended_rows == 1
        assert full.ended_rows == (("products", "B (01-01-2023 – 31-12-2023)"),)
        assert full.nothing == (("casuses", 2023),) and full.sheets[0].sheet == "products"
        assert details(store, 99) is None
