"""The empty workbook to fill, to be had on the screen."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path

import streamlit as st

from wsd_data.delivery import Store
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
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def empty_workbook(context: Context, store: Store) -> None:
    """Choose for which werkplaats, and download."""
    st.header(context.say(TEMPLATE), anchor=False)
    st.markdown(context.say(TEMPLATE_INTRO))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        region = st.selectbox(
            context.say(TEMPLATE_FOR), ["", *context.labels["region"]], key="wsd_template_region", width=320,
            format_func=lambda code: capital(context.name("region", code) if code else context.say(ANY_REGION)),
        )  # fmt: skip
        st.download_button(
            context.say(TEMPLATE_GET), data=partial(template, store, region or None), mime=_XLSX, key=f"wsd_template_{region or 'any'}",
            file_name=f"wsd-sjabloon{'-' + region if region else ''}.xlsx", on_click="ignore",
            icon=":material/download:",
        )  # fmt: skip


def template(store: Store, region: str | None) -> bytes:
    """The empty workbook, for a werkplaats or for any."""
    with tempfile.TemporaryDirectory(prefix="wsd-template-") as folder:
        path = Path(folder) / "template.xlsx"
        write_template(path, store.reference, region)
        return path.read_bytes()
