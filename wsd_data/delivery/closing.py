"""Closing a year: draft → complete → closed, each step an entry of history with name, day, remark and state of the data.

A step holds the figures as they were, with the words of their definitions, so that what was published stays readable
when an indicator is gone. They lie in the archive, under the hash of the ledger; the fold of rows does not know them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal, cast

from wsd_data.delivery.folder import Store
from wsd_data.delivery.statements import Statement, state, statements
from wsd_data.figures import Monitor, Selection, Value
from wsd_data.figures.selection import check_code
from wsd_data.model.clock import on_the_clock, today
from wsd_data.model.indicators import INDICATORS, POLICIES
from wsd_data.model.periods import years
from wsd_data.model.problems import Refused
from wsd_data.model.text import Text

Stage = Literal["draft", "complete", "closed"]
STAGES: tuple[Stage, ...] = ("draft", "complete", "closed")
KIND = "closing"
MOST_NAME, MOST_REMARK = 120, 2_000

CLOSED_ALREADY = Text(
    "{year} is al afgesloten: door {name} op {day} (nummer {entry}). Een jaar wordt één keer afgesloten; wat daarna verandert, "
    "staat bij “Waarom is dit getal veranderd?”.",
    "{year} is closed already: by {name} on {day} (number {entry}). A year is closed once; what changes after that "
    "stands under “Why did this figure change?”.",
)
NOT_OVER = Text(
    "{year} is nog niet voorbij en kan dus nog niet worden afgesloten.",
    "{year} is not over yet and can therefore not be closed.",
)
NOTHING_KNOWN = Text(
    "Over {year} is nog niets aangeleverd. Er is niets af te sluiten.",
    "Nothing has been delivered about {year}. There is nothing to close.",
)
NO_NAME = Text("Vul in wie dit vaststelt.", "Fill in who decides this.")
TOO_LONG = Text(
    "Een naam heeft ten hoogste {name} tekens, een opmerking {remark}.",
    "A name has at most {name} characters, a remark {remark}.",
)
IN_ORDER = Text(
    "Een jaar gaat van concept naar compleet naar afgesloten. Maak {year} eerst compleet.",
    "A year goes from draft to complete to closed. Make {year} complete first.",
)


@dataclass(frozen=True, slots=True)
class ClosedValue:
    """A figure as it was. label, definition, unit: the words of its definition then. missing: (region, year) still to come."""

    indicator: str
    version: int
    label: Text
    definition: Text
    unit: Text
    decimals: int
    figure: Value
    missing: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A year of a werkplaats (or of all: None) that came to a stage. state: the last entry its figures knew.

    recorded: moment in UTC. values: per policy the figures of the year; nobody but the internal policy may see the exact ones.
    """

    entry: int
    year: int
    region: str | None
    stage: Stage
    name: str
    remark: str
    recorded: datetime
    state: int
    values: Mapping[str, tuple[ClosedValue, ...]]


def steps(store: Store) -> list[Step]:
    """Every step ever made, oldest first."""
    return [_read(statement) for statement in statements(store, KIND)]


def latest(store: Store, year: int, region: str | None) -> Step | None:
    """Where a year stands: its last step, None where nobody began."""
    made = [step for step in steps(store) if (step.year, step.region) == (year, region)]
    return made[-1] if made else None


def advance(
    store: Store, monitor: Monitor, year: int, region: str | None, stage: Stage, name: str, remark: str = ""
) -> Step:
    """Bring a year to a stage and keep its figures.

    Raises Refused, with nothing changed, when it is closed already, not over, or not complete first; Usage for an unknown
    region; Surroundings when disk or database fail.
    """
    name, remark = " ".join(name.split()), remark.strip()
    if not name:
        raise Refused(NO_NAME)
    if len(name) > MOST_NAME or len(remark) > MOST_REMARK:
        raise Refused(TOO_LONG.format(name=MOST_NAME, remark=MOST_REMARK))
    if region is not None:
        region = check_code("region", region, store.regions, closed=True)
    if stage == "closed" and year >= today().year:
        raise Refused(NOT_OVER.format(year=year))
    with store.writing:
        before = latest(store, year, region)
        if before is not None and before.stage == "closed":
            day = f"{on_the_clock(before.recorded):%d-%m-%Y}"
            raise Refused(CLOSED_ALREADY.format(year=year, name=before.name, day=day, entry=before.entry))
        if stage == "closed" and (before is None or before.stage != "complete"):
            raise Refused(IN_ORDER.format(year=year))
        values = {policy: _values(monitor, year, region, policy) for policy in POLICIES}
        if all(value.figure.status in ("not_reported", "not_applicable") for value in values["internal"]):
            raise Refused(NOTHING_KNOWN.format(year=year))
        known = store.version()
        content = {
            "year": year, "region": region, "stage": stage, "name": name, "remark": remark, "state": known,
            "values": {policy: [asdict(value) for value in found] for policy, found in values.items()},
        }  # fmt: skip
        made = state(store, KIND, year, region, content)
    return Step(made.entry, year, region, stage, name, remark, made.recorded, known, values)


def _values(monitor: Monitor, year: int, region: str | None, policy: str) -> tuple[ClosedValue, ...]:
    selection = Selection.of(years(year, year), {"region": (region,)} if region else {})
    found = []
    for indicator in INDICATORS.values():
        if not indicator.planned:
            total = monitor.answer(indicator.id, (), selection, policy=policy).total
            found.append(
                ClosedValue(
                    indicator.id, indicator.version, indicator.label, indicator.definition, indicator.unit,
                    indicator.decimals, total.figure, total.missing,
                )
            )  # fmt: skip
    return tuple(found)


def _read(statement: Statement) -> Step:
    content = statement.content
    return Step(
        statement.entry, content["year"], content["region"], cast(Stage, content["stage"]), content["name"], content["remark"],
        statement.recorded, content["state"], {p: tuple(map(_value, values)) for p, values in content["values"].items()},
    )  # fmt: skip


def _value(content: Mapping[str, Any]) -> ClosedValue:
    missing: Sequence[Sequence[Any]] = content["missing"]
    texts = {name: Text(**content[name]) for name in ("label", "definition", "unit")}
    return ClosedValue(
        content["indicator"], content["version"], **texts, decimals=content["decimals"],
        figure=Value(**content["figure"]), missing=tuple((str(r), int(y)) for r, y in missing),
    )  # fmt: skip
