"""The verb `demo`: an empty data folder filled with the examples, or with one workbook of so many rows."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from wsd_data.commands.asker import data_folder, put_by, the_store
from wsd_data.commands.terminal import both
from wsd_data.commands.verb import WRONG_USAGE, Parser, Verb
from wsd_data.model.problems import Usage
from wsd_data.model.text import Text

if TYPE_CHECKING:
    from wsd_data.delivery import Loaded

HELP = Text("lege map met voorbeelden vullen", "fill an empty folder with examples")
ALREADY_DEMO = Text(
    "De voorbeelden staan al in {folder} ({count} leveringen).",
    "The examples are in {folder} already ({count} deliveries).",
)
EXAMPLES = Path(__file__).resolve().parents[2] / "data" / "examples"


def _options(parser: Parser) -> None:
    parser.add_argument("--rows", type=int, metavar="N")


def _run(args: argparse.Namespace) -> int:
    from wsd_data.delivery import LoadRequest, deliveries, load, load_demo, mark_demo, read_deliveries

    if args.rows is not None and args.rows < 1:
        raise Usage(WRONG_USAGE.format(detail="--rows < 1"))
    with the_store() as store:
        there = sum(d["kind"] == "delivery" for d in deliveries(store))
        if store.demo and there and (args.rows is not None or there >= len(read_deliveries(EXAMPLES))):
            print(both(ALREADY_DEMO.format(folder=data_folder(), count=there)))
            return 0
        if args.rows is None:
            load_demo(store, EXAMPLES, _tell)
            return 0
        from wsd_data.reports.examples import generate_workbook

        mark_demo(store)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"voorbeeld-{args.rows}.xlsx"
            generate_workbook(path, args.rows)
            _tell(load(store, [LoadRequest(path, confirmed=True)])[0])
        put_by(store)
    return 0


def _tell(one: Loaded) -> None:
    print(
        f"{one.id}: {one.file} ({one.deliverer}): {one.new} nieuw / new, {one.changed} gewijzigd / changed", flush=True
    )


VERB = Verb("demo", HELP, _run, _options)
