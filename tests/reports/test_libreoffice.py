"""The workbook back, opened and saved again by LibreOffice: what we wrote between the bytes is a workbook to others too."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.reports.test_marked import REFERENCE, faulty
from wsd_data.intake import known_from, read_file
from wsd_data.intake.ours import CONTROL, LISTS
from wsd_data.reports.marked import marked

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def saved_again(path: Path, folder: Path) -> Workbook:
    """The workbook as LibreOffice saves it."""
    assert OFFICE is not None
    command = [
        OFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML",
        "--outdir", str(folder / "out"), str(path),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=True)
    assert "Error" not in done.stderr, done.stderr
    return openpyxl.load_workbook(folder / "out" / path.name)


def notes(page: Worksheet) -> dict[str, str]:
    return {c.coordinate: " ".join(c.comment.text.split()) for row in page.iter_rows() for c in row if c.comment}


def links(page: Worksheet) -> set[tuple[str, str]]:
    found = [(c.coordinate, c.hyperlink) for row in page.iter_rows() for c in row if c.hyperlink]
    return {
        (place, (link.location or link.target or "").lstrip("#").replace("'", "").replace("$", ""))
        for place, link in found
    }


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not here (apt-get install libreoffice-calc)")
def test_marks_notes_links_and_lists_survive(tmp_path: Path) -> None:
    path, known = faulty(tmp_path / "levering.xlsx"), known_from(REFERENCE, b"x")
    done = marked(path, read_file(path, known), tmp_path / "terug.xlsx", reference=REFERENCE)
    assert done.own and done.cells == 3
    ours, theirs = openpyxl.load_workbook(done.path), saved_again(done.path, tmp_path)
    assert theirs.sheetnames == ours.sheetnames and theirs.sheetnames[0] == CONTROL
    assert theirs[LISTS].sheet_state == "hidden"
    for name in ours.sheetnames:
        one, other = ours[name], theirs[name]
        assert notes(other) == notes(one), name
        assert links(other) == links(one), name
        assert len(other.data_validations.dataValidation) == len(one.data_validations.dataValidation), name
        for row in one.iter_rows():
            for cell in row:
                assert str(other[cell.coordinate].value or "") == str(cell.value or ""), (name, cell.coordinate)
    assert (
        theirs[CONTROL].sheet_properties.pageSetUpPr.fitToPage and theirs[CONTROL].page_setup.orientation == "landscape"
    )
    long = next(row for row in theirs[CONTROL].iter_rows(min_row=8) if len(str(row[5].value or "")) > 100)
    assert theirs[CONTROL].row_dimensions[long[5].row].height >= 30, "the whole text can be read"
    page, back = ours["Presentaties"], theirs["Presentaties"]
    for place in ("C5", "B6", "D7"):
        assert notes(back)[place]
        assert back[place].fill.fgColor.rgb == page[place].fill.fgColor.rgb != "00000000", place
    assert back["A4"].fill.fill_type is None
    again = read_file(tmp_path / "out" / "terug.xlsx", known)
    assert again.ours == (CONTROL, LISTS)
    assert {f.cell for f in again.findings if f.level == "error"} == {"C5", "B6", "D7"}
