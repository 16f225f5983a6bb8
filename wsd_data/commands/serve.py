"""The verb `serve`: the dashboard, which takes in commands of other processes while it runs."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Callable, Iterator, Sequence

from wsd_data.commands.asker import data_folder
from wsd_data.commands.terminal import say
from wsd_data.commands.verb import Parser, Verb
from wsd_data.handover import visit
from wsd_data.model.problems import Surroundings
from wsd_data.model.text import Text

HELP = Text("dashboard", "dashboard")
ALREADY_SERVED = Text(
    "Op de map {folder} draait al een dashboard: {address}. Gebruik dat, of stop het eerst.",
    "A dashboard runs on the folder {folder} already: {address}. Use that one, or stop it first.",
)


def verb(handed: Callable[[Sequence[str]], int]) -> Verb:
    """handed: does a command of another process while this one serves, and gives its exit code."""
    return Verb("serve", HELP, lambda args: _run(args, handed), _options)


def _options(parser: Parser) -> None:
    parser.add_argument("--port", type=int, default=8501)


def _run(args: argparse.Namespace, handed: Callable[[Sequence[str]], int]) -> int:
    if by := visit():
        raise Surroundings(ALREADY_SERVED.format(folder=by.folder, address=by.address))
    from wsd_data.reception import Reception
    from wsd_data.ui.serve import serve

    @contextlib.contextmanager
    def received(address: str) -> Iterator[None]:
        with Reception(data_folder(), handed, address) as reception:
            if reception.complaint:
                say(reception.complaint)
            yield

    return int(serve(args.port, received))
