"""Delivering on the screen: what is shown before, what is asked, and what is then taken in."""

from __future__ import annotations

import gc
import os
import re
from collections.abc import Iterator, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from tests.figures.conftest import write_workbook
from wsd_data.delivery import LoadRequest, Store, load, open_store
from wsd_data.figures import Answer, Monitor
from wsd_data.model.findings import Finding
from wsd_data.model.periods import Period
from wsd_data.model.text import Text
from wsd_data.ui import findings, state
from wsd_data.ui.grid import PER_PAGE, grid_html, markdown_safe
from wsd_data.ui.remarks import remarks_of
from wsd_data.ui.submission import Choice, Submission, file_name
from wsd_data.ui.templates import template

DASHBOARD = Path(__file__).resolve().parents[2] / "dashboard.py"
TALKS = [{"title": f"Lezing {number}", "region": "Twente"} for number in range(1, 5)]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder for the dashboard of this process; where temporary files go, a folder of the test's own."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    monkeypatch.setenv(state.FOLDER_SETTING, str(tmp_path / "data"))
    state.close()
    yield tmp_path / "data"
    state.close()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "store") as opened:
        yield opened


def workbook(tmp_path: Path, rows: dict[str, Any], name: str = "levering.xlsx") -> tuple[str, bytes]:
    path = write_workbook(tmp_path / "made.xlsx", rows)
    return name, path.read_bytes()


def quiet(name: str, number: int) -> None:
    """Nobody is told how far it is."""


def seen(store: Store, *files: tuple[str, bytes], **choice: Any) -> Submission:
    mine = Submission(choice=Choice(**choice))
    mine.read(store, files, quiet)
    return mine


def counts(mine: Submission) -> list[tuple[int, ...]]:
    assert mine.seen is not None
    return [(one.new, one.changed, one.unchanged, one.ended, one.refused) for one in mine.seen]


def left_behind(tmp_path: Path) -> list[Path]:
    return [p for p in (tmp_path / "temporary").iterdir() if p.name.startswith("wsd-")]


# what a visitor is delivering, without a screen


def test_what_is_taken_in_is_what_was_seen(folder: Path, store: Store, tmp_path: Path) -> None:
    mine = seen(store, workbook(tmp_path, {"presentations": TALKS}))
    assert counts(mine) == [(4, 0, 0, 0, 0)] and store.version() == 1 and left_behind(tmp_path)
    mine.take(store, accept_refused=False, confirmed=False)
    assert [(one.id, one.new, one.deliverer) for one in mine.done] == [(2, 4, "twente")] and store.version() == 2
    assert not mine.reads and mine.problem is None and left_behind(tmp_path) == []


def test_refused_and_ending_rows_need_their_own_yes(folder: Path, store: Store, tmp_path: Path) -> None:
    first = seen(store, workbook(tmp_path, {"presentations": TALKS}))
    first.take(store, accept_refused=False, confirmed=False)
    rows = [*TALKS[:2], {"title": "Fout", "type": "toneel", "region": "Twente", "date": "1-4-2023"}]
    mine = seen(store, workbook(tmp_path, {"presentations": rows}), mode="full")
    assert counts(mine) == [(0, 0, 2, 2, 1)] and (mine.refused, mine.ended) == (1, 2)
    for accept, confirm in ((False, True), (True, False)):
        mine.take(store, accept_refused=accept, confirmed=confirm)
        assert mine.problem is not None and store.version() == 2 and mine.reads
    mine.take(store, accept_refused=True, confirmed=True)
    assert mine.done[0].id == 3 and store.version() == 3


def test_when_the_data_moved_on_it_is_looked_at_again(folder: Path, store: Store, tmp_path: Path) -> None:
    mine = seen(store, workbook(tmp_path, {"presentations": TALKS}))
    other = write_workbook(tmp_path / "other.xlsx", {"presentations": TALKS[:1]})
    load(store, [LoadRequest(other)])
    mine.take(store, accept_refused=False, confirmed=False)
    assert mine.renewed and not mine.done and store.version() == 2 and counts(mine) == [(3, 0, 1, 0, 0)]
    mine.take(store, accept_refused=False, confirmed=False)
    assert not mine.renewed and [one.new for one in mine.done] == [3]


def half_of_it(store: Store, tmp_path: Path) -> Submission:
    """Four talks are known and two of them delivered again: adding changes nothing, replacing ends two."""
    seen(store, workbook(tmp_path, {"presentations": TALKS})).take(store, accept_refused=False, confirmed=False)
    return seen(store, workbook(tmp_path, {"presentations": TALKS[:2]}))


def test_of_two_looks_the_one_that_began_last_counts(folder: Path, store: Store, tmp_path: Path) -> None:
    """A click runs the page anew while the run before still works out what it was asked."""
    mine, asked = half_of_it(store, tmp_path), []

    class Slow(Choice):
        def period(self) -> Period | None:
            asked.append(self)
            if len(asked) == 2:
                mine.choice = Choice(mode="full")
                mine.look(store)
            return super().period()

    mine.choice = Slow()
    mine.look(store)
    assert len(asked) == 2 and counts(mine) == [(0, 0, 2, 2, 0)] and mine.seen_for == Choice(mode="full")


def test_figures_counted_for_the_choice_before_are_not_those_of_this_one(
    folder: Path, store: Store, tmp_path: Path
) -> None:
    mine = half_of_it(store, tmp_path)

    class Slow(Monitor):
        def answers(self, *asked: Any, **how: Any) -> list[Answer]:
            if mine.choice.mode == "add":
                mine.choice = Choice(mode="full")
                mine.look(store)
            return super().answers(*asked, **how)

    assert mine.effects(store, Slow(store.engine), "internal") == () and mine.choice.mode == "full"
    now = mine.effects(store, Monitor(store.engine), "internal")
    assert ("presentations", 4, 2) in {(one.indicator, one.before.value, one.after.value) for one in now}


def test_a_file_that_is_there_already_is_named_and_changes_nothing(folder: Path, store: Store, tmp_path: Path) -> None:
    file = workbook(tmp_path, {"presentations": TALKS})
    seen(store, file).take(store, accept_refused=False, confirmed=False)
    again = seen(store, file)
    assert again.seen is not None and again.seen[0].duplicate and again.seen[0].id == 2 and not again.something


@pytest.mark.parametrize("content", [b"", b"no workbook", b"PK\x03\x04 broken"])
def test_what_is_no_workbook_gives_a_message(folder: Path, store: Store, content: bytes) -> None:
    mine = seen(store, ("a.xlsx", content))
    assert mine.problem is not None and mine.seen is None and mine.files[0].remarks.findings[0].level == "error"
    assert store.version() == 1


def test_an_example_is_refused_among_real_data(folder: Path, store: Store) -> None:
    example = next((DASHBOARD.parent / "data" / "examples").glob("*.xlsx"))
    mine = seen(store, (example.name, example.read_bytes()))
    assert mine.problem is not None and "voorbeeldgegevens" in mine.problem.nl and mine.seen is None


def test_a_period_that_is_none_is_said(folder: Path, store: Store, tmp_path: Path) -> None:
    mine = seen(store, workbook(tmp_path, {"presentations": TALKS}), scope="{ooit}")
    assert mine.problem is not None and "{ooit}" in mine.problem.nl and mine.seen is None and mine.files
    mine.choice = Choice(scope="2023")
    mine.look(store)
    assert mine.problem is None and mine.seen is not None and mine.seen[0].scope == "2023"


def test_what_stood_in_cells_about_people_is_not_kept_for_showing(folder: Path, store: Store, tmp_path: Path) -> None:
    rows = {"participants": [{"role": "Jan Jansen"}], "presentations": [{"title": "A", "type": "toneel"}, *TALKS]}
    (file,) = seen(store, workbook(tmp_path, rows)).files
    assert file.remarks.hidden and "Jansen" not in repr(file)
    assert "toneel" in repr(file)


def test_temporary_files_go_with_the_visitor(folder: Path, store: Store, tmp_path: Path) -> None:
    file = workbook(tmp_path, {"presentations": TALKS})
    mine = seen(store, file)
    mine.read(store, [file], quiet)
    assert len(left_behind(tmp_path)) == 1
    mine.clear()
    assert left_behind(tmp_path) == []
    gone = seen(store, file)
    del gone
    gc.collect()
    assert left_behind(tmp_path) == []


def test_what_a_killed_process_left_goes_after_a_day(folder: Path, store: Store, tmp_path: Path) -> None:
    old, new = (tmp_path / "temporary" / f"wsd-upload-{name}" for name in ("old", "new"))
    for place in (old, new):
        place.mkdir()
        (place / "a.xlsx").touch()
    os.utime(old, (0, 0))
    mine = seen(store, workbook(tmp_path, {"presentations": TALKS}))
    assert mine.seen and not old.exists() and new.exists()


def test_a_file_about_people_is_not_kept_while_somebody_thinks(folder: Path, store: Store, tmp_path: Path) -> None:
    rows = [{"person_key": f"k{number}", "region": "Twente", "attendances": 1} for number in range(3)]
    mine = seen(store, workbook(tmp_path, {"participants": rows}))
    assert mine.reads[0].personal and not list((tmp_path / "temporary").rglob("*.xlsx"))
    mine.take(store, accept_refused=False, confirmed=False)
    assert mine.problem is None and mine.done[0].new == 3


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ("a.xlsx", "a.xlsx"),
        ("../../etc/passwd.xlsx", "passwd.xlsx"),
        ("C:\\map\\b.xlsx", "b.xlsx"),
        ("\x00..\n.xlsx", "bestand.xlsx"),
        ("", "bestand.xlsx"),
        ("..", "bestand.xlsx"),
        ("zonder", "zonder.xlsx"),
        ("x" * 300 + ".xlsx", "x" * 196 + ".xlsx"),
    ],
)
def test_names_of_files_are_plain(given: str, made: str) -> None:
    assert file_name(given) == made and len(file_name("é" * 300 + ".xlsx").encode()) < 220


# tables and lists


def test_what_comes_from_a_file_is_text_and_never_markup() -> None:
    assert "<script>" not in grid_html("<script>", ["<script>"], [["<script>"]])
    assert markdown_safe("*a* [b](c) <d> $e$ :f:\n# g") == r"\*a\* \[b\]\(c\) \<d\> \$e\$ \:f\: \# g"


def test_many_findings_stay_readable_and_are_all_in_the_file() -> None:
    many = [
        Finding("unknown_term", "error", Text(f"fout {i}", f"error {i}"), "Blad", i, "Soort", f"C{i}", "=x")
        for i in range(10_000)
    ]
    lines = findings.findings_csv(many, "nl").decode("utf-8-sig").splitlines()
    assert len(lines) == 10_001 and lines[1].split(";")[6] == "'=x"
    assert findings.counted(remarks_of(many), "nl") == "10.000 × fout" and PER_PAGE < 100


def test_the_template_is_made_for_a_werkplaats(folder: Path, store: Store) -> None:
    book = openpyxl.load_workbook(BytesIO(template(store, "twente")))
    assert "Twente" in {cell.value for row in book["Toelichting"].iter_rows() for cell in row}


# the page, run by Streamlit


def page(folder: Path) -> AppTest:
    test = AppTest.from_file(str(DASHBOARD), default_timeout=60)
    test.run()
    return test.switch_page("pages/upload.py").run()


def said(shown: AppTest) -> str:
    """Every text on the page."""
    parts: list[Sequence[Any]] = [shown.markdown, shown.error, shown.info, shown.success, shown.warning, shown.caption]
    html = [element.proto.body for element in shown.get("html")]
    return "\n".join([str(e.value) for part in parts for e in part] + html)


def check(shown: AppTest, *files: tuple[str, bytes]) -> AppTest:
    shown.get("file_uploader")[0].set_value([(name, content, "") for name, content in files]).run()
    return shown.button(key="wsd_check").click().run()


def take(shown: AppTest) -> Any:
    return next(b for b in shown.button if b.key and b.key.startswith("wsd_take_"))


def test_the_page_in_an_empty_folder(folder: Path) -> None:
    shown = page(folder)
    assert not shown.exception and not shown.error and shown.title[0].value == "Aanleveren"
    assert shown.button(key="wsd_check").disabled


def test_from_file_to_figure_on_the_page(folder: Path, tmp_path: Path) -> None:
    shown = check(page(folder), workbook(tmp_path, {"presentations": TALKS}))
    assert not shown.exception and not shown.success and not shown.checkbox
    cells = re.findall(r"<td[^>]*>([^<]*)</td>", said(shown))
    assert cells[:7] == ["levering.xlsx", "Twente", "4", "0", "0", "0", "0"]
    take(shown).click().run()
    assert "Levering 2 is ingelezen" in shown.success[0].value and not shown.exception
    (answer,) = state.opened().monitor.answers("presentations", [()], policy="internal")
    assert answer.total.value == 4 and state.opened().known().years == range(2023, 2024)


def test_the_button_waits_for_what_must_be_agreed_to(folder: Path, tmp_path: Path) -> None:
    rows = [*TALKS, {"title": "<b>Fout</b>", "type": "<script>"}]
    shown = check(page(folder), workbook(tmp_path, {"presentations": rows}, "*a* <b>.xlsx"))
    assert take(shown).disabled and "zonder de 1 geweigerde rij" in shown.checkbox[0].label
    assert "&lt;script&gt;" in said(shown) and "<script>" not in re.sub(
        "(?s)<script>document.*?</script>", "", said(shown)
    )
    assert "*a*" not in "".join(h.value for h in shown.header)
    shown.checkbox[0].check().run()
    assert not take(shown).disabled
    take(shown).click().run()
    assert "1 geweigerd" in shown.success[0].value


def test_ending_rows_are_listed_and_those_about_people_not_in_public(folder: Path, tmp_path: Path) -> None:
    people = [{"activity": "Leerkring Hengelo", "region": "Twente"}, {"activity": "Kring B", "region": "Twente"}]
    first = write_workbook(tmp_path / "first.xlsx", {"participants": people, "presentations": TALKS})
    with open_store(folder) as store:
        load(store, [LoadRequest(first, received=date(2024, 1, 1))])
    rest = workbook(tmp_path, {"participants": people[1:], "presentations": TALKS[1:]})
    for policy in ("internal", "public"):
        shown = AppTest.from_file(str(DASHBOARD), default_timeout=60)
        shown.query_params["policy"] = policy
        shown.run()
        shown = check(shown.switch_page("pages/upload.py").run(), rest)
        shown.radio[0].set_value("full").run()
        assert not shown.exception and "2 rijen vervallen" in shown.checkbox[0].label and take(shown).disabled
        assert "Lezing 1" in said(shown) and ("Leerkring Hengelo" in said(shown)) == (policy == "internal")


def test_when_the_data_moved_on_the_page_says_so_and_asks_again(folder: Path, tmp_path: Path) -> None:
    shown = check(page(folder), workbook(tmp_path, {"presentations": [*TALKS, {"title": "F", "type": "toneel"}]}))
    shown.checkbox[0].check().run()
    other = write_workbook(tmp_path / "other.xlsx", {"presentations": TALKS[:1]})
    load(state.opened().store, [LoadRequest(other, region="twente")])
    take(shown).click().run()
    assert not shown.success and "Intussen" in shown.warning[0].value and take(shown).disabled
    assert state.opened().store.version() == 2
    shown.checkbox[0].check().run()
    take(shown).click().run()
    assert "3 nieuw" in shown.success[0].value and "1 gelijk" in shown.success[0].value


def test_a_press_on_what_is_no_longer_shown_takes_nothing_in(folder: Path, tmp_path: Path) -> None:
    shown = check(page(folder), workbook(tmp_path, {"presentations": TALKS}))
    shown.session_state["wsd_upload"].look(state.opened().store)
    take(shown).click().run()
    assert not shown.success and not shown.exception and state.opened().store.version() == 1
    take(shown).click().run()
    assert shown.success and state.opened().store.version() == 2


def test_remarks_on_sheets_about_people_are_not_public() -> None:
    told = [Finding("x", "warning", Text(f"{s} a", f"{s} a"), s, 2) for s in ("Deelnemers", "Projecten")]
    remarks = remarks_of(told, ["Deelnemers"])
    assert [f.sheet for f in remarks.public().findings] == ["Projecten"] and len(remarks.kinds) == 2


def test_a_problem_is_a_message_and_other_files_may_be_chosen(folder: Path) -> None:
    shown = check(page(folder), ("a.xlsx", b"no workbook"))
    assert not shown.exception and len(shown.error) == 1 and not shown.success
    shown.button(key="wsd_other_files").click().run()
    assert not shown.error and shown.get("file_uploader")
