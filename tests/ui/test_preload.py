"""The pieces of Streamlit's script that are asked for with the first HTML page exist, with all they import."""

from __future__ import annotations

from tests.ui.test_front import PAGE, fetch
from wsd_data.ui.preload import PIECES, links, pieces


def test_each_kind_of_element_has_its_piece() -> None:
    for kind in PIECES:
        assert pieces([kind])[0].startswith(f"{kind}."), f"Streamlit no longer calls it {kind}"


def test_what_a_piece_imports_comes_along_once_and_what_the_page_itself_asks_for_does_not() -> None:
    found = pieces()
    assert len(found) == len(set(found)) > len(PIECES)
    assert any(name.startswith("purify.") for name in found), "what Html imports"
    assert not any(name.startswith(("index.", "react-dom.")) for name in found)
    assert pieces(["NoSuchElement"]) == ()


def test_the_first_page_asks_for_them() -> None:
    _, body = fetch("/overview", b"text/html", b"text/html", PAGE)
    assert links().count("modulepreload") == len(pieces()) and links().encode() + b"</head>" in body
