"""Files made to hurt: refused by name within two seconds of processor time and little memory, or read as they are."""

from __future__ import annotations

import io
import re
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook

from tests.intake.workbooks import rows_of, write
from wsd_data.intake import FileRead, Known, Limits, propose, read_file

ROOT = Path(__file__).resolve().parents[2]
HEAD = ["Datum", "Titel", "Soort", "Aantal toehoorders", "Gemeente", "Opmerking"]
TALK = ["2023", "Goed", "lezing", 4, "Zwolle", "x"]
SHEET, STRINGS, TYPES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "[Content_Types].xml"
LINKS = "xl/_rels/workbook.xml.rels"
QUICK = Limits(cpu_seconds=2)
"""Whoever takes longer is called too slow, and that is not the name expected."""
MOST_MEMORY = 300
"""MiB that the child which reads may ever hold."""
KIND = b'<!DOCTYPE %s [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
Parts = dict[str, bytes]


def codes(read: FileRead) -> list[str]:
    return [f.code for f in read.findings]


def parts_of(path: Path) -> Parts:
    """The parts of a small workbook whose texts are shared, as Excel writes them."""
    with zipfile.ZipFile(write(path, {"Presentaties": [HEAD, TALK]})) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    texts: list[bytes] = []

    def share(found: re.Match[bytes]) -> bytes:
        texts.append(found[1])
        return b't="s"><v>%d</v></c>' % (len(texts) - 1)

    parts[SHEET] = re.sub(rb't="inlineStr"><is><t>([^<]*)</t></is></c>', share, parts[SHEET])
    strings = b"".join(b"<si><t>%s</t></si>" % text for text in texts)
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts[STRINGS] = b'<sst xmlns="%s">%s</sst>' % (space, strings)
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    parts[TYPES] = parts[TYPES].replace(
        b"</Types>", b'<Override PartName="/xl/sharedStrings.xml" ContentType="%s"/></Types>' % kind
    )
    of = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    link = b'<Relationship Type="%s" Target="sharedStrings.xml" Id="rId9"/></Relationships>' % of
    parts[LINKS] = parts[LINKS].replace(b"</Relationships>", link)
    return parts


def packed(path: Path, parts: Parts) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def more_rows(parts: Parts, rows: bytes) -> None:
    parts[SHEET] = parts[SHEET].replace(b"</sheetData>", rows + b"</sheetData>")


def wide(parts: Parts) -> None:
    row = b"".join(b"<c><v>1</v></c>" for _ in range(16_384))
    more_rows(parts, b"".join(b'<row r="%d">%s</row>' % (n, row) for n in range(3, 60)))


def corner(parts: Parts) -> None:
    more_rows(parts, b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


def one_text_everywhere(parts: Parts) -> None:
    """Few bytes in the file and gigabytes in memory: one long text that many cells share."""
    count = parts[STRINGS].count(b"<si>")
    parts[STRINGS] = parts[STRINGS].replace(b"</sst>", b"<si><t>" + b"a " * 16_383 + b"</t></si></sst>")
    cell = b'<row r="%d"><c r="A%d" t="s"><v>%d</v></c></row>'
    more_rows(parts, b"".join(cell % (n, n, count) for n in range(3, 150_000)))


def a_type_in_the_texts(parts: Parts) -> None:
    parts[STRINGS] = (KIND % b"sst" + parts[STRINGS]).replace(b"<t>Goed", b"<t>&b;")


def a_type_in_the_sheet(parts: Parts) -> None:
    parts[SHEET] = KIND % b"worksheet" + parts[SHEET]


def a_file_of_the_server(parts: Parts) -> None:
    kind = b'<!DOCTYPE sst [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    parts[STRINGS] = (kind + parts[STRINGS]).replace(b"<t>Goed", b"<t>&a;")


def parts_without_end(parts: Parts) -> None:
    parts.update({f"xl/media/{n}.png": b"" for n in range(65_535 - len(parts))})


def zeros(parts: Parts) -> None:
    parts["xl/media/0.bin"] = bytes(100 * 2**20)


REFUSED: dict[str, tuple[Callable[[Parts], None], str]] = {
    "wide": (wide, "too_large"), "corner": (corner, "too_large"), "shared": (one_text_everywhere, "too_large"),
    "types in texts": (a_type_in_the_texts, "damaged"), "types in sheet": (a_type_in_the_sheet, "damaged"),
    "file of the server": (a_file_of_the_server, "damaged"), "parts": (parts_without_end, "too_large"), "zeros": (zeros, "too_large"),
}  # fmt: skip
MEASURE = """
import resource, sys
from pathlib import Path
from wsd_data.intake.apart import close
from wsd_data.intake import Limits, known_from, propose, read_file, read_reference
known = known_from(read_reference(Path("data/reference")), b"x")
for name in sys.argv[1:]:
    read_file(Path(name), known, Limits(cpu_seconds=2)), propose(Path(name), known, Limits(cpu_seconds=2))
close()
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
"""


def test_refused_by_name_in_little_time_and_memory(tmp_path: Path, known: Known) -> None:
    paths = []
    for name, (spoil, code) in REFUSED.items():
        parts = parts_of(tmp_path / "goed.xlsx")
        spoil(parts)
        path = packed(tmp_path / f"{name}.xlsx", parts)
        found = read_file(path, known, QUICK)
        assert codes(found) == [code] and found.sheets == (), name
        assert "root:" not in str(found.findings)
        paths.append(str(path))
    done = subprocess.run([sys.executable, "-c", MEASURE, *paths], cwd=ROOT, capture_output=True, text=True, check=True)
    assert int(done.stdout) < MOST_MEMORY


def test_a_directory_that_lies_about_sizes(tmp_path: Path, known: Known) -> None:
    parts, plain = parts_of(tmp_path / "goed.xlsx"), io.BytesIO()
    parts[STRINGS] = parts[STRINGS].replace(b"</sst>", b"<si><t>%s</t></si>" % (b"a" * 1000) * 50_000 + b"</sst>")
    with zipfile.ZipFile(plain, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    path = tmp_path / "leugen.xlsx"
    path.write_bytes(plain.getvalue().replace(struct.pack("<I", len(parts[STRINGS])), struct.pack("<I", 1000)))
    assert codes(read_file(path, known, QUICK)) == ["damaged"]


def test_what_only_looks_dangerous_is_read(tmp_path: Path, known: Known) -> None:
    parts = parts_of(tmp_path / "goed.xlsx")
    parts[SHEET] = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', parts[SHEET])
    read = read_file(packed(tmp_path / "groot.xlsx", parts), known, QUICK)
    assert (codes(read), read.sheets[0].rows) == ([], 1)
    attributes = b"".join(b'a%d:hidden="1" ' % n for n in range(100_000))
    more_rows(parts, b'<row r="3" %s><c/></row>' % attributes)
    read = read_file(packed(tmp_path / "kop.xlsx", parts), known, QUICK)
    assert (codes(read), read.sheets[0].rows) == ([], 1)


def test_macros_and_links_are_said_and_never_followed(tmp_path: Path, known: Known) -> None:
    parts = parts_of(tmp_path / "goed.xlsx")
    parts["xl/vbaProject.bin"] = b"x"
    parts |= {f"xl/externalLinks/externalLink{n}.xml": b"<externalLink/>" for n in (1, 2)}
    read = read_file(packed(tmp_path / "koppeling.xlsm", parts), known, QUICK)
    assert [(f.code, f.level) for f in read.findings] == [("macros", "info"), ("external_links", "warning")]
    assert "(2)" in read.findings[1].message.nl and rows_of(read, "presentations")[0]["title"] == "Goed"


def test_the_longest_cells(tmp_path: Path, known: Known) -> None:
    """As long as Excel allows, in every column: taken whole or named, in little time."""
    texts = ("a", "1234567890", "Twente, Zwolle; ", "a.b-c_d+", "06 1234 56 ", "a@b.", "(", "\u00a0x")
    long = [(text * 32_767)[:32_767].strip() for text in texts]
    rows = [HEAD, TALK, *[[text] * len(HEAD) for text in long], ["2023", long[3], "lezing", 4, "Zwolle", ""]]
    path = write(tmp_path / "lang.xlsx", {"Presentaties": rows})
    read = read_file(path, known, QUICK)
    assert read.sheets[0].rows == len(rows) - 1 and len(propose(path, known, QUICK).sheets) == 1
    assert rows_of(read, "presentations")[-1]["title"] == long[3]
    assert {f"{letter}{n}" for letter in "ACD" for n in range(3, 11)} <= {f.cell for f in read.findings}


def test_too_many_sheets(tmp_path: Path, known: Known) -> None:
    path = write(tmp_path / "bladen.xlsx", {f"Blad {n}": [["a"]] for n in range(251)})
    read = read_file(path, known, QUICK)
    assert codes(read) == ["too_large"] and "251 bladen" in read.findings[0].message.nl
    assert [f.code for f in propose(path, known, QUICK).findings] == ["too_large"]


def test_a_cell_far_below_is_named_with_its_sheet(tmp_path: Path, known: Known) -> None:
    """Somebody typed a letter in the last row of the sheet, where nobody sees it."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Presentaties"
    sheet.append(["Datum", "Titel", "Soort", "Werkplaats"])
    sheet.append(["1-5-2023", "Samen eten", "lezing", "Twente"])
    sheet["C1048576"] = "x"
    book.save(tmp_path / "ver.xlsx")
    (finding,) = read_file(tmp_path / "ver.xlsx", known).findings
    assert finding.code == "too_large"
    assert "(geheugen, bij blad Presentaties)" in finding.message.nl
    assert "(memory, at sheet Presentaties)" in finding.message.en
