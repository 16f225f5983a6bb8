"""Marks of published work: first author, DOI, ISBN, yes and no; and what points at a person."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from wsd_data.intake import people
from wsd_data.intake.messages import issue
from wsd_data.intake.works import first_author, parse_doi, parse_flag, parse_isbn


@pytest.mark.parametrize(
    ("typed", "surname"),
    [
        ("Jansen, P.", "jansen"),
        ("P. Jansen", "jansen"),
        ("Jansen P.", "jansen"),
        ("Pieter de Vries", "vries"),
        ("Vries, P. de", "vries"),
        ("De Vries, P.; Jansen, K.", "vries"),
        ("J. van der Meer & K. Bos", "meer"),
        ("P.J. van 't Hof en anderen", "hof"),
        ("Jan Willem Duyvendak", "duyvendak"),
        ("Pieter Jansen, Karel de Boer", "jansen"),
        ("García Márquez, G.", "garcía márquez"),
        ("Jansen, P., De Boer, K.", "jansen"),
        ("Jansen\nDe Boer", "jansen"),
        ("P. v.d. Berg", "berg"),
        ("Onbekend", "onbekend"),
        ("unknown", "onbekend"),
        ("-", None),
    ],
)
def test_first_author(typed: str, surname: str | None) -> None:
    assert first_author(typed) == surname


@pytest.mark.parametrize(
    "typed", ["10.1234/Abc.5", "https://doi.org/10.1234/abc.5", "doi:10.1234/ABC.5", "DOI: 10.1234/abc.5", "http://dx.doi.org/10.1234/abc.5"]
)  # fmt: skip
def test_a_doi_in_every_dress(typed: str) -> None:
    assert parse_doi(typed) == ("10.1234/abc.5", None)


def test_what_is_no_doi() -> None:
    assert parse_doi("zie website") == (None, issue("doi_unclear"))
    assert parse_doi("n.v.t.") == (None, None)


@pytest.mark.parametrize(
    ("typed", "isbn"),
    [
        ("978-90-8850-123-5", None),
        ("978-0-306-40615-7", "9780306406157"),
        ("ISBN 978 0 306 40615 7", "9780306406157"),
        ("ISBN-13: 9780306406157", "9780306406157"),
        ("0-306-40615-2", "9780306406157"),
        ("080442957X", "9780804429573"),
        (9780306406157.0, "9780306406157"),
        ("12345", None),
    ],
)
def test_isbn(typed: Any, isbn: str | None) -> None:
    assert parse_isbn(typed) == ((isbn, None) if isbn else (None, issue("isbn_unclear")))


@pytest.mark.parametrize(
    ("typed", "flag"),
    [("ja", True), ("JA ", True), ("x", True), (1.0, True), (True, True), ("waar", True), ("nee", False), ("no", False), (0.0, False), ("n.v.t.", None)],
)  # fmt: skip
def test_flags(typed: Any, flag: bool | None) -> None:
    assert parse_flag(typed) == (flag, None)


def test_what_is_no_flag() -> None:
    assert parse_flag("misschien") == (None, issue("flag_unclear"))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("mail naar p.jansen@saxion.nl", people.EMAIL),
        ("NL91 ABNA 0417 1643 00", people.IBAN),
        ("rekening NL91ABNA0417164300 t.n.v. X", people.IBAN),
        ("06-12345678", people.PHONE),
        ("bel 053 487 1111", people.PHONE),
        ("+31 6 12345678", people.PHONE),
        ("project P-2023-0612345678", None),
        ("zie ISBN 0-306-40615-2", None),
        ("31-12-2023", None),
        ("Titel met 12345 woorden", None),
    ],
)
def test_what_points_at_a_person(text: str, what: object) -> None:
    assert people.personal_value(text) is what


PIECES = (
    "123456782", "1234.56.782", "123 456 782", "1234 56 782", "0612345678", "06-12345678", "+31 6 12345678", "0031612345678", "(0)", "+31",
    "geb. 12-03-1990", "Geb: 1 mei 99", "geboren", "NL91ABNA0417164300", "nl91 abna 0417 1643 00", "BE68539007547034", "a@b.nl", "@", "bsn", "SOFI",
    "isbn ", "978-90-99-63273-6", "http://x.nl/0612345678", "\n", "\t", " ", "\u00a0", ".", "-", "/", "ß", "é", "A", "x", "12", "2023", "٣", "tekst",
)  # fmt: skip


def test_many_texts_at_once_hold_what_each_of_them_holds() -> None:
    random = Random(20)
    for _ in range(4000):
        texts = {"".join(random.choices(PIECES, k=random.randint(1, 4))) for _ in range(2)}
        for phone in (True, False):
            each = {text: what for text in texts if (what := people.personal_value(text, phone))}
            assert people.personal_values(texts, phone) == each
        assert people.valid_bsns(texts) == {text for text in texts if people.bsn_valid(text)}


def test_check_digits() -> None:
    assert people.iban_valid("NL91 ABNA 0417 1643 00")
    assert not people.iban_valid("NL91 ABNA 0417 1643 01")
    assert people.bsn_valid("123456782")
    assert not people.bsn_valid("123456789")
    assert not people.bsn_valid("000000000")


def test_a_key_is_hashed_with_the_salt() -> None:
    one = people.person_key("Jan  Jansen", b"salt")
    assert one == people.person_key(" jan jansen ", b"salt")
    assert one != people.person_key("jan jansen", b"other")
    assert one is not None and len(one) == 32 and "jan" not in one
    assert people.person_key("n.v.t.", b"salt") is None
