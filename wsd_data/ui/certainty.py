"""How sure a proposal is, in words."""

from __future__ import annotations

from wsd_data.intake.proposals import CONFIDENT
from wsd_data.model.text import Text

_SURE = 0.9

SURE, LIKELY_WORD, PERHAPS = Text("zeker", "certain"), Text("waarschijnlijk", "probable"), Text("misschien", "perhaps")


def certainty(sure: float) -> Text:
    """How sure a proposal is, in words."""
    return SURE if sure >= _SURE else LIKELY_WORD if sure >= CONFIDENT else PERHAPS
