"""Answers as lines for a terminal and as CSV. Only protected figures come in, so only those go out."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from wsd_data.figures.answer import Answer, Value, field_of
from wsd_data.language import figure_words
from wsd_data.model.dimensions import DIMENSIONS, SPECIAL
from wsd_data.model.text import Language, Text

TOTAL = "_total"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(text: str) -> str:
    """Text that a spreadsheet will not run as a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def answer_csv(answer: Answer) -> str:
    """One line per row and a last one with the total, which also says whether it is complete; numbers with a decimal point, empty where there is none."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*map(field_of, answer.by), "value", "low", "high", "status", "reason", "estimate", "complete"])
    total = tuple(TOTAL for _ in answer.by)
    for codes, figure in [*((r.codes, r.figure) for r in answer.rows), (total, answer.total.figure)]:
        complete = str(answer.total.complete).lower() if figure is answer.total.figure else ""
        numbers = ("" if n is None else n for n in (figure.value, figure.low, figure.high))
        writer.writerow(
            [
                *map(harmless, codes),
                *numbers,
                figure.status,
                figure.reason or "",
                str(figure.estimate).lower(),
                complete,
            ]
        )
    return out.getvalue()


def words(answer: Answer, figure: Value, language: Language) -> str:
    """A figure of an answer as people read it: "1.800", "circa 40", "<5", "nog niet aangeleverd"."""
    return figure_words(
        figure.value, figure.low, figure.high, figure.status, figure.reason, figure.estimate,
        unit="€" if answer.indicator.money else "", language=language, decimals=answer.indicator.decimals,
    )  # fmt: skip


def answer_lines(answer: Answer, labels: Mapping[str, Mapping[str, Text]], language: Language = "nl") -> list[str]:
    """A small table for a terminal, with the total and what is missing."""
    head = answer.indicator.label.in_(language)
    period = answer.selection.period.text if answer.selection.period else "alle jaren / all years"
    lines = [f"{head}, {period} ({answer.unit(language)}, {answer.policy})"]
    table = []
    for row in answer.rows:
        names = []
        for dimension, code in zip(answer.by, row.codes, strict=True):
            name = SPECIAL.get(code) or labels.get(dimension, {}).get(code)
            names.append(name.in_(language) if name else code)
        table.append([*names, words(answer, row.figure, language)])
    if table:
        headings = [*(DIMENSIONS[d].name.in_(language) for d in answer.by), answer.unit(language)]
        widths = [max(len(r[i]) for r in (headings, *table)) for i in range(len(headings))]
        for cells in (headings, *table):
            left = "  ".join(c.ljust(w) for c, w in zip(cells[:-1], widths, strict=False))
            lines.append(f"  {left}  {cells[-1].rjust(widths[-1])}")
    lines.append(f"totaal / total: {words(answer, answer.total.figure, language)}")
    if not answer.total.complete:
        missing = answer.total.missing
        shown = ", ".join(f"{region} {year}" for region, year in missing[:8]) + (" …" if len(missing) > 8 else "")
        lines.append(f"niet volledig / not complete{': ' + shown if shown else ''}")
    return lines
