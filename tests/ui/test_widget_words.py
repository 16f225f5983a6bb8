"""The English words that we look for in the browser are those that the installed Streamlit writes there."""

from __future__ import annotations

from pathlib import Path

import pytest
import streamlit

from wsd_data.model.text import Text
from wsd_data.ui.widget_words import WORDS, words_json


@pytest.fixture(scope="module")
def scripts() -> str:
    folder = Path(streamlit.__file__).parent / "static" / "static" / "js"
    return "".join(path.read_text("utf-8") for path in folder.glob("*.js"))


def test_streamlit_writes_these_words(scripts: str) -> None:
    sought = [text for texts in WORDS.values() for text in texts]
    assert [text.en for text in sought if not all(part in scripts for part in text.en.split("{x}"))] == []
    assert [part for part in WORDS if part.split("=")[-1].rstrip("]") not in scripts] == []


def test_the_same_part_differs_in_both() -> None:
    texts: list[Text] = [text for texts in WORDS.values() for text in texts]
    assert all("{x}" in text.en for text in texts if "{x}" in text.nl)
    assert "</" not in words_json()
