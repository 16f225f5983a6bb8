"""Starts the dashboard: one Streamlit server in this process, with the store open before the first visit."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from types import FrameType

from wsd_data.model.problems import Surroundings
from wsd_data.model.text import Text
from wsd_data.ui import drawing, state
from wsd_data.ui.front import FrontPage

ADDRESS = "localhost"
PORT_TAKEN = Text(
    "Poort {port} op deze computer is niet vrij. Kies een andere met --port.",
    "Port {port} on this computer is not free. Choose another with --port.",
)
READY = Text(
    "Dashboard op http://{address}:{port}  (stoppen: Ctrl-C)", "Dashboard at http://{address}:{port}  (stop: Ctrl-C)"
)
TURN = 0.001
"""Seconds a thread may keep the interpreter while others want it; 0.005 out of the box."""
_OPTIONS: dict[str, object] = {
    "server.headless": True,
    "server.address": ADDRESS,
    "server.fileWatcherType": "none",
    "server.runOnSave": False,
    "server.enableXsrfProtection": True,
    "server.enableCORS": True,
    "browser.gatherUsageStats": False,
    "runner.magicEnabled": False,
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "logger.level": "warning",
}
"""What must hold wherever the command is started from; the look stands in .streamlit/config.toml."""

_AS_IT_IS = {"Cache-Control": "public, max-age=31536000, immutable", "Content-Encoding": "identity"}
"""A file that a browser may keep, sent uncompressed like Streamlit's own script: compressing costs more than sending."""


def _home() -> Path:
    """The folder of dashboard.py, pages and .streamlit."""
    return Path(__file__).resolve().parents[2]


def _claim(port: int) -> None:
    """Raise Surroundings when the port is not free."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except (OSError, OverflowError) as error:
            raise Surroundings(PORT_TAKEN.format(port=port)) from error


def _stop(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)


def serve(
    port: int = 8501, beside: Callable[[str], AbstractContextManager[object]] = lambda address: contextlib.nullcontext()
) -> int:
    """Serve the dashboard until it is stopped; 0 then.

    beside: what goes on while the store is open, given the address of the dashboard. Opens the data folder first, so that a lock or damage is said here and not at the first visit. Raises
    Surroundings for that and for a port that is not free.
    """
    _claim(port)
    os.environ[state.FOLDER_SETTING] = str(state.data_folder().resolve())
    os.chdir(_home())
    # The server comes to rest at SIGTERM and then raises it anew; without this the process would end right there.
    signal.signal(signal.SIGTERM, _stop)
    # A visitor asks the interpreter for its turn dozens of times per page; while a workbook is read each may last this long.
    sys.setswitchinterval(TURN)
    try:
        state.opened().known()
        state.opened().keep_ready()
        with beside(f"http://{ADDRESS}:{port}"):
            _run(port)
    except SystemExit as stopped:
        if stopped.code:
            raise
    finally:
        state.close()
    return 0


def _run(port: int) -> None:
    import streamlit as st
    from starlette.middleware import Middleware
    from starlette.requests import Request
    from starlette.responses import FileResponse
    from starlette.routing import Route
    from streamlit.runtime.pages_manager import PagesManager

    # Else Streamlit takes the folder pages/ for its old kind of app until dashboard.py has run once.
    PagesManager.uses_pages_directory = False
    print(READY.nl.format(address=ADDRESS, port=port), flush=True)

    async def library(request: Request) -> FileResponse:
        return FileResponse(drawing.LIBRARY, headers=_AS_IT_IS)

    app = st.App(_home() / "dashboard.py", routes=[Route(drawing.ADDRESS, library)], middleware=[Middleware(FrontPage)])
    app.run(config={**_OPTIONS, "server.port": port})
