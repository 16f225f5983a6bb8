"""Reports and explanations beside many rows: processor seconds of the process that holds the data, and of the commands.

Prints the table of docs/performance.md. Usage: python -m bench.reports [ROWS] [FOLDER]; with a folder the data stay there and are used again.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import psutil

from bench.pages import ON_HOME
from bench.processes import measured
from bench.run import ours_import
from wsd_data.delivery import LoadRequest, Store, load, open_store
from wsd_data.delivery.datastate import data_state
from wsd_data.figures import Monitor, Selection
from wsd_data.language import format_number
from wsd_data.model.periods import years
from wsd_data.reports import annual, dossier
from wsd_data.reports.examples.bulk import generate_workbook
from wsd_data.reports.written import file_of
from wsd_data.store.fold import NOW, AsOf

YEAR = 2023
TODAY = date(2026, 6, 1)
LATER = 20
"""A second delivery of one in so many rows, so that there is a difference to explain."""
EXPLAINED = (
    "presentations",
    "attendances",
    "unique_participants",
    "publications",
    "grant_awarded",
    "municipalities_reached",
)


def _n(number: float) -> str:
    return format_number(number, 2, "nl")


@dataclass
class Measuring:
    """An open folder, as a server has it, and the lines of the table so far."""

    store: Store
    lines: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.monitor = Monitor(self.store.engine)
        self.state = data_state(self.store, NOW)

    def line(self, what: str, cpu: float, target: str = "") -> None:
        self.lines.append(f"| {what} | {_n(cpu)} | {resident():.0f} | {target} |")
        print(self.lines[-1], file=sys.stderr)

    def time(self, what: str, work: Callable[[], object], target: str = "") -> None:
        began = time.process_time()
        work()
        self.line(what, time.process_time() - began, target)

    def annual(self, year: int, ending: str) -> bytes:
        asked = annual.Asked(year, policy="internal")
        return file_of(annual.annual(self.monitor, asked, self.state, TODAY), f"x.{ending}")

    def dossier(self, number: str, ending: str) -> bytes:
        asked = dossier.Asked(number, policy="internal")
        return file_of(dossier.report(self.monitor, asked, self.state, TODAY), f"x.{ending}")

    def explain(self, indicator: str, year: int) -> None:
        before = AsOf(entry=self.state.entry - 1)
        self.monitor.explain(indicator, Selection(years(year, year)), before, NOW, "internal")

    def reports(self) -> None:
        self.time(
            "annual PDF of the network, first question to these data (makes the stand)",
            lambda: self.annual(YEAR, "pdf"),
        )
        self.time("annual PDF, a year nobody asked yet", lambda: self.annual(YEAR - 2, "pdf"), "3 s")
        self.time("annual xlsx, a year nobody asked yet", lambda: self.annual(YEAR - 3, "xlsx"), "5 s")
        self.time("annual PDF, asked before", lambda: self.annual(YEAR, "pdf"), "3 s")
        self.time("all grants, the first time", self.monitor.grants)
        named = [grant.number for grant in self.monitor.grants() if grant.projects]
        whole = [grant.number for grant in self.monitor.grants() if not grant.projects]
        self.time("dossier PDF, the first one (and all targets)", lambda: self.dossier(named[0], "pdf"), "2 s")
        self.time("dossier PDF, another grant", lambda: self.dossier(named[-1], "pdf"), "2 s")
        self.time(
            "dossier PDF, a grant without projects (up to 2.000 rows of evidence)",
            lambda: self.dossier(whole[0], "pdf"),
            "2 s",
        )
        self.time("dossier xlsx, a grant without projects", lambda: self.dossier(whole[-1], "xlsx"), "5 s")

    def explanations(self) -> None:
        for indicator in EXPLAINED:
            self.time(
                f"why a year changed, `{indicator}`: first (makes its earlier state)",
                lambda n=indicator: self.explain(n, YEAR),
            )  # type: ignore[misc]
            self.time(f"… another year of `{indicator}`", lambda n=indicator: self.explain(n, YEAR - 1), "1 s")  # type: ignore[misc]


def resident() -> float:
    """MiB of this process."""
    return float(psutil.Process().memory_info().rss / 2**20)


def command(data: Path, folder: Path, *asked: str) -> float:
    """Processor seconds of one command by itself: start, opening, making the stand, the report."""
    said = [sys.executable, "-m", "wsd_data", "report", *asked, "--policy", "internal", "--out", str(folder / "x.pdf")]
    return measured(said, {**ON_HOME, "WSD_DATA_DIR": str(data)}, folder).cpu


def main(rows: int, folder: Path) -> list[str]:
    """The lines of the table."""
    data = folder / "data"
    lines = [f"| at {format_number(rows, 0, 'nl')} rows | CPU s | MiB then | target |", "|---|---|---|---|"]
    if not data.exists():
        cost = ours_import(generate_workbook(folder / "large.xlsx", rows), data, folder)
        lines.append(f"| taking in the workbook | {_n(cost.cpu)} | {cost.peak:.0f} (peak) | |")
        later = generate_workbook(folder / "later.xlsx", rows // LATER, seed=2)
        with open_store(data) as store:
            load(store, [LoadRequest(later, accept_refused=True, confirmed=True)])
    with open_store(data) as store:
        measuring = Measuring(store, lines)
        measuring.reports()
        measuring.explanations()
        number = next(grant.number for grant in measuring.monitor.grants() if grant.projects)
    for name, asked in (("annual", ("--year", str(YEAR))), ("dossier", ("--grant", number))):
        measuring.line(f"`report {name}` without a server, from start to PDF", command(data, folder, name, *asked))
    return lines


if __name__ == "__main__":
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    if len(sys.argv) > 2:
        kept = Path(sys.argv[2])
        kept.mkdir(parents=True, exist_ok=True)
        table = main(size, kept)
    else:
        with tempfile.TemporaryDirectory(prefix="wsd-bench-") as name:
            table = main(size, Path(name))
    print("\n".join(table))
