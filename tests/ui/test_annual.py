"""The page of one year: beside earlier years, a running year fairly compared, and a link that lasts."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from tests.figures.conftest import World
from tests.ui.conftest import Viewed, Viewing, delivered, page_of, sent
from wsd_data.ui import annual, downloads, missing
from wsd_data.ui.grid import section_file
from wsd_data.ui.table import csv_of


def plain_html(cell: str) -> str:
    """The words of a cell."""
    return unescape(re.sub("<[^>]*>", "", cell))


def test_every_group_has_its_years_beside_each_other(folder: Path) -> None:
    talks = [{"title": "a"}, {"title": "b", "date": "1-3-2022"}, {"title": "c", "date": "2-3-2022"}]
    delivered(folder, {"presentations": talks})
    shown = page_of("annual", period="2022..2023", region="twente")
    assert any("Gekozen is 2022 tot en met 2023; hier staat 2023" in c.value for c in shown.caption)
    tables = [e.proto.body for e in shown.get("html") if "<table" in e.proto.body]
    assert len(tables) == len(annual.GROUPS)
    row = tables[0].split("Presentaties</th>")[1].split("</tr>")[0]
    assert [cell.split("<")[0] for cell in row.split(">") if cell.split("<")[0]][-2:] == ["2", "1"]
    links = [parse_qs(urlsplit(unescape(link)).query) for link in re.findall(r'href="(/passport[^"]*)"', row)]
    asked = [(link["indicator"], link["period"], link["region"]) for link in links]
    assert asked == [(["presentations"], [str(year)], ["twente"]) for year in range(2019, 2024)], (
        "each year its own origin"
    )


def test_a_running_year_is_compared_with_what_was_known_a_year_ago(world: World, view: Viewed) -> None:
    def talks(year: int, *titles: str) -> dict[str, list[dict[str, str]]]:
        return {"presentations": [{"title": t, "date": f"1-3-{year}"} for t in titles]}

    world.deliver(talks(2023, "a", "b"), received="2023-06-01")
    world.deliver(talks(2023, "c", "d"), received="2024-01-15")
    world.deliver(talks(2024, "e", "f", "g"), received="2024-06-01")
    context = replace(view("2024"), today=date(2024, 6, 1))
    said = annual._fair(context, 2024)
    assert "Presentaties: op 01-06-2023 bekend over 2023: 2; nu bekend over 2024: 3; heel 2023: 4." in said
    assert annual.a_year_before(date(2024, 2, 29)) == date(2023, 2, 28)


def test_the_lasting_link_reproduces_the_figures_after_later_deliveries(folder: Path) -> None:
    delivered(folder, {"presentations": [{"title": "a"}]}, received="2024-02-01")
    shown = page_of("annual", period="2023", region="twente")
    link = next(m.value for m in shown.markdown if "/annual?" in m.value)
    assert "stand=2)" in link or "stand=2&" in link
    from wsd_data.ui import state

    state.close()
    delivered(folder, {"presentations": [{"title": "b"}]}, received="2024-06-01")
    then = page_of("annual", period="2023", region="twente", stand="2")
    now = page_of("annual", period="2023", region="twente")
    tables = [
        [plain_html(e.proto.body) for e in page.get("html") if "<table" in e.proto.body] for page in (shown, then, now)
    ]
    assert tables[0] == tables[1] != tables[2]
    assert "stand=2" in sent(then)


def test_targets_and_state_of_delivery_stand_on_the_page_as_in_the_report(folder: Path) -> None:
    goal = {"indicator": "presentaties", "year": 2023, "planned": 4, "grant": "B-1", "explanation": "<b>Ziekte</b>"}
    several = {"indicator": "producten", "start": "2022", "end": "2024", "planned": 9, "grant": "WEG"}
    delivered(
        folder,
        {"presentations": [{"title": "a"}], "targets": [goal, several, {**goal, "year": 2021}],
         "funding": [{"grant": "B-1", "start": "2023", "end": "2023", "awarded": 1000}]},
    )  # fmt: skip
    shown = page_of("annual", period="2023", region="twente", lang="nl", policy="internal")
    bodies = [e.proto.body for e in shown.get("html")]
    table = next(body for body in bodies if "Nu verwacht" in body)
    rows = [re.findall(r"<td[^>]*>(.*?)</td>", line) for line in table.split("<tbody>")[1].split("</tr>")[:-1]]
    words = [[plain_html(cell) for cell in row] for row in rows]
    assert [row[:2] + row[3:6] for row in words] == [
        ["Producten, Twente", "2022 tot en met 2024", "9", "9", "nog niet aangeleverd"],
        ["Presentaties, Twente", "2023", "4", "4", "1"],
    ]
    assert "/funding?period=2023" in rows[1][2] and "grant=B-1" in rows[1][2] and "href" not in rows[0][2]
    context = Viewing(folder).context("2023", region="twente")
    paper = downloads.annual_paper(context, "twente")
    sections = {section.id: section for section in paper.sections}
    assert [list(line) for line in sections["targets"].lines] == words
    sentence, html = missing.delivered.matrix(context, 2023, ("twente",))
    assert any(m.value == sentence for m in shown.markdown) and sentence == sections["delivered"].sentence
    for said in sections["delivered"].lines[0]:
        assert said in html
    lines = csv_of(section_file(context, missing._section(context)), "nl").decode("utf-8-sig").splitlines()
    assert lines[1].split(";")[: len(sections["delivered"].headings)] == list(sections["delivered"].lines[0])
    other = page_of("annual", period="2023", region="zwolle", theme="bestaanszekerheid", lang="nl")
    assert any(
        "Over 2023 zijn geen doelen opgegeven. Doelen zijn hier niet gekozen op thema." in m.value.replace("\\", "")
        for m in other.markdown
    )


def test_a_figure_that_is_not_complete_has_its_mark_and_leads_to_its_origin(folder: Path) -> None:
    delivered(folder, {"presentations": [{"title": "a"}]})
    shown = page_of("annual", period="2023")
    table = next(e.proto.body for e in shown.get("html") if "Presentaties</th>" in e.proto.body)
    cell = table.split("Presentaties</th>")[1].split("</tr>")[0].split("<td")[-1]
    assert plain_html("<td" + cell) == "1 *" and "indicator=presentations" in cell
