"""Answers as lines for a terminal, as CSV and as Parquet. Only protected figures come in, so only those go out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

import pyarrow as pa
import pyarrow.parquet as pq

from wsd_data.figures.answer import Answer, Value, field_of
from wsd_data.model.dimensions import DIMENSIONS, SPECIAL
from wsd_data.model.text import Language, Text

TOTAL = "_total"
TEXT, NUMBER, FLAG, DAY = pa.string(), pa.float64(), pa.bool_(), pa.date32()
"""The types of columns in Parquet."""
FIELDS = {
    "value": NUMBER, "low": NUMBER, "high": NUMBER, "status": TEXT, "reason": TEXT, "estimate": FLAG, "complete": FLAG,
}  # fmt: skip
"""What a line says of its figure, with the type it has in Parquet."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(text: str) -> str:
    """Text that a spreadsheet will not run as a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def answer_csv(answer: Answer) -> str:
    """One line per row and a last one with the total, which also says whether it is complete; numbers with a decimal point, empty where there is none."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*map(field_of, answer.by), *FIELDS])
    for codes, figure, complete in _lines(answer):
        numbers = ("" if n is None else n for n in (figure.value, figure.low, figure.high))
        flags = ("" if flag is None else str(flag).lower() for flag in (figure.estimate, complete))
        writer.writerow([*map(harmless, codes), *numbers, figure.status, figure.reason or "", *flags])
    return out.getvalue()


def answer_parquet(answer: Answer) -> bytes:
    """The same lines as the bytes of a Parquet file: codes as text, numbers as doubles, null where there is none.

    What holds for all of them stands in the metadata of its schema: indicator, version, unit, policy and state.
    """
    lines = (
        [*codes, *(None if n is None else float(n) for n in (f.value, f.low, f.high)), f.status, f.reason, f.estimate, complete]
        for codes, f, complete in _lines(answer)
    )  # fmt: skip
    fields = [*((field_of(d), TEXT) for d in answer.by), *FIELDS.items()]
    about = {
        "indicator": answer.indicator.id, "version": str(answer.indicator.version), "unit": answer.unit("en"),
        "policy": answer.policy, "as_of": answer.as_of or "",
    }  # fmt: skip
    return parquet_of(fields, lines, about)


def parquet_of(
    fields: Sequence[tuple[str, pa.DataType]], lines: Iterable[Sequence[object]], about: Mapping[str, str]
) -> bytes:
    """Lines as the bytes of a Parquet file, with the declared types; about: what holds for all, in the metadata of its schema."""
    columns = [*zip(*lines, strict=True)] or [()] * len(fields)
    arrays = [pa.array(values, kind) for values, (_, kind) in zip(columns, fields, strict=True)]
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table(arrays, schema=pa.schema(fields, metadata=about)), sink)
    return bytes(sink.getvalue().to_pybytes())


def _lines(answer: Answer) -> Iterator[tuple[tuple[str, ...], Value, bool | None]]:
    """Codes and figure of every row and of the total, which alone says whether it is complete."""
    for row in answer.rows:
        yield row.codes, row.figure, None
    yield tuple(TOTAL for _ in answer.by), answer.total.figure, answer.total.complete


def words(answer: Answer, figure: Value, language: Language) -> str:
    """A figure of an answer as people read it: "1.800", "circa 40", "<5", "nog niet aangeleverd"."""
    return figure.words("€" if answer.indicator.money else "", language, answer.indicator.decimals)


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
