"""The template workbook: an explanation sheet and the ten sheets with their headings, from the declarations."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from wsd_data.intake.explanation import CONTENT, DELIVERER, NOTHING, PERIOD, SHEET
from wsd_data.intake.known import Reference
from wsd_data.model.columns import Sheet
from wsd_data.model.problems import Surroundings, Usage
from wsd_data.model.sheets import SHEETS
from wsd_data.model.text import Text

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

HEADING_ROW = 3
_TITLE = Text("Aanlevering Werkplaatsen Sociaal Domein", "Delivery Werkplaatsen Sociaal Domein")
_INTRO = (
    "Vul per blad een rij per project, presentatie, publicatie enzovoort in, direct onder de koppen.",
    "Kolommen met een * zijn verplicht. Bladen en kolommen die u niet nodig hebt, laat u leeg.",
    "Getallen: 1.800 of 12,5; een schatting als ca. 40, >100 of 30-35. Datums: 31-12-2023, september 2023, 2023-Q2 of 2023.",
    "Meer waarden in een cel scheidt u met een puntkomma. Vul geen gegevens over personen in.",
    "Hieronder mag alles leeg blijven. Achter Aanleveraar: de werkplaats die aanlevert (naam of code), of: netwerk.",
    "Achter Periode: waarover dit bestand gaat, zoals 2023 of 2020-2022. Achter Soort gegevens: Voorbeeldgegevens, bij een voorbeeld.",
    "Achter Niets te melden: de jaren waarin er voor dat blad niets te melden is, zoals 2022, 2023.",
)
_ANSWERS = (DELIVERER, PERIOD, CONTENT)
_UNKNOWN_REGION = Text(
    "Werkplaats “{region}” is niet bekend. Kies een van: {options}.",
    "Region “{region}” is not known. Choose one of: {options}.",
)
_NOT_WRITTEN = Text(
    "Het sjabloon kon niet geschreven worden naar {path} ({detail}).",
    "The template could not be written to {path} ({detail}).",
)


def write_template(path: Path, reference: Reference, region: str | None = None) -> None:
    """Write the template workbook; with a region code, that region stands on it as the deliverer.

    Raises Usage for an unknown region, Surroundings when the file cannot be written.
    """
    # Loaded here: the process that reads files imports this room too and must start fast.
    from openpyxl import Workbook

    names = {str(r["code"]): str(r["naam"]) for r in reference["regions"]}
    if region is not None and region not in names:
        raise Usage(_UNKNOWN_REGION.format(region=region, options=", ".join(names)))
    book = Workbook()
    first = book.active
    if first is not None:
        book.remove(first)
    _explain(book.create_sheet(SHEET.nl), names.get(region or "", ""))
    for sheet in SHEETS.values():
        _head(book.create_sheet(sheet.name.nl), sheet)
    try:
        book.save(path)
    except OSError as error:
        raise Surroundings(_NOT_WRITTEN.format(path=path, detail=error.strerror or error)) from error


def _explain(page: Worksheet, deliverer: str) -> None:
    from openpyxl.styles import Alignment, Font

    page.append([_TITLE.nl])
    page["A1"].font = Font(bold=True, size=14)
    for line in _INTRO:
        page.append([line])
    page.append([])
    for label in _ANSWERS:
        page.append([label.nl, deliverer or None if label is DELIVERER else None])
    page.append([])
    for sheet in SHEETS.values():
        page.append([f"{NOTHING.nl}: {sheet.name.nl}"])
    for row in page.iter_rows(min_row=len(_INTRO) + 3, max_col=1):
        row[0].font = Font(bold=True)
    for row in page.iter_rows(min_row=len(_INTRO) + 3, min_col=2, max_col=2):
        row[0].alignment = Alignment(horizontal="left")
        row[0].number_format = "@"
    for column, width in (("A", 36), ("B", 40)):
        page.column_dimensions[column].width = width


def _head(page: Worksheet, sheet: Sheet) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    page["A1"] = sheet.name.nl
    page["A1"].font = Font(bold=True, size=14)
    page["A2"] = sheet.definition.nl
    for index, column in enumerate(sheet.columns, 1):
        heading = column.heading.nl + (" *" if column.required else "")
        cell = page.cell(HEADING_ROW, index, heading)
        cell.font = Font(bold=column.required)
        cell.fill = PatternFill("solid", fgColor="E6EEF2")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        words = column.definition.nl
        if column.codes is not None:
            words += " Kies uit: " + ", ".join(t.name.nl for t in column.codes.terms) + "."
        cell.comment = Comment(words, "WSD Monitor", width=320, height=120)
        page.column_dimensions[get_column_letter(index)].width = max(14, min(34, len(heading) + 4))
    page.freeze_panes = f"A{HEADING_ROW + 1}"
