"""The styles of a workbook with ours added: every cell keeps its own format and only gets another colour.

A fill of ours keeps the colour it covers as its second colour, which a solid fill does not show. So a marked copy that
comes back can be marked again, with the old marks taken away.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wsd_data.reports.splicing import (
    Splices,
    Unmarkable,
    escaped,
    look_through,
    prefix_at,
    prefixed,
    tag_end,
    with_attribute,
)

COLOURS: Mapping[str, str] = {"error": "FFF9C6C3", "warning": "FFFFE3A3"}
_LISTS = ("fonts", "fills", "borders", "cellXfs")
_NOTHING = {"indexed": "64"}


@dataclass
class _List:
    tag: int
    end: int
    count: int = 0


@dataclass(frozen=True)
class _Fill:
    pattern: str
    front: Mapping[str, str]
    back: Mapping[str, str]


class Styles:
    """Numbers of styles for cells; new ones are made when first asked for. Raises Unmarkable for styles not as they should be."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._lists: dict[str, _List] = {}
        self._formats: list[tuple[int, int, Mapping[str, str]]] = []
        self._fills: list[_Fill] = []
        self._new: dict[str, list[bytes]] = {name: [] for name in _LISTS}
        self._made: dict[tuple[object, ...], int] = {}
        self._path: list[str] = []
        self._pattern = ""
        self._sides: dict[str, dict[str, str]] = {}
        look_through(data, self._start, self._end)
        if len(self._lists) < len(_LISTS) or not self._formats:
            raise Unmarkable("styles")
        self.prefix = prefix_at(data, self._lists["fills"].tag)

    def _start(self, name: str, attributes: dict[str, str], at: int, depth: int) -> None:
        self._path.append(name)
        if depth == 1 and name in _LISTS:
            self._lists[name] = _List(at, at)
        elif depth == 2 and self._path[1] in self._lists:
            self._lists[self._path[1]].count += 1
            if self._path[1] == "cellXfs":
                self._formats.append((at, at, attributes))
            self._pattern, self._sides = "", {}
        elif depth == 3 and self._path[1] == "fills" and name == "patternFill":
            self._pattern = attributes.get("patternType", "")
        elif depth == 4 and self._path[1] == "fills":
            self._sides[name] = attributes

    def _end(self, name: str, at: int, depth: int) -> None:
        if depth == 1 and name in self._lists:
            self._lists[name].end = at
        elif depth == 2 and self._path[1] == "cellXfs":
            start, _, attributes = self._formats[-1]
            self._formats[-1] = (start, tag_end(self.data, at), attributes)
        elif depth == 2 and self._path[1] == "fills":
            self._fills.append(_Fill(self._pattern, self._sides.get("fgColor", {}), self._sides.get("bgColor", {})))
        self._path.pop()

    def marked(self, style: int, level: str) -> int:
        """The style of a cell with the colour of a level."""
        fill = self._fill_of(style)
        covered = fill.back if _is_ours(fill) else fill.front if fill.pattern == "solid" else _NOTHING
        return self._coloured(style, COLOURS[level], covered or _NOTHING)

    def restored(self, style: int) -> int:
        """The style of a cell without a colour of ours."""
        fill = self._fill_of(style)
        if not _is_ours(fill):
            return style
        key = ("restored", style)
        if key not in self._made:
            plain = not fill.back or dict(fill.back) == _NOTHING
            number = 0 if plain else self._solid(dict(fill.back), _NOTHING)
            self._made[key] = self._format(style, number)
        return self._made[key]

    def own(self, font: str = "", colour: str = "", alignment: str = "", text: bool = False) -> int:
        """A style of ours for our own sheets. font: what is within `font`; text: what is typed stays text."""
        key = ("own", font, colour, alignment, text)
        if key not in self._made:
            number = self._add("fonts", f'<font>{font}<sz val="11"/><name val="Calibri"/><family val="2"/></font>')
            fill = self._solid({"rgb": colour}, _NOTHING) if colour else 0
            border = self._once("borders", "<border><left/><right/><top/><bottom/><diagonal/></border>")
            kind = ' numFmtId="49" applyNumberFormat="1" quotePrefix="1"' if text else ' numFmtId="0"'
            made = f'<xf{kind} fontId="{number}" fillId="{fill}" borderId="{border}" xfId="0" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="top"{alignment}/></xf>'
            self._made[key] = self._add("cellXfs", made)
        return self._made[key]

    def done(self) -> bytes:
        splices = Splices(self.data)
        for name, new in self._new.items():
            if not new:
                continue
            place = self._lists[name]
            tag = self.data[place.tag : tag_end(self.data, place.tag)]
            counted = with_attribute(tag, b"count", str(place.count + len(new)).encode())
            if counted.endswith(b"/>"):
                counted = counted[:-2] + b">" + b"".join(new) + f"</{self.prefix}{name}>".encode()
            else:
                splices.insert(place.end, b"".join(new))
            splices.replace(place.tag, place.tag + len(tag), counted)
        return splices.done()

    def _fill_of(self, style: int) -> _Fill:
        attributes = self._formats[style][2] if 0 <= style < len(self._formats) else {}
        number = attributes.get("fillId", "0")
        known = number.isascii() and number.isdigit() and len(number) < 6 and int(number) < len(self._fills)
        return self._fills[int(number)] if known else _Fill("", {}, {})

    def _coloured(self, style: int, colour: str, covered: Mapping[str, str]) -> int:
        key = ("coloured", style, colour)
        if key not in self._made:
            self._made[key] = self._format(style, self._solid({"rgb": colour}, covered))
        return self._made[key]

    def _solid(self, front: Mapping[str, str], back: Mapping[str, str]) -> int:
        def written(name: str, attributes: Mapping[str, str]) -> str:
            return f"<{name} " + " ".join(f'{k}="{escaped(v)}"' for k, v in attributes.items()) + "/>"

        sides = written("fgColor", front) + written("bgColor", back)
        return self._once("fills", f'<fill><patternFill patternType="solid">{sides}</patternFill></fill>')

    def _format(self, style: int, fill: int) -> int:
        """A copy of a style of the workbook with another fill."""
        start, end, _ = self._formats[style if 0 <= style < len(self._formats) else 0]
        whole = self.data[start:end]
        tag = whole[: tag_end(self.data, start) - start]
        new = with_attribute(with_attribute(tag, b"fillId", str(fill).encode()), b"applyFill", b"1")
        return self._append("cellXfs", new + whole[len(tag) :])

    def _once(self, name: str, xml: str) -> int:
        key = (name, xml)
        if key not in self._made:
            self._made[key] = self._add(name, xml)
        return self._made[key]

    def _add(self, name: str, xml: str) -> int:
        return self._append(name, prefixed(xml, self.prefix))

    def _append(self, name: str, new: bytes) -> int:
        self._new[name].append(new)
        return self._lists[name].count + len(self._new[name]) - 1


def _is_ours(fill: _Fill) -> bool:
    return fill.pattern == "solid" and fill.front.get("rgb", "").upper() in COLOURS.values()
