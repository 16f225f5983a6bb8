"""Codes in a file that point to nothing: neither the file nor anything in force has them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wsd_data.delivery.staging import Staged, row_findings
from wsd_data.model.findings import Finding
from wsd_data.model.text import Text
from wsd_data.store.engine import Cursor

UNKNOWN_PROJECT = Text(
    "Project {0} staat niet in dit bestand en is niet bekend ({1} rijen). Lever het project aan of verbeter de code.",
    "Project {0} is not in this file and is not known ({1} rows). Deliver the project or correct the code.",
)
PERHAPS_PROJECT = Text(
    "Project {0} staat niet in dit bestand en is niet bekend ({1} rijen). Bedoelt de rij {2}? Verbeter dan de code.",
    "Project {0} is not in this file and is not known ({1} rows). Does the row mean {2}? Then correct the code.",
)
UNKNOWN_ACTIVITY = Text(
    "Activiteit {0} staat niet bij Deelnemers en is niet bekend ({1} rijen). Lever de activiteit aan of verbeter de code.",
    "Activity {0} is not among the participants and is not known ({1} rows). Deliver the activity or correct the code.",
)
UNKNOWN_GRANT = Text(
    "Beschikking {0} staat niet bij Financiering en is niet bekend ({1} rijen). Lever de beschikking aan of verbeter het nummer.",
    "Grant {0} is not under funding and is not known ({1} rows). Deliver the grant or correct the number.",
)
NEAR = 0.9
"""Jaro-Winkler similarity above which an unknown code is thought to be meant as a known one."""
MOST_PAIRS = 500_000
"""With more pairs of codes than this only spellings are compared: the hint is not worth the wait."""


def reference_findings(cursor: Cursor, staged: Mapping[str, Staged]) -> Iterator[Finding]:
    """Every remark about codes of keyed staged rows that nobody delivered."""
    yield from _unknown_projects(cursor, staged)
    if "casuses" in staged:
        yield from _unknown_code(
            cursor, staged, staged["casuses"], "activity_code", "participants", UNKNOWN_ACTIVITY
        )  # fmt: skip
    if "targets" in staged:
        yield from _unknown_code(cursor, staged, staged["targets"], "grant", "funding", UNKNOWN_GRANT)


def _number(cursor: Cursor, select: str) -> int:
    row = cursor.execute(select).fetchone()
    return int(row[0] or 0) if row else 0


def _digits(code: str) -> str:
    return f"regexp_replace({code}, '[^0-9]+', '', 'g')"


def _bare(code: str) -> str:
    return f"regexp_replace({code}, '[^A-Z0-9]+', '', 'g')"


def _unknown_projects(cursor: Cursor, staged: Mapping[str, Staged]) -> Iterator[Finding]:
    known = "SELECT project FROM c_projects"
    if "projects" in staged:
        known += " UNION SELECT project FROM staged_projects"
    for one in staged.values():
        kinds = dict(one.sheet.fields)
        if one.sheet.id == "projects" or "project" not in kinds:
            continue
        code = "unnest(project)" if kinds["project"].endswith("[]") else "project"
        cursor.execute(
            "CREATE OR REPLACE TEMP TABLE unknown AS "
            f"WITH named AS (SELECT place, {code} AS code FROM {one.table} WHERE NOT refused) "
            "SELECT min(place) AS place, code, count(*) AS rows FROM named "
            f"WHERE code IS NOT NULL AND code NOT IN (SELECT project FROM ({known}) WHERE project IS NOT NULL) GROUP BY code"
        )
        if not _number(cursor, "SELECT count(*) FROM unknown"):
            continue
        pairs = _number(cursor, f"SELECT (SELECT count(*) FROM unknown) * (SELECT count(*) FROM ({known}))")
        if not pairs:
            nearest = "SELECT NULL::VARCHAR AS code, NULL::VARCHAR AS near WHERE FALSE"
        elif pairs > MOST_PAIRS:
            nearest = f"SELECT u.code, min(k.project) AS near FROM unknown u JOIN ({known}) k ON {_bare('u.code')} = {_bare('k.project')} GROUP BY 1"
        else:
            # Codes in a series differ by their number: another number is another project.
            nearest = (
                "SELECT u.code, arg_max(k.project, {'like': jaro_winkler_similarity(u.code, k.project), 'code': k.project}) AS near "
                f"FROM unknown u JOIN ({known}) k ON {_digits('u.code')} = {_digits('k.project')} "
                f"AND (jaro_winkler_similarity(u.code, k.project) > {NEAR} OR {_bare('u.code')} = {_bare('k.project')}) GROUP BY 1"
            )
        cursor.execute(f"CREATE OR REPLACE TEMP TABLE nearest AS {nearest}")
        yield from row_findings(
            cursor, one, "unknown_project", "project", UNKNOWN_PROJECT,
            "SELECT place, code, code, rows FROM unknown WHERE code NOT IN (SELECT code FROM nearest) ORDER BY 1",
        )  # fmt: skip
        yield from row_findings(
            cursor, one, "unknown_project", "project", PERHAPS_PROJECT,
            "SELECT place, code, code, rows, near FROM unknown JOIN nearest USING (code) ORDER BY 1", suggests=2,
        )  # fmt: skip


def _unknown_code(
    cursor: Cursor, staged: Mapping[str, Staged], one: Staged, column: str, told: str, message: Text
) -> Iterator[Finding]:
    """Codes of another sheet (told) that neither the file nor anything in force has."""
    known = f'SELECT "{column}" AS code FROM c_{told}'
    if told in staged:
        known += f' UNION SELECT "{column}" FROM staged_{told}'
    yield from row_findings(
        cursor, one, f"unknown_{column}", column, message,
        f'SELECT min(place), "{column}", "{column}", count(*) FROM {one.table} WHERE NOT refused AND "{column}" IS NOT NULL '
        f'AND "{column}" NOT IN (SELECT code FROM ({known}) WHERE code IS NOT NULL) GROUP BY "{column}" ORDER BY 1', level="info",
    )  # fmt: skip
