"""A drawing on the page: Plotly, kept in its place by `browser/drawing.js` and brought up to date there.

Streamlit's own element draws each changed figure twice, and those out of view with the others. It still does the
drawing where the pages are not served by `serve`, whose first HTML page carries that script.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import plotly
import streamlit as st

from wsd_data.ui.style import Drawing, Spec

Choice = Callable[[str], None]
LIBRARY = Path(plotly.__file__).with_name("package_data") / "plotly.min.js"
ADDRESS = f"/plotly-{plotly.__version__}.min.js"
"""Of the library on the server; another one for another version, so that a browser may keep it."""
_PLAIN = "wsd_plain_drawings"
_SCRIPT = """export default (asked) => {
    if (window.wsdDrawing) return window.wsdDrawing(asked);
    asked.setTriggerValue("missing", true);
};"""
_component = st.components.v2.component("drawing", js=_SCRIPT, isolate_styles=False)


def draw(drawing: Drawing, config: Spec, key: str, alt: str, on_choice: Choice | None = None) -> None:
    """A drawing with its words for who does not see it. on_choice: called with the code of a clicked mark."""
    if st.session_state.get(_PLAIN):
        _plain(drawing, config, key, alt, on_choice)
        return
    figure = drawing.to_dict()
    _component(
        key=key,
        data={"figure": figure, "config": config, "alt": alt, "chooses": on_choice is not None},
        height=figure["layout"]["height"],
        on_chosen_change=partial(_chosen, key, on_choice) if on_choice else None,
        on_missing_change=_without_script,
    )


def _chosen(key: str, on_choice: Choice) -> None:
    if code := st.session_state[key].chosen:
        on_choice(code)


def _without_script() -> None:
    st.session_state[_PLAIN] = True


def _plain(drawing: Drawing, config: Spec, key: str, alt: str, on_choice: Choice | None) -> None:
    """The same as an element of Streamlit."""
    st.plotly_chart(
        drawing,
        config=config,
        key=f"plain_{key}",
        alt=alt,
        on_select=partial(_selected, f"plain_{key}", on_choice) if on_choice else "ignore",
        selection_mode="points",
    )


def _selected(key: str, on_choice: Choice) -> None:
    points = st.session_state[key].selection.points
    code = next((point["customdata"][1] for point in points if "customdata" in point), "")
    if code:
        on_choice(code)
