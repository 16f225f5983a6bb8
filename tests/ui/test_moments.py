"""Bars over months, quarters and years: what is drawn, what is said, and what a click chooses."""

from __future__ import annotations

import json
from dataclasses import replace

import plotly.graph_objects as go
import pytest

from tests.figures.conftest import World
from tests.ui.conftest import Viewed
from wsd_data.model.periods import parse_period
from wsd_data.ui import moments
from wsd_data.ui.content import Block


def words(block: Block) -> dict[str, str]:
    return {name: told for (name,), (told,) in block.table.rows}


def traces(block: Block) -> list[dict[str, object]]:
    go.Figure(block.drawing.spec)  # Plotly itself finds nothing wrong with it
    found: list[dict[str, object]] = block.drawing.spec["data"]
    return found


@pytest.mark.parametrize(
    ("period", "grain"),
    [
        ("2023", "month"),
        ("2022..2023", "month"),
        ("2022-07..2024-06", "month"),
        ("2021..2023", "quarter"),
        ("2016..2023", "quarter"),
        ("2015..2023", "year"),
        ("2023-06-03", "month"),
        ("1900..2200", "year"),
    ],
)
def test_the_grain_follows_the_length_of_the_period(period: str, grain: str) -> None:
    assert moments.grain_of(parse_period(period)) == grain


def test_months_show_what_is_in_them_and_the_rest_is_said(world: World, view: Viewed) -> None:
    rows = [
        {"title": f"t{i}", "date": d} for i, d in enumerate(("1-2-2023", "20-2-2023", "2023", "2023-Q2", "juli 2023"))
    ]
    world.deliver({"presentations": rows}, scope=None)
    block = moments.over_time(view("2023", region="twente"), "presentations")
    told = words(block)
    assert told["Februari 2023"] == "2" and told["Juli 2023"] == "1" and told["Maart 2023"] == "0"
    assert told["niet nader gedateerd"] == "2"
    assert "In totaal 5." in block.sentence and "Niet nader gedateerd: 2" in block.sentence
    assert "geen maand bekend" in block.sentence
    drawn = {code for trace in traces(block) for _, code in trace.get("customdata", ())}  # type: ignore[attr-defined]
    assert drawn == {f"2023-{month:02d}" for month in range(1, 13)} and block.chooses == "period"
    assert block.table.dimensions == ("month",)


def test_a_month_without_report_is_hatched_and_one_to_come_is_not(world: World, view: Viewed) -> None:
    world.deliver({"presentations": [{"title": "t", "date": "1-2-2023"}]})
    block = moments.over_time(view("2023-07..2024-12", region="twente"), "presentations")
    told = words(block)
    assert told["Juli 2023"] == "0"
    assert told["Maart 2024"] == "nog niet aangeleverd" and told["September 2024"] == "moet nog komen"
    hatched = next(trace for trace in traces(block) if trace.get("hoverinfo") == "skip")
    assert hatched["x"] == [f"2024-{month:02d}" for month in range(1, 9)]
    assert any("Gearceerd" in note for note in block.notes)


def test_a_year_that_is_not_over_is_said_and_striped(world: World, view: Viewed) -> None:
    rows = [{"title": f"t{year}", "date": f"1-2-{year}"} for year in range(2014, 2025)]
    world.deliver({"presentations": rows})
    block = moments.over_time(view("2014..2024", region="twente"), "presentations")
    assert words(block)["2024"] == "1 (nog niet volledig)" and words(block)["2023"] == "1"
    assert "2024 is nog niet voorbij." in block.notes
    striped = [trace for trace in traces(block) if "pattern" in trace["marker"]]  # type: ignore[operator]
    assert [trace["x"] for trace in striped] == [["2024"]]


def test_a_period_before_everything_and_one_of_centuries_break_nothing(world: World, view: Viewed) -> None:
    world.deliver({"presentations": [{"title": "t", "date": "1-2-2023"}]})
    early = moments.over_time(view("1950"), "presentations")
    assert set(words(early).values()) == {"n.v.t."} and ".." not in early.sentence
    long = moments.over_time(view("1900..2200"), "presentations")
    assert len(long.table.rows) >= 301
    assert sum(len(trace["x"]) for trace in traces(long)) <= moments.MOST_BARS  # type: ignore[arg-type]
    assert any("jaren waarover gegevens bekend zijn" in note for note in long.notes)


def test_small_numbers_of_people_stay_hidden_in_everything_that_is_sent(world: World, view: Viewed) -> None:
    rows = [{"casus_code": f"C{i}", "date": "2023-Q1"} for i in range(3)]
    rows += [{"casus_code": f"D{i}", "date": "2023-Q2"} for i in range(12)] + [{"casus_code": "E", "date": "2023"}]
    world.deliver({"projects": [{"project": "P1"}], "casuses": rows})
    block = moments.over_time(view("2023", policy="public"), "casuses", "quarter")
    told = words(block)
    assert told["1e kwartaal 2023"] == "<5 (nog niet volledig)" and told["2e kwartaal 2023"].startswith("10")
    assert told["niet nader gedateerd"] == "<5" and "Niet nader gedateerd: <5" in block.sentence.replace("\\", "")
    spec = json.dumps(block.drawing.spec)
    assert '"y": [0, 10.0' in spec and "12.0" not in spec and "3.0" not in spec
    assert any("Niet voor publicatie" in note for note in block.notes)


def test_english_and_a_selection_that_says_nothing(world: World, view: Viewed) -> None:
    world.deliver({"presentations": [{"title": "t", "date": "1-2-2023"}]})
    context = view("2023", language="en")
    assert "by month" in moments.over_time(context, "presentations").title
    barred = replace(context.view, where=(("project", ("P1",)),))
    block = moments.over_time(replace(context, view=barred), "students")
    assert set(words(block).values()) <= {"not reported yet", "n/a"}


def test_many_bars_write_only_what_is_no_number(world: World, view: Viewed) -> None:
    rows = [{"title": f"t{i}", "date": f"1-{1 + i % 12}-{2022 + i // 12}"} for i in range(24)]
    world.deliver({"presentations": rows})
    (bars,) = [
        t for t in traces(moments.over_time(view("2022..2023", region="twente"), "presentations")) if "text" in t
    ]
    assert set(bars["text"]) == {""}  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("period", "months", "quarters"),
    [("2023", True, True), ("2023-Q2", True, False), ("2023-06", False, False), ("2023-06-03", False, False)],
)
def test_one_moment_is_no_picture(view: Viewed, period: str, months: bool, quarters: bool) -> None:
    context = view(period)
    assert (moments.several(context), moments.several(context, "quarter")) == (months, quarters)
