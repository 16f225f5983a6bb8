"""What may differ between database, archive and ledger, and the quick comparison made at every start."""

from __future__ import annotations

from dataclasses import dataclass

from wsd_data.model.text import Text
from wsd_data.store.engine import Engine
from wsd_data.store.ledger import Ledger

TEXTS = {
    "ledger": Text(
        "bestand {number} van het grootboek ontbreekt, is veranderd of sluit niet aan.",
        "file {number} of the ledger is missing, changed or does not follow on.",
    ),
    "no_database": Text("de database ontbreekt.", "the database is missing."),
    "database": Text("de database kan niet open: {detail}", "the database cannot be opened: {detail}"),
    "file": Text(
        "het bestand van de database is niet zoals het programma het achterliet.",
        "the file of the database is not as the program left it.",
    ),
    "salt": Text(
        "het bestand salt met het geheim ontbreekt of is veranderd.",
        "the file salt with the secret is missing or changed.",
    ),
    "salt_meta": Text(
        "de database kent een ander geheim dan het grootboek.", "the database knows another secret than the ledger."
    ),
    "entry_lost": Text(
        "nummer {id} staat in het grootboek, maar niet in de database.",
        "number {id} is in the ledger, but not in the database.",
    ),
    "entry_extra": Text(
        "nummer {id} staat in de database, maar niet in het grootboek.",
        "number {id} is in the database, but not in the ledger.",
    ),
    "entry_other": Text(
        "nummer {id} is in de database een ander dan in het grootboek.",
        "number {id} in the database is another than in the ledger.",
    ),
    "counter": Text(
        "de teller staat op {found}, het laatste nummer is {last}.",
        "the counter says {found}, the last number is {last}.",
    ),
    "archive_lost": Text("het archief van nummer {id} ontbreekt.", "the archive of number {id} is missing."),
    "archive_changed": Text("het archief van nummer {id} is veranderd.", "the archive of number {id} was changed."),
    "record": Text(
        "de gegevens over nummer {id} in de database wijken af van het archief.",
        "the details of number {id} in the database differ from the archive.",
    ),
    "rows": Text(
        "nummer {id}, {table}: {missing} rijen ontbreken in de database en {extra} zijn er te veel.",
        "number {id}, {table}: {missing} rows are missing in the database and {extra} are too many.",
    ),
    "stray": Text("{table}: {count} rijen horen bij geen enkel nummer.", "{table}: {count} rows belong to no number."),
    "current": Text(
        "{table} is niet wat uit de geschiedenis volgt ({count} rijen verschillen).",
        "{table} is not what follows from history ({count} rows differ).",
    ),
    "demo": Text(
        "de database en het grootboek zijn het niet eens of dit een map met voorbeelden is.",
        "the database and the ledger do not agree whether this is a demo folder.",
    ),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs; `entry` is the number it is about, if any."""

    code: str
    message: Text
    entry: int | None = None

    def as_json(self) -> dict[str, object]:
        return {"code": self.code, "entry": self.entry, "message": self.message.as_json()}


def difference(code: str, entry: int | None = None, **values: object) -> Difference:
    return Difference(code, TEXTS[code].format(id=entry, **values), entry)


def settle(engine: Engine, ledger: Ledger) -> None:
    """Close what is only prepared: committed when the database has it, else abandoned."""
    for line in ledger.unsettled():
        cursor = engine.cursor()
        found = {(r[0], r[1], r[2]) for r in cursor.execute("SELECT id, kind, sha256 FROM entries").fetchall()}
        cursor.close()
        if all((e.id, e.kind, e.sha256) in found for e in line.entries):
            ledger.committed(line)
        else:
            ledger.abandoned(line)


def quick_differences(engine: Engine, ledger: Ledger) -> list[Difference]:
    """Compare the entries of the database with the ledger: a few milliseconds, at every start.

    Notices a database that lost commits (a shortened WAL opens without a word) or has more than the ledger.
    """
    cursor = engine.cursor()
    have = {r[0]: (r[1], r[2]) for r in cursor.execute("SELECT id, kind, sha256 FROM entries").fetchall()}
    rows = cursor.execute("SELECT value FROM counter").fetchall()
    cursor.close()
    want = ledger.entries()
    found = [difference("entry_lost", number) for number in want if number not in have]
    found += [difference("entry_extra", number) for number in have if number not in want]
    for number, entry in want.items():
        if number in have and have[number] != (entry.kind, entry.sha256):
            found.append(difference("entry_other", number))
    last = max(want, default=0)
    if [r[0] for r in rows] != [last]:
        found.append(difference("counter", found=", ".join(str(r[0]) for r in rows) or "-", last=last))
    return found
