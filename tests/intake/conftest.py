"""The reader on real workbooks, with the reference lists of the project."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.intake.workbooks import Rows, write
from wsd_data.intake import FileRead, Known, Limits, known_from, read_reference
from wsd_data.intake.workbook import read_workbook

ROOT = Path(__file__).resolve().parents[2]
Read = Callable[..., FileRead]


@pytest.fixture(scope="session")
def reference() -> dict[str, list[dict[str, str | None]]]:
    return read_reference(ROOT / "data" / "reference")


@pytest.fixture(scope="session")
def known(reference: dict[str, list[dict[str, str | None]]]) -> Known:
    return known_from(reference, b"not a secret")


@pytest.fixture
def read(tmp_path: Path, known: Known) -> Read:
    """Write sheets and read them back, in this process."""

    def reading(sheets: Mapping[str, Rows], start: str = "A1", limits: Limits | None = None) -> FileRead:
        return read_workbook(write(tmp_path / "levering.xlsx", sheets, start), known, limits or Limits())

    return reading
