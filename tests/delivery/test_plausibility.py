"""Dates, amounts and numbers that can hardly be right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from wsd_data.delivery import Loaded, Store

Deliver = Callable[..., Loaded]
RECEIVED = date(2024, 6, 1)


def talks(year: int, count: int, **more: object) -> list[dict[str, object]]:
    return [{"title": f"Lezing {n}", "type": "lezing", "date": date(year, 3, 1), **more} for n in range(count)]


def found(loaded: Loaded) -> list[tuple[str, str]]:
    return [(f.code, f.cell) for f in loaded.findings]


def test_dates_that_lie_ahead(store: Store, deliver: Deliver) -> None:
    rows = [
        *talks(2024, 1),
        {"title": "Straks", "type": "lezing", "date": date(2024, 6, 2)},
        {"title": "Tikfout", "type": "lezing", "date": date(2042, 3, 1)},
    ]
    plan = {
        "project": "P1", "title": "t", "region": ["twente"], "theme": ["Jeugd"], "status": "aangevraagd",
        "start": date(2025, 1, 1), "end": date(2032, 1, 1),
    }  # fmt: skip
    done = deliver(store, {"projects": [plan], "presentations": rows}, received=RECEIVED)
    assert [(f.code, f.sheet, f.row) for f in done.findings] == [
        ("far_future", "Projecten", 2),
        ("far_future", "Presentaties", 4),
        ("not_yet", "Presentaties", 3),
    ]
    assert done.findings[1].value == "01-03-2042" and "01-06-2024" in done.findings[2].message.nl


def test_a_date_about_people_is_not_repeated(store: Store, deliver: Deliver) -> None:
    row = {"activity": "x", "type": "training", "role": "student", "date": date(2024, 9, 1), "attendances": 1}
    [finding] = deliver(store, {"participants": [row]}, received=RECEIVED).findings
    assert finding.code == "not_yet" and finding.value is None


def test_money_spent_that_falls(store: Store, deliver: Deliver) -> None:
    def grant(day: date, spent: int) -> dict[str, object]:
        return {
            "grant": "G1", "funder": "zonmw", "start": date(2022, 1, 1), "end": date(2023, 12, 31), "awarded": 100000,
            "spent_on": day, "spent": spent,
        }  # fmt: skip

    done = deliver(store, {"funding": [grant(date(2022, 6, 1), 500), grant(date(2022, 12, 1), 900)]})
    assert found(done) == []
    done = deliver(store, {"funding": [grant(date(2023, 6, 1), 800)]})
    assert [f.code for f in done.findings] == ["spent_falls"] and "01-12-2022" in done.findings[0].message.nl
    assert found(deliver(store, {"funding": [grant(date(2022, 12, 1), 700)]})) == [], "repaired"


def test_a_year_that_stands_out(store: Store, deliver: Deliver) -> None:
    for year in (2019, 2020, 2021):
        assert found(deliver(store, {"presentations": talks(year, 4, audience_count=10)})) == []
    assert found(deliver(store, {"presentations": talks(2022, 12)})) == [], "three times is not more"
    done = deliver(store, {"presentations": talks(2023, 16, audience_count=10)})
    assert [(f.code, f.level) for f in done.findings] == [("many_rows", "warning")]
    assert "16 in 2023, anders 4" in done.findings[0].message.nl
    assert found(deliver(store, {"presentations": talks(2023, 16, audience_count=10)})) == [], "no more than before"
    louder = deliver(store, {"presentations": talks(2022, 12, audience_count=40)})
    assert [f.code for f in louder.findings] == ["many"] and "480 in 2022, anders 40" in louder.findings[0].message.nl


def test_the_usual_is_the_middle_of_other_years_that_say_something(store: Store, deliver: Deliver) -> None:
    """With blank years left out, and halfway where their number is even."""
    for year, audience in ((2018, 10), (2019, 10), (2020, 30), (2021, 100), (2022, None)):
        deliver(store, {"presentations": talks(year, 1, audience_count=audience)})
    assert found(deliver(store, {"presentations": talks(2023, 1, audience_count=60)})) == [], "three times 20"
    [finding] = deliver(store, {"presentations": talks(2023, 1, audience_count=61)}).findings
    assert finding.code == "many" and "61 in 2023, anders 20" in finding.message.nl


def test_a_full_delivery_is_counted_without_what_it_takes_the_place_of(store: Store, deliver: Deliver) -> None:
    for year in (2019, 2020, 2021, 2022):
        deliver(store, {"presentations": talks(year, 4)})
    more = {"presentations": [{**row, "title": f"nieuw {row['title']}"} for row in talks(2022, 12)]}
    assert found(deliver(store, more, mode="full", confirmed=True)) == [], "12 and no longer 4 more"
    again = {"presentations": [{**row, "title": f"weer {row['title']}"} for row in talks(2022, 4)]}
    assert [f.code for f in deliver(store, again).findings] == ["many_rows"], "16 together"


def test_numbers_about_people_are_not_told(store: Store, deliver: Deliver) -> None:
    def row(year: int, count: int) -> dict[str, object]:
        return {"activity": "x", "type": "training", "role": "student", "date": date(year, 1, 1), "attendances": count}

    deliver(store, {"participants": [row(y, 11) for y in (2019, 2020, 2021)]})
    [finding] = deliver(store, {"participants": [row(2022, 77)]}).findings
    assert finding.code == "many" and "2022" in finding.message.nl
    assert "77" not in repr(finding) and "11" not in repr(finding)


def test_the_bands_per_lectoraat_and_year(store: Store, deliver: Deliver) -> None:
    own = {"lectoraat": ["social-work"]}
    done = deliver(store, {"presentations": talks(2022, 151, **own)})
    assert [(f.code, f.level, f.value) for f in done.findings] == [("band", "warning", "151")]
    few = {"presentations": talks(2022, 2, **own)}
    assert found(deliver(store, few, region="zwolle", received=RECEIVED)) != [], "with those of all deliverers"
    few = {"presentations": talks(2021, 2, **own)}
    assert found(deliver(store, few, received=RECEIVED)) == [], "more may follow"
    done = deliver(store, few, mode="full", confirmed=True, received=RECEIVED)
    assert [(f.code, f.level, f.value) for f in done.findings] == [("band", "info", "2")]
    started = {"title": "t", "region": ["twente"], "theme": ["Jeugd"], "status": "lopend", "start": date(2020, 1, 1)}
    many = [{**started, **own, "project": f"PR {n}"} for n in range(41)]
    done = deliver(store, {"projects": many}, received=RECEIVED)
    assert {(f.code, f.value) for f in done.findings} == {("band", "41")} and len(done.findings) == 5
