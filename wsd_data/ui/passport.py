"""The passport of a figure: what it says, how it was counted, and the rows of files that make it. One address per figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from html import escape
from typing import cast
from urllib.parse import urljoin

import streamlit as st

from wsd_data.figures import Selection
from wsd_data.figures.passport import Brought, Passport, SourceRow
from wsd_data.figures.tracing import Role
from wsd_data.language import count_words, format_date
from wsd_data.model.dimensions import DIMENSIONS
from wsd_data.model.indicators import INDICATORS, Indicator
from wsd_data.model.problems import Usage
from wsd_data.model.sheets import SHEETS
from wsd_data.model.text import Text
from wsd_data.ui import blocks, content, filters, texts
from wsd_data.ui.address import EVER, FILTERS, link_to, page_address
from wsd_data.ui.attention import NETWORK, spans
from wsd_data.ui.context import NOT_PERMITTED, Context
from wsd_data.ui.grid import markdown_safe, page_of
from wsd_data.ui.links import inside
from wsd_data.ui.lists import ListColumn, Row, list_html
from wsd_data.ui.passport_file import ROLES, adds_words, file_of, share_words, sheet_name
from wsd_data.ui.widetable import why_not
from wsd_data.ui.wording import amount, capital

READY = tuple(i.id for i in INDICATORS.values() if not i.planned)
MOST_NAMED = 8

INTRO = Text(
    "Kies een cijfer. Hier staat dan wat het betekent en welke rijen uit welke bestanden erachter staan.",
    "Choose a figure. Then this page says what it means and which rows of which files are behind it.",
)
CHOOSE = Text("Welk cijfer?", "Which figure?")
UNKNOWN = Text(
    "Het adres noemt het cijfer “{name}”; dat is er niet. Kies er een uit de lijst.",
    "The address names the figure “{name}”, which does not exist. Choose one from the list.",
)
MEANS, CHOSEN, STATE, HOW = (
    Text("Wat telt", "What counts"), Text("Selectie", "Selection"), Text("Stand", "State"), Text("Hoe geteld", "How counted"),
)  # fmt: skip
VERSION = Text("Definitie, versie {version}.", "Definition, version {version}.")
ALL_YEARS = Text("alle jaren samen", "all years together")
STATE_OF = Text("Alles tot en met nummer {number} in de lijst Leveringen.", "Everything up to number {number} in the list Deliveries.")  # fmt: skip
AS_PUBLIC = Text("Zoals openbaar.", "As public.")
BEHIND = Text("Erachter: {rows} uit {deliveries}.", "Behind it: {rows} from {deliveries}.")
NONE_BEHIND = Text("Er zijn geen rijen die meetellen.", "There are no rows that count.")
ROW, ROWS = Text("rij", "row"), Text("rijen", "rows")
ROW_COUNT = Text("Rijen", "Rows")
DELIVERY, DELIVERIES = Text("levering", "delivery"), Text("leveringen", "deliveries")
TOLD: Mapping[Role, Text] = {
    "counted": Text("Tellen mee: {rows}.", "Count: {rows}."),
    "again": Text(
        "Al geteld bij een andere rij: {rows}.", "Counted at another row already: {rows}."
    ),
    "joined": Text(
        "Over hetzelfde werk, project, dezelfde beschikking of bijeenkomst als een andere rij, en dus niet nog eens geteld: {rows}.",
        "About the same work, project, grant or meeting as another row, and so not counted again: {rows}.",
    ),
    "earlier": Text("Een eerdere stand, alleen de laatste telt: {rows}.", "An earlier state, only the last counts: {rows}."),
    "blank": Text("Niet ingevuld: {rows}.", "Not filled in: {rows}."),
    "range": Text(
        "Zonder sleutel per persoon, waardoor het cijfer een marge is: {rows}.",
        "Without a key per person, so that the figure is a range: {rows}.",
    ),
}  # fmt: skip
BOUNDS = Text("Ten minste {low}, hoogstens {high}.", "At least {low}, at most {high}.")
AT_LEAST = Text("Ten minste {low}; hoeveel het hoogstens is, is niet bekend.", "At least {low}; the most it can be is not known.")  # fmt: skip
ESTIMATE = Text("Een deel is geschat.", "A part is estimated.")
MISSING = Text("Nog niet aangeleverd: {list}.", "Not delivered yet: {list}.")
AND_MORE = Text("en nog {count}", "and {count} more")
PROTECTED = Text(
    "De rijen achter dit cijfer gaan over mensen en zijn beschermd: zoals openbaar is niet te zien welke het zijn en hoeveel.",
    "The rows behind this figure are about people and are protected: as public it is not shown which they are, or how many.",
)
PARTLY_PROTECTED = Text(
    "Rijen van {sheets} gaan over mensen en zijn beschermd; ze staan hier niet bij.",
    "Rows of {sheets} are about people and are protected; they are not listed here.",
)
COPY = Text("Kopieer met bron", "Copy with source")
COPY_HOW = Text("Met de knop rechtsboven in het vak kopieer je alles.", "The button at the top right of the box copies it all.")  # fmt: skip
ADDRESS = Text("Te controleren op: {address}", "To be checked at: {address}")
FROM_DELIVERIES = Text("Leveringen: {list}.", "Deliveries: {list}.")
SOURCE = Text("Bron: WSD Monitor, stand van levering {version}.", "Source: WSD Monitor, state of delivery {version}.")
ROWS_TITLE = Text("De rijen achter dit cijfer", "The rows behind this figure")
BROUGHT_TITLE = Text("De leveringen waar ze uit komen", "The deliveries they come from")
LISTS = Text("lijsten van het netwerk", "lists of the network")
FILE, SHEET, NUMBER, CELL = Text("Bestand", "File"), Text("Blad", "Sheet"), Text("Rij", "Row"), Text("Cel", "Cell")
WORDS, ADDS, WHY = Text("Wat er staat", "What it says"), Text("Telt mee voor", "Adds"), Text("Waarom", "Why")
FROM, RECEIVED, WHO = Text("Levering", "Delivery"), Text("Ontvangen", "Received"), Text("Aanleveraar", "Deliverer")


@dataclass(frozen=True, slots=True)
class Asked:
    """A figure that is asked after: its indicator, and the selection with all it narrows."""

    indicator: Indicator
    selection: Selection


def asked(context: Context) -> Asked | None:
    """What the address asks after; None when it names no figure that there is."""
    view = context.view
    indicator = INDICATORS.get(view.asked("indicator"))
    if indicator is None or indicator.planned:
        return None
    also: dict[str, tuple[str, ...]] = {name: (value,) for name, value in view.own if name in DIMENSIONS}
    period = None if view.asked("years") == EVER else view.period
    return Asked(indicator, Selection.of(period, dict(view.where) | also))


def show(context: Context) -> None:
    """The whole page: choose a figure, and its passport."""
    found = asked(context)
    named = context.view.asked("indicator")
    if named and found is None:
        st.error(markdown_safe(context.say(UNKNOWN, name=named)), icon=":material/link_off:")
    _choose(context, found)
    if found is None:
        st.markdown(context.say(INTRO))
        return
    barred = [d for d, _ in found.selection.where if d not in found.indicator.dimensions]
    if barred:
        st.markdown(context.say(why_not(NOT_PERMITTED)))
        return
    try:
        _passport(context, found)
    except Usage as problem:
        st.error(markdown_safe(context.say(problem.message)), icon=":material/link_off:")


def _choose(context: Context, found: Asked | None) -> None:
    st.session_state["wsd_passport"] = found.indicator.id if found else None
    st.selectbox(
        context.say(CHOOSE), READY, key="wsd_passport", index=None, on_change=_chosen, width=420,
        placeholder=context.say(texts.NOT_CHOSEN), format_func=lambda id_: capital(context.say(INDICATORS[id_].label)),
    )  # fmt: skip


def _chosen() -> None:
    filters.ask("indicator", st.session_state["wsd_passport"] or "")


def _passport(context: Context, found: Asked) -> None:
    first = context.passport(found.indicator.id, found.selection)
    facts, text = context.shelf.get(("passport", context.view.own, *context.key), lambda: (_facts(context, found, first), told(context, found, first)))  # fmt: skip
    st.html(facts)
    _protected(context, found, first)
    with st.expander(context.say(COPY), icon=":material/content_copy:"):
        st.code(f"{text}\n{context.say(ADDRESS, address=_address(context))}", language=None, wrap_lines=True)
        st.caption(context.say(COPY_HOW))
    if first.total:
        _rows(context, found, first)


def _protected(context: Context, found: Asked, made: Passport) -> None:
    if not made.withheld:
        return
    if found.indicator.people or not set(sheets_shown(made)):
        st.info(context.say(PROTECTED), icon=":material/visibility_off:")
        return
    names = ", ".join(f"“{context.say(SHEETS[s].name)}”" for s in made.withheld)
    st.info(context.say(PARTLY_PROTECTED, sheets=names), icon=":material/visibility_off:")


def sheets_shown(made: Passport) -> Sequence[str]:
    """The kinds of the rows that are shown."""
    return [row.sheet for row in made.rows]


def _address(context: Context) -> str:
    """The address of this very passport, as a visitor may pass it on."""
    here = str(st.context.url or "/")
    return urljoin(here, link_to("passport", page_address(context.view)))


# What it says and how it was counted.


def _scope(context: Context, found: Asked) -> str:
    """The selection in words, with the period."""
    parts = [context.selection_words()]
    for name, codes in found.selection.where:
        if name not in FILTERS:
            parts.append(f"{context.say(DIMENSIONS[name].name)} {', '.join(context.name(name, c) for c in codes)}")
    period = context.period_words() if found.selection.period else context.say(ALL_YEARS)
    return ", ".join(filter(None, (*parts, period)))


def _means(context: Context, indicator: Indicator) -> str:
    return f"{content.explained(context, indicator)} {context.say(VERSION, version=indicator.version)}"


def _state(context: Context, made: Passport) -> str:
    state = context.say(STATE_OF, number=made.answer.as_of or context.version)
    return f"{state} {context.say(AS_PUBLIC)}" if context.public else state


def how(context: Context, found: Asked, made: Passport) -> str:
    """How the figure was counted, in sentences: rows, what counts twice, bounds, estimates and what is missing."""
    said = []
    total = made.answer.total
    if not made.withheld:
        rows, brought = _many(context, made.total, ROW, ROWS), _many(context, len(made.brought), DELIVERY, DELIVERIES)
        said.append(context.say(BEHIND, rows=rows, deliveries=brought) if made.total else context.say(NONE_BEHIND))
        said += [
            context.say(text, rows=_many(context, made.roles[role], ROW, ROWS))
            for role, text in TOLD.items()
            if made.roles.get(role) and (role != "counted" or len(made.roles) > 1)
        ]
    if total.value is not None and total.low is not None and (total.low, total.high) != (total.value, total.value):
        low, high = (
            None if n is None else amount(n, found.indicator, context.language) for n in (total.low, total.high)
        )
        said.append(context.say(AT_LEAST, low=low) if high is None else context.say(BOUNDS, low=low, high=high))
    if total.estimate:
        said.append(context.say(ESTIMATE))
    if _has_parts(found):
        (answer,) = context.monitor.answers(
            found.indicator.id, [("region",)], found.selection, policy=context.view.policy
        )
        said.append(content.sum_sentence(context, found.indicator, answer))
    if total.missing:
        said.append(context.say(MISSING, list=_missing(context, total.missing)))
    return " ".join(said)


def _has_parts(found: Asked) -> bool:
    """Whether it can be told how the regions add up."""
    return found.indicator.additive and "region" in found.indicator.dimensions and found.selection.period is not None


def _missing(context: Context, pairs: Sequence[tuple[str, int]]) -> str:
    years: dict[str, list[int]] = {}
    for region, year in pairs:
        years.setdefault(region, []).append(year)
    named = [f"{context.name('region', region)} {spans(sorted(when))}" for region, when in years.items()]
    rest = len(named) - MOST_NAMED
    return ", ".join(named[:MOST_NAMED]) + (f" {context.say(AND_MORE, count=rest)}" if rest > 0 else "")


def _many(context: Context, count: int, one: Text, many: Text) -> str:
    return count_words(count, one, many, context.language)


def _figure(context: Context, found: Asked, made: Passport) -> str:
    return context.words(found.indicator, made.answer.total.figure)


def _facts(context: Context, found: Asked, made: Passport) -> str:
    """Figure, definition, selection, state and way of counting, as HTML."""
    told = (
        (MEANS, _means(context, found.indicator)), (CHOSEN, _scope(context, found)), (STATE, _state(context, made)),
        (HOW, how(context, found, made)),
    )  # fmt: skip
    label, said = (
        "margin:0;padding:.6rem 0 0;font-size:.85rem;opacity:.75",
        "margin:0;padding:0;max-width:75ch;overflow-wrap:anywhere",
    )
    items = "".join(f'<dt style="{label}">{escape(context.say(name))}</dt><dd style="{said}">{escape(words)}</dd>' for name, words in told if words)  # fmt: skip
    name = capital(context.say(found.indicator.label))
    large = "font-size:1.6rem;font-weight:600;line-height:1.2;font-variant-numeric:tabular-nums"
    return f'<h2 style="padding-bottom:0">{escape(name)}</h2><div style="{large}">{escape(_figure(context, found, made))}</div><dl style="margin:0;padding:0">{items}</dl>'


def told(context: Context, found: Asked, made: Passport) -> str:
    """The figure with all that belongs to it as plain text, to be copied."""
    name = capital(context.say(found.indicator.label))
    lines = [
        f"{name}: {_figure(context, found, made)}",
        f"{context.say(MEANS)}: {_means(context, found.indicator)}",
        f"{context.say(CHOSEN)}: {_scope(context, found)}",
        f"{context.say(STATE)}: {_state(context, made)}",
    ]
    if counted := how(context, found, made):
        lines.append(f"{context.say(HOW)}: {counted}")
    if made.brought:
        named = [_brought_words(context, one) for one in made.brought]
        rest = len(named) - MOST_NAMED
        lines.append(context.say(FROM_DELIVERIES, list="; ".join(named[:MOST_NAMED]) + (f" {context.say(AND_MORE, count=rest)}" if rest > 0 else "")))  # fmt: skip
    if found.indicator.people:
        lines.append(context.say(texts.NOT_FOR_PUBLICATION))
    if context.demo:
        lines.append(context.say(texts.DEMO_PLAIN))
    return "\n".join([*lines, context.say(SOURCE, version=context.view.stand.text or context.version)])


def _brought_words(context: Context, one: Brought) -> str:
    return f"{one.entry} ({', '.join((_who(context, one.deliverer), format_date(one.received, context.language)))})"


def _who(context: Context, deliverer: str | None) -> str:
    if deliverer is None:
        return context.say(LISTS)
    return context.say(NETWORK) if deliverer == "network" else context.name("region", deliverer)


# The rows.


def _rows(context: Context, found: Asked, first: Passport) -> None:
    st.subheader(context.say(ROWS_TITLE), anchor=False)
    lines, words = page_of(context, first.total, f"wsd_passport_{abs(hash((context.key, found.selection)))}")
    page = first if lines.start == 0 else context.passport(found.indicator.id, found.selection, lines.start)
    key = ("passport rows", lines.start, context.view.own, *context.key)
    st.caption(words)
    st.html(context.shelf.get(key, lambda: _rows_html(context, found.indicator, page.rows)))
    named = replace(context, subject=found.indicator.id)
    blocks.download(named, "rijen", partial(file_of, context, found.indicator, found.selection, _scope(context, found)))
    st.subheader(context.say(BROUGHT_TITLE), anchor=False)
    st.html(
        context.shelf.get(
            ("passport brought", context.view.own, *context.key), lambda: _brought_html(context, first.brought)
        )
    )


def _rows_html(context: Context, indicator: Indicator, rows: Sequence[SourceRow]) -> str:
    return list_html(context, ROWS_TITLE, _COLUMNS, [{"row": row, "indicator": indicator} for row in rows])


def _row(row: Row) -> SourceRow:
    return cast(SourceRow, row["row"])


def _sheet(context: Context, row: Row) -> str:
    one = _row(row)
    return escape(" / ".join(one.tabs) or sheet_name(context, one.sheet))


def _adds(context: Context, row: Row) -> str:
    one, indicator = _row(row), cast(Indicator, row["indicator"])
    words = adds_words(one, indicator, context.language)
    share = share_words(context, one)
    return f"{escape(words)}{f'<br><small>{escape(share)}</small>' if share else ''}"


def _delivery(context: Context, entry: int) -> str:
    return inside("deliveries", context.view, str(entry), delivery=str(entry))


_WIDE = '<span style="display:inline-block;min-width:{width}rem;overflow-wrap:anywhere">{words}</span>'
_COLUMNS = (
    ListColumn("words", WORDS, lambda _, row: _WIDE.format(width=14, words=escape(_row(row).words))),
    ListColumn("adds", ADDS, _adds, number=True),
    ListColumn(
        "role", WHY, lambda context, row: _WIDE.format(width=7, words=escape(context.say(ROLES[_row(row).role])))
    ),
    ListColumn("file", FILE, lambda _, row: _WIDE.format(width=9, words=escape(_row(row).file))),
    ListColumn("sheet", SHEET, _sheet),
    ListColumn("row", NUMBER, lambda _, row: str(_row(row).row_number), number=True),
    ListColumn("cell", CELL, lambda _, row: escape(_row(row).cell)),
    ListColumn("delivery", FROM, lambda context, row: _delivery(context, _row(row).entry), number=True),
    ListColumn("received", RECEIVED, lambda context, row: format_date(_row(row).received, context.language)),
    ListColumn("deliverer", WHO, lambda context, row: escape(capital(_who(context, _row(row).deliverer)))),
)


def _brought_html(context: Context, brought: Sequence[Brought]) -> str:
    columns = (
        ListColumn("delivery", FROM, lambda context, row: _delivery(context, _came(row).entry), number=True),
        ListColumn("received", RECEIVED, lambda context, row: format_date(_came(row).received, context.language)),
        ListColumn("deliverer", WHO, lambda context, row: escape(capital(_who(context, _came(row).deliverer)))),
        ListColumn("file", FILE, lambda _, row: escape(_came(row).file)),
        ListColumn("rows", ROW_COUNT, lambda context, row: context.number(_came(row).rows), number=True),
    )
    return list_html(context, BROUGHT_TITLE, columns, [{"one": one} for one in brought])


def _came(row: Row) -> Brought:
    return cast(Brought, row["one"])
