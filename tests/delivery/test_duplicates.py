"""Rows that stand twice, in the file or beside what is in force."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from wsd_data.delivery import Loaded, Store

Deliver = Callable[..., Loaded]


def work(title: str, author: str = "Jansen, J.", year: int = 2022, **more: object) -> dict[str, object]:
    return {
        "title": title, "authors": author, "type": "rapport", "audience_type": "vak",
        "date_from": date(year, 1, 1), "date_to": date(year, 12, 31), **more,
    }  # fmt: skip


def talk(title: str, **more: object) -> dict[str, object]:
    return {"title": title, "type": "lezing", "date": date(2023, 5, 4), **more}


def found(loaded: Loaded) -> list[tuple[str, int]]:
    return [(f.code, f.row) for f in loaded.findings]


def test_a_row_that_stands_twice_in_a_file(store: Store, deliver: Deliver) -> None:
    done = deliver(store, {"presentations": [talk("a"), talk("b"), talk("A")]})
    assert found(done) == [("twice", 4)] and "rij 2" in done.findings[0].message.nl
    rows = [talk("c", region=["twente"]), talk("c", region=["zwolle"])]
    assert found(deliver(store, {"presentations": rows}, region="network")) == [], "two regions report the same"
    person = {"activity": "x", "type": "training", "role": "student", "date": date(2023, 1, 1), "attendances": 1}
    assert found(deliver(store, {"participants": [person, person]})) == [], "two people alike"


def test_one_doi_with_two_works(store: Store, deliver: Deliver) -> None:
    deliver(store, {"publications": [work("Samen", year=2020, doi="10.1/a")]}, region="zwolle")
    done = deliver(
        store, {"publications": [work("Samen", doi="10.1/a"), work("X", doi="10.1/b"), work("Y", doi="10.1/b")]}
    )
    assert found(done) == [("doi_elsewhere", 2), ("doi_elsewhere", 4)]
    first = done.findings[0]
    assert (
        (first.cell[-1], first.value) == ("2", "10.1/a") and "zwolle" in first.message.nl and "2020" in first.message.nl
    )
    again = deliver(store, {"publications": [work("Samen", doi="10.1/a")]})
    assert ("doi_elsewhere", 2) in found(again), "as long as it is not repaired"


def test_one_isbn_with_two_books(store: Store, deliver: Deliver) -> None:
    deliver(store, {"publications": [work("Boek", isbn="9789012345675")]}, region="zwolle")
    rows = [work("Ander boek", isbn="9789012345675"), work("Stuk erin", isbn="9789012345675", type="hoofdstuk")]
    assert found(deliver(store, {"publications": rows})) == [("isbn_elsewhere", 2)]


def test_one_title_with_two_first_authors(store: Store, deliver: Deliver) -> None:
    deliver(store, {"publications": [work("Wél samen!"), work("Anders", doi="10.1/x")]}, region="zwolle")
    rows = [
        work("Wel Samen", "Bakker, B."),
        work("Anders", "Bakker, B.", doi="10.1/y"),
        work("Wel samen", "Smit", 2021),
    ]
    assert found(deliver(store, {"publications": rows})) == [("same_title", 2)]


def test_what_another_region_delivered_too(store: Store, deliver: Deliver) -> None:
    deliver(store, {"presentations": [talk("Armoede!"), talk("Jeugd", event="Dag A")]}, region="zwolle")
    rows = [talk("armoede"), talk("Jeugd", event="Dag B"), talk("Armoede!", date=date(2023, 5, 5))]
    done = deliver(store, {"presentations": rows})
    assert found(done) == [("also_elsewhere", 2)] and "zwolle" in done.findings[0].message.nl
    assert found(deliver(store, {"presentations": rows})) == [], "said when it came"
