"""What each command does: reads its options, asks the rooms, prints what came of it.

Knows nothing of how figures or history are made. Answers go to standard output, messages to standard error,
in both languages; failures are raised as Problem and told by `__main__`.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from wsd_data.handover import visit
from wsd_data.model.clock import today
from wsd_data.model.findings import Finding
from wsd_data.model.periods import FIRST_YEAR, LAST_YEAR, Period, PeriodError, parse_period
from wsd_data.model.problems import Refused, Surroundings, Usage
from wsd_data.model.text import Text

if TYPE_CHECKING:
    from wsd_data.delivery import Store
    from wsd_data.delivery.datastate import DataState
    from wsd_data.figures import Monitor
    from wsd_data.intake import Known
    from wsd_data.reports.paper import Paper
    from wsd_data.store.fold import AsOf

WRONG_USAGE = Text("Onjuist gebruik: {detail}", "Wrong usage: {detail}")
UNKNOWN_PERIOD = Text(
    "Onbekende periode: {text}. Schrijf 2023, 2023-H1, 2023-Q2, 2023-06, 2024-02-01 of 2020..2022.",
    "Unknown period: {text}. Write 2023, 2023-H1, 2023-Q2, 2023-06, 2024-02-01 or 2020..2022.",
)
UNKNOWN_DATE = Text(
    "Onbekende datum: {text}. Schrijf bijvoorbeeld 2024-02-01.", "Unknown date: {text}. Write 2024-02-01, for example."
)
UNKNOWN_STAND = Text(
    "Onbekende stand: {text}. Geef een datum (2024-02-01) of het nummer van een aanlevering.",
    "Unknown state: {text}. Give a date (2024-02-01) or the number of a delivery.",
)
BAD_WHERE = Text("Schrijf --where als DIMENSIE=WAARDE, niet {text}.", "Write --where as DIMENSION=VALUE, not {text}.")
BAD_NOTHING = Text(
    "Schrijf --nothing als BLAD:JAAR, niet {text}. Bladen: {known}.",
    "Write --nothing as SHEET:YEAR, not {text}. Sheets: {known}.",
)
ONE_PROPOSAL = Text(
    "Bij --propose hoort één bestand, zonder --map.", "With --propose goes one file, without --map."
)  # fmt: skip
NOT_WRITTEN = Text(
    "{path} kan niet worden geschreven ({detail}).", "{path} cannot be written ({detail})."
)  # fmt: skip

UNDO_EFFECT = Text(
    "{sheet}: {gone} rijen verdwijnen, {earlier} krijgen hun vorige inhoud, {back} komen terug, {stay} blijven door latere leveringen.",
    "{sheet}: {gone} rows disappear, {earlier} get their earlier contents, {back} come back, {stay} stay by later deliveries.",
)
ALREADY_DEMO = Text(
    "De voorbeelden staan al in {folder} ({count} leveringen).",
    "The examples are in {folder} already ({count} deliveries).",
)
ALREADY_SERVED = Text(
    "Op de map {folder} draait al een dashboard: {address}. Gebruik dat, of stop het eerst.",
    "A dashboard runs on the folder {folder} already: {address}. Use that one, or stop it first.",
)
REBUILD_WHILE_SERVED = Text(
    "Het dashboard ({address}) is in gebruik; zolang kan de database niet opnieuw gemaakt worden. "
    "Stop het, geef deze opdracht opnieuw, en start het weer. Er is niets veranderd.",
    "The dashboard ({address}) is in use; until it stops the database cannot be made again. "
    "Stop it, give this command again, and start it again. Nothing changed.",
)
EXAMPLES = Path(__file__).resolve().parents[1] / "data" / "examples"


def say(text: Text) -> None:
    """A message for people: Dutch, then English, on standard error."""
    print(text.nl, file=sys.stderr)
    if text.en != text.nl:
        print(text.en, file=sys.stderr)


def data_folder() -> Path:
    """The folder of database, archive, ledger and salt: WSD_DATA_DIR, else data/real; as the asker names it."""
    by = visit()
    return by.folder if by else Path(os.environ.get("WSD_DATA_DIR") or "data/real")


def file_named(name: str) -> Path:
    """A file as the asker names it, who may be in another folder than this process."""
    by = visit()
    return by.cwd / name if by else Path(name)


@contextlib.contextmanager
def the_store() -> Iterator[Store]:
    """The open store of the server that does this command, else the data folder opened for this command alone."""
    if visit():
        from wsd_data.ui.state import opened

        yield opened().store
    else:
        from wsd_data.delivery import open_store

        with open_store(data_folder()) as store:
            yield store


def the_monitor(store: Store) -> Monitor:
    """The monitor of the server that does this command, which remembers, else one of its own."""
    if visit():
        from wsd_data.ui.state import opened

        return opened().monitor
    from wsd_data.figures import Monitor

    return Monitor(store.engine)


def put_by(store: Store) -> None:
    """After a command that changed history: beside many rows make its figures ready for the next one. A server does so itself."""
    if visit() is None:
        the_monitor(store).put_by()


def parse_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Usage(UNKNOWN_DATE.format(text=text)) from error


def say_findings(findings: Sequence[Finding], most: int = 200) -> None:
    level = {"error": Text("fout", "error"), "warning": Text("let op", "warning"), "info": Text("ter info", "info")}
    for finding in findings[:most]:
        place = "!".join(p for p in (finding.sheet, finding.cell) if p)
        print(f"{level[finding.level].nl}: {place + ': ' if place else ''}{finding.message.nl}", file=sys.stderr)
        print(f"  {level[finding.level].en}: {finding.message.en}", file=sys.stderr)
    if len(findings) > most:
        left = len(findings) - most
        say(
            Text(f"… en nog {left} bevindingen (alles staat in --json)", f"… and {left} more findings (--json has all)")
        )


def put(as_json: bool, value: object, lines: Sequence[str]) -> None:
    """One JSON object, or lines for people, on standard output."""
    if as_json:
        print(json.dumps(value, ensure_ascii=False, indent=2, default=str))
    else:
        for line in lines:
            print(line)


def confirmed(question: Text) -> bool:
    """Ask on a terminal; without one the answer is no."""
    if not sys.stdin.isatty():
        return False
    say(question)
    print("[j/n] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("j", "ja", "y", "yes")


def template(args: argparse.Namespace) -> int:
    from wsd_data.delivery.folder import REFERENCE_FOLDER
    from wsd_data.delivery.messages import UNKNOWN_REGION
    from wsd_data.intake import read_reference, write_template

    reference = read_reference(REFERENCE_FOLDER)
    known = list(dict.fromkeys(str(row["code"]) for row in reference["regions"]))
    if args.region is not None and args.region not in known:
        raise Usage(UNKNOWN_REGION.format(code=args.region, known=", ".join(known)))
    if args.filled and args.region is None:
        raise Usage(WRONG_USAGE.format(detail="--filled: --region"))
    try:
        if args.filled:
            from wsd_data.delivery.starting import start_of

            with the_store() as store:
                start = start_of(store, args.region, today())
            out = file_named(args.out)
            write_template(out, reference, args.region, projects=start.projects, rows=start.rows)
        else:
            write_template(Path(args.out), reference, args.region)
    except OSError as error:
        raise Surroundings(NOT_WRITTEN.format(path=args.out, detail=error.strerror or error)) from error
    print(args.out)
    return 0


def check(args: argparse.Namespace) -> int:
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
        sheets = []
        lines.append(f"{read.name}: {errors} fouten / errors")
        for sheet in read.sheets:
            rows = sheet.rows
            refused = sum(sheet.table["refused"].to_pylist()) if sheet.table is not None else 0
            accepted = rows - refused - len(sheet.skipped)
            sheets.append(
                {
                    "name": sheet.name, "recognised_as": sheet.kind, "heading_row": sheet.heading_row, "rows": rows,
                    "accepted": accepted, "refused": refused, "skipped": len(sheet.skipped), "unmapped": list(sheet.unmapped),
                }
            )  # fmt: skip
            if sheet.kind:
                lines.append(
                    f"  {sheet.name}: {rows} rijen / rows, {accepted} goed / accepted, "
                    f"{refused} geweigerd / refused, {len(sheet.skipped)} overgeslagen / skipped"
                )
        files.append({"file": name, "sheets": sheets, "findings": [f.as_json() for f in read.findings]})
        if not args.json:
            say_findings(read.findings)
    put(args.json, {"files": files}, lines)
    return 1 if bad else 0


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
    try:
        Path(args.propose).write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", "utf-8")
    except OSError as error:
        raise Surroundings(NOT_WRITTEN.format(path=args.propose, detail=error.strerror or error)) from error
    lines = []
    for sheet in found.sheets:
        lines.append(f"{sheet.name}: {sheet.kind or '-'}")
        for heading in sheet.headings:
            guess = f"{heading.chosen.value} ({heading.chosen.confidence:.2f})" if heading.chosen else "-"
            lines.append(f"  {heading.letter}  {heading.name[:50]}: {guess}")
        if sheet.missing:
            lines.append(f"  ontbreekt / missing: {', '.join(sheet.missing)}")
        lines += [f"  {question.nl} / {question.en}" for question in sheet.questions]
    put(args.json, content, lines)
    return 0


def _nothing(text: str) -> tuple[str, int]:
    from wsd_data.model.sheets import SHEETS
    from wsd_data.model.text import fold

    name, _, year = text.rpartition(":")
    sheet = next((s.id for s in SHEETS.values() if fold(name) in s.spellings() or name == s.id), None)
    if sheet is None or not (year.isascii() and year.isdigit() and FIRST_YEAR <= int(year) <= LAST_YEAR):
        raise Usage(BAD_NOTHING.format(text=text, known=", ".join(SHEETS)))
    return sheet, int(year)


def load(args: argparse.Namespace) -> int:
    from wsd_data.delivery import LoadRequest, load
    from wsd_data.intake import read_mapping

    mapping = read_mapping(file_named(args.map)) if args.map else None

    def confirm(ended: Sequence[tuple[str, str]]) -> bool:
        for sheet, row in ended:
            print(f"- {sheet}: {row}", file=sys.stderr)
        return confirmed(
            Text(f"Deze {len(ended)} rijen vervallen. Doorgaan?", f"These {len(ended)} rows end. Continue?")
        )

    requests = [
        LoadRequest(
            path=file_named(name), region=args.region, mode=args.mode, scope=_period(args.scope),
            received=parse_day(args.received) if args.received else None,
            nothing=tuple(_nothing(n) for n in args.nothing), accept_refused=args.accept_refused,
            confirmed=args.yes, confirm=confirm, mapping=mapping,
        )
        for name in args.files
    ]  # fmt: skip
    with the_store() as store:
        done = load(store, requests)
        put_by(store)
    lines = []
    for one in done:
        if not args.json:
            say_findings(one.findings)
            for sheet, row in one.ended_rows:
                lines.append(f"  vervallen / ended: {sheet}: {row}")
        lines.append(
            f"{one.id}: {one.file} ({one.deliverer}, {one.mode}): {one.new} nieuw / new, {one.changed} gewijzigd / changed, "
            f"{one.unchanged} gelijk / unchanged, {one.ended} vervallen / ended, {one.refused} geweigerd / refused"
        )
    put(args.json, {"deliveries": [one.as_json() for one in done]}, lines)
    return 0


def demo(args: argparse.Namespace) -> int:
    from wsd_data.delivery import (
        Loaded,
        LoadRequest,
        deliveries,
        load,
        load_demo,
        mark_demo,
        read_deliveries,
    )

    if args.rows is not None and args.rows < 1:
        raise Usage(WRONG_USAGE.format(detail="--rows < 1"))
    with the_store() as store:
        there = sum(d["kind"] == "delivery" for d in deliveries(store))
        if store.demo and there and (args.rows is not None or there >= len(read_deliveries(EXAMPLES))):
            already = ALREADY_DEMO.format(folder=data_folder(), count=there)
            print(f"{already.nl} / {already.en}")
            return 0

        def tell(one: Loaded) -> None:
            print(
                f"{one.id}: {one.file} ({one.deliverer}): {one.new} nieuw / new, {one.changed} gewijzigd / changed",
                flush=True,
            )

        if args.rows is None:
            load_demo(store, EXAMPLES, tell)
            return 0
        from wsd_data.reports.examples import generate_workbook

        mark_demo(store)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"voorbeeld-{args.rows}.xlsx"
            generate_workbook(path, args.rows)
            tell(load(store, [LoadRequest(path, confirmed=True)])[0])
        put_by(store)
    return 0


def deliveries(args: argparse.Namespace) -> int:
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


def undo(args: argparse.Namespace) -> int:
    from wsd_data.delivery import Outdated, undo, undo_preview
    from wsd_data.delivery.messages import OUTDATED
    from wsd_data.model.sheets import SHEETS

    with the_store() as store:
        version = store.version()
        preview = undo_preview(store, args.id)
        for effect in preview.sheets:
            say(
                UNDO_EFFECT.format(
                    sheet=SHEETS[effect.sheet].name,
                    gone=effect.gone,
                    earlier=effect.earlier,
                    back=effect.back,
                    stay=effect.stay,
                )
            )
        sure = args.yes or confirmed(Text(f"Levering {args.id} ongedaan maken?", f"Undo delivery {args.id}?"))
        with store.writing:
            if not args.yes and store.version() != version:
                raise Outdated(OUTDATED)
            undo(store, args.id, confirmed=sure)
        put_by(store)
    done = Text(f"Levering {args.id} is ongedaan gemaakt.", f"Delivery {args.id} has been undone.")
    put(args.json, {"delivery": args.id}, [done.nl, done.en])
    return 0


def verify(args: argparse.Namespace) -> int:
    from wsd_data.delivery import verify

    if visit():
        with the_store() as store:
            differences = verify(store.folder, store)
    else:
        differences = verify(data_folder())
    for difference in differences:
        say(difference.message)
    if differences:
        return 3
    print("Database, archief en grootboek zijn gelijk. / Database, archive and ledger agree.")
    return 0


def rebuild(args: argparse.Namespace) -> int:
    from wsd_data.delivery import rebuild

    if by := visit():
        raise Surroundings(REBUILD_WHILE_SERVED.format(address=by.address))
    count = rebuild(data_folder()).entries
    print(f"{count} leveringen opnieuw opgebouwd. / {count} entries rebuilt.")
    return 0


def backup(args: argparse.Namespace) -> int:
    from wsd_data.delivery import backup

    if visit():
        with the_store() as store:
            backup(store.folder, file_named(args.out), store)
    else:
        backup(data_folder(), file_named(args.out))
    print(Path(args.out))
    return 0


def _period(text: str | None) -> Period | None:
    try:
        return parse_period(text) if text is not None else None
    except PeriodError as error:
        raise Usage(UNKNOWN_PERIOD.format(text=text)) from error


def _as_of(text: str | None) -> AsOf:
    from wsd_data.store.fold import NOW, AsOf

    if text is None:
        return NOW
    if text.isdigit() and len(text) < 8:
        return AsOf(entry=int(text))
    try:
        return AsOf(day=date.fromisoformat(text))
    except ValueError as error:
        raise Usage(UNKNOWN_STAND.format(text=text)) from error


def figures(args: argparse.Namespace) -> int:
    from wsd_data.figures import Selection, indicator_of
    from wsd_data.figures.export import answer_csv, answer_lines, answer_parquet
    from wsd_data.figures.selection import check_dimension

    indicator = indicator_of(args.indicator)
    by = tuple(dict.fromkeys(d.strip() for d in args.by.split(",") if d.strip())) if args.by else ()
    where: dict[str, list[str]] = {}
    for pair in args.where:
        dimension, equals, code = pair.partition("=")
        if not equals or not code.strip():
            raise Usage(BAD_WHERE.format(text=pair))
        where.setdefault(dimension.strip(), []).append(code.strip())
    for dimension in (*by, *where):
        check_dimension(indicator, dimension)
    selection, as_of = Selection.of(_period(args.period), where), _as_of(args.as_of)
    with the_store() as store:
        monitor = the_monitor(store)
        answer = monitor.answer(indicator.id, by, selection, as_of, args.policy)
        labels = {d: monitor.labels(d, as_of) for d in by}
    if args.csv:
        sys.stdout.write(answer_csv(answer))
    elif args.parquet:
        _write(args.parquet, answer_parquet(answer))
    else:
        put(args.json, answer.as_json(), () if args.json else answer_lines(answer, labels))
    return 0


def report_annual(args: argparse.Namespace) -> int:
    from wsd_data.delivery.notes import notes
    from wsd_data.reports.annual import Asked, annual

    def made(store: Store, state: DataState) -> Paper:
        asked = Asked(args.year, args.region, _as_of(args.as_of), args.policy, args.language)
        written = notes(store, asked.as_of, asked.policy)
        return annual(the_monitor(store), asked, state, today(), written)

    return _report(args, made)


def report_dossier(args: argparse.Namespace) -> int:
    from wsd_data.reports.dossier import Asked, report

    def made(store: Store, state: DataState) -> Paper:
        return report(
            the_monitor(store), Asked(args.grant, _as_of(args.as_of), args.policy, args.language), state, today()
        )

    return _report(args, made)


def _report(args: argparse.Namespace, made: Callable[[Store, DataState], Paper]) -> int:
    """Write a report as PDF or workbook, and tell its SHA-256."""
    from wsd_data.delivery.datastate import data_state
    from wsd_data.reports.written import file_of

    with the_store() as store:
        content = file_of(made(store, data_state(store, _as_of(args.as_of))), args.out)
    _write(args.out, content)
    return 0


def _write(name: str, content: bytes) -> None:
    """Write a file as the asker names it, and tell its SHA-256."""
    try:
        file_named(name).write_bytes(content)
    except OSError as error:
        raise Surroundings(NOT_WRITTEN.format(path=name, detail=error.strerror or error)) from error
    print(f"{name}  {hashlib.sha256(content).hexdigest()}")


def serve(args: argparse.Namespace, run: Callable[[Sequence[str]], int]) -> int:
    """run: does a command of another process while this one serves."""
    if by := visit():
        raise Surroundings(ALREADY_SERVED.format(folder=by.folder, address=by.address))
    from wsd_data.reception import Reception
    from wsd_data.ui.serve import serve

    @contextlib.contextmanager
    def received(address: str) -> Iterator[None]:
        with Reception(data_folder(), run, address) as reception:
            if reception.complaint:
                say(reception.complaint)
            yield

    return int(serve(args.port, received))
