"""The page of one year: beside earlier years, a running year fairly compared, and a link that lasts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from tests.figures.conftest import World
from tests.ui.conftest import Viewed, delivered, page_of, sent
from wsd_data.ui import annual


def test_every_group_has_its_years_beside_each_other(folder: Path) -> None:
    talks = [{"title": "a"}, {"title": "b", "date": "1-3-2022"}, {"title": "c", "date": "2-3-2022"}]
    delivered(folder, {"presentations": talks})
    shown = page_of("annual", period="2022..2023", region="twente")
    assert any("Gekozen is 2022 tot en met 2023; hier staat 2023" in c.value for c in shown.caption)
    tables = [e.proto.body for e in shown.get("html") if "<table" in e.proto.body]
    assert len(tables) == len(annual.GROUPS)
    row = tables[0].split("Presentaties</th>")[1].split("</tr>")[0]
    assert [cell.split("<")[0] for cell in row.split(">") if cell.split("<")[0]][-2:] == ["2", "1"]


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
    tables = [[e.proto.body for e in page.get("html") if "<table" in e.proto.body] for page in (shown, then)]
    assert tables[0] == tables[1]
    assert tables[0] != [
        e.proto.body for e in page_of("annual", period="2023", region="twente").get("html") if "<table" in e.proto.body
    ]
    assert "stand=2" in sent(then)
