"""References to publications, in APA 7 style and as BibTeX, from what was delivered and from nothing else.

A name that was delivered in full stays in full: initials are moved and spaced, never made up. Knows rows of the
list of publications; knows nothing of Streamlit or of the view.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from urllib.parse import quote, urlsplit

from wsd_data.intake.works import UNKNOWN_AUTHOR, first_author
from wsd_data.model.text import Language, Text, fold, slug

NO_DATE = Text("z.d.", "n.d.")
NO_TITLE = Text("[zonder titel]", "[untitled]")
FORMS = {
    "factsheet": Text("Factsheet", "Fact sheet"),
    "nieuwsbrief": Text("Nieuwsbrief", "Newsletter"),
    "blog": Text("Blog", "Blog post"),
    "congrespaper": Text("Congrespaper", "Conference paper"),
    "proefschrift": Text("Proefschrift", "Doctoral dissertation"),
}
"""Types that a reference names between brackets where nothing else in it tells."""
ENTRY_TYPES = {
    "wetenschappelijk-artikel": "article",
    "vakartikel": "article",
    "populair-artikel": "article",
    "boek": "book",
    "hoofdstuk": "incollection",
    "rapport": "techreport",
    "congrespaper": "inproceedings",
    "proefschrift": "phdthesis",
}
"""BibTeX's name for a type of publication; the others are `misc`."""
IN_BOOKS = ("hoofdstuk", "congrespaper")
"""Types that stand in a book, so that `published_in` is a book and not a journal."""
WHOLE = ("boek", "rapport", "proefschrift", "factsheet")
"""Types that stand on their own, whatever they were published in."""
MOST_AUTHORS = 20
_CONTAINER = {"article": "journal", "incollection": "booktitle", "inproceedings": "booktitle", "misc": "howpublished"}
_PUBLISHER = {"techreport": "institution", "phdthesis": "school"}

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")
_NEXT_PERSON = re.compile(r"(?<=[^\W\d_]\.),\s+(?!et al\b|Jr\b|Sr\b)(?=[^\s.,]{2,})")
_INITIALS = r"(?:[^\W\d_]{1,2}\.[ -]?)+"
_INITIALS_FIRST = re.compile(rf"({_INITIALS})\s*([^\W\d_][^,]*[^\W\d_])", re.UNICODE)
_INITIALS_LAST = re.compile(rf"([^,]*[^\W\d_])\s+({_INITIALS})", re.UNICODE)
_BETWEEN_INITIALS = re.compile(r"(?<=[^\W\d_]\.)(?=[A-ZÀ-ÖØ-Þ][a-z]?\.)")
_AND = re.compile(r"\s+(?:en|and|&)\s+", re.IGNORECASE)
_HAS_INITIALS = re.compile(r"(?:^|[\s.])[^\W\d_]{1,2}\.(?:\s|[^\W\d_]|-|$)")
_LATEX = {
    "\\": r"\textbackslash{}",
    # BibTeX counts braces even behind a backslash, so they go by name.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{c: f"\\{c}" for c in "&%#_$"},
}
_DOI_SAFE = "/:;()._-~!$&'*+,=@"
_URL_SAFE = ":/?#[]@!$&'()*+,;=%~-._"


@dataclass(frozen=True, slots=True)
class Work:
    """One publication as a reference needs it: blanks tidied, no control characters, "" for what was not delivered."""

    title: str
    authors: tuple[str, ...]
    year: str
    type: str
    published_in: str = ""
    publisher: str = ""
    doi: str = ""
    isbn: str = ""
    address: str = ""

    @property
    def entry_type(self) -> str:
        return ENTRY_TYPES.get(self.type, "misc")

    @property
    def link(self) -> str:
        """The DOI as a web address, else the address delivered."""
        return doi_address(self.doi) if self.doi else self.address


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a reference in one type face."""

    text: str
    italic: bool = False


def doi_address(doi: str) -> str:
    """Where a DOI leads, with everything encoded that an address cannot hold."""
    return f"https://doi.org/{quote(doi, safe=_DOI_SAFE)}"


def work_of(row: Mapping[str, object]) -> Work:
    """The work in a row of the list of publications."""

    def text(field: str) -> str:
        return _plain(str(row.get(field) or ""))

    first, last = row.get("date_from"), row.get("date_to")
    year = ""
    if isinstance(first, date):
        until = last.year if isinstance(last, date) else first.year
        year = f"{first.year:04d}" if until == first.year else f"{first.year:04d}–{until:04d}"
    return Work(
        text("title"), authors_of(str(row.get("authors") or "")), year, text("type"), text("published_in"),
        text("publisher"), text("doi").replace(" ", ""), text("isbn"), _web(text("link")),
    )  # fmt: skip


def _plain(text: str) -> str:
    return " ".join(_CONTROL.sub(" ", text).split())


def _web(text: str) -> str:
    """The address, when it is one of the web; else "" (a note on paper is no source to go to)."""
    whole = f"https://{text}" if text.lower().startswith("www.") else text
    try:
        parts = urlsplit(whole)
    except ValueError:
        return ""
    return quote(whole, safe=_URL_SAFE) if parts.scheme in ("http", "https") and parts.netloc else ""


def authors_of(text: str) -> tuple[str, ...]:
    """The authors one by one, surname first where the initials were delivered; none when they are not known."""
    if first_author(text) in (None, UNKNOWN_AUTHOR):
        return ()
    names = [_plain(name) for part in re.split(r"[;\r\n]", text) for name in _split(part)]
    return tuple(_surname_first(re.sub(r"^(?:en|and|&)\s+", "", name, flags=re.IGNORECASE)) for name in names if name)


def _split(part: str) -> list[str]:
    """The names between two semicolons. An "en" or "&" parts persons with initials, and is part of other names."""
    people = [name for piece in _AND.split(part) for name in _NEXT_PERSON.split(piece)]
    people = [name.strip(" ,") for name in people]
    if len(people) > 1 and all(_HAS_INITIALS.search(name) for name in people):
        return people
    return [name.strip() for name in _NEXT_PERSON.split(part)]


def _surname_first(name: str) -> str:
    """`P.J. de Vries` and `Vries, P.J.` with the surname first and blanks between the initials; others as delivered."""
    if "," not in name:
        if found := _INITIALS_FIRST.fullmatch(name):
            name = f"{found[2]}, {found[1].strip()}"
        elif found := _INITIALS_LAST.fullmatch(name):
            name = f"{found[1]}, {found[2].strip()}"
    surname, comma, given = name.partition(",")
    if not comma:
        return name
    return f"{surname.strip()}, {_BETWEEN_INITIALS.sub(' ', given.strip())}"


def joined_authors(authors: Sequence[str]) -> str:
    """Up to twenty authors in full; of more the first nineteen, an ellipsis and the last."""
    if len(authors) > MOST_AUTHORS:
        return ", ".join(authors[: MOST_AUTHORS - 1]) + f", . . . {authors[-1]}"
    if len(authors) == 2 and "," not in authors[0]:
        return f"{authors[0]} & {authors[1]}"
    return ", & ".join(filter(None, (", ".join(authors[:-1]), *authors[-1:])))


def apa(work: Work, language: Language, suffix: str = "") -> tuple[Piece, ...]:
    """The reference in APA 7 style. suffix: the letter that tells works of one author and year apart."""
    year = work.year or NO_DATE.in_(language)
    if suffix:
        year += suffix if work.year else f"-{suffix}"
    title = work.title or NO_TITLE.in_(language)
    inside = work.published_in if work.type not in WHOLE else ""
    heading = [Piece(title, italic=not inside), *_form(work, language, bool(inside))]
    pieces = [Piece(_closed(joined_authors(work.authors)) + " ")] if work.authors else [*_sentence(heading)]
    pieces.append(Piece(f"({year}). "))
    if work.authors:
        pieces += _sentence(heading)
    if inside:
        pieces += [*([Piece("In ")] if work.type in IN_BOOKS else []), *_sentence([Piece(inside, italic=True)])]
    elif work.published_in:
        pieces.append(Piece(_closed(work.published_in) + " "))
    named = work.entry_type in ("article", "phdthesis") or work.publisher in (*work.authors, work.published_in)
    if work.publisher and not named:
        pieces.append(Piece(_closed(work.publisher) + " "))
    pieces.append(Piece(work.link))
    return _tidied(pieces)


def _form(work: Work, language: Language, inside: bool) -> list[Piece]:
    """What kind of work it is, between brackets; of a thesis also where it was defended."""
    form = FORMS.get(work.type)
    if form is None or inside:
        return []
    told = [form.in_(language), *([work.publisher] if work.type == "proefschrift" and work.publisher else [])]
    return [Piece(f" [{', '.join(told)}]")]


def _sentence(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with a full stop and a blank behind them; a question mark is stop enough."""
    return [*pieces, Piece(" " if pieces[-1].text.endswith((".", "?", "!", "…")) else ". ")]


def _closed(text: str) -> str:
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."


def _tidied(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Without empty pieces and without a blank at the end."""
    kept = [piece for piece in pieces if piece.text]
    kept[-1] = Piece(kept[-1].text.rstrip(), kept[-1].italic)
    return tuple(piece for piece in kept if piece.text)


def apa_text(pieces: Iterable[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def apa_html(pieces: Iterable[Piece]) -> str:
    """The same with its italics, as safe HTML."""
    return "".join(f"<em>{escape(p.text)}</em>" if p.italic else escape(p.text) for p in pieces)


def reference_list(works: Sequence[Work], language: Language) -> list[tuple[Piece, ...]]:
    """The references in the order of a list of literature, with letters where author and year are the same."""
    ordered = sorted(works, key=_place)
    same = Counter((work.authors, work.year) for work in ordered if work.authors)
    seen: Counter[tuple[tuple[str, ...], str]] = Counter()
    lines: list[tuple[Piece, ...]] = []
    for work in ordered:
        group = (work.authors, work.year)
        letter = _letters(seen[group]) if same[group] > 1 else ""
        seen[group] += 1
        lines.append(apa(work, language, letter))
    return lines


def _place(work: Work) -> tuple[tuple[str, ...], str, str]:
    """Where a work stands: by authors, or by title where these are unknown; then by year and title."""
    return tuple(fold(a) for a in work.authors) or (fold(work.title),), work.year, fold(work.title)


def _letters(index: int) -> str:
    """a … z, then aa, ab …"""
    first, last = divmod(index, 26)
    return (_letters(first - 1) if first else "") + chr(ord("a") + last)


def bibtex(work: Work, key: str = "") -> str:
    """One BibTeX entry in UTF-8. The title keeps its capitals; links stand as they are followed."""
    kind = work.entry_type
    container = "" if work.type in WHOLE else _CONTAINER.get(kind, "")
    fields = {
        "author": " and ".join(_bibtex_name(name) for name in work.authors),
        "title": f"{{{_latex(work.title)}}}" if work.title else "",
        "year": _latex(work.year.replace("–", "--")),
        container: _latex(work.published_in),
        _PUBLISHER.get(kind, "publisher"): _latex(work.publisher),
        "isbn": _latex(work.isbn),
        # These two are taken literally by the styles that link them, so they are encoded and not escaped.
        "doi": quote(work.doi, safe=_DOI_SAFE + "%#<>[]"),
        "url": quote(work.link, safe=_URL_SAFE),
    }
    if not container and work.published_in and work.published_in != work.publisher:
        fields["series" if kind == "book" else "note"] = _latex(work.published_in)
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if name and value]
    return ",\n".join([f"@{kind}{{{key or key_of(work)}", *lines]) + "\n}"


def _bibtex_name(name: str) -> str:
    """A person as surname and initials; what is no such name stays whole, so that no style turns it round."""
    plain = _latex(name)
    person = name.count(",") == 1 and not name.startswith(",") and not re.search(r"\band\b", name, re.IGNORECASE)
    return plain if person else f"{{{plain}}}"


def _latex(text: str) -> str:
    return "".join(_LATEX.get(c, c) for c in text)


def key_of(work: Work) -> str:
    """A name for the work in plain letters that stays the same in every list: `jansen2023-1f09c2`."""
    lead = first_author("; ".join(work.authors)) or work.title
    told = "\x1f".join((work.doi, work.isbn, work.type, work.title, work.year, *work.authors))
    mark = hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:6]
    return f"{slug(lead).replace('-', '')[:24] or 'x'}{work.year[:4]}-{mark}"


def bibliography(works: Sequence[Work]) -> list[str]:
    """One BibTeX entry per work, in the order of a list of literature; every key once."""
    seen: Counter[str] = Counter()
    entries = []
    for work in sorted(works, key=_place):
        key = key_of(work)
        seen[key] += 1
        entries.append(bibtex(work, key if seen[key] == 1 else f"{key}-{seen[key]}"))
    return entries
