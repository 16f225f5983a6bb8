"""The look of drawings: colour slots, the shared layout, and a figure that Streamlit sends as it is.

The colours themselves stand in .streamlit/config.toml, once for light and once for dark: Streamlit replaces
the slot codes below in the browser, so that one drawing serves both themes.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from html import unescape
from typing import Any

from plotly.basedatatypes import BaseFigure

from wsd_data.language import format_number
from wsd_data.model.text import Language

Spec = dict[str, Any]

FOCUS, SECOND, THIRD, FOURTH = "#000001", "#000002", "#000003", "#000004"
MUTED, HATCH, BAND, INK = "#000007", "#000008", "#000009", "#000010"
PAPER = "#000038"
STRIPES: Spec = {"shape": "/", "fillmode": "overlay", "fgcolor": PAPER, "size": 6, "solidity": 0.3}
"""Over bars that are not whole."""
SERIES = (FOCUS, SECOND, THIRD, FOURTH)
"""Slots of chartCategoricalColors: at most four coloured series, the rest grey."""

_DUTCH = {"Download plot as a PNG": "Download als afbeelding", "Download plot": "Download als afbeelding"}
FONT_SIZE = 13


def drawing_config(name: str, language: Language, above: Sequence[str], below: Sequence[str]) -> Spec:
    """How a drawing behaves: no zoom, and one button that saves it as an SVG picture with this name.

    above, below: the words that stand around it in that picture (`browser/picture.js`).
    """
    return {
        "displayModeBar": "hover",
        "displaylogo": False,
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": {
            "format": "svg",
            "filename": name,
            "words": {"above": list(above), "below": list(below)},
        },
        "scrollZoom": False,
        "doubleClick": False,
        "showAxisDragHandles": False,
        "locale": language,
        "locales": {"nl": {"dictionary": _DUTCH, "format": {}}},
    }


class Drawing(BaseFigure):  # type: ignore[misc]
    """A figure given as plain data, not validated and not copied.

    Plotly checks and copies a figure at each showing, some 16 ms of processor time; ours are made by
    `charts`, whose tests check them once with Plotly's own figure.
    """

    def __init__(self, spec: Spec) -> None:
        object.__setattr__(self, "spec", spec)

    def to_dict(self) -> Spec:
        spec: Spec = self.spec
        return spec


LETTER = 6.6
LINE = 17
"""Pixels of room for a letter and for a line of the labels of an axis."""


def margins(left: float = 0, right: float = 8, top: float = 12, bottom: float = 8) -> Spec:
    """Margins in pixels that stay as they are: left to find them itself, Plotly draws everything twice."""
    return {"l": round(left), "r": round(right), "t": round(top), "b": round(bottom), "autoexpand": False}


def width_of(labels: Iterable[str]) -> float:
    """Pixels of room for labels of an axis; a label may have several lines."""
    lines = (line for label in labels for line in unescape(label).split("<br>"))
    return max((len(line) * LETTER for line in lines), default=0) + 8


def numbers_width(reach: float, language: Language) -> float:
    """Pixels of room for the numbers along an axis that reaches this far."""
    return width_of([format_number(reach, 0, language)]) + 4


def layout(height: int, language: Language, **more: Any) -> Spec:
    """The shared layout: no grid, no legend, no zoom; height fixed before data arrive."""
    return {
        "height": height,
        "margin": margins(top=8),
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "separators": ",." if language == "nl" else ".,",
        "font": {"size": FONT_SIZE},
        "hoverlabel": {"font": {"size": FONT_SIZE}},
        **more,
    }


def hatching() -> Spec:
    """The hatching of what was not reported."""
    return {
        "color": "rgba(0,0,0,0)",
        "line": {"width": 0},
        "pattern": {"shape": "/", "fgcolor": HATCH, "size": 8, "solidity": 0.08},
        "opacity": 0.6,
    }


def wrapped(label: str, width: int = 26) -> str:
    """A label on at most two lines, broken at a blank or behind a slash near its middle."""
    if len(label) <= width:
        return label
    words = label.split(" ") if " " in label else label.replace("/", "/ ").split(" ")
    first = ""
    while words and len(first) + 1 + len(words[0]) <= max(width, (len(label) + 1) // 2 + 3):
        first = f"{first} {words.pop(0)}".strip()
    if not words or not first:
        return label
    lines = (first, " ".join(words))
    return "<br>".join(line if " " in label else line.replace("/ ", "/") for line in lines)


def spread(positions: Sequence[float], least: float) -> list[float]:
    """Positions moved apart so that neighbours are at least `least` from each other, their order kept."""
    order = sorted(range(len(positions)), key=lambda i: positions[i])
    placed = list(positions)
    for before, this in itertools.pairwise(order):
        placed[this] = max(placed[this], placed[before] + least)
    return placed
