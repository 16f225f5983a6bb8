"""What a visitor looks at, and how that is written in the address of the page.

A view is a language, a policy, a period and codes of dimensions. The address holds codes and
never labels, so that a link survives a change of language or a rename. What is not understood is reported
and never widens the view. Knows nothing of Streamlit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import urlencode

from wsd_data.model.dimensions import DIMENSIONS
from wsd_data.model.indicators import INDICATORS, POLICIES
from wsd_data.model.periods import Period, PeriodError, parse_period
from wsd_data.model.text import LANGUAGES, Language, Text, slug
from wsd_data.store.fold import NOW, AsOf

MAIN_FILTERS = ("region", "theme", "lectoraat")
MORE_FILTERS = ("province", "municipality", "programme_line", "project", "funder", "grant")
FILTERS = (*MAIN_FILTERS, *MORE_FILTERS)
"""The dimensions a visitor may narrow on every page; the first ones stand in sight, the others under "more"."""

_PARAMETERS = ("lang", "policy", "period", "stand", *FILTERS)
EVER = "all"
"""What `years` of a passport says when its figure is not that of the period but of all years."""
_WHY = "presentations"
OWN: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "outputs": {"kind": ("presentations", "publications", "products")},
    "passport": {"indicator": (), "years": (EVER,), **{d: () for d in DIMENSIONS if d not in FILTERS}},
    "deliveries": {"delivery": (), "sheet": ()},
    "annual": {"why": (_WHY, *(i.id for i in INDICATORS.values() if i.id != _WHY and not i.planned)), "since": ()},
}
"""What one page lets choose beside the selection: page → parameter → codes, the first where the address says nothing;
none where the page itself knows which there are."""

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
UNKNOWN_STAND = Text(
    "“{code}” is geen stand. Schrijf een dag tot en met vandaag, zoals 2024-03-01, of het nummer van een levering tot en met {last}. Er worden geen cijfers getoond.",
    "“{code}” is not a state of the data. Write a day up to today, such as 2024-03-01, or the number of a delivery up to {last}. No figures are shown.",
)
UNKNOWN_LANGUAGE = Text(
    "Onbekende taal “{code}” in het adres; kies Nederlands (nl) of English (en).",
    "Unknown language “{code}” in the address; choose Nederlands (nl) or English (en).",
)
UNKNOWN_POLICY = Text(
    "Onbekende keuze “{code}” voor policy in het adres; de cijfers staan zoals openbaar. Kies internal of public.",
    "Unknown choice “{code}” for policy in the address; figures are shown as public. Choose internal or public.",
)
UNKNOWN_OWN = Text(
    "Onbekende keuze “{code}” voor {name} in het adres; hieronder staat {shown}. Bekend zijn: {known}.",
    "Unknown choice “{code}” for {name} in the address; {shown} is shown below. Known are: {known}.",
)
UNKNOWN_PARAMETER = Text(
    "Het adres bevat “{code}”; dat kent deze pagina niet. Mogelijk is daardoor meer te zien dan bedoeld. Bekend zijn: {known}.",
    "The address holds “{code}”, which this page does not know. More may therefore be visible than was meant. Known are: {known}.",
)


@dataclass(frozen=True, slots=True)
class View:
    """One view. `where`: the chosen codes per filter, each in the fixed order of its labels; empty means all.

    stand: the state of knowledge that the figures are of.
    own: what is chosen on one page only, of `OWN`; no part of the selection. remarks: what in the address was not
    understood. refused: showing figures would show more than was asked.
    """

    period: Period
    language: Language = "nl"
    policy: str = "internal"
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    stand: AsOf = NOW
    own: tuple[tuple[str, str], ...] = field(default=(), compare=False)
    remarks: tuple[Text, ...] = field(default=(), compare=False)
    refused: bool = field(default=False, compare=False)

    def codes(self, dimension: str) -> tuple[str, ...]:
        return dict(self.where).get(dimension, ())

    def asked(self, name: str) -> str:
        """What this page was asked for under a name of its own; "" when nothing."""
        return dict(self.own).get(name, "")

    def without(self, *dimensions: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The selection without these dimensions, for a chart that shows all their parts."""
        return tuple(pair for pair in self.where if pair[0] not in dimensions)

    def say(self, text: Text) -> str:
        return text.in_(self.language)


def write_address(view: View) -> dict[str, list[str]]:
    """The parameters of the address, defaults included, so that a link reproduces the view."""
    address = {"period": [view.period.text]}
    address.update({dimension: list(codes) for dimension, codes in view.where if codes})
    stand = {"stand": [view.stand.text]} if view.stand.text else {}
    return address | stand | {"lang": [view.language], "policy": [view.policy]}


def read_stand(text: str, last: int, today: date) -> AsOf | None:
    """The state of knowledge that a text names, a day or the number of an entry; None when there is none such."""
    if text.isdecimal() and text.isascii():
        return AsOf(entry=int(text)) if len(text) < 10 and 1 <= int(text) <= last else None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return AsOf(day=day) if day <= today and text == day.isoformat() else None


def page_address(view: View) -> dict[str, list[str]]:
    """The parameters of the page itself: those of the view, and what is chosen on this page only."""
    return write_address(view) | {name: [code] for name, code in view.own}


def chosen(view: View, page: str, name: str) -> str:
    """What is chosen on a page by one of its own parameters."""
    return dict(view.own).get(name, OWN[page][name][0])


def _known(asked: Sequence[str], codes: Sequence[str]) -> tuple[tuple[str, ...], list[str]]:
    """(known codes in their fixed order, what is unknown); a value that is no code may also be a comma-separated list."""
    if not asked:
        return (), []
    every = frozenset(codes)
    parts = (part.strip() for value in asked for part in ([value] if value in every else value.split(",")))
    values = [part for part in parts if part]
    # Of thousands of grants each would be spelled anew at every visit, and hardly anybody types them.
    spelled = {} if every.issuperset(values) else {slug(code): code for code in codes}
    matched = {value: value if value in every else spelled.get(slug(value)) for value in values}
    found = set(matched.values())
    return tuple(code for code in codes if code in found), [v for v, code in matched.items() if code is None]


def _read_own(parameters: Mapping[str, Sequence[str]], page: str) -> tuple[tuple[tuple[str, str], ...], list[Text]]:
    """What the address chooses on this page only, and remarks on what it does not know."""
    chosen, remarks = [], []
    for name, codes in OWN.get(page, {}).items():
        for asked in parameters.get(name, ())[-1:]:
            if asked in codes or not codes:
                chosen.append((name, asked))
            else:
                known = ", ".join(codes)
                remarks.append(UNKNOWN_OWN.format(code=asked, name=name, shown=codes[0], known=known))
    return tuple(chosen), remarks


def read_address(
    parameters: Mapping[str, Sequence[str]], codes: Mapping[str, Sequence[str]], default: View, page: str = "",
    *, last: int = 0, today: date = date.min,
) -> View:  # fmt: skip
    """The view an address asks for; what it leaves out comes from `default`, but for the state of knowledge.

    codes: per filter the valid codes in their fixed order. page: whose own parameters it may hold.
    last: the last entry of history; today: the last day of which a state can be asked.
    """
    own, remarks = _read_own(parameters, page)
    view = replace(default, where=(), stand=NOW, own=own, remarks=(), refused=False)
    refused = False

    known_names = (*_PARAMETERS, *OWN.get(page, ()))
    for name in parameters:
        if name not in known_names:
            remarks.append(UNKNOWN_PARAMETER.format(code=name, known=", ".join(known_names)))
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
    for text in parameters.get("stand", ())[-1:]:
        stand = read_stand(text, last, today)
        view = replace(view, stand=stand or NOW)
        if stand is None:
            remarks.append(UNKNOWN_STAND.format(code=text, last=last))
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


def link_to(page: str, parameters: Mapping[str, Sequence[str]]) -> str:
    """The address of a page of the monitor with these parameters, from the root."""
    return f"/{page}?{urlencode(parameters, doseq=True)}"
