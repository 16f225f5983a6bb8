"""What a press sets in motion is done whole and once, and the next page waits for it."""

from __future__ import annotations

import sys
import threading

import pytest

from wsd_data.model.text import Text
from wsd_data.ui.acting import Acting

SAYING = Text("Bezig", "Busy")


def test_a_press_is_carried_out_once_and_another_one_again() -> None:
    mine, done = Acting(), list[int]()

    def do(number: int) -> bool:
        done.append(number)
        return number > 0

    def press(name: str, number: int) -> None:
        mine.act(name, SAYING, do, number)
        mine.wait("nl")

    press("undo 2 of 5", 1)
    press("undo 2 of 5", 2)
    press("undo 2 of 6", 3)
    press("undo 2 of 5", 4)
    assert done == [1, 3]
    press("note", 0)
    press("note", 5)
    assert done == [1, 3, 0, 5], "what was refused may be tried again"


def test_who_comes_meanwhile_waits_and_all_is_done_in_its_turn() -> None:
    mine, order = Acting(), list[str]()
    begun, go = threading.Event(), threading.Event()

    def slow(word: str) -> bool:
        begun.set()
        assert go.wait(60)
        order.append(word)
        return True

    def page() -> None:
        mine.wait("nl")
        order.append("page")

    mine.act("take", SAYING, slow, "first")
    assert begun.wait(60)
    mine.act("take", SAYING, slow, "again")
    mine.act("undo", SAYING, slow, "second")
    waiting = threading.Thread(target=page)
    waiting.start()
    waiting.join(0.05)
    assert waiting.is_alive() and order == []
    go.set()
    waiting.join(60)
    assert order == ["first", "second", "page"]


def test_a_page_that_comes_the_moment_a_press_begins() -> None:
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for round_ in range(300):
            mine, done = Acting(), list[int]()
            press = threading.Thread(
                target=mine.act, args=(str(round_), SAYING, lambda done=done: done.append(1) is None)
            )
            press.start()
            while press.is_alive():
                mine.wait("nl")
            mine.wait("nl")
            assert done == [1]
    finally:
        sys.setswitchinterval(usual)


def test_what_was_not_foreseen_is_raised_where_the_page_is_drawn_once() -> None:
    mine = Acting()

    def fails() -> bool:
        raise KeyError("column")

    mine.act("take", SAYING, fails)
    with pytest.raises(KeyError):
        mine.wait("nl")
    mine.wait("nl")
