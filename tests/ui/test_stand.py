"""A stand in the address: every page shows the figures as they were known then, says so, and its files say so too."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.figures.conftest import World
from tests.ui.conftest import page_of, sent
from wsd_data.delivery import open_store
from wsd_data.store.fold import NOW, AsOf
from wsd_data.ui import state, texts
from wsd_data.ui.address import read_stand
from wsd_data.ui.frame import then

PAGES = [page for page in texts.PAGES if page not in texts.WITHOUT_FIGURES]


@pytest.fixture
def two_states(folder: Path) -> Path:
    """One talk known on 1 March 2024 (entry 2), three on 1 June (entry 3)."""
    with open_store(folder) as store:
        made = World(store, folder.parent)
        made.deliver({"presentations": [{"title": "toen"}]}, received="2024-03-01")
        made.deliver({"presentations": [{"title": "later"}, {"title": "nog later"}]}, received="2024-06-01")
    return folder


def test_a_page_shows_what_was_known_then_and_leads_back(two_states: Path) -> None:
    shown = page_of("outputs", period="2023", stand="2024-03-15")
    said = sent(shown)
    assert [info.value for info in shown.info] == [texts.THEN.nl.format(moment="op 15-03-2024")]
    assert "toen" in said and "later" not in said
    assert "zoals bekend op 15-03-2024" in said and shown.query_params["stand"] == "2024-03-15"
    shown.button("wsd_now").click().run()
    assert "nog later" in sent(shown) and not shown.info and "stand" not in shown.query_params


def test_a_stand_stays_while_one_walks_through_the_pages(two_states: Path) -> None:
    shown = page_of("overview", period="2023", stand="2")
    for page in (*PAGES, *texts.WITHOUT_FIGURES):
        shown.switch_page(f"pages/{page}.py").run()
        assert not shown.exception, page
        assert bool(shown.info and "levering 2" in shown.info[0].value) == (page in PAGES), page
        assert shown.query_params["stand"] == "2", page


def test_a_stand_is_chosen_under_more_and_a_wrong_one_shows_no_figures(two_states: Path) -> None:
    shown = page_of("overview", period="2023", stand="2024-02-30")
    assert "2024-02-30" in shown.error[0].value and not shown.header
    assert page_of("overview", period="2023", stand="4").error
    early = page_of("overview", period="2023", stand="2024-01-01")
    assert early.title[0].value == texts.NOTHING_THEN.nl and early.button("wsd_now")


def test_what_was_not_over_then_is_not_over(tmp_path: Path) -> None:
    today = date(2026, 1, 1)
    with open_store(tmp_path / "data") as store:
        made = World(store, tmp_path)
        entry = made.deliver({"presentations": [{"title": "a"}]}, received="2024-06-01")
        known = state.State(store).known
        assert then(NOW, known(), today) == today
        for stand, day in ((AsOf(day=date(2024, 8, 1)), date(2024, 8, 1)), (AsOf(entry=entry), date(2024, 6, 1))):
            assert then(stand, known(stand), today) == day


def test_stands_are_days_up_to_today_and_numbers_up_to_the_last() -> None:
    today = date(2024, 6, 1)
    assert read_stand("2024-06-01", 3, today) == AsOf(day=today)
    assert read_stand("3", 3, today) == AsOf(entry=3)
    for wrong in ("2024-06-02", "0", "4", "20240601", "2024-W01-1", "١", "x", "", "9" * 30):
        assert read_stand(wrong, 3, today) is None, wrong


def test_a_monitor_that_looks_back_answers_everything_as_known_then(tmp_path: Path) -> None:
    with open_store(tmp_path / "data") as store:
        made = World(store, tmp_path)
        first = made.deliver({"projects": [{"project": "P1"}], "presentations": [{"title": "a"}]})
        made.deliver({"projects": [{"project": "P2"}], "presentations": [{"title": "b"}], "products": [{"title": "c"}]})
        then = made.monitor.at(AsOf(entry=first))
        assert (then.answer("presentations").total.value, made.monitor.answer("presentations").total.value) == (1, 2)
        assert then.records("presentations").total == 1 and then.passport("presentations").total == 1
        assert "P2" not in then.labels("project") and "P2" in made.monitor.labels("project")
        assert then.delivered(2023)["twente", "products"] == "nothing"
        assert then.explain("presentations", before=AsOf(entry=1)).after.value == 1
        assert then.answer("presentations", as_of=NOW) == then.answer("presentations", as_of=AsOf(entry=first))
