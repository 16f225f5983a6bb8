"""What a file is before anything in it is read: its kind by its first bytes, and the size of its parts."""

from __future__ import annotations

import posixpath
import re
import stat
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree

from wsd_data.intake.limits import Limits
from wsd_data.intake.messages import file_finding
from wsd_data.model.findings import Finding
from wsd_data.model.text import Text

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_XLSB = Text("binair Excel (.xlsb)", "binary Excel (.xlsb)")
_ODS = Text("OpenDocument (.ods)", "OpenDocument (.ods)")
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
# The end of a zip file: its record, the longest remark behind that, and the two records of a large one before it.
_END = 65536 + 22 + 20 + 56
_LARGEST_DIRECTORY = 4 * _CHUNK


Format = Literal["xlsx", "xls", "ods", "csv"]
TEXT_ENDINGS = (".csv", ".tsv", ".txt", ".tab")


def format_of(path: Path) -> Format:
    """How a file that `examine` let through is to be read, by its first bytes."""
    with path.open("rb") as stream:
        start = stream.read(8)
    if start.startswith(_OLE):
        return "xls"
    if not start.startswith(b"PK"):
        return "csv"
    with zipfile.ZipFile(path) as archive:
        names = {n.lower().lstrip("/") for n in archive.namelist()}
        return "xlsx" if _kind(archive, names) is None else "ods"


def examine(path: Path, limits: Limits) -> Finding | None:
    """Why a file cannot be read as a workbook, or None when it may be tried."""
    try:
        size = path.stat().st_size
        if path.is_dir():
            return file_finding("missing", detail=Text("het is een map", "it is a folder"))
        # A pipe or device could be read without end.
        if not stat.S_ISREG(path.stat().st_mode):
            return file_finding("missing", detail=Text("het is geen gewoon bestand", "it is not an ordinary file"))
        if size == 0:
            return file_finding("empty")
        if size > limits.size:
            return file_finding("too_large", detail=f"{size // 2**20} MiB")
        with path.open("rb") as stream:
            start = stream.read(512)
        if start.startswith(_OLE):
            return _compound(path, limits)
        if start.startswith(b"PK"):
            return _zip(path, limits)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return file_finding("missing", detail=Text("niet gevonden", "not found"))
    except OSError as error:
        return file_finding("missing", detail=error.strerror or type(error).__name__)
    return _not_a_workbook(path, start)


def _not_a_workbook(path: Path, start: bytes) -> Finding | None:
    """What else a file is; None for text, which is read when its name says that it is a table."""
    ending = path.suffix.lower() or Text("niets", "nothing")
    for magic, what in _MAGIC:
        if start.startswith(magic):
            return file_finding("renamed", format=what, ending=ending)
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith((b"<!doctype html", b"<html")):
        return file_finding("renamed", format=_WEB, ending=ending)
    wide = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    plain = wide or (b"\x00" not in start and sum(c < 9 for c in start) == 0)
    if plain and path.suffix.lower() in TEXT_ENDINGS:
        return None
    return file_finding("renamed", format=_PLAIN if plain else _OTHER, ending=ending)


def _compound(path: Path, limits: Limits) -> Finding | None:
    """Old Office formats and encrypted new ones share a container; its directory names its streams."""
    with path.open("rb") as stream:
        data = stream.read(64 * 1024 * 1024)
    if "EncryptedPackage".encode("utf-16-le") in data:
        return file_finding("encrypted")
    # An old workbook may hold a Word document; then the workbook counts.
    book = any(name.encode("utf-16-le") + bytes(2) in data for name in ("Workbook", "Book"))
    for name, what in (("WordDocument", _WORD), ("PowerPoint Document", _SLIDES)):
        if not book and name.encode("utf-16-le") in data:
            return file_finding("renamed", format=what, ending=path.suffix.lower())
    if not book:
        return file_finding("renamed", format=_OTHER, ending=path.suffix.lower())
    if path.stat().st_size > limits.old:
        return file_finding("too_large", detail=f"{path.stat().st_size // 2**20} MiB")
    return None


def _zip(path: Path, limits: Limits) -> Finding | None:
    count, size = _directory(path)
    if count > limits.entries or size > _LARGEST_DIRECTORY:
        return file_finding("too_large", detail=Text(f"{count} delen", f"{count} parts"))
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if problem := _too_large(parts, limits):
                return problem
            kind = _kind(archive, {p.filename.lower().lstrip("/") for p in parts})
            return None if kind in (None, _ODS) else _refusal(kind or _ZIP, path)
    except (
        zlib.error,
        zipfile.BadZipFile,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        OverflowError,
    ) as error:
        return file_finding("damaged", detail=str(error)[:80] or type(error).__name__)


def _directory(path: Path) -> tuple[int, int]:
    """Parts and bytes that the end of a zip file says its directory has; (0, 0) when it says nothing.

    The module that opens zip files reads the whole directory, however long, so this looks first, at the places
    where that module looks.
    """
    with path.open("rb") as stream:
        stream.seek(-min(path.stat().st_size, _END), 2)
        tail = stream.read(_END)
    plainly = len(tail) >= 22 and tail[-22:].startswith(b"PK\x05\x06") and tail.endswith(b"\x00\x00")
    at = len(tail) - 22 if plainly else tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        return 0, 0
    count, size = struct.unpack_from("<HI", tail, at + 10)
    far = at - 20 - 56
    if far >= 0 and tail.startswith(b"PK\x06\x07", at - 20) and tail.startswith(b"PK\x06\x06", far):
        more, larger = struct.unpack_from("<QQ", tail, far + 32)
        # The longer form counts only where the short one is full, but claiming two sizes is no workbook either.
        return max(more, 0 if count == 0xFFFF else count), max(larger, 0 if size == 0xFFFFFFFF else size)
    return count, size


def _kind(archive: zipfile.ZipFile, names: set[str]) -> Text | None:
    """What a zip container is, or None for a workbook."""
    if any(re.fullmatch(r"xl/workbook\d*\.xml", n) for n in names):
        return None
    if "xl/workbook.bin" in names:
        return _XLSB
    if "mimetype" in names and b"opendocument.spreadsheet" in _start_of(archive, "mimetype"):
        return _ODS
    if any(n.startswith("word/") for n in names):
        return _WORD
    if any(n.startswith("ppt/") for n in names):
        return _SLIDES
    return _ZIP


def _start_of(archive: zipfile.ZipFile, part: str) -> bytes:
    """The first bytes of a part, whatever the case of its name; never more, however far it unpacks."""
    name = next(n for n in archive.namelist() if n.lower().lstrip("/") == part)
    with archive.open(name) as stream:
        return stream.read(200)


def _refusal(kind: Text, path: Path) -> Finding:
    if kind == _XLSB:
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
        for e in _parsed(archive.read(links)).iter()
        if _local(e.tag) == "Relationship"
    }
    found: dict[str, str] = {}
    for element in _parsed(archive.read(book)).iter():
        if _local(element.tag) == "sheet":
            link = next((v for k, v in element.attrib.items() if k.startswith("{") and _local(k) == "id"), "")
            part = names.get(targets.get(link, ""))
            if part:
                found[element.get("name", "")] = part
    return found


def carried(path: Path, format_: Format) -> tuple[tuple[str, int], ...]:
    """What a workbook carries beside its cells that is never run or followed: code of the message and how often."""
    if format_ == "xls":
        return (("macros", 1),) if "_VBA_PROJECT".encode("utf-16-le") in path.read_bytes() else ()
    with zipfile.ZipFile(path) as archive:
        names = [name.lower().lstrip("/") for name in archive.namelist()]
    macros = sum(n.endswith("vbaproject.bin") or n.startswith("basic/") for n in names)
    links = sum(bool(re.fullmatch(r"xl/externallinks/externallink\d+\.xml", n)) for n in names)
    return tuple((code, count) for code, count in (("macros", macros), ("external_links", links)) if count)


def unpacked(path: Path) -> int:
    """Bytes of all parts of a zip file together, as its directory says."""
    with zipfile.ZipFile(path) as archive:
        return sum(part.file_size for part in archive.infolist())


def _parsed(data: bytes) -> ElementTree.Element:
    """Raises ParseError, also for a document that declares types: a workbook has none, and they can grow without end."""
    if b"<!DOCTYPE" in data:
        raise ElementTree.ParseError("DOCTYPE")
    return ElementTree.fromstring(data)


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
