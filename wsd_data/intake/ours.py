"""Sheets that this application put into a workbook itself: recognised by a sentence in their first cell.

They come back with the workbook when its maker delivers it again, and hold nothing that was delivered.
"""

from __future__ import annotations

from wsd_data.intake.cells import as_text, plain
from wsd_data.intake.grid import Grid
from wsd_data.model.text import Text

CONTROL = "Controle"
"""Name of the sheet with findings, in both languages, so that one name need be looked for."""
LISTS = "Controle lijsten"
MARKER = Text("Controle door de WSD Monitor", "Check by the WSD Monitor")
LISTS_MARKER = Text("Keuzelijsten bij de controle door de WSD Monitor", "Lists with the check by the WSD Monitor")

_FIRST_CELLS = frozenset(plain(text) for marker in (MARKER, LISTS_MARKER) for text in (marker.nl, marker.en))


def may_be_ours(name: str) -> bool:
    """Whether a sheet is called as ours are, copies included; then its first cell tells."""
    return plain(name).startswith(plain(CONTROL))


def is_ours(grid: Grid) -> bool:
    """Whether the first cell says that we made the sheet."""
    first = grid.rows[0][0] if grid.rows and grid.rows[0] and not (grid.top or grid.left) else ""
    return plain(as_text(first)) in _FIRST_CELLS
