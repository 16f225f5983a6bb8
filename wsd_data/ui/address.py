"""What a visitor looks at, and how that is written in the address of the page.

A view is a language, a policy, a period and codes of dimensions. The address holds codes and
never labels, so that a link survives a change of language or a rename. What is not understood is reported
and never widens the view. Knows nothing of Streamlit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from wsd_data.model.dimensions import DIMENSIONS
from wsd_data.model.indicators import POLICIES
from wsd_data.model.periods import Period, PeriodError, parse_period
from wsd_data.model.text import LANGUAGES, Language, Text, slug

MAIN_FILTERS = ("region", "theme", "lectoraat")
MORE_FILTERS = ("province", "municipality", "programme_line", "project", "funder", "grant")
FILTERS = (*MAIN_FILTERS, *MORE_FILTERS)
"""The dimensions a visitor may narrow on every page; the first ones stand in sight, the others under "more"."""

_PARAMETERS = ("lang", "policy", "period", *FILTERS)

UNKNOWN_CODE = Text(
    "Onbekend in het adres: {dimension} “{code}”. Kies een {dimension} uit de lijst hierboven.",
    "Unknown in the address: {dimension} “{code}”. Choose a {dimension} from the list above.",
)
NOTHING_LEFT = Text(
    "Er worden geen cijfers getoond, omdat er zonder geldige {dimension} meer te zien zou zijn dan gevraagd.",
    "No figures are shown, because without a valid {dimension} more would be visible than was asked for.",
)
UNKNOWN_PERIOD = Text(
    "“{code}” is geen periode. Schrijf bijvoorbeeld 2023, 2023-H1, 2023-Q2, 2023-06 of 2020..2022. Er worden geen cijfers getoond.",
    "“{code}” is not a period. Write for example 2023, 2023-H1, 2023-Q2, 2023-06 or 2020..2022. No figures are shown.",
)
UNKNOWN_LANGUAGE = Text(
    "Onbekende taal “{code}” in het adres; kies Nederlands (nl) of English (en).",
    "Unknown language “{code}” in the address; choose Nederlands (nl) or English (en).",
)
UNKNOWN_POLICY = Text(
    "Onbekende keuze “{code}” voor policy in het adres; de cijfers staan zoals openbaar. Kies internal of public.",
    "Unknown choice “{code}” for policy in the address; figures are shown as public. Choose internal or public.",
)
UNKNOWN_PARAMETER = Text(
    "Het adres bevat “{code}”; dat kent deze pagina niet. Mogelijk is daardoor meer te zien dan bedoeld. Bekend zijn: {known}.",
    "The address holds “{code}”, which this page does not know. More may therefore be visible than was meant. Known are: {known}.",
)


@dataclass(frozen=True, slots=True)
class View:
    """One view. `where`: the chosen codes per filter, each in the fixed order of its labels; empty means all.

    remarks: what in the address was not understood. refused: showing figures would show more than was asked.
    """

    period: Period
    language: Language = "nl"
    policy: str = "internal"
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    remarks: tuple[Text, ...] = field(default=(), compare=False)
    refused: bool = field(default=False, compare=False)

    def codes(self, dimension: str) -> tuple[str, ...]:
        return dict(self.where).get(dimension, ())

    def without(self, *dimensions: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The selection without these dimensions, for a chart that shows all their parts."""
        return tuple(pair for pair in self.where if pair[0] not in dimensions)

    def say(self, text: Text) -> str:
        return text.in_(self.language)


def write_address(view: View) -> dict[str, list[str]]:
    """The parameters of the address, defaults included, so that a link reproduces the view."""
    address = {"period": [view.period.text]}
    address.update({dimension: list(codes) for dimension, codes in view.where if codes})
    return address | {"lang": [view.language], "policy": [view.policy]}


def _known(asked: Sequence[str], codes: Sequence[str]) -> tuple[tuple[str, ...], list[str]]:
    """(known codes in their fixed order, what is unknown); a value may also be a comma-separated list."""
    values = [part.strip() for value in asked for part in value.split(",") if part.strip()]
    spelled = {slug(code): code for code in codes} | {code: code for code in codes}
    matched = {value: spelled.get(value) or spelled.get(slug(value)) for value in values}
    found = set(matched.values())
    return tuple(code for code in codes if code in found), [v for v, code in matched.items() if code is None]


def read_address(parameters: Mapping[str, Sequence[str]], codes: Mapping[str, Sequence[str]], default: View) -> View:
    """The view an address asks for; what it leaves out comes from `default`.

    codes: per filter the valid codes in their fixed order.
    """
    remarks: list[Text] = []
    view = replace(default, where=(), remarks=(), refused=False)
    refused = False

    for name in parameters:
        if name not in _PARAMETERS:
            remarks.append(UNKNOWN_PARAMETER.format(code=name, known=", ".join(_PARAMETERS)))
    for language in parameters.get("lang", ())[-1:]:
        match = [one for one in LANGUAGES if one == language]
        view = replace(view, language=match[0] if match else view.language)
        remarks += [] if match else [UNKNOWN_LANGUAGE.format(code=language)]
    for policy in parameters.get("policy", ())[-1:]:
        view = replace(view, policy=policy if policy in POLICIES else "public")
        remarks += [] if policy in POLICIES else [UNKNOWN_POLICY.format(code=policy)]
    for text in parameters.get("period", ())[-1:]:
        try:
            view = replace(view, period=parse_period(text))
        except PeriodError:
            remarks.append(UNKNOWN_PERIOD.format(code=text))
            refused = True

    where = []
    for dimension in FILTERS:
        known, unknown = _known(parameters.get(dimension, ()), codes.get(dimension, ()))
        noun = DIMENSIONS[dimension].name
        remarks += [UNKNOWN_CODE.format(dimension=noun, code=code) for code in unknown]
        if known:
            where.append((dimension, known))
        elif unknown:
            remarks.append(NOTHING_LEFT.format(dimension=noun))
            refused = True
    return replace(view, where=tuple(where), remarks=tuple(remarks), refused=refused)
