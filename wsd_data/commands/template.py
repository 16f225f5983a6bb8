"""The verb `template`: an empty workbook, or one that begins with what a werkplaats delivered before."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from wsd_data.commands.asker import file_named, the_store
from wsd_data.commands.terminal import both
from wsd_data.commands.verb import WRONG_USAGE, Parser, Verb
from wsd_data.model.clock import today
from wsd_data.model.problems import Usage
from wsd_data.model.text import Text

if TYPE_CHECKING:
    from wsd_data.intake.retyped import Typed

HELP = Text("leeg werkboek", "empty workbook")
FILLED = Text("met eigen projecten en rijen", "with own projects and rows")


def _options(parser: Parser) -> None:
    parser.add_argument("out", metavar="OUT.xlsx")
    parser.add_argument("--region", metavar="CODE")
    parser.add_argument("--filled", action="store_true", help=both(FILLED))


def _run(args: argparse.Namespace) -> int:
    from wsd_data.delivery.folder import REFERENCE_FOLDER
    from wsd_data.delivery.messages import UNKNOWN_REGION
    from wsd_data.intake import read_reference, write_template

    reference = read_reference(REFERENCE_FOLDER)
    known = list(dict.fromkeys(str(row["code"]) for row in reference["regions"]))
    if args.region is not None and args.region not in known:
        raise Usage(UNKNOWN_REGION.format(code=args.region, known=", ".join(known)))
    if args.filled and args.region is None:
        raise Usage(WRONG_USAGE.format(detail="--filled: --region"))
    projects, rows = _own(args.region) if args.filled else ((), {})
    write_template(file_named(args.out), reference, args.region, projects=projects, rows=rows)
    print(args.out)
    return 0


def _own(region: str) -> tuple[tuple[str, ...], dict[str, list[Typed]]]:
    """Projects and rows that a werkplaats may start from."""
    from wsd_data.delivery.starting import start_of

    with the_store() as store:
        start = start_of(store, region, today())
    return start.projects, start.rows


def _is_filled(args: argparse.Namespace) -> bool:
    """An empty template needs no data."""
    return bool(args.filled)


VERB = Verb("template", HELP, _run, _options, needs_folder=_is_filled)
