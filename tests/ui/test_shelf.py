from __future__ import annotations

from wsd_data.ui.shelf import REMEMBERED, Shelf


def test_a_thing_is_made_once_and_the_oldest_goes_first() -> None:
    shelf, made = Shelf(), []

    def make(name: str) -> str:
        return shelf.get(name, lambda: made.append(name) or name)

    assert make("a") == make("a") == "a" and made == ["a"]
    for number in range(REMEMBERED):
        make(str(number))
    make("a")
    assert made.count("a") == 2 and made.count("0") == 1
