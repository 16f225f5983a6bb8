"""What a question for figures gives back: values with a status, never a bare number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from wsd_data.figures.selection import Selection
from wsd_data.language import figure_words
from wsd_data.model.indicators import Indicator
from wsd_data.model.text import Language

Status = Literal["ok", "zero", "not_reported", "not_applicable", "suppressed"]
Number = int | float


@dataclass(frozen=True, slots=True)
class Value:
    """A value and what it is worth.

    value: in the unit of the indicator (money in euros); None when there is none to show.
    low, high: bounds; equal to the value when it is exact, None when unknown or hidden.
    filled: no counted row left its number blank.
    """

    value: Number | None
    low: Number | None
    high: Number | None
    status: Status
    reason: str | None = None
    estimate: bool = False
    filled: bool = True

    def words(self, unit: str = "", language: Language = "nl", decimals: int = 0) -> str:
        """As people read it (`language.figure_words`): "1.800", "circa 40", "<5", "nog niet aangeleverd"."""
        return figure_words(
            self.value, self.low, self.high, self.status, self.reason, self.estimate, unit, language, decimals
        )


@dataclass(frozen=True, slots=True)
class Row:
    """One cell of a breakdown: its codes in the order of the dimensions asked."""

    codes: tuple[str, ...]
    figure: Value

    @property
    def value(self) -> Number | None:
        return self.figure.value

    @property
    def low(self) -> Number | None:
        return self.figure.low

    @property
    def high(self) -> Number | None:
        return self.figure.high

    @property
    def status(self) -> Status:
        return self.figure.status

    @property
    def reason(self) -> str | None:
        return self.figure.reason

    @property
    def estimate(self) -> bool:
        return self.figure.estimate


@dataclass(frozen=True, slots=True)
class Total(Row):
    """The figure of the whole selection, computed and never summed. complete: nothing expected is missing.

    missing: (region, year) pairs that were expected and have not reported.
    """

    complete: bool = True
    missing: tuple[tuple[str, int], ...] = ()


def field_of(dimension: str) -> str:
    """The field that holds the code of a dimension in a row of an export: `status` is taken by that of the figure."""
    return "project_status" if dimension == "status" else dimension


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows (none without a breakdown) and the total of one indicator under one selection."""

    indicator: Indicator
    by: tuple[str, ...]
    selection: Selection
    as_of: str | None
    policy: str
    rows: tuple[Row, ...]
    total: Total

    def as_json(self) -> dict[str, object]:
        """The object of the `figures` command."""
        return {
            "indicator": self.indicator.id,
            "version": self.indicator.version,
            "unit": self.indicator.unit.nl,
            "policy": self.policy,
            "as_of": self.as_of,
            "period": self.selection.period.text if self.selection.period else None,
            "selection": {d: list(codes) for d, codes in self.selection.where},
            "rows": [
                {
                    **dict(zip(map(field_of, self.by), row.codes, strict=True)),
                    "value": row.value,
                    "low": row.low,
                    "high": row.high,
                    "status": row.status,
                    "reason": row.reason,
                    "estimate": row.estimate,
                }
                for row in self.rows
            ],
            "total": {
                "value": self.total.value,
                "low": self.total.low,
                "high": self.total.high,
                "status": self.total.status,
                "estimate": self.total.estimate,
                "complete": self.total.complete,
            },
        }

    def unit(self, language: Language) -> str:
        return self.indicator.unit.in_(language)
