"""The small world of the random histories, with the ways its things are typed."""

from __future__ import annotations

REGIONS = {
    "twente": ("Twente", "WSD Twente"),
    "zwolle": ("Regio Zwolle", "WSD Zwolle"),
    "utrecht": ("Kennisplatform Utrecht Sociaal", "kUS"),
    "den-haag-leiden": ("Den Haag & Leiden", "den haag & leiden"),
    "gelderse-vallei": ("Gelderse Vallei", "CHE"),
}
DELIVERERS = ("twente", "zwolle", "den-haag-leiden", "network")

LECTORATEN = {
    "social-work": ("Lectoraat Social Work", "Social Work"),
    "samenlevingsvraagstukken": ("Centrum voor Samenlevingsvraagstukken", "CVSV"),
    "urban-ageing": ("Urban Ageing", "urban  ageing"),
}

MUNICIPALITIES = {
    "GM0153": ("Enschede", 9999),
    "GM0164": ("Hengelo", 9999),
    "GM0160": ("Hardenberg", 9999),
    "GM0193": ("Zwolle", 9999),
    "GM1982": ("Land van Cuijk", 9999),
    "GM0756": ("Boxmeer", 2022),  # gone into Land van Cuijk
    "GM0786": ("Grave", 2022),  # the same
    "GM0788": ("Haaren", 2021),  # divided over four
}
"""Code → (name, first year in which it no longer exists)."""

THEMES = (
    "Armoede",
    "Bestaanszekerheid",
    "Sociale basis",
    "Jeugd & Onderwijs",
    "bestaanszekerheid, armoede en schulden",
    "Verbinding gezondheid en sociaal domein",
    "Langer thuis wonen",
    "Ons eigen wijkthema",
)
THEME_CODES = ("bestaanszekerheid", "inclusie", "werk-inkomen")
LINES = ("Opvoeden en opgroeien", "Samenleven & nabij zijn", "Leeratelier Zuid")

PROJECTS = ("PR-1", "PR-2", "PR-3", "PR-4")
"""PR-1 may be reported by every deliverer; each of the others by the one at its place."""
OWNER = {"PR-2": "twente", "PR-3": "zwolle", "PR-4": "den-haag-leiden"}

GRANTS = ("GR-1", "GR-2", "GR-3")

STATUS = {
    "aangevraagd": "aangevraagd",
    "lopend": "Lopend",
    "verlengd": "verlengd",
    "afgerond": "afgerond",
    "gestopt": "gestopt",
    "afgewezen": "afgewezen",
}
FUNDERS = {"vws-basis": "VWS-basis", "zonmw": "ZonMw", "regieorgaan-sia": "Regieorgaan SIA", "gemeente": "gemeente"}
SCALES = {"lokaal": "lokaal", "regionaal": "Regionaal", "landelijk": "landelijk"}
PRESENTATIONS = {"lezing": "lezing", "workshop": "Workshop", "lectorale-rede": "lectorale rede"}
PUBLICATIONS = {"boek": "boek", "rapport": "rapport", "hoofdstuk": "hoofdstuk", "vakartikel": "vakartikel"}
AUDIENCES = {"wetenschappelijk": "wetenschappelijk", "vak": "vak", "populair": "populair"}
PRODUCTS = {"toolbox": "toolbox", "film": "film/video", "podcast": "podcast"}
ACTIVITIES = {"training": "training", "leeratelier": "leeratelier/leernetwerk/werkatelier", "webinar": "webinar"}
ROLES = {"student": "student", "inwoner": "inwoner", "professional-zorg-welzijn": "professional zorg & welzijn"}
ORGANISATIONS = {"gemeente": "gemeente", "welzijn": "welzijn", "zorg": "zorg/ggz", "ggd": "GGD"}
CLASSES = {"publiek": "publiek", "kennis": "kennis", "mkb": "mkb"}
KINDS = {
    "medewerkers": "medewerkers",
    "fte": "fte",
    "volgers": "volgers",
    "nieuwsbrieflezers": "nieuwsbrieflezers",
    "buitenlandse-werkbezoeken": "buitenlandse werkbezoeken",
    "betrokken-studenten": "betrokken studenten",
}
CHANNELS = ("LinkedIn", "Instagram")
BKO = {
    "beroepspraktijk-samenleving": "beroepspraktijk & samenleving",
    "onderwijs-professionalisering": "onderwijs & professionalisering",
    "kennisontwikkeling": "kennisontwikkeling",
}
ORGANISATION_NAMES = ("Madion", "Wijkkracht", "Gemeente Enschede", "Avedan", "madion", "GGD IJssel")
WORKS = (
    # (title, year, first author, type, DOI, ISBN)
    ("Samen leven in de wijk", 2021, "Jansen, A.", "rapport", "10.1234/wsd.1", None),
    ("Samen Leven in de Wijk!", 2021, "Jansen, A.", "rapport", None, None),
    ("Samen leven in de wijk", 2021, "Bakker, B.", "rapport", "10.1234/wsd.2", None),
    ("Armoede telt", 2022, "Özdemir, C.", "vakartikel", "10.1234/wsd.3", None),
    ("Armoede telt", 2022, "Özdemir, C.", "vakartikel", "10.1234/wsd.4", None),
    ("Armoede telt", 2022, "Özdemir, C.", "vakartikel", None, None),
    ("Het grote boek", 2022, "Bakker, B.", "boek", "10.1234/wsd.5", "9789012345675"),
    ("Het groote boek", 2022, "Bakker, B.", "boek", None, "9789012345675"),
    ("Een hoofdstuk", 2022, "Jansen, A.", "hoofdstuk", None, "9789012345675"),
    ("Zonder naam", 2023, "onbekend", "rapport", None, None),
    ("Jaarverslag", 2023, "Jansen, A.", "rapport", None, "9789076543215"),
    ("Jaarverslag 2023", 2023, "Jansen, A.", "rapport", None, "9789076543215"),
    ("Kort stuk", 2020, "Bakker, B.", "vakartikel", None, None),
)
