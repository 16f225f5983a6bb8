"""Columns of a strange sheet with data about persons in them: letting them go is asked one by one."""

from __future__ import annotations

import streamlit as st

from wsd_data.language import count_words
from wsd_data.model.text import Text
from wsd_data.ui.context import Context
from wsd_data.ui.grid import markdown_safe
from wsd_data.ui.sheet_draft import SheetDraft

PERSONAL_TITLE = Text("Gegevens over personen", "Data about persons")
PERSONAL = Text(
    "In “{name}” staat iets over personen ({what}). Dat wordt niet bewaard. Laat de kolom weg. Blijft zij staan, dan geweigerd: {count}.",
    "“{name}” holds something about persons ({what}). That is not kept. Leave the column out. If it stays, refused: {count}.",
)
PERSONAL_HEADING = Text(
    "De kop “{name}” wijst op personen ({what}). Dat wordt niet bewaard. Laat de kolom weg.",
    "The heading “{name}” points at persons ({what}). That is not kept. Leave the column out.",
)
ONE_ROW, MANY_ROWS = Text("rij", "row"), Text("rijen", "rows")
DROP = Text("Laat “{name}” weg", "Leave “{name}” out")


def show(context: Context, sheet: SheetDraft, key: str) -> None:
    """Each of those columns, with what is in it."""
    if not sheet.personal:
        return
    st.subheader(context.say(PERSONAL_TITLE), anchor=False)
    for heading in sheet.personal:
        what = context.say(heading.personal) if heading.personal else ""
        place = f"{key}_drop_{heading.letter}"
        count = count_words(heading.personal_rows, ONE_ROW, MANY_ROWS, context.language)
        words = PERSONAL if heading.personal_rows else PERSONAL_HEADING
        st.markdown(context.say(words, name=markdown_safe(heading.name), what=what, count=count))
        st.session_state[place] = heading.name in sheet.drop
        st.checkbox(
            context.say(DROP, name=markdown_safe(heading.name)), key=place, on_change=_let_go, args=(sheet, heading.name, place)
        )  # fmt: skip


def _let_go(sheet: SheetDraft, heading: str, place: str) -> None:
    sheet.let_go(heading, bool(st.session_state[place]))
