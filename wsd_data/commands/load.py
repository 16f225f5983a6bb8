"""The verb `load`: files become deliveries, all or none."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from wsd_data.commands.arguments import day_of, period_of, year_of
from wsd_data.commands.asker import file_named, put_by, the_store
from wsd_data.commands.terminal import confirmed, put, say_findings
from wsd_data.commands.verb import Parser, Verb
from wsd_data.model.problems import Usage
from wsd_data.model.text import Text

HELP = Text("bestanden laden", "load files")
BAD_NOTHING = Text(
    "Schrijf --nothing als BLAD:JAAR, niet {text}. Bladen: {known}.",
    "Write --nothing as SHEET:YEAR, not {text}. Sheets: {known}.",
)
ROWS_END = Text("Deze {count} rijen vervallen. Doorgaan?", "These {count} rows end. Continue?")


def _options(parser: Parser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--region", metavar="CODE")
    parser.add_argument("--mode", choices=("add", "full"), default="add")
    parser.add_argument("--scope", metavar="PERIOD")
    parser.add_argument("--received", metavar="DATE")
    parser.add_argument("--map", metavar="MAP.json")
    parser.add_argument("--nothing", action="append", default=[], metavar="SHEET:YEAR")
    parser.add_argument("--accept-refused", action="store_true")
    parser.add_argument("--yes", action="store_true")
    parser.add_argument("--json", action="store_true")


def _run(args: argparse.Namespace) -> int:
    from wsd_data.delivery import LoadRequest, load
    from wsd_data.intake import read_mapping

    mapping = read_mapping(file_named(args.map)) if args.map else None
    requests = [
        LoadRequest(
            path=file_named(name), region=args.region, mode=args.mode, scope=period_of(args.scope),
            received=day_of(args.received) if args.received else None,
            nothing=tuple(_nothing(n) for n in args.nothing), accept_refused=args.accept_refused,
            confirmed=args.yes, confirm=_may_end, mapping=mapping,
        )
        for name in args.files
    ]  # fmt: skip
    with the_store() as store:
        done = load(store, requests)
        put_by(store)
    lines = []
    for one in done:
        if not args.json:
            say_findings(one.findings)
            for sheet, row in one.ended_rows:
                lines.append(f"  vervallen / ended: {sheet}: {row}")
        lines.append(
            f"{one.id}: {one.file} ({one.deliverer}, {one.mode}): {one.new} nieuw / new, {one.changed} gewijzigd / changed, "
            f"{one.unchanged} gelijk / unchanged, {one.ended} vervallen / ended, {one.refused} geweigerd / refused"
        )
    put(args.json, {"deliveries": [one.as_json() for one in done]}, lines)
    return 0


def _may_end(ended: Sequence[tuple[str, str]]) -> bool:
    """Show the rows that a full delivery ends, and ask."""
    for sheet, row in ended:
        print(f"- {sheet}: {row}", file=sys.stderr)
    return confirmed(ROWS_END.format(count=len(ended)))


def _nothing(text: str) -> tuple[str, int]:
    """Sheet id and year of which there is nothing to report. Raises Usage."""
    from wsd_data.model.sheets import SHEETS
    from wsd_data.model.text import fold

    name, _, typed = text.rpartition(":")
    sheet = next((s.id for s in SHEETS.values() if fold(name) in s.spellings() or name == s.id), None)
    year = year_of(typed)
    if sheet is None or year is None:
        raise Usage(BAD_NOTHING.format(text=text, known=", ".join(SHEETS)))
    return sheet, year


VERB = Verb("load", HELP, _run, _options)
