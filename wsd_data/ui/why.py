"""Why is this figure another one than it was? One sentence, a small drawing, and of each part the rows behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial

import streamlit as st

from wsd_data.delivery import Listed, history
from wsd_data.delivery.closing import KIND as CLOSING_KIND
from wsd_data.delivery.notes import KIND as NOTE_KIND
from wsd_data.figures import ChangedRow, ChangedRows, Explanation, Part, Place, Selection
from wsd_data.figures.explanation import Kind, compared
from wsd_data.figures.export import NUMBER, TEXT
from wsd_data.language import count_words, format_date
from wsd_data.model.periods import years
from wsd_data.model.sheets import SHEETS
from wsd_data.model.text import Text
from wsd_data.reports.annual import GROUPS
from wsd_data.store.fold import AsOf
from wsd_data.ui import blocks
from wsd_data.ui.address import OWN, chosen
from wsd_data.ui.annual import ready
from wsd_data.ui.context import Context
from wsd_data.ui.deliverer import deliverer_name
from wsd_data.ui.drawing import draw
from wsd_data.ui.filters import ask, choose_own
from wsd_data.ui.grid import PER_PAGE, grid_html, page_of
from wsd_data.ui.state import opened
from wsd_data.ui.style import Drawing, drawing_config
from wsd_data.ui.table import Field, File
from wsd_data.ui.waterfall import Step, from_to
from wsd_data.ui.widetable import NOT_SO
from wsd_data.ui.wording import amount, capital, figure_text, inline

TITLE = Text("Waarom is dit getal veranderd?", "Why did this figure change?")
WHICH = Text("Welk cijfer", "Which figure")
SINCE = Text("Vergelijk met de stand", "Compare with the state")
ENTRY = Text("na levering {id} ({day}, {who})", "after delivery {id} ({day}, {who})")
UNDO = Text("na het ongedaan maken van {undoes} ({id}, {day})", "after the undo of {undoes} ({id}, {day})")
CLOSING = Text("zoals vastgelegd over {year}, {who} ({id}, {day})", "as recorded for {year}, {who} ({id}, {day})")
LISTS = Text("na nieuwe lijsten ({id}, {day})", "after new lists ({id}, {day})")
NOTHING_EARLIER = Text("Er is geen eerdere stand om mee te vergelijken.", "There is no earlier state to compare with.")
SUBJECT = Text("{label}, {scope}, {year}: {now} en {then}", "{label}, {scope}, {year}: {now} and {then}")
PER_CAUSE = Text("Per oorzaak", "By cause")
SENTENCE = Text("{before} → {after}: {parts}.", "{before} → {after}: {parts}.")
UNCHANGED = Text("{after}, en dat was toen ook zo: er is niets veranderd.", "{after}, as it was then: nothing changed.")
HIDDEN = Text(
    "Een van beide aantallen is afgeschermd; daarom staat hier niet waardoor het veranderde.",
    "One of both numbers is hidden; therefore it is not told here what changed it.",
)
RANGE = Text(
    "Vergeleken is de ondergrens, omdat het aantal een marge is.",
    "Compared is the lower bound, because the number is a range.",
)
ROUNDED = Text(
    "Elk deel is afgerond zoals het hele aantal; wat daardoor overblijft staat apart.",
    "Each part is rounded like the whole number; what that leaves over stands apart.",
)
THEN, NOW = Text("Toen", "Then"), Text("nu", "now")
SMALL = Text("te klein om te tonen", "too small to show")
CAUSES: Mapping[Kind, Text] = {
    "definition": Text("anders gedefinieerd", "defined otherwise"),
    "removed": Text("weggehaald of teruggezet", "removed or put back"),
    "corrected": Text("verbeterd", "corrected"),
    "late": Text("later aangeleverd", "delivered later"),
    "deduplicated": Text("bleek hetzelfde of juist niet", "turned out to be the same, or not"),
    "classification": Text("anders ingedeeld", "classified otherwise"),
    "protection": Text("afronding om mensen te beschermen", "rounding to protect people"),
}
CAUSE = Text("Oorzaak", "Cause")
CHANGE = Text("Verschil", "Change")
ROWS = Text("Rijen", "Rows")
ONE_ROW, MANY_ROWS = Text("rij", "row"), Text("rijen", "rows")
SHEET, ROW, DELIVERER = Text("Blad", "Sheet"), Text("Rij in woorden", "Row in words"), Text("Aanleveraar", "Deliverer")
WAS_AT, IS_AT = Text("Telde eerder mee als", "Counted before as"), Text("Telt mee als", "Counts as")
AT = Text("levering {entry} ({day}), {file}, {tab} rij {row}", "delivery {entry} ({day}), {file}, {tab} row {row}")
NOT_COUNTED = Text("telde niet mee", "did not count")
INSIDE = Text(
    "Rijen over personen staan er niet bij, omdat de weergave op “zoals openbaar” staat.",
    "Rows about persons are not listed, because the display is set to “as public”.",
)
UNKNOWN_SINCE = Text(
    "“{code}” is geen eerdere stand om mee te vergelijken. Sluit dit blok en open het weer om er een te kiezen.",
    "“{code}” is no earlier state to compare with. Close this block and open it again to choose one.",
)
BATCH = 1_000
FIELDS = (
    ("cause", TEXT), ("sheet", TEXT), ("row_words", TEXT), ("deliverer", TEXT),
    *((f"{state}_{name}", type_) for state in ("was", "now")
      for name, type_ in (("delivery", NUMBER), ("file", TEXT), ("sheet", TEXT), ("row", NUMBER))),
)  # fmt: skip
_FOLD, _FIGURE, _SINCE = "wsd_why", "wsd_why_figure", "wsd_why_since"


def block(context: Context) -> None:
    """The question, made when somebody opens it or the address names a figure: it takes a second state of the data."""
    st.session_state[_FOLD] = bool(context.view.asked("why"))
    with st.expander(context.say(TITLE), key=_FOLD, icon=":material/help_center:", on_change=_toggled) as fold:
        if fold.open:
            _asked(context)


def _toggled() -> None:
    ask("why", OWN["annual"]["why"][0] if st.session_state[_FOLD] else "")


def _asked(context: Context) -> None:
    earlier = {str(one.entry.id): one for one in _earlier(context)}
    if not earlier:
        st.markdown(context.say(NOTHING_EARLIER))
        return
    indicator = chosen(context.view, "annual", "why")
    asked = context.view.asked("since") or list(earlier)[_usual(context, list(earlier.values()))]
    if asked not in earlier:
        st.error(inline(context.say(UNKNOWN_SINCE, code=asked)), icon=":material/link_off:")
        return
    st.session_state[_FIGURE], st.session_state[_SINCE] = indicator, asked
    left, right = st.columns(2)
    with left:
        st.selectbox(
            context.say(WHICH), [id_ for group in GROUPS for id_ in ready(context, group)], key=_FIGURE,
            format_func=lambda id_: capital(context.say(context.indicator(id_).label)),
            on_change=choose_own, args=("why", _FIGURE),
        )  # fmt: skip
    with right:
        st.selectbox(
            context.say(SINCE), list(earlier), key=_SINCE, format_func=lambda id_: _state_name(context, earlier[id_]),
            on_change=choose_own, args=("since", _SINCE),
        )  # fmt: skip
    if context.barred(indicator):
        st.markdown(context.say(NOT_SO))
        return
    since = earlier[asked]
    _explained(context, indicator, AsOf(entry=since.entry.id), _state_name(context, since))


def _earlier(context: Context) -> list[Listed]:
    """The entries after which the figures were known otherwise, newest first; without the first, of which nothing is known."""
    store = opened().store
    listed = context.shelf.get(("history", context.version), lambda: history(store))
    return [one for one in listed if 1 < one.entry.id < context.last_known and one.entry.kind != NOTE_KIND]


def _usual(context: Context, earlier: Sequence[Listed]) -> int:
    """The state that people remember: as the year was recorded, else that of the spring after it, when its figures go out."""
    recorded = (
        n for n, one in enumerate(earlier) if one.entry.kind == CLOSING_KIND and one.entry.scope == str(context.year)
    )
    if (place := next(recorded, None)) is not None:
        return place
    spring = date(min(context.year + 1, date.max.year), 3, 1)
    return next((n for n, one in enumerate(earlier) if one.entry.received <= spring), len(earlier) - 1)


def _state_name(context: Context, one: Listed) -> str:
    day = format_date(one.entry.received, context.language)
    if one.entry.kind == "undo":
        return context.say(UNDO, undoes=one.entry.undoes, id=one.entry.id, day=day)
    if one.entry.kind == CLOSING_KIND:
        who = _who(context, one.entry.deliverer)
        return context.say(CLOSING, year=one.entry.scope, who=who, id=one.entry.id, day=day)
    if one.entry.kind == "reference":
        return context.say(LISTS, id=one.entry.id, day=day)
    return context.say(ENTRY, id=one.entry.id, day=day, who=_who(context, one.entry.deliverer))


def _who(context: Context, deliverer: str | None) -> str:
    return deliverer_name(context, deliverer) if deliverer else "–"


def _now(context: Context) -> str:
    """The later state in words: that of the view."""
    return context.moment() or context.say(NOW)


def _selection(context: Context) -> Selection:
    year = context.year
    return Selection.of(years(year, year), dict(context.view.where))


def explanation(context: Context, indicator: str, before: AsOf) -> Explanation:
    """The change of a figure of the page's year since an earlier state."""
    selection = _selection(context)
    return context.shelf.get(
        ("why", indicator, before, *context.key),
        lambda: context.monitor.explain(indicator, selection, before, policy=context.view.policy),
    )


def _explained(context: Context, indicator: str, before: AsOf, then: str) -> None:
    found = explanation(context, indicator, before)
    label = capital(context.say(found.indicator.label))
    title = context.say(
        SUBJECT, label=label, scope=context.selection_words(), year=context.year, now=_now(context), then=then
    )  # fmt: skip
    st.subheader(inline(title), anchor=False)
    said = sentence(context, found)
    st.markdown(inline(said))
    if not found.parts:
        return
    steps = steps_of(context, found)
    draw(
        Drawing(from_to(steps, context.language)),
        drawing_config(context.file_stem(f"why-{indicator}"), context.language, [title], [said, context.source()]),
        f"chart_why-{indicator}",
        f"{title}. {said}",
    )
    notes = [*([context.say(RANGE)] if found.basis == "low" else [])]
    notes += [context.say(ROUNDED)] if any(part.kind == "protection" for part in found.parts) else []
    st.caption(" ".join([*notes, context.source()]))
    st.html(grid_html(context.say(PER_CAUSE), *_parts_table(context, found), right=(1, 2)))
    blocks.download(context, f"why-{indicator}", partial(_parts_file, context, found, before))
    for part in found.parts:
        if part.rows:
            _rows(context, indicator, before, part)
    if context.public and any(part.rows is None and part.kind != "protection" for part in found.parts):
        st.caption(context.say(INSIDE))


def _parts_table(context: Context, found: Explanation) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
    """Headings and lines: each part with its change and its rows."""
    rows = [
        (
            capital(context.say(CAUSES[part.kind])),
            change_words(context, found, part),
            "–" if part.rows is None else context.number(part.rows),
        )
        for part in found.parts
    ]
    return [context.say(t) for t in (CAUSE, CHANGE, ROWS)], rows


def _parts_file(context: Context, found: Explanation, before: AsOf) -> File:
    """The same as a file, with the changes and the counts of rows as numbers."""
    headings, rows = _parts_table(context, found)
    fields = [*((name, TEXT) for name in headings), ("change", NUMBER), ("rows", NUMBER)]
    numbers = ((None if p.change is None else float(p.change), p.rows) for p in found.parts)
    lines = [[*row, *pair] for row, pair in zip(rows, numbers, strict=True)]
    return File(fields, lines, _told(context, found.indicator.id, before))


def sentence(context: Context, found: Explanation) -> str:
    """`52 → 55: +4 later aangeleverd, −1 verbeterd.`"""
    before, after = (context.words(found.indicator, figure) for figure in (found.before, found.after))
    if found.difference is None:
        return context.say(HIDDEN)
    if not found.parts:
        return capital(context.say(UNCHANGED, after=after))
    parts = [f"{change_words(context, found, part)} {context.say(CAUSES[part.kind])}" for part in found.parts]
    return capital(context.say(SENTENCE, before=before, after=after, parts=", ".join(parts)))


def change_words(context: Context, found: Explanation, part: Part) -> str:
    """The change with its sign: `+4`, `−€ 1.200`; or that it is too small."""
    if part.change is None:
        return context.say(SMALL)
    sign = "+" if part.change > 0 else "−" if part.change < 0 else "±"
    return sign + amount(abs(float(part.change)), found.indicator, context.language)


def steps_of(context: Context, found: Explanation) -> list[Step]:
    """The bars of the drawing: then, each part, now."""
    ends = [float(compared(figure, found.basis) or 0) for figure in (found.before, found.after)]
    words = [figure_text(figure, found.indicator, context.language) for figure in (found.before, found.after)]
    middle = [
        Step(
            capital(context.say(CAUSES[p.kind])),
            None if p.change is None else float(p.change),
            change_words(context, found, p),
        )
        for p in found.parts
    ]
    first, last = (
        Step(name, end, said, whole=True)
        for name, end, said in zip((context.say(THEN), capital(_now(context))), ends, words, strict=True)
    )
    return [first, *middle, last]


def _rows(context: Context, indicator: str, before: AsOf, part: Part) -> None:
    count = count_words(part.rows or 0, ONE_ROW, MANY_ROWS, context.language)
    name = f"{capital(context.say(CAUSES[part.kind]))}: {count}"
    key = f"why_rows_{indicator}_{part.kind}"
    with st.expander(name, key=key, on_change="rerun") as fold:
        if not fold.open:
            return
        lines, words = page_of(context, part.rows or 0, f"{key}_page")
        page = _page(context, indicator, part.kind, before, lines.start)
        headings = [context.say(t) for t in (SHEET, ROW, DELIVERER, WAS_AT, IS_AT)]
        st.html(grid_html(words, headings, [_line(context, row) for row in page.rows], wide={1: 14, 3: 14, 4: 14}))
        if page.withheld:
            st.caption(context.say(INSIDE))
        blocks.download(context, f"why-{indicator}-{part.kind}", partial(_file, context, indicator, part.kind, before))


def _page(
    context: Context, indicator: str, kind: Kind, before: AsOf, offset: int, limit: int = PER_PAGE
) -> ChangedRows:
    return context.monitor.changed_rows(
        indicator, kind, _selection(context), before, policy=context.view.policy, offset=offset, limit=limit
    )


def _line(context: Context, row: ChangedRow) -> tuple[str, ...]:
    return (*_about(context, row), *(_at(context, place) for place in (row.was, row.now)))


def _about(context: Context, row: ChangedRow) -> tuple[str, str, str]:
    sheet = context.say(SHEETS[row.sheet].name) if row.sheet in SHEETS else row.sheet
    return sheet, row.words, capital(_who(context, row.deliverer))


def _at(context: Context, place: Place | None) -> str:
    if place is None:
        return context.say(NOT_COUNTED)
    day = _day(context, place.received)
    return context.say(AT, entry=place.entry, day=day, file=place.file, tab=place.tab, row=place.row_number)


def _day(context: Context, day: date) -> str:
    return format_date(day, context.language)


def _file(context: Context, indicator: str, kind: Kind, before: AsOf) -> File:
    """The rows behind a part, with where each stood and stands."""
    return File(FIELDS, _every_line(context, indicator, kind, before), _told(context, indicator, before))


def _told(context: Context, indicator: str, before: AsOf) -> tuple[tuple[str, str], ...]:
    """What holds for every line of a file."""
    declared = context.indicator(indicator)
    return context.about(
        ("figure", context.say(declared.label)), ("year", str(context.year)), ("selection", context.selection_words()),
        ("since", before.text or ""), people=declared.people,
    )  # fmt: skip


def _every_line(context: Context, indicator: str, kind: Kind, before: AsOf) -> Iterator[Sequence[Field]]:
    done = 0
    while rows := _page(context, indicator, kind, before, done, BATCH).rows:
        done += len(rows)
        for row in rows:
            places: list[tuple[Field, ...]] = [
                (None, "", "", None) if p is None else (p.entry, p.file, p.tab, p.row_number)
                for p in (row.was, row.now)
            ]
            yield [kind, *_about(context, row), *places[0], *places[1]]
