"""The fixed texts of the screen, in Dutch and English. What belongs to a fact stands with its declaration."""

from __future__ import annotations

from wsd_data.model.text import Text
from wsd_data.reports.wording import INCOMPLETE as INCOMPLETE
from wsd_data.reports.wording import PEOPLE_NOT_FOR_PUBLICATION as PEOPLE_NOT_FOR_PUBLICATION
from wsd_data.reports.wording import PUBLIC_CAPTION as PUBLIC_CAPTION

PAGE_TITLE = Text("{page}: {selection}, {period}", "{page}: {selection}, {period}")
APP = Text("WSD Monitor", "WSD Monitor")
PAGES = {
    "overview": Text("Overzicht", "Overview"),
    "regions": Text("Werkplaatsen", "Regions"),
    "themes": Text("Thema's", "Themes"),
    "projects": Text("Projecten", "Projects"),
    "outputs": Text("Opbrengsten", "Outputs"),
    "reach": Text("Bereik en deelname", "Reach and participation"),
    "casuses": Text("Casussen", "Casuses"),
    "funding": Text("Financiering", "Funding"),
    "annual": Text("Jaarcijfers", "Annual figures"),
    "upload": Text("Aanleveren", "Upload"),
    "deliveries": Text("Leveringen", "Deliveries"),
    "definitions": Text("Definities", "Definitions"),
    "passport": Text("Herkomst van een cijfer", "Origin of a figure"),
}
"""The name of each page, by its address."""
MENU = (
    (Text("", ""), ("overview", "regions", "themes", "projects", "outputs", "reach", "casuses", "funding")),
    (Text("Verantwoorden", "Account"), ("annual",)),
    (Text("Op orde houden", "Keep in order"), ("upload", "deliveries", "definitions", "passport")),
)
"""The pages in the menu: those one looks at side by side, the others under a heading."""
WITHOUT_FIGURES = ("upload", "deliveries", "definitions")
"""Pages that make sense while there are no figures yet; they have no filters."""

DEMO = Text(
    "**Voorbeeldgegevens.** Deze cijfers komen uit verzonnen voorbeelden en zeggen niets over echte werkplaatsen.",
    "**Example data.** These figures come from invented examples and say nothing about real werkplaatsen.",
)
EMPTY_TITLE = Text("Er zijn nog geen leveringen", "There are no deliveries yet")
EMPTY = Text(
    "De database in `{folder}` is leeg. Zo komen er cijfers in: haal op de pagina [Aanleveren](/upload?lang=nl) een leeg werkboek, "
    "vul het, en lees het daar in. Op de opdrachtregel kan het ook:\n\n"
    "1. Maak een leeg werkboek: `python -m wsd_data template werkboek.xlsx`\n"
    "2. Vul het en kijk het na: `python -m wsd_data check werkboek.xlsx`\n"
    "3. Lees het in: `python -m wsd_data load werkboek.xlsx`\n\n"
    "Eerst rondkijken? Kies een lege map met WSD_DATA_DIR en vul die met voorbeelden: `python -m wsd_data demo`",
    "The database in `{folder}` is empty. This is how figures get in: on the page [Upload](/upload?lang=en) take an empty workbook, "
    "fill it, and load it there. On the command line it goes like this:\n\n"
    "1. Make an empty workbook: `python -m wsd_data template workbook.xlsx`\n"
    "2. Fill it and check it: `python -m wsd_data check workbook.xlsx`\n"
    "3. Load it: `python -m wsd_data load workbook.xlsx`\n\n"
    "Look around first? Choose an empty folder with WSD_DATA_DIR and fill it with examples: `python -m wsd_data demo`",
)
PROBLEM_TITLE = Text("De cijfers zijn nu niet te tonen", "The figures cannot be shown now")
REMARKS_TITLE = Text("Niet alles in het adres is begrepen", "Not everything in the address was understood")

PERIOD = Text("Periode", "Period")
PERIOD_HELP = Text(
    "Kies een periode of typ er een, zoals 2022-H2, 2023-Q2, 2023-06 of 2020..2022.",
    "Choose a period or type one, such as 2022-H2, 2023-Q2, 2023-06 or 2020..2022.",
)
STAND = Text("Zoals bekend op", "As known on")
STAND_HELP = Text(
    "Een dag, zoals 2024-03-01, of het nummer van een levering. Alle cijfers staan dan zoals ze toen bekend waren.",
    "A day, such as 2024-03-01, or the number of a delivery. All figures are then shown as they were known at that moment.",
)
STAND_NOW = Text("nu", "now")
THEN = Text(
    "**Dit zijn de cijfers zoals bekend {moment}.** Wat daarna is aangeleverd, verbeterd of weggehaald, telt hier niet mee.",
    "**These are the figures as known {moment}.** What was delivered, corrected or removed since does not count here.",
)
ON_DAY = Text("op {day}", "on {day}")
AFTER_ENTRY = Text("na levering {id}", "after delivery {id}")
TO_NOW = Text("Naar de cijfers van nu", "To the figures of now")
NOTHING_THEN = Text("Toen was er nog niets aangeleverd", "Nothing had been delivered by then")
LANGUAGE_NAMES = {"nl": "Nederlands", "en": "English"}
AS_PUBLIC = Text("Zoals openbaar", "As public")
AS_PUBLIC_HELP = Text(
    "Toont aantallen mensen zoals ze naar buiten mogen: 1 tot en met 4 afgeschermd, de rest afgerond op 5.",
    "Shows counts of people as they may go outside: 1 to 4 hidden, the others rounded to 5.",
)
ALL = {
    "region": Text("alle werkplaatsen", "all regions"),
    "theme": Text("alle thema's", "all themes"),
}
"""Dimensions that the title names also when nothing is chosen."""
ANY = Text("alle", "all")
NOT_CHOSEN = Text("Nog niets gekozen", "Nothing chosen yet")
MORE = Text("Meer filters", "More filters")
MORE_CHOSEN = Text("Meer filters ({count})", "More filters ({count})")
DEMO_PLAIN = Text("Voorbeeldgegevens", "Example data")
SEE_TABLE = Text("Alle waarden staan in de tabel eronder.", "All values are in the table below.")
STILL_ONE = Text("1 werkplaats moet nog aanleveren.", "1 region has still to deliver.")
STILL = Text("{count} werkplaatsen moeten nog aanleveren.", "{count} regions have still to deliver.")
NOT_FOR_PUBLICATION = Text("Niet voor publicatie.", "Not for publication.")
NOT_EFFECT = Text(
    "Deze cijfers tonen omvang en bereik, geen effect. Werkplaatsen staan van noord naar zuid en worden niet gerangschikt.",
    "These figures show volume and reach, not effect. Regions are listed from north to south and are not ranked.",
)

KEY_FIGURES = Text("Kerncijfers", "Key figures")
TABLE = Text("Tabel, uitleg en download", "Table, explanation and download")
EXPLAINED = Text("Uitleg en download", "Explanation and download")
DOWNLOAD = Text("Download als CSV", "Download as CSV")
DOWNLOAD_PARQUET = Text("Download als Parquet", "Download as Parquet")
DEFINITION = Text("Wat telt", "What counts")
SOURCE = Text(
    "Bron: aanleveringen van de werkplaatsen, stand van levering {version}.",
    "Source: deliveries by the regions, state of delivery {version}.",
)
SOURCE_THEN = Text(
    "Bron: aanleveringen van de werkplaatsen, zoals bekend {moment}.",
    "Source: deliveries by the regions, as known {moment}.",
)
VALUE = Text("aantal", "number")
YEAR = Text("jaar", "year")
"""Column headings of tables."""

TREND = Text("{subject} per jaar, {scope}, {first} t/m {last}", "{subject} per year, {scope}, {first} to {last}")
PARTS = Text("{subject} per {dimension}, {scope}, {period}", "{subject} by {dimension}, {scope}, {period}")
AND = Text(" en ", " and ")
OPEN_POINT = Text(
    "Open punten: het jaar is nog niet voorbij, of nog niet alle werkplaatsen hebben het aangeleverd.",
    "Open points: the year is not over yet, or not all regions have delivered it.",
)
LEAST = Text("Driehoeken: ten minste zoveel.", "Triangles: at least so many.")
STRIPED = Text("Gestreepte staven: nog niet volledig aangeleverd.", "Striped bars: not completely reported yet.")
HATCHED = Text("Gearceerd: nog niet aangeleverd.", "Hatched: not reported yet.")
NOT_OVER = Text("{period} is nog niet voorbij.", "{period} is not over yet.")
BAND = Text("Lichte balk: de gekozen periode.", "Light band: the chosen period.")
CLICK = Text(
    "Klik op een staaf om die te kiezen; klik nog eens om alles te zien.",
    "Click a bar to choose it; click again to see everything.",
)
MOST_SHOWN = Text(
    "Getekend zijn {shown} van {all}; de tabel heeft ze alle.", "Drawn are {shown} of {all}; the table has them all."
)
SELECTED = Text(
    "In kleur: de gekozen {dimension}; de andere in grijs.", "In colour: the chosen {dimension}; the others in grey."
)
SUM_SHARED = Text(
    "Samen {parts}, waarvan {double} dubbel geteld doordat werk gedeeld wordt; in totaal {total}.",
    "Together {parts}, of which {double} counted twice because work is shared; in total {total}.",
)
SUM_PLAIN = Text("In totaal {total}.", "In total {total}.")
SUM_NONE = Text("Over deze periode is nog niets aangeleverd.", "Nothing has been delivered for this period yet.")
CLICK_YEAR = Text("Klik op een staaf om dat jaar te kiezen.", "Click a bar to choose that year.")
CLICK_PERIOD = Text("Klik op een staaf om die periode te kiezen.", "Click a bar to choose that period.")
CLICK_PROJECT = Text("Klik op een project om er alles van te zien.", "Click a project to see everything about it.")
ON_SCREEN_ONLY = (CLICK, CLICK_YEAR, CLICK_PERIOD, CLICK_PROJECT)
PICTURE_OF = Text("WSD Monitor, gemaakt op {day}.", "WSD Monitor, made on {day}.")
"""Sentences of charts. ON_SCREEN_ONLY: those that say nothing in a picture."""
