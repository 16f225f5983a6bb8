"""The rows of a file as tables SQL can see, one per kind of sheet: where checks and comparisons are plain SELECTs.

A staged table holds place (its row in order of the file, from 0), tab, row_number, refused, key_readable and the
typed fields, and once `keyed` also key, first_day, last_day, open_ended; before that only the fields somebody needs
so far, since filling such a table is dear. They are temporary tables of the cursor. Knows the declarations; knows
nothing of history.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from wsd_data.intake import FileRead, SheetRead
from wsd_data.model.columns import Column, Sheet
from wsd_data.model.findings import Finding, Level
from wsd_data.model.sheets import SHEETS
from wsd_data.model.text import Text
from wsd_data.store.engine import Cursor, register
from wsd_data.store.tables import row_fields, words

SEPARATOR = "chr(31)"
_MARKS = ("place", "refused", "key_readable")
SHOWN = 100
"""At most so many findings of one kind are listed for a sheet; one more says how many there are."""

MORE = Text("Nog {count} rijen met dezelfde opmerking.", "Another {count} rows with the same remark.")


@dataclass
class Staged:
    """The rows of one kind of sheet of a file; `tabs` are the sheets they came from, in order.

    changed: how many accepted rows say something else than the rows in force, once `compared`.
    """

    sheet: Sheet
    tabs: tuple[SheetRead, ...]
    rows: pa.Table
    changed: int = 0

    @property
    def table(self) -> str:
        """The name under which SQL sees the rows."""
        return f"staged_{self.sheet.id}"

    @property
    def met(self) -> str:
        """The name under which SQL sees which rows have a row in force, once `compared`."""
        return f"met_{self.sheet.id}"

    @property
    def refused(self) -> int:
        return _true(self.rows["refused"])

    def address(self, place: int, column: str) -> tuple[str, int, str, str]:
        """(name of the sheet, row number, heading, cell) of a column of a row."""
        read = self.tabs[self.rows["tab"][place].as_py()]
        row = int(self.rows["row_number"][place].as_py())
        if column not in read.letters:
            # A column may have been filled by another, such as Looptijd for the start and the end.
            column = next((c.id for c in self.sheet.columns if column in c.fills and c.id in read.letters), column)
        letters = read.letters.get(column)
        return read.name, row, self.sheet.by_id[column].heading.nl, f"{letters}{row}" if letters else ""

    def refused_of(self, tab: int) -> int:
        """How many rows of one of its tabs are refused."""
        start = sum(_rows(before) for before in self.tabs[:tab])
        return _true(self.rows["refused"].slice(start, _rows(self.tabs[tab])))

    def accepted(self, entry: int, deliverer: str) -> pa.Table:
        """The keyed rows that are not refused, as h_ tables hold them."""
        rows = self.rows
        if self.refused:
            # Only this needs what takes a while to load.
            import pyarrow.compute as pc

            rows = rows.filter(pc.invert(rows["refused"]))
        made = {
            "entry": pa.repeat(pa.scalar(entry, pa.int32()), rows.num_rows),
            "deliverer": pa.repeat(pa.scalar(deliverer, pa.string()), rows.num_rows),
        }
        return pa.table({name: made[name] if name in made else rows[name] for name, _ in row_fields(self.sheet)})

    def insert(self, cursor: Cursor, entry: int, deliverer: str) -> None:
        """Append the same rows to history, and let the pointers of their keys point at them."""
        names = ", ".join(f'"{name}"' for name, _ in row_fields(self.sheet) if name not in ("entry", "deliverer"))
        cursor.execute(
            f"INSERT INTO h_{self.sheet.id} (entry, deliverer, {names}) "
            f"SELECT $entry, $deliverer, {names} FROM {self.table} WHERE NOT refused",
            {"entry": entry, "deliverer": deliverer},
        )
        # The newest delivery always has the last word on its keys, so the fold of these is what it brought.
        cursor.execute(f"DELETE FROM k_{self.sheet.id} k USING {self.table} s WHERE k.key = s.key AND NOT s.refused")
        cursor.execute(
            f"INSERT INTO k_{self.sheet.id} (key, entry) SELECT key, $entry FROM {self.table} WHERE NOT refused",
            {"entry": entry},
        )

    def show(self, cursor: Cursor, *statements: str) -> None:
        """Let SQL see the rows as they are now; where statements are given, their marks and the fields that those read."""
        read = words(*statements)
        names = [n for n in self.rows.column_names if not statements or n in _MARKS or n in read]
        # As a table of the engine's own: a large join may push a filter into a scan of Arrow that Arrow cannot do.
        register(cursor, f"given_{self.table}", self.rows.select(names))
        cursor.execute(f"CREATE OR REPLACE TEMP TABLE {self.table} AS FROM given_{self.table}")
        cursor.unregister(f"given_{self.table}")


def _true(marks: pa.ChunkedArray) -> int:
    return sum(part.true_count for part in marks.chunks)


def _rows(tab: SheetRead) -> int:
    return tab.table.num_rows if tab.table is not None else 0


def rows_of(read: FileRead) -> list[Staged]:
    """The rows of every known sheet of a file, in declared order of sheets; SQL sees them once they are shown."""
    made = []
    for sheet in SHEETS.values():
        tabs = tuple(s for s in read.sheets if s.kind == sheet.id and s.table is not None and s.table.num_rows)
        if tabs:
            parts = [_tab(tab.table, number) for number, tab in enumerate(tabs)]
            rows = pa.concat_tables(parts)
            places = pa.array(range(rows.num_rows), pa.int64())
            made.append(Staged(sheet, tabs, rows.add_column(0, "place", places)))
    return made


def stage(cursor: Cursor, read: FileRead) -> list[Staged]:
    """Let SQL see the rows of every known sheet of a file, with what `keyed` reads and their regions."""
    made = rows_of(read)
    for staged in made:
        staged.show(cursor, *staged.sheet.key, staged.sheet.start, staged.sheet.end, "region")
    return made


def _tab(table: pa.Table, number: int) -> pa.Table:
    return table.add_column(0, "tab", pa.repeat(pa.scalar(number, pa.int32()), table.num_rows))


def _key_part(sheet: Sheet, expression: str) -> str:
    kinds = dict(sheet.fields)
    if kinds.get(expression, "").endswith("[]"):
        # A list is a set to the people who type it: its order tells no row from another.
        text = f"array_to_string(list_sort(\"{expression}\"), ';')"
    else:
        text = f'CAST("{expression}" AS VARCHAR)' if expression in kinds else f"CAST(({expression}) AS VARCHAR)"
    return f"coalesce({text}, '')"


def keyed(cursor: Cursor, staged: Staged, deliverer: str, received: date) -> None:
    """Give the staged rows their key and their days.

    A row without an end runs to the end of the year it was received, or of its own first year if that is later.
    """
    sheet = staged.sheet
    parts = f" || {SEPARATOR} || ".join(_key_part(sheet, e) for e in sheet.key)
    latest = f'make_date(greatest(year($received::DATE), year("{sheet.start}")), 12, 31)'
    made = cursor.execute(
        f"WITH based AS (SELECT place, CASE WHEN key_readable OR NOT refused THEN $deliverer || {SEPARATOR} || '{sheet.id}' "
        f"|| {SEPARATOR} || lower({parts}) END AS base, "
        f'"{sheet.start}" AS first_day, coalesce("{sheet.end}", {latest}) AS last_day, "{sheet.end}" IS NULL AS open_ended '
        f"FROM {staged.table}), "
        "equal AS (SELECT place, row_number() OVER (PARTITION BY base ORDER BY place) AS occurrence FROM based "
        "WHERE base IN (SELECT base FROM based GROUP BY base HAVING count(*) > 1)) "
        f"SELECT base || {SEPARATOR} || coalesce(occurrence, 1) AS key, first_day, last_day, open_ended "
        "FROM based LEFT JOIN equal USING (place) ORDER BY place",
        {"deliverer": deliverer, "received": received},
    ).to_arrow_table()
    for name in made.column_names:
        staged.rows = staged.rows.append_column(name, made[name])
    staged.show(cursor)


def row_findings(
    cursor: Cursor, staged: Staged, code: str, column: str, message: Text, select: str,
    values: dict[str, object] | None = None, level: Level = "warning", suggests: int | None = None,
) -> Iterator[Finding]:  # fmt: skip
    """A finding for each row that a SELECT gives; of warnings at most SHOWN.

    select: (place, value or null, filling…) in order of place; the fillings go into the message as {0}, {1}, ….
    suggests: the number of the filling that is what should perhaps stand there.
    """
    rows = cursor.execute(select, values or {}).fetchall()
    most = len(rows) if level == "error" else SHOWN
    for place, value, *filling in rows[:most]:
        name, row, heading, cell = staged.address(place, column)
        text = Text(message.nl.format(*filling), message.en.format(*filling))
        shown = None if value is None else str(value)[:120]
        suggestion = None if suggests is None else str(filling[suggests])
        yield Finding(code, level, text, name, row, heading, cell, shown, suggestion)
    if len(rows) > most:
        yield Finding(f"{code}_more", "info", MORE.format(count=len(rows) - most), staged.tabs[0].name)


def first_field(column: Column) -> str:
    """The typed field that shows what stood in a column's cell."""
    return column.fields[0][0]
