"""What was found in a file, for people: counted by kind, filtered, in pages, and whole as a file to download."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

import streamlit as st

from wsd_data.language import count_words, format_number
from wsd_data.model.findings import Finding, Level
from wsd_data.model.text import Language, Text
from wsd_data.ui.context import Context
from wsd_data.ui.grid import grid_csv, grid_html, page_of

LEVELS: dict[Level, Text] = {
    "error": Text("fout", "error"),
    "warning": Text("let op", "warning"),
    "info": Text("ter info", "for information"),
}
_ORDER: tuple[Level, ...] = ("error", "warning", "info")
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
EXAMPLE = Text("Voorbeeld", "Example")
BY_KIND = Text("Opmerkingen per soort", "Remarks by kind")
ONE_BY_ONE = Text("Een voor een", "One by one")
CODE = Text("Code", "Code")
ROW = Text("Rij", "Row")
DOWNLOAD = Text("Download alle opmerkingen (CSV)", "Download all remarks (CSV)")
HIDDEN = Text(
    "Bij een bestand of blad over personen staat hier niet wat er in een cel stond. Zoek de cel op in het bestand zelf.",
    "For a file or sheet about persons what stood in a cell is not shown here. Look up the cell in the file itself.",
)


def counted(findings: Sequence[Finding], language: Language) -> str:
    """How many of each level, in words: `12 fout, 3 let op`."""
    found = Counter(f.level for f in findings)
    parts = [
        f"{format_number(found[level], 0, language)} × {LEVELS[level].in_(language)}"
        for level in _ORDER
        if found[level]
    ]
    return ", ".join(parts) if parts else NONE.in_(language)


def place(finding: Finding, language: Language) -> str:
    """Where it is: `Presentaties!D7`, `Presentaties, rij 7`, a sheet, or the whole file."""
    if not finding.sheet:
        return WHOLE_FILE.in_(language)
    if finding.cell:
        return f"{finding.sheet}!{finding.cell}"
    return f"{finding.sheet}, {ROW.in_(language).lower()} {finding.row}" if finding.row else finding.sheet


def kinds_html(context: Context, findings: Sequence[Finding]) -> str:
    """A table of the kinds of remarks, errors first, each with its number and the first one as example."""
    groups: dict[tuple[Level, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.level, finding.code), []).append(finding)
    rows = [
        (
            context.say(LEVELS[level]),
            format_number(len(group), 0, context.language),
            place(group[0], context.language),
            context.say(group[0].message),
        )
        for (level, _), group in sorted(groups.items(), key=lambda g: (_ORDER.index(g[0][0]), -len(g[1]), g[0][1]))
    ]
    headings = [context.say(t) for t in (LEVEL, COUNT, EXAMPLE, MESSAGE)]
    return grid_html(context.say(BY_KIND), headings, rows, right=(1,), wide=(3,))


def findings_csv(findings: Sequence[Finding], language: Language) -> bytes:
    """All findings as a file."""
    headings = [t.in_(language) for t in (LEVEL, CODE, SHEET, ROW, CELL, COLUMN, VALUE, MESSAGE, SUGGESTION)]
    rows = (
        (LEVELS[f.level].in_(language), f.code, f.sheet, str(f.row or ""), f.cell, f.column, f.value or "",
         f.message.in_(language), f.suggestion or "")
        for f in findings
    )  # fmt: skip
    return grid_csv(headings, rows, language)


def show_findings(context: Context, findings: Sequence[Finding], file: str, key: str, hidden: bool = False) -> None:
    """The remarks on a file. key: tells them from other lists on the page; hidden: some values were left out."""
    language = context.language
    st.subheader(context.say(TITLE, file=file), anchor=False)
    if not findings:
        st.caption(context.say(NONE))
        return
    st.caption(counted(findings, language))
    st.html(kinds_html(context, findings))
    if hidden:
        st.caption(context.say(HIDDEN))
    several = st.expander(context.say(ONE_BY_ONE), key=f"wsd_{key}_open", on_change="rerun")
    if several.open:
        with several:
            _one_by_one(context, findings, key)
    st.download_button(
        context.say(DOWNLOAD), data=partial(findings_csv, findings, language), file_name=f"wsd-opmerkingen-{key}.csv",
        mime="text/csv", key=f"wsd_{key}_csv", on_click="ignore", icon=":material/download:",
    )  # fmt: skip


def _one_by_one(context: Context, findings: Sequence[Finding], key: str) -> None:
    levels = [level for level in _ORDER if any(f.level == level for f in findings)]
    sheets = ["", *dict.fromkeys(f.sheet for f in findings if f.sheet)]
    left, right = st.columns(2)
    with left:
        level = st.pills(
            context.say(LEVEL), levels, selection_mode="multi", default=levels, key=f"wsd_{key}_levels",
            format_func=lambda one: context.say(LEVELS[one]),
        )  # fmt: skip
    with right:
        sheet = st.selectbox(
            context.say(SHEET), sheets, key=f"wsd_{key}_sheet", format_func=lambda one: one or context.say(ALL_SHEETS)
        )
    chosen = [f for f in findings if f.level in level and (not sheet or f.sheet == sheet)]
    lines, words = page_of(context, len(chosen), f"wsd_{key}_page_{'-'.join(level)}_{sheets.index(sheet)}")
    rows = [
        (
            context.say(LEVELS[f.level]), place(f, context.language), f.column, f.value or "",
            " ".join(filter(None, (context.say(f.message),))),
        )
        for f in chosen[lines]
    ]  # fmt: skip
    caption = f"{count_words(len(chosen), _ONE, _MANY, context.language)}; {words}" if chosen else context.say(NONE)
    headings = [context.say(t) for t in (LEVEL, CELL, COLUMN, VALUE, MESSAGE)]
    st.html(grid_html(caption, headings, rows, wide=(4,)))
