"""Why a figure is another one than it was: the difference between two states of knowledge, split by cause.

The rows that are counted in one of both states, or counted otherwise, are put over from the earlier to the later state
in a fixed order of causes, and after each cause the figure is counted anew by its own measure. So the parts sum to the
difference whatever the measure, and a row lies in one part. Why so: docs/decisions/0007-explained-changes.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from wsd_data.figures.answer import Number, Value
from wsd_data.figures.gate import protect
from wsd_data.figures.joining import note_joined
from wsd_data.figures.measures import MEASURES, Counted, Record
from wsd_data.figures.movement import note_moved
from wsd_data.figures.query import Bindings
from wsd_data.figures.selection import Selection
from wsd_data.figures.units import JOINED_WORKS, counted_units, read_columns, rows_behind
from wsd_data.model.indicators import Indicator
from wsd_data.model.sheets import SHEETS
from wsd_data.store.engine import Cursor
from wsd_data.store.fold import known_sql
from wsd_data.store.stand import Stand

Kind = Literal["definition", "removed", "corrected", "late", "deduplicated", "classification", "protection"]
Exact = int | Decimal
Basis = Literal["value", "low"]

CAUSES: tuple[Kind, ...] = ("removed", "corrected", "late", "deduplicated", "classification")
"""The causes that lie in rows, in the order in which they are put over."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one cause did to a figure. change: None where it is too small to be shown.

    rows: how many rows of history lie behind it; None where this policy does not show them.
    """

    kind: Kind
    change: Exact | None
    rows: int | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Two values of one figure and the parts of their difference, which sum to it exactly.

    basis: what is compared; of a range that is its lower bound. A figure that is not there compares as nothing.
    difference: after less before; None, without parts, where one of both is hidden.
    """

    indicator: Indicator
    before: Value
    after: Value
    basis: Basis
    difference: Exact | None
    parts: tuple[Part, ...]

    def since(self, published: Value, recounted: Value) -> Explanation:
        """The same, from a figure that was kept as published: what the definitions and the protection of now make of it.

        recounted: the figure of the earlier state by the definitions of now, under the policy of the publication.
        """
        numbers = [compared(one, self.basis) for one in (published, recounted, self.before)]
        if self.difference is None or None in numbers:
            return replace(self, before=published, difference=None, parts=())
        then, again, now = (one or 0 for one in numbers)
        rest = now - again + sum(p.change or 0 for p in self.parts if p.kind == "protection")
        added = (
            ((Part("definition", again - then),) if again != then else ()),
            ((Part("protection", rest),) if rest else ()),
        )
        kept = tuple(p for p in self.parts if p.kind != "protection")
        return replace(
            self, before=published, difference=self.difference + now - then, parts=(*added[0], *kept, *added[1])
        )

    def turned(self) -> Explanation:
        """The same, from the later to the earlier state."""
        parts = tuple(replace(p, change=None if p.change is None else -p.change) for p in self.parts)
        difference = None if self.difference is None else -self.difference
        return replace(self, before=self.after, after=self.before, difference=difference, parts=parts)


@dataclass(frozen=True, slots=True)
class Published:
    """A figure as it was published, such as that of a closed year, and the policy it was published under."""

    figure: Value
    policy: str


@dataclass(frozen=True, slots=True)
class Split:
    """The figure after each cause that there is, exactly; the first one is that of the earlier state. rows: per cause and sheet."""

    causes: tuple[Kind, ...]
    values: tuple[Counted | None, ...]
    rows: Mapping[Kind, Mapping[str, int]]


def entries_known(stand: Stand) -> int:
    """How many entries of history a state of knowledge has."""
    with stand.cursor() as cursor:
        row = cursor.execute(f"SELECT count(*) FROM ({known_sql(stand.as_of)})").fetchone()
    return int(row[0]) if row else 0


def note_causes(cursor: Cursor, before: Stand, after: Stand, indicator: Indicator, selection: Selection) -> None:
    """Make temporary tables of the cursor: counted_was, counted_is, and `source`: a row per row of history behind what differs.

    source: counted_unit, cause, sheet, row_hash, and entry and row_number in both states (null where it does not count).
    """
    for table, stand in (("was", before), ("is", after)):
        stand.use(cursor)
        sql = Bindings()
        rows = counted_units(stand, indicator, selection, sql)
        cursor.execute(f"CREATE OR REPLACE TEMP TABLE counted_{table} AS {rows}", sql.bound)
    joined = indicator.source in JOINED_WORKS
    if joined:
        note_joined(cursor, before, after)
        for table in ("was", "is"):
            cursor.execute(
                f"UPDATE counted_{table} c SET counted_unit = j.work FROM joined j WHERE j.row_hash = c.row_hash"
            )
    cursor.execute(f"CREATE OR REPLACE TEMP TABLE differing AS {_differing(indicator)}")
    for table, stand in (("was", before), ("is", after)):
        stand.use(cursor)
        cursor.execute(
            f"CREATE OR REPLACE TEMP TABLE behind_{table} AS {rows_behind(stand, indicator, f'counted_{table}', 'differing')}"
        )
    note_moved(cursor, before, after, before.reads(indicator.source))
    cursor.execute(
        f"CREATE OR REPLACE TEMP TABLE caused AS {_caused(indicator, joined, before.reference != after.reference)}"
    )
    cursor.execute(f"CREATE OR REPLACE TEMP TABLE source AS {_source()}")


def _differing(indicator: Indicator) -> str:
    """SELECT of the units that are not counted alike in both states."""
    read = ", ".join(f'"{c}"' for c in read_columns(indicator)) or "1"
    sides = (
        f"(SELECT counted_unit, count(*) AS n, sum(hash({read})::HUGEINT) AS content FROM counted_{t} GROUP BY counted_unit)"
        for t in ("was", "is")
    )
    return (
        f"SELECT counted_unit FROM {' w FULL JOIN '.join(sides)} i USING (counted_unit) "
        "WHERE w.n IS DISTINCT FROM i.n OR w.content IS DISTINCT FROM i.content"
    )


def _caused(indicator: Indicator, joined: bool, reference: bool) -> str:
    """SELECT of the cause of every differing unit: what its own rows did, else its project, else the reference lists."""
    own = (
        "SELECT b.counted_unit, bool_or(m.kind = 'late') AS late, bool_or(m.kind = 'removed') AS removed, "
        "bool_or(m.kind = 'corrected') AS corrected "
        "FROM (FROM behind_was UNION ALL FROM behind_is) b JOIN moved m ON m.row_hash = b.row_hash GROUP BY b.counted_unit"
    )
    through = (
        "SELECT c.counted_unit, bool_or(p.kind = 'late') AS late, bool_or(p.kind = 'removed') AS removed, "
        "bool_or(p.funding AND c.sheet = 'projects') AS granted "
        "FROM (SELECT counted_unit, sheet, unnest(project) AS code FROM counted_was "
        "UNION ALL SELECT counted_unit, sheet, unnest(project) FROM counted_is) c "
        "JOIN moved_projects p ON p.project = c.code GROUP BY c.counted_unit"
    )
    cases = [
        *(["WHEN j.counted_unit IS NOT NULL THEN 'deduplicated'"] if joined else []),
        *(f"WHEN o.{kind} THEN '{kind}'" for kind in ("late", "removed", "corrected")),
        # The own amount of a project stands aside for the grant that names the project.
        *(
            ["WHEN t.granted THEN 'deduplicated'"]
            if indicator.source in ("grants", "grants_settled", "grants_spent")
            else []
        ),
        *(f"WHEN t.{kind} THEN '{kind}'" for kind in ("late", "removed")),
        "WHEN t.counted_unit IS NOT NULL THEN 'corrected'",
    ]
    works = "LEFT JOIN (SELECT DISTINCT work AS counted_unit FROM joined WHERE regrouped) j USING (counted_unit)"
    return (
        f"SELECT d.counted_unit, CASE {' '.join(cases)} ELSE '{'classification' if reference else 'corrected'}' END AS cause "
        f"FROM differing d LEFT JOIN ({own}) o USING (counted_unit) LEFT JOIN ({through}) t USING (counted_unit) "
        f"{works if joined else ''}"
    )


def _source() -> str:
    place = ", ".join(
        f"max(b.{n}) FILTER (WHERE b.side = '{side}') AS {side}_{n}"
        for side in ("was", "is")
        for n in ("entry", "row_number")
    )
    return (
        f"SELECT c.counted_unit, c.cause, b.sheet, b.row_hash, {place} "
        "FROM (SELECT *, 'was' AS side FROM behind_was UNION ALL SELECT *, 'is' FROM behind_is) b "
        "JOIN caused c USING (counted_unit) GROUP BY c.counted_unit, c.cause, b.sheet, b.row_hash"
    )


def split(cursor: Cursor, indicator: Indicator) -> Split:
    """The figure after each cause, counted from the tables of `note_causes`."""
    rows: dict[Kind, dict[str, int]] = {}
    for cause, sheet, count in cursor.execute("SELECT cause, sheet, count(*) FROM source GROUP BY ALL").fetchall():
        rows.setdefault(cause, {})[sheet] = count
    found = {row[0] for row in cursor.execute("SELECT DISTINCT cause FROM caused").fetchall()}
    causes = tuple(kind for kind in CAUSES if kind in found)
    return Split(causes, tuple(_stages(cursor, indicator, causes)), rows)


def _stages(cursor: Cursor, indicator: Indicator, causes: Sequence[Kind]) -> list[Counted | None]:
    measure = MEASURES[indicator.measure]
    columns = ", ".join(f'c."{n}"' for n in measure.columns)
    columns = f", {columns}" if columns else ""
    stages = ", ".join(f"({n})" for n in range(len(causes) + 1))
    place = " ".join(f"WHEN '{kind}' THEN {n}" for n, kind in enumerate(causes, 1)) or "WHEN '' THEN 0"
    mixed = (
        f"WITH stage AS (SELECT * FROM (VALUES {stages}) AS s(k0)), "
        f"placed AS (SELECT counted_unit, CASE cause {place} END AS place FROM caused) "
        f"SELECT s.k0{columns} FROM counted_was c LEFT JOIN placed p USING (counted_unit) "
        "JOIN stage s ON p.place IS NULL OR s.k0 < p.place "
        f"UNION ALL SELECT s.k0{columns} FROM counted_is c JOIN placed p USING (counted_unit) JOIN stage s ON s.k0 >= p.place"
    )
    found = cursor.execute(measure.select(f"({mixed})", ["k0"])).fetchall()
    records: dict[int, list[Record]] = {}
    for values in found:
        record = dict(zip(("k0", *measure.out), values, strict=True))
        records.setdefault(record["k0"], []).append(record)
    return [measure.finish(records[n]) if n in records else None for n in range(len(causes) + 1)]


def explained(indicator: Indicator, policy: str, before: Value, after: Value, found: Split) -> Explanation:
    """The parts of a difference as they may leave under a policy. before, after: the figures as they are shown."""
    basis: Basis = "value"
    values = [_exact_of(indicator, one, basis) for one in found.values]
    shown = [compared(figure, basis) for figure in (before, after)]
    if None in values or None in shown:
        basis = "low"
        values = [_exact_of(indicator, one, basis) for one in found.values]
        shown = [compared(figure, basis) for figure in (before, after)]
    if shown[0] is None or shown[1] is None:
        return Explanation(indicator, before, after, basis, None, ())
    difference = shown[1] - shown[0]
    parts = [
        _part(indicator, policy, kind, (values[n + 1] or 0) - (values[n] or 0), found.rows.get(kind, {}))
        for n, kind in enumerate(found.causes)
    ]
    rest = difference - sum(part.change or 0 for part in parts)
    if rest:
        parts.append(Part("protection", rest))
    return Explanation(indicator, before, after, basis, difference, tuple(parts))


def _part(indicator: Indicator, policy: str, kind: Kind, change: Exact, rows: Mapping[str, int]) -> Part:
    """A part of a count of people is a count of people: it passes the gate, and its rows stay inside."""
    open_to = [n for sheet, n in rows.items() if policy == "internal" or not about_people(indicator, sheet)]
    count = sum(open_to) if open_to or not rows else None
    if policy == "internal" or not indicator.people:
        return Part(kind, change, count)
    people = int(-change if change < 0 else change)
    size = protect(indicator, policy, Value(people, people, people, "ok")).value
    if size is None:
        return Part(kind, None, count)
    return Part(kind, exact(size) if change > 0 else -exact(size), count)


def about_people(indicator: Indicator, sheet: str) -> bool:
    return indicator.people or (sheet in SHEETS and SHEETS[sheet].about_people)


def exact(number: Number) -> Exact:
    """The number as people read it, so that sums are exact: 0.1 is one tenth."""
    return int(number) if float(number).is_integer() else Decimal(repr(number))


def _exact_of(indicator: Indicator, counted: Counted | None, basis: Basis) -> Exact | None:
    """The value or lower bound of what was counted; nothing counted is 0. None for the value of a range."""
    if counted is None or (counted.value is None and counted.low is None):
        return 0
    one = counted.in_euros() if indicator.money else counted
    number = one.low if basis == "low" and one.low is not None else one.value
    return None if number is None else exact(number)


def compared(figure: Value, basis: Basis) -> Exact | None:
    """The number that is compared; 0 where nothing was reported, None where it is hidden or a range."""
    if figure.status in ("not_reported", "not_applicable", "zero"):
        return 0
    # An exact count of people leaves without bounds: it is its own lower bound.
    number = figure.low if basis == "low" and figure.low is not None else figure.value
    return None if number is None else exact(number)
