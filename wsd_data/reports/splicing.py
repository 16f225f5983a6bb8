"""Small changes inside a part of a workbook, with every other byte left as it was.

A part is looked through by expat, which says where elements stand; what is new is put between the bytes. So nothing
is lost that we do not know of: name spaces, extensions, formulas and their results.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from xml.parsers import expat

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

_TAG = re.compile(rb"""<[^<>"']*(?:"[^"<]*"[^<>"']*|'[^'<]*'[^<>"']*)*>""")
_ATTRIBUTE = re.compile(rb"""([\w:.-]+)(\s*=\s*)("[^"]*"|'[^']*')""")
_NAME = re.compile(rb"</?([\w:.-]+)")
_BEFORE_NAME = re.compile(r"<(/?)(?=[A-Za-z])")
_DECLARED = re.compile(rb"""^<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']""")
# What XML does not allow, and half characters.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# In cells "_x0041_" stands for a character; the underscore itself is written so.
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class Unmarkable(Exception):
    """This workbook cannot be changed safely; `reason` is a key of `outcome.REASONS`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


Start = Callable[[str, dict[str, str], int, int], None]
"""Called with local name, attributes, place of the tag and depth (0 for the root)."""
End = Callable[[str, int, int], None]
"""Called with local name, place of the end tag (of the tag itself where it closes itself) and depth."""


def look_through(data: bytes, start: Start, end: End) -> None:
    """Every element of a part. Raises Unmarkable for what is no plain XML in UTF-8."""
    declared = _DECLARED.match(data)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or (
        declared and declared[1].lower() not in (b"utf-8", b"us-ascii", b"ascii")
    ):
        raise Unmarkable("encoding")
    depth, opened = 0, -1
    parser = expat.ParserCreate()

    def on_start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, opened
        opened = parser.CurrentByteIndex
        start(name.rpartition(":")[2], attributes, opened, depth)
        depth += 1

    def on_end(name: str) -> None:
        nonlocal depth, opened
        depth -= 1
        at = parser.CurrentByteIndex
        # For a tag that closes itself expat names the place behind it.
        if opened >= 0 and data[at - 2 : at] == b"/>" and closes_itself(data, opened):
            at = opened
        opened = -1
        end(name.rpartition(":")[2], at, depth)

    def no_types(*_: object) -> None:
        raise Unmarkable("damaged")

    parser.StartElementHandler, parser.EndElementHandler = on_start, on_end
    parser.StartDoctypeDeclHandler = no_types
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise Unmarkable("damaged") from error


def tag_end(data: bytes, at: int) -> int:
    """Where the tag that begins here ends."""
    found = _TAG.match(data, at)
    if found is None:
        raise Unmarkable("damaged")
    return found.end()


def closes_itself(data: bytes, at: int) -> bool:
    return data[tag_end(data, at) - 2 : tag_end(data, at)] == b"/>"


def prefix_at(data: bytes, at: int) -> str:
    """The prefix of the name of the tag here, with its colon, or nothing."""
    found = _NAME.match(data, at)
    if found is None:
        raise Unmarkable("damaged")
    prefix, colon, _ = found[1].decode("ascii", "replace").rpartition(":")
    return prefix + colon


def with_attribute(tag: bytes, name: bytes, value: bytes) -> bytes:
    """A start tag with this attribute set. value: without quotes and with nothing to escape."""
    head = _NAME.match(tag)
    if head is None:
        raise Unmarkable("damaged")
    for found in _ATTRIBUTE.finditer(tag, head.end()):
        if found[1] == name:
            return tag[: found.start(3)] + b'"' + value + b'"' + tag[found.end(3) :]
    return tag[: head.end()] + b" " + name + b'="' + value + b'"' + tag[head.end() :]


def without_attribute(tag: bytes, name: bytes) -> bytes:
    head = _NAME.match(tag)
    for found in _ATTRIBUTE.finditer(tag, head.end() if head else 0):
        if found[1] == name:
            return tag[: found.start()].rstrip() + tag[found.end() :]
    return tag


def prefixed(xml: str, prefix: str) -> bytes:
    """Our own elements, written without prefix, with the one that the part uses. Texts in it are escaped."""
    return (_BEFORE_NAME.sub(rf"<\1{prefix}", xml) if prefix else xml).encode()


def escaped(text: str) -> str:
    """Text for XML, in an element or between double quotes."""
    plain = _FORBIDDEN.sub("", text)
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def cell_text(text: str, most: int = 32_000) -> str:
    """Text for a cell or note: never a formula, never an escape."""
    cut = text if len(text) <= most else text[: most - 1] + "…"
    return escaped(_ESCAPED.sub("_x005F_", cut))


class Splices:
    """What goes between the bytes of a part."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._changes: list[tuple[int, int, int, bytes]] = []

    def insert(self, at: int, new: bytes) -> None:
        self.replace(at, at, new)

    def replace(self, start: int, end: int, new: bytes) -> None:
        self._changes.append((start, end, len(self._changes), new))

    def into(self, tag: int, end: int, new: bytes, prefix: str, name: str) -> None:
        """Put something at the end of an element, which may close itself. end: place of its end tag."""
        if closes_itself(self.data, tag):
            after = tag_end(self.data, tag)
            self.replace(after - 2, after, b">" + new + f"</{prefix}{name}>".encode())
        else:
            self.insert(end, new)

    def done(self) -> bytes:
        pieces, at = [], 0
        for start, end, _, new in sorted(self._changes, key=lambda change: change[:3]):
            pieces += [self.data[at:start], new]
            at = max(at, end)
        return b"".join([*pieces, self.data[at:]])


class Children:
    """The direct children of the root of a part, and where the root ends."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.found: list[tuple[str, Mapping[str, str], int, int]] = []
        """Local name, attributes, place of the tag, place of the end tag."""
        self.root, self.root_end, self.name = 0, 0, ""
        self._open: tuple[str, dict[str, str], int] = ("", {}, 0)
        look_through(data, self._start, self._end)
        self.prefix = prefix_at(data, self.root)

    def _start(self, name: str, attributes: dict[str, str], at: int, depth: int) -> None:
        if depth == 0:
            self.root, self.name = at, name
        elif depth == 1:
            self._open = (name, attributes, at)

    def _end(self, name: str, at: int, depth: int) -> None:
        if depth == 0:
            self.root_end = at
        elif depth == 1:
            self.found.append((*self._open, at))

    def with_more(self, new: str) -> bytes:
        """The part with our elements behind the others."""
        splices = Splices(self.data)
        splices.into(self.root, self.root_end, prefixed(new, self.prefix), self.prefix, self.name)
        return splices.done()
