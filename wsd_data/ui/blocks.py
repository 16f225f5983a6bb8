"""The blocks of a page as Streamlit elements: key figures, and a chart with everything that belongs to it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st
from streamlit.elements.lib.mutable_expander_container import ExpanderContainer

from wsd_data.model.dimensions import SPECIAL
from wsd_data.model.text import Text
from wsd_data.ui import content, texts
from wsd_data.ui.content import Block
from wsd_data.ui.context import Context
from wsd_data.ui.drawing import draw
from wsd_data.ui.filters import choose
from wsd_data.ui.links import ORIGIN, QUIET, to_passport
from wsd_data.ui.style import drawing_config
from wsd_data.ui.table import Entry, File, csv_of, parquet_file, table_file, table_html
from wsd_data.ui.wording import capital, inline

MOST_IN_A_ROW = 6


def key_figures(context: Context, indicators: Sequence[str], title: Text = texts.KEY_FIGURES) -> None:
    """Rows of figures, as even as can be, with their change in words and five years in small; two by two on a phone."""
    rows = math.ceil(len(indicators) / MOST_IN_A_ROW)
    st.header(context.say(title), anchor=False)
    with st.grid(math.ceil(len(indicators) / rows), min_column_width=160, gap="small"):
        for tile in content.tiles(context, indicators):
            with st.container(key=f"tile_{tile.id}", gap="xsmall"):
                st.markdown(tile.label, help=tile.definition)
                st.html(tile.figure)
                st.caption(tile.change)
    if any(context.indicator(id_).people for id_ in indicators):
        st.caption(f"**{context.say(texts.PEOPLE_NOT_FOR_PUBLICATION)}**")


def trend(context: Context, indicators: Sequence[str], id_: str = "trend") -> None:
    """How the indicators went over the years; at most four. id_: see `content.trend`."""
    show(context, content.trend(context, indicators, id_))


def parts(context: Context, indicator: str, dimension: str, most: int = content.MOST_PARTS) -> None:
    """How much of an indicator in each part of a dimension; of more than `most` parts the largest are drawn."""
    show(context, content.parts(context, indicator, dimension, most))


def closing(context: Context) -> None:
    """What holds for the whole page."""
    if context.public:
        st.caption(context.say(texts.PUBLIC_CAPTION))
    st.caption(context.say(texts.NOT_EFFECT))


def show(context: Context, block: Block) -> None:
    """A block: title, sentence, drawing, notes, and under it table, definitions and download."""
    st.subheader(inline(block.title), anchor=False)
    st.markdown(inline(block.sentence))
    draw(
        block.drawing,
        drawing_config(context.file_stem(block.id), context.language, [block.title], content.under(context, block)),
        f"chart_{block.id}",
        block.alt,
        partial(_narrowed, block.chooses) if block.chooses else None,
    )
    st.caption(" ".join(block.notes))
    with twin_table(context, block.id) as twin:
        if twin.open:
            st.html(table_html(block.table, partial(leading, context, block.table.dimensions)))
            explanation(context, block.explained)
            download(context, block.id, partial(table_file, block.table))


def twin_table(context: Context, id_: str) -> ExpanderContainer:
    """The fold under a block for its table, explanation and download; what stands in it is made when it is opened."""
    return st.expander(context.say(texts.TABLE), key=f"table_{id_}", on_change="rerun")


def leading(context: Context, dimensions: Sequence[str], entry: Entry, words: str) -> str:
    """A figure of a table that leads to its passport."""
    return to_passport(context.view, words, entry.indicator, dimensions, entry.codes, style=QUIET)


def explanation(context: Context, indicators: Sequence[str], *, ever: bool = False) -> None:
    """Definitions of what is shown, each with where its figure comes from. ever: a figure of all years."""
    for id_ in indicators:
        indicator = context.indicator(id_)
        name = capital(context.say(indicator.label))
        st.caption(f"**{name}.** {content.explained(context, indicator)}")
        st.html(to_passport(context.view, f"{name}: {context.say(ORIGIN)}", id_, ever=ever))


def download(context: Context, id_: str, made: Callable[[], File]) -> None:
    """Buttons for a table as CSV and as Parquet; its file is made when one of them is pressed."""
    with st.container(horizontal=True, width="content"):
        for label, ending, mime, written in (
            (texts.DOWNLOAD, "csv", "text/csv", lambda: csv_of(made(), context.language)),
            (texts.DOWNLOAD_PARQUET, "parquet", "application/vnd.apache.parquet", lambda: parquet_file(made())),
        ):
            st.download_button(
                context.say(label),
                data=written,
                file_name=f"{context.file_stem(id_)}.{ending}",
                mime=mime,
                key=f"{ending}_{id_}",
                on_click="ignore",
                icon=":material/download:",
            )


def _narrowed(dimension: str, code: str) -> None:
    """A mark of a drawing was clicked: narrow the view to its code."""
    if code not in SPECIAL:
        choose(dimension, code)
