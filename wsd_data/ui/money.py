"""The page of funding: the money and the grants of the view, or of one grant the whole dossier."""

from __future__ import annotations

import streamlit as st

from wsd_data.ui import blocks, board, dossier, funders, funding
from wsd_data.ui.context import Context


def show(context: Context) -> None:
    """The dossier of the one chosen grant, or else amounts per year and funder and the state of all grants."""
    if len(context.view.codes("grant")) == 1:
        dossier.show(context, context.view.codes("grant")[0])
        return
    funding.overview(context)
    left, right = st.columns(2, gap="large")
    with left:
        funding.per_year(context)
    with right:
        blocks.parts(context, funding.AWARDED, "funder")
    funders.over_time(context)
    board.show(context)
    funding.grants(context)
