"""The ten sheets a workbook may hold: columns, keys, spans of time and the checks within a row.

Tables, template, checks, messages and the definitions page follow from these declarations. What a sheet and
a column are, and what a column becomes in typed rows, is said in `columns`.
Source: domain description of the project, "The sheets"; keys from its design, "History".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from wsd_data.model import codelists as lists
from wsd_data.model.codelists import CodeList
from wsd_data.model.columns import Column, Kind, RowCheck, Sheet
from wsd_data.model.indicators import NAMES
from wsd_data.model.text import Text


def _c(
    id_: str, kind: Kind, nl: str, en: str, def_nl: str, def_en: str, *,
    required: bool = False, aliases: tuple[str, ...] = (), codes: CodeList | None = None,
    fills: tuple[str, ...] = (), whole: bool = False, default: float | None = None,
) -> Column:  # fmt: skip
    return Column(id_, kind, Text(nl, en), Text(def_nl, def_en), required, aliases, codes, fills, whole, default)


REGION = _c("region", "regions", "Werkplaats", "Region",
    "Werkplaats of werkplaatsen waar de rij bij hoort; leeg: die van het project, anders van de aanleveraar.",
    "Werkplaats or werkplaatsen the row belongs to; empty: those of the project, else of the deliverer.",
    aliases=("Werkplaatsen", "Werkplaats(en)", "Regio", "Regions", "WSD"))  # fmt: skip
COMMON: tuple[Column, ...] = (
    REGION,
    _c("lectoraat", "lectoraten", "Lectoraat", "Lectoraat",
       "Lectoraat of lectoraten; leeg: die van het project.", "Lectoraat or lectoraten; empty: those of the project.",
       aliases=("Lectoraten", "Lectoraat/lectoraten", "Lectorates", "Research group")),
    _c("theme", "themes", "Thema", "Theme",
       "Thema's met hun plaatselijke naam; leeg: die van het project.", "Themes by their local name; empty: those of the project.",
       aliases=("Thema's", "Themas", "Themes", "Thema('s)")),
    _c("municipality", "municipalities", "Gemeente", "Municipality",
       "Gemeenten volgens de lijst van het CBS; leeg: die van het project.", "Municipalities as in the CBS list; empty: those of the project.",
       aliases=("Gemeenten", "Gemeente(n)", "Municipalities")),
    _c("remark", "text", "Opmerking", "Remark", "Toelichting bij de rij, zonder persoonsgegevens.", "Note on the row, without personal data.",
       aliases=("Opmerkingen", "Remarks", "Toelichting", "Notes")),
)  # fmt: skip

_PROJECT = _c("project", "code", "Projectcode", "Project code",
    "Code van het project waar de rij bij hoort.", "Code of the project the row belongs to.", aliases=("Project", "Projectnummer"))  # fmt: skip
_DATE = _c("date", "date", "Datum", "Date", "Dag, of zo nauwkeurig als bekend is (maand, kwartaal, jaar).",
    "Day, or as precise as is known (month, quarter, year).", aliases=("Datum of jaar", "Date or year"))  # fmt: skip
_YEAR = _c("year", "date", "Jaar", "Year", "Jaar, als de datum niet bekend is.", "Year, where the date is not known.", fills=("date",),
    aliases=("Jaartal", "Publicatiejaar"))  # fmt: skip
_TITLE = _c("title", "text", "Titel", "Title", "Titel.", "Title.", required=True, aliases=("Naam", "Titel/naam"))
_AUDIENCE = _c("audience", "text", "Doelgroep", "Audience", "Voor wie het bedoeld is.", "Whom it is meant for.")
_LINK = _c("link", "text", "Link", "Link", "Webadres.", "Web address.", aliases=("URL", "Website", "Hyperlink"))
_BKO = _c("bko_area", "terms", "BKO-gebied", "BKO area", "Een of meer van de drie gebieden van het BKO.", "One or more of the three BKO areas.",
    codes=lists.BKO_AREA, aliases=("BKO", "BKO gebied", "BKO-gebieden"))  # fmt: skip


def _with_common(*own: Column) -> tuple[Column, ...]:
    """A sheet's own columns, then those every sheet may carry and that it does not declare itself."""
    mine = {c.id for c in own}
    return own + tuple(c for c in COMMON if c.id not in mine)


def _required(column: Column) -> Column:
    return replace(column, required=True)


def _not_one_of(field: str, names: Iterable[str]) -> str:
    """SQL: the words of a field are, folded, none of these."""
    listed = ", ".join("'{}'".format(name.replace("'", "''")) for name in names)
    return f"lower(trim(regexp_replace({field}, '\\s+', ' ', 'g'))) NOT IN ({listed})"


def _order(start: str, end: str, column: str) -> RowCheck:
    return RowCheck(
        "end_before_start", f"{end}_to < {start}_from", column,
        Text("Het einde ligt voor het begin. Verbeter een van beide.", "The end lies before the start. Correct one of the two."),
    )  # fmt: skip


PROJECTS = Sheet(
    "projects", Text("Projecten", "Projects"),
    Text("Een rij per project.", "One row per project."),
    _with_common(
        _required(_PROJECT),
        _c("title", "text", "Projectnaam", "Project name", "Naam van het project.", "Name of the project.", required=True, aliases=("Naam", "Titel", "Project title", "Projecttitel", "Name")),
        _required(REGION),
        _c("hogeschool", "names", "Hogeschool", "University", "Betrokken hogescholen.", "Universities of applied sciences involved.", aliases=("Hogescholen", "University of applied sciences")),
        _c("programme_period", "text", "Programmaperiode", "Programme period", "Programmaperiode van de werkplaats.", "Programme period of the werkplaats."),
        _c("programme_line", "names", "Programmalijn", "Programme line", "Programmalijn, netwerkcirkel of leeratelier, met de plaatselijke naam.", "Programme line, network circle or learning lab, by its local name.", aliases=("Netwerkcirkel", "Leeratelier", "Programmalijn / Netwerkcirkel / Leeratelier", "Programmalijnen")),
        _c("theme", "themes", "Thema", "Theme", "Thema's met hun plaatselijke naam.", "Themes by their local name.", required=True, aliases=("Thema's", "Themas", "Themes", "Thema('s)")),
        _c("theme_code", "codes", "Themacode", "Theme code", "Landelijke themacode, als die bekend is; gaat voor de naam.", "National theme code, where known; goes before the name.", aliases=("Themacodes",)),
        _c("start", "date", "Startdatum", "Start date", "Begin van het project.", "Start of the project.", required=True, aliases=("Start", "Begindatum", "Startjaar")),
        _c("end", "date", "Einddatum", "End date", "Einde van het project; leeg: nog niet bekend.", "End of the project; empty: not known yet.", aliases=("Eind", "Einde", "Eindjaar", "End")),
        _c("span", "span", "Looptijd", "Duration", "Begin en einde in een cel, zoals 2014-2022.", "Start and end in one cell, such as 2014-2022.", fills=("start", "end"), aliases=("Periode", "Duur", "Period")),
        _c("status", "term", "Status", "Status", "Stand van het project.", "State of the project.", required=True, codes=lists.STATUS, aliases=("Projectstatus",)),
        _c("leader", "text", "Projectleider", "Project leader", "Wie het project leidt.", "Who leads the project.", aliases=("Leider",)),
        _c("funder", "term", "Financier", "Funder", "Wie het project betaalt.", "Who pays for the project.", codes=lists.FUNDER, aliases=("Subsidiegever",)),
        _c("scheme", "text", "Regeling", "Scheme", "Subsidieregeling.", "Grant scheme."),
        _c("requested", "money", "Aangevraagd bedrag", "Requested amount", "Aangevraagde subsidie in euro.", "Grant requested in euros.", aliases=("Aangevraagd",)),
        _c("awarded", "money", "Verleend bedrag", "Awarded amount", "Verleende subsidie in euro.", "Grant awarded in euros.", aliases=("Verleend", "Subsidiebedrag", "Toegekend bedrag")),
        _c("settled", "money", "Vastgesteld bedrag", "Settled amount", "Vastgestelde subsidie in euro.", "Grant settled in euros.", aliases=("Vastgesteld",)),
        _c("own_contribution", "money", "Eigen bijdrage", "Own contribution", "Eigen bijdrage in euro.", "Own contribution in euros."),
        _c("third_parties", "money", "Bijdragen derden", "Third-party contributions", "Bijdragen van derden in euro.", "Contributions by third parties in euros.", aliases=("Cofinanciering", "Bijdrage derden")),
        _c("in_kind", "money", "In natura", "In kind", "Bijdragen in natura in euro.", "Contributions in kind in euros."),
        _c("budget", "money", "Totale begroting", "Total budget", "Begroting in euro.", "Budget in euros.", aliases=("Begroting", "Totaal")),
        _c("spent", "money", "Besteed", "Spent", "Tot nu toe besteed in euro.", "Spent so far in euros.", aliases=("Besteed bedrag",)),
        _c("scale", "term", "Schaal", "Scale", "Lokaal, regionaal, landelijk of internationaal.", "Local, regional, national or international.", codes=lists.SCALE),
        _c("partners", "names", "Partners", "Partners", "Organisaties die meedoen.", "Organisations that take part.", aliases=("Partner", "Samenwerkingspartners")),
        _AUDIENCE,
        _LINK,
        _c("description", "text", "Korte beschrijving", "Short description", "Waar het project over gaat, zonder persoonsgegevens.", "What the project is about, without personal data.", aliases=("Beschrijving", "Omschrijving", "Description")),
    ),
    key=("project",), start="start_from", end="end_to", aliases=("Project",),
    checks=(
        _order("start", "end", "end"),
        RowCheck("end_missing", "status IN ('afgerond', 'gestopt') AND end_to IS NULL", "end",
                 Text("Een project dat afgerond of gestopt is, heeft een einddatum nodig. Vul Einddatum in of pas Status aan.",
                      "A project that is completed or stopped needs an end date. Fill in End date or change Status.")),
        RowCheck("awarded_without_end", "awarded IS NOT NULL AND end_to IS NULL", "awarded",
                 Text("Zonder einddatum kan dit bedrag niet over jaren verdeeld worden en telt het in geen enkel jaar mee. Vul Einddatum in.",
                      "Without an end date this amount cannot be spread over years and counts in none of them. Fill in End date."), "warning"),
        RowCheck("spent_above_awarded", "spent > awarded", "spent",
                 Text("Er is meer besteed dan verleend. Klopt dat?", "More was spent than awarded. Is that right?"), "warning"),
        RowCheck("awarded_above_budget", "awarded > budget", "awarded",
                 Text("Er is meer verleend dan de begroting. Klopt dat?", "More was awarded than the budget. Is that right?"), "warning"),
    ),
)  # fmt: skip

PRESENTATIONS = Sheet(
    "presentations", Text("Presentaties", "Presentations"),
    Text("Een rij per gehouden presentatie.", "One row per presentation given."),
    _with_common(
        _PROJECT,
        _required(_DATE),
        _TITLE,
        _c("speakers", "text", "Spreker(s)", "Speaker(s)", "Wie spraken.", "Who spoke.", aliases=("Spreker", "Sprekers", "Speakers", "Speaker")),
        _c("type", "term", "Soort", "Type", "Soort presentatie.", "Type of presentation.", required=True, codes=lists.PRESENTATION_TYPE, aliases=("Soort presentatie",)),
        _c("event", "text", "Evenement", "Event", "Waar de presentatie bij hoorde.", "What the presentation was part of.", aliases=("Bijeenkomst", "Congres")),
        _c("organiser", "text", "Organisator", "Organiser", "Wie het evenement hield.", "Who held the event."),
        _c("location", "text", "Locatie", "Location", "Plaats of zaal.", "Town or hall.", aliases=("Plaats",)),
        _c("country", "text", "Land", "Country", "Land.", "Country."),
        _AUDIENCE,
        _c("audience_count", "number", "Aantal toehoorders", "Audience size", "Aantal mensen dat luisterde.", "Number of people who listened.", aliases=("Toehoorders", "Aantal deelnemers", "Publiek"), whole=True),
        _BKO,
        _LINK,
    ),
    key=("date_from", "date_to", "title", "speakers", "event", "location"),
    start="date_from", end="date_to", aliases=("Presentatie", "Lezingen"),
)  # fmt: skip

PUBLICATIONS = Sheet(
    "publications", Text("Publicaties", "Publications"),
    Text("Een rij per publicatie.", "One row per publication."),
    _with_common(
        _PROJECT,
        _TITLE,
        _c("authors", "authors", "Auteur(s)", "Author(s)", "Auteurs, gescheiden door ;.", "Authors, separated by ;.", required=True, aliases=("Auteur", "Auteurs", "Authors", "Author")),
        _c("type", "term", "Soort", "Type", "Soort publicatie.", "Type of publication.", required=True, codes=lists.PUBLICATION_TYPE, aliases=("Soort publicatie",)),
        _c("audience_type", "term", "Doelgroeptype", "Audience type", "Voor welk soort lezers.", "For which kind of readers.", required=True, codes=lists.AUDIENCE_TYPE),
        _required(_DATE),
        _YEAR,
        _c("published_in", "text", "Gepubliceerd in", "Published in", "Tijdschrift, boek of reeks.", "Journal, book or series.", aliases=("Tijdschrift", "Journal")),
        _c("publisher", "text", "Uitgever", "Publisher", "Uitgever.", "Publisher."),
        _c("doi", "doi", "DOI", "DOI", "Vaste verwijzing van het werk.", "Permanent identifier of the work."),
        _c("isbn", "isbn", "ISBN", "ISBN", "Boeknummer.", "Book number."),
        _LINK,
        _c("open_access", "flag", "Open access", "Open access", "Vrij te lezen.", "Free to read."),
        _c("peer_reviewed", "flag", "Peer reviewed", "Peer reviewed", "Door vakgenoten beoordeeld.", "Reviewed by peers.", aliases=("Peer review",)),
        _c("language", "text", "Taal", "Language", "Taal van het werk.", "Language of the work."),
        _c("co_regions", "regions", "Mede-werkplaatsen", "Co-regions", "Andere werkplaatsen die aan het werk bijdroegen.", "Other werkplaatsen that contributed.", aliases=("Medewerkplaatsen", "Mede-werkplaats")),
        _c("status", "text", "Status", "Status", "Stand van de publicatie.", "State of the publication."),
        _BKO,
    ),
    key=("title", "year(date_from)", "year(date_to)", "type", "authors_first"),
    start="date_from", end="date_to", aliases=("Publicatie",),
)  # fmt: skip

PRODUCTS = Sheet(
    "products", Text("Producten", "Products"),
    Text("Een rij per bruikbaar resultaat dat geen publicatie is.", "One row per usable result that is not a publication."),
    _with_common(
        _PROJECT,
        _TITLE,
        _c("type", "term", "Soort", "Type", "Soort product.", "Type of product.", required=True, codes=lists.PRODUCT_TYPE, aliases=("Soort product",)),
        _required(_DATE),
        _YEAR,
        _AUDIENCE,
        _LINK,
        _c("status", "text", "Status", "Status", "Stand van het product. Nieuwe versie: een herziening van een product dat al meetelde; telt niet opnieuw.",
           "State of the product. New version (nieuwe versie): a revision of a product already counted; not counted again."),
        _BKO,
    ),
    key=("title", "year(date_from)", "year(date_to)", "type"),
    start="date_from", end="date_to", aliases=("Product",),
)  # fmt: skip

PARTICIPANTS = Sheet(
    "participants", Text("Deelnemers", "Participants"),
    Text("Een rij per activiteit en rol, of per persoon en activiteit.", "One row per activity and role, or per person and activity."),
    _with_common(
        _c("activity_code", "code", "Activiteitcode", "Activity code", "Code van de activiteit, uniek bij de aanleveraar.", "Code of the activity, unique within the deliverer."),
        _PROJECT,
        _required(_DATE),
        _c("activity", "text", "Activiteit", "Activity", "Naam van de activiteit.", "Name of the activity.", required=True, aliases=("Naam activiteit", "Bijeenkomst")),
        _c("type", "term", "Soort activiteit", "Type of activity", "Soort activiteit.", "Type of activity.", required=True, codes=lists.ACTIVITY_TYPE, aliases=("Soort", "Type")),
        _c("role", "term", "Rol", "Role", "Rol van de deelnemers.", "Role of the participants.", required=True, codes=lists.ROLE, aliases=("Functie",)),
        _c("attendances", "number", "Aantal deelnames", "Attendances", "Aantal mensen op deze bijeenkomst in deze rol.", "Number of people at this meeting in this role.", required=True, whole=True, aliases=("Deelnames", "Aantal", "Aantal deelnemers", "Number of attendances")),
        _c("unique_people", "number", "Waarvan uniek", "Of which unique", "Hoeveel verschillende mensen dat waren.", "How many different people that were.", whole=True, aliases=("Uniek", "Aantal uniek")),
        _c("estimated", "flag", "Schatting", "Estimate", "Ja als het aantal geschat is.", "Yes if the number is an estimate.", aliases=("Geschat",)),
        _c("organisation", "text", "Organisatie", "Organisation", "Organisatie van de deelnemers.", "Organisation of the participants."),
        _c("organisation_type", "term", "Organisatietype", "Type of organisation", "Soort organisatie.", "Type of organisation.", codes=lists.ORGANISATION_TYPE, aliases=("Type organisatie", "Soort organisatie")),
        _c("person_key", "person_key", "Deelnemersleutel", "Participant key", "Sleutel waaraan een persoon te herkennen is; wordt versleuteld, nooit de naam zelf.", "Key by which a person can be recognised; is hashed, never the name itself.", aliases=("Sleutel", "Key")),
        _c("hours", "number", "Duur (uren)", "Duration (hours)", "Duur van de bijeenkomst in uren.", "Length of the meeting in hours.", aliases=("Duur", "Uren", "Duration", "Hours")),
    ),
    key=("coalesce(activity_code, activity)", "date_from", "date_to", "role", "organisation", "municipality", "person_key"),
    start="date_from", end="date_to", aliases=("Deelnemer", "Deelname", "Deelnames", "Activiteiten"), about_people=True,
    checks=(
        RowCheck("unique_above_attendances", "unique_people_low > coalesce(attendances_high, unique_people_low)", "unique_people",
                 Text("Waarvan uniek is meer dan Aantal deelnames. Verbeter een van beide.", "Of which unique is more than Attendances. Correct one of the two.")),
    ),
)  # fmt: skip

CASUSES = Sheet(
    "casuses", Text("Casussen", "Casuses"),
    Text("Een rij per besproken casus, zonder tekst of namen.", "One row per casus discussed, without text or names."),
    _with_common(
        _c("casus_code", "code", "Casuscode", "Casus code", "Code van de casus, uniek binnen het project.", "Code of the casus, unique within its project."),
        _required(_PROJECT),
        _c("activity_code", "code", "Activiteitcode", "Activity code", "Activiteit waarin de casus besproken is.", "Activity in which the casus was discussed."),
        _c("date", "date", "Periode", "Period", "Kwartaal, maand of jaar; nooit een dag.", "Quarter, month or year; never a day.", required=True, aliases=("Kwartaal", "Jaar", "Maand")),
        _c("theme", "themes", "Thema", "Theme", "Thema's met hun plaatselijke naam.", "Themes by their local name.", required=True, aliases=("Thema's", "Themas", "Themes")),
        _c("life_domain", "text", "Leefgebied", "Life domain", "Leefgebied.", "Life domain."),
        _c("age_group", "text", "Leeftijdsgroep", "Age group", "Leeftijdsgroep.", "Age group."),
        _c("count", "number", "Aantal", "Count", "Aantal casussen; leeg: 1.", "Number of casuses; empty: 1.", whole=True, default=1, aliases=("Aantal casussen",)),
        _c("status", "text", "Status", "Status", "Stand van de casus.", "State of the casus."),
    ),
    key=(
        "project", "casus_code", "activity_code",
        *(
            f"CASE WHEN casus_code IS NULL THEN {field} END"
            for field in (
                "date_from", "date_to", "array_to_string(list_sort(theme), ';')", "life_domain", "age_group",
                "array_to_string(list_sort(municipality), ';')", "array_to_string(list_sort(region), ';')",
                "array_to_string(list_sort(lectoraat), ';')",
            )
        ),
    ),
    start="date_from", end="date_to", aliases=("Casus", "Casuïstiek", "Casuistiek", "Cases"), about_people=True,
    checks=(
        RowCheck("casus_count", "casus_code IS NOT NULL AND count > 1", "count",
                 Text("Een casus met een code telt voor een. Zet Aantal op 1 of laat Casuscode leeg.",
                      "A casus with a code counts as one. Set Count to 1 or leave Casus code empty.")),
        RowCheck("casus_day", "date_from = date_to", "date",
                 Text("Een casus heeft een maand, kwartaal of jaar als periode, nooit een dag. Vul bijvoorbeeld 2023-Q2 in.",
                      "A casus has a month, quarter or year as period, never a day. Fill in 2023-Q2, for example.")),
    ),
)  # fmt: skip

KEY_FIGURES = Sheet(
    "key_figures", Text("Kengetallen", "Key figures"),
    Text("Een rij per kengetal, eenheid, kanaal en peildatum.", "One row per key figure, unit, channel and reference date."),
    _with_common(
        _c("kind", "term", "Kengetal", "Key figure", "Welk kengetal.", "Which key figure.", required=True, codes=lists.KEY_FIGURE, aliases=("Soort",)),
        _c("date", "date", "Peildatum", "Reference date", "Dag of jaar waarop de waarde gold.", "Day or year at which the value held.", required=True, aliases=("Datum",)),
        _YEAR,
        _c("value", "number", "Waarde", "Value", "De waarde.", "The value.", required=True, aliases=("Aantal",)),
        _c("channel", "text", "Kanaal", "Channel", "Kanaal, zoals LinkedIn.", "Channel, such as LinkedIn."),
    ),
    key=("kind", "lectoraat", "channel", "date_from", "date_to"),
    start="date_from", end="date_to", aliases=("Kengetal",),
)  # fmt: skip

FUNDING = Sheet(
    "funding", Text("Financiering", "Funding"),
    Text("Een rij per beschikking en bestedingsdatum.", "One row per grant and spending date."),
    _with_common(
        _c("grant", "code", "Beschikkingnummer", "Grant number", "Nummer van de beschikking.", "Number of the grant decision.", required=True, aliases=("Beschikking", "Nummer beschikking", "Grant")),
        _c("funder", "term", "Financier", "Funder", "Wie betaalt.", "Who pays.", required=True, codes=lists.FUNDER, aliases=("Subsidiegever",)),
        _c("scheme", "text", "Regeling", "Scheme", "Subsidieregeling.", "Grant scheme."),
        _c("start", "date", "Van", "From", "Begin van de looptijd.", "Start of the term.", required=True, aliases=("Startdatum", "Begindatum", "Start")),
        _c("end", "date", "Tot", "To", "Einde van de looptijd, die dag of maand meegerekend.", "End of the term, that day or month included.", required=True, aliases=("Einddatum", "Tot en met", "T/m", "End")),
        _c("requested", "money", "Aangevraagd", "Requested", "Aangevraagd in euro.", "Requested in euros.", aliases=("Aangevraagd bedrag",)),
        _c("awarded", "money", "Verleend", "Awarded", "Verleend in euro.", "Awarded in euros.", required=True, aliases=("Verleend bedrag", "Subsidiebedrag")),
        _c("settled", "money", "Vastgesteld", "Settled", "Vastgesteld in euro.", "Settled in euros.", aliases=("Vastgesteld bedrag",)),
        _c("own_contribution", "money", "Eigen bijdrage", "Own contribution", "Eigen bijdrage in euro.", "Own contribution in euros."),
        _c("third_parties", "money", "Bijdragen derden", "Third-party contributions", "Bijdragen van derden in euro.", "Contributions by third parties in euros.", aliases=("Cofinanciering", "Bijdrage derden")),
        _c("spent", "money", "Besteed", "Spent", "Tot de bestedingsdatum besteed in euro (cumulatief).", "Spent up to the spending date in euros (cumulative).", aliases=("Besteed bedrag",)),
        _c("spent_on", "date", "Bestedingsdatum", "Spending date", "Datum waarop Besteed gold; leeg: de datum van ontvangst.", "Date at which Spent held; empty: the received date.", aliases=("Peildatum", "Datum besteding")),
        _c("project", "codes", "Projectcode(s)", "Project code(s)", "Projecten die uit deze beschikking betaald worden.", "Projects paid from this grant.", aliases=("Projectcode", "Projectcodes", "Project code", "Project codes", "Projecten")),
        _c("national", "money", "Landelijk aandeel", "National share", "Deel voor landelijk werk in euro.", "Part for national work in euros."),
    ),
    key=("grant", "spent_on_from", "spent_on_to"), start="start_from", end="end_to", aliases=("Subsidies", "Beschikkingen", "Grants"),
    checks=(
        _order("start", "end", "end"),
        RowCheck("spent_above_awarded", "spent > awarded", "spent",
                 Text("Er is meer besteed dan verleend. Klopt dat?", "More was spent than awarded. Is that right?"), "warning"),
        RowCheck("national_above_awarded", "national > awarded", "national",
                 Text("Het landelijk aandeel is groter dan het verleende bedrag. Klopt dat?", "The national share is larger than the amount awarded. Is that right?"), "warning"),
    ),
)  # fmt: skip

TARGETS = Sheet(
    "targets", Text("Doelen", "Targets"),
    Text("Een rij per indicator en periode: wat gepland is.", "One row per indicator and period: what is planned."),
    _with_common(
        _c("indicator", "text", "Indicator", "Indicator", "Welke indicator, met naam of code.", "Which indicator, by name or code.", required=True),
        _c("start", "date", "Van", "From", "Begin van de periode.", "Start of the period.", required=True, aliases=("Startdatum",)),
        _c("end", "date", "Tot", "To", "Einde van de periode.", "End of the period.", required=True, aliases=("Einddatum", "Tot en met", "T/m")),
        _c("year", "span", "Jaar", "Year", "Jaar, in plaats van Van en Tot.", "Year, instead of From and To.", fills=("start", "end")),
        _c("grant", "code", "Beschikkingnummer", "Grant number", "Beschikking waarin het doel staat.", "Grant in which the target stands.", aliases=("Beschikking",)),
        _c("planned", "number", "Gepland", "Planned", "Gepland aantal of bedrag.", "Planned number or amount.", required=True, aliases=("Doel", "Target")),
        _c("explanation", "text", "Toelichting op verschil", "Explanation of difference", "Waarom het anders liep.", "Why it went otherwise.", aliases=("Toelichting verschil",)),
    ),
    key=("indicator", "start_from", "end_to", "theme", "grant"), start="start_from", end="end_to", aliases=("Doel", "Doelstellingen"),
    checks=(
        _order("start", "end", "end"),
        RowCheck("unknown_indicator", _not_one_of("indicator", NAMES), "indicator",
                 Text("Er is geen indicator met deze naam, dus dit doel is nergens mee te vergelijken. Gebruik een naam van de pagina Definities, zoals presentaties.",
                      "There is no indicator with this name, so this target cannot be compared with anything. Use a name of the page Definitions, such as presentations."), "warning"),
    ),
)  # fmt: skip

MEMBERS = Sheet(
    "members", Text("Leden en partners", "Members and partners"),
    Text("Een rij per organisatie die meedoet.", "One row per organisation that takes part."),
    _with_common(
        _required(REGION),
        _c("organisation", "text", "Organisatie", "Organisation", "Naam van de organisatie.", "Name of the organisation.", required=True, aliases=("Naam", "Naam organisatie", "Partner")),
        _c("organisation_type", "term", "Organisatietype", "Type of organisation", "Soort organisatie.", "Type of organisation.", required=True, codes=lists.ORGANISATION_TYPE, aliases=("Type organisatie", "Soort organisatie", "Type")),
        _c("partner_class", "term", "Partnerklasse", "Partner class", "Klasse volgens Regieorgaan SIA.", "Class as in Regieorgaan SIA.", codes=lists.PARTNER_CLASS, aliases=("Klasse",)),
        _PROJECT,
        _c("start", "date", "Van", "From", "Begin van de deelname.", "Start of taking part.", required=True, aliases=("Startdatum", "Sinds", "Start")),
        _c("end", "date", "Tot", "To", "Einde van de deelname; leeg: nog steeds.", "End of taking part; empty: still.", aliases=("Einddatum", "Tot en met", "T/m", "End")),
        _c("represents", "number", "Vertegenwoordigt", "Represents", "Aantal organisaties waarvoor deze staat; telt niet mee.", "Number of organisations this one stands for; not counted.", whole=True),
        _c("hours_given", "number", "Bijdrage uren", "Contribution in hours", "Bijdrage in uren.", "Contribution in hours."),
        _c("money_given", "money", "Bijdrage geld", "Contribution in money", "Bijdrage in euro.", "Contribution in euros."),
    ),
    key=("organisation", "project", "start_from", "start_to"), start="start_from", end="end_to",
    aliases=("Leden", "Partners", "Members", "Leden & partners"),
    checks=(_order("start", "end", "end"),),
)  # fmt: skip

SHEETS: Mapping[str, Sheet] = {
    s.id: s
    for s in (
        PROJECTS, PRESENTATIONS, PUBLICATIONS, PRODUCTS, PARTICIPANTS, CASUSES, KEY_FIGURES, FUNDING, TARGETS, MEMBERS,
    )
}  # fmt: skip
