"""What a verb of the command line is, and the parser that takes one."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NoReturn

from wsd_data.commands.terminal import both, say
from wsd_data.model.text import Text

WRONG_USAGE = Text("Onjuist gebruik: {detail}", "Wrong usage: {detail}")


class Parser(argparse.ArgumentParser):
    """Wrong usage is told in both languages, with exit code 2."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        say(WRONG_USAGE.format(detail=message))
        raise SystemExit(2)

    def take(self, name: str, verbs: Iterable[Verb]) -> None:
        """The next word is one of these verbs, told of in this order; what is parsed holds it under `name`."""
        words = self.add_subparsers(dest=name, required=True, parser_class=Parser)
        for verb in verbs:
            parser = words.add_parser(verb.name, help=both(verb.help))
            parser.set_defaults(run=verb.run, needs_folder=verb.needs_folder)
            verb.options(parser)


def _none(parser: Parser) -> None:
    """No options."""


def _always(args: argparse.Namespace) -> bool:
    return True


@dataclass(frozen=True)
class Verb:
    """A verb of the command line.

    run: does it and gives the exit code; None where a further word says what to do. options: adds them to its parser.
    needs_folder: whether it wants the data folder for itself; the server that has it open then does the work.
    """

    name: str
    help: Text
    run: Callable[[argparse.Namespace], int] | None
    options: Callable[[Parser], None] = _none
    needs_folder: Callable[[argparse.Namespace], bool] = _always
