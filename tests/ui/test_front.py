"""The first HTML page: ours in title, language and where the server is; everything else passes unchanged."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from wsd_data.ui.front import FrontPage, Message, Receive, Send
from wsd_data.ui.widget_words import words_json

PAGE = b'<!DOCTYPE html>\n<html lang="en">\n  <head>\n    <title>Streamlit</title></head></html>'


def fetch(path: str, accept: bytes, content_type: bytes, body: bytes) -> tuple[dict[bytes, bytes], bytes]:
    async def app(scope: Message, receive: Receive, send: Send) -> None:
        await send(
            {
                "type": "http.response.start",
                "status": 200,
                "headers": [(b"content-type", content_type), (b"content-length", b"%d" % len(body))],
            }
        )
        await send({"type": "http.response.body", "body": body[:10], "more_body": True})
        await send({"type": "http.response.body", "body": body[10:]})

    sent: list[dict[str, Any]] = []

    async def send(message: Message) -> None:
        sent.append(dict(message))

    async def receive() -> Message:
        return {"type": "http.request"}

    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "headers": [(b"accept", accept), (b"accept-encoding", b"gzip")],
    }
    # In a thread of its own: a browser test may have left a loop running in this one.
    with ThreadPoolExecutor() as threads:
        threads.submit(lambda: asyncio.run(FrontPage(app)(scope, receive, send))).result()
    return dict(sent[0]["headers"]), b"".join(m.get("body", b"") for m in sent[1:])


def test_the_page_is_ours() -> None:
    headers, body = fetch("/overview", b"text/html,*/*", b"text/html; charset=utf-8", PAGE)
    assert b'<html lang="nl">' in body
    assert b"<title>WSD Monitor</title>" in body
    assert b"BACKEND_BASE_URL" in body
    assert words_json().encode() in body
    assert headers[b"content-length"] == b"%d" % len(body)


def test_other_answers_pass_unchanged() -> None:
    assert fetch("/static/x.js", b"*/*", b"text/javascript", PAGE)[1] == PAGE
    assert fetch("/overview", b"text/html", b"text/plain", PAGE)[1] == PAGE
    assert fetch("/_stcore/health", b"text/html", b"text/html", PAGE)[1] == PAGE


def test_streamlit_still_sends_what_is_changed_here() -> None:
    from pathlib import Path

    import streamlit

    html = (Path(streamlit.__file__).parent / "static" / "index.html").read_bytes()
    for part in (b'<html lang="en">', b"<title>Streamlit</title>", b"<head>"):
        assert html.count(part) == 1
