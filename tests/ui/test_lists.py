"""Lists: every cell is harmless on the page and in the file, and links keep the view."""

from __future__ import annotations

import csv
import io
from datetime import date
from functools import partial
from html.parser import HTMLParser
from typing import cast

import pyarrow.parquet as pq
import pytest

from tests.figures.conftest import World
from tests.ui.conftest import Viewed
from wsd_data.model.periods import parse_period
from wsd_data.model.text import Text
from wsd_data.ui import lists
from wsd_data.ui.address import View
from wsd_data.ui.context import Context
from wsd_data.ui.funding import awarded_words
from wsd_data.ui.table import csv_of, parquet_file

VIEW = View(parse_period("2023"), where=(("region", ("twente",)),))


class _Here:
    """As much of a context as a list needs."""

    language = "nl"
    view = VIEW

    def say(self, text: Text, **values: object) -> str:
        return (text.format(**values) if values else text).nl

    def name(self, dimension: str, code: str) -> str:
        return f"naam van {code}"


HERE = cast(Context, _Here())
COLUMNS = (
    lists.ListColumn("title", Text("Titel", "Title"), lists.words_of("title")),
    lists.ListColumn("doi", Text("DOI", "DOI"), lists.doi_link),
    lists.ListColumn("region", Text("Werkplaats", "Region"), lists.names_of("region")),
    lists.ListColumn("date", Text("Datum", "Date"), lists.when),
)


class Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_what_was_delivered_cannot_become_markup() -> None:
    row = {"title": "<script>alert(1)</script>", "doi": '10.1/"><img src=x>', "region": ("<b>",)}
    html = lists.list_html(HERE, Text("Lijst", "List"), COLUMNS, [row])
    assert {tag for tag, _ in Tags(html).found} == {"div", "table", "caption", "thead", "tbody", "tr", "th", "td", "a"}


def test_a_doi_is_a_working_link_in_a_new_tab() -> None:
    (_, link), *_ = Tags(lists.doi_link(HERE, {"doi": "10.1000/abc<1>(x);2-#"})).found
    assert link["href"] == "https://doi.org/10.1000/abc%3C1%3E(x);2-%23"
    assert link["target"] == "_blank" and link["rel"] == "noopener noreferrer"


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("https://example.nl/a b?q=1#x", "https://example.nl/a%20b?q=1#x"),
        ("www.example.nl", "https://www.example.nl"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("http://[bad", ""),
        ("zie de map", ""),
        (None, ""),
    ],
)
def test_only_web_addresses_become_links(given: str | None, shown: str) -> None:
    assert lists.safe_link(given) == shown


def test_a_link_inside_keeps_the_view() -> None:
    (_, link), *_ = Tags(lists.inside("projects", VIEW, "TW-1", project="TW-1")).found
    assert link["href"] == "/projects?period=2023&region=twente&lang=nl&policy=internal&project=TW-1"


FORMULAS = ("+1", "-1", "@SUM(A1)")


def test_a_file_holds_every_row_once_and_no_formula(
    world: World, view: Viewed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "BATCH", 3)
    titles = [f"{start} titel {i}" for i, start in enumerate((*FORMULAS, "gewoon", "<b>vet</b>"))]
    world.deliver({"presentations": [{"title": title} for title in titles]})
    context = view("2023", demo=True)
    data = csv_of(lists.whole_list(context, "presentations", "", COLUMNS), "nl").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(data), delimiter=";"))
    assert sorted(row["title"].lstrip("'").strip() for row in rows) == sorted(title.strip() for title in titles)
    assert not any(value.startswith(("=", "+", "-", "@", "\t")) for row in rows for value in row.values())
    assert {(row["period"], row["source"]) for row in rows} == {("2023", "Voorbeeldgegevens")}


def test_parquet_has_the_same_lines_with_real_numbers_and_days(world: World, view: Viewed) -> None:
    grant = {"grant": "@B-1", "start": "1-3-2022", "end": "2023", "awarded": 1234.56}
    world.deliver({"funding": [grant, {**grant, "grant": "B-2", "awarded": 40}]})
    columns = (
        lists.ListColumn("number", Text("Nr.", "No."), lists.words_of("number")),
        lists.ListColumn("start_from", Text("Van", "From"), lists.words_of("start_from")),
        lists.ListColumn("awarded", Text("Verleend", "Awarded"), awarded_words, number=True),
    )
    made = partial(lists.whole_list, view("2023", demo=True), "grants", "", columns)
    found = pq.read_table(io.BytesIO(parquet_file(made())))
    lines = list(csv.DictReader(io.StringIO(csv_of(made(), "en").decode("utf-8-sig"))))
    assert found.column_names == list(lines[0]) and found.num_rows == len(lines) == 2
    assert [str(found.schema.field(name).type) for name in ("number", "start_from_value", "awarded_value", "delivery")] == [
        "string", "date32[day]", "double", "string"
    ]  # fmt: skip
    rows = {row["number"]: row for row in found.to_pylist()}
    assert (rows["@B-1"]["awarded_value"], rows["@B-1"]["start_from_value"]) == (1234.56, date(2022, 3, 1))
    assert {line["number"] for line in lines} == {"'@B-1", "B-2"} and rows["B-2"]["source"] == "Voorbeeldgegevens"
    empty = pq.read_table(io.BytesIO(parquet_file(lists.whole_list(view("1990"), "casuses", "", columns[:2]))))
    assert empty.num_rows == 0 and str(empty.schema.field("start_from_value").type) == "date32[day]"


def test_a_file_about_people_says_that_it_is_not_for_publication(world: World, view: Viewed) -> None:
    world.deliver({"casuses": [{"casus_code": "C1"}]})
    columns = (lists.ListColumn("casus_code", Text("Code", "Code"), lists.words_of("casus_code")),)
    data = csv_of(lists.whole_list(view("2023"), "casuses", "", columns), "nl").decode("utf-8-sig")
    assert "Niet voor publicatie" in data.splitlines()[1]
    assert "C1" not in csv_of(lists.whole_list(view("2023", policy="public"), "casuses", "", columns), "nl").decode()
