"""How one workbook is to be read: per sheet its kind, its headings, and where each column of ours comes from.

Made by a person, proposed by `proposing`, kept with the delivery, and remembered for the next file of the same
shape. Travels as JSON. Knows the declared sheets; knows no file and no cells.
"""

from __future__ import annotations

import json
from collections import abc
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from wsd_data.intake.cells import means_nothing, means_unknown, plain
from wsd_data.intake.people import bsn_valid, personal_value
from wsd_data.model.columns import Column, Sheet
from wsd_data.model.problems import Refused
from wsd_data.model.sheets import SHEETS
from wsd_data.model.text import Text, fold

Part = Literal["", "year", "start", "end"]
_PARTS: abc.Mapping[str, Part] = {"year_of": "year", "start_of": "start", "end_of": "end"}
_KEYS: abc.Mapping[Part, str] = {part: key for key, part in _PARTS.items()}

TERM_KINDS = frozenset(("term", "terms", "regions", "lectoraten", "themes", "municipalities", "flag"))
"""Kinds of column whose values can be given another spelling: all of them come from a list that is known."""
MAY_BE_UNKNOWN = TERM_KINDS | {"text", "authors", "names"}
"""Kinds of column that may be fixed as unknown although they are required."""
LARGEST_FILE = 4 * 1024 * 1024
MOST = {"sheets": 500, "headings": 50, "left": 20_000, "terms": 20_000}
LONGEST = 2_000
LAST_ROW = 1_048_576
MOST_LINES = 3

_WRONG = Text(
    "De koppeling klopt niet bij {where}: {what} Er is niets veranderd.",
    "The mapping is wrong at {where}: {what} Nothing changed.",
)
_UNREADABLE = Text(
    "De koppeling {file} kan niet gelezen worden: {what} Er is niets veranderd.",
    "The mapping {file} cannot be read: {what} Nothing changed.",
)
_NOT_THERE = Text("het bestand is er niet of is niet te openen.", "the file is not there or cannot be opened.")
_TOO_LARGE = Text("het bestand is te groot.", "the file is too large.")
_NO_JSON = Text("het is geen geldig JSON-bestand ({detail}).", "it is not a valid JSON file ({detail}).")
_START = Text("het begin", "the start")
_NO_OBJECT = Text("hier hoort een object tussen accolades.", "an object between braces belongs here.")
_NO_LIST = Text("hier hoort een lijst van koppen.", "a list of headings belongs here.")
_NO_TEXT = Text("hier hoort een tekst van 1 tot {most} tekens.", "a text of 1 to {most} characters belongs here.")
_TOO_MANY = Text("hier staan er te veel (ten hoogste {most}).", "there are too many here (at most {most}).")
_UNKNOWN_KEY = Text("“{name}” bestaat niet. Kies uit: {options}.", "“{name}” does not exist. Choose one of: {options}.")
_NO_ROW = Text("hier hoort een rijnummer van 1 tot en met {most}.", "a row number from 1 to {most} belongs here.")
_NO_HEADING_ROW = Text(
    "geef heading_row: de rij waarin de koppen staan.", "give heading_row: the row that holds the headings."
)
_NO_SOURCE = Text(
    'schrijf een kop, een lijst van koppen, {{"fixed": …}}, {{"year_of": kop}}, {{"start_of": kop}} of {{"end_of": kop}}.',
    'write a heading, a list of headings, {{"fixed": …}}, {{"year_of": heading}}, {{"start_of": heading}} or {{"end_of": heading}}.',
)
_ONLY_DATES = Text(
    "dit kan alleen bij een datum; {column} is geen datum.", "this can only be done for a date; {column} is no date."
)
_CANNOT_BE_UNKNOWN = Text(
    "{column} is verplicht en kan niet onbekend zijn. Geef een waarde of een kop.",
    "{column} is required and cannot be unknown. Give a value or a heading.",
)
_NOTHING = Text(
    "een vaste waarde moet iets zeggen; laat de kolom anders weg.",
    "a fixed value must say something; otherwise leave the column out.",
)
_NO_TERMS = Text(
    "{column} heeft geen lijst van waarden, dus er valt niets te vertalen.",
    "{column} has no list of values, so there is nothing to translate.",
)
_NOT_A_TERM = Text(
    "“{term}” staat niet in de lijst {list}. Kies uit: {options}.",
    "“{term}” is not in the list {list}. Choose one of: {options}.",
)
_NO_FLAG = Text("schrijf ja of nee.", "write yes or no.")
_LOOP = Text(
    "“{term}” wordt zelf ook vertaald. Geef meteen de waarde die bedoeld is.",
    "“{term}” is itself translated too. Give the value that is meant right away.",
)
_TWO_FATES = Text(
    "deze kop wordt ook gelezen of overgeslagen. Kies een van beide.",
    "this heading is also read or left out. Choose one of the two.",
)
_NOTHING_READ = Text(
    "geen enkele kolom komt uit een kop van dit blad. Koppel een kop, of zet kind op null om het blad weg te laten.",
    "no column comes from a heading of this sheet. Map a heading, or set kind to null to leave the sheet out.",
)
_PERSONAL = Text(
    "hier staat iets dat op een persoon wijst ({what}); dat wordt niet bewaard.",
    "this points at a person ({what}); that is not kept.",
)
_BSN_LIKE = Text("negen cijfers", "nine digits")
_KEY_ONCE = Text("“{name}” staat er twee keer.", "“{name}” stands there twice.")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a column comes from: the first filled of its headings, then the fixed value.

    part: take from the cell a year, or the start or the end of a range of time.
    """

    headings: tuple[str, ...] = ()
    fixed: str | None = None
    part: Part = ""

    def as_json(self) -> object:
        if self.part:
            return {_KEYS[self.part]: self.headings[0]}
        fixed = [{"fixed": self.fixed}] if self.fixed is not None else []
        if len(self.headings) + len(fixed) == 1:
            return self.headings[0] if self.headings else fixed[0]
        return [*self.headings, *fixed]


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """How one sheet is read. kind: sheet id, or None to leave the sheet out.

    heading_row: the last row of the headings, from 1; heading_lines: how many rows they take.
    columns: column id → where it comes from; skip: headings left out on purpose; drop: headings with data about
    persons, which the deliverer lets go. terms: column id → folded value as typed → the value meant.
    """

    kind: str | None = None
    heading_row: int | None = None
    heading_lines: int = 1
    columns: abc.Mapping[str, Source] = field(default_factory=dict)
    skip: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    terms: abc.Mapping[str, abc.Mapping[str, str]] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        if self.kind is None:
            return {"kind": None}
        made: dict[str, object] = {"kind": self.kind, "heading_row": self.heading_row}
        if self.heading_lines != 1:
            made["heading_lines"] = self.heading_lines
        made["columns"] = {column: source.as_json() for column, source in self.columns.items()}
        for name, left in (("skip", self.skip), ("drop", self.drop)):
            if left:
                made[name] = list(left)
        if self.terms:
            made["terms"] = {column: dict(terms) for column, terms in self.terms.items()}
        return made


@dataclass(frozen=True, slots=True)
class Mapping:
    """How the sheets of one workbook are read, by the name of the sheet."""

    sheets: abc.Mapping[str, SheetMapping] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        return {"sheets": {name: sheet.as_json() for name, sheet in self.sheets.items()}}

    @staticmethod
    def from_json(content: object) -> Mapping:
        """The opposite of `as_json`. Raises Refused that says where and what is wrong."""
        top = _object((), content, ("sheets",))
        sheets = _object(("sheets",), top.get("sheets"))
        if len(sheets) > MOST["sheets"]:
            raise _wrong(("sheets",), _TOO_MANY.format(most=MOST["sheets"]))
        return Mapping({_text(("sheets",), name): _sheet(("sheets", name), sheet) for name, sheet in sheets.items()})


def read_mapping(path: Path) -> Mapping:
    """A mapping from a JSON file. Raises Refused when there is none or it is wrong."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise Refused(_UNREADABLE.format(file=path.name, what=_TOO_LARGE))
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(_UNREADABLE.format(file=path.name, what=_NOT_THERE)) from error
    try:
        content = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        what = _NO_JSON.format(detail=str(error)[:80] or type(error).__name__)
        raise Refused(_UNREADABLE.format(file=path.name, what=what)) from error
    return Mapping.from_json(content)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        raise _wrong((), _KEY_ONCE.format(name=next(n for n in names if names.count(n) > 1)[:80]))
    return made


def _no_constant(name: str) -> object:
    raise ValueError(name)


Where = tuple[object, ...]


def _wrong(where: Where, what: Text) -> Refused:
    place = Text(*[" › ".join(str(w)[:80] for w in where)] * 2) if where else _START
    return Refused(_WRONG.format(where=place, what=what))


def _object(where: Where, content: object, keys: abc.Sequence[str] = ()) -> dict[str, object]:
    if not isinstance(content, dict):
        raise _wrong(where, _NO_OBJECT)
    for name in content:
        if not isinstance(name, str):
            raise _wrong(where, _NO_TEXT.format(most=LONGEST))
        if keys and name not in keys:
            raise _wrong(where, _UNKNOWN_KEY.format(name=name[:80], options=", ".join(keys)))
    return content


def _text(where: Where, content: object) -> str:
    if not isinstance(content, str) or not content.strip() or len(content) > LONGEST:
        raise _wrong(where, _NO_TEXT.format(most=LONGEST))
    return content


def _harmless(where: Where, text: str) -> str:
    """A value that will be kept must not point at a person."""
    if what := personal_value(text) or (_BSN_LIKE if bsn_valid(text) else None):
        raise _wrong(where, _PERSONAL.format(what=what))
    return text


def _whole(where: Where, content: object, most: int) -> int:
    if not isinstance(content, int) or isinstance(content, bool) or not 1 <= content <= most:
        raise _wrong(where, _NO_ROW.format(most=most))
    return content


def _listed(where: Where, content: object) -> tuple[str, ...]:
    if not isinstance(content, list):
        raise _wrong(where, _NO_LIST)
    if len(content) > MOST["left"]:
        raise _wrong(where, _TOO_MANY.format(most=MOST["left"]))
    return tuple(_text((*where, index), heading) for index, heading in enumerate(content, 1))


def _sheet(where: Where, content: object) -> SheetMapping:
    names = ("kind", "heading_row", "heading_lines", "columns", "skip", "drop", "terms")
    given = _object(where, content, names)
    kind = given.get("kind")
    if kind is None:
        return SheetMapping()
    sheet = SHEETS.get(kind) if isinstance(kind, str) else None
    if sheet is None:
        raise _wrong((*where, "kind"), _UNKNOWN_KEY.format(name=str(kind)[:80], options=", ".join(SHEETS)))
    if "heading_row" not in given:
        raise _wrong(where, _NO_HEADING_ROW)
    row = _whole((*where, "heading_row"), given["heading_row"], LAST_ROW)
    lines = _whole((*where, "heading_lines"), given.get("heading_lines", 1), min(MOST_LINES, row))
    columns = {
        name: _source((*where, "columns", name), _column((*where, "columns"), sheet, name), source)
        for name, source in _object((*where, "columns"), given.get("columns")).items()
    }
    skip = _listed((*where, "skip"), given.get("skip", []))
    drop = _listed((*where, "drop"), given.get("drop", []))
    if not any(source.headings for source in columns.values()):
        raise _wrong((*where, "columns"), _NOTHING_READ)
    other = {plain(h) for h in (*skip, *(h for s in columns.values() for h in s.headings))}
    for heading in drop:
        if plain(heading) in other:
            raise _wrong((*where, "drop", heading), _TWO_FATES)
    terms = {
        name: _terms((*where, "terms", name), _column((*where, "terms"), sheet, name), values)
        for name, values in _object((*where, "terms"), given.get("terms", {})).items()
    }
    return SheetMapping(sheet.id, row, lines, columns, skip, drop, terms)


def _column(where: Where, sheet: Sheet, name: str) -> Column:
    column = sheet.by_id.get(name)
    if column is None:
        raise _wrong(where, _UNKNOWN_KEY.format(name=name[:80], options=", ".join(sheet.by_id)))
    return column


def _source(where: Where, column: Column, content: object) -> Source:
    if isinstance(content, str):
        return Source((_text(where, content),))
    if isinstance(content, list) and content:
        if len(content) > MOST["headings"]:
            raise _wrong(where, _TOO_MANY.format(most=MOST["headings"]))
        last = content[-1]
        fixed = _source((*where, len(content)), column, last).fixed if isinstance(last, dict) and "fixed" in last else None  # fmt: skip
        headings = content if fixed is None else content[:-1]
        return Source(tuple(_text((*where, n), h) for n, h in enumerate(headings, 1)), fixed)
    if not isinstance(content, dict) or len(content) != 1:
        raise _wrong(where, _NO_SOURCE.format())
    key, value = next(iter(content.items()))
    if key == "fixed":
        return Source(fixed=_fixed((*where, key), column, value))
    if key not in _PARTS:
        raise _wrong(where, _NO_SOURCE.format())
    if column.kind != "date":
        raise _wrong((*where, key), _ONLY_DATES.format(column=column.heading))
    return Source((_text((*where, key), value),), part=_PARTS[key])


def _fixed(where: Where, column: Column, content: object) -> str:
    text = _harmless(where, _text(where, content))
    if means_nothing(text):
        raise _wrong(where, _NOTHING)
    if means_unknown(text) and column.required and column.kind not in MAY_BE_UNKNOWN:
        raise _wrong(where, _CANNOT_BE_UNKNOWN.format(column=column.heading))
    if column.kind in TERM_KINDS:
        _known_term(where, column, text)
    return text


def _terms(where: Where, column: Column, content: object) -> dict[str, str]:
    if column.kind not in TERM_KINDS:
        raise _wrong(where, _NO_TERMS.format(column=column.heading))
    given = _object(where, content)
    if len(given) > MOST["terms"]:
        raise _wrong(where, _TOO_MANY.format(most=MOST["terms"]))
    made: dict[str, str] = {}
    for typed, meant in given.items():
        name = fold(_harmless(where, _text(where, typed)))
        if name in made:
            raise _wrong(where, _KEY_ONCE.format(name=typed[:80]))
        made[name] = _known_term((*where, typed), column, _harmless(where, _text((*where, typed), meant)))
    for typed, meant in made.items():
        if fold(meant) in made and fold(meant) != typed:
            raise _wrong((*where, typed), _LOOP.format(term=meant[:80]))
    return made


def _known_term(where: Where, column: Column, term: str) -> str:
    """Values of declared lists are looked up here; those of reference data where the file is read."""
    if column.kind == "flag" and plain(term) not in ("ja", "nee", "yes", "no") and not means_unknown(term):
        raise _wrong(where, _NO_FLAG)
    if column.codes is None or means_nothing(term):
        return term
    codes, options = column.codes, ", ".join(column.codes.by_code)
    if column.kind == "term" and plain(term) not in codes.by_spelling:
        raise _wrong(where, _NOT_A_TERM.format(term=term[:80], list=codes.name, options=options))
    return term
