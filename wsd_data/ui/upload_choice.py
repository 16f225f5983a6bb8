"""What somebody chooses about a delivery: who delivers, how it counts and for which period."""

from __future__ import annotations

import streamlit as st

from wsd_data.model.text import Text
from wsd_data.ui.context import Context
from wsd_data.ui.deliverer import NETWORK, deliverer_name
from wsd_data.ui.submission import Choice, Submission
from wsd_data.ui.wording import capital

DELIVERER = Text("Wie levert aan?", "Who delivers?")
NETWORK_LONG = Text("het netwerk (meer werkplaatsen samen)", "the network (several regions together)")
DELIVERER_HELP = Text(
    "Het bestand zegt het op het blad Toelichting, of noemt maar één werkplaats. Anders geldt het netwerk.",
    "The file says so on the sheet Toelichting, or names only one region. Otherwise it is the network.",
)
SCOPE = Text("Periode waar het over gaat (mag leeg blijven)", "Period it is about (may stay empty)")
SCOPE_HELP = Text(
    "Zoals 2023, 2023-H1 of 2020..2022. Daarmee staat vast dat deze periode volledig is aangeleverd. "
    "Leeg: zoals het bestand zegt, anders de jaren van de rijen zelf.",
    "Such as 2023, 2023-H1 or 2020..2022. It says that this period was delivered completely. "
    "Empty: as the file says, else the years of the rows themselves.",
)
MODE = Text("Hoe telt dit bestand mee?", "How does this file count?")
MODES = {
    "add": Text("Aanvullen", "Add"),
    "full": Text("Volledig vervangen", "Replace fully"),
}
MODE_WORDS = {
    "add": Text(
        "Rijen komen erbij of worden bijgewerkt. Wat al bekend is en niet in het bestand staat, blijft.",
        "Rows are added or updated. What is known already and is not in the file stays.",
    ),
    "full": Text(
        "Dit bestand is alles over zijn bladen en periode. Wat dezelfde aanleveraar eerder bracht en er nu niet meer in "
        "staat, vervalt. Eerst staat hier welke rijen dat zijn.",
        "This file is everything about its sheets and period. What the same deliverer brought before and is no longer in "
        "it ends. First it says here which rows those are.",
    ),
}


def show(context: Context, mine: Submission) -> None:
    """Deliverer, mode and period; the widgets show what was chosen before, also after the page was left."""
    regions = ["", *context.labels["region"], NETWORK]
    st.session_state["wsd_upload_region"] = mine.choice.region or ""
    st.session_state["wsd_upload_mode"] = mine.choice.mode
    st.session_state["wsd_upload_scope"] = mine.choice.scope
    with st.grid(2, min_column_width=260, gap="small"):
        st.selectbox(
            context.say(DELIVERER), regions, format_func=lambda code: capital(
                context.say(NETWORK_LONG) if code == NETWORK else deliverer_name(context, code)
            ),
            key="wsd_upload_region", help=context.say(DELIVERER_HELP), on_change=_chosen, args=(mine,),
        )  # fmt: skip
        st.text_input(
            context.say(SCOPE), key="wsd_upload_scope", help=context.say(SCOPE_HELP), max_chars=60, on_change=_chosen,
            args=(mine,),
        )  # fmt: skip
    st.radio(
        context.say(MODE), list(MODES), format_func=lambda mode: context.say(MODES[mode]), key="wsd_upload_mode",
        captions=[context.say(words) for words in MODE_WORDS.values()], on_change=_chosen, args=(mine,),
    )  # fmt: skip


def _chosen(mine: Submission) -> None:
    """A choice was made: take it over from the widgets."""
    now = st.session_state
    mine.choice = Choice(now["wsd_upload_region"] or None, now["wsd_upload_mode"], now["wsd_upload_scope"] or "")
