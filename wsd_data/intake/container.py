"""What a file is before anything in it is read: its kind by its first bytes, and the size of its parts.

Also finds, in a sheet's XML, what the reader silently leaves blank: error cells and formulas never calculated.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree

from wsd_data.intake.cells import position
from wsd_data.intake.limits import Limits
from wsd_data.intake.messages import Issue, file_finding, issue
from wsd_data.model.findings import Finding
from wsd_data.model.text import Text

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_XLS = Text("oud Excel (.xls)", "old Excel (.xls)")
_XLSB = Text("binair Excel (.xlsb)", "binary Excel (.xlsb)")
_ODS = Text("OpenDocument (.ods)", "OpenDocument (.ods)")
_CSV = Text("tekst (.csv)", "text (.csv)")
_ZIP = Text("een zip-archief", "a zip archive")
_MAGIC: tuple[tuple[bytes, Text], ...] = (
    (b"\x89PNG", Text("een afbeelding (PNG)", "a picture (PNG)")),
    (b"\xff\xd8\xff", Text("een foto (JPEG)", "a photo (JPEG)")),
    (b"GIF8", Text("een afbeelding (GIF)", "a picture (GIF)")),
    (b"BM", Text("een afbeelding (BMP)", "a picture (BMP)")),
    (b"II*\x00", Text("een afbeelding (TIFF)", "a picture (TIFF)")),
    (b"%PDF", Text("een PDF", "a PDF")),
    (b"{\\rtf", Text("een tekstdocument (RTF)", "a text document (RTF)")),
    (b"\x1f\x8b", Text("een ingepakt bestand (gzip)", "a packed file (gzip)")),
    (b"7z\xbc\xaf", Text("een ingepakt bestand (7-Zip)", "a packed file (7-Zip)")),
    (b"Rar!", Text("een ingepakt bestand (RAR)", "a packed file (RAR)")),
)
_WEB = Text("een webpagina (HTML)", "a web page (HTML)")
_WORD = Text("een Word-document", "a Word document")
_SLIDES = Text("een presentatie (PowerPoint)", "a slide deck (PowerPoint)")
_PLAIN = Text("platte tekst", "plain text")
_OTHER = Text("een ander soort bestand", "another kind of file")

# A part this small may be packed as far as it likes: rows of equal cells pack well and are harmless.
_SMALL_PART = 64 * 1024 * 1024
_CHUNK = 1024 * 1024
_LONGEST_ROW = 16 * _CHUNK


def examine(path: Path, limits: Limits) -> Finding | None:
    """Why a file cannot be read as a workbook, or None when it may be tried."""
    try:
        size = path.stat().st_size
        if path.is_dir():
            return file_finding("missing", detail=Text("het is een map", "it is a folder"))
        if size == 0:
            return file_finding("empty")
        if size > limits.size:
            return file_finding("too_large", detail=f"{size // 2**20} MiB")
        with path.open("rb") as stream:
            start = stream.read(512)
        if start.startswith(_OLE):
            return _compound(path)
        if start.startswith(b"PK"):
            return _zip(path, limits)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return file_finding("missing", detail=Text("niet gevonden", "not found"))
    except OSError as error:
        return file_finding("missing", detail=error.strerror or type(error).__name__)
    return _not_a_workbook(path, start)


def _not_a_workbook(path: Path, start: bytes) -> Finding:
    ending = path.suffix.lower() or Text("niets", "nothing")
    for magic, what in _MAGIC:
        if start.startswith(magic):
            return file_finding("renamed", format=what, ending=ending)
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith((b"<!doctype html", b"<html")):
        return file_finding("renamed", format=_WEB, ending=ending)
    if path.suffix.lower() in (".csv", ".tsv", ".txt"):
        return file_finding("other_format", format=_CSV)
    plain = b"\x00" not in start and sum(c < 9 for c in start) == 0
    return file_finding("renamed", format=_PLAIN if plain else _OTHER, ending=ending)


def _compound(path: Path) -> Finding:
    """Old Office formats and encrypted new ones share a container; its directory names its streams."""
    with path.open("rb") as stream:
        data = stream.read(64 * 1024 * 1024)
    if "EncryptedPackage".encode("utf-16-le") in data:
        return file_finding("encrypted")
    for name, what in (("WordDocument", _WORD), ("PowerPoint Document", _SLIDES)):
        if name.encode("utf-16-le") in data:
            return file_finding("renamed", format=what, ending=path.suffix.lower())
    if any(name.encode("utf-16-le") in data for name in ("Workbook", "Book")):
        return file_finding("other_format", format=_XLS)
    return file_finding("renamed", format=_OTHER, ending=path.suffix.lower())


def _zip(path: Path, limits: Limits) -> Finding | None:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            names = {p.filename.lower().lstrip("/") for p in parts}
            kind = _kind(archive, names)
            if kind is not None:
                return _refusal(kind, path)
            return _too_large(parts, limits)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError, OverflowError) as error:
        return file_finding("damaged", detail=str(error)[:80] or type(error).__name__)


def _kind(archive: zipfile.ZipFile, names: set[str]) -> Text | None:
    """What a zip container is, or None for a workbook."""
    if any(re.fullmatch(r"xl/workbook\d*\.xml", n) for n in names):
        return None
    if "xl/workbook.bin" in names:
        return _XLSB
    if "mimetype" in names and b"opendocument.spreadsheet" in archive.read("mimetype")[:200]:
        return _ODS
    if any(n.startswith("word/") for n in names):
        return _WORD
    if any(n.startswith("ppt/") for n in names):
        return _SLIDES
    return _ZIP


def _refusal(kind: Text, path: Path) -> Finding:
    if kind in (_XLSB, _ODS):
        return file_finding("other_format", format=kind)
    return file_finding("renamed", format=kind, ending=path.suffix.lower())


def _too_large(parts: list[zipfile.ZipInfo], limits: Limits) -> Finding | None:
    if any(p.flag_bits & 1 for p in parts):
        return file_finding("encrypted")
    total = sum(p.file_size for p in parts)
    bad = (
        len(parts) > limits.entries
        or total > limits.total
        or any(p.file_size > limits.part for p in parts)
        or any(p.file_size > _SMALL_PART and p.file_size > limits.ratio * max(p.compress_size, 1) for p in parts)
    )
    if not bad:
        return None
    mib = total // 2**20
    return file_finding("too_large", detail=Text(f"{mib} MiB uitgepakt in {len(parts)} delen", f"{mib} MiB unpacked in {len(parts)} parts"))  # fmt: skip


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name → the part that holds it. Raises ParseError or KeyError when the workbook's list is damaged."""
    names = {n.lower().lstrip("/"): n for n in archive.namelist()}
    # Some writers number the workbook part (xl/workbook2.xml).
    name = next((n for n in sorted(names) if re.fullmatch(r"xl/workbook\d*\.xml", n)), "")
    book, links = names[name], names[name.replace("xl/", "xl/_rels/") + ".rels"]
    targets = {
        e.get("Id", ""): posixpath.normpath(posixpath.join("/xl", e.get("Target", ""))).lower().lstrip("/")
        for e in ElementTree.fromstring(archive.read(links)).iter()
        if _local(e.tag) == "Relationship"
    }
    found: dict[str, str] = {}
    for element in ElementTree.fromstring(archive.read(book)).iter():
        if _local(element.tag) == "sheet":
            link = next((v for k, v in element.attrib.items() if k.startswith("{") and _local(k) == "id"), "")
            part = names.get(targets.get(link, ""))
            if part:
                found[element.get("name", "")] = part
    return found


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


# Plain searches: looking through every byte of a large file with a pattern costs ten times as much.
_HINTS = (b't="e"', b"t='e'", b"<f", b":f")
_MARKS = (b't="e"', b"t='e'", b"<f>", b"<f ", b"<f/", b":f>", b":f ", b":f/")
_ROW_OR_CELL = re.compile(
    rb"<(?:\w+:)?(?:row\b([^>]*)>|c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>))", re.DOTALL
)  # fmt: skip
_REF = re.compile(rb"""\br=["']([A-Z]*\d+)["']""")
_TYPE = re.compile(rb"""\bt=["'](\w+)["']""")
_VALUE = re.compile(rb"<(?:\w+:)?v[^>]*>([^<]+)<")
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")


def lost_cells(archive: zipfile.ZipFile, part: str) -> Mapping[tuple[int, int], Issue]:
    """Cells the reader gives as blank though they are not: (row from 1, column from 0) → what is wrong."""
    with archive.open(part) as stream:
        if not any(_marked(piece) for piece in _pieces(iter(lambda: stream.read(_CHUNK), b""))):
            return {}
    found: dict[tuple[int, int], Issue] = {}
    row, column = 0, -1
    with archive.open(part) as stream:
        for piece in _pieces(iter(lambda: stream.read(_CHUNK), b"")):
            for match in _ROW_OR_CELL.finditer(piece):
                if match[1] is not None:
                    ref = _REF.search(match[1])
                    row, column = (int(ref[1]) if ref and ref[1].isdigit() else row + 1), -1
                    continue
                ref = _REF.search(match[2])
                column = position(ref[1].decode())[1] if ref else column + 1
                problem = _lost(match[2], match[3] or b"")
                if problem:
                    found[(row, column)] = problem
    return found


def _marked(piece: bytes) -> bool:
    return any(hint in piece for hint in _HINTS) and any(mark in piece for mark in _MARKS)


def _lost(attributes: bytes, body: bytes) -> Issue | None:
    typed = _TYPE.search(attributes)
    kind = typed[1] if typed else b"n"
    value = _VALUE.search(body)
    if kind == b"e":
        return issue("error_cell", detail=value[1].decode("utf-8", "replace")[:20] if value else "#?")
    if kind != b"str" and value is None and _FORMULA.search(body):
        return issue("formula_empty")
    return None


def _pieces(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces that end with a row, so that no cell is cut in two."""
    rest = b""
    for chunk in chunks:
        data = rest + chunk
        cut = data.rfind(b"row>") + 4
        if cut < 4 and len(data) < _LONGEST_ROW:
            rest = data
            continue
        cut = cut if cut >= 4 else len(data)
        yield data[:cut]
        rest = data[cut:]
    if rest:
        yield rest
