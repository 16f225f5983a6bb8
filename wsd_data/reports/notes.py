"""Notes at cells: ours are added to those that are there, at the same cell behind what it already says.

A note has two places in a workbook: its words in one part, and its box in a drawing of an old kind (VML), which is no
strict XML and is therefore searched as text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from wsd_data.intake.cells import address, position
from wsd_data.reports.splicing import (
    MAIN,
    Splices,
    Unmarkable,
    cell_text,
    closes_itself,
    look_through,
    prefix_at,
    prefixed,
    tag_end,
)

Place = tuple[int, int]
"""Row from 1, column from 0."""
AUTHOR = "WSD Monitor, controle"
BEHIND = "--- Controle WSD Monitor ---"
"""Parts our words from those of somebody else in one note."""
MOST = 3_000
_CONVERSATION = "tc="
_SHAPE = re.compile(rb"<v:shape\b(?:[^<]|<(?!/v:shape>))*</v:shape>")
_ROW = re.compile(rb"<x:Row>\s*(\d{1,7})\s*</x:Row>")
_COLUMN = re.compile(rb"<x:Column>\s*(\d{1,5})\s*</x:Column>")
_NUMBER = re.compile(rb"_x0000_s(\d{1,9})")
_EMPTY = f'<comments xmlns="{MAIN}"><authors/><commentList/></comments>'.encode()
_BLOCK = 1024
_NEW_DRAWING = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{blocks}"/>'
    '</o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>{shapes}</xml>'
)
_BOX = (
    '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel" id="_x0000_s{number}" type="#_x0000_t202" '
    'style="position:absolute;margin-left:60pt;margin-top:2pt;width:280pt;height:{height}pt;z-index:1;visibility:hidden" '
    'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note">'
    "<x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>"
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)


class Notes:
    """The words of the notes of a sheet. data: its part, where it has one."""

    def __init__(self, data: bytes | None) -> None:
        self.data = (data or _EMPTY).removeprefix(b"\xef\xbb\xbf")
        self._authors: list[str] = []
        self._authors_at: list[int] = []
        self._author_list: list[int] = []
        self._list_at: list[int] = []
        self._notes: list[list[int]] = []  # place of the tag, of its end, of the element of text and of its end
        self._facts: list[tuple[str, int]] = []
        self._runs: list[list[tuple[str, int, int]]] = []  # of each note: kind, start, end
        self._path: list[str] = []
        self._collect()
        self.prefix = prefix_at(self.data, self._root)

    def _collect(self) -> None:
        self._root = -1
        look_through(self.data, self._start, self._end)
        if not (self._author_list and self._list_at):
            raise Unmarkable("notes")
        for index, (start, end) in enumerate(zip(self._authors_at[::2], self._authors_at[1::2], strict=True)):
            whole = self.data[start:end]
            self._authors.append(whole[tag_end(self.data, start) - start :].decode("utf-8", "replace"))
            if index > 10_000:
                raise Unmarkable("notes")

    def _start(self, name: str, attributes: dict[str, str], at: int, depth: int) -> None:
        self._path.append(name)
        if depth == 0:
            self._root = at
        elif depth == 1 and name == "authors":
            self._author_list = [at, at]
        elif depth == 1 and name == "commentList":
            self._list_at = [at, at]
        elif depth == 2 and name == "author":
            self._authors_at.append(at)
        elif depth == 2 and name == "comment":
            author = attributes.get("authorId", "0")
            number = int(author) if author.isascii() and author.isdigit() and len(author) < 7 else 0
            self._facts.append((attributes.get("ref", ""), number))
            self._notes.append([at, at, -1, -1])
            self._runs.append([])
        elif depth == 3 and name == "text":
            self._notes[-1][2] = at
        elif depth == 4 and self._path[3] == "text":
            self._runs[-1].append((name, at, at))

    def _end(self, name: str, at: int, depth: int) -> None:
        if depth == 1 and name == "authors":
            self._author_list[1] = at
        elif depth == 1 and name == "commentList":
            self._list_at[1] = at
        elif depth == 2 and name == "author":
            self._authors_at.append(at)
        elif depth == 2 and name == "comment":
            self._notes[-1][1] = tag_end(self.data, at)
        elif depth == 3 and name == "text":
            self._notes[-1][3] = at
        elif depth == 4 and self._path[3] == "text":
            kind, start, _ = self._runs[-1][-1]
            self._runs[-1][-1] = (kind, start, tag_end(self.data, at))
        self._path.pop()

    def with_ours(self, words: Mapping[Place, str]) -> tuple[bytes, set[Place], set[Place], int]:
        """The part with our words, the places that need a box, those that lose theirs, and the conversations left as they are."""
        splices = Splices(self.data)
        ours = {i for i, name in enumerate(self._authors) if name == AUTHOR}
        number = min(ours, default=len(self._authors))
        need, gone, left = set(words), set(), 0
        for (reference, author), (start, end, text, text_end), runs in zip(
            self._facts, self._notes, self._runs, strict=True
        ):
            place = position(reference)
            if author in ours:
                splices.replace(start, end, b"")
                if place in words:
                    need.discard(place)
                    splices.insert(start, self._note(place, words[place], number))
                else:
                    gone.add(place)
                continue
            for _, first, last in runs:
                if (old := _ours_in(self.data, first, last)) is not None:
                    splices.replace(*old, b"")
            if place not in need:
                continue
            need.discard(place)
            if author < len(self._authors) and self._authors[author].startswith(_CONVERSATION):
                left += 1
            elif text < 0 or closes_itself(self.data, text):
                splices.replace(start, end, self._note(place, words[place], number))
            else:
                self._join(splices, runs, text_end, words[place])
        new = b"".join(self._note(place, words[place], number) for place in sorted(need))
        splices.into(self._list_at[0], self._list_at[1], new, self.prefix, "commentList")
        if not ours:
            author_ = prefixed(f"<author>{AUTHOR}</author>", self.prefix)
            splices.into(self._author_list[0], self._author_list[1], author_, self.prefix, "authors")
        return splices.done(), need, gone, left

    def _join(self, splices: Splices, runs: list[tuple[str, int, int]], end: int, words: str) -> None:
        """Our words behind those of somebody else; plain text becomes a run first, since both kinds do not go together."""
        for kind, first, last in runs:
            if kind == "t":
                splices.insert(first, prefixed("<r>", self.prefix))
                splices.insert(last, prefixed("</r>", self.prefix))
        said = cell_text(f"\n\n{BEHIND}\n{words}", MOST)
        splices.insert(end, prefixed(f'<r><t xml:space="preserve">{said}</t></r>', self.prefix))

    def _note(self, place: Place, words: str, author: int) -> bytes:
        said = cell_text(words, MOST)
        made = f'<comment ref="{address(*place)}" authorId="{author}"><text><r><t xml:space="preserve">{said}</t></r></text></comment>'
        return prefixed(made, self.prefix)


def _ours_in(data: bytes, first: int, last: int) -> tuple[int, int] | None:
    """Where our words of an earlier time stand in a run: the whole run, or its end where a program made one run of all."""
    at = data.find(BEHIND.encode(), first, last)
    if at < 0:
        return None
    text = data.rfind(b">", first, at) + 1
    if not data[text:at].strip():
        return first, last
    start = text + len(data[text:at].rstrip())
    return start, data.find(b"<", at, last)


def drawing(data: bytes | None, need: Mapping[Place, str], gone: set[Place], block: int) -> tuple[bytes, int]:
    """The boxes of notes, and the next free block of numbers. need: places with the words, which say how high a box is.

    data: the drawing of the sheet, where it has one; then its numbers go on. block: which numbers are free.
    """
    if data is None:
        blocks = range(block, block + len(need) // (_BLOCK - 1) + 1)
        boxes = _boxes(need, block * _BLOCK + 1)
        made = _NEW_DRAWING.format(blocks=",".join(map(str, blocks)), shapes=boxes)
        return made.encode(), block + len(blocks)
    end = data.rfind(b"</xml>")
    if end < 0 or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise Unmarkable("notes")
    if gone:
        data = _SHAPE.sub(lambda found: b"" if _place(found[0]) in gone else found[0], data)
        end = data.rfind(b"</xml>")
    number = max((int(found[1]) for found in _NUMBER.finditer(data)), default=block * _BLOCK) + 1
    return data[:end] + _boxes(need, number).encode() + data[end:], block


def _place(shape: bytes) -> Place:
    row, column = _ROW.search(shape), _COLUMN.search(shape)
    return (int(row[1]) + 1, int(column[1])) if row and column else (0, 0)


def _boxes(need: Mapping[Place, str], number: int) -> str:
    made = []
    for index, ((row, column), words) in enumerate(sorted(need.items())):
        lines = sum(1 + len(line) // 52 for line in words.split("\n"))
        height = max(48, min(320, 14 * lines + 12))
        # Column, offset, row, offset of the upper left corner and of the lower right one.
        anchor = f"{column + 1}, 15, {max(row - 2, 0)}, 4, {column + 5}, 60, {max(row - 2, 0) + height // 15 + 1}, 4"
        made.append(_BOX.format(number=number + index, height=height, anchor=anchor, row=row - 1, column=column))
    return "".join(made)
