"""Words for the screen: names from data are words and never markup."""

from __future__ import annotations

import pytest

from wsd_data.figures import Value
from wsd_data.model.indicators import INDICATORS
from wsd_data.model.text import Language
from wsd_data.ui.wording import figure_text, in_large, inline


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("Presentaties, Twente, 2023", "Presentaties, Twente, 2023"),
        ("2023: 52 presentaties (3 meer dan in 2022).", "2023: 52 presentaties (3 meer dan in 2022)."),
        ("Werk & inkomen", "Werk & inkomen"),
        ("*vet* [x](http://y) `c` $a$ ~~z~~", r"\*vet\* \[x\](http://y) \`c\` \$a\$ \~\~z\~\~"),
        ("blij :smile: en :red[rood]", r"blij \:smile: en :red\[rood\]"),
        ("# kop", r"\# kop"),
        ("- punt", r"\- punt"),
        ("2023. Een jaar", r"2023\. Een jaar"),
        ("twee\nregels", "twee regels"),
    ],
)
def test_a_title_stays_words(text: str, safe: str) -> None:
    assert inline(text) == safe


@pytest.mark.parametrize(
    ("value", "language", "large", "exact"),
    [
        (1234567.5, "nl", "€ 1.234.568", "€ 1.234.567,50"),
        (1234567.49, "en", "€1,234,567", "€1,234,567.49"),
        (2.5, "nl", "€ 3", "€ 2,50"),
        (0.4, "nl", "€ 0,40", "€ 0,40"),
        (0, "nl", "€ 0", "€ 0"),
        (185_000, "nl", "€ 185.000", "€ 185.000"),
    ],
)
def test_money_in_large_type_has_no_cents_and_is_never_rounded_to_nothing(
    value: float, language: Language, large: str, exact: str
) -> None:
    awarded = INDICATORS["grant_awarded"]
    figure = Value(value, value, value, "ok")
    assert in_large(figure, awarded, language).replace("\xa0", " ") == large
    assert figure_text(figure, awarded, language).replace("\xa0", " ") == exact


def test_bounds_of_money_are_rounded_too_and_hours_keep_their_decimals() -> None:
    between = Value(None, 1.5, 2.5, "ok")
    assert in_large(between, INDICATORS["grant_awarded"], "nl").replace("\xa0", " ") == "€ 2 tot € 3"
    assert in_large(Value(1.5, 1.5, 1.5, "ok"), INDICATORS["fte"], "nl") == "1,5"
