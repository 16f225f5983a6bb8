"""Delivering on the screen: choose files, look what is in them and what they would do, agree, and take them in.

Nothing goes into the data before the last button; what goes in is what was shown.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from wsd_data.delivery import Loaded, Store
from wsd_data.language import count_words, format_number
from wsd_data.model.sheets import SHEETS
from wsd_data.model.text import Text
from wsd_data.ui.back import workbook_back
from wsd_data.ui.changes import changes_html
from wsd_data.ui.context import Context
from wsd_data.ui.effects import effects_html
from wsd_data.ui.findings import show_findings
from wsd_data.ui.grid import grid_html, markdown_safe
from wsd_data.ui.mapping import step
from wsd_data.ui.received import NOT_KEPT, Part
from wsd_data.ui.skipped import skipped_rows
from wsd_data.ui.state import opened
from wsd_data.ui.submission import Choice, FileSummary, Submission
from wsd_data.ui.templates import empty_workbook
from wsd_data.ui.wording import capital

_SESSION = "wsd_upload"
NETWORK = "network"
MEGABYTES = 50
_LISTED = 500
"""So many ending rows are shown one by one."""

INTRO = Text(
    "Kies een of meer bestanden en laat ze nakijken. Daarna staat hier wat er gebeurt. Er verandert pas iets na “Inlezen”.",
    "Choose one or more files and have them checked. Then it says here what will happen. Nothing changes before “Take in”.",
)
FORMATS = ["xlsx", "xls", "ods", "csv"]
FILES = Text("Bestanden (.xlsx, .xls, .ods of .csv)", "Files (.xlsx, .xls, .ods or .csv)")
FILES_HINT = Text(
    "Sleep bestanden in het vak of kies ze met de knop; ten hoogste {size} MB per bestand.",
    "Drag files into the box or choose them with the button; at most {size} MB per file.",
)
DELIVERER = Text("Wie levert aan?", "Who delivers?")
FROM_FILE = Text("zoals het bestand zegt", "as the file says")
NETWORK_NAME = Text("netwerk", "network")
NETWORK_LONG = Text("het netwerk (meer werkplaatsen samen)", "the network (several regions together)")
DELIVERER_HELP = Text(
    "Het bestand zegt het op het blad Toelichting, of noemt maar één werkplaats. Anders geldt het netwerk.",
    "The file says so on the sheet Toelichting, or names only one region. Otherwise it is the network.",
)
SCOPE = Text("Periode waar het over gaat (mag leeg blijven)", "Period it is about (may stay empty)")
SCOPE_HELP = Text(
    "Zoals 2023, 2023-H1 of 2020..2022. Daarmee staat vast dat deze periode volledig is aangeleverd. "
    "Leeg: zoals het bestand zegt, anders de jaren van de rijen zelf.",
    "Such as 2023, 2023-H1 or 2020..2022. It says that this period was delivered completely. "
    "Empty: as the file says, else the years of the rows themselves.",
)
MODE = Text("Hoe telt dit bestand mee?", "How does this file count?")
MODES = {
    "add": Text("Aanvullen", "Add"),
    "full": Text("Volledig vervangen", "Replace fully"),
}
MODE_WORDS = {
    "add": Text(
        "Rijen komen erbij of worden bijgewerkt. Wat al bekend is en niet in het bestand staat, blijft.",
        "Rows are added or updated. What is known already and is not in the file stays.",
    ),
    "full": Text(
        "Dit bestand is alles over zijn bladen en periode. Wat dezelfde aanleveraar eerder bracht en er nu niet meer in "
        "staat, vervalt. Eerst staat hier welke rijen dat zijn.",
        "This file is everything about its sheets and period. What the same deliverer brought before and is no longer in "
        "it ends. First it says here which rows those are.",
    ),
}
CHECK = Text("Nakijken", "Check")
CHECKING = Text("Bezig met {file} ({number} van {count})", "Checking {file} ({number} of {count})")
CHECKED = Text("Nagekeken", "Checked")
NOT_CHECKED = Text("Niet gelukt", "Did not succeed")
LOOKING = Text("Bekijken wat er verandert", "Seeing what changes")
COUNTING = Text("Bekijken wat dit doet met de cijfers", "Seeing what this does to the figures")
CHANGES_SHOW = Text("Bekijk wat er in de gewijzigde rijen verandert", "See what changes in the changed rows")
OTHER_FILES = Text("Andere bestanden kiezen", "Choose other files")
READ_FILES = Text("Nagekeken: {files}", "Checked: {files}")

AS_BEFORE = Text("{file} is gelezen zoals vorige keer.", "{file} was read as the last time.")
AS_CHOSEN = Text("{file} is gelezen met de keuzes van nu.", "{file} was read by the choices of now.")
AS_TEMPLATE = Text(
    "{file} is gelezen met de koppen van het sjabloon.", "{file} was read by the headings of the template."
)
CHANGE = Text("Keuzes aanpassen", "Change the choices")
BY_HAND = Text("Koppel de kolommen zelf", "Map the columns yourself")
REPAIR = Text("Kies wat onbekende waarden betekenen", "Choose what unknown values mean")
FORGET = Text("Niet meer onthouden", "Do not remember")

SHEETS_TITLE = Text("Bladen in {file}", "Sheets in {file}")
SHEET = Text("Blad", "Sheet")
KIND = Text("Gelezen als", "Read as")
NOT_READ = Text("niet gelezen", "not read")
ROWS = Text("Rijen", "Rows")
ACCEPTED = Text("Goed", "Accepted")
REFUSED = Text("Geweigerd", "Refused")
SKIPPED = Text("Overgeslagen", "Skipped")
UNUSED = Text("Koppen die niet gebruikt zijn", "Headings that were not used")
SHEETS_CAPTION = Text("Aantal rijen per blad", "Number of rows per sheet")
NO_SHEETS = Text("In dit bestand is geen enkel blad gelezen.", "No sheet was read in this file.")

EFFECT = Text("Wat er gebeurt bij inlezen", "What will happen")
FILE = Text("Bestand", "File")
FROM = Text("Aanleveraar", "Deliverer")
NEW = Text("Nieuw", "New")
CHANGED = Text("Gewijzigd", "Changed")
UNCHANGED = Text("Gelijk", "Unchanged")
ENDED = Text("Vervalt", "Ends")
EFFECT_CAPTION = Text("Aantal rijen per bestand", "Number of rows per file")
DUPLICATE = Text(
    "{file} is al ingelezen als levering {id}. Dit bestand verandert niets.",
    "{file} was taken in already as delivery {id}. This file changes nothing.",
)
SAME = Text(
    "Alle rijen zijn al bekend. Inlezen legt alleen vast dat ze opnieuw zijn aangeleverd.",
    "All rows are known already. Taking in only records that they were delivered again.",
)
NO_ROWS = Text(
    "Er is geen rij die meegaat; het bestand zegt alleen dat er niets te melden is.",
    "There is no row to take; the file only says that there is nothing to report.",
)
RENEWED = Text(
    "Intussen is er iets anders ingelezen. Er is nog niets veranderd; hieronder staat wat er nu gebeurt.",
    "Meanwhile something else was taken in. Nothing was changed yet; below is what will happen now.",
)
ENDING_ROWS = Text("Rijen die vervallen", "Rows that end")
ROW = Text("Rij", "Row")
AND_MORE = Text("en nog {count} rijen", "and {count} more rows")
HIDDEN_ROWS = Text(
    "Rijen over personen staan er niet bij, omdat de weergave op “zoals openbaar” staat.",
    "Rows about persons are not listed, because the display is set to “as public”.",
)
ONE_ROW, MANY_ROWS = Text("rij", "row"), Text("rijen", "rows")
ONE_REFUSED, MANY_REFUSED = Text("geweigerde rij", "refused row"), Text("geweigerde rijen", "refused rows")
WITHOUT = Text(
    "Ga door zonder de {count}; de levering heet dan onvolledig.",
    "Go on without the {count}; the delivery is then marked incomplete.",
)
LET_END = Text("Ik heb de lijst gezien: {count} vervallen.", "I have seen the list: {count} end.")
LET_END_ONE = Text("Ik heb de lijst gezien: {count} vervalt.", "I have seen the list: {count} ends.")
TAKE = Text("Inlezen", "Take in")
TAKING = Text("Bezig met inlezen", "Taking in")
DONE = Text(
    "Levering {id} is ingelezen ({file}, {deliverer}): {new} nieuw, {changed} gewijzigd, {unchanged} gelijk, {ended} vervallen, {refused} geweigerd.",
    "Delivery {id} was taken in ({file}, {deliverer}): {new} new, {changed} changed, {unchanged} unchanged, {ended} ended, {refused} refused.",
)
TO_DELIVERIES = Text("Bekijk de leveringen", "See the deliveries")


def form(context: Context) -> None:
    """The whole page: what was done last, files and choices, what is in them, and taking them in."""
    store = opened().store
    mine: Submission = st.session_state.setdefault(_SESSION, Submission())
    _done(context, mine)
    st.markdown(context.say(INTRO))
    if mine.reads:
        _files_read(context, mine)
        if mine.asking is not None:
            step(context, mine, mine.asking, store)
            _problem(context, mine)
            return
        for number, part in enumerate(mine.parts):
            _how_read(context, mine, part, store, f"{mine.attempt}_{number}")
        _choices(context, mine)
        if mine.choice != mine.seen_for or mine.version != context.version:
            _look_again(context, mine, store)
    else:
        _choose_files(context, mine, store)
        empty_workbook(context, store)
    _problem(context, mine)
    figures = _effect(context, mine, store) if mine.seen is not None else None
    for number, file in enumerate(mine.files):
        _file(context, file, f"{mine.attempt}_{number}")
        workbook_back(context, mine, number, store)
    if figures is not None:
        # Last, because counting a large file takes seconds: all else can be read meanwhile.
        with figures, st.spinner(context.say(COUNTING)):
            st.html(effects_html(context, mine.effects(store, context.monitor, context.view.policy)))


def _problem(context: Context, mine: Submission) -> None:
    if mine.problem is not None:
        st.error(markdown_safe(context.say(mine.problem)), icon=":material/error:")


def _how_read(context: Context, mine: Submission, part: Part, store: Store, key: str) -> None:
    """By which choices a file was read, and a way to change them."""
    if part.said is not None:
        st.warning(markdown_safe(context.say(part.said)), icon=":material/info:")
    if not part.openable:
        return
    words = AS_BEFORE if part.recalled else AS_CHOSEN if part.read.mapping is not None else AS_TEMPLATE
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(context.say(words, file=markdown_safe(part.read.name)), width="content")
        if not part.can_ask:
            st.caption(context.say(NOT_KEPT), width="content")
            return
        change = REPAIR if part.repairable else CHANGE if part.read.mapping is not None else BY_HAND
        st.button(
            context.say(change), key=f"wsd_map_ask_{key}", on_click=mine.ask, args=(store, part), icon=":material/join_inner:",
            type="tertiary",
        )  # fmt: skip
        if part.recalled:
            st.button(
                context.say(FORGET), key=f"wsd_map_forget_{key}", on_click=mine.forget, args=(store, part), type="tertiary",
                icon=":material/delete:",
            )  # fmt: skip


def _done(context: Context, mine: Submission) -> None:
    for one in mine.done:
        if one.duplicate:
            continue
        words = {n: _number(context, getattr(one, n)) for n in ("new", "changed", "unchanged", "ended", "refused")}
        names = {"file": markdown_safe(one.file), "deliverer": markdown_safe(deliverer_name(context, one.deliverer))}
        st.success(context.say(DONE, id=one.id, **names, **words), icon=":material/check_circle:")
    if mine.done:
        st.page_link("pages/deliveries.py", label=context.say(TO_DELIVERIES), icon=":material/list:")


def _choose_files(context: Context, mine: Submission, store: Store) -> None:
    files = st.file_uploader(
        context.say(FILES), type=FORMATS, accept_multiple_files=True, key=f"wsd_files_{mine.attempt}",
        max_upload_size=MEGABYTES,
    )  # fmt: skip
    st.caption(context.say(FILES_HINT, size=MEGABYTES))
    _choices(context, mine)
    if not st.button(context.say(CHECK), type="primary", disabled=not files, key="wsd_check") or not files:
        return
    with st.status(context.say(CHECK)) as status:

        def tell(name: str, number: int) -> None:
            status.update(label=markdown_safe(context.say(CHECKING, file=name, number=number, count=len(files))))

        mine.read(store, ((file.name, file.getvalue()) for file in files), tell)
        status.update(
            label=context.say(CHECKED if mine.reads else NOT_CHECKED), state="complete" if mine.reads else "error"
        )
    st.rerun()


def _choices(context: Context, mine: Submission) -> None:
    """Deliverer, mode and period; the widgets show what was chosen before, also after the page was left."""
    regions = ["", *context.labels["region"], NETWORK]
    st.session_state["wsd_upload_region"] = mine.choice.region or ""
    st.session_state["wsd_upload_mode"] = mine.choice.mode
    st.session_state["wsd_upload_scope"] = mine.choice.scope
    with st.grid(2, min_column_width=260, gap="small"):
        st.selectbox(
            context.say(DELIVERER), regions, format_func=lambda code: capital(
                context.say(NETWORK_LONG) if code == NETWORK else deliverer_name(context, code)
            ),
            key="wsd_upload_region", help=context.say(DELIVERER_HELP), on_change=_chosen,
        )  # fmt: skip
        st.text_input(
            context.say(SCOPE), key="wsd_upload_scope", help=context.say(SCOPE_HELP), max_chars=60, on_change=_chosen
        )
    st.radio(
        context.say(MODE), list(MODES), format_func=lambda mode: context.say(MODES[mode]), key="wsd_upload_mode",
        captions=[context.say(words) for words in MODE_WORDS.values()], on_change=_chosen,
    )  # fmt: skip


def _chosen() -> None:
    """A choice was made: take it over from the widgets."""
    mine: Submission = st.session_state[_SESSION]
    now = st.session_state
    mine.choice = Choice(now["wsd_upload_region"] or None, now["wsd_upload_mode"], now["wsd_upload_scope"] or "")


def deliverer_name(context: Context, code: str) -> str:
    """Who delivers, by name; the empty code stands for what the file says."""
    if code == NETWORK:
        return context.say(NETWORK_NAME)
    return context.name("region", code) if code else context.say(FROM_FILE)


def _files_read(context: Context, mine: Submission) -> None:
    names = ", ".join(markdown_safe(read.name) for read in mine.reads)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f"**{context.say(READ_FILES, files=names)}**", width="content")
        st.button(context.say(OTHER_FILES), key="wsd_other_files", on_click=mine.clear, icon=":material/refresh:")


def _look_again(context: Context, mine: Submission, store: Store) -> None:
    """The choice or the data changed since the effect was worked out."""
    moved = mine.choice == mine.seen_for
    with st.spinner(context.say(LOOKING)):
        mine.look(store)
    mine.renewed = moved


def _effect(context: Context, mine: Submission, store: Store) -> DeltaGenerator | None:
    """What taking in does, what must be agreed to first, and the button; the place for the figures that change."""
    seen = mine.seen or ()
    st.header(context.say(EFFECT), anchor=False)
    if mine.renewed:
        st.warning(context.say(RENEWED), icon=":material/sync:")
    for one in seen:
        if one.duplicate:
            st.info(context.say(DUPLICATE, file=markdown_safe(one.file), id=one.id), icon=":material/content_copy:")
    if not mine.something:
        return None
    st.html(_effect_html(context, seen))
    if not any(one.new or one.changed or one.ended for one in seen) and not mine.refused:
        st.caption(context.say(SAME if any(one.unchanged for one in seen) else NO_ROWS))
    _changed(context, seen)
    figures = st.container()
    agreed = _agree(context, mine)
    if st.button(
        context.say(TAKE), type="primary", disabled=not agreed, key=f"wsd_take_{mine.attempt}", icon=":material/login:"
    ):
        with st.spinner(context.say(TAKING)):
            mine.take(store, accept_refused=mine.refused > 0, confirmed=mine.ended > 0)
        st.rerun()
    return figures


def _changed(context: Context, seen: tuple[Loaded, ...]) -> None:
    """What is in the changed rows, on request: often there are many."""
    count = sum(one.changed for one in seen)
    if not count:
        return
    fold = st.expander(context.say(CHANGES_SHOW), key="wsd_changes_open", on_change="rerun", icon=":material/edit:")
    if fold.open:
        with fold:
            st.html(changes_html(context, [row for one in seen for row in one.changed_rows], count))


def _agree(context: Context, mine: Submission) -> bool:
    """Ask separately for what goes missing; nothing is asked when nothing does."""
    agreed = True
    if mine.ended:
        count = count_words(mine.ended, ONE_ROW, MANY_ROWS, context.language)
        st.html(ended_html(context, [row for one in mine.seen or () for row in one.ended_rows]))
        words = context.say(LET_END_ONE if mine.ended == 1 else LET_END, count=count)
        agreed = st.checkbox(words, key=f"wsd_let_end_{mine.attempt}")
    if mine.refused:
        count = count_words(mine.refused, ONE_REFUSED, MANY_REFUSED, context.language)
        agreed = st.checkbox(context.say(WITHOUT, count=count), key=f"wsd_without_{mine.attempt}") and agreed
    return agreed


def _effect_html(context: Context, seen: tuple[Loaded, ...]) -> str:
    rows = [
        (
            one.file, capital(deliverer_name(context, one.deliverer)),
            *(_number(context, n) for n in (one.new, one.changed, one.unchanged, one.ended, one.refused)),
        )
        for one in seen
        if not one.duplicate
    ]  # fmt: skip
    headings = [context.say(t) for t in (FILE, FROM, NEW, CHANGED, UNCHANGED, ENDED, REFUSED)]
    return grid_html(context.say(EFFECT_CAPTION), headings, rows, right=range(2, 7))


def ended_html(context: Context, ended: Sequence[tuple[str, str]], title: Text = ENDING_ROWS) -> str:
    """The rows (sheet, words) that end, as a table; rows about persons only where the policy lets them."""
    told = [(s, words) for s, words in ended if not (context.public and SHEETS[s].about_people)]
    rows = [(context.say(SHEETS[s].name), words) for s, words in told[:_LISTED]]
    if len(told) > _LISTED:
        rows.append(("…", context.say(AND_MORE, count=_number(context, len(told) - _LISTED))))
    caption = context.say(title) + (f". {context.say(HIDDEN_ROWS)}" if len(told) < len(ended) else "")
    table = grid_html(caption, [context.say(SHEET), context.say(ROW)], rows, wide={1: 14})
    return f'<div style="max-height:24rem;overflow-y:auto" tabindex="0">{table}</div>'


def _file(context: Context, file: FileSummary, key: str) -> None:
    """What was read in one file."""
    st.header(context.say(SHEETS_TITLE, file=markdown_safe(file.name)), anchor=False)
    if file.sheets:
        st.html(_sheets_html(context, file))
    else:
        st.caption(context.say(NO_SHEETS))
    if file.skipped:
        skipped_rows(context, file.skipped, f"wsd_{key}_skipped")
    show_findings(context, file.remarks, file.name, key)


def _sheets_html(context: Context, file: FileSummary) -> str:
    rows = [
        (
            sheet.name, context.say(SHEETS[sheet.kind].name if sheet.kind else NOT_READ),
            *(_number(context, n) for n in (sheet.rows, sheet.accepted, sheet.refused, sheet.skipped)),
            ", ".join(sheet.unmapped) or "–",
        )
        for sheet in file.sheets
    ]  # fmt: skip
    headings = [context.say(t) for t in (SHEET, KIND, ROWS, ACCEPTED, REFUSED, SKIPPED, UNUSED)]
    return grid_html(context.say(SHEETS_CAPTION), headings, rows, right=range(2, 6), wide={6: 14})


def _number(context: Context, value: int) -> str:
    return format_number(value, 0, context.language)
