"""Money beside time: how much of a grant was spent when how much of its term had passed, year by year."""

from __future__ import annotations

from wsd_data.figures.dossier import Dossier, Year
from wsd_data.language import format_number
from wsd_data.model.text import Language, Text
from wsd_data.ui.style import FOCUS, INK, LINE, Spec, hatching, layout, margins

HEIGHT = 260
MOST_LABELS = 6
"""Of more years than this the percentages stand in the table only."""
LINES = Text(
    "Staven: het bestede deel van het verleende bedrag, op de laatst bekende dag in het jaar. Streepjes: het deel van de looptijd dat op die dag voorbij is.",
    "Bars: the part of the awarded amount that was spent, by its last known day in the year. Dashes: the part of the term that had passed on that day.",
)
UNKNOWN = Text("Gearceerd: besteding niet opgegeven.", "Hatched: spending not given.")
SPENT_BY = Text("{year}: {amount} besteed, {share} % van het verleende bedrag", "{year}: {amount} spent, {share} % of the amount awarded")  # fmt: skip
PASSED_BY = Text("{year}: {share} % van de looptijd voorbij; verleend {amount}", "{year}: {share} % of the term has passed; awarded {amount}")  # fmt: skip


def drawing(found: Dossier, words: dict[int, tuple[str, str]], language: Language) -> Spec:
    """A bar of money and a dash of time for every year, in percent of the whole.

    words: per year what was awarded and spent in words.
    """
    years = found.years
    reach = max([1.0, *(year.spent_share or 0 for year in years)]) * 1.15
    labels = len(years) <= MOST_LABELS
    known, unknown = ([y for y in years if (y.spent_share is None) == blank] for blank in (False, True))
    data: list[Spec] = []
    if unknown:
        data.append({"type": "bar", "x": [y.year for y in unknown], "y": [reach] * len(unknown), "marker": hatching(), "hoverinfo": "skip"})  # fmt: skip
    if known:
        data.append(
            {
                "type": "bar", "x": [y.year for y in known], "y": [y.spent_share for y in known], "width": 0.5,
                "marker": {"color": FOCUS}, "customdata": [[_spent(y, words[y.year][1], language)] for y in known],
                "hovertemplate": "%{customdata[0]}<extra></extra>",
            }
        )  # fmt: skip
    data.append(
        {
            "type": "scatter", "mode": "markers", "x": [y.year for y in years], "y": [y.passed for y in years],
            "marker": {"symbol": "line-ew-open", "size": 34 if labels else 14, "color": INK, "line": {"width": 2, "color": INK}},
            "customdata": [[_passed(y, words[y.year][0], language)] for y in years],
            "hovertemplate": "%{customdata[0]}<extra></extra>",
        }
    )  # fmt: skip
    first, last = years[0].year, years[-1].year
    ticks = [y.year for y in years][:: 1 if labels else 2]
    return {
        "data": data,
        "layout": layout(
            HEIGHT, language, margin=margins(bottom=2 * LINE + 11), barmode="overlay",
            xaxis={"tickvals": ticks, "ticktext": [_tick(y, labels, language) for y in years if y.year in ticks], "fixedrange": True, "tickangle": 0,
                   "range": [first - 0.6, last + 0.6]},
            yaxis={"visible": False, "range": [0, reach], "fixedrange": True},
        ),
    }  # fmt: skip


def _tick(year: Year, labels: bool, language: Language) -> str:
    share = _percent(year.spent_share, language)
    return f"{year.year}<br>{share} %" if labels and share else str(year.year)


def _percent(share: float | None, language: Language) -> str:
    return "" if share is None else format_number(share * 100, 0, language)


def _spent(year: Year, amount: str, language: Language) -> str:
    share = _percent(year.spent_share, language)
    return SPENT_BY.format(year=year.year, amount=amount, share=share).in_(language)


def _passed(year: Year, amount: str, language: Language) -> str:
    return PASSED_BY.format(year=year.year, amount=amount, share=_percent(year.passed, language)).in_(language)
