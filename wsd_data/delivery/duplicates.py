"""Rows that stand twice: in the file itself, or beside what is in force, also of other deliverers. Warnings only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wsd_data.delivery.staging import Staged, row_findings
from wsd_data.model.findings import Finding
from wsd_data.model.text import Text
from wsd_data.store.described import LABELS
from wsd_data.store.engine import Cursor

TWICE = Text(
    "Deze rij staat ook op rij {0}. Haal er een weg, of zet erbij wat het verschil is.",
    "This row stands on row {0} as well. Take one away, or add what the difference is.",
)
DOI_ELSEWHERE = Text(
    "Deze DOI staat ook bij {0} ({1}), aangeleverd door {2}. Een DOI hoort bij een werk: verbeter de DOI, de titel of het jaar.",
    "This DOI stands with {0} ({1}) too, delivered by {2}. A DOI belongs to one work: correct the DOI, the title or the year.",
)
ISBN_ELSEWHERE = Text(
    "Dit ISBN staat ook bij {0} ({1}), aangeleverd door {2}. Boeken, rapporten en proefschriften met een ISBN tellen als een werk: "
    "verbeter het ISBN, de titel of het jaar.",
    "This ISBN stands with {0} ({1}) too, delivered by {2}. Books, reports and theses with one ISBN count as one work: "
    "correct the ISBN, the title or the year.",
)
SAME_TITLE = Text(
    "{0} heeft dezelfde titel en hetzelfde jaar, maar een andere eerste auteur; aangeleverd door {2}. Is het hetzelfde werk? "
    "Dan telt het nu twee keer: maak de auteurs gelijk of vul bij beide de DOI in.",
    "{0} has the same title and year but another first author; delivered by {2}. Is it the same work? "
    "Then it now counts twice: make the authors equal or fill in the DOI of both.",
)
ALSO_ELSEWHERE = Text(
    "{0} is ook aangeleverd door {1}. Is het hetzelfde? Dan telt het nu twee keer: spreek af wie het aanlevert, met alle werkplaatsen erbij.",
    "{0} was also delivered by {1}. Is it the same? Then it now counts twice: agree on who delivers it, with all regions named.",
)

ONCE = ("projects", "presentations", "publications", "products", "key_figures", "funding", "targets")
"""Sheets on which two equal rows are one thing; of people and casuses there may be many alike, and members count once."""
BOOKS = "('boek', 'rapport', 'proefschrift')"


def plain(title: str) -> str:
    """SQL for a title by which two spellings of it are the same."""
    return f"regexp_replace(strip_accents(lower({title})), '[^a-z0-9]+', '', 'g')"


def duplicate_findings(cursor: Cursor, staged: Mapping[str, Staged], deliverer: str) -> Iterator[Finding]:
    """Every warning about keyed staged rows that seem to stand twice."""
    for sheet in ONCE:
        if sheet in staged:
            yield from _twice(cursor, staged[sheet])
    if "publications" in staged:
        yield from _works(cursor, staged["publications"], deliverer)
    for sheet, same in (
        ("presentations", "c.date_from = s.date_from AND c.date_to = s.date_to AND (c.event IS NULL OR s.event IS NULL "
                          f"OR {plain('c.event')} = {plain('s.event')})"),
        ("products", "year(c.first_day) = year(s.first_day) AND c.type = s.type"),
    ):  # fmt: skip
        if sheet in staged:
            yield from _elsewhere(cursor, staged[sheet], same, deliverer)


def _twice(cursor: Cursor, one: Staged) -> Iterator[Finding]:
    # The last part of a key numbers the rows of a file that have all else in common.
    base = "regexp_replace(key, chr(31) || '[0-9]+$', '')"
    named = LABELS[one.sheet.id]
    differ = "AND (s.doi IS NULL OR f.doi IS NULL OR s.doi = f.doi)" if one.sheet.id == "publications" else ""
    # The network reports the same for several regions.
    differ += " AND s.region IS NOT DISTINCT FROM f.region"
    more = ", doi" if one.sheet.id == "publications" else ""
    yield from row_findings(
        cursor, one, "twice", _column(one), TWICE,
        f"WITH every AS (SELECT place, row_number AS number, {base} AS base, key, region, {named} AS name{more} "
        f"FROM {one.table} WHERE NOT refused), "
        "again AS (SELECT * FROM every WHERE NOT ends_with(key, chr(31) || '1')) "
        "SELECT s.place, s.name, f.number FROM again s JOIN every f ON f.base = s.base AND ends_with(f.key, chr(31) || '1') "
        f"{differ} ORDER BY 1",
    )  # fmt: skip


def _column(one: Staged) -> str:
    """The column that names a row."""
    names = {"projects": "project", "key_figures": "kind", "funding": "grant", "targets": "indicator"}
    return names.get(one.sheet.id, "title")


def _works(cursor: Cursor, one: Staged, deliverer: str) -> Iterator[Finding]:
    """Works with an identifier or a title of another work; what is told as differing between deliverers is not told again."""
    columns = f'key, title, {plain("title")} AS words, year(first_day) AS "year", type, doi, isbn, lower(authors_first) AS author'
    cursor.execute(
        f"CREATE OR REPLACE TEMP TABLE work AS SELECT place, $deliverer AS deliverer, {columns} FROM {one.table} WHERE NOT refused "
        f"UNION ALL SELECT NULL, deliverer, {columns} FROM c_publications c "
        f"WHERE NOT EXISTS (FROM {one.table} s WHERE s.key = c.key AND NOT s.refused)",
        {"deliverer": deliverer},
    )
    other = "(w.place IS NULL OR w.place < s.place)"
    differ = '(w.words <> s.words OR w."year" <> s."year")'
    shared = '(w.place IS NULL AND w.deliverer <> s.deliverer AND w."year" = s."year")'
    for code, column, message, same in (
        ("doi_elsewhere", "doi", DOI_ELSEWHERE, f"w.doi = s.doi AND {differ} AND NOT {shared}"),
        ("isbn_elsewhere", "isbn", ISBN_ELSEWHERE,
         f"w.isbn = s.isbn AND w.type IN {BOOKS} AND s.type IN {BOOKS} AND {differ} AND w.doi IS NOT DISTINCT FROM s.doi"),
        ("same_title", "title", SAME_TITLE,
         "w.words = s.words AND w.\"year\" = s.\"year\" AND w.author <> s.author AND (w.doi IS NULL OR s.doi IS NULL) "
         "AND w.author NOT IN ('onbekend', 'unknown') AND s.author NOT IN ('onbekend', 'unknown')"),
    ):  # fmt: skip
        yield from row_findings(
            cursor, one, code, column, message,
            f"SELECT s.place, s.\"{column}\", w.title, w.\"year\", w.deliverer FROM work s JOIN work w ON {same} AND {other} "
            "WHERE s.place IS NOT NULL QUALIFY row_number() OVER (PARTITION BY s.place ORDER BY w.place NULLS LAST, w.key) = 1 "
            "ORDER BY 1",
        )  # fmt: skip


def _elsewhere(cursor: Cursor, one: Staged, same: str, deliverer: str) -> Iterator[Finding]:
    """New rows that another deliverer has in force by the same title and time."""
    sheet = one.sheet.id
    yield from row_findings(
        cursor, one, "also_elsewhere", "title", ALSO_ELSEWHERE,
        f"SELECT s.place, s.title, s.title, min(c.deliverer) FROM {one.table} s JOIN c_{sheet} c "
        f"ON {plain('c.title')} = {plain('s.title')} AND {same} AND c.deliverer <> $deliverer "
        f"WHERE NOT s.refused AND s.place NOT IN (SELECT place FROM {one.met}) GROUP BY ALL ORDER BY 1",
        {"deliverer": deliverer},
    )  # fmt: skip
