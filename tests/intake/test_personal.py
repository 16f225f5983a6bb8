"""Data about persons: refused, hashed or left out, and never repeated in a message."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.intake.conftest import Read
from tests.intake.workbooks import rows_of, said

HEAD = ["Datum", "Titel", "Soort", "Opmerking"]


def row(remark: Any = None, *more: Any) -> list[Any]:
    return [dt.date(2023, 10, 12), "Rede", "lezing", remark, *more]


@pytest.mark.parametrize("value", ["p.jansen@saxion.nl", "bel 06-12345678", "NL91ABNA0417164300"])
def test_a_value_about_a_person_refuses_its_row(read: Read, value: str) -> None:
    found = read({"Presentaties": [HEAD, row("mooi"), row(value)]})
    assert found.personal and said(found) == [("personal_column", "D1")]
    assert [(r["refused"], r["remark"]) for r in rows_of(found, "presentations")] == [(False, "mooi"), (True, None)]
    assert value not in str(found.findings)


def test_citizen_numbers_are_seen_by_the_column(read: Read) -> None:
    found = read({"Presentaties": [[*HEAD, "Nummer"], row(None, 123456782.0), row(None, "111222333"), row(None, 5)]})
    assert said(found) == [("unmapped_heading", "E1"), ("personal_column", "E1")]
    assert [r["refused"] for r in rows_of(found, "presentations")] == [True, True, False]
    codes = [[*row(), 111222333], [*row(), "123456782"], [*row(), None]]
    assert not read({"Presentaties": [[*HEAD, "Projectcode"], *codes]}).personal
    assert read({"Presentaties": [[*HEAD, "Projectcode"], *codes, [*row(), "999999990"]]}).personal
    few = read({"Presentaties": [[*HEAD, "Nummer"], row(None, 123456782.0), row(None, 5), row(None, 6)]})
    assert said(few) == [("unmapped_heading", "E1")]


@pytest.mark.parametrize(
    "heading", ["Geboortedatum", "Date of birth", "BSN", "E-mail", "E-mailadres contact", "Telefoonnummer", "IBAN"]
)
def test_a_heading_can_say_it(read: Read, heading: str) -> None:
    found = read({"Presentaties": [[*HEAD, heading], row(None, "iets"), row()]})
    assert found.personal and said(found) == [("unmapped_heading", "E1"), ("personal_column", "E1")]
    assert [r["refused"] for r in rows_of(found, "presentations")] == [True, False]
    assert not read({"Presentaties": [[*HEAD, heading], row()]}).personal


def test_names_in_a_column_of_their_own_are_left_out(read: Read) -> None:
    found = read({"Presentaties": [[*HEAD, "Achternaam"], row(None, "Jansen")]})
    assert found.personal and said(found) == [("unmapped_heading", "E1"), ("personal_left_out", "E1")]
    assert [r["refused"] for r in rows_of(found, "presentations")] == [False]


def test_a_sheet_that_is_left_out_is_looked_at_too(read: Read) -> None:
    found = read({"Presentaties": [HEAD, row()], "Adressen": [["Wie", "Waar"], ["A", "a@b.nl"]]})
    assert found.personal and said(found) == [("unknown_sheet", ""), ("personal_left_out", "B1")]


def test_speakers_and_links_may_be_public(read: Read) -> None:
    found = read({"Presentaties": [["Datum", "Titel", "Soort", "Spreker(s)", "Link"], ["2023", "A", "lezing", "p@x.nl", "https://x.nl/0612345678"]]})  # fmt: skip
    assert not found.personal and found.findings == ()


def test_a_person_key_leaves_only_its_hash(read: Read) -> None:
    head = ["Datum", "Activiteit", "Soort activiteit", "Rol", "Aantal deelnames", "Deelnemersleutel"]
    cells = ["2023", "Les", "training", "student", 1]
    found = read({"Deelnemers": [head, [*cells, "jan.jansen@x.nl"], [*cells, " JAN.jansen@x.nl"], [*cells, None]]})
    keys = [r["person_key"] for r in rows_of(found, "participants")]
    assert keys[0] == keys[1] and len(keys[0]) == 32 and keys[2] is None
    assert found.personal and found.findings == ()
    assert not read({"Deelnemers": [head, [*cells, None]]}).personal


def test_a_personal_value_in_the_wrong_column_is_not_shown(read: Read) -> None:
    found = read({"Presentaties": [["Datum", "Titel", "Soort"], ["p.jansen@saxion.nl", "A", "bel 06-12345678"]]})
    assert "jansen" not in str(found.findings) and "12345678" not in str(found.findings)
    assert found.personal and rows_of(found, "presentations")[0]["refused"]
