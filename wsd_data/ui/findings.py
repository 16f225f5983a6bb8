"""What was found in a file, for people: counted by kind, filtered, in pages, and whole as a file to download."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from wsd_data.language import count_words, format_number
from wsd_data.model.findings import LEVEL_NAMES, Finding
from wsd_data.model.text import Language, Text
from wsd_data.ui.context import Context
from wsd_data.ui.grid import grid_file, grid_html, markdown_safe, page_of
from wsd_data.ui.remarks import Remarks
from wsd_data.ui.table import csv_of

_ONE, _MANY = Text("opmerking", "remark"), Text("opmerkingen", "remarks")
TITLE = Text("Opmerkingen bij {file}", "Remarks on {file}")
NONE = Text("Geen opmerkingen.", "No remarks.")
LEVEL = Text("Soort", "Kind")
SHEET = Text("Blad", "Sheet")
ALL_SHEETS = Text("alle bladen", "all sheets")
WHOLE_FILE = Text("het hele bestand", "the whole file")
CELL = Text("Plaats", "Place")
COLUMN = Text("Kolom", "Column")
VALUE = Text("Wat er staat", "What it says")
MESSAGE = Text("Wat er is en wat te doen", "What is wrong and what to do")
SUGGESTION = Text("Voorstel", "Suggestion")
COUNT = Text("Aantal", "Number")
EXAMPLE = Text("Eerste plaats", "First place")
BY_KIND = Text("Opmerkingen per soort", "Remarks by kind")
ONE_BY_ONE = Text("Een voor een", "One by one")
CODE = Text("Code", "Code")
ROW = Text("Rij", "Row")
DOWNLOAD = Text("Download alle opmerkingen (CSV)", "Download all remarks (CSV)")
NOT_PUBLIC = Text(
    "Opmerkingen bij bladen over personen staan er niet bij, omdat de weergave op “zoals openbaar” staat.",
    "Remarks on sheets about persons are not listed, because the display is set to “as public”.",
)
HIDDEN = Text(
    "Bij een bestand of blad over personen staat hier niet wat er in een cel stond. Zoek de cel op in het bestand zelf.",
    "For a file or sheet about persons what stood in a cell is not shown here. Look up the cell in the file itself.",
)


def counted(remarks: Remarks, language: Language) -> str:
    """How many of each level, in words: `12 × fout, 3 × let op`."""
    parts = [
        f"{format_number(n, 0, language)} × {LEVEL_NAMES[level].in_(language)}" for level, n in remarks.levels.items()
    ]
    return ", ".join(parts) if parts else NONE.in_(language)


def place(finding: Finding, language: Language) -> str:
    """Where it is: `Presentaties!D7`, `Presentaties, rij 7`, a sheet, or the whole file."""
    if not finding.sheet:
        return WHOLE_FILE.in_(language)
    if finding.cell:
        return f"{finding.sheet}!{finding.cell}"
    return f"{finding.sheet}, {ROW.in_(language).lower()} {finding.row}" if finding.row else finding.sheet


def kinds_html(context: Context, remarks: Remarks) -> str:
    """A table of the kinds of remarks per column, each with its number and the first one as example."""
    rows = [
        (
            context.say(LEVEL_NAMES[first.level]), context.number(count),
            ", ".join(filter(None, (place(first, context.language), first.column))), context.say(first.message),
        )
        for first, count in remarks.kinds
    ]  # fmt: skip
    headings = [context.say(t) for t in (LEVEL, COUNT, EXAMPLE, MESSAGE)]
    return grid_html(context.say(BY_KIND), headings, rows, right=(1,), wide={2: 9, 3: 20})


def findings_csv(findings: Sequence[Finding], language: Language) -> bytes:
    """All findings as a file."""
    headings = [t.in_(language) for t in (LEVEL, CODE, SHEET, ROW, CELL, COLUMN, VALUE, MESSAGE, SUGGESTION)]
    rows = (
        (LEVEL_NAMES[f.level].in_(language), f.code, f.sheet, str(f.row or ""), f.cell, f.column, f.value or "",
         f.message.in_(language), f.suggestion or "")
        for f in findings
    )  # fmt: skip
    return csv_of(grid_file(headings, rows), language)


def show_findings(context: Context, remarks: Remarks, file: str, key: str) -> None:
    """The remarks on a file. key: tells them from other lists on the page."""
    language = context.language
    st.subheader(context.say(TITLE, file=markdown_safe(file)), anchor=False)
    whole, remarks = remarks, remarks.public() if context.public else remarks
    if whole is not remarks:
        st.caption(context.say(NOT_PUBLIC))
    if not remarks.findings:
        st.caption(context.say(NONE))
        return
    st.caption(counted(remarks, language))
    st.html(kinds_html(context, remarks))
    if remarks.hidden:
        st.caption(context.say(HIDDEN))
    several = st.expander(context.say(ONE_BY_ONE), key=f"wsd_{key}_open", on_change="rerun")
    if several.open:
        with several:
            _one_by_one(context, remarks, key)
    st.download_button(
        context.say(DOWNLOAD), data=partial(findings_csv, remarks.findings, language), file_name=f"wsd-opmerkingen-{key}.csv",
        mime="text/csv", key=f"wsd_{key}_csv", on_click="ignore", icon=":material/download:",
    )  # fmt: skip


def _one_by_one(context: Context, remarks: Remarks, key: str) -> None:
    levels, sheets = list(remarks.levels), ["", *remarks.sheets]
    left, right = st.columns(2)
    with left:
        level = st.pills(
            context.say(LEVEL), levels, selection_mode="multi", default=levels, key=f"wsd_{key}_levels",
            format_func=lambda one: context.say(LEVEL_NAMES[one]),
        )  # fmt: skip
    with right:
        sheet = st.selectbox(
            context.say(SHEET), sheets, key=f"wsd_{key}_sheet", format_func=lambda one: one or context.say(ALL_SHEETS)
        )
    chosen = [f for f in remarks.findings if f.level in level and (not sheet or f.sheet == sheet)]
    lines, words = page_of(context, len(chosen), f"wsd_{key}_page_{'-'.join(level)}_{sheets.index(sheet)}")
    rows = [
        (
            context.say(LEVEL_NAMES[f.level]), place(f, context.language), f.column, f.value or "", context.say(f.message),
        )
        for f in chosen[lines]
    ]  # fmt: skip
    caption = f"{count_words(len(chosen), _ONE, _MANY, context.language)}; {words}" if chosen else context.say(NONE)
    headings = [context.say(t) for t in (LEVEL, CELL, COLUMN, VALUE, MESSAGE)]
    st.html(grid_html(caption, headings, rows, wide={4: 20}))
