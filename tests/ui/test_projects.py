"""The page of projects on real deliveries: groups, pages, one project, and nothing of it that may not be shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.figures.conftest import World
from tests.ui.conftest import delivered
from wsd_data.delivery import open_store
from wsd_data.model.periods import parse_period
from wsd_data.ui import project, project_figures, project_rows, projects
from wsd_data.ui.address import FILTERS, View
from wsd_data.ui.content import Block
from wsd_data.ui.context import Context
from wsd_data.ui.shelf import Shelf

DASHBOARD = Path(__file__).resolve().parents[2] / "dashboard.py"
TODAY = date(2024, 6, 1)
ONE = {
    "project": "P1", "title": "Armoede <b>in</b> de *klas*", "lectoraat": "Lectoraat Social Work", "programme_line": "Samen leven",
    "start": "maart 2022", "end": "2024", "leader": "Wilhelmina Projectleider", "scale": "lokaal", "partners": "Avedan; Wijkkracht",
    "description": "Over <script>alert(1)</script> geld", "link": "https://www.youtube.com/watch?v=1",
}  # fmt: skip


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A world with everything, that no test changes."""
    folder = tmp_path_factory.mktemp("filled")
    with open_store(folder / "data") as store:
        world = World(store, folder)
        everything(world)
        yield world


def context_of(world: World, period: str = "2023", policy: str = "internal", **where: str) -> Context:
    view = View(parse_period(period), "nl", policy, tuple((d, (where[d],)) for d in FILTERS if d in where))
    labels = {d: world.monitor.labels(d) for d in FILTERS}
    return Context(view, world.monitor.version(), range(2020, 2025), labels, world.monitor, Shelf(), TODAY)


def block(context: Context, first: int = 0) -> Block:
    found, _ = projects.picture(context, first)
    assert found is not None
    return found


def names(shown: Block) -> list[str]:
    return [name for (name,), _ in shown.table.rows]


def everything(world: World) -> None:
    """A project with all that may hang on it, and another one."""
    world.deliver({"projects": [ONE, {"project": "P2", "title": "Tweede"}]})
    world.deliver(
        {
            "presentations": [{"title": "Lezing over geld", "project": "P1"}],
            "publications": [{"title": "Rapport over geld", "project": "P1", "link": "javascript:alert(1)"}],
            "products": [{"title": "Spel over geld", "project": "P1", "link": "https://example.nl/spel"}],
            "participants": [
                {"project": "P1", "attendances": 7, "role": "student"},
                {"project": "P1", "attendances": 3, "role": "docent", "date": "1-3-2022", "activity": "Kring"},
            ],
            "casuses": [{"project": "P1"}, {"project": "P1", "date": "2022-Q1"}, {"project": "P2"}],
            "funding": [{"grant": "B1", "project": "P1; P2", "awarded": 50_000, "spent": "ca. 10.000", "spent_on": "1-7-2023"}],
            "members": [{"organisation": "Stichting <i>Een</i>", "project": "P1"}],
        }
    )  # fmt: skip


# The timeline.


def test_projects_stand_by_group_and_in_it_by_their_start(world: World) -> None:
    rows = [
        {"project": "A", "title": "af", "status": "afgerond", "start": "2021", "end": "2023"},
        {"project": "B", "title": "loopt later", "start": "2023"},
        {"project": "C", "title": "gevraagd", "status": "aangevraagd", "start": "2022"},
        {"project": "D", "title": "loopt", "status": "verlengd", "start": "2019"},
        {"project": "E", "title": "weg", "status": "afgewezen", "start": "2023", "end": "2023"},
        {"project": "F", "title": "anders", "status": "onbekend", "start": "2023"},
        {"project": "G", "title": "voorbij", "status": "afgerond", "start": "2019", "end": "2020"},
    ]
    world.deliver({"projects": rows})
    shown = block(context_of(world))
    assert names(shown) == ["loopt", "loopt later", "gevraagd", "af", "weg", "anders"]
    assert shown.sentence.startswith("6 projecten")
    for words in ("2 lopend of verlengd", "1 gehonoreerd of aangevraagd", "1 afgerond", "1 gestopt of afgewezen"):
        assert words in shown.sentence
    assert shown.chooses == "project" and shown.title == "Tijdlijn van projecten, alle werkplaatsen, alle thema's, 2023"


def test_every_project_is_on_one_page_only(world: World) -> None:
    rows = [
        {"project": f"P{i:03}", "title": f"Project {i}", "status": status, "start": "2023", "end": "2023"}
        for i, status in enumerate(["lopend", "afgerond", "aangevraagd", "gestopt"] * 19)
    ]
    world.deliver({"projects": rows})
    context = context_of(world)
    pages = [block(context, first) for first in (0, 30, 60)]
    assert [len(page.table.rows) for page in pages] == [30, 30, 16]
    codes = [entry.codes[0] for page in pages for entry in page.table.entries]
    assert sorted(codes) == [row["project"] for row in rows]
    assert [page.title.rpartition(", ")[2] for page in pages] == [
        "1 t/m 30 van 76",
        "31 t/m 60 van 76",
        "61 t/m 76 van 76",
    ]
    assert all("19 gestopt" in page.sentence for page in pages)


def test_dates_are_told_as_precise_as_they_are_known(world: World) -> None:
    rows = [
        {"project": "A", "start": "maart 2022", "end": "2024", "title": "a"},
        {"project": "B", "start": "2023", "title": "b"},
        {"project": "C", "start": "1-2-2023", "end": "3-4-2023", "title": "c"},
        {"project": "D", "start": "2023", "end": "2023", "title": "d"},
    ]
    world.deliver({"projects": rows})
    told = {entry.codes[0]: entry.words for entry in block(context_of(world)).table.entries}
    assert told == {
        "A": "maart 2022 t/m 2024",
        "B": "vanaf 2023, einde niet bekend",
        "C": "01-02-2023 t/m 03-04-2023",
        "D": "2023",
    }


def test_before_everything_there_is_no_timeline(world: World) -> None:
    world.deliver({"projects": [ONE]})
    assert projects.picture(context_of(world, "1950"), 0) == (None, 0)


def test_the_timeline_holds_what_the_other_filters_admit(world: World) -> None:
    world.deliver(
        {"projects": [{"project": "A", "title": "a"}, {"project": "B", "title": "b", "region": "Regio Zwolle"}]}
    )
    assert names(block(context_of(world, region="zwolle"))) == ["b"]


# One project.


def test_the_facts_of_a_project_are_harmless_and_whole(filled: World) -> None:
    html = project.facts(context_of(filled, "1950", project="P1", region="zwolle"), "P1")
    for words in ("P1", "Lopend", "maart 2022 t/m 2024", "Twente", "Samen leven", "Armoede", "Lokaal"):
        assert words in html
    assert "<script>" not in html and "&lt;script&gt;" in html
    assert 'href="https://www.youtube.com/watch?v=1" target="_blank" rel="noopener noreferrer"' in html
    assert "Bekijk de film op youtube.com" in html


def test_the_leader_is_not_shown_as_public(filled: World) -> None:
    assert "Wilhelmina" in project.facts(context_of(filled, project="P1"), "P1")
    assert "Wilhelmina" not in project.facts(context_of(filled, policy="public", project="P1"), "P1")


@pytest.mark.parametrize("link", ["javascript:alert(1)", "zie de map", "data:text/html,<b>"])
def test_what_is_no_web_address_is_no_link(world: World, link: str) -> None:
    world.deliver({"projects": [ONE | {"link": link}]})
    assert "<a" not in project.facts(context_of(world, project="P1"), "P1")


@pytest.mark.parametrize("policy", ["internal", "public"])
@pytest.mark.parametrize("period", ["2023", "2022..2023", "2023-Q1"])
def test_the_figures_are_those_of_the_command(filled: World, policy: str, period: str) -> None:
    context = context_of(filled, period, policy, project="P1")
    for tile in project_figures.tiles(context):
        indicator = context.indicator(tile.id)
        for asked, told in ((None, tile.figure), (period, tile.period)):
            total = filled.ask(tile.id, period=asked, policy=policy, project="P1").total
            words = context.words(indicator, total.figure)
            assert (words if total.status != "not_reported" or asked else "–").replace(
                "<", "&lt;" if not asked else "<"
            ) in told


def test_activities_stand_per_year_and_role(filled: World) -> None:
    figures = project_figures.activities_of(context_of(filled, project="P1"), "titel")
    assert figures is not None
    assert figures.table.headings == ("Jaar", "Activiteiten", "Deelnames", "Student", "Docent")
    assert figures.table.rows == ((("2022",), ("1", "3", "0", "3")), (("2023",), ("1", "7", "7", "0")))


def test_small_numbers_of_people_are_hidden_as_public(filled: World) -> None:
    figures = project_figures.activities_of(context_of(filled, policy="public", project="P1"), "titel")
    assert figures is not None
    assert figures.table.rows == ((("2022",), ("1", "<5", "0", "<5")), (("2023",), ("1", "5", "5", "0")))
    casuses = project_figures.casuses_of(context_of(filled, policy="public", project="P1"), "titel")
    assert casuses is not None
    assert {words for _, cells in casuses.table.rows for words in cells} == {"<5"}


def test_casuses_stand_per_theme(filled: World) -> None:
    casuses = project_figures.casuses_of(context_of(filled, project="P1"), "titel")
    assert casuses is not None and casuses.table.rows[-1] == (("Alle thema's",), ("2", "1"))


def test_a_project_without_people_has_no_such_tables(world: World) -> None:
    world.deliver({"projects": [ONE]})
    context = context_of(world, project="P1")
    assert project_figures.activities_of(context, "titel") is None
    assert project_figures.casuses_of(context, "titel") is None


def test_not_delivered_is_not_none(world: World) -> None:
    world.deliver({"projects": [ONE | {"start": "2023", "end": "2023"}]})
    none = project_figures.NO_CASUSES
    assert project_figures.nothing(context_of(world, project="P1"), "casuses", none) == "Casussen: nog niet aangeleverd"
    world.deliver({"casuses": [{"project": "P2"}], "projects": [{"project": "P2"}]})
    assert project_figures.nothing(context_of(world, project="P1"), "casuses", none) == none.nl


def test_the_deliveries_of_its_rows_are_named(filled: World) -> None:
    lines = project_rows.source_lines(context_of(filled, project="P1"))
    numbers = dict(line.split(": levering ") for line in lines)
    assert numbers["Projecten"] != numbers["Presentaties"] == numbers["Casussen"] == numbers["Financiering"]
    hidden = project_rows.source_lines(context_of(filled, policy="public", project="P1"))
    assert "Deelnemers: niet te zien zoals openbaar" in hidden


# The page itself.


def page(**address: str) -> AppTest:
    test = AppTest.from_file(str(DASHBOARD), default_timeout=60)
    test.run()
    test.switch_page("pages/projects.py")
    for name, value in address.items():
        test.query_params[name] = value
    return test.run()


def written(test: AppTest) -> str:
    """All words on the page, HTML and markdown together."""
    shown: list[Any] = [*test.markdown, *test.caption, *test.header, *test.subheader, *test.get("html")]
    return "\n".join(str(getattr(one, "value", None) or getattr(one.proto, "body", "")) for one in shown)


def test_one_project_and_back_to_all(folder: Path) -> None:
    with open_store(folder) as store:
        everything(World(store, folder.parent))
    shown = page(period="2023", project="P1")
    assert not shown.exception
    text = written(shown)
    for words in (
        "Lezing over geld",
        "Rapport over geld",
        "https://example.nl/spel",
        "B1",
        "circa € 10.000 op 01-07-2023",
        "Avedan",
    ):
        assert words in text
    assert "javascript:" not in text and "<script>alert" not in text and "<i>Een" not in text
    assert "Armoede \\<b\\>in" in text and "Niet voor publicatie" in text
    assert "/projects?period=2023&amp;project=P2" in text and "/funding?period=2023&amp;project=P1" in text
    shown.button(key="all_projects").click().run()
    assert not shown.exception
    assert "Tijdlijn van projecten" in written(shown)
    assert "project" not in shown.query_params


def test_the_pager_turns_and_starts_again_at_another_selection(folder: Path) -> None:
    rows = [{"project": f"P{i:03}", "title": f"Naam {i} " + "x" * 100, "start": "2022"} for i in range(65)]
    delivered(folder, {"projects": rows, "presentations": [{"title": "a"}]})
    shown = page(period="2023")
    assert "1 t/m 30 van 65" in written(shown) and shown.button(key="timeline_previous").disabled
    shown.button(key="timeline_next").click().run()
    shown.button(key="timeline_next").click().run()
    assert "61 t/m 65 van 65" in written(shown) and shown.button(key="timeline_next").disabled
    shown.query_params["period"] = "2022"
    shown.run()
    assert "1 t/m 30 van 65" in written(shown) and not shown.exception


def test_without_projects_the_page_says_so(folder: Path) -> None:
    delivered(folder, {"presentations": [{"title": "a"}]})
    shown = page(period="2023")
    assert not shown.exception and projects.NO_PROJECTS.nl in written(shown)
