"""The blocks of a page as Streamlit elements: key figures, and a chart with everything that belongs to it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from wsd_data.ui import content, texts
from wsd_data.ui.content import Block
from wsd_data.ui.context import Context
from wsd_data.ui.style import CONFIG
from wsd_data.ui.table import table_csv, table_html


def key_figures(context: Context, indicators: Sequence[str]) -> None:
    """A row of figures with their change in words and five years in small; two by two on a phone."""
    st.header(context.say(texts.KEY_FIGURES), anchor=False)
    with st.grid(len(indicators), min_column_width=160, gap="small"):
        for tile in content.tiles(context, indicators):
            with st.container(key=f"tile_{tile.id}", gap="xsmall"):
                st.markdown(tile.label, help=tile.definition)
                st.html(tile.figure)
                st.caption(tile.change)


def trend(context: Context, indicators: Sequence[str]) -> None:
    """How the indicators went over the years; at most four."""
    _show(context, content.trend(context, indicators))


def parts(context: Context, indicator: str, dimension: str) -> None:
    """How much of an indicator in each part of a dimension."""
    _show(context, content.parts(context, indicator, dimension))


def closing(context: Context) -> None:
    """What holds for the whole page."""
    if context.public:
        st.caption(context.say(texts.PUBLIC_CAPTION))
    st.caption(context.say(texts.NOT_EFFECT))


def _show(context: Context, block: Block) -> None:
    st.subheader(block.title, anchor=False)
    st.markdown(block.sentence)
    st.plotly_chart(block.drawing, config=CONFIG, key=f"chart_{block.id}", alt=block.alt)
    st.caption(" ".join(block.notes))
    twin = st.expander(context.say(texts.TABLE), key=f"table_{block.id}", on_change="rerun")
    if twin.open:
        with twin:
            st.html(table_html(block.table))
            for name, definition in block.explained:
                st.caption(f"**{name}.** {definition}")
            st.download_button(
                context.say(texts.DOWNLOAD),
                data=partial(table_csv, block.table, context.language),
                file_name=f"wsd-{block.id}-{context.view.period.text}.csv",
                mime="text/csv",
                key=f"csv_{block.id}",
                on_click="ignore",
                icon=":material/download:",
            )
