"""The command line as a scheduled job sees it: exit codes, one JSON object, messages in both languages, nothing changed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest

from tests.figures.conftest import write_workbook
from wsd_data.__main__ import parser
from wsd_data.lean import UNUSED

ROOT = Path(__file__).resolve().parents[1]
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run one command with a data folder of its own; never a traceback."""

    def command(*arguments: object, folder: Path | None = None, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "WSD_DATA_DIR": str(folder or tmp_path / "data"), "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            [sys.executable, "-m", "wsd_data", *map(str, arguments)],
            capture_output=True, text=True, env=environment, cwd=cwd, stdin=subprocess.DEVNULL, timeout=120,
        )  # fmt: skip
        assert "Traceback" not in done.stderr + done.stdout
        return done

    return command


def files_of(folder: Path) -> dict[str, bytes]:
    """Everything in a data folder that tells of history."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted((folder / "ledger").rglob("*")) if p.is_file()}


TALKS: Mapping[str, Sequence[Mapping[str, Any]]] = {"presentations": [{"title": "Wijkteams"}, {"title": "Schulden"}]}


def test_from_workbook_to_figure_and_back(run: Run, tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "levering.xlsx", TALKS)
    checked = run("check", path, "--json")
    assert checked.returncode == 0
    [file] = json.loads(checked.stdout)["files"]
    [sheet] = file["sheets"]
    assert (sheet["recognised_as"], sheet["heading_row"], sheet["rows"], sheet["accepted"]) == (
        "presentations",
        1,
        2,
        2,
    )

    loaded = json.loads(run("load", path, "--region", "twente", "--received", "2024-03-01", "--json").stdout)
    [delivery] = loaded["deliveries"]
    assert {k: delivery[k] for k in ("file", "deliverer", "mode", "new", "refused")} == {
        "file": "levering.xlsx", "deliverer": "twente", "mode": "add", "new": 2, "refused": 0,
    }  # fmt: skip

    again = run("load", path, "--region", "twente", "--received", "2024-03-02", "--json")
    assert again.returncode == 0
    assert json.loads(again.stdout)["deliveries"][0]["id"] == delivery["id"], "the same file commits nothing"

    def figure(*more: str) -> dict[str, Any]:
        done = run("figures", "presentations", "--period", "2023", "--where", "region=twente", "--json", *more)
        assert done.returncode == 0, done.stderr
        return dict(json.loads(done.stdout))

    answer = figure("--by", "quarter")
    assert answer["total"] == {
        "value": 2, "low": 2, "high": 2, "status": "ok", "estimate": False, "complete": True,
    }  # fmt: skip
    assert [(r["quarter"], r["value"], r["status"]) for r in answer["rows"]] == [
        ("2023-Q1", 2, "ok"), ("2023-Q2", 0, "zero"), ("2023-Q3", 0, "zero"), ("2023-Q4", 0, "zero"),
    ]  # fmt: skip
    assert (answer["policy"], answer["period"], answer["selection"]) == ("public", "2023", {"region": ["twente"]})

    assert run("undo", delivery["id"]).returncode == 1, "no terminal and no --yes"
    undone = run("undo", delivery["id"], "--yes", "--json")
    assert json.loads(undone.stdout) == {"delivery": delivery["id"]}
    assert figure()["total"]["value"] is None
    assert figure("--as-of", str(delivery["id"]))["total"]["value"] == 2
    assert figure("--as-of", "2024-03-01")["total"]["value"] == 2, "an undo of today was not known then"

    listed = json.loads(run("deliveries", "--json").stdout)["deliveries"]
    assert [d["kind"] for d in listed] == ["reference", "delivery", "undo"]
    assert listed[1]["undone_by"] == listed[2]["id"]
    assert run("verify").returncode == 0
    assert run("rebuild").returncode == 0
    assert run("verify").returncode == 0
    assert figure("--as-of", str(delivery["id"]))["total"]["value"] == 2
    out = tmp_path / "kopie.zip"
    assert run("backup", out).returncode == 0
    assert out.exists()


def test_csv_and_lines(run: Run, tmp_path: Path) -> None:
    run("load", write_workbook(tmp_path / "a.xlsx", TALKS), "--region", "twente")
    csv = run(
        "figures", "presentations", "--by", "region", "--period", "2023", "--where", "region=twente", "--csv"
    ).stdout
    assert csv.splitlines() == [
        "region,value,low,high,status,reason,estimate,complete", "twente,2,2,2,ok,,false,", "_total,2,2,2,ok,,false,true",
    ]  # fmt: skip
    out = tmp_path / "cijfers.parquet"
    done = run(
        "figures", "presentations", "--by", "region", "--period", "2023", "--where", "region=twente", "--parquet", out
    )
    assert done.returncode == 0 and str(out) in done.stdout
    table = pq.read_table(out)
    figure = {"value": 2.0, "low": 2.0, "high": 2.0, "status": "ok", "reason": None, "estimate": False}
    assert table.to_pylist() == [
        {"region": "twente", **figure, "complete": None}, {"region": "_total", **figure, "complete": True},
    ]  # fmt: skip
    assert table.schema.metadata[b"indicator"] == b"presentations" and table.schema.metadata[b"policy"] == b"public"
    lines = run("figures", "presentations", "--by", "region", "--period", "2023").stdout
    assert "Twente" in lines and "nog niet aangeleverd" in lines and "n.v.t." in lines


def both_languages(done: subprocess.CompletedProcess[str]) -> bool:
    return len([line for line in done.stderr.splitlines() if line.strip()]) >= 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["figures", "nonsense"],
        ["figures", "presentations", "--by", "role"],
        ["figures", "presentations", "--period", "2023-13"],
        ["figures", "presentations", "--where", "region=atlantis"],
        ["figures", "presentations", "--where", "region"],
        ["figures", "presentations", "--as-of", "gisteren"],
        ["load", "x.xlsx", "--scope", "ooit"],
        ["load", "x.xlsx", "--region", "atlantis"],
        ["load", "x.xlsx", "--received", "31-12-2023"],
        ["load", "x.xlsx", "--nothing", "planeten:2023"],
        ["template", "x.xlsx", "--region", "atlantis"],
        ["fly"],
        [],
    ],
    ids=lambda a: " ".join(a) or "nothing",
)
def test_wrong_usage_is_two(run: Run, arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.returncode == 2, done.stderr
    assert both_languages(done)
    assert done.stdout == ""


def _broken(tmp_path: Path, kind: str) -> Path:
    path = tmp_path / f"{kind}.xlsx"
    if kind == "missing":
        return path
    if kind == "empty":
        path.write_bytes(b"")
    elif kind == "picture":
        path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    elif kind == "encrypted":
        path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))
    elif kind == "damaged":
        write_workbook(path, TALKS)
        path.write_bytes(path.read_bytes()[:-900])
    elif kind == "unknown sheet":
        book = openpyxl.Workbook()
        book.active.append(["a", "b"])  # type: ignore[union-attr]
        book.save(path)
    elif kind == "no headings":
        book = openpyxl.Workbook()
        book.active.title = "Presentaties"  # type: ignore[union-attr]
        book.active.append([1, 2, 3])  # type: ignore[union-attr]
        book.save(path)
    elif kind == "faulty row":
        write_workbook(path, {"presentations": [{"title": "a"}, {"title": "b", "date": "31-02-2023"}]})
    return path


@pytest.mark.parametrize(
    "kind", ["missing", "empty", "picture", "encrypted", "damaged", "unknown sheet", "no headings", "faulty row"]
)
def test_a_bad_file_is_one_and_changes_nothing(run: Run, tmp_path: Path, kind: str) -> None:
    good = write_workbook(tmp_path / "goed.xlsx", {"products": [{"title": "Tool"}]})
    assert run("load", good, "--region", "twente").returncode == 0
    before = files_of(tmp_path / "data")
    bad = _broken(tmp_path, kind)
    checked = run("check", bad, "--json")
    assert checked.returncode == 1
    findings = json.loads(checked.stdout)["files"][0]["findings"]
    errors = [f for f in findings if f["level"] == "error"]
    assert errors and all(f["message"]["nl"] and f["message"]["en"] for f in errors)
    if kind == "faulty row":
        assert errors[0]["cell"] and errors[0]["row"] == 3
    second = write_workbook(tmp_path / "ook.xlsx", TALKS)
    done = run("load", second, bad, "--region", "twente", "--json")
    assert done.returncode == 1
    assert both_languages(done)
    assert json.loads(done.stdout)["error"]["nl"]
    assert files_of(tmp_path / "data") == before, "all files or none"


def test_an_unknown_sheet_beside_known_ones_is_a_warning(run: Run, tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", TALKS)
    book = openpyxl.load_workbook(path)
    book.create_sheet("Boodschappen").append(["brood", "melk"])
    book.save(path)
    checked = run("check", path, "--json")
    assert checked.returncode == 0
    file = json.loads(checked.stdout)["files"][0]
    assert {s["name"]: s["recognised_as"] for s in file["sheets"]} == {
        "Presentaties": "presentations",
        "Boodschappen": None,
    }
    assert any(f["level"] == "warning" and f["sheet"] == "Boodschappen" for f in file["findings"])


def test_a_received_date_in_the_future_is_refused(run: Run, tmp_path: Path) -> None:
    done = run("load", write_workbook(tmp_path / "a.xlsx", TALKS), "--received", "2999-01-01")
    assert done.returncode == 1
    assert both_languages(done)


def test_refused_rows_need_to_be_accepted(run: Run, tmp_path: Path) -> None:
    bad = _broken(tmp_path, "faulty row")
    done = run("load", bad, "--region", "twente", "--accept-refused", "--json")
    assert done.returncode == 0
    [delivery] = json.loads(done.stdout)["deliveries"]
    assert (delivery["new"], delivery["refused"]) == (1, 1)


def test_a_command_loads_no_library_that_it_does_not_use(run: Run, tmp_path: Path) -> None:
    """Not behind its back either, by what it does use; each of these costs a command a tenth of a second or more."""
    path = write_workbook(tmp_path / "levering.xlsx", TALKS)
    told = (
        "import sys, runpy, atexit; atexit.register(lambda: print(*sys.modules)); "
        f"sys.argv = ['wsd_data', 'load', {str(path)!r}, '--region', 'twente']; runpy.run_module('wsd_data', run_name='__main__')"
    )
    environment = {**os.environ, "WSD_DATA_DIR": str(tmp_path / "data")}
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, env=environment, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.splitlines()[-1].split())
    assert {"duckdb", "pyarrow.parquet"} <= loaded
    assert not loaded & {*UNUSED, "pyarrow.compute", "streamlit", "plotly", "openpyxl"}


def test_what_no_verb_always_needs_is_not_loaded_to_know_the_verbs() -> None:
    told = "import sys; from wsd_data.__main__ import parser; parser(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, cwd=ROOT, check=True)
    loaded = set(done.stdout.split())
    assert "wsd_data.commands.serve" in loaded
    assert not loaded & {*UNUSED, "pyarrow", "duckdb", "babel", "streamlit", "plotly", "openpyxl", "typst"}
    rooms = {name.split(".")[1] for name in loaded if name.startswith("wsd_data.")}
    assert rooms == {"__main__", "commands", "handover", "lean", "model"}


@pytest.mark.parametrize(
    ("line", "needed"),
    [
        ("template x.xlsx", False),
        ("template x.xlsx --filled", True),
        ("check x.xlsx", False),
        ("load x.xlsx", True),
        ("undo 1", True),
        ("backup x.zip", True),
        ("report annual --year 2023 --out x.pdf", True),
        ("figures outputs", True),
        ("serve", True),
    ],
)
def test_who_needs_the_data_folder_says_so(line: str, needed: bool) -> None:
    """Such a command is given to the server that has the folder open."""
    args = parser().parse_args(line.split())
    assert args.needs_folder(args) is needed


def test_a_full_delivery_lists_what_it_ends_and_needs_a_yes(run: Run, tmp_path: Path) -> None:
    run("load", write_workbook(tmp_path / "a.xlsx", TALKS), "--region", "twente")
    shorter = write_workbook(tmp_path / "b.xlsx", {"presentations": [{"title": "Wijkteams"}]})
    refused = run("load", shorter, "--region", "twente", "--mode", "full")
    assert refused.returncode == 1
    assert "Schulden" in refused.stderr or "schulden" in refused.stderr
    done = run("load", shorter, "--region", "twente", "--mode", "full", "--yes", "--json")
    assert json.loads(done.stdout)["deliveries"][0]["ended"] == 1
    answer = json.loads(run("figures", "presentations", "--json").stdout)
    assert answer["total"]["value"] == 1


def test_surroundings_that_fail_are_three(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    run("load", write_workbook(tmp_path / "a.xlsx", TALKS), "--region", "twente")
    hold = subprocess.Popen(
        [sys.executable, "-c", "import sys; from pathlib import Path; from wsd_data.delivery import open_store\n"
         f"s = open_store(Path({str(folder)!r})); print('open', flush=True); sys.stdin.read()"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    try:
        assert hold.stdout is not None and hold.stdout.readline().strip() == "open"
        locked = run("figures", "presentations")
        assert locked.returncode == 3
        assert "in gebruik" in locked.stderr and "in use" in locked.stderr
    finally:
        hold.communicate("")
    damaged = tmp_path / "damaged"
    shutil.copytree(folder, damaged)
    content = bytearray((damaged / "wsd.duckdb").read_bytes())
    content[: 4096 * 3] = bytes(4096 * 3)
    (damaged / "wsd.duckdb").write_bytes(content)
    done = run("figures", "presentations", folder=damaged)
    assert done.returncode == 3
    assert "rebuild" in done.stderr
    assert run("verify", folder=damaged).returncode == 3
    assert run("rebuild", folder=damaged).returncode == 0
    total = json.loads(run("figures", "presentations", "--json", folder=damaged).stdout)["total"]
    assert total["value"] == 2
    a_file = tmp_path / "file"
    a_file.write_text("x", "utf-8")
    assert run("figures", "presentations", folder=a_file).returncode == 3


def test_a_newer_database_is_left_alone(run: Run, tmp_path: Path) -> None:
    from wsd_data.store.engine import open_engine

    run("load", write_workbook(tmp_path / "a.xlsx", TALKS), "--region", "twente")
    engine = open_engine(tmp_path / "data")
    engine.cursor().execute("UPDATE meta SET value = '999' WHERE name = 'schema'")
    engine.close()
    done = run("figures", "presentations")
    assert done.returncode == 3
    assert "nieuwere versie" in done.stderr and "newer version" in done.stderr


def test_examples_and_real_data_never_mix(run: Run, tmp_path: Path) -> None:
    example = next((ROOT / "data" / "examples").glob("*.xlsx"))
    done = run("load", example)
    assert done.returncode == 1
    assert "voorbeeld" in done.stderr.lower()
    run("load", write_workbook(tmp_path / "a.xlsx", TALKS), "--region", "twente")
    assert run("demo").returncode == 1, "the folder holds real data"


def test_template_is_valid_when_left_empty(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "leeg.xlsx"
    assert run("template", out, "--region", "twente").returncode == 0
    checked = run("check", out, "--json")
    assert checked.returncode == 0
    sheets = json.loads(checked.stdout)["files"][0]["sheets"]
    assert sum(s["recognised_as"] is not None for s in sheets) == 10


def test_commands_of_the_readme_are_real(run: Run) -> None:
    import re

    for name in set(re.findall(r"python -m wsd_data (\w+)", (ROOT / "README.md").read_text("utf-8"))):
        assert run(name, "--help").returncode == 0


def test_a_filled_template_names_its_werkplaats(run: Run, tmp_path: Path) -> None:
    assert run("template", tmp_path / "x.xlsx", "--filled").returncode == 2
    out = tmp_path / "vol.xlsx"
    assert run("template", out, "--filled", "--region", "twente").returncode == 0
    assert run("check", out, "--json").returncode == 0
