"""The page "Projecten": how many projects there are, when they ran, and the list of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

import streamlit as st

from wsd_data.figures import Records, Selection, Value
from wsd_data.language import count_words, format_number
from wsd_data.model.dimensions import DIMENSIONS, NONE, SPECIAL
from wsd_data.model.text import Text
from wsd_data.reports.evidence import DATES, dates, ends, headed
from wsd_data.ui import blocks, lists, project, texts, timeline
from wsd_data.ui.content import Block
from wsd_data.ui.context import Context
from wsd_data.ui.grid import markdown_safe
from wsd_data.ui.links import inside
from wsd_data.ui.lists import ListColumn, Row
from wsd_data.ui.style import Drawing
from wsd_data.ui.table import Entry, Table
from wsd_data.ui.timeline import Bar, Group, Look, Span
from wsd_data.ui.wording import capital

PER_PICTURE = 30

KEY_FIGURES = ("projects_running", "projects_started", "projects_completed", "partners")

GROUPS: tuple[tuple[Look, tuple[str, ...], Text], ...] = (
    ("running", ("lopend", "verlengd"), Text("Lopend of verlengd", "Running or extended")),
    ("planned", ("gehonoreerd", "aangevraagd"), Text("Gehonoreerd of aangevraagd", "Granted or applied for")),
    ("completed", ("afgerond",), Text("Afgerond", "Completed")),
    ("stopped", ("gestopt", "afgewezen"), Text("Gestopt of afgewezen", "Stopped or rejected")),
    ("other", ("overig", "onbekend", NONE), Text("Overig of onbekend", "Other or unknown")),
)
"""The groups of the timeline in their fixed order: how they are drawn, and which statuses they hold."""

TITLE = Text("Tijdlijn van projecten, {scope}, {period}", "Timeline of projects, {scope}, {period}")
TITLE_PLACE = Text("{title}, {first} t/m {last} van {total}", "{title}, {first} to {last} of {total}")
SENTENCE = Text(
    "{count} met een looptijd in deze periode, wat de status ook is: {parts}.",
    "{count} with dates in this period, whatever their status: {parts}.",
)
PROJECT_ONE, PROJECT_MANY = Text("project", "project"), Text("projecten", "projects")
GROUP_NAME = Text("{name} ({count})", "{name} ({count})")
NO_PROJECTS = Text(
    "Geen projecten met een looptijd in deze periode en selectie.", "No projects with dates in this period and selection."
)  # fmt: skip
LOOKS: dict[Look, Text] = {
    "running": Text("Gevuld: lopend of verlengd.", "Filled: running or extended."),
    "planned": Text("Open: gehonoreerd of aangevraagd.", "Open: granted or applied for."),
    "completed": Text("Grijs: afgerond.", "Grey: completed."),
    "stopped": Text("Gearceerd: gestopt of afgewezen.", "Hatched: stopped or rejected."),
    "other": Text("Gestippeld: overig of onbekend.", "Dotted: other or unknown."),
}
THIN = Text(
    "Dun: de dag is niet precies bekend. Pijl: loopt verder door, of het einde is niet bekend.",
    "Thin: the day is not known exactly. Arrow: goes on further, or the end is not known.",
)
TODAY = Text("vandaag", "today")
ALT = Text("{title}. {sentence} {table}", "{title}. {sentence} {table}")

LIST = Text("Projecten", "Projects")
CODE, NAME = Text("Code", "Code"), Text("Naam", "Name")
START, END = Text("Begin", "Start"), Text("Einde", "End")


@dataclass(frozen=True, slots=True)
class _Picture:
    """One page of the timeline: the rows per group, how many each group holds in all, and where the page begins."""

    rows: tuple[tuple[Row, ...], ...]
    totals: tuple[int, ...]
    first: int

    @property
    def total(self) -> int:
        return sum(self.totals)

    @property
    def last(self) -> int:
        return self.first + sum(len(rows) for rows in self.rows)


def show(context: Context) -> None:
    """The whole page: the one chosen project with all that hangs on it, or else all projects of the view."""
    if len(context.view.codes("project")) == 1:
        project.show(context, context.view.codes("project")[0])
        return
    blocks.key_figures(context, KEY_FIGURES)
    left, right = st.columns(2, gap="large")
    with left:
        blocks.parts(context, "projects_running", "status")
    if _known(context, "scale"):
        with right:
            blocks.parts(context, "projects_running", "scale")
    _timeline(context)
    lists.listing(context, "projects", "projects", LIST, COLUMNS)


def _known(context: Context, dimension: str) -> bool:
    """Whether any running project says what it is in this dimension."""
    (answer,) = context.ask("projects_running", [(dimension,)], context.view.period)
    return any(row.value and row.codes[0] not in SPECIAL for row in answer.rows)


def _timeline(context: Context) -> None:
    """The drawing with its pager."""
    place = "timeline_place"
    kept = st.session_state.get(place)
    asked = (context.version, context.view.period, context.view.where)
    first = kept[1] if kept and kept[0] == asked else 0

    def turn(to: int) -> Callable[[], None]:
        return lambda: st.session_state.update({place: (asked, to)})

    block, total = context.shelf.get(("timeline", first, *context.key), lambda: picture(context, first))
    if block is None:
        st.subheader(markdown_safe(_title(context)), anchor=False)
        st.markdown(context.say(NO_PROJECTS))
        return
    blocks.show(context, block)
    if total > PER_PICTURE:
        last = min(first + PER_PICTURE, total)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.button(context.say(lists.BEFORE), key="timeline_previous", on_click=turn(max(0, first - PER_PICTURE)), disabled=first == 0)  # fmt: skip
            st.caption(context.say(lists.PLACE, **_place(context, first, last, total)), width="content")
            st.button(context.say(lists.AFTER), key="timeline_next", on_click=turn(first + PER_PICTURE), disabled=last >= total)  # fmt: skip


def _place(context: Context, first: int, last: int, total: int) -> dict[str, str]:
    numbers = {"first": first + 1, "last": last, "total": total}
    return {name: context.number(number) for name, number in numbers.items()}


def _title(context: Context) -> str:
    return context.say(TITLE, scope=context.selection_words(), period=context.period_words())


def _rows_of(context: Context, first: int) -> _Picture:
    """The rows of one page: of each group what falls within it, asked a page at a time."""
    rows, totals, before = [], [], 0
    for _, statuses, _ in GROUPS:
        total = _records(context, statuses, 0, 0).total
        skipped = max(0, first - before)
        room = first + PER_PICTURE - max(before, first)
        wanted = max(0, min(room, total - skipped))
        rows.append(_records(context, statuses, skipped, wanted).rows if wanted else ())
        totals.append(total)
        before += total
    return _Picture(tuple(rows), tuple(totals), first)


def _records(context: Context, statuses: Sequence[str], offset: int, limit: int) -> Records:
    view = context.view
    selection = Selection.of(view.period, {**dict(view.where), "status": statuses})
    return context.monitor.records("projects", selection, view.policy, sort="date_from", offset=offset, limit=limit)


def picture(context: Context, first: int) -> tuple[Block | None, int]:
    """One page of the timeline as a block, and how many projects there are in all."""
    found = _rows_of(context, first)
    if not found.total:
        return None, 0
    language = context.language
    groups, entries, cells = [], [], []
    for (look, _, name), rows, total in zip(GROUPS, found.rows, found.totals, strict=True):
        if not rows:
            continue
        bars = []
        for row in rows:
            code, title, status = str(row["code"]), str(row["title"] or row["code"]), str(row["status"] or NONE)
            state, (start, end) = context.name("status", status), ends(context, row)
            span = _span(row)
            bars.append(Bar(title, state, span, f"{title} ({code}): {state}, {dates(context, row)}", code))
            cells.append(((title,), (code, state, start, end)))
            codes = (code, status, _iso(row["start_from"]), _iso(row["end_to"]))
            names = (title, state, start, end)
            entries.append(
                Entry(
                    codes,
                    names,
                    "projects",
                    context.say(PROJECT_MANY),
                    Value(1, 1, 1, "ok"),
                    dates(context, row),
                )
            )
        said = context.say(GROUP_NAME, name=name, count=format_number(total, 0, language))
        groups.append(Group(said, look, tuple(bars)))
    title = full = _title(context)
    if found.total > PER_PICTURE:
        full = context.say(TITLE_PLACE, title=title, **_place(context, first, found.last, found.total))
    parts = [
        f"{format_number(n, 0, language)} {context.say(name).lower()}"
        for (*_, name), n in zip(GROUPS, found.totals, strict=True)
        if n
    ]
    count = count_words(found.total, PROJECT_ONE, PROJECT_MANY, language)
    sentence = context.say(SENTENCE, count=count, parts="; ".join(parts))
    spec = timeline.over_time(groups, context.view.period, context.today, context.say(TODAY), language)
    notes = [
        context.say(note) for note in (*(LOOKS[group.look] for group in groups), THIN, texts.BAND, texts.CLICK_PROJECT)
    ]
    notes.append(context.source())
    about = (
        ("period", context.view.period.text), ("selection", context.selection_words()), *context.state(), *context.caution(False),
    )  # fmt: skip
    headings = tuple(context.say(text) for text in (NAME, CODE, DIMENSIONS["status"].name, START, END))
    table = Table(
        full, tuple(map(capital, headings)), tuple(cells), ("project", "project_status", "start", "end"), tuple(entries), about
    )  # fmt: skip
    alt = context.say(ALT, title=full, sentence=sentence, table=context.say(texts.SEE_TABLE))
    return Block(
        "timeline", full, sentence, Drawing(spec), alt, tuple(notes), ("projects_running",), table, "project"
    ), found.total


def _span(row: Row) -> Span:
    first, to, end_from, end_to = (row[name] for name in ("start_from", "start_to", "end_from", "end_to"))
    assert isinstance(first, date) and isinstance(to, date)
    if isinstance(end_from, date) and isinstance(end_to, date):
        return Span(first, to, end_from, end_to)
    return Span(first, to)


def _iso(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else ""


def _dates(context: Context, row: Row) -> str:
    return escape(dates(context, row))


def _name(context: Context, row: Row) -> str:
    """The name of a project as a link to all that hangs on it."""
    code = str(row.get("code") or "")
    return inside("projects", context.view, str(row.get("title") or code), project=code)


COLUMNS = (
    ListColumn("code", CODE, lists.project_link()),
    ListColumn("title", NAME, _name),
    ListColumn("region", headed("region"), lists.names_of("region")),
    ListColumn("theme", headed("theme"), lists.names_of("theme")),
    ListColumn("status", headed("status"), lists.name_of("status")),
    ListColumn("start_from", DATES, _dates),
)
