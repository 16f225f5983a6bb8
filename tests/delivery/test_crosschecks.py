"""Warnings about a file against itself and against what is in force."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from wsd_data.delivery import Loaded, Store, crosschecks
from wsd_data.model.findings import Finding

Deliver = Callable[..., Loaded]


def found(loaded: Loaded) -> list[tuple[str, str]]:
    assert all(f.level in ("warning", "info") for f in loaded.findings)
    return [(f.code, f.cell) for f in loaded.findings]


def only(loaded: Loaded) -> Finding:
    [finding] = loaded.findings
    return finding


def talk(title: str, **more: object) -> dict[str, object]:
    return {"title": title, "type": "lezing", "date": date(2023, 5, 4), **more}


def product(title: str, year: int, **more: object) -> dict[str, object]:
    return {"title": title, "type": "podcast", "date_from": date(year, 1, 1), "date_to": date(year, 12, 31), **more}


def project(code: str, **more: object) -> dict[str, object]:
    given = {
        "project": code,
        "title": f"Project {code}",
        "region": ["twente"],
        "theme": ["Jeugd"],
        "status": "lopend",
        "start": date(2022, 1, 1),
    }
    return given | more


def grant(day: date | None, **more: object) -> dict[str, object]:
    given = {"grant": "G1", "funder": "zonmw", "start": date(2022, 1, 1), "end": date(2023, 12, 31), "awarded": 100000}
    return given | ({"spent_on": day} if day else {}) | more


def test_a_corrected_title_is_asked_about(store: Store, deliver: Deliver) -> None:
    deliver(store, {"presentations": [talk("Armoede in de klas"), talk("Samen eten")]})
    done = deliver(store, {"presentations": [talk("Armoede in de klassen"), talk("Iets heel anders")]})
    finding = only(done)
    assert (finding.code, finding.cell, finding.sheet) == ("resembles", "C2", "Presentaties")
    assert "Armoede in de klas." in finding.message.nl


def test_what_is_too_much_to_compare_is_said(store: Store, deliver: Deliver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crosschecks, "MOST_PAIRS", 1)
    deliver(store, {"presentations": [talk("Armoede in de klas"), talk("Samen eten")]})
    finding = only(deliver(store, {"presentations": [talk("Armoede in de klassen")]}))
    assert (finding.code, finding.level, finding.sheet, finding.row) == ("not_compared", "info", "Presentaties", 0)
    assert "niet met bestaande vergeleken" in finding.message.nl and "not compared" in finding.message.en


def test_a_restated_row_is_no_correction(store: Store, deliver: Deliver) -> None:
    deliver(store, {"presentations": [talk("Armoede in de klas")]})
    rows = [talk("Armoede in de klas"), talk("Armoede in de klas 2")]
    assert found(deliver(store, {"presentations": rows})) == []
    assert found(deliver(store, {"presentations": [talk("Armoede in de klas 3")]})) == [], "the next of a series"
    elsewhere = [talk("Armoede in de klas", date=date(2023, 5, 5))]
    assert found(deliver(store, {"presentations": elsewhere})) == []
    assert found(deliver(store, {"presentations": [talk("Armoede in de klasse")]}, region="zwolle")) == []


def test_another_role_at_the_same_activity_is_no_correction(store: Store, deliver: Deliver) -> None:
    row = {"activity": "Training", "type": "training", "role": "student", "date": date(2023, 1, 1), "attendances": 5}
    deliver(store, {"participants": [row]})
    assert found(deliver(store, {"participants": [{**row, "role": "docent"}]})) == []
    assert found(deliver(store, {"participants": [{**row, "activity": "Trainingen"}]})) == [("resembles", "D2")]


def test_unknown_project_codes(store: Store, deliver: Deliver) -> None:
    deliver(store, {"projects": [project("P1")]}, region="zwolle")
    rows = [
        talk("a", project="P1"),
        talk("b", project="P2"),
        talk("c", project="P9"),
        talk("d", project="P9"),
        talk("e"),
    ]
    finding = only(deliver(store, {"projects": [project("P2")], "presentations": rows}))
    assert (finding.code, finding.cell, finding.value) == (
        "unknown_project",
        "A4",
        "P9",
    ) and "(2 " in finding.message.en
    done = deliver(store, {"funding": [grant(None, project=["P1", "P8"])]})
    assert found(done) == [("unknown_project", "M2")] and done.findings[0].value == "P8"


def test_projects_of_several_deliverers_that_differ(store: Store, deliver: Deliver) -> None:
    deliver(store, {"projects": [project("P1", awarded=100), project("P2")]}, region="zwolle")
    done = deliver(
        store, {"projects": [project("P1", awarded=200, status="verlengd", remark="x"), project("P2", link="l")]}
    )
    assert {f.code for f in done.findings} == {"shared_differs", "awarded_without_end"}
    finding = next(f for f in done.findings if f.code == "shared_differs")
    assert finding.cell == "A2"
    assert "zwolle" in finding.message.nl and "Status, Verleend bedrag" in finding.message.nl


def test_publications_of_several_deliverers_that_differ(store: Store, deliver: Deliver) -> None:
    def work(title: str, **more: object) -> dict[str, object]:
        return {
            "title": title, "authors": "Jansen, J.", "type": "rapport", "audience_type": "vak",
            "date_from": date(2023, 1, 1), "date_to": date(2023, 12, 31), **more,
        }  # fmt: skip

    deliver(store, {"publications": [work("A", doi="10.1/a"), work("B"), work("C", doi="10.1/c")]}, region="zwolle")
    rows = [work("A (2e druk)", doi="10.1/a"), work("b", type="boek"), work("C", doi="10.1/other")]
    assert found(deliver(store, {"publications": rows})) == [("shared_differs", "B2"), ("shared_differs", "B3")]
    done = deliver(store, {"publications": [work("D") | {"authors": "onbekend"}]})
    assert found(done) == [("unknown_author", "C2")]


def test_grants_whose_amounts_differ(store: Store, deliver: Deliver) -> None:
    rows = [grant(date(2022, 6, 1)), grant(date(2022, 12, 1), awarded=120000, spent=5)]
    done = deliver(store, {"funding": rows})
    assert found(done) == [("grant_differs", "A2")] and "Verleend" in done.findings[0].message.nl
    assert found(deliver(store, {"funding": [grant(date(2022, 6, 1)), grant(date(2022, 12, 1))]})) == []
    done = deliver(store, {"funding": [grant(date(2023, 6, 1), awarded=7)]}, region="zwolle")
    assert found(done) == [("shared_differs", "A2")]
    done = deliver(store, {"funding": [grant(date(2023, 1, 1), awarded=9)]})
    assert ("grant_differs", "A2") in found(done)


def test_the_network_moving_a_row_to_another_region(store: Store, deliver: Deliver) -> None:
    deliver(store, {"presentations": [talk("a", region=["twente"]), talk("b", region=["twente"])]}, region="network")
    done = deliver(
        store, {"presentations": [talk("a", region=["zwolle"]), talk("b", region=["twente"])]}, region="network"
    )
    finding = only(done)
    assert finding.code == "region_changed" and "twente" in finding.message.nl and "zwolle" in finding.message.nl


def test_hours_that_differ_for_one_activity(store: Store, deliver: Deliver) -> None:
    row = {
        "activity": "Training",
        "activity_code": "T1",
        "type": "training",
        "date": date(2023, 1, 1),
        "attendances": 5,
    }
    rows = [
        {**row, "role": "student", "hours": 2.0},
        {**row, "role": "docent", "hours": 3.0},
        {**row, "role": "inwoner", "date": date(2023, 1, 2), "hours": 9.0},
    ]
    done = deliver(store, {"participants": rows})
    assert [f.code for f in done.findings] == ["hours_differ"] and "T1" in done.findings[0].message.nl


def test_a_new_version_of_a_product(store: Store, deliver: Deliver) -> None:
    deliver(store, {"products": [product("Buurtpodcast", 2021)]})
    rows = [product("Buurtpodcast", 2022), product("Buurtpodcast", 2023, status="Nieuwe versie")]
    done = deliver(store, {"products": rows})
    assert [(f.code, f.row) for f in done.findings] == [("new_version", 2)] and "2021" in done.findings[0].message.nl


def test_many_findings_of_one_kind_are_cut_short(store: Store, deliver: Deliver) -> None:
    rows = [talk(f"lezing {i}", project=f"X{i}") for i in range(130)]
    done = deliver(store, {"presentations": rows})
    assert len(done.findings) == 101 and "30" in done.findings[-1].message.nl


def test_the_nearest_known_project_is_named(store: Store, deliver: Deliver) -> None:
    deliver(store, {"projects": [project("TW-ARMOEDE"), project("TW-2021"), project("TW-2022")]})
    rows = [talk("a", project="TW ARMOEDE"), talk("b", project="TW-ARMOED"), talk("c", project="TW-2023")]
    done = deliver(store, {"presentations": rows})
    assert [(f.row, f.suggestion) for f in done.findings] == [(4, None), (2, "TW-ARMOEDE"), (3, "TW-ARMOEDE")]
    assert "TW-ARMOEDE" in done.findings[1].message.nl


def test_a_casus_of_an_unknown_activity(store: Store, deliver: Deliver) -> None:
    casus = {
        "project": "P1", "theme": ["Jeugd"], "activity_code": "A9", "date_from": date(2023, 1, 1), "date_to": date(2023, 3, 31),
    }  # fmt: skip
    done = deliver(store, {"projects": [project("P1")], "casuses": [casus]})
    assert [(f.code, f.level, f.value) for f in done.findings] == [("unknown_activity_code", "info", "A9")]


def test_grants_of_one_funder_at_the_same_time_for_the_same_work(store: Store, deliver: Deliver) -> None:
    deliver(store, {"funding": [grant(None)]})
    later = {"grant": "G2", "start": date(2023, 12, 31), "end": date(2025, 12, 31)}
    done = deliver(store, {"funding": [grant(None, **later)]})
    assert found(done) == [("grants_overlap", "A2")] and "met G1" in only(done).message.nl
    for other in ({"start": date(2024, 1, 1)}, {"funder": "nwo"}, {"scheme": "Anders"}, {"region": ["zwolle"]}):
        done = deliver(store, {"funding": [grant(None, **{**later, "grant": f"G-{sorted(other)[0]}", **other})]})
        assert [one for one in found(done) if "G1" in done.findings[0].message.nl] == [], other
    rows = [grant(None, grant=f"P{n}", project=[project], funder="sia") for n, project in enumerate(("A", "B", "B"))]
    done = deliver(store, {"funding": rows, "projects": [project("A"), project("B")]})
    assert [cell for code, cell in found(done) if code == "grants_overlap"] == ["A3", "A4"]
