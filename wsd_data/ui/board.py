"""All grants for a board: which are on course, which need a talk, and of which nothing can be said yet, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from html import escape

import streamlit as st

from wsd_data.figures.export import NUMBER, TEXT
from wsd_data.figures.standing import APART, NAMES, Standing, standings
from wsd_data.figures.targets import Compared, compared
from wsd_data.language import format_number, format_span
from wsd_data.model.text import Text
from wsd_data.reports.dossier import WHY
from wsd_data.reports.targets import GRANT
from wsd_data.ui import blocks, targets
from wsd_data.ui.address import FILTERS
from wsd_data.ui.context import Context
from wsd_data.ui.grid import number_name, page_of
from wsd_data.ui.links import inside
from wsd_data.ui.lists import ListColumn, Row, list_html, plain
from wsd_data.ui.table import File
from wsd_data.ui.widetable import roomy
from wsd_data.ui.wording import capital, inline

TITLE = Text("Stand van beschikkingen, {scope}, {period}", "State of grants, {scope}, {period}")
CAPTION = Text("Stand van beschikkingen", "State of grants")
SENTENCE = Text("Van {all}: {parts}.", "Of {all}: {parts}.")
ONE, MANY = Text("1 beschikking", "1 grant"), Text("{count} beschikkingen", "{count} grants")
PART = Text("{count} {state}", "{count} {state}")
NOTHING = Text("In deze periode en selectie loopt geen beschikking.", "No grant runs in this period and selection.")
NOTE = Text(
    "“Op koers” is gezegd op wat bekend is: geld en tijd liggen hoogstens {apart} procentpunt uit elkaar, en elk doel is gehaald "
    "of ligt op schema. Een gesprek is een aanleiding, geen oordeel. De stand gaat over de hele looptijd, tot en met vandaag.",
    "“On course” is said of what is known: money and time are at most {apart} percentage points apart, and every target was "
    "reached or is on schedule. A talk is an occasion, not a verdict. The state is about the whole term, up to today.",
)
FUNDER, TERM = Text("Financier", "Funder"), Text("Looptijd", "Term")
AMOUNT, STATE = Text("Verleend", "Awarded"), Text("Stand", "State")
AWARDED = "grant_awarded"
LOOSE_TITLE = Text("Doelen zonder beschikking, {scope}, alle jaren", "Targets without a grant, {scope}, all years")


@dataclass(frozen=True, slots=True)
class Board:
    """The grants of a view in the order of a board, with the sentence about them."""

    sentence: str
    rows: tuple[Row, ...]


def show(context: Context) -> None:
    """The state of every grant that runs in the view, and the targets that belong to none."""
    title = context.say(TITLE, scope=context.selection_words(), period=context.period_words())
    st.subheader(inline(title), anchor=False)
    board = context.shelf.get(("board", *context.key), lambda: board_of(context))
    st.markdown(inline(board.sentence))
    if board.rows:
        shown, place = page_of(context, len(board.rows), "board_page")
        st.html(
            context.shelf.get(
                ("board table", shown.start, *context.key),
                lambda: list_html(context, CAPTION, COLUMNS, board.rows[shown]),
            )
        )
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption(place, width="content")
            blocks.download(context, "board", partial(file_of, context, board))
        st.caption(context.say(NOTE, apart=context.number(APART * 100)))
    _loose(context)


def all_standings(context: Context) -> tuple[Standing, ...]:
    """The standing of every grant there is, worked out once per state of the data, day and policy."""
    key = ("standings", context.version, context.today, context.view.policy)
    return context.shelf.get(key, lambda: standings(context.monitor, context.today, policy=context.view.policy))


def board_of(context: Context) -> Board:
    """The grants that have an amount in the view, those that need a talk first, then by end."""
    (answer,) = context.ask(AWARDED, [("grant",)], context.view.period)
    running = {row.codes[0] for row in answer.rows if row.status in ("ok", "zero")}
    found = [one for one in all_standings(context) if one.grant.number in running]
    order = list(NAMES)
    found.sort(key=lambda one: (order.index(one.state), one.grant.end, one.grant.number))
    if not found:
        return Board(context.say(NOTHING), ())
    language = context.language
    parts = []
    for state, name in NAMES.items():
        count = sum(one.state == state for one in found)
        if count:
            parts.append(context.say(PART, count=format_number(count, 0, language), state=name))
    every = context.say(ONE if len(found) == 1 else MANY.format(count=format_number(len(found), 0, language)))
    return Board(context.say(SENTENCE, all=every, parts="; ".join(parts)), tuple({"standing": one} for one in found))


def _of(row: Row) -> Standing:
    standing = row["standing"]
    assert isinstance(standing, Standing)
    return standing


def _funder(context: Context, row: Row) -> str:
    return escape(context.name("funder", _of(row).grant.funder))


def _term(context: Context, row: Row) -> str:
    grant = _of(row).grant
    return roomy(escape(format_span(grant.start, grant.end, context.language)))


def _awarded(context: Context, row: Row) -> str:
    awarded = context.words(context.indicator(AWARDED), _of(row).grant.awarded)
    return f'<span style="white-space:nowrap">{escape(awarded)}</span>'


def _state(context: Context, row: Row) -> str:
    return f'<strong style="white-space:nowrap">{escape(capital(context.say(NAMES[_of(row).state])))}</strong>'


def _why(context: Context, row: Row) -> str:
    words = " ".join(context.say(reason) for reason in _of(row).reasons)
    return f'<span style="display:inline-block;min-width:18rem">{escape(words)}</span>'


def _dossier(context: Context, row: Row) -> str:
    return dossier_link(context, _of(row).grant.number)


def dossier_link(context: Context, number: str) -> str:
    """The number of a grant as a link to its dossier."""
    return roomy(inside("funding", context.view, number, grant=number))


COLUMNS = (
    ListColumn("number", GRANT, _dossier),
    ListColumn("funder", FUNDER, _funder),
    ListColumn("start_from", TERM, _term),
    ListColumn("awarded", AMOUNT, _awarded, number=True),
    ListColumn("state", STATE, _state),
    ListColumn("why", WHY, _why),
)


def file_of(context: Context, board: Board) -> File:
    """The board as a file, with the amounts as numbers too."""
    names = [context.say(column.name) for column in COLUMNS]
    fields = [*((name, TEXT) for name in names), (number_name(context, context.say(AMOUNT)), NUMBER)]
    lines = (
        [*(plain(column.shown(context, row)) for column in COLUMNS), _of(row).grant.awarded.value] for row in board.rows
    )
    return File(fields, lines, context.about())


def _loose(context: Context) -> None:
    """Targets that no grant holds, of the werkplaatsen of the view, beside what was counted."""
    found = context.shelf.get(
        ("loose targets", *context.whole_key, context.view.codes("region")), lambda: loose(context)
    )
    if found:
        title = context.say(LOOSE_TITLE, scope=context.selection_words(*(d for d in FILTERS if d != "region")))
        st.subheader(inline(title), anchor=False)
        targets.show(context, "loose", found)


def loose(context: Context) -> Sequence[Compared]:
    """The targets without a known grant that are about a chosen werkplaats, newest first."""
    grants = {grant.number for grant in context.monitor.grants()}
    chosen = set(context.view.codes("region"))
    wanted = [
        target
        for target in reversed(context.monitor.targets())
        if target.grant not in grants and (not chosen or chosen & set(target.regions))
    ]
    return compared(context.monitor, wanted, {}, context.today, policy=context.view.policy)
