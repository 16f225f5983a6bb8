"""The page of outputs: presentations, publications and products, one kind at a time, with their list.

Publications have references in APA style and BibTeX: of the page shown to copy, of the whole list as a file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from html import escape
from urllib.parse import urlsplit

import streamlit as st

from wsd_data.figures import Records
from wsd_data.model.text import Text
from wsd_data.ui import blocks, citations, moments, texts
from wsd_data.ui.address import chosen
from wsd_data.ui.citations import Work, work_of
from wsd_data.ui.context import Context
from wsd_data.ui.filters import choose_own
from wsd_data.ui.lists import (
    ListColumn,
    Row,
    doi_link,
    listing,
    name_of,
    names_of,
    outside,
    project_link,
    safe_link,
    when,
)
from wsd_data.ui.wording import capital

KIND = Text("Soort opbrengst", "Kind of output")
LISTS = {
    "presentations": Text("Alle presentaties", "All presentations"),
    "publications": Text("Alle publicaties", "All publications"),
    "products": Text("Alle producten", "All products"),
}
DATE, TITLE, TYPE = Text("Datum", "Date"), Text("Titel", "Title"), Text("Soort", "Type")
SPEAKERS, EVENT = Text("Spreker(s)", "Speaker(s)"), Text("Evenement", "Event")
AUTHORS, PUBLISHED_IN = Text("Auteur(s)", "Author(s)"), Text("Gepubliceerd in", "Published in")
REGIONS, PROJECT, LINK = Text("Werkplaats", "Region"), Text("Project", "Project"), Text("Link", "Link")
AUDIENCE, OPEN_ACCESS = Text("Doelgroep", "Audience"), Text("Open access", "Open access")
DOI, ISBN = Text("DOI", "DOI"), Text("ISBN", "ISBN")
YES, NO = Text("ja", "yes"), Text("nee", "no")
REFERENCES = Text("Verwijzingen (APA en BibTeX)", "References (APA and BibTeX)")
STYLE = Text("Stijl", "Style")
ON_THIS_PAGE = Text(
    "Van de publicaties die hierboven in de lijst staan. Namen, titels en jaren staan er zoals ze zijn aangeleverd: "
    "kijk ze na voor je ze gebruikt.",
    "Of the publications that are listed above. Names, titles and years are as they were delivered: check them before use.",
)
PLAIN = Text("Zonder opmaak, om te kopiëren:", "Without formatting, to copy:")
WHOLE_LIST = {
    "apa": Text("Download de hele lijst (APA, .txt)", "Download the whole list (APA, .txt)"),
    "bibtex": Text("Download de hele lijst (BibTeX, .bib)", "Download the whole list (BibTeX, .bib)"),
}
STYLES = {"apa": "APA 7", "bibtex": "BibTeX"}
FILE_ENDINGS = {"apa": "txt", "bibtex": "bib"}
MOST_PROJECTS = 15
_KIND = "outputs_kind"
BATCH = 5_000


def kinds(context: Context) -> None:
    """The kind that is chosen: over time, in parts, and its list; only the open one is made."""
    st.session_state[_KIND] = chosen(context.view, "outputs", "kind")
    kind = st.radio(
        context.say(KIND),
        tuple(LISTS),
        format_func=lambda id_: capital(context.say(context.indicator(id_).label)),
        horizontal=True,
        key=_KIND,
        label_visibility="collapsed",
        on_change=choose_own,
        args=("kind", _KIND),
    )
    left, right = st.columns(2, gap="large") if moments.several(context) else (None, st.container())
    if left:
        with left:
            blocks.show(context, moments.over_time(context, kind))
    with right:
        blocks.parts(context, kind, "type")
    if kind == "publications":
        _publications(context)
    words, page = listing(context, f"outputs-{kind}", kind, LISTS[kind], COLUMNS[kind])
    if kind == "publications" and page.rows:
        _references(context, words, page)


def _publications(context: Context) -> None:
    """For whom they are, what they are for, and by project where there are few of those."""
    left, right = st.columns(2, gap="large")
    with left:
        blocks.parts(context, "publications", "audience_type")
    with right:
        blocks.parts(context, "publications", "bko_area")
    if 1 < _projects(context) <= MOST_PROJECTS:
        blocks.parts(context, "publications", "project")


def _projects(context: Context) -> int:
    """How many projects have a publication in the view."""
    (answer,) = context.ask("publications", [("project",)], context.view.period, every=("project",))
    return sum(1 for row in answer.rows if row.value and row.codes[0] in context.names("project"))


def _references(context: Context, words: str, page: Records) -> None:
    with st.expander(context.say(REFERENCES), key="references", on_change="rerun") as fold:
        if not fold.open:
            return
        style = st.radio(
            context.say(STYLE), tuple(STYLES), format_func=lambda id_: STYLES[id_], horizontal=True,
            key="references_style", label_visibility="collapsed",
        )  # fmt: skip
        st.caption(context.say(ON_THIS_PAGE))
        works = [work_of(row) for row in page.rows]
        if style == "apa":
            st.html(formatted(context, works))
            st.caption(context.say(PLAIN))
        st.code(written(context, style, works), language=None, wrap_lines=True, height=240)
        with st.container(horizontal=True, gap="small"):
            for id_, label in WHOLE_LIST.items():
                st.download_button(
                    context.say(label),
                    data=partial(whole_list, context, id_, words),
                    file_name=f"{context.file_stem('publications')}.{FILE_ENDINGS[id_]}",
                    mime="text/plain; charset=utf-8" if id_ == "apa" else "application/x-bibtex",
                    key=f"references_{id_}",
                    on_click="ignore",
                    icon=":material/download:",
                )


def written(context: Context, style: str, works: list[Work]) -> str:
    """The references to these works in one text, a blank line between them."""
    if style == "bibtex":
        return "\n\n".join(citations.bibliography(works))
    return "\n\n".join(map(citations.apa_text, citations.reference_list(works, context.language)))


def formatted(context: Context, works: list[Work]) -> str:
    """The references in APA style with their italics and hanging indents, as HTML."""
    style = "margin:0 0 .5rem;padding-left:2rem;text-indent:-2rem;overflow-wrap:anywhere"
    lines = citations.reference_list(works, context.language)
    return "".join(f'<p style="{style}">{citations.apa_html(line)}</p>' for line in lines)


def whole_list(context: Context, style: str, words: str) -> bytes:
    """The references of the whole list under the view and these search words, as a file."""
    works: list[Work] = []
    while True:
        found = context.records("publications", search=words, offset=len(works), limit=BATCH)
        works += [work_of(row) for row in found.rows]
        if len(works) >= found.total or not found.rows:
            break
    # BibTeX passes over what stands outside an entry, so that this may stand at the head of either file.
    head = f"{context.say(texts.DEMO_PLAIN)}\n\n" if context.demo else ""
    return (head + written(context, style, works) + "\n").encode("utf-8", "replace")


def _wide(field: str) -> Callable[[Context, Row], str]:
    """A text that gets room enough to be read in a narrow window."""
    return lambda context, row: f'<div style="min-width:14rem">{escape(str(row.get(field) or ""))}</div>'


def _middle(field: str) -> Callable[[Context, Row], str]:
    return lambda context, row: f'<div style="min-width:9rem">{escape(str(row.get(field) or ""))}</div>'


def _date(context: Context, row: Row) -> str:
    return f'<div style="min-width:6rem">{when(context, row)}</div>'


def _project(context: Context, row: Row) -> str:
    return f'<div style="min-width:6.5rem">{project_link("project")(context, row)}</div>'


def _flag(field: str) -> Callable[[Context, Row], str]:
    def shown(context: Context, row: Row) -> str:
        value = row.get(field)
        return "" if value is None else escape(context.say(YES if value else NO))

    return shown


def _link(context: Context, row: Row) -> str:
    """The address delivered as a link named by its site; a note that is no web address as plain text."""
    address = safe_link(row.get("link"))
    site = urlsplit(address).hostname or "" if address else str(row.get("link") or "")
    return outside(address, site.removeprefix("www."), context)


_PLACE = (ListColumn("region", REGIONS, names_of("region")), ListColumn("project", PROJECT, _project))
COLUMNS: Mapping[str, tuple[ListColumn, ...]] = {
    "presentations": (
        ListColumn("date", DATE, _date),
        ListColumn("title", TITLE, _wide("title")),
        ListColumn("speakers", SPEAKERS, _middle("speakers")),
        ListColumn("type", TYPE, name_of("type")),
        ListColumn("event", EVENT, _middle("event")),
        *_PLACE,
        ListColumn("link", LINK, _link),
    ),
    "publications": (
        ListColumn("date", DATE, _date),
        ListColumn("title", TITLE, _wide("title")),
        ListColumn("authors", AUTHORS, _middle("authors")),
        ListColumn("type", TYPE, name_of("type")),
        ListColumn("published_in", PUBLISHED_IN, _middle("published_in")),
        ListColumn("doi", DOI, doi_link),
        *_PLACE,
        ListColumn("link", LINK, _link),
        ListColumn("open_access", OPEN_ACCESS, _flag("open_access")),
        ListColumn("isbn", ISBN, lambda context, row: escape(str(row.get("isbn") or ""))),
    ),
    "products": (
        ListColumn("date", DATE, _date),
        ListColumn("title", TITLE, _wide("title")),
        ListColumn("type", TYPE, name_of("type")),
        ListColumn("audience", AUDIENCE, _middle("audience")),
        *_PLACE,
        ListColumn("link", LINK, _link),
    ),
}
"""What the list of each kind shows."""
