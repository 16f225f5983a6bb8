"""Which rows are in force: a plain fold over deliveries and undos, one key at a time.

Per key the row in force is that of the latest delivery not undone that brought it, or none if a later
full delivery, not undone, ended it. Source: design.md section 3.

Readings: whether a later full delivery ends a row is decided at the fold (is the row in force inside its
scope and absent from it?), also when an undo later changed which row that is. An undo is known from the day
it is entered; as of an earlier day it has not happened. A casus key holds its project too ("Casuscode within
its project").
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from .values import Span, inside

Values = dict[str, Any]
"""Typed values of one row by column id: Num, Span, list, text or None."""

KEYS: dict[str, tuple[str, ...]] = {
    "projects": ("project",),
    "presentations": ("date", "title", "speakers", "event", "location"),
    "publications": ("title", "date", "type", "authors"),
    "products": ("title", "date", "type"),
    "participants": ("activity_code", "activity", "date", "role", "organisation", "municipality", "person_key"),
    "casuses": ("project", "casus_code", "activity_code", "date", "theme", "life_domain", "age_group",
                "municipality", "region", "lectoraat"),
    "key_figures": ("kind", "lectoraat", "channel", "date"),
    "funding": ("grant", "spent_on"),
    "targets": ("indicator", "start", "end", "theme", "grant"),
    "members": ("organisation", "project", "start"),
}  # fmt: skip
"""The columns a correction leaves as they are."""


@dataclass(frozen=True)
class Row:
    """One row of a workbook: what it says, and how its cells are typed."""

    values: Values
    cells: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Delivery:
    deliverer: str
    mode: str
    received: date
    sheets: dict[str, list[Row]]
    scope: Span | None = None


@dataclass(frozen=True)
class Undo:
    """Takes the entry at this place in the history out of the fold."""

    of: int


@dataclass(frozen=True)
class InForce:
    sheet: str
    values: Values
    deliverer: str
    delivery: int
    line: int
    received: date

    @property
    def order(self) -> tuple[int, int]:
        return self.delivery, self.line


Key = tuple[Any, ...]


def key(sheet: str, values: Values) -> Key:
    """What tells a row from others in its sheet."""
    kept = dict(values)
    if sheet in ("publications", "products"):
        kept["date"] = tuple(day.year for day in values["date"])
    if sheet == "publications":
        kept["authors"] = first_author(values)
    if sheet == "participants" and values.get("activity_code"):
        kept["activity"] = None
    if sheet == "casuses" and values.get("casus_code"):
        return values["project"], values["casus_code"], values.get("activity_code")
    if sheet == "targets":
        kept["start"], kept["end"] = values["start"][0], values["end"][1]
    if sheet == "casuses":
        kept["casus_code"] = None
    return tuple(tuple(v) if isinstance(v := kept.get(column), list) else v for column in KEYS[sheet])


def first_author(values: Values) -> str:
    """The surname of the first author: what stands before its first comma."""
    return str(values["authors"]).split(";")[0].split(",")[0].strip()


def extent(sheet: str, values: Values) -> tuple[date, date | None]:
    """First and last day a row is about; no last day while it is open-ended."""
    if sheet in ("projects", "funding", "targets", "members"):
        end = values.get("end")
        return values["start"][0], end[1] if end else None
    span: Span = values["date"]
    return span


def scope_of(delivery: Delivery, sheet: str) -> Span:
    """The stated scope, else the first to the last year of the sheet's own rows."""
    if delivery.scope:
        return delivery.scope
    first, last = [], []
    for row in delivery.sheets[sheet]:
        start, end = extent(sheet, row.values)
        first.append(start.year)
        last.append(end.year if end else max(start.year, delivery.received.year))
    return date(min(first), 1, 1), date(max(last), 12, 31)


def keyed(delivery: Delivery, sheet: str) -> dict[Key, tuple[int, Row]]:
    """The rows of a sheet by key and occurrence number, with their place in the sheet."""
    seen: Counter[Key] = Counter()
    found = {}
    for line, row in enumerate(delivery.sheets.get(sheet, [])):
        plain = key(sheet, row.values)
        seen[plain] += 1
        found[(*plain, seen[plain])] = (line, row)
    return found


def in_force(entries: Sequence[Delivery | Undo], upto: int | None = None, day: date | None = None) -> list[InForce]:
    """The rows in force after the first `upto` entries, or as known at the end of a day before today."""
    known = list(enumerate(entries[:upto]))
    undone = {entry.of for _, entry in known if isinstance(entry, Undo)} if day is None else set()
    live = [
        (number, entry)
        for number, entry in known
        if isinstance(entry, Delivery) and number not in undone and (day is None or entry.received <= day)
    ]
    rows: list[InForce] = []
    for deliverer, sheet in sorted({(d.deliverer, s) for _, d in live for s in d.sheets}):
        held: dict[Key, InForce] = {}
        for number, delivery in live:
            if delivery.deliverer != deliverer or not delivery.sheets.get(sheet):
                continue
            brought = keyed(delivery, sheet)
            if delivery.mode == "full":
                scope = scope_of(delivery, sheet)
                gone = [k for k, row in held.items() if k not in brought and _within(row, scope)]
                for k in gone:
                    del held[k]
            for k, (line, row) in brought.items():
                held[k] = InForce(sheet, row.values, deliverer, number, line, delivery.received)
        rows += held.values()
    return rows


def _within(row: InForce, scope: Span) -> bool:
    """Wholly inside the scope; without an end, when its start is."""
    start, end = extent(row.sheet, row.values)
    return inside((start, end or start), scope)
