"""Funding: what was awarded and spent, per year, per funder and per grant."""

import streamlit as st

from wsd_data.ui import blocks, frame, funders, funding

context = frame.begin("funding")
funding.overview(context)
left, right = st.columns(2, gap="large")
with left:
    funding.per_year(context)
with right:
    blocks.parts(context, "grant_awarded", "funder")
funders.over_time(context)
funding.grants(context)
blocks.closing(context)
