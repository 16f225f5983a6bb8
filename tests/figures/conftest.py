"""A small world for counting: rows typed as in a workbook, delivered through the real application."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from wsd_data.delivery import LoadRequest, Store, load, open_store
from wsd_data.figures import Answer, Monitor, Selection
from wsd_data.model.periods import parse_period
from wsd_data.model.sheets import SHEETS
from wsd_data.store.fold import NOW, AsOf

Rows = Mapping[str, Sequence[Mapping[str, Any]]]

DEFAULTS: Mapping[str, Mapping[str, Any]] = {
    "projects": {"title": "Project", "region": "Twente", "theme": "Armoede", "start": "2020", "status": "lopend"},
    "presentations": {"date": "1-3-2023", "type": "lezing"},
    "publications": {"authors": "Jansen, P.", "type": "rapport", "audience_type": "vak", "date": "2023"},
    "products": {"type": "tool", "date": "2023"},
    "participants": {
        "date": "1-3-2023", "activity": "Leerkring", "type": "intervisie", "role": "student", "attendances": 10,
    },
    "casuses": {"project": "P1", "date": "2023-Q1", "theme": "Armoede"},
    "key_figures": {"date": "1-2-2024"},
    "funding": {"funder": "ZonMw", "start": "2023", "end": "2023"},
    "members": {"region": "Twente", "organisation_type": "welzijn", "start": "2020"},
}  # fmt: skip


def write_workbook(path: Path, rows: Rows) -> Path:
    """A workbook with Dutch headings; columns in the order in which rows use them."""
    book = openpyxl.Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for sheet_id, wanted in rows.items():
        sheet = SHEETS[sheet_id]
        full = [{**DEFAULTS.get(sheet_id, {}), **row} for row in wanted]
        columns = list(dict.fromkeys(c for row in full for c in row))
        tab = book.create_sheet(sheet.name.nl)
        tab.append([sheet.by_id[c].heading.nl for c in columns])
        for row in full:
            tab.append([row.get(c) for c in columns])
    book.save(path)
    return path


class World:
    """A data folder with deliveries, and short questions to it."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.store = store
        self.monitor = Monitor(store.engine)
        self._folder = folder
        self._number = 0

    def deliver(self, rows: Rows, region: str | None = "twente", received: str = "2024-06-01", **more: Any) -> int:
        self._number += 1
        path = write_workbook(self._folder / f"levering-{self._number}.xlsx", rows)
        request = LoadRequest(path, region=region, received=date.fromisoformat(received), confirmed=True, **more)
        return load(self.store, [request])[0].id

    def ask(
        self,
        indicator: str,
        *by: str,
        period: str | None = None,
        policy: str = "internal",
        as_of: AsOf = NOW,
        **where: str,
    ) -> Answer:
        chosen = {d: codes.split(",") for d, codes in where.items()}
        selection = Selection.of(parse_period(period) if period else None, chosen)
        return self.monitor.answer(indicator, by, selection, as_of, policy)

    def total(self, indicator: str, **how: Any) -> Any:
        return self.ask(indicator, **how).total.value

    def cells(self, indicator: str, *by: str, **how: Any) -> dict[str, Any]:
        """Code → value of the cells in which something was counted."""
        return {"/".join(r.codes): r.value for r in self.ask(indicator, *by, **how).rows if r.value}


@pytest.fixture
def world(tmp_path: Path, fresh_folder: Path) -> Iterator[World]:
    with open_store(Path(shutil.copytree(fresh_folder, tmp_path / "data"))) as store:
        yield World(store, tmp_path)


@pytest.fixture(scope="module")
def monitor(demo_folder: Path) -> Iterator[Monitor]:
    """Questions to the example data."""
    with open_store(demo_folder) as store:
        yield Monitor(store.engine)


Deliver = Callable[..., int]
