"""Which pieces of Streamlit's script our pages need, so that the browser asks for them with the first HTML page.

Streamlit's browser side asks for a piece only when the first element of its kind comes in. Until it is there, a small
placeholder holds its place, and when it comes everything below moves: under the hand of who is about to click.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import streamlit

from wsd_data.ui.drawing import ADDRESS

PIECES = ("Html", "Button", "Selectbox", "Multiselect", "Checkbox", "DownloadButton", "TextInput", "BidiComponent")
"""Kinds of elements that almost every page has."""
_STATIC = Path(streamlit.__file__).parent / "static"
_IMPORTED = re.compile(r'(?:from|import)\s*"\./([\w.\-]+\.js)"')


def pieces(names: Iterable[str] = PIECES) -> tuple[str, ...]:
    """Files of Streamlit's script for these kinds of elements, with those they import, but for what its page asks for
    itself; none for a kind it does not know.
    """
    folder = _STATIC / "static" / "js"
    page = (_STATIC / "index.html").read_text("utf-8")
    due = [path.name for name in names for path in sorted(folder.glob(f"{name}.*.js"))]
    found: dict[str, None] = {}
    while due:
        name = due.pop(0)
        if name not in found and name not in page:
            found[name] = None
            due += _IMPORTED.findall((folder / name).read_text("utf-8"))
    return tuple(found)


def links() -> str:
    """The elements of an HTML head that ask for them, after what the page itself is made of, and last for what draws."""
    asked = (
        f'<link rel="modulepreload" crossorigin fetchpriority="low" href="./static/js/{name}">' for name in pieces()
    )
    return f'{"".join(asked)}<link rel="prefetch" href="{ADDRESS}">'
