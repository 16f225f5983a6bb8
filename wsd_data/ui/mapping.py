"""What stands where in a file that is not ours: its sheets, the question about one of them, and going on with the answers.

Draws a `Draft` and changes it. What is chosen may be kept as a file, and taken over from one.
"""

from __future__ import annotations

import streamlit as st

from wsd_data.delivery import Store
from wsd_data.model.problems import Refused
from wsd_data.model.sheets import SHEETS
from wsd_data.model.text import Text
from wsd_data.ui import mapping_sheet
from wsd_data.ui.acting import acting
from wsd_data.ui.context import Context
from wsd_data.ui.draft import Draft
from wsd_data.ui.grid import grid_html, markdown_safe
from wsd_data.ui.received import Part, loaded_mapping, mapping_file
from wsd_data.ui.sheet_draft import SheetDraft
from wsd_data.ui.submission import Submission

TITLE = Text("Wat staat waar in {file}?", "What stands where in {file}?")
INTRO = Text(
    "Dit bestand heeft andere bladen of koppen dan het sjabloon. Hieronder staat een voorstel. Kijk of het klopt en kies wat "
    "ontbreekt. Het bestand zelf verandert niet. De keuzes worden onthouden voor een volgend bestand met dezelfde koppen.",
    "This file has other sheets or headings than the template. Below is a proposal. See whether it is right and choose what is "
    "missing. The file itself does not change. The choices are remembered for a next file with the same headings.",
)
SHEET = Text("Blad", "Sheet")
SHEETS_CAPTION = Text("Bladen in het bestand", "Sheets in the file")
READ_AS = Text("Lezen als", "Read as")
LEFT_OUT = Text("weggelaten", "left out")
ROWS = Text("Rijen", "Rows")
STILL = Text("Nog te kiezen", "Still to choose")
HIDDEN_SHEET = Text("{name} (verborgen blad)", "{name} (hidden sheet)")
MISSING = Text(
    "Kies op blad {sheet} nog waar dit vandaan komt: {columns}.",
    "On sheet {sheet}, choose where this comes from: {columns}.",
)
NOTHING_CHOSEN = Text("Kies voor ten minste een blad wat erop staat.", "Choose for at least one sheet what is on it.")
GO_ON = Text("Nakijken met deze keuzes", "Check with these choices")
READING = Text("Bezig met nakijken", "Checking")
LOOKING = Text("Bekijken wat er op het blad staat", "Looking at what is on the sheet")
NOT_NOW = Text("Terug zonder deze keuzes", "Back without these choices")
KEEP = Text("Keuzes bewaren of openen", "Save or open choices")
SAVE = Text("Download de keuzes (JSON)", "Download the choices (JSON)")
OPEN = Text("Open eerder bewaarde keuzes (JSON)", "Open choices that were saved before (JSON)")
OPENED = Text(
    "De keuzes zijn overgenomen voor {count} van de {all} bladen.",
    "The choices were taken over for {count} of {all} sheets.",
)


def step(context: Context, mine: Submission, part: Part, store: Store) -> None:
    """The whole step for one file: its sheets, the sheet on the screen, and going on."""
    draft = part.draft
    if draft is None:
        return
    key = f"wsd_map_{mine.attempt}"
    st.header(context.say(TITLE, file=markdown_safe(part.read.name)), anchor=False)
    st.markdown(context.say(INTRO))
    if draft.sheets:
        sheet = _which(context, draft, key)
        if sheet.outdated:
            with st.spinner(context.say(LOOKING)):
                mine.look_again(store, part)
        mapping_sheet.show(context, sheet, store, f"{key}_{list(draft.sheets).index(sheet.name)}")
    _finish(context, mine, part, draft, store, key)
    _keep(context, draft, key)


def _which(context: Context, draft: Draft, key: str) -> SheetDraft:
    """Let the visitor choose a sheet where there are several."""
    names = list(draft.sheets)
    if len(names) > 1:
        st.html(_sheets_html(context, draft))
        st.session_state[f"{key}_sheet"] = draft.current
        st.selectbox(context.say(SHEET), names, key=f"{key}_sheet", on_change=_turned, args=(draft, f"{key}_sheet"))
    return draft.sheets[draft.current]


def _turned(draft: Draft, place: str) -> None:
    draft.current = st.session_state[place]


def _sheets_html(context: Context, draft: Draft) -> str:
    rows = []
    for sheet in draft.sheets.values():
        name = context.say(HIDDEN_SHEET, name=sheet.name) if sheet.look.hidden else sheet.name
        kind = context.say(SHEETS[sheet.kind].name if sheet.kind else LEFT_OUT)
        missing = ", ".join(context.say(column.heading) for column in sheet.unanswered)
        rows.append((name, kind, context.number(sheet.look.rows), missing or "–"))
    headings = [context.say(t) for t in (SHEET, READ_AS, ROWS, STILL)]
    return grid_html(context.say(SHEETS_CAPTION), headings, rows, right=(2,), wide={3: 12})


def _finish(context: Context, mine: Submission, part: Part, draft: Draft, store: Store, key: str) -> None:
    """What must still be chosen, and going on."""
    if draft.nothing_read:
        st.warning(context.say(NOTHING_CHOSEN), icon=":material/info:")
    for sheet in draft.sheets.values():
        if sheet.unanswered:
            columns = ", ".join(context.say(column.heading) for column in sheet.unanswered)
            said = context.say(MISSING, sheet=markdown_safe(sheet.name), columns=markdown_safe(columns))
            st.warning(said, icon=":material/info:")
    with st.container(horizontal=True):
        st.button(
            context.say(GO_ON), type="primary", disabled=not draft.answered, key=f"{key}_go",
            icon=":material/fact_check:", on_click=acting().act, args=(f"{key} {mine.attempt}", READING, mine.map, store, part),
        )  # fmt: skip
        st.button(context.say(NOT_NOW), key=f"{key}_back", on_click=mine.leave, args=(store, part))


def _keep(context: Context, draft: Draft, key: str) -> None:
    """The choices as a file, to keep or to take over."""
    more = st.expander(context.say(KEEP), key=f"{key}_keep", on_change="rerun")
    if not more.open:
        return
    with more:
        try:
            content = mapping_file(draft.mapping())
        except Refused as refused:
            st.caption(markdown_safe(context.say(refused.message)))
        else:
            st.download_button(
                context.say(SAVE), data=content, file_name="wsd-koppeling.json", mime="application/json", key=f"{key}_save",
                on_click="ignore", icon=":material/download:",
            )  # fmt: skip
        file = st.file_uploader(context.say(OPEN), type=["json"], key=f"{key}_open", max_upload_size=4)
        if file is not None and st.session_state.get(f"{key}_opened") != file.file_id:
            st.session_state[f"{key}_opened"] = file.file_id
            try:
                st.session_state[f"{key}_said"] = draft.take_over(loaded_mapping(file.getvalue()))
                st.rerun()
            except Refused as refused:
                st.error(markdown_safe(context.say(refused.message)), icon=":material/error:")
        count = st.session_state.get(f"{key}_said")
        if count is not None:
            st.caption(context.say(OPENED, count=count, all=len(draft.sheets)))
