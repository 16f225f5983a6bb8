"""A file looked at without a data folder: what intake reads, and then the checks within a row that are declared.

The checks run as SQL over a staging table in a private database in memory.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyarrow as pa

from wsd_data.delivery.staging import Staged, first_field, row_findings, rows_of
from wsd_data.intake import FileRead, Known, Mapping, read_file
from wsd_data.model.columns import RowCheck, Sheet
from wsd_data.model.findings import Finding
from wsd_data.store.engine import Cursor, Engine, memory_engine


def inspect(path: Path, known: Known, engine: Engine | None = None, mapping: Mapping | None = None) -> FileRead:
    """Read a file, by a mapping if there is one, and check its rows. Never raises on bad input: the findings tell.

    Rows that break a rule with level error are marked `refused` in the tables that come back.
    """
    return checked(read_file(path, known, mapping=mapping), engine)


def checked(read: FileRead, engine: Engine | None = None) -> FileRead:
    """The checks within a row that the declarations hold, over rows that are not refused already.

    engine: where the SQL may run; nothing is written there. Without one it is a private database in memory.
    """
    used = engine or memory_engine()
    cursor = used.cursor()
    try:
        findings = list(read.findings)
        sheets = {id(s): s for s in read.sheets}
        for staged in rows_of(read):
            if not staged.sheet.checks:
                continue
            staged.show(cursor, *(f"{check.when} {_shown(staged.sheet, check)}" for check in staged.sheet.checks))
            broken = _run_checks(cursor, staged, findings)
            if broken.num_rows:
                # Only this needs what takes a while to load.
                import pyarrow.compute as pc

                marks = pc.or_(
                    staged.rows["refused"], pc.is_in(staged.rows["place"], value_set=broken["place"].combine_chunks())
                )
                start = 0
                for tab, table in ((t, t.table) for t in staged.tabs if t.table is not None):
                    place = table.column_names.index("refused")
                    mine = marks.slice(start, table.num_rows)
                    sheets[id(tab)] = replace(tab, table=table.set_column(place, "refused", mine))
                    start += table.num_rows
        return replace(read, sheets=tuple(sheets[id(s)] for s in read.sheets), findings=tuple(findings))
    finally:
        cursor.close()
        if engine is None:
            used.close()


def _shown(sheet: Sheet, check: RowCheck) -> str:
    """The field that a finding of a check shows."""
    return first_field(sheet.by_id[check.column])


def _run_checks(cursor: Cursor, staged: Staged, findings: list[Finding]) -> pa.Table:
    """Add what the checks find; the places of rows that break a rule with level error."""
    broken = ["FALSE"]
    for check in staged.sheet.checks:
        select = f'SELECT place, CAST("{_shown(staged.sheet, check)}" AS VARCHAR) FROM {staged.table} WHERE NOT refused AND ({check.when}) ORDER BY place'
        findings += row_findings(cursor, staged, check.code, check.column, check.message, select, level=check.level)
        if check.level == "error":
            broken.append(f"({check.when})")
    return cursor.execute(
        f"SELECT place FROM {staged.table} WHERE NOT refused AND ({' OR '.join(broken)})"
    ).to_arrow_table()
