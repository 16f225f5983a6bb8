"""What `make bench` runs: import, reruns of every page and redrawing, ours beside what one would write first.

Prints the tables of docs/performance.md and writes build/bench.json. Processor seconds and ratios are what counts.
Usage: python -m bench.run [ROWS]
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench import browser, pages, upload
from bench.pages import HOME, ON_HOME, REPEATS
from bench.processes import Cost, measured
from wsd_data.language import format_number

MARK = "from pathlib import Path; import sys; from wsd_data.delivery import mark_demo, open_store; s = open_store(Path(sys.argv[1])); mark_demo(s); s.close()"


def ours_import(workbook: Path, data: Path, folder: Path) -> Cost:
    shutil.rmtree(data, ignore_errors=True)
    measured([sys.executable, "-c", MARK, str(data)], ON_HOME, folder)
    command = [sys.executable, "-m", "wsd_data", "load", str(workbook), "--accept-refused", "--yes"]
    return measured(command, {**ON_HOME, "WSD_DATA_DIR": str(data)}, folder)


def pandas_import(workbook: Path, folder: Path) -> Cost:
    database = folder / "pandas.duckdb"
    database.unlink(missing_ok=True)
    return measured(
        [sys.executable, str(HOME / "bench" / "pandas_import.py"), str(workbook), str(database)], {}, folder
    )


def median(costs: Sequence[Cost]) -> Cost:
    """The run in the middle by processor time: a shared machine makes single runs differ by a quarter."""
    return sorted(costs, key=lambda cost: cost.cpu)[len(costs) // 2]


def main(rows: int) -> dict[str, Any]:
    from wsd_data.reports.examples.bulk import generate_workbook

    with tempfile.TemporaryDirectory(prefix="wsd-bench-") as name:
        folder = Path(name)
        data = folder / "data"
        print(f"{rows} rows: generating the workbook …", file=sys.stderr)
        workbook = generate_workbook(folder / "bench.xlsx", rows, seed=1)
        print("importing, ours and with pandas …", file=sys.stderr)
        pairs = [(ours_import(workbook, data, folder), pandas_import(workbook, folder)) for _ in range(REPEATS)]
        ours, pandas = (median(costs) for costs in zip(*pairs, strict=True))
        print("visiting every page …", file=sys.stderr)
        rerun = pages.measure(workbook, data, folder)
        print("redrawing in Chromium …", file=sys.stderr)
        redraw = browser.measure(workbook, data, folder)
        print("dropping a workbook of half as many rows …", file=sys.stderr)
        half = generate_workbook(folder / "half.xlsx", rows // 2, seed=2)
        return {
            "rows": rows,
            "import": {"ours": asdict(ours), "pandas": asdict(pandas), "times_less_cpu": pandas.cpu / ours.cpu},
            "rerun": rerun,
            "redraw": redraw,
            "upload": upload.measure(half, data, folder),
        }


def _n(number: float, decimals: int = 0) -> str:
    return format_number(number, decimals, "nl")


def table(found: dict[str, Any]) -> str:
    """The measurements as they stand in docs/performance.md."""
    imports, rerun, redraw = found["import"], found["rerun"], found["redraw"]
    dropped = found["upload"]
    ours, pandas, floor = imports["ours"], imports["pandas"], rerun["empty"]

    def against(ms: float) -> str:
        return f"{_n(ms)} ms, {_n(ms / floor, 2)} ×"

    return "\n".join(
        [
            f"| import of {_n(found['rows'])} rows | CPU s | peak MiB | target |",
            "|---|---|---|---|",
            f"| ours: xlsx to committed, all checks, archive and ledger | {_n(ours['cpu'], 1)} | {_n(ours['peak'])} | under 1 GiB |",
            f"| `pandas.read_excel` (openpyxl) + insert, no checks | {_n(pandas['cpu'], 1)} | {_n(pandas['peak'])} | |",
            f"| pandas / ours | {_n(imports['times_less_cpu'], 1)} × | | at least 3 × |",
            "",
            "| a changed filter, CPU of the server, of an empty app | seen before (target: below 1 ×) | never seen (target: at most 3 ×) |",
            "|---|---|---|",
            *(f"| {page} | {against(cost['warm'])} | {against(cost['never_seen'])} |" for page, cost in rerun["pages"].items()),
            f"| empty Streamlit app out of the box | {against(floor)} | |",
            f"| tutorial app: pandas, cache_data, six charts | {against(rerun['tutorial'])} | |",
            "",
            "| in Chromium, from a chosen region to all charts in view redrawn | ms, median of 5 | target |",
            "|---|---|---|",
            f"| Overview, selection never seen | {_n(redraw['ours'])} | |",
            f"| tutorial app | {_n(redraw['tutorial'])} | |",
            f"| tutorial / Overview | {_n(redraw['tutorial'] / redraw['ours'], 1)} × | at least 2 × |",
            "",
            f"| a workbook of {_n(found['rows'] // 2)} rows, on top of {_n(found['rows'])} | s | target |",
            "|---|---|---|",
            f"| from drop to preview | {_n(dropped['preview'], 1)} | under 6 |",
            f"| until its effect on every figure stands there too | {_n(dropped['figures'], 1)} | |",
            f"| processor time of the server for both | {_n(dropped['cpu'], 1)} | |",
            f"| another visitor's changed filter during preview and import, p95 | {_n(dropped['during'] / 1000, 2)} | |",
            f"| the same without import, p95 | {_n(dropped['without'] / 1000, 2)} | |",
            f"| during / without | {_n(dropped['during'] / dropped['without'], 1)} × | at most 2 × |",
            f"| 10.000 rows, 500 faults: the marked workbook | {_n(dropped['marked'], 1)} | under 5 |",
            "",
            f"Memory of the server after all pages with ten selections each: {_n(rerun['memory_mib'])} MiB (target: under 400).",
        ]
    )  # fmt: skip


if __name__ == "__main__":
    result = main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
    (HOME / "build").mkdir(exist_ok=True)
    (HOME / "build" / "bench.json").write_text(json.dumps(result, indent=2) + "\n")
    print(table(result))
