"""Files as intake gives them, made from plain rows, and a data folder to deliver them to."""

from __future__ import annotations

import functools
import hashlib
import itertools
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from wsd_data.delivery import Loaded, LoadRequest, Store, checked, commit, mark_demo, open_store, undo
from wsd_data.intake import FileRead, SheetRead
from wsd_data.model.sheets import SHEETS

ARROW = {
    "VARCHAR": pa.string(), "VARCHAR[]": pa.list_(pa.string()), "DOUBLE": pa.float64(), "BIGINT": pa.int64(),
    "BOOLEAN": pa.bool_(), "DATE": pa.date32(),
}  # fmt: skip
Rows = Sequence[Mapping[str, Any]]
NUMBERS = itertools.count(1)


def typed_table(sheet_id: str, rows: Rows) -> pa.Table:
    """Typed rows of a sheet; a date column given by its name alone is that one day, a number is exact."""
    sheet = SHEETS[sheet_id]
    columns: dict[str, list[Any]] = {"row_number": [], "refused": [], "key_readable": []}
    columns.update({name: [] for name, _ in sheet.fields})
    for index, given in enumerate(rows):
        row = dict(given)
        columns["row_number"].append(row.pop("row_number", index + 2))
        columns["refused"].append(row.pop("refused", False))
        columns["key_readable"].append(row.pop("key_readable", True))
        for column in sheet.columns:
            if column.id in row and column.kind == "date":
                day = row.pop(column.id)
                row |= {f"{column.id}_from": day, f"{column.id}_to": day}
            elif column.id in row and column.kind in ("number", "money"):
                value = row[column.id]
                row |= {f"{column.id}_low": value, f"{column.id}_high": value, f"{column.id}_estimate": False}
            elif column.id in row and column.kind == "authors":
                row |= {"authors_first": row["authors"].split(",")[0].lower()}
        for name, _ in sheet.fields:
            columns[name].append(row.pop(name, None))
        assert not row, row
    types = {"row_number": pa.int32(), "refused": pa.bool_(), "key_readable": pa.bool_()}
    types |= {name: ARROW[kind] for name, kind in sheet.fields}
    return pa.table({name: pa.array(values, types[name]) for name, values in columns.items()})


def letters(sheet_id: str) -> dict[str, str]:
    return {c.id: chr(65 + i % 26) if i < 26 else "A" + chr(39 + i) for i, c in enumerate(SHEETS[sheet_id].columns)}


def file_read(path: Path, sheets: Mapping[str, Rows], **about: Any) -> FileRead:
    """A file with these rows; its bytes on disk are something else that differs from file to file."""
    if not path.exists():
        path.write_bytes(f"file {next(NUMBERS)}".encode())
    content = path.read_bytes()
    made = []
    for sheet_id, rows in sheets.items():
        table = typed_table(sheet_id, rows)
        name, count = SHEETS[sheet_id].name.nl, table.num_rows
        made.append(SheetRead(name, sheet_id, heading_row=1, rows=count, letters=letters(sheet_id), table=table))
    return FileRead(path.name, hashlib.sha256(content).hexdigest(), len(content), sheets=tuple(made), **about)


Deliver = Callable[..., Loaded]


@pytest.fixture
def folder(tmp_path: Path, fresh_folder: Path) -> Path:
    """A data folder of the test's own; a copy, since a folder may be copied."""
    shutil.copytree(fresh_folder, tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    with open_store(folder) as opened:
        yield opened


@pytest.fixture
def make_read(tmp_path: Path) -> Callable[..., FileRead]:
    """make_read({"products": [{…}]}, name="a.xlsx", **about the file): as intake would give it."""

    def make(sheets: Mapping[str, Rows], name: str | None = None, **about: Any) -> FileRead:
        return file_read(tmp_path / (name or f"file-{next(NUMBERS)}.xlsx"), sheets, **about)

    return make


def deliver_rows(
    place: Path, store: Store, sheets: Mapping[str, Rows], *, name: str | None = None, about: Mapping[str, Any] | None = None,
    region: str | None = "twente", received: date | None = date(2024, 1, 1), **request: Any,
) -> Loaded:  # fmt: skip
    """Commit one file of these rows, made in `place`."""
    path = place / (name or f"file-{next(NUMBERS)}.xlsx")
    read = checked(file_read(path, sheets, **(about or {})))
    return commit(store, [(LoadRequest(path, region=region, received=received, **request), read)])[0]


@pytest.fixture
def deliver(tmp_path: Path) -> Deliver:
    """deliver(store, {"products": [{…}]}, region="twente", mode="full", …): commit one file of these rows."""
    return functools.partial(deliver_rows, tmp_path)


@pytest.fixture(scope="session")
def whole_history(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole") / "data"
    deliver = functools.partial(deliver_rows, folder.parent)
    rows = [
        {
            "title": t,
            "type": "toolbox",
            "bko_area": ["x", "y"],
            "date_from": date(2023, 1, 1),
            "date_to": date(2023, 12, 31),
        }
        for t in "AB"
    ]
    with open_store(folder) as store:
        mark_demo(store)
        deliver(store, {"products": rows})
        deliver(store, {"products": rows[:1]}, mode="full", confirmed=True, nothing=(("casuses", 2023),))
        undo(store, deliver(store, {"products": [rows[0] | {"link": "l"}]}).id, confirmed=True)
    return folder


@pytest.fixture
def filled(tmp_path: Path, whole_history: Path) -> Path:
    """A demo folder: reference data (1), two rows (2), a full delivery that ends one (3), a delivery (4) undone (5)."""
    shutil.copytree(whole_history, tmp_path / "filled")
    return tmp_path / "filled"
