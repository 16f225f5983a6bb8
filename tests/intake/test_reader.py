"""A file as a whole: what it is, what is refused by name, and the limits of the process that reads it."""

from __future__ import annotations

import hashlib
import io
import logging
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from tests.intake.conftest import ROOT
from tests.intake.workbooks import rows_of, write
from wsd_data.intake import FileRead, Known, Limits, known_from, read_file, read_reference
from wsd_data.intake.lost import lost_cells
from wsd_data.intake.messages import MESSAGES
from wsd_data.model.problems import Surroundings

ODD = ROOT.parent / "shared" / "samples" / "odd"
GOOD = {"Presentaties": [["Datum", "Titel", "Soort", "Aantal toehoorders"], ["2023-Q2", "Rede", "lezing", "ca. 40"]]}


def codes(read: FileRead) -> list[str]:
    """Codes of the findings about the file; a refused file has no sheets and says what to do."""
    assert all(f.sheet == "" and f.level == "error" and f.message.nl != f.message.en for f in read.findings)
    assert read.sheets == ()
    return [f.code for f in read.findings]


def zipped(path: Path, **parts: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), data)
    return path


def test_the_child_gives_back_everything(tmp_path: Path, known: Known) -> None:
    path = write(tmp_path / "levering.xlsx", {**GOOD, "Kladblok": [["a"]]})
    found = read_file(path, known)
    assert (found.name, found.size) == ("levering.xlsx", path.stat().st_size)
    assert found.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert [(s.name, s.kind, s.heading_row, s.rows) for s in found.sheets] == [
        ("Presentaties", "presentations", 1, 1), ("Kladblok", None, None, 0),
    ]  # fmt: skip
    assert found.sheets[0].letters["audience_count"] == "D"
    assert rows_of(found, "presentations")[0]["audience_count_estimate"] is True
    assert [(f.code, f.level, f.sheet) for f in found.findings] == [("unknown_sheet", "warning", "Kladblok")]


def test_nothing_is_left_behind(tmp_path: Path, known: Known, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "tijdelijk"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    read_file(write(tmp_path / "x.xlsx", GOOD), known)
    assert list(folder.iterdir()) == []


def test_a_file_that_is_not_there_or_empty(tmp_path: Path, known: Known) -> None:
    assert codes(read_file(tmp_path / "nergens.xlsx", known)) == ["missing"]
    assert codes(read_file(tmp_path, known)) == ["missing"]
    (tmp_path / "leeg.xlsx").touch()
    assert codes(read_file(tmp_path / "leeg.xlsx", known)) == ["empty"]


@pytest.mark.parametrize(
    ("start", "what"),
    [(b"\x89PNG\r\n\x1a\n", "PNG"), (b"\xff\xd8\xff\xe0", "JPEG"), (b"%PDF-1.7", "PDF"), (b"<!DOCTYPE html><html>", "HTML"), (b"zomaar wat tekst", "tekst"), (b"\x00\x01\x02\x03", "ander soort")],
)  # fmt: skip
def test_another_kind_of_file_under_our_name(tmp_path: Path, known: Known, start: bytes, what: str) -> None:
    path = tmp_path / "foto.xlsx"
    path.write_bytes(start + b" " * 100)
    found = read_file(path, known)
    assert codes(found) == ["renamed"] and what in found.findings[0].message.nl


def test_other_formats_are_refused_by_name(tmp_path: Path, known: Known) -> None:
    zipped(tmp_path / "a.xlsb", xl__workbook_bin=b"x")
    zipped(tmp_path / "a.docx", word__document_xml=b"x")
    assert codes(read_file(tmp_path / "a.docx", known)) == ["renamed"]
    found = read_file(tmp_path / "a.xlsb", known)
    assert codes(found) == ["other_format"] and ".xlsb" in found.findings[0].message.nl


def test_a_password_is_named(tmp_path: Path, known: Known) -> None:
    path = tmp_path / "geheim.xlsx"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + "EncryptedPackage".encode("utf-16-le"))
    found = read_file(path, known)
    assert codes(found) == ["encrypted"] and "wachtwoord" in found.findings[0].message.nl


def test_a_damaged_file(tmp_path: Path, known: Known) -> None:
    whole = write(tmp_path / "x.xlsx", GOOD).read_bytes()
    (tmp_path / "half.xlsx").write_bytes(whole[: len(whole) // 2])
    assert codes(read_file(tmp_path / "half.xlsx", known)) == ["damaged"]
    zipped(tmp_path / "hol.xlsx", xl__workbook_xml=b"<workbook")
    assert codes(read_file(tmp_path / "hol.xlsx", known)) == ["damaged"]


def test_a_workbook_whose_list_of_sheets_cannot_be_followed(tmp_path: Path, known: Known) -> None:
    path = write(tmp_path / "x.xlsx", GOOD)
    torn = tmp_path / "los.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(torn, "w") as new:
        for part in old.namelist():
            new.writestr(
                part, old.read(part).replace(b"</workbook>", b"") if "workbook.xml" in part else old.read(part)
            )
    assert codes(read_file(torn, known)) == ["damaged"]


def test_the_content_decides_and_not_the_ending(tmp_path: Path, known: Known) -> None:
    path = write(tmp_path / "x.xlsx", GOOD)
    for name in ("x.xlsm", "x.csv", "x"):
        shutil.copy(path, tmp_path / name)
        assert read_file(tmp_path / name, known).sheets[0].rows == 1


def test_no_known_sheet_says_which_names_are_known(tmp_path: Path, known: Known) -> None:
    found = read_file(write(tmp_path / "x.xlsx", {"Blad1": [["Titel"]]}), known)
    assert [(f.code, f.sheet) for f in found.findings] == [("no_known_sheet", ""), ("unknown_sheet", "Blad1")]
    assert "Blad1" in found.findings[0].message.en and "Presentations" in found.findings[0].message.en


@pytest.mark.parametrize("limits", [Limits(entries=3), Limits(total=1000), Limits(part=500), Limits(size=100)])
def test_a_container_too_large_is_not_opened(tmp_path: Path, known: Known, limits: Limits) -> None:
    assert codes(read_file(write(tmp_path / "x.xlsx", GOOD), known, limits)) == ["too_large"]


def test_a_bomb_is_seen_by_its_ratio(tmp_path: Path, known: Known) -> None:
    path = zipped(tmp_path / "bom.xlsx", xl__workbook_xml=b"<workbook/>", bom=bytes(80 * 1024 * 1024))
    assert codes(read_file(path, known)) == ["too_large"]


def test_a_table_as_wide_as_the_sheet_ends_the_child_only(tmp_path: Path, known: Known) -> None:
    rows = {"Presentaties": [["Datum", "Titel", "Soort"]]}
    path = write(tmp_path / "x.xlsx", rows)
    far = tmp_path / "ver.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(far, "w") as new:
        for part in old.namelist():
            data = old.read(part)
            if "worksheets/" in part:
                cell = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
                data = data.replace(b"</sheetData>", cell)
            new.writestr(part, data)
    assert codes(read_file(far, known)) == ["too_large"]


def test_reading_stops_at_the_clock(tmp_path: Path, known: Known) -> None:
    path = write(tmp_path / "x.xlsx", GOOD)
    assert codes(read_file(path, known, Limits(seconds=0.01))) == ["too_slow"]


@pytest.mark.skipif(os.name != "posix", reason="this platform cannot bound processor time")
def test_processor_time_is_bounded() -> None:
    endless = "from wsd_data.intake.child import restrict, Limits\nrestrict(Limits(cpu_seconds=1))\nwhile True: pass"
    ended = subprocess.run([sys.executable, "-c", endless], cwd=ROOT, check=False)
    assert ended.returncode == -signal.SIGXCPU


def test_reading_stops_at_memory(tmp_path: Path, known: Known) -> None:
    rows = [GOOD["Presentaties"][0], *[["2023", f"Titel {n}" * 20, "lezing", n] for n in range(2000)]]
    path = write(tmp_path / "x.xlsx", {"Presentaties": rows})
    assert codes(read_file(path, known, Limits(memory=64 * 1024 * 1024))) == ["too_large"]


def test_marks_are_found_across_the_pieces_a_part_is_read_in() -> None:
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, 60_000))
    rows += b'<row r="60000"><c r="B60000" s="1" t="e"><v>#REF!</v></c></row>'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("sheet.xml", b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>")
    with zipfile.ZipFile(packed) as archive:
        assert list(lost_cells(archive, "sheet.xml")) == [(60000, 1)]


def lost(sheet: bytes) -> dict[tuple[int, int], str]:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("sheet.xml", b"<worksheet><sheetData>" + sheet + b"</sheetData></worksheet>")
    with zipfile.ZipFile(packed) as archive:
        return {place: problem.code for place, problem in lost_cells(archive, "sheet.xml").items()}


def test_lost_cells_however_the_xml_is_spelled() -> None:
    assert lost(b'<row r="1"><c r="A1" t = "e" ><v>#N/A</v></c ></row >') == {(1, 0): "error_cell"}
    assert lost(b"<x:row><x:c/><x:c t='e'><x:v>#N/A</x:v></x:c></x:row>") == {(1, 1): "error_cell"}
    assert lost(b'<row r="3"><c r="B3"><f\n>A1</f></c></row>') == {(3, 1): "formula_empty"}
    assert lost(b'<row r="3"><c r="B3"><f\n/></c></row>') == {(3, 1): "formula_empty"}
    assert lost(b'<row r="3"><c r="B3"><f>A1</f><v>0</v></c><c r="C3" t="str"><f>A1</f></c></row>') == {}
    assert lost(b'<!-- <row r="1"><c r="A1" t="e"><v>#N/A</v></c></row> -->') == {}
    assert lost(b'<row r="2"><c r="B2"/><c/><c t="e"/></row><row><c/><c t="e"/></row>') == {
        (2, 3): "error_cell", (3, 1): "error_cell",
    }  # fmt: skip
    many = b"".join(b'<row r="%d"><c r="A%d" t="e"><v>#N/A</v></c ></row>' % (n, n) for n in range(1, 20_001))
    assert len(lost(many)) == 20_000


def rewritten(path: Path, old: bytes, new: bytes, to: Path) -> Path:
    """A workbook with a text in its parts replaced."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(to, "w") as target:
        for part in source.namelist():
            target.writestr(part, source.read(part).replace(old, new))
    return to


def test_a_document_type_is_refused(tmp_path: Path, known: Known) -> None:
    formula = {"Presentaties": [*GOOD["Presentaties"], ["2023", "=A1", "lezing", 1]]}
    path = write(tmp_path / "x.xlsx", formula)
    kinds = b'<!DOCTYPE worksheet [<!ENTITY a "aaaa">]><worksheet '
    assert codes(read_file(rewritten(path, b"<worksheet ", kinds, tmp_path / "a.xlsx"), known)) == ["damaged"]
    kinds = b'<!DOCTYPE workbook [<!ENTITY a "aaaa">]><workbook '
    assert codes(read_file(rewritten(path, b"<workbook ", kinds, tmp_path / "b.xlsx"), known)) == ["damaged"]


def test_a_kind_is_read_from_its_first_bytes_only(tmp_path: Path, known: Known) -> None:
    kind = b"application/vnd.oasis.opendocument.spreadsheet" + bytes(80 * 1024 * 1024)
    path = zipped(tmp_path / "a.ods", mimetype=kind)
    assert codes(read_file(path, known)) == ["too_large"]
    small = zipped(tmp_path / "b.ods", mimetype=kind[: 30 * 1024 * 1024])
    tracemalloc.start()
    try:
        assert codes(read_file(small, known)) == ["damaged"]
        assert tracemalloc.get_traced_memory()[1] < 4 * 1024 * 1024
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("large", [False, True])
def test_a_long_directory_is_not_read(tmp_path: Path, known: Known, large: bool) -> None:
    path = tmp_path / "x.xlsx"
    count = 70_000 if large else 20_000
    with zipfile.ZipFile(path, "w") as archive:
        for n in range(count):
            archive.writestr(f"xl/{n}.xml", b"")
    tracemalloc.start()
    try:
        found = read_file(path, known)
        assert tracemalloc.get_traced_memory()[1] < 4 * 1024 * 1024
    finally:
        tracemalloc.stop()
    assert codes(found) == ["too_large"] and str(count) in found.findings[0].message.nl


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this platform has no pipes among its files")
def test_a_pipe_or_device_is_no_file(tmp_path: Path, known: Known) -> None:
    os.mkfifo(tmp_path / "pijp.xlsx")
    for path in (tmp_path / "pijp.xlsx", Path("/dev/zero")):
        found = read_file(path, known)
        assert codes(found) == ["missing"] and "gewoon bestand" in found.findings[0].message.nl and not found.sha256


def test_a_temporary_folder_that_cannot_be_written(
    tmp_path: Path, known: Known, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "x.xlsx", GOOD)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "weg"))
    with pytest.raises(Surroundings) as raised:
        read_file(path, known)
    assert "schijf" in raised.value.message.nl and "disk" in raised.value.message.en


@pytest.mark.skipif(os.name != "posix", reason="this platform cannot bound the size of files")
def test_a_disk_that_is_full(tmp_path: Path, known: Known) -> None:
    path = write(tmp_path / "x.xlsx", GOOD)
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200, limit[1]))
    try:
        with pytest.raises(Surroundings):
            read_file(path, known)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)


def test_what_the_child_said_is_not_for_users(tmp_path: Path, known: Known, caplog: pytest.LogCaptureFixture) -> None:
    rows = [GOOD["Presentaties"][0], *[["2023", f"Titel {n}" * 20, "lezing", n] for n in range(2000)]]
    path = write(tmp_path / "x.xlsx", {"Presentaties": rows})
    with caplog.at_level(logging.INFO):
        found = read_file(path, known, Limits(memory=64 * 1024 * 1024))
    assert codes(found) == ["too_large"] and caplog.records == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a child with its parent")
def test_the_child_ends_with_its_parent() -> None:
    waiting = "from wsd_data.intake.child import end_with_parent; import time; end_with_parent(); print('ja', flush=True); time.sleep(60)"
    starts = f"import subprocess, sys, os; c = subprocess.Popen([sys.executable, '-c', {waiting!r}], stdout=subprocess.PIPE); assert c.stdout.readline(); print(c.pid, flush=True); os._exit(0)"
    said = subprocess.run([sys.executable, "-c", starts], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    status = Path(f"/proc/{int(said)}/stat")
    for _ in range(100):
        if not status.exists() or status.read_text().rpartition(")")[2].split()[0] == "Z":
            return
        time.sleep(0.05)
    os.kill(int(said), signal.SIGKILL)
    raise AssertionError("the child lives on")


def test_a_reference_list_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(Surroundings):
        read_reference(tmp_path)


def test_every_message_says_something_in_both_languages() -> None:
    for code, message in MESSAGES.items():
        assert message.text.nl.endswith((".", "?", "}")) and message.text.en.endswith((".", "?", "}")), code
        fields = [sorted(part.split("}")[0] for part in text.split("{")[1:]) for text in (message.text.nl, message.text.en)]  # fmt: skip
        assert fields[0] == fields[1], code


@pytest.mark.skipif(not ODD.is_dir(), reason="the sample workbooks are not here")
@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("360_RecipientIndWithoutToIndividualsDetails.xlsx", "no_heading"),
        ("360_bad.xlsx", "empty"),
        ("cal_date_1904.xlsx", "no_known_sheet"),
        ("cal_errors.xlsx", "no_known_sheet"),
        ("cal_header-row.xlsx", "no_known_sheet"),
        ("cal_merged_range.xlsx", "no_known_sheet"),
        ("poi_57893-many-merges.xlsx", "no_known_sheet"),
        ("poi_60320-protected.xlsx", "encrypted"),
        ("poi_SampleSS.strict.xlsx", "no_known_sheet"),
        ("poi_Simple.xlsb", "other_format"),
        ("renamed_png_as.xlsx", "renamed"),
        ("sjs_sheet_visibility.xlsx", "no_known_sheet"),
    ],
)
def test_odd_files_get_a_clear_answer(name: str, first: str) -> None:
    known = known_from(read_reference(ROOT / "data" / "reference"), b"salt")
    found = read_file(ODD / name, known)
    assert found.findings[0].code == first
    assert found.size == (ODD / name).stat().st_size
