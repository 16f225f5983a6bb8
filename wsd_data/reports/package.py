"""A workbook as a package of parts: the one that came, with our marks and sheets added and all else copied as it is.

Runs in the child process for files from outside, and in the parent for the separate list, which is wholly ours.
"""

from __future__ import annotations

import io
import posixpath
import re
import shutil
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from wsd_data.intake.container import sheet_parts
from wsd_data.intake.ours import CONTROL, LISTS
from wsd_data.reports.fills import Styles
from wsd_data.reports.notes import Notes, Place, drawing
from wsd_data.reports.ownsheets import Overview, list_source, lists_sheet, overview_sheet
from wsd_data.reports.sheetmarks import Choice, SheetMarks, unselected
from wsd_data.reports.splicing import (
    MAIN,
    RELATIONS,
    Children,
    Splices,
    Unmarkable,
    escaped,
    look_through,
    prefixed,
    tag_end,
    with_attribute,
)

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_NOTES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_BOOK = re.compile(r"xl/workbook\d*\.xml")
LARGEST_PART = 256 * 1024 * 1024
LARGEST = 1024 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class SheetJob:
    """notes: place → what is said there; levels: row → column → level; choices: column, first and last row, list, strict."""

    name: str
    notes: Mapping[Place, str]
    levels: Mapping[int, Mapping[int, str]]
    choices: tuple[tuple[int, int, int, str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """What to do with a workbook. ours: sheets of an earlier copy, to write over; lists: id → name and values."""

    overview: Overview
    sheets: tuple[SheetJob, ...] = ()
    lists: Mapping[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    lists_marker: str = ""
    ours: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """conversations: cells whose note is a conversation and was left as it is."""

    conversations: int = 0


def empty_package() -> bytes:
    """A workbook without sheets, to put ours into."""
    made = io.BytesIO()
    types = "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="{kind}"/>'
        for part, kind in (("workbook", _BOOK_TYPE), ("styles", _STYLES_TYPE))
    )
    rels = f'<Relationships xmlns="{_PACKAGE}/relationships">{{}}</Relationships>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
        "_rels/.rels": rels.format(f'<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}"><bookViews><workbookView/></bookViews><sheets></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": rels.format(f'<Relationship Id="rId1" Type="{RELATIONS}/styles" Target="styles.xml"/>'),
        "xl/styles.xml": (
            f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>'
            '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
            '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
            '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
            '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
            '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
        ),
    }  # fmt: skip
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, _XML + text)
    return made.getvalue()


def mark_package(source: Path | IO[bytes], job: Job, out: Path) -> Done:
    """Write the workbook with marks. Raises Unmarkable, and whatever the reader of zip files raises on a damaged one."""
    with zipfile.ZipFile(source) as archive:
        return _Package(archive, job).write(out)


class _Package:
    def __init__(self, archive: zipfile.ZipFile, job: Job) -> None:
        self.archive, self.job = archive, job
        self.names = {name.lower().lstrip("/"): name for name in archive.namelist()}
        self._check()
        self.new: dict[str, bytes] = {}
        self.dropped: set[str] = set()
        self.types: list[str] = []
        self.links: list[str] = []
        self.block = 1
        self.conversations = 0
        self.book = next(n for n in sorted(self.names) if _BOOK.fullmatch(n))
        self.sheets = sheet_parts(archive)
        styles = self._linked(self.book, "styles")
        if styles is None:
            raise Unmarkable("styles")
        self.styles_part = styles[1]
        self.styles = Styles(self._read(self.styles_part))

    def _check(self) -> None:
        infos = self.archive.infolist()
        if len(self.names) != len(infos) or any(".." in n.split("/") or "\\" in n for n in self.names):
            raise Unmarkable("damaged")
        if any("vbaproject" in n for n in self.names) or any(n.startswith("xl/macrosheets") for n in self.names):
            raise Unmarkable("macros")
        if any(n.startswith("_xmlsignatures/") for n in self.names):
            raise Unmarkable("signed")
        if sum(info.file_size for info in infos) > LARGEST:
            raise Unmarkable("large")

    def _read(self, part: str) -> bytes:
        """A part by its name in lower case."""
        if part in self.new:
            return self.new[part]
        info = self.archive.getinfo(self.names[part])
        if info.file_size > LARGEST_PART:
            raise Unmarkable("large")
        return self.archive.read(info)

    def _rels_of(self, part: str) -> str:
        folder, name = posixpath.split(part)
        return f"{folder}/_rels/{name}.rels"

    def _linked(self, part: str, kind: str) -> tuple[str, str] | None:
        """Id and part of the first link of a kind from a part, where that part is there."""
        rels = self._rels_of(part)
        if rels not in self.names and rels not in self.new:
            return None
        for name, attributes, _, _ in Children(self._read(rels)).found:
            if name == "Relationship" and attributes.get("Type", "") == f"{RELATIONS}/{kind}":
                target = posixpath.join("/" + posixpath.dirname(part), attributes.get("Target", ""))
                found = posixpath.normpath(target).lower().lstrip("/")
                if found in self.names or found in self.new:
                    return attributes.get("Id", ""), found
        return None

    def _link(self, part: str, kind: str, target: str) -> str:
        """A new link from a part; its id."""
        rels = self._rels_of(part)
        there = rels in self.names or rels in self.new
        data = self._read(rels) if there else f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships"/>'.encode()
        children = Children(data)
        taken = {attributes.get("Id", "") for _, attributes, _, _ in children.found}
        name = next(f"rIdWsd{n}" for n in range(1, len(taken) + 2) if f"rIdWsd{n}" not in taken)
        self.new[rels] = children.with_more(f'<Relationship Id="{name}" Type="{RELATIONS}/{kind}" Target="/{target}"/>')
        return name

    def _free(self, pattern: str) -> str:
        number = 1
        while (found := pattern.format(number)) in self.names or found in self.new:
            number += 1
        return found

    def write(self, out: Path) -> Done:
        ours = {name: self.sheets[name].lower().lstrip("/") for name in self.job.ours if name in self.sheets}
        control = next((n for n in ours if not n.casefold().startswith(LISTS.casefold())), None)
        lists = next((n for n in ours if n.casefold().startswith(LISTS.casefold())), None)
        taken = {name.casefold() for name in self.sheets}
        control_name = control or _unused(CONTROL, taken)
        lists_name = lists or _unused(LISTS, taken | {control_name.casefold()})
        order = list(self.job.lists)
        sources = {key: list_source(lists_name, i, len(self.job.lists[key][1])) for i, key in enumerate(order)}
        jobs = {job.name: job for job in self.job.sheets}
        for name, part in self.sheets.items():
            part = part.lower().lstrip("/")
            if name in ours:
                continue
            if name in jobs:
                self._mark(part, jobs[name], sources)
            else:
                self._unselect(part)
        added = []
        overview = overview_sheet(self.job.overview, self.styles)
        added.append(self._own(control, control_name, ours, overview))
        if self.job.lists:
            filled = [self.job.lists[key] for key in order]
            added.append(self._own(lists, lists_name, ours, lists_sheet(self.job.lists_marker, filled, self.styles)))
        self._list_sheets([one for one in added if one], control)
        self.new[self.styles_part] = self.styles.done()
        self._describe()
        self._save(out)
        return Done(self.conversations)

    def _mark(self, part: str, job: SheetJob, sources: Mapping[str, str]) -> None:
        marks = SheetMarks(self._read(part), self.styles, job.levels)
        link = self._notes(part, job.notes, marks.look.drawing)
        choices = [
            Choice(column, first, last, sources.get(source, source), strict)
            for column, first, last, source, strict in job.choices
        ]
        self.new[part] = marks.done(choices, link)

    def _notes(self, part: str, words: Mapping[Place, str], drawn: str) -> str:
        """Put notes at cells; the id of the link to their boxes when the sheet has none yet."""
        there = self._linked(part, "comments")
        if there is None and not words:
            return ""
        notes = Notes(self._read(there[1]) if there else None)
        self.new[there[1] if there else self._new_notes(part)], need, gone, left = notes.with_ours(words)
        self.conversations += left
        boxes = self._linked(part, "vmlDrawing") if drawn else None
        wanted = {place: words[place] for place in need}
        if drawn and boxes is None:
            raise Unmarkable("notes")
        if boxes is not None:
            self.new[boxes[1]], self.block = drawing(self._read(boxes[1]), wanted, gone, self.block)
            return ""
        if not wanted:
            return ""
        # Blocks of numbers that drawings of other sheets may use lie lower.
        self.block = max(self.block, 1 + sum("vmldrawing" in n or "commentsdrawing" in n for n in self.names))
        target = self._free("xl/drawings/vmldrawing{}.vml")
        self.new[target], self.block = drawing(None, wanted, gone, self.block)
        return self._link(part, "vmlDrawing", target)

    def _new_notes(self, part: str) -> str:
        target = self._free("xl/comments{}.xml")
        self.new[target] = b""
        self.types.append(f'<Override PartName="/{target}" ContentType="{_NOTES_TYPE}"/>')
        self._link(part, "comments", target)
        return target

    def _unselect(self, part: str) -> None:
        data = self._read(part)
        # The view stands before the cells.
        if b"tabSelected" in data[: max(data.find(b"sheetData"), 4096)]:
            self.new[part] = unselected(data.removeprefix(b"\xef\xbb\xbf"))

    def _own(self, there: str | None, name: str, ours: Mapping[str, str], data: bytes) -> tuple[str, str, bool] | None:
        """Write a sheet of ours, over an earlier one where there is one; else its name, link and whether it is hidden."""
        if there is not None:
            self.new[ours[there]] = data
            self.dropped.add(self._rels_of(ours[there]))
            return None
        target = self._free("xl/worksheets/wsd{}.xml")
        self.new[target] = data
        self.types.append(f'<Override PartName="/{target}" ContentType="{_SHEET_TYPE}"/>')
        return name, self._link(self.book, "worksheet", target), name.casefold().startswith(LISTS.casefold())

    def _list_sheets(self, added: Sequence[tuple[str, str, bool]], control: str | None) -> None:
        """Name our sheets in the workbook: findings first and shown, lists last and hidden."""
        data = self._read(self.book).removeprefix(b"\xef\xbb\xbf")
        book = Children(data)
        if f'"{MAIN}"'.encode() not in data and f"'{MAIN}'".encode() not in data:
            raise Unmarkable("strict")
        sheets = next(((tag, end) for name, _, tag, end in book.found if name == "sheets"), None)
        if sheets is None:
            raise Unmarkable("damaged")
        splices = Splices(data)
        found = _Inside(data)
        number = max(found.ids, default=0) + 1
        first = sum(not hidden for _, _, hidden in added)
        for index, (name, link, hidden) in enumerate(added):
            state = ' state="hidden"' if hidden else ""
            made = (
                f'<sheet xmlns:r="{RELATIONS}" name="{escaped(name)}" sheetId="{number + index}"{state} r:id="{link}"/>'
            )
            at = sheets[1] if hidden else tag_end(data, sheets[0])
            splices.insert(at, prefixed(made, book.prefix))
        # Names that belong to one sheet say which by its place in the list.
        for at, place in found.local if first else ():
            end = tag_end(data, at)
            splices.replace(at, end, with_attribute(data[at:end], b"localSheetId", str(place + first).encode()))
        shown = str(0 if control is None else list(self.sheets).index(control)).encode()
        for at in found.views:
            end = tag_end(data, at)
            tag = with_attribute(data[at:end], b"activeTab", shown)
            splices.replace(at, end, with_attribute(tag, b"firstSheet", b"0"))
        self.new[self.book] = splices.done()

    def _describe(self) -> None:
        """Say of what kind our parts are."""
        part = "[content_types].xml"
        children = Children(self._read(part))
        more = list(self.types)
        if not any(
            name == "Default" and attributes.get("Extension", "").lower() == "vml"
            for name, attributes, _, _ in children.found
        ):
            more.insert(0, f'<Default Extension="vml" ContentType="{_DRAWING_TYPE}"/>')
        self.new[part] = children.with_more("".join(more))

    def _save(self, out: Path) -> None:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as made:
            for info in self.archive.infolist():
                name = info.filename.lower().lstrip("/")
                if name in self.dropped or info.is_dir():
                    continue
                if name in self.new:
                    made.writestr(info.filename, self.new.pop(name))
                    continue
                with self.archive.open(info) as source, made.open(info.filename, "w", force_zip64=False) as target:
                    shutil.copyfileobj(source, target, 1024 * 1024)
            for name, data in self.new.items():
                made.writestr(name, data)


class _Inside:
    """What stands deeper in the list of sheets: numbers of sheets, names that belong to one sheet, and windows."""

    def __init__(self, data: bytes) -> None:
        self.ids: list[int] = []
        self.local: list[tuple[int, int]] = []
        self.views: list[int] = []
        look_through(data, self._start, lambda name, at, depth: None)

    def _start(self, name: str, attributes: dict[str, str], at: int, depth: int) -> None:
        if depth != 2:
            return
        if name == "sheet":
            self.ids.append(_number(attributes.get("sheetId", "")))
        elif name == "definedName" and "localSheetId" in attributes:
            self.local.append((at, _number(attributes["localSheetId"])))
        elif name == "workbookView":
            self.views.append(at)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 8):
        raise Unmarkable("damaged")
    return int(text)


def _unused(name: str, taken: set[str]) -> str:
    number, found = 1, name
    while found.casefold() in taken:
        number += 1
        found = f"{name} {number}"
    return found
