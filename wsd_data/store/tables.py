"""The tables of the database, made from the declarations in `model`.

Plain SQL only: no primary keys, sequences, unique constraints or ON CONFLICT, so that the same
statements run in a DuckDB file and in DuckLake.

entries        one row per entry of history: a delivery, an undo or reference data; numbered by `counter`
entry_sheets   one row per delivered sheet of a delivery
nothing        one row per (delivery, sheet, year) declared "niets te melden"
endings        one row per earlier row that a full delivery found absent: its key and the delivery that brought it
findings       one row per finding of a delivery
h_<sheet>      one row per accepted row of a delivery: append-only history
k_<sheet>      one row per key in force, with the entry that brought its row: the fold of history, kept at commit
c_<sheet>      view of the rows in force: those of h_ that k_ points at
r_<list>       one row per row of a reference list and reference entry
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from wsd_data.model.columns import Sheet
from wsd_data.model.sheets import SHEETS

SCHEMA_VERSION = 1

FIXED: tuple[tuple[str, str], ...] = (
    ("entry", "INTEGER"),
    ("deliverer", "VARCHAR"),
    ("key", "VARCHAR"),
    ("row_number", "INTEGER"),
    ("first_day", "DATE"),
    ("last_day", "DATE"),
    ("open_ended", "BOOLEAN"),
)
"""Fields before the typed ones in h_ and c_ tables.

first_day, last_day: the days the row is about; an open-ended row runs to the end of the year it was received.
"""

REFERENCE: Mapping[str, tuple[str, ...]] = {
    "regions": ("code", "naam", "hogeschool", "rol", "lectoraat", "plaats", "geldig_van", "geldig_tot", "aliassen"),
    "lectoraten": ("code", "naam", "hogeschool", "werkplaatsen", "geldig_van", "geldig_tot", "aliassen"),
    "themes": ("code", "nl", "en", "lokale_namen"),
    "local_themes": ("werkplaats", "lokale_naam", "code", "van", "tot", "opvolger", "relatie"),
    "municipalities": ("code", "naam", "provincie", "lat", "lon", "inwoners", "inwoners_jaar"),
    "reforms": (
        "datum",
        "oude_code",
        "oude_naam",
        "nieuwe_code",
        "nieuwe_naam",
        "soort",
        "aandeel_adressen",
        "bron",
    ),
    "region_municipalities": ("werkplaats", "code", "gemeente", "geldig_van", "geldig_tot"),
}
"""Reference lists and their columns, as in the CSV files; all text, empty is null."""

REFERENCE_FILES: Mapping[str, str] = {
    "regions": "werkplaatsen.csv",
    "lectoraten": "lectoraten.csv",
    "themes": "themas.csv",
    "local_themes": "themas_lokaal.csv",
    "municipalities": "gemeenten.csv",
    "reforms": "herindelingen.csv",
    "region_municipalities": "werkplaats_gemeenten.csv",
}

_PLAIN: Mapping[str, str] = {
    "meta": "name VARCHAR, value VARCHAR",
    "counter": "value INTEGER",
    "entries": (
        "id INTEGER, kind VARCHAR, deliverer VARCHAR, mode VARCHAR, scope VARCHAR, received DATE, "
        "recorded TIMESTAMP, file VARCHAR, sha256 VARCHAR, undoes INTEGER, incomplete BOOLEAN, "
        "new_rows INTEGER, changed_rows INTEGER, unchanged_rows INTEGER, ended_rows INTEGER, "
        "refused_rows INTEGER, finding_count INTEGER"
    ),
    "entry_sheets": (
        "entry INTEGER, sheet VARCHAR, name VARCHAR, heading_row INTEGER, rows INTEGER, accepted INTEGER, "
        "refused INTEGER, skipped INTEGER, scope_from DATE, scope_to DATE, explicit BOOLEAN, letters VARCHAR"
    ),
    "nothing": "entry INTEGER, sheet VARCHAR, year INTEGER",
    "endings": "entry INTEGER, sheet VARCHAR, key VARCHAR, brought INTEGER",
    "findings": (
        "entry INTEGER, sheet VARCHAR, row_number INTEGER, column_name VARCHAR, cell VARCHAR, value VARCHAR, "
        "level VARCHAR, code VARCHAR, message_nl VARCHAR, message_en VARCHAR, suggestion VARCHAR"
    ),
}


def row_fields(sheet: Sheet) -> tuple[tuple[str, str], ...]:
    """(name, SQL type) of every field of h_ and c_ tables of a sheet, in order."""
    return FIXED + sheet.fields


def words(*statements: str) -> frozenset[str]:
    """Every word of SQL statements but for their comments: more than the columns they read, never less."""
    return frozenset(re.findall(r"[a-z_0-9]+", re.sub(r"--.*", "", "\n".join(statements))))


def columns_sql(fields: tuple[tuple[str, str], ...]) -> str:
    return ", ".join(f'"{name}" {kind}' for name, kind in fields)


def in_force_sql(sheet: Sheet, rows: str = "", pointers: str = "") -> str:
    """SELECT of the rows of h_ that k_ points at; rows and pointers: where those tables are, with a dot."""
    return f"SELECT h.* FROM {rows}h_{sheet.id} h JOIN {pointers}k_{sheet.id} k ON k.key = h.key AND k.entry = h.entry"


def create_statements() -> tuple[str, ...]:
    """The statements that make an empty database, in order."""
    made = [f"CREATE TABLE {name} ({columns})" for name, columns in _PLAIN.items()]
    for sheet in SHEETS.values():
        made.append(f"CREATE TABLE h_{sheet.id} ({columns_sql(row_fields(sheet))})")
        made.append(f"CREATE TABLE k_{sheet.id} (key VARCHAR, entry INTEGER)")
        made.append(f"CREATE VIEW c_{sheet.id} AS {in_force_sql(sheet)}")
    for name, columns in REFERENCE.items():
        made.append(f"CREATE TABLE r_{name} (entry INTEGER, {columns_sql(tuple((c, 'VARCHAR') for c in columns))})")
    made.append("INSERT INTO counter VALUES (0)")
    made.append(f"INSERT INTO meta VALUES ('schema', '{SCHEMA_VERSION}')")
    return tuple(made)


def table_names() -> tuple[str, ...]:
    return (
        *_PLAIN,
        *(f"{p}_{s}" for s in SHEETS for p in ("h", "k")),
        *(f"r_{name}" for name in REFERENCE),
    )
