"""The table twin: the same cells on the screen and in the file."""

from __future__ import annotations

import csv
import io

from wsd_data.figures import Value
from wsd_data.ui.table import Entry, Table, table_csv, table_html

TABLE = Table(
    "Presentaties per werkplaats",
    ("Werkplaats", "Presentaties"),
    ((("Twente",), ("1.800",)), (("=Zeeland",), ("<5",))),
    ("region",),
    (
        Entry(("twente",), ("Twente",), "presentations", "presentaties", Value(1800.5, 1800, 1801, "ok"), "1.800", True),
        Entry(("zeeland",), ("=Zeeland",), "presentations", "presentaties", Value(None, None, None, "suppressed", "small"), "<5", False),
    ),
    (("period", "2023"),),
)  # fmt: skip


def test_the_screen_shows_a_real_table_with_caption_and_headings() -> None:
    html = table_html(TABLE)
    assert "<caption" in html and 'scope="col"' in html and 'scope="row"' in html
    assert "&lt;5" in html and "<5" not in html


def test_the_file_holds_the_same_cells_with_status_and_selection() -> None:
    text = table_csv(TABLE, "nl").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert [row["region"] for row in rows] == ["twente", "zeeland"]
    assert rows[0]["value"] == "1800,5" and rows[0]["shown"] == "1.800" and rows[0]["period"] == "2023"
    assert rows[1]["value"] == "" and rows[1]["status"] == "suppressed" and rows[1]["complete"] == "false"


def test_a_spreadsheet_takes_nothing_for_a_formula() -> None:
    assert "'=Zeeland" in table_csv(TABLE, "en").decode("utf-8-sig")
