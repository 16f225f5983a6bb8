"""The dimensions a figure may be broken down or selected by.

`listed` dimensions show every valid code, also where nothing was counted; the others show the codes
that occur. Codes that stand for no value: `_none`, `_unplaced` (date too wide), `_split` (municipality).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wsd_data.model.periods import TIME_GRAINS, Grain
from wsd_data.model.text import Text

NONE, UNPLACED, SPLIT = "_none", "_unplaced", "_split"
SPECIAL: Mapping[str, Text] = {
    NONE: Text("niet opgegeven", "not given"),
    UNPLACED: Text("niet nader gedateerd", "not dated more closely"),
    SPLIT: Text("niet toe te delen (gesplitste gemeente)", "cannot be assigned (split municipality)"),
}
TIME: tuple[Grain, ...] = TIME_GRAINS


@dataclass(frozen=True, slots=True)
class Dimension:
    """One dimension. `many`: a counted thing may belong to several codes at once."""

    id: str
    name: Text
    plural: Text
    definition: Text
    many: bool
    listed: bool = False
    codelist: str | None = None


def _d(
    id_: str, nl: str, en: str, nl_many: str, en_many: str, def_nl: str, def_en: str, *,
    many: bool = False, listed: bool = False, codelist: str | None = None,
) -> Dimension:  # fmt: skip
    return Dimension(id_, Text(nl, en), Text(nl_many, en_many), Text(def_nl, def_en), many, listed, codelist)


DIMENSIONS: Mapping[str, Dimension] = {
    d.id: d
    for d in (
        _d("region", "werkplaats", "region", "werkplaatsen", "regions", "Werkplaats van de rij, anders van het project, anders van de aanleveraar.", "Werkplaats of the row, else of the project, else of the deliverer.", many=True, listed=True),
        _d("lectoraat", "lectoraat", "lectoraat", "lectoraten", "lectoraten", "Lectoraat van de rij, anders van het project.", "Lectoraat of the row, else of the project.", many=True, listed=True),
        _d("programme_line", "programmalijn", "programme line", "programmalijnen", "programme lines", "Programmalijn van het project, met de plaatselijke naam.", "Programme line of the project, by its local name.", many=True),
        _d("theme", "thema", "theme", "thema's", "themes", "Landelijk thema waar de plaatselijke naam bij hoort.", "National theme the local name belongs to.", many=True, listed=True),
        _d("local_theme", "plaatselijk thema", "local theme", "plaatselijke thema's", "local themes", "Thema zoals aangeleverd.", "Theme as delivered.", many=True),
        _d("year", "jaar", "year", "jaren", "years", "Kalenderjaar.", "Calendar year.", listed=True),
        _d("half_year", "halfjaar", "half-year", "halfjaren", "half-years", "Helft van een kalenderjaar.", "Half of a calendar year.", listed=True),
        _d("quarter", "kwartaal", "quarter", "kwartalen", "quarters", "Kwartaal.", "Quarter.", listed=True),
        _d("month", "maand", "month", "maanden", "months", "Kalendermaand.", "Calendar month.", listed=True),
        _d("type", "soort", "type", "soorten", "types", "Soort volgens de lijst van het blad.", "Type as in the list of the sheet."),
        _d("audience_type", "doelgroeptype", "audience type", "doelgroeptypen", "audience types", "Voor welk soort lezers een publicatie is.", "Which kind of readers a publication is for.", codelist="audience_type"),
        _d("role", "rol", "role", "rollen", "roles", "Rol van de deelnemers.", "Role of the participants.", codelist="role"),
        _d("organisation_type", "organisatietype", "type of organisation", "organisatietypen", "types of organisation", "Soort organisatie.", "Type of organisation.", codelist="organisation_type"),
        _d("partner_class", "partnerklasse", "partner class", "partnerklassen", "partner classes", "Klasse volgens Regieorgaan SIA.", "Class as in Regieorgaan SIA.", codelist="partner_class"),
        _d("municipality", "gemeente", "municipality", "gemeenten", "municipalities", "Gemeente volgens de huidige grenzen.", "Municipality by present boundaries.", many=True),
        _d("province", "provincie", "province", "provincies", "provinces", "Provincie van de gemeente.", "Province of the municipality.", many=True),
        _d("funder", "financier", "funder", "financiers", "funders", "Wie betaalt; bij opbrengsten die van het project.", "Who pays; for outputs that of the project.", many=True, codelist="funder"),
        _d("grant", "beschikking", "grant", "beschikkingen", "grants", "Beschikking die het project noemt.", "Grant that names the project.", many=True),
        _d("bko_area", "BKO-gebied", "BKO area", "BKO-gebieden", "BKO areas", "Gebied van het kwaliteitsprotocol BKO.", "Area of the BKO quality protocol.", many=True, codelist="bko_area"),
        _d("status", "status", "status", "statussen", "statuses", "Stand van het project.", "State of the project.", codelist="status"),
        _d("scale", "schaal", "scale", "schalen", "scales", "Lokaal, regionaal, landelijk of internationaal.", "Local, regional, national or international.", codelist="scale"),
        _d("channel", "kanaal", "channel", "kanalen", "channels", "Kanaal van het bereik.", "Channel of the reach."),
        _d("project", "project", "project", "projecten", "projects", "Project waar de rij bij hoort.", "Project the row belongs to.", many=True),
    )
}  # fmt: skip
