"""What a press sets in motion is done whole and once; whatever the visitor clicks meanwhile, the page waits for it.

A click makes Streamlit end the run of the one before and begin another beside it. So what changes the data, or takes long, is done in
a thread of its own that no run can end. What is done there may not touch `st`.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from typing import Literal, ParamSpec

import streamlit as st

from wsd_data.model.text import Language, Text
from wsd_data.ui.context import Context
from wsd_data.ui.wording import inline

Given = ParamSpec("Given")
Kind = Literal["done", "question", "problem"]
_KEY = "wsd_acting"
_SOON, _NOW_AND_THEN = 0.3, 0.2
"""Seconds: what takes less is not worth a word; so often it is looked whether it is over."""
_SHOW = {
    "done": (st.success, ":material/check_circle:"),
    "question": (st.warning, ":material/help:"),
    "problem": (st.error, ":material/error:"),
}


class Acting:
    """What one visitor has pressed, and what is to be told of it.

    busy: what is being done now; who does it may change it.
    """

    def __init__(self) -> None:
        self.busy = Text("", "")
        self._lock = threading.Lock()
        self._pressed: set[str] = set()
        self._work: threading.Thread | None = None
        self._failure: Exception | None = None
        self._said: dict[str, tuple[Kind, Text]] = {}

    def act(self, press: str, busy: Text, do: Callable[Given, bool], *given: Given.args, **named: Given.kwargs) -> None:
        """The callback of a button: begin it, after what was begun before, unless that very press was heard already.

        press: names what is pressed and the state in which it was seen. busy: what to say meanwhile. do: gives whether it was
        done; what was not may be pressed again.
        """
        with self._lock:
            if press in self._pressed:
                return
            self._pressed.add(press)
            before = self._work

            def carry_out() -> None:
                if before is not None:
                    before.join()
                self.busy, done = busy, False
                try:
                    done = do(*given, **named)
                except Exception as failure:
                    self._failure = failure
                if not done:
                    self._pressed.discard(press)

            work = threading.Thread(target=carry_out)
            work.start()
            self._work = work  # only now: nobody can wait for what has not begun

    def wait(self, language: Language) -> None:
        """Until nothing is being done; what takes long is said at the bottom of the window. Raises what went wrong unforeseen."""
        work = self._work
        if work is None:
            return
        work.join(_SOON)
        while work.is_alive():
            busy = self.busy
            with st.bottom, st.spinner(busy.in_(language)):
                while work.is_alive() and self.busy is busy:
                    work.join(_NOW_AND_THEN)
        failure, self._failure = self._failure, None
        if failure is not None:
            raise failure

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
