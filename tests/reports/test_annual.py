"""The annual report says what `figures` says, on paper and in a workbook, and nothing in it runs."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from openpyxl.chart.bar_chart import BarChart

from tests.figures.conftest import World
from tests.reports.conftest import PAYLOADS, tagged, text_of
from wsd_data.delivery import Store
from wsd_data.delivery.datastate import data_state
from wsd_data.figures import Monitor, Selection
from wsd_data.figures.dossier import dossier
from wsd_data.language import figure_words
from wsd_data.model.indicators import INDICATORS
from wsd_data.model.periods import years
from wsd_data.model.problems import Usage
from wsd_data.reports.annual import GROUPS, Asked, annual
from wsd_data.reports.breakdown import BY_REGION
from wsd_data.reports.paper import Cell, Drawing, Mark, Paper, Section
from wsd_data.reports.pdf import pdf_of
from wsd_data.reports.spreadsheet import workbook_of
from wsd_data.reports.targets import GRANT_AT, line_of
from wsd_data.reports.wording import PaperReader
from wsd_data.reports.written import file_of
from wsd_data.store.fold import AsOf

TODAY = date(2026, 11, 22)


def report(store: Store, monitor: Monitor, asked: Asked) -> Paper:
    return annual(monitor, asked, data_state(store, asked.as_of), TODAY)


@pytest.mark.parametrize(("region", "policy", "language"), [(None, "internal", "nl"), ("zwolle", "public", "en")])
def test_every_figure_is_that_of_the_monitor(
    store: Store, monitor: Monitor, region: str | None, policy: str, language: str
) -> None:
    asked = Asked(2023, region, policy=policy, language=language)  # type: ignore[arg-type]
    paper = report(store, monitor, asked)
    where = {"region": (region,)} if region else {}
    checked = 0
    for group in GROUPS:
        section = next((s for s in paper.sections if s.id == group.id), None)
        ready = [INDICATORS[i] for i in group.indicators if not INDICATORS[i].planned]
        assert section is not None
        assert len(section.rows) == len(ready)
        for indicator, (name, *cells) in zip(ready, section.rows, strict=True):
            assert name.text.lower() == indicator.label.in_(asked.language)
            for year, cell in zip(range(2019, 2024), cells, strict=True):
                total = monitor.answer(indicator.id, (), Selection.of(years(year, year), where), policy=policy).total
                unit = "€" if indicator.money else "%" if indicator.unit.nl == "%" else ""
                said = figure_words(
                    total.value, total.low, total.high, total.status, total.reason, total.estimate,
                    unit=unit, language=asked.language, decimals=indicator.decimals,
                )  # fmt: skip
                marks = ("*" if total.missing else "") + ("" if total.figure.filled else "°")
                assert cell.text == said + (f" {marks}" if marks and total.status in ("ok", "zero") else "")
                assert total.complete is (not marks)
                assert cell.number in (None, total.value)
                checked += 1
    assert checked > 100
    if region is None:
        parts = next(s for s in paper.sections if s.id == "region")
        for place, id_ in enumerate(BY_REGION.indicators, 1):
            answer = monitor.answer(id_, ("region",), Selection.of(years(2023, 2023)), policy=policy)
            labels = monitor.labels("region")
            by_name = {row[0].text: row[place].number for row in parts.rows}
            for row in answer.rows:
                if row.status in ("ok", "zero") and row.low == row.high:
                    assert by_name[labels[row.codes[0]].in_(asked.language)] == row.value
            assert parts.rows[-1][place].number in (None, answer.total.value)


@pytest.mark.parametrize(("policy", "language"), [("internal", "nl"), ("public", "en")])
def test_paper_pdf_and_workbook_say_the_same(store: Store, monitor: Monitor, policy: str, language: str) -> None:
    paper = report(store, monitor, Asked(2023, policy=policy, language=language))  # type: ignore[arg-type]
    words = text_of(pdf_of(paper))
    book = openpyxl.load_workbook(io.BytesIO(workbook_of(paper)))
    for section in paper.sections:
        sheet = next(s for s in book.worksheets if s["A1"].value == section.title)
        top, wide = 3 + bool(section.sentence), len(section.headings)
        found = sheet.iter_rows(min_row=top, max_row=top + len(section.rows), max_col=wide)
        lines = [[cell.value for cell in row] for row in found]
        assert tuple(lines[0]) == section.headings
        for row, cells in zip(section.rows, lines[1:], strict=True):
            # A cell without words is an empty one.
            assert [(cell.text or None) if cell.number is None else cell.number for cell in row] == [
                c or None if c != 0 else c for c in cells
            ]
            if section.words < 3:
                # A long name may go on in the next line; the figures of a row stand beside each other.
                assert " ".join(cell.text for cell in row[1:]) in words
                assert row[0].text.split()[0][:8] in words
            if section.id == "targets":
                assert " ".join(row[place].text for place in section.figures) in words
        for drawing in section.drawings:
            assert all(mark.words in words for mark in drawing.marks)
        charts = [c for c in sheet._charts if isinstance(c, BarChart)]
        assert len(charts) == len(section.drawings)
        # Every name beside its bar, also where a program finds that there is little room.
        assert all(c.x_axis.tickLblSkip == 1 for c in charts if c.barDir == "bar")
        assert any(c.barDir == "bar" for c in charts) == (section.id in ("region", "theme"))
    for name, value in paper.about:
        assert f"{name} {value}".replace(" ", "") in words.replace(" ", "")


def test_the_pdf_is_tagged_and_speaks_its_language(store: Store, monitor: Monitor) -> None:
    assert tagged(pdf_of(report(store, monitor, Asked(2023, "twente", language="en"))), "en")


def test_a_year_without_figures_and_a_running_year(store: Store, monitor: Monitor) -> None:
    empty = report(store, monitor, Asked(1950))
    assert {cell.text for row in empty.sections[0].rows for cell in row[1:]} == {"n.v.t."}
    assert pdf_of(empty).startswith(b"%PDF")
    running = report(store, monitor, Asked(2026))
    assert any("2026 is nog niet voorbij." in note for note in running.sections[0].notes)


def test_the_targets_of_a_year_are_those_of_their_dossiers(store: Store, monitor: Monitor) -> None:
    grants = monitor.grants()
    for region in (None, "twente"):
        section = next(s for s in report(store, monitor, Asked(2022, region)).sections if s.id == "targets")
        numbers = [row[GRANT_AT].text for row in section.rows]
        expected = []
        for grant in grants:
            if region is None or region in grant.regions:
                found = dossier(monitor, grant.number, TODAY, policy="internal").standing.targets
                expected += [
                    (grant.number, line_of(PaperReader(monitor, "nl", "internal"), one))
                    for one in found
                    if 2022 in one.target.period.years
                ]
        assert len(expected) >= 2
        told = [
            (number, (*row[:GRANT_AT], *row[GRANT_AT + 1 :])) for number, row in zip(numbers, section.rows, strict=True)
        ]
        assert sorted(map(repr, expected)) == sorted(repr(one) for one in told if one[0] != "zonder beschikking")
        assert ("zonder beschikking" in numbers) is (region is None)
    assert section.sentence == "Stand op 22-11-2026, naar wat er tot dan is aangeleverd."


def test_expected_by_now_is_that_of_the_day_of_the_state(world: World) -> None:
    world.deliver({"targets": [{"indicator": "presentaties", "year": 2024, "planned": 12}]}, received="2024-02-01")
    for day, expected in ((date(2024, 6, 30), 6), (date(2026, 1, 1), 12)):
        paper = report(world.store, world.monitor, Asked(2024, as_of=AsOf(day=day)))
        section = next(s for s in paper.sections if s.id == "targets")
        ((planned, now, _),) = [[row[place].number for place in section.figures] for row in section.rows]
        assert (planned, now) == (12, expected)
        assert f"{day:%d-%m-%Y}" in section.sentence


def test_a_region_that_delivered_nothing_says_so(store: Store, monitor: Monitor) -> None:
    section = next(s for s in report(store, monitor, Asked(2023)).sections if s.id == "delivered")
    said = {row[0].text: [cell.text for cell in row[1:]] for row in section.rows}
    assert len(said) == len(monitor.labels("region"))
    assert set(said["Zeeland"]) == {"n.v.t."} and "compleet" in said["Twente"]
    late = sum(words.count("nog niet") for words in said.values())
    assert f"{late} zijn er nog niet." in section.sentence


def test_as_known_on_a_day(store: Store, monitor: Monitor) -> None:
    then = AsOf(day=date(2024, 3, 1))
    paper = report(store, monitor, Asked(2023, as_of=then))
    presentations = next(row for row in paper.sections[0].rows if row[0].text == "Presentaties")
    answer = monitor.answer("presentations", (), Selection.of(years(2023, 2023)), then, "internal")
    assert presentations[-1].number == answer.total.value
    assert "stand=2024-03-01" in dict(paper.about)["Terug te vinden met"]
    assert "1-3-2024" in dict(paper.about)["Stand van de gegevens"].replace("01-03-2024", "1-3-2024")
    assert dict(report(store, monitor, Asked(2023)).about)["Kenmerk van de gegevens"] not in dict(paper.about).values()


def test_unknown_region_and_ending_are_refused(store: Store, monitor: Monitor) -> None:
    with pytest.raises(Usage):
        report(store, monitor, Asked(2023, "twnte"))
    with pytest.raises(Usage):
        file_of(report(store, monitor, Asked(2023)), "jaar.docx")


def test_nothing_in_a_report_runs_as_a_formula() -> None:
    rows = tuple((Cell(p), Cell(p), Cell("3", 3, "0")) for p in PAYLOADS)
    marks = tuple(Mark(p, p, 1) for p in PAYLOADS)
    section = Section(
        "s", PAYLOADS[0], PAYLOADS[1], ("=A", "+B", "@C"), rows, (Drawing("=T", "bars", marks, "=alt"),), ("=n",), 2
    )
    paper = Paper("=t", "=s", "nl", "=b", (("=k", "=v"),), (section, replace(section, title="=1")))
    book = openpyxl.load_workbook(io.BytesIO(workbook_of(paper)))
    kinds = [cell.data_type for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert len(PAYLOADS) == 40
    assert kinds.count("s") > 200
    assert "f" not in kinds
    words = text_of(pdf_of(paper))
    assert all(" ".join(p.split()) in words for p in PAYLOADS)
