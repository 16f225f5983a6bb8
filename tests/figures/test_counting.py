"""The counting rules as small tables: rows as delivered, figures as expected. A lector can read along."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from wsd_data.model.problems import Usage

if TYPE_CHECKING:
    from tests.figures.conftest import World


def test_the_same_talk_twice_is_two_and_two_speakers_are_one(world: World) -> None:
    world.deliver(
        {
            "presentations": [
                {"title": "Wijkteams", "date": "1-3-2023", "speakers": "Voorbeeld, A."},
                {"title": "Wijkteams", "date": "2-3-2023", "speakers": "Voorbeeld, A."},
                {"title": "Schulden", "date": "1-3-2023", "speakers": "Voorbeeld, A.; Voorbeeld, B."},
            ]
        }
    )
    assert world.total("presentations", period="2023") == 3


def test_a_row_counts_in_a_period_only_if_its_whole_span_lies_in_it(world: World) -> None:
    world.deliver(
        {
            "presentations": [
                {"title": "a", "date": "15-2-2023"},
                {"title": "b", "date": "februari 2023"},
                {"title": "c", "date": "2023"},
                {"title": "d", "date": "2e helft 2022"},
            ]
        }
    )
    assert world.total("presentations", period="2023-02") == 2
    assert world.total("presentations", period="2023-02-01..2023-02-20") == 1
    assert world.cells("presentations", "month", period="2023") == {"2023-02": 2, "_unplaced": 1}
    assert world.cells("presentations", "half_year") == {"2022-H2": 1, "2023-H1": 2, "_unplaced": 1}
    assert world.total("presentations") == 4


def test_own_value_first_then_the_project_then_for_region_the_deliverer(world: World) -> None:
    world.deliver(
        {
            "projects": [
                {
                    "project": "P1",
                    "region": "Twente; Regio Zwolle",
                    "theme": "Eenzaamheid",
                    "lectoraat": "Social Work",
                    "municipality": "Hengelo",
                }
            ],
            "presentations": [
                {"title": "a", "project": "P1"},
                {"title": "b", "project": "p1", "region": "Friesland", "theme": "Armoede"},
                {"title": "c"},
            ],
        }
    )
    assert world.cells("presentations", "region") == {"friesland": 1, "twente": 2, "zwolle": 1}
    assert world.cells("presentations", "theme") == {"bestaanszekerheid": 1, "eenzaamheid": 1, "_none": 1}
    assert world.cells("presentations", "lectoraat") == {"social-work": 2, "_none": 1}
    assert world.cells("presentations", "province") == {"Overijssel": 2, "_none": 1}
    assert world.cells("presentations", "project") == {"P1": 2, "_none": 1}


def test_shared_work_counts_whole_in_each_part_and_once_in_the_total(world: World) -> None:
    world.deliver({"presentations": [{"title": "a", "region": "Twente; Friesland"}, {"title": "b"}]})
    answer = world.ask("presentations", "region", period="2023")
    assert sum(r.value or 0 for r in answer.rows) == 3
    assert answer.total.value == 2


def test_what_was_not_given_stands_only_where_there_is_any(world: World) -> None:
    rows = [{"title": "A", "theme": "Eenzaamheid", "region": "Zwolle"}, {"title": "B", "region": "Zuyd"}]
    world.deliver({"presentations": rows}, region="network")
    shown = {row.codes: row.value for row in world.ask("presentations", "theme", "region").rows}
    assert {codes: value for codes, value in shown.items() if "_none" in codes} == {("_none", "zuyd"): 1}
    assert shown["eenzaamheid", "zwolle"] == 1 and ("eenzaamheid", "zuyd") in shown


def test_a_year_of_nothing_is_zero_only_where_that_was_said(world: World) -> None:
    rows = [{"title": "A", "date": "1-3-2020"}, {"title": "B", "date": "1-3-2023"}]
    world.deliver({"presentations": rows}, nothing=(("presentations", 2022),))
    shown = world.ask("presentations", "year", period="2020..2023", region="twente").rows
    assert [row.status for row in shown] == ["ok", "not_reported", "zero", "ok"]


def test_network_rows_without_region_stand_under_none(world: World) -> None:
    world.deliver({"presentations": [{"title": "a"}, {"title": "b", "region": "Zuyd"}]}, region="network")
    assert world.cells("presentations", "region") == {"zuyd": 1, "_none": 1}


def test_publications_are_works(world: World) -> None:
    world.deliver(
        {
            "publications": [
                {"title": "Samen", "doi": "10.1234/abc", "date": "2023"},
                {"title": "Boek", "type": "boek", "isbn": "9789012345675", "date": "2022"},
                {"title": "Zonder alles", "authors": "de Vries, K.", "date": "2023"},
                {"title": "Geheim", "authors": "onbekend", "date": "2023"},
            ]
        }
    )
    world.deliver(
        {
            "publications": [
                {"title": "Samen!", "doi": "https://doi.org/10.1234/ABC", "date": "2023"},
                {"title": "Boek (tweede druk)", "type": "boek", "isbn": "978-90-12-34567-5", "date": "2022"},
                {"title": "zonder  alles", "authors": "K. de Vries; P. Ander", "date": "2023"},
                {"title": "Geheim", "authors": "onbekend", "date": "2023"},
                {"title": "Samen", "doi": "10.1234/ander", "date": "2023"},
            ]
        },
        region="zwolle",
    )
    assert world.cells("publications", "year") == {"2022": 1, "2023": 5}
    assert world.cells("publications", "region", period="2023") == {"twente": 3, "zwolle": 4}


def test_a_record_without_doi_that_fits_two_works_stands_alone(world: World) -> None:
    two = [{"title": "Samen", "doi": "10.1234/een"}, {"title": "Samen", "doi": "10.1234/twee", "type": "boek"}]
    world.deliver({"publications": two})
    world.deliver({"publications": [{"title": "Samen"}]}, region="zwolle")
    assert world.total("publications") == 3


def test_co_regions_share_one_publication(world: World) -> None:
    world.deliver({"publications": [{"title": "Magazine", "co_regions": "Friesland; Zuyd"}]})
    answer = world.ask("publications", "region")
    assert {r.codes[0] for r in answer.rows if r.value} == {"twente", "friesland", "zuyd"}
    assert answer.total.value == 1


def test_a_new_version_is_not_a_new_product(world: World) -> None:
    world.deliver(
        {
            "products": [
                {"title": "Toekomst", "date": "2022"},
                {"title": "Toekomst", "date": "2023", "status": "nieuwe versie"},
            ]
        }
    )
    assert world.cells("products", "year") == {"2022": 1}
    assert world.total("outputs") == 1


def test_activities_and_hours_count_once(world: World) -> None:
    world.deliver(
        {
            "participants": [
                {"activity_code": "A1", "role": "student", "hours": 2},
                {"activity_code": "A1", "role": "docent", "hours": "2,5"},
                {"activity_code": "A1", "date": "8-3-2023", "hours": 2},
                {"activity": "Los", "hours": 1},
                {"activity": "los", "role": "docent", "hours": 1},
            ]
        }
    )
    assert world.total("activities", period="2023") == 2
    assert world.total("activity_hours", period="2023") == 5.5
    assert world.total("attendances") == 50


def test_estimates_keep_their_bounds(world: World) -> None:
    world.deliver({"participants": [{"attendances": "zo'n 40"}, {"role": "docent", "attendances": 12}]})
    first = world.ask("attendances").total
    assert (first.value, first.low, first.high, first.estimate) == (52, 52, 52, True)
    world.deliver(
        {"participants": [{"role": "inwoner", "attendances": ">100"}, {"role": "onderzoeker", "attendances": "30-35"}]}
    )
    total = world.ask("attendances").total
    assert (total.value, total.low, total.high, total.estimate) == (184, 183, None, True)
    exact = world.ask("attendances", role="docent").total
    assert (exact.value, exact.low, exact.high, exact.estimate) == (12, 12, 12, False)


def test_unique_people_by_key_and_as_a_range(world: World) -> None:
    keyed = [
        {"attendances": 1, "person_key": f"P{n}", "date": day} for n in range(6) for day in ("1-3-2023", "8-3-2023")
    ]
    world.deliver({"participants": keyed})
    exact = world.ask("unique_participants", period="2023").total
    assert (exact.value, exact.low, exact.high) == (6, 6, 6)
    world.deliver({"participants": [{"attendances": 20, "role": "docent", "date": "15-3-2023"}]})
    mixed = world.ask("unique_participants", period="2023").total
    assert (mixed.value, mixed.low, mixed.high, mixed.status) == (None, 20, 26, "ok")
    world.deliver({"participants": [{"attendances": 42, "unique_people": 42, "role": "inwoner", "date": "2022"}]})
    single = world.ask("unique_participants", period="2022").total
    assert (single.value, single.low, single.high) == (42, 42, 42)


def test_casuses_by_code_within_their_project_and_by_count(world: World) -> None:
    world.deliver(
        {
            "projects": [{"project": "P1"}, {"project": "P2"}],
            "casuses": [
                {"casus_code": "C1", "activity_code": "A1"},
                {"casus_code": "C1", "activity_code": "A2"},
                {"casus_code": "C1", "project": "P2"},
                {"count": 4},
            ],
        }
    )
    assert world.total("casuses", period="2023") == 6
    assert world.cells("casuses", "project") == {"P1": 5, "P2": 1}


def test_running_projects_are_active_in_the_period(world: World) -> None:
    world.deliver(
        {
            "projects": [
                {"project": "A", "start": "2022", "end": "maart 2023", "status": "afgerond"},
                {"project": "B", "start": "1-6-2023"},
                {"project": "C", "start": "2023", "status": "aangevraagd"},
                {"project": "D", "start": "2021", "end": "2022", "status": "gestopt"},
            ]
        }
    )
    assert world.total("projects_running", period="2023") == 2
    assert world.total("projects_running", period="2023-04-01", region="twente") == 0
    assert world.total("projects_running", period="2023-03-31") == 1, "the last day of the month counts"
    assert world.total("projects_running", period="2023-06-01") == 1, "and so does the first day"
    assert world.cells("projects_running", "year", period="2021..2024") == {"2021": 1, "2022": 2, "2023": 2, "2024": 1}
    assert world.total("projects_completed", period="2023") == 1
    assert world.cells("projects_started", "year") == {"2021": 1, "2022": 1, "2023": 2}


def test_a_project_of_two_deliverers_is_one_with_united_lists(world: World) -> None:
    world.deliver({"projects": [{"project": "P1", "region": "Twente", "status": "lopend"}]})
    world.deliver(
        {"projects": [{"project": "p1", "region": "Zuyd", "status": "afgerond", "end": "2023"}]}, region="zuyd"
    )
    assert world.cells("projects_running", "region", period="2023") == {"twente": 1, "zuyd": 1}
    assert world.total("projects_running", period="2023") == 1
    assert world.total("projects_running", period="2024", region="zuyd") is None


def test_municipalities_follow_mergers_and_splits(world: World) -> None:
    world.deliver(
        {
            "members": [
                {
                    "organisation": "Gemeente Hengelo",
                    "organisation_type": "gemeente",
                    "municipality": "Hengelo",
                    "start": "2016",
                    "end": "2018",
                },
                {
                    "organisation": "Gemeente Groesbeek",
                    "organisation_type": "gemeente",
                    "municipality": "Groesbeek",
                    "start": "2014",
                    "end": "2018",
                },
                {
                    "organisation": "Gemeente Haaren",
                    "organisation_type": "gemeente",
                    "municipality": "Haaren",
                    "start": "2016",
                    "end": "2018",
                },
                {"organisation": "Madion", "represents": 11, "start": "2016", "end": "2018"},
            ]
        }
    )
    assert world.total("municipalities_participating", period="2017", region="twente") == 3
    found = world.cells("municipalities_participating", "municipality", period="2017", region="twente")
    assert found == {"GM0164": 1, "GM1945": 1, "_split": 1}
    assert world.total("partners", period="2017") == 4
    assert world.cells("partners", "organisation_type", period="2017") == {"gemeente": 3, "welzijn": 1}


def test_participating_municipalities_also_come_from_the_reference_list(world: World) -> None:
    assert world.total("municipalities_participating", region="zwolle", period="2020..2022") == 16
    assert world.total("municipalities_participating", region="zwolle", period="2016") is None
    undated = world.ask("municipalities_participating", region="friesland")
    assert undated.total.value == 6
    assert world.total("municipalities_participating", region="friesland", period="2020") is None


def test_grants_spread_over_their_months(world: World) -> None:
    world.deliver(
        {
            "projects": [
                {"project": "P1", "awarded": 500, "start": "2023", "end": "2023", "status": "afgerond"},
                {
                    "project": "P2",
                    "awarded": "€ 1.200,-",
                    "start": "2023",
                    "end": "2024",
                    "status": "lopend",
                    "funder": "NWO",
                },
            ],
            "funding": [
                {
                    "grant": "G1",
                    "awarded": 740000,
                    "start": "2023",
                    "end": "2026",
                    "spent": 100,
                    "spent_on": "1-7-2023",
                    "project": "P1",
                },
                {
                    "grant": "G1",
                    "awarded": 740000,
                    "start": "2023",
                    "end": "2026",
                    "spent": 250,
                    "spent_on": "1-7-2024",
                    "project": "P1",
                },
                {"grant": "G2", "awarded": 100, "start": "januari 2023", "end": "maart 2023", "funder": "NWO"},
            ],
        }
    )
    years = world.cells("grant_awarded", "year")
    assert years == {"2023": 185700, "2024": 185600, "2025": 185000, "2026": 185000}
    assert world.total("grant_awarded", period="2023-01", funder="nwo") == 83.33
    assert world.total("grant_awarded", period="2023-01..2023-02", funder="nwo") == 166.67, "rounded half up, once"
    assert world.total("grant_awarded", period="2023-01-15..2023-02-14", funder="nwo") is None
    assert world.cells("grant_awarded", "funder") == {"zonmw": 740000, "nwo": 1300}
    assert world.cells("grant_awarded", "project") == {"P1": 740000, "P2": 1200, "_none": 100}
    assert world.total("grant_spent", period="2023") == 100
    assert world.total("grant_spent") == 250


def test_stocks_take_the_last_peildatum_and_never_sum_over_time(world: World) -> None:
    world.deliver(
        {
            "key_figures": [
                {"kind": "volgers", "channel": "LinkedIn", "value": 1500, "date": "1-11-2023"},
                {"kind": "volgers", "channel": "LinkedIn", "value": 1800, "date": "februari 2024"},
                {"kind": "volgers", "channel": "Instagram", "value": 200, "date": "1-2-2024"},
                {"kind": "fte", "value": "12,5"},
                {"kind": "buitenlandse werkbezoeken", "value": 2, "date": "2023"},
                {"kind": "buitenlandse werkbezoeken", "value": 1, "date": "1-5-2023"},
            ]
        }
    )
    assert world.total("followers", period="2023..2024") == 2000
    assert world.cells("followers", "year") == {"2023": 1500, "2024": 2000}
    assert world.cells("followers", "channel", period="2024-02") == {"linkedin": 1800, "instagram": 200}
    assert world.total("fte") == 12.5
    assert world.total("foreign_visits", period="2023") == 3
    staff = world.ask("staff", period="2024", region="twente").total
    assert (staff.value, staff.status) == (None, "not_reported"), "other key figures say nothing of staff"


def test_the_kinds_of_nothing(world: World) -> None:
    world.deliver({"presentations": [{"title": "a", "date": "2023"}]}, nothing=(("casuses", 2023),))
    rows = {r.codes[0]: r for r in world.ask("presentations", "region", period="2022..2023").rows}
    assert (rows["twente"].status, rows["twente"].value) == ("ok", 1)
    assert (rows["friesland"].status, rows["friesland"].value) == ("not_reported", None)
    assert rows["zeeland"].status == "not_applicable"
    assert (
        world.ask("presentations", "region", period="2016", region="gelderse-vallei").rows[0].status == "not_applicable"
    )
    casuses = world.ask("casuses", period="2023", region="twente").total
    assert (casuses.status, casuses.value, casuses.complete) == ("zero", 0, True)
    products = world.ask("products", period="2023", region="twente").total
    assert (products.status, products.complete) == ("not_reported", False)
    presentations = world.ask("presentations", period="2023").total
    assert (presentations.value, presentations.complete) == (1, False)
    assert world.ask("presentations", period="2023", region="twente").total.complete
    audience = world.ask("audience", period="2023", region="twente").total
    assert (audience.value, audience.status) == (None, "not_reported"), "not filled in is not zero"


def test_public_policy_protects_every_count_of_people(world: World) -> None:
    world.deliver(
        {
            "participants": [{"attendances": 3}, {"role": "docent", "attendances": 40}],
            "casuses": [{"count": 4}],
            "projects": [{"project": "P1"}],
        }
    )
    answer = world.ask("attendances", "role", policy="public")
    shown = {r.codes[0]: (r.value, r.status) for r in answer.rows}
    assert shown == {"student": (None, "suppressed"), "docent": (40, "ok")}
    assert answer.total.value == 45
    assert world.ask("casuses", policy="public").total.status == "suppressed"
    assert world.ask("unique_participants", policy="public").total.value in (None, 40, 45)


def test_undo_and_as_of(world: World) -> None:
    from datetime import date

    from wsd_data.delivery import undo
    from wsd_data.store.fold import AsOf

    first = world.deliver({"presentations": [{"title": "a"}]}, received="2024-01-10")
    second = world.deliver({"presentations": [{"title": "a"}, {"title": "b"}]}, received="2024-03-10")
    assert world.total("presentations") == 2
    assert world.total("presentations", as_of=AsOf(entry=first)) == 1
    assert world.total("presentations", as_of=AsOf(day=date(2024, 3, 9))) == 1
    assert world.total("presentations", as_of=AsOf(day=date(2024, 3, 10))) == 2
    undo(world.store, second, confirmed=True)
    assert world.total("presentations") == 1
    assert world.total("presentations", as_of=AsOf(entry=second)) == 2
    assert world.total("presentations", as_of=AsOf(day=date(2024, 1, 9))) is None


def test_the_same_breakdown_and_selection_show_the_selected_codes(world: World) -> None:
    world.deliver({"presentations": [{"title": "a", "region": "Twente; Zuyd"}, {"title": "b"}]})
    assert [r.codes for r in world.ask("presentations", "region", region="zuyd").rows] == [("zuyd",)]
    by_two = world.ask("presentations", "region", "year", region="twente,zuyd", period="2022..2023")
    assert [r.codes for r in by_two.rows] == [
        ("twente", "2022"),
        ("twente", "2023"),
        ("zuyd", "2022"),
        ("zuyd", "2023"),
    ]


@pytest.mark.parametrize(
    ("indicator", "by", "where"),
    [
        ("nonsense", (), {}),
        ("presentations", ("role",), {}),
        ("presentations", ("planet",), {}),
        ("presentations", (), {"region": "atlantis"}),
        ("presentations", (), {"theme": "x"}),
        ("presentations", (), {"year": "2023-06"}),
        ("attendances", (), {"role": "koning"}),
    ],
)
def test_what_is_unknown_is_wrong_usage(
    world: World, indicator: str, by: tuple[str, ...], where: dict[str, str]
) -> None:
    with pytest.raises(Usage) as problem:
        world.ask(indicator, *by, **where)
    assert problem.value.message.nl and problem.value.message.en


def test_names_are_taken_for_codes(world: World) -> None:
    world.deliver({"presentations": [{"title": "a"}]})
    assert world.total("presentations", region="Twente") == 1


def test_a_zero_is_a_zero_and_not_a_fault(world: World) -> None:
    world.deliver(
        {
            "key_figures": [{"kind": "medewerkers", "value": 0}, {"kind": "fte", "value": "ca. 1"}],
            "participants": [{"attendances": 0, "hours": 0}, {"role": "docent", "attendances": "ca. 1"}],
            "funding": [{"grant": "G", "awarded": 0}],
        }
    )
    staff = world.ask("staff", region="twente", period="2024").total
    assert (staff.value, staff.status) == (0, "zero")
    assert world.ask("fte").total.estimate
    assert world.total("attendances", role="student") == 0
    assert world.total("grant_awarded", period="2023", region="twente") == 0


def test_the_order_within_a_list_makes_no_other_unit(world: World) -> None:
    world.deliver(
        {"key_figures": [{"kind": "medewerkers", "date": "1-2-2023", "value": 10, "region": "Twente; Regio Zwolle"}]}
    )
    world.deliver(
        {"key_figures": [{"kind": "medewerkers", "date": "1-2-2024", "value": 12, "region": "Regio Zwolle; Twente"}]}
    )
    assert world.total("staff") == 12


def test_a_breakdown_by_status_keeps_both_kinds_of_status(world: World) -> None:
    world.deliver({"projects": [{"project": "P1"}]})
    rows = world.ask("projects_started", "status", period="2020").as_json()["rows"]
    assert rows == [
        {"project_status": "lopend", "value": 1, "low": 1, "high": 1, "status": "ok", "reason": None, "estimate": False}
    ]


def test_a_scope_declares_whole_years_and_no_sheet_with_refused_rows(world: World) -> None:
    from wsd_data.model.periods import parse_period

    world.deliver({"presentations": [{"title": "a", "date": "1-3-2022"}]}, scope=parse_period("2022..2023-Q1"))
    assert world.ask("presentations", period="2023", region="twente").total.status == "not_reported"
    world.deliver(
        {"products": [{"title": "a", "date": "2022"}, {"title": "b", "date": "32-1-2023"}]},
        scope=parse_period("2022..2023"),
        accept_refused=True,
    )
    assert world.ask("products", period="2023", region="twente").total.status == "not_reported"


def test_spending_that_was_not_filled_in_is_not_zero(world: World) -> None:
    world.deliver({"funding": [{"grant": "G", "awarded": 12, "start": "2022", "end": "2023"}]})
    assert world.ask("grant_spent", period="2022", region="twente").total.status == "not_reported"


def test_codes_of_time_are_read_whatever_their_case(world: World) -> None:
    world.deliver({"presentations": [{"title": "a", "date": "1-3-2023"}]})
    assert world.total("presentations", half_year="2023-h1") == 1
    assert world.total("presentations", quarter="2023-q1") == 1


def test_every_known_year_is_listed_without_a_period(world: World) -> None:
    world.deliver({"projects": [{"project": "P1", "start": "1-1-2020"}]}, nothing=(("casuses", 2022),))
    assert world.cells("projects_running", "year") == {str(year): 1 for year in range(2020, 2025)}
    assert [r.codes for r in world.ask("casuses", "year", region="twente").rows] == [("2022",)]


def test_rows_that_stand_in_no_bucket_can_be_asked_for(world: World) -> None:
    assert world.total("municipalities_participating", year="_unplaced", region="friesland") == 6
    world.deliver({"presentations": [{"title": "a", "date": "2023"}, {"title": "b", "date": "1-2-2023"}]})
    asked = world.ask("presentations", period="2023", quarter="_unplaced").total
    assert (asked.value, asked.complete) == (1, False)


def test_what_is_expected_of_a_cell_is_what_is_expected_of_its_selection(world: World) -> None:
    world.deliver({"projects": [{"project": "P1"}], "presentations": [{"title": "a", "project": "P1"}]})
    rows = {r.codes: r.status for r in world.ask("presentations", "project", "quarter", period="2023").rows}
    assert rows == {("P1", "2023-Q1"): "ok", **{("P1", f"2023-Q{n}"): "zero" for n in (2, 3, 4)}}
    assert world.ask("presentations", project="P1", period="2023-Q2").total.status == "zero"
    assert not world.ask("presentations", project="_none", period="2023").total.complete


def test_several_dimensions_of_time_go_together(world: World) -> None:
    world.deliver({"presentations": [{"title": "a", "date": "1-3-2023"}, {"title": "b", "date": "2022"}]})
    rows = world.ask("presentations", "year", "half_year", "quarter", "month", region="twente").rows
    assert len(rows) == 24 + 1
    assert {r.codes for r in rows if r.value} == {
        ("2023", "2023-H1", "2023-Q1", "2023-03"),
        ("2022", "_unplaced", "_unplaced", "_unplaced"),
    }


def test_sums_of_tenths_are_exact(world: World) -> None:
    world.deliver({"participants": [{"activity_code": "A", "hours": "0,1"}, {"activity_code": "B", "hours": "0,2"}]})
    total = world.ask("activity_hours").total
    assert (total.value, total.low, total.high) == (0.3, 0.3, 0.3)


def test_settled_amounts_spread_like_awarded_ones_and_what_is_not_settled_is_not_nothing(world: World) -> None:
    world.deliver(
        {
            "projects": [{"project": "Q", "start": "2020", "end": "2020", "settled": 3}],
            "funding": [
                {"grant": "A", "start": "2020", "end": "2021", "awarded": 80, "settled": 70, "spent": 1, "spent_on": "2020"},
                {"grant": "A", "start": "2020", "end": "2021", "awarded": 80, "spent": 2, "spent_on": "2021"},
                {"grant": "B", "start": "2022", "end": "2022", "awarded": 100},
            ],
        }
    )  # fmt: skip
    assert world.cells("grant_settled", "year") == {"2020": 38, "2021": 35}
    assert world.cells("grant_settled", "grant") == {"A": 70, "_none": 3}, "a later blank takes nothing back"
    assert world.ask("grant_settled", period="2022", region="twente").total.status == "not_reported"
    assert world.ask("grant_settled", period="2021", region="twente").total.complete


def test_cofinancing_is_what_others_pay_of_everything(world: World) -> None:
    world.deliver(
        {
            "funding": [
                {"grant": "A", "start": "2020", "end": "2021", "awarded": 80, "own_contribution": 15, "third_parties": 5},
                {"grant": "B", "start": "2021", "end": "2021", "awarded": 100, "own_contribution": 100, "third_parties": 0},
            ],
            "projects": [{"project": "Q", "start": "2021", "end": "2021", "awarded": 10, "own_contribution": 0, "third_parties": 30}],
        }
    )  # fmt: skip
    assert world.cells("cofinancing_rate", "grant") == {"A": 20, "B": 50, "_none": 75}
    # Of 2021: half of grant A (40 of 50), B and Q: (10 + 100 + 30) of (50 + 200 + 40).
    assert world.cells("cofinancing_rate", "year") == {"2020": 20, "2021": pytest.approx(100 * 140 / 290)}
    total = world.ask("cofinancing_rate", region="twente").total
    assert (total.value, total.low, total.high) == (pytest.approx(100 * 150 / 340, abs=1e-6),) * 3 and total.complete


def test_a_contribution_that_is_blank_makes_a_lower_bound_and_never_nothing(world: World) -> None:
    world.deliver(
        {
            "funding": [
                {"grant": "A", "awarded": 80, "own_contribution": 20},
                {"grant": "B", "awarded": 100},
                {"grant": "C", "awarded": 100, "own_contribution": 0},
                {"grant": "D", "awarded": 100, "own_contribution": 0, "third_parties": 0},
                {"grant": "E", "awarded": 0, "own_contribution": 0, "third_parties": 0},
            ]
        }
    )
    found = {row.codes[0]: row.figure for row in world.ask("cofinancing_rate", "grant", region="twente").rows}
    assert (found["A"].value, found["A"].low, found["A"].high, found["A"].filled) == (20, 20, None, False)
    assert [found[g].status for g in "BCDE"] == ["not_reported", "not_reported", "zero", "not_applicable"]
    total = world.ask("cofinancing_rate", region="twente").total
    assert (total.value, total.high, total.complete) == (5, None, False)
    assert world.ask("cofinancing_rate", period="2023", region="zwolle").total.status == "not_reported"


def test_the_national_share_is_part_of_what_was_awarded(world: World) -> None:
    world.deliver(
        {
            "funding": [
                {"grant": "A", "start": "2020", "end": "2022", "awarded": 555_000, "national": 55_500, "funder": "VWS-basis"},
                {"grant": "B", "start": "2022", "end": "2022", "awarded": "ca. 100", "national": 50},
            ]
        }
    )  # fmt: skip
    assert world.cells("national_share", "grant") == {"A": 10, "B": 50}
    assert world.total("national_share", funder="vws-basis", period="2021") == 10
    assert world.ask("national_share", grant="B").total.estimate
    world.deliver({"funding": [{"grant": "C", "start": "2019", "end": "2019", "awarded": 10}]})
    assert world.ask("national_share", period="2019", region="twente").total.status == "not_reported"


def test_spending_of_one_grant_says_nothing_of_another(world: World) -> None:
    world.deliver(
        {
            "funding": [
                {"grant": "A", "start": "2022", "end": "2023", "awarded": 10, "spent": 5, "spent_on": "2022", "settled": 9},
                {"grant": "B", "start": "2022", "end": "2023", "awarded": 10, "spent": 0, "spent_on": "2023"},
            ]
        }
    )  # fmt: skip
    spent = {row.codes: row.status for row in world.ask("grant_spent", "grant", "year", region="twente").rows}
    assert spent == {("A", "2022"): "ok", ("A", "2023"): "not_reported", ("B", "2022"): "not_reported", ("B", "2023"): "zero"}  # fmt: skip
    assert world.ask("grant_settled", grant="B").total.status == "not_reported"
    assert world.ask("grant_spent", period="2023", region="twente").total.status == "zero"
