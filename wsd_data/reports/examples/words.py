"""Words of the invented examples: titles, people and organisations that obviously do not exist, dates as typed."""

from __future__ import annotations

import calendar
from datetime import date
from random import Random

SURNAMES = ("Voorbeeld", "Verzonnen", "Fictief", "Bedacht", "Denkbeeld", "Modelman", "Testema", "Schijn", "Van Proef", "Nepstra")  # fmt: skip
SUBJECTS = (
    "samen zorgen in de buurt", "schulden en schaamte", "jonge mantelzorgers", "de informele buurtkring", "wonen na opvang",
    "het gesprek aan de keukentafel", "werken met ervaringskennis", "eenzaamheid onder jongeren", "ouders als bondgenoten",
    "de sociale kaart", "wijkteams in beweging", "leren van praktijkverhalen", "meedoen zonder taalbarrière", "rondkomen met weinig",
    "de buurtkamer", "veilig opgroeien", "ouder worden in de wijk", "krachtgericht samenwerken", "digitale uitsluiting",
    "herstel na ontregeling", "de school als vindplaats", "vrijwilligers en professionals", "inwoners aan zet", "omgaan met onbegrepen gedrag",
    "armoede in het gezin", "preventie met de buurt", "taal van het sociaal werk", "kansen in de klas",
)  # fmt: skip
PRESENTATION_FORMS = ("Wat leert ons", "In gesprek over", "Nieuwe inzichten in", "Terugblik op", "Aan de slag met", "Kijken naar", "Dilemma's rond")  # fmt: skip
PUBLICATION_FORMS = ("Onderzoek naar", "Een verkenning van", "Lessen uit", "Naar een andere kijk op", "Handelen bij", "Praktijkverhalen over")  # fmt: skip
PRODUCT_FORMS = ("Kaartenset", "Werkboek", "Leerlijn", "Gespreksstarter", "Beeldverhaal", "Routekaart", "Serie")
PROJECT_FORMS = ("Leernetwerk", "Werkatelier", "Praktijkonderzoek", "Proeftuin", "Actieonderzoek", "Leergemeenschap")
ACTIVITY_FORMS = ("Bijeenkomst", "Leerkring", "Werksessie", "Trainingsdag", "Inspiratiemiddag", "Kennisronde")
EVENTS = ("Voorbeeldcongres Sociaal Domein", "Fictieve Week van de Wijk", "Regiodag (verzonnen)", "Denkbeeldige Kennismarkt", "Voorbeeldconferentie Armoede")  # fmt: skip
JOURNALS = (
    "Tijdschrift voor Voorbeelden",
    "Fictief Vakblad Sociaal",
    "Journal of Invented Practice",
    "Verzonnen Wijkblad",
)
LIFE_DOMAINS = ("financiën", "wonen", "dagbesteding", "psychische gezondheid", "huiselijke relaties", "sociaal netwerk", "onderwijs")  # fmt: skip
AGE_GROUPS = ("0-11", "12-17", "18-26", "27-64", "65+")
MONTHS = ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december")  # fmt: skip
SHORT_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sept", "okt", "nov", "dec")
SEASON = (6, 7, 9, 8, 13, 13, 3, 2, 8, 12, 13, 8)
"""How much happens in each month: peaks before the summer and in autumn, a dip in July and August."""


def person(rng: Random) -> str:
    """An obviously invented author or speaker, such as "Voorbeeld, A."."""
    return f"{rng.choice(SURNAMES)}, {chr(65 + rng.randrange(26))}."


def people(rng: Random, most: int = 3) -> str:
    return "; ".join(person(rng) for _ in range(rng.randint(1, most)))


def day(rng: Random, year: int, last_month: int = 12) -> date:
    """A working day of the year, seasonal."""
    month = rng.choices(range(1, last_month + 1), SEASON[:last_month])[0]
    found = date(year, month, rng.randint(1, 20 if month == 12 else calendar.monthrange(year, month)[1]))
    return found.replace(day=max(1, found.day - 2)) if found.weekday() > 4 else found


def typed_date(rng: Random, when: date) -> str | date:
    """The day as people know it: mostly the day itself, sometimes a month, quarter, half-year or year."""
    chance = rng.random()
    if chance < 0.86:
        return when
    if chance < 0.90:
        return f"{MONTHS[when.month - 1]} {when.year}"
    if chance < 0.93:
        return f"{SHORT_MONTHS[when.month - 1]} '{when:%y}"
    if chance < 0.97:
        return f"{(when.month + 2) // 3}e kwartaal {when.year}"
    if chance < 0.985:
        return f"{1 if when.month < 7 else 2}e helft {when.year}"
    return f"{when.year}"


def casus_period(rng: Random, when: date) -> str:
    """Never a day: a quarter, month or year."""
    quarter = (when.month + 2) // 3
    forms = (f"{quarter}e kwartaal {when.year}", f"{when.year}-Q{quarter}", f"{MONTHS[when.month - 1]} {when.year}", f"{when.year}")  # fmt: skip
    return rng.choices(forms, (40, 30, 25, 5))[0]


def typed_count(rng: Random, count: int, share: float = 0.1) -> str | int:
    """The count, or in a share of the cases an estimate as people type it."""
    if count < 10 or rng.random() >= share:
        return count
    tens = round(count, -1)
    forms = (f"ca. {tens}", f"zo'n {tens}", f"ruim {tens}", f">{tens}", f"{tens - 5}-{tens + 5}")
    return rng.choices(forms, (40, 15, 15, 15, 15))[0]


def isbn(number: int) -> str:
    """A valid ISBN-13 for an invented book; number up to 99999."""
    digits = f"9789099{number % 100000:05d}"
    check = -sum(int(d) * (1, 3)[i % 2] for i, d in enumerate(digits)) % 10
    return f"{digits[:3]}-{digits[3:5]}-{digits[5:7]}-{digits[7:]}-{check}"
