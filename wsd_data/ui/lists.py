"""Lists of rows behind figures: searched and turned on the server, a page at a time, with all rows in a file.

Knows how a list looks; which rows there are is said by `figures`. A cell is made as safe HTML by its column.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from html import escape, unescape
from urllib.parse import quote, urlsplit

import streamlit as st
from pyarrow import DataType

from wsd_data.figures import Records
from wsd_data.figures.export import DAY, NUMBER, TEXT
from wsd_data.figures.records import kind_of
from wsd_data.language import format_span
from wsd_data.model.text import Text
from wsd_data.ui import blocks
from wsd_data.ui.context import Context
from wsd_data.ui.grid import markdown_safe
from wsd_data.ui.links import LINK, inside
from wsd_data.ui.table import Field, File
from wsd_data.ui.wording import capital, inline

Row = Mapping[str, object]
PER_PAGE = 25
BATCH = 5_000
"""Rows fetched at a time for a file."""

SEARCH = Text("Zoek in {what}", "Search in {what}")
NOTHING = Text("Niets in deze selectie.", "Nothing in this selection.")
NOTHING_FOUND = Text("Niets gevonden met “{words}”. Probeer een ander woord.", "Nothing found with “{words}”. Try another word.")  # fmt: skip
WITHHELD = Text(
    "Rijen over mensen zijn niet te zien zoals openbaar. Zet “Zoals openbaar” uit als je ze mag zien.",
    "Rows about people are not visible as public. Switch “As public” off if you may see them.",
)
PLACE = Text("{first} t/m {last} van {total}", "{first} to {last} of {total}")
BEFORE, AFTER = Text("Vorige", "Previous"), Text("Volgende", "Next")
NEW_TAB = Text("opent in een nieuw tabblad", "opens in a new tab")
"""In the colour of the text: the browser's own blue cannot be read on a dark page."""
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column: the field of the row it is about, its heading, and the cell as safe HTML. number: right-aligned."""

    field: str
    name: Text
    shown: Callable[[Context, Row], str]
    number: bool = False

    @property
    def type(self) -> DataType | None:
        """Of what is in its field: a number or a day (`Sheet.fields` names the ends of a day so); None for words."""
        if self.number:
            return NUMBER
        return DAY if self.field.endswith(("_from", "_to")) else None


def listing(
    context: Context, id_: str, kind: str, title: Text, columns: Sequence[ListColumn], *,
    search: bool = True, per_page: int = PER_PAGE,
) -> tuple[str, Records]:  # fmt: skip
    """A list of one kind under the view: heading, search, table, pages and file. Says so when rows are withheld.

    Gives back the words searched for and the page shown.
    """
    scope = f"{context.selection_words()}, {context.period_words()}"
    st.subheader(inline(f"{context.say(title)}, {scope}"), anchor=False)
    words = ""
    if search and not (kind_of(kind).people and context.public):
        label = context.say(SEARCH, what=context.say(title)[:1].lower() + context.say(title)[1:])
        words = st.text_input(label, key=f"list_{id_}_search", icon=":material/search:", width=420) or ""
    offset = _offset(context, id_, words)
    found = context.records(kind, search=words, offset=offset, limit=per_page)
    if found.withheld:
        st.info(context.say(WITHHELD), icon=":material/visibility_off:")
        return words, found
    if not found.total:
        st.markdown(context.say(NOTHING_FOUND, words=markdown_safe(words[:80])) if words else context.say(NOTHING))
        return words, found
    key = ("list", id_, kind, words, offset, per_page, *context.key)
    st.html(context.shelf.get(key, lambda: list_html(context, title, columns, found.rows)))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        _pages(context, id_, words, offset, per_page, found.total)
        blocks.download(context, f"list-{id_}", partial(whole_list, context, kind, words, columns))
    return words, found


def _offset(context: Context, id_: str, words: str) -> int:
    """Where the page begins; the first row again when the view or the search has changed."""
    asked = st.session_state.get(f"list_{id_}_place")
    return asked[1] if asked and asked[0] == (context.key, words) else 0


def _pages(context: Context, id_: str, words: str, offset: int, per_page: int, total: int) -> None:
    last = min(offset + per_page, total)
    numbers = (context.number(n) for n in (offset + 1, last, total))
    place = dict(zip(("first", "last", "total"), numbers, strict=True))
    if total > per_page:
        _turn(context, id_, words, BEFORE, max(0, offset - per_page), disabled=offset == 0)
    st.caption(context.say(PLACE, **place), width="content")
    if total > per_page:
        _turn(context, id_, words, AFTER, offset + per_page, disabled=last >= total)


def _turn(context: Context, id_: str, words: str, label: Text, to: int, *, disabled: bool) -> None:
    def turn() -> None:
        st.session_state[f"list_{id_}_place"] = ((context.key, words), to)

    st.button(context.say(label), key=f"list_{id_}_{label.en.lower()}", on_click=turn, disabled=disabled)


def list_html(context: Context, title: Text, columns: Sequence[ListColumn], rows: Sequence[Row]) -> str:
    """A table with caption and headings in its own frame."""
    cell = "padding:.35rem 1rem .35rem 0;vertical-align:top;border-top:1px solid rgba(128,128,128,.25)"
    head = "".join(
        f'<th scope="col" style="padding:.25rem 1rem .25rem 0;text-align:{"right" if c.number else "left"}">{escape(context.say(c.name))}</th>'
        for c in columns
    )
    body = "".join(
        "<tr>"
        + "".join(
            f'<td style="{cell};text-align:{"right" if c.number else "left"}">{c.shown(context, row)}</td>'
            for c in columns
        )
        + "</tr>"
        for row in rows
    )
    return (
        '<div style="overflow-x:auto" tabindex="0"><table style="border-collapse:collapse;width:100%;font-size:.9rem;font-variant-numeric:tabular-nums">'
        f'<caption style="position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)">{escape(context.say(title))}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def whole_list(context: Context, kind: str, words: str, columns: Sequence[ListColumn]) -> File:
    """All rows of the list as a file: the words of each column, behind them numbers and days as such, and what holds for all."""
    about = (
        ("period", context.period_words()), ("selection", context.selection_words()), *context.state(),
        *context.caution(kind_of(kind).people),
    )  # fmt: skip
    typed = [(column.field, column.type) for column in columns if column.type is not None]
    fields = [*((column.field, TEXT) for column in columns), *((f"{name}_value", type_) for name, type_ in typed)]
    lines = (
        [*(plain(c.shown(context, row)) for c in columns), *(_value(row.get(name)) for name, _ in typed)]
        for row in _every_row(context, kind, words)
    )
    return File(fields, lines, about)


def _value(raw: object) -> Field:
    """What a row holds as a number or a day; nothing where it is neither."""
    if isinstance(raw, date):
        return raw
    return float(raw) if isinstance(raw, int | float | Decimal) else None


def _every_row(context: Context, kind: str, words: str) -> Iterator[Row]:
    done = 0
    while rows := context.records(kind, search=words, offset=done, limit=BATCH).rows:
        done += len(rows)
        yield from rows


def plain(html: str) -> str:
    """The words of a cell without its markup."""
    return unescape(_TAG.sub("", html))


# What columns show.


def words_of(field: str) -> Callable[[Context, Row], str]:
    """The text of a field."""
    return lambda context, row: escape(str(row.get(field) or ""))


def names_of(dimension: str) -> Callable[[Context, Row], str]:
    """The names of the codes of a dimension."""

    def shown(context: Context, row: Row) -> str:
        codes = row.get(dimension) or ()
        assert isinstance(codes, tuple | list)
        return escape(", ".join(context.name(dimension, code) for code in codes))

    return shown


def name_of(dimension: str, field: str = "") -> Callable[[Context, Row], str]:
    """The name of the one code of a dimension."""

    def shown(context: Context, row: Row) -> str:
        code = row.get(field or dimension)
        return escape(capital(context.name(dimension, str(code)))) if code else ""

    return shown


def when(context: Context, row: Row) -> str:
    """The date of a row, as precise as it is known."""
    return escape(format_span(row.get("date_from"), row.get("date_to"), context.language))


def safe_link(address: object) -> str:
    """A web address that may stand behind a link, or "" when it is none."""
    text = str(address or "").strip()
    text = f"https://{text}" if text.lower().startswith("www.") else text
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return quote(text, safe=":/?#[]@!$&'()*+,;=%~-._") if parts.scheme in ("http", "https") and parts.netloc else ""


def outside(address: str, label: str, context: Context) -> str:
    """A link that leaves the monitor, as HTML; the label alone when there is no address."""
    if not address:
        return escape(label)
    hint = escape(context.say(NEW_TAB))
    return f'<a href="{escape(address)}" target="_blank" rel="noopener noreferrer" title="{hint}" style="{LINK}">{escape(label)}</a>'


def doi_link(context: Context, row: Row) -> str:
    """The DOI of a row as a working link."""
    doi = str(row.get("doi") or "")
    return outside(f"https://doi.org/{quote(doi, safe='/:;()._-')}" if doi else "", doi, context)


def project_link(field: str = "code") -> Callable[[Context, Row], str]:
    """The code of a project as a link to its page."""

    def shown(context: Context, row: Row) -> str:
        codes = row.get(field) or ()
        listed = (codes,) if isinstance(codes, str) else codes
        assert isinstance(listed, tuple | list)
        links = [inside("projects", context.view, str(code), project=str(code)) for code in listed]
        return ", ".join(f'<span style="white-space:nowrap">{link}</span>' for link in links)

    return shown
