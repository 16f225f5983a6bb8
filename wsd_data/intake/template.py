"""The template workbook: an explanation sheet, the ten sheets with their headings and drop-downs, from the declarations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from wsd_data.intake.explanation import CONTENT, DELIVERER, NOTHING, PERIOD, SHEET
from wsd_data.intake.known import Reference
from wsd_data.intake.options import PROJECTS, list_of, options, single
from wsd_data.intake.retyped import Names, Typed, names_from, retyped
from wsd_data.model.columns import Column, Kind, Sheet
from wsd_data.model.problems import Surroundings, Usage
from wsd_data.model.sheets import SHEETS
from wsd_data.model.text import Text

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

HEADING_ROW = 3
LISTS = "Keuzelijsten"
"""Name of the sheet with the lists; the reader knows a sheet of that name holds no rows."""
_LAST_CHOICE = 5_000
_REQUIRED = "Verplicht."
_OPTIONAL = "Mag leeg blijven."
_FORMS: Mapping[Kind, str] = {
    "date": "Vorm: 31-12-2023, september 2023, 2023-Q2 of 2023.",
    "span": "Vorm: 2020-2022.",
    "number": "Vorm: 1.800, of bij een schatting ca. 40, >100 of 30-35.",
    "money": "Vorm: 12.500 of 12.500,50; bij een schatting ca. 12.000.",
    "code": "Vorm: een eigen code, zoals P2023-01.",
    "codes": "Vorm: codes met een puntkomma ertussen, zoals P2023-01; P2023-02.",
    "names": "Vorm: namen met een puntkomma ertussen.",
    "authors": "Vorm: Jansen, P.; De Vries, A.",
    "terms": "Meer waarden scheidt een puntkomma.",
    "regions": "Vorm: Twente, of Twente; Friesland.",
    "lectoraten": "Meer lectoraten scheidt een puntkomma.",
    "themes": "Meer thema's scheidt een puntkomma.",
    "municipalities": "Vorm: Almelo; Hengelo.",
    "flag": "Vorm: ja of nee.",
    "doi": "Vorm: 10.1000/xyz123.",
    "isbn": "Vorm: 978-90-274-3964-2.",
    "person_key": "Vorm: een eigen sleutel zonder betekenis, nooit een naam of e-mailadres.",
}
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


def write_template(
    path: Path, reference: Reference, region: str | None = None, *,
    projects: Sequence[str] = (), rows: Mapping[str, Sequence[Typed]] | None = None,
) -> None:  # fmt: skip
    """Write the template workbook; with a region code, that region stands on it as the deliverer.

    projects: codes to choose from. rows: per sheet id typed rows to start from; those of sheets about people are left
    out, whoever gives them. Raises Usage for an unknown region, Surroundings when the file cannot be written.
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
    lists = options(reference, region=region, projects=projects)
    called = names_from(reference)
    for sheet in SHEETS.values():
        page = book.create_sheet(sheet.name.nl)
        _head(page, sheet)
        _choose(page, sheet, list(lists), {id_: len(values) for id_, (_, values) in lists.items()})
        if not sheet.about_people:
            _fill(page, sheet, (rows or {}).get(sheet.id, ()), called)
    _list(book.create_sheet(LISTS), list(lists.values()))
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
        cell.comment = Comment(_words(column), "WSD Monitor", width=320, height=140)
        page.column_dimensions[get_column_letter(index)].width = max(14, min(34, len(heading) + 4))
    page.freeze_panes = f"A{HEADING_ROW + 1}"


def _words(column: Column) -> str:
    """The note at a heading: what it is, whether it may stay empty, what may stand there, and an example of the form."""
    parts = [column.definition.nl, _REQUIRED if column.required else _OPTIONAL]
    if column.codes is not None:
        parts.append("Kies uit: " + ", ".join(t.name.nl for t in column.codes.terms) + ".")
    if column.kind in _FORMS:
        parts.append(_FORMS[column.kind])
    return "\n".join(parts)


def _choose(page: Worksheet, sheet: Sheet, order: Sequence[str], lengths: Mapping[str, int]) -> None:
    """Drop-downs on the columns that are filled from a list."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    for index, column in enumerate(sheet.columns, 1):
        source = list_of(column)
        # A project is named on its own sheet, and chosen on the others.
        if source is None or source not in lengths or (source == PROJECTS and sheet is SHEETS["projects"]):
            continue
        at, letter = get_column_letter(order.index(source) + 1), get_column_letter(index)
        formula = f"{LISTS}!${at}$2:${at}${lengths[source] + 1}"
        choice = DataValidation(type="list", formula1=formula, allow_blank=True, errorStyle="warning")
        # Several values in a cell, or spellings that are read too: then the list only helps.
        choice.showErrorMessage = single(column)
        choice.add(f"{letter}{HEADING_ROW + 1}:{letter}{_LAST_CHOICE}")
        page.add_data_validation(choice)


def _fill(page: Worksheet, sheet: Sheet, rows: Sequence[Typed], names: Names) -> None:
    """Rows to start from, directly under the headings; text stays text, whatever it begins with."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    for down, row in enumerate(rows, HEADING_ROW + 1):
        for right, column in enumerate(sheet.columns, 1):
            value = retyped(column, row, names)
            if value is None:
                continue
            cell = page.cell(down, right)
            if isinstance(value, str):
                cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
                cell.data_type = "s"
                cell.number_format = "@"
            else:
                cell.value = value


def _list(page: Worksheet, lists: Sequence[tuple[str, Sequence[str]]]) -> None:
    """The lists side by side, on a sheet that does not show."""
    for index, (name, values) in enumerate(lists, 1):
        page.cell(1, index, name)
        for down, value in enumerate(values, 2):
            page.cell(down, index, value)
    page.sheet_state = "hidden"
