"""What points at a person: patterns that must not come in, and the hashed key that may.

Knows no file and no sheet. A value that looks personal is never shown in a message.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Collection

from wsd_data.intake.cells import SHOWN, as_text, means_unknown, tidy
from wsd_data.model.text import Text, fold

EMAIL = Text("e-mailadressen", "e-mail addresses")
IBAN = Text("rekeningnummers (IBAN)", "bank account numbers (IBAN)")
PHONE = Text("telefoonnummers", "phone numbers")
BSN = Text("burgerservicenummers (BSN)", "citizen service numbers (BSN)")
BIRTH = Text("geboortedata", "dates of birth")
PERSON = Text("namen of adressen van personen", "names or addresses of persons")
PERSON_KEYS = Text("sleutels van personen", "keys of persons")
HIDDEN = "…"

_EIGHT_DIGITS = re.compile(r"\d(?:[ .()-]{0,2}\d){7}", re.ASCII)
# For many texts at once, each behind a line break: what nearly all have not got, so that no text needs a look of its own.
# What every phone number, BSN and Dutch account number holds, sought from where its digits begin.
_NINE_DIGITS = re.compile(r"\d(?<!\d\d)(?:[ .-]?+\d){8}", re.ASCII)
# How a text begins that can be an account number (a single letter may be two in upper case), or a BSN.
_IBAN_START = re.compile(r"\n *[^\W\d_](?: *[^\W\d_])? *\d *\d")
_BSN_START = re.compile(r"\n\s*\d[\d .]{8}")

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{0,190}[a-z]", re.IGNORECASE)
_PHONE = re.compile(r"(?<![\w+./-])(?:\+31|0031|0)[ .-]?(?:\(0\))?[ -]?[1-9](?:[ .-]?\d){8}(?![\d])", re.ASCII)
_IBAN_NL = re.compile(r"(?<!\w)NL\d{2} ?[A-Z]{4} ?(?:\d{4} ?\d{4} ?\d{2}|\d{10})(?!\d)", re.ASCII | re.IGNORECASE)
_IBAN_ANY = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", re.ASCII)
_NINE = re.compile(r"\d{9}|\d{4}\.\d{2}\.\d{3}|\d{3}[ .]\d{3}[ .]\d{3}|\d{4} \d{2} \d{3}", re.ASCII)

_BSN_WORD = re.compile(
    r"(?:\bbsn|\bsofi|\bburgerservice)[^\d\n]{0,30}(?:"
    + _NINE.pattern
    + r")(?!\d)|(?<!\d)(?:"
    + _NINE.pattern
    + r")[^\w\n]{0,5}\(?(?:bsn|sofi|burgerservice)",
    re.ASCII,
)
# Sought as typed in the usual cases: ignoring case would cost ten times as much over many texts.
_BORN_WORDS = ("geb", "Geb", "GEB")
_BORN = re.compile(
    r"\bgeb(?:[.: ]|oren\b|oortedatum\b)[^\d\n]{0,30}\d{1,2}[-/. ]{1,2}(?:\d{1,2}|[a-z]{3,9}\.?)[-/. ]{1,2}(?:19|20)?\d{2}(?!\d)",
    re.ASCII,
)

_HEADINGS: tuple[tuple[re.Pattern[str], Text], ...] = (
    (re.compile(r"\bgeboorte|\bgeb\.? ?datum|date of birth|birth ?date|birthday|\bdob\b"), BIRTH),
    (re.compile(r"\bbsn\b|burgerservice|sofi-?nummer"), BSN),
    (re.compile(r"\be-?mail|\bmailadres"), EMAIL),
    (re.compile(r"\btelefoon|\btel\.?(?:nr|nummer)?\b|\bmobiel|\bphone|\bmobile\b"), PHONE),
    (re.compile(r"\biban\b|rekeningnummer|bankrekening|\bbank account"), IBAN),
)
_NAME_HEADING = re.compile(r"\bvoornaam|\bachternaam|\broepnaam|\bfirst name|\blast name|\bsurname|\bpostcode|\bpostal code|^adres\b|\bhuisnummer|\bwoonadres|\bstraat|naam (?:deelnemer|cliënt|client|casus)|recipient ind|to individuals")  # fmt: skip


def iban_valid(text: str) -> bool:
    """Whether the check digits of an account number hold (mod 97)."""
    compact = text.replace(" ", "").upper()
    if not _IBAN_ANY.fullmatch(compact):
        return False
    turned = compact[4:] + compact[:4]
    return int("".join(str(int(c, 36)) for c in turned)) % 97 == 1


def bsn_valid(text: str) -> bool:
    """Whether a text is nine digits that satisfy the 11-test."""
    if len(text) < 9 or not _NINE.fullmatch(text.strip()):
        return False
    digits = [int(c) for c in text if c.isdigit()]
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    total = sum(d * w for d, w in zip(digits, weights, strict=True))
    return total % 11 == 0 and total != 0


def worth_looking(text: str) -> bool:
    """A quick look at much text at once: without this nothing below can hold."""
    return "@" in text or _EIGHT_DIGITS.search(text) is not None or _tells_birth(text)


def _tells_birth(text: str) -> bool:
    """Whether "geb." or "geboren" is followed by a date."""
    return any(word in text for word in _BORN_WORDS) and _BORN.search(text.lower()) is not None


def _tells_bsn(text: str) -> bool:
    """Nine digits next to the word BSN, whether or not the number can exist."""
    low = text.lower()
    return ("bsn" in low or "sofi" in low or "burgerservice" in low) and _BSN_WORD.search(low) is not None


def personal_value(text: str, phone: bool = True) -> Text | None:
    """What kind of personal datum a text holds: e-mail, account number, BSN, date of birth, or phone number."""
    # A text too short for an account number, where no phone is looked for, can only be an address with @ or words.
    short = not phone and len(text) < 15 and "@" not in text and not text[:1].isalpha()
    if short or not worth_looking(text):
        return None
    if "@" in text and _EMAIL.search(text):
        return EMAIL
    if any(iban_valid(m[0]) for m in _IBAN_NL.finditer(text)) or iban_valid(text):
        return IBAN
    if _tells_bsn(text):
        return BSN
    if _tells_birth(text):
        return BIRTH
    return PHONE if phone and _has_phone(text) else None


def personal_values(texts: Collection[str], phone: bool = True) -> dict[str, Text]:
    """Those of many texts that hold a personal datum, each with its kind."""
    if not _may_hold(_lines(texts), phone):
        return {}
    return {text: what for text in texts if (what := personal_value(text, phone))}


def valid_bsns(texts: Collection[str]) -> set[str]:
    """Those of many texts that are nine digits which satisfy the 11-test."""
    return {text for text in texts if bsn_valid(text)} if _BSN_START.search(_lines(texts)) else set()


def _lines(texts: Collection[str]) -> str:
    """Many texts as one, each behind a line break; no pattern here goes beyond a line."""
    return "\n" + "\n".join(texts)


def _may_hold(lines: str, phone: bool) -> bool:
    """Whether any of many texts can hold a personal datum."""
    if not worth_looking(lines):
        return False
    if "@" in lines or _IBAN_START.search(lines) or _tells_birth(lines):
        return True
    numbered = _NINE_DIGITS.search(lines) is not None
    return numbered and bool(_IBAN_NL.search(lines) or _tells_bsn(lines) or (phone and _PHONE.search(lines)))


def _has_phone(text: str) -> bool:
    """Ten digits after the word ISBN are a book, and within a web address they are part of it."""
    for match in _PHONE.finditer(text):
        before = text[: match.start()]
        word = before[max(before.rfind(" "), before.rfind("\n")) + 1 :]
        if "isbn" not in before[-10:].lower() and "://" not in word:
            return True
    return False


def personal_heading(heading: str) -> Text | None:
    """What a heading says its column holds, if that may not come in."""
    name = fold(heading)
    return next((what for pattern, what in _HEADINGS if pattern.search(name)), None)


def naming_heading(heading: str) -> Text | None:
    """Whether a heading promises names or addresses: not stored, but then the upload is not kept either."""
    return PERSON if _NAME_HEADING.search(fold(heading)) else None


def shown(value: object) -> str:
    """A value for a message: one line, shortened, and hidden when it points at a person."""
    text = tidy(as_text(value))
    return HIDDEN if personal_value(text) or bsn_valid(text) else text[:SHOWN]


def person_key(cell: object, salt: bytes) -> str | None:
    """The key of a person, hashed with the secret salt; the plain value goes no further."""
    text = tidy(as_text(cell))
    return None if means_unknown(text) else hmac.digest(salt, fold(text).encode(), "sha256").hex()[:32]
