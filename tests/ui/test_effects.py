"""What Upload and Deliveries show of the figures and rows that change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.figures.conftest import World, write_workbook
from wsd_data.delivery import ChangedField, ChangedRow, undo_predicted
from wsd_data.ui.changes import changes_html
from wsd_data.ui.context import Context
from wsd_data.ui.effects import effects_html
from wsd_data.ui.submission import Choice, Submission

Viewed = Callable[..., Context]


def seen(world: World, tmp_path: Path, rows: dict[str, Any]) -> Submission:
    mine = Submission(choice=Choice("twente"))
    content = write_workbook(tmp_path / "nieuw.xlsx", rows).read_bytes()
    mine.read(world.store, [("nieuw.xlsx", content)], lambda name, number: None)
    assert mine.problem is None
    return mine


def lines(html: str) -> list[str]:
    """The words of every row of a table."""
    rows = html.split("<tr>")[2:]
    return [" | ".join(cell.split(">", 1)[1] for cell in row.split("</td>")[:-1]) for row in rows]


def test_what_a_delivery_does_to_the_figures(world: World, view: Viewed, tmp_path: Path) -> None:
    world.deliver({"presentations": [{"title": "a"}, {"title": "b"}]})
    mine = seen(world, tmp_path, {"presentations": [{"title": "c"}]})
    html = effects_html(view("2023"), mine.effects(world.store, world.monitor, "internal"))
    assert "Wat dit doet met de cijfers" in html
    assert "Presentaties | 2023 | alle samen | 2 | 3" in lines(html)
    assert "Presentaties | 2023 | Twente | 2 | 3" in lines(html)
    html = effects_html(view("2023", language="en"), mine.effects(world.store, world.monitor, "internal"))
    assert "Presentations | 2023 | all together | 2 | 3" in lines(html)


def test_counts_of_people_pass_the_gate(world: World, view: Viewed, tmp_path: Path) -> None:
    world.deliver({"participants": [{"attendances": 41}]})
    mine = seen(world, tmp_path, {"participants": [{"activity": "Andere", "attendances": 2}]})
    inside = effects_html(view("2023"), mine.effects(world.store, world.monitor, "internal"))
    assert "Deelnames | 2023 | Twente | 41 | 43" in lines(inside)
    outside = effects_html(view("2023", policy="public"), mine.effects(world.store, world.monitor, "public"))
    assert "Deelnames | 2023 | Twente | 40 | 45" in lines(outside) and "43" not in outside


def test_nothing_that_changes_is_said(world: World, view: Viewed, tmp_path: Path) -> None:
    world.deliver({"presentations": [{"title": "a"}]})
    mine = seen(world, tmp_path, {"presentations": [{"title": "a", "country": "Duitsland"}]})
    html = effects_html(view("2023"), mine.effects(world.store, world.monitor, "internal"))
    assert "Geen enkel cijfer verandert." in html and "<table" not in html


def test_what_undoing_does_to_the_figures(world: World, view: Viewed) -> None:
    number = world.deliver({"presentations": [{"title": "a"}]})
    found = undo_predicted(world.store, number, "internal", world.monitor)
    assert "Presentaties | 2023 | Twente | 1 | nog niet aangeleverd" in lines(effects_html(view("2023"), found))


def test_changed_rows_in_words(world: World, view: Viewed, tmp_path: Path) -> None:
    world.deliver({"presentations": [{"title": "a", "audience_count": "ca. 40", "municipality": "Enschede"}]})
    row = {"title": "a", "type": "workshop", "audience_count": 1800, "municipality": "Hengelo", "remark": "<b>let op"}
    mine = seen(world, tmp_path, {"presentations": [row]})
    assert mine.seen
    html = changes_html(view("2023"), mine.seen[0].changed_rows, 300)
    assert lines(html) == [
        "Presentaties | a (01-03-2023) | Soort | lezing | workshop",
        " |  | Aantal toehoorders | circa 40 | 1.800",
        " |  | Gemeente | Enschede | Hengelo",
        " |  | Opmerking | leeg | &lt;b&gt;let op",
    ]
    assert "De eerste 1 van 300 rijen" in html
    outside = changes_html(view("2023", policy="public"), mine.seen[0].changed_rows, 1)
    assert "let op" not in outside and "zoals openbaar" in outside


def test_rows_about_people_stay_inside(view: Viewed) -> None:
    rows = [
        ChangedRow(
            "participants", "Leerkring", (ChangedField("hours", (None, None, None, None), (2.0, 2.0, 2.0, False)),)
        )
    ]
    assert lines(changes_html(view("2023"), rows, 1)) == ["Deelnemers | Leerkring | Duur (uren) | leeg | 2"]
    assert "Leerkring" not in changes_html(view("2023", policy="public"), rows, 1)
