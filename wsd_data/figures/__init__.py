"""Figures: selection → one query at row grain → protected values with a status.

The only source of figures for pages, reports and commands. Knows no files and no screens.
"""

from wsd_data.figures.answer import Answer, Row, Total, Value
from wsd_data.figures.changed_rows import ChangedRow, ChangedRows, Place
from wsd_data.figures.explanation import Explanation, Part
from wsd_data.figures.monitor import Monitor, indicator_of
from wsd_data.figures.records import Records
from wsd_data.figures.selection import Selection

__all__ = [
    "Answer",
    "ChangedRow",
    "ChangedRows",
    "Explanation",
    "Monitor",
    "Part",
    "Place",
    "Records",
    "Row",
    "Selection",
    "Total",
    "Value",
    "indicator_of",
]
