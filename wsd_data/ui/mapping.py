"""What stands where in a file that is not ours: per sheet its kind, its headings, and what unknown values mean.

Everything is proposed and nothing is silent: what is not sure must be chosen. Draws a `Draft` and changes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from wsd_data.delivery import Store
from wsd_data.intake.mapping import MAY_BE_UNKNOWN, TERM_KINDS
from wsd_data.intake.proposals import CONFIDENT, SheetProposal, ValueProposal
from wsd_data.language import count_words, format_number
from wsd_data.model.columns import Column
from wsd_data.model.problems import Refused
from wsd_data.model.sheets import SHEETS
from wsd_data.model.text import Text, fold
from wsd_data.ui.context import Context
from wsd_data.ui.draft import FIXED, HEADING, NOT_KNOWN, UNUSED, Draft, SheetDraft, picked, source_of
from wsd_data.ui.grid import grid_html, markdown_safe, page_of
from wsd_data.ui.received import Part, loaded_mapping, mapping_file
from wsd_data.ui.submission import Submission
from wsd_data.ui.terms import meanings
from wsd_data.ui.wording import capital

_LISTED = 200
_SAMPLE = 60
"""Characters of a value that is shown as an example."""
_SURE = 0.9

TITLE = Text("Wat staat waar in {file}?", "What stands where in {file}?")
INTRO = Text(
    "Dit bestand heeft andere bladen of koppen dan het sjabloon. Hieronder staat een voorstel. Kijk of het klopt en kies wat "
    "ontbreekt. Het bestand zelf verandert niet. De keuzes worden onthouden voor een volgend bestand met dezelfde koppen.",
    "This file has other sheets or headings than the template. Below is a proposal. See whether it is right and choose what is "
    "missing. The file itself does not change. The choices are remembered for a next file with the same headings.",
)
SHEET = Text("Blad", "Sheet")
SHEETS_CAPTION = Text("Bladen in het bestand", "Sheets in the file")
KIND = Text("Wat staat er op dit blad?", "What is on this sheet?")
LEAVE_OUT = Text("laat dit blad weg", "leave this sheet out")
READ_AS = Text("Lezen als", "Read as")
LEFT_OUT = Text("weggelaten", "left out")
ROWS = Text("Rijen", "Rows")
STILL = Text("Nog te kiezen", "Still to choose")
HIDDEN_SHEET = Text("{name} (verborgen blad)", "{name} (hidden sheet)")
HEADING_ROW = Text("Rij met de koppen", "Row with the headings")
SURE, LIKELY_WORD, PERHAPS = Text("zeker", "certain"), Text("waarschijnlijk", "probable"), Text("misschien", "perhaps")
CHOSEN = Text("zelf gekozen", "chosen by hand")
COLUMNS = Text("Kolommen", "Columns")
OURS = Text("Onze kolom (* = verplicht)", "Our column (* = required)")
THEIRS = Text("Komt uit", "Comes from")
EXAMPLES = Text("Hoe zeker, en de eerste waarden", "How certain, and the first values")
NOT_USED = Text("niet gebruiken", "do not use")
STILL_CHOOSE = Text("nog kiezen", "still to choose")
ALL_FIXED = Text("dezelfde waarde in elke rij", "the same value in every row")
ALL_UNKNOWN = Text("onbekend in elke rij", "unknown in every row")
THE_FIXED = Text("een vaste waarde", "a fixed value")
THE_UNKNOWN = Text("onbekend", "unknown")
PARTS = {
    "year": Text("jaar uit “{name}”", "year from “{name}”"),
    "start": Text("begin van “{name}”", "start of “{name}”"),
    "end": Text("einde van “{name}”", "end of “{name}”"),
}
LIKE = Text("lijkt op “{name}” ({sure})", "is like “{name}” ({sure})")
SAME_AS = Text("De waarde voor {column}", "The value of {column}")
WHERE_BLANK = Text("Als de cel bij {column} leeg is", "Where the cell of {column} is blank")
BLANK_REFUSED = Text("dan wordt de rij geweigerd", "then the row is refused")
BLANK_COUNT = Text("{count} leeg; neem dan:", "{count} blank; then take:")
NO_EXAMPLES = Text("waarden staan hier niet", "values are not shown here")
EMPTY = Text("leeg", "blank")
OTHER_COLUMNS = Text("Andere kolommen ({count})", "Other columns ({count})")
LEFT = Text(
    "Koppen die nergens voor gebruikt worden ({count}): {names}.",
    "Headings that nothing is taken from ({count}): {names}.",
)
PERSONAL_TITLE = Text("Gegevens over personen", "Data about persons")
PERSONAL = Text(
    "In “{name}” staat iets over personen ({what}). Dat wordt niet bewaard. Laat de kolom weg. Blijft zij staan, dan geweigerd: {count}.",
    "“{name}” holds something about persons ({what}). That is not kept. Leave the column out. If it stays, refused: {count}.",
)
PERSONAL_HEADING = Text(
    "De kop “{name}” wijst op personen ({what}). Dat wordt niet bewaard. Laat de kolom weg.",
    "The heading “{name}” points at persons ({what}). That is not kept. Leave the column out.",
)
ONE_ROW, MANY_ROWS = Text("rij", "row"), Text("rijen", "rows")
DROP = Text("Laat “{name}” weg", "Leave “{name}” out")
VALUES = Text("Waarden die niet in de lijst staan", "Values that are not in the list")
VALUES_INTRO = Text(
    "Kies wat een waarde betekent; dat geldt voor alle cellen waar zij staat. Zonder keuze blijft staan wat er stond.",
    "Choose what a value means; that holds for every cell it stands in. Without a choice it stays as it is.",
)
VALUE_IN = Text("{column}: “{value}” betekent", "{column}: “{value}” means")
ONE_CELL, MANY_CELLS = Text("cel", "cell"), Text("cellen", "cells")
LOOKS_LIKE = Text("{name} (lijkt erop)", "{name} (is like it)")
ONE_VALUE, MANY_VALUES = Text("waarde", "value"), Text("waarden", "values")
TAKE_ALL = Text("Neem de {count} meest zekere voorstellen over", "Take the {count} most certain proposals")
VALUES_HIDDEN = Text(
    "Niet getoond: {count}, omdat het een naam of adres van een persoon kan zijn. Zoek die op in het bestand zelf.",
    "Not shown: {count}, because it may be the name or address of a person. Look it up in the file itself.",
)
QUESTIONS = Text("Kijk hier even naar", "Please look at this")
SKIPPED = Text("Rijen die overgeslagen worden ({count})", "Rows that are skipped ({count})")
ROW, REASON = Text("Rij", "Row"), Text("Reden", "Reason")
HIDDEN_ROWS = Text("Verborgen rijen gaan mee: {rows}.", "Hidden rows are taken too: {rows}.")
MISSING = Text(
    "Kies op blad {sheet} nog waar dit vandaan komt: {columns}.",
    "On sheet {sheet}, choose where this comes from: {columns}.",
)
NOTHING_CHOSEN = Text("Kies voor ten minste een blad wat erop staat.", "Choose for at least one sheet what is on it.")
GO_ON = Text("Nakijken met deze keuzes", "Check with these choices")
READING = Text("Bezig met nakijken", "Checking")
LOOKING = Text("Bekijken wat er op het blad staat", "Looking at what is on the sheet")
NOT_NOW = Text("Terug zonder deze keuzes", "Back without these choices")
KEEP = Text("Keuzes bewaren of openen", "Save or open choices")
SAVE = Text("Download de keuzes (JSON)", "Download the choices (JSON)")
OPEN = Text("Open eerder bewaarde keuzes (JSON)", "Open choices that were saved before (JSON)")
OPENED = Text(
    "De keuzes zijn overgenomen voor {count} van de {all} bladen.",
    "The choices were taken over for {count} of {all} sheets.",
)


def step(context: Context, mine: Submission, part: Part, store: Store) -> None:
    """The whole step for one file: its sheets, the sheet on the screen, and going on."""
    draft = part.draft
    if draft is None:
        return
    key = f"wsd_map_{mine.attempt}"
    st.header(context.say(TITLE, file=markdown_safe(part.read.name)), anchor=False)
    st.markdown(context.say(INTRO))
    if draft.sheets:
        sheet = _which(context, draft, key)
        if sheet.outdated:
            with st.spinner(context.say(LOOKING)):
                mine.look_again(store, part)
        _sheet(context, sheet, store, f"{key}_{list(draft.sheets).index(sheet.name)}")
    _finish(context, mine, part, store, key)
    _keep(context, draft, key)


def certainty(sure: float) -> Text:
    """How sure a proposal is, in words."""
    return SURE if sure >= _SURE else LIKELY_WORD if sure >= CONFIDENT else PERHAPS


def _which(context: Context, draft: Draft, key: str) -> SheetDraft:
    """Let the visitor choose a sheet where there are several."""
    names = list(draft.sheets)
    if len(names) > 1:
        st.html(_sheets_html(context, draft))
        st.session_state[f"{key}_sheet"] = draft.current
        draft.current = st.selectbox(context.say(SHEET), names, key=f"{key}_sheet") or names[0]
    return draft.sheets[draft.current]


def _sheets_html(context: Context, draft: Draft) -> str:
    rows = []
    for sheet in draft.sheets.values():
        name = context.say(HIDDEN_SHEET, name=sheet.name) if sheet.look.hidden else sheet.name
        kind = context.say(SHEETS[sheet.kind].name if sheet.kind else LEFT_OUT)
        missing = ", ".join(context.say(c.heading) for c in sheet.missing) if sheet.look.rows else ""
        rows.append((name, kind, _number(context, sheet.look.rows), missing or "–"))
    headings = [context.say(t) for t in (SHEET, READ_AS, ROWS, STILL)]
    return grid_html(context.say(SHEETS_CAPTION), headings, rows, right=(2,), wide={3: 12})


def _sheet(context: Context, sheet: SheetDraft, store: Store, key: str) -> None:
    _what(context, sheet, key)
    if sheet.kind is None:
        return
    look = sheet.look
    if look.questions:
        listed = "\n".join(f"- {markdown_safe(context.say(question))}" for question in look.questions)
        st.info(f"{context.say(QUESTIONS)}:\n{listed}", icon=":material/visibility:")
    _columns(context, sheet, store, key)
    _personal(context, sheet, key)
    _values(context, sheet, store, key)
    _passed(context, look, key)


def _what(context: Context, sheet: SheetDraft, key: str) -> None:
    """The kind of the sheet and the row of its headings."""
    sure = {guess.value: guess.confidence for guess in sheet.look.kinds}
    kinds = ["", *sorted(SHEETS, key=lambda kind: -sure.get(kind, 0.0))]

    def name(kind: str) -> str:
        if not kind:
            return context.say(LEAVE_OUT)
        words = capital(context.say(SHEETS[kind].name))
        return f"{words} ({context.say(certainty(sure[kind]))})" if kind in sure else words

    with st.grid(2, min_column_width=240, gap="small"):
        st.session_state[f"{key}_kind"] = sheet.kind or ""
        st.selectbox(context.say(KIND), kinds, format_func=name, key=f"{key}_kind", on_change=_began, args=(sheet, key))
        if sheet.kind is not None:
            st.session_state[f"{key}_row"] = sheet.heading_row
            st.number_input(
                context.say(HEADING_ROW), min_value=1, max_value=1_048_576, step=1, key=f"{key}_row", on_change=_began, args=(sheet, key)
            )  # fmt: skip


def _began(sheet: SheetDraft, key: str) -> None:
    now = st.session_state
    sheet.begin(now[f"{key}_kind"] or None, int(now.get(f"{key}_row") or sheet.heading_row))


def _columns(context: Context, sheet: SheetDraft, store: Store, key: str) -> None:
    """Every column of ours with where it comes from: those that matter, and the others behind one line."""
    near, others = sheet.columns()
    st.subheader(context.say(COLUMNS), anchor=False)
    words = {f"{HEADING}:{name}": name for name in sheet.headings}
    for cell, text in zip(st.columns(_WIDTHS, gap="small"), (OURS, THEIRS, EXAMPLES), strict=True):
        cell.caption(context.say(text))
    for column in near:
        _column(context, sheet, column, store, words, key)
    if others:
        more = st.expander(context.say(OTHER_COLUMNS, count=len(others)), key=f"{key}_more", on_change="rerun")
        if more.open:
            with more:
                for column in others:
                    _column(context, sheet, column, store, words, key)
    left = sheet.left_out
    if left:
        names = ", ".join(markdown_safe(heading.name) for heading in left)
        st.caption(context.say(LEFT, count=len(left), names=names))


_WIDTHS = (2, 3, 4)


def _column(context: Context, sheet: SheetDraft, column: Column, store: Store, words: dict[str, str], key: str) -> None:
    """One column of ours: its name, where it comes from, how certain that is and the first values."""
    source = sheet.sources.get(column.id)
    first, then = picked(source)
    named = context.say(column.heading)
    options = dict(words)
    if column.kind == "date":
        options |= {f"{p}:{name}": context.say(text, name=name) for p, text in PARTS.items() for name in sheet.headings}
    unknown = column.required and column.kind in MAY_BE_UNKNOWN
    fixed = {FIXED: context.say(ALL_FIXED), **({NOT_KNOWN: context.say(ALL_UNKNOWN)} if unknown or first == NOT_KNOWN else {})}  # fmt: skip
    nothing = STILL_CHOOSE if column in sheet.missing and source is None else NOT_USED
    options = {UNUSED: context.say(nothing), **options, **fixed}
    place = f"{key}_c_{column.id}"
    name, pick, about = st.columns(_WIDTHS, gap="small", vertical_alignment="center")
    name.markdown(f"**{markdown_safe(named)}** \\*" if column.required else markdown_safe(named))
    with pick:
        st.session_state[place] = first
        st.selectbox(
            f"{named}: {context.say(THEIRS)}", list(options), format_func=lambda one: options.get(one, one), key=place,
            label_visibility="collapsed", on_change=_picked, args=(sheet, column.id, place),
        )  # fmt: skip
    with about:
        _about(context, sheet, column)
        if first == FIXED:
            _fixed(context, sheet, column, store, place)
        blank = _blank(sheet, column)
        if blank:
            rest = {UNUSED: context.say(BLANK_REFUSED), FIXED: context.say(THE_FIXED)}
            rest |= {NOT_KNOWN: context.say(THE_UNKNOWN)} if unknown else {}
            rest |= {one: text for one, text in words.items() if one != first}
            st.session_state[f"{place}_then"] = then
            st.selectbox(
                context.say(BLANK_COUNT, count=_number(context, blank)), list(rest), key=f"{place}_then",
                help=context.say(WHERE_BLANK, column=named), format_func=lambda one: rest.get(one, one), on_change=_picked,
                args=(sheet, column.id, place),
            )  # fmt: skip
            if then == FIXED:
                _fixed(context, sheet, column, store, place)


def _blank(sheet: SheetDraft, column: Column) -> int:
    """How many rows lack a required column, where something may be taken instead."""
    source = sheet.sources.get(column.id)
    if source is None or not source.headings or source.part or not column.required:
        return 0
    heading = sheet.headings.get(source.headings[0])
    rows = sheet.look.rows - len(sheet.look.skipped)
    return max(rows - heading.filled, 0) if heading else 0


def _about(context: Context, sheet: SheetDraft, column: Column) -> None:
    source = sheet.sources.get(column.id)
    if source is None or not source.headings:
        found = sheet.guess(column.id) if source is None else None
        if found is not None:
            how = context.say(certainty(found[1].confidence))
            st.caption(context.say(LIKE, name=markdown_safe(found[0].name), sure=how))
        return
    sure = sheet.sure(column.id)
    said = context.say(certainty(sure) if sure else CHOSEN)
    heading = sheet.headings.get(source.headings[0])
    if heading is None:
        return
    samples = "; ".join(one[:_SAMPLE] for one in sheet.samples(heading))
    words = samples or context.say(NO_EXAMPLES if heading.filled else EMPTY)
    # No markdown: an address in a cell would become a link.
    st.html(
        f'<span style="font-size:.875rem;opacity:.7;overflow-wrap:anywhere">{escape(said)} · {escape(words)}</span>'
    )


def _fixed(context: Context, sheet: SheetDraft, column: Column, store: Store, place: str) -> None:
    """The value that every row gets."""
    label = context.say(SAME_AS, column=context.say(column.heading))
    source = sheet.sources[column.id]
    if column.kind in TERM_KINDS:
        names = meanings(context, column, store.known)
        values = ["", *names]
        if source.fixed and source.fixed not in names:
            values.append(source.fixed)
        st.session_state[f"{place}_value"] = source.fixed or ""
        st.selectbox(
            label, values, key=f"{place}_value", on_change=_filled, args=(sheet, column.id, place),
            format_func=lambda one: names.get(one, one) if one else context.say(STILL_CHOOSE), label_visibility="collapsed",
        )  # fmt: skip
    else:
        st.session_state[f"{place}_value"] = source.fixed or ""
        st.text_input(
            label, key=f"{place}_value", max_chars=200, on_change=_filled, args=(sheet, column.id, place),
            label_visibility="collapsed", placeholder=label,
        )  # fmt: skip


def _picked(sheet: SheetDraft, column: str, place: str) -> None:
    now, before = st.session_state, sheet.sources.get(column)
    first, then = now[place], now.get(f"{place}_then", UNUSED)
    sheet.choose(column, source_of(first, then, before))


def _filled(sheet: SheetDraft, column: str, place: str) -> None:
    source = sheet.sources.get(column)
    if source is not None:
        headings = source.headings
        sheet.choose(column, type(source)(headings, str(st.session_state[f"{place}_value"] or ""), source.part))


def _personal(context: Context, sheet: SheetDraft, key: str) -> None:
    """Columns with data about persons; letting them go is asked one by one."""
    if not sheet.personal:
        return
    st.subheader(context.say(PERSONAL_TITLE), anchor=False)
    for heading in sheet.personal:
        what = context.say(heading.personal) if heading.personal else ""
        place = f"{key}_drop_{heading.letter}"
        count = count_words(heading.personal_rows, ONE_ROW, MANY_ROWS, context.language)
        words = PERSONAL if heading.personal_rows else PERSONAL_HEADING
        st.markdown(context.say(words, name=markdown_safe(heading.name), what=what, count=count))
        st.session_state[place] = heading.name in sheet.drop
        st.checkbox(
            context.say(DROP, name=markdown_safe(heading.name)), key=place, on_change=_let_go, args=(sheet, heading.name, place)
        )  # fmt: skip


def _let_go(sheet: SheetDraft, heading: str, place: str) -> None:
    sheet.let_go(heading, bool(st.session_state[place]))


def _values(context: Context, sheet: SheetDraft, store: Store, key: str) -> None:
    """What values mean that no list knows, a page at a time."""
    values, hidden = sheet.values(context.public)
    if not values and not hidden:
        return
    st.subheader(context.say(VALUES), anchor=False)
    if values:
        st.caption(context.say(VALUES_INTRO))
        _take_all(context, sheet, values, key)
        lines, words = page_of(context, len(values), f"{key}_values_page")
        if len(values) > lines.stop - lines.start:
            st.caption(words)
        for nth, value in list(enumerate(values))[lines]:
            _value(context, sheet, value, store, f"{key}_v_{nth}")
    if hidden:
        st.caption(context.say(VALUES_HIDDEN, count=count_words(hidden, ONE_VALUE, MANY_VALUES, context.language)))


def _take_all(context: Context, sheet: SheetDraft, values: Sequence[ValueProposal], key: str) -> None:
    sure = [
        (v.column, v.value, v.guesses[0].value)
        for v in values
        if v.guesses and v.guesses[0].confidence >= CONFIDENT and fold(v.value) not in sheet.terms.get(v.column, {})
    ]
    if len(sure) > 1:
        words = context.say(TAKE_ALL, count=_number(context, len(sure)))
        st.button(words, key=f"{key}_take_all", on_click=_mean_all, args=(sheet, sure), icon=":material/done_all:")


def _mean_all(sheet: SheetDraft, sure: Sequence[tuple[str, str, str]]) -> None:
    for column, value, meant in sure:
        sheet.mean(column, value, meant)


def _value(context: Context, sheet: SheetDraft, value: ValueProposal, store: Store, place: str) -> None:
    """One unknown value: how often it stands there, and what it means."""
    column = SHEETS[sheet.kind or ""].by_id[value.column]
    names = dict(meanings(context, column, store.known))
    near = {guess.value: context.say(LOOKS_LIKE, name=names.get(guess.value, guess.shown)) for guess in value.guesses}
    meant = sheet.terms.get(value.column, {}).get(fold(value.value), "")
    options = {
        "": context.say(STILL_CHOOSE),
        **near,
        **{code: name for code, name in names.items() if code not in near},
    }
    options.setdefault(meant, meant)
    typed, pick = st.columns((1, 1), gap="small", vertical_alignment="center")
    count = count_words(value.count, ONE_CELL, MANY_CELLS, context.language)
    heading = context.say(column.heading)
    typed.markdown(f"{markdown_safe(heading)}: **{markdown_safe(value.value)}** ({count})")
    with pick:
        st.session_state[place] = meant
        st.selectbox(
            context.say(VALUE_IN, column=heading, value=value.value), list(options), key=place, format_func=lambda one: options.get(one, one),
            label_visibility="collapsed", on_change=_meant, args=(sheet, value.column, value.value, place),
        )  # fmt: skip


def _meant(sheet: SheetDraft, column: str, value: str, place: str) -> None:
    sheet.mean(column, value, str(st.session_state[place] or ""))


def _passed(context: Context, look: SheetProposal, key: str) -> None:
    """Rows that will be skipped, and rows that are hidden."""
    if look.hidden_rows:
        rows = ", ".join(map(str, look.hidden_rows[:12])) + (", …" if len(look.hidden_rows) > 12 else "")
        st.caption(context.say(HIDDEN_ROWS, rows=rows))
    if look.skipped:
        skipped_rows(context, [("", row, why) for row, why in look.skipped], f"{key}_skipped")


def skipped_rows(context: Context, skipped: Sequence[tuple[str, int, Text]], key: str) -> None:
    """Rows that are skipped, with sheet (if there are several), row and reason, behind one line."""
    more = st.expander(context.say(SKIPPED, count=_number(context, len(skipped))), key=key, on_change="rerun")
    if more.open:
        sheets = any(sheet for sheet, _, _ in skipped)
        rows = [(*([sheet] if sheets else []), str(row), context.say(why)) for sheet, row, why in skipped[:_LISTED]]
        if len(skipped) > _LISTED:
            rows.append((*([""] if sheets else []), "…", ""))
        headings = [context.say(t) for t in ((SHEET, ROW, REASON) if sheets else (ROW, REASON))]
        more.html(grid_html(context.say(SKIPPED, count=_number(context, len(skipped))), headings, rows))


def _finish(context: Context, mine: Submission, part: Part, store: Store, key: str) -> None:
    """What must still be chosen, and going on."""
    sheets = part.draft.sheets.values() if part.draft else ()
    ready = any(sheet.kind for sheet in sheets)
    if not ready:
        st.warning(context.say(NOTHING_CHOSEN), icon=":material/info:")
    for sheet in sheets:
        if sheet.missing and sheet.look.rows:
            columns = ", ".join(context.say(column.heading) for column in sheet.missing)
            said = context.say(MISSING, sheet=markdown_safe(sheet.name), columns=markdown_safe(columns))
            st.warning(said, icon=":material/info:")
            ready = False
    with st.container(horizontal=True):
        if st.button(
            context.say(GO_ON), type="primary", disabled=not ready, key=f"{key}_go", icon=":material/fact_check:"
        ):
            with st.spinner(context.say(READING)):
                mine.map(store, part)
            st.rerun()
        st.button(context.say(NOT_NOW), key=f"{key}_back", on_click=mine.leave, args=(store, part))


def _keep(context: Context, draft: Draft, key: str) -> None:
    """The choices as a file, to keep or to take over."""
    more = st.expander(context.say(KEEP), key=f"{key}_keep", on_change="rerun")
    if not more.open:
        return
    with more:
        try:
            content = mapping_file(draft.mapping())
        except Refused as refused:
            st.caption(markdown_safe(context.say(refused.message)))
        else:
            st.download_button(
                context.say(SAVE), data=content, file_name="wsd-koppeling.json", mime="application/json", key=f"{key}_save",
                on_click="ignore", icon=":material/download:",
            )  # fmt: skip
        file = st.file_uploader(context.say(OPEN), type=["json"], key=f"{key}_open", max_upload_size=4)
        if file is not None and st.session_state.get(f"{key}_opened") != file.file_id:
            st.session_state[f"{key}_opened"] = file.file_id
            try:
                st.session_state[f"{key}_said"] = draft.take_over(loaded_mapping(file.getvalue()))
                st.rerun()
            except Refused as refused:
                st.error(markdown_safe(context.say(refused.message)), icon=":material/error:")
        count = st.session_state.get(f"{key}_said")
        if count is not None:
            st.caption(context.say(OPENED, count=count, all=len(draft.sheets)))


def _number(context: Context, value: int) -> str:
    return format_number(value, 0, context.language)
