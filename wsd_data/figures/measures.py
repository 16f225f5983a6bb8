"""How counted rows become a value: one SQL aggregation and one finishing step per measure.

A measure works on `x`: one row per counted row and membership, with the columns `k0, k1, …` of the
breakdown. `select` gives SQL that yields the k columns, `n` (rows) and its own columns; `finish` turns
the records of one cell (as dictionaries) into a value with bounds. Values are bound elsewhere; nothing
here comes from outside.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any

from wsd_data.figures.answer import Number

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Counted:
    """What a measure found in one cell, before status and protection.

    value None with low given: a range. missing: rows whose number was not filled in. Money is in whole cents.
    """

    value: Number | None
    low: Number | None
    high: Number | None
    estimate: bool = False
    missing: int = 0

    def in_euros(self) -> Counted:
        """The same amounts in euros."""
        value, low, high = (None if n is None else tidy(n / 100) for n in (self.value, self.low, self.high))
        return Counted(value, low, high, self.estimate, self.missing)


@dataclass(frozen=True, slots=True)
class Measure:
    """columns: the columns of the view it reads. out: the columns its SQL yields beside the keys."""

    columns: tuple[str, ...]
    out: tuple[str, ...]
    select: Callable[[str, Sequence[str]], str]
    finish: Callable[[Sequence[Record]], Counted]


def tidy(number: Number | None) -> Number | None:
    """Whole numbers as int, the rest as float."""
    if number is None:
        return None
    # A sum of tenths is not exact in binary; six decimals are more than anything counted here has.
    rounded = round(number, 6)
    return int(rounded) if rounded == int(rounded) else float(rounded)


def _keys(keys: Sequence[str], *more: str) -> str:
    return ", ".join((*keys, *more))


def _group(keys: Sequence[str], *more: str) -> str:
    names = _keys(keys, *more)
    return f" GROUP BY {names}" if names else " HAVING count(*) > 0"


def _plain(aggregates: str) -> Callable[[str, Sequence[str]], str]:
    def select(source: str, keys: Sequence[str]) -> str:
        return f"SELECT {_keys(keys, aggregates)} FROM {source}{_group(keys)}"

    return select


def _finish_count(records: Sequence[Record]) -> Counted:
    value = int(records[0]["value"])
    return Counted(value, value, value)


def _distinct(column: str) -> Measure:
    return Measure((column,), ("value",), _plain(f"count(DISTINCT {column}) AS value"), _finish_count)


_SUMS = (
    "sum(amount) AS value, sum(low) AS low, sum(high) AS high, count(amount) - count(high) AS unbounded, "
    "coalesce(bool_or(estimate), FALSE) AS estimate, count(*) - count(amount) AS missing"
)


def _finish_sum(records: Sequence[Record]) -> Counted:
    r = records[0]
    if r["value"] is None:
        return Counted(None, None, None, missing=int(r["missing"]))
    high = None if r["unbounded"] else tidy(r["high"])
    return Counted(tidy(r["value"]), tidy(r["low"]), high, bool(r["estimate"]), int(r["missing"]))


_SUM_OUT = ("value", "low", "high", "unbounded", "estimate", "missing")


def _casuses(source: str, keys: Sequence[str]) -> str:
    uncoded = "FILTER (WHERE casus IS NULL)"
    return _plain(
        f"count(DISTINCT casus) AS codes, coalesce(sum(amount) {uncoded}, 0) AS value, "
        f"coalesce(sum(low) {uncoded}, 0) AS low, coalesce(sum(high) {uncoded}, 0) AS high, "
        f"count(amount) {uncoded} - count(high) {uncoded} AS unbounded, "
        f"coalesce(bool_or(estimate) {uncoded}, FALSE) AS estimate"
    )(source, keys)


def _finish_casuses(records: Sequence[Record]) -> Counted:
    r = records[0]
    codes = int(r["codes"])
    high = None if r["unbounded"] else tidy(codes + r["high"])
    return Counted(tidy(codes + r["value"]), tidy(codes + r["low"]), high, bool(r["estimate"]))


def _people(source: str, keys: Sequence[str]) -> str:
    unkeyed = "FILTER (WHERE person IS NULL)"
    bound = "CASE WHEN unique_people IS NOT NULL THEN unique_high ELSE high END"
    rows = _plain(
        "count(DISTINCT person) AS people, sum(amount) AS attendances, "
        "coalesce(sum(amount) FILTER (WHERE person IS NOT NULL), 0) AS keyed, "
        "0 AS meeting, coalesce(max(unique_low), 0) AS unique_low, "
        f"coalesce(sum({bound}) {unkeyed}, 0) AS others, count(*) {unkeyed} - count({bound}) {unkeyed} AS unbounded, "
        f"coalesce(bool_or(estimate OR unique_estimate) {unkeyed}, FALSE) AS estimate"
    )(source, keys)
    # Only a row dated to a day is known to be one meeting.
    meetings = (
        f"SELECT {_keys(keys, 'sum(low) AS meeting')} FROM {source} WHERE on_day{_group(keys, 'activity', 'd_from')}"
    )
    largest = _plain("0, 0, 0, max(meeting) AS meeting, 0, 0, 0, FALSE")(f"({meetings})", keys)
    return f"{rows} UNION ALL {largest}"


def _finish_people(records: Sequence[Record]) -> Counted:
    # One record of the rows; where meetings are dated a second one with the largest of them.
    r = max(records, key=lambda record: record["attendances"])
    people, attendances, keyed = int(r["people"]), r["attendances"], r["keyed"]
    if attendances == 0 or keyed == attendances:
        return Counted(people, people, people)
    high = None if r["unbounded"] else tidy(people + r["others"])
    if keyed >= Fraction(95, 100) * Fraction(attendances):
        return Counted(people, people, None if high is None else max(high, people), bool(r["estimate"]))
    meeting = max(record["meeting"] for record in records)
    low = tidy(max(people, meeting, r["unique_low"])) or 0
    high = None if high is None else max(high, low)
    return Counted(low if low == high else None, low, high, bool(r["estimate"]))


def _last(source: str, keys: Sequence[str]) -> str:
    inner = (
        f"SELECT {_keys(keys, 'unit')}, arg_max(amount, rank) AS amount, arg_max(low, rank) AS low, "
        "arg_max_null(high, rank) AS high, arg_max(estimate, rank) AS estimate "
        f"FROM {source} WHERE amount IS NOT NULL{_group(keys, 'unit')}"
    )
    return _plain(_SUMS)(f"({inner})", keys)


def _spread(source: str, keys: Sequence[str]) -> str:
    amounts = ", ".join(f"sum({c}::HUGEINT * part) AS {c}" for c in ("amount", "low", "high"))
    return (
        f"SELECT {_keys(keys, 'months')}, {amounts}, count(amount) - count(high) AS unbounded, "
        f"coalesce(bool_or(estimate), FALSE) AS estimate FROM {source}{_group(keys, 'months')}"
    )


def _cents(total: Fraction) -> Number:
    """Rounded half up to whole cents, once."""
    return (total.numerator * 2 + total.denominator) // (total.denominator * 2)


def _spread_total(records: Sequence[Record], name: str) -> Fraction:
    """The sum of amounts that are each divided by their months, exact: over one denominator, for fractions add slowly."""
    whole = lcm(*(int(r["months"]) for r in records))
    return Fraction(sum(int(r[name] or 0) * (whole // int(r["months"])) for r in records), whole)


def _finish_spread(records: Sequence[Record]) -> Counted:
    def total(name: str) -> Number:
        return _cents(_spread_total(records, name))

    high = None if any(r["unbounded"] for r in records) else total("high")
    return Counted(total("amount"), total("low"), high, any(r["estimate"] for r in records))


def _ratio(parts: Sequence[str], *, beside: bool) -> Measure:
    """The sum of amounts as a percentage of what was awarded; beside: of what was awarded and those amounts together.

    An amount that was not filled in counts as at least nothing, so that the percentage has no upper bound then.
    """
    columns = ("amount", "low", "high", *(f"{c}{side}" for c in parts for side in ("", "_low", "_high")))
    estimates = ("estimate", *(f"{c}_estimate" for c in parts))

    def select(source: str, keys: Sequence[str]) -> str:
        sums = [f"sum({c}::HUGEINT * part) AS {c}" for c in ("amount", "low", "high")]
        sums += [
            f"sum(({' + '.join(f'coalesce({c}{side}, 0)' for c in parts)})::HUGEINT * part) AS top{side}"
            for side in ("", "_low", "_high")
        ]
        open_ends = " OR ".join(f"({c} IS NOT NULL AND {c}_high IS NULL)" for c in parts)
        given, blank = (" OR ".join(f"{c} IS {state}" for c in parts) for state in ("NOT NULL", "NULL"))
        sums += [
            "count(amount) - count(high) AS unbounded", f"count(*) FILTER (WHERE {open_ends}) AS top_unbounded",
            f"count(*) FILTER (WHERE {given}) AS given", f"count(*) FILTER (WHERE {blank}) AS missing",
            f"coalesce(bool_or({' OR '.join(f'coalesce({e}, FALSE)' for e in estimates)}), FALSE) AS estimate",
        ]  # fmt: skip
        return f"SELECT {_keys(keys, 'months', *sums)} FROM {source}{_group(keys, 'months')}"

    def finish(records: Sequence[Record]) -> Counted:
        def total(name: str) -> Fraction:
            return _spread_total(records, name)

        def percent(top: Fraction, awarded: Fraction) -> Number | None:
            whole = awarded + top if beside else awarded
            return tidy(float(100 * top / whole)) if whole else None

        missing = sum(int(r["missing"]) for r in records)
        value = percent(total("top"), total("amount"))
        if not any(r["given"] for r in records) or value is None or (missing and not value):
            return Counted(None, None, None, missing=missing)
        low = 0 if any(r["unbounded"] for r in records) else percent(total("top_low"), total("high"))
        bounded = not missing and not any(r["top_unbounded"] for r in records)
        high = percent(total("top_high"), total("low")) if bounded else None
        return Counted(value, low, high, any(r["estimate"] for r in records), missing)

    out = ("months", "amount", "low", "high", "top", "top_low", "top_high", "unbounded", "top_unbounded", "given", "missing", "estimate")  # fmt: skip
    return Measure((*columns, *estimates, "months", "part"), out, select, finish)


MEASURES: Mapping[str, Measure] = {
    "rows": Measure((), ("value",), _plain("count(*) AS value"), _finish_count),
    "activities": _distinct("activity"),
    "municipalities": _distinct("counted"),
    "organisations": _distinct("organisation"),
    "amount": Measure(("amount", "low", "high", "estimate"), _SUM_OUT, _plain(_SUMS), _finish_sum),
    "last": Measure(("amount", "low", "high", "estimate", "unit", "rank"), _SUM_OUT, _last, _finish_sum),
    "casuses": Measure(
        ("casus", "amount", "low", "high", "estimate"),
        ("codes", "value", "low", "high", "unbounded", "estimate"), _casuses, _finish_casuses,
    ),
    "unique_people": Measure(
        ("activity", "d_from", "on_day", "person", "amount", "low", "high", "estimate", "unique_people", "unique_low", "unique_high", "unique_estimate"),
        ("people", "attendances", "keyed", "meeting", "unique_low", "others", "unbounded", "estimate"), _people, _finish_people,
    ),
    "spread": Measure(
        ("amount", "low", "high", "estimate", "months", "part"),
        ("months", "amount", "low", "high", "unbounded", "estimate"), _spread, _finish_spread,
    ),
    "cofinancing": _ratio(("own_contribution", "third_parties"), beside=True),
    "national": _ratio(("national",), beside=False),
}  # fmt: skip
