"""Who delivers, by name: a werkplaats, the network, or whom the file names."""

from __future__ import annotations

from wsd_data.model.text import Text
from wsd_data.ui.context import Context

NETWORK = "network"
FROM_FILE = Text("zoals het bestand zegt", "as the file says")
NETWORK_NAME = Text("netwerk", "network")


def deliverer_name(context: Context, code: str) -> str:
    """Who delivers, by name; the empty code stands for what the file says."""
    if code == NETWORK:
        return context.say(NETWORK_NAME)
    return context.name("region", code) if code else context.say(FROM_FILE)
