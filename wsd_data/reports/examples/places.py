"""The werkplaatsen as the invented examples know them: size, municipalities, themes in time, habits.

Names, hosts and lectoraten are those of `data/reference` (a test compares them); sizes, habits and who takes part
with whom are invented. Theme names are ones the reference list knows, so that they lead to a national theme.
"""

from __future__ import annotations

from dataclasses import dataclass

FIRST_YEAR, LAST_YEAR = 2016, 2026
Dated = tuple[str, int, int]
"""A name with the first and last year in which it is used."""


@dataclass(frozen=True)
class Place:
    """One werkplaats. size: 1 is an average one. keys_from: year from which it delivers participants per person.

    casus_codes: casuses with a code each, or as counts. money, members: may rows of these kinds be invented for it?
    """

    code: str
    name: str
    prefix: str
    hogeschool: str
    lectoraat: str | None
    size: float
    municipalities: tuple[Dated, ...]
    themes: tuple[Dated, ...]
    since: int = FIRST_YEAR
    keys_from: int = 9999
    casus_codes: bool = False
    money: bool = True
    members: bool = True

    def municipality_names(self, year: int) -> list[str]:
        return [n for n, first, last in self.municipalities if first <= year <= last]

    def theme_names(self, year: int) -> list[str]:
        return [n for n, first, last in self.themes if first <= year <= last]


def _dated(*names: str | Dated) -> tuple[Dated, ...]:
    return tuple((n, FIRST_YEAR, LAST_YEAR) if isinstance(n, str) else n for n in names)


PLACES: tuple[Place, ...] = (
    Place("noord", "Noord", "NO", "Hanzehogeschool Groningen", None, 1.2,
          # Winsum was split in 2019, Leek and Delfzijl merged; Assen and Emmen lie in another province.
          _dated("Groningen", "Assen", "Emmen", "Veendam", ("Winsum", 2016, 2018), ("Het Hogeland", 2019, 2026), ("Leek", 2016, 2018), ("Westerkwartier", 2019, 2026), ("Delfzijl", 2016, 2020), ("Eemsdelta", 2021, 2026)),
          # renamed in 2020
          _dated(("Armoede", 2016, 2019), ("Bestaanszekerheid", 2020, 2026), "Samenlevingsopbouw", "Informele netwerken", ("Impact & legitimiteit", 2023, 2026)),
          casus_codes=True),
    Place("friesland", "Friesland", "FR", "NHL Stenden", "sociale-kwaliteit-nhl", 0.8,
          _dated("Leeuwarden", "Heerenveen", "Achtkarspelen", "Tytsjerksteradiel", ("Franekeradeel", 2016, 2017), ("Waadhoeke", 2018, 2026), ("Dongeradeel", 2016, 2018), ("Noardeast-Fryslân", 2019, 2026)),
          _dated("Sociale inclusie", "Eenzaamheid", "Werk & inkomen"), keys_from=2023),
    Place("twente", "Twente", "TN", "Saxion", None, 1.1,
          _dated("Enschede", "Hengelo", "Almelo", "Borne", "Oldenzaal", "Haaksbergen"),
          # as published; Eenzaamheid was merged into Sociale Basis, Jongvolwassenen widened
          _dated(("Samenwerken in de wijk", 2016, 2018), ("Kracht- en zelfregie versterkend werken", 2016, 2018), ("Armoede", 2016, 2022), ("Eenzaamheid", 2019, 2022), ("Verward gedrag", 2019, 2022), ("Ervaringsdeskundigheid", 2019, 2022), ("Jongvolwassenen", 2019, 2022), ("Bestaanszekerheid", 2023, 2026), ("Sociale Basis", 2023, 2026), ("Jeugd & Onderwijs", 2023, 2026)),
          members=False, casus_codes=True),
    Place("zwolle", "Regio Zwolle", "ZR", "Viaa", "samenlevingsvraagstukken", 1.0,
          _dated("Zwolle", "Kampen", "Hardenberg", "Ommen", "Raalte", "Meppel", "Winterswijk", "Oost Gelre"),
          _dated(("Professionaliteit", 2016, 2019), ("Sociale basis", 2016, 2019), ("Inclusieve samenleving", 2020, 2026), ("Integraal werken met en voor bewoners", 2020, 2026), ("Interprofessioneel werken met jeugd", 2020, 2026)),
          members=False),
    Place("gelderse-vallei", "Gelderse Vallei", "GV", "Christelijke Hogeschool Ede", "informele-netwerken", 0.6,
          _dated("Ede", "Scherpenzeel", "Rhenen", "Barneveld"),
          _dated("Informele netwerken", "Sociale basis", "Opvoeden en opgroeien"), since=2020, keys_from=2022),
    Place("arnhem-nijmegen", "Arnhem & Nijmegen", "AN", "HAN", "sociale-kwaliteit-han", 1.7,
          _dated("Arnhem", "Nijmegen", "Overbetuwe", "Wijchen", "Gennep", ("Rijnwaarden", 2016, 2017), ("Zevenaar", 2018, 2026)),
          _dated("Armoede en schulden", "Langer thuis wonen", "Sociaal en inclusief", "Professionaliteit"), casus_codes=True),
    Place("flevoland", "Flevoland", "FL", "Windesheim", "klantenperspectief", 0.7,
          _dated("Almere", "Lelystad", "Dronten", "Urk", "Kampen"),
          _dated("Sociale basis", "Ouderen", ("Jongvolwassenen", 2018, 2026))),
    Place("utrecht", "Kennisplatform Utrecht Sociaal", "UT", "Hogeschool Utrecht", "sociale-innovatie-hu", 2.0,
          _dated("Utrecht", "Amersfoort", "Zeist", "Nieuwegein", ("Vianen", 2016, 2018), ("Vijfheerenlanden", 2019, 2026)),
          # one theme split into two in 2020
          _dated(("Sociale inclusie", 2016, 2019), ("Sociaal en inclusief", 2020, 2026), ("Werk & inkomen", 2020, 2026), "Samenlevingsopbouw", "Armoede en schulden"),
          casus_codes=True),
    Place("amsterdam", "Amsterdam en omgeving", "AM", "Hogeschool van Amsterdam", "stedelijk-sociaal-werken", 1.8,
          _dated("Amsterdam", "Amstelveen", "Uithoorn", "Hoorn", ("Weesp", 2016, 2021)),
          _dated("Armoede", "Verward gedrag", "Sociale basis", ("Jeugd & Onderwijs", 2019, 2026))),
    Place("noord-holland", "Noord-Holland", "NH", "Inholland", "empowerment", 0.9,
          _dated("Haarlem", "Alkmaar", "Schagen", "Den Helder", ("Heerhugowaard", 2016, 2021), ("Langedijk", 2016, 2021), ("Dijk en Waard", 2022, 2026)),
          _dated("Ervaringsdeskundigheid", "Samenwerken in de wijk", "Armoede en schulden")),
    Place("den-haag-leiden", "Den Haag & Leiden", "DL", "De Haagse Hogeschool", "sociale-innovatie-leiden", 1.3,
          _dated("'s-Gravenhage", "Leiden", "Delft", "Zoetermeer", ("Noordwijkerhout", 2016, 2018), ("Noordwijk", 2019, 2026)),
          _dated("Armoede en schulden", ("Verbinding gezondheid en sociaal domein", 2020, 2022), ("Gezond en sociaal in de wijk", 2023, 2026), "Langer thuis wonen", ("Sociaal en inclusief", 2023, 2026), ("Professionaliteit", 2023, 2026)),
          money=False),
    Place("zuid-holland-zuid", "Zuid-Holland Zuid", "ZZ", "Hogeschool Rotterdam", "maatschappelijke-zorg", 1.2,
          _dated("Rotterdam", "Dordrecht", "Schiedam", ("Oud-Beijerland", 2016, 2018), ("Hoeksche Waard", 2019, 2026), ("Werkendam", 2016, 2018), ("Altena", 2019, 2026)),
          _dated("Verward gedrag", "Langer thuis wonen", "Sociale inclusie")),
    Place("brabant-avans", "Noord-Brabant Avans", "BA", "Avans", None, 1.0,
          # Haaren was split over four municipalities in 2021
          _dated("Breda", "'s-Hertogenbosch", "Vught", ("Haaren", 2016, 2020), ("Boxmeer", 2016, 2021), ("Land van Cuijk", 2022, 2026)),
          _dated("Samenlevingsopbouw", "Bestaanszekerheid", "Opvoeden & Opgroeien"), casus_codes=True),
    Place("brabant-fontys", "Noord-Brabant Fontys", "BF", "Fontys", "sociale-veerkracht", 1.1,
          _dated("Eindhoven", "Tilburg", "Helmond", ("Haaren", 2016, 2020), ("Veghel", 2016, 2016), ("Meierijstad", 2017, 2026)),
          # two themes merged into one in 2023
          _dated(("Eenzaamheid", 2016, 2022), ("Ouderen", 2016, 2022), ("Langer thuis wonen", 2023, 2026), "Sociale basis", "Jeugd & Onderwijs")),
    Place("zuyd", "Zuyd", "ZY", "Zuyd Hogeschool", "sociale-integratie", 0.8,
          _dated("Maastricht", "Heerlen", "Sittard-Geleen", ("Nuth", 2016, 2018), ("Beekdaelen", 2019, 2026)),
          _dated("Sociale inclusie", "Armoede", "Ervaringsdeskundigheid")),
)  # fmt: skip

LECTORATEN = {
    "social-work": "Lectoraat Social Work",
    "samenlevingsvraagstukken": "Centrum voor Samenlevingsvraagstukken",
    "sociale-kwaliteit-nhl": "Sociale Kwaliteit",
    "informele-netwerken": "Informele netwerken en laatmoderniteit",
    "sociale-kwaliteit-han": "Versterken van Sociale Kwaliteit",
    "klantenperspectief": "Klantenperspectief in ondersteuning en zorg",
    "sociale-innovatie-hu": "Kenniscentrum Sociale Innovatie",
    "stedelijk-sociaal-werken": "Stedelijk Sociaal Werken",
    "empowerment": "Empowerment en Professionalisering",
    "sociale-innovatie-leiden": "Sociale Innovatie en Ondernemerschap",
    "maatschappelijke-zorg": "Maatschappelijke Zorg",
    "sociale-veerkracht": "Sociale Veerkracht",
    "sociale-integratie": "Sociale Integratie",
    "youth-spot": "Youth Spot",
}
"""Code of a lectoraat → its name as people type it."""

NAMES = {p.code: p.name for p in PLACES}
BY_CODE = {p.code: p for p in PLACES}
NETWORK = "netwerk"

SHARED_PAIRS: tuple[tuple[str, str], ...] = (
    ("utrecht", "friesland"),
    ("noord", "friesland"),
    ("amsterdam", "noord-holland"),
    ("brabant-avans", "brabant-fontys"),
    ("den-haag-leiden", "zuid-holland-zuid"),
    ("arnhem-nijmegen", "gelderse-vallei"),
    ("twente", "zwolle"),
    ("flevoland", "utrecht"),
)
"""Werkplaatsen with projects together; none of these projects carries money."""
