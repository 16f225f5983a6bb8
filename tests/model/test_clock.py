"""The day is the day of the reader in the Netherlands, on a machine in any zone."""

from __future__ import annotations

import ast
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from wsd_data.model import clock
from wsd_data.model.clock import now, on_the_clock, today

ROOT = Path(__file__).resolve().parents[2]
ASKS = {"today", "now", "utcnow", "fromtimestamp"}


class Clock(dt.datetime):
    """A clock that stands at half past eleven on New Year's Eve, in London."""

    @classmethod
    def now(cls, tz: dt.tzinfo | None = None) -> dt.datetime:
        return dt.datetime(2026, 12, 31, 23, 30, tzinfo=dt.UTC).astimezone(tz)


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        (dt.datetime(2026, 11, 22, 23, 30), dt.datetime(2026, 11, 23, 0, 30)),
        (dt.datetime(2026, 6, 30, 22, 30), dt.datetime(2026, 7, 1, 0, 30)),
        (dt.datetime(2026, 6, 30, 21, 59), dt.datetime(2026, 6, 30, 23, 59)),
    ],
)
def test_what_was_done_around_midnight_has_the_day_of_the_clock(kept: dt.datetime, shown: dt.datetime) -> None:
    assert on_the_clock(kept).replace(tzinfo=None) == shown


def test_on_new_years_eve_the_year_is_that_of_the_netherlands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "datetime", Clock)
    assert (today(), now()) == (dt.date(2027, 1, 1), dt.datetime(2026, 12, 31, 23, 30))


def askers() -> Iterator[str]:
    """Where the clock is asked in another way: a call of `date.today`, `datetime.now` and their like."""
    for room in ("wsd_data", "pages", "tests", "bench"):
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Attribute) and node.attr in ASKS and "date" in ast.unparse(node.value):
                    yield f"{path.relative_to(ROOT)}:{node.lineno}"


def test_nobody_else_asks_the_clock() -> None:
    assert {place.split(":")[0] for place in askers()} == {"wsd_data/model/clock.py"}, list(askers())
