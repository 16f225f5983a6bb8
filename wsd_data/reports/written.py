"""A report as the file somebody asked for, by the ending of its name."""

from __future__ import annotations

from wsd_data.model.problems import Usage
from wsd_data.model.text import Text
from wsd_data.reports.paper import Paper

UNKNOWN_FORM = Text(
    "Een rapport heet op .pdf of .xlsx, niet {name}.", "A report ends in .pdf or .xlsx, not {name}."
)  # fmt: skip


def file_of(paper: Paper, name: str) -> bytes:
    """The bytes of the file. Raises Usage for another ending than .pdf and .xlsx."""
    ending = name.lower().rpartition(".")[2]
    if ending == "pdf":
        from wsd_data.reports.pdf import pdf_of

        return pdf_of(paper)
    if ending == "xlsx":
        from wsd_data.reports.spreadsheet import workbook_of

        return workbook_of(paper)
    raise Usage(UNKNOWN_FORM.format(name=name))
