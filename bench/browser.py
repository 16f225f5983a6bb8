"""In Chromium: from a chosen region until all charts in view are redrawn, Overview beside the tutorial app."""

from __future__ import annotations

import statistics
from pathlib import Path

from playwright.sync_api import Browser, Page

from bench.chromium import chromium
from bench.pages import scripted, served
from bench.session import Visitor

REGIONS = ("Twente", "Amsterdam", "Utrecht", "Friesland", "Flevoland")
"""One for each measurement: no two ask the same."""
PATIENCE = 120_000
QUIET = 700
"""Milliseconds without a change in a chart after which it is taken to stand."""
WATCH = """() => {
    const seen = window.bench = {start: 0, last: 0};
    const inView = e => { const r = e.getBoundingClientRect(); return r.height && r.bottom > 0 && r.top < innerHeight; };
    const charts = '.js-plotly-plot';
    const chartsOf = node => node.nodeType === 1 && node.matches(charts) ? [node] : [...(node.querySelectorAll?.(charts) ?? [])];
    new MutationObserver(changes => {
        const touched = changes.flatMap(change => {
            const at = change.target.nodeType === 1 ? change.target : change.target.parentElement;
            const around = at && at.closest(charts);
            return around ? [around] : [...change.addedNodes].flatMap(chartsOf);
        });
        if (seen.start && touched.some(inView)) seen.last = performance.now();
    }).observe(document.body, {subtree: true, childList: true, attributes: true, characterData: true});
    addEventListener('keydown', event => { if (event.key === 'Enter') seen.start = performance.now(); }, true);
}"""
STANDS = f"""() => window.bench.last > 0 && performance.now() - window.bench.last > {QUIET}
    && document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning'"""


def _settled(page: Page) -> None:
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    page.wait_for_selector(".js-plotly-plot .main-svg")
    page.wait_for_timeout(1500)


def _redraw(browser: Browser, address: str, region: str) -> float:
    """Milliseconds from the key that chooses a region until the charts in view stand."""
    page = browser.new_page(viewport={"width": 1400, "height": 1000})
    try:
        page.set_default_timeout(PATIENCE)
        page.goto(address)
        _settled(page)
        field = page.locator(".st-key-wsd_region input")
        field.click()
        field.fill(region)
        page.get_by_role("option", name=region).first.wait_for()
        page.evaluate(WATCH)
        page.keyboard.press("Enter")
        page.wait_for_function(STANDS)
        return float(page.evaluate("window.bench.last - window.bench.start"))
    finally:
        page.close()


def _median(address: str) -> float:
    with chromium() as browser:
        _redraw(browser, address, "Zwolle")
        return statistics.median(_redraw(browser, address, region) for region in REGIONS)


def measure(workbook: Path, data: Path, folder: Path) -> dict[str, float]:
    """Median milliseconds of both apps."""
    with served(data, folder) as (_, port):
        ours = _median(f"http://localhost:{port}/overview?period=2024&lang=nl&policy=internal")
    with scripted("tutorial.py", {"WSD_BENCH_WORKBOOK": str(workbook)}, folder) as (_, port):
        with Visitor(port) as visitor:
            visitor.run("", timeout=600)  # reads the workbook, once
        tutorial = _median(f"http://localhost:{port}/?period=2024")
    return {"ours": ours, "tutorial": tutorial}
