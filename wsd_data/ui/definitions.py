"""What every indicator, breakdown, sheet and column means, from the declarations, searchable, with a place to link to.

Each has an anchor (`ind-presentations`, `dim-region`, `sheet-projects`, `col-projects-title`).
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import streamlit as st

from wsd_data.model.columns import Column, Sheet
from wsd_data.model.dimensions import DIMENSIONS, Dimension
from wsd_data.model.indicators import INDICATORS, DateRule, Indicator, MeasureKind
from wsd_data.model.sheets import SHEETS
from wsd_data.model.text import Language, Text, fold
from wsd_data.ui.address import View, link_to, write_address
from wsd_data.ui.context import Context
from wsd_data.ui.grid import markdown_safe
from wsd_data.ui.wording import capital

SECTIONS = {
    "indicators": Text("Indicatoren", "Indicators"),
    "dimensions": Text("Uitsplitsingen", "Breakdowns"),
    "sheets": Text("Bladen", "Sheets"),
}
SECTION_WORDS = {
    "indicators": Text("Wat de monitor telt, en hoe.", "What the monitor counts, and how."),
    "dimensions": Text("Waarnaar de cijfers uitgesplitst kunnen worden.", "By what the figures may be broken down."),
    "sheets": Text(
        "De bladen van een werkboek en hun kolommen; met * verplicht.",
        "The sheets of a workbook and their columns; with * required.",
    ),
}
SECTION = Text("Onderdeel", "Part")
SEARCH = Text("Zoek een woord", "Search for a word")
SEARCH_HINT = Text("bijvoorbeeld deelnemer", "for example participant")
NOT_FOUND = Text("Niets gevonden over “{words}”.", "Nothing found about “{words}”.")

KIND = Text("Soort cijfer", "Kind of figure")
KINDS: dict[MeasureKind, Text] = {
    "flow": Text("aantal in een periode", "number in a period"),
    "stock": Text("stand op een moment", "state at a moment"),
    "distinct": Text("verschillende gevallen, elk een keer geteld", "different cases, each counted once"),
    "ratio": Text("verhouding", "ratio"),
    "money": Text("bedrag", "amount"),
}
PERIOD = Text("Telt mee", "Counts")
PERIODS: dict[DateRule, Text] = {
    "dated": Text("wat helemaal in de periode valt", "what lies wholly in the period"),
    "overlap": Text("wat op enig moment in de periode loopt", "what is active at some moment of the period"),
    "months": Text("naar rato van de maanden in de periode", "in proportion to the months in the period"),
}
ADDS = Text("Optellen", "Adding up")
ADDS_UP = Text("delen tellen op tot het totaal, behalve gedeeld werk", "parts add up to the total, but for shared work")
ADDS_NOT = Text("delen tellen niet op tot het totaal", "parts do not add up to the total")
UNIT = Text("Eenheid", "Unit")
BY = Text("Uit te splitsen naar", "May be broken down by")
FROM = Text("Komt uit", "Comes from")
PROTECTED = Text("Bescherming", "Protection")
IS_PROTECTED = Text(
    "aantal mensen: in openbare cijfers afgeschermd en afgerond",
    "count of people: hidden and rounded in public figures",
)
IS_NOT_PROTECTED = Text(
    "geen aantal mensen, dus altijd volledig te zien", "no count of people, so always shown in full"
)
VERSION = Text("Versie van de definitie", "Version of the definition")
CODE = Text("Code", "Code")
NOTE = Text("Let op", "Note")
PLANNED = Text("gepland, nog niet te zien", "planned, not to be seen yet")
MANY = Text("Een geval kan bij meer delen horen.", "A case may belong to several parts.")
ONE = Text("Elk geval hoort bij een deel.", "Each case belongs to one part.")
USED_BY = Text("Bij", "For")
COLUMN = Text("Kolom", "Column")
MEANING = Text("Wat erin hoort", "What belongs in it")
ALSO = Text("Ook goed als kop", "Also good as heading")
TERMS = Text("Kies uit", "Choose from")
REQUIRED = Text("verplicht", "required")
DEFAULT = Text("Leeg telt als {value}.", "Empty counts as {value}.")
ABOUT_PEOPLE = Text(
    "Dit blad gaat over personen; losse rijen zijn nooit openbaar.",
    "This sheet is about persons; single rows are never public.",
)

_TO_ANCHOR = (
    "<script>if (window.wsdAnchor !== location.href) { window.wsdAnchor = location.href;"
    "const at = document.getElementById(location.hash.slice(1)); if (at) at.scrollIntoView() }</script>"
)
"""The page is drawn after the browser looked for the anchor, so it is looked for once more."""
_MUTED = "opacity:.75"
_FACTS = (
    "display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,24rem),1fr));gap:.1rem 2.5rem;"
    "margin:.4rem 0 0;padding:0;font-size:.9rem"
)
_LEFT = "text-align:left;vertical-align:top;padding:.3rem .9rem .3rem 0;border-bottom:1px solid rgba(128,128,128,.25)"


def link(view: View, indicator: str) -> str:
    """Where the definition of an indicator stands; with the whole address, else the page drops the anchor to write it."""
    return f"{link_to('definitions', write_address(view))}#ind-{indicator}"


def glossary(context: Context) -> None:
    """The whole page: choose a part, or search in all of them."""
    with st.grid(2, min_column_width=260, gap="small", vertical_alignment="bottom"):
        part = st.radio(
            context.say(SECTION), list(SECTIONS), horizontal=True, key="wsd_definitions_part",
            format_func=lambda one: context.say(SECTIONS[one]),
        )  # fmt: skip
        words = st.text_input(
            context.say(SEARCH), key="wsd_definitions_words", max_chars=80, placeholder=context.say(SEARCH_HINT)
        )
    wanted = fold(words)
    found = False
    for section in SECTIONS if wanted else (part,):
        html = _section(context, section, wanted)
        if html:
            found = True
            st.header(context.say(SECTIONS[section]), anchor=False)
            st.caption(context.say(SECTION_WORDS[section]))
            st.html(html)
    if not found:
        st.markdown(context.say(NOT_FOUND, words=markdown_safe(words)))
    st.html(_TO_ANCHOR, unsafe_allow_javascript=True, width="content")


def _section(context: Context, section: str, wanted: str) -> str:
    if wanted:
        return section_html(section, context.language, wanted)
    return context.shelf.get(
        ("definitions", section, context.language), lambda: section_html(section, context.language)
    )


def section_html(section: str, language: Language, wanted: str = "") -> str:
    """A part as HTML: a list of contents, then each thing in it. wanted: only what holds these folded words."""
    match section:
        case "indicators":
            made = [(f"ind-{i.id}", i.label, _indicator(i, language)) for i in INDICATORS.values()]
        case "dimensions":
            made = [(f"dim-{d.id}", d.name, _dimension(d, language)) for d in DIMENSIONS.values()]
        case _:
            made = [(f"sheet-{s.id}", s.name, html) for s in SHEETS.values() if (html := _sheet(s, language, wanted))]
    if section != "sheets":
        made = [one for one in made if not wanted or wanted in fold(_plain(one[2]))]
    if not made:
        return ""
    contents = "".join(
        f'<li><a href="#{anchor}" style="color:inherit">{escape(capital(name.in_(language)))}</a></li>'
        for anchor, name, _ in made
    )
    body = "".join(
        f'<section id="{anchor}" style="margin:0 0 1.75rem;scroll-margin-top:4rem;max-width:76rem">{html}</section>'
        for anchor, _, html in made
    )
    return f'<nav><ul style="columns:14rem;margin:0 0 1.75rem;padding-left:1.1rem">{contents}</ul></nav>{body}'


def _plain(html: str) -> str:
    """The words of our own HTML: what stands between tags."""
    return " ".join(part.partition(">")[2] for part in f">{html}".split("<"))


def _title(name: Text, language: Language, mark: str = "") -> str:
    tail = f' <span style="font-weight:400;{_MUTED}">({escape(mark)})</span>' if mark else ""
    return f'<h3 style="margin:0 0 .25rem;padding:0">{escape(capital(name.in_(language)))}{tail}</h3>'


def _facts(facts: Iterable[tuple[Text, str]], language: Language) -> str:
    """Names and values (HTML) beside each other."""
    items = "".join(
        f'<div style="margin:0"><dt style="display:inline;{_MUTED}">{escape(name.in_(language))}: </dt>'
        f'<dd style="display:inline;margin:0">{value}</dd></div>'
        for name, value in facts
        if value
    )
    return f'<dl style="{_FACTS}">{items}</dl>'


def _indicator(indicator: Indicator, language: Language) -> str:
    def say(text: Text) -> str:
        return escape(text.in_(language))

    facts = [
        (UNIT, say(indicator.unit)),
        (KIND, say(KINDS[indicator.kind])),
        (PERIOD, say(PERIODS[indicator.date_rule])),
        (ADDS, say(ADDS_UP if indicator.additive else ADDS_NOT)),
        (PROTECTED, say(IS_PROTECTED if indicator.people else IS_NOT_PROTECTED)),
        (BY, ", ".join(say(DIMENSIONS[d].name) for d in indicator.dimensions)),
        (FROM, ", ".join(say(SHEETS[s].name) for s in indicator.sheets)),
        (NOTE, " ".join(say(caveat) for caveat in indicator.caveats)),
        (VERSION, str(indicator.version)),
        (CODE, f"<code>{escape(indicator.id)}</code>"),
    ]
    title = _title(indicator.label, language, PLANNED.in_(language) if indicator.planned else "")
    return f'{title}<p style="margin:0">{say(indicator.definition)}</p>{_facts(facts, language)}'


def _dimension(dimension: Dimension, language: Language) -> str:
    users = [i.label.in_(language) for i in INDICATORS.values() if dimension.id in i.dimensions]
    terms = dimension.codelist and next(
        (c.codes for s in SHEETS.values() for c in s.columns if c.codes and c.codes.id == dimension.codelist), None
    )
    facts = [
        (TERMS, ", ".join(escape(t.name.in_(language)) for t in terms.terms) if terms else ""),
        (USED_BY, escape(", ".join(users))),
        (CODE, f"<code>{escape(dimension.id)}</code>"),
    ]
    words = f"{dimension.definition.in_(language)} {(MANY if dimension.many else ONE).in_(language)}"
    return f'{_title(dimension.name, language)}<p style="margin:0">{escape(words)}</p>{_facts(facts, language)}'


def _sheet(sheet: Sheet, language: Language, wanted: str) -> str:
    """A sheet with its columns; of a search those that match, or all when the sheet itself does. Empty: no match."""
    columns = [(column, _column(sheet, column, language)) for column in sheet.columns]
    about = " ".join((sheet.name.nl, sheet.name.en, sheet.definition.in_(language), *sheet.aliases, sheet.id))
    if wanted and wanted not in fold(about):
        columns = [pair for pair in columns if wanted in fold(_plain(pair[1]))]
        if not columns:
            return ""
    other = sheet.name.en if language == "nl" else sheet.name.nl
    facts = [
        (ALSO, escape(", ".join(dict.fromkeys((other, *sheet.aliases))))),
        (NOTE, escape(ABOUT_PEOPLE.in_(language)) if sheet.about_people else ""),
        (CODE, f"<code>{escape(sheet.id)}</code>"),
    ]
    head = "".join(f'<th scope="col" style="{_LEFT}">{escape(t.in_(language))}</th>' for t in (COLUMN, MEANING))
    return (
        f'{_title(sheet.name, language)}<p style="margin:0">{escape(sheet.definition.in_(language))}</p>'
        f"{_facts(facts, language)}"
        '<table style="border-collapse:collapse;margin-top:.6rem;width:100%;font-size:.9rem;overflow-wrap:anywhere">'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(html for _, html in columns)}</tbody></table>"
    )


def _column(sheet: Sheet, column: Column, language: Language) -> str:
    other = column.heading.en if language == "nl" else column.heading.nl
    heading = column.heading.in_(language)
    also = [name for name in dict.fromkeys((other, *column.aliases)) if name != heading]
    parts = [escape(column.definition.in_(language))]
    if column.default is not None:
        parts.append(escape(DEFAULT.format(value=f"{column.default:g}").in_(language)))
    small = []
    if column.codes is not None:
        terms = ", ".join(escape(t.name.in_(language)) for t in column.codes.terms)
        small.append(f"{escape(TERMS.in_(language))}: {terms}.")
    if also:
        small.append(f"{escape(ALSO.in_(language))}: {escape(', '.join(also))}.")
    under = "".join(f'<div style="{_MUTED}">{line}</div>' for line in small)
    star = f' <span title="{escape(REQUIRED.in_(language))}">*</span>' if column.required else ""
    return (
        f'<tr id="col-{sheet.id}-{column.id}"><th scope="row" style="{_LEFT};width:34%;font-weight:600">'
        f'{escape(heading)}{star}</th><td style="{_LEFT}">{" ".join(parts)}{under}</td></tr>'
    )
