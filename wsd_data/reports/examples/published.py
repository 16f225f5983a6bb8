"""Workbooks whose figures equal published ones: Twente, Zwolle, Den Haag & Leiden and the network.

The totals were published, the rows behind them were not: every row says in its remark what is invented. Facts are
from the project's domain description, "Published figures", and its reference notes on projects.
"""

from __future__ import annotations

from datetime import date

from wsd_data.reports.examples import social_work
from wsd_data.reports.examples.layout import Book, Look, Row, Rows
from wsd_data.reports.examples.places import NETWORK, PLACES

MARK = "verzonnen rij"
NOTE = "De totalen zijn gepubliceerd; de rijen zijn verzonnen of aangevuld, zie Opmerking."


def _twente_2016() -> Book:
    """4 municipalities and 5 organisations, three themes; the names were not published."""
    named = "verzonnen rij: dat het er zoveel waren is gepubliceerd, de namen niet"
    members: list[Row] = [
        {"region": ("twente",), "organisation": f"Gemeente {name}", "organisation_type": "gemeente", "partner_class": "publiek",
         "municipality": (name,), "start": date(2016, 1, 1), "end": date(2018, 12, 31), "remark": named}
        for name in ("Enschede", "Hengelo", "Almelo", "Oldenzaal")
    ]  # fmt: skip
    others = (("Welzijn Voorbeeld Twente", "welzijn", "publiek"), ("Zorggroep Verzonnen", "zorg", "publiek"), ("Fictief College Twente", "onderwijs", "kennis"), ("Woonstichting Denkbeeld", "woningcorporatie", "overig"), ("Bewonersraad Bedacht", "clienten", "overig"))  # fmt: skip
    members += [
        {"region": ("twente",), "organisation": name, "organisation_type": kind, "partner_class": group,
         "start": date(2016, 1, 1), "end": date(2018, 12, 31), "remark": named}
        for name, kind, group in others
    ]  # fmt: skip
    return Book("twente-2016.xlsx", "twente", {"members": members, "projects": _twente_first("lopend")}, "2016", note=NOTE)  # fmt: skip


def _twente_first(status: str) -> list[Row]:
    themes = (("WIJK", "Samenwerken in de wijk"), ("KRACHT", "Kracht- en zelfregie versterkend werken"), ("ARM", "Armoede"))  # fmt: skip
    return [
        {"project": f"TW-2016-{code}", "title": f"{theme} (verzonnen project)", "region": ("twente",), "theme": (theme,),
         "start": "2016", "end": "2018", "status": status, "remark": "verzonnen rij bij een gepubliceerd thema"}
        for code, theme in themes
    ]  # fmt: skip


_MEETINGS = (
    ("TW-TP-1", date(2020, 2, 13)), ("TW-TP-2", date(2020, 10, 8)), ("TW-TP-3", date(2021, 5, 20)),
    ("TW-TP-4", date(2021, 11, 11)), ("TW-TP-5", date(2022, 3, 24)), ("TW-TP-6", date(2022, 6, 16)),
)  # fmt: skip


def _toekomst() -> tuple[list[Row], list[Row]]:
    """42 professionals by key over six meetings, and 23 casuses of which some were discussed twice."""
    kinds = (("professional-zorg-welzijn", "welzijn"), ("professional-zorg-welzijn", "zorg"), ("onderwijsprofessional", "onderwijs"), ("professional-zorg-welzijn", "woningcorporatie"))  # fmt: skip
    people: list[Row] = []
    for meeting, (code, when) in enumerate(_MEETINGS):
        for person in range(1, 43):
            # Everybody comes to one meeting at least, and to every third one after it.
            if person % 6 == meeting or (person + meeting) % 3 == 0:
                role, kind = kinds[person % 4]
                people.append(
                    {"activity_code": code, "project": "TW-TOEKOMST", "date": when, "activity": f"Leerbijeenkomst Toekomstplannen {meeting + 1}",
                     "type": "leerbijeenkomst", "role": role, "attendances": 1, "organisation_type": kind,
                     "municipality": ("Hengelo",), "person_key": f"P-{person:04d}", "hours": 3, "remark": f"{MARK}; 42 professionals is gepubliceerd"}
                )  # fmt: skip
    casuses: list[Row] = []
    for number in range(1, 24):
        for again in (0, 1) if number % 5 == 0 else (0,):
            code, when = _MEETINGS[(number + again) % 6]
            casuses.append(
                {"casus_code": f"TP-C{number:02d}", "project": "TW-TOEKOMST", "activity_code": code,
                 "date": f"{(when.month + 2) // 3}e kwartaal {when.year}", "theme": ("Jongvolwassenen",),
                 "life_domain": ("wonen", "financiën", "onderwijs", "sociaal netwerk")[number % 4], "age_group": "18-26",
                 "municipality": ("Hengelo",), "remark": f"{MARK}; 23 casussen is gepubliceerd"}
            )  # fmt: skip
    return people, casuses


def _twente_2019() -> Book:
    """Toekomstplannen (42 professionals, 23 casuses), Armoede in de klas (about 40), two projects without counts."""
    dates = "verzonnen: begin- en eindjaar zijn die van de programmaperiode"
    common: Row = {"region": ("twente",), "start": "2019", "end": "2022", "status": "afgerond", "programme_period": "2019-2022", "remark": dates}  # fmt: skip
    projects: list[Row] = [
        common | {"project": "TW-TOEKOMST", "title": "Toekomstplannen jongvolwassenen", "theme": ("Jongvolwassenen",), "municipality": ("Hengelo",), "partners": ("Gemeente Hengelo",)},
        common | {"project": "TW-ARMOEDE", "title": "Armoede in de klas", "theme": ("Armoede",), "municipality": ("Enschede",), "partners": ("Gemeente Enschede",)},
        common | {"project": "TW-EENZAAM", "title": "Bestrijden eenzaamheid in onze buurt", "theme": ("Eenzaamheid",), "municipality": ("Enschede",)},
        common | {"project": "TW-ERVARING", "title": "Samenwerking social workers en ervaringsdeskundigen", "theme": ("Ervaringsdeskundigheid",), "municipality": ("Enschede",), "partners": ("Gemeente Enschede", "Leergang Familie-ervaringsdeskundigheid")},
        *_twente_first("afgerond"),
    ]  # fmt: skip
    made = "jaar verzonnen; het product is gepubliceerd"
    products: list[Row] = [
        {"project": "TW-TOEKOMST", "title": "Toekomstplannen", "type": "tool", "year": 2021, "remark": made},
        {"project": "TW-TOEKOMST", "title": "Film Toekomstplannen jongvolwassenen", "type": "film", "year": 2022, "remark": made},
        {"project": "TW-ARMOEDE", "title": "Training Armoede in de klas", "type": "training", "year": 2020, "remark": made},
        {"project": "TW-ARMOEDE", "title": "Training Armoede in de klas, primair onderwijs en kinderopvang", "type": "training", "date": "2e helft 2022", "status": "nieuwe versie", "remark": "gepubliceerd als nieuwe versie"},
        {"project": "TW-ARMOEDE", "title": "Film Armoede in de klas", "type": "film", "year": 2022, "remark": made},
        {"project": "TW-EENZAAM", "title": "Film Eenzaamheid in onze buurt", "type": "film", "year": 2022, "remark": made},
        {"project": "TW-ERVARING", "title": "Mindmap met geluidsfragmenten", "type": "mindmap", "year": 2022, "remark": made},
        {"project": "TW-ERVARING", "title": "Film Samenwerken met ervaringsdeskundigen", "type": "film", "year": 2022, "remark": made},
    ]  # fmt: skip
    people, casuses = _toekomst()
    training: Row = {"project": "TW-ARMOEDE", "activity": "Training Armoede in de klas", "type": "training", "role": "onderwijsprofessional", "municipality": ("Enschede",), "organisation_type": "onderwijs"}  # fmt: skip
    people += [
        training | {"activity_code": "TW-AK-1", "date": date(2020, 11, 5), "attendances": 14, "unique_people": 14, "remark": MARK},
        training | {"activity_code": "TW-AK-2", "date": "2e kwartaal 2021", "attendances": 17, "remark": MARK},
        training | {"activity_code": "TW-AK-3", "activity": "Training Armoede in de klas, nieuwe versie", "date": "2e helft 2022", "attendances": "ca. 40", "estimated": "ja", "remark": "ongeveer 40 zorgspecialisten en intern begeleiders is gepubliceerd"},
    ]  # fmt: skip
    rows: Rows = {"projects": projects, "products": products, "participants": people, "casuses": casuses}
    return Book("twente-projecten-2019-2022.xlsx", "twente", rows, note=NOTE, look=Look(titles=("Werkplaats Sociaal Domein Twente", "Projecten 2019-2022")))  # fmt: skip


def _zwolle() -> Book:
    """Samen in Beweging: about twenty municipalities planned, six took part; three themes of 2020-2022."""
    six = ("Zwolle", "Kampen", "Raalte", "Hardenberg", "Elburg", "Oost Gelre")
    common: Row = {"region": ("zwolle",), "lectoraat": ("samenlevingsvraagstukken",)}
    projects: list[Row] = [
        common | {"project": "ZW-BEWEGING", "title": "Samen in Beweging", "theme": ("Inclusieve samenleving",), "start": "oktober 2018", "end": "december 2022", "status": "afgerond", "funder": "zonmw", "scheme": "Gemeenten aan de slag met preventie", "municipality": six, "remark": "einddatum en namen van gemeenten verzonnen",
                  "partners": ("Academische Werkplaats Publieke Gezondheid Agora", "Wageningen Universiteit", "GGD IJsselland", "GGD Gelderland")},
        common | {"project": "ZW-RELATIES", "title": "Leergemeenschap duurzame relaties", "theme": ("Interprofessioneel werken met jeugd",), "start": "2020", "end": "2022", "status": "afgerond", "remark": "code verzonnen", "partners": ("Windesheim", "Gemeente Zwolle")},
        common | {"project": "ZW-ATELIERS", "title": "Werkateliers voor sociale wijkteams", "theme": ("Integraal werken met en voor bewoners",), "start": "2020", "end": "2022", "status": "afgerond", "remark": "code verzonnen", "partners": ("Gemeente Zwolle",)},
    ]  # fmt: skip
    members: list[Row] = [
        {"region": ("zwolle",), "organisation": f"Gemeente {name}", "organisation_type": "gemeente", "partner_class": "publiek",
         "municipality": (name,), "project": "ZW-BEWEGING", "start": "oktober 2018", "end": "december 2022",
         "remark": "zes gemeenten is gepubliceerd; welke is verzonnen"}
        for name in six
    ]  # fmt: skip
    targets: list[Row] = [
        {"indicator": "deelnemende gemeenten", "start": "oktober 2018", "end": "december 2022", "theme": ("Inclusieve samenleving",), "planned": "ca. 20",
         "explanation": "Samen in Beweging: aangekondigd met ongeveer twintig gemeenten, uitgevoerd in zes.", "remark": "einddatum verzonnen"}
    ]  # fmt: skip
    return Book("zwolle-samen-in-beweging.xlsx", "zwolle", {"projects": projects, "members": members, "targets": targets}, note=NOTE)  # fmt: skip


def _den_haag_leiden(file: str, grants: list[Row]) -> Book:
    return Book(file, "den-haag-leiden", {"funding": grants}, note="Bedragen zoals gepubliceerd; nummers van beschikkingen verzonnen.")  # fmt: skip


def _den_haag_leiden_2020() -> Book:
    return _den_haag_leiden(
        "den-haag-leiden-subsidie-2020.xlsx",
        [{"grant": "VWS-DL-2020", "funder": "vws-basis", "start": date(2020, 1, 1), "end": date(2022, 12, 31), "awarded": "€ 555.000,-", "remark": "bedrag gepubliceerd, nummer verzonnen"}],
    )  # fmt: skip


def _den_haag_leiden_2023() -> Book:
    common: Row = {
        "start": date(2023, 1, 1),
        "end": date(2026, 12, 31),
        "remark": "bedrag gepubliceerd, nummer verzonnen",
    }
    return _den_haag_leiden(
        "den-haag-leiden-subsidie-2023.xlsx",
        [
            common | {"grant": "VWS-DL-2023", "funder": "vws-basis", "awarded": 740000},
            common | {"grant": "VWSO-DL-2023", "funder": "vws-ouderen", "awarded": "600.000"},
        ],
    )  # fmt: skip


def _magazine() -> Book:
    """Op afstand nabij, spring 2021: one publication of the fifteen werkplaatsen of then."""
    row: Row = {
        "title": "Op afstand nabij", "authors": "Werkplaatsen Sociaal Domein", "type": "overig", "audience_type": "vak",
        "date": "2e kwartaal 2021", "publisher": "Werkplaatsen Sociaal Domein", "open_access": "ja",
        "region": tuple(p.code for p in PLACES), "remark": "magazine, voorjaar 2021; soort en kwartaal verzonnen",
    }  # fmt: skip
    return Book("netwerk-op-afstand-nabij.xlsx", NETWORK, {"publications": [row]}, note=NOTE)


def books() -> list[tuple[Book, date]]:
    """Each workbook with the date on which it was received."""
    return [
        (_twente_2016(), date(2017, 2, 27)),
        (_den_haag_leiden_2020(), date(2020, 4, 2)),
        (_magazine(), date(2021, 6, 21)),
        (_twente_2019(), date(2023, 2, 13)),
        (_zwolle(), date(2023, 2, 20)),
        (_den_haag_leiden_2023(), date(2023, 4, 3)),
        *social_work.books(),
    ]
