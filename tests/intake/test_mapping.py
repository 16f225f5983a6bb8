"""A mapping says how a workbook is read: as JSON, on strange sheets, with the rows counted and the real cells named."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.intake.workbooks import Rows, rows_of, said, write
from wsd_data.intake import FileRead, Known, Limits
from wsd_data.intake import Mapping as FileMapping
from wsd_data.intake.mapping import read_mapping
from wsd_data.intake.workbook import read_workbook
from wsd_data.model.problems import Refused

Sheet = dict[str, Any]
ReadMapped = Callable[..., FileRead]
TALKS: Sheet = {
    "kind": "presentations",
    "heading_row": 1,
    "columns": {"title": "Wat", "date": "Wanneer", "type": "Vorm"},
}


@pytest.fixture
def mapped(tmp_path: Path, known: Known) -> ReadMapped:
    """Write sheets and read them by a mapping of their one sheet, or of several."""

    def reading(sheets: Mapping[str, Rows], given: Mapping[str, Any]) -> FileRead:
        path = write(tmp_path / "vreemd.xlsx", sheets)
        content = {"sheets": given if set(given) <= set(sheets) else {next(iter(sheets)): given}}
        read = read_workbook(path, known, Limits(), FileMapping.from_json(content))
        for sheet in read.sheets:
            rows = sheet.table.num_rows if sheet.table is not None else 0
            assert sheet.rows == rows + len(sheet.skipped)
        return read

    return reading


def changed(**parts: Any) -> Sheet:
    return {**TALKS, **parts, "columns": {**TALKS["columns"], **parts.get("columns", {})}}


HEAD = ["Wat", "Wanneer", "Vorm"]


def test_json_both_ways() -> None:
    content = {
        "sheets": {
            "Blad 1": {
                "kind": "projects", "heading_row": 3, "heading_lines": 2,
                "columns": {
                    "project": "Nr", "title": ["Naam", "Titel"], "status": ["Stand", {"fixed": "lopend"}], "theme": {"fixed": "onbekend"},
                    "start": {"start_of": "Looptijd"}, "end": {"end_of": "Looptijd"}, "region": {"fixed": "twente"},
                },
                "skip": ["Kleur"], "drop": ["Telefoon"], "terms": {"status": {"bezig": "lopend"}},
            },
            "Blad 2": {"kind": None},
        }
    }  # fmt: skip
    mapping = FileMapping.from_json(content)
    assert mapping.as_json() == content
    assert FileMapping.from_json(json.loads(json.dumps(mapping.as_json()))) == mapping
    assert mapping == FileMapping.from_json(content) and mapping.sheets["Blad 2"].kind is None


LOOP: dict[str, Any] = {}
LOOP["sheets"] = LOOP


@pytest.mark.parametrize(
    ("content", "where", "what"),
    [
        (None, "begin", "accolades"),
        ([], "begin", "accolades"),
        ("sheets", "begin", "accolades"),
        (LOOP, "sheets › sheets", "bestaat niet"),
        ({"sheets": []}, "sheets", "accolades"),
        ({"bladen": {}}, "begin", "bladen"),
        ({"sheets": {1: {}}}, "sheets", "tekst"),
        ({"sheets": {"A": "projects"}}, "sheets › A", "accolades"),
        ({"sheets": {"A": {"kind": "projecten"}}}, "kind", "projects"),
        ({"sheets": {"A": {"kind": ["projects"]}}}, "kind", "projects"),
        ({"sheets": {"A": {"kind": "projects"}}}, "sheets › A", "heading_row"),
        ({"sheets": {"A": changed(heading_row=0)}}, "heading_row", "rijnummer"),
        ({"sheets": {"A": changed(heading_row=10**30)}}, "heading_row", "rijnummer"),
        ({"sheets": {"A": changed(heading_row=True)}}, "heading_row", "rijnummer"),
        ({"sheets": {"A": changed(heading_row=1.0)}}, "heading_row", "rijnummer"),
        ({"sheets": {"A": changed(heading_row="1")}}, "heading_row", "rijnummer"),
        ({"sheets": {"A": changed(heading_lines=2)}}, "heading_lines", "rijnummer"),
        ({"sheets": {"A": changed(heading_row=9, heading_lines=4)}}, "heading_lines", "rijnummer"),
        ({"sheets": {"A": {**TALKS, "columns": []}}}, "columns", "accolades"),
        ({"sheets": {"A": {**TALKS, "columns": {}}}}, "columns", "geen enkele kolom"),
        ({"sheets": {"A": {**TALKS, "columns": {"title": {"fixed": "x"}}}}}, "columns", "geen enkele kolom"),
        ({"sheets": {"A": changed(columns={"titel": "Wat"})}}, "columns", "title"),
        ({"sheets": {"A": changed(columns={"title": 3})}}, "columns › title", "fixed"),
        ({"sheets": {"A": changed(columns={"title": None})}}, "columns › title", "fixed"),
        ({"sheets": {"A": changed(columns={"title": []})}}, "columns › title", "fixed"),
        ({"sheets": {"A": changed(columns={"title": ""})}}, "columns › title", "tekst"),
        ({"sheets": {"A": changed(columns={"title": "x" * 5_000})}}, "columns › title", "2000"),
        ({"sheets": {"A": changed(columns={"title": ["x"] * 51})}}, "columns › title", "te veel"),
        ({"sheets": {"A": changed(columns={"title": [{"fixed": "x"}, "Wat"]})}}, "columns › title › 1", "tekst"),
        ({"sheets": {"A": changed(columns={"title": {"fixed": "x", "year_of": "Wat"}})}}, "columns › title", "fixed"),
        ({"sheets": {"A": changed(columns={"title": {"month_of": "Wat"}})}}, "columns › title", "fixed"),
        ({"sheets": {"A": changed(columns={"title": {"year_of": "Wat"}})}}, "year_of", "Titel is geen datum"),
        ({"sheets": {"A": changed(columns={"date": {"year_of": {"year_of": "Wat"}}})}}, "year_of", "tekst"),
        ({"sheets": {"A": changed(columns={"date": {"fixed": "onbekend"}})}}, "date › fixed", "Datum is verplicht"),
        ({"sheets": {"A": changed(columns={"title": {"fixed": "n.v.t."}})}}, "title › fixed", "iets zeggen"),
        ({"sheets": {"A": changed(columns={"type": {"fixed": "dans"}})}}, "type › fixed", "lezing"),
        ({"sheets": {"A": changed(columns={"remark": {"fixed": "an@voorbeeld.nl"}})}}, "remark › fixed", "persoon"),
        ({"sheets": {"A": changed(columns={"remark": {"fixed": "123456782"}})}}, "remark › fixed", "persoon"),
        ({"sheets": {"A": changed(skip="Wat")}}, "skip", "lijst"),
        ({"sheets": {"A": changed(skip=[1])}}, "skip › 1", "tekst"),
        ({"sheets": {"A": changed(skip=["x"] * 20_001)}}, "skip", "te veel"),
        ({"sheets": {"A": changed(drop=["wat "])}}, "drop › wat", "gelezen"),
        ({"sheets": {"A": changed(terms={"type": []})}}, "terms › type", "accolades"),
        ({"sheets": {"A": changed(terms={"soort": {}})}}, "terms", "type"),
        ({"sheets": {"A": changed(terms={"title": {"a": "b"}})}}, "terms › title", "geen lijst"),
        ({"sheets": {"A": changed(terms={"type": {"praatje": "dans"}})}}, "praatje", "lezing"),
        ({"sheets": {"A": changed(terms={"type": {"praatje": 3}})}}, "praatje", "tekst"),
        ({"sheets": {"A": changed(terms={"type": {"praatje": "lezing", "PRAATJE ": "poster"}})}}, "type", "twee keer"),
        ({"sheets": {"A": changed(terms={"theme": {"a": "b", "b": "c"}})}}, "terms › theme › a", "zelf ook"),
        ({"sheets": {"A": changed(terms={"theme": {"a": "b", "b": "a"}})}}, "terms › theme › a", "zelf ook"),
        ({"sheets": {"A": changed(terms={"theme": {str(n): "x" for n in range(20_001)}})}}, "theme", "te veel"),
        ({"sheets": {str(n): {"kind": None} for n in range(501)}}, "sheets", "te veel"),
    ],
)
def test_a_wrong_mapping_is_refused_with_where_and_what(content: object, where: str, what: str) -> None:
    with pytest.raises(Refused) as raised:
        FileMapping.from_json(content)
    message = raised.value.message.nl
    assert where in message.partition(": ")[0] and what in message.partition(": ")[2], message
    assert len(message) < 1_500 and raised.value.message.en != message


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "JSON"),
        ("{", "JSON"),
        ("[" * 200_000, "JSON"),
        ('{"sheets": NaN}', "JSON"),
        ('{"sheets": {"A": {"kind": null}, "A": {"kind": null}}}', "twee keer"),
        (" " * 5_000_000, "te groot"),
        ("\udcff", "openen"),
    ],
)
def test_a_file_that_is_no_mapping(tmp_path: Path, text: str, what: str) -> None:
    path = tmp_path / "koppeling.json"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(Refused) as raised:
        read_mapping(path)
    assert what in raised.value.message.nl


def test_a_mapping_file_that_is_not_there(tmp_path: Path) -> None:
    for path in (tmp_path / "nergens.json", tmp_path):
        with pytest.raises(Refused):
            read_mapping(path)


def test_one_heading_serves_two_columns_and_the_first_filled_counts(mapped: ReadMapped) -> None:
    rows = [
        [*HEAD, "Titel EN"],
        ["Samen", "2023", "lezing", "Together"],
        [None, "2023", "lezing", "Alone"],
        ["-", "2023", "lezing", "n.v.t."],
    ]
    read = mapped({"Blad1": rows}, changed(columns={"title": ["Wat", "Titel EN"], "remark": "Wat"}))
    assert [(r["title"], r["remark"], r["refused"]) for r in rows_of(read, "presentations")] == [
        ("Samen", "Samen", False), ("Alone", None, False), (None, None, True),
    ]  # fmt: skip
    assert said(read) == [("required", "A4")]


def test_the_cell_that_was_drawn_from_is_named(mapped: ReadMapped) -> None:
    rows = [[*HEAD, "Dag"], ["a", None, "lezing", "31-2-2023"], ["b", "2023", "lezing", None]]
    read = mapped({"Blad1": rows}, changed(columns={"date": ["Wanneer", "Dag"]}))
    assert [(f.code, f.cell, f.column, f.value) for f in read.findings] == [
        ("date_impossible", "D2", "Dag", "31-2-2023")
    ]


def test_fixed_values_and_what_is_unknown(mapped: ReadMapped) -> None:
    given = {
        "kind": "projects", "heading_row": 1,
        "columns": {
            "project": "Naam", "title": "Naam", "region": {"fixed": "onbekend"}, "theme": {"fixed": "onbekend"},
            "start": {"start_of": "Looptijd"}, "end": {"end_of": "Looptijd"}, "status": ["Stand", {"fixed": "lopend"}],
        },
    }  # fmt: skip
    rows = [
        ["Naam", "Looptijd", "Stand"],
        ["a", "2014-2022", "afgerond"],
        ["b", "vanaf 2020", None],
        ["c", "maart 2020 t/m mei 2021", "-"],
        ["d", "ooit", "lopend"],
    ]
    read = mapped({"Blad1": rows}, given)
    typed = rows_of(read, "projects")
    assert [(r["start_from"], r["end_to"], r["status"], r["refused"]) for r in typed] == [
        (dt.date(2014, 1, 1), dt.date(2022, 12, 31), "afgerond", False),
        (dt.date(2020, 1, 1), None, "lopend", False),
        (dt.date(2020, 3, 1), dt.date(2021, 5, 31), "lopend", False),
        (None, None, "lopend", True),
    ]
    assert typed[0]["theme"] is None and typed[0]["region"] is None
    assert {f.cell for f in read.findings} == {"B5"}


def test_a_fixed_value_that_cannot_be_read_is_said_once(mapped: ReadMapped) -> None:
    rows = [HEAD, ["a", "2023", "lezing"], ["b", "2023", "lezing"]]
    read = mapped({"Blad1": rows}, changed(columns={"municipality": {"fixed": "Oldenbroek"}}))
    assert [f.code for f in read.findings] == ["fixed_refused"] and "Oldebroek" in read.findings[0].message.nl
    assert [r["refused"] for r in rows_of(read, "presentations")] == [True, True]
    read = mapped({"Blad1": rows}, changed(columns={"theme": {"fixed": "Eenzaamhied"}}))
    assert [(f.code, f.level) for f in read.findings] == [("fixed_remark", "warning")]


def test_a_year_from_a_date(mapped: ReadMapped) -> None:
    rows = [
        HEAD,
        ["a", dt.date(2023, 5, 1), "lezing"],
        ["b", "1-2-22", "lezing"],
        ["c", 2021, "lezing"],
        ["d", "gisteren", "lezing"],
    ]
    read = mapped({"Blad1": rows}, changed(columns={"date": {"year_of": "Wanneer"}}))
    typed = rows_of(read, "presentations")
    assert [(r["date_from"], r["date_to"]) for r in typed[:3]] == [
        (dt.date(y, 1, 1), dt.date(y, 12, 31)) for y in (2023, 2022, 2021)
    ]
    assert said(read) == [("date_unclear", "B5")]


def test_values_are_read_as_the_mapping_says_and_counted(mapped: ReadMapped) -> None:
    rows = [
        [*HEAD, "Waar", "Van wie"],
        ["a", "2023", "PRAATJE ", "Oldenbroek; Zwolle", "overal"],
        ["b", "2023", "praatje", "zwolle, oldenbroek", "Twente"],
        ["c", "2023", "dans", "Gemeente Zwolle", "Twente"],
    ]
    terms = {
        "type": {"praatje": "lezing"},
        "municipality": {"Oldenbroek": "Oldebroek"},
        "region": {"overal": "Friesland"},
    }
    read = mapped({"Blad1": rows}, changed(columns={"municipality": "Waar", "region": "Van wie"}, terms=terms))
    typed = rows_of(read, "presentations")
    assert [r["type"] for r in typed] == ["lezing", "lezing", None]
    assert [r["municipality"] for r in typed] == [["GM0269", "GM0193"], ["GM0193", "GM0269"], ["GM0193"]]
    assert [r["region"] for r in typed] == [["friesland"], ["twente"], ["twente"]]
    assert [f.cell for f in read.findings if f.level == "error"] == ["C4"]
    told = [f.message.nl for f in read.findings if f.code == "term_read"]
    assert sum("1 keer" in t for t in told) == 5 and any(
        "“oldenbroek” is 1 keer gelezen als “Oldebroek”" in t for t in told
    )


def test_headings_that_are_missing_doubled_or_moved(mapped: ReadMapped) -> None:
    rows = [["Titelblad"], [None], [*HEAD, "Wat", "Extra"], ["a", "2023", "lezing", "b", "x"]]
    given = changed(
        heading_row=2,
        columns={"title": "wat [D]", "remark": "WAT", "country": "Land", "link": ["Url", "Extra"]},
        skip=["Weg"],
    )
    read = mapped({"Blad1": rows}, given)
    [row] = rows_of(read, "presentations")
    assert (row["title"], row["remark"], row["link"]) == ("b", "a", "x")
    assert sorted(f.code for f in read.findings) == [
        "heading_missing",
        "heading_missing",
        "heading_missing_left",
        "heading_moved",
        "heading_unclear",
    ]
    assert read.sheets[0].heading_row == 3


def test_a_required_heading_that_is_missing_refuses_every_row(mapped: ReadMapped) -> None:
    rows = [["Wat", "Vorm"], ["a", "lezing"], ["b", "lezing"]]
    read = mapped({"Blad1": rows}, TALKS)
    assert [f.code for f in read.findings] == ["heading_missing", "column_missing"]
    assert [r["refused"] for r in rows_of(read, "presentations")] == [True, True]
    assert read.sheets[0].unmapped == ()


def test_no_heading_of_the_mapping_is_there(mapped: ReadMapped) -> None:
    read = mapped({"Blad1": [["Kleur", "Maat"], ["rood", 3]]}, TALKS)
    assert [(f.code, f.level) for f in read.findings][:1] == [("no_mapped_heading", "error")]


def test_columns_called_by_their_letters(mapped: ReadMapped) -> None:
    given = {"kind": "presentations", "heading_row": 1, "columns": {"title": "[A]", "date": "[B]", "type": "[C]"}}
    read = mapped({"Blad1": [["Wat", None, "Vorm"], ["a", "2023", "lezing"]]}, given)
    assert [(r["title"], r["refused"]) for r in rows_of(read, "presentations")] == [("a", False)] and said(read) == []
    for rows in ([["Wat"], [True]], [[None, "x"]]):
        read = mapped({"Blad1": rows}, {**given, "heading_row": 8, "columns": {"title": "[F]"}})
        assert "no_mapped_heading" in [f.code for f in read.findings]


def test_groups_totals_notes_and_blank_rows_are_skipped_with_their_reason(mapped: ReadMapped) -> None:
    rows = [
        [*HEAD, "Aantal"],
        ["Regio Noord"],
        ["a", "2023", "lezing", 5],
        [],
        ["b", "2023", "lezing", 6],
        ["Totaal", None, None, 11],
        ["Regio Zuid"],
        HEAD,
        ["c", "2023", "lezing", 7],
        ["d", None, "lezing", 7],
        ["* voorlopige cijfers"],
        [None, None, None, None, "buiten de tabel"],
    ]
    read = mapped({"Blad1": rows}, changed(columns={"audience_count": "Aantal"}))
    [sheet] = read.sheets
    assert [(row, why.nl) for row, why in sheet.skipped] == [
        (2, "tussenkop"), (4, "lege rij"), (6, "totaalrij"), (7, "tussenkop"), (8, "herhaling van de koppen"),
        (11, "regel onder de tabel"), (12, "alleen cellen zonder bekende kop"),
    ]  # fmt: skip
    assert [(r["title"], r["refused"]) for r in rows_of(read, "presentations")] == [
        ("a", False),
        ("b", False),
        ("c", False),
        ("d", True),
    ]
    assert sheet.rows == 11


def test_a_row_with_one_cell_is_data_where_rows_are_short(mapped: ReadMapped) -> None:
    read = mapped(
        {"Blad1": [["Wat", "Wanneer"], ["a", "2023"], ["b", None]]}, changed(columns={"type": {"fixed": "lezing"}})
    )
    assert [(r["title"], r["refused"]) for r in rows_of(read, "presentations")] == [("a", False), ("b", True)]


def test_headings_of_two_lines_and_merged_cells(tmp_path: Path, known: Known) -> None:
    import openpyxl

    path = write(
        tmp_path / "twee.xlsx",
        {
            "Blad1": [
                ["Wat", "Gehouden", None, "Vorm"],
                [None, "dag", "plaats", None],
                ["a", "1-2-2023", "Zwolle", "lezing"],
            ]
        },
    )
    book = openpyxl.load_workbook(path)
    book["Blad1"].merge_cells("B1:C1")
    book.save(path)
    given = changed(heading_row=2, heading_lines=2, columns={"date": "Gehouden dag", "location": "Gehouden plaats"})
    read = read_workbook(path, known, Limits(), FileMapping.from_json({"sheets": {"Blad1": given}}))
    assert [(r["title"], r["location"], r["date_from"]) for r in rows_of(read, "presentations")] == [
        ("a", "Zwolle", dt.date(2023, 2, 1))
    ]
    assert said(read) == []


def test_several_sheets_of_one_kind_and_sheets_left_out(mapped: ReadMapped) -> None:
    rows = [HEAD, ["a", "2023", "lezing"]]
    sheets = {
        "Noord": rows,
        "Zuid": rows,
        "Kladblok": [["x", "y"]],
        "Projecten": [["Projectcode", "Status"], ["P", "lopend"]],
    }
    read = mapped(sheets, {"Noord": TALKS, "Zuid": TALKS, "Kladblok": {"kind": None}})
    assert [(s.name, s.kind, s.rows) for s in read.sheets] == [
        ("Noord", "presentations", 1), ("Zuid", "presentations", 1), ("Kladblok", None, 0), ("Projecten", None, 0),
    ]  # fmt: skip
    assert [(f.sheet, f.code) for f in read.findings] == [("Kladblok", "left_out"), ("Projecten", "sheet_not_mapped")]


def test_a_sheet_of_the_mapping_that_is_not_there(tmp_path: Path, known: Known) -> None:
    path = write(tmp_path / "x.xlsx", {"Noord": [HEAD, ["a", "2023", "lezing"]], "Leeg": []})
    mapping = FileMapping.from_json({"sheets": {"Noord": TALKS, "Zuid": TALKS}})
    read = read_workbook(path, known, Limits(), mapping)
    assert [f.code for f in read.findings] == ["mapped_sheet_missing", "sheet_not_mapped"]


@pytest.mark.parametrize(
    ("was", "now"), [("Lezingen 2023", "Lezingen 2024"), ("2022-2023", "2023-2024"), ("Blad1", "Sheet")]
)
def test_another_year_in_the_name_of_a_sheet_or_heading(tmp_path: Path, known: Known, was: str, now: str) -> None:
    head = ["Wat", "Wanneer", "Vorm", "Aantal 2024"]
    path = write(tmp_path / "x.xlsx", {now: [head, ["a", "2024", "lezing", 3]]})
    given = changed(columns={"audience_count": "Aantal 2023"})
    read = read_workbook(path, known, Limits(), FileMapping.from_json({"sheets": {was: given}}))
    assert [r["audience_count"] for r in rows_of(read, "presentations")] == [3]
    assert said(read) == []


def test_an_explanation_sheet_is_still_heard(mapped: ReadMapped) -> None:
    sheets = {"Lijst": [HEAD, ["a", "2023", "lezing"]], "Toelichting": [["Aanleveraar", "Twente"]]}
    read = mapped(sheets, {"Lijst": TALKS})
    assert (read.deliverer, read.mapping is not None, said(read)) == ("twente", True, [])


def test_hidden_rows_are_said_and_read(tmp_path: Path, known: Known) -> None:
    import openpyxl

    path = write(
        tmp_path / "x.xlsx",
        {"Presentaties": [["Titel", "Datum", "Soort"], *[[f"t{n}", "2023", "lezing"] for n in range(30)]]},
    )
    book = openpyxl.load_workbook(path)
    for row in (3, *range(10, 25), 900):
        book["Presentaties"].row_dimensions[row].hidden = True
    book.save(path)
    read = read_workbook(path, known, Limits())
    assert len(rows_of(read, "presentations")) == 30
    [told] = read.findings
    assert told.code == "hidden_rows" and "16 (3, 10, 11" in told.message.nl and "900" not in told.message.nl
