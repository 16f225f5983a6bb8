"""The empty workbook to fill, to be had on the screen."""

from __future__ import annotations

import tempfile
from datetime import date
from functools import partial
from pathlib import Path

import streamlit as st

from wsd_data.delivery import Store
from wsd_data.delivery.starting import Start, start_of
from wsd_data.intake import write_template
from wsd_data.model.text import Text
from wsd_data.ui.context import Context
from wsd_data.ui.wording import capital

TEMPLATE = Text("Leeg werkboek nodig?", "Need an empty workbook?")
TEMPLATE_INTRO = Text(
    "Het sjabloon heeft alle bladen en koppen, met uitleg per kolom. Leeg laten wat niet nodig is, mag.",
    "The template has all sheets and headings, with an explanation per column. What is not needed may stay empty.",
)
TEMPLATE_FOR = Text("Voor", "For")
ANY_REGION = Text("elke werkplaats", "any region")
TEMPLATE_GET = Text("Download leeg sjabloon", "Download empty template")
FILLED = Text(
    "Vul de eigen projecten en de rijen van het laatste jaar vast in",
    "Fill in the own projects and the rows of the last year",
)
FILLED_HELP = Text(
    "Rijen over deelnemers en casussen staan er niet in. Pas aan wat veranderd is en vul aan.",
    "Rows about participants and casuses are not in it. Change what changed and add what is new.",
)
FILLED_GET = Text("Download ingevuld sjabloon", "Download filled template")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def empty_workbook(context: Context, store: Store) -> None:
    """Choose for which werkplaats, and download."""
    st.header(context.say(TEMPLATE), anchor=False)
    st.markdown(context.say(TEMPLATE_INTRO))
    region = st.selectbox(
        context.say(TEMPLATE_FOR), ["", *context.labels["region"]], key="wsd_template_region", width=320,
        format_func=lambda code: capital(context.name("region", code) if code else context.say(ANY_REGION)),
    )  # fmt: skip
    # What a werkplaats delivered itself may hold names of project leaders, which the public does not see.
    filled = bool(region) and not context.public
    if filled:
        filled = st.checkbox(context.say(FILLED), key="wsd_template_filled", help=context.say(FILLED_HELP))
    st.download_button(
        context.say(FILLED_GET if filled else TEMPLATE_GET), data=partial(template, store, region or None, context.today if filled else None),
        mime=_XLSX, key=f"wsd_template_{region or 'any'}{'_filled' if filled else ''}",
        file_name=f"wsd-sjabloon{'-' + region if region else ''}.xlsx", on_click="ignore",
        icon=":material/download:",
    )  # fmt: skip


def template(store: Store, region: str | None, filled_on: date | None = None) -> bytes:
    """The workbook for a werkplaats or for any: empty, or with what that werkplaats had on this day."""
    start = start_of(store, region, filled_on) if region and filled_on else Start()
    with tempfile.TemporaryDirectory(prefix="wsd-template-") as folder:
        path = Path(folder) / "template.xlsx"
        write_template(path, store.reference, region, projects=start.projects, rows=start.rows)
        return path.read_bytes()
