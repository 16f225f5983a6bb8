"""Words that mean something known: terms of vocabularies, werkplaatsen, lectoraten, themes, municipalities.

Lists are separated by `;` or a line break, by commas only where no known name holds one. An unknown name
is never dropped and never silently taken for the nearest one: that is proposed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container

from wsd_data.intake.cells import Cell, as_text, means_nothing, means_unknown, plain, tidy
from wsd_data.intake.known import Known, Names
from wsd_data.intake.messages import Issue, issue
from wsd_data.intake.people import shown
from wsd_data.model.codelists import CodeList
from wsd_data.model.text import Text, slug

Codes = tuple[list[str] | None, Issue | None]
_HARD = re.compile(r"[;\n\r]+")
_EVERYONE = frozenset(("*", "alle", "all", "alle werkplaatsen", "all regions", "alle regio's", "landelijk", "national", "heel nederland", "netwerk", "network", "het netwerk"))  # fmt: skip
_PREFIXES = ("werkplaats sociaal domein ", "werkplaats ", "wsd ", "regio ")
MOST_OPTIONS = 14
MOST_PROPOSALS = 50


def split_names(text: str, known: Container[str]) -> list[str]:
    """The names in a cell, tidied, each once. `known` holds plain spellings; the longest known name wins."""
    found: list[str] = []
    for part in _HARD.split(text):
        pieces = part.split(",")
        start = 0
        while start < len(pieces):
            end = start + 1
            for stop in range(min(len(pieces), start + 8), start + 1, -1):
                if plain(",".join(pieces[start:stop])) in known:
                    end = stop
                    break
            found.append(tidy(",".join(pieces[start:end])))
            start = end
    return list(dict.fromkeys(name for name in found if not means_unknown(name)))


def parse_names(cell: Cell) -> Codes:
    """Several names as typed, separated by `;` or a line break."""
    names = [tidy(part) for part in _HARD.split(as_text(cell))]
    return list(dict.fromkeys(n for n in names if not means_nothing(n))) or None, None


def parse_code(cell: Cell) -> tuple[str | None, None]:
    """A code of the deliverer: upper case, blanks tidied; a number without decimals."""
    text = tidy(as_text(cell))
    return (None if means_unknown(text) else text.upper()), None


def parse_codes(cell: Cell) -> Codes:
    names = [tidy(part).upper() for part in re.split(r"[;,\n\r]+", as_text(cell))]
    return list(dict.fromkeys(n for n in names if not means_unknown(n))) or None, None


class Proposals:
    """The nearest name for unknown ones; looking is dear, so it stops after many different ones."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.left = MOST_PROPOSALS

    def __call__(self, name: str) -> str | None:
        self.left -= 1
        return self.names.nearest(name[:80]) if self.left >= 0 else None


def term_parser(codes: CodeList) -> Callable[[Cell], tuple[str | None, Issue | None]]:
    """Reads one term of a vocabulary as its code."""
    propose = _term_proposals(codes)

    def parse(cell: Cell) -> tuple[str | None, Issue | None]:
        name = as_text(cell)
        if means_nothing(name):
            return None, None
        code = codes.by_spelling.get(plain(name))
        return code, None if code else _unknown_term(codes, name, propose)

    return parse


def terms_parser(codes: CodeList) -> Callable[[Cell], Codes]:
    """Reads several terms of a vocabulary as their codes."""
    propose = _term_proposals(codes)

    def parse(cell: Cell) -> Codes:
        text = as_text(cell)
        if means_nothing(text):
            return None, None
        if code := codes.by_spelling.get(plain(text)):
            return [code], None
        found = []
        for name in split_names(text, codes.by_spelling):
            code = codes.by_spelling.get(plain(name))
            if code is None:
                return None, _unknown_term(codes, name, propose)
            found.append(code)
        return list(dict.fromkeys(found)) or None, None

    return parse


def _term_proposals(codes: CodeList) -> Proposals:
    names = Names()
    for term in codes.terms:
        for spelling in (term.name.nl, term.name.en, *term.aliases):
            names.add(spelling, term.name.nl)
    return Proposals(names)


def _unknown_term(codes: CodeList, name: str, propose: Proposals) -> Issue:
    near = propose(name)
    proposal = propose.names.codes[plain(near)][0] if near else None
    terms = codes.terms[:MOST_OPTIONS]
    options = Text(", ".join(t.name.nl for t in terms), ", ".join(t.name.en for t in terms))
    return issue("unknown_term", part=shown(name), list=codes.name, options=options).proposing(proposal)


def regions_parser(known: Known) -> Callable[[Cell], Codes]:
    """Reads werkplaatsen as their codes; an unknown or ambiguous one is an error."""
    propose = Proposals(known.regions)

    def parse(cell: Cell) -> Codes:
        found: list[str] = []
        for name in split_names(as_text(cell), known.regions.codes):
            if plain(name) in _EVERYONE:
                return None, issue("not_a_region", part=name)
            codes = region_codes(name, known)
            if len(codes) > 1:
                return None, _ambiguous(name, [known.labels.get(c, c) for c in codes])
            if not codes:
                near = propose(name)
                return None, issue("unknown_region", part=shown(name)).proposing(near)
            found.append(codes[0])
        return list(dict.fromkeys(found)) or None, None

    return parse


def region_codes(name: str, known: Known) -> tuple[str, ...]:
    """The codes a name of a werkplaats may mean, also behind "Werkplaats" or "WSD"."""
    text = plain(name)
    for prefix in ("", *_PREFIXES):
        if text.startswith(prefix) and (codes := known.regions.codes.get(text[len(prefix) :])):
            return codes
    return ()


def _ambiguous(name: str, options: list[str]) -> Issue:
    joined = "; ".join(options)
    return issue("ambiguous", part=shown(name), options=joined)


def municipalities_parser(known: Known) -> Callable[[Cell], Codes]:
    """Reads municipalities, present and former, as CBS codes; an unknown one is an error with a proposal."""
    names = known.municipalities
    propose = Proposals(names)

    def parse(cell: Cell) -> Codes:
        found: list[str] = []
        for name in split_names(as_text(cell), names.codes):
            bare = plain(name)
            for prefix in ("gemeente ", "municipality of "):
                bare = bare.removeprefix(prefix)
            codes = names.codes.get(bare, ())
            if len(codes) > 1:
                return None, _ambiguous(name, [f"{_official(names, c)} ({c})" for c in codes])
            if not codes:
                near = propose(bare)
                return None, issue("unknown_municipality", part=shown(name)).proposing(near)
            found.append(codes[0])
        return list(dict.fromkeys(found)) or None, None

    return parse


def _official(names: Names, code: str) -> str:
    return next((names.shown[n] for n, codes in names.codes.items() if codes == (code,) and "(" in n), code)


def lectoraten_parser(known: Known) -> Callable[[Cell], Codes]:
    """Reads lectoraten as their codes; an unknown one is kept as its slug, with a warning."""
    names = known.lectoraten
    propose = Proposals(names)

    def parse(cell: Cell) -> Codes:
        found: list[str] = []
        warning: Issue | None = None
        for name in split_names(as_text(cell), names.codes):
            codes = names.codes.get(plain(name), ())
            if len(codes) > 1:
                return None, _ambiguous(name, list(codes))
            if not codes:
                near = propose(name)
                warning = warning or issue("unknown_lectoraat", part=shown(name)).proposing(near)
            found.append(codes[0] if codes else slug(name))
        return [c for c in dict.fromkeys(found) if c] or None, warning

    return parse


def themes_parser(known: Known) -> Callable[[Cell], Codes]:
    """Reads themes by their local names, kept as delivered; an unknown one gives a warning."""
    names = known.themes
    propose = Proposals(names)

    def parse(cell: Cell) -> Codes:
        found = split_names(as_text(cell), names.codes)
        warning = None
        for name in found:
            if plain(name) not in names.codes:
                near = propose(name)
                warning = issue("unknown_theme", part=shown(name)).proposing(near)
                break
        return found or None, warning

    return parse
