"""A backup is whole, keeps the secret out, and overwrites nothing."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from wsd_data.delivery import Loaded, Store, backup, open_store, verify
from wsd_data.model.problems import Refused, Surroundings

Deliver = Callable[..., Loaded]


def test_a_backup_with_the_salt_put_back_is_the_same(
    store: Store, deliver: Deliver, folder: Path, tmp_path: Path
) -> None:
    deliver(store, {"products": [{"title": "A", "type": "toolbox", "date": date(2023, 1, 1)}]})
    store.close()
    out = backup(folder, tmp_path / "copy.zip")
    assert out.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(out) as packed:
        names = packed.namelist()
        packed.extractall(tmp_path / "restored")
    assert "salt" not in names and "wsd.duckdb" in names and "archive/000002/h_products.parquet" in names
    assert [d.code for d in verify(tmp_path / "restored")] == ["salt"]
    with pytest.raises(Surroundings):
        open_store(tmp_path / "restored")
    shutil.copy(folder / "salt", tmp_path / "restored" / "salt")
    assert verify(tmp_path / "restored") == []
    with open_store(tmp_path / "restored") as again:
        assert again.version() == 2


def test_nothing_is_overwritten(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "copy.zip").write_text("mine")
    with pytest.raises(Refused):
        backup(folder, tmp_path / "copy.zip")
    with pytest.raises(Refused):
        backup(folder, folder / "copy.zip")
    with pytest.raises(Surroundings):
        backup(tmp_path / "nowhere", tmp_path / "other.zip")
    with pytest.raises(Surroundings):
        backup(folder, tmp_path / "no" / "such" / "folder.zip")
    assert (tmp_path / "copy.zip").read_text() == "mine" and not (tmp_path / "other.zip").exists()
    assert not (tmp_path / "nowhere").exists()
