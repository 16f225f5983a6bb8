"""A large workbook dropped on the screen: seconds to its preview, and what another visitor notices meanwhile."""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook
from playwright.sync_api import Browser, Page

from bench.chromium import chromium
from bench.pages import HOME, selections, served
from bench.processes import spent_by
from bench.session import Visitor
from wsd_data.delivery import inspect
from wsd_data.intake import known_from, read_reference
from wsd_data.reports.marked import marked

PATIENCE = 180_000
PREVIEW = "Wat er gebeurt bij inlezen"
Costs = dict[str, float]


def p95(seconds: list[float]) -> float:
    """The 95th percentile in milliseconds."""
    return statistics.quantiles(seconds, n=20)[-1] * 1000 if len(seconds) > 1 else seconds[0] * 1000


class Passer:
    """Another visitor, who changes a filter on Overview again and again, a quarter of a second after the last one came."""

    def __init__(self, port: int) -> None:
        self._asked = [(page, query) for page in range(8) for query in selections(page)]
        self._port, self._at = port, 0

    def during(self, work: Callable[[Callable[[], None]], None]) -> list[float]:
        """Seconds of every changed filter from when the work says that it begins until it is done."""
        begun, over = threading.Event(), threading.Event()

        def done() -> None:
            try:
                work(begun.set)
            finally:
                begun.set()
                over.set()

        worker = threading.Thread(target=done)
        waited: list[float] = []
        with Visitor(self._port, "overview") as visitor:
            visitor.run("")
            worker.start()
            begun.wait()
            while not over.is_set() or len(waited) < 5:
                _, query = self._asked[self._at % len(self._asked)]
                self._at += 1
                waited.append(visitor.run(query))
                time.sleep(0.25)
        worker.join()
        return waited


def _opened(browser: Browser, port: int) -> Page:
    page = browser.new_page(viewport={"width": 1400, "height": 1000})
    page.set_default_timeout(PATIENCE)
    page.goto(f"http://localhost:{port}/upload?lang=nl&policy=internal")
    page.wait_for_selector("input[type=file]", state="attached")
    return page


def drop(page: Page, workbook: Path) -> Costs:
    """Seconds from the drop to the preview, and to the figures that it would change."""
    began = time.perf_counter()
    page.locator("input[type=file]").set_input_files(workbook)
    button = page.get_by_role("button", name="Nakijken", exact=True)
    button.wait_for()
    page.wait_for_function("b => !b.disabled", arg=button.element_handle())
    button.click()
    page.get_by_role("heading", name=PREVIEW).wait_for()
    preview = time.perf_counter() - began
    page.get_by_role("heading", name="Wat dit doet met de cijfers").wait_for()
    return {"preview": preview, "figures": time.perf_counter() - began}


def take(page: Page) -> None:
    """Agree to what is asked and take the workbook in."""
    asked = page.get_by_text("Ga door zonder de")
    if asked.count():
        asked.click()
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    button = page.get_by_role("button", name="Inlezen", exact=True)
    page.wait_for_function("b => !b.disabled", arg=button.element_handle())
    button.click()
    page.get_by_text("is ingelezen").first.wait_for()


def _pause(begin: Callable[[], None]) -> None:
    begin()
    time.sleep(15)


def measure(workbook: Path, data: Path, folder: Path) -> Costs:
    """What `drop` gives, processor seconds of it, and p95 of another visitor's changed filter without and during an import."""
    with served(data, folder) as (process, port), chromium() as browser:
        page, before = _opened(browser, port), spent_by(process)
        found = drop(page, workbook)
        cpu = spent_by(process) - before
        found |= {"cpu": cpu, "without": p95(Passer(port).during(_pause))}
    with served(data, folder) as (_, port):
        passer = Passer(port)

        def work(begin: Callable[[], None]) -> None:
            # A browser belongs to the thread that started it; what its own start costs is no part of an import.
            with chromium() as browser:
                page = _opened(browser, port)
                begin()
                drop(page, workbook)
                take(page)

        found["during"] = p95(passer.during(work))
    return found | {"marked": marking(folder)}


def marking(folder: Path) -> float:
    """Seconds to give back a workbook of 10.000 rows, of which one in twenty has a fault, with its marks."""
    rows = [
        "Datum;Titel;Soort;Gemeente",
        *(f"1-3-2023;T {n};{'toneel' if n % 20 == 0 else 'lezing'};Zwolle" for n in range(10_000)),
    ]
    book = Workbook()
    book.worksheets[0].title = "Presentaties"
    for row in rows:
        book.worksheets[0].append(row.split(";"))
    source = folder / "faults.xlsx"
    book.save(source)
    reference = read_reference(HOME / "data" / "reference")
    read = inspect(source, known_from(reference, b"bench"))
    began = time.perf_counter()
    done = marked(source, read, folder / "marked.xlsx", reference=reference)
    assert done.own and done.cells == 500
    return time.perf_counter() - began
