"""The ledger: its chain, and what it knows of entries."""

from __future__ import annotations

from pathlib import Path

from wsd_data.store.ledger import Ledger, Noted

ONE = Noted(1, "delivery", "aa", "bb")


def test_lines_follow_each_other(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    ledger.opened("ff")
    ledger.committed(ledger.prepared([ONE]))
    ledger.abandoned(ledger.prepared([Noted(2, "delivery", "cc", "dd")]))
    open_line = ledger.prepared([Noted(2, "delivery", "cc", "ee")])
    for one in (ledger, Ledger(tmp_path)):
        assert one.faults == [] and one.salt == "ff" and not one.demo
        assert one.entries() == {1: ONE} and [x.number for x in one.unsettled()] == [open_line.number]
    ledger.committed(open_line)
    assert Ledger(tmp_path).entries()[2].archive == "ee"
    assert min(f.name for f in (tmp_path / "ledger").iterdir()) == "000001-opened.json"
    assert {f.stat().st_mode & 0o777 for f in (tmp_path / "ledger").iterdir()} == {0o600}


def test_a_changed_missing_or_foreign_file(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    ledger.opened("ff")
    ledger.committed(ledger.prepared([ONE]))
    place = tmp_path / "ledger"
    (place / "notes.json").write_text("{}")
    (place / ".000002-prepared.json.new").write_text("{}")
    assert Ledger(tmp_path).faults == []
    first = place / "000001-opened.json"
    content = first.read_text()
    first.write_text(content.replace("ff", "fe"))
    assert Ledger(tmp_path).faults == [2]
    first.write_text(content)
    (place / "000002-prepared.json").unlink()
    assert Ledger(tmp_path).faults == [3]
    (place / "000003-committed.json").write_text("[]")
    assert Ledger(tmp_path).faults == [3]
