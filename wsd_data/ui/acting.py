"""What a press sets in motion is done whole and once, and the visitor's next page waits for it.

A click that follows at once makes Streamlit end the run of the one before and begin another beside it. So what changes the data is
done in the callback of its button, before anything is drawn. What is done there may not touch `st`: where the run has been ended
that ends it too, or is forgotten.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from typing import Literal, ParamSpec

import streamlit as st

from wsd_data.model.text import Text
from wsd_data.ui.context import Context
from wsd_data.ui.wording import inline

Given = ParamSpec("Given")
Kind = Literal["done", "question", "problem"]
_KEY = "wsd_acting"
_SHOW = {
    "done": (st.success, ":material/check_circle:"),
    "question": (st.warning, ":material/help:"),
    "problem": (st.error, ":material/error:"),
}


class Acting:
    """What one visitor has pressed, and what is to be told of it."""

    def __init__(self) -> None:
        self._turn = threading.RLock()
        self._done: str | None = None
        self._said: dict[str, tuple[Kind, Text]] = {}

    def act(self, press: str, do: Callable[Given, bool], *given: Given.args, **named: Given.kwargs) -> None:
        """The callback of a button: do it, unless that very press was carried out already.

        press: names what is pressed and the state of the data in which it was seen. do: gives whether it was done.
        """
        with self._turn:
            if self._done != press and do(*given, **named):
                self._done = press

    def wait(self) -> None:
        """Until nothing is being done."""
        with self._turn:
            pass

    def say(self, place: str, kind: Kind, words: Text) -> None:
        """Have something told at a place when the page is drawn next."""
        self._said[place] = (kind, words)

    @contextlib.contextmanager
    def telling(self, context: Context, place: str) -> Iterator[None]:
        """Show what is to be told here, above what is drawn within; and again where a click ended the drawing of that."""
        if place in self._said:
            kind, words = self._said[place]
            show, icon = _SHOW[kind]
            show(inline(context.say(words)), icon=icon)
        yield
        self._said.pop(place, None)


def acting() -> Acting:
    """That of the visitor."""
    mine: Acting = st.session_state.setdefault(_KEY, Acting())
    return mine
