"""What a deliverer starts the next delivery from: read back, it is what was in force, and nothing about people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from wsd_data.delivery import LoadRequest, inspect, open_store, preview
from wsd_data.delivery.starting import Start, start_of
from wsd_data.intake import write_template
from wsd_data.model.sheets import SHEETS

TODAY = date(2024, 8, 15)


@pytest.mark.parametrize("region", ["twente", "noord", "friesland"])
def test_a_filled_template_changes_nothing(demo_copy: Callable[[], Path], tmp_path: Path, region: str) -> None:
    with open_store(demo_copy()) as store:
        start = start_of(store, region, TODAY)
        path = tmp_path / "ingevuld.xlsx"
        write_template(path, store.reference, region, projects=start.projects, rows=start.rows)
        read = inspect(path, store.known, store.engine)
        assert [f for f in read.findings if f.level == "error"] == []
        assert {s.kind: s.rows for s in read.sheets if s.rows} == {kind: len(rows) for kind, rows in start.rows.items()}
        assert not {kind for kind in start.rows if SHEETS[kind].about_people}
        assert start.rows and start.year is not None and start.year <= TODAY.year
        book = openpyxl.load_workbook(path)
        label = next(row[0].row for row in book["Toelichting"].iter_rows() if row[0].value == "Soort gegevens")
        book["Toelichting"].cell(label, 2, "Voorbeeldgegevens")
        book.save(path)
        (one,) = preview(store, [(LoadRequest(path), inspect(path, store.known, store.engine))])
        assert (one.new, one.changed, one.ended, one.refused) == (0, 0, 0, 0)
        assert one.unchanged == sum(map(len, start.rows.values()))


def test_a_deliverer_without_rows_starts_empty(tmp_path: Path) -> None:
    with open_store(tmp_path / "data") as store:
        assert start_of(store, "twente", TODAY) == Start()
