"""Processor time of the server per changed filter, page by page, and what memory it holds in the end."""

from __future__ import annotations

import contextlib
import csv
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import psutil

from bench.processes import free_port, resident, running, spent_by
from bench.session import Visitor
from wsd_data.ui.texts import PAGES

HOME = Path(__file__).resolve().parents[1]
ON_HOME = {"PYTHONPATH": str(HOME)}
REPEATS = 3
YEARS = range(2016, 2026)
Costs = dict[str, float]


def _codes(name: str) -> list[str]:
    with (HOME / "data" / "reference" / name).open(newline="") as file:
        return list(dict.fromkeys(row["code"] for row in csv.DictReader(file)))


def selections(page: int) -> list[str]:
    """Ten selections for a page, of which no two share a question, nor with those of another page.

    No two have the same region and theme, or the same year and region, or the same year and theme: a chart that
    leaves out one of the three asks something new as well.
    """
    regions, themes = _codes("werkplaatsen.csv"), _codes("themas.csv")
    return [
        f"period={year}&region={regions[(i + page) % len(regions)]}&theme={themes[(6 * i + page) % len(themes)]}"
        "&lang=nl&policy=internal"
        for i, year in enumerate(YEARS)
    ]


def reruns(process: psutil.Process, visitor: Visitor, asked: Sequence[str]) -> float:
    """Milliseconds of processor time of the server per rerun."""
    before = spent_by(process)
    for query in asked:
        visitor.run(query)
    time.sleep(0.5)
    return (spent_by(process) - before) / len(asked) * 1000


@contextlib.contextmanager
def served(data: Path, folder: Path) -> Iterator[tuple[psutil.Process, int]]:
    """The product's own server on this data."""
    port = free_port()
    command = [sys.executable, "-m", "wsd_data", "serve", "--port", str(port)]
    with running(command, port, {**ON_HOME, "WSD_DATA_DIR": str(data)}, folder) as process:
        yield process, port


@contextlib.contextmanager
def scripted(script: str, settings: dict[str, str], folder: Path) -> Iterator[tuple[psutil.Process, int]]:
    """An app of this folder as `streamlit run` serves it."""
    port = free_port()
    command = [
        sys.executable, "-m", "streamlit", "run", str(HOME / "bench" / script),
        "--server.headless", "true", "--server.port", str(port),
    ]  # fmt: skip
    with running(command, port, settings, folder) as process:
        yield process, port


def _app(script: str, settings: dict[str, str], folder: Path, asked: Sequence[str]) -> float:
    with scripted(script, settings, folder) as (process, port), Visitor(port) as visitor:
        for _ in range(2):
            visitor.run("")
        time.sleep(1)
        return reruns(process, visitor, asked)


def measure(workbook: Path, data: Path, folder: Path) -> dict[str, object]:
    """An empty app, each page of ours never seen and warm, memory after all, and the tutorial app."""
    empty = _app("empty.py", {}, folder, selections(0) * REPEATS)
    pages: dict[str, Costs] = {}
    with served(data, folder) as (process, port):
        for page in PAGES:
            with Visitor(port, page) as visitor:
                for _ in range(2):
                    visitor.run("")
        time.sleep(1)
        for number, page in enumerate(PAGES):
            with Visitor(port, page) as visitor:
                visitor.run("")
                never = reruns(process, visitor, selections(number))
                pages[page] = {"never_seen": never, "warm": reruns(process, visitor, selections(number) * REPEATS)}
        memory = resident(process) / 2**20
    tutorial = _app("tutorial.py", {"WSD_BENCH_WORKBOOK": str(workbook)}, folder, selections(0)[:8])
    return {"empty": empty, "pages": pages, "tutorial": tutorial, "memory_mib": memory}
