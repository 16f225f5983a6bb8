"""A real Chromium against a real server with a data folder of its own."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Download, Page, TimeoutError, expect

from bench.chromium import chromium

ROOT = Path(__file__).resolve().parents[2]
OUTPUT = ROOT / "test-output"
ROWS = "3000"
PATIENCE = 60_000
"""Milliseconds to wait for something to appear; a machine with two busy cores may need them."""
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    try:
        with chromium() as browser:
            yield browser
    except FileNotFoundError as error:
        pytest.fail(str(error), pytrace=False)


class Console:
    """What the browser complained about."""

    def __init__(self, page: Page) -> None:
        self.complaints: list[str] = []
        self._page = page
        page.on("console", self._heard)
        page.on("pageerror", self._failed)

    def close(self) -> None:
        """Listen no longer."""
        self._page.remove_listener("console", self._heard)
        self._page.remove_listener("pageerror", self._failed)

    def _heard(self, message: object) -> None:
        if getattr(message, "type", "") == "error":
            self.complaints.append(str(getattr(message, "text", "")))

    def _failed(self, error: object) -> None:
        self.complaints.append(str(error))


Opener = Callable[..., tuple[Page, Console]]
Scheme = Literal["light", "dark"]


@pytest.fixture(scope="session")
def window(browser: Browser) -> BrowserContext:
    """One window for all tests, so that scripts are fetched once."""
    return browser.new_context(locale="nl-NL")


@pytest.fixture(scope="session")
def tab(window: BrowserContext) -> Page:
    """One tab for all tests: a new one would compile all scripts anew, and that is most of the work of a visit."""
    return window.new_page()


@pytest.fixture
def visit(window: BrowserContext, tab: Page) -> Iterator[Opener]:
    """Open an address and wait until the page stands there; nothing may have gone wrong on it when it is left, for
    the next address or at the end. anew: in a tab that has been nowhere before.
    """
    visited: list[tuple[Page, Console]] = []

    def opened(
        address: str, width: int = 1400, height: int = 900, scheme: Scheme = "light", anew: bool = False
    ) -> tuple[Page, Console]:
        leave()
        page = window.new_page() if anew else tab
        page.set_viewport_size({"width": width, "height": height})
        page.set_default_timeout(PATIENCE)
        page.emulate_media(color_scheme=scheme)
        console = Console(page)
        visited.append((page, console))
        page.goto(address)
        page.wait_for_selector("h1")
        settled(page)
        return page, console

    def leave() -> None:
        for page, console in visited:
            console.close()
            wrong = page.locator("[data-testid=stException]").count()
            page.goto("about:blank") if page == tab else page.close()
            assert not wrong and console.complaints == []
        visited.clear()

    yield opened
    leave()


STANDS = """() => {
    const stands = document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'
        && !document.querySelector('[data-testid=stSkeleton]')
        && [...document.querySelectorAll('[data-testid=stBidiComponentRegular]')].every(c => c.querySelector('.main-svg'))
        && !document.querySelector('[role=figure][data-due]')
        && [...document.querySelectorAll('details')].every(fold => !fold.getAnimations().length);
    window.stood = stands ? (window.stood ?? 0) + 1 : 0;
    return window.stood > 8 && !(window.stood = 0);
}"""
"""The run of the page is over, every element has come in the place of its placeholder, and no fold is still moving. Before
that a press may miss: what is pressed moves away between down and up. It must be so for some frames on end: after the last
element has come, the drawings hear only some steps later that theirs has changed.
"""


def settled(page: Page) -> None:
    """Wait until the page stands still."""
    page.wait_for_function(STANDS)


def downloaded(page: Page, press: Callable[[], object]) -> Download:
    """What a press of a button gives. It is pressed again where the page ran anew under the press: Streamlit makes a new
    file for a button at each run, and has forgotten the one before when the browser asks for it.
    """
    for patience in (15_000, 15_000, PATIENCE):
        settled(page)
        try:
            with page.expect_download(timeout=patience) as started:
                press()
            break
        except TimeoutError:
            if patience == PATIENCE:
                raise
    return started.value


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def serving(folder: Path, log: Path) -> Iterator[str]:
    """The product's own server on a free port; gives its address."""
    port = free_port()
    command = [sys.executable, "-m", "wsd_data", "serve", "--port", str(port)]
    with log.open("w") as output:
        server = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, "WSD_DATA_DIR": str(folder)}, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            until = time.monotonic() + 120
            while time.monotonic() < until:
                assert server.poll() is None, f"the server stopped: {log.read_text()}"
                with contextlib.suppress(OSError), socket.create_connection(("localhost", port), timeout=1):
                    break
                time.sleep(0.1)
            yield f"http://localhost:{port}"
        finally:
            server.terminate()
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
    assert "Traceback" not in log.read_text()


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Example data: a generated workbook, or with WSD_PROVE all the example deliveries."""
    folder = tmp_path_factory.mktemp("demo")
    command = [sys.executable, "-m", "wsd_data", "demo", *([] if os.environ.get("WSD_PROVE") else ["--rows", ROWS])]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "WSD_DATA_DIR": str(folder)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def empty_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server on an empty folder. Nobody may deliver anything there; take one of your own for that."""
    home = tmp_path_factory.mktemp("empty")
    with serving(home / "data", home / "server.log") as address:
        yield address


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[str]:
    """A server started just now on an empty folder."""
    with serving(tmp_path / "data", tmp_path / "server.log") as address:
        yield address
