"""Money: shares at the day of the spending, kinds of nothing in words, and bars that Plotly accepts."""

from __future__ import annotations

from datetime import date

import plotly.graph_objects as go
import pytest

from tests.figures.conftest import World
from tests.ui.conftest import Viewed
from wsd_data.figures import Value
from wsd_data.ui import funding
from wsd_data.ui.charts import Mark
from wsd_data.ui.context import Context
from wsd_data.ui.lists import Row
from wsd_data.ui.style import FOCUS, MUTED

GRANT = {"grant": "B-1", "funder": "ZonMw", "start": "1-1-2022", "end": "31-12-2025", "awarded": 400_000}


def row(context: Context) -> Row:
    (found,) = context.records("grants").rows
    return found


def plain(html: str) -> str:
    return html.partition("<div")[0].replace('<span style="white-space:nowrap">', "").replace("</span>", "")


def test_time_and_money_are_compared_on_the_day_of_the_spending(world: World, view: Viewed) -> None:
    world.deliver({"funding": [{**GRANT, "spent": 100_000, "spent_on": "31-12-2022"}]})
    one = row(view("2023"))
    assert funding.elapsed(one, date(2022, 12, 31)) == pytest.approx(365 / 1461)
    assert funding.spent_share(one) == 0.25
    assert plain(funding.pace(view("2023"), one)) == "25 % van de tijd, 25 % van het geld"
    assert plain(funding.spent_words(view("2023"), one)) == "€ 100.000 op 31-12-2022"


def test_spending_that_was_not_given_is_never_nothing(world: World, view: Viewed) -> None:
    world.deliver({"funding": [GRANT]})
    one = row(view("2023"))
    assert plain(funding.spent_words(view("2023"), one)) == "niet opgegeven"
    # Half of the four years had passed at the end of 2023.
    assert plain(funding.pace(view("2023"), one)) == "50 % van de tijd, geld niet opgegeven"
    assert "dashed" in funding.pace(view("2023"), one)
    assert plain(funding.spent_words(view("2023", language="en"), one)) == "not given"


def test_nothing_spent_is_zero(world: World, view: Viewed) -> None:
    world.deliver({"funding": [{**GRANT, "spent": 0, "spent_on": "31-12-2022"}]})
    assert plain(funding.spent_words(view("2023"), row(view("2023")))) == "€ 0 op 31-12-2022"


def test_an_estimate_says_so_and_more_than_all_fits_the_bar(world: World, view: Viewed) -> None:
    world.deliver({"funding": [{**GRANT, "awarded": "ca. 400.000", "spent": 500_000, "spent_on": "31-12-2022"}]})
    one = row(view("2023"))
    assert plain(funding.awarded_words(view("2023"), one)) == "circa € 400.000"
    assert "125 % van het geld" in funding.pace(view("2023"), one) and "width:125%" not in funding.pace(
        view("2023"), one
    )


def test_an_open_term_and_a_name_with_markup(view: Viewed, world: World) -> None:
    world.deliver({"presentations": [{"title": "a"}]})
    bare: Row = {"number": None, "title": "<script>x</script>", "start_from": date(2022, 1, 1), "end_to": None}
    assert funding.elapsed(bare, date(2023, 1, 1)) is None
    assert "looptijd niet bekend" in funding.pace(view("2023"), bare)
    assert "zonder beschikking: &lt;script&gt;" in funding.number_words(view("2023"), bare)


def test_amounts_per_year_with_what_is_promised(world: World, view: Viewed) -> None:
    world.deliver({"funding": [GRANT]})
    block = funding.money_per_year(view("2023"))
    assert block.table.rows[0] == (("2022",), ("€ 100.000 (nog niet volledig)",))
    assert block.title.endswith("2022 t/m 2025") and block.chooses == "period"
    assert block.sentence.startswith("2023: € 100.000") and any("maanden van zijn looptijd" in n for n in block.notes)
    colours = {str(x): trace["marker"]["color"] for trace in block.drawing.spec["data"] for x in trace["x"]}
    assert colours == {"2022": MUTED, "2023": FOCUS, "2024": MUTED, "2025": MUTED}
    # Fourteen regions did not deliver, so no year is whole.
    assert all("pattern" in trace["marker"] for trace in block.drawing.spec["data"])
    go.Figure(block.drawing.spec)


def test_no_amounts_is_said(world: World, view: Viewed) -> None:
    world.deliver({"presentations": [{"title": "a"}]})
    block = funding.money_per_year(view("2023"))
    assert block.drawing.spec == {} and block.sentence == "Er zijn nog geen bedragen aangeleverd."


def test_money_of_projects_without_a_grant_is_said(world: World, view: Viewed) -> None:
    world.deliver({"funding": [GRANT]})
    assert "Elk bedrag hoort bij een beschikking." in funding.said(view("2023"))
    project = {"project": "P1", "start": "1-1-2023", "end": "31-12-2023", "awarded": 12_000}
    world.deliver({"projects": [project]})
    assert "staat € 12.000 bij projecten zelf" in funding.said(view("2023"))
    assert "tot en met 31-12-2023" in funding.said(view("2023")) and "15-08-2024" in funding.said(view("2024"))


def test_a_term_that_ends_far_away_does_not_push_the_present_out(world: World, view: Viewed) -> None:
    world.deliver({"funding": [{**GRANT, "end": "31-12-2190"}]})
    years = [x for trace in funding.money_per_year(view("2023")).drawing.spec["data"] for x in trace["x"]]
    assert min(years) <= 2023 <= max(years) and len(years) <= funding.MOST_YEARS


def test_years_after_the_last_money_are_drawn_up_to_the_period(world: World, view: Viewed) -> None:
    world.deliver({"funding": [{**GRANT, "start": "2020", "end": "2020"}]})
    world.deliver({"funding": [{**GRANT, "grant": "B-2", "start": "2024", "end": "2024"}]}, region="zwolle")
    block = funding.money_per_year(view("2023", region="twente"))
    assert block.title.endswith("2020 t/m 2023")


def test_bars_of_every_kind_of_nothing() -> None:
    marks = {
        2020: Mark(Value(0, 0, 0, "zero"), "€ 0", "€ 0"),
        2021: Mark(Value(None, None, None, "not_reported"), "nog niet aangeleverd", "nog niet aangeleverd"),
        2022: Mark(Value(None, None, None, "not_applicable"), "n.v.t.", "n.v.t."),
        2023: Mark(Value(2_500_000, 2_500_000, 2_500_000, "ok"), "€ 2.500.000", "€ 2.500.000", whole=False),
    }
    spec = funding.year_bars(marks, range(2023, 2024), funding.MILLION, "nl")
    go.Figure(spec)
    hatched, chosen, quiet = spec["data"]
    assert hatched["x"] == [2021] and hatched["marker"]["pattern"]["shape"] == "/"
    assert quiet["text"] == ["0", "n.v.t."] and chosen["text"] == ["2,5"] and "pattern" in chosen["marker"]
