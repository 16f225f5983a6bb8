"""Wide tables of figures: HTML in a frame of its own that scrolls sideways, with short words in narrow cells."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from wsd_data.figures import Value
from wsd_data.model.indicators import Indicator
from wsd_data.model.text import Text
from wsd_data.ui import blocks, texts
from wsd_data.ui.content import Block
from wsd_data.ui.context import Context
from wsd_data.ui.table import File

MOST_ROWS = 30
NOT_SO = Text("Niet bekend voor deze selectie (n.v.t.).", "Not known for this selection (n/a).")
NOT_THEN = Text(
    "Niet van toepassing (n.v.t.): in deze periode bestond geen van deze werkplaatsen.",
    "Not applicable (n/a): in this period none of these regions existed.",
)


def closing(context: Context, block: Block, file: Callable[[], File]) -> None:
    """What belongs under a table: its notes, and in a fold its definitions and file."""
    st.caption(" ".join(block.notes))
    fold = st.expander(context.say(texts.EXPLAINED), key=f"table_{block.id}", on_change="rerun")
    if fold.open:
        with fold:
            blocks.explanation(context, block.explained)
            blocks.download(context, block.id, file)


def framed(caption: str, head: str, body: str) -> str:
    """A wide table in a frame of its own, that scrolls when it does not fit; downwards too with very many rows."""
    high = ";max-height:44rem" if body.count("<tr>") > MOST_ROWS else ""
    return (
        f'<div style="overflow:auto{high}" tabindex="0" role="region" aria-label="{escape(caption)}">'
        '<table cellpadding="6" style="border-collapse:collapse;font-size:.875rem;font-variant-numeric:tabular-nums">'
        f'<caption style="position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)">{escape(caption)}</caption>'
        f'<thead><tr>{head}</tr></thead><tbody style="text-align:right">{body}</tbody></table></div>'
    )


def row_head(name: str, link: str = "", *, bold: bool = False) -> str:
    """The name of a row; link: the same name as a link, as safe HTML."""
    weight = 650 if bold else 400
    style = f"text-align:left;font-weight:{weight};min-width:8rem;max-width:15rem;overflow-wrap:anywhere"
    return f'<th scope="row" style="{style}">{link or escape(name)}</th>'


def column_head(name: str, *, turned: bool = False, bold: bool = True, link: str = "") -> str:
    """The name of a column, wrapped; turned where there are many columns."""
    style = f"vertical-align:bottom;font-weight:{600 if bold else 400};"
    if not turned:
        style += "text-align:right;max-width:7.5rem;min-width:4rem;hyphens:auto;overflow-wrap:break-word"
        return f'<th scope="col" style="{style}">{link or escape(name)}</th>'
    inner = "writing-mode:vertical-rl;transform:rotate(180deg);max-height:13rem;text-align:left"
    return f'<th scope="col" style="{style}text-align:center"><span style="{inner}">{link or escape(name)}</span></th>'


def short_words(context: Context, indicator: Indicator, figure: Value) -> str:
    """A figure for a narrow cell, as safe HTML: what was not reported is a dash that says so."""
    words = escape(context.words(indicator, figure))
    return f'<abbr title="{words}" style="text-decoration:none">–</abbr>' if figure.status == "not_reported" else words


def why_not(figure: Value) -> Text:
    """Why a figure does not apply: it says nothing about the selection, or there was nobody to report it."""
    return NOT_SO if figure.reason == "not_permitted" else NOT_THEN


def roomy(html: str) -> str:
    """The text of a list that stays readable on a phone, where a list scrolls sideways."""
    return f'<span style="display:inline-block;min-width:9.5rem;overflow-wrap:anywhere">{html}</span>'
