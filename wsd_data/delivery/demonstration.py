"""Example data in a folder of their own: the mark that keeps them apart, and loading them as a series of deliveries."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

from wsd_data.delivery import messages
from wsd_data.delivery.folder import Store, set_meta
from wsd_data.delivery.loading import load
from wsd_data.delivery.requests import Loaded, LoadRequest
from wsd_data.model.periods import PeriodError, parse_period
from wsd_data.model.problems import Refused, Surroundings
from wsd_data.store.engine import engine_problems

DELIVERIES_FILE = "deliveries.csv"
TOGETHER = 6
"""So many deliveries share a transaction: most of the time of a small one goes into making it durable."""
YES = frozenset({"1", "true", "yes", "ja"})


def mark_demo(store: Store) -> None:
    """Mark a data folder as holding example data, for good. Refused when it has deliveries and is no demo yet."""
    if store.demo:
        return
    cursor = store.engine.cursor()
    row = cursor.execute("SELECT count(*) FROM entries WHERE kind <> 'reference'").fetchone()
    cursor.close()
    if row and row[0]:
        raise Refused(messages.NOT_EMPTY.format(folder=store.folder))
    with store.writing, engine_problems(store.folder):
        store.ledger.mark_demo()
        set_meta(store.engine, "demo", "true")
        store.engine.checkpoint()


def read_deliveries(examples: Path) -> list[LoadRequest]:
    """The deliveries that `deliveries.csv` lists, in order.

    Columns: file, received (ISO date), mode, scope (a period or empty), and optionally accept_refused and region.
    Raises Surroundings when the list is missing or wrong.
    """
    file = examples / DELIVERIES_FILE
    made = []
    try:
        with file.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                scope = (row.get("scope") or "").strip()
                made.append(
                    LoadRequest(
                        path=examples / row["file"].strip(),
                        region=(row.get("region") or "").strip() or None,
                        mode=(row.get("mode") or "").strip() or "add",
                        scope=parse_period(scope) if scope else None,
                        received=date.fromisoformat(row["received"].strip()),
                        accept_refused=(row.get("accept_refused") or "").strip().lower() in YES,
                        confirmed=True,
                    )
                )
    except (OSError, KeyError, PeriodError, ValueError, AttributeError) as error:
        raise Surroundings(messages.NO_EXAMPLES.format(file=file, detail=repr(error))) from error
    return made


def load_demo(store: Store, examples: Path, progress: Callable[[Loaded], None] | None = None) -> list[Loaded]:
    """Fill an empty folder with the example deliveries, all or none, and mark it as a demo.

    In one transaction, because a checkpoint after each of them would take most of the time.
    """
    requests = read_deliveries(examples)
    mark_demo(store)
    done = load(store, requests)
    for one in done:
        if progress:
            progress(one)
    return done
