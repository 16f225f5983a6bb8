"""What a load does to history, and what it refuses."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from wsd_data.delivery import Loaded, LoadRequest, Store, commit, deliveries, load, undo, verify
from wsd_data.intake import FileRead
from wsd_data.model.clock import today
from wsd_data.model.findings import Finding
from wsd_data.model.periods import parse_period
from wsd_data.model.problems import Refused, Usage
from wsd_data.model.text import Text

Deliver = Callable[..., Loaded]
Make = Callable[..., FileRead]


def product(title: str, year: int = 2023, **more: object) -> dict[str, object]:
    return {"title": title, "type": "toolbox", "date_from": date(year, 1, 1), "date_to": date(year, 12, 31), **more}


def titles(store: Store, sheet: str = "products") -> list[str]:
    cursor = store.engine.cursor()
    return [r[0] for r in cursor.execute(f"SELECT title FROM c_{sheet} ORDER BY title").fetchall()]


def counts(loaded: Loaded) -> tuple[int, int, int, int]:
    return loaded.new, loaded.changed, loaded.unchanged, loaded.ended


def test_counts_new_changed_and_unchanged_rows(store: Store, deliver: Deliver) -> None:
    assert counts(deliver(store, {"products": [product("A"), product("B")]})) == (2, 0, 0, 0)
    second = deliver(store, {"products": [product("a"), product("B", link="https://b"), product("C")]})
    assert counts(second) == (1, 2, 0, 0), "a title in another case is the same row with another spelling"
    assert counts(deliver(store, {"products": [product("a"), product("B", link="https://b")]})) == (0, 0, 2, 0)
    assert titles(store) == ["B", "C", "a"]


def test_equal_keys_in_a_file_are_told_apart_by_their_order(store: Store, deliver: Deliver) -> None:
    rows = [product("Film", link="1", row_number=5), product("Film", link="2", row_number=9)]
    assert counts(deliver(store, {"products": rows})) == (2, 0, 0, 0)
    assert counts(deliver(store, {"products": [rows[0], product("FILM", link="3")]})) == (0, 1, 1, 0)
    cursor = store.engine.cursor()
    assert cursor.execute("SELECT link FROM c_products ORDER BY link").fetchall() == [("1",), ("3",)]


def test_the_order_of_a_list_makes_no_other_key(store: Store, deliver: Deliver) -> None:
    row = {"kind": "volgers", "date": date(2024, 2, 1), "value": 10, "channel": "LinkedIn"}
    deliver(store, {"key_figures": [{**row, "lectoraat": ["a", "b"]}]})
    assert deliver(store, {"key_figures": [{**row, "lectoraat": ["b", "a"]}]}).new == 0


def test_same_rows_of_two_deliverers_stand_side_by_side(store: Store, deliver: Deliver) -> None:
    deliver(store, {"products": [product("A")]}, region="twente")
    assert deliver(store, {"products": [product("A")]}, region="zwolle").new == 1
    assert titles(store) == ["A", "A"]


def test_same_file_twice_commits_nothing(store: Store, deliver: Deliver, folder: Path) -> None:
    first = deliver(store, {"products": [product("A")]}, name="a.xlsx")
    ledger = sorted((folder / "ledger").iterdir())
    again = deliver(store, {"products": [product("A")]}, name="a.xlsx")
    assert again.duplicate and again.id == first.id and [f.code for f in again.findings] == ["duplicate"]
    assert store.version() == first.id and sorted((folder / "ledger").iterdir()) == ledger
    assert not deliver(store, {"products": [product("A")]}, name="a.xlsx", region="zwolle").duplicate
    assert not deliver(store, {"products": [product("A")]}, name="a.xlsx", mode="full").duplicate
    assert not deliver(store, {"products": [product("A")]}, name="a.xlsx", scope=parse_period("2023")).duplicate
    undo(store, first.id, confirmed=True)
    assert not deliver(store, {"products": [product("A")]}, name="a.xlsx").duplicate


def test_a_full_delivery_ends_what_is_absent_within_its_own_years(store: Store, deliver: Deliver) -> None:
    deliver(store, {"products": [product("A", 2022), product("B"), product("C"), product("D", 2024)]})
    deliver(store, {"products": [product("Z")]}, region="zwolle")
    done = deliver(store, {"products": [product("C")]}, mode="full", confirmed=True)
    assert counts(done) == (0, 0, 1, 1) and done.ended_rows == (("products", "B (01-01-2023 – 31-12-2023)"),)
    assert titles(store) == ["A", "C", "D", "Z"]
    done = deliver(store, {"products": [product("C")]}, mode="full", scope=parse_period("2022..2024"), confirmed=True)
    assert titles(store) == ["C", "Z"] and done.ended == 2 and done.scope == "2022..2024"


def test_endings_must_be_confirmed(store: Store, deliver: Deliver) -> None:
    deliver(store, {"products": [product("A"), product("B")]})
    with pytest.raises(Refused) as refused:
        deliver(store, {"products": [product("A")]}, mode="full")
    assert [f.code for f in refused.value.findings] == ["ends"] and "B (" in refused.value.findings[0].message.en
    asked: list[object] = []
    with pytest.raises(Refused):
        deliver(store, {"products": [product("A")]}, mode="full", confirm=lambda rows: bool(asked.append(rows)))
    assert titles(store) == ["A", "B"] and len(asked) == 1
    deliver(store, {"products": [product("A")]}, mode="full", confirm=lambda rows: len(rows) == 1)
    assert titles(store) == ["A"]


def test_a_row_without_end_is_inside_the_scope_if_its_start_is(store: Store, deliver: Deliver) -> None:
    def project(code: str, start: int, end: int | None = None) -> dict[str, object]:
        days = {"end": date(end, 12, 31)} if end else {}
        return {
            "project": code, "title": code, "region": ["twente"], "theme": ["Jeugd"], "status": "lopend",
            "start": date(start, 1, 1), **days,
        }  # fmt: skip

    deliver(store, {"projects": [project("OPEN", 2022), project("LONG", 2022, 2025), project("OLD", 2021)]})
    deliver(store, {"projects": [project("P", 2022, 2024)]}, mode="full", confirmed=True)
    assert titles(store, "projects") == ["LONG", "OLD", "P"]


def test_the_default_scope_of_an_open_row_runs_to_the_received_year(store: Store, deliver: Deliver) -> None:
    member = {"organisation": "Stichting", "organisation_type": "welzijn", "region": ["twente"]}
    done = deliver(store, {"members": [{**member, "start": date(2020, 5, 1)}]}, received=date(2023, 3, 1))
    cursor = store.engine.cursor()
    found = cursor.execute(
        "SELECT scope_from, scope_to, explicit FROM entry_sheets WHERE entry = ?", [done.id]
    ).fetchall()
    assert found == [(date(2020, 1, 1), date(2023, 12, 31), False)]
    assert cursor.execute("SELECT first_day, last_day, open_ended FROM c_members").fetchall() == [
        (date(2020, 5, 1), date(2023, 12, 31), True)
    ]


def test_nothing_to_report_ends_the_rows_of_that_year(store: Store, deliver: Deliver) -> None:
    deliver(store, {"products": [product("A", 2021), product("B", 2022), product("C", 2023)]})
    deliver(store, {}, nothing=(("products", 2021), ("products", 2023)), mode="full", confirmed=True)
    assert titles(store) == ["B"]
    assert deliveries(store)[-1]["sheets"] == ["products"]


def test_nothing_to_report_beside_rows_in_force_is_a_warning(store: Store, deliver: Deliver) -> None:
    deliver(store, {"products": [product("A", 2021)]})
    done = deliver(store, {}, nothing=(("products", 2021), ("products", 2022)))
    assert [f.code for f in done.findings] == ["nothing_but_rows"] and titles(store) == ["A"]


def test_refused_rows_stop_everything_unless_accepted(store: Store, deliver: Deliver) -> None:
    rows = {"products": [product("A"), product("B", refused=True)]}
    with pytest.raises(Refused):
        deliver(store, rows)
    assert titles(store) == []
    done = deliver(store, rows, accept_refused=True)
    assert done.refused == 1 and titles(store) == ["A"]
    cursor = store.engine.cursor()
    assert cursor.execute("SELECT incomplete FROM entries WHERE id = ?", [done.id]).fetchone() == (True,)


def test_a_refused_row_ends_nothing(store: Store, deliver: Deliver) -> None:
    deliver(store, {"products": [product("A"), product("B"), product("C")]})
    full = {"mode": "full", "accept_refused": True, "confirmed": True}
    deliver(store, {"products": [product("A"), product("B", refused=True)]}, **full)
    assert titles(store) == ["A", "B"], "C is absent; B is there, though refused"
    deliver(store, {"products": [product("A"), product("?", refused=True, key_readable=False)]}, **full)
    assert titles(store) == ["A", "B"], "an unreadable key may be that of any row"


def test_a_refused_row_counts_in_the_occurrences(store: Store, deliver: Deliver) -> None:
    rows = [product("A", link="1", refused=True), product("A", link="2")]
    deliver(store, {"products": rows}, accept_refused=True)
    done = deliver(store, {"products": [product("A", link="1"), product("A", link="2")]})
    assert counts(done) == (1, 0, 1, 0)


@pytest.mark.parametrize(
    ("region", "about", "regions", "expected"),
    [
        ("Zwolle", {"deliverer": "twente"}, [["twente"]], "zwolle"),
        (None, {"deliverer": "twente"}, [["zwolle"]], "twente"),
        (None, {}, [["zwolle"], None], "zwolle"),
        (None, {}, [["zwolle"], ["twente"]], "network"),
        (None, {}, [None], "network"),
    ],
)
def test_deliverer(
    store: Store, deliver: Deliver, region: str, about: dict[str, str], regions: list[object], expected: str
) -> None:
    rows = [product(f"P{i}", region=r) for i, r in enumerate(regions)]
    assert deliver(store, {"products": rows}, region=region, about=about).deliverer == expected


def test_wrong_requests(store: Store, deliver: Deliver) -> None:
    for wrong in ({"region": "atlantis"}, {"mode": "half"}, {"nothing": (("novels", 2023),)}):
        with pytest.raises(Usage):
            deliver(store, {"products": [product("A")]}, **wrong)
    with pytest.raises(Usage):
        load(store, [])
    with pytest.raises(Refused):
        deliver(store, {})


def test_received_dates_go_forward(store: Store, deliver: Deliver) -> None:
    with pytest.raises(Refused):
        deliver(store, {"products": [product("A")]}, received=today() + timedelta(days=1))
    first = deliver(store, {"products": [product("A")]}, received=date(2022, 5, 1))
    deliver(store, {"products": [product("B")]}, received=date(2022, 5, 1))
    with pytest.raises(Refused):
        deliver(store, {"products": [product("C")]}, received=date(2022, 4, 30))
    undo(store, first.id, confirmed=True)
    deliver(store, {"products": [product("C")]}, received=date(2022, 5, 2))
    assert deliveries(store)[-1]["received"] == "2022-05-02"


def test_files_together_go_in_all_or_none(store: Store, make_read: Make, tmp_path: Path, folder: Path) -> None:
    good = make_read({"products": [product("A")]}, name="good.xlsx")
    bad = make_read({"products": [product("B", refused=True)]}, name="bad.xlsx")
    requests = [LoadRequest(tmp_path / r.name, region="twente", received=date(2024, 1, 1)) for r in (good, bad)]
    before = store.version()
    with pytest.raises(Refused):
        commit(store, list(zip(requests, (good, bad), strict=True)))
    assert store.version() == before and titles(store) == [] and verify_open(store, folder) == []
    better = make_read({"products": [product("B")]}, name="better.xlsx")
    requests[1] = LoadRequest(tmp_path / "better.xlsx", region="twente", received=date(2024, 1, 1))
    done = commit(store, list(zip(requests, (good, better), strict=True)))
    assert [d.id for d in done] == [before + 1, before + 2] and titles(store) == ["A", "B"]
    again = commit(store, [(requests[0], good), (requests[0], good)])
    assert [(d.id, d.duplicate) for d in again] == [(before + 1, True)] * 2


def verify_open(store: Store, folder: Path) -> list[str]:
    store.close()
    found = [d.code for d in verify(folder)]
    from wsd_data.store.engine import open_engine

    store.engine = open_engine(folder)
    return found


def test_examples_stay_out_of_real_data(store: Store, deliver: Deliver) -> None:
    with pytest.raises(Refused) as refused:
        deliver(store, {"products": [product("A")]}, about={"example": True})
    assert "voorbeeld" in refused.value.message.nl and "example" in refused.value.message.en


def test_an_error_about_the_whole_file_refuses_it(store: Store, deliver: Deliver) -> None:
    damaged = Finding("damaged", "error", Text("Beschadigd.", "Damaged."))
    deliverer = Finding(
        "deliverer_unknown", "error", Text("Onbekend.", "Unknown."), "Toelichting", 3, "Aanleveraar", "B3"
    )
    for error in (damaged, deliverer):
        with pytest.raises(Refused) as refused:
            deliver(store, {"products": [product("A")]}, region=None, about={"findings": (error,)}, accept_refused=True)
        assert refused.value.findings == (error,)


def test_what_the_explanation_sheet_leaves_unclear_may_be_said_with_the_request(store: Store, deliver: Deliver) -> None:
    error = Finding("deliverer_unknown", "error", Text("Onbekend.", "Unknown."), "Toelichting", 3, "Aanleveraar", "B3")
    done = deliver(store, {"products": [product("A")]}, region="twente", about={"findings": (error,)})
    assert done.deliverer == "twente"


def test_a_year_that_cannot_be_is_wrong_usage(store: Store, deliver: Deliver) -> None:
    with pytest.raises(Usage):
        deliver(store, {"products": [product("A")]}, nothing=(("presentations", 0),))


def test_the_archive_holds_rows_record_and_upload(store: Store, deliver: Deliver, folder: Path) -> None:
    done = deliver(store, {"products": [product("A", row_number=7)]}, name="a.xlsx")
    place = folder / "archive" / f"{done.id:06d}"
    assert sorted(f.name for f in place.iterdir()) == ["delivery.json", "h_products.parquet", "upload.xlsx"]
    assert {f.stat().st_mode & 0o777 for f in place.iterdir()} == {0o600}
    with (place / "h_products.parquet").open("rb") as stream:
        [row] = pq.read_table(stream).to_pylist()
    assert row["row_number"] == 7 and row["title"] == "A" and row["entry"] == done.id
    record = json.loads((place / "delivery.json").read_text())
    assert record["entry"]["deliverer"] == "twente" and record["mapping"] == {}
    assert json.loads(record["sheets"][0]["letters"])["title"] == "B"


def test_a_personal_upload_and_its_values_are_not_kept(store: Store, deliver: Deliver, folder: Path) -> None:
    row = {
        "activity": "Les", "type": "training", "role": "student", "date": date(2023, 1, 1), "attendances": 1,
        "person_key": "0" * 64,
    }  # fmt: skip
    finding = Finding(
        "odd", "warning", Text("Vreemd.", "Odd."), "Deelnemers", 2, "Sleutel", "A2", "J. Jansen", "K. Jansen"
    )
    done = deliver(store, {"participants": [row]}, about={"personal": True, "findings": (finding,)})
    place = folder / "archive" / f"{done.id:06d}"
    assert not (place / "upload.xlsx").exists()
    assert "Jansen" not in (place / "delivery.json").read_text()
    cursor = store.engine.cursor()
    assert cursor.execute("SELECT cell, value, suggestion FROM findings").fetchall() == [("A2", None, None)]


def test_a_file_that_changed_meanwhile_is_refused(store: Store, make_read: Make, tmp_path: Path) -> None:
    read = make_read({"products": [product("A")]}, name="a.xlsx")
    (tmp_path / "a.xlsx").write_bytes(b"other")
    with pytest.raises(Refused):
        commit(store, [(LoadRequest(tmp_path / "a.xlsx", region="twente"), read)])
    assert titles(store) == []


def test_list_of_deliveries(store: Store, deliver: Deliver) -> None:
    first = deliver(store, {"products": [product("A")]}, name="a.xlsx", scope=parse_period("2023-H1"))
    undo(store, first.id, confirmed=True)
    reference, delivery, undone = deliveries(store)
    assert (reference["kind"], delivery["kind"], undone["kind"]) == ("reference", "delivery", "undo")
    assert delivery["sheets"] == ["products"] and delivery["scope"] == "2023-H1" and delivery["file"] == "a.xlsx"
    assert delivery["undone_by"] == undone["id"] and undone["undoes"] == first.id and reference["undone_by"] is None
    assert delivery["received"] == "2024-01-01" and str(delivery["recorded"]).endswith("Z")
    json.dumps([reference, delivery, undone])
