"""A stand keeps what figures read and little else, and gives its memory back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.figures.conftest import write_workbook
from wsd_data.delivery import LoadRequest, load, open_store
from wsd_data.model.sheets import SHEETS
from wsd_data.store.engine import Engine
from wsd_data.store.stand import Stand

ROWS = 3_000
UNREAD = {"title", "link", "remark", "key", "event", "published_in", "scheme", "life_domain", "money_given"}
READ = {"presentations": "audience_count", "participants": "person_key", "funding": "spent", "members": "organisation"}
"""A column of a sheet that some figure reads."""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    folder = tmp_path_factory.mktemp("stand")
    rows = [{"title": f"Titel {n}", "link": f"https://voorbeeld.nl/{n}", "audience_count": n} for n in range(ROWS)]
    path = write_workbook(folder / "levering.xlsx", {"presentations": rows})
    with open_store(folder / "data") as store:
        load(store, [LoadRequest(path, region="twente", confirmed=True)])
        yield store.engine


def in_memory(engine: Engine) -> int:
    """Bytes of tables that live in memory."""
    with engine.cursor() as cursor:
        row = cursor.execute("SELECT memory_usage_bytes FROM duckdb_memory() WHERE tag = 'IN_MEMORY_TABLE'").fetchone()
    assert row
    return int(row[0])


def test_columns_that_no_figure_reads_stay_in_the_database(engine: Engine) -> None:
    stand = Stand(engine)
    for sheet in SHEETS.values():
        if sheet.id in ("projects", "targets"):
            continue
        held = set(stand.need(f"e_{sheet.id}"))
        assert {"entry", "row_number", "row_hash", "region", "theme", "municipality", "project"} <= held
        # A publication without DOI is recognised by its title; a grant is shown with its scheme.
        unread = UNREAD - {"publications": {"title"}, "funding": {"scheme"}}.get(sheet.id, set())
        assert not held & unread, sheet.id
        assert READ.get(sheet.id, "entry") in held
    stand.drop()


def test_rows_in_memory_are_held_compressed(engine: Engine) -> None:
    before = in_memory(engine)
    stand = Stand(engine)
    stand.need("presentations")
    held = in_memory(engine) - before
    with stand.cursor() as cursor:
        cursor.execute("ATTACH ':memory:' AS plain")
        cursor.execute("CREATE TABLE plain.a AS FROM e_presentations")
        cursor.execute("CREATE TABLE plain.b AS FROM presentations")
    loose = in_memory(engine) - before - held
    assert held < loose / 2
    with engine.cursor() as cursor:
        cursor.execute("DETACH plain")
    stand.drop()
    assert in_memory(engine) <= before


def test_a_view_is_made_while_someone_reads_another(engine: Engine) -> None:
    stand = Stand(engine)
    stand.need("presentations")
    with stand.cursor() as reader:
        reader.execute("SELECT * FROM presentations")
        assert reader.fetchone()
        stand.need("products")
        assert len(reader.fetchall()) == ROWS - 1
    with stand.cursor() as cursor:
        assert cursor.execute("SELECT count(*) FROM products").fetchone() == (0,)
    stand.need("publications")
    stand.drop()
