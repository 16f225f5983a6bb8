"""Everything the server sends under `public`, byte by byte: no exact count of people and no row about people.

A visitor without a browser goes to every page, opens every fold, fetches every file, and keeps all that comes.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator
from typing import NamedTuple

import pyarrow.parquet as pq
import pytest
from pypdf import PdfReader

from bench.session import Visitor
from tests.browser.conftest import serving
from tests.figures.conftest import World
from wsd_data.delivery import open_store
from wsd_data.figures import Selection
from wsd_data.language import format_number
from wsd_data.model.indicators import INDICATORS
from wsd_data.model.periods import parse_period
from wsd_data.ui.texts import PAGES

PEOPLE = [indicator for indicator in INDICATORS.values() if indicator.people]
SECRETS = ("Verborgenkring", "Stilhuis", "ZWIJGCODE", "CASUSGEHEIM", "Fluisterdomein", "persoonsleutel")
SELECTIONS = (
    ("2023", {}),
    ("2022..2023", {"region": ("twente",)}),
    ("2023", {"region": ("zwolle", "friesland"), "theme": ("eenzaamheid",)}),
    ("2023-Q1", {"theme": ("bestaanszekerheid",)}),
    ("2022", {"project": ("PX1",)}),
)
LEAST = 10_000_000
"""Only counts this long are looked for: shorter ones also occur by chance, in the names of elements."""


class Guarded(NamedTuple):
    """A server with people in its data. exact: the counts that may not leave it under public."""

    port: int
    exact: frozenset[int]


def people(world: World) -> None:
    """Rows whose counts, and the sums of them, are long and no multiples of 5; and some of 1 to 4."""
    project = {"project": "PX1", "title": "Open project", "funder": "ZonMw"}
    world.deliver({"projects": [project, {"project": "PX2", "title": "Tweede", "region": "Regio Zwolle"}]})
    row = {"activity": "Verborgenkring", "organisation": "Stilhuis", "hours": 2}
    world.deliver(
        {
            "participants": [
                {**row, "activity_code": "ZWIJGCODE-1", "attendances": 61_342_713, "unique_people": 21_131_329, "project": "PX1",
                 "theme": "Armoede", "municipality": "Enschede", "organisation_type": "welzijn"},
                {**row, "activity_code": "ZWIJGCODE-2", "attendances": 18_413_107, "unique_people": 13_101_202, "role": "docent",
                 "date": "12-9-2023", "theme": "Eenzaamheid", "municipality": "Hengelo"},
                {**row, "activity_code": "ZWIJGCODE-3", "attendances": 15_270_211, "date": "5-5-2022", "project": "PX1"},
                {**row, "activity_code": "ZWIJGCODE-4", "attendances": 3, "date": "8-8-2022", "theme": "Eenzaamheid"},
            ],
            "casuses": [
                {"project": "PX1", "count": 27_191_823, "life_domain": "Fluisterdomein", "municipality": "Enschede"},
                {"project": "PX1", "count": 13_350_408, "date": "2022-Q3", "theme": "Eenzaamheid"},
                *({"project": "PX1", "casus_code": f"CASUSGEHEIM-{n}", "life_domain": "Fluisterdomein"} for n in range(3)),
            ],
        }
    )  # fmt: skip
    world.deliver(
        {
            "participants": [
                {**row, "activity_code": "ZWIJGCODE-5", "attendances": 19_120_614, "unique_people": 14_060_308, "project": "PX2",
                 "theme": "Eenzaamheid", "municipality": "Zwolle"},
                *({**row, "activity_code": "ZWIJGCODE-6", "attendances": 1, "person_key": f"persoonsleutel-{n}",
                   "theme": "Eenzaamheid", "project": "PX2"} for n in range(4)),
            ],
            "casuses": [{"project": "PX2", "count": 12_831_319, "theme": "Eenzaamheid"}],
        },
        region="zwolle",
    )  # fmt: skip


def exact_counts(world: World) -> frozenset[int]:
    """Every exact count of people, whole and by any one dimension, alone and per year, in every selection."""
    found: set[int] = set()
    for indicator in PEOPLE:
        bys = [(), *((d,) for d in indicator.dimensions), *((d, "year") for d in indicator.dimensions if d != "year")]
        for period, where in SELECTIONS:
            for one in (parse_period(period), None):
                for answer in world.monitor.answers(indicator.id, bys, Selection.of(one, where), policy="internal"):
                    for row in (answer.total, *answer.rows):
                        found.update(int(n) for n in (row.value, row.low, row.high) if n)
    return frozenset(n for n in found if n >= LEAST and n % 5)


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    home = tmp_path_factory.mktemp("guarded")
    folder = home / "data"
    with open_store(folder) as store:
        world = World(store, home)
        people(world)
        exact = exact_counts(world)
    assert len(exact) > 20
    with serving(folder, home / "server.log") as address:
        yield Guarded(int(address.rsplit(":", 1)[1]), exact)


def spellings(number: int) -> list[bytes]:
    """A count as text, in both languages, and as the bytes of a column of numbers."""
    texts = {
        str(number),
        format_number(number, 0, "nl"),
        format_number(number, 0, "en"),
        f"{number:,}".replace(",", " "),
    }
    packed = [struct.pack(form, number) for form in ("<q", "<i", "<d")]
    return [*(text.encode() for text in texts), *packed]


def heard(port: int, page: str, policy: str, most: int = len(SELECTIONS)) -> bytes:
    """All that one page sends under a policy, for the first selections, with every fold open and every file, packed and unpacked."""
    with Visitor(port, page, keeps=True) as visitor:
        for number, (period, where) in enumerate(SELECTIONS[:most]):
            chosen = "".join(f"&{d}={code}" for d, codes in where.items() for code in codes)
            visitor.run_open(f"period={period}{chosen}&policy={policy}&lang={'en' if number % 2 else 'nl'}")
            visitor.heard += [unpacked(data) for _, data in visitor.files]
        return b"\n".join(visitor.heard)


def unpacked(data: bytes) -> bytes:
    """What a file holds whose bytes do not show it: the parts of a workbook, the words of a PDF, the cells of a Parquet file."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return b"\n".join(map(archive.read, archive.namelist()))
    if data.startswith(b"%PDF"):
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).encode()
    if data.startswith(b"PAR1"):
        table = pq.read_table(io.BytesIO(data))
        return f"{table.schema.to_string(show_schema_metadata=True)}\n{table.to_pylist()}".encode()
    return b""


def told(data: bytes, guarded: Guarded) -> list[str]:
    """What of the guarded counts and rows stands in it."""
    counts = [str(n) for n in sorted(guarded.exact) if any(spelling in data for spelling in spellings(n))]
    return [*counts, *(secret for secret in SECRETS if secret.lower().encode() in data.lower())]


def test_under_internal_the_same_search_finds_them(guarded: Guarded) -> None:
    """First, so that what was worked out for `internal` lies ready where `public` must not find it."""
    found = {page: told(heard(guarded.port, page, "internal"), guarded) for page in PAGES}
    numbers = {one for words in found.values() for one in words if one.isdigit()}
    assert len(numbers) >= 10, found
    rows = {one for words in found.values() for one in words if not one.isdigit()}
    assert rows, found
    assert "persoonsleutel" not in rows, "a person key never leaves the server"


def test_files_are_looked_into(guarded: Guarded) -> None:
    """In a report as PDF and as workbook and in a Parquet file the search finds what is there under internal."""
    found: dict[bytes, set[str]] = {b"%PDF": set(), b"PK\x03\x04": set(), b"PAR1": set()}
    with Visitor(guarded.port, "annual", keeps=True) as visitor:
        visitor.run_open("period=2023&policy=internal&lang=nl")
        for _, data in visitor.files:
            if data[:4] in found:
                found[data[:4]].update(told(unpacked(data), guarded))
    assert all(found.values()), found


@pytest.mark.parametrize(("policy", "most"), [("public", len(SELECTIONS)), ("x", 1)])
@pytest.mark.parametrize("page", PAGES)
def test_under_public_nothing_exact_about_people_is_sent(guarded: Guarded, page: str, policy: str, most: int) -> None:
    data = heard(guarded.port, page, policy, most)
    assert told(data, guarded) == []
    assert b'"bdata"' not in data, "numbers in a form that this test does not read"


@pytest.mark.parametrize("page", PAGES)
def test_without_a_policy_in_the_address_the_local_user_sees_internal_and_a_switch(guarded: Guarded, page: str) -> None:
    with Visitor(guarded.port, page, keeps=True) as visitor:
        visitor.run("period=2023&lang=nl")
        assert b"Zoals openbaar" in b"".join(visitor.heard) or page in ("upload", "deliveries", "definitions")
