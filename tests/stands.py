"""Two stands of one state of knowledge compared, view by view and row by row."""

from __future__ import annotations

from wsd_data.store.engine import Engine
from wsd_data.store.fold import AsOf
from wsd_data.store.stand import VIEWS, Stand

ORDERLESS = {"sources": "list_sort(sources)"}
"""Lists without an order, such that two of them can be compared."""


def otherwise(engine: Engine, as_of: AsOf, present: Stand) -> dict[str, int]:
    """Per view with any the number of rows that an earlier state beside the present has otherwise than one made alone."""
    alone, beside = Stand(engine, as_of), Stand(engine, as_of, present=present)
    try:
        found = {}
        for view in VIEWS:
            columns = alone.need(view)
            assert beside.need(view) == columns, view
            shown = ", ".join(ORDERLESS.get(c, f'"{c}"') for c in columns)
            one, other = (f"(SELECT {shown} FROM {name(stand)}.main.{view})" for stand in (alone, beside))
            with beside.cursor() as cursor:
                count = cursor.execute(
                    f"SELECT count(*) FROM (({one} EXCEPT ALL {other}) UNION ALL ({other} EXCEPT ALL {one}))"
                ).fetchone()
            assert count
            if count[0]:
                found[view] = int(count[0])
        return found
    finally:
        beside.drop()
        alone.drop()


def name(stand: Stand) -> str:
    """The database in which a stand has its views."""
    with stand.cursor() as cursor:
        row = cursor.execute("SELECT current_catalog()").fetchone()
    assert row
    return str(row[0])
