"""The verb `report`, followed by `annual` or `dossier`: figures on paper or in a workbook."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from wsd_data.commands.arguments import a_year, stand_of
from wsd_data.commands.asker import the_monitor, the_store, write
from wsd_data.commands.verb import Parser, Verb
from wsd_data.model.clock import today
from wsd_data.model.indicators import POLICIES
from wsd_data.model.text import LANGUAGES, Text

if TYPE_CHECKING:
    from wsd_data.delivery import Store
    from wsd_data.delivery.datastate import DataState
    from wsd_data.reports.paper import Paper

HELP = Text("rapport als .pdf of .xlsx", "report as .pdf or .xlsx")
HELP_ANNUAL = Text("jaarcijfers", "annual figures")
HELP_DOSSIER = Text("dossier van een beschikking", "dossier of a grant")


def _options_of_annual(parser: Parser) -> None:
    parser.add_argument("--year", type=a_year, required=True, metavar="Y")
    parser.add_argument("--region", metavar="CODE")
    _options_of_both(parser)


def _options_of_dossier(parser: Parser) -> None:
    parser.add_argument("--grant", required=True, metavar="NUMBER")
    _options_of_both(parser)


def _options_of_both(parser: Parser) -> None:
    parser.add_argument("--as-of", metavar="DATE|ID")
    parser.add_argument("--policy", choices=POLICIES, default="public")
    parser.add_argument("--language", choices=LANGUAGES, default="nl")
    parser.add_argument("--out", required=True, metavar="FILE.pdf|.xlsx")


def _annual(args: argparse.Namespace) -> int:
    from wsd_data.delivery.notes import notes
    from wsd_data.reports.annual import Asked, annual

    def made(store: Store, state: DataState) -> Paper:
        asked = Asked(args.year, args.region, stand_of(args.as_of), args.policy, args.language)
        written = notes(store, asked.as_of, asked.policy)
        return annual(the_monitor(store), asked, state, today(), written)

    return _report(args, made)


def _dossier(args: argparse.Namespace) -> int:
    from wsd_data.reports.dossier import Asked, report

    def made(store: Store, state: DataState) -> Paper:
        asked = Asked(args.grant, stand_of(args.as_of), args.policy, args.language)
        return report(the_monitor(store), asked, state, today())

    return _report(args, made)


def _report(args: argparse.Namespace, made: Callable[[Store, DataState], Paper]) -> int:
    """Write a report as PDF or workbook, and tell its SHA-256."""
    from wsd_data.delivery.datastate import data_state
    from wsd_data.reports.written import file_of

    with the_store() as store:
        content = file_of(made(store, data_state(store, stand_of(args.as_of))), args.out)
    write(args.out, content)
    return 0


ANNUAL = Verb("annual", HELP_ANNUAL, _annual, _options_of_annual)
DOSSIER = Verb("dossier", HELP_DOSSIER, _dossier, _options_of_dossier)
VERB = Verb("report", HELP, None, lambda parser: parser.take("report", (ANNUAL, DOSSIER)))
