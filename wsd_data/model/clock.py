"""What day and what time it is: in the Netherlands, whatever the zone of the machine. Nobody else asks the clock.

A server mostly runs on UTC. Between midnight and one or two at night its own date is a day behind that of its readers, and on
New Year's Eve a year.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def today() -> date:
    """The day it is in the Netherlands."""
    return datetime.now(AMSTERDAM).date()


def now() -> datetime:
    """This moment in UTC, without zone, as the database keeps it."""
    return datetime.now(UTC).replace(tzinfo=None)


def on_the_clock(moment: datetime) -> datetime:
    """A moment as the database keeps it (UTC, without zone), as clocks in the Netherlands show it."""
    return moment.replace(tzinfo=UTC).astimezone(AMSTERDAM)
