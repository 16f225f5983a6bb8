"""The vocabularies of the field: terms with a fixed code, Dutch and English names and spellings.

The code of a term is the Dutch term before any `/`, as a slug. Every list also has overig and onbekend.
Sources: domain description of the project, "Vocabularies". Regions, themes, lectoraten and
municipalities are not here: they are dated reference data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from wsd_data.model.text import Text, fold, slug


@dataclass(frozen=True)
class Term:
    """One value of a vocabulary. `aliases` are further spellings that people type."""

    name: Text
    aliases: tuple[str, ...] = ()

    @cached_property
    def code(self) -> str:
        return slug(self.name.nl.split("/")[0])

    def spellings(self) -> set[str]:
        """Every folded spelling that means this term."""
        words = {self.code, self.name.nl, self.name.en, *self.aliases}
        for name in (self.name.nl, self.name.en):
            words.update(name.split("/"))
        return {fold(word) for word in words}


@dataclass(frozen=True)
class CodeList:
    """A vocabulary in its fixed order."""

    id: str
    name: Text
    terms: tuple[Term, ...]

    @cached_property
    def by_spelling(self) -> Mapping[str, str]:
        """Folded spelling → code. Where two terms share a spelling the first one listed has it."""
        found: dict[str, str] = {}
        for term in self.terms:
            for word in sorted(term.spellings()):
                found.setdefault(word, term.code)
        return found

    @cached_property
    def by_code(self) -> Mapping[str, Term]:
        return {term.code: term for term in self.terms}


def _list(id_: str, nl: str, en: str, *terms: str | tuple[str, str] | tuple[str, str, tuple[str, ...]]) -> CodeList:
    made = []
    for term in (*terms, ("overig", "other", ("anders", "overige")), ("onbekend", "unknown", ("niet bekend",))):
        if isinstance(term, str):
            made.append(Term(Text(term, term)))
        elif len(term) == 2:
            made.append(Term(Text(*term)))
        else:
            made.append(Term(Text(term[0], term[1]), term[2]))
    return CodeList(id_, Text(nl, en), tuple(made))


STATUS = _list(
    "status", "status", "status",
    ("aangevraagd", "applied"),
    ("gehonoreerd", "granted", ("toegekend",)),
    ("lopend", "running", ("loopt", "in uitvoering")),
    ("verlengd", "extended"),
    ("afgerond", "completed", ("afgesloten", "klaar", "finished")),
    ("gestopt", "stopped", ("beëindigd",)),
    ("afgewezen", "rejected"),
)  # fmt: skip
ROLE = _list(
    "role", "rol", "role",
    ("professional zorg & welzijn", "care and welfare professional", ("professional zorg en welzijn", "zorgprofessional", "welzijnsprofessional", "professionals zorg & welzijn")),
    ("onderwijsprofessional", "education professional", ("onderwijsprofessionals",)),
    ("beleidsmedewerker", "policy officer", ("beleidsmedewerkers", "beleid")),
    ("bestuurder/manager", "manager", ("bestuurders", "managers")),
    ("student", "student", ("studenten", "students")),
    ("docent", "lecturer", ("docenten", "lecturers")),
    ("onderzoeker", "researcher", ("onderzoekers", "researchers")),
    ("inwoner", "resident", ("inwoners", "bewoner", "bewoners", "residents")),
    ("ervaringsdeskundige/cliënt", "expert by experience", ("ervaringsdeskundigen", "cliënten")),
    ("vrijwilliger/mantelzorger", "volunteer", ("vrijwilligers", "mantelzorgers", "volunteers")),
)  # fmt: skip
PRESENTATION_TYPE = _list(
    "presentation_type", "soort presentatie", "type of presentation",
    ("lezing", "lecture"),
    ("congresbijdrage", "conference contribution"),
    "workshop",
    "webinar",
    ("werkveldbijeenkomst", "field meeting"),
    ("gastcollege", "guest lecture"),
    ("lectorale rede", "inaugural lecture"),
    "poster",
    "symposium",
)  # fmt: skip
PUBLICATION_TYPE = _list(
    "publication_type", "soort publicatie", "type of publication",
    ("wetenschappelijk artikel", "journal article"),
    ("vakartikel", "professional article", ("vakpublicatie",)),
    ("boek", "book"),
    ("hoofdstuk", "chapter", ("boekhoofdstuk",)),
    ("rapport", "report", ("onderzoeksrapport",)),
    ("congrespaper", "conference paper"),
    ("proefschrift", "thesis", ("dissertatie",)),
    ("blog/column", "blog/column"),
    ("populair artikel", "popular article"),
    "factsheet",
    ("nieuwsbrief", "newsletter"),
)  # fmt: skip
PRODUCT_TYPE = _list(
    "product_type", "soort product", "type of product",
    ("tool/instrument", "tool/instrument"),
    "toolbox",
    ("training/lesmodule", "training/teaching module"),
    ("methodiek/handreiking", "method/guide"),
    ("praatplaat/infographic", "talking picture/infographic"),
    ("film/video", "film/video", ("filmpje",)),
    "podcast",
    ("website/app", "website/app"),
    "magazine",
    ("mindmap", "mind map"),
    "dataset",
)  # fmt: skip
ACTIVITY_TYPE = _list(
    "activity_type", "soort activiteit", "type of activity",
    ("leerbijeenkomst", "learning session"),
    ("leeratelier/leernetwerk/werkatelier", "learning lab", ("leergemeenschap",)),
    ("training", "training"),
    ("conferentie/symposium", "conference"),
    ("werkconferentie", "working conference"),
    ("intervisie", "peer review"),
    ("expertmeeting", "expert meeting"),
    ("netwerkbijeenkomst", "network meeting"),
    "webinar",
)  # fmt: skip
ORGANISATION_TYPE = _list(
    "organisation_type", "organisatietype", "type of organisation",
    ("gemeente", "municipality"),
    ("welzijn", "welfare"),
    ("zorg/ggz", "care/mental health"),
    ("onderwijs", "education"),
    ("woningcorporatie", "housing association"),
    ("GGD", "public health service"),
    ("kennisinstituut", "knowledge institute"),
    ("cliënten-/bewonersorganisatie", "clients' or residents' organisation", ("cliëntenorganisatie", "bewonersorganisatie")),
    ("politie/veiligheid", "police/safety"),
    ("mkb", "small business"),
)  # fmt: skip
FUNDER = _list(
    "funder", "financier", "funder",
    ("VWS-basis", "VWS core grant", ("VWS basis",)),
    ("VWS-ouderen", "VWS older people", ("VWS ouderen",)),
    "ZonMw",
    ("Regieorgaan SIA", "Regieorgaan SIA", ("SIA", "RAAK")),
    "NWO",
    ("gemeente", "municipality", ("gemeenten",)),
    ("provincie", "province"),
    "Sociaal Werk Nederland",
    ("hogeschool", "university of applied sciences", ("eigen hogeschool",)),
    ("fonds", "foundation", ("fondsen",)),
    ("EU", "EU", ("Europese Unie", "European Union")),
)  # fmt: skip
SCALE = _list(
    "scale", "schaal", "scale",
    ("lokaal", "local"), ("regionaal", "regional"), ("landelijk", "national"), ("internationaal", "international"),
)  # fmt: skip
BKO_AREA = _list(
    "bko_area", "BKO-gebied", "BKO area",
    ("beroepspraktijk & samenleving", "professional practice and society", ("beroepspraktijk en samenleving", "beroepspraktijk")),
    ("onderwijs & professionalisering", "education and professional development", ("onderwijs en professionalisering", "onderwijs")),
    ("kennisontwikkeling", "knowledge development"),
)  # fmt: skip
AUDIENCE_TYPE = _list(
    "audience_type", "doelgroeptype", "audience type",
    ("wetenschappelijk", "scientific", ("wetenschap",)), ("vak", "professional", ("vakpubliek", "professioneel")),
    ("populair", "popular", ("algemeen", "breed publiek")), ("onderwijs", "education"),
)  # fmt: skip
PARTNER_CLASS = _list(
    "partner_class", "partnerklasse", "partner class",
    ("mkb", "small business"), ("publiek", "public", ("publieke instelling", "publieke instellingen")),
    ("kennis", "knowledge", ("kennisinstelling", "kennisinstellingen")),
)  # fmt: skip
KEY_FIGURE = _list(
    "key_figure", "kengetal", "key figure",
    ("medewerkers", "staff", ("aantal medewerkers", "medewerker")),
    ("fte", "fte", ("fte's", "formatie")),
    ("volgers", "followers", ("LinkedIn-volgers", "aantal volgers")),
    ("nieuwsbrieflezers", "newsletter readers", ("lezers nieuwsbrief", "abonnees nieuwsbrief")),
    ("buitenlandse werkbezoeken", "foreign visits", ("buitenlands werkbezoek", "werkbezoeken buitenland")),
    ("betrokken studenten", "students involved", ("studenten", "students")),
)  # fmt: skip

CODELISTS: Mapping[str, CodeList] = {
    c.id: c
    for c in (
        STATUS, ROLE, PRESENTATION_TYPE, PUBLICATION_TYPE, PRODUCT_TYPE, ACTIVITY_TYPE, ORGANISATION_TYPE,
        FUNDER, SCALE, BKO_AREA, AUDIENCE_TYPE, PARTNER_CLASS, KEY_FIGURE,
    )
}  # fmt: skip
