"""What the reader must know of the field to match names: reference lists as folded spellings → codes."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from wsd_data.intake.cells import plain, tidy
from wsd_data.model.problems import Surroundings
from wsd_data.model.text import Text

Rows = Sequence[Mapping[str, str | None]]
Reference = Mapping[str, Rows]

FILES: Mapping[str, str] = {
    "regions": "werkplaatsen.csv",
    "lectoraten": "lectoraten.csv",
    "themes": "themas.csv",
    "local_themes": "themas_lokaal.csv",
    "municipalities": "gemeenten.csv",
    "reforms": "herindelingen.csv",
    "region_municipalities": "werkplaats_gemeenten.csv",
}
NETWORK = frozenset(("netwerk", "network", "het netwerk", "landelijk netwerk"))
_NO_REFERENCE = Text(
    "De referentielijst {file} ontbreekt of is niet te lezen ({detail}). Zet haar terug uit de oorspronkelijke map data/reference.",
    "The reference list {file} is missing or cannot be read ({detail}). Put it back from the original folder data/reference.",
)
# What everybody calls them beside the official name; a municipality's own choice of words, not a guess.
_CALLED = {"'s-gravenhage": ("Den Haag", "The Hague"), "'s-hertogenbosch": ("Den Bosch", "s-Hertogenbosch")}


@dataclass(frozen=True)
class Names:
    """Plain spelling → the codes it may mean, and how it is written."""

    codes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)

    def add(self, spelling: str | None, code: str) -> None:
        name = plain(spelling or "")
        if name:
            self.shown.setdefault(name, tidy(spelling or ""))
            self.codes[name] = tuple(dict.fromkeys((*self.codes.get(name, ()), code)))

    def nearest(self, name: str) -> str | None:
        """The known name most like this one, as it is written, if one comes near."""
        found = get_close_matches(plain(name), list(self.codes), n=1, cutoff=0.75)
        return self.shown[found[0]] if found else None


@dataclass(frozen=True)
class Known:
    """Everything a file is read against. `labels`: per region code its name; `salt`: for person keys."""

    salt: bytes
    regions: Names
    lectoraten: Names
    themes: Names
    municipalities: Names
    labels: dict[str, str]


def read_reference(folder: Path) -> dict[str, list[dict[str, str | None]]]:
    """The reference lists of a folder, each row as column → text, blank as None.

    Raises Surroundings when a list is missing or unreadable.
    """
    read: dict[str, list[dict[str, str | None]]] = {}
    for name, file in FILES.items():
        try:
            with (folder / file).open(encoding="utf-8-sig", newline="") as lines:
                read[name] = [
                    {k: (v or "").strip() or None for k, v in row.items() if k} for row in csv.DictReader(lines)
                ]
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            raise Surroundings(_NO_REFERENCE.format(file=folder / file, detail=error)) from error
    return read


def _split(text: str | None) -> Iterable[str]:
    return (text or "").split("|")


def known_from(reference: Reference, salt: bytes) -> Known:
    """Spellings of regions, lectoraten, themes and municipalities, present and former, from the lists."""
    labels = {str(r["code"]): str(r["naam"]) for r in reference["regions"]}
    return Known(
        salt, _regions(reference["regions"]), _lectoraten(reference["lectoraten"]), _themes(reference),
        _municipalities(reference["municipalities"], reference["reforms"]), labels,
    )  # fmt: skip


def _regions(rows: Rows) -> Names:
    names = Names()
    for row in rows:
        code = str(row["code"])
        for spelling in (row["naam"], *_split(row.get("aliassen")), row.get("hogeschool"), code):
            names.add(spelling, code)
    return names


def _lectoraten(rows: Rows) -> Names:
    names = Names()
    for row in rows:
        code = str(row["code"])
        for spelling in (row["naam"], *_split(row.get("aliassen")), code):
            names.add(spelling, code)
            if spelling and not plain(spelling).startswith("lectoraat"):
                names.add(f"Lectoraat {spelling}", code)
    return names


def _themes(reference: Reference) -> Names:
    names = Names()
    for row in reference["themes"]:
        for spelling in (row["nl"], row["en"], *_split(row.get("lokale_namen")), row["code"]):
            names.add(spelling, str(row["code"]))
    for row in reference["local_themes"]:
        names.add(row["lokale_naam"], str(row["code"]))
        names.add(row.get("opvolger"), str(row["code"]))
    return names


def _municipalities(present: Rows, reforms: Rows) -> Names:
    names = Names()
    for row in present:
        code, name = str(row["code"]), str(row["naam"])
        bare = name.split(" (")[0]
        also = _CALLED.get(plain(name), ())
        for spelling in (code, name, name.replace(".)", ")"), bare, f"{bare} ({row['provincie']})", *also):
            names.add(spelling, code)
    current = set(names.codes)
    # A former name means the municipality of then; a name still in use means the present one.
    for row in reforms:
        for side in ("oude", "nieuwe"):
            former, was = str(row[f"{side}_code"]), row[f"{side}_naam"]
            names.add(former, former)
            if plain(was or "") not in current:
                names.add(was, former)
    return names
