"""How one figure became another: the first, the step of each cause, and the second, as bars under each other.

Knows nothing of Streamlit, addresses or indicators.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from wsd_data.model.text import Language
from wsd_data.ui.style import FOCUS, INK, MUTED, SECOND, Spec, layout, margins, width_of, wrapped

ROW_HEIGHT = 34


@dataclass(frozen=True, slots=True)
class Step:
    """A bar. change: how far it goes from where the one before ended; None for what is not shown. whole: from zero.

    words: what stands at its end.
    """

    name: str
    change: float | None
    words: str
    whole: bool = False


def from_to(steps: Sequence[Step], language: Language) -> Spec:
    """How did it get from the first to the last? The figures in full colour, more in grey, less in the second colour.

    Every bar has its words at its end, so that nothing is told by colour alone.
    """
    names = [wrapped(escape(step.name, quote=False)) for step in steps]
    bases, ends, at = [], [], 0.0
    for step in steps:
        start = 0.0 if step.whole else at
        at = start + (step.change or 0)
        bases.append(min(start, at))
        ends.append(max(start, at))
    longest = max((len(step.words) for step in steps), default=0)
    top = max([*ends, 1.0])
    low = min([*bases, 0.0])
    reach = top + (top - low) * max(0.22, 0.045 * longest)
    colours = [FOCUS if s.whole else MUTED if (s.change or 0) >= 0 else SECOND for s in steps]
    bars = {
        "type": "bar", "orientation": "h", "y": names, "base": bases,
        "x": [end - base for base, end in zip(bases, ends, strict=True)],
        "marker": {"color": colours},
        "customdata": [[escape(f"{s.name}: {s.words}", quote=False)] for s in steps],
        "hovertemplate": "%{customdata[0]}<extra></extra>",
    }  # fmt: skip
    said = [
        {
            "x": end, "y": name, "text": escape(step.words, quote=False), "showarrow": False, "xanchor": "left", "xshift": 6,
            "font": {"color": INK},
        }
        for end, name, step in zip(ends, names, steps, strict=True)
    ]  # fmt: skip
    return {
        "data": [bars],
        "layout": layout(
            len(steps) * ROW_HEIGHT + 16,
            language,
            margin=margins(width_of(names), top=8),
            bargap=0.38,
            annotations=said,
            xaxis={"visible": False, "range": [low, reach], "fixedrange": True},
            yaxis={
                "type": "category", "categoryorder": "array", "categoryarray": names, "autorange": "reversed",
                "fixedrange": True, "tickfont": {"color": INK},
            },
        ),
    }  # fmt: skip
