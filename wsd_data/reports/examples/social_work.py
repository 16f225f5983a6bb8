"""The workbooks of the lectoraat Social Work, delivered by Twente; the figures of 2023 and February 2024 are published.

2023: 52 presentations (one of them the lectorale rede), 2 publications, 21 products, 3 foreign visits. February 2024:
18 staff, 12 running projects, 1.800 followers. All other years, and the rows themselves, are invented and say so.
"""

from __future__ import annotations

from datetime import date
from random import Random

from wsd_data.reports.examples import words
from wsd_data.reports.examples.layout import Book, Look, Row, Rows

LECTORAAT = ("social-work",)
NOTE = "Gepubliceerd zijn de totalen over 2023 en februari 2024; de rijen zijn verzonnen of aangevuld, zie Opmerking."
MARK = "verzonnen rij"
FACT = "gepubliceerd project; ontbrekende gegevens verzonnen"

GROWING, TOGETHER, MEANING = "Opvoeden & opgroeien", "Samenleven en nabij zijn", "Betekenis geven en herstellen"
OLD_LINES = {
    GROWING: "Jeugd en gezin in de wijk (verzonnen oude naam)",
    TOGETHER: "Samen leven in de buurt (verzonnen oude naam)",
    MEANING: "Herstel en verwardheid (verzonnen oude naam)",
}
"""The programme lines were renamed shortly before February 2024; their older names were not published."""

_THEMES = {GROWING: ("Opvoeden & Opgroeien",), TOGETHER: ("Samenleven en nabij zijn",), MEANING: ("Betekenis geven en herstellen",)}  # fmt: skip


def _project(code: str, title: str, line: str, start: date | str | None, end: date | str | None, status: str, **more: str | tuple[str, ...]) -> Row:  # fmt: skip
    row: Row = {
        "project": code, "title": title, "region": ("twente",), "lectoraat": LECTORAAT, "hogeschool": "Saxion",
        "programme_line": line, "theme": _THEMES[line], "start": start, "end": end, "status": status, "remark": FACT,
    }  # fmt: skip
    row.update(more)
    return row


def _invented(number: int, line: str, first: int, last: int, until: int) -> Row:
    """An invented project of whole years, as it stood at the end of year `until`."""
    title = f"Verzonnen project {number}: {words.SUBJECTS[number]}"
    status = "afgerond" if last <= until else "lopend"
    row = _project(f"SX-VB{number:02d}", title, line, date(first, 9, 1), date(last, 8, 31), status)
    return row | {"remark": MARK}


_INVENTED = (
    (1, GROWING, 2021, 2024), (2, TOGETHER, 2022, 2024), (3, MEANING, 2021, 2025), (4, GROWING, 2022, 2025),
    (5, TOGETHER, 2023, 2025), (6, MEANING, 2023, 2026), (7, GROWING, 2023, 2024), (8, TOGETHER, 2022, 2026),
    (9, MEANING, 2021, 2023), (10, GROWING, 2024, 2027), (11, MEANING, 2025, 2027),
)  # fmt: skip
"""Eight of these ran on 1 February 2024: 1 to 8."""


def _projects(until: int, old_lines: bool = False) -> list[Row]:
    """The projects known at the end of a year, in the state of then."""
    rok_partners = ("Impluz", "Gemeente Deventer")
    rows = [
        _project("SX-ROK", "Relatie Ouder Kind Deventer", GROWING, "januari 2022", "december 2025", "afgerond" if until >= 2025 else "lopend", municipality=("Deventer",), partners=rok_partners),
        _project("SX-BRAM", "Programmagetrouwe uitvoering van BRAM", GROWING, None, None, "afgerond", span="Maart '22 – Maart '23", theme=("Opvoeden en opgroeien",), municipality=("Enschede", "Hengelo", "Almelo"), partners=("Wijkkracht", "Wijkteams Enschede", "Avedan")),
        _project("SX-WSDT", "Werkplaats Sociaal Domein Twente", TOGETHER, "januari 2023", "december 2026", "lopend", theme=("Bestaanszekerheid", "Sociale Basis", "Jeugd & Onderwijs"), partners=("Madion", "Gemeente Almelo", "Gemeente Enschede", "Gemeente Hengelo", "Samen1Twente", "Twentse Koers", "WoON Twente", "Lectoraat Technology, Health and Care")),
    ]  # fmt: skip
    if until >= 2023:
        rows += [
            _project("SX-WIJKGGD", "Wijk GGD Almelo", MEANING, "april 2023", "maart 2026", "lopend", municipality=("Almelo",), partners=("Gemeente Almelo", "Meldpunt Verward Gedrag"), description="Proef van drie jaar; onderzoek van september 2023 tot en met december 2024."),
            _project("SX-DROPIN", "Drop In", GROWING, date(2024, 1, 25), "juli 2026", "lopend", region=("twente", "amsterdam", "zuyd"), lectoraat=("social-work", "youth-spot", "sociale-integratie"), hogeschool=("Saxion", "Hogeschool van Amsterdam", "Zuyd Hogeschool"), funder="sociaal-werk-nederland", municipality=("Almelo",), partners=("Avedan", "Wijkkracht")),
        ]  # fmt: skip
    rows += [_invented(*made, until) for made in _INVENTED if made[2] <= until]
    if old_lines:
        rows = [r | {"programme_line": OLD_LINES[str(r["programme_line"])]} for r in rows]
    return rows


def _outputs(year: int, presentations: int, publications: int, products: int) -> Rows:
    """So many invented outputs in the year, spread over the projects of the lectoraat."""
    rng = Random(f"social work {year}")
    running = ["SX-ROK", "SX-WSDT" if year >= 2023 else "SX-BRAM", "SX-VB01", "SX-VB03", "SX-VB04"]
    running += ["SX-WIJKGGD"] if year >= 2023 else []

    def row() -> Row:
        return {"project": rng.choice(running), "lectoraat": LECTORAAT, "remark": MARK}

    talks: list[Row] = []
    for number in range(1, presentations + 1):
        town = rng.choice(("Enschede", "Hengelo", "Almelo", "Deventer"))
        talks.append(row() | {
            "date": words.day(rng, year), "title": f"{rng.choice(words.PRESENTATION_FORMS)} {rng.choice(words.SUBJECTS)} (nr. {number})",
            "speakers": words.people(rng, 2), "type": rng.choice(("lezing", "workshop", "gastcollege", "werkveldbijeenkomst", "congresbijdrage")),
            "location": f"Voorbeeldzaal {town}", "municipality": (town,), "audience_count": words.typed_count(rng, rng.randint(8, 90), 0.15),
        })  # fmt: skip
    works: list[Row] = [
        row() | {"title": f"{rng.choice(words.PUBLICATION_FORMS)} {rng.choice(words.SUBJECTS)} (SW {year}, nr. {n})", "authors": words.people(rng), "type": rng.choice(("vakartikel", "rapport")), "audience_type": "vak", "date": words.day(rng, year)}
        for n in range(1, publications + 1)
    ]  # fmt: skip
    things: list[Row] = [
        row() | {"title": f"{rng.choice(words.PRODUCT_FORMS)} {rng.choice(words.SUBJECTS)} (SW {year}.{n})", "type": rng.choice(("tool", "training", "praatplaat", "podcast", "film", "methodiek")), "date": words.day(rng, year)}
        for n in range(1, products + 1)
    ]  # fmt: skip
    return {"presentations": talks, "publications": works, "products": things}


def _figure(kind: str, value: str | int | float, when: date | int, remark: str = MARK, channel: str | None = None) -> Row:  # fmt: skip
    row: Row = {"kind": kind, "value": value, "channel": channel, "lectoraat": LECTORAAT, "remark": remark}
    return row | ({"year": when} if isinstance(when, int) else {"date": when})


def _meeting(code: str, project: str, when: date | str, name: str, kind: str, town: str, counts: tuple[tuple[str, int], ...], remark: str) -> list[Row]:  # fmt: skip
    return [
        {"activity_code": code, "project": project, "date": when, "activity": name, "type": kind, "role": role,
         "attendances": count, "unique_people": count, "municipality": (town,), "lectoraat": LECTORAAT, "hours": 3, "remark": remark}
        for role, count in counts
    ]  # fmt: skip


def _members() -> list[Row]:
    """The partners of Twente from 2023; Madion stands for eleven welfare organisations."""
    named = (("Madion", "welzijn", "publiek", None), ("Gemeente Almelo", "gemeente", "publiek", "Almelo"), ("Gemeente Enschede", "gemeente", "publiek", "Enschede"), ("Gemeente Hengelo", "gemeente", "publiek", "Hengelo"), ("Samen1Twente", "overig", "overig", None), ("Twentse Koers", "overig", "overig", None), ("WoON Twente", "woningcorporatie", "overig", None), ("Lectoraat Technology, Health and Care", "kennisinstituut", "kennis", None))  # fmt: skip
    return [
        {"region": ("twente",), "organisation": name, "organisation_type": kind, "partner_class": group, "municipality": (town,) if town else None,
         "start": "januari 2023", "represents": 11 if name == "Madion" else None, "remark": "gepubliceerd; soort en klasse verzonnen"}
        for name, kind, group, town in named
    ]  # fmt: skip


_LEARNING = (("professional-zorg-welzijn", 16), ("beleidsmedewerker", 3), ("student", 2))
_COUNTS = "bijeenkomst gepubliceerd, aantallen verzonnen"


def _year_2022() -> Book:
    rows = _outputs(2022, 41, 3, 15)
    rows["projects"] = _projects(2022, old_lines=True)
    rows["participants"] = [
        *_meeting("SX-ROK-N1", "SX-ROK", date(2022, 4, 7), "Leernetwerk ROK 1", "leeratelier", "Deventer", _LEARNING, MARK),
        *_meeting("SX-ROK-N2", "SX-ROK", date(2022, 11, 10), "Leernetwerk ROK 2", "leeratelier", "Deventer", _LEARNING, MARK),
        *_meeting("SX-BRAM-I", "SX-BRAM", date(2022, 9, 29), "Intervisie BRAM", "intervisie", "Hengelo", (("professional-zorg-welzijn", 9),), _COUNTS),
    ]  # fmt: skip
    rows["products"][0] |= {"project": "SX-BRAM", "title": "Praatplaat BRAM", "type": "praatplaat", "remark": "gepubliceerd (2022); dag verzonnen"}  # fmt: skip
    rows["key_figures"] = [
        _figure("medewerkers", 15, date(2023, 2, 1)), _figure("buitenlandse-werkbezoeken", 1, 2022),
        _figure("volgers", 210, date(2022, 12, 31), "verzonnen waarde; pagina bestaat sinds november 2022", "LinkedIn"),
    ]  # fmt: skip
    rows["members"] = _members()
    return Book("twente-social-work-2022.xlsx", "twente", rows, note=NOTE)


def _year_2023() -> Book:
    rows = _outputs(2023, 51, 1, 18)
    rows["presentations"].append(
        {"date": date(2023, 10, 12), "title": "Lectorale rede Social Work", "speakers": "Voorbeeld, A.", "type": "lectorale-rede", "location": "Concordia, Enschede", "municipality": ("Enschede",), "country": "Nederland", "lectoraat": LECTORAAT, "theme": ("Samenleven en nabij zijn",), "remark": "gepubliceerd; spreker en titel verzonnen"}
    )  # fmt: skip
    rows["publications"].append(
        {"title": "Lectorale rede Social Work, boekuitgave", "authors": "Voorbeeld, A.", "type": "boek", "audience_type": "vak", "year": 2023, "isbn": words.isbn(2023), "lectoraat": LECTORAAT, "theme": ("Samenleven en nabij zijn",), "remark": "gepubliceerd; titel, auteur en ISBN verzonnen"}
    )  # fmt: skip
    made = "gepubliceerd product; dag en jaar verzonnen"
    rows["products"] += [
        {"project": "SX-ROK", "title": "Toolbox Relatie Ouder Kind", "type": "toolbox", "date": date(2023, 6, 22), "lectoraat": LECTORAAT, "remark": made},
        {"project": "SX-ROK", "title": "Training Signaleren en bespreekbaar maken ROK", "type": "training", "date": "september 2023", "lectoraat": LECTORAAT, "remark": made},
        {"project": "SX-BRAM", "title": "Tool kernelementen BRAM", "type": "tool", "date": "1e kwartaal 2023", "lectoraat": LECTORAAT, "remark": made},
    ]  # fmt: skip
    rows["projects"] = _projects(2023)
    rows["participants"] = [
        *_meeting("SX-ROK-N3", "SX-ROK", date(2023, 3, 14), "Leernetwerk ROK 3", "leeratelier", "Deventer", _LEARNING, MARK),
        *_meeting("SX-ROK-N4", "SX-ROK", date(2023, 6, 13), "Leernetwerk ROK 4", "leeratelier", "Deventer", _LEARNING, MARK),
        *_meeting("SX-ROK-WC", "SX-ROK", date(2023, 9, 28), "Werkconferentie ROK", "werkconferentie", "Deventer", (("professional-zorg-welzijn", 38), ("beleidsmedewerker", 9), ("student", 6)), _COUNTS),
        *_meeting("SX-ROK-N5", "SX-ROK", date(2023, 12, 12), "Leernetwerk ROK 5", "leeratelier", "Deventer", _LEARNING, _COUNTS),
        *_meeting("SX-DROPIN-K", "SX-DROPIN", date(2024, 1, 25), "Kick-off Drop In", "netwerkbijeenkomst", "Almelo", (("professional-zorg-welzijn", 17), ("onderzoeker", 8), ("overig", 6)), _COUNTS),
    ]  # fmt: skip
    rows["key_figures"] = [
        _figure("medewerkers", 18, date(2024, 2, 1), "gepubliceerd (februari 2024); dag verzonnen"),
        _figure("volgers", 1120, date(2023, 7, 1), MARK, "LinkedIn"),
        _figure("volgers", "1.800", date(2024, 2, 1), "gepubliceerd (februari 2024); dag verzonnen", "LinkedIn"),
        _figure("buitenlandse-werkbezoeken", 3, 2023, "gepubliceerd"),
    ]  # fmt: skip
    return Book("twente-social-work-2023.xlsx", "twente", rows, note=NOTE, look=Look(titles=("Lectoraat Social Work", "Jaaroverzicht 2023")))  # fmt: skip


def _since_2024() -> Book:
    rows = _outputs(2024, 55, 4, 19)
    for sheet, made in _outputs(2025, 49, 6, 17).items():
        rows[sheet] += made
    rows["publications"][0] |= {"project": "SX-WIJKGGD", "title": "Masterscriptie Wijk GGD Almelo", "type": "rapport", "remark": "gepubliceerd werk; jaar en auteur verzonnen"}  # fmt: skip
    rows["projects"] = _projects(2025)
    rows["participants"] = _meeting("SX-ROK-N6", "SX-ROK", date(2024, 5, 16), "Leernetwerk ROK 6", "leeratelier", "Deventer", _LEARNING, MARK)  # fmt: skip
    rows["key_figures"] = [
        _figure("medewerkers", 19, date(2025, 2, 1)), _figure("medewerkers", 20, date(2026, 2, 1)), _figure("fte", 12.4, date(2026, 2, 1)),
        _figure("volgers", 2450, date(2025, 2, 1), MARK, "LinkedIn"), _figure("volgers", 3020, date(2026, 2, 1), MARK, "LinkedIn"),
        _figure("nieuwsbrieflezers", 640, date(2026, 2, 1), MARK, "nieuwsbrief"),
        _figure("buitenlandse-werkbezoeken", 2, 2024), _figure("buitenlandse-werkbezoeken", 4, 2025),
    ]  # fmt: skip
    return Book("twente-social-work-2024-2025.xlsx", "twente", rows, note=NOTE)


def books() -> list[tuple[Book, date]]:
    """Each workbook with the date on which it was received."""
    return [(_year_2022(), date(2023, 4, 17)), (_year_2023(), date(2024, 2, 28)), (_since_2024(), date(2026, 2, 16))]
