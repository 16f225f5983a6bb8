"""Links from page to page, as HTML that keeps the view. Knows addresses and nothing of Streamlit."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from wsd_data.model.dimensions import SPECIAL, TIME
from wsd_data.model.text import Text
from wsd_data.ui.address import EVER, View, link_to, write_address

LINK = "color:inherit;text-underline-offset:2px"
QUIET = "color:inherit;text-underline-offset:3px;text-decoration-color:color-mix(in srgb,currentColor 35%,transparent)"
"""Of a figure among many: a table full of them stays a table."""
ORIGIN = Text("Waar komt dit getal vandaan?", "Where does this number come from?")


def inside(page: str, view: View, label: str, *, style: str = LINK, **where: str) -> str:
    """A link to a page of the monitor that keeps the view but for the codes given, as HTML."""
    address = write_address(view) | {dimension: [code] for dimension, code in where.items()}
    return f'<a href="{escape(link_to(page, address))}" target="_self" style="{style}">{escape(label)}</a>'


def to_passport(
    view: View,
    label: str,
    indicator: str,
    dimensions: Sequence[str] = (),
    codes: Sequence[str] = (),
    *,
    ever: bool = False,
    style: str = LINK,
) -> str:
    """A link to the passport of a figure of the view, or of one cell of a breakdown of it, as HTML. ever: over all years."""
    cell = {
        "period" if dimension in TIME and code not in SPECIAL else dimension: code
        for dimension, code in zip(dimensions, codes, strict=True)
    }
    return inside(
        "passport", view, label, style=style, indicator=indicator, **cell, **({"years": EVER} if ever else {})
    )


def origin(view: View, say: str, indicator: str, *, ever: bool = False) -> str:
    """The small link under a key figure to where it comes from."""
    return f'<div style="font-size:.8rem;margin-top:.35rem">{to_passport(view, say, indicator, ever=ever)}</div>'
