"""What somebody chooses for the sheets of a file that is not ours, and when that is enough to read it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.delivery.test_mapped import PLAIN, TALKS
from tests.intake.workbooks import write
from tests.ui.test_upload import store
from wsd_data.delivery import Store
from wsd_data.intake import Mapping, SheetMapping, Source, propose
from wsd_data.intake.proposals import Guess, HeadingProposal, SheetProposal, ValueProposal
from wsd_data.model.problems import Refused
from wsd_data.model.text import Text
from wsd_data.ui.draft import Draft
from wsd_data.ui.picks import FIXED, NOT_KNOWN, UNKNOWN, UNUSED, picked, source_of
from wsd_data.ui.sheet_draft import SheetDraft

__all__ = ["store"]
WHY = Text("omdat", "because")


def look(kind: str = "participants", **parts: Any) -> SheetProposal:
    given = {"kinds": (Guess(kind, 0.9, WHY),), "heading_row": 1, "rows": 10, **parts}
    return SheetProposal("Blad", **given)


def heading(name: str, column: str | None = None, sure: float = 0.9, **parts: Any) -> HeadingProposal:
    guesses = (Guess(column, sure, WHY),) if column else ()
    given = {"filled": 10, "samples": ("een",), **parts}
    return HeadingProposal(name, name, name[0], guesses=guesses, chosen=guesses[0] if guesses else None, **given)


def test_a_draft_begins_as_proposed(store: Store, tmp_path: Path) -> None:
    proposal = propose(write(tmp_path / "a.xlsx", {"Blad 2023": TALKS, "Leeg": []}), store.known)
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


def test_a_sheet_left_out_is_no_choice(store: Store) -> None:
    draft = SheetDraft.of(look("presentations"))
    draft.begin(None, 1)
    assert draft.mapping() == SheetMapping() and draft.missing == () and not draft.outdated


def test_a_sheet_is_answered_once_every_required_column_comes_from_somewhere() -> None:
    draft = SheetDraft.of(look("presentations", headings=(heading("Titel", "title"), heading("Dag", "date"))))
    book = Draft({"Blad": draft, "Weg": SheetDraft(look())})
    assert [c.id for c in draft.unanswered] == ["type"] and not book.answered and not book.nothing_read
    draft.choose("type", source_of(FIXED))
    assert not book.answered, "a value that was never given is no answer"
    draft.fill("type", "lezing")
    assert draft.unanswered == () and book.answered
    draft.begin(None, 1)
    assert book.nothing_read and not book.answered and not Draft({}).answered


def test_a_sheet_without_rows_asks_for_no_columns() -> None:
    draft = SheetDraft.of(look("presentations", rows=0, headings=(heading("Titel", "title"),)))
    assert draft.missing and draft.unanswered == () and Draft({"Blad": draft}).answered


def test_rows_in_which_a_required_column_is_blank_are_counted() -> None:
    """Ten rows of which one is skipped; of a range of time nothing can be taken instead."""
    passed = ((3, Text("leeg", "blank")),)
    headings = (
        heading("Titel", "title", filled=7),
        heading("Dag", "date", filled=9),
        heading("Zaal", "event", filled=1),
    )
    draft = SheetDraft.of(look("presentations", skipped=passed, headings=headings))
    columns = {column.id: column for near in draft.columns() for column in near}
    assert {name: draft.blank(columns[name]) for name in ("title", "date", "event", "type")} == {
        "title": 2, "date": 0, "event": 0, "type": 0,
    }  # fmt: skip
    draft.choose("date", Source(("Titel",), part="year"))
    assert draft.blank(columns["date"]) == 0


def test_the_value_for_blank_cells_leaves_the_heading() -> None:
    draft = SheetDraft.of(look("presentations", headings=(heading("Soort", "type"),)))
    draft.choose("type", Source(("Soort",), ""))
    draft.fill("type", "lezing")
    draft.fill("title", "Niemand vroeg erom")
    assert draft.sources == {"type": Source(("Soort",), "lezing")}


def test_what_a_value_means_is_known_however_it_is_written() -> None:
    draft = SheetDraft.of(look("presentations", headings=(heading("Soort", "type"),)))
    value = ValueProposal("type", "Soort", "Praatje", 3)
    assert draft.meant(value) == ""
    draft.mean("type", "praatje", "lezing")
    assert draft.meant(value) == "lezing"
    draft.mean("type", "PRAATJE", "")
    assert draft.meant(value) == "" and draft.terms == {}
