"""The verbs `deliveries` and `undo`: what was delivered, and taking one delivery out of it."""

from __future__ import annotations

import argparse

from wsd_data.commands.asker import put_by, the_store
from wsd_data.commands.terminal import confirmed, put, say
from wsd_data.commands.verb import Parser, Verb
from wsd_data.model.text import Text

HELP_DELIVERIES = Text("leveringen", "deliveries")
HELP_UNDO = Text("levering ongedaan maken", "undo a delivery")
UNDO_EFFECT = Text(
    "{sheet}: {gone} rijen verdwijnen, {earlier} krijgen hun vorige inhoud, {back} komen terug, {stay} blijven door latere leveringen.",
    "{sheet}: {gone} rows disappear, {earlier} get their earlier contents, {back} come back, {stay} stay by later deliveries.",
)
SURE = Text("Levering {id} ongedaan maken?", "Undo delivery {id}?")
UNDONE = Text("Levering {id} is ongedaan gemaakt.", "Delivery {id} has been undone.")


def _options_of_deliveries(parser: Parser) -> None:
    parser.add_argument("--json", action="store_true")


def _options_of_undo(parser: Parser) -> None:
    parser.add_argument("id", type=int, metavar="ID")
    parser.add_argument("--yes", action="store_true")
    parser.add_argument("--json", action="store_true")


def _deliveries(args: argparse.Namespace) -> int:
    from wsd_data.delivery import deliveries

    with the_store() as store:
        found = deliveries(store)
    lines = [
        f"{d['id']:>4}  {d['received']}  {d['kind']:<9}  {d['deliverer'] or '':<18}  {d['mode'] or '':<4}  {d['file'] or ''}"
        + (f"  (ongedaan gemaakt door / undone by {d['undone_by']})" if d["undone_by"] else "")
        for d in found
    ]
    put(args.json, {"deliveries": [{k: v for k, v in d.items() if k != "undoes"} for d in found]}, lines)
    return 0


def _undo(args: argparse.Namespace) -> int:
    from wsd_data.delivery import Outdated, undo, undo_preview
    from wsd_data.delivery.messages import OUTDATED
    from wsd_data.model.sheets import SHEETS

    with the_store() as store:
        version = store.version()
        for effect in undo_preview(store, args.id).sheets:
            counts = {"gone": effect.gone, "earlier": effect.earlier, "back": effect.back, "stay": effect.stay}
            say(UNDO_EFFECT.format(sheet=SHEETS[effect.sheet].name, **counts))
        sure = args.yes or confirmed(SURE.format(id=args.id))
        with store.writing:
            if not args.yes and store.version() != version:
                raise Outdated(OUTDATED)
            undo(store, args.id, confirmed=sure)
        put_by(store)
    done = UNDONE.format(id=args.id)
    put(args.json, {"delivery": args.id}, [done.nl, done.en])
    return 0


DELIVERIES = Verb("deliveries", HELP_DELIVERIES, _deliveries, _options_of_deliveries)
UNDO = Verb("undo", HELP_UNDO, _undo, _options_of_undo)
