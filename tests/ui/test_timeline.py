"""The drawing of projects in time: order, words, unsure days, edges; and Plotly itself accepts each of them."""

from __future__ import annotations

import itertools
from datetime import date
from typing import Any

import plotly.graph_objects as go
import pytest

from wsd_data.model.periods import parse_period
from wsd_data.ui.style import FOCUS, MUTED, Spec
from wsd_data.ui.timeline import BAR, LINE_LETTERS, THIN, Bar, Group, Look, Span, over_time

TODAY = date(2024, 6, 1)


def days(first: str, last: str | None = None) -> Span:
    """A span as it is typed: `2022` is as precise as that."""
    start, end = parse_period(first), parse_period(last) if last else None
    return Span(start.start, start.end, end.start if end else None, end.end if end else None)


def bar(title: str, span: Span, state: str = "lopend") -> Bar:
    return Bar(title, state, span, f"{title} (code): {state}", f"code-{title}")


def drawn(*groups: Group, period: str = "2023", today: date = TODAY) -> Spec:
    spec = over_time(groups, parse_period(period), today, "vandaag", "nl")
    go.Figure(spec)
    return spec


def group(*bars: Bar, look: Look = "running", name: str = "Lopend") -> Group:
    return Group(name, look, bars)


def traces(spec: Spec, kind: str) -> list[Spec]:
    return [trace for trace in spec["data"] if trace["type"] == kind]


def pieces(spec: Spec) -> list[tuple[date, date, int]]:
    """(first day, last day, height) of every piece of a bar."""
    return [
        (date.fromordinal(round(base)), date.fromordinal(round(base + length) - 1), width)
        for trace in traces(spec, "bar")
        for base, length, width in zip(trace["base"], trace["x"], trace["width"], strict=True)
    ]


def words(spec: Spec) -> list[str]:
    (titles,) = (trace for trace in spec["data"] if trace.get("mode") == "text")
    return list(titles["text"])


def shapes(spec: Spec, kind: str) -> list[dict[str, Any]]:
    return [shape for shape in spec["layout"]["shapes"] if shape["type"] == kind]


def test_bars_stand_under_their_group_in_the_order_given() -> None:
    spec = drawn(
        group(bar("B", days("2023")), bar("A", days("2022", "2024"))),
        group(bar("C", days("2021", "2023"), "afgerond"), look="completed", name="Afgerond"),
    )
    assert words(spec) == ["<b>Lopend</b>", "B (lopend)", "A (lopend)", "<b>Afgerond</b>", "C (afgerond)"]
    (titles,) = (trace for trace in spec["data"] if trace.get("mode") == "text")
    assert titles["y"] == sorted(titles["y"])
    assert spec["layout"]["yaxis"]["range"] == [spec["layout"]["yaxis"]["range"][0], 0]
    assert [trace["marker"]["color"] for trace in traces(spec, "bar")] == [FOCUS, MUTED]


def test_a_bar_runs_from_its_first_to_its_last_day() -> None:
    assert pieces(drawn(group(bar("a", days("2023-02-01", "2023-11-30"))))) == [
        (date(2023, 2, 1), date(2023, 11, 30), BAR)
    ]


def test_what_is_not_known_to_the_day_is_thin() -> None:
    assert pieces(drawn(group(bar("a", days("2022-03", "2023-03"))))) == [
        (date(2022, 3, 1), date(2022, 3, 31), THIN),
        (date(2022, 4, 1), date(2023, 2, 28), BAR),
        (date(2023, 3, 1), date(2023, 3, 31), THIN),
    ]
    assert pieces(drawn(group(bar("a", days("2023", "2023"))))) == [(date(2023, 1, 1), date(2023, 12, 31), THIN)]


def test_without_an_end_a_bar_runs_to_the_edge_and_has_an_arrow() -> None:
    spec = drawn(group(bar("a", days("2023-02-01"))))
    edge = spec["layout"]["xaxis"]["range"][1]
    (piece,) = pieces(spec)
    assert piece[1] == date.fromordinal(edge - 1)
    (arrows,) = (trace for trace in spec["data"] if trace.get("mode") == "markers")
    assert arrows["x"] == [edge] and arrows["marker"]["symbol"] == ["triangle-right"]


def test_what_lies_far_outside_the_period_is_cut_with_an_arrow() -> None:
    spec = drawn(group(bar("a", days("1901", "2199")), bar("b", days("2023"))))
    first, last = spec["layout"]["xaxis"]["range"]
    assert date.fromordinal(first).year == 2011 and date.fromordinal(last - 1).year == 2035
    (arrows,) = (trace for trace in spec["data"] if trace.get("mode") == "markers")
    assert arrows["marker"]["symbol"] == ["triangle-left", "triangle-right", "triangle-right"]
    assert len(spec["layout"]["xaxis"]["tickvals"]) <= 8


def test_a_single_day_is_still_to_be_seen() -> None:
    (trace,) = traces(drawn(group(bar("a", days("2023-02-01", "2023-02-01")))), "bar")
    assert trace["x"][0] > 1


def test_today_is_named_and_the_period_is_a_band() -> None:
    spec = drawn(group(bar("a", days("2020", "2023"))))
    (line,), (band,) = shapes(spec, "line"), shapes(spec, "rect")
    assert line["x0"] == line["x1"] == TODAY.toordinal()
    assert "vandaag" in [label["text"] for label in spec["layout"]["annotations"]]
    assert (band["x0"], band["x1"]) == (date(2023, 1, 1).toordinal(), date(2024, 1, 1).toordinal())
    first, last = spec["layout"]["xaxis"]["range"]
    assert first <= band["x0"] < band["x1"] <= last and first < line["x0"] < last


@pytest.mark.parametrize("letters", ["woord " * 20, "x" * 120])
def test_a_long_title_takes_two_lines_and_stands_whole_in_the_hover(letters: str) -> None:
    title = letters.strip()[:120]
    spec = drawn(group(bar(title, days("2023"))))
    _, shown = words(spec)
    lines = shown.split("<br>")
    assert len(lines) == 2 and max(map(len, lines)) <= LINE_LETTERS and lines[1].endswith("… (lopend)")
    said = traces(spec, "bar")[0]["customdata"][0][0]
    assert said.replace("<br>", "").replace(" ", "").startswith(title.replace(" ", ""))


def test_the_state_stands_at_every_bar_however_long_the_title() -> None:
    for length in range(1, 121):
        title = ("abcde fghi " * 11)[:length].strip()
        _, shown = words(drawn(group(bar(title, days("2023")))))
        assert shown.endswith("(lopend)") and shown.count("<br>") <= 1


def test_a_title_cannot_become_markup() -> None:
    spec = drawn(group(bar('<a href="https://x.nl">x</a>', days("2023"))))
    assert "<a" not in words(spec)[1] and "<a" not in traces(spec, "bar")[0]["customdata"][0][0]


def test_every_mark_tells_which_one_a_click_chooses() -> None:
    spec = drawn(group(bar("a", days("2023")), bar("b", days("2023"))))
    codes = {point[1] for trace in spec["data"] for point in trace["customdata"]}
    assert codes == {"", "code-a", "code-b"}


def test_titles_do_not_run_into_each_other() -> None:
    long = "Een project met een erg lange naam over armoede in de wijk en op school en thuis bij gezinnen"
    spec = drawn(group(*(bar(f"{i} {long}" if i % 2 else f"{i}", days("2023")) for i in range(30))))
    assert spec["layout"]["height"] > 30 * 30
    (titles,) = (trace for trace in spec["data"] if trace.get("mode") == "text")
    boxes = [(y, 9 * (1 + text.count("<br>"))) for y, text in zip(titles["y"], titles["text"], strict=True)]
    assert all(a + high <= b - low for (a, high), (b, low) in itertools.pairwise(boxes))


def test_nothing_to_draw_is_still_a_drawing() -> None:
    drawn()
    drawn(group(), period="1950")
