"""The example workbooks: published figures with invented rows, and a seeded generator of invented ones.

`python -m wsd_data.reports.examples` writes those that are kept in data/examples; tests and measurements ask for
any size. All of it is invented but for the totals and facts that `published` and `social_work` name.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from wsd_data.reports.examples.bulk import generate_workbook
from wsd_data.reports.examples.layout import write_book
from wsd_data.reports.examples.rounds import Delivery, deliveries

__all__ = ["DELIVERIES", "Delivery", "deliveries", "generate", "generate_workbook"]

DELIVERIES = "deliveries.csv"
_HEADINGS = ("file", "received", "mode", "scope", "accept_refused")


def generate(folder: Path, seed: int = 1, rows: int | None = None) -> list[Path]:
    """Write the examples to `folder` (made if needed) with their `deliveries.csv`; returns the workbooks in order of delivery.

    Without `rows` these are the kept examples: published figures and the invented rounds of 2016-2026. With `rows` it is
    one workbook of that many invented rows. The same arguments give the same bytes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if rows is not None:
        name = f"voorbeeld-{rows}.xlsx"
        _write_list(folder, [(name, date(2026, 11, 16).isoformat(), "add", "", "no")])
        return [generate_workbook(folder / name, rows, seed)]
    made = deliveries(seed)
    _write_list(
        folder,
        [(d.book.file, d.received.isoformat(), d.mode, d.scope, "yes" if d.accept_refused else "no") for d in made],
    )
    return [write_book(folder, d.book) for d in made]


def _write_list(folder: Path, lines: list[tuple[str, ...]]) -> None:
    with (folder / DELIVERIES).open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(_HEADINGS)
        writer.writerows(lines)
