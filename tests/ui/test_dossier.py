"""The dossier of a grant, the board of all grants and the targets, as they are read on the page of funding."""

from __future__ import annotations

from pathlib import Path

import plotly.graph_objects as go
import pytest

from tests.figures.conftest import World
from tests.ui.conftest import Viewed, delivered, page_of, sent
from wsd_data.figures.targets import Compared
from wsd_data.model.clock import today
from wsd_data.model.periods import parse_period
from wsd_data.reports.amounts import amounts
from wsd_data.reports.evidence import basis
from wsd_data.reports.targets import line_of
from wsd_data.ui import board, dossier, downloads, state
from wsd_data.ui.address import View
from wsd_data.ui.context import Context
from wsd_data.ui.lists import plain
from wsd_data.ui.table import csv_of, table_file
from wsd_data.ui.wording import inline

GRANT = {"grant": "B-1", "start": "2022", "end": "2023", "awarded": 200_000, "project": "P1",
         "spent": 90_000, "spent_on": "31-12-2022", "own_contribution": 50_000}  # fmt: skip
GOAL = {"indicator": "presentaties", "year": 2023, "planned": "ca. 20", "grant": "B-1", "explanation": "<b>Ziekte</b>"}
PROJECT = {"project": "P1", "start": "2022", "end": "2023"}
TALKS = [{"title": str(n), "project": "P1"} for n in range(6)]
ALL = {"projects": [PROJECT], "funding": [GRANT], "targets": [GOAL], "presentations": TALKS}


def line(context: Context, one: Compared) -> tuple[str, ...]:
    """A target in words."""
    return tuple(cell.text for cell in line_of(context, one))


def test_amounts_and_what_was_not_given(world: World, view: Viewed) -> None:
    world.deliver(ALL)
    context = view("2023")
    lines = amounts(context, dossier.dossier_of(context, "B-1")).lines
    assert lines == [
        ("Aangevraagd", "niet opgegeven", "–"), ("Verleend", "€ 200.000", "100 %"), ("Vastgesteld", "niet opgegeven", "–"),
        ("Eigen bijdrage", "€ 50.000", "25 %"), ("Bijdragen derden", "niet opgegeven", "–"),
        ("Besteed, laatst bekend op 31-12-2022", "€ 90.000", "45 %"),
        ("Cofinanciering (deel van alles samen)", "", "ten minste 20 %"), ("Landelijk aandeel", "niet opgegeven", "niet opgegeven"),
    ]  # fmt: skip


def test_years_and_their_file(world: World, view: Viewed) -> None:
    world.deliver(ALL)
    context = view("2023", language="en", grant="B-1")
    table = dossier.years_block(context, dossier.dossier_of(context, "B-1")).table
    assert table.rows == (
        (("2022",), ("€100,000", "not reported yet", "€90,000", "50 % on 31 Dec 2022", "45 %")),
        (("2023",), ("€100,000", "not reported yet", "not reported yet", "100 % on 31 Dec 2023", "not given")),
    )
    file = csv_of(table_file(table), "en").decode("utf-8-sig").splitlines()
    assert file[1].startswith("2022,2022,grant_awarded,100000,100000,100000,ok")


def test_money_beside_time_is_drawn_and_a_gap_is_no_zero(world: World, view: Viewed) -> None:
    world.deliver(ALL)
    context = view("2023", grant="B-1")
    block = dossier.years_block(context, dossier.dossier_of(context, "B-1"))
    go.Figure(block.drawing.spec)
    gap, money, time = block.drawing.spec["data"]
    assert (gap["x"], money["x"], money["y"]) == ([2023], [2022], [0.45])
    assert block.drawing.spec["layout"]["xaxis"]["ticktext"] == ["2022<br>45 %", "2023"]
    assert (time["x"], time["y"]) == ([2022, 2023], [0.5, 1.0])
    assert block.sentence == "Op 31-12-2022 was 45 % van het verleende bedrag besteed en 50 % van de looptijd voorbij."
    assert block.sentence in block.alt and any("Gearceerd" in note for note in block.notes)


def test_planned_against_realised_in_words(world: World, view: Viewed) -> None:
    world.deliver(ALL)
    (one,) = dossier.dossier_of(view("2023"), "B-1").standing.targets
    assert line(view("2023"), one) == (
        "Presentaties, projecten", "2023", "circa 20", "circa 20", "6", "circa 14 minder dan gepland", "niet gehaald", "<b>Ziekte</b>",
    )  # fmt: skip
    assert line(view("2023", language="en"), one)[5:7] == ("about 14 less than planned", "not reached")


def test_late_outputs_are_marked(world: World, view: Viewed) -> None:
    world.deliver({**ALL, "presentations": [*TALKS, {"title": "laat", "project": "P1", "date": "1-3-2024"}]})
    context = view("2023")
    found = dossier.dossier_of(context, "B-1")
    assert dossier.counted_table(context, found).rows[1] == (
        ("Presentaties",),
        ("6 (nog niet volledig)", "1 (nog niet volledig)"),
    )
    assert "tot en met 31-12-2027" in basis(context, found)


def test_a_grant_without_projects_says_what_was_counted_instead(world: World, view: Viewed) -> None:
    world.deliver({"funding": [{**GRANT, "project": None}], "presentations": [{"title": "a"}]})
    found = dossier.dossier_of(view("2023"), "B-1")
    assert basis(view("2023"), found).startswith("Deze beschikking noemt geen projecten")
    assert "Twente" in basis(view("2023"), found)


def test_the_board_says_what_needs_a_talk(world: World, view: Viewed) -> None:
    world.deliver(ALL)
    world.deliver(
        {"funding": [{**GRANT, "grant": "+B-2", "project": None, "start": "2023", "end": "2026", "spent": None}]}
    )
    found = board.board_of(view("2023"))
    assert found.sentence == "Van 2 beschikkingen: 1 vraagt een gesprek; 1 nog niet te zeggen."
    file = csv_of(board.file_of(view("2023"), found), "nl").decode("utf-8-sig")
    assert (
        file.splitlines()[0] == "Beschikking;Financier;Looptijd;Verleend;Stand;Waarom;Verleend (getal);policy;delivery"
    )
    assert "Een van de 1 doelen" not in file and "'+B-2" in file
    assert ";Voorbeeldgegevens" in csv_of(board.file_of(view("2023", demo=True), found), "nl").decode("utf-8-sig")
    assert board.board_of(view("2019")).sentence == "In deze periode en selectie loopt geen beschikking."
    assert (
        "grant=B-1" in board.dossier_link(view("2023"), "B-1")
        and plain(board.dossier_link(view("2023"), "<i>")) == "<i>"
    )


def test_targets_without_a_grant_stand_on_the_board(world: World, view: Viewed) -> None:
    goal = {"indicator": "deelnemende gemeenten", "start": "2022", "end": "2023", "planned": 20, "theme": "Armoede"}
    world.deliver({"projects": [PROJECT], "funding": [GRANT], "targets": [goal, {**goal, "indicator": "geluk", "grant": "WEG"}],
                   "members": [{"organisation": n, "organisation_type": "gemeente", "municipality": n, "project": "P1"} for n in ("Hengelo", "Almelo")]})  # fmt: skip
    lines = {one.target.said: line(view("2023"), one) for one in board.loose(view("2023"))}
    assert lines["deelnemende gemeenten"][2:7] == ("20", "20", "2", "18 minder dan gepland", "niet gehaald")
    assert lines["geluk"][0] == "Onbekende indicator “geluk”, Armoede" and lines["geluk"][4:7] == (
        "–",
        "–",
        "nog niet te zeggen",
    )
    assert board.loose(view("2023", region="zwolle")) == ()


@pytest.mark.parametrize(("policy", "shown"), [("internal", "3"), ("public", "&lt;5")])
def test_the_page_of_a_grant_passes_the_gate(folder: Path, policy: str, shown: str) -> None:
    goal = {**GOAL, "indicator": "deelnames", "explanation": "Er kwamen er drie."}
    delivered(folder, {**ALL, "targets": [goal], "participants": [{"attendances": 3, "project": "P1"}]})
    page = sent(page_of("funding", grant="B-1", policy=policy, period="2023"))
    assert "Dossier van beschikking B" in page and f">{shown}<" in page
    assert ("Er kwamen er drie." in page) == (policy == "internal")


@pytest.mark.parametrize("policy", ["internal", "public"])
def test_page_and_report_say_the_same(folder: Path, policy: str) -> None:
    goal = {**GOAL, "indicator": "deelnames", "explanation": "Er kwamen er <drie>."}
    delivered(folder, {**ALL, "targets": [GOAL, goal], "participants": [{"attendances": 3, "project": "P1"}]})
    page = page_of("funding", grant="B-1", policy=policy, period="2023")
    assert not page.exception
    bodies = " ".join(str(getattr(e.proto, "body", "")) for e in page.main if hasattr(e, "proto"))
    told = plain(bodies)
    found = state.opened()
    known = found.known()
    view = View(parse_period("2023"), "nl", policy, (("grant", ("B-1",)),))
    context = Context(view, known.version, known.years, known.labels, found.monitor, found.shelf, today())
    paper = dossier.paper_of(context, "B-1")
    assert [section.id for section in paper.sections] == [
        "grant", "standing", "amounts", "years", "targets", "counted", "projects", "presentations", "publications", "products", "definitions",
    ]  # fmt: skip
    for section in paper.sections:
        if section.id not in ("years", "definitions"):  # in folds that are closed
            assert all(text in told or inline(text) in bodies for line in section.lines for text in line), section.id
    assert inline(paper.title) in bodies
    (years,) = (section for section in paper.sections if section.id == "years")
    block = dossier.years_block(context, dossier.dossier_of(context, "B-1"))
    assert [(*names, *words) for names, words in block.table.rows] == years.lines and years.sentence in told
    for name, first in (("x.pdf", b"%PDF"), ("x.xlsx", b"PK")):
        assert downloads.written(lambda: paper, name).startswith(first)


def test_an_unknown_grant_is_reported_and_shows_nothing(folder: Path) -> None:
    delivered(folder, ALL)
    page = sent(page_of("funding", grant="WEG"))
    assert "WEG" in page and "Stand van beschikkingen" not in page
    assert "Stand van beschikkingen" in sent(page_of("funding", period="2023"))


def test_files_of_a_dossier_are_named_after_the_grant_and_its_term(world: World, view: Viewed) -> None:
    world.deliver({**ALL, "funding": [{**GRANT, "grant": "B/1", "end": "30-6-2024"}]})
    context = view("2019")
    named = dossier.named(context, dossier.dossier_of(context, "B/1"))
    assert named.file_stem("dossier-money") == "wsd-dossier-money-b-1-2022-01-01..2024-06-30"
    assert named.view == context.view and context.file_stem("board") == "wsd-board-2019"
