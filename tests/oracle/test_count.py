"""Small tables in, figures out: the oracle itself, checked against counts made by hand.

Reads as documentation of the counting rules; needs no application.
"""

from __future__ import annotations

import itertools
from datetime import date
from fractions import Fraction
from typing import Any

from . import reference
from .count import count
from .fold import Delivery, InForce, Row, Undo, in_force
from .values import Num, Span, exact, month_span, quarter_span, year_span

RECEIVED = date(2024, 2, 1)
LINES = itertools.count()
SPRING = (date(2023, 3, 1), date(2023, 3, 1))


def table(sheet: str, *rows: dict[str, Any], by: str = "twente", delivery: int = 1) -> list[InForce]:
    return [InForce(sheet, values, by, delivery, next(LINES), RECEIVED) for values in rows]


def project(code: str, **more: Any) -> dict[str, Any]:
    return {"project": code, "title": code, "region": ["twente"], "theme": ["Armoede"], "status": "lopend",
            "start": year_span(2020), **more}  # fmt: skip


def talk(day: Span = SPRING, **more: Any) -> dict[str, Any]:
    return {"date": day, "title": "Over armoede", "type": "lezing", **more}


def paper(
    title: str, author: str = "Jansen, A.", kind: str = "rapport", year: int = 2022, **more: Any
) -> dict[str, Any]:
    return {"date": year_span(year), "title": title, "authors": author, "type": kind, "audience_type": "vak", **more}


def meeting(attendances: int | Num, day: Span = SPRING, **more: Any) -> dict[str, Any]:
    number = exact(attendances) if isinstance(attendances, int) else attendances
    return {"date": day, "activity": "Training", "type": "training", "role": "student", "attendances": number, **more}


def values(cells: dict[tuple[str, ...], Any]) -> dict[str, Any]:
    """The values only; the total under "total"."""
    return {" ".join(codes) or "total": figure[0] for codes, figure in cells.items()}


def test_shared_work_counts_whole_in_each_region_and_once_in_the_total() -> None:
    rows = table("presentations", talk(region=["twente", "zwolle"]), talk(), talk(region=["utrecht"]))
    assert values(count(rows, "presentations", ("region",))) == {"twente": 2, "zwolle": 1, "utrecht": 1, "total": 3}
    only = count(rows, "presentations", ("region",), {"region": ["zwolle"]})
    assert values(only) == {"zwolle": 1, "total": 1}


def test_own_value_then_the_projects_then_the_deliverers() -> None:
    rows = table("projects", project("P", region=["zwolle"], lectoraat=["social-work"]), by="network")
    rows += table("presentations", talk(project="P"), talk(region=["utrecht"], project="P"), talk())
    assert values(count(rows, "presentations", ("region",))) == {"zwolle": 1, "utrecht": 1, "twente": 1, "total": 3}
    assert values(count(rows, "presentations", ("lectoraat",))) == {"social-work": 2, "_none": 1, "total": 3}
    assert values(count(rows, "presentations", ("theme",))) == {"bestaanszekerheid": 2, "_none": 1, "total": 3}


def test_a_date_too_wide_for_the_dimension_is_not_placed() -> None:
    rows = table("presentations", talk(quarter_span(2023, 1)), talk(year_span(2023)), talk(year_span(2022)))
    found = count(rows, "presentations", ("month",), period=year_span(2023))
    assert values(found) == {"_unplaced": 2, "total": 2}
    found = count(rows, "presentations", ("quarter",), period=year_span(2023))
    assert values(found) == {"2023-Q1": 1, "_unplaced": 1, "total": 2}
    assert values(count(rows, "presentations", period=month_span(2023, 3))) == {}


def test_publications_are_one_work_by_doi_isbn_or_title() -> None:
    one = table("publications", paper("Samen leven", doi="10.1/a"), paper("Armoede", isbn="978"))
    two = table("publications", paper("Samen  LEVEN!"), paper("Armoe", isbn="978"), by="zwolle", delivery=2)
    assert values(count(one + two, "publications", ("region",))) == {"twente": 2, "zwolle": 2, "total": 2}
    chapters = table("publications", paper("Een", kind="hoofdstuk", isbn="978"), paper("Armoede", isbn="978"))
    assert values(count(chapters, "publications")) == {"total": 2}
    unknown = table("publications", paper("Een", "onbekend"), paper("Een", "onbekend"))
    assert values(count(unknown, "publications")) == {"total": 2}


def test_a_record_without_doi_that_fits_two_works_stands_alone() -> None:
    rows = table("publications", paper("Een", doi="10.1/a"), paper("Een", doi="10.1/b"), paper("Een"))
    assert values(count(rows, "publications")) == {"total": 3}


def test_a_work_has_the_year_of_its_latest_delivery() -> None:
    rows = table("publications", paper("Een", doi="10.1/a", year=2021))
    rows += table("publications", paper("Een", doi="10.1/a", year=2022), by="zwolle", delivery=2)
    found = count(rows, "publications", ("year", "region"))
    assert values(found) == {"2022 twente": 1, "2022 zwolle": 1, "total": 1}


def test_a_new_version_is_no_new_product() -> None:
    film = {"date": SPRING, "title": "Film", "type": "film"}
    rows = table("products", film, {**film, "status": "Nieuwe versie"})
    assert values(count(rows, "products")) == values(count(rows, "outputs")) == {"total": 1}


def test_estimates_add_up_with_their_bounds() -> None:
    about, more, exactly = Num(40, 40, 40, True), Num(100, 101, None, True), exact(3)
    rows = table("participants", meeting(about), meeting(exactly))
    assert count(rows, "attendances")[()] == (43, 43, 43, True)
    assert count(rows + table("participants", meeting(more)), "attendances")[()] == (143, 144, None, True)


def test_activities_and_hours() -> None:
    rows = table(
        "participants",
        meeting(5, activity_code="A", hours=exact(2)),
        meeting(3, activity_code="A", hours=exact(3), role="inwoner"),
        meeting(5, month_span(2023, 4), activity_code="A", hours=exact(2)),
        meeting(4, activity="Inloop"),
    )
    assert values(count(rows, "activities", ("role",))) == {"student": 2, "inwoner": 1, "total": 2}
    assert values(count(rows, "activity_hours", ("role",))) == {"student": 5, "inwoner": 3, "total": 5}


def test_unique_people_with_keys_for_all_are_exact() -> None:
    rows = table("participants", meeting(1, person_key="a"), meeting(1, person_key="b"),
                 meeting(1, month_span(2023, 5), person_key="a"))  # fmt: skip
    assert count(rows, "unique_participants")[()] == (2, 2, 2, False)


def test_unique_people_without_keys_are_a_range() -> None:
    rows = table("participants", meeting(1, person_key="a"), meeting(20), meeting(30, month_span(2023, 5)))
    # at least the largest meeting on a day (1 + 20); at most 1 key + 20 + 30
    assert count(rows, "unique_participants")[()] == (None, 21, 51, False)
    assert count(table("participants", meeting(20)), "unique_participants")[()] == (20, 20, 20, False)


def test_unique_people_with_nearly_all_keys_are_at_least_the_keys() -> None:
    keyed = [meeting(1, person_key=str(n)) for n in range(19)]
    assert count(table("participants", *keyed, meeting(1)), "unique_participants")[()] == (19, 19, 20, False)


def test_casuses_once_per_code_within_the_project_and_by_number_without() -> None:
    def casus(project: str, **more: Any) -> dict[str, Any]:
        return {"project": project, "date": quarter_span(2023, 1), "theme": ["Armoede"], **more}

    rows = table("casuses", casus("P", casus_code="C"), casus("P", casus_code="C", activity_code="A"),
                 casus("Q", casus_code="C"), casus("Q", count=exact(4)), casus("Q"))  # fmt: skip
    assert values(count(rows, "casuses", ("project",))) == {"P": 1, "Q": 6, "total": 7}


def test_running_projects_stand_in_every_year_they_touch() -> None:
    rows = table("projects", project("P", end=year_span(2022)), project("Q", status="aangevraagd"),
                 project("R", start=year_span(2022)))  # fmt: skip
    found = count(rows, "projects_running", ("year",), period=(date(2021, 1, 1), date(2023, 12, 31)))
    assert values(found) == {"2021": 1, "2022": 2, "2023": 1, "total": 2}
    assert values(count(rows, "projects_running", period=(date(2023, 1, 1),) * 2)) == {"total": 1}
    assert values(count(rows, "projects_started", ("year",))) == {"2020": 2, "2022": 1, "total": 3}


def test_projects_of_several_deliverers_are_joined() -> None:
    rows = table("projects", project("P", partners=["Madion"], status="aangevraagd"))
    rows += table("projects", project("P", region=["zwolle"], partners=["madion ", "Avedan"]), by="zwolle", delivery=2)
    assert values(count(rows, "projects_running", ("region",))) == {"twente": 1, "zwolle": 1, "total": 1}
    assert values(count(rows, "partners")) == {"total": 2}


def test_municipalities_are_those_of_today() -> None:
    assert reference.present("GM0282") == "GM1945"  # Ubbergen → Groesbeek → Berg en Dal
    assert reference.present("GM0040") == "GM1952"  # Slochteren; its border change with Groningen moves no code
    rows = table(
        "presentations", talk(municipality=["GM0756", "GM1982"]), talk(municipality=["GM0788", "GM0053"]), talk()
    )
    found = count(rows, "municipalities_reached", ("municipality",))
    assert values(found) == {"GM1982": 1, "_split": 2, "total": 3}
    assert values(count(rows, "presentations", ("province",))) == {
        "Noord-Brabant": 1,
        "_split": 1,
        "_none": 1,
        "total": 3,
    }


def test_the_published_municipalities_take_part_too() -> None:
    found = count(
        [], "municipalities_participating", ("region",), {"region": ["zwolle"]}, (date(2020, 1, 1), date(2022, 12, 31))
    )
    assert values(found) == {"zwolle": 16, "total": 16}
    assert values(count([], "municipalities_participating", where={"lectoraat": ["social-work"]})) == {}
    hengelo = {"region": ["twente"], "organisation": "Gemeente Hengelo", "organisation_type": "gemeente",
               "municipality": ["GM0164"], "start": year_span(2022)}  # fmt: skip
    rows = table("members", hengelo)
    assert values(
        count(rows, "municipalities_participating", where={"region": ["twente"]}, period=year_span(2022))
    ) == {"total": 1}
    assert values(
        count(rows, "municipalities_participating", where={"region": ["twente"]}, period=year_span(2023))
    ) == {"total": 3}


def grant(number: str, **more: Any) -> dict[str, Any]:
    return {"grant": number, "funder": "vws-basis", "start": year_span(2020), "end": year_span(2022),
            "awarded": exact(555_000), **more}  # fmt: skip


def test_a_grant_is_spread_over_its_months_and_counts_once() -> None:
    rows = table("funding", grant("G", spent_on=year_span(2020)), grant("G", spent_on=year_span(2021)))
    found = count(rows, "grant_awarded", ("year",))
    assert values(found) == {"2020": 185_000, "2021": 185_000, "2022": 185_000, "total": 555_000}
    third = table("funding", grant("G", awarded=exact(100), start=month_span(2020, 1), end=month_span(2020, 3)))
    assert values(count(third, "grant_awarded", ("month",)))["2020-01"] == Fraction(3333, 100)
    assert count(third, "grant_awarded", period=month_span(2020, 1))[()][0] == Fraction(3333, 100)


def test_the_amount_of_a_project_counts_only_without_a_grant() -> None:
    rows = table("projects", project("P", awarded=exact(1200)), project("Q", awarded=exact(600), end=year_span(2021)))
    assert values(count(rows, "grant_awarded", ("year",))) == {
        "2020": 300,
        "2021": 300,
        "_unplaced": 1200,
        "total": 1800,
    }
    assert values(count(rows, "grant_awarded", period=year_span(2020))) == {"total": 300}
    rows += table("funding", grant("G", project=["P", "Q"]))
    assert values(count(rows, "grant_awarded")) == {"total": 555_000}
    assert values(count(rows, "projects_running", ("funder",))) == {"vws-basis": 2, "total": 2}


def test_settled_cofinancing_and_national_share() -> None:
    rows = table("funding", grant("G", own_contribution=exact(55_500), third_parties=exact(83_250), national=exact(55_500),
                                  settled=exact(300_000)), grant("G", spent_on=year_span(2022)))  # fmt: skip
    assert values(count(rows, "grant_settled", ("year",)))["2021"] == 100_000
    assert values(count(rows, "cofinancing_rate", period=year_span(2020))) == {"total": 20}
    assert count(rows, "national_share")[()] == (10, 10, 10, False)
    rows += table("funding", grant("H", own_contribution=exact(555_000)))
    assert count(rows, "cofinancing_rate", ("grant",))[("H",)] == (50, 50, None, False)
    assert ("H",) not in count(rows, "national_share", ("grant",))
    assert count(rows, "national_share")[()] == (5, 5, None, False)


def test_spent_is_the_last_in_the_period() -> None:
    rows = table("funding", grant("G", spent=exact(10), spent_on=month_span(2021, 3)),
                 grant("G", spent=exact(30), spent_on=month_span(2022, 3)), grant("G", spent=exact(50)))  # fmt: skip
    assert values(count(rows, "grant_spent", ("year",))) == {"2021": 10, "2022": 30, "2024": 50, "total": 50}
    assert values(count(rows, "grant_spent", period=year_span(2021))) == {"total": 10}


def test_key_figures_take_the_last_per_unit_and_channel() -> None:
    def followers(day: Span, value: int, **more: Any) -> dict[str, Any]:
        return {"kind": "volgers", "date": day, "value": exact(value), "channel": "LinkedIn", **more}

    rows = table("key_figures", followers(month_span(2023, 2), 1700), followers(month_span(2023, 9), 1800),
                 followers(month_span(2023, 1), 90, channel="Instagram"),
                 followers(month_span(2022, 1), 40, lectoraat=["social-work"]))  # fmt: skip
    assert values(count(rows, "followers")) == {"total": 1930}
    assert values(count(rows, "followers", ("channel",), period=year_span(2023))) == {
        "linkedin": 1800, "instagram": 90, "total": 1890,
    }  # fmt: skip
    visits = [{"kind": "buitenlandse-werkbezoeken", "date": SPRING, "value": exact(n)} for n in (1, 2)]
    assert values(count(table("key_figures", *visits), "foreign_visits")) == {"total": 3}


def test_local_themes_by_region_and_year() -> None:
    name = "Verbinding gezondheid en sociaal domein"  # of Den Haag & Leiden, 2020-2022
    rows = table(
        "presentations", talk(year_span(2021), theme=[name]), talk(year_span(2023), theme=[name]), by="den-haag-leiden"
    )
    rows += table("presentations", talk(year_span(2021), theme=[name, "LANGER thuis wonen"]))
    assert values(count(rows, "presentations", ("theme",))) == {"gezondheid": 1, "_none": 1, "ouderen": 1, "total": 3}
    assert values(count(rows, "presentations", ("local_theme",)))["langer-thuis-wonen"] == 1


# ---------------------------------------------------------------- the fold


def delivery(*rows: dict[str, Any], mode: str = "add", scope: Span | None = None, by: str = "twente") -> Delivery:
    return Delivery(by, mode, RECEIVED, {"presentations": [Row(row) for row in rows]}, scope)


def talks(*entries: Delivery | Undo, upto: int | None = None) -> int:
    return len(in_force(entries, upto))


def test_add_changes_and_equal_rows_are_kept_apart() -> None:
    assert talks(delivery(talk(), talk()), delivery(talk(type="poster"))) == 2
    first = in_force([delivery(talk(), talk()), delivery(talk(type="poster"))])
    assert sorted(row.values["type"] for row in first) == ["lezing", "poster"]
    assert talks(delivery(talk()), delivery(talk(), by="zwolle")) == 2


def test_full_ends_what_is_absent_within_its_scope() -> None:
    old, new = talk(year_span(2022)), talk(year_span(2023))
    assert talks(delivery(old, new), delivery(new, mode="full")) == 2
    scope = (date(2022, 1, 1), date(2023, 12, 31))
    assert talks(delivery(old, new), delivery(new, mode="full", scope=scope)) == 1
    assert talks(delivery(old, by="zwolle"), delivery(new, mode="full", scope=scope)) == 2
    assert talks(delivery(old, new), delivery(new, mode="full", scope=scope), delivery(old)) == 2


def test_undo_takes_one_delivery_out_and_as_of_looks_back() -> None:
    old, new = talk(year_span(2022)), talk(year_span(2023))
    scope = (date(2022, 1, 1), date(2023, 12, 31))
    entries = [delivery(old, new), delivery(new, mode="full", scope=scope), Undo(1)]
    assert [talks(*entries, upto=n) for n in range(4)] == [0, 2, 1, 2]
    assert talks(delivery(old), delivery(old), Undo(0)) == 1
    assert len(in_force(entries, day=date(2024, 1, 31))) == 0
    assert len(in_force(entries, day=date(2024, 2, 1))) == 1
