"""The example data, opened once for all tests of reports that only read them; a small world of their own; what a PDF says."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from tests.figures.conftest import world
from wsd_data.delivery import Store, open_store
from wsd_data.figures import Monitor

__all__ = ["world"]

PAYLOADS = [
    start + rest
    for start in ("=", "+", "-", "@", "\t=", "\r=", " =", "'=")
    for rest in ("1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://x","y")', "SUM(A1:A9)", "A1")
]
"""Texts that a spreadsheet may take for formulas."""


@pytest.fixture(scope="module")
def store(demo_folder: Path) -> Iterator[Store]:
    with open_store(demo_folder) as opened:
        yield opened


@pytest.fixture(scope="module")
def monitor(store: Store) -> Monitor:
    return Monitor(store.engine)


def tagged(pdf: bytes, language: str) -> bool:
    """Whether a PDF says that it is PDF/UA-1, with its parts named, and in this language."""
    root: Any = PdfReader(io.BytesIO(pdf)).trailer["/Root"]
    part = b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()
    return part and bool(root["/MarkInfo"]["/Marked"]) and root["/Lang"] == language


def text_of(pdf: bytes) -> str:
    """The words of a PDF in reading order, without line ends and feet of pages."""
    pages = (page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    kept = [line for page in pages for line in page.splitlines()[:-1]]
    return " ".join(" ".join(kept).replace("\u00ad", "").replace("\u200b", "").split())
