"""What a delivery or an undo does to the figures, as a table: what they are now and what they become."""

from __future__ import annotations

from collections.abc import Sequence

from wsd_data.delivery import Effect
from wsd_data.model.indicators import INDICATORS
from wsd_data.model.text import Text
from wsd_data.ui.context import Context
from wsd_data.ui.grid import grid_html
from wsd_data.ui.wording import capital

_LISTED = 200
"""So many figures are shown one by one."""

TITLE = Text("Wat dit doet met de cijfers", "What this does to the figures")
NOTHING = Text("Geen enkel cijfer verandert.", "No figure changes.")
FIGURE = Text("Cijfer", "Figure")
YEAR = Text("Jaar", "Year")
WHERE = Text("Werkplaats", "Region")
NOW = Text("Nu", "Now")
BECOMES = Text("Wordt", "Becomes")
ALL_REGIONS = Text("alle samen", "all together")
NO_YEAR = Text("niet in één jaar", "not in one year")
SHOWN = Text("{shown} van {count} cijfers", "{shown} of {count} figures")
TOGETHER = Text(
    "Alleen de cijfers van alle werkplaatsen samen staan er zo bij; het zijn er te veel om ook die per werkplaats te noemen.",
    "Only the figures of all regions together are listed; there are too many to give those per region as well.",
)


def effects_html(context: Context, found: Sequence[Effect], title: Text = TITLE) -> str:
    """The figures that change, as a table in a frame of its own; one sentence when none does."""
    heading = f"<h3>{context.say(title)}</h3>"
    if not found:
        return f"{heading}<p>{context.say(NOTHING)}</p>"
    listed, caption = _listed(context, found)
    headings = [context.say(t) for t in (FIGURE, YEAR, WHERE, NOW, BECOMES)]
    table = grid_html(caption, headings, [_row(context, one) for one in listed], right=(3, 4))
    return f'{heading}<div style="max-height:24rem;overflow-y:auto" tabindex="0">{table}</div>'


def _listed(context: Context, found: Sequence[Effect]) -> tuple[Sequence[Effect], str]:
    """Those that are shown, and how many of how many."""
    note = ""
    listed = found
    if len(listed) > _LISTED:
        listed, note = [one for one in found if one.region is None] or found, f" {context.say(TOGETHER)}"
    listed = listed[:_LISTED]
    counts = {n: context.number(v) for n, v in (("shown", len(listed)), ("count", len(found)))}
    return listed, f"{context.say(SHOWN, **counts)}.{note}"


def _row(context: Context, one: Effect) -> tuple[str, ...]:
    indicator = INDICATORS[one.indicator]
    year = context.say(NO_YEAR) if one.year is None else str(one.year)
    where = context.say(ALL_REGIONS) if one.region is None else context.name("region", one.region)
    return (
        capital(context.say(indicator.label)), year, where,
        context.words(indicator, one.before), context.words(indicator, one.after),
    )  # fmt: skip
