"""Where a year stands: draft, complete or closed, by whom and when; and the closed figures beside those of now."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from wsd_data.delivery.closing import MOST_NAME, MOST_REMARK, ClosedValue, Stage, Step, advance, steps
from wsd_data.figures import Value
from wsd_data.language import format_date
from wsd_data.model.clock import on_the_clock
from wsd_data.model.indicators import INDICATORS
from wsd_data.model.periods import years
from wsd_data.model.problems import Problem
from wsd_data.model.text import Text
from wsd_data.store.fold import NOW
from wsd_data.ui.acting import Acting, acting
from wsd_data.ui.address import link_to, write_address
from wsd_data.ui.context import Context
from wsd_data.ui.grid import grid_html, markdown_safe
from wsd_data.ui.state import opened
from wsd_data.ui.wording import capital

TITLE = Text("Vaststellen van {year}, {scope}", "Closing of {year}, {scope}")
NOT_BEGUN = Text("{year} is nog niet vastgesteld.", "{year} has not been closed.")
STAGE = {
    "draft": Text("concept", "draft"),
    "complete": Text("compleet", "complete"),
    "closed": Text("afgesloten", "closed"),
}
LINE = Text("**{stage}** op {day} door {name}, stand na levering {state}", "**{stage}** on {day} by {name}, state after delivery {state}")  # fmt: skip
TO = {
    "draft": Text("Leg vast als concept", "Record as draft"),
    "complete": Text("Leg vast als compleet", "Record as complete"),
    "closed": Text("Sluit het jaar af", "Close the year"),
}
NAME, REMARK = Text("Wie stelt dit vast?", "Who decides this?"), Text("Opmerking", "Remark")
SURE = Text(
    "Ik weet dat een afgesloten jaar zo blijft staan, wat er later ook bij komt.",
    "I know that a closed year stays as it is, whatever comes later.",
)
ONE_REGION = Text(
    "Een jaar wordt vastgesteld voor één werkplaats of voor alle samen. Haal de andere filters weg om het te zien.",
    "A year is closed for one region or for all together. Remove the other filters to see it.",
)
ONLY_NOW = Text(
    "Vaststellen kan alleen met de exacte cijfers van nu (weergave intern, zonder eerdere stand).",
    "Closing is only possible with the exact figures of now (internal view, no earlier state).",
)
TABLE = Text("Zoals afgesloten, en zoals nu bekend", "As closed, and as known now")
INDICATOR, THEN, NOW_HEADING, VERSION = (
    Text("Indicator", "Indicator"), Text("Afgesloten", "Closed"), Text("Nu", "Now"), Text("Versie", "Version"),
)  # fmt: skip
CHANGE = Text("Verschil", "Difference")
DIFFERS, GONE = Text("anders", "different"), Text("bestaat niet meer", "no longer exists")
SAME = Text("Alle cijfers zijn nu nog gelijk aan de afgesloten cijfers.", "All figures are still equal to the closed ones.")  # fmt: skip
SOME_DIFFER = Text(
    "Nu anders dan afgesloten: {names}. Wat er veranderde staat bij “Waarom is dit getal veranderd?”.",
    "Now different from what was closed: {names}. What changed stands under “Why did this figure change?”.",
)
LINK = Text("Toon alles zoals het bij het afsluiten bekend was", "Show everything as it was known when it was closed")
ADVANCING = Text("Bezig met vastleggen", "Recording")
DONE = Text("Vastgelegd: {year} is {stage}.", "Recorded: {year} is {stage}.")
_PLACE = "closing"
NEXT: dict[Stage | None, tuple[Stage, ...]] = {
    None: ("draft", "complete"),
    "draft": ("draft", "complete"),
    "complete": ("draft", "complete", "closed"),
    "closed": (),
}


def block(context: Context) -> None:
    """The stage of the page's year, its history, and the next step."""
    year = context.year
    scope = context.selection_words()
    title = context.say(TITLE, year=year, scope=scope)
    with st.expander(title, key="wsd_closing", icon=":material/task_alt:", on_change="rerun") as fold:
        if not fold.open:
            return
        whole, region = context.one_scope
        if not whole:
            st.markdown(context.say(ONE_REGION))
            return
        made = context.shelf.get(("closings", context.version), lambda: tuple(steps(opened().store)))
        own = [step for step in made if (step.year, step.region) == (year, region)]
        with acting().telling(context, _PLACE):
            _taken(context, year, own)
        if own and own[-1].stage == "closed":
            _closed(context, own[-1])
        elif context.public or context.view.stand != NOW:
            st.caption(context.say(ONLY_NOW))
        else:
            _next(context, year, region, own[-1].stage if own else None)


def _taken(context: Context, year: int, own: Sequence[Step]) -> None:
    if not own:
        st.markdown(context.say(NOT_BEGUN, year=year))
    for step in own:
        day = format_date(on_the_clock(step.recorded).date(), context.language)
        said = context.say(
            LINE,
            stage=capital(context.say(STAGE[step.stage])),
            day=day,
            name=markdown_safe(step.name),
            state=step.state,
        )
        st.markdown(f"- {said}" + (f": {markdown_safe(' '.join(step.remark.split()))}" if step.remark else "."))


def _next(context: Context, year: int, region: str | None, stage: Stage | None) -> None:
    form = f"wsd_closing_{year}_{region}_{context.version}"
    with st.form(form, border=False):
        st.text_input(context.say(NAME), max_chars=MOST_NAME, width=420, key=f"{form}_name")
        st.text_area(context.say(REMARK), max_chars=MOST_REMARK, height=80, key=f"{form}_remark")
        if "closed" in NEXT[stage]:
            st.checkbox(context.say(SURE), key=f"{form}_sure")
        with st.container(horizontal=True):
            for to in NEXT[stage]:
                st.form_submit_button(context.say(TO[to]), on_click=_pressed, args=(acting(), form, year, region, to))


def _pressed(mine: Acting, form: str, year: int, region: str | None, stage: Stage) -> None:
    """Take the next step with what stands in the form, once."""
    said = st.session_state
    name, remark, sure = said[f"{form}_name"], said[f"{form}_remark"], said.get(f"{form}_sure", False)
    mine.act(form, ADVANCING, _advance, mine, year, region, stage, name, remark, sure)


def _advance(mine: Acting, year: int, region: str | None, stage: Stage, name: str, remark: str, sure: bool) -> bool:
    """Whether the step was taken; what to tell of it is remembered."""
    if stage == "closed" and not sure:
        mine.say(_PLACE, "question", SURE)
        return False
    state = opened()
    try:
        advance(state.store, state.monitor, year, region, stage, name, remark)
    except Problem as problem:
        mine.say(_PLACE, "problem", problem.message)
        return False
    mine.say(_PLACE, "done", DONE.format(year=year, stage=STAGE[stage]))
    return True


def _closed(context: Context, step: Step) -> None:
    """Every closed figure beside the figure of the view's state, and the way back to the state it was closed in."""
    values = step.values[context.view.policy]
    rows, other = [], []
    for value in values:
        label = capital(context.say(value.label))
        then, now = words_of(context, value, value.figure), _now(context, step, value)
        differs = then != now
        if differs:
            other.append(context.say(value.label))
        rows.append((label, then, now, context.say(DIFFERS) if differs else "", str(value.version)))
    st.markdown(markdown_safe(context.say(SOME_DIFFER, names=", ".join(other))) if other else context.say(SAME))
    headings = [
        context.say(INDICATOR),
        context.say(THEN),
        context.say(NOW_HEADING),
        context.say(CHANGE),
        context.say(VERSION),
    ]
    st.html(grid_html(context.say(TABLE), headings, rows, right=(1, 2, 4)))
    address = write_address(context.view) | {"stand": [str(step.state)]}
    st.markdown(f"[{context.say(LINK)}]({link_to('annual', address)})")


def _now(context: Context, step: Step, value: ClosedValue) -> str:
    indicator = INDICATORS.get(value.indicator)
    if indicator is None or indicator.planned:
        return context.say(GONE)
    return words_of(context, value, context.shown(value.indicator, years(step.year, step.year)).figure)


def words_of(context: Context, value: ClosedValue, figure: Value) -> str:
    """A closed figure in words, by the unit and decimals that it had."""
    unit = value.unit.nl if value.unit.nl in ("€", "%") else ""
    return figure.words(unit, context.language, value.decimals)
