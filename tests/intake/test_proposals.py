"""What is proposed for a workbook nobody knows: kinds, headings, columns and values, stated as sure as they are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.intake.otherformats import write_ods, write_old
from tests.intake.workbooks import Rows, write
from tests.samples import REAL, needs_samples
from wsd_data.intake import Known, Limits, Proposal, propose, read_file
from wsd_data.intake import Mapping as FileMapping
from wsd_data.intake.likeness import alike
from wsd_data.intake.proposals import HeadingProposal, SheetProposal, restore_proposal, save_proposal
from wsd_data.intake.proposing import propose_workbook
from wsd_data.intake.workbook import read_workbook

ROOT = Path(__file__).resolve().parents[2]
Propose = Callable[..., SheetProposal]


@pytest.fixture
def proposed(tmp_path: Path, known: Known) -> Propose:
    """Write one sheet and see what is proposed for it; it survives the way from the child process."""

    def proposing(rows: Rows, name: str = "Blad1", given: FileMapping | None = None) -> SheetProposal:
        path = write(tmp_path / "onbekend.xlsx", {name: rows})
        proposal = propose_workbook(path, known, Limits(), given)
        assert proposal.findings == ()
        save_proposal(proposal, tmp_path)
        assert restore_proposal(tmp_path) == proposal
        return proposal.sheets[0]

    return proposing


def chosen(sheet: SheetProposal) -> dict[str, str | None]:
    """Heading → the column proposed for it."""
    return {h.name: h.chosen.value if h.chosen else None for h in sheet.headings}


def heading(sheet: SheetProposal, name: str) -> HeadingProposal:
    return next(h for h in sheet.headings if h.name == name)


TALKS: Rows = [
    ["Overzicht lezingen Social Work"],
    ["Peildatum: december", None, None],
    [],
    ["Titel lezing", "Datum presentatie", "Vorm", "Spreker", "Aanwezigen (aantal)", "Gemeente", "E-mail spreker"],
    *[
        [f"Over schulden en de wijk, deel {n}", dt.date(2023, 1, 1 + n), "workshop" if n % 3 else "praatje", "An Jansen", 10 + n, "Oldenbroek" if n == 4 else "Zwolle", "an@voorbeeld.nl"]
        for n in range(12)
    ],
    ["Totaal", None, None, None, 186],
    ["Opgesteld door het secretariaat"],
]  # fmt: skip


def test_a_list_of_talks(proposed: Propose) -> None:
    sheet = proposed(TALKS)
    assert (sheet.kind, sheet.heading_row, sheet.heading_lines, sheet.rows) == ("presentations", 4, 1, 14)
    assert chosen(sheet) == {
        "Titel lezing": "title", "Datum presentatie": "date", "Vorm": "type", "Spreker": "speakers", "Aanwezigen (aantal)": "audience_count",
        "Gemeente": "municipality", "E-mail spreker": None,
    }  # fmt: skip
    assert [(row, why.nl) for row, why in sheet.skipped] == [(17, "totaalrij"), (18, "regel onder de tabel")]
    assert sheet.missing == ()
    for h in sheet.headings:
        assert all(0 < g.confidence <= 1 and g.reason.nl and g.reason.en and g.shown for g in h.guesses)
        assert list(h.guesses[1:]) == sorted(h.guesses[1:], key=lambda g: -g.confidence)


def test_names_nearly_right_are_proposed_and_never_applied(proposed: Propose, tmp_path: Path, known: Known) -> None:
    sheet = proposed(TALKS)
    [form, place] = sorted(sheet.values, key=lambda v: v.column, reverse=True)
    assert (form.column, form.value, form.count) == ("type", "praatje", 4)
    assert (place.column, place.value, place.count) == ("municipality", "Oldenbroek", 1)
    assert place.guesses[0].value == "Oldebroek" and 0.9 < place.guesses[0].confidence < 1
    proposal = propose_workbook(tmp_path / "onbekend.xlsx", known, Limits())
    assert "terms" not in proposal.mapping().sheets["Blad1"].as_json()
    read = read_workbook(tmp_path / "onbekend.xlsx", known, Limits(), proposal.mapping())
    assert {f.cell for f in read.findings if f.code == "unknown_municipality"} == {"F9"}


def test_a_theme_nearly_right(proposed: Propose) -> None:
    rows = [["Titel", "Datum", "Soort", "Thema"], *[[f"t{n}", "2023", "lezing", "Eenzamheid"] for n in range(3)]]
    [value] = proposed(rows).values
    assert (value.value, value.count) == ("Eenzamheid", 3)
    assert value.guesses[0].shown.casefold() == "eenzaamheid" and value.guesses[0].confidence > 0.9


def test_personal_columns_are_named_and_never_sampled(proposed: Propose) -> None:
    sheet = proposed(TALKS)
    mail = heading(sheet, "E-mail spreker")
    assert mail.personal is not None and "e-mail" in mail.personal.nl and mail.samples == () and mail.filled == 12
    assert heading(sheet, "Spreker").samples == ("An Jansen",)
    assert "voorbeeld.nl" not in str(sheet)
    rows = [
        ["Activiteit", "Datum", "Rol", "Aantal", "Soort activiteit", "Sleutel"],
        *[["Kring", "2023", "student", 1, "training", f"an{n}"] for n in range(5)],
    ]
    people = proposed(rows, "Deelnemers")
    assert chosen(people)["Sleutel"] == "person_key" and heading(people, "Sleutel").samples == ()


def test_what_is_personal_is_not_in_the_proposed_mapping(tmp_path: Path, known: Known) -> None:
    path = write(tmp_path / "a.xlsx", {"Blad1": TALKS})
    mapping = propose_workbook(path, known, Limits()).mapping()
    assert "E-mail spreker" not in str(mapping.as_json())


@pytest.mark.parametrize("threshold", [0.5, 0.75, 0.9, 0.99, 1.0])
def test_only_what_is_sure_enough_is_applied(tmp_path: Path, known: Known, threshold: float) -> None:
    proposal = propose_workbook(write(tmp_path / "a.xlsx", {"Blad1": TALKS}), known, Limits())
    applied = proposal.mapping(threshold).sheets["Blad1"].columns
    for h in proposal.sheets[0].headings:
        sure = h.chosen is not None and h.chosen.confidence >= threshold
        assert any(source.headings == (h.name,) for source in applied.values()) is sure
    assert FileMapping.from_json(proposal.mapping(threshold).as_json()) == proposal.mapping(threshold)


def test_headings_of_unknown_words_are_found_by_their_shape(proposed: Propose) -> None:
    rows = [
        ["Kwartaalbericht"],
        [],
        ["Xyzzy", "Plugh", "Frotz", "Gnusto"],
        *[[f"tekst {n} met meer woorden", n, dt.date(2023, 1, 1), n * 2.5] for n in range(6)],
    ]
    assert proposed(rows).heading_row == 3
    rows = [["Xyzzy", "Plugh"], *[[f"tekst {n}", f"woord {n}"] for n in range(6)]]
    assert proposed(rows).heading_row == 1


def test_no_headings_at_all(proposed: Propose) -> None:
    sheet = proposed([[n, n * 2, dt.date(2023, 1, 1)] for n in range(5)])
    assert sheet.heading_row is None and sheet.kind is None and len(sheet.questions) == 1 and sheet.rows == 5


def test_a_sheet_that_is_nothing_of_ours(proposed: Propose) -> None:
    sheet = proposed([["Kleur", "Maat", "Smaak"], *[["rood", n, "zuur"] for n in range(5)]])
    assert (sheet.kind, sheet.heading_row, sheet.missing, sheet.rows) == (None, 1, (), 5)
    assert all(h.chosen is None for h in sheet.headings)


def test_error_cells_are_said_before_anything_is_read(tmp_path: Path, known: Known) -> None:
    rows = [list(row) for row in TALKS]
    rows[5][4] = "#DIV/0!"
    path = write_old(tmp_path / "a.xls", {"Blad1": rows, "Fouten": [["#N/A"]]})
    first, second = propose_workbook(path, known, Limits()).sheets
    assert "1 (E6)" in first.questions[0].nl and "1 (A1)" in second.questions[0].nl


def test_a_few_personal_cells_do_not_take_out_a_column(tmp_path: Path, known: Known) -> None:
    rows = [list(row) for row in TALKS]
    rows[6][0] = "Vragen: an@voorbeeld.nl"
    proposal = propose_workbook(write(tmp_path / "a.xlsx", {"Blad1": rows}), known, Limits())
    title = proposal.sheets[0].headings[0]
    assert title.personal is not None and title.personal_rows == 1 and title.samples == () and not title.about_people
    assert "title" in proposal.mapping().sheets["Blad1"].columns


def test_a_column_that_is_all_about_persons_is_not_applied(tmp_path: Path, known: Known) -> None:
    rows = [list(row) for row in TALKS]
    for row in rows[4:16]:
        row[3] = "an@voorbeeld.nl"
    proposal = propose_workbook(write(tmp_path / "a.xlsx", {"Blad1": rows}), known, Limits())
    speaker = heading(proposal.sheets[0], "Spreker")
    assert speaker.chosen is not None and speaker.about_people and speaker.personal_rows == 12
    assert "speakers" not in proposal.mapping().sheets["Blad1"].columns


def test_a_very_wide_sheet(proposed: Propose) -> None:
    sheet = proposed([[f"Kop {n}" for n in range(1_000)], *[[n] * 1_000 for n in range(3)]])
    assert len(sheet.headings) == 400 and "600" in sheet.questions[0].nl


def test_headings_of_two_lines_with_groups(proposed: Propose, tmp_path: Path) -> None:
    rows = [
        ["Projectnaam", "Subsidie", None, "Looptijd", None, "Status"],
        [None, "aangevraagd", "verleend", "begin", "eind", None],
        *[[f"Project {n}", 1000 + n, 900 + n, dt.date(2020, 1, 1), dt.date(2022, 1, 1), "lopend"] for n in range(5)],
    ]
    sheet = proposed(rows)
    assert (sheet.kind, sheet.heading_row, sheet.heading_lines, sheet.rows) == ("projects", 2, 2, 5)
    assert chosen(sheet) == {
        "Projectnaam": "title", "Subsidie aangevraagd": "requested", "Subsidie verleend": "awarded", "Looptijd begin": "start",
        "Looptijd eind": "end", "Status": "status",
    }  # fmt: skip


def test_units_under_the_headings(proposed: Propose) -> None:
    rows = [
        ["Beschikkingnummer", "Verleend", "Van", "Tot", "Financier"],
        [None, "(in €)", "(dag)", "(dag)", None],
        *[[f"B{n}", 100, dt.date(2020, 1, 1), dt.date(2021, 1, 1), "NWO"] for n in range(4)],
    ]
    sheet = proposed(rows)
    assert (sheet.kind, sheet.heading_row, sheet.heading_lines, sheet.rows) == ("funding", 2, 2, 4)
    assert chosen(sheet)["Verleend (in €)"] == "awarded"


def test_a_heading_in_thousands_is_never_taken_unasked(proposed: Propose) -> None:
    rows: Rows = [
        ["Projectnaam", "Startdatum", "Verleend bedrag (x € 1.000)"],
        *[[f"Naam {n}", "2023", 100 + n] for n in range(8)],
    ]
    sheet = proposed(rows, name="Projecten")
    amount = heading(sheet, "Verleend bedrag (x € 1.000)").guesses[0]
    assert amount.value == "awarded" and amount.confidence <= 0.5 and "duizenden" in amount.reason.nl


def test_doubled_and_nameless_headings_are_asked_about(proposed: Propose) -> None:
    rows = [
        ["Titel", "Datum", "datum ", "Soort", None],
        *[[f"t{n}", dt.date(2023, 1, 1), dt.date(2023, 2, 1), "lezing", "los"] for n in range(4)],
    ]
    sheet = proposed(rows)
    assert [h.name for h in sheet.headings] == ["Titel", "Datum [B]", "datum [C]", "Soort", "[E]"]
    asked = " ".join(q.nl for q in sheet.questions)
    assert "B, C" in asked and "Kolom E" in asked


def test_hidden_sheets_and_rows_are_said(tmp_path: Path, known: Known) -> None:
    path = write(tmp_path / "a.xlsx", {"Blad1": TALKS, "Geheim": TALKS})
    book = openpyxl.load_workbook(path)
    book["Geheim"].sheet_state = "hidden"
    book["Blad1"].row_dimensions[6].hidden = True
    book.save(path)
    first, second = propose_workbook(path, known, Limits()).sheets
    assert (first.hidden, first.hidden_rows, second.hidden, second.hidden_rows) == (False, (6,), True, ())


def test_the_shape_finds_next_years_file(tmp_path: Path, known: Known) -> None:
    def shape(name: str, sheets: Mapping[str, Rows]) -> str:
        return propose_workbook(write(tmp_path / name, sheets), known, Limits()).shape()

    other = [
        ["Overzicht lezingen 2024"],
        *TALKS[2:4],
        *[["Iets heel anders", dt.date(2024, 2, 2), "lezing", "Bo", 3, "Ede", None]] * 3,
    ]
    first = shape("2023.xlsx", {"Lezingen 2023": TALKS, "Toelichting": [["Aanleveraar", "Twente"]]})
    assert len(first) == 64
    assert shape("anders.xlsx", {"Lezingen 2024": other}) == first
    assert shape("c.xlsx", {"Lezingen 2024": other, "Leeg": []}) == first
    assert shape("d.xlsx", {"Voordrachten": other}) != first
    assert (
        shape("e.xlsx", {"Lezingen 2023": [[*row, "Zaal" if n == 3 else None] for n, row in enumerate(TALKS)]}) != first
    )
    assert shape("f.xlsx", {"Lezingen 2023": TALKS, "Nog een 2023": TALKS}) != first


def test_a_text_file_has_the_same_shape_under_any_name(tmp_path: Path, known: Known) -> None:
    found = []
    for name in ("lezingen voorjaar.csv", "export_77.csv"):
        (tmp_path / name).write_text("Titel;Datum;Soort\nA;1-5-2023;lezing\n", encoding="utf-8")
        proposal = propose_workbook(tmp_path / name, known, Limits())
        assert (proposal.format, proposal.sheets[0].heading_row) == ("csv", 1)
        found.append(proposal.shape())
    assert found[0] == found[1]


def test_a_template_needs_no_choice(known: Known) -> None:
    path = ROOT / "data" / "examples" / "twente-2019-2022.xlsx"
    mapping = propose_workbook(path, known, Limits()).mapping()
    plainly, mapped = read_workbook(path, known, Limits()), read_workbook(path, known, Limits(), mapping)
    by_name = {s.name: s for s in mapped.sheets}
    for sheet in plainly.sheets:
        assert by_name[sheet.name].kind == sheet.kind and by_name[sheet.name].table == sheet.table, sheet.name
    assert (mapped.deliverer, mapped.scope, mapped.nothing) == (plainly.deliverer, plainly.scope, plainly.nothing)


def test_a_kind_or_row_that_somebody_chose(proposed: Propose) -> None:
    given = FileMapping.from_json(
        {"sheets": {"Blad1": {"kind": "products", "heading_row": 4, "columns": {"title": "Titel lezing"}}}}
    )
    sheet = proposed(TALKS, given=given)
    assert [(k.value, k.confidence) for k in sheet.kinds] == [("products", 1.0)]
    assert chosen(sheet)["Titel lezing"] == "title" and "speakers" not in chosen(sheet).values()


def test_a_heading_that_serves_two_columns_is_asked_about_for_both(proposed: Propose) -> None:
    rows: Rows = [["Naam", "Fonds"], *[[f"Project {n}", "ESF" if n % 2 else "ERDF"] for n in range(6)]]
    columns = {"title": "Naam", "funder": "Fonds", "theme": "Fonds"}
    given = FileMapping.from_json({"sheets": {"Blad1": {"kind": "projects", "heading_row": 1, "columns": columns}}})
    asked = {(value.column, value.value) for value in proposed(rows, given=given).values}
    assert asked == {(column, value) for column in ("funder", "theme") for value in ("ESF", "ERDF")}


@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_other_formats(ending: str, tmp_path: Path, known: Known) -> None:
    rows: list[list[Any]] = [list(row) for row in TALKS]
    path = (write_old if ending == "xls" else write_ods)(tmp_path / f"a.{ending}", {"Blad1": rows}, hidden_rows=(6,))
    proposal = propose(path, known)
    [sheet] = proposal.sheets
    assert (proposal.format, sheet.kind, sheet.heading_row, sheet.hidden_rows) == (ending, "presentations", 4, (6,))
    assert proposal.sha256 == read_file(path, known).sha256 and proposal.file == path.name


def test_a_file_that_cannot_be_read_gives_findings(tmp_path: Path, known: Known) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"\x89PNG")
    (tmp_path / "b.xlsx").write_bytes(b"PK\x03\x04 en dan niets")
    for name, code in (("a.xlsx", "renamed"), ("b.xlsx", "damaged"), ("c.xlsx", "missing")):
        proposal = propose(tmp_path / name, known)
        assert [f.code for f in proposal.findings] == [code] and proposal.sheets == ()
        assert proposal.mapping() == FileMapping() and isinstance(proposal, Proposal)
    slow = propose(write(tmp_path / "d.xlsx", {"Blad1": TALKS}), known, Limits(seconds=0.01))
    assert [f.code for f in slow.findings] == ["too_slow"]


def test_names_are_alike_by_whole_words() -> None:
    assert alike("Naam project", "Projectnaam") < 0.97 == alike("PROJECT_NAAM", "Project naam")
    assert alike("Actie", "Soort presentatie") == 0.0 and alike("Euro", "Auteur") < 0.75
    assert alike("Startdatum project (gepland)", "Startdatum") > 0.75


@needs_samples
@pytest.mark.parametrize(
    ("name", "kind", "row"),
    [
        ("NL_ESF_Publicatielijst_Actie_J1.xls", "projects", 1),
        ("UK_Wales_ApprovedProjects.xlsx", "projects", 1),
        ("360giving_grants_A_a001p00000zgyHZAAY.xlsx", "funding", 1),
        ("AT_FWF_APC_publications_2018.xlsx", "publications", 3),
        ("utter_project_publications.xlsx", "publications", 1),
        ("ASA_WG_presentations.xlsx", "presentations", 1),
    ],
)
def test_workbooks_of_strangers_are_recognised(name: str, kind: str, row: int, known: Known) -> None:
    sheet = propose_workbook(REAL / name, known, Limits()).sheets[0]
    assert (sheet.kind, sheet.heading_row) == (kind, row)
