"""Funders over time: on one scale, the largest four, every one in the table."""

from __future__ import annotations

import plotly.graph_objects as go

from tests.figures.conftest import World
from tests.ui.conftest import Viewed
from wsd_data.ui import funders, funding
from wsd_data.ui.style import FOCUS, MUTED

FUNDERS = ("VWS-basis", "ZonMw", "NWO", "gemeente", "EU")


def grants(*amounts: tuple[str, int]) -> dict[str, list[dict[str, object]]]:
    return {
        "funding": [
            {"grant": f"B-{n}", "funder": funder, "start": "1-1-2022", "end": "31-12-2023", "awarded": amount}
            for n, (funder, amount) in enumerate(amounts)
        ]
    }


def test_the_largest_four_are_drawn_in_their_fixed_order_and_the_table_has_all(world: World, view: Viewed) -> None:
    world.deliver(grants(*zip(FUNDERS, (40_000, 2_000, 80_000, 60_000, 20_000), strict=True)))
    block = funders.compared(view("2023", region="twente"))
    assert block is not None
    names = [label["text"] for label in block.drawing.spec["layout"]["annotations"]]
    assert names == ["<b>VWS-basis</b>", "<b>NWO</b>", "<b>Gemeente</b>", "<b>EU</b>"]
    assert [row[0] for row in block.table.rows] == [("VWS-basis",), ("ZonMw",), ("NWO",), ("Gemeente",), ("EU",)]
    assert block.table.headings == ("Financier", "2022", "2023") and block.table.rows[1][1] == ("€ 1.000", "€ 1.000")
    assert block.sentence == (
        "2023: VWS-basis € 20.000; NWO € 40.000; Gemeente € 30.000; EU € 10.000; de andere staan in de tabel."
    )
    assert any("Getekend zijn de 4 financiers" in note and "alle 5" in note for note in block.notes)
    assert dict(block.table.about).get("period") is None, "each line names its own year"


def test_all_drawings_have_one_scale_and_the_chosen_year_is_in_colour(world: World, view: Viewed) -> None:
    world.deliver(grants(("ZonMw", 2_000), ("NWO", 80_000)))
    block = funders.compared(view("2023", region="twente"))
    assert block is not None and "de andere" not in block.sentence and funders.ONE_SCALE.nl in block.notes
    spec = block.drawing.spec
    go.Figure(spec)
    assert spec["layout"]["yaxis1"]["range"] == spec["layout"]["yaxis2"]["range"]
    lower, upper = spec["layout"]["yaxis2"]["domain"], spec["layout"]["yaxis1"]["domain"]
    assert 0 <= lower[0] < lower[1] < upper[0] < upper[1] <= 1
    colours = {(trace["yaxis"], x): trace["marker"]["color"] for trace in spec["data"] for x in trace["x"]}
    assert colours == {("y1", 2022): MUTED, ("y1", 2023): FOCUS, ("y2", 2022): MUTED, ("y2", 2023): FOCUS}


def test_one_funder_or_none_has_no_block(world: World, view: Viewed) -> None:
    world.deliver({"presentations": [{"title": "a"}]})
    assert funders.compared(view("2023")) is None
    world.deliver(grants(("ZonMw", 2_000), ("NWO", 80_000)))
    assert funders.compared(view("2023", funder="zonmw")) is None
    assert funders.compared(view("2023", funder="zonmw,nwo")) is not None


def test_an_amount_too_small_for_its_unit_is_not_nothing(world: World, view: Viewed) -> None:
    world.deliver(grants(("ZonMw", 2_000), ("NWO", 8_000_000)))
    block = funders.compared(view("2023", region="twente"))
    assert block is not None and funding.IN_MILLIONS.nl in block.notes
    assert [text for trace in block.drawing.spec["data"] for text in trace["text"] if trace["yaxis"] == "y1"] == [
        "<0,1", "<0,1",
    ]  # fmt: skip
