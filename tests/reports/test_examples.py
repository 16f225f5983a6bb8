"""The kept example workbooks: they equal the published figures, look like life, and come from one command.

Counted here in plain Python from the cells of data/examples, written from the domain description and not from the code.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
import zipfile
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from wsd_data.model.sheets import SHEETS
from wsd_data.model.text import fold
from wsd_data.reports.examples import generate
from wsd_data.reports.examples.places import LECTORATEN, NAMES

EXAMPLES = Path("data/examples")
REFERENCE = Path("data/reference")
MONTHS = ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"]  # fmt: skip
FIXED = re.compile(r"(TW|SX)-|ZW-BEWEGING$")
Typed = dict[str, Any]


@cache
def listed() -> list[dict[str, str]]:
    with (EXAMPLES / "deliveries.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@cache
def cells(file: str) -> tuple[dict[str, str], dict[str, list[Typed]]]:
    """The explanation sheet as label → value, and per kind of sheet its rows by column id."""
    book = openpyxl.load_workbook(EXAMPLES / file)
    labels = {str(a): b for a, b, *_ in book["Toelichting"].iter_rows(values_only=True) if b is not None}
    rows: dict[str, list[Typed]] = {}
    for sheet in SHEETS.values():
        for name in {sheet.name.nl, sheet.name.en} & set(book.sheetnames):
            spelled = {h: c.id for c in sheet.columns for h in c.spellings()}
            lines = list(book[name].iter_rows(values_only=True))
            head = max(range(6), key=lambda i: sum(fold(str(v)) in spelled for v in lines[i]) if i < len(lines) else 0)
            ids = [spelled.get(fold(str(v))) for v in lines[head]]
            rows[sheet.id] = [{i: v for i, v in zip(ids, line, strict=True) if i and v is not None} for line in lines[head + 1 :]]  # fmt: skip
    return labels, rows


@cache
def delivered(sheet: str) -> list[Typed]:
    """All rows of a sheet in order of delivery, with the file and deliverer they came from."""
    found = []
    for line in listed():
        labels, rows = cells(line["file"])
        found += [r | {"_file": line["file"], "_by": labels["Aanleveraar"]} for r in rows.get(sheet, [])]
    return found


@cache
def projects() -> dict[str, Typed]:
    """Per code the row delivered last."""
    return {r["project"]: r for r in delivered("projects")}


def span(value: Any) -> tuple[dt.date, dt.date]:
    """First and last day of what was typed."""
    if isinstance(value, dt.datetime):
        return value.date(), value.date()
    text = str(value)
    year = int(re.findall(r"\d{4}", text)[-1]) if re.search(r"\d{4}", text) else 2000 + int(text[-2:])
    if match := re.fullmatch(r"(\d\d)-(\d\d)-(\d{4})", text):
        day = dt.date(int(match[3]), int(match[2]), int(match[1]))
        return day, day
    if match := re.search(r"(\d)e (kwartaal|helft)", text):
        months = 3 if match[2] == "kwartaal" else 6
        first = (int(match[1]) - 1) * months + 1
    elif match := re.search(r"-Q(\d)", text):
        first, months = int(match[1]) * 3 - 2, 3
    elif match := re.match(r"[A-Za-z]{3}", text):
        first, months = (
            next(i for i, m in enumerate(MONTHS, 1) if m.startswith(match[0].lower().replace("mrt", "maa"))),
            1,
        )
    else:
        first, months = 1, 12
    last = first + months
    return dt.date(year, first, 1), dt.date(year + last // 13, (last - 1) % 12 + 1, 1) - dt.timedelta(1)


def when(row: Typed) -> tuple[dt.date, dt.date]:
    return span(row.get("date") or row["year"])


def split(value: Any) -> list[str]:
    return [part.strip() for part in str(value or "").split(";") if part.strip()]


def of_social_work(row: Typed) -> bool:
    own = row.get("lectoraat") or projects().get(row.get("project", ""), {}).get("lectoraat")
    return "Lectoraat Social Work" in split(own)


def regions(row: Typed) -> list[str]:
    return split(row.get("region")) or split(projects().get(row.get("project", ""), {}).get("region")) or [row["_by"]]


@pytest.mark.parametrize(("sheet", "published"), [("presentations", 52), ("publications", 2), ("products", 21)])
def test_outputs_of_social_work_in_2023(sheet: str, published: int) -> None:
    rows = [r for r in delivered(sheet) if of_social_work(r) and when(r)[0].year == when(r)[1].year == 2023]
    keys = {(r["title"], when(r), r.get("speakers"), r.get("location")) for r in rows}
    assert len(rows) == len(keys) == published


def test_lectorale_rede() -> None:
    (speech,) = [r for r in delivered("presentations") if r["type"] == "lectorale rede"]
    assert when(speech)[0] == dt.date(2023, 10, 12)
    assert speech["municipality"] == "Enschede"


@pytest.mark.parametrize(
    ("kind", "period", "published"),
    [("medewerkers", (2024, 2), "18"), ("volgers", (2024, 2), "1.800"), ("buitenlandse werkbezoeken", (2023, 1), "3")],
)
def test_key_figures_of_social_work(kind: str, period: tuple[int, int], published: str) -> None:
    rows = [r for r in delivered("key_figures") if of_social_work(r) and r["kind"] == kind]
    found = [r["value"] for r in rows if (when(r)[0].year, when(r)[0].month) == period]
    assert [str(v) for v in found] == [published]


def test_projects_of_social_work_on_the_first_of_february_2024() -> None:
    day = dt.date(2024, 2, 1)
    latest = [r for r in projects().values() if of_social_work(r)]
    running = {
        r["project"] for r in latest
        if r.get("start") and span(r["start"])[0] <= day <= span(r["end"])[1] and r["status"] not in ("aangevraagd", "afgewezen")
    }  # fmt: skip
    assert len(running) == 12
    assert {"SX-ROK", "SX-WSDT", "SX-WIJKGGD", "SX-DROPIN"} <= running
    assert projects()["SX-BRAM"]["span"] == "Maart '22 – Maart '23"
    assert projects()["SX-BRAM"]["status"] == "afgerond"
    assert set(split(projects()["SX-DROPIN"]["lectoraat"])) == {"Lectoraat Social Work", "Youth Spot", "Sociale Integratie"}  # fmt: skip


def test_programme_lines_were_renamed() -> None:
    lines = defaultdict(list)
    for row in delivered("projects"):
        if of_social_work(row):
            lines[row["project"]].append(row["programme_line"])
    assert "verzonnen oude naam" in lines["SX-ROK"][0]
    assert lines["SX-ROK"][-1] == "Opvoeden & opgroeien"
    now = {p["programme_line"] for p in projects().values() if of_social_work(p)}
    assert now == {"Opvoeden & opgroeien", "Samenleven en nabij zijn", "Betekenis geven en herstellen"}


def test_toekomstplannen() -> None:
    people = [r for r in delivered("participants") if r.get("project") == "TW-TOEKOMST"]
    assert all(r["attendances"] == 1 and r["person_key"] for r in people)
    assert len({r["person_key"] for r in people}) == 42
    assert len({(r["person_key"], r["date"]) for r in people}) == len(people) > 42
    casuses = [r for r in delivered("casuses") if r["project"] == "TW-TOEKOMST"]
    assert len({r["casus_code"] for r in casuses}) == 23 < len(casuses)


def test_armoede_in_de_klas() -> None:
    half = (dt.date(2022, 7, 1), dt.date(2022, 12, 31))
    rows = [r for r in delivered("participants") if r.get("project") == "TW-ARMOEDE"]
    within = [r["attendances"] for r in rows if half[0] <= when(r)[0] and when(r)[1] <= half[1]]
    assert within == ["ca. 40"]
    silent = [r for r in delivered("participants") if r.get("project") in ("TW-EENZAAM", "TW-ERVARING")]
    assert silent == []


def test_members_of_twente() -> None:
    rows = [r for r in delivered("members") if "Twente" in split(r["region"])]
    then = [r for r in rows if span(r["start"])[0].year <= 2016]
    assert len({r["organisation"] for r in then}) == 9
    assert len({r["municipality"] for r in then if r["organisation_type"] == "gemeente"}) == 4
    partners = [r for r in projects().values() if "Twente" in split(r["region"]) and r.get("partners") and "start" in r]
    assert all(span(r["start"])[0].year > 2016 for r in partners)
    (madion,) = [r for r in rows if r["organisation"] == "Madion"]
    assert (madion["represents"], span(madion["start"])[0]) == (11, dt.date(2023, 1, 1))


def test_municipalities_of_zwolle() -> None:
    with (REFERENCE / "werkplaats_gemeenten.csv").open(encoding="utf-8") as stream:
        listed_there = {r["gemeente"] for r in csv.DictReader(stream) if r["werkplaats"] == "zwolle"}
    rows = [r for r in delivered("members") if "Regio Zwolle" in split(r["region"])]
    six = {r["municipality"] for r in rows if r.get("project") == "ZW-BEWEGING"}
    assert len(six) == len(rows) == 6
    assert len(listed_there | six) == 16
    (planned,) = [r for r in delivered("targets") if r["indicator"] == "deelnemende gemeenten"]
    assert planned["planned"] == "ca. 20"
    assert planned["explanation"]


def test_grants_of_den_haag_and_leiden() -> None:
    here = [r for r in delivered("funding") if "Den Haag & Leiden" in regions(r)]
    found = {(r["funder"], when_started(r), span(r["end"])[1].year): str(r["awarded"]) for r in here}
    assert found == {
        ("VWS-basis", 2020, 2022): "€ 555.000,-",
        ("VWS-basis", 2023, 2026): "740000",
        ("VWS-ouderen", 2023, 2026): "600.000",
    }
    money = {"awarded", "requested", "settled", "own_contribution", "third_parties", "in_kind", "budget", "spent"}
    assert not [r for r in delivered("projects") if "Den Haag & Leiden" in regions(r) and money & set(r)]
    assert not [r for r in delivered("members") if "Den Haag & Leiden" in regions(r) and "money_given" in r]


def when_started(row: Typed) -> int:
    return span(row["start"])[0].year


def test_the_magazine_is_one_publication_of_fifteen_regions() -> None:
    (row,) = [r for r in delivered("publications") if r["title"] == "Op afstand nabij"]
    assert set(regions(row)) == set(NAMES.values())
    assert len(regions(row)) == 15


def test_generated_rows_leave_the_published_ones_alone() -> None:
    shaped = {"twente-2016.xlsx", "twente-projecten-2019-2022.xlsx", "zwolle-samen-in-beweging.xlsx"}
    for sheet in SHEETS:
        for row in delivered(sheet):
            if row["_file"] in shaped or "social-work" in row["_file"]:
                continue
            assert "Lectoraat Social Work" not in split(row.get("lectoraat"))
            assert not any(FIXED.match(code) for code in split(row.get("project")))
    generated = [r for r in delivered("members") if r["_file"].startswith("netwerk")]
    assert not [r for r in generated if {"Twente", "Regio Zwolle"} & set(split(r["region"]))]


def test_every_row_about_published_work_says_what_is_invented() -> None:
    for sheet in SHEETS:
        for row in delivered(sheet):
            assert re.search(r"verzonnen|gepubliceerd", row.get("remark", "")), row


def test_the_list_of_deliveries() -> None:
    assert list(listed()[0]) == ["file", "received", "mode", "scope", "accept_refused"]
    dates = [dt.date.fromisoformat(line["received"]) for line in listed()]
    assert dates == sorted(dates)
    assert dates[0].year == 2017
    assert dates[-1] <= dt.date(2026, 11, 20)
    assert 18 <= len(dates) <= 40
    assert {line["file"] for line in listed()} == {p.name for p in EXAMPLES.glob("*.xlsx")}
    assert Counter(line["mode"] for line in listed())["full"] == 1
    for line in listed():
        labels, _ = cells(line["file"])
        assert labels["Soort gegevens"] == "Voorbeeldgegevens"
        assert labels["Aanleveraar"] in {*NAMES.values(), "netwerk"}


def test_no_row_is_about_days_after_it_was_received() -> None:
    received = {line["file"]: dt.date.fromisoformat(line["received"]) for line in listed()}
    for sheet in ("presentations", "publications", "products", "participants", "casuses", "key_figures"):
        late = [r for r in delivered(sheet) if when(r)[0] > received[r["_file"]]]
        assert late == []


def test_names_are_those_of_the_reference_lists() -> None:
    with (REFERENCE / "werkplaatsen.csv").open(encoding="utf-8") as stream:
        known = {r["code"]: r["naam"] for r in csv.DictReader(stream) if r["geldig_van"]}
    assert known == NAMES
    with (REFERENCE / "lectoraten.csv").open(encoding="utf-8") as stream:
        named = {r["code"]: r["naam"] for r in csv.DictReader(stream)}
    assert {c: n for c, n in named.items() if c in LECTORATEN} == LECTORATEN


def test_they_look_like_life() -> None:
    talks = delivered("presentations")
    months = Counter(when(r)[0].month for r in talks if when(r)[0] == when(r)[1])
    assert months[7] + months[8] < 0.4 * min(months[5] + months[6], months[10] + months[11])
    per_region = Counter(r for row in talks for r in regions(row))
    assert set(per_region) == set(NAMES.values())
    assert max(per_region.values()) > 2 * min(per_region.values())
    assert any(len(regions(r)) == 2 for r in delivered("projects"))
    dois: dict[str, set[str]] = defaultdict(set)
    for row in delivered("publications"):
        if "doi" in row:
            dois[row["doi"]].add(row["_by"])
    assert sum(len(by) > 1 for by in dois.values()) >= 2
    late = [
        r for r in talks if "nagekomen" in r["remark"] and when(r)[1].year < int(re.findall(r"\d{4}", r["_file"])[0])
    ]
    assert late
    told: dict[tuple[Any, ...], set[Any]] = defaultdict(set)
    for row in talks:
        told[(row["_by"], row["title"], when(row), row["speakers"], row.get("location"))].add(row.get("audience_count"))
    assert any(len(values) > 1 for values in told.values())
    counts = {str(r["attendances"]) for r in delivered("participants")}
    for form in (r"ca\. \d+", r"ruim \d+", r">\d+", r"\d+-\d+", r"zo'n \d+"):
        assert any(re.fullmatch(form, c) for c in counts), form
    towns = {t for row in talks for t in split(row.get("municipality"))}
    assert {"Haaren", "Heerhugowaard", "Dijk en Waard", "Winsum", "Meppel", "Winterswijk"} <= towns


def test_a_theme_was_renamed_one_split_and_one_merged() -> None:
    years: dict[tuple[str, str], set[int]] = defaultdict(set)
    for row in delivered("presentations"):
        for theme in split(row.get("theme")):
            years[(regions(row)[0], theme)].add(when(row)[0].year)
    assert max(years[("Noord", "Armoede")]) < 2020 <= min(years[("Noord", "Bestaanszekerheid")])
    assert max(years[("Kennisplatform Utrecht Sociaal", "Sociale inclusie")]) < 2020
    assert min(min(years[("Kennisplatform Utrecht Sociaal", t)]) for t in ("Sociaal en inclusief", "Werk & inkomen")) >= 2020  # fmt: skip
    assert max(max(years[("Noord-Brabant Fontys", t)]) for t in ("Eenzaamheid", "Ouderen")) < 2023
    assert min(years[("Noord-Brabant Fontys", "Langer thuis wonen")]) >= 2023


def test_some_werkplaatsen_did_not_deliver_everything() -> None:
    assert not [r for r in delivered("presentations") if "Zuyd" in regions(r) and when(r)[0].year == 2018]
    assert cells("friesland-2016-2020.xlsx")[0]["Niets te melden"] == "Casussen: 2019"
    assert not [r for r in delivered("casuses") if r["_by"] == "Friesland" and when(r)[0].year == 2019]


def test_the_command_makes_exactly_the_kept_files(tmp_path: Path) -> None:
    made = generate(tmp_path)
    assert sum(p.stat().st_size for p in made) < 3_000_000
    assert (tmp_path / "deliveries.csv").read_bytes() == (EXAMPLES / "deliveries.csv").read_bytes()
    for path in made:
        with zipfile.ZipFile(path) as ours, zipfile.ZipFile(EXAMPLES / path.name) as kept:
            assert ours.namelist() == kept.namelist()
            for name in ours.namelist():
                assert ours.read(name) == kept.read(name), f"{path.name}: run python -m wsd_data.reports.examples"


def test_another_seed_makes_other_rows_and_the_same_published_ones(tmp_path: Path) -> None:
    generate(tmp_path, seed=2)
    same = {
        p.name for p in tmp_path.glob("*.xlsx")
        if zipfile.ZipFile(p).read("xl/sharedStrings.xml") == zipfile.ZipFile(EXAMPLES / p.name).read("xl/sharedStrings.xml")
    }  # fmt: skip
    assert "twente-projecten-2019-2022.xlsx" in same
    assert "netwerk-2019.xlsx" not in same
