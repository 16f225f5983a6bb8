"""Casuses: counted with care, listed only for those entitled, never with all that would tell whom it is about."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.figures.conftest import World
from tests.ui.conftest import Viewed, delivered, page_of, sent
from wsd_data.ui import casuses

ROWS = [
    {"casus_code": "C1", "date": "maart 2023", "life_domain": "Schulden", "age_group": "18-26", "municipality": "Enschede"},
    {"casus_code": "C2", "date": "2023", "life_domain": "Huisvesting"},
    {"casus_code": None, "date": "2023-Q2", "count": 9},
]  # fmt: skip
PROJECT = {"project": "P1", "title": "Project <b>een</b>"}


def test_the_list_shows_project_period_theme_and_count_and_no_more(world: World, view: Viewed) -> None:
    world.deliver({"projects": [PROJECT], "casuses": ROWS})
    context = view("2023", region="twente")
    assert [c.field for c in casuses.COLUMNS] == ["casus_code", "project", "theme", "quarter", "count"]
    rows = [[c.shown(context, row) for c in casuses.COLUMNS] for row in context.records("casuses").rows]
    assert sorted((row[0], row[3], row[4]) for row in rows) == [
        ("", "2e kwartaal 2023", "9"), ("C1", "1e kwartaal 2023", "1"), ("C2", "2023", "1"),
    ]  # fmt: skip
    assert not any(word in cell for row in rows for cell in row for word in ("Schulden", "18-26", "Enschede", "GM0153"))


def test_a_quarter_hides_the_month_and_a_longer_time_stays(world: World, view: Viewed) -> None:
    world.deliver({"presentations": [{"title": "t"}]})
    context = view("2023", language="en")
    assert (
        casuses.quarter(context, {"date_from": date(2023, 5, 1), "date_to": date(2023, 5, 31)}) == "2nd quarter of 2023"
    )
    assert casuses.quarter(context, {"date_from": date(2023, 1, 1), "date_to": date(2023, 6, 30)}) == "1st half of 2023"
    assert (
        casuses.quarter(context, {}) == "" and casuses.count(context, {"count": 7, "count_estimate": True}) == "about 7"
    )


def test_no_rows_and_no_small_numbers_leave_as_public(folder: Path) -> None:
    delivered(folder, {"projects": [PROJECT], "casuses": ROWS[:2]})
    internal = page_of("casuses", period="2023", region="twente")
    assert "C1</td>" in sent(internal) and not internal.info
    assert "Schulden" not in sent(internal)
    public = page_of("casuses", period="2023", region="twente", policy="public")
    everything = sent(public)
    assert len(public.info) == 1 and "C1" not in everything and "P1" not in everything
    assert "<5" in everything or "&lt;5" in everything


def test_the_page_says_what_a_casus_is_and_is_not_for_publication(folder: Path) -> None:
    delivered(folder, {"projects": [PROJECT], "casuses": ROWS})
    for language in ("nl", "en"):
        shown = page_of("casuses", period="2023", lang=language)
        told = " ".join(m.value for m in shown.markdown).replace("\\", "")
        assert casuses.WHAT.in_(language) in told and casuses.PROTECTED.in_(language) in told
        assert ("Not for publication" if language == "en" else "Niet voor publicatie") in sent(shown)


def test_the_page_stands_with_nothing(folder: Path) -> None:
    delivered(folder, {"presentations": [{"title": "Lezing"}]})
    for period in ("1950", "2023", "2030"):
        assert not page_of("casuses", period=period).exception
