"""How people type things: a value beside one of the ways it may stand in a cell.

Each function gives (typed value, cell). Source: domain.md, "Cells as people type them" and "Estimates".
"""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from random import Random
from typing import Any

from .values import Num, Span, exact, half_span, month_span, quarter_span, year_span

MONTHS = ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober",
          "november", "december")  # fmt: skip
SHORT = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


def dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def number(random: Random, low: int, high: int, estimates: float = 0.3) -> tuple[Num, Any]:
    """A whole number, exact or as an estimate."""
    n = random.randint(low, high)
    if random.random() >= estimates:
        return exact(n), random.choice([n, n, dotted(n), str(n)])
    match random.randrange(5):
        case 0:
            return Num(n, n, n, True), f"ca. {n}"
        case 1:
            return Num(n, n, n, True), f"zo'n {n}"
        case 2:
            return Num(n, n + 1, None, True), f">{n}"
        case 3:
            return Num(n, n, None, True), f"ruim {n}"
    width = 2 * random.randint(1, 3)
    return Num(n + width // 2, n, n + width, True), f"{n}-{n + width}"


def half_number(random: Random, low: int, high: int) -> tuple[Num, Any]:
    """An exact number that may end in a half: "2,5" or 2.5."""
    n = Fraction(random.randint(2 * low, 2 * high), 2)
    return exact(n), random.choice([float(n), str(float(n)).replace(".", ",")])


def money(random: Random, low: int, high: int) -> tuple[Num, Any]:
    """Euros, sometimes with cents, sometimes about."""
    euros = random.randint(low, high)
    match random.randrange(7):
        case 0:
            return exact(euros), f"€ {dotted(euros)},-"
        case 1:
            return exact(euros), dotted(euros)
        case 2:
            part = random.randrange(1, 100)
            return exact(Fraction(euros * 100 + part, 100)), f"€ {dotted(euros)},{part:02}"
        case 3:
            return Num(euros, euros, euros, True), f"ca. {dotted(euros)}"
    return exact(euros), euros


def a_day(random: Random, day: date) -> tuple[Span, Any]:
    moment = datetime(day.year, day.month, day.day)
    short = f"{day.day}/{day.month}/{day.year % 100:02}"
    return (day, day), random.choice([moment, moment, f"{day:%d-%m-%Y}", short])


def a_month(random: Random, day: date) -> tuple[Span, Any]:
    name = random.choice([f"{MONTHS[day.month - 1]} {day.year}", f"{SHORT[day.month - 1]} '{day.year % 100:02}"])
    return month_span(day.year, day.month), name


def a_quarter(random: Random, day: date) -> tuple[Span, Any]:
    quarter = (day.month + 2) // 3
    return quarter_span(day.year, quarter), f"{quarter}e kwartaal {day.year}"


def a_half(random: Random, day: date) -> tuple[Span, Any]:
    half = (day.month + 5) // 6
    return half_span(day.year, half), random.choice([f"{half}e helft {day.year}", f"{day.year}-H{half}"])


def a_year(random: Random, day: date) -> tuple[Span, Any]:
    return year_span(day.year), str(day.year)


def when(random: Random, first: int, last: int, forms: str = "dddddmqhy") -> tuple[Span, Any]:
    """A date in these years, as precise as one of the forms: day, month, quarter, half, year."""
    day = date(random.randint(first, last), random.randint(1, 12), random.randint(1, 28))
    how = {"d": a_day, "m": a_month, "q": a_quarter, "h": a_half, "y": a_year}
    return how[random.choice(forms)](random, day)


def names(random: Random, values: list[str]) -> str | None:
    return random.choice(["; ", ";", "\n"]).join(values) or None
