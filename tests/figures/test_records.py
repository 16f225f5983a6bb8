"""The rows behind figures: as many as the figure says, read from the right row of history, never about people in public."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest

from tests.figures.conftest import World, write_workbook
from wsd_data.delivery import LoadRequest, load
from wsd_data.figures import Monitor, Records, Selection
from wsd_data.figures import monitor as figures_monitor
from wsd_data.figures.monitor import REMEMBERED_ROWS
from wsd_data.figures.records import KINDS
from wsd_data.figures.selection import check_code
from wsd_data.model.dimensions import DIMENSIONS, TIME
from wsd_data.model.indicators import INDICATORS
from wsd_data.model.periods import parse_period
from wsd_data.model.problems import Usage
from wsd_data.store.fold import AsOf

EVERYTHING = 100_000
PUBLIC = [name for name, kind in KINDS.items() if not kind.people]
PEOPLE = [name for name, kind in KINDS.items() if kind.people]


def chosen(period: str | None = None, **where: str) -> Selection:
    return Selection.of(parse_period(period) if period else None, {d: codes.split(",") for d, codes in where.items()})


def titles(records: Records, column: str = "title") -> list[object]:
    return [row[column] for row in records.rows]


FIXED = [
    chosen(),
    chosen("2023"),
    chosen("2022-H2", region="twente,zwolle"),
    chosen(theme="bestaanszekerheid,eenzaamheid"),
    chosen("2021..2024", lectoraat="social-work", region="twente"),
    chosen(project="SX-BRAM,SX-ROK,SX-DROPIN"),
    chosen(project="_none"),
    chosen("1950"),
]


def drawn(monitor: Monitor, kind: str, seed: int) -> Selection:
    """A selection on two dimensions that the list permits, with codes that there are, and often a period."""
    random = Random(f"{kind} {seed}")
    permitted = [d for d in KINDS[kind].counted.dimensions if d not in TIME]
    where = {}
    for dimension in random.sample(permitted, 2):
        known = [*monitor.labels(dimension), "_none"]
        where[dimension] = random.sample(known, min(len(known), random.choice([1, 3, 9])))
    if random.random() < 0.3:
        where["quarter"] = random.sample(["2022-Q1", "2023-Q2", "2023-Q3", "2024-Q4", "_unplaced"], 2)
    period = random.choice([None, "2023", "2019..2024", "2023-04..2024-02"])
    return Selection.of(parse_period(period) if period else None, where)


@pytest.mark.parametrize("kind", ["presentations", "publications", "products", "members", "participants", "grants"])
def test_a_list_is_as_long_as_its_figure(monitor: Monitor, kind: str) -> None:
    filled = 0
    for selection in [*FIXED, *(drawn(monitor, kind, seed) for seed in range(25))]:
        records = monitor.records(kind, selection, "internal", limit=EVERYTHING)
        assert len(records.rows) == records.total
        total = monitor.answer(KINDS[kind].indicator, (), selection, policy="internal").total
        counted: Any = len(records.rows)
        if kind == "participants":
            counted = sum(row["attendances"] for row in records.rows)  # type: ignore[misc]
        if kind == "grants":
            counted = sum(row["counted"] or 0 for row in records.rows)  # type: ignore[misc]
        assert counted == pytest.approx(total.value or 0, abs=0.011), selection
        filled += bool(records.rows)
    assert filled > 8, "most selections found something"


@pytest.mark.parametrize("region", ["twente", "amsterdam", "zuyd"])
def test_shared_work_is_one_row_in_the_list_and_in_each_region(monitor: Monitor, region: str) -> None:
    for kind in ("presentations", "publications", "products"):
        rows = monitor.records(kind, chosen(), limit=EVERYTHING).rows
        here = monitor.records(kind, chosen(region=region), limit=EVERYTHING).rows
        assert [r for r in rows if region in r["region"]] == list(here)  # type: ignore[operator]
        assert any(len(r["region"]) > 1 for r in rows)  # type: ignore[arg-type]


def test_pages_follow_one_another_newest_first(monitor: Monitor) -> None:
    whole = monitor.records("presentations", chosen("2023"), limit=EVERYTHING)
    days = [row["date_from"] for row in whole.rows]
    assert days == sorted(days, reverse=True)  # type: ignore[type-var]
    pages = [monitor.records("presentations", chosen("2023"), offset=n, limit=40) for n in range(0, whole.total, 40)]
    assert [row for page in pages for row in page.rows] == list(whole.rows)
    assert monitor.records("presentations", chosen("2023"), offset=whole.total + 1).rows == ()


@pytest.mark.parametrize("kind", KINDS)
def test_every_column_can_be_sorted_by(monitor: Monitor, kind: str) -> None:
    columns = KINDS[kind].columns
    for name in columns:
        back = monitor.records(
            kind, chosen("2023", region="twente"), "internal", sort=f"-{name}", limit=EVERYTHING
        ).rows
        assert back and list(back[0]) == list(columns)
        given = [row[name] for row in back if row[name] not in (None, (), "")]
        assert [row[name] for row in back][: len(given)] == given, "what is not given comes last"
        if given and isinstance(given[0], int | float | date):
            assert given == sorted(given, reverse=True)  # type: ignore[type-var]


@pytest.mark.parametrize("kind", PEOPLE)
def test_rows_about_people_are_withheld_in_public(monitor: Monitor, kind: str) -> None:
    assert monitor.records(kind, chosen(), "internal").total > 0
    for policy in ({}, {"policy": "public"}):
        assert monitor.records(kind, chosen(), **policy) == Records((), 0, withheld=True)
    assert not monitor.records(kind, chosen(), "internal").withheld


def test_people_are_exactly_the_lists_of_what_the_gate_protects() -> None:
    for name, kind in KINDS.items():
        about_people = INDICATORS[kind.indicator].people or "participants" in kind.sheets or "casuses" in kind.sheets
        assert kind.people == about_people, name


def test_person_keys_never_leave(world: World) -> None:
    world.deliver({"participants": [{"person_key": "geheim-1"}]})
    key = world.store.engine.cursor().execute("SELECT person_key FROM h_participants").fetchone()[0]  # type: ignore[index]
    assert key
    for kind in ("participants", "activities"):
        (row,) = world.monitor.records(kind, chosen(), "internal").rows
        assert not any("person" in name for name in row)
        assert key not in repr(row) and "geheim" not in repr(row)


def test_words_are_searched_whatever_their_capitals_and_accents(world: World) -> None:
    world.deliver(
        {
            "publications": [
                {"title": "Privé: zorg én welzijn", "authors": "Çelik, A."},
                {"title": "100% _inzet_ voor zorg", "authors": "Jansen, P."},
            ]
        }
    )

    def found(search: str) -> list[object]:
        return titles(world.monitor.records("publications", search=search))

    assert found("PRIVE") == found("celik en") == found(" zörg  celik ") == ["Privé: zorg én welzijn"]
    assert found("_i") == found("0%") == ["100% _inzet_ voor zorg"]
    assert found("celik jansen") == found("%")[1:] == found("'; DROP TABLE h_publications; --") == []
    assert len(found("zorg")) == len(found("\ud800")) == len(found("")) == 2
    assert world.monitor.records("publications", search="zorg", limit=0).total == 2


def test_codes_are_those_that_count_and_columns_those_of_the_sheet(world: World) -> None:
    world.deliver(
        {
            "projects": [{"project": "P1", "municipality": "Hengelo", "funder": "ZonMw", "partners": "Een; Twee", "leader": "Lid"}],
            "presentations": [{"title": "Eigen", "project": "P1", "event": "Dag", "audience_count": "ca. 40"}, {"title": "Los"}],
        }
    )  # fmt: skip
    own, loose = sorted(world.monitor.records("presentations").rows, key=lambda row: str(row["title"]))
    inherited = (("P1",), ("GM0164",), ("zonmw",), ("bestaanszekerheid",))
    assert (own["project"], own["municipality"], own["funder"], own["theme"]) == inherited
    assert (own["event"], own["audience_count"], own["audience_count_estimate"]) == ("Dag", 40, True)
    assert (loose["project"], loose["municipality"], loose["region"]) == ((), (), ("twente",))
    assert (own["row_number"], own["deliverer"], own["entry"]) == (2, "twente", world.monitor.version())
    (project,) = world.monitor.records("projects").rows
    assert (project["code"], project["partners"]) == ("P1", ("Een", "Twee"))


def test_projects_of_every_status_that_overlap(world: World) -> None:
    world.deliver(
        {
            "projects": [
                {"project": "A", "status": "aangevraagd", "start": "2023"},
                {"project": "B", "status": "afgewezen", "start": "2021", "end": "2022"},
                {"project": "C", "status": "lopend", "start": "2020"},
            ]
        }
    )
    assert titles(world.monitor.records("projects", chosen("2023")), "code") == ["A", "C"]
    assert world.monitor.records("projects").total == 3
    (rejected,) = world.monitor.records("projects", chosen(status="afgewezen")).rows
    assert (rejected["date_from"], rejected["date_to"]) == (date(2021, 1, 1), date(2022, 12, 31))
    (open_ended,) = world.monitor.records("projects", chosen(project="C")).rows
    assert open_ended["date_to"] is None


def test_a_work_of_two_regions_is_one_row_from_its_latest_record(world: World) -> None:
    work = {"title": "Samen werken", "doi": "10.1000/abc"}
    world.deliver({"publications": [{**work, "published_in": "Oud"}]}, "twente", "2024-01-01")
    first = world.monitor.version()
    world.deliver({"publications": [{**work, "published_in": "Nieuw"}, {"title": "Ander"}]}, "zwolle", "2024-02-01")
    rows = {row["title"]: row for row in world.monitor.records("publications").rows}
    shared = rows["Samen werken"]
    assert (shared["records"], shared["published_in"], shared["deliverer"]) == (2, "Nieuw", "zwolle")
    assert set(shared["region"]) == {"twente", "zwolle"}  # type: ignore[call-overload]
    (then,) = world.monitor.records("publications", as_of=AsOf(entry=first)).rows
    assert (then["records"], then["published_in"], then["region"]) == (1, "Oud", ("twente",))


def test_two_sheets_of_one_kind_keep_their_rows_apart(world: World, tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "twee.xlsx", {"presentations": [{"title": "Eerste"}]})
    book = openpyxl.load_workbook(path)
    other = book.copy_worksheet(book["Presentaties"])
    other.title = "Presentations"
    for row in other.iter_rows(min_row=2):
        for cell in row:
            cell.value = "Tweede" if cell.value == "Eerste" else cell.value
    book.save(path)
    load(world.store, [LoadRequest(path, region="twente", received=date(2024, 6, 1), confirmed=True)])
    rows = world.monitor.records("presentations").rows
    assert sorted(titles(world.monitor.records("presentations"))) == ["Eerste", "Tweede"]  # type: ignore[type-var]
    assert {row["row_number"] for row in rows} == {2}
    assert world.monitor.records("presentations", search="tweede", sort="title").total == 1


def test_what_a_grant_spent_up_to_the_end_of_the_period(world: World) -> None:
    grant = {"grant": "G1", "awarded": 1200, "start": "2022", "end": "2024", "national": 120, "project": "P1"}
    world.deliver(
        {
            "projects": [
                {"project": "P1", "awarded": 7, "end": "2024"},
                {"project": "P2", "title": "Eigen geld", "awarded": 500, "start": "2023", "end": "2023", "funder": "ZonMw"},
            ],
            "funding": [
                {**grant, "spent": 100, "spent_on": "31-12-2022"},
                {**grant, "spent": 300, "spent_on": "31-12-2023"},
                {**grant, "spent": 900, "spent_on": "31-12-2024"},
            ],
        }
    )  # fmt: skip
    rows = {row["number"] or row["title"]: row for row in world.monitor.records("grants", chosen("2023")).rows}
    assert set(rows) == {"G1", "Eigen geld"}
    one = rows["G1"]
    assert (one["awarded"], one["counted"], one["national"], one["project"]) == (1200, 400, 120, ("P1",))
    assert (one["spent"], one["spent_on_to"], one["funder"]) == (300, date(2023, 12, 31), ("zonmw",))
    assert (rows["Eigen geld"]["counted"], rows["Eigen geld"]["spent"]) == (500, None)
    (now,) = world.monitor.records("grants", chosen(project="P1")).rows
    assert (now["spent"], now["counted"]) == (900, 1200)


def test_an_organisation_is_one_row_with_all_it_takes_part_in(world: World) -> None:
    world.deliver(
        {
            "projects": [{"project": "P1", "partners": "de Brug; Los"}],
            "members": [
                {"organisation": "De Brug", "start": "2021", "end": "2022", "represents": 11},
                {"organisation": "De Brug", "start": "2023", "project": "P1", "region": "Zwolle"},
            ],
        }
    )
    rows = {row["organisation"]: row for row in world.monitor.records("members").rows}
    assert set(rows) == {"De Brug", "Los"}
    brug = rows["De Brug"]
    assert (brug["date_from"], brug["date_to"], brug["organisation_type"]) == (date(2020, 1, 1), None, "welzijn")
    assert (brug["region"], brug["project"]) == (("twente", "zwolle"), ("P1",))
    assert rows["Los"]["organisation_type"] is None


def test_an_activity_on_a_day_is_one_row(world: World) -> None:
    rows = [
        {"activity_code": "A1", "attendances": 10, "hours": 2},
        {"activity_code": "A1", "role": "docent", "attendances": 5, "hours": 3},
    ]
    world.deliver({"participants": [*rows, {"activity_code": "A1", "date": "2-3-2023", "attendances": 1}]})
    last, first = world.monitor.records("activities", chosen(), "internal").rows
    assert (first["attendances"], first["hours"], set(first["role"])) == (15, 3, {"student", "docent"})  # type: ignore[call-overload]
    assert (last["activity_code"], last["activity"], last["attendances"]) == ("A1", "Leerkring", 1)


def test_an_activity_stands_wherever_any_of_its_rows_stands(world: World) -> None:
    both, one = {"activity_code": "A1", "attendances": 1}, {"activity_code": "A2", "attendances": 1}
    places = ("Enschede", "Hengelo; Almelo", "Enschede")
    rows = [*({**both, "municipality": place} for place in places), *({**one, "municipality": "Hengelo; Almelo"},) * 2]
    world.deliver({"participants": [*rows, {**both, "theme": "Armoede"}]})
    named = world.monitor.labels("municipality")
    found = {
        row["activity_code"]: ([named[code].nl for code in row["municipality"]], row["theme"])  # type: ignore[attr-defined]
        for row in world.monitor.records("activities", chosen(), "internal").rows
    }
    assert {code: sorted(places) for code, (places, _) in found.items()} == {
        "A1": ["Almelo", "Enschede", "Hengelo"], "A2": ["Almelo", "Hengelo"],
    }  # fmt: skip
    assert len(found["A1"][1]) == 1 and found["A2"][1] == ()  # type: ignore[arg-type]
    for name, count in (("Enschede", 1), ("Hengelo", 2)):
        assert world.monitor.answer("activities", (), chosen(municipality=name), policy="internal").total.value == count


def test_what_is_unknown_is_said(monitor: Monitor) -> None:
    for how in (
        {"kind": "people"}, {"kind": "projects", "sort": "person_key"}, {"kind": "projects", "sort": "h0.title; --"},
        {"kind": "projects", "offset": -1}, {"kind": "projects", "limit": -1}, {"kind": "projects", "policy": "all"},
        {"kind": "products", "selection": chosen(role="student")}, {"kind": "products", "selection": chosen(region="nergens")},
        {"kind": "casuses", "selection": chosen(role="student")},
    ):  # fmt: skip
        with pytest.raises(Usage):
            monitor.records(**{"policy": "public", **how})  # type: ignore[arg-type]


def test_an_empty_folder_has_empty_lists(world: World) -> None:
    for kind in KINDS:
        assert world.monitor.records(kind, chosen("2023"), "internal") == Records()
    assert world.monitor.overdue(date(2024, 1, 1)) == ()
    assert set(world.monitor.delivered(2023).values()) <= {"nothing", "not_applicable"}


def test_a_list_follows_a_new_delivery(world: World) -> None:
    world.deliver({"products": [{"title": "Een"}]}, received="2024-01-01")
    assert titles(world.monitor.records("products")) == ["Een"]
    assert world.monitor.records("products") is world.monitor.records("products")
    world.deliver({"products": [{"title": "Twee"}]}, received="2024-02-01")
    assert titles(world.monitor.records("products")) == ["Twee", "Een"]


def test_what_was_delivered_about_a_year(world: World) -> None:
    world.deliver({"products": [{"title": "Een", "date": "2023"}]}, nothing=(("casuses", 2023),))
    found = world.monitor.delivered(2023)
    assert (found["twente", "products"], found["twente", "casuses"], found["twente", "members"]) == (
        "rows",
        "declared",
        "nothing",
    )
    assert found["zwolle", "products"] == "nothing"
    assert len({sheet for _, sheet in found}) == 10
    assert {region for region, _ in found} == set(world.monitor.labels("region"))
    assert world.monitor.delivered(1950)["twente", "products"] == "not_applicable"


def test_projects_past_their_end(world: World) -> None:
    world.deliver(
        {
            "projects": [
                {"project": "A", "title": "Over tijd", "end": "2023"},
                {"project": "B", "status": "verlengd", "end": "31-12-2024", "region": "Zwolle"},
                {"project": "C", "status": "afgerond", "end": "2021"},
                {"project": "D"},
            ]
        }
    )
    today = date(2024, 12, 31)
    assert world.monitor.overdue(today) == (
        {"project": "A", "title": "Over tijd", "region": ("twente",), "end": date(2023, 12, 31)},
    )
    assert [row["project"] for row in world.monitor.overdue(date(2025, 1, 1))] == ["A", "B"]
    assert world.monitor.overdue(date(2025, 1, 1), chosen(region="noord")) == ()


def test_every_dimension_of_a_list_can_be_selected(monitor: Monitor) -> None:
    for name, kind in KINDS.items():
        for dimension in kind.counted.dimensions:
            assert dimension in DIMENSIONS
            code = "2023" if dimension == "year" else "_none" if dimension not in TIME else "_unplaced"
            monitor.records(name, chosen(**{dimension: code}), "internal", limit=1)


def test_lists_are_forgotten_before_they_fill_the_memory(monitor: Monitor) -> None:
    whole = monitor.records("presentations", chosen(), limit=1_000)
    assert monitor.records("presentations", chosen(), limit=1_000) is whole
    pages = [monitor.records("presentations", chosen(), offset=n, limit=1_000) for n in range(800, 812)]
    assert sum(len(page.rows) for page in pages) > REMEMBERED_ROWS
    assert monitor.records("presentations", chosen(), offset=811, limit=1_000) is pages[-1]
    assert monitor.records("presentations", chosen(), limit=1_000) is not whole


def test_a_large_list_pushes_nothing_out_and_grants_and_targets_stay_as_long_as_the_state(
    monitor: Monitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures_monitor, "REMEMBERED_ROWS", 6)
    page = monitor.records("presentations", chosen(), limit=5)
    assert len(monitor.records("projects", chosen(), limit=20).rows) == 20
    assert len(monitor.grants()) > 6 and monitor.grants() is monitor.grants()
    assert len(monitor.targets()) > 6 and monitor.targets() is monitor.targets()
    assert monitor.records("presentations", chosen(), limit=5) is page
    before = AsOf(entry=monitor.version() - 1)
    assert monitor.grants(before) is monitor.grants(before) is not monitor.grants()


def test_grants_by_number_are_those_of_the_whole_list(monitor: Monitor) -> None:
    monitor.forget()
    found = {number: monitor.grants(numbers=[number]) for number in ("VWS-2", "onbekend")}
    every = monitor.grants()
    assert found == {number: tuple(g for g in every if g.number == number) for number in found}
    monitor.forget()
    some = monitor.grants(numbers={grant.number for grant in every[::2]} | {"onbekend"})
    assert some == every[::2] and monitor.grants(numbers=()) == ()
    assert monitor.grants(numbers={grant.number for grant in every[::2]}) == some
    monitor.grants()
    assert monitor.grants(numbers={grant.number for grant in every[1::2]}) == every[1::2]


def test_a_code_written_as_it_is_means_itself() -> None:
    assert check_code("grant", "abc-1", ("abc-1", "ABC-1"), closed=True) == "abc-1"
    assert check_code("grant", "Abc-1", ("abc-1",), closed=True) == "abc-1"
    assert check_code("local_theme", "iets-anders", ("iets",), closed=False) == "iets-anders"


def test_who_leads_a_project_is_neither_shown_nor_found_in_public(world: World) -> None:
    world.deliver({"projects": [{"project": "TW-1", "title": "Samen", "leader": "Verholen"}]})
    monitor = world.monitor
    assert monitor.records("projects", policy="internal", search="verholen").rows[0]["leader"] == "Verholen"
    assert monitor.records("projects", policy="public", search="verholen").total == 0
    assert "leader" not in monitor.records("projects", policy="public").rows[0]
