"""The verbs `verify`, `rebuild` and `backup`: that what was delivered is still there, whole, and kept elsewhere too."""

from __future__ import annotations

import argparse
from pathlib import Path

from wsd_data.commands.asker import data_folder, file_named, served_store
from wsd_data.commands.terminal import both, say
from wsd_data.commands.verb import Parser, Verb
from wsd_data.handover import visit
from wsd_data.model.problems import Surroundings
from wsd_data.model.text import Text

HELP_VERIFY = Text("database, archief en grootboek vergelijken", "compare database, archive and ledger")
HELP_REBUILD = Text("database opnieuw maken", "make the database again")
HELP_BACKUP = Text("reservekopie", "backup")
AGREE = Text("Database, archief en grootboek zijn gelijk.", "Database, archive and ledger agree.")
REBUILT = Text("{count} leveringen opnieuw opgebouwd.", "{count} entries rebuilt.")
REBUILD_WHILE_SERVED = Text(
    "Het dashboard ({address}) is in gebruik; zolang kan de database niet opnieuw gemaakt worden. "
    "Stop het, geef deze opdracht opnieuw, en start het weer. Er is niets veranderd.",
    "The dashboard ({address}) is in use; until it stops the database cannot be made again. "
    "Stop it, give this command again, and start it again. Nothing changed.",
)


def _options_of_backup(parser: Parser) -> None:
    parser.add_argument("out", metavar="OUT")


def _verify(args: argparse.Namespace) -> int:
    from wsd_data.delivery import verify

    store = served_store()
    differences = verify(store.folder if store else data_folder(), store)
    for difference in differences:
        say(difference.message)
    if differences:
        return 3
    print(both(AGREE))
    return 0


def _rebuild(args: argparse.Namespace) -> int:
    from wsd_data.delivery import rebuild

    if by := visit():
        raise Surroundings(REBUILD_WHILE_SERVED.format(address=by.address))
    print(both(REBUILT.format(count=rebuild(data_folder()).entries)))
    return 0


def _backup(args: argparse.Namespace) -> int:
    from wsd_data.delivery import backup

    store = served_store()
    backup(store.folder if store else data_folder(), file_named(args.out), store)
    print(Path(args.out))
    return 0


VERIFY = Verb("verify", HELP_VERIFY, _verify)
REBUILD = Verb("rebuild", HELP_REBUILD, _rebuild)
BACKUP = Verb("backup", HELP_BACKUP, _backup, _options_of_backup)
