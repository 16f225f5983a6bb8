"""What `make bench` runs: import and reruns, ours beside what one would write first, on the same generated workbook.

Prints one table and writes build/bench.json. Processor seconds and their ratios are what counts; wall times are not.
Usage: python -m bench.run [ROWS]
"""

from __future__ import annotations

import contextlib
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import psutil

from bench.processes import Cost, cpu_of, free_port, measured, running
from bench.session import Visitor

HOME = Path(__file__).resolve().parents[1]
REGIONS = (
    "noord",
    "friesland",
    "twente",
    "zwolle",
    "gelderse-vallei",
    "arnhem-nijmegen",
    "flevoland",
    "utrecht",
    "amsterdam",
    "zuyd",
)
REPEATS = 3
ON_HOME = {"PYTHONPATH": str(HOME)}
MARK = "from pathlib import Path; import sys; from wsd_data.delivery import mark_demo, open_store; s = open_store(Path(sys.argv[1])); mark_demo(s); s.close()"


def queries() -> list[str]:
    """Twenty selections of which no two share a question: another region or another theme each time."""
    return [
        f"period={year}&region={region}&theme={theme}&lang=nl&policy=internal"
        for year, theme in ((2022, "bestaanszekerheid"), (2024, "eenzaamheid"))
        for region in REGIONS
    ]


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


def reruns(process: psutil.Process, visitor: Visitor, asked: Sequence[str]) -> dict[str, float]:
    """Milliseconds of processor time of the server per rerun, and the median wall time."""
    before = cpu_of(process)
    walls = sorted(visitor.run(query) for query in asked)
    time.sleep(0.5)
    return {"cpu_ms": (cpu_of(process) - before) / len(asked) * 1000, "wall_ms_p50": walls[len(walls) // 2] * 1000}


@contextlib.contextmanager
def visited(
    command: Sequence[str], port: int, settings: dict[str, str], folder: Path
) -> Iterator[tuple[psutil.Process, Visitor]]:
    """A running app and a visitor who has seen its first page twice."""
    with running(command, port, settings, folder) as process, Visitor(port) as visitor:
        for _ in range(2):
            visitor.run("")
        time.sleep(1)
        yield process, visitor


def streamlit_run(script: str, port: int) -> list[str]:
    return [
        sys.executable, "-m", "streamlit", "run", str(HOME / "bench" / script),
        "--server.headless", "true", "--server.port", str(port),
    ]  # fmt: skip


def apps(workbook: Path, data: Path, folder: Path) -> dict[str, dict[str, float]]:
    found = {}
    asked = queries()
    port = free_port()
    with visited(streamlit_run("empty.py", port), port, {}, folder) as (process, visitor):
        found["empty"] = reruns(process, visitor, asked * REPEATS)
    port = free_port()
    command = [sys.executable, "-m", "wsd_data", "serve", "--port", str(port)]
    with visited(command, port, {**ON_HOME, "WSD_DATA_DIR": str(data)}, folder) as (process, visitor):
        found["ours, never seen"] = reruns(process, visitor, asked)
        found["ours, warm"] = reruns(process, visitor, asked * REPEATS)
    port = free_port()
    with visited(streamlit_run("tutorial.py", port), port, {"WSD_BENCH_WORKBOOK": str(workbook)}, folder) as (
        process,
        visitor,
    ):
        found["tutorial"] = reruns(process, visitor, asked[:8])
    return found


def main(rows: int) -> dict[str, object]:
    from wsd_data.reports.examples.bulk import generate_workbook

    with tempfile.TemporaryDirectory(prefix="wsd-bench-") as name:
        folder = Path(name)
        data = folder / "data"
        print(f"{rows} rows: generating the workbook …", file=sys.stderr)
        workbook = generate_workbook(folder / "bench.xlsx", rows, seed=1)
        print("importing, ours and with pandas …", file=sys.stderr)
        pairs = [(ours_import(workbook, data, folder), pandas_import(workbook, folder)) for _ in range(REPEATS)]
        ours, pandas = (median(costs) for costs in zip(*pairs, strict=True))
        print("visiting the apps …", file=sys.stderr)
        return {
            "rows": rows,
            "import": {"ours": asdict(ours), "pandas": asdict(pandas), "times_less_cpu": pandas.cpu / ours.cpu},
            "rerun": apps(workbook, data, folder),
        }


def table(found: dict[str, object]) -> str:
    imports, rerun = found["import"], found["rerun"]
    assert isinstance(imports, dict) and isinstance(rerun, dict)
    lines = [f"| import of {found['rows']} rows | CPU s | peak MiB |", "|---|---|---|"]
    lines += [f"| {name} | {imports[name]['cpu']:.1f} | {imports[name]['peak']:.0f} |" for name in ("ours", "pandas")]
    lines.append(f"| pandas / ours | {imports['times_less_cpu']:.1f} × | |")
    floor = rerun["empty"]["cpu_ms"]
    lines += ["", "| rerun on the server | CPU ms | of an empty app |", "|---|---|---|"]
    lines += [f"| {name} | {cost['cpu_ms']:.0f} | {cost['cpu_ms'] / floor:.2f} × |" for name, cost in rerun.items()]
    return "\n".join(lines)


if __name__ == "__main__":
    result = main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
    (HOME / "build").mkdir(exist_ok=True)
    (HOME / "build" / "bench.json").write_text(json.dumps(result, indent=2) + "\n")
    print(table(result))
