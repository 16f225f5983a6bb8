"""Where each column of ours comes from on a strange sheet, with how certain that is and the first values.

Everything is proposed and nothing is silent: what is not sure must be chosen.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st

from wsd_data.delivery import Store
from wsd_data.intake.mapping import MAY_BE_UNKNOWN, TERM_KINDS
from wsd_data.model.columns import Column
from wsd_data.model.text import Text
from wsd_data.ui.certainty import certainty
from wsd_data.ui.context import Context
from wsd_data.ui.grid import markdown_safe
from wsd_data.ui.picks import FIXED, HEADING, NOT_KNOWN, UNUSED, picked, source_of
from wsd_data.ui.sheet_draft import SheetDraft
from wsd_data.ui.terms import STILL_CHOOSE, UNKNOWN_WORD, meanings

_WIDTHS = (2, 3, 4)
_SAMPLE = 60
"""Characters of a value that is shown as an example."""

CHOSEN = Text("zelf gekozen", "chosen by hand")
COLUMNS = Text("Kolommen", "Columns")
OURS = Text("Onze kolom (* = verplicht)", "Our column (* = required)")
THEIRS = Text("Komt uit", "Comes from")
EXAMPLES = Text("Hoe zeker, en de eerste waarden", "How certain, and the first values")
NOT_USED = Text("niet gebruiken", "do not use")
ALL_FIXED = Text("dezelfde waarde in elke rij", "the same value in every row")
ALL_UNKNOWN = Text("onbekend in elke rij", "unknown in every row")
THE_FIXED = Text("een vaste waarde", "a fixed value")
PARTS = {
    "year": Text("jaar uit “{name}”", "year from “{name}”"),
    "start": Text("begin van “{name}”", "start of “{name}”"),
    "end": Text("einde van “{name}”", "end of “{name}”"),
}
LIKE = Text("lijkt op “{name}” ({sure})", "is like “{name}” ({sure})")
SAME_AS = Text("De waarde voor {column}", "The value of {column}")
WHERE_BLANK = Text("Als de cel bij {column} leeg is", "Where the cell of {column} is blank")
BLANK_REFUSED = Text("dan wordt de rij geweigerd", "then the row is refused")
BLANK_COUNT = Text("{count} leeg; neem dan:", "{count} blank; then take:")
NO_EXAMPLES = Text("waarden staan hier niet", "values are not shown here")
EMPTY = Text("leeg", "blank")
OTHER_COLUMNS = Text("Andere kolommen ({count})", "Other columns ({count})")
LEFT = Text(
    "Koppen die nergens voor gebruikt worden ({count}): {names}.",
    "Headings that nothing is taken from ({count}): {names}.",
)


def show(context: Context, sheet: SheetDraft, store: Store, key: str) -> None:
    """Every column of ours: those that matter, the others behind one line, and the headings that nothing comes from."""
    near, others = sheet.columns()
    st.subheader(context.say(COLUMNS), anchor=False)
    headings = {f"{HEADING}:{name}": name for name in sheet.headings}
    for cell, text in zip(st.columns(_WIDTHS, gap="small"), (OURS, THEIRS, EXAMPLES), strict=True):
        cell.caption(context.say(text))
    for column in near:
        _column(context, sheet, column, store, headings, key)
    if others:
        more = st.expander(context.say(OTHER_COLUMNS, count=len(others)), key=f"{key}_more", on_change="rerun")
        if more.open:
            with more:
                for column in others:
                    _column(context, sheet, column, store, headings, key)
    left = sheet.left_out
    if left:
        names = ", ".join(markdown_safe(heading.name) for heading in left)
        st.caption(context.say(LEFT, count=len(left), names=names))


def _column(
    context: Context, sheet: SheetDraft, column: Column, store: Store, headings: Mapping[str, str], key: str
) -> None:
    """One column of ours: its name, where it comes from, how certain that is and the first values."""
    first, _ = picked(sheet.sources.get(column.id))
    named, place = context.say(column.heading), f"{key}_c_{column.id}"
    name, pick, about = st.columns(_WIDTHS, gap="small", vertical_alignment="center")
    name.markdown(f"**{markdown_safe(named)}** \\*" if column.required else markdown_safe(named))
    with pick:
        options = _options(context, sheet, column, headings)
        st.session_state[place] = first
        st.selectbox(
            f"{named}: {context.say(THEIRS)}", list(options), format_func=lambda one: options.get(one, one), key=place,
            label_visibility="collapsed", on_change=_picked, args=(sheet, column.id, place),
        )  # fmt: skip
    with about:
        _about(context, sheet, column)
        if first == FIXED:
            _fixed(context, sheet, column, store, place)
        _where_blank(context, sheet, column, store, headings, place)


def _options(context: Context, sheet: SheetDraft, column: Column, headings: Mapping[str, str]) -> Mapping[str, str]:
    """What a column may come from, with its words: nothing, a heading, a part of a date, the same in every row."""
    source = sheet.sources.get(column.id)
    nothing = STILL_CHOOSE if column in sheet.missing and source is None else NOT_USED
    options = {UNUSED: context.say(nothing), **headings}
    if column.kind == "date":
        options |= {f"{p}:{name}": context.say(text, name=name) for p, text in PARTS.items() for name in sheet.headings}
    options[FIXED] = context.say(ALL_FIXED)
    if _may_be_unknown(column) or picked(source)[0] == NOT_KNOWN:
        options[NOT_KNOWN] = context.say(ALL_UNKNOWN)
    return options


def _may_be_unknown(column: Column) -> bool:
    """Whether `onbekend` may stand where a value is required; a column that may stay blank needs no such word."""
    return column.required and column.kind in MAY_BE_UNKNOWN


def _where_blank(
    context: Context, sheet: SheetDraft, column: Column, store: Store, headings: Mapping[str, str], place: str
) -> None:
    """What is taken for the rows in which the heading of a required column is blank."""
    blank = sheet.blank(column)
    if not blank:
        return
    first, then = picked(sheet.sources.get(column.id))
    options = {UNUSED: context.say(BLANK_REFUSED), FIXED: context.say(THE_FIXED)}
    if _may_be_unknown(column):
        options[NOT_KNOWN] = context.say(UNKNOWN_WORD)
    options |= {one: name for one, name in headings.items() if one != first}
    st.session_state[f"{place}_then"] = then
    st.selectbox(
        context.say(BLANK_COUNT, count=context.number(blank)), list(options), key=f"{place}_then",
        help=context.say(WHERE_BLANK, column=context.say(column.heading)), format_func=lambda one: options.get(one, one),
        on_change=_picked, args=(sheet, column.id, place),
    )  # fmt: skip
    if then == FIXED:
        _fixed(context, sheet, column, store, place)


def _about(context: Context, sheet: SheetDraft, column: Column) -> None:
    source = sheet.sources.get(column.id)
    if source is None or not source.headings:
        found = sheet.guess(column.id) if source is None else None
        if found is not None:
            how = context.say(certainty(found[1].confidence))
            st.caption(context.say(LIKE, name=markdown_safe(found[0].name), sure=how))
        return
    sure = sheet.sure(column.id)
    said = context.say(certainty(sure) if sure else CHOSEN)
    heading = sheet.headings.get(source.headings[0])
    if heading is None:
        return
    samples = "; ".join(one[:_SAMPLE] for one in sheet.samples(heading))
    words = samples or context.say(NO_EXAMPLES if heading.filled else EMPTY)
    # No markdown: an address in a cell would become a link.
    st.html(
        f'<span style="font-size:.875rem;opacity:.7;overflow-wrap:anywhere">{escape(said)} · {escape(words)}</span>'
    )


def _fixed(context: Context, sheet: SheetDraft, column: Column, store: Store, place: str) -> None:
    """The value that every row gets."""
    label = context.say(SAME_AS, column=context.say(column.heading))
    source = sheet.sources[column.id]
    if column.kind in TERM_KINDS:
        names = meanings(context, column, store.known)
        values = ["", *names]
        if source.fixed and source.fixed not in names:
            values.append(source.fixed)
        st.session_state[f"{place}_value"] = source.fixed or ""
        st.selectbox(
            label, values, key=f"{place}_value", on_change=_filled, args=(sheet, column.id, place),
            format_func=lambda one: names.get(one, one) if one else context.say(STILL_CHOOSE), label_visibility="collapsed",
        )  # fmt: skip
    else:
        st.session_state[f"{place}_value"] = source.fixed or ""
        st.text_input(
            label, key=f"{place}_value", max_chars=200, on_change=_filled, args=(sheet, column.id, place),
            label_visibility="collapsed", placeholder=label,
        )  # fmt: skip


def _picked(sheet: SheetDraft, column: str, place: str) -> None:
    now, before = st.session_state, sheet.sources.get(column)
    first, then = now[place], now.get(f"{place}_then", UNUSED)
    sheet.choose(column, source_of(first, then, before))


def _filled(sheet: SheetDraft, column: str, place: str) -> None:
    sheet.fill(column, str(st.session_state[f"{place}_value"] or ""))
