"""The chart kind that answers "when did what run?": one bar per thing from its start to its end, in groups.

Figures in, a plain specification out, in the manner of `charts`. The vertical axis counts pixels, so that a
title stands above its bar on any screen, however long it is.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Literal

from wsd_data.model.periods import Period
from wsd_data.model.text import Language
from wsd_data.ui.style import BAND, FOCUS, HATCH, INK, MUTED, Spec, layout, margins

Look = Literal["running", "planned", "completed", "stopped", "other"]

HEADING, LINE, BAR, GAP = 38, 18, 12, 12
THIN = 4
"""Heights in pixels: of a group's name, a line of a title, a bar, what is between bars; and of a bar's unsure part."""
TOP, BOTTOM, SIDE = 48, 24, 16
LINE_LETTERS = 56
"""What fits on a line of a phone; a title has two lines, longer ones are cut and stand whole in the hover."""
MOST_TICKS = 8
REACH = 12
"""Years before and after the chosen period that are drawn at most, for projects that run very long."""
TALL = 700
"""From this height on the years stand at the bottom too."""

_CLEAR = "rgba(0,0,0,0)"
_GRID = "rgba(128,128,128,.25)"
_LOOKS: dict[Look, Spec] = {
    "running": {"color": FOCUS},
    "planned": {"color": _CLEAR, "line": {"color": FOCUS, "width": 1.5}},
    "completed": {"color": MUTED},
    "stopped": {
        "color": _CLEAR,
        "line": {"color": HATCH, "width": 1},
        "pattern": {"shape": "/", "fgcolor": HATCH, "size": 6, "solidity": 0.35},
    },
    "other": {
        "color": _CLEAR,
        "line": {"color": HATCH, "width": 1},
        "pattern": {"shape": ".", "fgcolor": HATCH, "size": 5, "solidity": 0.3},
    },
}


@dataclass(frozen=True, slots=True)
class Span:
    """A start and an end as precise as they are known: the first and last day of what was given.

    No end at all: not known yet.
    """

    start_from: date
    start_to: date
    end_from: date | None = None
    end_to: date | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """One thing that ran. state: its status in words; words: all that must be said of it; code: what a click chooses."""

    title: str
    state: str
    span: Span
    words: str
    code: str


@dataclass(frozen=True, slots=True)
class Group:
    """Bars of one look under one name, in the order given."""

    name: str
    look: Look
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A bar and the height of its line, in pixels from above."""

    bar: Bar
    y: float


def over_time(groups: Sequence[Group], period: Period, today: date, today_words: str, language: Language) -> Spec:
    """When did what run? A bar per thing under its title and state, a line for today, a light band for the period.

    A part of a bar is thin where the day is not known; an arrow says that it goes on beyond the drawing, or that
    no end is known.
    """
    spans = [bar.span for group in groups for bar in group.bars]
    first, last = _reach(spans, period, today)
    texts: list[tuple[str, float, Bar | None]] = []
    placed: list[tuple[Look, list[_Placed]]] = []
    y = 0.0
    for group in groups:
        texts.append((f"<b>{_plain(group.name)}</b>", y + HEADING * 0.5, None))
        y += HEADING
        lines = []
        for bar in group.bars:
            title = _titled(bar)
            high = LINE * (1 + title.count("<br>"))
            texts.append((title, y + high / 2, bar))
            lines.append(_Placed(bar, y + high + BAR / 2))
            y += high + BAR + GAP
        placed.append((group.look, lines))
    data = [_bars(look, lines, first, last) for look, lines in placed if lines]
    data += _arrows([line for _, lines in placed for line in lines], first, last)
    before = any(span.start_from.toordinal() < first for span in spans)
    data.append(_titles(texts, first))
    height = round(y) or HEADING
    ticks = _ticks(first, last)
    labels = [
        {"x": x, "xref": "x", "y": 0, "yref": "paper", "yanchor": "top", "yshift": -4, "text": str(year), "showarrow": False}
        for x, year in (ticks if height > TALL else ())
    ]  # fmt: skip
    now = today.toordinal()
    share = (now - first) / (last - first)
    labels.append(
        {
            "x": now, "xref": "x", "y": 1, "yref": "paper", "yanchor": "bottom", "yshift": 24, "text": today_words, "showarrow": False,
            "xanchor": "right" if share > 0.9 else "left" if share < 0.1 else "center", "font": {"color": INK},
        }
    )  # fmt: skip
    shapes: list[Spec] = [
        {"type": "line", "xref": "x", "yref": "paper", "x0": now, "x1": now, "y0": 0, "y1": 1, "line": {"color": INK, "width": 1.5, "dash": "dot"}},
    ]  # fmt: skip
    band = (max(period.start.toordinal(), first), min(period.end.toordinal() + 1, last))
    if band[0] < band[1]:
        shapes.insert(0, {
            "type": "rect", "xref": "x", "yref": "paper", "x0": band[0], "x1": band[1], "y0": 0, "y1": 1,
            "fillcolor": BAND, "line": {"width": 0}, "layer": "below",
        })  # fmt: skip
    return {
        "data": data,
        "layout": layout(
            height + TOP + BOTTOM,
            language,
            margin=margins(SIDE if before else 2, SIDE, TOP, BOTTOM),
            barmode="overlay",
            annotations=labels,
            shapes=shapes,
            xaxis={
                "type": "linear", "range": [first, last], "side": "top", "fixedrange": True, "tickangle": 0,
                "tickvals": [x for x, _ in ticks], "ticktext": [str(year) for _, year in ticks],
                "showgrid": True, "gridcolor": _GRID, "gridwidth": 1, "zeroline": False,
            },
            yaxis={"visible": False, "range": [height, 0], "fixedrange": True},
        ),
    }  # fmt: skip


def _reach(spans: Sequence[Span], period: Period, today: date) -> tuple[int, int]:
    """First and last day that are drawn, as whole years: all spans and today, but not for ever."""
    starts = [span.start_from.year for span in spans] or [today.year]
    ends = [(span.end_to or span.start_to).year for span in spans] or [today.year]
    first = max(min(starts), max(period.start.year, min(starts)) - REACH)
    last = min(max(ends), min(period.end.year, max(ends)) + REACH)
    first, last = min(first, last, today.year), max(first, last, today.year)
    return date(first, 1, 1).toordinal(), date(last, 12, 31).toordinal() + 1


def _ticks(first: int, last: int) -> list[tuple[int, int]]:
    """(day, year) of the first days of years that are named."""
    years = range(date.fromordinal(first).year, date.fromordinal(last - 1).year + 1)
    step = -(-len(years) // MOST_TICKS)
    return [(date(year, 1, 1).toordinal(), year) for year in years[::step]]


def _plain(text: str) -> str:
    """Text that Plotly does not read as its own markup."""
    return escape(text, quote=False)


def _titled(bar: Bar) -> str:
    """Title and state on at most two lines; what is cut off stands in the hover."""
    state = f"({bar.state})"
    lines = textwrap.wrap(f"{bar.title} {state}", LINE_LETTERS) or [state]
    if len(lines) > 2 or not lines[-1].endswith(state):
        first, *rest = textwrap.wrap(bar.title, LINE_LETTERS)
        room = LINE_LETTERS - len(state) - 1
        second = textwrap.wrap(" ".join(rest), room, max_lines=1, placeholder="…")
        lines = [first, " ".join([*second, state])]
    return "<br>".join(map(_plain, lines))


def _pieces(span: Span, first: int, last: int) -> list[tuple[int, int, bool]]:
    """(from, to, sure) of the parts of a bar within the drawing; the days are known only in the sure ones."""
    start, sure_from = span.start_from.toordinal(), span.start_to.toordinal() + 1
    if span.start_from == span.start_to:
        sure_from = start
    if span.end_from is None or span.end_to is None:
        sure_to = end = max(last, sure_from)
    else:
        end = span.end_to.toordinal() + 1
        sure_to = end if span.end_from == span.end_to else span.end_from.toordinal()
    if sure_from >= sure_to:
        found = [(start, end, False)]
    else:
        found = [(start, sure_from, False), (sure_from, sure_to, True), (sure_to, end, False)]
    return [(max(a, first), min(b, last), sure) for a, b, sure in found if max(a, first) < min(b, last)]


def _bars(look: Look, lines: Sequence[_Placed], first: int, last: int) -> Spec:
    pieces = [(line, *piece) for line in lines for piece in _pieces(line.bar.span, first, last)]
    least = (last - first) / 250  # A bar of one day is still to be seen.
    return {
        "type": "bar",
        "orientation": "h",
        "y": [line.y for line, *_ in pieces],
        "base": [begin for _, begin, _, _ in pieces],
        "x": [max(end - begin, least) if sure else end - begin for _, begin, end, sure in pieces],
        "width": [BAR if sure else THIN for *_, sure in pieces],
        "marker": _LOOKS[look],
        "customdata": [_said(line.bar) for line, *_ in pieces],
        "hovertemplate": "%{customdata[0]}<extra></extra>",
    }


def _said(bar: Bar) -> list[str]:
    """What the hover says, and the code that a click chooses."""
    return ["<br>".join(_plain(line) for line in textwrap.wrap(bar.words, LINE_LETTERS)), bar.code]


def _arrows(lines: Sequence[_Placed], first: int, last: int) -> list[Spec]:
    """Arrows at the edges for what started before the drawing, ends after it, or has no end."""
    found = [(line, first, "triangle-left") for line in lines if line.bar.span.start_from.toordinal() < first]
    found += [
        (line, last, "triangle-right")
        for line in lines
        if line.bar.span.end_to is None or line.bar.span.end_to.toordinal() + 1 > last
    ]
    if not found:
        return []
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [x for _, x, _ in found],
            "y": [line.y for line, _, _ in found],
            "marker": {"symbol": [symbol for *_, symbol in found], "size": 11, "color": INK},
            "cliponaxis": False,
            "customdata": [_said(line.bar) for line, _, _ in found],
            "hovertemplate": "%{customdata[0]}<extra></extra>",
        }
    ]


def _titles(texts: Sequence[tuple[str, float, Bar | None]], first: int) -> Spec:
    return {
        "type": "scatter",
        "mode": "text",
        "x": [first] * len(texts),
        "y": [y for _, y, _ in texts],
        "text": [text for text, _, _ in texts],
        "textposition": "middle right",
        "textfont": {"color": INK},
        "cliponaxis": False,
        "customdata": [_said(bar) if bar else [text, ""] for text, _, bar in texts],
        "hovertemplate": "%{customdata[0]}<extra></extra>",
    }
