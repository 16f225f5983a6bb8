"""What changes in rows that are known already: old and new, column by column."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from wsd_data.delivery import ChangedField, Loaded, Store

Deliver = Callable[..., Loaded]


def talk(title: str, **more: object) -> dict[str, object]:
    return {"title": title, "type": "lezing", "date": date(2023, 5, 4), **more}


def test_only_columns_that_differ_are_named(store: Store, deliver: Deliver) -> None:
    deliver(store, {"presentations": [talk("a", audience_count=30), talk("b", theme=["Jeugd"]), talk("c")]})
    rows = [talk("a", audience_count=40, type="workshop"), talk("b", theme=["Armoede"]), talk("c"), talk("d")]
    done = deliver(store, {"presentations": rows})
    assert (done.new, done.changed, done.unchanged) == (1, 2, 1)
    first, second = done.changed_rows
    assert (first.sheet, first.row) == ("presentations", "a (04-05-2023)")
    assert first.fields == (
        ChangedField("type", ("lezing",), ("workshop",)),
        ChangedField("audience_count", (30.0, 30.0, 30.0, False), (40.0, 40.0, 40.0, False)),
    )
    assert second.fields == (ChangedField("theme", (("Jeugd",),), (("Armoede",),)),)


def test_no_more_than_two_hundred_and_never_a_person_key(store: Store, deliver: Deliver) -> None:
    row = {
        "activity": "Training", "type": "training", "role": "student", "date": date(2023, 1, 1), "attendances": 1,
    }  # fmt: skip
    people = [{**row, "person_key": f"hash-{n}"} for n in range(230)]
    deliver(store, {"participants": people})
    done = deliver(store, {"participants": [{**one, "hours": 2.0} for one in people]})
    assert done.changed == 230 and len(done.changed_rows) == 200
    assert {f.column for r in done.changed_rows for f in r.fields} == {"hours"}
    assert "hash" not in repr(done.changed_rows)
