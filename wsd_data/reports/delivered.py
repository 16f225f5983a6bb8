"""What was delivered about a year: per werkplaats and sheet in one word, the same on paper and on the screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from wsd_data.figures import Monitor
from wsd_data.figures.coverage import Coverage
from wsd_data.figures.reporting import Delivered
from wsd_data.model.sheets import SHEETS
from wsd_data.model.text import Text
from wsd_data.reports.breakdown import BY_REGION
from wsd_data.reports.paper import Cell, Section
from wsd_data.reports.wording import Reader
from wsd_data.store.fold import NOW, AsOf

State = Literal["complete", "draft", "declared", "nothing", "not_applicable"]
STATES: Mapping[State, Text] = {
    "complete": Text("compleet", "complete"),
    "draft": Text("klad", "draft"),
    "declared": Text("niets te melden", "nothing to report"),
    "nothing": Text("nog niet", "not yet"),
    "not_applicable": Text("n.v.t.", "n/a"),
}
TITLE = Text("Wat is aangeleverd over {year}", "What was delivered about {year}")
SENTENCE = Text(
    "{complete} van {all} vakken zijn compleet, {draft} zijn nog een klad, {nothing} zijn er nog niet.",
    "{complete} of {all} cells are complete, {draft} are still a draft, {nothing} are not there yet.",
)
LEGEND = Text(
    "Klad: er zijn rijen geweigerd die later niet verbeterd zijn geleverd. Niets te melden: gemeld zonder rijen. "
    "N.v.t.: de werkplaats bestond toen niet.",
    "Draft: rows were refused and not delivered corrected since. Nothing to report: said so, without rows. "
    "N/a: the region did not exist then.",
)


def state_of(how: Delivered, found: Coverage | None) -> State:
    """How far a sheet of a werkplaats is."""
    if found and found.draft:
        return "draft"
    return "complete" if how == "rows" else how


def states(monitor: Monitor, year: int, as_of: AsOf = NOW) -> dict[tuple[str, str], State]:
    """The state of every (werkplaats, sheet) in a year."""
    found = monitor.coverage(as_of)
    return {
        (region, sheet): state_of(how, found.get((region, sheet, year)))
        for (region, sheet), how in monitor.delivered(year, as_of).items()
    }


def counted(reader: Reader, found: Sequence[State]) -> str:
    """How many cells are how far, in one sentence; what did not exist is no cell."""
    said = {state: found.count(state) for state in STATES}
    return reader.say(
        SENTENCE, complete=said["complete"] + said["declared"], draft=said["draft"], nothing=said["nothing"],
        all=len(found) - said["not_applicable"],
    )  # fmt: skip


def delivered(reader: Reader, monitor: Monitor, year: int, regions: Sequence[str], as_of: AsOf = NOW) -> Section:
    """The block: these werkplaatsen against every sheet."""
    found = states(monitor, year, as_of)
    rows = tuple(
        (Cell(reader.name("region", region)), *(Cell(reader.say(STATES[found[region, sheet]])) for sheet in SHEETS))
        for region in regions
    )
    headings = (reader.say(BY_REGION.heading), *(reader.say(sheet.name) for sheet in SHEETS.values()))
    sentence = counted(reader, [found[region, sheet] for region in regions for sheet in SHEETS])
    title = reader.say(TITLE, year=year)
    return Section("delivered", title, sentence, headings, rows, notes=(reader.say(LEGEND),), words=len(headings))
