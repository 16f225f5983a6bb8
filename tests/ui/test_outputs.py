"""The page of outputs: one kind at a time, its list, and references to what is listed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.figures.conftest import World
from tests.ui.conftest import Viewed, delivered, page_of, sent
from tests.ui.test_citations import parsed
from wsd_data.ui import lists, outputs

BAD = "<img src=x onerror=alert(1)> *vet* [x](javascript:alert(1))"
WORKS = [
    {"title": "Samen & sterk", "authors": "Jansen, P.; de Vries, K.", "type": "wetenschappelijk artikel",
     "audience_type": "wetenschappelijk", "published_in": "TSW", "doi": "10.1000/a(b)<c>", "open_access": "ja"},
    {"title": BAD, "authors": "onbekend", "type": "rapport", "link": "javascript:alert(1)", "open_access": "nee"},
    {"title": "Boek", "authors": "Movisie", "type": "boek", "isbn": "978-90-8850-123-4", "link": "www.movisie.nl/boek"},
]  # fmt: skip


def cells(world: World, view: Viewed, kind: str) -> list[dict[str, str]]:
    """The rows of the list of a kind: heading → cell."""
    context = view("2023", region="twente")
    rows = context.records(kind).rows
    return [{context.say(c.name): c.shown(context, row) for c in outputs.COLUMNS[kind]} for row in rows]


def test_publications_are_listed_with_links_that_work(world: World, view: Viewed) -> None:
    world.deliver({"publications": WORKS})
    article, bad, book = sorted(
        cells(world, view, "publications"), key=lambda row: row["Titel"].find("Boek") - row["Titel"].find("Samen")
    )
    assert 'href="https://doi.org/10.1000/a(b)%3Cc%3E"' in article["DOI"] and article["Open access"] == "ja"
    assert article["Datum"].count("2023") == 1 and article["Werkplaats"] == "Twente"
    assert "<img" not in bad["Titel"] and "&lt;img" in bad["Titel"]
    assert "href" not in bad["Link"] and bad["Open access"] == "nee"
    assert 'href="https://www.movisie.nl/boek"' in book["Link"] and ">movisie.nl<" in book["Link"]
    assert book["Open access"] == "" and book["ISBN"].replace("-", "") == "9789088501234"


@pytest.mark.parametrize("kind", outputs.LISTS)
def test_every_kind_has_a_list_that_holds_what_its_figure_counts(world: World, view: Viewed, kind: str) -> None:
    world.deliver({kind: [{"title": f"Titel {i}", "link": "https://x.nl"} for i in range(4)]})
    context = view("2023", region="twente")
    assert context.records(kind).total == 4
    for row in cells(world, view, kind):
        assert "Titel" in row["Titel"] and row["Soort"] and 'rel="noopener noreferrer"' in row["Link"]
    assert lists.list_html(context, outputs.LISTS[kind], outputs.COLUMNS[kind], context.records(kind).rows)


def test_references_of_the_whole_list_as_files(world: World, view: Viewed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outputs, "BATCH", 2)
    world.deliver({"publications": WORKS})
    context = view("2023", region="twente")
    told = outputs.whole_list(context, "apa", "").decode()
    assert "Jansen, P., & de Vries, K. (2023). Samen & sterk. TSW. https://doi.org/10.1000/a(b)%3Cc%3E\n" in told
    assert len(told.strip().split("\n\n")) == 3
    entries = parsed(outputs.whole_list(context, "bibtex", "").decode())
    assert sorted(kind for kind, _, _ in entries) == ["article", "book", "techreport"]
    assert len(parsed(outputs.whole_list(context, "bibtex", "sterk").decode())) == 1
    assert outputs.whole_list(view("2019"), "bibtex", "") == b"\n"


def test_examples_say_so_in_their_files(world: World, view: Viewed) -> None:
    world.deliver({"publications": WORKS})
    for style in outputs.STYLES:
        told = outputs.whole_list(view("2023", demo=True), style, "").decode()
        assert told.startswith("Voorbeeldgegevens\n\n")
    assert len(parsed(told)) == 3


def test_the_page_draws_only_the_kind_that_is_open(folder: Path) -> None:
    delivered(folder, {"presentations": [{"title": "Lezing"}], "publications": WORKS})
    shown = page_of("outputs", period="2023", region="twente")
    everything = sent(shown)
    assert "Presentaties per maand, Twente" in everything and "Publicaties per soort" not in everything
    shown.radio(key="outputs_kind").set_value("publications").run()
    assert shown.query_params["kind"] == "publications"
    titles = [title.value for title in shown.subheader]
    assert [t.split(",")[0] for t in titles] == [
        "Publicaties per maand", "Publicaties per soort", "Publicaties per doelgroeptype", "Publicaties per BKO-gebied",
        "Alle publicaties",
    ]  # fmt: skip
    assert not shown.code
    shown.session_state["references"] = True
    shown.run()
    (code,) = shown.code
    assert "Samen & sterk. TSW." in code.value and not shown.exception


def test_the_kind_is_shared_by_its_code_and_stays_on_its_page(folder: Path) -> None:
    delivered(folder, {"presentations": [{"title": "Lezing"}], "publications": WORKS})
    shown = page_of("outputs", period="2023", region="twente", kind="publications", lang="nl", policy="internal")
    assert shown.radio(key="outputs_kind").value == "publications" and not shown.error
    assert "Alle publicaties" in sent(shown)
    shown.switch_page("pages/themes.py").run()
    assert "kind" not in shown.query_params and not shown.error


def test_an_unknown_kind_is_reported(folder: Path) -> None:
    delivered(folder, {"presentations": [{"title": "Lezing"}]})
    shown = page_of("outputs", period="2023", kind="boeken")
    assert "Onbekende keuze “boeken” voor kind" in shown.error[0].value
    assert "Alle presentaties" in sent(shown)


@pytest.mark.parametrize("asked", [{"period": "1950"}, {"period": "2023", "policy": "public", "lang": "en"}])
def test_the_page_stands_where_there_is_little(folder: Path, asked: dict[str, str]) -> None:
    delivered(folder, {"products": [{"title": "Spel"}]})
    shown = page_of("outputs", **asked)
    everything = sent(shown)
    assert not re.search(r"n\.v\.t\.\.|n/a\.\.", everything)
