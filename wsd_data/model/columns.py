"""What a sheet, a column and a check within a row are; the ten sheets themselves are declared in `sheets`.

What a kind of column becomes in typed rows is said at `FIELDS`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from wsd_data.model.codelists import CodeList
from wsd_data.model.text import Text, fold

Kind = Literal[
    "text",  # one text as typed, blanks tidied
    "names",  # several names separated by ; or a line break
    "authors",  # as typed; the first author's surname beside it
    "code",  # one code made by the deliverer (project, activity, casus, grant)
    "codes",  # several of them
    "term",  # one term of a vocabulary, as its code
    "terms",  # several of them
    "regions",  # werkplaatsen, as codes of the reference list
    "lectoraten",  # lectoraten, as codes of the reference list (an unknown one as its slug)
    "themes",  # local theme names as delivered
    "municipalities",  # as codes valid at some time (CBS "GM0153")
    "number",  # with bounds when it is an estimate
    "money",  # euros, kept as whole cents, with bounds when it is an estimate
    "date",  # first and last day of what was typed
    "span",  # "2014-2022": first and last day of each side, fills two date columns
    "flag",  # yes or no
    "person_key",  # hashed with the secret salt before it leaves the reader
    "doi",
    "isbn",
]

FIELDS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "text": (("", "VARCHAR"),),
    "names": (("", "VARCHAR[]"),),
    "authors": (("", "VARCHAR"), ("_first", "VARCHAR")),
    "code": (("", "VARCHAR"),),
    "codes": (("", "VARCHAR[]"),),
    "term": (("", "VARCHAR"),),
    "terms": (("", "VARCHAR[]"),),
    "regions": (("", "VARCHAR[]"),),
    "lectoraten": (("", "VARCHAR[]"),),
    "themes": (("", "VARCHAR[]"),),
    "municipalities": (("", "VARCHAR[]"),),
    "number": (("", "DOUBLE"), ("_low", "DOUBLE"), ("_high", "DOUBLE"), ("_estimate", "BOOLEAN")),
    "money": (("", "BIGINT"), ("_low", "BIGINT"), ("_high", "BIGINT"), ("_estimate", "BOOLEAN")),
    "date": (("_from", "DATE"), ("_to", "DATE")),
    "flag": (("", "BOOLEAN"),),
    "person_key": (("", "VARCHAR"),),
    "doi": (("", "VARCHAR"),),
    "isbn": (("", "VARCHAR"),),
}
"""Per kind of column: (suffix, SQL type) of the fields it becomes in typed rows.

An exact number has `_low` = `_high` = its value and `_estimate` false; a number without an upper bound
has `_high` null. A list that is empty is null. `code` and `codes` are upper case without outer blanks.
"""


@dataclass(frozen=True)
class Column:
    """One column of a sheet. `fills` names columns this one stands in for when they are blank."""

    id: str
    kind: Kind
    heading: Text
    definition: Text
    required: bool = False
    aliases: tuple[str, ...] = ()
    codes: CodeList | None = None
    fills: tuple[str, ...] = ()
    whole: bool = False
    default: float | None = None

    @property
    def fields(self) -> tuple[tuple[str, str], ...]:
        """(name, SQL type) of its fields in typed rows; none for a column that only fills others."""
        if self.fills:
            return ()
        return tuple((self.id + suffix, sql) for suffix, sql in FIELDS[self.kind])

    def spellings(self) -> set[str]:
        """Every folded heading that means this column."""
        return {fold(h) for h in (self.heading.nl, self.heading.en, self.id.replace("_", " "), *self.aliases)}


@dataclass(frozen=True)
class RowCheck:
    """A rule within one row: `when` is SQL over typed fields that holds when the rule is broken."""

    code: str
    when: str
    column: str
    message: Text
    level: Literal["error", "warning"] = "error"


@dataclass(frozen=True)
class Sheet:
    """One kind of sheet.

    columns: its own, then those every sheet may carry.
    key: SQL expressions over typed fields that, with deliverer, sheet and occurrence, tell a row from others.
    start, end: fields with the first and last day a row is about; `end` null means open-ended.
    about_people: its rows are never shown or kept beyond what the gate lets through.
    """

    id: str
    name: Text
    definition: Text
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    start: str
    end: str
    aliases: tuple[str, ...] = ()
    checks: tuple[RowCheck, ...] = ()
    about_people: bool = False

    @cached_property
    def by_id(self) -> Mapping[str, Column]:
        return {c.id: c for c in self.columns}

    @cached_property
    def fields(self) -> tuple[tuple[str, str], ...]:
        """(name, SQL type) of all typed fields, in order."""
        return tuple(f for c in self.columns for f in c.fields)

    @cached_property
    def key_columns(self) -> frozenset[str]:
        """The columns whose value the key needs: unreadable ones make the key unreadable."""
        words = set(re.findall(r"[a-z_]+", " ".join(self.key)))
        fills = {c.id for c in self.columns if words & set(c.fills) or words & {f + "_from" for f in c.fills}}
        return frozenset(c.id for c in self.columns if any(f in words for f, _ in c.fields)) | fills

    def spellings(self) -> set[str]:
        return {fold(n) for n in (self.name.nl, self.name.en, self.id.replace("_", " "), *self.aliases)}
