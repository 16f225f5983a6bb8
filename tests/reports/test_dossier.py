"""The report of a grant says what its dossier says, on paper and in a workbook, and nothing in it runs."""

from __future__ import annotations

import io
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.chart.bar_chart import BarChart

from tests.figures.conftest import World, write_workbook
from tests.reports.conftest import PAYLOADS, tagged, text_of
from wsd_data.__main__ import main
from wsd_data.delivery import LoadRequest, Store, load, open_store
from wsd_data.delivery.datastate import data_state
from wsd_data.figures import Monitor, Selection
from wsd_data.figures.dossier import dossier
from wsd_data.figures.grants import AMOUNTS
from wsd_data.figures.targets import compared
from wsd_data.model.periods import years
from wsd_data.model.problems import Usage
from wsd_data.reports.dossier import Asked, report
from wsd_data.reports.evidence import MOST, OUTPUTS
from wsd_data.reports.paper import Cell, Paper, Section
from wsd_data.reports.pdf import pdf_of
from wsd_data.reports.spreadsheet import workbook_of
from wsd_data.reports.targets import DIFFERENCE, HEADINGS, STATE, line_of
from wsd_data.reports.wording import PaperReader
from wsd_data.store.fold import AsOf

TODAY = date(2026, 11, 22)
GRANT = {"grant": "B-1", "start": "2022", "end": "2023", "awarded": 200_000, "project": "P1"}
PROJECT = {"project": "P1", "start": "2022", "end": "2023", "status": "afgerond"}


def made(store: Store, monitor: Monitor, asked: Asked, today: date = TODAY) -> Paper:
    return report(monitor, asked, data_state(store, asked.as_of), today)


def sections(paper: Paper) -> dict[str, Section]:
    return {section.id: section for section in paper.sections}


def squeezed(text: str) -> str:
    """Without blanks and hyphens: a line of a PDF ends anywhere."""
    return "".join(text.replace("\u00ad", "").replace("-", "").split())


def told_by(cell: Cell) -> object:
    """What a workbook holds of a cell."""
    if isinstance(cell.number, date):
        return datetime(cell.number.year, cell.number.month, cell.number.day)
    return cell.text if cell.number is None else cell.number


@pytest.mark.parametrize(
    ("number", "policy", "language"),
    [("VWS-TN-2020", "public", "nl"), ("B-UT-2023-01", "internal", "en"), ("VWS-DL-2023", "internal", "nl")],
)
def test_every_amount_and_count_is_that_of_the_figures(
    store: Store, monitor: Monitor, number: str, policy: str, language: Any
) -> None:
    shown = sections(made(store, monitor, Asked(number, policy=policy, language=language)))
    grant = next(grant for grant in monitor.grants() if grant.number == number)
    amounts = [row[1].number for row in shown["amounts"].rows]
    assert amounts[:5] == [grant.amounts[name].value for name in AMOUNTS if name != "national"]
    assert (amounts[5], amounts[7]) == (grant.spent.value, grant.amounts["national"].value)
    for row, id_ in zip(shown["amounts"].rows[6:], ("cofinancing_rate", "national_share"), strict=True):
        whole = Selection.of(years(grant.start.year, grant.end.year), {"grant": (number,)})
        assert row[2].number == monitor.answer(id_, (), whole, policy=policy).total.value

    for row in shown["years"].rows:
        year = int(row[0].text)
        here = Selection.of(years(year, year), {"grant": (number,)})
        for cell, id_ in zip(row[1:], ("grant_awarded", "grant_settled", "grant_spent"), strict=False):
            assert cell.number == monitor.answer(id_, (), here, policy=policy).total.value

    found = dossier(monitor, number, TODAY, policy=policy)
    counted = {row[0].text.lower(): row[1:] for row in shown["counted"].rows}
    assert len(counted) == len(found.delivered) == 8
    for one in [*found.delivered, *found.late]:
        total = monitor.answer(one.indicator.id, (), Selection(one.period, found.where), policy=policy).total
        cell = counted[one.indicator.label.in_(language)][one.period != found.term]
        assert cell.number == (total.value if total.low == total.high else None)
    for kind in ("projects", *OUTPUTS):
        assert len(shown[kind].rows) == monitor.records(kind, Selection(found.evidence, found.where), policy).total
    for row, target in zip(shown["targets"].rows, found.standing.targets, strict=True):
        assert row[2].number == target.target.planned.value
        assert row[4].number in (None, target.realised.value)


@pytest.mark.parametrize(("policy", "language"), [("internal", "nl"), ("public", "en")])
def test_paper_pdf_and_workbook_say_the_same(store: Store, monitor: Monitor, policy: str, language: Any) -> None:
    paper = made(store, monitor, Asked("VWS-TN-2020", policy=policy, language=language))
    pdf = pdf_of(paper)
    words = squeezed(text_of(pdf))
    book = openpyxl.load_workbook(io.BytesIO(workbook_of(paper)))
    assert len(paper.sections) == 11
    for section in paper.sections:
        sheet = next(s for s in book.worksheets if s["A1"].value == section.title)
        lines = [[cell.value for cell in row[: len(section.headings)]] for row in sheet.iter_rows(min_row=2)]
        at = lines.index([*section.headings])
        for row, cells in zip(section.rows, lines[at + 1 :], strict=False):
            assert [told_by(cell) for cell in row] == ["" if value is None else value for value in cells]
            assert squeezed("".join(cell.text for cell in row)) in words
        for said in (section.title, section.sentence, *section.notes):
            assert squeezed(said) in words
            assert not said or said in [cell.value for row in sheet.iter_rows() for cell in row]
        assert len([c for c in sheet._charts if isinstance(c, BarChart)]) == len(section.drawings)
        assert all(squeezed(mark.words) in words for drawing in section.drawings for mark in drawing.marks)
    for name, value in paper.about:
        assert squeezed(name + value) in words
    assert tagged(pdf, language)


def test_den_haag_and_leiden_got_the_same_in_each_year(store: Store, monitor: Monitor) -> None:
    found = {}
    for number, first, last in (("VWS-DL-2020", 2020, 2022), ("VWS-DL-2023", 2023, 2026)):
        paper = made(store, monitor, Asked(number, policy="public"))
        words = text_of(pdf_of(paper))
        book = openpyxl.load_workbook(io.BytesIO(workbook_of(paper)))
        for year in range(first, last + 1):
            assert f"{year} € 185.000 " in words.replace("\xa0", " ")
        rows = book["Geld en tijd per jaar"].iter_rows(values_only=True)
        found |= {int(row[0]): row[1] for row in rows if str(row[0]).isdigit()}
    assert found == dict.fromkeys(range(2020, 2027), 185_000)
    older = sections(made(store, monitor, Asked("VWSO-DL-2023", policy="public")))["amounts"]
    assert older.rows[1][1].number == 600_000


def test_what_is_protected_on_the_screen_is_protected_on_paper(world: World) -> None:
    goal = {"indicator": "deelnames", "year": 2023, "planned": 20, "grant": "B-1", "explanation": "Er kwamen er drie."}
    world.deliver({"projects": [{**PROJECT, "leader": "Jansen"}], "funding": [GRANT], "targets": [goal],
                   "participants": [{"attendances": 3, "project": "P1"}]})  # fmt: skip
    for policy, exact in (("internal", True), ("public", False)):
        paper = made(world.store, world.monitor, Asked("B-1", policy=policy))
        shown = sections(paper)
        row = next(row for row in shown["counted"].rows if row[0].text == "Deelnames")
        assert (row[1].text.split()[0], row[1].number) == (("3", 3) if exact else ("<5", None))
        for said in (squeezed(text_of(pdf_of(paper))), squeezed(str([s.lines for s in paper.sections]))):
            assert ("Erkwamenerdrie." in said) == exact
            assert ("niettezienzoalsopenbaar" in said) != exact
            assert "Jansen" not in said
    assert not {"participants", "casuses"} & set(shown)


def test_a_grant_without_spending_targets_or_projects(world: World) -> None:
    world.deliver({"funding": [{**GRANT, "project": None}]})
    shown = sections(made(world.store, world.monitor, Asked("B-1")))
    assert [cell.text for cell in shown["amounts"].rows[5]] == ["Besteed", "niet opgegeven", "–"]
    assert {row[5].text for row in shown["years"].rows} == {"niet opgegeven"}
    assert [mark.height for mark in shown["years"].drawings[1].marks] == [None, None]
    assert (shown["targets"].rows, shown["targets"].sentence) == (
        (),
        "Bij deze beschikking zijn geen doelen opgegeven.",
    )
    assert shown["grant"].lines[-1] == ("Project", "geen genoemd")
    assert shown["projects"].sentence == "Op deze lijst staat niets."
    assert "noemt geen projecten" in shown["counted"].sentence
    paper = made(world.store, world.monitor, Asked("B-1"))
    assert "Wat er besteed is, is niet opgegeven." in text_of(pdf_of(paper))
    assert workbook_of(paper).startswith(b"PK")


def test_late_items_are_marked_and_days_are_days(world: World) -> None:
    talks = [
        {"title": "op tijd", "project": "P1", "date": "1-3-2023"},
        {"title": "laat", "project": "P1", "date": "1-3-2024"},
    ]
    world.deliver({"projects": [PROJECT, {**PROJECT, "project": "P2", "status": "afgewezen"}],
                   "funding": [{**GRANT, "project": "P1; P2"}], "presentations": talks})  # fmt: skip
    shown = sections(made(world.store, world.monitor, Asked("B-1")))
    assert [(row[0].text, row[0].number, row[1].text, row[3].text) for row in shown["presentations"].rows] == [
        ("01-03-2024", date(2024, 3, 1), "laat", "na afloop"), ("01-03-2023", date(2023, 3, 1), "op tijd", "binnen de looptijd"),
    ]  # fmt: skip
    assert "tellen niet mee" in shown["projects"].notes[0]
    counted = {row[0].text: row[1].number for row in shown["counted"].rows}
    assert (len(shown["projects"].rows), counted["Lopende projecten"]) == (2, 1)


def test_more_rows_than_a_report_shows_are_said(world: World) -> None:
    world.deliver({"projects": [PROJECT], "funding": [GRANT],
                   "presentations": [{"title": f"praatje {n}", "project": "P1"} for n in range(MOST + 1)]})  # fmt: skip
    shown = sections(made(world.store, world.monitor, Asked("B-1")))["presentations"]
    assert len(shown.rows) == MOST
    assert shown.sentence.startswith(f"Hier staan de nieuwste {MOST} van {MOST + 1}.")


def test_as_known_on_a_day_and_seen_from_it(world: World) -> None:
    world.deliver({"projects": [PROJECT], "funding": [{**GRANT, "spent": 50_000, "spent_on": "31-12-2022"}]}, received="2023-02-01")  # fmt: skip
    world.deliver({"funding": [{**GRANT, "spent": 150_000, "spent_on": "30-6-2023"}]}, received="2023-08-01")
    then = made(world.store, world.monitor, Asked("B-1", AsOf(day=date(2023, 3, 1))))
    assert sections(then)["amounts"].rows[5][1].number == 50_000
    assert "58 %" in [row[1] for row in sections(then)["grant"].lines]
    assert "grant=B-1&stand=2023-03-01&" in dict(then.about)["Terug te vinden met"]
    now = made(world.store, world.monitor, Asked("B-1"))
    again = made(world.store, world.monitor, Asked("B-1", AsOf(day=TODAY)))
    assert "stand=2026-11-22" in dict(now.about)["Terug te vinden met"]
    assert now.sections == again.sections != then.sections


def test_texts_of_a_workbook_never_run(world: World, tmp_path: Path) -> None:
    projects = [{**PROJECT, "project": f"P{n}", "title": said} for n, said in enumerate(PAYLOADS)]
    funding = [{**GRANT, "scheme": PAYLOADS[0], "project": "; ".join(f"P{n}" for n in range(40))},
               {**GRANT, "grant": "=1+1", "scheme": PAYLOADS[15], "project": None}]  # fmt: skip
    outputs = {kind: [{"title": said, "project": "P1"} for said in PAYLOADS] for kind in ("presentations", "products")}
    outputs["publications"] = [
        {"title": said, "project": "P1", "authors": f"Naam{n}, A."} for n, said in enumerate(PAYLOADS)
    ]
    goals = [{"indicator": "presentaties", "year": 2000 + n % 25, "planned": 1 + n // 25, "grant": "B-1", "theme": said[:9], "explanation": said}
             for n, said in enumerate(PAYLOADS)]  # fmt: skip
    path = write_workbook(
        tmp_path / "formules.xlsx", {"projects": projects, "funding": funding, "targets": goals, **outputs}
    )
    book = openpyxl.load_workbook(path)
    for cell in (cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row):
        cell.data_type = "s" if cell.data_type == "f" else cell.data_type
    book.save(path)
    load(world.store, [LoadRequest(path, region="twente", received=date(2024, 6, 1), confirmed=True)])
    for number in ("B-1", "=1+1"):
        paper = made(world.store, world.monitor, Asked(number))
        written = openpyxl.load_workbook(io.BytesIO(workbook_of(paper)))
        cells = [cell for sheet in written.worksheets for row in sheet.iter_rows() for cell in row]
        assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
        words = squeezed(text_of(pdf_of(paper)))
        for section in paper.sections:
            assert all(squeezed(text) in words for line in section.lines for text in line)
    shown = sections(made(world.store, world.monitor, Asked("B-1")))
    for kind, place in (("projects", 1), ("presentations", 1), ("publications", 1), ("products", 1), ("targets", 7)):
        assert {squeezed(line[place]) for line in shown[kind].lines} == {squeezed(said) for said in PAYLOADS}


def test_the_command_writes_both_forms(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WSD_DATA_DIR", str(tmp_path / "data"))
    with open_store(tmp_path / "data") as store:
        World(store, tmp_path).deliver({"funding": [{**GRANT, "project": None}]})
    for ending, first in (("pdf", b"%PDF"), ("xlsx", b"PK")):
        out = tmp_path / f"dossier.{ending}"
        assert main(["report", "dossier", "--grant", "B-1", "--out", str(out)]) == 0
        assert out.read_bytes().startswith(first)
    assert main(["report", "dossier", "--grant", "WEG", "--out", str(tmp_path / "weg.pdf")]) == 2
    assert "Beschikking WEG is niet bekend." in capsys.readouterr().err
    assert not (tmp_path / "weg.pdf").exists()
    assert main(["report", "dossier", "--grant", "B-1", "--out", str(tmp_path / "weg.docx")]) == 2


def test_an_unknown_grant_is_refused(store: Store, monitor: Monitor) -> None:
    with pytest.raises(Usage):
        made(store, monitor, Asked("WEG"))


@pytest.mark.parametrize(
    ("typed", "planned", "gap", "state"),
    [
        ("minstens 100", 120, "ten hoogste 20 minder dan gepland", "niet met zekerheid te zeggen"),
        ("minstens 100", 80, "ten minste 20 meer dan gepland", "gehaald"),
        ("ca. 100", 120, "circa 20 minder dan gepland", "niet gehaald"),
    ],
)
def test_a_lower_bound_is_no_verdict_and_is_said_as_one(
    world: World, typed: str, planned: int, gap: str, state: str
) -> None:
    goal = {"indicator": "audience", "year": 2023, "planned": planned, "region": "Twente"}
    world.deliver({"targets": [goal], "presentations": [{"title": "a", "audience_count": typed}]})
    (one,) = compared(world.monitor, world.monitor.targets(), {}, TODAY, policy="internal")
    cells = [cell.text for cell in line_of(PaperReader(world.monitor, "nl", "internal", AsOf()), one)]
    assert cells[HEADINGS.index(DIFFERENCE)] == gap and cells[HEADINGS.index(STATE)] == state
