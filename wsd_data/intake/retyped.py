"""Typed values back as people type them, in such a way that reading them gives the same values again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from wsd_data.intake.dates import parse_date
from wsd_data.intake.known import Reference
from wsd_data.intake.numbers import parse_money, parse_number
from wsd_data.model.columns import Column

Typed = Mapping[str, Any]
"""The fields of a row, as in `Sheet.fields`."""
Names = Mapping[str, Mapping[str, str]]
"""Kind of column → code → name."""
_MONTHS = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
]


def names_from(reference: Reference) -> Names:
    """The names of codes in the reference lists."""
    return {
        "regions": {str(row["code"]): str(row["naam"]) for row in reference["regions"]},
        "lectoraten": {str(row["code"]): str(row["naam"]) for row in reference["lectoraten"]},
        "municipalities": {str(row["code"]): str(row["naam"]) for row in reference["municipalities"]},
    }


def retyped(column: Column, row: Typed, names: Names) -> str | int | float | None:
    """What to put in a cell of this column so that it is read as this row has it; None for a blank."""
    if column.fills or column.kind == "person_key":
        return None
    if column.kind == "date":
        return _date(row.get(f"{column.id}_from"), row.get(f"{column.id}_to"))
    value = row.get(column.id)
    if column.kind in ("number", "money"):
        return _number(column, row)
    if value is None:
        return None
    if column.kind == "flag":
        return "ja" if value else "nee"
    called = names.get(column.kind, {})
    if column.codes is not None:
        called = {code: term.name.nl for code, term in column.codes.by_code.items()}
    if isinstance(value, list | tuple):
        return "; ".join(called.get(str(one), str(one)) for one in value) or None
    return called.get(str(value), str(value))


def _date(first: dt.date | None, last: dt.date | None) -> str | None:
    if first is None or last is None:
        return None
    made = list(_dates(first, last))
    # The last one is always the two days; where that cannot be read either, it is at least what is known.
    return next((text for text in made if parse_date(text, first) == ((first, last), None)), made[-1])


def _dates(first: dt.date, last: dt.date) -> Iterator[str]:
    if first == last:
        yield first.strftime("%d-%m-") + f"{first.year:04}"
    yield f"{first.year}"
    yield f"{_MONTHS[first.month - 1]} {first.year}"
    yield f"{first.year}-Q{(first.month + 2) // 3}"
    yield f"{first.year}-H{1 if first.month < 7 else 2}"
    yield f"{first:%d-%m-%Y} t/m {last:%d-%m-%Y}"


def _number(column: Column, row: Typed) -> str | int | float | None:
    money = column.kind == "money"
    wanted = tuple(row.get(column.id + suffix) for suffix in ("", "_low", "_high", "_estimate"))
    value, low, high, estimate = wanted
    if value is None:
        return None

    def shown(number: float) -> int | float:
        number = number / 100 if money else number
        return int(number) if number == int(number) else number

    if not estimate:
        return shown(value)
    texts = [f"ca. {_words(shown(value))}"]
    if low is not None:
        texts += [f">{_words(shown(low))}", f">{_words(shown(low) - 1)}", f"minstens {_words(shown(low))}"]
    if low is not None and high is not None:
        texts.append(f"{_words(shown(low))}-{_words(shown(high))}")
    if high is not None:
        texts += [f"<{_words(shown(high))}", f"hooguit {_words(shown(high))}", f"bijna {_words(shown(high))}"]
    for text in texts:
        read, problem = parse_money(text) if money else parse_number(text, column.whole)
        if problem is None and tuple(read) == wanted:
            return text
    return texts[0]


def _words(number: float) -> str:
    return f"{number:.15g}".replace(".", ",")
