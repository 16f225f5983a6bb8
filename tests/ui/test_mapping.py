"""What stands where in a file that is not ours: what comes of the choices, and the step on the page."""

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
from wsd_data.intake import Mapping, Source
from wsd_data.model.problems import Refused
from wsd_data.ui.certainty import LIKELY_WORD, PERHAPS, SURE, certainty
from wsd_data.ui.received import loaded_mapping, mapping_file
from wsd_data.ui.submission import Submission

__all__ = ["folder", "store"]
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


def test_every_sheet_of_a_file_can_be_looked_at_and_keeps_its_choices(folder: Path, tmp_path: Path) -> None:
    sheets = {SHEET: TALKS, "Projecten oud": [["Naam van het project", "Nummer"], ["A", 1], ["B", 2]]}
    shown = check(page(folder), ("bladen.xlsx", write(tmp_path / "made.xlsx", sheets).read_bytes()))
    by_label(shown, "Wat staat er op dit blad?").set_value("presentations").run()
    by_label(shown, "Titel: Komt uit").set_value("h:Wat").run()
    by_label(shown, "Blad").set_value("Projecten oud").run()
    assert by_label(shown, "Blad").value == "Projecten oud"
    by_label(shown, "Wat staat er op dit blad?").set_value("projects").run()
    assert "Nummer" in by_label(shown, "Projectcode: Komt uit").options
    by_label(shown, "Blad").set_value(SHEET).run()
    assert by_label(shown, "Titel: Komt uit").value == "h:Wat" and not shown.exception
