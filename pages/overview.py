"""Overview: key figures of the chosen period and selection, their trend, their spread, and what needs attention."""

import streamlit as st

from wsd_data.ui import attention, blocks, frame

context = frame.begin("overview")
# The trend goes out first: the browser draws it while the rest is being counted.
figures = st.container()
blocks.trend(context, ("presentations", "publications", "products"))
with figures:
    blocks.key_figures(
        context, ("projects_running", "presentations", "publications", "products", "unique_participants", "casuses")
    )
left, right = st.columns(2, gap="large")
with left:
    blocks.parts(context, "outputs", "region")
with right:
    blocks.parts(context, "outputs", "theme")
left, right = st.columns(2, gap="large")
with left:
    attention.state(context)
with right:
    attention.show(context)
blocks.closing(context)
