""" "Wist je dat …": facts that are true, complete, public and worth telling, in correct sentences."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from tests.figures.conftest import World
from wsd_data.figures import Monitor, Selection
from wsd_data.model.periods import parse_period
from wsd_data.model.text import Language
from wsd_data.reports.didyouknow import Edition, Fact, facts
from wsd_data.reports.tiles import Tile, png_of, svg_of

SOCIAL_WORK = {"lectoraat": ["social-work"]}


def edition(year: int, month: str, where: dict[str, list[str]], language: Language = "nl") -> Edition:
    return Edition(year, parse_period(month), Selection.of(None, where).where, language=language)


def told(found: list[Fact], kind: str) -> list[str]:
    return [fact.clause for fact in found if fact.kind == kind]


def test_the_block_of_february_2024(monitor: Monitor) -> None:
    found = facts(monitor, edition(2023, "2024-02", SOCIAL_WORK), 2016)
    assert told(found, "plain")[:7] == [
        "er in 2023 52 presentaties zijn gehouden",
        "er in 2023 2 publicaties zijn verschenen",
        "er in 2023 21 producten zijn gemaakt",
        "er in 2023 3 buitenlandse werkbezoeken waren",
        "er in februari 2024 12 projecten liepen",
        "er in februari 2024 18 medewerkers waren",
        "er in februari 2024 1.800 volgers waren",
    ]
    tiles = [Tile(fact.number, fact.clause, ("bron", "/annual?stand=2024-03-01")) for fact in found[:7]]
    svg = svg_of(tiles, "Lectoraat Social Work", "nl")
    words = [element.text for element in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]
    numbers = [word for word in words if word and re.fullmatch(r"[\d.]+", word)]
    assert numbers == ["52", "2", "21", "3", "12", "18", "1.800"]
    assert words.count("/annual?stand=2024-03-01") == 7
    assert png_of(svg).startswith(b"\x89PNG")


def test_in_english(monitor: Monitor) -> None:
    found = facts(monitor, edition(2023, "2024-02", SOCIAL_WORK, language="en"), 2016)
    assert told(found, "plain")[:2] == ["52 presentations were given in 2023", "2 publications appeared in 2023"]
    assert "there were 1,800 followers in February 2024" in told(found, "plain")


def test_one_is_singular_and_zero_is_no_fact(world: World) -> None:
    world.deliver({"presentations": [{"title": "Een"}], "products": [{"title": "x", "date": "2022"}]}, scope=None)
    found = facts(world.monitor, edition(2023, "2024-02", {"region": ["twente"]}), 2022)
    assert "er in 2023 1 presentatie is gehouden" in told(found, "plain")
    assert not any("product" in fact.clause for fact in found)


def presentations(per_year: dict[int, int]) -> dict[str, list[dict[str, str]]]:
    return {
        "presentations": [
            {"title": f"Lezing {year}-{nth}", "date": f"1-3-{year}"}
            for year, count in per_year.items()
            for nth in range(count)
        ]
    }


def special(world: World, per_year: dict[int, int]) -> dict[str, str]:
    world.deliver(presentations(per_year))
    found = facts(world.monitor, edition(2023, "2024-02", {"region": ["twente"]}), min(per_year))
    return {fact.kind: fact.clause for fact in found if fact.kind != "plain" and fact.indicator == "presentations"}


def test_a_record_doubled_and_the_sum_since_the_start(world: World) -> None:
    assert special(world, {2020: 30, 2021: 35, 2022: 20, 2023: 41}) == {
        "record": "er in 2023 41 presentaties zijn gehouden, het hoogste aantal van 2020 tot en met 2023",
        "doubled": "er in 2023 41 presentaties zijn gehouden, meer dan twee keer zo veel als in 2022",
        "since": "er van 2020 tot en met 2023 126 presentaties zijn gehouden",
        "round": "in 2023 de 100e presentatie werd geteld",
    }


def test_no_record_when_it_was_as_high_before_or_a_year_is_missing(world: World) -> None:
    found = special(world, {2020: 41, 2021: 1, 2022: 30, 2023: 41})
    assert set(found) == {"since", "round"}


def test_a_year_that_was_not_delivered_says_nothing_about_records(world: World) -> None:
    assert special(world, {2019: 4, 2020: 5, 2022: 30, 2023: 41}) == {}


def test_small_numbers_of_people_are_never_told(world: World) -> None:
    casuses = [{"project": "P1", "casus_code": f"C{n}", "date": "2023-Q1"} for n in range(3)]
    world.deliver({"projects": [{"project": "P1"}], "casuses": casuses})
    assert world.total("casuses", period="2023", region="twente") == 3
    found = facts(world.monitor, edition(2023, "2024-02", {"region": ["twente"]}), 2023)
    assert not any(fact.indicator == "casuses" for fact in found)


def test_what_is_not_complete_is_not_told(world: World) -> None:
    world.deliver(presentations({2023: 9}))
    found = facts(world.monitor, edition(2023, "2024-02", {"region": ["twente", "zwolle"]}), 2023)
    assert found == []


def test_words_of_people_cannot_break_the_picture() -> None:
    svg = svg_of([Tile("<1>", "a & b <script>", ('"x"',))], "<Regio> & co", "en")
    assert ElementTree.fromstring(svg).find("{http://www.w3.org/2000/svg}title").text == "Did you know? <Regio> & co"  # type: ignore[union-attr]
