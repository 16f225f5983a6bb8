"""The verb `figures`: the answer to one question, as lines, JSON, CSV or Parquet."""

from __future__ import annotations

import argparse
import sys

from wsd_data.commands.arguments import period_of, stand_of
from wsd_data.commands.asker import the_monitor, the_store, write
from wsd_data.commands.terminal import both, put
from wsd_data.commands.verb import Parser, Verb
from wsd_data.model.indicators import POLICIES
from wsd_data.model.problems import Usage
from wsd_data.model.text import Text

HELP = Text("cijfers", "figures")
PARQUET = Text("wat --csv toont, met typen", "what --csv shows, typed")
BAD_WHERE = Text("Schrijf --where als DIMENSIE=WAARDE, niet {text}.", "Write --where as DIMENSION=VALUE, not {text}.")


def _options(parser: Parser) -> None:
    parser.add_argument("indicator", metavar="INDICATOR")
    parser.add_argument("--by", metavar="DIM,…")
    parser.add_argument("--where", action="append", default=[], metavar="DIM=VALUE")
    parser.add_argument("--period", metavar="P")
    parser.add_argument("--as-of", metavar="DATE|ID")
    parser.add_argument("--policy", choices=POLICIES, default="public")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true")
    form.add_argument("--csv", action="store_true")
    form.add_argument("--parquet", metavar="OUT.parquet", help=both(PARQUET))


def _run(args: argparse.Namespace) -> int:
    from wsd_data.figures import Selection, indicator_of
    from wsd_data.figures.export import answer_csv, answer_lines, answer_parquet
    from wsd_data.figures.selection import check_dimension

    indicator = indicator_of(args.indicator)
    by = tuple(dict.fromkeys(d.strip() for d in args.by.split(",") if d.strip())) if args.by else ()
    where = _where(args.where)
    for dimension in (*by, *where):
        check_dimension(indicator, dimension)
    selection, as_of = Selection.of(period_of(args.period), where), stand_of(args.as_of)
    with the_store() as store:
        monitor = the_monitor(store)
        answer = monitor.answer(indicator.id, by, selection, as_of, args.policy)
        labels = {d: monitor.labels(d, as_of) for d in by}
    if args.csv:
        sys.stdout.write(answer_csv(answer))
    elif args.parquet:
        write(args.parquet, answer_parquet(answer))
    else:
        put(args.json, answer.as_json(), () if args.json else answer_lines(answer, labels))
    return 0


def _where(pairs: list[str]) -> dict[str, list[str]]:
    """Dimension → codes; a dimension that comes twice has both. Raises Usage."""
    where: dict[str, list[str]] = {}
    for pair in pairs:
        dimension, equals, code = pair.partition("=")
        if not equals or not code.strip():
            raise Usage(BAD_WHERE.format(text=pair))
        where.setdefault(dimension.strip(), []).append(code.strip())
    return where


VERB = Verb("figures", HELP, _run, _options)
