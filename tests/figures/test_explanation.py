"""Why a figure changed, on histories written by hand: the cause of every row, and parts that sum to the difference."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from wsd_data.delivery import open_store, undo
from wsd_data.delivery.folder import REFERENCE_FOLDER
from wsd_data.figures import Explanation, Selection, Value
from wsd_data.figures.explanation import Published
from wsd_data.model.periods import parse_period
from wsd_data.model.problems import Usage
from wsd_data.store.fold import NOW, AsOf

if TYPE_CHECKING:
    from tests.figures.conftest import World


def asked(period: str | None = "2023", **where: str) -> Selection:
    return Selection.of(parse_period(period) if period else None, {d: codes.split(",") for d, codes in where.items()})


def why(
    world: World, indicator: str, before: int, after: int | None = None, policy: str = "internal", **where: Any
) -> Explanation:
    later = NOW if after is None else AsOf(entry=after)
    found = world.monitor.explain(indicator, asked(**where), AsOf(entry=before), later, policy)
    if found.difference is not None:
        assert sum(part.change or 0 for part in found.parts) == found.difference
    return found


def parts(found: Explanation) -> dict[str, Any]:
    return {part.kind: part.change for part in found.parts}


def rows(world: World, indicator: str, kind: Any, before: int, policy: str = "internal", **where: Any) -> list[Any]:
    found = world.monitor.changed_rows(indicator, kind, asked(**where), AsOf(entry=before), NOW, policy)
    assert len(found.rows) == found.total
    return [
        (row.words.split(" (")[0], *((p.entry, p.tab, p.row_number) if p else None for p in (row.was, row.now)))
        for row in found.rows
    ]


def test_late_corrected_and_removed_rows(world: World) -> None:
    first = world.deliver({"presentations": [{"title": t, "date": "1-3-2023"} for t in ("a", "b", "c")]})
    second = world.deliver(
        {
            "presentations": [
                {"title": "a", "date": "1-3-2023", "audience_count": 9},
                {"title": "d", "date": "2-3-2023", "audience_count": 5},
                {"title": "e", "date": "2-3-2022"},
                {"title": "b", "date": "1-3-2023"},
            ]
        },
        mode="full",
    )
    counted = why(world, "presentations", first)
    assert (counted.before.value, counted.after.value) == (3, 3)
    assert parts(counted) == {"removed": -1, "late": 1}
    assert rows(world, "presentations", "late", first) == [("d", None, (second, "Presentaties", 3))]
    assert rows(world, "presentations", "removed", first) == [("c", (first, "Presentaties", 4), None)]
    listened = why(world, "audience", first)
    assert (listened.before.status, listened.after.value, parts(listened)) == (
        "not_reported",
        14,
        {"removed": 0, "corrected": 9, "late": 5},
    )
    assert rows(world, "audience", "corrected", first) == [
        ("a", (first, "Presentaties", 2), (second, "Presentaties", 2))
    ]
    assert parts(why(world, "presentations", first, period="2022")) == {"late": 1}
    back = world.monitor.explain("presentations", asked(), NOW, AsOf(entry=first), "internal")
    assert parts(back) == {"removed": 1, "late": -1}
    assert (back.before, back.after) == (counted.after, counted.before)


def test_what_an_undo_takes_away_or_gives_back_is_no_late_row(world: World) -> None:
    first = world.deliver({"products": [{"title": "a"}, {"title": "b"}]})
    second = world.deliver({"products": [{"title": "a"}]}, mode="full")
    third = world.deliver({"products": [{"title": "x"}]})
    undo(world.store, second, confirmed=True)
    assert parts(why(world, "products", third)) == {"removed": 1}
    undo(world.store, third, confirmed=True)
    assert parts(why(world, "products", third)) == {"removed": 0}
    assert [r[0] for r in rows(world, "products", "removed", third)] == ["x", "b"]
    assert parts(why(world, "products", first)) == {}


def test_two_records_that_turn_out_to_be_one_work(world: World) -> None:
    work = {"title": "Een boek", "authors": "Jansen, P.", "doi": "10.1234/een"}
    first = world.deliver({"publications": [work]}, region="twente")
    other = {**work, "title": "Een boek!", "doi": "10.1234/twee"}
    second = world.deliver({"publications": [other]}, region="zwolle")
    assert parts(why(world, "publications", first)) == {"late": 1}
    world.deliver({"publications": [{**other, "doi": "10.1234/een"}]}, region="zwolle")
    assert world.total("publications") == 1
    assert parts(why(world, "publications", second)) == {"deduplicated": -1}
    assert {r[0] for r in rows(world, "publications", "deduplicated", second)} == {"Een boek", "Een boek!"}
    assert parts(why(world, "outputs", second)) == {"deduplicated": -1}
    assert parts(why(world, "publications", first)) == {}
    assert parts(why(world, "publications", first, region="zwolle")) == {"late": 1}


def test_a_row_that_moves_with_its_project(world: World) -> None:
    first = world.deliver({"projects": [{"project": "P1"}], "presentations": [{"title": "a", "project": "P1"}]})
    world.deliver({"projects": [{"project": "P1", "theme": "Eenzaamheid", "title": "Beter"}]})
    assert parts(why(world, "presentations", first, theme="eenzaamheid")) == {"corrected": 1}
    assert parts(why(world, "presentations", first, theme="bestaanszekerheid")) == {"corrected": -1}
    place = (first, "Presentaties", 2)
    assert rows(world, "presentations", "corrected", first, theme="eenzaamheid") == [("a", None, place)]
    assert rows(world, "presentations", "corrected", first, theme="bestaanszekerheid") == [("a", place, None)]


def test_a_changed_list_of_themes_is_a_change_of_classification(tmp_path: Path, world: World) -> None:
    from tests.figures.conftest import World

    first = world.deliver(
        {"presentations": [{"title": "a", "theme": "Armoede"}, {"title": "b", "theme": "Armoede", "date": "2-3-2023"}]}
    )
    world.store.close()
    reference = tmp_path / "reference"
    shutil.copytree(REFERENCE_FOLDER, reference)
    themes = reference / "themas.csv"
    text = themes.read_text("utf-8")
    assert text.count("Armoede|") == 1
    themes.write_text(text.replace("Armoede|", "", 1), "utf-8")
    with open_store(tmp_path / "data", reference) as store:
        later = World(store, tmp_path)
        later._number = 9
        later.deliver(
            {"presentations": [{"title": "b", "date": "2-3-2023", "theme": "Eenzaamheid"}]}, received="2026-11-22"
        )
        found = why(later, "presentations", first, theme="bestaanszekerheid")
        assert parts(found) == {"corrected": -1, "classification": -1}
        assert [r[0] for r in rows(later, "presentations", "classification", first, theme="bestaanszekerheid")] == ["a"]
        assert parts(why(later, "presentations", first)) == {}


def test_an_own_amount_stands_aside_for_a_grant(world: World) -> None:
    own = {"project": "P1", "start": "2023", "end": "2023", "awarded": 1200}
    first = world.deliver({"projects": [own]})
    world.deliver({"funding": [{"grant": "G1", "awarded": 1000.10, "project": "P1"}]})
    found = why(world, "grant_awarded", first)
    assert parts(found) == {"late": Decimal("1000.1"), "deduplicated": -1200}
    assert found.difference == Decimal("-199.9")


def test_a_stock_follows_the_row_it_comes_from(world: World) -> None:
    staff = {"kind": "medewerkers", "lectoraat": "Social Work"}
    first = world.deliver({"key_figures": [{**staff, "date": "1-2-2023", "value": 10}]})
    second = world.deliver({"key_figures": [{**staff, "date": "1-9-2023", "value": 14}]})
    assert parts(why(world, "staff", first)) == {"late": 4}
    world.deliver({"key_figures": [{**staff, "date": "1-9-2023", "value": 13}]})
    assert parts(why(world, "staff", second)) == {"corrected": -1}
    assert parts(why(world, "staff", first)) == {"late": 3}


def people(count: int, first: int = 1) -> list[dict[str, Any]]:
    return [{"attendances": 1, "person_key": f"p{n}"} for n in range(first, first + count)]


def test_people_are_counted_once_whatever_the_cause(world: World) -> None:
    first = world.deliver({"participants": people(20)})
    world.deliver({"participants": [*people(12, first=15)]}, region="zwolle")
    found = why(world, "unique_participants", first)
    assert (found.before.value, found.after.value, parts(found)) == (20, 26, {"late": 6})
    assert found.parts[0].rows == 12


def test_in_public_a_small_part_is_withheld_and_nothing_exact_follows(world: World) -> None:
    first = world.deliver({"participants": [{"attendances": 43}]})
    second = world.deliver({"participants": [{"attendances": 8, "activity": "Werkplaats"}]})
    third = world.deliver({"participants": [{"attendances": 45}]})
    public = why(world, "attendances", first, second, "public")
    assert (public.before.value, public.after.value, parts(public)) == (45, 50, {"late": 10, "protection": -5})
    small = why(world, "attendances", second, third, "public")
    assert parts(small) == {"corrected": None, "protection": 5}
    assert parts(why(world, "attendances", second, third)) == {"corrected": 2}
    assert [part.rows for part in small.parts] == [None, None]
    assert world.monitor.changed_rows("attendances", "corrected", asked(), AsOf(entry=second)).withheld
    assert not world.monitor.changed_rows("attendances", "corrected", asked(), AsOf(entry=second)).rows


def test_a_hidden_figure_is_not_explained(world: World) -> None:
    first = world.deliver({"participants": [{"attendances": 3}]})
    world.deliver({"participants": [{"attendances": 40, "activity": "Groot"}]})
    found = why(world, "attendances", first, policy="public")
    assert (found.before.status, found.difference, found.parts) == ("suppressed", None, ())


def test_rows_of_people_stay_inside_also_behind_other_figures(world: World) -> None:
    first = world.deliver({"presentations": [{"title": "a", "municipality": "Hengelo"}]})
    world.deliver(
        {"participants": [{"municipality": "Enschede"}], "presentations": [{"title": "b", "municipality": "Zwolle"}]}
    )
    assert parts(why(world, "municipalities_reached", first)) == {"late": 2}
    found = why(world, "municipalities_reached", first, policy="public")
    assert [(p.change, p.rows) for p in found.parts] == [(2, 1)]
    page = world.monitor.changed_rows("municipalities_reached", "late", asked(), AsOf(entry=first))
    assert ([row.sheet for row in page.rows], page.withheld) == (["presentations"], True)


def test_unknown_states_are_refused(world: World) -> None:
    with pytest.raises(Usage):
        world.monitor.explain("presentations", before=AsOf(entry=99))
    with pytest.raises(Usage):
        world.monitor.changed_rows("presentations", "late", limit=-1)
    assert world.monitor.explain("presentations", before=AsOf(day=date(1999, 1, 1))).parts == ()


def test_a_published_figure_is_told_apart_from_what_the_definitions_of_now_make_of_it(world: World) -> None:
    first = world.deliver({"presentations": [{"title": "a"}], "participants": [{"attendances": 43}]})
    world.deliver({"presentations": [{"title": "b"}], "participants": [{"attendances": 8, "activity": "Extra"}]})

    def since(indicator: str, published: Published, policy: str = "internal") -> Explanation:
        return world.monitor.explain(indicator, asked(), AsOf(entry=first), NOW, policy, published)

    otherwise = since("presentations", Published(Value(4, 4, 4, "ok"), "internal"))
    assert (otherwise.before.value, otherwise.difference, parts(otherwise)) == (4, -2, {"definition": -3, "late": 1})
    rounded = since("attendances", Published(Value(45, None, None, "ok"), "public"))
    assert (rounded.difference, parts(rounded)) == (6, {"late": 8, "protection": -2})
    inside = since("attendances", Published(Value(43, 43, 43, "ok"), "internal"), "public")
    assert (inside.before.value, inside.difference, parts(inside)) == (45, 5, {"late": 10, "protection": -5})
    hidden = since("attendances", Published(Value(None, None, None, "suppressed", "small"), "public"))
    assert (hidden.difference, hidden.parts) == (None, ())
    back = world.monitor.explain(
        "presentations", asked(), NOW, AsOf(entry=first), "internal", Published(Value(2, 2, 2, "ok"), "internal")
    )
    assert parts(back) == {"late": -1}
