"""The files of a delivery: choosing them and having them read, and by which choices each of them was read."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from wsd_data.delivery import Store
from wsd_data.model.text import Text
from wsd_data.ui import upload_choice
from wsd_data.ui.acting import Acting, acting
from wsd_data.ui.context import Context
from wsd_data.ui.grid import markdown_safe
from wsd_data.ui.received import NOT_KEPT, Part
from wsd_data.ui.submission import Submission

MEGABYTES = 50
FORMATS = ["xlsx", "xls", "ods", "csv"]
FILES = Text("Bestanden (.xlsx, .xls, .ods of .csv)", "Files (.xlsx, .xls, .ods or .csv)")
FILES_HINT = Text(
    "Sleep bestanden in het vak of kies ze met de knop; ten hoogste {size} MB per bestand.",
    "Drag files into the box or choose them with the button; at most {size} MB per file.",
)
CHECK = Text("Nakijken", "Check")
BEGINNING = Text("Bezig met nakijken", "Checking")
BEGINNING_ANEW = Text("Bezig met opruimen", "Clearing up")
CHECKING = Text("Bezig met {file} ({number} van {count})", "Checking {file} ({number} of {count})")
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


def choose(context: Context, mine: Submission, store: Store) -> None:
    """The files, what holds for all of them, and having them checked."""
    files = st.file_uploader(
        context.say(FILES), type=FORMATS, accept_multiple_files=True, key=f"wsd_files_{mine.attempt}",
        max_upload_size=MEGABYTES,
    )  # fmt: skip
    st.caption(context.say(FILES_HINT, size=MEGABYTES))
    upload_choice.show(context, mine)
    st.button(
        context.say(CHECK), type="primary", disabled=not files, key="wsd_check", on_click=_pressed,
        args=(acting(), mine, store, f"wsd_files_{mine.attempt}"),
    )  # fmt: skip


def _pressed(turn: Acting, mine: Submission, store: Store, place: str) -> None:
    files = [(file.name, file.getvalue()) for file in st.session_state.get(place) or ()]
    if files:
        turn.act(place, BEGINNING, _check, turn, mine, store, files)


def _check(turn: Acting, mine: Submission, store: Store, files: Sequence[tuple[str, bytes]]) -> bool:
    """Whether they were read; by and by it is said which one is being read."""

    def tell(name: str, number: int) -> None:
        turn.busy = CHECKING.format(file=markdown_safe(name), number=number, count=len(files))

    mine.read(store, files, tell)
    return bool(mine.reads)


def named(context: Context, mine: Submission) -> None:
    """Which files were checked, and a way back to others."""
    names = ", ".join(markdown_safe(read.name) for read in mine.reads)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f"**{context.say(READ_FILES, files=names)}**", width="content")
        st.button(
            context.say(OTHER_FILES), key="wsd_other_files", icon=":material/refresh:", on_click=acting().act,
            args=(f"clear {mine.attempt}", BEGINNING_ANEW, _clear, mine, mine.attempt),
        )  # fmt: skip


def _clear(mine: Submission, attempt: int) -> bool:
    """Put the files away, unless they were taken in before it came to that."""
    if mine.attempt == attempt:
        mine.clear()
    return True


def how_read(context: Context, mine: Submission, store: Store) -> None:
    """By which choices each file was read, and a way to change them."""
    for number, part in enumerate(mine.parts):
        _how_read(context, mine, part, store, f"{mine.attempt}_{number}")


def _how_read(context: Context, mine: Submission, part: Part, store: Store, key: str) -> None:
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
