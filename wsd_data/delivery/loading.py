"""Files into history: deliverer, scope, what is new, changed or ended, and the refusals, all in one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from wsd_data.delivery import messages
from wsd_data.delivery.changes import changed_rows, compared
from wsd_data.delivery.crosschecks import cross_findings
from wsd_data.delivery.folder import Store
from wsd_data.delivery.inspection import inspect
from wsd_data.delivery.requests import Confirm, EndedRow, Loaded, LoadRequest
from wsd_data.delivery.scopes import Scope, delivered_scopes
from wsd_data.delivery.staging import Staged, keyed, stage
from wsd_data.delivery.writing import write
from wsd_data.intake import FileRead
from wsd_data.model.clock import now, today
from wsd_data.model.findings import Finding
from wsd_data.model.periods import FIRST_YEAR, LAST_YEAR, Period, PeriodError, parse_period
from wsd_data.model.problems import Refused, Usage
from wsd_data.model.sheets import SHEETS
from wsd_data.store.archive import Bundle, archived_mapping
from wsd_data.store.described import described
from wsd_data.store.engine import Cursor, register
from wsd_data.store.fold import NOW, live_sql
from wsd_data.store.history import (
    DeliveredSheet,
    Entry,
    Record,
    finding_record,
    insert_record,
    next_number,
)

NETWORK = "network"
READERS = 2


def load(store: Store, requests: Sequence[LoadRequest]) -> list[Loaded]:
    """Read files and commit them, all or none.

    Raises Usage for an unknown region, mode or sheet, Refused (with findings) when a file or a row is refused or
    an ending is not confirmed, Surroundings when disk or database fail; nothing has changed then.
    """
    for request in requests:
        _valid(store, request)
    # Each file is read by a child process of its own; two at a time keep two cores busy.
    with ThreadPoolExecutor(max_workers=READERS) as readers:
        read = list(readers.map(lambda r: inspect(r.path, store.known, store.engine, r.mapping), requests))
    return commit(store, list(zip(requests, read, strict=True)))


def commit(store: Store, files: Sequence[tuple[LoadRequest, FileRead]]) -> list[Loaded]:
    """Commit files that were read and checked before. As `load`; the files themselves are needed for the archive."""
    check_files(store, files)
    done: list[Loaded] = []
    agreed: set[tuple[EndedRow, ...]] = set()

    def build(cursor: Cursor) -> list[Bundle]:
        made = carry_out(store, cursor, files, agreed)
        done[:] = [loaded for loaded, _ in made]
        return [bundle for _, bundle in made if bundle]

    while True:
        try:
            write(store, build)
            return done
        except _Asks as asks:
            # Asked without lock and transaction: others may deliver while somebody thinks.
            if not asks.confirm(asks.ended):
                raise asks.refusal from None
            agreed.add(asks.ended)


class _Asks(Refused):
    """Endings that somebody has to confirm; `refusal` when they are not."""

    def __init__(self, refusal: Refused, ended: tuple[EndedRow, ...], confirm: Confirm) -> None:
        super().__init__(refusal.message, refusal.findings)
        self.refusal, self.ended, self.confirm = refusal, ended, confirm


def check_files(store: Store, files: Sequence[tuple[LoadRequest, FileRead]]) -> None:
    """Raise Usage or Refused for requests or whole files that cannot be taken, whatever the store holds."""
    if not files:
        raise Usage(messages.NO_FILES)
    for request, read in files:
        _valid(store, request)
        _acceptable(store, request, read)


def carry_out(
    store: Store, cursor: Cursor, files: Sequence[tuple[LoadRequest, FileRead]], agreed: set[tuple[EndedRow, ...]],
    *, rehearsal: bool = False,
) -> list[tuple[Loaded, Bundle | None]]:  # fmt: skip
    """Write files into history inside a transaction of the caller. agreed: endings that were confirmed already.

    rehearsal: it will be taken back, so the last file, which no other is compared with, is not written.
    """
    last = len(files) - 1
    return [
        _Load(store, cursor, request, read, agreed, written=not (rehearsal and number == last)).run()
        for number, (request, read) in enumerate(files)
    ]


def _valid(store: Store, request: LoadRequest) -> None:
    if request.region is not None and request.region.strip().casefold() not in {*store.regions, NETWORK}:
        raise Usage(messages.UNKNOWN_REGION.format(code=request.region, known=", ".join(store.regions)))
    if request.mode not in ("add", "full"):
        raise Usage(messages.UNKNOWN_MODE.format(mode=request.mode))
    for sheet, year in request.nothing:
        if sheet not in SHEETS:
            raise Usage(messages.UNKNOWN_SHEET.format(sheet=sheet, known=", ".join(SHEETS)))
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise Usage(messages.UNKNOWN_YEAR.format(year=year))
    if request.received is not None and request.received > today():
        raise Refused(messages.FUTURE.format(day=_day(request.received), today=_day(today())))


def _day(day: date) -> str:
    return day.strftime("%d-%m-%Y")


def _acceptable(store: Store, request: LoadRequest, read: FileRead) -> None:
    """Refuse a file as a whole: not readable, unclear about who delivers what, or an example among real data."""
    whole = [f for f in read.findings if f.level == "error" and _about_the_file(f, request, read)]
    if whole:
        raise Refused(messages.FILE_REFUSED.format(file=read.name, detail=whole[0].message), read.findings)
    if read.example and not store.demo:
        raise Refused(messages.EXAMPLE.format(file=read.name), read.findings)


def _about_the_file(finding: Finding, request: LoadRequest, read: FileRead) -> bool:
    """Whether an error is about more than rows: the file, a sheet that cannot be read, or the explanation sheet.

    What the explanation sheet says unclearly does not matter where the request says it.
    """
    if finding.sheet == "" or finding.code in ("no_heading", "no_mapped_heading"):
        return True
    if finding.sheet in {s.name for s in read.sheets}:
        return False
    said = (finding.code == "deliverer_unknown" and request.region) or (
        finding.code == "period_unclear" and request.scope is not None
    )
    return not said


@dataclass
class _Load:
    """One file on its way into history, inside a transaction. written: the database is to hold it then."""

    store: Store
    cursor: Cursor
    request: LoadRequest
    read: FileRead
    agreed: set[tuple[EndedRow, ...]]
    written: bool = True

    def run(self) -> tuple[Loaded, Bundle | None]:
        request, read, cursor = self.request, self.read, self.cursor
        staged = stage(cursor, read)
        self.deliverer = self._deliverer(staged)
        self.scope = request.scope or read.scope
        self.nothing = tuple(sorted({*read.nothing, *request.nothing}))
        self.findings = list(read.findings)
        if before := self._duplicate():
            text = messages.DUPLICATE.format(id=before)
            finding = Finding("duplicate", "info", text)
            return Loaded(
                before, read.name, self.deliverer, request.mode, self.scope.text if self.scope else None,
                findings=(finding,), duplicate=True,
            ), None  # fmt: skip
        refused = self._refused(staged)
        self.received = self._received()
        for one in staged:
            keyed(cursor, one, self.deliverer, self.received)
        scopes = delivered_scopes(cursor, staged, self.scope, self.nothing)
        new, changed, unchanged = compared(cursor, staged)
        examples = changed_rows(cursor, staged) if changed else ()
        endings, ended_rows = self._endings(staged, scopes) if request.mode == "full" else ([], ())
        self._confirm(ended_rows)
        self._say_deliverer()
        self.findings += cross_findings(cursor, staged, self.deliverer, self.nothing, request.mode, self.received)
        entry = Entry(
            id=next_number(cursor), kind="delivery", received=self.received, recorded=now(), deliverer=self.deliverer,
            mode=request.mode, scope=self.scope.text if self.scope else None, file=read.name, sha256=read.sha256,
            incomplete=refused > 0, new_rows=new, changed_rows=changed, unchanged_rows=unchanged,
            ended_rows=len(ended_rows), refused_rows=refused, finding_count=len(self.findings),
        )  # fmt: skip
        record = Record(
            entry=entry,
            sheets=tuple(self._delivered(staged, scopes)),
            nothing=self.nothing,
            endings=tuple(endings),
            findings=tuple(finding_record(f, with_value=may_tell(self.read, f)) for f in self.findings),
            mapping=_mapping(self.read),
        )
        tables = self._tables(entry, staged)
        if self.written:
            insert_record(cursor, record)
            self._insert(entry, staged)
        bundle = Bundle(entry.id, record.as_json(), tables, self._upload())
        return Loaded(
            entry.id, read.name, self.deliverer, request.mode, entry.scope, new, changed, unchanged, len(ended_rows),
            refused, tuple(self.findings), ended_rows=ended_rows, changed_rows=examples,
        ), bundle  # fmt: skip

    def _count(self, staged: Staged, condition: str) -> int:
        row = self.cursor.execute(f"SELECT count(*) FROM {staged.table} WHERE {condition}").fetchone()
        return int(row[0]) if row else 0

    def _deliverer(self, staged: Sequence[Staged]) -> str:
        """As asked, else from the explanation sheet, else the only werkplaats in the file, else the network."""
        if self.request.region is not None:
            return self.request.region.strip().casefold()
        if self.read.deliverer is not None:
            return str(self.read.deliverer)
        parts = [f"SELECT unnest(region) AS code FROM {s.table} WHERE NOT refused" for s in staged]
        if parts:
            found = self.cursor.execute(f"SELECT DISTINCT code FROM ({' UNION ALL '.join(parts)})").fetchall()
            if len(found) == 1:
                return str(found[0][0])
        return NETWORK

    def _say_deliverer(self) -> None:
        if self.read.deliverer is not None and self.read.deliverer != self.deliverer:
            text = messages.OTHER_DELIVERER.format(sheet=self.read.deliverer, given=self.deliverer)
            self.findings.append(Finding("other_deliverer", "warning", text))

    def _duplicate(self) -> int | None:
        """The delivery in force that brought this file, for this deliverer, in this mode and for the same years.

        Read by another mapping the same file says something else.
        """
        rows = self.cursor.execute(
            "SELECT id, scope FROM entries WHERE sha256 = ? AND deliverer = ? AND mode = ? "
            f"AND id IN ({live_sql(NOW)}) ORDER BY id DESC",
            [self.read.sha256, self.deliverer, self.request.mode],
        ).fetchall()
        for number, scope in rows:
            years = self.cursor.execute("SELECT sheet, year FROM nothing WHERE entry = ?", [number]).fetchall()
            same = _days(_period(scope)) == _days(self.scope) and set(years) == set(self.nothing)
            if same and archived_mapping(self.store.folder, int(number)) == _mapping(self.read):
                return int(number)
        return None

    def _refused(self, staged: Sequence[Staged]) -> int:
        """How many rows are refused; raises when that was not accepted or leaves nothing."""
        refused = sum(s.refused for s in staged)
        if refused and not self.request.accept_refused:
            raise Refused(messages.ROWS_REFUSED.format(file=self.read.name, count=refused), self.read.findings)
        if not self.nothing and refused == sum(s.rows.num_rows for s in staged):
            raise Refused(messages.NOTHING_IN_IT.format(file=self.read.name), self.read.findings)
        return refused

    def _received(self) -> date:
        received = self.request.received or today()
        row = self.cursor.execute("SELECT max(received) FROM entries WHERE kind = 'delivery'").fetchone()
        if row and row[0] and received < row[0]:
            raise Refused(messages.BEFORE_LAST.format(day=_day(received), last=_day(row[0])))
        return received

    def _endings(
        self, staged: Sequence[Staged], scopes: dict[str, Scope]
    ) -> tuple[list[tuple[str, str, int]], tuple[EndedRow, ...]]:
        """(sheet, key, entry) of the rows a full delivery finds absent, and those of them in force in words.

        Rows that were ended or restated before are named too: an undo may bring them back, and then this
        delivery still says that they are gone.
        """
        endings: list[tuple[str, str, int]] = []
        shown: list[EndedRow] = []
        by_sheet = {s.sheet.id: s for s in staged}
        for sheet_id, scope in scopes.items():
            one = by_sheet.get(sheet_id)
            if one and self._count(one, "key IS NULL"):
                continue
            absent = f"AND key NOT IN (SELECT key FROM {one.table})" if one else ""
            for start, end in scope.runs:
                found = self.cursor.execute(
                    f"SELECT key, entry, {described(SHEETS[sheet_id])} AS words FROM h_{sheet_id} "
                    "WHERE deliverer = $deliverer AND first_day BETWEEN $start AND $end "
                    f"AND (open_ended OR last_day <= $end) {absent} ORDER BY first_day, key, entry",
                    {"deliverer": self.deliverer, "start": start, "end": end},
                ).to_arrow_table()
                if found.num_rows:
                    endings += [(sheet_id, r["key"], r["entry"]) for r in found.to_pylist()]
                    shown += [(sheet_id, words) for words in self._in_force(sheet_id, found)]
        return endings, tuple(shown)

    def _in_force(self, sheet: str, rows: pa.Table) -> list[str]:
        """The words of those rows (key, entry, words) that are in force."""
        register(self.cursor, "absent_rows", rows)
        found = self.cursor.execute(
            f"SELECT coalesce(a.words, string_split(a.key, chr(31))[-2]) FROM absent_rows a JOIN c_{sheet} c "
            "ON c.key = a.key AND c.entry = a.entry ORDER BY c.first_day, c.key"
        ).fetchall()
        self.cursor.unregister("absent_rows")
        return [r[0] for r in found]

    def _confirm(self, ended: tuple[EndedRow, ...]) -> None:
        if not ended or self.request.confirmed or ended in self.agreed:
            return
        listed = [Finding("ends", "info", messages.ENDS.format(row=row), SHEETS[sheet].name.nl) for sheet, row in ended]
        refusal = Refused(messages.NOT_CONFIRMED.format(file=self.read.name, count=len(ended)), listed)
        raise refusal if self.request.confirm is None else _Asks(refusal, ended, self.request.confirm)

    def _delivered(self, staged: Sequence[Staged], scopes: dict[str, Scope]) -> list[DeliveredSheet]:
        made = [
            scopes[one.sheet.id].delivered(one.sheet.id, tab, one.refused_of(number))
            for one in staged
            for number, tab in enumerate(one.tabs)
        ]
        empty = scopes.keys() - {s.sheet.id for s in staged}
        return made + [scopes[sheet].delivered(sheet, None) for sheet in sorted(empty)]

    def _tables(self, entry: Entry, staged: Sequence[Staged]) -> dict[str, pa.Table]:
        """The accepted rows as history and archive keep them, by table."""
        made = {f"h_{one.sheet.id}": one.accepted(entry.id, self.deliverer) for one in staged}
        return {name: rows for name, rows in made.items() if rows.num_rows}

    def _insert(self, entry: Entry, staged: Sequence[Staged]) -> None:
        """Write history and current rows."""
        for one in staged:
            one.insert(self.cursor, entry.id, self.deliverer)
        if entry.ended_rows:
            for sheet_id in SHEETS:
                self.cursor.execute(
                    f"DELETE FROM k_{sheet_id} WHERE (key, entry) IN "
                    "(SELECT (key, brought) FROM endings WHERE entry = ? AND sheet = ?)",
                    [entry.id, sheet_id],
                )

    def _upload(self) -> tuple[str, bytes] | None:
        """The file itself for the archive, unless it holds a personal column."""
        if self.read.personal:
            return None
        content = self.request.path.read_bytes()
        if hashlib.sha256(content).hexdigest() != self.read.sha256:
            raise Refused(messages.FILE_CHANGED.format(file=self.read.name))
        return self.read.format, content


def _mapping(read: FileRead) -> dict[str, object]:
    """The mapping a file was read by, as the archive keeps it; empty without one."""
    return read.mapping.as_json() if read.mapping is not None else {}


def may_tell(read: FileRead, finding: Finding) -> bool:
    """Whether the value of a finding may be kept or shown: never from a file or sheet about people."""
    kind = next((s.kind for s in read.sheets if s.name == finding.sheet), None)
    return not read.personal and kind is not None and not SHEETS[kind].about_people


def _period(text: str | None) -> Period | None:
    try:
        return parse_period(text) if text else None
    except PeriodError:
        return None


def _days(period: Period | None) -> tuple[date, date] | None:
    return (period.start, period.end) if period else None
