"""What goes along with a drawing when it leaves the page."""

from __future__ import annotations

from tests.figures.conftest import World
from tests.ui.conftest import Viewed
from wsd_data.ui import content

PEOPLE = {
    "participants": [{"role": "student", "attendances": 12}],
    "presentations": [{"title": "A", "theme": "Armoede"}],
}


def test_a_picture_says_what_it_shows_and_where_it_comes_from(world: World, view: Viewed) -> None:
    world.deliver(PEOPLE)
    context = view("2023", demo=True)
    block = content.parts(context, "presentations", "theme")
    sentence, notes, source = content.under(context, block)
    assert sentence == block.sentence
    assert any("Klik op een staaf" in note for note in block.notes) and "Klik" not in notes
    assert "Bron: aanleveringen van de werkplaatsen" in notes
    assert source == "Voorbeeldgegevens. WSD Monitor, gemaakt op 15-08-2024."


def test_a_picture_about_people_is_not_for_publication(world: World, view: Viewed) -> None:
    world.deliver(PEOPLE)
    context = view("2023", "public")
    notes = " ".join(content.under(context, content.parts(context, "attendances", "role")))
    assert "Niet voor publicatie." in notes and "*" not in notes
    assert "1 tot en met 4 afgeschermd" in notes and "Voorbeeldgegevens" not in notes
