"""A selection: which period and which codes a figure is about. It knows its condition and its sentence.

Codes are checked against the declarations and, for listed dimensions, against the reference lists;
an unknown one is a usage error, never silently widened.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from wsd_data.model.dimensions import DIMENSIONS
from wsd_data.model.indicators import Indicator
from wsd_data.model.periods import Period
from wsd_data.model.problems import Usage
from wsd_data.model.text import Language, Text, fold

Where = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """A period (None: everything known) and codes per dimension; several codes of one dimension mean or."""

    period: Period | None = None
    where: Where = ()

    @classmethod
    def of(cls, period: Period | None = None, where: Mapping[str, Iterable[str]] | None = None) -> Selection:
        """A selection in its one canonical form: dimensions and codes sorted, doubles gone."""
        pairs = ((d, tuple(sorted(set(codes)))) for d, codes in sorted((where or {}).items()))
        return cls(period, tuple((d, codes) for d, codes in pairs if codes))

    def codes(self, dimension: str) -> tuple[str, ...]:
        """The selected codes of a dimension; empty when it is not selected on."""
        return next((codes for d, codes in self.where if d == dimension), ())

    def words(self, language: Language, labels: Mapping[str, Mapping[str, Text]] | None = None) -> str:
        """The selection as a short phrase, without the period: "werkplaats Twente of Regio Zwolle; thema …"."""
        parts = []
        for dimension, codes in self.where:
            known = (labels or {}).get(dimension, {})
            names = [known[c].in_(language) if c in known else c for c in codes]
            declared = DIMENSIONS[dimension]
            noun = (declared.name if len(names) == 1 else declared.plural).in_(language)
            parts.append(f"{noun} " + (" of " if language == "nl" else " or ").join(names))
        return "; ".join(parts)


UNKNOWN_DIMENSION = Text(
    "Onbekende dimensie: {name}. Kies uit: {known}.", "Unknown dimension: {name}. Choose from: {known}."
)
NOT_PERMITTED = Text(
    "{indicator} kan niet naar {name} worden uitgesplitst of gekozen. Wel naar: {known}.",
    "{indicator} cannot be broken down or selected by {name}. It can by: {known}.",
)
UNKNOWN_CODE = Text("Onbekende waarde voor {dimension}: {code}.{hint}", "Unknown value for {dimension}: {code}.{hint}")
DID_YOU_MEAN = Text(" Is {near} bedoeld?", " Did you mean {near}?")
CHOOSE_FROM = Text(" Kies uit: {known}.", " Choose from: {known}.")


def check_dimension(indicator: Indicator, name: str) -> None:
    """Raise Usage when the dimension is unknown or the indicator does not permit it."""
    if name not in DIMENSIONS:
        raise Usage(UNKNOWN_DIMENSION.format(name=name, known=", ".join(DIMENSIONS)))
    if name not in indicator.dimensions:
        raise Usage(NOT_PERMITTED.format(indicator=indicator.id, name=name, known=", ".join(indicator.dimensions)))


def check_code(dimension: str, code: str, valid: Collection[str], closed: bool) -> str:
    """The valid spelling of a code. Raise Usage when a closed list does not hold it."""
    if code in valid:
        return code
    spelled = {fold(v): v for v in valid}
    found = spelled.get(fold(code))
    if found is not None:
        return found
    if not closed:
        return code
    import difflib

    near = difflib.get_close_matches(fold(code), list(spelled), n=1)
    hint = (
        DID_YOU_MEAN.format(near=spelled[near[0]])
        if near
        else CHOOSE_FROM.format(known=", ".join(list(spelled.values())[:20]))
    )
    raise Usage(UNKNOWN_CODE.format(dimension=DIMENSIONS[dimension].name, code=code, hint=hint))
