"""The workbook back: marks where they belong, everything else as it was, and a clear word where that cannot be."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from wsd_data.delivery import Store, open_store
from wsd_data.intake import FileRead, Known, Limits, known_from, propose, read_file, read_reference
from wsd_data.intake.ours import CONTROL, LISTS, MARKER
from wsd_data.reports.fills import COLOURS
from wsd_data.reports.marked import REASONS, Marked, marked
from wsd_data.reports.notes import BEHIND
from wsd_data.ui.submission import Submission

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = read_reference(ROOT / "data" / "reference")
HEADINGS = ["Titel", "Datum", "Soort", "Werkplaats", "Link", "Opmerking"]
Change = Callable[[dict[str, bytes]], None]


@pytest.fixture(scope="module")
def known() -> Known:
    return known_from(REFERENCE, b"not a secret")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "store") as opened:
        yield opened


def faulty(path: Path, change: Callable[[Workbook], object] = lambda book: None) -> Path:
    """Talks with three faults: a kind nobody knows (C5), no date (B6) and an unknown werkplaats (D7), on a sheet with a life of its own."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "Presentaties"
    page["A1"] = "Onze lezingen"
    page["A1"].font = Font(bold=True, size=20)
    for column, words in enumerate(HEADINGS, 1):
        page.cell(3, column, words)
    rows = [
        ["Een", "1-3-2023", "lezing", "Twente", None, "goed bezocht"],
        ["Twee", "1-4-2023", "toneel", "Twente", None, None],
        ["Drie", None, "lezing", "Twente", None, None],
        ["Vier", "1-5-2023", "lezing", "Atlantis", None, None],
        ["Vijf", "1-6-2023", "lezing", "Twente", None, None],
    ]
    for down, row in enumerate(rows, 4):
        for right, value in enumerate(row, 1):
            if value is not None:
                page.cell(down, right, value)
    page["C5"].fill = PatternFill("solid", fgColor="FF00B050")
    page["C5"].alignment = Alignment(horizontal="right")
    page["C5"].comment = Comment("van mij & <jou>", "Iemand")
    page["A8"].comment = Comment("blijft staan", "Iemand")
    page.column_dimensions["A"].width = 41
    page.freeze_panes = "A4"
    page.print_title_rows = "3:3"
    other = book.create_sheet("Rekenblad")
    other.append(["a", 1])
    other["B2"] = "=B1*2"
    change(book)
    book.save(path)
    return path


def back(tmp_path: Path, known: Known, source: Path, **how: Any) -> tuple[Marked, FileRead]:
    read = read_file(source, known)
    return marked(source, read, tmp_path / "terug.xlsx", reference=REFERENCE, **how), read


def rewritten(source: Path, change: Change) -> Path:
    """The same workbook with its parts changed."""
    with zipfile.ZipFile(source) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    change(parts)
    with zipfile.ZipFile(source, "w") as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return source


def cells(book: Workbook, sheet: str = CONTROL) -> list[tuple[Any, ...]]:
    return [row for row in book[sheet].iter_rows(values_only=True) if any(row)]


def test_marks_stand_at_the_faults_and_all_else_is_as_it_was(tmp_path: Path, known: Known) -> None:
    source = faulty(tmp_path / "levering.xlsx")
    done, read = back(tmp_path, known, source)
    assert done.own and done.reason is None and done.cells == 3
    before, after = openpyxl.load_workbook(source), openpyxl.load_workbook(done.path)
    assert after.sheetnames == [CONTROL, "Presentaties", "Rekenblad", LISTS]
    assert after[LISTS].sheet_state == "hidden" and after.active is not None and after.active.title == CONTROL
    assert [bool(s.sheet_view.tabSelected) for s in after.worksheets[:3]] == [True, False, False]
    faults = {f.cell for f in read.findings if f.level == "error"}
    assert faults == {"C5", "B6", "D7"}
    for name in ("Presentaties", "Rekenblad"):
        for row in before[name].iter_rows():
            for cell in row:
                same = after[name][cell.coordinate]
                assert same.value == cell.value and repr((same.font, same.alignment)) == repr(
                    (cell.font, cell.alignment)
                )
                assert same.number_format == cell.number_format
                if cell.coordinate not in faults or name == "Rekenblad":
                    assert repr(same.fill) == repr(cell.fill)
                    assert (same.comment and same.comment.text) == (cell.comment and cell.comment.text)
    page = after["Presentaties"]
    assert page.column_dimensions["A"].width == 41 and page.freeze_panes == "A4" and page.print_title_rows == "$3:$3"
    for at in faults:
        assert page[at].fill.fgColor.rgb == COLOURS["error"], at
        assert page[at].comment is not None and "Fout: " in page[at].comment.text, at
    assert page["C5"].comment.text.startswith("van mij & <jou>") and BEHIND in page["C5"].comment.text
    assert "Iemand" in page["C5"].comment.author


def test_the_first_sheet_counts_lists_and_links(tmp_path: Path, known: Known) -> None:
    done, _ = back(tmp_path, known, faulty(tmp_path / "levering.xlsx"))
    page = openpyxl.load_workbook(done.path)[CONTROL]
    rows = {row[0].row: [cell.value for cell in row] for row in page.iter_rows()}
    assert rows[1][0] == MARKER.nl
    assert ["Samen", 3, 1, 0] in [row[:4] for row in rows.values()]
    listed = {row[2]: row for row in rows.values() if row[0] == "fout"}
    assert set(listed) == {"C5", "B6", "D7"}
    assert listed["C5"][4] == "toneel" and "Kies een van: lezing" in str(listed["C5"][5])
    links = {link.display: link.location for row in page.iter_rows() for cell in row if (link := cell.hyperlink)}
    assert links == {at: f"'Presentaties'!{at}" for at in listed} | {"Rekenblad": "'Rekenblad'!A1"}


def test_drop_downs_choose_from_the_lists(tmp_path: Path, known: Known) -> None:
    done, _ = back(tmp_path, known, faulty(tmp_path / "levering.xlsx"))
    book = openpyxl.load_workbook(done.path)
    found = {str(v.sqref).split(":")[0]: v for v in book["Presentaties"].data_validations.dataValidation}
    assert {"C4", "D4"} <= set(found)
    assert found["C4"].errorStyle == "warning" and found["C4"].showErrorMessage and not found["D4"].showErrorMessage
    sheet, _, area = found["C4"].formula1.rpartition("!")
    assert sheet.strip("'") == LISTS
    assert [row[0].value for row in book[LISTS][area.replace("$", "")]][:3] == ["lezing", "congresbijdrage", "workshop"]


def test_drop_downs_that_are_there_stay_alone(tmp_path: Path, known: Known) -> None:
    def own(book: Workbook) -> None:
        validation = DataValidation(type="list", formula1='"lezing,poster"')
        validation.add("C4:C9")
        book["Presentaties"].add_data_validation(validation)

    done, _ = back(tmp_path, known, faulty(tmp_path / "levering.xlsx", own))
    found = openpyxl.load_workbook(done.path)["Presentaties"].data_validations.dataValidation
    assert [str(v.sqref) for v in found if str(v.sqref).startswith("C")] == ["C4:C9"] and len(found) > 1


def test_text_that_looks_like_a_formula_is_text(tmp_path: Path, known: Known) -> None:
    source = faulty(tmp_path / "levering.xlsx", lambda book: book["Presentaties"].cell(5, 3, "@SUM(1)"))
    done, _ = back(tmp_path, known, source)
    with zipfile.ZipFile(done.path) as archive:
        ours = archive.read("xl/worksheets/wsd1.xml")
    assert b"@SUM(1)" in ours and b"<f>" not in ours and b"<f " not in ours
    cell = next(
        c for row in openpyxl.load_workbook(done.path)[CONTROL].iter_rows() for c in row if c.value == "@SUM(1)"
    )
    assert cell.data_type != "f" and cell.quotePrefix


def test_the_repaired_copy_comes_back_without_findings_and_shows_only_what_changed(
    tmp_path: Path, known: Known, store: Store
) -> None:
    mine = Submission()
    source = faulty(tmp_path / "levering.xlsx")
    mine.read(store, [(source.name, source.read_bytes())], lambda name, number: None)
    given = mine.marked(0, store, "nl")
    mine.take(store, accept_refused=True, confirmed=False)
    assert [(one.new, one.refused) for one in mine.done] == [(2, 3)]
    book = openpyxl.load_workbook(io.BytesIO(given))
    page = book["Presentaties"]
    page["C5"], page["B6"], page["D7"], page["E8"] = "lezing", "1-7-2023", "Twente", "https://voorbeeld.nl"
    book.save(tmp_path / "verbeterd.xlsx")
    again = Submission()
    again.read(store, [("verbeterd.xlsx", (tmp_path / "verbeterd.xlsx").read_bytes())], lambda name, number: None)
    assert again.problem is None and again.seen is not None
    one = again.seen[0]
    assert [f.code for f in one.findings if f.level != "info"] == ["unknown_sheet"]
    assert (one.new, one.changed, one.unchanged, one.ended, one.refused) == (3, 1, 1, 0, 0)
    assert [s.name for s in again.reads[0].sheets] == ["Presentaties", "Rekenblad"]
    assert again.reads[0].ours == (CONTROL, LISTS)
    proposal = propose(tmp_path / "verbeterd.xlsx", store.known)
    assert proposal.shape() == propose(source, store.known).shape()


def test_a_copy_half_repaired_is_marked_anew(tmp_path: Path, known: Known) -> None:
    first, _ = back(tmp_path, known, faulty(tmp_path / "levering.xlsx"))
    book = openpyxl.load_workbook(first.path)
    book["Presentaties"]["C5"], book["Presentaties"]["B6"] = "lezing", "1-7-2023"
    book.save(tmp_path / "half.xlsx")
    read = read_file(tmp_path / "half.xlsx", known)
    done = marked(tmp_path / "half.xlsx", read, tmp_path / "opnieuw.xlsx", reference=REFERENCE)
    after = openpyxl.load_workbook(done.path)
    assert done.own and done.cells == 1 and sorted(after.sheetnames) == sorted(book.sheetnames)
    page = after["Presentaties"]
    assert page["C5"].fill.fgColor.rgb == "FF00B050" and page["B6"].fill.fill_type is None
    assert page["C5"].comment.text == "van mij & <jou>" and page["B6"].comment is None
    assert page["D7"].fill.fgColor.rgb == COLOURS["error"] and page["D7"].comment.text.count("Fout:") == 1
    assert ["Samen", 1, 1, 0] in [list(row[:4]) for row in cells(after)]


def test_drawings_and_charts_stay_byte_for_byte(tmp_path: Path, known: Known) -> None:
    def drawn(book: Workbook) -> None:
        chart = BarChart()
        chart.add_data(Reference(book["Rekenblad"], min_col=2, min_row=1, max_row=2))
        book["Presentaties"].add_chart(chart, "H2")

    source = faulty(tmp_path / "levering.xlsx", drawn)
    done, _ = back(tmp_path, known, source)
    assert done.own
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(done.path) as new:
        kept = [n for n in old.namelist() if "chart" in n or re.search(r"drawings/(_rels/)?drawing", n)]
        assert len(kept) >= 3 and all(old.read(n) == new.read(n) for n in kept)
        sheet = new.read("xl/worksheets/sheet1.xml")
    assert sheet.index(b"<drawing ") < sheet.index(b"<legacyDrawing ")
    assert len(openpyxl.load_workbook(done.path)["Presentaties"]._charts) == 1  # type: ignore[attr-defined]


def test_rows_and_cells_that_are_not_there_are_made(tmp_path: Path, known: Known) -> None:
    source = faulty(tmp_path / "levering.xlsx", lambda book: book["Presentaties"].cell(5, 3, "toneel"))

    def bare(parts: dict[str, bytes]) -> None:
        part = "xl/worksheets/sheet1.xml"
        # The name space under a prefix, as some writers have it.
        parts[part] = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", parts[part]).replace(b"xmlns=", b"xmlns:x=")

    done, read = back(tmp_path, known, rewritten(source, bare))
    assert done.own and {f.cell for f in read.findings} == {"", "C5", "B6", "D7"}
    page = openpyxl.load_workbook(done.path)["Presentaties"]
    assert (
        page["B6"].comment is not None and page["B6"].fill.fgColor.rgb == COLOURS["error"] and page["B6"].value is None
    )


def test_a_conversation_is_left_as_it_is(tmp_path: Path, known: Known) -> None:
    def talk(book: Workbook) -> None:
        book["Presentaties"]["D7"].comment = Comment("[Threaded comment]", "tc={1B5A}")

    done, _ = back(tmp_path, known, faulty(tmp_path / "levering.xlsx", talk))
    assert done.own and done.conversations == 1 and done.remark is not None
    page = openpyxl.load_workbook(done.path)["Presentaties"]
    assert page["D7"].comment.text == "[Threaded comment]" and page["D7"].fill.fgColor.rgb == COLOURS["error"]


def _macros(parts: dict[str, bytes]) -> None:
    parts["xl/vbaProject.bin"] = b"macro"


def _signed(parts: dict[str, bytes]) -> None:
    parts["_xmlsignatures/origin.sigs"] = b""


def _no_styles(parts: dict[str, bytes]) -> None:
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(b"relationships/styles", b"x/y")


def _odd_notes(parts: dict[str, bytes]) -> None:
    name = next(n for n in parts if "comments" in n.lower() and n.endswith(".xml"))
    parts[name] = b"<comments xmlns='x'><commentList></comments>"


@pytest.mark.parametrize(
    ("reason", "change"),
    [("macros", _macros), ("signed", _signed), ("styles", _no_styles), ("damaged", _odd_notes)],
)
def test_where_it_is_not_safe_a_separate_list_says_why(
    tmp_path: Path, known: Known, reason: str, change: Change
) -> None:
    done, read = back(tmp_path, known, rewritten(faulty(tmp_path / "levering.xlsx"), change))
    assert not done.own and done.reason == REASONS[reason] and done.remark is not None
    book = openpyxl.load_workbook(done.path)
    assert book.sheetnames == [CONTROL] and any(REASONS[reason].nl in str(row[0]) for row in cells(book))
    assert sum(row[0] == "fout" for row in cells(book)) == sum(f.level == "error" for f in read.findings) == 3
    assert not any(cell.hyperlink for row in book[CONTROL].iter_rows() for cell in row)


def test_other_formats_get_a_separate_list(tmp_path: Path, known: Known) -> None:
    source = tmp_path / "presentaties.csv"
    source.write_text("Titel;Datum;Soort\nEen;1-3-2023;toneel\n", "utf-8")
    done, read = back(tmp_path, known, source)
    assert not done.own and done.reason == REASONS["format"] and read.findings


def test_what_is_about_people_is_not_repeated(tmp_path: Path, known: Known) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "Deelnemers"
    page.append(["Datum", "Activiteit", "Soort activiteit", "Rol", "Persoonssleutel"])
    page.append(["1-3-2023", "Leerkring", "intervisie", "Jan Jansen uit Almelo", "p1"])
    book.save(tmp_path / "mensen.xlsx")
    done, _ = back(tmp_path, known, tmp_path / "mensen.xlsx")
    assert done.own
    after = openpyxl.load_workbook(done.path)
    assert "Jansen" not in str(cells(after))
    assert all("Jansen" not in c.comment.text for row in after["Deelnemers"].iter_rows() for c in row if c.comment)


def test_a_file_with_personal_data_is_not_given_back(tmp_path: Path, known: Known) -> None:
    def with_address(book: Workbook) -> None:
        book["Presentaties"].cell(3, 7, "E-mail")
        book["Presentaties"].cell(4, 7, "jan@voorbeeld.nl")

    done, read = back(tmp_path, known, faulty(tmp_path / "levering.xlsx", with_address))
    assert read.personal and not done.own and done.reason == REASONS["personal"]
    assert "jan@voorbeeld" not in str(cells(openpyxl.load_workbook(done.path)))


def test_a_sheet_of_ours_cannot_hide_personal_data(tmp_path: Path, known: Known) -> None:
    first, _ = back(tmp_path, known, faulty(tmp_path / "levering.xlsx"))
    book = openpyxl.load_workbook(first.path)
    book[CONTROL]["H20"] = "jan.jansen@voorbeeld.nl"
    book.save(first.path)
    assert read_file(first.path, known).personal


def test_an_own_sheet_of_that_name_stays(tmp_path: Path, known: Known) -> None:
    source = faulty(tmp_path / "levering.xlsx", lambda book: book.create_sheet(CONTROL).append(["van mij"]))
    done, read = back(tmp_path, known, source)
    book = openpyxl.load_workbook(done.path)
    assert read.ours == () and book.sheetnames[0] == f"{CONTROL} 2" and book[CONTROL]["A1"].value == "van mij"
    assert read_file(done.path, known).ours == (f"{CONTROL} 2", LISTS)


DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
PARTS = (
    "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/worksheets/sheet1.xml",
    "xl/worksheets/sheet2.xml", "xl/comments/comment1.xml", "[Content_Types].xml", "xl/worksheets/_rels/sheet1.xml.rels",
)  # fmt: skip


def _with_types(data: bytes) -> bytes:
    head, mark, rest = data.partition(b"?>")
    return head + mark + DOCTYPE + rest if data.startswith(b"<?xml") else DOCTYPE + data


HOSTILE: dict[str, Callable[[bytes], bytes]] = {
    "entities": _with_types,
    "cut": lambda data: data[: len(data) * 2 // 3],
    "zeros": lambda data: data + bytes(50),
    "nested": lambda data: b"<a>" * 200_000,
    "wide": lambda data: data.decode().encode("utf-16"),
}


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("way", list(HOSTILE))
def test_hostile_workbooks_give_a_clear_word_and_no_traceback(
    tmp_path: Path, known: Known, part: str, way: str
) -> None:
    source = faulty(tmp_path / "levering.xlsx")
    accepted = read_file(source, known)

    def change(parts: dict[str, bytes]) -> None:
        assert part in parts
        parts[part] = HOSTILE[way](parts[part])

    # The reading of the sound file goes with it, so that it is the marking that is tried, not the reader.
    done = marked(rewritten(source, change), accepted, tmp_path / "terug.xlsx", reference=REFERENCE)
    book = openpyxl.load_workbook(done.path)
    assert not done.own and done.reason is not None and book.sheetnames == [CONTROL]
    assert sum(row[0] == "fout" for row in cells(book)) == 3


def test_a_bomb_is_stopped_by_the_limits_of_the_child(tmp_path: Path, known: Known) -> None:
    source = faulty(tmp_path / "levering.xlsx")
    accepted = read_file(source, known)

    def grow(parts: dict[str, bytes]) -> None:
        part = "xl/worksheets/sheet1.xml"
        parts[part] = parts[part].replace(b"</sheetData>", b'<row r="9"/>' * 4_000_000 + b"</sheetData>")

    bomb = rewritten(source, grow)
    slow = marked(bomb, accepted, tmp_path / "terug.xlsx", Limits(seconds=0.5))
    assert not slow.own and slow.refused is not None and slow.refused.code == "too_slow"
    big = marked(bomb, accepted, tmp_path / "terug.xlsx", Limits(memory=120 * 1024 * 1024))
    assert not big.own and big.refused is not None and big.refused.code in ("too_large", "unreadable")


def test_strict_workbooks_get_a_separate_list(tmp_path: Path, known: Known) -> None:
    def strict(parts: dict[str, bytes]) -> None:
        part = "xl/workbook.xml"
        parts[part] = parts[part].replace(b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main")  # fmt: skip

    done, _ = back(tmp_path, known, rewritten(faulty(tmp_path / "levering.xlsx"), strict))
    assert not done.own and done.reason == REASONS["strict"]
