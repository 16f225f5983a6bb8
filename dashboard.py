"""The entry of the dashboard: the list of its pages and nothing else. The first one is also the home page."""

import streamlit as st

from wsd_data.ui.filters import spoken
from wsd_data.ui.texts import MENU, PAGES

language = spoken()
home = st.Page("pages/overview.py", title=PAGES["overview"].nl, url_path="home", default=True, visibility="hidden")
st.navigation(
    {
        section.in_(language): [
            *([home] if "overview" in pages else []),
            *(
                st.Page(f"pages/{address}.py", title=PAGES[address].in_(language), url_path=address)
                for address in pages
            ),
        ]
        for section, pages in MENU
    },
    position="top",
).run()
