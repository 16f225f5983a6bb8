"""The workbook back, with its remarks marked in it, to be had on the screen; made when it is asked for."""

from __future__ import annotations

from functools import partial

import streamlit as st

from wsd_data.delivery import Store
from wsd_data.model.text import Text
from wsd_data.reports.marked import REASONS
from wsd_data.ui.context import Context
from wsd_data.ui.submission import Submission

GET = Text("Download het werkboek met opmerkingen", "Download the workbook with notes")
GET_LIST = Text("Download de opmerkingen als Excel-lijst", "Download the remarks as an Excel list")
EXPLAINED = Text(
    "De cellen met een fout of vraag zijn gekleurd en hebben uitleg. Verbeter ze en lever het bestand opnieuw aan.",
    "The cells with an error or question are coloured and have an explanation. Correct them and deliver the file again.",
)
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook_back(context: Context, mine: Submission, number: int, store: Store) -> None:
    """The button for one of the files; none where there is nothing to say, or what it says is not to be shown."""
    file, read = mine.files[number], mine.reads[number]
    if not file.remarks.findings or (context.public and file.remarks.people):
        return
    why = REASONS["personal"] if read.personal else REASONS["format"] if read.format != "xlsx" else None
    if not read.sha256:
        why = REASONS["damaged"]
    st.download_button(
        context.say(GET_LIST if why else GET), data=partial(mine.marked, number, store, context.language), mime=_XLSX,
        file_name=f"{read.name.rpartition('.')[0] or read.name}-controle.xlsx", key=f"wsd_back_{mine.attempt}_{number}",
        on_click="ignore", icon=":material/rate_review:",
    )  # fmt: skip
    st.caption(context.say(why or EXPLAINED))
