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
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _heard(self, message: object) -> None:
        if getattr(message, "type", "") == "error":
            self.complaints.append(str(getattr(message, "text", "")))


Opener = Callable[..., tuple[Page, Console]]


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Callable[[str], BrowserContext]:
    """One window per colour scheme, so that scripts are fetched once."""
    made: dict[str, BrowserContext] = {}

    def window(scheme: str) -> BrowserContext:
        if scheme not in made:
            made[scheme] = browser.new_context(color_scheme=scheme, locale="nl-NL")  # type: ignore[arg-type]
        return made[scheme]

    return window


@pytest.fixture
def visit(windows: Callable[[str], BrowserContext]) -> Iterator[Opener]:
    """Open an address and wait until the page stands there; at the end nothing may have gone wrong on it."""
    consoles: list[Console] = []
    pages: list[Page] = []

    def opened(address: str, width: int = 1400, height: int = 900, scheme: str = "light") -> tuple[Page, Console]:
        page = windows(scheme).new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.set_default_timeout(PATIENCE)
        console = Console(page)
        consoles.append(console)
        pages.append(page)
        page.goto(address)
        page.wait_for_selector("h1")
        settled(page)
        return page, console

    yield opened
    try:
        for page in pages:
            assert page.locator("[data-testid=stException]").count() == 0
        for console in consoles:
            assert console.complaints == []
    finally:
        for page in pages:
            page.close()


def settled(page: Page) -> None:
    """Wait until the run of the page is over and its drawings stand."""
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    page.wait_for_function(
        "() => [...document.querySelectorAll('[data-testid=stPlotlyChart]')].every(c => c.querySelector('.main-svg'))"
    )


def pressed(page: Page, press: Callable[[], object], seen: Callable[[float], object]) -> None:
    """A press that shows what it did within some milliseconds; again where the page was drawn anew under it."""
    for patience in (15_000, 15_000, PATIENCE):
        settled(page)
        press()
        try:
            seen(patience)
            return
        except AssertionError:
            if patience == PATIENCE:
                raise


def downloaded(page: Page, press: Callable[[], object]) -> Download:
    """What a press of a button gives. It is pressed again where the page was drawn anew under the press."""
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


@pytest.fixture
def empty_server(tmp_path: Path) -> Iterator[str]:
    """A server started just now on an empty folder."""
    with serving(tmp_path / "empty", tmp_path / "server.log") as address:
        yield address
