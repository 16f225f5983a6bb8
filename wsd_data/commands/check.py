"""The verb `check`: what would be read from files and what is wrong in them; with `--propose` how one may be read.

Opens no data folder.
"""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from wsd_data.commands.asker import writing
from wsd_data.commands.terminal import both, put, say_findings
from wsd_data.commands.verb import Parser, Verb
from wsd_data.model.problems import Refused, Usage
from wsd_data.model.text import Text

if TYPE_CHECKING:
    from wsd_data.intake import Known, SheetRead
    from wsd_data.intake.proposals import SheetProposal

HELP = Text("bestanden nakijken", "check files")
PROPOSE = Text("voorstel voor een koppeling", "a mapping to start from")
ONE_PROPOSAL = Text("Bij --propose hoort één bestand, zonder --map.", "With --propose goes one file, without --map.")


def _options(parser: Parser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--map", metavar="MAP.json")
    parser.add_argument("--propose", metavar="OUT.json", help=both(PROPOSE))
    parser.add_argument("--json", action="store_true")


def _run(args: argparse.Namespace) -> int:
    from wsd_data.delivery import inspect
    from wsd_data.delivery.folder import REFERENCE_FOLDER
    from wsd_data.intake import known_from, read_mapping, read_reference

    known = known_from(read_reference(REFERENCE_FOLDER), os.urandom(32))
    if args.propose:
        return _propose(args, known)
    mapping = read_mapping(Path(args.map)) if args.map else None
    files, lines, bad = [], [], False
    for name in args.files:
        read = inspect(Path(name), known, mapping=mapping)
        errors = sum(f.level == "error" for f in read.findings)
        bad = bad or errors > 0
        sheets = [_counted(sheet) for sheet in read.sheets]
        files.append({"file": name, "sheets": sheets, "findings": [f.as_json() for f in read.findings]})
        lines.append(f"{read.name}: {errors} fouten / errors")
        lines += [
            f"  {sheet['name']}: {sheet['rows']} rijen / rows, {sheet['accepted']} goed / accepted, "
            f"{sheet['refused']} geweigerd / refused, {sheet['skipped']} overgeslagen / skipped"
            for sheet in sheets
            if sheet["recognised_as"]
        ]
        if not args.json:
            say_findings(read.findings)
    put(args.json, {"files": files}, lines)
    return 1 if bad else 0


def _counted(sheet: SheetRead) -> dict[str, object]:
    """What became of the rows of one sheet, as JSON."""
    refused = sum(sheet.table["refused"].to_pylist()) if sheet.table is not None else 0
    skipped = len(sheet.skipped)
    return {
        "name": sheet.name, "recognised_as": sheet.kind, "heading_row": sheet.heading_row, "rows": sheet.rows,
        "accepted": sheet.rows - refused - skipped, "refused": refused, "skipped": skipped, "unmapped": list(sheet.unmapped),
    }  # fmt: skip


def _propose(args: argparse.Namespace, known: Known) -> int:
    """Write how one file may be read, to be looked at and changed by hand, then given to `--map`."""
    from wsd_data.delivery.messages import BACKUP_EXISTS
    from wsd_data.intake import propose

    if args.map or len(args.files) != 1:
        raise Usage(ONE_PROPOSAL)
    if Path(args.propose).exists():
        # A mapping that somebody worked on must not be lost.
        raise Refused(BACKUP_EXISTS.format(out=args.propose))
    found = propose(Path(args.files[0]), known)
    if found.findings and not found.sheets:
        raise Refused(found.findings[0].message, found.findings)
    content = found.mapping().as_json()
    with writing(args.propose):
        Path(args.propose).write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", "utf-8")
    put(args.json, content, [line for sheet in found.sheets for line in _proposed(sheet)])
    return 0


def _proposed(sheet: SheetProposal) -> list[str]:
    """What is proposed for one sheet, in lines for people."""
    lines = [f"{sheet.name}: {sheet.kind or '-'}"]
    for heading in sheet.headings:
        guess = f"{heading.chosen.value} ({heading.chosen.confidence:.2f})" if heading.chosen else "-"
        lines.append(f"  {heading.letter}  {heading.name[:50]}: {guess}")
    if sheet.missing:
        lines.append(f"  ontbreekt / missing: {', '.join(sheet.missing)}")
    return lines + [f"  {both(question)}" for question in sheet.questions]


def _no_folder(args: argparse.Namespace) -> bool:
    return False


VERB = Verb("check", HELP, _run, _options, needs_folder=_no_folder)
