"""Who delivered what about a year: regions against sheets, each cell with how far it is, how old, and what is open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape

import streamlit as st

from wsd_data.figures.coverage import Coverage
from wsd_data.language import count_words
from wsd_data.model.sheets import SHEETS
from wsd_data.model.text import Text
from wsd_data.reports.delivered import STATES, State, counted, states
from wsd_data.ui.attention import year_of
from wsd_data.ui.context import Context
from wsd_data.ui.filters import choose
from wsd_data.ui.links import inside
from wsd_data.ui.widetable import column_head, framed, row_head
from wsd_data.ui.wording import capital

TITLE = Text("Wie leverde wat over {year}", "Who delivered what about {year}")
YEAR = Text("Jaar", "Year")
SIGNS: Mapping[State, str] = {"complete": "●", "draft": "◐", "declared": "◇", "nothing": "○", "not_applicable": ""}
LEGEND = Text(
    "● compleet: er zijn rijen en er mist geen geweigerde rij. ◐ klad: er zijn rijen geweigerd die later niet verbeterd zijn geleverd. "
    "◇ niets te melden: gemeld zonder rijen. ○ nog niet: er is niets. n.v.t.: de werkplaats bestond toen niet. "
    "Eronder staat hoe lang de laatste levering geleden is en hoeveel rijen een open opmerking hebben. Klik op een vak voor de leveringen.",
    "● complete: there are rows and no refused row is missing. ◐ draft: rows were refused and not delivered corrected since. "
    "◇ nothing to report: said so, without rows. ○ not yet: there is nothing. n/a: the region did not exist then. "
    "Below stands how long ago the last delivery was and how many rows have an open remark. Click a cell for the deliveries.",
)
TODAY = Text("vandaag", "today")
AGO = Text("{span} geleden", "{span} ago")
_SPANS = (
    (365, Text("jaar", "year"), Text("jaar", "years")), (30, Text("maand", "month"), Text("maanden", "months")),
    (1, Text("dag", "day"), Text("dagen", "days")),
)  # fmt: skip
_REMARK, _REMARKS = Text("opmerking", "remark"), Text("opmerkingen", "remarks")
OF_CELL = Text("{sheet}, {region}, {year}", "{sheet}, {region}, {year}")


def show(context: Context) -> None:
    """The block: a year to choose, and its matrix."""
    year = year_of(context)
    st.subheader(context.say(TITLE, year=year), anchor=False)
    offered = [str(y) for y in sorted({*context.known_years, year}, reverse=True)]
    st.session_state["wsd_delivered_year"] = str(year)
    st.selectbox(context.say(YEAR), offered, key="wsd_delivered_year", on_change=_chosen, width=160)
    sentence, html = context.shelf.get(("delivered", year, *context.key), lambda: matrix(context, year))
    st.markdown(sentence)
    st.html(html)
    st.caption(context.say(LEGEND))


def _chosen() -> None:
    choose("period", st.session_state["wsd_delivered_year"])


def matrix(context: Context, year: int, chosen: Sequence[str] = ()) -> tuple[str, str]:
    """The sentence above it and the table as HTML, for every sheet of every region there was, or of the chosen ones."""
    found, said = context.monitor.coverage(), states(context.monitor, year)
    regions = chosen or [r for r in context.names("region") if any(said[r, s] != "not_applicable" for s in SHEETS)]
    sentence = counted(context, [said[r, s] for r in regions for s in SHEETS])
    head = "".join(column_head(context.say(sheet.name)) for sheet in SHEETS.values())
    body = []
    for region in regions:
        name = capital(context.name("region", region))
        cells = "".join(
            f'<td style="vertical-align:top">{_cell(context, said[region, s], (region, s, year), found)}</td>'
            for s in SHEETS
        )
        body.append(f"<tr>{row_head(name)}{cells}</tr>")
    return sentence, framed(context.say(TITLE, year=year), f"<td></td>{head}", "".join(body))


def _cell(
    context: Context,
    state: State,
    key: tuple[str, str, int],
    coverage: Mapping[tuple[str, str, int], Coverage],
) -> str:
    """Its words with a link to the deliveries behind it, and below them their age and open remarks."""
    label = f"{SIGNS[state]} {context.say(STATES[state])}".strip()
    found = coverage.get(key)
    if found is None:
        return f'<span style="white-space:nowrap">{escape(label)}</span>'
    region, sheet, year = key
    link = inside("deliveries", context.view, label, region=region, sheet=sheet, period=str(year))
    below = [age(context, found.received)]
    if found.warnings:
        below.append(count_words(found.warnings, _REMARK, _REMARKS, context.language))
    lines = "<br>".join(map(escape, below))
    return f'<span style="white-space:nowrap">{link}<br><small style="opacity:.75">{lines}</small></span>'


def age(context: Context, received: date) -> str:
    """How long ago, in the largest whole unit: `3 maanden geleden`."""
    days = max(0, (context.today - received).days)
    for size, one, many in _SPANS:
        if days >= size:
            return context.say(AGO, span=count_words(days // size, one, many, context.language))
    return context.say(TODAY)


def behind(context: Context) -> tuple[str, tuple[int, ...]] | None:
    """The cell that the address asks for, in words, and the deliveries behind it; None when it asks for none."""
    sheet, regions = context.view.asked("sheet"), context.view.codes("region")
    if sheet not in SHEETS or len(regions) != 1:
        return None
    year = year_of(context)
    found = context.monitor.coverage().get((regions[0], sheet, year))
    words = context.say(
        OF_CELL, sheet=SHEETS[sheet].name, region=context.name("region", regions[0]), year=year
    )  # fmt: skip
    return words, found.entries if found else ()
