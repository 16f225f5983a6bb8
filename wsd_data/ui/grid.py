"""A plain table of texts: as HTML in a frame of its own, as a file, and cut into pages."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from html import escape

import streamlit as st

from wsd_data.figures.export import NUMBER, TEXT
from wsd_data.model.text import Text
from wsd_data.reports.paper import Cell, Section
from wsd_data.ui.context import Context
from wsd_data.ui.table import File

PER_PAGE = 25
Cells = Mapping[int, Callable[[str], str]]

AS_NUMBER = Text("{heading} (getal)", "{heading} (number)")
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


def grid_file(headings: Sequence[str], rows: Iterable[Sequence[str]], about: Sequence[tuple[str, str]] = ()) -> File:
    """The same as a file of texts. about: what holds for every line."""
    return File([(name, TEXT) for name in headings], rows, about)


def section_file(context: Context, section: Section, people: bool = False) -> File:
    """A block of a report as a file: its words, and beside each column of figures the numbers behind them."""
    figures = section.figures
    fields = [
        field
        for place, name in enumerate(section.headings)
        for field in (
            (name, TEXT),
            *([(number_name(context, name), NUMBER)] if place in figures else []),
        )
    ]
    lines = (
        [part for place, cell in enumerate(row) for part in (cell.text, *([_number(cell)] if place in figures else []))]
        for row in section.rows
    )
    return File(fields, lines, context.about(people=people))


def number_name(context: Context, heading: str) -> str:
    """The name of the column with the numbers behind the words under a heading."""
    return context.say(AS_NUMBER, heading=heading)


def _number(cell: Cell) -> int | float | None:
    return cell.number if isinstance(cell.number, int | float) else None


def page_of(context: Context, count: int, key: str) -> tuple[slice, str]:
    """Let the visitor choose a page where there are several; which lines it holds, and that in words."""
    pages = max(1, -(-count // PER_PAGE))
    chosen = min(st.pagination(pages, key=key), pages) if pages > 1 else 1
    first, last = (chosen - 1) * PER_PAGE, min(chosen * PER_PAGE, count)
    numbers = {n: context.number(v) for n, v in (("first", first + 1), ("last", last), ("count", count))}
    return slice(first, last), context.say(SHOWN, **numbers)


def markdown_safe(text: str) -> str:
    """Text from data as plain words inside markdown."""
    return "".join(f"\\{c}" if c in "\\`*_{}[]()<>#+-.!|~$:&" else " " if c in "\r\n" else c for c in text)
