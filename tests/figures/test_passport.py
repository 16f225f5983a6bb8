"""The passport of a figure: its rows come to the figure, and each stands where the passport says it does."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from tests.oracle.history import history
from tests.oracle.questions import DIMENSIONS, questions
from tests.oracle.test_oracle import deliver, states
from wsd_data.figures import Monitor, Selection
from wsd_data.figures.passport import Passport
from wsd_data.model.indicators import INDICATORS
from wsd_data.model.periods import parse_period
from wsd_data.model.problems import Usage
from wsd_data.model.sheets import SHEETS
from wsd_data.store.fold import NOW, AsOf

if TYPE_CHECKING:
    from tests.figures.conftest import World

EXAMPLES = Path(__file__).resolve().parents[2] / "data" / "examples"
EVERYTHING = 100_000
READY = [i.id for i in INDICATORS.values() if not i.planned]
SEEDS = range(100, 140 if os.environ.get("WSD_PROVE") else 101)


def chosen(period: str | None = None, **where: str) -> Selection:
    return Selection.of(parse_period(period) if period else None, {d: codes.split(",") for d, codes in where.items()})


def wrong(made: Passport) -> str:
    """What the rows come to, where that is not the figure; a sum in plain Python, "" when all is well."""
    total, rows = made.answer.total, made.rows
    filled = [row for row in rows if row.adds is not None]
    value = sum(row.adds for row in filled)  # type: ignore[misc]
    low = sum(row.low or 0 for row in filled)
    unbounded = any(row.high is None for row in filled)
    high = None if unbounded else sum(row.high or 0 for row in filled)
    estimate = any(row.estimate for row in rows)
    if all(row.role == "joined" for row in filled):
        good = not total.value and not value
    elif made.answer.indicator.measure == "unique_people" and any(row.role == "range" for row in rows):
        # A range has bounds of its own; at most it is everyone with a key and all that the other rows may hold.
        good = total.low >= value and (high is None or (total.high is not None and total.high >= high))  # type: ignore[operator]
        good = good and (not unbounded or total.high is None) and (total.value in (None, total.low))
    else:
        near = [(total.value, value), (total.low, low), (total.high, high)]
        good = all(a is b if a is None or b is None else abs(a - b) < 0.0051 for a, b in near)
        good = good and estimate == total.estimate
    if good and made.total == len(rows) == sum(one.rows for one in made.brought):
        return ""
    return f"{made.answer.indicator.id}: {value} ({low}-{high}) in {len(rows)} of {made.total} rows, shown {total}"


SELECTIONS = [
    chosen(),
    chosen("2023"),
    chosen("2022-H2", region="twente,zwolle"),
    chosen("2021..2023-04", theme="bestaanszekerheid,eenzaamheid"),
    chosen(project="SX-BRAM,SX-ROK,_none"),
    chosen("1950"),
]


@pytest.mark.parametrize("indicator", READY)
def test_the_rows_of_a_passport_come_to_its_figure(monitor: Monitor, indicator: str) -> None:
    found = []
    for selection in SELECTIONS:
        if all(d in INDICATORS[indicator].dimensions for d, _ in selection.where):
            made = monitor.passport(indicator, selection, NOW, "internal", limit=EVERYTHING)
            assert made.answer == monitor.answer(indicator, (), selection, NOW, "internal")
            assert not wrong(made)
            found.append(len(made.rows))
    assert found[0] > 1 and 0 in found, "one selection holds rows, another none"


@pytest.mark.parametrize("seed", SEEDS)
def test_so_they_do_in_random_histories(seed: int, tmp_path: Path) -> None:
    random, entries = Random(seed), history(seed)
    store, numbers = deliver(tmp_path, entries)
    monitor, different, asked = Monitor(store.engine), [], 0
    try:
        for state in states(random, entries, numbers):
            for indicator in DIMENSIONS:
                for question in questions(random, indicator, 3):
                    when = parse_period(question.period) if question.period else None
                    selection = Selection(when, question.where)
                    try:
                        made = monitor.passport(indicator, selection, state.as_of, "internal", limit=EVERYTHING)
                    except Usage:
                        continue
                    asked += bool(made.rows)
                    different += [f"{state.name}: {question}: {said}" for said in [wrong(made)] if said]
    finally:
        store.close()
    assert not different, "\n".join(different[:20])
    assert asked > 40


def cell_of(row: Any) -> object:
    book = openpyxl.load_workbook(EXAMPLES / row.file, data_only=True)
    value = book[row.tabs[0]][row.cell].value
    book.close()
    return value


@pytest.mark.parametrize("indicator", ["presentations", "publications", "projects_running", "attendances", "fte", "grant_spent"])  # fmt: skip
def test_a_row_stands_where_its_passport_says(monitor: Monitor, indicator: str) -> None:
    rows = monitor.passport(indicator, chosen("2023"), NOW, "internal", limit=EVERYTHING).rows
    for row in [rows[0], rows[len(rows) // 2], rows[-1]]:
        assert len(row.tabs) == 1 and row.cell.endswith(str(row.row_number))
        value = cell_of(row)
        if indicator in ("presentations", "publications", "projects_running"):
            assert " ".join(str(value).split()) in row.words
        else:
            assert str(row.adds).removesuffix(".0") in str(value).replace(",", ".")


def test_each_deliverer_of_one_work_has_its_row(world: World) -> None:
    work = {"title": "Samen", "doi": "10.1234/abc"}
    first = world.deliver({"publications": [work, {"title": "Alleen"}]})
    second = world.deliver({"publications": [work]}, region="zwolle", received="2024-06-02")
    made = world.monitor.passport("publications", chosen("2023"), policy="internal")
    assert (made.answer.total.value, made.total, made.roles) == (2, 3, {"counted": 2, "joined": 1})
    assert [(r.entry, r.role, r.adds) for r in made.rows if r.words.startswith("Samen")] == [
        (second, "counted", 1), (first, "joined", 0),
    ]  # fmt: skip
    assert [(one.entry, one.deliverer, one.rows) for one in made.brought] == [(second, "zwolle", 1), (first, "twente", 2)]  # fmt: skip


def test_each_deliverer_of_one_project_has_its_row(world: World) -> None:
    project = {"project": "P1", "partners": "Madion; Tactus"}
    world.deliver({"projects": [project]})
    world.deliver({"projects": [{"project": "P1", "partners": "Tactus"}]}, region="zwolle")
    running = world.monitor.passport("projects_running", chosen("2023"), policy="internal")
    assert [(r.deliverer, r.adds) for r in running.rows] == [("zwolle", 1), ("twente", 0)]
    partners = world.monitor.passport("partners", chosen("2023"), policy="internal")
    assert [(r.deliverer, r.adds) for r in partners.rows] == [("twente", 1), ("zwolle", 1)], "only who names a partner"


def test_an_older_state_is_there_and_adds_nothing(world: World) -> None:
    values = [{"kind": "medewerkers", "date": f"1-{month}-2023", "value": value} for month, value in ((2, 15), (9, 18))]
    world.deliver({"key_figures": values})
    made = world.monitor.passport("staff", chosen("2023"), policy="internal")
    assert [(r.adds, r.role, r.cell) for r in made.rows] == [(18, "counted", "C3"), (0, "earlier", "C2")]


def test_money_tells_its_share_of_the_months(world: World) -> None:
    world.deliver({"funding": [{"grant": "G", "awarded": 1000, "start": "2022", "end": "2023-06"}]})
    (row,) = world.monitor.passport("grant_awarded", chosen("2023"), policy="internal").rows
    assert row.share == (6, 18) and row.adds == pytest.approx(1000 / 3, abs=1e-5) and row.cell == "E2"


def test_an_earlier_state_of_knowledge_has_its_own_rows(world: World) -> None:
    first = world.deliver({"presentations": [{"title": "a"}]})
    world.deliver({"presentations": [{"title": "b"}]})
    made = world.monitor.passport("presentations", chosen("2023"), AsOf(entry=first), "internal")
    assert (made.answer.total.value, [r.words[:1] for r in made.rows], made.answer.as_of) == (1, ["a"], str(first))


def test_a_list_of_the_network_is_named_as_such(world: World) -> None:
    row = world.monitor.passport("municipalities_participating", chosen("2023", region="twente"), limit=1).rows[0]
    assert (row.sheet, row.file, row.tabs) == ("region_municipalities", "werkplaats_gemeenten.csv", ())
    lines = (EXAMPLES.parent / "reference" / row.file).read_text("utf-8").splitlines()
    assert row.words.split(" (")[0] in lines[row.row_number - 1]


def test_pages_follow_one_another(monitor: Monitor) -> None:
    whole = monitor.passport("presentations", chosen("2023"), policy="internal", limit=EVERYTHING)
    parts = [monitor.passport("presentations", chosen("2023"), NOW, "internal", n, 100) for n in range(0, whole.total, 100)]  # fmt: skip
    assert tuple(row for part in parts for row in part.rows) == whole.rows
    assert all((part.total, part.brought) == (whole.total, whole.brought) for part in parts)
    assert monitor.passport("presentations", chosen("2023"), offset=whole.total + 1).rows == ()
    with pytest.raises(Usage):
        monitor.passport("presentations", offset=-1)
    with pytest.raises(Usage):
        monitor.passport("presentations", limit=EVERYTHING + 1)


@pytest.mark.parametrize("indicator", ["attendances", "unique_participants", "casuses", "activities", "activity_hours"])
def test_nothing_about_people_is_told_in_public(monitor: Monitor, indicator: str) -> None:
    made = monitor.passport(indicator, chosen("2023"))
    assert made == Passport(monitor.answer(indicator, (), chosen("2023")), withheld=made.withheld)
    assert set(made.withheld) <= {s.id for s in SHEETS.values() if s.about_people} and made.withheld


def test_what_counts_people_among_other_things_leaves_them_out_in_public(monitor: Monitor) -> None:
    whole = monitor.passport("municipalities_reached", chosen("2023"), policy="internal", limit=EVERYTHING)
    made = monitor.passport("municipalities_reached", chosen("2023"), limit=EVERYTHING)
    assert made.withheld == ("participants", "casuses") and {r.sheet for r in made.rows} == {"presentations"}
    assert made.total == len(made.rows) == sum(r.sheet == "presentations" for r in whole.rows) < whole.total
    assert made.answer.total == whole.answer.total


def test_a_shown_row_tells_nothing_of_rows_about_people(world: World) -> None:
    world.deliver({"participants": [{"municipality": "Hengelo"}]}, received="2024-01-01")
    world.deliver({"presentations": [{"title": "a", "municipality": "Hengelo"}]})
    (row,) = world.monitor.passport("municipalities_reached", chosen("2023")).rows
    assert (row.adds, row.role) == (1, "counted")
