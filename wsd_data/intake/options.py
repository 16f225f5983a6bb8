"""What a column with a list may be filled with: vocabularies and reference lists, as drop-downs show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wsd_data.intake.known import Reference
from wsd_data.model.codelists import CODELISTS
from wsd_data.model.columns import Column
from wsd_data.model.text import Language, Text

_REFERENCE: Mapping[str, tuple[str, Text]] = {
    "regions": ("regions", Text("werkplaats", "region")),
    "lectoraten": ("lectoraten", Text("lectoraat", "lectoraat")),
    "themes": ("themes", Text("thema", "theme")),
    "municipalities": ("municipalities", Text("gemeente", "municipality")),
}
_FLAG = Text("ja of nee", "yes or no")
_YES, _NO = Text("ja", "yes"), Text("nee", "no")
PROJECTS = "projects"
_PROJECT = Text("projectcode", "project code")


def list_of(column: Column) -> str | None:
    """The id of the list a column is filled from."""
    if column.codes is not None:
        return column.codes.id
    if column.kind == "flag":
        return "flag"
    if column.id == "project" and column.kind in ("code", "codes"):
        return PROJECTS
    return column.kind if column.kind in _REFERENCE else None


def single(column: Column) -> bool:
    """Whether a cell holds one value of its list, so that anything else may be asked about."""
    return column.kind in ("term", "flag")


def options(
    reference: Reference, language: Language = "nl", region: str | None = None, projects: Iterable[str] = ()
) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Per list its name and values, in a fixed order; a list without values is left out.

    region: whose local names of themes go with the national ones. projects: codes to choose from.
    """
    found: dict[str, tuple[str, tuple[str, ...]]] = {
        id_: (codes.name.in_(language), tuple(term.name.in_(language) for term in codes.terms))
        for id_, codes in CODELISTS.items()
    }
    found["flag"] = (_FLAG.in_(language), (_YES.in_(language), _NO.in_(language)))
    values = {
        "regions": (row["naam"] for row in reference["regions"]),
        "lectoraten": (row["naam"] for row in reference["lectoraten"]),
        "themes": _themes(reference, language, region),
        "municipalities": sorted(str(row["naam"]) for row in reference["municipalities"]),
    }
    for id_, (_, name) in _REFERENCE.items():
        found[id_] = (name.in_(language), _several(values[id_]))
    found[PROJECTS] = (_PROJECT.in_(language), _several(projects))
    return {id_: (name, several) for id_, (name, several) in found.items() if several}


def _themes(reference: Reference, language: Language, region: str | None) -> list[str | None]:
    national = [row[language] for row in reference["themes"]]
    return national + [
        row["lokale_naam"] for row in reference["local_themes"] if region and row["werkplaats"] == region
    ]


def _several(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
