"""Words for the screen: names from data are words and never markup."""

from __future__ import annotations

import pytest

from wsd_data.ui.wording import inline


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
