"""What the intake says of the example workbooks: nothing, but for the one faulty row that is meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from wsd_data.intake import Known, known_from, read_file, read_reference
from wsd_data.reports.examples import generate_workbook

EXAMPLES = Path("data/examples")


@pytest.fixture(scope="module")
def known() -> Known:
    return known_from(read_reference(Path("data/reference")), b"a salt for tests, 32 bytes long.")


@pytest.mark.parametrize(
    ("file", "deliverer", "scope"),
    [
        ("netwerk-2019.xlsx", "network", None),
        ("zwolle-2016-2019.xlsx", "zwolle", "2016..2019"),
        ("gelderse-vallei-2020-2022.xlsx", "gelderse-vallei", "2020..2022"),
        ("friesland-2016-2020.xlsx", "friesland", "2016..2020"),
        ("twente-2019-2022.xlsx", "twente", "2019..2022"),
        ("twente-social-work-2023.xlsx", "twente", None),
    ],
)
def test_every_look_is_read_whole(file: str, deliverer: str, scope: str | None, known: Known) -> None:
    read = read_file(EXAMPLES / file, known)
    assert [f for f in read.findings if f.level == "error"] == []
    assert (read.deliverer, read.scope.text if read.scope else None, read.example) == (deliverer, scope, True)
    for sheet in read.sheets:
        assert sheet.kind is not None
        assert sheet.table is not None
        assert (sheet.unmapped, sheet.skipped) == ((), ())
        assert not any(sheet.table["refused"].to_pylist())


def test_dates_of_the_1904_system_are_right(known: Known) -> None:
    read = read_file(EXAMPLES / "gelderse-vallei-2020-2022.xlsx", known)
    (talks,) = [s.table for s in read.sheets if s.kind == "presentations"]
    assert talks is not None
    assert {d.year for d in talks["date_from"].to_pylist()} == {2020, 2021, 2022}


def test_one_row_is_refused_on_purpose(known: Known) -> None:
    read = read_file(EXAMPLES / "noord-nagekomen-2022.xlsx", known)
    assert [(f.code, f.value) for f in read.findings] == [("number_unclear", "heel veel")]


def test_generated_workbooks_have_no_findings(tmp_path: Path, known: Known) -> None:
    read = read_file(generate_workbook(tmp_path / "many.xlsx", 1500, seed=7), known)
    assert read.findings == ()
    assert sum(s.rows for s in read.sheets) == 1500
