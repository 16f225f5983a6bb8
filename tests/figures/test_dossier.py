"""The dossier of a grant: amounts, years, targets beside what was counted, late outputs, and a verdict that claims no more than is known."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from wsd_data.figures.dossier import Dossier, dossier
from wsd_data.figures.standing import standings
from wsd_data.figures.targets import Compared, compared
from wsd_data.model.problems import Usage

if TYPE_CHECKING:
    from tests.figures.conftest import World

TODAY = date(2024, 8, 15)
GRANT = {"grant": "B-1", "start": "2022", "end": "2023", "awarded": 200_000, "project": "P1"}
PROJECT = {"project": "P1", "start": "2022", "end": "2023", "status": "afgerond"}


def made(world: World, number: str = "B-1", policy: str = "internal", today: date = TODAY) -> Dossier:
    return dossier(world.monitor, number, today, policy=policy)


def counted(found: Dossier) -> dict[str, Any]:
    return {one.indicator.id: one.figure.value for one in found.delivered if one.figure.value}


def target(world: World, policy: str = "internal", today: date = TODAY) -> Compared:
    grants = {grant.number: grant for grant in world.monitor.grants()}
    (one,) = compared(world.monitor, world.monitor.targets(), grants, today, policy=policy)
    return one


def test_amounts_and_years_of_a_grant(world: World) -> None:
    spent = [{**GRANT, "spent": 90_000, "spent_on": "31-12-2022", "own_contribution": 50_000, "third_parties": 0, "national": 20_000},
             {**GRANT, "spent": 190_000, "spent_on": "31-12-2023", "settled": 190_000, "requested": "ca. 220.000"}]  # fmt: skip
    world.deliver({"projects": [PROJECT], "funding": spent})
    found = made(world)
    assert {name: value.value for name, value in found.grant.amounts.items()} == {
        "requested": 220_000, "awarded": 200_000, "settled": 190_000, "own_contribution": 50_000, "third_parties": 0, "national": 20_000,
    }  # fmt: skip
    assert found.grant.amounts["requested"].estimate and found.grant.amounts["third_parties"].status == "zero"
    assert (found.cofinancing.value, found.national.value) == (20, 10)
    assert [(y.year, y.awarded.value, y.settled.value, y.spent.value, y.spent_share) for y in found.years] == [
        (2022, 100_000, 95_000, 90_000, 0.45), (2023, 100_000, 95_000, 190_000, 0.95),
    ]  # fmt: skip
    assert found.years[0].passed == 0.5 and found.grant.spent_to == date(2023, 12, 31)
    assert (found.standing.state, found.standing.reasons[0].nl) == (
        "settled", "Vastgesteld op € 190.000: € 10.000 minder dan verleend.",
    )  # fmt: skip
    assert world.total("grant_spent", grant="B-1") == found.grant.spent.value


def test_time_is_told_of_the_day_of_the_spending(world: World) -> None:
    world.deliver({"funding": [{**GRANT, "project": None, "spent": 50_000, "spent_on": "30-6-2022"}]})
    first, second = made(world, today=date(2023, 7, 1)).years
    assert (first.day, first.passed, first.spent_share) == (date(2022, 6, 30), pytest.approx(181 / 730), 0.25)
    assert (second.day, second.spent_share) == (date(2023, 7, 1), None)


def test_what_was_not_given_is_never_nothing(world: World) -> None:
    world.deliver({"funding": [{**GRANT, "project": None}]})
    found = made(world)
    blank = [found.grant.spent, found.grant.settled, found.cofinancing, found.national, found.years[0].spent]
    assert {value.status for value in blank} == {"not_reported"} and {value.value for value in blank} == {None}
    assert found.years[0].spent_share is None
    assert found.standing.state == "unknown"
    assert "Wat er besteed is, is niet opgegeven." in [reason.nl for reason in found.standing.reasons]


def test_late_outputs_up_to_four_years_after_the_end_count_apart(world: World) -> None:
    talks = [{"title": str(n), "project": "P1", "date": day} for n, day in enumerate(
        ("31-12-2021", "1-1-2022", "31-12-2023", "1-1-2024", "31-12-2027", "1-1-2028"))]  # fmt: skip
    world.deliver({"projects": [PROJECT], "funding": [GRANT], "presentations": talks})
    found = made(world)
    assert counted(found)["presentations"] == 2
    assert {one.indicator.id: one.figure.value for one in found.late}["presentations"] == 2
    assert found.evidence.text == "2022..2027"
    assert made(world, today=date(2023, 6, 1)).late == ()


def test_a_grant_without_projects_pays_for_the_werkplaats_and_has_nothing_late(world: World) -> None:
    world.deliver({"funding": [{**GRANT, "project": None}], "presentations": [{"title": "a"}, {"title": "b", "date": "1-3-2024"}]})  # fmt: skip
    world.deliver({"presentations": [{"title": "c"}]}, region="zwolle")
    found = made(world)
    assert (found.where, counted(found)["presentations"]) == ((("region", ("twente",)),), 1)
    assert found.after is None and found.late == ()


def test_a_grant_that_names_projects_counts_what_hangs_on_them(world: World) -> None:
    world.deliver({"projects": [PROJECT], "funding": [GRANT], "presentations": [{"title": "a", "project": "P1"}, {"title": "b"}]})  # fmt: skip
    found = made(world)
    assert counted(found) == {"projects_running": 1, "presentations": 1}
    # Only the werkplaats of the grant is expected to report.
    assert {one.indicator.id: one.complete for one in found.delivered}["projects_running"]


def test_planned_expected_realised_and_the_difference(world: World) -> None:
    rows = {"indicator": "Presentaties", "year": 2024, "planned": "ca. 10", "grant": "B-1", "explanation": "Ziekte."}
    world.deliver({"projects": [PROJECT], "funding": [GRANT], "targets": [rows],
                   "presentations": [{"title": str(n), "date": "1-3-2024", "project": "P1"} for n in range(4)]})  # fmt: skip
    one = target(world)
    # 228 of the 366 days of 2024.
    assert (one.expected.value, one.realised.value, one.difference.value) == (6, 4, -6)
    assert one.expected.estimate and one.difference.estimate and one.through_projects
    assert (one.state, one.explained, one.over) == ("behind", "Ziekte.", False)
    assert target(world, today=date(2024, 5, 1)).state == "on_course"
    assert target(world, today=date(2025, 1, 1)).state == "behind"


def test_a_target_is_reached_even_when_not_all_is_reported_but_missed_only_when_it_is(world: World) -> None:
    world.deliver({"targets": [{"indicator": "presentations", "year": 2023, "planned": 1, "region": "Twente; Regio Zwolle"}],
                   "presentations": [{"title": "a"}]})  # fmt: skip
    assert (target(world).state, target(world).complete) == ("reached", False)
    world.deliver({"targets": [{"indicator": "presentations", "year": 2023, "planned": 5, "region": "Twente; Regio Zwolle"}]})  # fmt: skip
    assert target(world).state == "open"
    world.deliver({"presentations": [{"title": "b", "date": "1-4-2023"}]}, region="zwolle")
    assert (target(world).state, target(world).realised.value) == ("behind", 2)


@pytest.mark.parametrize(
    ("typed", "planned", "state"),
    [
        ("meer dan 100", 120, "open"), ("meer dan 100", 100, "reached"), ("minstens 100", 101, "open"),
        ("80-130", 120, "open"), ("80-130", 140, "behind"), ("80-130", 80, "reached"),
        ("ca. 100", 120, "behind"), ("ca. 130", 120, "reached"), ("100", 120, "behind"), ("120", 120, "reached"),
    ],
)  # fmt: skip
def test_bounds_that_leave_both_possible_give_no_verdict(world: World, typed: str, planned: int, state: str) -> None:
    world.deliver({"targets": [{"indicator": "audience", "year": 2023, "planned": planned, "region": "Twente"}],
                   "presentations": [{"title": "a", "audience_count": typed}]})  # fmt: skip
    one = target(world, today=date(2024, 6, 1))
    assert (one.state, one.over, one.complete) == (state, True, True)


def test_what_does_not_grow_evenly_has_no_expectation_before_its_end(world: World) -> None:
    world.deliver({"targets": [{"indicator": "municipalities participating", "year": 2024, "planned": 20}],
                   "members": [{"organisation": "G", "organisation_type": "gemeente", "municipality": "Hengelo"}]})  # fmt: skip
    assert (target(world).expected.status, target(world).state) == ("not_applicable", "open")
    assert target(world, today=date(2025, 1, 1)).expected.value == 20


def test_targets_of_one_year_together_are_those_asked_one_by_one(world: World) -> None:
    world.deliver({"projects": [PROJECT, {"project": "P2"}], "funding": [GRANT, {**GRANT, "grant": "B-2", "project": "P2"}],
                   "targets": [{"indicator": "presentations", "year": y, "planned": 3, "grant": g} for y in (2022, 2023) for g in ("B-1", "B-2")],
                   "presentations": [{"title": "a", "project": "P1"}, {"title": "b", "project": "P1", "date": "2022"}]})  # fmt: skip
    grants = {grant.number: grant for grant in world.monitor.grants()}
    targets = world.monitor.targets()
    together = compared(world.monitor, targets, grants, TODAY, policy="internal")
    alone = [compared(world.monitor, [one], grants, TODAY, policy="internal")[0] for one in targets]
    assert list(together) == alone
    assert sorted(one.realised.value or 0 for one in together) == [0, 0, 1, 1]


def test_counts_of_people_pass_the_gate_and_their_explanations_stay_inside(world: World) -> None:
    rows = {"indicator": "deelnames", "year": 2023, "planned": 40, "explanation": "Er kwamen er 3."}
    world.deliver({"targets": [rows], "participants": [{"attendances": 3}]})
    assert (target(world).realised.value, target(world).explained) == (3, "Er kwamen er 3.")
    one = target(world, policy="public")
    assert (one.realised.status, one.difference.status, one.difference.value, one.state) == ("suppressed", "suppressed", None, "open")  # fmt: skip
    assert (one.explained, one.withheld) == ("", True)


def test_an_unknown_indicator_and_an_unknown_grant_are_harmless(world: World) -> None:
    world.deliver({"targets": [{"indicator": "geluk", "year": 2023, "planned": 3, "grant": "NIETS"}]})
    assert (target(world).realised.status, target(world).state) == ("not_applicable", "open")
    with pytest.raises(Usage):
        made(world, "NIETS")


@pytest.mark.parametrize(
    ("more", "today", "state", "said"),
    [
        ({"spent": 60_000, "spent_on": "31-12-2022"}, "2023-06-01", "talk", "langzamer dan de tijd: 30 % besteed na 50 %"),
        ({"spent": 150_000, "spent_on": "31-12-2022"}, "2023-06-01", "talk", "sneller dan de tijd: 75 % besteed na 50 %"),
        ({"spent": 201_000, "spent_on": "31-12-2022"}, "2023-06-01", "talk", "meer dan de verleende € 200.000"),
        ({"spent": 95_000, "spent_on": "31-12-2022"}, "2023-06-01", "course", "gelijk op: 48 % besteed na 50 %"),
        ({"spent": 9_000, "spent_on": "31-1-2022"}, "2023-12-01", "unknown", "van 31-01-2022; dat zegt te weinig"),
        ({"spent": 190_000, "spent_on": "31-12-2023"}, "2024-06-01", "unknown", "nog geen vastgesteld bedrag"),
        ({"spent": 190_000, "spent_on": "31-12-2023"}, "2025-06-01", "talk", "nog geen vastgesteld bedrag"),
        ({"awarded": 0, "spent": 0, "spent_on": "31-12-2022"}, "2023-01-01", "unknown", "bedrag is 0"),
        ({}, "2021-12-31", "upcoming", ""),
    ],
)  # fmt: skip
def test_the_verdict_on_money(world: World, more: dict[str, Any], today: str, state: str, said: str) -> None:
    world.deliver({"funding": [{**GRANT, "project": None, **more}]})
    (found,) = standings(world.monitor, date.fromisoformat(today))
    assert found.state == state
    assert said in " ".join(reason.nl for reason in found.reasons)


def test_targets_that_fall_short_need_a_talk_and_open_ones_forbid_a_verdict(world: World) -> None:
    even = {**GRANT, "project": None, "spent": 95_000, "spent_on": "31-12-2022"}
    goals = [{"indicator": "presentations", "year": 2022, "planned": planned, "grant": "B-1", "theme": theme}
             for planned, theme in ((0, "Armoede"), (5, "Jeugd"))]  # fmt: skip
    world.deliver({"funding": [even], "targets": goals})
    (found,) = standings(world.monitor, date(2023, 6, 1))
    assert (found.state, found.reasons[0].nl) == ("unknown", "2 van de 2 doelen zijn nog niet te beoordelen.")
    world.deliver({"presentations": [{"title": "a", "date": "1-2-2022"}]})
    (found,) = standings(world.monitor, date(2023, 6, 1))
    assert (found.state, found.reasons[0].nl) == ("talk", "Een van de 2 doelen blijft achter.")
