"""Regions against themes: one indicator in a table whose shading shows where most of it is.

Totals of rows and columns are figures of their own, never sums of cells. What a cell says leads to the rows behind it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from html import escape
from urllib.parse import urlencode

import streamlit as st

from wsd_data.figures import Answer, Row, Total, Value
from wsd_data.model.indicators import Indicator
from wsd_data.model.text import Text
from wsd_data.ui import texts
from wsd_data.ui.address import link_to, write_address
from wsd_data.ui.comparison import Shown
from wsd_data.ui.content import Block, block_of, entry_of, listed_rows, mark_of
from wsd_data.ui.context import Context
from wsd_data.ui.table import Entry, File, table_file
from wsd_data.ui.widetable import closing, column_head, framed, row_head, short_words, why_not
from wsd_data.ui.wording import amount, capital

OFFERED = ("outputs", "presentations", "publications", "products", "attendances", "projects_running")
"""The indicators a visitor may choose; the first one to begin with."""
PAGE_OF = {"attendances": "reach", "projects_running": "projects"}
"""The page with the rows behind an indicator; that of the outputs where none is named."""
MOST_UPRIGHT = 8
"""With more columns than this their headings are turned."""
MOST_COLUMNS = 30
"""With more columns than this those that hold nothing are left out of the drawing."""
SHADE = "32,115,188"
LIGHTEST, DARKEST = 0.05, 0.38
BOTH = ("region", "theme")

_WIDGET, _KEPT = "wsd_matrix_chooser", "wsd_matrix_indicator"

TITLE = Text("{subject} per werkplaats en thema, {scope}{period}", "{subject} by region and theme, {scope}{period}")
CHOOSE = Text("Wat staat in de vakken?", "What stands in the cells?")
REGION, THEME = Text("Werkplaats", "Region"), Text("Thema", "Theme")
TOTAL = Text("Totaal", "Total")
IN_ALL = Text("In totaal {total}.", "In total {total}.")
TWICE = Text(
    "De {parts} samen geven {sum}; daarvan is {double} dubbel geteld doordat werk gedeeld wordt.",
    "The {parts} together give {sum}; of that {double} is counted twice because work is shared.",
)
ONCE = Text("De {parts} tellen precies op tot het totaal.", "The {parts} add up to the total exactly.")
REGIONS, THEMES = Text("werkplaatsen", "regions"), Text("thema's", "themes")
NOT_ADDED = Text(
    "Wat bij meer werkplaatsen of thema's hoort staat in elk van die vakken; rijen en kolommen tellen daarom niet op tot het totaal.",
    "What belongs to several regions or themes stands in each of those cells; rows and columns therefore do not add up to the total.",
)
NO_SUM = Text(
    "De vakken zijn afgerond of geschat en tellen niet precies op tot het totaal.",
    "The cells are rounded or estimated and do not add up to the total exactly.",
)
NONE_YET = Text("Over deze periode is nog niets aangeleverd.", "Nothing has been delivered for this period yet.")
SHADED = Text("Hoe voller de tint, hoe meer.", "The deeper the shade, the more.")
DASH = Text("– betekent: nog niet aangeleverd.", "– means: not reported yet.")
CLICK = Text("Klik op een getal voor de rijen erachter.", "Click a figure for the rows behind it.")
EMPTY_LEFT_OUT = Text(
    "{count} thema's zonder iets erin staan alleen in de download.",
    "{count} themes that hold nothing stand in the download only.",
)
CHOSEN = Text("Vet: wat gekozen is.", "Bold: what is chosen.")


@dataclass(frozen=True, slots=True)
class Matrix:
    """The table as HTML, and the block it belongs to: title, sentence, notes, definition and file."""

    html: str
    block: Block


def show(context: Context) -> None:
    """The matrix of the view, with the choice of what stands in it."""
    if st.session_state.get(_KEPT) not in OFFERED:
        st.session_state[_KEPT] = OFFERED[0]
    st.session_state[_WIDGET] = st.session_state[_KEPT]
    made = matrix(context, st.session_state[_KEPT])
    st.subheader(made.block.title, anchor=False)
    st.selectbox(
        context.say(CHOOSE),
        OFFERED,
        format_func=lambda id_: capital(context.say(context.indicator(id_).label)),
        key=_WIDGET,
        on_change=_chosen,
        width=320,
    )
    st.markdown(made.block.sentence)
    if made.html:
        st.html(made.html)
    closing(context, made.block, partial(file, context, st.session_state[_KEPT]))


def _chosen() -> None:
    st.session_state[_KEPT] = st.session_state[_WIDGET]


def matrix(context: Context, id_: str) -> Matrix:
    """One indicator by region and theme, whichever of those are chosen: the chosen ones in bold."""
    return context.shelf.get(("matrix", id_, *context.key), lambda: _matrix(context, context.indicator(id_)))


@dataclass(frozen=True, slots=True)
class _Found:
    """Cells with what stands at the edges: regions, themes and the total."""

    rows: Sequence[Row]
    columns: Sequence[Row]
    cells: Mapping[tuple[str, str], Value]
    by_region: Answer
    by_theme: Answer

    @property
    def total(self) -> Total:
        return self.by_region.total


def _ask(context: Context, indicator: Indicator) -> _Found:
    bys = [BOTH, ("region",), ("theme",)]
    inner, by_region, by_theme = context.ask(indicator.id, bys, context.view.period, every=BOTH)
    rows = listed_rows(by_region, "region", context)
    columns = listed_rows(by_theme, "theme", context)
    found = {row.codes: row.figure for row in inner.rows}
    # A code of its own for "not given" has cells only where something was counted.
    cells = {
        (r.codes[0], t.codes[0]): found.get((r.codes[0], t.codes[0])) or _nothing_of(r.figure)
        for r in rows
        for t in columns
    }
    return _Found(rows, columns, cells, by_region, by_theme)


def _matrix(context: Context, indicator: Indicator) -> Matrix:
    found = _ask(context, indicator)
    drawn = _worth_drawing(found.rows, found.columns, found.cells)
    something = found.rows and found.total.status in ("ok", "zero", "suppressed")
    html = _html(context, indicator, found, drawn) if something else ""
    notes = _notes(context, found, drawn) if html else []
    scope = context.selection_words(*BOTH)
    title = context.say(
        TITLE,
        subject=capital(context.say(indicator.label)),
        scope=f"{scope}, " if scope else "",
        period=context.period_words(),
    )
    block = block_of(
        context, f"matrix-{indicator.id}", title, _sentence(context, indicator, found), {}, "", notes,
        [indicator], (), [], BOTH, (), scope,
    )  # fmt: skip
    return Matrix(html, block)


def _nothing_of(region: Value) -> Value:
    """The figure of a cell in which nothing was counted, by what is known of its region."""
    if region.status in ("not_reported", "not_applicable"):
        return region
    return Value(0, 0, 0, "zero")


def _worth_drawing(
    rows: Sequence[Row], columns: Sequence[Row], cells: Mapping[tuple[str, str], Value]
) -> Sequence[Row]:
    """All columns; of very many those that hold something."""
    if len(columns) <= MOST_COLUMNS:
        return columns
    return [t for t in columns if t.value or any(_counts(cells[r.codes[0], t.codes[0]]) for r in rows)]


def _counts(figure: Value) -> bool:
    """Whether there is something behind a figure to lead to."""
    return figure.status in ("ok", "suppressed")


def _height(figure: Value) -> float:
    if figure.value is not None:
        return float(figure.value)
    return (figure.low + figure.high) / 2 if figure.low is not None and figure.high is not None else 0


def _html(context: Context, indicator: Indicator, found: _Found, columns: Sequence[Row]) -> str:
    view, cells = context.view, found.cells
    kept = {k: v for k, v in write_address(view).items() if k not in ("region", "theme")}
    link = escape(link_to(PAGE_OF.get(indicator.id, "outputs"), kept))
    most = max((_height(figure) for figure in cells.values()), default=0) or 1
    regions, themes = view.codes("region"), view.codes("theme")
    names = {t.codes[0]: context.name("theme", t.codes[0]) for t in columns}
    head = _head(context, columns, names)
    body = []
    for row in found.rows:
        region = row.codes[0]
        name = capital(context.name("region", region))
        body.append(f"<tr>{row_head(name, bold=region in regions)}")
        if all(cells[region, t.codes[0]].status == row.status for t in columns) and not _numbered(row.figure):
            body.append(
                f'<td colspan="{len(columns) + 1}" style="text-align:left">{escape(context.words(indicator, row.figure))}</td></tr>'
            )
            continue
        for column in columns:
            theme = column.codes[0]
            figure = cells[region, theme]
            words = short_words(context, indicator, figure)
            if _counts(figure) and region in context.names("region") and theme in context.names("theme"):
                chosen = escape(urlencode({"region": region, "theme": theme}))
                said = escape(f"{name}, {names[theme]}")
                words = f'<a href="{link}&amp;{chosen}" target="_self" title="{said}" style="color:inherit">{words}</a>'
            bold = ";font-weight:650" if region in regions or theme in themes else ""
            body.append(f'<td style="{_shade(_height(figure) / most)}{bold}">{words}</td>')
        body.append(f"<td><b>{short_words(context, indicator, row.figure)}</b></td></tr>")
    body.append(f"<tr>{row_head(context.say(TOTAL), bold=True)}")
    body += [f"<td><b>{short_words(context, indicator, column.figure)}</b></td>" for column in columns]
    body.append(f"<td><b>{short_words(context, indicator, found.total.figure)}</b></td></tr>")
    caption = f"{capital(context.say(indicator.label))}, {context.period_words()}"
    return framed(caption, head, "".join(body))


def _numbered(figure: Value) -> bool:
    return figure.status not in ("not_reported", "not_applicable")


def _head(context: Context, columns: Sequence[Row], names: Mapping[str, str]) -> str:
    turned = len(columns) > MOST_UPRIGHT
    chosen = context.view.codes("theme")
    cells = [
        column_head(capital(names[t.codes[0]]), turned=turned, bold=t.codes[0] in chosen or not chosen) for t in columns
    ]
    return f"<td></td>{''.join(cells)}{column_head(context.say(TOTAL), turned=turned, bold=True)}"


def _shade(share: float) -> str:
    if share <= 0:
        return ""
    return f"background:rgba({SHADE},{LIGHTEST + (DARKEST - LIGHTEST) * min(share, 1):.2f})"


def _sentence(context: Context, indicator: Indicator, found: _Found) -> str:
    total = found.total
    if total.status == "not_applicable":
        return context.say(why_not(total.figure))
    if total.status == "not_reported":
        return context.say(NONE_YET)
    told = [context.say(IN_ALL, total=context.words(indicator, total.figure))]
    exact = not (context.public and indicator.people) and not any(
        row.estimate for answer in (found.by_region, found.by_theme) for row in answer.rows
    )
    if not indicator.additive:
        told.append(context.say(NOT_ADDED))
    elif not exact or total.value is None:
        told.append(context.say(NO_SUM))
    else:
        for answer, parts in ((found.by_region, REGIONS), (found.by_theme, THEMES)):
            together = sum(row.value for row in answer.rows if row.value is not None)
            double = together - total.value
            words = {"sum": amount(together, indicator, context.language)}
            words["double"] = amount(double, indicator, context.language)
            told.append(context.say(TWICE if double > 0 else ONCE, parts=parts, **words))
    if not context.over(context.view.period):
        told.append(capital(context.say(texts.NOT_OVER, period=context.period_words())))
    if total.missing:
        late = len({region for region, _ in total.missing})
        told.append(context.say(texts.STILL_ONE if late == 1 else texts.STILL, count=late))
    return " ".join(told)


def _notes(context: Context, found: _Found, columns: Sequence[Row]) -> list[str]:
    notes = [context.say(SHADED), context.say(CLICK)]
    drawn = {t.codes[0] for t in columns}
    if any(figure.status == "not_reported" for (_, theme), figure in found.cells.items() if theme in drawn):
        notes.append(context.say(DASH))
    if len(columns) < len(found.columns):
        notes.append(context.say(EMPTY_LEFT_OUT, count=len(found.columns) - len(columns)))
    if context.view.codes("region") or context.view.codes("theme"):
        notes.append(context.say(CHOSEN))
    return notes


def file(context: Context, id_: str) -> File:
    """Every cell and total as a file; worked out when it is asked for, because there may be thousands."""
    indicator = context.indicator(id_)
    found = _ask(context, indicator)
    late = {region for region, _ in found.total.missing}
    over = context.over(context.view.period)
    total = context.say(TOTAL)

    def entry(region: str, theme: str, figure: Value) -> Entry:
        behind = tuple(late) if not region else (region,) if region in late else ()
        mark = mark_of(context, indicator, Shown(figure, context.view.period, behind, over))
        names = (context.name("region", region) or total, context.name("theme", theme) or total)
        return entry_of(context, indicator, (region, theme), names, mark)

    entries = [entry(r, t, figure) for (r, t), figure in found.cells.items()]
    entries += [entry(row.codes[0], "", row.figure) for row in found.rows]
    entries += [entry("", column.codes[0], column.figure) for column in found.columns]
    entries.append(entry("", "", found.total.figure))
    return table_file(replace(matrix(context, id_).block.table, entries=tuple(entries)))
