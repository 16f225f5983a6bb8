"""The history on the screen: the list, one delivery in full, and undoing it after its effect was seen."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.figures.conftest import write_workbook
from tests.ui.conftest import page_of, sent
from wsd_data.delivery import LoadRequest, load, open_store, undo
from wsd_data.store.archive import kept_upload
from wsd_data.ui import delivery_parts, effects, state

DASHBOARD = Path(__file__).resolve().parents[2] / "dashboard.py"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lists (1); talks (2); the same with fewer talks (3), undone (4); a file with a faulty row and a nasty name (5)."""
    place = tmp_path_factory.mktemp("history")
    talks = [{"title": f"Lezing {n}", "region": "Twente"} for n in range(1, 4)]
    faulty = {
        "presentations": [{"title": "<b>A</b>"}, {"title": "B", "type": "<i>toneel</i>"}],
        "casuses": [{"theme": ""}],
    }
    with open_store(place / "data") as store:

        def deliver(name: str, rows: Any, **request: Any) -> None:
            load(store, [LoadRequest(write_workbook(place / name, rows), confirmed=True, **request)])

        deliver("eerste.xlsx", {"presentations": talks})
        deliver("minder.xlsx", {"presentations": talks[:2]}, mode="full")
        undo(store, 3, confirmed=True)
        deliver("*na* <b>.xlsx", faulty, region="twente", accept_refused=True)
    return place / "data"


@pytest.fixture
def folder(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    shutil.copytree(made, tmp_path / "data")
    monkeypatch.setenv(state.FOLDER_SETTING, str(tmp_path / "data"))
    state.close()
    yield tmp_path / "data"
    state.close()


def page() -> AppTest:
    test = AppTest.from_file(str(DASHBOARD), default_timeout=60)
    test.run()
    return test.switch_page("pages/deliveries.py").run()


def tables(shown: AppTest) -> list[list[list[str]]]:
    """The cells of every table on the page."""
    found = []
    for element in shown.get("html"):
        for table in re.findall("<table.*?</table>", element.proto.body, re.S):
            rows = [re.findall("<td[^>]*>(.*?)</td>", row) for row in re.findall("<tr>.*?</tr>", table)]
            found.append([[html.unescape(cell) for cell in row] for row in rows if row])
    return found


def choose(shown: AppTest, number: int) -> AppTest:
    box = next(one for one in shown.selectbox if one.key == "wsd_delivery")
    label = next(o for o in box.options if o.startswith(f"{number}:"))
    return box.select(label).run()


def open_undo(shown: AppTest, number: int) -> AppTest:
    shown.session_state[f"wsd_undo_open_{number}"] = True
    return shown.run()


def test_the_list_tells_what_each_entry_did_newest_first(folder: Path) -> None:
    shown = page()
    assert not shown.exception
    rows = {row[0]: row for row in tables(shown)[1]}
    assert list(rows) == ["5", "4", "3", "2", "1"]
    assert rows["2"][2:] == ["Twente", "Aanvullen", "eerste.xlsx", "Presentaties", "3", "0", "0", "0", "0", "0", ""]
    assert rows["3"][6:] == ["0", "0", "2", "1", "0", "0", "ongedaan gemaakt (4)"]
    assert rows["4"][3] == "ongedaan maken van 3" and rows["1"][3] == "lijsten bijgewerkt"
    assert set(rows["1"][4:12]) == set(rows["4"][4:12]) == {"–"}
    assert rows["5"][4] == "*na* <b>.xlsx" and rows["5"][10] == "2" and rows["5"][12] == "onvolledig"


def test_one_delivery_in_full(folder: Path) -> None:
    shown = choose(page(), 5)
    assert not shown.exception
    per_sheet = {row[0]: row for row in tables(shown)[2]}
    assert per_sheet["Presentaties"][2:6] == ["2", "1", "1", "0"] and per_sheet["Casussen"][4] == "1"
    kinds = {row[2]: row for row in tables(shown)[3]}
    assert kinds["Presentaties!B3, Soort"][:2] == ["fout", "1"]
    assert "<i>toneel</i>" in kinds["Presentaties!B3, Soort"][3]
    sent = "".join(element.proto.body for element in shown.get("html"))
    assert "<i>toneel" not in sent and "<b>" not in sent
    assert "**" not in "".join(s.value for s in shown.subheader).replace("\\*", "")


def test_what_ended_stays_to_be_read_after_an_undo(folder: Path) -> None:
    shown = choose(page(), 3)
    assert tables(shown)[3] == [["Presentaties", "Lezing 3 (01-03-2023)"]]
    assert not [e for e in shown.expander if e.label.startswith("Bekijk wat ongedaan")]


def test_undo_shows_its_effect_asks_and_then_says_its_number(folder: Path) -> None:
    shown = open_undo(choose(page(), 2), 2)
    assert "- Presentaties: 3 rijen verdwijnen." in "".join(m.value for m in shown.markdown)
    button = next(b for b in shown.button if b.key == "wsd_undo_2")
    assert button.disabled and state.opened().store.version() == 5
    shown.checkbox[0].check().run()
    next(b for b in shown.button if b.key == "wsd_undo_2").click().run()
    assert not shown.exception and "nummer 6" in shown.success[0].value
    assert state.opened().store.version() == 6 and tables(shown)[1][0][3] == "ongedaan maken van 2"
    (answer,) = state.opened().monitor.answers("presentations", [()], policy="internal")
    assert answer.total.value == 1
    shown.run()
    assert not shown.success


def test_a_yes_to_one_effect_is_no_yes_to_another(folder: Path, tmp_path: Path) -> None:
    shown = open_undo(choose(page(), 2), 2)
    shown.checkbox[0].check().run()
    other = write_workbook(tmp_path / "other.xlsx", {"presentations": [{"title": "Lezing 1", "region": "Twente"}]})
    load(state.opened().store, [LoadRequest(other)])
    next(b for b in shown.button if b.key == "wsd_undo_2").click().run()
    assert not shown.success and not shown.exception and state.opened().store.version() == 6


def test_an_empty_folder_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(state.FOLDER_SETTING, str(tmp_path / "new"))
    state.close()
    shown = page()
    state.close()
    assert not shown.exception and "Aanleveren" in "".join(m.value for m in shown.markdown)
    assert [row[3] for row in tables(shown)[0]] == ["lijsten bijgewerkt"]


def opened_fold(shown: AppTest, fold: str) -> str:
    """What a page sends once a fold is open."""
    shown.session_state[fold] = True
    return sent(shown.run())


def test_a_year_of_regions_and_sheets_in_words(folder: Path) -> None:
    shown = page()
    body = next(e.proto.body for e in shown.get("html") if "sheet=presentations" in e.proto.body)
    row = re.search("<tr><th[^>]*>Twente</th>.*?</tr>", body)
    assert row and row[0].count("klad") == 1, "of the presentations one row was refused"
    assert "geleden" in row[0] or "vandaag" in row[0]
    assert "nog niet" in row[0] and "Zeeland" not in body


def test_a_cell_leads_to_the_deliveries_behind_it(folder: Path) -> None:
    shown = page_of("deliveries", region="twente", sheet="presentations", period="2023", lang="nl")
    assert [row[0] for row in tables(shown)[1]] == ["5", "2"] and "Presentaties, Twente, 2023" in shown.info[0].value
    shown = page_of("deliveries", region="zeeland", sheet="casuses", period="2023", lang="nl")
    assert "geen levering" in shown.info[0].value


def test_a_delivery_has_an_address_of_its_own(folder: Path) -> None:
    shown = page_of("deliveries", delivery="5", lang="nl")
    assert shown.header[0].value == "Levering 5"
    shown = page_of("deliveries", delivery="99", lang="nl")
    assert "99" in shown.error[0].value and not shown.header


def test_the_rows_of_a_delivery_say_whether_they_are_in_force(folder: Path) -> None:
    body = opened_fold(page_of("deliveries", delivery="2", lang="nl"), "wsd_rows_open_2")
    assert "Lezing 1 (01-03-2023)" in body and "telt mee" in body
    undo(state.opened().store, 2, confirmed=True)
    body = opened_fold(page_of("deliveries", delivery="2", lang="nl"), "wsd_rows_open_2")
    assert "telt mee" not in body and "vervallen" in body


def test_what_a_delivery_did_is_told_when_it_is_asked(folder: Path) -> None:
    shown = page_of("deliveries", delivery="2", lang="nl")
    assert "Figures just" not in sent(shown) and effects.TITLE.nl not in sent(shown)
    body = opened_fold(shown, "wsd_effect_open_2")
    assert "Cijfers vlak voor" in body and "Presentaties" in body


def test_the_file_itself_where_it_was_kept_and_never_in_public(folder: Path) -> None:
    shown = page_of("deliveries", delivery="2", policy="internal", lang="nl")
    assert [b for b in shown.get("download_button") if "aangeleverd" in b.proto.label]
    shown = page_of("deliveries", delivery="2", policy="public", lang="nl")
    assert not [b for b in shown.get("download_button") if "aangeleverd" in b.proto.label]
    for file in kept_upload(folder, 2).parent.glob("upload.*"):  # type: ignore[union-attr]
        file.unlink()
    assert delivery_parts.NO_FILE.nl in sent(page_of("deliveries", delivery="2", policy="internal", lang="nl"))


def test_rows_about_people_stay_inside(folder: Path, tmp_path: Path) -> None:
    book = write_workbook(
        tmp_path / "mensen.xlsx", {"participants": [{"activity": "Leerkring Zuid", "attendances": 3}]}
    )
    (made,) = load(state.opened().store, [LoadRequest(book, region="twente")])
    for policy, seen in (("internal", True), ("public", False)):
        shown = page_of("deliveries", delivery=str(made.id), policy=policy, lang="nl")
        assert ("Leerkring Zuid" in opened_fold(shown, f"wsd_rows_open_{made.id}")) == seen
