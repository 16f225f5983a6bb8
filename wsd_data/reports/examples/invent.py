"""Invented rows, one function per sheet: from a werkplaats, a year and chance to one row.

Knows what life looks like at a werkplaats (seasons, sizes, shared projects, estimates, person keys, former municipality
names); knows nothing of files and deliveries. It never makes rows for lectoraat `social-work`, members of a place with
`members` off, or money of a place with `money` off: those are only in the published examples.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from wsd_data.reports.examples import words
from wsd_data.reports.examples.layout import Row, Value
from wsd_data.reports.examples.places import BY_CODE, FIRST_YEAR, LAST_YEAR, PLACES, Place

MARK = "verzonnen rij"
LAST_MONTH = 10
"""The last month of the last year about which there can be rows."""

_ROLES = (("professional-zorg-welzijn", 34), ("student", 18), ("beleidsmedewerker", 12), ("inwoner", 10), ("docent", 8), ("ervaringsdeskundige", 7), ("onderwijsprofessional", 5), ("vrijwilliger", 4), ("onderzoeker", 1), ("bestuurder", 1))  # fmt: skip
_ACTIVITIES = ("leerbijeenkomst", "leeratelier", "training", "conferentie", "werkconferentie", "intervisie", "expertmeeting", "netwerkbijeenkomst", "webinar")  # fmt: skip
_PRESENTATIONS = (("lezing", 24), ("workshop", 22), ("werkveldbijeenkomst", 16), ("gastcollege", 14), ("congresbijdrage", 12), ("webinar", 6), ("symposium", 3), ("poster", 3))  # fmt: skip
_PUBLICATIONS = (("rapport", 26), ("vakartikel", 24), ("blog", 14), ("wetenschappelijk-artikel", 12), ("populair-artikel", 8), ("hoofdstuk", 6), ("factsheet", 5), ("boek", 3), ("congrespaper", 1), ("proefschrift", 1))  # fmt: skip
_READERS = {"wetenschappelijk-artikel": "wetenschappelijk", "congrespaper": "wetenschappelijk", "proefschrift": "wetenschappelijk", "blog": "populair", "populair-artikel": "populair", "hoofdstuk": "onderwijs"}  # fmt: skip
_PRODUCTS = ("tool", "toolbox", "training", "methodiek", "praatplaat", "film", "podcast", "website", "magazine", "mindmap", "dataset")  # fmt: skip
_AREAS = ("beroepspraktijk-samenleving", "onderwijs-professionalisering", "kennisontwikkeling")
_ORGANISATIONS = (("welzijn", "Stichting Welzijn Voorbeeld", "publiek"), ("onderwijs", "Fictief College", "kennis"), ("woningcorporatie", "Woonstichting Denkbeeld", "overig"), ("zorg", "Zorggroep Verzonnen", "publiek"), ("ggd", "GGD Voorbeeldregio", "publiek"), ("clienten", "Bewonersraad Bedacht", "overig"), ("kennisinstituut", "Instituut Schijn", "kennis"), ("mkb", "Adviesbureau Testema", "mkb"))  # fmt: skip


def _pick(rng: Random, weighted: tuple[tuple[str, int], ...]) -> str:
    return rng.choices([w for w, _ in weighted], [n for _, n in weighted])[0]


def last_month(year: int) -> int:
    return LAST_MONTH if year >= LAST_YEAR else 12


@dataclass(frozen=True)
class Project:
    """One invented project. `status` is that of its last year; `grant` the grant that names it, if any."""

    code: str
    title: str
    places: tuple[str, ...]
    theme: tuple[str, ...]
    start: date
    end: date
    status: str
    funder: str | None = None
    awarded: int | None = None
    grant: str | None = None
    municipality: tuple[str, ...] = ()
    extended: bool = False

    def active(self, year: int) -> bool:
        return self.start.year <= year <= self.end.year and self.status != "afgewezen"


def project(rng: Random, place: Place, year: int, number: int, other: str | None = None) -> Project:
    """A project that starts in the year, of this place and perhaps another one."""
    start = words.day(rng, year, last_month(year))
    end = date(min(year + rng.choice((0, 1, 1, 2, 2, 3)), LAST_YEAR + 2), 12, 31)
    if end.year > year and rng.random() < 0.4:
        end = date(end.year, 6, 30)
    subject = rng.choice(words.SUBJECTS)
    here = place.municipality_names(year)
    places = (place.code, other) if other else (place.code,)
    money = all(BY_CODE[p].money for p in places)
    funder = rng.choice(("zonmw", "regieorgaan-sia", "gemeente", "hogeschool", "fonds", "provincie", "nwo", "eu")) if rng.random() < 0.75 else None  # fmt: skip
    alone = money and funder is not None and not other
    amount = rng.randrange(15, 240) * 1000 if alone else None
    return Project(
        code=f"{place.prefix}-{year}-{number:02d}",
        title=f"{rng.choice(words.PROJECT_FORMS)} {subject} {rng.choice(here)}",
        places=places,
        theme=tuple(rng.sample(place.theme_names(year), 2 if rng.random() < 0.15 else 1)),
        start=start, end=end,
        status=rng.choices(("afgerond", "gestopt", "afgewezen"), (93, 4, 3))[0],
        funder=funder if money else None,
        awarded=amount,
        grant=f"B-{place.prefix}-{year}-{number:02d}" if alone and rng.random() < 0.6 else None,
        municipality=tuple(rng.sample(here, min(len(here), rng.choice((1, 1, 2))))),
        extended=rng.random() < 0.08 and end.year - year >= 1,
    )  # fmt: skip


def project_row(made: Project, year: int) -> Row:
    """The project as it stood at the end of the year."""
    place = BY_CODE[made.places[0]]
    over = made.end <= date(year, last_month(year), 31)
    # An extension shows in the year before the last one: earlier deliveries name the end as first planned.
    news = made.extended and year == made.end.year - 1
    end = date(made.end.year - 1, 12, 31) if made.extended and year < made.end.year - 1 else made.end
    status = made.status if over or made.status == "afgewezen" else "verlengd" if news else "lopend"
    row: Row = {
        "project": made.code, "title": made.title, "region": made.places, "lectoraat": (place.lectoraat,) if place.lectoraat else None,
        "hogeschool": place.hogeschool, "theme": made.theme, "start": made.start, "status": status, "funder": made.funder,
        "scale": "regionaal" if len(made.places) > 1 else "lokaal", "municipality": made.municipality, "remark": MARK,
        "programme_line": f"Netwerkcirkel {made.theme[0]}",
    }  # fmt: skip
    if status != "afgewezen":
        row["end"] = end
    if made.awarded and not made.grant and status != "afgewezen":
        row |= {"awarded": made.awarded, "budget": made.awarded + 5000, "own_contribution": 5000}
    elif made.awarded:
        row["requested"] = made.awarded
    if place.members and all(BY_CODE[p].members for p in made.places) and int(made.code[-2:]) % 3:
        row["partners"] = (f"{_ORGANISATIONS[len(made.title) % 8][1]} {made.municipality[0]}", f"Gemeente {made.municipality[0]}")  # fmt: skip
    return row


def _about(rng: Random, place: Place, year: int, of: Project | None) -> Row:
    """What every output row may say of where it belongs; blank where the project says it."""
    row: Row = {"remark": MARK}
    if of:
        row["project"] = of.code
        if rng.random() < 0.15:
            row["theme"] = (rng.choice(place.theme_names(year)),)
    else:
        row["theme"] = (rng.choice(place.theme_names(year)),)
        row["lectoraat"] = (place.lectoraat,) if place.lectoraat else None
    if rng.random() < 0.6:
        row["bko_area"] = tuple(rng.sample(_AREAS, rng.choice((1, 1, 2))))
    return row


def presentation(rng: Random, place: Place, year: int, of: Project | None) -> Row:
    when = words.day(rng, year, last_month(year))
    here = rng.choice(place.municipality_names(year))
    kind = "webinar" if year in (2020, 2021) and rng.random() < 0.4 else _pick(rng, _PRESENTATIONS)
    row = _about(rng, place, year, of)
    row |= {
        "date": words.typed_date(rng, when) if year < LAST_YEAR else when,
        "title": f"{rng.choice(words.PRESENTATION_FORMS)} {rng.choice(words.SUBJECTS)}",
        "speakers": words.people(rng, 2), "type": kind, "event": rng.choice(words.EVENTS) if rng.random() < 0.7 else None,
        "location": "online" if kind == "webinar" else f"Zaal {rng.randint(1, 40)}, {here}",
        "municipality": None if kind == "webinar" else (here,),
        "country": "België" if rng.random() < 0.01 else "Nederland",
        "audience_count": words.typed_count(rng, max(4, int(rng.lognormvariate(3.2, 0.7)))) if rng.random() < 0.85 else None,
    }  # fmt: skip
    return row


def publication(rng: Random, place: Place, year: int, of: Project | None, number: int) -> Row:
    when = words.day(rng, year, last_month(year))
    kind = _pick(rng, _PUBLICATIONS)
    here = rng.choice(place.municipality_names(year))
    row = _about(rng, place, year, of)
    row |= {
        "title": f"{rng.choice(words.PUBLICATION_FORMS)} {rng.choice(words.SUBJECTS)} in {here} ({year}, nr. {number})",
        "authors": "onbekend" if rng.random() < 0.01 else words.people(rng), "type": kind,
        "audience_type": _READERS.get(kind, "vak"), "open_access": "ja" if rng.random() < 0.7 else "nee",
        "language": "Engels" if kind in ("wetenschappelijk-artikel", "congrespaper") else "Nederlands",
    }  # fmt: skip
    if rng.random() < 0.5 or year == LAST_YEAR:
        row["date"] = when
    else:
        row["year"] = year
    if kind in ("wetenschappelijk-artikel", "vakartikel", "congrespaper"):
        row |= {"published_in": rng.choice(words.JOURNALS), "peer_reviewed": "ja" if kind != "vakartikel" else "nee"}
        if kind != "vakartikel" or rng.random() < 0.3:
            row["doi"] = f"10.5555/wsd.{place.prefix.lower()}.{year}.{number}"
    elif kind in ("boek", "hoofdstuk", "proefschrift") or (kind == "rapport" and rng.random() < 0.2):
        row |= {"isbn": words.isbn(_book_number(place, year, number)), "publisher": "Uitgeverij Voorbeeld"}
    if rng.random() < 0.07:
        row["co_regions"] = tuple(sorted(rng.sample([c for c, p in BY_CODE.items() if c != place.code and p.since <= year], rng.choice((1, 1, 2)))))  # fmt: skip
    return row


def _book_number(place: Place, year: int, number: int) -> int:
    """A number for the ISBN of its own; those below 10000 are for the published examples."""
    return 10000 + ((PLACES.index(place) * 11 + year - FIRST_YEAR) * 500 + number) % 90000


def product(rng: Random, place: Place, year: int, of: Project | None, number: int) -> Row:
    when = words.day(rng, year, last_month(year))
    here = rng.choice(place.municipality_names(year))
    row = _about(rng, place, year, of)
    row |= {
        "title": f"{rng.choice(words.PRODUCT_FORMS)} {rng.choice(words.SUBJECTS)} {here} ({year}.{number})",
        "type": rng.choice(_PRODUCTS), "audience": rng.choice(("sociaal werkers", "studenten", "inwoners", "gemeenten")),
        "status": "nieuwe versie" if rng.random() < 0.03 else "gereed",
    }  # fmt: skip
    if rng.random() < 0.6 or year == LAST_YEAR:
        row["date"] = when
    else:
        row["year"] = year
    return row


def activity(rng: Random, place: Place, year: int, of: Project | None, number: int) -> list[Row]:
    """The rows of one activity: per role, or per person where the place delivers keys; some have several meetings."""
    kind = rng.choice(_ACTIVITIES)
    here = rng.choice(place.municipality_names(year))
    common: Row = {
        "activity_code": f"{place.prefix}-A{year}-{number:03d}", "project": of.code if of else None,
        "activity": f"{rng.choice(words.ACTIVITY_FORMS)} {rng.choice(words.SUBJECTS)}", "type": kind,
        "hours": rng.choice((1.5, 2, 2.5, 3, 4, 6)), "municipality": None if kind == "webinar" else (here,), "remark": MARK,
    }  # fmt: skip
    if not of:
        common["theme"] = (rng.choice(place.theme_names(year)),)
        common["lectoraat"] = (place.lectoraat,) if place.lectoraat else None
    made: list[Row] = []
    for _ in range(rng.choice((1, 1, 1, 2))):
        when = words.day(rng, year, last_month(year))
        typed: Value = words.typed_date(rng, when) if year < LAST_YEAR else when
        if year >= place.keys_from and kind in ("training", "leeratelier", "intervisie", "leerbijeenkomst"):
            made.extend(_per_person(rng, common, when))
        else:
            made.extend(_per_role(rng, common, typed, kind))
    return made


def _per_role(rng: Random, common: Row, typed: Value, kind: str) -> list[Row]:
    large = 3.6 if kind in ("conferentie", "werkconferentie", "webinar") else 2.3
    made = []
    for role in sorted({_pick(rng, _ROLES) for _ in range(rng.choice((1, 2, 2, 3)))}):
        count = max(1, int(rng.lognormvariate(large, 0.6)))
        row: Row = common | {"date": typed, "role": role, "attendances": words.typed_count(rng, count)}
        if isinstance(row["attendances"], int) and rng.random() < 0.6:
            row["unique_people"] = max(1, count - rng.randrange(count // 4 + 1))
        elif isinstance(row["attendances"], int) and count > 15 and rng.random() < 0.1:
            row["estimated"] = "ja"
        if rng.random() < 0.4:
            row["organisation_type"] = rng.choice(_ORGANISATIONS)[0] if role != "student" else "onderwijs"
        made.append(row)
    return made


def _per_person(rng: Random, common: Row, when: date) -> list[Row]:
    made = []
    for number in sorted(rng.sample(range(1, 61), rng.randint(5, 11))):
        role = ("professional-zorg-welzijn", "professional-zorg-welzijn", "student", "beleidsmedewerker")[number % 4]
        made.append(common | {"date": when, "role": role, "attendances": 1, "person_key": f"P-{number:04d}"})
    return made


def casus(rng: Random, place: Place, year: int, of: Project, number: int) -> Row:
    """A casus with its code, or a number of casuses without."""
    row: Row = {
        "project": of.code, "date": words.casus_period(rng, words.day(rng, year, last_month(year))) if year < LAST_YEAR
        else f"{year}-Q{rng.randint(1, 3)}", "theme": (rng.choice(of.theme),), "life_domain": rng.choice(words.LIFE_DOMAINS),
        "age_group": rng.choice(words.AGE_GROUPS), "status": rng.choice(("besproken", "afgesloten")), "remark": MARK,
        "municipality": (rng.choice(place.municipality_names(year)),) if rng.random() < 0.7 else None,
    }  # fmt: skip
    if place.casus_codes:
        row |= {"casus_code": f"C{number:03d}", "activity_code": f"{place.prefix}-A{year}-{rng.randint(1, 4):03d}"}
    else:
        row["count"] = rng.choice((1, 2, 2, 3, 4, 5, 7, 9))
    return row


def key_figures(rng: Random, place: Place, year: int) -> list[Row]:
    """The stocks at their peildatum and the visits of the year."""
    grown = 1 + (year - 2016) * 0.06
    until = date(year, 12, 31) if year < LAST_YEAR else date(year, 10, 1)
    size = place.size
    figures: list[tuple[str, str | None, float, Value]] = [
        ("medewerkers", None, round(11 * size * grown + rng.randint(-1, 2)), until),
        ("fte", None, round(6 * size * grown + rng.random(), 1), until),
        ("nieuwsbrieflezers", "nieuwsbrief", round(260 * size * grown + rng.randint(-20, 40)), until),
        ("betrokken-studenten", None, round(45 * size * grown + rng.randint(-8, 12)), until),
        ("buitenlandse-werkbezoeken", None, 0 if year == 2020 else rng.choice((0, 1, 1, 2, 3)), None),
    ]
    if year >= 2018:
        figures.append(("volgers", "LinkedIn", round(180 * size * (year - 2016) + rng.randint(0, 60)), until))
    if year <= 2023 and size > 1:
        figures.append(("volgers", "X", round(400 * size + rng.randint(0, 90)), until))
    made: list[Row] = []
    for kind, channel, value, when in figures:
        if place.code == "twente" and year >= 2022 and kind in ("medewerkers", "volgers"):
            continue  # from then on its lectoraat Social Work states them
        typed: Value = f"ca. {round(value, -1)}" if kind == "nieuwsbrieflezers" and rng.random() < 0.2 else value
        row: Row = {"kind": kind, "channel": channel, "value": typed, "remark": MARK}
        row |= {"date": when} if when else {"year": year}
        row["lectoraat"] = (place.lectoraat,) if place.lectoraat else None
        made.append(row)
    return made


def _member(place: Place, name: str, kind: str, partner_class: str, town: str, first: int, number: int) -> Row:
    row: Row = {
        "region": (place.code,), "organisation": name, "organisation_type": kind, "partner_class": partner_class,
        "municipality": (town,), "start": date(first, 1, 1), "remark": MARK,
    }  # fmt: skip
    if kind != "gemeente":
        row["hours_given"] = 20 + number % 8 * 15
        if place.money and number % 3 == 0:
            row["money_given"] = 2500 + number % 8 * 500
    return row


def members(place: Place, year: int) -> list[Row]:
    """Who began to take part in the year, and who stopped in it."""
    if not place.members or year < place.since:
        return []
    made = []
    for number, (name, first, last) in enumerate(place.municipalities):
        start = max(first, place.since)
        if start <= last and (year == start or year == last < LAST_YEAR):
            row = _member(place, f"Gemeente {name}", "gemeente", "publiek", name, start, number)
            # A municipality that ceased to exist or stopped: the later delivery adds the end.
            made.append(row | ({"end": date(last, 12, 31)} if year == last < LAST_YEAR else {}))
    for number in range(3 + int(place.size * 3)):
        start = max(place.since, FIRST_YEAR + number % 5)
        stop = start + 4 if number % 4 == 3 else None
        if year in (start, stop):
            row = organisation(place, start, number)
            made.append(row | ({"end": date(stop, 12, 31)} if year == stop else {}))
    return made


def organisation(place: Place, year: int, number: int, suffix: str = "") -> Row:
    """One invented organisation that takes part from the year on."""
    kind, name, partner_class = _ORGANISATIONS[number % len(_ORGANISATIONS)]
    towns = place.municipality_names(year)
    town = towns[number % len(towns)]
    return _member(place, f"{name} {town}{suffix}", kind, partner_class, town, year, number)
