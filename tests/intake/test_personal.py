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


def test_a_column_of_two_kinds_is_named_after_its_first(read: Read) -> None:
    values = ["p.jansen@saxion.nl", "bel 06-12345678", "NL91ABNA0417164300"]
    orders = [values, values[1:] + values[:1], values[2:] + values[:2]]
    told = [read({"Presentaties": [HEAD, *map(row, order)]}).findings[0].message.en for order in orders]
    assert [words in said for words, said in zip(("e-mail", "phone", "IBAN"), told, strict=True)] == [True] * 3


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
    found = read({"Presentaties": [["Datum", "Titel", "Soort", "Spreker(s)", "Link"], ["2023", "A", "lezing", "P. Jansen", "https://x.nl/?id=0612345678"]]})  # fmt: skip
    assert not found.personal and found.findings == ()


@pytest.mark.parametrize("value", ["p@x.nl", "P. Jansen, 06-12345678", "NL91ABNA0417164300"])
@pytest.mark.parametrize("heading", ["Spreker(s)", "Link"])
def test_how_to_reach_a_speaker_is_not_public(read: Read, heading: str, value: str) -> None:
    found = read({"Presentaties": [[*HEAD, heading], row(None, value), row(None, "iets")]})
    assert found.personal and said(found) == [("personal_column", "E1")]
    assert [r["refused"] for r in rows_of(found, "presentations")] == [True, False]
    assert value not in str(rows_of(found, "presentations"))


def test_how_to_reach_an_author_is_not_public(read: Read) -> None:
    head = ["Titel", "Auteur(s)", "Datum", "Soort", "Link"]
    found = read({"Publicaties": [head, ["A", "Jansen, P.", "2023", "rapport", "mailto:p@x.nl"], ["B", "Jansen <p@x.nl>", "2023", "rapport", None]]})  # fmt: skip
    assert found.personal and [c for c in said(found) if c[0] == "personal_column"] == [
        ("personal_column", "B1"), ("personal_column", "E1"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "value",
    ["BSN: 111222333", "sofinummer 123456789 van", "111.222.333 (BSN)", "geb. 12-3-1985", "P. geboren te Ede op 12 maart 1985", "Geb 1/2/85"],
)  # fmt: skip
def test_words_that_announce_a_number_or_a_birth(read: Read, value: str) -> None:
    found = read({"Presentaties": [HEAD, row(value), row("Een gebouw op 12-3-1985, gebied 111222334")]})
    assert said(found) == [("personal_column", "D1")] and value not in str(found.findings)
    assert [r["refused"] for r in rows_of(found, "presentations")] == [True, False]


def test_codes_of_cases_and_activities_are_no_place_for_citizen_numbers(read: Read) -> None:
    found = read({"Casussen": [["Projectcode", "Periode", "Thema", "Casuscode"], ["P", "2023", "Armoede", 111222333], ["P", "2023", "Armoede", None]]})  # fmt: skip
    assert found.personal and ("personal_column", "D1") in said(found)
    assert [r["refused"] for r in rows_of(found, "casuses")] == [True, False]


def test_a_key_of_persons_on_another_sheet_is_not_kept(read: Read) -> None:
    found = read({"Presentaties": [[*HEAD, "Deelnemersleutel"], row(None, "jan")]})
    assert found.personal and said(found) == [("unmapped_heading", "E1"), ("personal_left_out", "E1")]
    assert not rows_of(found, "presentations")[0]["refused"]
    blank = read({"Presentaties": [[*HEAD, "Deelnemersleutel"], row()]})
    assert not blank.personal
    left = read({"Presentaties": [HEAD, row()], "Kladblok": [["van", "2023"], ["Wie", "Deelnemersleutel"], ["A", "jan"]]})  # fmt: skip
    assert left.personal and ("personal_left_out", "B2") in said(left)
    alone = read({"Presentaties": [HEAD, row()], "Kladblok": [["Mail"], ["p@x.nl"]]})
    assert alone.personal


@pytest.mark.parametrize("value", ["Vragen? p.jansen@saxion.nl", "06-12345678", 111222333])
def test_cells_that_are_not_read_are_looked_at_too(read: Read, value: Any) -> None:
    good = [HEAD, row()]
    assert read({"Presentaties": [[value], *good]}).personal
    assert read({"Presentaties": [[*HEAD, "Sfeer"], row(), [None] * 4 + [value]]}).personal
    for name in ("Toelichting", "Lijsten", "Kladblok"):
        found = read({"Presentaties": good, name: [["Contact", value]]})
        assert found.personal and str(value) not in str(found.findings)
    assert not read({"Presentaties": [["Opgave 2023"], *good], "Toelichting": [["Contact", "via de site"]]}).personal


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
