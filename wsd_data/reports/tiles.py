"""Facts as pictures in the style of the house: an SVG with real text, and the same as PNG."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

import typst

from wsd_data.model.text import Language, Text
from wsd_data.reports.pdf import fonts

WIST_JE_DAT = Text("Wist je dat", "Did you know that")
TITLE = Text("Wist je dat? {scope}", "Did you know? {scope}")
WIDE, HIGH, GAP = 640, 360, 24
EDGE = 32
LETTERS = 46
"""So many letters of the sentence go on a line."""
LINES = 4
INK, PAPER, QUIET = "#12436D", "#F3F6FA", "#595959"
FAMILY = "'Source Sans Pro', 'Source Sans 3', 'Source Sans', Arial, sans-serif"
COLUMNS = 2
PER_INCH = 144
_PAGE = b'#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg")'


@dataclass(frozen=True, slots=True)
class Tile:
    """number: the figure alone; sentence: what follows "Wist je dat"; source: scope, state of the data and link."""

    number: str
    sentence: str
    source: tuple[str, ...]


def svg_of(tiles: Sequence[Tile], scope: str, language: Language) -> str:
    """All tiles on one sheet, two beside each other."""
    columns = min(COLUMNS, max(1, len(tiles)))
    rows = max(1, -(-len(tiles) // columns))
    wide, high = columns * (WIDE + GAP) + GAP, rows * (HIGH + GAP) + GAP
    title = escape(TITLE.format(scope=scope).in_(language))
    drawn = "".join(
        _tile(tile, GAP + nth % columns * (WIDE + GAP), GAP + nth // columns * (HIGH + GAP), language)
        for nth, tile in enumerate(tiles)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}" role="img" '
        f'lang="{language}" font-family="{FAMILY}"><title>{title}</title>'
        f'<rect width="{wide}" height="{high}" fill="#FFFFFF"/>{drawn}</svg>'
    )


def png_of(svg: str) -> bytes:
    """The same picture in dots, 144 to the inch."""
    made = typst.Compiler(_PAGE, font_paths=fonts()).compile(format="png", ppi=PER_INCH, sys_inputs={"svg": svg})
    return made if isinstance(made, bytes) else b"".join(made or ())


def _tile(tile: Tile, left: int, top: int, language: Language) -> str:
    lines = textwrap.wrap(f"… {tile.sentence}", LETTERS, max_lines=LINES, placeholder=" …")
    size = 84 if len(tile.number) <= 12 else 48
    told = [
        _text(WIST_JE_DAT.in_(language), EDGE, 56, 26, QUIET),
        _text(tile.number, EDGE, 150, size, INK, "700"),
        *(_text(line, EDGE, 196 + 31 * nth, 26, "#0B0C0C") for nth, line in enumerate(lines)),
        *(_text(line, EDGE, HIGH - 14 - 19 * (len(tile.source) - 1 - nth), 14, QUIET) for nth, line in enumerate(tile.source)),
    ]  # fmt: skip
    frame = f'<rect width="{WIDE}" height="{HIGH}" fill="{PAPER}"/><rect width="8" height="{HIGH}" fill="{INK}"/>'
    return f'<g transform="translate({left} {top})">{frame}{"".join(told)}</g>'


def _text(words: str, x: int, y: int, size: int, fill: str, weight: str = "400") -> str:
    return f'<text x="{x}" y="{y}" font-size="{size}" font-weight="{weight}" fill="{fill}">{escape(words)}</text>'
