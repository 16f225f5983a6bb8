"""Reference facts read from data/reference: municipalities of then and now, local and national themes.

Source: domain.md traps 3 and 4; the readings (b) and (h) of the lead. The code of a province is
its name in gemeenten.csv: nothing else is published.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date
from functools import cache
from pathlib import Path

from .values import NONE, SPLIT, fold

FOLDER = Path(__file__).resolve().parents[2] / "data" / "reference"


@cache
def table(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@cache
def _changes() -> dict[str, list[tuple[str, str, str]]]:
    """Old code → (day, kind, new code), without border changes: those move addresses, not codes."""
    found: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for row in table("herindelingen"):
        if row["soort"] != "grenswijziging":
            found[row["oude_code"]].append((row["datum"], row["soort"], row["nieuwe_code"]))
    return found


@cache
def present(code: str) -> str:
    """The municipality of today, or `_split` when the code was divided over several."""
    since = ""
    while True:
        later = sorted(c for c in _changes().get(code, []) if c[0] > since)
        if not later:
            return code
        day, kind, new = later[0]
        if kind == "gesplitst":
            return SPLIT
        since, code = day, new


def municipality_identity(code: str) -> str:
    """What is counted once: a municipality of today, and each divided one by itself."""
    now = present(code)
    return f"{SPLIT} {code}" if now == SPLIT else now


@cache
def _provinces() -> dict[str, str]:
    return {row["code"]: row["provincie"] for row in table("gemeenten")}


def province(code: str) -> str:
    now = present(code)
    return SPLIT if now == SPLIT else _provinces().get(now, NONE)


@cache
def national_themes(name: str, regions: frozenset[str], first: date, last: date | None) -> frozenset[str]:
    """The national codes of a local name: the dated local list of its regions, else any name in the national one; none when it is unknown."""
    wanted = fold(name)
    local = set()
    for row in table("themas_lokaal"):
        since = int(row["van"]) if row["van"] else 0
        until = int(row["tot"]) if row["tot"] else 9999
        here = row["werkplaats"] in regions and fold(row["lokale_naam"]) == wanted
        if here and first.year <= until and (last is None or last.year >= since):
            local.add(row["code"])
    if local:
        return frozenset(local)
    for row in table("themas"):
        if wanted in {fold(w) for w in (row["code"], row["nl"], row["en"], *row["lokale_namen"].split("|")) if w}:
            return frozenset([row["code"]])
    return frozenset()


def listed_municipalities() -> list[tuple[str, str, date | None, date | None]]:
    """(werkplaats, code, first day, last day) of the published participants; no first day: years unknown."""
    return [
        (
            row["werkplaats"],
            row["code"],
            date(int(row["geldig_van"]), 1, 1) if row["geldig_van"] else None,
            date(int(row["geldig_tot"]), 12, 31) if row["geldig_tot"] else None,
        )
        for row in table("werkplaats_gemeenten")
    ]
