"""What a press sets in motion is done whole and once, and the next page waits for it."""

from __future__ import annotations

import threading

from wsd_data.ui.acting import Acting


def test_a_press_is_carried_out_once_and_another_one_again() -> None:
    mine, done = Acting(), list[int]()

    def do(number: int) -> bool:
        done.append(number)
        return number > 0

    mine.act("undo 2 of 5", do, 1)
    mine.act("undo 2 of 5", do, 2)
    mine.act("undo 2 of 6", do, 3)
    assert done == [1, 3]
    mine.act("note", do, 0)
    mine.act("note", do, 4)
    assert done == [1, 3, 0, 4], "what was refused may be tried again"


def test_who_comes_meanwhile_waits_and_nothing_is_done_twice() -> None:
    mine, order = Acting(), list[str]()
    begun, go = threading.Event(), threading.Event()

    def slow() -> bool:
        begun.set()
        assert go.wait(60)
        order.append("done")
        return True

    def page() -> None:
        mine.wait()
        order.append("page")

    first, second = (threading.Thread(target=mine.act, args=("take", slow)) for _ in range(2))
    first.start()
    assert begun.wait(60)
    second.start()
    waiting = threading.Thread(target=page)
    waiting.start()
    waiting.join(0.05)
    assert waiting.is_alive() and order == []
    go.set()
    for thread in (first, second, waiting):
        thread.join(60)
    assert order == ["done", "page"]
