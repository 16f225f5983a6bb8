"""The command line; also the interface for scheduled jobs.

Knows the commands and their options, and turns every failure into a message and an exit code:
0 done, 1 refused and nothing changed, 2 wrong usage, 3 the surroundings failed.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from typing import NoReturn

from wsd_data import commands as do
from wsd_data.commands import WRONG_USAGE, data_folder, say, say_findings
from wsd_data.handover import HANDED, handed_over
from wsd_data.lean import UNUSED, keep_memory, without
from wsd_data.model.indicators import POLICIES
from wsd_data.model.periods import FIRST_YEAR, LAST_YEAR
from wsd_data.model.problems import Problem
from wsd_data.model.text import LANGUAGES, Text

_SELDOM = 100_000
"""So many new objects, more than went, between two rounds of the garbage collector; Python's own number is 700."""
UNEXPECTED = Text(
    "Er ging iets mis dat niet voorzien was ({detail}). Er is niets gemeld als gelukt. Met WSD_DEBUG=1 verschijnen de technische details.",
    "Something unforeseen went wrong ({detail}). Nothing was reported as done. With WSD_DEBUG=1 the technical details appear.",
)


class Parser(argparse.ArgumentParser):
    """Wrong usage is told in both languages, with exit code 2."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        say(WRONG_USAGE.format(detail=message))
        raise SystemExit(2)


def a_year(text: str) -> int:
    """A year as the figures know them."""
    if not (text.isascii() and text.isdigit() and FIRST_YEAR <= int(text) <= LAST_YEAR):
        raise argparse.ArgumentTypeError(f"{text}: {FIRST_YEAR}-{LAST_YEAR}")
    return int(text)


def parser() -> Parser:
    """The commands and their options."""
    top = Parser(prog="python -m wsd_data", description="WSD Monitor")
    commands = top.add_subparsers(dest="command", required=True, parser_class=Parser)

    def command(name: str, run: Callable[[argparse.Namespace], int], help_: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=help_)
        made.set_defaults(run=run)
        return made

    c = command("template", do.template, "leeg werkboek / empty workbook")
    c.add_argument("out", metavar="OUT.xlsx")
    c.add_argument("--region", metavar="CODE")
    c.add_argument("--filled", action="store_true", help="met eigen projecten en rijen / with own projects and rows")
    c = command("check", do.check, "bestanden nakijken / check files")
    c.add_argument("files", nargs="+", metavar="FILE")
    c.add_argument("--map", metavar="MAP.json")
    c.add_argument("--propose", metavar="OUT.json", help="voorstel voor een koppeling / a mapping to start from")
    c.add_argument("--json", action="store_true")
    c = command("load", do.load, "bestanden laden / load files")
    c.add_argument("files", nargs="+", metavar="FILE")
    c.add_argument("--region", metavar="CODE")
    c.add_argument("--mode", choices=("add", "full"), default="add")
    c.add_argument("--scope", metavar="PERIOD")
    c.add_argument("--received", metavar="DATE")
    c.add_argument("--map", metavar="MAP.json")
    c.add_argument("--nothing", action="append", default=[], metavar="SHEET:YEAR")
    c.add_argument("--accept-refused", action="store_true")
    c.add_argument("--yes", action="store_true")
    c.add_argument("--json", action="store_true")
    c = command("demo", do.demo, "lege map met voorbeelden vullen / fill an empty folder with examples")
    c.add_argument("--rows", type=int, metavar="N")
    c = command("deliveries", do.deliveries, "leveringen / deliveries")
    c.add_argument("--json", action="store_true")
    c = command("undo", do.undo, "levering ongedaan maken / undo a delivery")
    c.add_argument("id", type=int, metavar="ID")
    c.add_argument("--yes", action="store_true")
    c.add_argument("--json", action="store_true")
    command("verify", do.verify, "database, archief en grootboek vergelijken / compare database, archive and ledger")
    command("rebuild", do.rebuild, "database opnieuw maken / make the database again")
    c = command("backup", do.backup, "reservekopie / backup")
    c.add_argument("out", metavar="OUT")
    kinds = commands.add_parser("report", help="rapport als .pdf of .xlsx / report as .pdf or .xlsx").add_subparsers(
        dest="report", required=True, parser_class=Parser
    )
    c = kinds.add_parser("annual", help="jaarcijfers / annual figures")
    c.set_defaults(run=do.report_annual)
    c.add_argument("--year", type=a_year, required=True, metavar="Y")
    c.add_argument("--region", metavar="CODE")
    _of_a_report(c)
    c = kinds.add_parser("dossier", help="dossier van een beschikking / dossier of a grant")
    c.set_defaults(run=do.report_dossier)
    c.add_argument("--grant", required=True, metavar="NUMBER")
    _of_a_report(c)
    c = command("figures", do.figures, "cijfers / figures")
    c.add_argument("indicator", metavar="INDICATOR")
    c.add_argument("--by", metavar="DIM,…")
    c.add_argument("--where", action="append", default=[], metavar="DIM=VALUE")
    c.add_argument("--period", metavar="P")
    c.add_argument("--as-of", metavar="DATE|ID")
    c.add_argument("--policy", choices=("internal", "public"), default="public")
    form = c.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true")
    form.add_argument("--csv", action="store_true")
    form.add_argument("--parquet", metavar="OUT.parquet", help="wat --csv toont, met typen / what --csv shows, typed")
    c = command("serve", lambda args: do.serve(args, handed), "dashboard")
    c.add_argument("--port", type=int, default=8501)
    return top


def _of_a_report(command: argparse.ArgumentParser) -> None:
    """The options that every report has."""
    command.add_argument("--as-of", metavar="DATE|ID")
    command.add_argument("--policy", choices=POLICIES, default="public")
    command.add_argument("--language", choices=LANGUAGES, default="nl")
    command.add_argument("--out", required=True, metavar="FILE.pdf|.xlsx")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command, or have the server run it that has the data folder open. Without arguments the process is there for it alone."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    args = parser().parse_args(given)
    if arguments is None and args.command != "serve":
        without(*UNUSED)
        keep_memory()
        # A command is over before it pays to walk again and again through all that it loaded; of a report nothing is garbage.
        gc.set_threshold(0 if args.command == "report" else _SELDOM)
    try:
        return answered(args, lambda: _there_or_here(args, given))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read the output has seen enough; nothing more may be written to it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _there_or_here(args: argparse.Namespace, given: Sequence[str]) -> int:
    # An empty template needs no data; a filled one does.
    needed = args.command in HANDED or getattr(args, "filled", False)
    code = handed_over(data_folder(), given) if needed else None
    return int(args.run(args)) if code is None else code


def handed(given: Sequence[str]) -> int:
    """Run a command of another process in this one, that serves."""
    args = parser().parse_args(given)
    return answered(args, lambda: int(args.run(args)))


def answered(args: argparse.Namespace, run: Callable[[], int]) -> int:
    """Every failure becomes a message in both languages and an exit code."""
    try:
        return run()
    except Problem as problem:
        say_findings([f for f in problem.findings if f.level == "error"] or problem.findings)
        say(problem.message)
        if getattr(args, "json", False):
            findings = [f.as_json() for f in problem.findings]
            print(json.dumps({"error": problem.message.as_json(), "findings": findings}, ensure_ascii=False, indent=2))
        return problem.exit_code
    except BrokenPipeError:
        raise
    except Exception as error:  # no traceback may reach a user
        if os.environ.get("WSD_DEBUG"):
            traceback.print_exc()
        say(UNEXPECTED.format(detail=f"{type(error).__name__}: {error}"[:300]))
        return 3


if __name__ == "__main__":
    code = main()
    # What ends with the process need not be walked once more.
    gc.freeze()
    raise SystemExit(code)
