"""The entry of the dashboard: the list of its pages and nothing else. The first one is also the home page."""

import streamlit as st

from wsd_data.ui.texts import PAGES

st.navigation(
    [
        st.Page("pages/overview.py", title=PAGES["overview"].nl, url_path="home", default=True, visibility="hidden"),
        *(st.Page(f"pages/{address}.py", title=name.nl, url_path=address) for address, name in PAGES.items()),
    ],
    position="hidden",
).run()
