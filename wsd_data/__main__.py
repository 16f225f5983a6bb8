"""The command line: its verbs, who does them, and what becomes of a failure.

The verbs themselves stand in `commands`. Every failure becomes a message and an exit code: 0 done, 1 refused and nothing
changed, 2 wrong usage, 3 the surroundings failed.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
import traceback
from collections.abc import Callable, Sequence

from wsd_data.commands import check, demo, figures, history, load, report, safekeeping, serve, template
from wsd_data.commands.asker import data_folder
from wsd_data.commands.terminal import say, say_findings
from wsd_data.commands.verb import Parser
from wsd_data.handover import handed_over
from wsd_data.lean import UNUSED, keep_memory, without
from wsd_data.model.problems import Problem
from wsd_data.model.text import Text

_SELDOM = 100_000
"""So many new objects, more than went, between two rounds of the garbage collector; Python's own number is 700."""
UNEXPECTED = Text(
    "Er ging iets mis dat niet voorzien was ({detail}). Er is niets gemeld als gelukt. Met WSD_DEBUG=1 verschijnen de technische details.",
    "Something unforeseen went wrong ({detail}). Nothing was reported as done. With WSD_DEBUG=1 the technical details appear.",
)


def parser() -> Parser:
    """The verbs, in the order in which `--help` tells of them."""
    top = Parser(prog="python -m wsd_data", description="WSD Monitor")
    top.take(
        "command",
        (
            template.VERB, check.VERB, load.VERB, demo.VERB, history.DELIVERIES, history.UNDO, safekeeping.VERIFY,
            safekeeping.REBUILD, safekeeping.BACKUP, report.VERB, figures.VERB, serve.verb(handed),
        ),
    )  # fmt: skip
    return top


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
    code = handed_over(data_folder(), given) if args.needs_folder(args) else None
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
