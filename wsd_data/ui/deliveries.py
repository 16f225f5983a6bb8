"""The history on the screen: every delivery, undo and change of the lists, one of them in full, and undoing it."""

from __future__ import annotations

import streamlit as st

from wsd_data.delivery import Details, Listed, Store, UndoPreview, details, history, undo, undo_predicted, undo_preview
from wsd_data.delivery.messages import OUTDATED
from wsd_data.language import count_words, format_date, format_period
from wsd_data.model.clock import on_the_clock
from wsd_data.model.periods import PeriodError, parse_period
from wsd_data.model.problems import Problem
from wsd_data.model.sheets import SHEETS
from wsd_data.model.text import Text
from wsd_data.store.history import DeliveredSheet, Entry
from wsd_data.ui import delivered, delivery_parts
from wsd_data.ui.acting import Acting, acting
from wsd_data.ui.context import Context
from wsd_data.ui.deliverer import deliverer_name
from wsd_data.ui.effects import effects_html
from wsd_data.ui.ended import ended_html
from wsd_data.ui.filters import ask
from wsd_data.ui.findings import show_findings
from wsd_data.ui.grid import grid_html, markdown_safe, page_of
from wsd_data.ui.remarks import Remarks, remarks_of
from wsd_data.ui.state import opened
from wsd_data.ui.upload_choice import MODES
from wsd_data.ui.wording import capital

_PLACE = "undo"
_CHOSEN = "wsd_delivery"

INTRO = Text(
    "Alles wat is ingelezen, het nieuwste eerst. Er wordt nooit iets gewist: ongedaan maken is een nieuwe regel.",
    "Everything that was taken in, newest first. Nothing is ever erased: undoing is a new line.",
)
NOTHING_YET = Text(
    "Er is nog niets aangeleverd. Ga naar Aanleveren, haal daar een leeg werkboek en lees het ingevuld weer in.",
    "Nothing was delivered yet. Go to Upload, get an empty workbook there and take it in again when it is filled.",
)
TO_UPLOAD = Text("Naar Aanleveren", "To Upload")
KINDS = {
    "delivery": Text("levering", "delivery"),
    "undo": Text("ongedaan maken van {undoes}", "undo of {undoes}"),
    "reference": Text("lijsten bijgewerkt", "lists updated"),
    "closing": Text("{year} vastgelegd", "{year} recorded"),
    "note": Text("toelichting bij {year}", "note at {year}"),
}
"""Kinds of entries; `reference` are the lists of werkplaatsen, themes and municipalities, `closing` a step of a year, `note`
words at one of its figures."""
NUMBER = Text("Nr.", "No.")
RECEIVED = Text("Ontvangen", "Received")
DELIVERER = Text("Aanleveraar", "Deliverer")
KIND = Text("Soort", "Kind")
HOW = Text("Wijze en periode", "Mode and period")
FILE = Text("Bestand", "File")
SHEET = Text("Blad", "Sheet")
SHEETS_HEADING = Text("Bladen", "Sheets")
NEW = Text("Nieuw", "New")
CHANGED = Text("Gewijzigd", "Changed")
UNCHANGED = Text("Gelijk", "Unchanged")
ENDED = Text("Vervallen", "Ended")
REFUSED = Text("Geweigerd", "Refused")
FINDINGS = Text("Opmerkingen", "Remarks")
STATE = Text("Bijzonder", "Particulars")
INCOMPLETE = Text("onvolledig", "incomplete")
UNDONE = Text("ongedaan gemaakt ({id})", "undone ({id})")
SHEET_COUNT = Text("{count} bladen", "{count} sheets")
_NAMED = 2
"""So many sheets are named in the list; more are counted."""
TABLE = Text("Leveringen", "Deliveries")

BEHIND = Text("Leveringen achter het vak: {cell}.", "Deliveries behind the cell: {cell}.")
NONE_BEHIND = Text("Achter dit vak staat geen levering: {cell}.", "There is no delivery behind this cell: {cell}.")
SHOW_ALL = Text("Toon alle leveringen", "Show all deliveries")
UNKNOWN = Text("Er is geen levering met nummer {number}.", "There is no delivery numbered {number}.")
CHOOSE = Text("Bekijk een levering", "Look at a delivery")
CHOOSE_ONE = Text("Kies een nummer", "Choose a number")
ONE = Text("Levering {id}", "Delivery {id}")
RECORDED = Text(
    "Ontvangen op {received}; ingelezen op {day} om {time}.", "Received on {received}; taken in on {day} at {time}."
)
ENDED_ROWS = Text("Rijen die hiermee vervielen", "Rows that ended with this")
PER_SHEET = Text("Aantal rijen per blad", "Number of rows per sheet")
ROWS = Text("Rijen", "Rows")
ACCEPTED = Text("Goed", "Accepted")
SKIPPED = Text("Overgeslagen", "Skipped")
ANSWERS_FOR = Text("Gaat over", "Is about")
OWN_YEARS = Text("{period} (jaren van de rijen)", "{period} (years of the rows)")
NOTHING = Text("Niets te melden: {list}.", "Nothing to report: {list}.")

UNDO = Text("Ongedaan maken", "Undo")
UNDO_WHAT = Text("Wat er gebeurt als levering {id} ongedaan wordt gemaakt", "What happens when delivery {id} is undone")
UNDO_SHOW = Text("Bekijk wat ongedaan maken doet", "See what undoing does")
NO_EFFECT = Text("Er verandert geen enkele rij.", "No row changes.")
GONE = Text("{count} verdwijnen", "{count} disappear")
EARLIER = Text("{count} krijgen hun vorige inhoud terug", "{count} get their earlier contents back")
BACK = Text("{count} komen terug", "{count} come back")
STAY = Text("{count} blijven, door latere leveringen", "{count} stay, by later deliveries")
_ONE_ROW, _MANY_ROWS = Text("rij", "row"), Text("rijen", "rows")
UNDO_SURE = Text("Ja, maak levering {id} ongedaan.", "Yes, undo delivery {id}.")
UNDOING = Text("Bezig met ongedaan maken", "Undoing")
UNDO_DONE = Text(
    "Levering {undoes} is ongedaan gemaakt; dat staat in de lijst als nummer {id}.",
    "Delivery {undoes} was undone; the list has that as number {id}.",
)


def listing(context: Context) -> None:
    """The whole page: the list in pages, and one entry of choice with what may be done to it."""
    with acting().telling(context, _PLACE):
        _history(context, opened().store)


def _history(context: Context, store: Store) -> None:
    listed = context.shelf.get(("history", context.version), lambda: history(store))
    if not any(one.entry.kind == "delivery" for one in listed):
        st.markdown(context.say(NOTHING_YET))
        st.page_link("pages/upload.py", label=context.say(TO_UPLOAD), icon=":material/upload:")
    if not listed:
        return
    st.markdown(context.say(INTRO))
    if context.known_years:
        delivered.show(context)
    st.subheader(context.say(TABLE), anchor=False)
    listed, about = _asked(context, listed)
    lines, words = page_of(context, len(listed), f"wsd_deliveries_page{about}")
    st.html(_list_html(context, listed[lines], words))
    chosen = _choose(context, listed, lines)
    if chosen is not None:
        full = context.shelf.get(("delivery", chosen.entry.id), lambda: details(store, chosen.entry.id))
        if full is not None:
            _one(context, store, chosen, full)


def _asked(context: Context, listed: list[Listed]) -> tuple[list[Listed], str]:
    """The deliveries behind the cell that the address names, with the cell in words; else all of them."""
    cell = delivered.behind(context)
    if cell is None:
        return listed, ""
    words, entries = cell
    st.info(markdown_safe(context.say(BEHIND if entries else NONE_BEHIND, cell=words)), icon=":material/filter_alt:")
    st.button(context.say(SHOW_ALL), key="wsd_deliveries_all", on_click=ask, args=("sheet", ""))
    return [one for one in listed if one.entry.id in entries], words


def _choose(context: Context, listed: list[Listed], lines: slice) -> Listed | None:
    """The entry of choice, which stands in the address."""
    number = context.view.asked("delivery")
    asked = next((one for one in listed if str(one.entry.id) == number), None)
    if number and asked is None:
        st.error(markdown_safe(context.say(UNKNOWN, number=number)), icon=":material/link_off:")
    options = list(dict.fromkeys(one.entry.id for one in (*([asked] if asked else []), *listed[lines])))
    names = {one.entry.id: one for one in listed}
    st.session_state[_CHOSEN] = asked.entry.id if asked else None
    st.selectbox(
        context.say(CHOOSE), options, index=None, format_func=lambda id_: _name(context, names[id_]), key=_CHOSEN,
        placeholder=context.say(CHOOSE_ONE), on_change=_chosen,
    )  # fmt: skip
    return asked


def _chosen() -> None:
    number = st.session_state[_CHOSEN]
    ask("delivery", "" if number is None else str(number), "sheet")


def _kind(context: Context, entry: Entry) -> str:
    return context.say(KINDS[entry.kind], undoes=entry.undoes, year=entry.scope)


def _who(context: Context, entry: Entry) -> str:
    return capital(deliverer_name(context, entry.deliverer)) if entry.deliverer else "–"


def _period(context: Context, text: str | None) -> str:
    try:
        return format_period(parse_period(text), context.language) if text else "–"
    except PeriodError:
        return str(text)


def _state(context: Context, one: Listed) -> str:
    parts = [context.say(INCOMPLETE)] if one.entry.incomplete else []
    if one.undone_by is not None:
        parts.append(context.say(UNDONE, id=one.undone_by))
    return ", ".join(parts)


def _name(context: Context, one: Listed) -> str:
    entry = one.entry
    parts = (_who(context, entry), entry.file) if entry.kind == "delivery" else ()
    return ", ".join(
        filter(None, (f"{entry.id}: {_kind(context, entry)}", *parts, format_date(entry.received, context.language)))
    )


def _how(context: Context, entry: Entry) -> str:
    """What kind of entry, and of a delivery how it counts and for which period."""
    if entry.kind != "delivery":
        return _kind(context, entry)
    mode = context.say(MODES[entry.mode]) if entry.mode in MODES else "–"
    return f"{mode}, {_period(context, entry.scope)}" if entry.scope else mode


def _sheets(context: Context, sheets: tuple[str, ...]) -> str:
    if len(sheets) > _NAMED:
        return context.say(SHEET_COUNT, count=len(sheets))
    return ", ".join(context.say(SHEETS[s].name) for s in sheets) or "–"


def _list_html(context: Context, listed: list[Listed], words: str) -> str:
    headings = (NUMBER, RECEIVED, DELIVERER, HOW, FILE, SHEETS_HEADING)
    counts = (NEW, CHANGED, UNCHANGED, ENDED, REFUSED, FINDINGS)
    rows = []
    for one in listed:
        entry, delivered = one.entry, one.entry.kind == "delivery"
        figures = (
            entry.new_rows, entry.changed_rows, entry.unchanged_rows, entry.ended_rows, entry.refused_rows,
            entry.finding_count,
        )  # fmt: skip
        rows.append(
            (
                str(entry.id), format_date(entry.received, context.language), _who(context, entry),
                _how(context, entry), (entry.file or "–") if delivered else "–", _sheets(context, one.sheets),
                *(context.number(n) if delivered else "–" for n in figures), _state(context, one),
            )
        )  # fmt: skip
    named = len(headings)
    return grid_html(
        f"{context.say(TABLE)}, {words}", [context.say(t) for t in (*headings, *counts, STATE)], rows,
        right=(0, *range(named, named + len(counts))), wide={2: 7, 3: 8, 4: 11, 5: 6, named + len(counts): 6},
    )  # fmt: skip


def _one(context: Context, store: Store, one: Listed, full: Details) -> None:
    entry = full.entry
    st.header(context.say(ONE, id=entry.id), anchor=False)
    moment = on_the_clock(entry.recorded)
    day = format_date(moment.date(), context.language)
    about = [_how(context, entry), entry.file or "", _state(context, one)]
    if entry.deliverer:
        about.insert(0, _who(context, entry))
    received = format_date(entry.received, context.language)
    recorded = context.say(RECORDED, received=received, day=day, time=f"{moment:%H:%M}")
    st.markdown(f"{markdown_safe(capital(', '.join(filter(None, about))))}. {recorded}")
    if entry.kind != "delivery":
        return
    if full.sheets:
        st.html(_sheets_html(context, full.sheets))
    if full.nothing:
        said = ", ".join(f"{context.say(SHEETS[s].name)} {year}" for s, year in full.nothing)
        st.markdown(context.say(NOTHING, list=said))
    delivery_parts.show(context, store, full)
    if full.ended_rows:
        st.html(ended_html(context, full.ended_rows, ENDED_ROWS))
    if one.undone_by is None:
        _undo(context, store, entry.id)
    remarks = context.shelf.get(("remarks", entry.id), lambda: _remarks(full))
    show_findings(context, remarks, entry.file or "", f"delivery_{entry.id}")


def _remarks(full: Details) -> Remarks:
    people = [s.name for s in full.sheets if SHEETS[s.sheet].about_people]
    return remarks_of(full.findings, people, any("“…”" in f.message.nl for f in full.findings))


def _sheets_html(context: Context, sheets: tuple[DeliveredSheet, ...]) -> str:
    rows = [
        (
            s.name, context.say(SHEETS[s.sheet].name),
            *(context.number(n) for n in (s.rows, s.accepted, s.refused, s.skipped)), _answers_for(context, s),
        )
        for s in sheets
    ]  # fmt: skip
    headings = [context.say(t) for t in (SHEET, KIND, ROWS, ACCEPTED, REFUSED, SKIPPED, ANSWERS_FOR)]
    return grid_html(context.say(PER_SHEET), headings, rows, right=range(2, 6), wide={6: 10})


def _answers_for(context: Context, sheet: DeliveredSheet) -> str:
    if sheet.scope_from is None or sheet.scope_to is None:
        return "–"
    words = _period(context, f"{sheet.scope_from.isoformat()}..{sheet.scope_to.isoformat()}")
    return words if sheet.explicit else context.say(OWN_YEARS, period=words)


def _undo(context: Context, store: Store, number: int) -> None:
    """The effect first, then the explicit yes, then the undo."""
    fold = st.expander(context.say(UNDO_SHOW), key=f"wsd_undo_open_{number}", on_change="rerun", icon=":material/undo:")
    if not fold.open:
        return
    with fold:
        try:
            effect = undo_preview(store, number)
        except Problem as problem:
            st.error(markdown_safe(context.say(problem.message)))
            return
        st.markdown(f"**{context.say(UNDO_WHAT, id=number)}**")
        st.markdown(undo_words(context, effect))
        changes = context.shelf.get(
            ("undo_effects", number, context.version, context.view.policy),
            lambda: undo_predicted(store, number, context.view.policy, context.monitor),
        )
        st.html(effects_html(context, changes))
        # The key holds the state of the data: a yes to this effect is no yes to another.
        sure = st.checkbox(context.say(UNDO_SURE, id=number), key=f"wsd_undo_sure_{number}_{context.version}")
        mine = acting()
        st.button(
            context.say(UNDO), disabled=not sure, key=f"wsd_undo_{number}", type="primary", on_click=mine.act,
            args=(f"undo {number} {context.version}", UNDOING, _undo_seen, mine, store, effect),
        )  # fmt: skip


def _undo_seen(mine: Acting, store: Store, seen: UndoPreview) -> bool:
    """Undo exactly what was seen, and remember what to tell of it. Whether it was done."""
    found: list[UndoPreview] = []

    def same(now: UndoPreview) -> bool:
        found.append(now)
        return now == seen

    try:
        done = undo(store, seen.id, confirm=same)
    except Problem as problem:
        mine.say(_PLACE, "problem", OUTDATED if found and found[-1] != seen else problem.message)
        return False
    mine.say(_PLACE, "done", UNDO_DONE.format(undoes=seen.id, id=done.id))
    return True


def undo_words(context: Context, effect: UndoPreview) -> str:
    """Per sheet what an undo does, as a list in markdown."""
    lines = []
    for sheet in effect.sheets:
        parts = [
            context.say(text, count=count_words(count, _ONE_ROW, _MANY_ROWS, context.language))
            for text, count in ((GONE, sheet.gone), (EARLIER, sheet.earlier), (BACK, sheet.back), (STAY, sheet.stay))
            if count
        ]
        if parts:
            lines.append(f"- {context.say(SHEETS[sheet.sheet].name)}: {', '.join(parts)}.")
    return "\n".join(lines) or context.say(NO_EFFECT)
