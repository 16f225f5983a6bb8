"""Targets as a table: planned, expected by now, counted, the difference in words, and what the deliverer explained."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from wsd_data.figures.targets import Compared
from wsd_data.reports.paper import Section
from wsd_data.reports.targets import about_people, targets
from wsd_data.ui import blocks, texts
from wsd_data.ui.context import Context
from wsd_data.ui.grid import Cells, grid_html, page_of, section_file
from wsd_data.ui.wording import inline

WIDTHS = {3: 8, 5: 14}
"""Of the difference and the explanation, by their place behind the words at the left."""


def show(
    context: Context, id_: str, found: Sequence[Compared], section: Section | None = None, link: Cells | None = None
) -> None:  # fmt: skip
    """The table with its notes, definitions and file, a page at a time.

    section: the block, where it is another one than that of the targets alone; link: columns with links, see `grid_html`.
    """
    block = section or context.shelf.get(("targets", id_, *context.key), lambda: targets(context, id_, found))
    lines = block.lines
    shown, place = page_of(context, len(lines), f"targets_{id_}_page")
    wide = {0: 10, 1: 6} | {block.words + place: width for place, width in WIDTHS.items()}
    st.html(grid_html(place, block.headings, lines[shown], right=block.figures, wide=wide, linked=link))
    st.caption(inline(" ".join(block.notes)))
    fold = st.expander(context.say(texts.EXPLAINED), key=f"table_targets_{id_}", on_change="rerun")
    if fold.open:
        with fold:
            blocks.explanation(context, _indicators(found))
            blocks.download(
                context,
                f"targets-{id_}",
                partial(section_file, context, block, about_people(found)),
            )


def _indicators(found: Sequence[Compared]) -> list[str]:
    """Ids of the indicators that targets are about, each once."""
    return list(dict.fromkeys(one.target.indicator.id for one in found if one.target.indicator is not None))
