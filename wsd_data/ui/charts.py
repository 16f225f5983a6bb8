"""Chart kinds, each one function named by the question it answers: figures in, a plain specification out.

Knows nothing of Streamlit, addresses or indicators. No chart ranks, stacks or joins what was not reported.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from wsd_data.figures.answer import Value
from wsd_data.model.text import Language
from wsd_data.ui.style import (
    BAND,
    FOCUS,
    HATCH,
    INK,
    LETTER,
    LINE,
    MUTED,
    SERIES,
    STRIPES,
    Spec,
    hatching,
    layout,
    margins,
    numbers_width,
    spread,
    width_of,
    wrapped,
)

ROW_HEIGHT = 31
TREND_HEIGHT = 300
SPARK_HEIGHT = 26
_SPARK_NOTHING = {
    "not_reported": f"height:{SPARK_HEIGHT}px;border:1px dashed currentColor;box-sizing:border-box;opacity:.25",
    "suppressed": "height:6px;border:1px dotted currentColor;box-sizing:border-box;opacity:.6",
}
LEAST_TOP = 4
"""Pixels. LEAST_TOP: the axis reaches at least this count."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One figure to draw. label: the figure as it stands in the drawing; words: with all that must be said of it.

    whole: nothing expected is missing from it.
    """

    figure: Value
    label: str
    words: str
    whole: bool = True

    @property
    def height(self) -> float | None:
        """Where it stands on the axis; None when there is nothing to draw, or only a minimum."""
        if self.figure.value is not None:
            return float(self.figure.value)
        low, high = self.figure.low, self.figure.high
        return None if low is None or high is None else (low + high) / 2

    @property
    def least(self) -> bool:
        """Whether nothing but a minimum is known."""
        return self.height is None and self.figure.low is not None

    @property
    def drawn(self) -> float | None:
        """Its height, or the minimum where only that is known."""
        return self.figure.low if self.least else self.height


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a breakdown, in its fixed place. chosen: part of the selection. code: what a click on it chooses."""

    name: str
    mark: Mark
    chosen: bool = False
    code: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One figure over the years; a mark per year."""

    name: str
    marks: tuple[Mark, ...]


def by_part(parts: Sequence[Part], language: Language) -> Spec:
    """How much in each part? Horizontal bars in the given order, the number at the end of each.

    Chosen parts are in colour and the others grey; when none is chosen all are in colour. What was not
    reported is a hatched row with its words, what is hidden or not applicable only its words; a bar that is
    not whole is striped.
    """
    longest = max((part.mark.drawn or 0 for part in parts), default=0) or 1
    # Room for the words behind each bar: on a phone a letter takes some 4 % of the width.
    ends = [(part.mark.drawn or 0) + longest * 0.045 * len(part.mark.label) for part in parts if part.mark.drawn]
    reach = max(longest * 1.22, *ends, 0)
    names = _told_apart([wrapped(escape(part.name, quote=False)) for part in parts])
    some = any(part.chosen for part in parts)
    data: list[Spec] = []
    gaps = [name for name, part in zip(names, parts, strict=True) if part.mark.figure.status == "not_reported"]
    if gaps:
        row = {"type": "bar", "orientation": "h", "y": gaps, "x": [reach] * len(gaps), "marker": hatching()}
        data.append({**row, "hoverinfo": "skip"})
    for colour, striped in itertools.product((FOCUS, MUTED), (False, True)):
        group = [
            (name, part)
            for name, part in zip(names, parts, strict=True)
            if (FOCUS if part.chosen or not some else MUTED) == colour and part.mark.whole != striped
        ]
        if group:
            data.append(_bars(group, {"color": colour, **({"pattern": STRIPES} if striped else {})}))
    return {
        "data": data,
        "layout": layout(
            len(parts) * ROW_HEIGHT + 16,
            language,
            margin=margins(width_of(names), top=8),
            barmode="overlay",
            bargap=0.38,
            xaxis={"visible": False, "range": [0, reach], "fixedrange": True},
            yaxis={
                "type": "category",
                "categoryorder": "array",
                "categoryarray": names,
                "autorange": "reversed",
                "fixedrange": True,
                "tickfont": {"color": INK},
            },
        ),
    }


def _told_apart(names: Sequence[str]) -> list[str]:
    """Names that are equal made different by what nobody sees: an axis has one place per name."""
    seen: Counter[str] = Counter()
    made = []
    for name in names:
        made.append(name + "\u200b" * seen[name])
        seen[name] += 1
    return made


def _bars(group: Sequence[tuple[str, Part]], marker: Spec) -> Spec:
    """Bars of one look, with thin bounds where any of them is a range."""
    marks = [part.mark for _, part in group]
    bars = {
        "type": "bar",
        "orientation": "h",
        "y": [name for name, _ in group],
        "x": [mark.drawn or 0 for mark in marks],
        "text": [mark.label for mark in marks],
        "textposition": "outside",
        "textfont": {"color": INK},
        "cliponaxis": False,
        "marker": marker,
        "customdata": [[escape(f"{part.name}: {part.mark.words}", quote=False), part.code] for _, part in group],
        "hovertemplate": "%{customdata[0]}<extra></extra>",
    }
    return {**bars, **bounds("error_x", marks)}


def bounds(axis: str, marks: Sequence[Mark]) -> Spec:
    """Thin bounds along an axis, where any of the marks is a range."""
    whiskers = [_whisker(mark) for mark in marks]
    if not any(low or high for low, high in whiskers):
        return {}
    sides = {"arrayminus": [w[0] for w in whiskers], "array": [w[1] for w in whiskers]}
    return {axis: {"type": "data", "symmetric": False, **sides, "color": HATCH, "thickness": 1, "width": 3}}


def _whisker(mark: Mark) -> tuple[float, float]:
    """Distances from the mark down to its low and up to its high bound; nothing where it has no two bounds."""
    height, low, high = mark.height, mark.figure.low, mark.figure.high
    if height is None or low is None or high is None:
        return (0, 0)
    return height - low, high - height


def over_years(years: Sequence[int], lines: Sequence[Line], band: tuple[int, int] | None, language: Language) -> Spec:
    """How did it go? At most four lines, each named at its end; a line does not run through a year without report.

    Open points are years that not every region has reported; hatched years are reported by none of the lines. A
    triangle is a minimum, and a range has thin bounds.
    band: first and last year to lay a light band under.
    """
    top = max(LEAST_TOP, *(m.drawn or 0 for line in lines for m in line.marks), 0)
    ends = [
        next(
            (
                (year, mark.drawn)
                for year, mark in reversed(list(zip(years, line.marks, strict=True)))
                if mark.drawn is not None
            ),
            None,
        )
        for line in lines
    ]
    placed = spread([end[1] if end else 0 for end in ends], top * 0.09)
    reach = max(top, *placed, 0) * 1.06
    last = years[-1] if years else 0
    data: list[Spec] = []
    unreported = [
        year
        for i, year in enumerate(years)
        if lines and all(line.marks[i].figure.status == "not_reported" for line in lines)
    ]
    if unreported:
        data.append(
            {
                "type": "bar",
                "x": unreported,
                "y": [reach] * len(unreported),
                "width": 0.6,
                "marker": hatching(),
                "hoverinfo": "skip",
            }
        )
    for line, colour in zip(lines, SERIES, strict=False):
        data.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "name": line.name,
                "x": list(years),
                "y": [mark.drawn for mark in line.marks],
                "connectgaps": False,
                "line": {"color": colour, "width": 2.5},
                "marker": {
                    # One size for all: Plotly draws points of several sizes as pale bubbles.
                    "size": 10 if any(m.least for m in line.marks) else 8,
                    "color": colour,
                    "symbol": [
                        ("triangle-up" if m.least else "circle") + ("" if m.whole else "-open") for m in line.marks
                    ],
                },
                "customdata": [
                    [f"{line.name}, {year}: {m.words}", str(year)] for year, m in zip(years, line.marks, strict=True)
                ],
                "hovertemplate": "%{customdata[0]}<extra></extra>",
                **bounds("error_y", line.marks),
            }
        )
    labels = [
        {
            "x": 1, "xref": "paper", "y": y, "text": line.name, "showarrow": False, "xanchor": "left", "yanchor": "middle",
            "font": {"color": colour},
        }
        for line, end, y, colour in zip(lines, ends, placed, SERIES, strict=False)
        if end
    ]  # fmt: skip
    shapes = []
    if band and years and band[0] <= last and band[1] >= years[0]:
        shapes.append(
            {
                "type": "rect", "xref": "x", "yref": "paper", "x0": max(band[0], years[0]) - 0.4, "x1": min(band[1], last) + 0.4,
                "y0": 0, "y1": 1, "fillcolor": BAND, "line": {"width": 0}, "layer": "below",
            }
        )  # fmt: skip
    room = max((len(line.name) for line in lines), default=0) * LETTER
    step = 1 if len(years) <= 7 else 2
    ticks = list(years)[::-1][::step][::-1]
    return {
        "data": data,
        "layout": layout(
            TREND_HEIGHT,
            language,
            margin=margins(numbers_width(reach, language), 8 + room, bottom=LINE + 11),
            annotations=labels,
            shapes=shapes,
            xaxis={
                "range": [years[0] - 0.5, last + 0.3] if years else [0, 1],
                "tickvals": ticks, "ticktext": [str(year) for year in ticks], "fixedrange": True, "tickangle": 0,
            },
            yaxis={"range": [0, reach], "fixedrange": True, "nticks": 4, **({"dtick": 1} if top <= LEAST_TOP else {}), "tickformat": ",~r", "zeroline": True},
        ),
    }  # fmt: skip


def large_figure(words: str, years: Sequence[Mark | None]) -> str:
    """A figure in large type over its small drawing, as HTML; long words wrap and are never cut off."""
    return (
        f'<div style="font-size:1.6rem;font-weight:600;line-height:1.2;font-variant-numeric:tabular-nums">{escape(words)}</div>'
        f"{_spark(years)}"
    )


def _spark(years: Sequence[Mark | None]) -> str:
    """Some years as bars of a few pixels in the colour of the text, the last one stronger; zero is a line, what was
    not reported a dashed frame, what is hidden a low dotted one, and what does not apply stays empty. Decoration
    beside a figure in words, so hidden from screen readers.
    """
    top = max((mark.drawn for mark in years if mark and mark.drawn is not None), default=0) or 1
    bars = []
    for i, mark in enumerate(years):
        if mark is None or mark.drawn is None:
            shape = _SPARK_NOTHING.get(mark.figure.status if mark else "not_reported", "")
        elif mark.least:
            # Only the least it can be is known: a bar that is open at the top.
            shape = f"height:{max(3, round(mark.drawn / top * SPARK_HEIGHT))}px;border:1px solid currentColor;border-top:none;box-sizing:border-box;opacity:.6"
        else:
            strength = 0.8 if i == len(years) - 1 else 0.3
            shape = (
                f"height:{max(1, round(mark.drawn / top * SPARK_HEIGHT))}px;background:currentColor;opacity:{strength}"
            )
        bars.append(f'<span style="width:14px;{shape}"></span>')
    return (
        f'<div aria-hidden="true" style="display:flex;align-items:flex-end;gap:3px;margin-top:6px;height:{SPARK_HEIGHT}px">'
        f"{''.join(bars)}</div>"
    )
