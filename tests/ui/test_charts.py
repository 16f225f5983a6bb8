"""Drawings: order, labels, gaps and colours are asserted on traces, and Plotly itself accepts each of them."""

from __future__ import annotations

import itertools

import plotly.graph_objects as go

from wsd_data.figures import Value
from wsd_data.ui.charts import Line, Mark, Part, by_part, large_figure, over_years
from wsd_data.ui.style import FOCUS, MUTED, Drawing, Spec, spread, wrapped

ZERO = Mark(Value(0, 0, 0, "zero"), "0", "0")
UNREPORTED = Mark(Value(None, None, None, "not_reported"), "nog niet aangeleverd", "nog niet aangeleverd")
HIDDEN = Mark(Value(None, None, None, "suppressed", "small"), "<5", "<5")
NOT_APPLICABLE = Mark(Value(None, None, None, "not_applicable"), "n.v.t.", "n.v.t.")


def some(value: float) -> Mark:
    return Mark(Value(value, value, value, "ok"), str(value), str(value))


def traces(spec: Spec) -> list[Spec]:
    """The traces of the figure, after Plotly has checked the whole of it."""
    go.Figure(spec)
    return list(spec["data"])


def test_bars_stand_in_the_order_given_and_not_by_size() -> None:
    spec = by_part([Part("Noord", some(1)), Part("Twente", some(9)), Part("Zuyd", some(5))], "nl")
    assert traces(spec)[-1]["y"] == ["Noord", "Twente", "Zuyd"]
    assert spec["layout"]["yaxis"]["categoryarray"] == ["Noord", "Twente", "Zuyd"]
    assert spec["layout"]["xaxis"]["range"][0] == 0


def test_the_kinds_of_nothing_look_different() -> None:
    parts = [Part("a", ZERO), Part("b", UNREPORTED), Part("c", HIDDEN), Part("d", NOT_APPLICABLE), Part("e", some(4))]
    hatched, bars = traces(by_part(parts, "nl"))
    assert hatched["y"] == ["b"] and hatched["marker"]["pattern"]["shape"] == "/"
    assert bars["text"] == ["0", "nog niet aangeleverd", "<5", "n.v.t.", "4"]


def test_a_gap_keeps_its_place_among_the_bars() -> None:
    spec = by_part([Part("a", some(3)), Part("b", UNREPORTED), Part("c", some(4))], "nl")
    assert spec["layout"]["yaxis"]["categoryarray"] == ["a", "b", "c"]


def test_chosen_parts_are_in_colour_and_without_a_choice_all_are() -> None:
    parts = [Part("a", some(1)), Part("b", some(2), chosen=True)]
    assert [(t["y"], t["marker"]["color"]) for t in traces(by_part(parts, "nl"))] == [(["b"], FOCUS), (["a"], MUTED)]
    (bars,) = traces(by_part([Part("a", some(1)), Part("b", some(2))], "nl"))
    assert bars["y"] == ["a", "b"] and bars["marker"]["color"] == FOCUS


def test_a_bar_that_is_not_whole_is_striped_and_keeps_a_short_label() -> None:
    partly = Mark(Value(2, 2, 2, "ok"), "2", "2 (nog niet volledig)", whole=False)
    whole, striped = traces(by_part([Part("a", some(3)), Part("b", partly)], "nl"))
    assert "pattern" not in whole["marker"] and striped["marker"]["pattern"]["shape"] == "/"
    assert striped["text"] == ["2"] and "nog niet volledig" in striped["customdata"][0][0]


def test_a_line_does_not_run_through_a_year_without_report() -> None:
    spec = over_years([2021, 2022, 2023], [Line("x", (some(1), UNREPORTED, some(3)))], None, "nl")
    hatched, line = traces(spec)
    assert line["y"] == [1, None, 3] and line["connectgaps"] is False
    assert hatched["x"] == [2022]


def test_a_year_that_is_not_whole_has_an_open_point() -> None:
    partly = Mark(Value(2, 2, 2, "ok"), "2", "2 (nog niet volledig)", whole=False)
    (line,) = traces(over_years([2022, 2023], [Line("x", (some(1), partly))], None, "nl"))
    assert line["marker"]["symbol"] == ["circle", "circle-open"]


def test_no_more_than_four_lines_and_each_is_named_at_its_end() -> None:
    spec = over_years([2022, 2023], [Line(name, (some(1), some(2))) for name in "abcde"], (2023, 2023), "en")
    assert [trace["name"] for trace in traces(spec)] == list("abcd")
    heights = sorted(label["y"] for label in spec["layout"]["annotations"])
    assert all(after - before > 0.1 for before, after in itertools.pairwise(heights))


def test_a_drawing_without_any_figure_is_still_a_drawing() -> None:
    go.Figure(by_part([], "nl"))
    go.Figure(over_years([], [], None, "nl"))
    go.Figure(over_years([2023], [Line("x", (UNREPORTED,))], (2023, 2023), "nl"))


def test_streamlit_takes_a_drawing_without_changing_it() -> None:
    spec = by_part([Part("a", some(1))], "nl")
    assert Drawing(spec).to_dict() is spec


def test_labels_wrap_and_spread() -> None:
    assert wrapped("Twente") == "Twente"
    assert wrapped("Bestaanszekerheid, armoede en schulden").count("<br>") == 1
    assert spread([1, 1, 5], 2) == [1, 3, 5]


def test_words_of_a_figure_are_escaped() -> None:
    assert "&lt;5" in large_figure("<5", [some(1), None, some(3)])


def test_small_drawings_tell_the_kinds_of_nothing_apart() -> None:
    least = Mark(Value(None, 144, None, "ok"), "ten minste 144", "ten minste 144")
    drawn = [large_figure("x", [mark]) for mark in (ZERO, UNREPORTED, HIDDEN, NOT_APPLICABLE, least, some(5))]
    assert len(set(drawn)) == len(drawn)


def test_a_mark_carries_the_code_that_a_click_chooses() -> None:
    (bars,) = traces(by_part([Part("Twente", some(3), code="twente")], "nl"))
    assert bars["customdata"][0][1] == "twente"
    (line,) = traces(over_years([2023], [Line("x", (some(1),))], None, "nl"))
    assert line["customdata"][0][1] == "2023"


def test_a_minimum_is_drawn_as_such_and_a_range_has_bounds() -> None:
    least = Mark(Value(None, 144, None, "ok"), "ten minste 144", "ten minste 144")
    between = Mark(Value(None, 30, 40, "ok"), "30 tot 40", "30 tot 40")
    (line,) = traces(over_years([2021, 2022, 2023], [Line("x", (some(90), least, between))], None, "nl"))
    assert line["y"] == [90, 144, 35] and line["marker"]["symbol"] == ["circle", "triangle-up", "circle"]
    assert line["error_y"]["arrayminus"] == [0, 0, 5] and line["error_y"]["array"] == [0, 0, 5]
    (bars,) = traces(by_part([Part("a", least), Part("b", some(20))], "nl"))
    assert bars["x"] == [144, 20] and "error_x" not in bars


def test_long_words_behind_a_bar_get_room() -> None:
    spec = by_part([Part("a", Mark(Value(2171, 2172, None, "ok"), "meer dan 2.171", ""))], "nl")
    assert spec["layout"]["xaxis"]["range"][1] > 1.6 * 2171
    assert wrapped("leeratelier/leernetwerk/werkatelier") == "leeratelier/leernetwerk/<br>werkatelier"


def test_parts_of_one_name_have_each_their_own_place_and_names_cannot_be_markup() -> None:
    spec = by_part([Part("Samen", some(1)), Part("Samen", some(2)), Part("<b>x</b>", some(3))], "nl")
    assert len(set(spec["layout"]["yaxis"]["categoryarray"])) == 3
    assert spec["layout"]["yaxis"]["categoryarray"][2] == "&lt;b&gt;x&lt;/b&gt;"
