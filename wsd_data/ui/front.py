"""The one HTML page that Streamlit sends first, made ours on the way out.

On the address of a page (`/overview`) Streamlit's own script would look for its server below that address and
leave two errors in the console; told where the server is, it does not look. The scripts of the folder `browser` stand
before it and say what they are for; what the pages need of Streamlit's script is asked for at once. Knows nothing of
pages or data.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

from wsd_data.ui.drawing import ADDRESS
from wsd_data.ui.preload import links
from wsd_data.ui.widget_words import words_json

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

TITLE = "WSD Monitor"
_BASE = (
    b"<script>window.__streamlit = {BACKEND_BASE_URL: location.origin + '/', "
    b"MAIN_PAGE_BASE_URL: location.origin + '/'}</script>"
)
_BROWSER = Path(__file__).with_name("browser")
_SCRIPT = (
    "\n".join((_BROWSER / f"{name}.js").read_text("utf-8") for name in ("history", "words", "picture", "drawing"))
    .replace("const WORDS = {}", f"const WORDS = {words_json()}")
    .replace('const PLOTLY = ""', f"const PLOTLY = {json.dumps(ADDRESS)}")
)
_CHANGES = (
    (b'<html lang="en">', b'<html lang="nl">'),
    (b"<title>Streamlit</title>", b"<title>" + TITLE.encode() + b"</title>"),
    (b"<head>", b"<head>" + _BASE + b"<script>" + _SCRIPT.encode() + b"</script>"),
    (b"</head>", links().encode() + b"</head>"),
)


class FrontPage:
    """ASGI middleware: changes the body of HTML answers to GET; lets everything else through."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or "/_stcore/" in scope["path"]:
            await self.app(scope, receive, send)
            return
        # The body must come plain to be changed.
        headers = [(name, value) for name, value in scope["headers"] if name.lower() != b"accept-encoding"]
        asks_for_page = any(name.lower() == b"accept" and b"text/html" in value for name, value in headers)
        if not asks_for_page:
            await self.app(scope, receive, send)
            return
        start: Message = {}
        body = bytearray()

        async def changed(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
                if not _is_html(message):
                    await send(message)
                return
            if message["type"] != "http.response.body" or not _is_html(start):
                await send(message)
                return
            body.extend(message.get("body", b""))
            if message.get("more_body"):
                return
            page = bytes(body)
            for old, new in _CHANGES:
                page = page.replace(old, new, 1)
            kept = [(n, v) for n, v in start["headers"] if n.lower() not in (b"content-length", b"etag")]
            await send({**start, "headers": [*kept, (b"content-length", str(len(page)).encode())]})
            await send({"type": "http.response.body", "body": page})

        await self.app({**scope, "headers": headers}, receive, changed)


def _is_html(start: Message) -> bool:
    return start.get("status") == 200 and any(
        name.lower() == b"content-type" and value.startswith(b"text/html") for name, value in start.get("headers", ())
    )
