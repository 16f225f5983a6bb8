"""A plain table of texts: as HTML in a frame of its own, as a CSV file, and cut into pages."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from html import escape

import streamlit as st

from wsd_data.figures.export import harmless
from wsd_data.language import format_number
from wsd_data.model.text import Language, Text
from wsd_data.ui.context import Context
from wsd_data.ui.table import csv_file
from wsd_data.ui.texts import DEMO_PLAIN, NOT_FOR_PUBLICATION

PER_PAGE = 25
Cells = Mapping[int, Callable[[str], str]]

SHOWN = Text("{first} tot en met {last} van {count}", "{first} to {last} of {count}")

_HEAD = (
    "padding:.3rem .8rem .3rem 0;border-bottom:1px solid rgba(128,128,128,.45);vertical-align:bottom;font-weight:600"
)
_CELL = "padding:.3rem .8rem .3rem 0;border-bottom:1px solid rgba(128,128,128,.2);vertical-align:top"


def grid_html(
    caption: str, headings: Sequence[str], rows: Iterable[Sequence[str]], right: Collection[int] = (), wide: Mapping[int, int] | None = None,
    linked: Cells | None = None,
) -> str:  # fmt: skip
    """A table with caption and headings.

    right: columns of figures; wide: columns that may wrap, with their width in rem; linked: columns of which the words
    of a cell become safe HTML by a function.
    """
    widths, made = wide or {}, linked or {}

    def style(base: str, column: int) -> str:
        side = "right" if column in right else "left"
        room = f"min-width:{widths[column]}rem" if column in widths else "white-space:nowrap"
        return f"{base};text-align:{side};{room}"

    head = "".join(f'<th scope="col" style="{style(_HEAD, i)}">{escape(text)}</th>' for i, text in enumerate(headings))
    styles = [style(_CELL, i) for i in range(len(headings))]
    body = "".join(
        "<tr>"
        + "".join(
            f'<td style="{s}">{made.get(i, escape)(text)}</td>'
            for i, (s, text) in enumerate(zip(styles, row, strict=True))
        )
        + "</tr>"
        for row in rows
    )
    return (
        '<div style="overflow-x:auto" tabindex="0"><table style="border-collapse:collapse;'
        'font-variant-numeric:tabular-nums;font-size:.9rem">'
        f'<caption style="text-align:left;padding-bottom:.4rem">{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def grid_csv(headings: Sequence[str], rows: Iterable[Sequence[str]], language: Language) -> bytes:
    """The same as a file, in which no cell is taken for a formula."""
    return csv_file(headings, (map(harmless, row) for row in rows), language)


def stated_csv(
    context: Context, headings: Sequence[str], rows: Iterable[Sequence[str]], *, people: bool = False
) -> bytes:
    """The same, with what holds for every line: policy, state of the data, that it is no publication, that it is an example."""
    about = {"policy": context.view.policy, "delivery": str(context.version)}
    if people:
        about["publication"] = context.say(NOT_FOR_PUBLICATION)
    if context.demo:
        about["source"] = context.say(DEMO_PLAIN)
    return grid_csv([*headings, *about], ([*row, *about.values()] for row in rows), context.language)


def page_of(context: Context, count: int, key: str) -> tuple[slice, str]:
    """Let the visitor choose a page where there are several; which lines it holds, and that in words."""
    pages = max(1, -(-count // PER_PAGE))
    chosen = min(st.pagination(pages, key=key), pages) if pages > 1 else 1
    first, last = (chosen - 1) * PER_PAGE, min(chosen * PER_PAGE, count)
    numbers = {
        n: format_number(v, 0, context.language) for n, v in (("first", first + 1), ("last", last), ("count", count))
    }
    return slice(first, last), context.say(SHOWN, **numbers)


def markdown_safe(text: str) -> str:
    """Text from data as plain words inside markdown."""
    return "".join(f"\\{c}" if c in "\\`*_{}[]()<>#+-.!|~$:&" else " " if c in "\r\n" else c for c in text)
