"""What stands where in a file that is not ours: what somebody chooses, what comes of it, and the step on the page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.delivery.test_mapped import PLAIN, TALKS
from tests.intake.workbooks import write
from tests.ui.test_upload import check, folder, page, quiet, said, store, take, workbook
from wsd_data.delivery import Store
from wsd_data.delivery.remembered import MAPPINGS_FOLDER
from wsd_data.intake import Mapping, SheetMapping, Source, propose
from wsd_data.intake.proposals import Guess, HeadingProposal, SheetProposal, ValueProposal
from wsd_data.model.problems import Refused
from wsd_data.model.text import Text
from wsd_data.ui.draft import FIXED, NOT_KNOWN, UNKNOWN, UNUSED, Draft, SheetDraft, picked, source_of
from wsd_data.ui.mapping import LIKELY_WORD, PERHAPS, SURE, certainty
from wsd_data.ui.received import loaded_mapping, mapping_file
from wsd_data.ui.submission import Submission

__all__ = ["folder", "store"]
WHY = Text("omdat", "because")
SHEET = "Blad 2023"


def talks(tmp_path: Path, rows: list[list[Any]] = TALKS, name: str = "lezingen.xlsx") -> tuple[str, bytes]:
    return name, write(tmp_path / "made.xlsx", {SHEET: rows}).read_bytes()


def received(store: Store, *files: tuple[str, bytes]) -> Submission:
    mine = Submission()
    mine.read(store, files, quiet)
    return mine


def answered(store: Store, mine: Submission, mapping: Mapping | None = None) -> None:
    """Agree to the choices of the test for the file that asks."""
    part = mine.asking
    assert part is not None and part.draft is not None
    part.draft.take_over(mapping or Mapping.from_json(PLAIN))
    mine.map(store, part)


def look(kind: str = "participants", **parts: Any) -> SheetProposal:
    given = {"kinds": (Guess(kind, 0.9, WHY),), "heading_row": 1, "rows": 10, **parts}
    return SheetProposal("Blad", **given)


def heading(name: str, column: str | None = None, sure: float = 0.9, **parts: Any) -> HeadingProposal:
    guesses = (Guess(column, sure, WHY),) if column else ()
    given = {"filled": 10, "samples": ("een",), **parts}
    return HeadingProposal(name, name, name[0], guesses=guesses, chosen=guesses[0] if guesses else None, **given)


# what somebody chooses


def test_a_draft_begins_as_proposed(store: Store, tmp_path: Path) -> None:
    proposal = propose(write(tmp_path / "a.xlsx", {SHEET: TALKS, "Leeg": []}), store.known)
    made, proposed = Draft.of(proposal).mapping().sheets, proposal.mapping().sheets
    assert {n: (s.kind, s.columns) for n, s in made.items()} == {n: (s.kind, s.columns) for n, s in proposed.items()}


def test_a_mapping_taken_over_comes_back_the_same(store: Store, tmp_path: Path) -> None:
    proposal = propose(write(tmp_path / "a.xlsx", {"Blad 2024": TALKS}), store.known)
    draft = Draft.of(proposal)
    given = Mapping.from_json(PLAIN)
    assert draft.take_over(given) == 1
    assert list(draft.mapping().sheets.values()) == list(given.sheets.values()), "a year in the name may differ"


@pytest.mark.parametrize(
    ("first", "then", "source"),
    [
        (UNUSED, UNUSED, None),
        (NOT_KNOWN, UNUSED, Source(fixed=UNKNOWN)),
        ("h:a: b", UNUSED, Source(("a: b",))),
        ("h:a", "h:b", Source(("a", "b"))),
        ("h:a", NOT_KNOWN, Source(("a",), UNKNOWN)),
        ("year:a", UNUSED, Source(("a",), part="year")),
        ("end:a", UNUSED, Source(("a",), part="end")),
        (FIXED, UNUSED, Source(fixed="")),
        ("h:a", FIXED, Source(("a",), "")),
    ],
)
def test_what_is_picked_is_a_source_and_back(first: str, then: str, source: Source | None) -> None:
    assert source_of(first, then) == source and picked(source) == (first, then)


def test_a_value_for_all_rows_stays_when_the_heading_changes() -> None:
    assert source_of("h:b", FIXED, Source(("a",), "lezing")) == Source(("b",), "lezing")
    assert source_of(FIXED, UNUSED, Source(("a",), UNKNOWN)) == Source(fixed="")


def test_a_value_that_was_never_given_is_still_missing() -> None:
    draft = SheetDraft.of(look("presentations", headings=(heading("Titel", "title"), heading("Dag", "date"))))
    assert [c.id for c in draft.missing] == ["type"]
    draft.choose("type", source_of(FIXED))
    assert [c.id for c in draft.missing] == ["type"] and "type" not in draft.mapping().columns
    draft.choose("type", Source(fixed="lezing"))
    assert draft.missing == () and draft.mapping().columns["type"] == Source(fixed="lezing")


def test_headings_without_use_are_left_out_and_personal_ones_only_when_asked() -> None:
    secret = heading("Contact", personal=Text("e-mail", "e-mail"), personal_rows=2, samples=())
    draft = SheetDraft.of(look("presentations", headings=(heading("Titel", "title"), heading("Zaal"), secret)))
    assert draft.mapping().skip == ("Zaal",) and draft.mapping().drop == ()
    draft.choose("title", Source(("Contact", "Titel")))
    draft.let_go("Contact", True)
    assert draft.mapping().drop == ("Contact",) and draft.sources["title"] == Source(("Titel",))
    draft.choose("title", Source(("Contact",)))
    assert draft.drop == set(), "what is read is not let go"


def test_values_that_may_be_names_are_not_shown() -> None:
    near = (Guess("student", 0.8, WHY),)
    values = tuple(
        ValueProposal("role", "Rol", value, count, guesses)
        for value, count, guesses in (("prof.", 37, ()), ("Jan Jansen", 1, ()), ("studnet", 1, near))
    )
    other = ValueProposal("type", "Soort", "iets", 9)
    draft = SheetDraft.of(look(headings=(heading("Rol", "role"), heading("Soort")), values=(*values, other)))
    told, hidden = draft.values()
    assert [v.value for v in told] == ["prof.", "studnet"] and hidden == 1
    assert draft.values(public=True) == ([], 3) and draft.samples(draft.look.headings[0]) == ()
    talk = SheetDraft.of(look("presentations", headings=(heading("Type", "type"),), values=(ValueProposal("type", "Type", "x", 1),)))  # fmt: skip
    assert len(talk.values()[0]) == 1


def test_a_choice_that_cannot_be_is_said() -> None:
    draft = Draft({"Blad": SheetDraft.of(look("presentations", headings=(heading("Titel", "title"),)))})
    draft.sheets["Blad"].choose("type", Source(fixed="toneel"))
    with pytest.raises(Refused) as refused:
        draft.mapping()
    assert "toneel" in refused.value.message.nl


def test_certainty_in_words() -> None:
    assert [certainty(sure) for sure in (0.95, 0.8, 0.5)] == [SURE, LIKELY_WORD, PERHAPS]


def test_choices_as_a_file() -> None:
    given = Mapping.from_json(PLAIN)
    assert loaded_mapping(mapping_file(given)) == given
    with pytest.raises(Refused):
        loaded_mapping(b"{")


# what is delivered by them


def test_a_file_is_read_by_the_choices_and_the_next_one_at_once(folder: Path, store: Store, tmp_path: Path) -> None:
    mine = received(store, talks(tmp_path))
    assert mine.asking is not None and mine.seen is None and mine.problem is None
    answered(store, mine)
    assert mine.asking is None and mine.seen is not None and (mine.seen[0].new, mine.seen[0].refused) == (3, 0)
    assert not (store.folder / MAPPINGS_FOLDER).exists(), "nothing is remembered before it is taken in"
    mine.take(store, accept_refused=False, confirmed=False)
    assert mine.done and mine.problem is None

    later = [*TALKS[:3], ["Iets nieuws", "1-2-2024", "praatje", "Zwolle", 5, None]]
    again = received(store, talks(tmp_path, later))
    (part,) = again.parts
    assert part.recalled and again.asking is None and again.seen is not None and again.seen[0].new == 1
    again.forget(store, part)
    assert again.asking is part and not part.recalled
    assert received(store, talks(tmp_path, later)).asking is not None


def test_choices_can_be_changed_and_left(folder: Path, store: Store, tmp_path: Path) -> None:
    mine = received(store, talks(tmp_path))
    answered(store, mine)
    (part,) = mine.parts
    mine.ask(store, part)
    assert part.draft is not None and part.draft.mapping() == Mapping.from_json(PLAIN) and mine.seen is None
    mine.leave(store, part)
    assert mine.seen is not None and mine.seen[0].new == 3


def test_a_wrong_choice_keeps_the_step(folder: Path, store: Store, tmp_path: Path) -> None:
    mine = received(store, talks(tmp_path))
    part = mine.asking
    assert part is not None and part.draft is not None
    sheet = part.draft.sheets[SHEET]
    sheet.take_over(Mapping.from_json(PLAIN).sheets[SHEET])
    sheet.choose("type", Source(fixed="toneel"))
    mine.map(store, part)
    assert mine.asking is part and mine.problem is not None and "toneel" in mine.problem.nl


def test_unknown_values_are_put_right_for_good(folder: Path, store: Store, tmp_path: Path) -> None:
    """The repair of our own template: what a word means, for every cell at once and for the next file too."""
    rows = [{"title": f"Lezing {n}", "type": "praatje", "region": "Twente"} for n in range(37)]
    rows.append({"title": "Goed", "region": "Twente"})
    mine = received(store, workbook(tmp_path, {"presentations": rows}))
    assert mine.asking is None and mine.refused == 37
    (part,) = mine.parts
    assert part.repairable
    mine.ask(store, part)
    assert part.draft is not None
    sheet = next(iter(part.draft.sheets.values()))
    (value,), _ = sheet.values()
    assert (value.value, value.count) == ("praatje", 37)
    sheet.mean("type", "praatje", "lezing")
    mine.map(store, part)
    assert mine.refused == 0 and mine.seen is not None and mine.seen[0].new == 38
    mine.take(store, accept_refused=False, confirmed=False)
    more = [*rows, {"title": "Nog een", "type": "praatje", "region": "Twente"}]
    again = received(store, workbook(tmp_path, {"presentations": more}))
    assert again.parts[0].recalled and again.refused == 0


def test_loose_notes_are_left_out_without_a_question(folder: Path, store: Store, tmp_path: Path) -> None:
    path = tmp_path / "met notities.xlsx"
    write(
        path, {"Presentaties": [["Datum", "Titel", "Soort"], ["1-3-2023", "A", "lezing"]], "Notities": [["Bel Piet"]]}
    )
    mine = received(store, (path.name, path.read_bytes()))
    assert mine.asking is None and mine.seen is not None and mine.seen[0].new == 1


def test_other_headings_for_a_column_with_a_list_are_looked_at(folder: Path, store: Store, tmp_path: Path) -> None:
    mine = received(store, talks(tmp_path))
    part = mine.asking
    assert part is not None and part.draft is not None
    sheet = part.draft.sheets[SHEET]
    sheet.begin("projects", 3)
    assert sheet.outdated
    mine.look_again(store, part)
    assert not sheet.outdated and sheet.look.kind == "projects"
    sheet.begin("presentations", 3)
    mine.look_again(store, part)
    assert not sheet.outdated and sheet.kind == "presentations"
    sheet.choose("type", Source(("Vorm",)))
    mine.look_again(store, part)
    assert {(v.column, v.value, v.count) for v in sheet.values()[0]} >= {("type", "praatje", 2)}
    sheet.choose("type", Source(("Wat",)))
    mine.look_again(store, part)
    assert {v.count for v in sheet.values()[0] if v.column == "type"} == {1}


# the step on the page


def by_label(shown: AppTest, label: str) -> Any:
    return next(box for box in shown.selectbox if box.label == label)


def test_from_strange_file_to_delivery_on_the_page(folder: Path, tmp_path: Path) -> None:
    shown = check(page(folder), talks(tmp_path, name="<b>lezingen</b>.xlsx"))
    assert not shown.exception and any("Wat staat waar" in h.value for h in shown.header)
    by_label(shown, "Wat staat er op dit blad?").set_value("presentations").run()
    for column, name in (("Titel", "Wat"), ("Datum", "Wanneer"), ("Soort", "Vorm")):
        by_label(shown, f"{column}: Komt uit").set_value(f"h:{name}").run()
    assert "voorbeeld.nl" not in said(shown) and not shown.exception
    shown.checkbox[0].check().run()
    by_label(shown, "Soort: “praatje” betekent").set_value("lezing").run()
    go = next(b for b in shown.button if b.label == "Nakijken met deze keuzes")
    go.click().run()
    assert not shown.exception and "gelezen met de keuzes van nu" in said(shown)
    take(shown).click().run()
    assert "3 nieuw" in shown.success[0].value
    (kept,) = (folder / MAPPINGS_FOLDER).glob("*.json")
    (sheet,) = json.loads(kept.read_text("utf-8"))["sheets"].values()
    assert sheet["terms"]["type"] == {"praatje": "lezing"} and sheet["drop"] == ["Contact e-mail"]


def test_what_is_missing_is_said_and_nothing_goes_on(folder: Path, tmp_path: Path) -> None:
    rows = [["Titel van de lezing", "Zaal"], ["Schulden", "A"], ["Armoede", "B"]]
    shown = check(page(folder), talks(tmp_path, rows))
    by_label(shown, "Wat staat er op dit blad?").set_value("presentations").run()
    assert next(b for b in shown.button if b.label == "Nakijken met deze keuzes").disabled
    assert any("Datum" in w.value and "Soort" in w.value for w in shown.warning)


def test_a_sheet_left_out_is_no_choice(store: Store) -> None:
    draft = SheetDraft.of(look("presentations"))
    draft.begin(None, 1)
    assert draft.mapping() == SheetMapping() and draft.missing == () and not draft.outdated
