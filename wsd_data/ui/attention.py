"""What needs attention, and how far each region is with delivering: sentences with links, and a table in words.

Only years that are over are asked after: what belongs to a running year may still come.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from html import escape

import streamlit as st

from wsd_data.delivery.repairs import OpenRows, open_rows
from wsd_data.figures import Selection
from wsd_data.figures.reporting import Delivered
from wsd_data.language import count_words, format_date
from wsd_data.model.indicators import INDICATORS
from wsd_data.model.sheets import SHEETS
from wsd_data.model.text import Text
from wsd_data.ui.address import FILTERS
from wsd_data.ui.context import Context, listed
from wsd_data.ui.links import inside
from wsd_data.ui.state import opened
from wsd_data.ui.widetable import column_head, framed, row_head
from wsd_data.ui.wording import capital

MOST_MISSING, MOST_REFUSED, MOST_OVERDUE = 8, 4, 6
MOST_YEARS, MOST_NAMED = 30, 4
EXPECTED = tuple(s for s in SHEETS if any(s in i.sheets for i in INDICATORS.values() if not i.planned))
"""The sheets that figures wait for."""
Missing = Mapping[str, tuple[int, ...]]
"""Sheet → years in which it was expected and did not come."""

ATTENTION = Text("Wat aandacht vraagt, {scope}, {period}", "What needs attention, {scope}, {period}")
NOTHING = Text(
    "Er is niets te melden: alles is aangeleverd, er staan geen geweigerde rijen open en er loopt geen project over zijn einde heen.",
    "There is nothing to report: everything was delivered, no refused rows are open and no project runs past its end.",
)
NOT_YET_DELIVERED = Text("Nog niet aangeleverd", "Not delivered yet")
ALL_DELIVERED = Text(
    "Alle werkplaatsen hebben aangeleverd wat verwacht werd.", "All regions delivered what was expected."
)
NONE_EXPECTED = Text(
    "Over deze periode werd van deze werkplaatsen niets verwacht.",
    "Nothing was expected of these regions for this period.",
)
NO_YEAR_OVER = Text(
    "Deze periode is nog niet voorbij; wat er nog niet is, kan nog komen.",
    "This period is not over yet; what is not there may still come.",
)
STILL_RUNNING = Text(
    "{year} is nog niet voorbij en telt hier niet mee.", "{year} is not over yet and is left out here."
)
EVERYTHING = Text("alle bladen", "all sheets")
MISSING_LINE = Text("{regions}: {sheets}", "{regions}: {sheets}")
IN_YEARS = Text("{what} ({years})", "{what} ({years})")
AND_MORE = Text("en nog {count}", "and {count} more")
REFUSED = Text("Leveringen met geweigerde rijen", "Deliveries with refused rows")
DELIVERY = Text("Levering {number}", "Delivery {number}")
REFUSED_LINE = Text("{deliverer}, {day}: {rows} geweigerd", "{deliverer}, {day}: {rows} refused")
MAYBE = Text("{line}; misschien hersteld in levering {later}", "{line}; maybe put right in delivery {later}")
REFUSED_HOW = Text(
    "Een levering verdwijnt hier als hetzelfde blad terugkomt met de geweigerde rijen verbeterd op hun plaats. "
    "Is het anders hersteld, dan is dat niet met zekerheid te zien.",
    "A delivery disappears here when the same sheet comes back with the refused rows corrected in their place. "
    "What was put right in another way cannot be seen for certain.",
)
ROW, ROWS = Text("rij", "row"), Text("rijen", "rows")
NETWORK = Text("het netwerk", "the network")
OVERDUE = Text("Projecten die nog lopen na hun einddatum", "Projects still running past their end date")
OVERDUE_LINE = Text("einde {day}", "end {day}")
OVERDUE_HOW = Text(
    "Rond ze af of geef een nieuwe einddatum op.",
    "Complete them or give a new end date.",
)

STATE = Text("Stand van aanlevering, {scope}, {year}", "State of delivery, {scope}, {year}")
STATE_SENTENCE = Text(
    "{done} van {all} verwachte bladen zijn er over {year}.",
    "{done} of {all} expected sheets are there for {year}.",
)
NOTHING_EXPECTED = Text("Over {year} werd niets verwacht.", "Nothing was expected for {year}.")
SAID: Mapping[Delivered, tuple[str, Text]] = {
    "rows": ("●", Text("geleverd", "delivered")),
    "declared": ("◐", Text("niets te melden", "nothing to report")),
    "nothing": ("○", Text("nog niet", "not yet")),
    "not_applicable": ("", Text("n.v.t.", "n/a")),
}
ALIKE: Mapping[Delivered, Text] = {
    "rows": Text("alles geleverd", "everything delivered"),
    "nothing": Text("nog niets geleverd", "nothing delivered yet"),
    "not_applicable": SAID["not_applicable"][1],
}
"""What a row says in one go when all its sheets are alike."""
LEGEND = Text(
    "● geleverd: er zijn rijen. ◐ niets te melden: aangeleverd zonder rijen. ○ nog niet aangeleverd. n.v.t.: de werkplaats bestond toen niet.",
    "● delivered: there are rows. ◐ nothing to report: delivered without rows. ○ not delivered yet. n/a: the region did not exist then.",
)


def admitted(context: Context) -> tuple[str, ...]:
    """The regions the view is about, in their fixed order: the chosen ones, or of a chosen lectoraat its own."""
    # The question is the one of the block "per region", so that it costs nothing more.
    (answer,) = context.ask("outputs", [("region",)], context.view.period, every=("region",))
    about = {row.codes[0] for row in answer.rows if row.status != "not_applicable"}
    chosen = context.view.codes("region") or tuple(context.names("region"))
    return tuple(code for code in chosen if code in about)


def past_years(context: Context) -> range:
    """The years of the period that are over, the last ones of very many."""
    first, last = context.view.period.start.year, min(context.view.period.end.year, context.today.year - 1)
    return range(max(first, last - MOST_YEARS + 1), last + 1)


def missing(context: Context) -> dict[str, Missing]:
    """Region → what was expected of it in the years that are over, and did not come."""
    per_year = {year: context.monitor.delivered(year) for year in past_years(context)}
    found: dict[str, Missing] = {}
    for region in admitted(context):
        lacking = {
            sheet: tuple(y for y, said in per_year.items() if said.get((region, sheet)) == "nothing")
            for sheet in EXPECTED
        }
        if kept := {sheet: when for sheet, when in lacking.items() if when}:
            found[region] = kept
    return found


def _expected(context: Context) -> bool:
    """Whether any region of the view had to deliver anything in the years that are over."""
    per_year = [context.monitor.delivered(year) for year in past_years(context)]
    return any(
        said.get((r, s), "not_applicable") != "not_applicable"
        for said in per_year
        for r in admitted(context)
        for s in EXPECTED
    )


def show(context: Context) -> None:
    """The block "what needs attention"."""
    scope, period = context.selection_words(), context.period_words()
    st.subheader(context.say(ATTENTION, scope=scope, period=period), anchor=False)
    st.html(
        context.shelf.get(("attention", *context.key), lambda: told(context, open_rows(opened().store, context.entry)))
    )


def told(context: Context, refused: Sequence[OpenRows]) -> str:
    """All that needs attention, as HTML; calmly that there is nothing where that is so. refused: see `open_rows`."""
    groups = [_missing(context), _refused(context, refused), _overdue(context)]
    if not any(lines for _, lines, _ in groups) and past_years(context) and _expected(context):
        return f"<p>{escape(context.say(NOTHING))}</p>"
    return "".join(_group(context, *group) for group in groups)


def _group(context: Context, heading: Text, lines: Sequence[str], closing: str) -> str:
    """Lines of safe HTML under a heading; nothing where there is nothing to say."""
    if not lines and not closing:
        return ""
    items = "".join(f'<li style="margin:.15rem 0;overflow-wrap:anywhere">{line}</li>' for line in lines)
    bullets = f'<ul style="margin:.25rem 0 .25rem;padding-left:1.2rem">{items}</ul>' if lines else ""
    after = f'<p style="margin:.25rem 0;opacity:.8;font-size:.875rem">{closing}</p>' if closing else ""
    return f'<p style="margin:.75rem 0 0"><b>{escape(context.say(heading))}</b></p>{bullets}{after}'


def _missing(context: Context) -> tuple[Text, list[str], str]:
    """Regions that lack the same stand in one line, in the order of the first of them."""
    late = missing(context)
    alike: dict[tuple[tuple[str, tuple[int, ...]], ...], list[str]] = {}
    for region, lacking in late.items():
        alike.setdefault(tuple(lacking.items()), []).append(region)
    lines = [_missing_line(context, regions, dict(lacking)) for lacking, regions in alike.items()]
    closing = []
    years = past_years(context)
    if not years:
        closing.append(context.say(NO_YEAR_OVER))
    elif not lines:
        closing.append(context.say(ALL_DELIVERED if _expected(context) else NONE_EXPECTED))
    if years and context.view.period.end.year >= context.today.year:
        closing.append(context.say(STILL_RUNNING, year=context.today.year))
    if len(lines) > MOST_MISSING:
        rest = len({*late} - {region for regions in list(alike.values())[:MOST_MISSING] for region in regions})
        lines = [*lines[:MOST_MISSING], inside("deliveries", context.view, context.say(AND_MORE, count=rest))]
    return NOT_YET_DELIVERED, lines, escape(" ".join(closing))


def _missing_line(context: Context, regions: Sequence[str], lacking: Missing) -> str:
    named = regions if len(regions) <= MOST_NAMED else regions[: MOST_NAMED - 1]
    names = ", ".join(inside("regions", context.view, context.name("region", r), region=r) for r in named)
    if len(named) < len(regions):
        names += " " + escape(context.say(AND_MORE, count=len(regions) - len(named)))
    by_years: dict[tuple[int, ...], list[str]] = {}
    for sheet, when in lacking.items():
        by_years.setdefault(when, []).append(sheet)
    told = []
    for when, sheets in by_years.items():
        every = len(sheets) == len(EXPECTED)
        what = context.say(EVERYTHING) if every else _joined(_sheet(context, sheet) for sheet in sheets)
        told.append(context.say(IN_YEARS, what=what, years=spans(when)))
    return context.say(MISSING_LINE, regions=names, sheets=escape("; ".join(told)))


def _sheet(context: Context, sheet: str) -> str:
    name = context.say(SHEETS[sheet].name)
    return name[:1].lower() + name[1:]


def _joined(names: Iterable[str]) -> str:
    return ", ".join(names)


def spans(years: Sequence[int]) -> str:
    """Years in few signs: `2019, 2021-2023`."""
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def _refused(context: Context, refused: Sequence[OpenRows]) -> tuple[Text, list[str], str]:
    regions = {*admitted(context), "network"}
    found = [one for one in refused if one.entry.deliverer in regions]
    lines = []
    for one in found[:MOST_REFUSED]:
        number = inside("deliveries", context.view, context.say(DELIVERY, number=one.entry.id))
        network = one.entry.deliverer == "network"
        said = context.say(
            REFUSED_LINE,
            deliverer=context.say(NETWORK) if network else context.name("region", one.entry.deliverer or ""),
            day=format_date(one.entry.received, context.language),
            rows=count_words(one.rows, ROW, ROWS, context.language),
        )
        if one.later:
            said = context.say(MAYBE, line=said, later=one.later)
        lines.append(f"{number} ({escape(said)})")
    if len(found) > MOST_REFUSED:
        lines.append(inside("deliveries", context.view, context.say(AND_MORE, count=len(found) - MOST_REFUSED)))
    return REFUSED, lines, escape(context.say(REFUSED_HOW)) if any(one.later for one in found) else ""


def _overdue(context: Context) -> tuple[Text, list[str], str]:
    """Whatever the period: a project that should have ended is a question for today."""
    found = context.monitor.overdue(context.today, Selection.of(None, dict(context.view.where)))
    lines = []
    for project in found[:MOST_OVERDUE]:
        code, title, end = str(project["project"]), str(project["title"] or ""), project["end"]
        named = inside("projects", context.view, title or code, project=code)
        regions = project["region"]
        names = [context.name("region", r) for r in regions] if isinstance(regions, tuple) else []
        told = [listed(names, context.language)] if names else []
        if isinstance(end, date):
            told.append(context.say(OVERDUE_LINE, day=format_date(end, context.language)))
        lines.append(f"{named} ({escape(', '.join(told))})")
    if len(found) > MOST_OVERDUE:
        lines.append(inside("projects", context.view, context.say(AND_MORE, count=len(found) - MOST_OVERDUE)))
    return OVERDUE, lines, escape(context.say(OVERDUE_HOW)) if lines else ""


def state(context: Context) -> None:
    """The block "state of delivery": region against sheet for the last year of the period."""
    title, sentence, html = context.shelf.get(("delivery-state", *context.key), lambda: state_of(context))
    st.subheader(title, anchor=False)
    st.markdown(sentence)
    st.html(html)
    st.caption(context.say(LEGEND))


def year_of(context: Context) -> int:
    """The last year of the period, at the latest the present one."""
    return max(context.view.period.start.year, min(context.view.period.end.year, context.today.year))


def _scope(context: Context) -> str:
    """What of the selection says which regions deliver."""
    return context.selection_words(*(d for d in FILTERS if d not in ("region", "lectoraat", "project")))


def state_of(context: Context) -> tuple[str, str, str]:
    """Title, sentence and table of the state of delivery."""
    year = year_of(context)
    title = context.say(STATE, scope=_scope(context), year=year)
    said = context.monitor.delivered(year)
    regions = context.view.codes("region") or tuple(context.names("region"))
    if context.view.codes("lectoraat") or context.view.codes("project"):
        regions = admitted(context)
    cells: dict[tuple[str, str], Delivered] = {
        (r, s): said.get((r, s), "not_applicable") for r in regions for s in EXPECTED
    }
    expected = [how for how in cells.values() if how != "not_applicable"]
    done = sum(how != "nothing" for how in expected)
    sentence = context.say(
        STATE_SENTENCE if expected else NOTHING_EXPECTED, done=done, all=len(expected), year=year
    )  # fmt: skip
    head = "".join(column_head(context.say(SHEETS[s].name), turned=True) for s in EXPECTED)
    body = []
    for region in regions:
        name = capital(context.name("region", region))
        link = inside("regions", context.view, name, region=region)
        row = [cells[region, sheet] for sheet in EXPECTED]
        if len(set(row)) == 1 and row[0] in ALIKE:
            told = f'<td colspan="{len(row)}" style="text-align:left">{_cell(context, row[0], ALIKE[row[0]])}</td>'
        else:
            told = "".join(f'<td style="text-align:center">{_cell(context, how)}</td>' for how in row)
        body.append(f"<tr>{row_head(name, link)}{told}</tr>")
    return title, sentence, framed(title, f"<td></td>{head}", "".join(body))


def _cell(context: Context, how: Delivered, words: Text | None = None) -> str:
    """A sign with its words; the sign alone, named for who cannot see it, where all is well and nothing more is said."""
    sign, usual = SAID[how]
    said = escape(context.say(words or usual))
    if how == "rows" and words is None:
        return f'<span role="img" aria-label="{said}" title="{said}">{sign}</span>'
    drawn = f'<span aria-hidden="true">{sign}</span> ' if sign else ""
    faint = ";opacity:.75" if how in ("declared", "not_applicable") else ""
    return f'<span style="white-space:nowrap{faint}">{drawn}{said}</span>'
