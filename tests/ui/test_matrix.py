"""Regions against themes: figures of the monitor in their fixed place, with links, words for nothing and a file."""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from tests.figures.conftest import World
from tests.ui.conftest import Viewed
from wsd_data.delivery import open_store
from wsd_data.delivery.folder import REFERENCE_FOLDER
from wsd_data.ui import matrix
from wsd_data.ui.context import Context
from wsd_data.ui.table import csv_of

MANY = 200
LONG = "Een thema <b>met</b> een heel lange naam die " + "door en " * 10 + "doorgaat"


def cells(html: str) -> dict[str, list[str]]:
    """The words of each row by the name of the row."""
    found = {}
    for row in re.findall(r"<tr>(.*?)</tr>", html.partition("<tbody")[2]):
        name, *words = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)
        found[plain(name)] = [plain(one) for one in words]
    return found


def plain(html: str) -> str:
    return unescape(re.sub("<[^>]*>", "", html))


def headings(html: str) -> list[str]:
    head = html.partition("<thead>")[2].partition("</thead>")[0]
    return [plain(one) for one in re.findall(r"<th[^>]*>(.*?)</th>", head)]


def column(html: str, name: str) -> dict[str, str]:
    """What stands in one column, by row; rows that are one cell are left out."""
    place = headings(html).index(name)
    return {row: words[place] for row, words in cells(html).items() if len(words) > 1}


def lines(context: Context, id_: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(csv_of(matrix.file(context, id_), "nl").decode("utf-8-sig")), delimiter=";"))


@pytest.fixture
def shared(world: World, view: Viewed) -> Viewed:
    """A presentation of two regions and two themes, and one more of Twente."""
    world.deliver(
        {
            "presentations": [
                {"title": "a", "theme": "Armoede; Jeugd & onderwijs", "region": "Twente; Regio Zwolle"},
                {"title": "b", "theme": "Armoede", "region": "Twente"},
            ]
        },
        region="network",
    )
    return view


def test_totals_are_figures_of_their_own_and_what_counts_twice_is_said(shared: Viewed) -> None:
    made = matrix.matrix(shared("2023"), "presentations")
    assert column(made.html, "Bestaanszekerheid, armoede en schulden")["Twente"] == "2"
    assert column(made.html, "Totaal")["Twente"] == "2"
    assert column(made.html, "Totaal")["Totaal"] == "2", "not the sum of rows (3) or columns"
    assert "De werkplaatsen samen geven 3; daarvan is 1 dubbel geteld" in made.block.sentence
    assert "De thema's samen geven 3; daarvan is 1 dubbel geteld" in made.block.sentence


def test_a_figure_leads_to_its_rows_and_keeps_the_view(shared: Viewed) -> None:
    html = matrix.matrix(shared("2023", policy="public", language="en", lectoraat="social-work"), "presentations").html
    assert 'href="' not in html, "nothing is there of this lectoraat"
    html = matrix.matrix(shared("2023", policy="public", language="en"), "presentations").html
    (link,) = re.findall(r'href="([^"]*region=zwolle&amp;theme=bestaanszekerheid)"', html)
    assert link.startswith("/outputs?") and {"period=2023", "lang=en", "policy=public"} <= {
        *re.split(r"[?&;]|amp;", link)
    }


def test_every_region_stands_in_its_place_and_nothing_has_its_word(shared: Viewed) -> None:
    rows = cells(matrix.matrix(shared("2023"), "presentations").html)
    assert [*rows][:3] == ["Noord", "Friesland", "Twente"] and [*rows][-1] == "Totaal"
    assert rows["Noord"] == ["nog niet aangeleverd"]
    assert rows["Zeeland"] == ["n.v.t."]
    assert "0" in rows["Twente"]


def test_what_is_chosen_is_bold_and_the_rest_stays(shared: Viewed) -> None:
    all_, one = (matrix.matrix(shared("2023", **where), "presentations") for where in ({}, {"region": "twente"}))
    assert cells(all_.html) == cells(one.html)
    assert one.html.count("font-weight:650") > all_.html.count("font-weight:650")
    assert "Vet: wat gekozen is." in one.block.notes


def test_without_a_theme_nothing_leads_nowhere(world: World, view: Viewed) -> None:
    world.deliver({"presentations": [{"title": "a"}]})
    html = matrix.matrix(view("2023"), "presentations").html
    assert column(html, "Niet opgegeven")["Twente"] == "1" and "_none" not in html
    assert cells(html)["Noord"] == ["nog niet aangeleverd"], "nothing was counted there, and that is not zero"


def test_few_people_are_hidden_under_public(world: World, view: Viewed) -> None:
    rows = [
        {"attendances": 3, "theme": "Armoede"},
        {"attendances": 38, "theme": "Jeugd & onderwijs", "date": "2-3-2023"},
    ]
    world.deliver({"participants": rows})
    made = matrix.matrix(view("2023", policy="public"), "attendances")
    assert column(made.html, "Bestaanszekerheid, armoede en schulden")["Twente"] == "<5"
    assert column(made.html, "Jeugd, onderwijs en kansengelijkheid")["Twente"] == "40"
    assert "samen geven" not in made.block.sentence, "a sum of rounded figures says nothing"
    assert not {"3", "38", "41"} & {
        line[n] for line in lines(view("2023", policy="public"), "attendances") for n in ("value", "low", "high")
    }
    assert "/reach?" in made.html and any("Niet voor publicatie" in note for note in made.block.notes)


def test_a_time_before_everything(shared: Viewed) -> None:
    made = matrix.matrix(shared("1950"), "presentations")
    assert made.html == "" and "bestond geen van deze werkplaatsen" in made.block.sentence


def test_the_file_holds_cells_and_totals(shared: Viewed) -> None:
    found = {(line["region"], line["theme"]): line["value"] for line in lines(shared("2023"), "presentations")}
    assert found["twente", "bestaanszekerheid"] == "2" and found["twente", ""] == "2" and found["", ""] == "2"


@pytest.fixture
def many(tmp_path: Path) -> Iterator[World]:
    """A world with many themes of long names."""
    folder = Path(shutil.copytree(REFERENCE_FOLDER, tmp_path / "reference"))
    names = "".join(f'thema-{n},"{n} {LONG}","{n} {LONG}",Naam {n}\n' for n in range(MANY))
    (folder / "themas.csv").write_text("code,nl,en,lokale_namen\n" + names)
    with open_store(tmp_path / "data", folder) as store:
        yield World(store, tmp_path)


def test_many_themes_with_long_names(many: World, tmp_path: Path) -> None:
    from datetime import date

    from wsd_data.model.periods import parse_period
    from wsd_data.ui.address import FILTERS, View
    from wsd_data.ui.shelf import Shelf

    many.deliver({"presentations": [{"title": f"t{n}", "theme": f"Naam {n}"} for n in range(40, 90)]})
    labels = {d: many.monitor.labels(d) for d in FILTERS}
    context = Context(
        View(parse_period("2023")), 1, range(2020, 2025), labels, many.monitor, Shelf(), date(2024, 8, 15)
    )
    made = matrix.matrix(context, "presentations")
    assert len(headings(made.html)) == 50 + 1, "columns with nothing are left out"
    assert "writing-mode:vertical-rl" in made.html and "<b>met</b>" not in made.html
    assert "150 thema's zonder iets erin" in " ".join(made.block.notes)
    assert len({line["theme"] for line in lines(context, "presentations")}) == MANY + 1
