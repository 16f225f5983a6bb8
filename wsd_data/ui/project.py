"""One project with all that hangs on it: what it is, its figures, outputs, activities, casuses, grants and partners."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from urllib.parse import urlsplit

import streamlit as st

from wsd_data.figures import Selection
from wsd_data.model.dimensions import DIMENSIONS
from wsd_data.model.sheets import SHEETS
from wsd_data.model.text import Text
from wsd_data.reports.evidence import DATES, dates
from wsd_data.ui import lists, project_figures, project_rows
from wsd_data.ui.context import Context
from wsd_data.ui.filters import only
from wsd_data.ui.grid import markdown_safe
from wsd_data.ui.lists import Row, outside, safe_link
from wsd_data.ui.wording import capital

BACK = Text("Alle projecten", "All projects")
MORE_ABOUT = Text("Meer op {host}", "More on {host}")
FILM = Text("Bekijk de film op {host}", "Watch the film on {host}")
FILM_HOSTS = ("youtube.com", "youtu.be", "vimeo.com")
BLANK = Text("Niet opgegeven: {names}", "Not given: {names}")
ENTRY = Text("Levering", "Delivery")
OTHERS = Text(
    "Er zijn ook andere filters gekozen: {selection}. De cijfers en lijsten hieronder gaan alleen over dat deel.",
    "Other filters are chosen too: {selection}. The figures and lists below are about that part only.",
)


def show(context: Context, code: str) -> None:
    """Everything about the one chosen project."""
    st.button(context.say(BACK), key="all_projects", icon=":material/arrow_back:", on_click=only, args=("project", ""))
    st.header(markdown_safe(context.name("project", code)), anchor=False)
    st.html(context.shelf.get(("project", code, *context.key), lambda: facts(context, code)))
    others = context.view.without("project")
    if others:
        rest = replace(context, view=replace(context.view, where=others))
        st.info(context.say(OTHERS, selection=markdown_safe(rest.selection_words())), icon=":material/filter_alt:")
    project_figures.key_figures(context, code)
    project_rows.outputs(context)
    project_figures.activities(context, code)
    project_figures.casuses(context, code)
    project_rows.grants(context)
    project_rows.members(context)
    project_rows.sources(context)


# What the project is.


def facts(context: Context, code: str) -> str:
    """What was delivered about the project itself, whatever else is chosen, as HTML."""
    selection = Selection.of(None, {"project": (code,)})
    found = context.monitor.records("projects", selection, context.view.policy, limit=1).rows
    row: Row = found[0] if found else {"code": code}
    sheet = SHEETS["projects"].by_id
    told: list[tuple[str, str]] = [
        (context.say(sheet["project"].heading), escape(code)),
        (_noun(context, "status", 1), lists.name_of("status")(context, row)),
        (context.say(DATES), escape(dates(context, row)) if found else ""),
        *((_noun(context, d, len(_codes(row, d))), lists.names_of(d)(context, row)) for d in ("region", "lectoraat")),
        (context.say(sheet["hogeschool"].heading), escape(", ".join(_codes(row, "hogeschool")))),
        *(
            (_noun(context, d, len(_codes(row, d))), lists.names_of(d)(context, row))
            for d in ("theme", "local_theme", "programme_line", "municipality")
        ),
        (_noun(context, "scale", 1), lists.name_of("scale")(context, row)),
        (_noun(context, "funder", 1), lists.names_of("funder")(context, row)),
        (context.say(sheet["audience"].heading), lists.words_of("audience")(context, row)),
    ]
    if not context.public:
        told.append((context.say(sheet["leader"].heading), lists.words_of("leader")(context, row)))
    told.append((context.say(ENTRY), escape(str(row.get("entry") or ""))))
    label, said = "margin:0;padding:0;font-size:.85rem;opacity:.75", "margin:0;padding:0;overflow-wrap:anywhere"
    items = "".join(
        f'<div><dt style="{label}">{escape(capital(name))}</dt><dd style="{said}">{value}</dd></div>'
        for name, value in told
        if value
    )
    grid = (
        "display:grid;grid-template-columns:repeat(auto-fill,minmax(9.5rem,1fr));gap:.75rem 1.5rem;margin:0;padding:0"
    )
    blank = ", ".join(escape(name.lower()) for name, value in told if not value)
    rest = (
        f'<p style="font-size:.85rem;opacity:.75">{escape(context.say(BLANK, names=""))}{blank}.</p>' if blank else ""
    )
    description = str(row.get("description") or "")
    body = (
        '<p style="max-width:70ch;overflow-wrap:anywhere">{}</p>'.format(
            "<br>".join(map(escape, description.splitlines()))
        )
        if description
        else ""
    )
    return f'{body}{_link(context, row.get("link"))}<dl style="{grid}">{items}</dl>{rest}'


def _link(context: Context, link: object) -> str:
    """The link or film of a project, when it is a web address; else nothing that can be followed."""
    address = safe_link(link)
    if not address:
        return f'<p style="overflow-wrap:anywhere">{escape(str(link))}</p>' if link else ""
    host = (urlsplit(address).hostname or "").removeprefix("www.")
    film = any(host == known or host.endswith(f".{known}") for known in FILM_HOSTS)
    return f"<p>{outside(address, context.say(FILM if film else MORE_ABOUT, host=host), context)}</p>"


def _codes(row: Row, field: str) -> tuple[str, ...]:
    value = row.get(field)
    return tuple(map(str, value)) if isinstance(value, tuple | list) else ()


def _noun(context: Context, dimension: str, count: int) -> str:
    declared = DIMENSIONS[dimension]
    return context.say(declared.name if count <= 1 else declared.plural)
