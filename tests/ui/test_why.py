"""The block that says why a figure changed: its sentence, its drawing, its table and the rows behind each part."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import pytest

from tests.figures.conftest import World
from tests.ui.conftest import Viewed, delivered, page_of, sent
from wsd_data.store.fold import AsOf
from wsd_data.ui import why
from wsd_data.ui.table import csv_of
from wsd_data.ui.waterfall import Step, from_to


@pytest.fixture
def changed(world: World) -> int:
    """Two talks of 100 and 40 listeners; then one of them corrected to 90, and a third one of 20 delivered later."""
    talks = [{"title": "a", "audience_count": 100}, {"title": "b", "audience_count": 40}]
    first = world.deliver({"presentations": talks, "participants": [{"attendances": 43}]})
    world.deliver(
        {"presentations": [{"title": "a", "audience_count": 90}, {"title": "@c()", "audience_count": 20}],
         "participants": [{"attendances": 8, "activity": "Extra"}, {"attendances": 45}]}
    )  # fmt: skip
    return first


def test_one_sentence_says_what_changed(view: Viewed, changed: int) -> None:
    said = {
        (id_, language): why.sentence(view("2023", language=language), why.explanation(view("2023"), id_, AsOf(entry=changed)))
        for id_ in ("presentations", "audience", "products") for language in ("nl", "en")
    }  # fmt: skip
    assert said["audience", "nl"] == "140 → 150: −10 verbeterd, +20 later aangeleverd."
    assert said["presentations", "en"] == "2 → 3: +1 delivered later."
    assert said["products", "nl"] == "Nog niet aangeleverd, en dat was toen ook zo: er is niets veranderd."
    whole = why.explanation(view("2023"), "presentations", AsOf(entry=changed - 1))
    assert why.sentence(view("2023"), whole) == "Nog niet aangeleverd → 3: +3 later aangeleverd."


def test_in_public_small_parts_have_no_number(view: Viewed, changed: int) -> None:
    shown = view("2023", "public")
    found = why.explanation(shown, "attendances", AsOf(entry=changed))
    assert why.sentence(shown, found) == ("45 → 55: te klein om te tonen verbeterd, +10 later aangeleverd.")
    steps = why.steps_of(shown, found)
    assert [(s.name, s.change) for s in steps] == [
        ("Toen", 45.0),
        ("Verbeterd", None),
        ("Later aangeleverd", 10.0),
        ("Nu", 55.0),
    ]


def test_the_drawing_goes_from_the_first_figure_to_the_last(view: Viewed, changed: int) -> None:
    shown = view("2023")
    spec = from_to(why.steps_of(shown, why.explanation(shown, "audience", AsOf(entry=changed))), "nl")
    bars = go.Figure(spec).data[0]
    assert list(zip(bars.y, bars.base, bars.x, strict=True)) == [
        ("Toen", 0, 140), ("Verbeterd", 130, 10), ("Later aangeleverd", 130, 20), ("Nu", 0, 150)
    ]  # fmt: skip
    assert [a["text"] for a in spec["layout"]["annotations"]] == ["140", "−10", "+20", "150"]
    below = from_to([Step("<b>", 5, "5", whole=True), Step("x", -8, "−8"), Step("y", -3, "−3", whole=True)], "nl")
    assert below["data"][0]["base"] == [0, -3, -3] and below["data"][0]["y"][0] == "&lt;b&gt;"
    assert below["layout"]["xaxis"]["range"][0] == -3


def opened(folder: Path, **asked: str) -> Any:
    return page_of("annual", period="2023", why="presentations", **asked)


def test_every_part_opens_its_rows_with_their_place(folder: Path) -> None:
    delivered(folder, {"presentations": [{"title": "a"}]}, received="2024-02-01")
    delivered(folder, {"presentations": [{"title": "@c()"}, {"title": "d"}]}, received="2024-06-01")
    shown = opened(folder)
    assert "1 → 3: +2 later aangeleverd." in [m.value.replace("\\", "") for m in shown.markdown]
    shown.session_state["why_rows_presentations_late"] = True
    said = sent(shown.run())
    assert "levering 3 (01-06-2024), levering-1.xlsx, Presentaties rij 2" in said
    assert "telde niet mee" in said


def test_the_file_of_rows_has_their_places_and_no_formulas(view: Viewed, changed: int) -> None:
    text = csv_of(why._file(view("2023"), "audience", "late", AsOf(entry=changed)), "nl").decode("utf-8-sig")
    (line,) = csv.DictReader(io.StringIO(text), delimiter=";")
    assert (line["was_delivery"], line["now_delivery"], line["now_sheet"], line["now_row"]) == (
        "",
        "3",
        "Presentaties",
        "3",
    )
    assert line["row_words"].startswith("'@c()") and line["since"] == str(changed) and line["year"] == "2023"


def said(shown: Any) -> list[str]:
    return [m.value.replace("\\", "") for m in shown.markdown if "→" in m.value]


def test_which_figure_is_asked_about_stands_in_the_address(folder: Path) -> None:
    for day, title in (("2024-02-01", "a"), ("2024-06-01", "b"), ("2024-07-01", "c")):
        delivered(folder, {"presentations": [{"title": title, "audience_count": 10}]}, received=day)
    closed = page_of("annual", period="2023", region="twente", lang="nl", policy="internal")
    assert "why" not in closed.query_params and said(closed) == []
    shown = page_of("annual", period="2023", region="twente", why="audience", since="3")
    assert said(shown) == ["20 → 30: +10 later aangeleverd."] and not shown.error
    shown.selectbox(key="wsd_why_figure").select("presentations").run()
    assert shown.query_params["why"] == "presentations" and said(shown) == ["2 → 3: +1 later aangeleverd."]
    shown.selectbox(key="wsd_why_since").select("2").run()
    assert (shown.query_params["why"], shown.query_params["since"]) == ("presentations", "2")
    assert said(shown) == ["1 → 3: +2 later aangeleverd."]
    # Another address than the page wrote, as when somebody follows a link.
    shown.query_params["why"] = "audience"
    assert said(shown.run()) == ["10 → 30: +20 later aangeleverd."]
    del shown.query_params["why"], shown.query_params["since"]
    assert said(shown.run()) == []


def test_a_figure_or_state_that_is_not_known_is_reported(folder: Path) -> None:
    delivered(folder, {"presentations": [{"title": "a"}]}, received="2024-02-01")
    delivered(folder, {"presentations": [{"title": "b"}]}, received="2024-06-01")
    shown = page_of("annual", period="2023", region="twente", why="geluk")
    assert "“geluk”" in shown.error[0].value and said(shown) == []
    assert "“9”" in page_of("annual", period="2023", region="twente", why="products", since="9").error[0].value
    barred = page_of("annual", period="2023", why="staff", funder="zonmw", lang="nl")
    assert any("Niet bekend voor deze selectie" in m.value for m in barred.markdown) and said(barred) == []
