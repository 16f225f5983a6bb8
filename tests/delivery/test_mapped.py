"""Workbooks of strangers reach history through a mapping alone, and their like needs nothing the next time."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from collections.abc import Mapping as Lookup
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from python_calamine import load_workbook

from tests.intake.otherformats import write_ods, write_old
from tests.intake.workbooks import write
from tests.samples import REAL, needs_samples
from wsd_data.delivery import Loaded, LoadRequest, Store, commit, inspect, load, open_store, rebuild, verify
from wsd_data.delivery.remembered import forget, recall, recalled, remember
from wsd_data.intake import FileRead, Mapping, Proposal, propose
from wsd_data.store.archive import archived_mapping, folder_of

ROOT = Path(__file__).resolve().parents[2]
Choices = Lookup[str, Any]


def fixed(value: str) -> dict[str, str]:
    return {"fixed": value}


def agreed(proposal: Proposal, choices: Choices) -> Mapping:
    """What is proposed, with the few choices an analyst makes. A column given None is taken out again."""
    content: dict[str, Any] = json.loads(json.dumps(proposal.mapping().as_json()))
    for sheet, choice in choices.items():
        given = content["sheets"][sheet]
        for part, values in choice.items():
            given[part] = {**given.get(part, {}), **values} if isinstance(values, dict) else values
        given["columns"] = {column: source for column, source in given["columns"].items() if source is not None}
    return Mapping.from_json(content)


Cells = Lookup[str, tuple[str, Any]]
"""Sheet!cell → (field, the value it must have become), read in the file by eye."""

SAMPLES: Lookup[str, tuple[Choices, str, int, Cells]] = {
    "NL_ESF_Publicatielijst_Actie_J1.xls": (
        {"ESF 07-13": {
            "columns": {
                "region": fixed("Twente"), "theme": fixed("onbekend"), "span": None, "budget": "Totale subsidiabele kosten bij verlening Total eligible expenditure on request",
                "awarded": "ESF subsidie toegekend verlening ESF approved on request Union cofinancing (max 50%)",
                "settled": "ESF subsidie toegekend vaststelling ESF approved on request Union cofinancing (max 50%)",
                "status": ["Intrekking/Afwijzing", fixed("afgerond")],
            },
            "terms": {"status": {"ingetrokken na verlening": "gestopt"}, "municipality": {"zaandam": "Zaanstad"}},
        }},
        "projects", 87, {
            "ESF 07-13!A2": ("project", "2009ESFN930"), "ESF 07-13!E2": ("municipality", ["GM0513"]), "ESF 07-13!J2": ("start_from", date(2009, 11, 25)),
            "ESF 07-13!K2": ("end_to", date(2011, 5, 24)), "ESF 07-13!L2": ("awarded", 34000000), "ESF 07-13!E24": ("municipality", ["GM0479"]),
            "ESF 07-13!A50": ("project", "2011ESFN630"), "ESF 07-13!L50": ("awarded", 49000000), "ESF 07-13!R86": ("status", "gestopt"), "ESF 07-13!R18": ("status", "afgewezen"),
        },
    ),
    "UK_Wales_ApprovedProjects.xlsx": (
        {"ERDF": {
            "columns": {
                "project": "Operation Title", "theme": "Fund", "status": fixed("gehonoreerd"), "start": fixed("2014"), "end": fixed("2023"),
                "region": fixed("Utrecht"), "municipality": None, "remark": "Region",
            },
            "terms": {"funder": {"esf": "EU", "erdf": "EU"}},
        }},
        "projects", 145, {
            "ERDF!A2": ("partners", ["Cardiff University"]), "ERDF!B2": ("title", "Cardiff University Brain Research Imaging Centre II (CUBRIC II)"),
            "ERDF!C2": ("awarded", 457847400), "ERDF!D2": ("budget", 1615694900), "ERDF!F2": ("remark", "East Wales"), "ERDF!B70": ("project", "IB AND 3-SET ERDF WWV"),
            "ERDF!C70": ("awarded", 134000000), "ERDF!A146": ("partners", ["WAG DEandT WEFO"]), "ERDF!D146": ("budget", 1585530300), "ERDF!E146": ("funder", "eu"),
        },
    ),
    "360giving_grants_A_a001p00000zgyHZAAY.xlsx": (
        {"ABCT data - Jan 2013 - Aug 2020": {
            "columns": {
                "start": "Award Date", "end": {"year_of": "Award Date - website format"}, "municipality": None, "region": fixed("Noord"),
                "remark": "Recipient Org:Name", "project": None, "theme": "Grant Programme:Title",
            },
            "terms": {"funder": {"a b charitable trust": "fonds"}},
            "drop": ["Recipient Org:Postal Code"],
        }},
        "funding", 783, {
            "ABCT data - Jan 2013 - Aug 2020!A2": ("grant", "360G-ABCT-0065I000005BODGQA044222"), "ABCT data - Jan 2013 - Aug 2020!G2": ("start_from", date(2021, 1, 26)), "ABCT data - Jan 2013 - Aug 2020!H2": ("end_to", date(2021, 12, 31)),
            "ABCT data - Jan 2013 - Aug 2020!I2": ("awarded", 3000000), "ABCT data - Jan 2013 - Aug 2020!M2": ("remark", "Access to Justice Foundation"), "ABCT data - Jan 2013 - Aug 2020!A400": ("grant", "360G-ABCT-006B000000THL6JAAV"),
            "ABCT data - Jan 2013 - Aug 2020!I400": ("awarded", 2000000), "ABCT data - Jan 2013 - Aug 2020!G400": ("start_to", date(2018, 1, 23)), "ABCT data - Jan 2013 - Aug 2020!S784": ("theme", ["Migrants and Refugees"]),
            "ABCT data - Jan 2013 - Aug 2020!M784": ("remark", "Positive Action in Housing"),
        },
    ),
    "AT_FWF_APC_publications_2018.xlsx": (
        {"FWF_2018": {
            "columns": {
                "title": "doi", "authors": fixed("onbekend"), "type": fixed("wetenschappelijk-artikel"), "audience_type": fixed("wetenschappelijk"),
                "open_access": fixed("ja"), "remark": "institution", "link": None,
            },
            "skip": ["is_hybrid", "euro", "issn"],
        }},
        "publications", 1363, {
            "FWF_2018!A4": ("remark", "FWF - Austrian Science Fund"), "FWF_2018!B4": ("date_from", date(2018, 1, 1)), "FWF_2018!D4": ("doi", "10.1186/1687-417x-2014-6"),
            "FWF_2018!F4": ("publisher", "SPRINGER NATURE - BMC"), "FWF_2018!G4": ("published_in", "Eurasip Journal on Information Security"),
            "FWF_2018!D700": ("doi", "10.1016/j.bpj.2017.11.009"), "FWF_2018!F700": ("publisher", "ELSEVIER"), "FWF_2018!G700": ("published_in", "Biophysical Journal"),
            "FWF_2018!D1366": ("title", "10.1039/C8SM01850B"), "FWF_2018!G1366": ("published_in", "Soft Matter"),
        },
    ),
    "utter_project_publications.xlsx": (
        {"Publications": {
            "columns": {
                "date": fixed("2024"), "type": fixed("congrespaper"), "audience_type": fixed("wetenschappelijk"), "doi": "PID",
            },
        }},
        "publications", 160, {
            "Publications!A2": ("title", "A Conformal Risk Control Framework for Granular Word Assessment and Uncertainty Calibration of CLIPScore Quality Estimates"),
            "Publications!B2": ("authors", "Goncalo Emanuel Cavaco Gomes, Bruno Martins, Chrysoula Zerva"), "Publications!C2": ("doi", "10.18653/v1/2025.findings-acl.638"),
            "Publications!A80": ("title", "Interpreting Predictive Probabilities: Model Confidence or Human Label Variation?"),
            "Publications!B80": ("authors", "Joris Baan, Raquel Fernández, Barbara Plank, Wilker Aziz"), "Publications!C80": ("link", "https://doi.org/10.48550/arXiv.2402.16102"),
            "Publications!A161": ("title", "Zero-shot Benchmarking: A Framework for Flexible and Scalable Automatic Evaluation of Language Models."),
            "Publications!B161": ("authors_first", "pombal"), "Publications!C161": ("doi", "10.48550/arxiv.2504.01001"), "Publications!A3": ("title", "A Context-aware Framework for Translation-mediated Conversations"),
        },
    ),
    "ASA_WG_presentations.xlsx": (
        {"Sheet1": {
            "columns": {},
            "skip": ["YEAR"],
            "terms": {"type": {
                "short course": "workshop", "presentation": "lezing", "round table": "werkveldbijeenkomst",
                "contributed panel session": "congresbijdrage", "parallel session": "congresbijdrage",
            }},
        }},
        "presentations", 8, {
            "Sheet1!B2": ("event", "ASA BIOP Regulatory-Industry Statistics Workshop"), "Sheet1!C2": ("type", "werkveldbijeenkomst"),
            "Sheet1!D2": ("speakers", "Patricia Anderson, Revathi Ananthakrishnan, Shihua Wen"),
            "Sheet1!E2": ("title", "Considerations on the Design and Analysis for Early Phase Cell and Gene Therapy Studies"), "Sheet1!F2": ("date_from", date(2023, 9, 27)),
            "Sheet1!G2": ("location", "Rockville, MD"), "Sheet1!E5": ("title", "Lessons Learned from the Recent Cell and Gene Therapy Product Development and Approval"),
            "Sheet1!F5": ("date_to", date(2024, 8, 1)), "Sheet1!H5": ("link", "https://ww3.aievolution.com/JSMAnnual2024/Events/viewEv?ev=1769"),
            "Sheet1!F9": ("date_from", date(2025, 8, 2)),
        },
    ),
}  # fmt: skip


def accepted(read: FileRead) -> int:
    """The rows that were taken; on every sheet rows = accepted + refused + skipped."""
    taken = 0
    for sheet in read.sheets:
        marks = sheet.table["refused"].to_pylist() if sheet.table is not None else []
        assert sheet.rows == len(marks) + len(sheet.skipped)
        taken += marks.count(False)
    return taken


def committed(store: Store, sheet: str, entry: int) -> dict[int, dict[str, Any]]:
    """Row number → what a delivery brought; of one sheet of the file, where no number stands twice."""
    rows = store.engine.cursor().execute(f"SELECT * FROM h_{sheet} WHERE entry = {entry}").to_arrow_table().to_pylist()
    found = {row["row_number"]: row for row in rows}
    assert len(found) == len(rows)
    return found


def compare(name: str, kept: Lookup[int, Lookup[str, Any]]) -> None:
    """Every cell that is named for a sample is in the committed rows as it should be, and ten are named."""
    choices, _, _, cells = SAMPLES[name]
    assert len(cells) == 10
    for place, (field, value) in cells.items():
        tab, _, address = place.partition("!")
        assert tab in choices
        row = kept.get(int(address.lstrip("ABCDEFGHIJKLMNOPQRS")))
        assert row is not None, f"{place} was not taken"
        assert row[field] == value, place


def alike(path: Path, to: Path) -> Path:
    """Next year's file: half of the rows in another order under another name, years moved on, a row typed anew."""
    book = load_workbook(path)
    sheets: dict[str, list[list[Any]]] = {}
    for name in book.sheet_names:
        page = book.get_sheet_by_name(name)
        rows = [[None if cell == "" else cell for cell in row] for row in page.to_python(skip_empty_area=False)]
        start = next((n for n, row in enumerate(rows) if sum(c is not None for c in row) > 2), 0)
        data = rows[start + 1 :]
        sheets[name.replace("2018", "2019").replace("2020", "2021")] = (
            rows[: start + 1] + data[len(data) // 2 :][::-1] + data[:1]
        )
    return write_old(to, sheets) if to.suffix == ".xls" else write(to, sheets)


@needs_samples
@pytest.mark.parametrize("name", SAMPLES)
def test_a_workbook_of_strangers_and_its_like(name: str, folder: Path, tmp_path: Path) -> None:
    choices, sheet, rows, _ = SAMPLES[name]
    path = REAL / name
    with open_store(folder) as store:
        proposal = propose(path, store.known)
        mapping = agreed(proposal, choices)
        read = inspect(path, store.known, store.engine, mapping)
        assert accepted(read) >= 0.8 * rows and sum(s.rows for s in read.sheets) == rows
        [done] = commit(store, [(LoadRequest(path, accept_refused=True), read)])
        assert done.new == accepted(read)
        compare(name, committed(store, sheet, done.id))
        assert archived_mapping(folder, done.id) == mapping.as_json()
        remember(folder, proposal.shape(), mapping)

        other = alike(path, tmp_path / f"volgend jaar{path.suffix}")
        next_one = propose(other, store.known)
        found = recall(folder, next_one.shape())
        assert found == mapping, "the shape is the same"
        again = inspect(other, store.known, store.engine, found)
        assert accepted(again) >= 0.8 * (rows // 2)
        [later] = commit(store, [(LoadRequest(other, accept_refused=True), again)])
        assert later.id > done.id and later.new + later.changed + later.unchanged == accepted(again)
    assert verify(folder) == []


TALKS = [
    ["Lezingen van het jaar 2023"],
    [],
    ["Wat", "Wanneer", "Vorm", "Waar", "Aanwezig", "Contact e-mail"],
    ["Schulden in de wijk", date(2023, 5, 1), "praatje", "Oldenbroek", 40, "an@voorbeeld.nl"],
    ["Samen sterk", date(2023, 6, 1), "workshop", "Zwolle", 12, None],
    ["Over grenzen", date(2023, 7, 1), "praatje", "Zwolle; Oldenbroek", None, "bo@voorbeeld.nl"],
]
PLAIN: Choices = {"sheets": {"Blad 2023": {
    "kind": "presentations", "heading_row": 3,
    "columns": {"title": "Wat", "date": "Wanneer", "type": "Vorm", "municipality": "Waar", "audience_count": "Aanwezig"},
    "drop": ["Contact e-mail"],
    "terms": {"type": {"praatje": "lezing"}, "municipality": {"oldenbroek": "Oldebroek"}},
}}}  # fmt: skip


def changed(**sheet: Any) -> Mapping:
    """The plain mapping with parts of its one sheet replaced."""
    content = json.loads(json.dumps(PLAIN))
    content["sheets"]["Blad 2023"] |= sheet
    return Mapping.from_json(content)


def load_one(store: Store, path: Path, mapping: Mapping | None, **request: Any) -> Loaded:
    return load(store, [LoadRequest(path, region="zwolle", mapping=mapping, **request)])[0]


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods", "csv"])
def test_every_format_is_read_and_what_was_dropped_is_nowhere(ending: str, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / f"lezingen.{ending}"
    sheets = {"Blad 2023": TALKS}
    if ending == "csv":
        lines = [
            ";".join("" if c is None else f"{c:%d-%m-%Y}" if isinstance(c, date) else f'"{c}"' for c in row)
            for row in TALKS
        ]
        path.write_text("\n".join(lines), encoding="utf-8-sig")
    else:
        {"xlsx": write, "xls": write_old, "ods": write_ods}[ending](path, sheets)
    with open_store(folder) as store:
        done = load_one(store, path, Mapping.from_json(PLAIN))
        assert (done.new, done.refused) == (3, 0)
        assert any(f.code == "dropped_column" for f in done.findings)
        rows = committed(store, "presentations", done.id)
        assert sorted(rows) == [4, 5, 6]
        assert rows[4] | {"title": "Schulden in de wijk", "type": "lezing", "municipality": ["GM0269"], "audience_count": 40.0, "date_from": date(2023, 5, 1)} == rows[4]  # fmt: skip
        assert rows[6]["municipality"] == ["GM0193", "GM0269"]
        assert not list(folder_of(folder, done.id).glob("upload.*")), "the file holds what was dropped"
    for file in folder.rglob("*"):
        if file.is_file():
            assert b"voorbeeld.nl" not in file.read_bytes(), file
    assert verify(folder) == []


def test_personal_data_refuse_their_rows_unless_dropped(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path / "lezingen.xlsx", {"Blad 2023": TALKS})
    read = inspect(path, store.known, store.engine, changed(drop=[], skip=["Contact e-mail"]))
    assert accepted(read) == 1
    refused = [f for f in read.findings if f.code == "personal_column"]
    assert [(f.level, f.cell) for f in refused] == [("error", "F3")]


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_the_upload_is_kept_under_its_own_ending(ending: str, folder: Path, tmp_path: Path) -> None:
    rows = [row[:5] for row in TALKS]
    path = tmp_path / f"lezingen.{ending}"
    {"xlsx": write, "xls": write_old, "ods": write_ods}[ending](path, {"Blad 2023": rows})
    with open_store(folder) as store:
        done = load_one(store, path, changed(drop=[]))
        assert (folder_of(folder, done.id) / f"upload.{ending}").read_bytes() == path.read_bytes()
    assert verify(folder) == []
    (folder_of(folder, done.id) / f"upload.{ending}").write_bytes(b"other")
    assert [d.code for d in verify(folder)] == ["archive_changed"]


def test_the_same_file_by_another_mapping_is_another_delivery(folder: Path, tmp_path: Path) -> None:
    path = write(tmp_path / "lezingen.xlsx", {"Blad 2023": TALKS})
    with open_store(folder) as store:
        first = load_one(store, path, Mapping.from_json(PLAIN))
        again = load_one(store, path, Mapping.from_json(PLAIN))
        assert again.duplicate and again.id == first.id
        other = load_one(store, path, changed(terms={"type": {"praatje": "gastcollege"}}, columns={
            "title": "Wat", "date": "Wanneer", "type": "Vorm", "audience_count": "Aanwezig"}))  # fmt: skip
        assert not other.duplicate and other.id != first.id and other.changed == 3
        assert archived_mapping(folder, first.id) == Mapping.from_json(PLAIN).as_json()
        before = committed(store, "presentations", other.id)
    assert verify(folder) == []
    rebuild(folder)
    assert verify(folder) == []
    with open_store(folder) as store:
        assert committed(store, "presentations", other.id) == before
        assert load_one(store, path, Mapping.from_json(PLAIN)).id == first.id


def test_two_kinds_from_one_file(store: Store, tmp_path: Path) -> None:
    rows = [
        ["Nummer", "Wat", "Vanaf", "Tot", "Bedrag"],
        ["A-1", "Samen sterk", date(2023, 1, 1), date(2024, 12, 31), 1000],
    ]
    path = write(tmp_path / "alles.xlsx", {"Blad1": rows})
    shared = {"start": "Vanaf", "end": "Tot", "awarded": "Bedrag"}
    projects = {
        "project": "Nummer",
        "title": "Wat",
        "region": fixed("zwolle"),
        "theme": fixed("onbekend"),
        "status": fixed("lopend"),
    }
    funding = {"grant": "Nummer", "funder": fixed("zonmw"), "project": "Nummer"}
    for kind, columns in (("projects", projects), ("funding", funding)):
        sheet = {"kind": kind, "heading_row": 1, "columns": {**shared, **columns}}
        done = load_one(store, path, Mapping.from_json({"sheets": {"Blad1": sheet}}))
        assert (done.new, done.duplicate) == (1, False)


SHAPE = "ab" * 32


def test_a_mapping_is_remembered_for_its_owner_only(tmp_path: Path) -> None:
    mapping = Mapping.from_json(PLAIN)
    assert recall(tmp_path, SHAPE) is None
    remember(tmp_path, SHAPE, mapping)
    [file] = (tmp_path / "mappings").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert recall(tmp_path, SHAPE) == mapping
    remember(tmp_path, SHAPE, changed(drop=[]))
    assert recall(tmp_path, SHAPE) == changed(drop=[])
    forget(tmp_path, SHAPE)
    forget(tmp_path, SHAPE)
    assert recall(tmp_path, SHAPE) is None


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"\xff\xfe", b'{"sheets": {"a": {"kind": "nonsense"}}}', b"[" * 100_000]
)
def test_a_damaged_remembered_mapping_is_passed_over(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "mappings").mkdir()
    (tmp_path / "mappings" / f"{SHAPE}.json").write_bytes(content)
    (tmp_path / "mappings" / "iets anders.txt").write_text("van iemand anders")
    found, said = recalled(tmp_path, SHAPE)
    assert found is None and said is not None and SHAPE in said.nl
    remember(tmp_path, SHAPE, Mapping.from_json(PLAIN))
    assert recall(tmp_path, SHAPE) == Mapping.from_json(PLAIN)


def test_remembered_mappings_are_no_difference(folder: Path) -> None:
    remember(folder, SHAPE, Mapping.from_json(PLAIN))
    assert verify(folder) == []


def command(*arguments: object, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "WSD_DATA_DIR": str(folder), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", "wsd_data", *map(str, arguments)],
        capture_output=True, text=True, env=environment, cwd=ROOT, stdin=subprocess.DEVNULL, timeout=120,
    )  # fmt: skip
    assert "Traceback" not in done.stderr + done.stdout
    return done


def test_from_proposal_to_delivery_by_commands(folder: Path, tmp_path: Path) -> None:
    path = write(tmp_path / "lezingen.xlsx", {"Blad 2023": TALKS})
    proposed = tmp_path / "voorstel.json"
    assert command("check", path, "--propose", proposed, folder=folder).returncode == 0
    content = json.loads(proposed.read_text("utf-8"))
    assert content["sheets"]["Blad 2023"]["heading_row"] == 3
    again = command("check", path, "--propose", proposed, folder=folder)
    assert again.returncode == 1 and json.loads(proposed.read_text("utf-8")) == content, "nothing is overwritten"
    given = tmp_path / "koppeling.json"
    given.write_text(json.dumps(PLAIN), "utf-8")
    checked = command("check", path, "--map", given, "--json", folder=folder)
    [sheet] = json.loads(checked.stdout)["files"][0]["sheets"]
    assert checked.returncode == 0 and (sheet["recognised_as"], sheet["accepted"]) == ("presentations", 3)
    loaded = command("load", path, "--region", "zwolle", "--map", given, "--json", folder=folder)
    assert loaded.returncode == 0 and json.loads(loaded.stdout)["deliveries"][0]["new"] == 3
    given.write_text('{"sheets": {"Blad 2023": {"kind": "lezingen"}}}', "utf-8")
    for name in ("check", "load"):
        refused = command(name, path, "--map", given, folder=folder)
        assert refused.returncode == 1 and "Blad 2023" in refused.stderr and "presentations" in refused.stderr
    assert command("check", path, "--map", given, "--propose", proposed, folder=folder).returncode == 2
