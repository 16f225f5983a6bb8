"""Verify names whatever somebody changed in database, archive or ledger."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from wsd_data.delivery import open_store, verify
from wsd_data.model.problems import Surroundings
from wsd_data.store.engine import open_engine


def codes(folder: Path) -> set[tuple[str, int | None]]:
    found = verify(folder)
    assert all(d.message.nl and d.message.en and d.as_json() for d in found)
    return {(d.code, d.entry) for d in found}


def test_all_is_well(filled: Path) -> None:
    assert codes(filled) == set()


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("UPDATE h_products SET title = 'X' WHERE entry = 3", {("rows", 3)}),
        ("UPDATE h_products SET bko_area = ['x'] WHERE entry = 2", {("rows", 2)}),
        ("DELETE FROM h_products WHERE entry = 4", {("rows", 4)}),
        ("INSERT INTO h_products SELECT * FROM h_products WHERE entry = 4", {("rows", 4)}),
        ("INSERT INTO h_casuses (entry, key) VALUES (2, 'k')", {("rows", 2), ("current", None)}),
        ("INSERT INTO h_casuses (entry, key) VALUES (99, 'k')", {("stray", None)}),
        ("UPDATE k_products SET entry = 1", {("current", None)}),
        ("DELETE FROM k_products", {("current", None)}),
        ("DELETE FROM endings", {("record", 3), ("current", None)}),
        ("UPDATE nothing SET year = 2022", {("record", 3)}),
        ("UPDATE entries SET received = DATE '2020-01-01' WHERE id = 2", {("record", 2)}),
        ("UPDATE entries SET sha256 = 'x' WHERE id = 2", {("entry_other", 2), ("record", 2)}),
        ("DELETE FROM entry_sheets WHERE entry = 2", {("record", 2)}),
        ("UPDATE r_regions SET naam = 'X' WHERE code = 'twente'", {("rows", 1)}),
        ("UPDATE counter SET value = 9", {("counter", None)}),
        ("UPDATE meta SET value = 'x' WHERE name = 'salt'", {("salt_meta", None)}),
        ("DELETE FROM meta WHERE name = 'demo'", {("demo", None)}),
    ],
)
def test_a_change_in_the_database(filled: Path, statement: str, expected: set[tuple[str, int | None]]) -> None:
    engine = open_engine(filled)
    engine.cursor().execute(statement)
    engine.close()
    assert codes(filled) == expected | {("file", None)}


def test_a_change_in_the_archive(filled: Path) -> None:
    place = filled / "archive" / "000002"
    (place / "upload.xlsx").write_bytes(b"other")
    assert codes(filled) == {("archive_changed", 2)}
    shutil.rmtree(place)
    assert codes(filled) == {("archive_lost", 2)}


def test_a_change_in_the_ledger(filled: Path) -> None:
    line = filled / "ledger" / "000005-prepared.json"
    content = line.read_text()
    line.write_text(content.replace('"kind": "delivery"', '"kind": "other"'))
    assert {c for c, _ in codes(filled)} >= {"ledger", "entry_other"}
    with pytest.raises(Surroundings):
        open_store(filled)
    line.write_text("{")
    assert ("ledger", None) in codes(filled)
    line.unlink()
    assert ("ledger", None) in codes(filled)
    line.write_text(content)
    assert codes(filled) == set()


def test_no_database_and_no_data(filled: Path, tmp_path: Path) -> None:
    (filled / "wsd.duckdb").unlink()
    assert codes(filled) == {("no_database", None)}
    for empty in (tmp_path / "nowhere", tmp_path / "empty"):
        with pytest.raises(Surroundings):
            verify(empty)
        (tmp_path / "empty").mkdir(exist_ok=True)
    assert list((tmp_path / "empty").iterdir()) == [] and not (tmp_path / "nowhere").exists()


def test_flipped_bytes_in_the_database(filled: Path) -> None:
    file = filled / "wsd.duckdb"
    content = bytearray(file.read_bytes())
    content[8192 : len(content) : 512] = b"\xff" * len(content[8192 : len(content) : 512])
    file.write_bytes(content)
    assert ("database", None) in codes(filled)
