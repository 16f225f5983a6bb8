"""The rows that name one project: outputs, grants, organisations, and the deliveries they came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape

import streamlit as st

from wsd_data.language import figure_words, format_span
from wsd_data.model.dimensions import SPECIAL
from wsd_data.model.periods import years
from wsd_data.model.sheets import SHEETS
from wsd_data.model.text import Text
from wsd_data.reports.evidence import DATES, dates, headed
from wsd_data.ui import lists
from wsd_data.ui.context import Context
from wsd_data.ui.links import inside
from wsd_data.ui.lists import ListColumn, Row, outside, safe_link

NOT_GIVEN = SPECIAL["_none"]
MOST_ROWS = 200
"""How many rows of grants and organisations are shown at most."""

GRANTS_TITLE = Text("Beschikkingen en bedragen", "Grants and amounts")
NO_GRANTS = Text("Er zijn geen beschikkingen of bedragen bij dit project.", "There are no grants or amounts with this project.")  # fmt: skip
TO_FUNDING = Text("Naar Financiering van dit project", "To the funding of this project")
NUMBER, SCHEME = SHEETS["funding"].by_id["grant"].heading, SHEETS["funding"].by_id["scheme"].heading
OWN_AMOUNT = Text("bedrag van het project zelf", "amount of the project itself")
AWARDED, SPENT = Text("Verleend", "Awarded"), Text("Besteed", "Spent")
SPENT_ON = Text("{amount} op {day}", "{amount} at {day}")
PROJECTS = Text("Projecten", "Projects")

PARTNERS_TITLE = Text("Partners en leden", "Partners and members")
NO_PARTNERS = Text(
    "Er zijn geen partners of leden bij dit project.", "There are no partners or members with this project."
)
ORGANISATION = SHEETS["members"].by_id["organisation"].heading
MOST_SHOWN = Text("Hier staan de eerste {shown} van {total}.", "Shown are the first {shown} of {total}.")

SOURCES = Text("Uit welke leveringen", "From which deliveries")
TO_DELIVERIES = Text("Naar de leveringen", "To the deliveries")
SOURCES_NONE = Text("Geen regels gevonden.", "No rows found.")
SOURCES_KINDS = {
    "projects": SHEETS["projects"].name, "presentations": SHEETS["presentations"].name,
    "publications": SHEETS["publications"].name, "products": SHEETS["products"].name, "grants": SHEETS["funding"].name,
    "members": SHEETS["members"].name, "participants": SHEETS["participants"].name, "casuses": SHEETS["casuses"].name,
}  # fmt: skip
SOURCES_LINE = Text("{sheet}: levering {numbers}", "{sheet}: delivery {numbers}")
SOURCES_HIDDEN = Text("{sheet}: niet te zien zoals openbaar", "{sheet}: not visible as public")
SOURCES_MOST = 2_000
SOURCES_PART = Text("(de nieuwste {count} regels)", "(the newest {count} rows)")


def outputs(context: Context) -> None:
    """The three kinds of outputs over all years."""
    everything = years(context.known_years[0], context.known_years[-1])
    whole = replace(context, view=replace(context.view, period=everything))
    for kind, columns in OUTPUTS.items():
        lists.listing(whole, f"project-{kind}", kind, SHEETS[kind].name, columns, search=False, per_page=10)


def grants(context: Context) -> None:
    """The grants and amounts, and the way to the page about money."""
    _rows(context, "grants", GRANTS_TITLE, GRANTS, NO_GRANTS)
    st.html(inside("funding", context.view, context.say(TO_FUNDING)))


def members(context: Context) -> None:
    """The organisations that take part."""
    _rows(context, "members", PARTNERS_TITLE, MEMBERS, NO_PARTNERS, "organisation")


def _rows(
    context: Context, kind: str, title: Text, columns: Sequence[ListColumn], nothing: Text, sort: str = ""
) -> None:
    """All rows of a kind that name the project, over all years."""
    st.subheader(context.say(title), anchor=False)
    found = context.records(kind, sort=sort, limit=MOST_ROWS, all_years=True)
    if not found.total:
        st.markdown(context.say(nothing))
        return
    st.html(
        context.shelf.get(
            ("project", kind, *context.key), lambda: lists.list_html(context, title, columns, found.rows)
        )
    )  # fmt: skip
    if found.total > len(found.rows):
        numbers = {"shown": len(found.rows), "total": found.total}
        st.caption(context.say(MOST_SHOWN, **{n: context.number(v) for n, v in numbers.items()}))


def _number(context: Context, row: Row) -> str:
    number = str(row.get("number") or "")
    return inside("funding", context.view, number, grant=number) if number else escape(context.say(OWN_AMOUNT))


def _money(context: Context, row: Row, field: str) -> str:
    """An amount in words, estimates and bounds said; not given where there is none."""
    value, low, high = (row.get(f"{field}{suffix}") for suffix in ("", "_low", "_high"))
    if value is None and low is None and high is None:
        return context.say(NOT_GIVEN)
    first, least, most = (float(str(n)) if n is not None else None for n in (value, low, high))
    estimate = bool(row.get(f"{field}_estimate"))
    return figure_words(first, least, most, "ok", None, estimate, "€", context.language, 2)


def _awarded(context: Context, row: Row) -> str:
    return escape(_money(context, row, "awarded"))


def _spent(context: Context, row: Row) -> str:
    words = _money(context, row, "spent")
    day = format_span(row.get("spent_on_from"), row.get("spent_on_to"), context.language)
    return escape(context.say(SPENT_ON, amount=words, day=day) if day and row.get("spent") is not None else words)


def _dates(context: Context, row: Row) -> str:
    return escape(dates(context, row))


def _title(context: Context, row: Row) -> str:
    """A title, with the link where there is one."""
    return outside(safe_link(row.get("link")), str(row.get("title") or ""), context)


_TYPE = ListColumn("type", headed("type"), lists.name_of("type"))
_DATE = ListColumn("date_from", SHEETS["presentations"].by_id["date"].heading, lists.when)
_TITLE = ListColumn("title", SHEETS["publications"].by_id["title"].heading, _title)


def _own(sheet: str, field: str) -> ListColumn:
    return ListColumn(field, SHEETS[sheet].by_id[field].heading, lists.words_of(field))


OUTPUTS = {
    "presentations": (_DATE, _TITLE, _TYPE, _own("presentations", "speakers"), _own("presentations", "event")),
    "publications": (
        _DATE, _TITLE, _own("publications", "authors"), _TYPE,
        ListColumn("doi", SHEETS["publications"].by_id["doi"].heading, lists.doi_link),
    ),
    "products": (_DATE, _TITLE, _TYPE, _own("products", "audience")),
}  # fmt: skip
GRANTS = (
    ListColumn("number", NUMBER, _number),
    ListColumn("funder", headed("funder"), lists.names_of("funder")),
    ListColumn("scheme", SCHEME, lists.words_of("scheme")),
    ListColumn("start_from", DATES, _dates),
    ListColumn("awarded", AWARDED, _awarded, number=True),
    ListColumn("spent", SPENT, _spent, number=True),
    ListColumn("project", PROJECTS, lists.project_link("project")),
)
MEMBERS = (
    ListColumn("organisation", ORGANISATION, lists.words_of("organisation")),
    ListColumn("organisation_type", headed("organisation_type"), lists.name_of("organisation_type")),
    ListColumn("partner_class", headed("partner_class"), lists.name_of("partner_class")),
    ListColumn("start_from", DATES, _dates),
)


def sources(context: Context) -> None:
    """From which deliveries the rows came; looked up when it is opened."""
    fold = st.expander(context.say(SOURCES), key="project_sources", on_change="rerun")
    with fold:
        if fold.open:
            lines = context.shelf.get(("project sources", *context.key), lambda: source_lines(context))
            st.markdown("\n".join(f"- {line}" for line in lines) or context.say(SOURCES_NONE))
            st.html(inside("deliveries", context.view, context.say(TO_DELIVERIES)))


def source_lines(context: Context) -> list[str]:
    lines = []
    for kind, sheet in SOURCES_KINDS.items():
        found = context.records(kind, limit=SOURCES_MOST, all_years=True)
        if found.withheld:
            lines.append(context.say(SOURCES_HIDDEN, sheet=sheet))
            continue
        entries = sorted({int(str(row["entry"])) for row in found.rows if row["entry"] is not None})
        if entries:
            numbers = ", ".join(map(str, entries))
            line = context.say(SOURCES_LINE, sheet=sheet, numbers=numbers)
            if found.total > len(found.rows):
                line += " " + context.say(SOURCES_PART, count=context.number(len(found.rows)))
            lines.append(line)
    return lines
