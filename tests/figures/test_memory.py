"""What is remembered of answers: the latest asked for, of the latest data, worked out once however many ask."""

from __future__ import annotations

import threading

from wsd_data.figures.memory import Memory, Turns


def test_the_longest_not_asked_for_goes_first() -> None:
    memory = Memory(3, 10, len)
    for name in "abc":
        memory.keep((1, name), name)
    assert memory.get((1, "a")) == "a"
    memory.keep((1, "d"), "d")
    assert [memory.get((1, name)) for name in "abcd"] == ["a", None, "c", "d"]


def test_rows_of_everything_together_are_counted() -> None:
    memory = Memory(10, 10, len)
    memory.keep((1, "six"), "123456")
    memory.keep((1, "four"), "1234")
    assert memory.get((1, "six")) and memory.get((1, "four"))
    memory.keep((1, "eleven"), "12345678901")
    assert memory.get((1, "eleven")) is None, "more than fits is not kept, and pushes nothing out"
    memory.keep((1, "four"), "4321")
    assert memory.get((1, "six")), "what takes the place of the same weighs once"
    assert memory.get((1, "four")) == "4321"
    memory.keep((1, "five"), "12345")
    assert memory.get((1, "six")) is None and memory.get((1, "four")) and memory.get((1, "five"))


def test_a_later_version_of_the_data_takes_the_place_of_the_earlier() -> None:
    memory = Memory(10, 10, len)
    memory.keep((1, "a"), "a")
    memory.keep((2, "b"), "b")
    assert memory.get((1, "a")) is None and memory.get((2, "b")) == "b"


def test_one_works_out_what_several_ask_and_others_go_on() -> None:
    turns, memory = Turns(), Memory(10, 10, len)
    begun, go, done, made = threading.Event(), threading.Event(), threading.Event(), []

    def ask(name: str, wait: bool) -> None:
        with turns.of((1, name)):
            if memory.get((1, name)) is None:
                made.append(name)
                begun.set()
                assert not wait or go.wait(10)
                memory.keep((1, name), name)

    first = threading.Thread(target=ask, args=("same", True))
    first.start()
    assert begun.wait(10)

    def second() -> None:
        ask("same", True)
        done.set()

    other = threading.Thread(target=second)
    other.start()
    ask("another", False)
    assert not done.wait(0.1), "whoever asks the same waits"
    go.set()
    first.join(10)
    other.join(10)
    assert done.is_set() and made == ["same", "another"]
