"""The indicators: what is counted, in which unit, how it adds up, and by what it may be broken down.

`source` names the view (store/sql) that gives one row per counted thing; `measure` names how its rows
become a value (figures/measures). Source of the definitions: domain description of the project, "Counting rules".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from wsd_data.model.text import Text, fold

MeasureKind = Literal["flow", "stock", "distinct", "ratio", "money"]
DateRule = Literal["dated", "overlap", "months"]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator.

    measure: name in figures/measures; kind `stock` and `distinct` never add up over time or parts.
    additive: the parts of a breakdown add up to the total, but for shared work counted in each part.
    date_rule: `dated` counts rows whose whole span lies in the period; `overlap` those active in it;
      `months` spreads an amount over calendar months.
    sheets: the sheets that must be reported before "no rows" may mean zero.
    people: a count of people, protected by the gate.
    planned: declared, not yet to be asked for.
    only: the key figure (term of the vocabulary) its rows are limited to, or "".
    """

    id: str
    label: Text
    definition: Text
    unit: Text
    kind: MeasureKind
    source: str
    measure: str
    dimensions: tuple[str, ...]
    sheets: tuple[str, ...]
    date_rule: DateRule = "dated"
    additive: bool = False
    decimals: int = 0
    people: bool = False
    planned: bool = False
    caveats: tuple[Text, ...] = ()
    only: str = ""
    version: int = 1

    @property
    def reported_by(self) -> str:
        """Which part of its sheet must have a row, where other rows of the sheet say nothing about it; else ""."""
        if self.id in ("grant_spent", "grant_settled"):
            return f"funding/{self.id.removeprefix('grant_')}"
        return f"key_figures/{self.only}" if self.only and self.kind == "stock" else ""

    @property
    def money(self) -> bool:
        return self.kind == "money"


_TIME = ("year", "half_year", "quarter", "month")
_PLACE = ("region", "lectoraat", "theme", "local_theme", "municipality", "province")
_PROJECT = ("project", "programme_line", "funder", "grant")
_OUTPUT = (*_PLACE, *_TIME, *_PROJECT, "type", "bko_area")
_ACTIVITY = (*_PLACE, *_TIME, *_PROJECT, "type", "role", "organisation_type")
_PROJECTS = (*_PLACE, *_TIME, *_PROJECT, "status", "scale")
_KEY_FIGURE = (*_PLACE, *_TIME)

_SHARED = Text(
    "Gedeeld werk telt in elk deel heel en in het totaal een keer; de delen tellen daarom niet altijd op tot het totaal.",
    "Shared work counts whole in each part and once in the total; the parts therefore do not always add up to the total.",
)
_NOT_EFFECT = Text(
    "Dit is omvang en bereik, geen effect.", "This is volume and reach, not effect."
)  # fmt: skip
_STOCK = Text(
    "Een stand op een peildatum; standen van verschillende data worden nooit opgeteld.",
    "A state at a reference date; states of different dates are never added.",
)
_DISTINCT = Text(
    "Telt elk verschillend geval een keer; delen tellen niet op tot het totaal.",
    "Counts each different case once; parts do not add up to the total.",
)
_BLANKS = Text(
    "Waar een bijdrage of aandeel niet is ingevuld, is het percentage een ondergrens (ten minste).",
    "Where a contribution or share was not filled in, the percentage is a lower bound (at least).",
)
_NOT_SETTLED = Text(
    "Een subsidie die nog niet is vastgesteld telt niet mee.", "A grant that was not settled yet is not counted."
)
_PROTECTED = Text(
    "Kleine aantallen mensen worden in openbare cijfers afgeschermd en de rest wordt op 5 afgerond.",
    "Small numbers of people are hidden in public figures and the others rounded to 5.",
)


def _i(
    id_: str, nl: str, en: str, def_nl: str, def_en: str, unit_nl: str, unit_en: str, kind: MeasureKind,
    source: str, measure: str, dimensions: tuple[str, ...], sheets: tuple[str, ...], *,
    date_rule: DateRule = "dated", additive: bool = False, decimals: int = 0, people: bool = False,
    planned: bool = False, caveats: tuple[Text, ...] = (), only: str = "",
) -> Indicator:  # fmt: skip
    basis = {"flow": (_SHARED,), "money": (), "stock": (_STOCK,), "distinct": (_DISTINCT,), "ratio": ()}[kind]
    return Indicator(
        id_, Text(nl, en), Text(def_nl, def_en), Text(unit_nl, unit_en), kind, source, measure, dimensions, sheets,
        date_rule, additive, decimals, people, planned, (*basis, *((_PROTECTED,) if people else ()), *caveats), only,
    )  # fmt: skip


INDICATORS: Mapping[str, Indicator] = {
    i.id: i
    for i in (
        _i("projects_running", "lopende projecten", "running projects",
           "Projecten die in de periode liepen: begonnen voor het einde ervan en niet geeindigd voor het begin; zonder aangevraagde en afgewezen projecten.",
           "Projects active in the period: started before its end and not ended before its start; without applied-for and rejected projects.",
           "projecten", "projects", "stock", "projects", "rows", _PROJECTS, ("projects",), date_rule="overlap"),
        _i("projects_started", "gestarte projecten", "projects started",
           "Projecten waarvan de startdatum in de periode ligt.", "Projects whose start date lies in the period.",
           "projecten", "projects", "flow", "projects_started", "rows", _PROJECTS, ("projects",), additive=True),
        _i("projects_completed", "afgeronde projecten", "projects completed",
           "Projecten met status afgerond waarvan de einddatum in de periode ligt.", "Projects with status completed whose end date lies in the period.",
           "projecten", "projects", "flow", "projects_completed", "rows", _PROJECTS, ("projects",), additive=True),
        _i("presentations", "presentaties", "presentations",
           "Gehouden presentaties: een keer spreken op een evenement op een datum. Dezelfde lezing twee keer is 2, twee sprekers samen is 1.",
           "Presentations given: one talk at one event on one date. The same talk twice is 2, two speakers together are 1.",
           "presentaties", "presentations", "flow", "presentations", "rows", _OUTPUT, ("presentations",), additive=True),
        _i("publications", "publicaties", "publications",
           "Verschillende werken, een keer in hun jaar, hoeveel werkplaatsen ze ook melden. Hetzelfde werk: dezelfde DOI; hetzelfde ISBN van een boek, rapport of proefschrift; anders dezelfde titel, jaar en eerste auteur.",
           "Different works, once in their year, however many regions report them. The same work: same DOI; same ISBN of a book, report or thesis; else same title, year and first author.",
           "publicaties", "publications", "flow", "publications", "rows", (*_OUTPUT, "audience_type"), ("publications",), additive=True),
        _i("products", "producten", "products",
           "Bruikbare resultaten die geen publicatie zijn, zoals een tool, training of film. Een nieuwe versie (status nieuwe versie) telt niet opnieuw.",
           "Usable results that are not a publication, such as a tool, training or film. A new version (status nieuwe versie) is not counted again.",
           "producten", "products", "flow", "products", "rows", _OUTPUT, ("products",), additive=True),
        _i("outputs", "opbrengsten", "outputs",
           "Presentaties, publicaties en producten samen.", "Presentations, publications and products together.",
           "opbrengsten", "outputs", "flow", "outputs", "rows", _OUTPUT, ("presentations", "publications", "products"), additive=True),
        _i("activities", "activiteiten", "activities",
           "Verschillende activiteiten, naar activiteitcode, anders naar datum, naam en aanleveraar.",
           "Different activities, by activity code, else by date, name and deliverer.",
           "activiteiten", "activities", "flow", "participants", "activities", _ACTIVITY, ("participants",), additive=True),
        _i("activity_hours", "activiteituren", "activity hours",
           "Som van de duur van activiteiten, een keer per activiteit en datum; waar rijen verschillen de langste duur.",
           "Sum of the length of activities, once per activity and date; where rows differ the longest.",
           "uren", "hours", "flow", "activity_days", "amount", _ACTIVITY, ("participants",), additive=True, decimals=1),
        _i("attendances", "deelnames", "attendances",
           "Een persoon op een bijeenkomst is een deelname; wie drie keer komt, telt drie keer.",
           "One person at one meeting is one attendance; who comes three times counts three times.",
           "deelnames", "attendances", "flow", "participants", "amount", _ACTIVITY, ("participants",), additive=True, people=True, caveats=(_NOT_EFFECT,)),
        _i("unique_participants", "unieke deelnemers", "unique participants",
           "Verschillende personen, een keer per periode en selectie, naar deelnemersleutel. Waar sleutels ontbreken een marge.",
           "Different persons, once per period and selection, by participant key. Where keys are missing a range.",
           "personen", "persons", "distinct", "participants", "unique_people", _ACTIVITY, ("participants",), people=True, caveats=(_NOT_EFFECT,)),
        _i("casuses", "casussen", "casuses",
           "Besproken praktijkcasussen: verschillende casuscodes binnen hun project, zonder code naar aantal.",
           "Practical cases discussed: different casus codes within their project, without code by count.",
           "casussen", "casuses", "distinct", "casuses", "casuses", (*_PLACE, *_TIME, *_PROJECT), ("casuses",), people=True),
        _i("audience", "toehoorders", "audience",
           "Som van het aantal toehoorders van presentaties.", "Sum of the audience of presentations.",
           "toehoorders", "listeners", "flow", "audience", "amount", _OUTPUT, ("presentations",), additive=True, caveats=(_NOT_EFFECT,)),
        _i("municipalities_participating", "deelnemende gemeenten", "municipalities participating",
           "Verschillende gemeenten die lid of partner zijn of volgens de lijst van de werkplaats meedoen, naar huidige grenzen.",
           "Different municipalities that are member or partner or take part by the list of the werkplaats, by present boundaries.",
           "gemeenten", "municipalities", "distinct", "municipalities_participating", "municipalities",
           (*_PLACE, *_TIME, *_PROJECT), ("members",), date_rule="overlap"),
        _i("municipalities_reached", "bereikte gemeenten", "municipalities reached",
           "Verschillende gemeenten van presentaties, deelnemers en casussen, naar huidige grenzen.",
           "Different municipalities of presentations, participants and casuses, by present boundaries.",
           "gemeenten", "municipalities", "distinct", "municipalities_reached", "municipalities",
           (*_PLACE, *_TIME, *_PROJECT), ("presentations", "participants", "casuses")),
        _i("partners", "partners", "partners",
           "Verschillende organisaties die lid of partner zijn of bij een project staan, gemeenten meegerekend.",
           "Different organisations that are member or partner or stand with a project, municipalities included.",
           "organisaties", "organisations", "distinct", "partners", "organisations",
           (*_PLACE, *_TIME, *_PROJECT, "organisation_type", "partner_class"), ("members", "projects"), date_rule="overlap"),
        _i("grant_awarded", "verleende subsidie", "grants awarded",
           "Verleende bedragen, gelijk verdeeld over de kalendermaanden van de looptijd.", "Amounts awarded, spread evenly over the calendar months of the term.",
           "€", "€", "money", "grants", "spread", (*_PLACE, *_TIME, *_PROJECT), ("funding",), date_rule="months", additive=True, decimals=2, caveats=(_SHARED,)),
        _i("grant_settled", "vastgestelde subsidie", "grants settled",
           "Vastgestelde bedragen, gelijk verdeeld over de kalendermaanden van de looptijd.", "Amounts settled, spread evenly over the calendar months of the term.",
           "€", "€", "money", "grants_settled", "spread", (*_PLACE, *_TIME, *_PROJECT), ("funding",), date_rule="months", additive=True, decimals=2, caveats=(_SHARED, _NOT_SETTLED)),
        _i("grant_spent", "bestede subsidie", "grants spent",
           "Per beschikking het bestede bedrag op de laatste bestedingsdatum in de periode (cumulatief).", "Per grant the amount spent at the last spending date in the period (cumulative).",
           "€", "€", "money", "grants_spent", "last", (*_PLACE, *_TIME, *_PROJECT), ("funding",), decimals=2, caveats=(_STOCK,)),
        _i("cofinancing_rate", "cofinanciering", "cofinancing rate",
           "Eigen bijdrage en bijdragen van derden als deel van die bijdragen en het verleende bedrag samen, over de maanden van de periode.", "Own and third-party contributions as a part of those contributions and the amount awarded together, over the months of the period.",
           "%", "%", "ratio", "grants", "cofinancing", (*_PLACE, *_TIME, *_PROJECT), ("funding",), date_rule="months", decimals=1, caveats=(_BLANKS,)),
        _i("national_share", "landelijk aandeel", "national share",
           "Landelijk aandeel als deel van het verleende bedrag, over de maanden van de periode.", "National share as a part of the amount awarded, over the months of the period.",
           "%", "%", "ratio", "grants", "national", (*_PLACE, *_TIME, *_PROJECT), ("funding",), date_rule="months", decimals=1, caveats=(_BLANKS,)),
        _i("foreign_visits", "buitenlandse werkbezoeken", "foreign visits",
           "Som van het kengetal buitenlandse werkbezoeken.", "Sum of the key figure foreign visits.",
           "bezoeken", "visits", "flow", "key_figures", "amount", _KEY_FIGURE, ("key_figures",), additive=True, only="buitenlandse-werkbezoeken"),
        _i("staff", "medewerkers", "staff",
           "Medewerkers op de laatste peildatum in de periode, per eenheid, opgeteld over eenheden.", "Staff at the last reference date in the period, per unit, added over units.",
           "medewerkers", "staff members", "stock", "key_figures", "last", _KEY_FIGURE, ("key_figures",), only="medewerkers"),
        _i("fte", "fte", "fte",
           "Formatie in fte op de laatste peildatum in de periode, per eenheid, opgeteld over eenheden.", "Posts in fte at the last reference date in the period, per unit, added over units.",
           "fte", "fte", "stock", "key_figures", "last", _KEY_FIGURE, ("key_figures",), decimals=1, only="fte"),
        _i("followers", "volgers", "followers",
           "Volgers op de laatste peildatum in de periode, per eenheid en kanaal, opgeteld. Bereik, geen deelname.", "Followers at the last reference date in the period, per unit and channel, added. Reach, not participation.",
           "volgers", "followers", "stock", "key_figures", "last", (*_KEY_FIGURE, "channel"), ("key_figures",), caveats=(_NOT_EFFECT,), only="volgers"),
        _i("newsletter_readers", "nieuwsbrieflezers", "newsletter readers",
           "Lezers van nieuwsbrieven op de laatste peildatum in de periode, per eenheid en kanaal, opgeteld. Bereik, geen deelname.", "Newsletter readers at the last reference date in the period, per unit and channel, added. Reach, not participation.",
           "lezers", "readers", "stock", "key_figures", "last", (*_KEY_FIGURE, "channel"), ("key_figures",), caveats=(_NOT_EFFECT,), only="nieuwsbrieflezers"),
        _i("students", "betrokken studenten", "students involved",
           "Betrokken studenten op de laatste peildatum in de periode, per eenheid, opgeteld over eenheden.", "Students involved at the last reference date in the period, per unit, added over units.",
           "studenten", "students", "stock", "key_figures", "last", _KEY_FIGURE, ("key_figures",), only="betrokken-studenten"),
    )
}  # fmt: skip

POLICIES = ("internal", "public")


def named(text: str) -> Indicator | None:
    """The indicator with this id or name, in either language and whatever its capitals; None when there is none."""
    return NAMES.get(fold(text))


NAMES: Mapping[str, Indicator] = {
    name: i for i in INDICATORS.values() for name in (i.id, i.id.replace("_", " "), fold(i.label.nl), fold(i.label.en))
}
"""Every way to write an indicator, folded."""
