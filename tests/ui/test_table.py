"""The table twin: the same cells on the screen and in the file."""

from __future__ import annotations

import csv
import io

import pyarrow.parquet as pq

from tests.ui.conftest import Viewed
from wsd_data.figures import Value
from wsd_data.reports.paper import Cell, Section
from wsd_data.ui.grid import section_file
from wsd_data.ui.table import Entry, Table, csv_of, parquet_file, table_file, table_html

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
    text = csv_of(table_file(TABLE), "nl").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert [row["region"] for row in rows] == ["twente", "zeeland"]
    assert rows[0]["value"] == "1800,5" and rows[0]["shown"] == "1.800" and rows[0]["period"] == "2023"
    assert rows[1]["value"] == "" and rows[1]["status"] == "suppressed" and rows[1]["complete"] == "false"


def test_a_spreadsheet_takes_nothing_for_a_formula() -> None:
    assert "'=Zeeland" in csv_of(table_file(TABLE), "en").decode("utf-8-sig")


def test_parquet_holds_the_same_cells_typed_and_hides_the_same() -> None:
    found = pq.read_table(io.BytesIO(parquet_file(table_file(TABLE))))
    header = csv_of(table_file(TABLE), "en").decode("utf-8-sig").splitlines()[0].split(",")
    assert found.column_names == header
    first, hidden = found.to_pylist()
    assert (first["value"], first["estimate"], first["complete"], first["period"]) == (1800.5, False, True, "2023")
    assert (hidden["region_name"], hidden["shown"], hidden["status"]) == ("=Zeeland", "<5", "suppressed")
    assert (hidden["value"], hidden["low"], hidden["high"]) == (None, None, None)
    assert str(found.schema.field("value").type) == "double"


def test_a_block_of_a_report_has_its_words_and_the_numbers_behind_them(view: Viewed) -> None:
    rows = ((Cell("=1+1"), Cell("circa 20", 20, "0")), (Cell("b"), Cell("niet opgegeven")))
    section = Section("s", "T", "", ("Doel", "Gepland"), rows)
    made = section_file(view("2023", "public"), section, True)
    lines = list(csv.DictReader(io.StringIO(csv_of(made, "nl").decode("utf-8-sig")), delimiter=";"))
    assert [(line["Doel"], line["Gepland"], line["Gepland (getal)"]) for line in lines] == [
        ("'=1+1", "circa 20", "20"), ("b", "niet opgegeven", "")
    ]  # fmt: skip
    assert {(line["policy"], line["publication"]) for line in lines} == {("public", "Niet voor publicatie.")}
