"""The archive: bundles that are there whole, and the digest that knows them."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from wsd_data.store.archive import Bundle, digest, read_record, read_table, table_names_of, write_bundle, write_whole


def test_a_bundle_comes_back_as_it_went(tmp_path: Path) -> None:
    table = pa.table({"entry": pa.array([7], pa.int32()), "names": pa.array([["a", "b"]], pa.list_(pa.string()))})
    written = write_bundle(tmp_path, Bundle(7, {"entry": {"id": 7}}, {"h_products": table}, ("xlsx", b"PK")))
    assert digest(tmp_path, 7) == written and digest(tmp_path, 8) is None
    assert read_record(tmp_path, 7) == {"entry": {"id": 7}} and table_names_of(tmp_path, 7) == ["h_products"]
    assert read_table(tmp_path, 7, "h_products") == table and read_table(tmp_path, 7, "h_other") is None
    (tmp_path / "archive" / "000007" / "Thumbs.db").write_text("x")
    assert digest(tmp_path, 7) == written
    (tmp_path / "archive" / "000007" / "upload.xlsx").unlink()
    assert digest(tmp_path, 7) != written


def test_a_leftover_is_replaced_whole(tmp_path: Path) -> None:
    table = pa.table({"entry": pa.array([1], pa.int32())})
    write_bundle(tmp_path, Bundle(1, {"entry": 1}, {"h_products": table}, ("xlsx", b"PK")))
    written = write_bundle(tmp_path, Bundle(1, {"entry": 2}))
    assert [f.name for f in (tmp_path / "archive" / "000001").iterdir()] == ["delivery.json"]
    assert digest(tmp_path, 1) == written


def test_a_failed_write_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        write_bundle(tmp_path, Bundle(1, {"entry": object()}))
    assert list((tmp_path / "archive").iterdir()) == []
    (tmp_path / "taken").mkdir()
    with pytest.raises(OSError):
        write_whole(tmp_path / "taken", b"x")
    assert sorted(f.name for f in tmp_path.iterdir()) == ["archive", "taken"]
