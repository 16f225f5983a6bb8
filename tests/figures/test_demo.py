"""The published figures, and the sums of parts, on the example data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from wsd_data.delivery import open_store
from wsd_data.figures import Monitor, Selection
from wsd_data.figures.dossier import dossier
from wsd_data.figures.targets import compared
from wsd_data.model.indicators import INDICATORS
from wsd_data.model.periods import parse_period
from wsd_data.store.engine import Engine
from wsd_data.store.stand import Stand

TODAY = date(2026, 11, 22)
PUBLISHED = [
    ("presentations", "2023", {"lectoraat": "social-work"}, 52),
    ("publications", "2023", {"lectoraat": "social-work"}, 2),
    ("products", "2023", {"lectoraat": "social-work"}, 21),
    ("foreign_visits", "2023", {"lectoraat": "social-work"}, 3),
    ("projects_running", "2024-02-01", {"lectoraat": "social-work"}, 12),
    ("staff", "2024-02", {"lectoraat": "social-work"}, 18),
    ("followers", "2024-02", {"lectoraat": "social-work"}, 1800),
    ("unique_participants", None, {"project": "TW-TOEKOMST"}, 42),
    ("casuses", None, {"project": "TW-TOEKOMST"}, 23),
    ("attendances", "2022-H2", {"project": "TW-ARMOEDE"}, 40),
    ("municipalities_participating", "2020..2022", {"region": "zwolle"}, 16),
    ("municipalities_participating", "2016", {"region": "twente"}, 4),
    ("partners", "2016", {"region": "twente"}, 9),
    *(
        ("grant_awarded", str(year), {"region": "den-haag-leiden", "funder": "vws-basis"}, 185_000)
        for year in range(2020, 2027)
    ),
    ("grant_awarded", "2023..2026", {"region": "den-haag-leiden", "funder": "vws-ouderen"}, 600_000),
]


@pytest.fixture(scope="module")
def engine(demo_folder: Path) -> Iterator[Engine]:
    with open_store(demo_folder) as store:
        yield store.engine


@pytest.fixture(scope="module")
def monitor(engine: Engine) -> Monitor:
    return Monitor(engine)


@pytest.mark.parametrize(("indicator", "period", "where", "value"), PUBLISHED)
def test_published_figures(
    monitor: Monitor, indicator: str, period: str | None, where: dict[str, str], value: int
) -> None:
    selection = Selection.of(parse_period(period) if period else None, {d: [c] for d, c in where.items()})
    total = monitor.answer(indicator, (), selection, policy="internal").total
    assert (total.value, total.status) == (value, "ok")
    assert total.estimate == (indicator == "attendances")


def test_the_money_for_older_people_stands_beside_the_regular_money(monitor: Monitor) -> None:
    def yearly(number: str) -> dict[int, float | int | None]:
        return {year.year: year.awarded.value for year in dossier(monitor, number, TODAY).years}

    assert yearly("VWS-DL-2020") | yearly("VWS-DL-2023") == dict.fromkeys(range(2020, 2027), 185_000)
    assert yearly("VWSO-DL-2023") == dict.fromkeys(range(2023, 2027), 150_000)


def test_samen_in_beweging_planned_about_twenty_municipalities_and_reached_six(monitor: Monitor) -> None:
    (target,) = (t for t in monitor.targets() if t.indicator and t.indicator.id == "municipalities_participating")
    (one,) = compared(monitor, [target], {}, TODAY)
    assert (one.target.planned.value, one.target.planned.estimate, one.realised.value) == (20, True, 6)
    assert (one.difference.value, one.state) == (-14, "behind") and "uitgevoerd in zes" in one.explained


def memberships_beyond_the_first(engine: Engine, indicator_id: str, dimension: str) -> float:
    """Counted in plain Python over the rows of the view: weight of each counted thing × (its codes - 1)."""
    indicator = INDICATORS[indicator_id]
    stand = Stand(engine)
    stand.need(indicator.source)
    unit = "activity" if indicator.measure == "activities" else "NULL"
    weight = "amount" if indicator.measure in ("amount", "spread") else "1"
    only = f" WHERE kind = '{indicator.only}'" if indicator.only else ""
    with stand.cursor() as cursor:
        rows = cursor.execute(f"SELECT {unit}, {weight}, {dimension} FROM {indicator.source}{only}").fetchall()
    stand.drop()
    codes: dict[Any, set[str]] = defaultdict(set)
    weights: dict[Any, float] = {}
    for number, (name, amount, belongs) in enumerate(rows):
        key = name if name is not None else ("row", number)
        codes[key] |= set(belongs)
        weights[key] = float(amount or 0)
    scale = 100 if indicator.money else 1
    return sum(weights[key] * (len(found) - 1) for key, found in codes.items()) / scale


@pytest.mark.parametrize("dimension", ["region", "theme", "lectoraat"])
@pytest.mark.parametrize("indicator", [i.id for i in INDICATORS.values() if i.additive and not i.planned])
def test_parts_minus_total_are_the_memberships_beyond_the_first(
    monitor: Monitor, engine: Engine, indicator: str, dimension: str
) -> None:
    answer = monitor.answer(indicator, (dimension,), policy="internal")
    parts = sum(row.value or 0 for row in answer.rows)
    assert answer.total.value
    beyond = memberships_beyond_the_first(engine, indicator, dimension)
    cents = 0.011 * len(answer.rows) if INDICATORS[indicator].money else 0.0001
    assert parts - answer.total.value == pytest.approx(beyond, abs=cents)
    if dimension == "region" and indicator not in ("foreign_visits", "grant_awarded", "grant_settled"):
        assert beyond > 0, "the examples hold shared work"


def test_every_indicator_answers_every_dimension_it_permits(monitor: Monitor) -> None:
    for indicator in INDICATORS.values():
        if indicator.planned:
            continue
        for dimension in indicator.dimensions:
            answer = monitor.answer(
                indicator.id, (dimension,), Selection(parse_period("2021..2023")), policy="internal"
            )
            assert answer.rows, f"{indicator.id} by {dimension}"


def test_one_question_or_several_give_the_same(monitor: Monitor, engine: Engine) -> None:
    breakdowns = [(), ("year",), ("region",), ("theme", "year")]
    for indicator in ("presentations", "unique_participants", "grant_awarded", "followers", "projects_running"):
        together = Monitor(engine).answers(indicator, breakdowns, policy="internal")
        assert together == [monitor.answer(indicator, by, policy="internal") for by in breakdowns]


def test_public_rows_leave_only_through_the_gate(monitor: Monitor) -> None:
    for indicator in (i for i in INDICATORS.values() if i.people):
        for dimension in ("region", "theme", "municipality", "month"):
            answer = monitor.answer(indicator.id, (dimension,), policy="public")
            for row in (*answer.rows, answer.total):
                for number in (row.value, row.low, row.high):
                    assert number is None or number % 5 == 0
                assert row.status != "suppressed" or (row.value, row.low, row.high) == (None, None, None)
