"""An earlier state of knowledge beside the present: what both have alike is counted once, the rest is made anew.

Every view of the earlier state is that of the present without what may differ, and with that as it was. What may differ
follows from the keys that entries of one state alone have touched: those rows, rows of projects of which anything differs,
and what is joined with such a row (a day of an activity, a work). More than really differs does no harm: it is made anew.
Knows how views hang together; knows nothing of indicators.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from wsd_data.model.sheets import SHEETS
from wsd_data.store.engine import Cursor
from wsd_data.store.fold import NOW, AsOf, differing_sql, pointers_sql, touched_keys
from wsd_data.store.tables import in_force_sql

ROWS: Mapping[str, tuple[str, ...]] = {
    **{f"e_{s}": (s,) for s in SHEETS if s not in ("projects", "targets")},
    "presentations": ("presentations",),
    "audience": ("presentations",),
    "products": ("products",),
    "participants": ("participants",),
    "casuses": ("casuses",),
    "work_names": ("publications",),
    "municipalities_reached": ("presentations", "participants", "casuses"),
}
"""Views of which each row follows from one row in force, its project and the reference lists; and the sheets of those rows."""
PLAIN = ("outputs", "projects", "every_project", "projects_started", "projects_completed", "grants", "grants_settled")
"""Views that cost no more to look through than to keep."""
_NAMES = {
    "VARCHAR": "project IN (FROM $moved)",
    "VARCHAR[]": "list_has_any(project, (SELECT list(project) FROM $moved))",
}
"""By the SQL type of the column with projects: that one of them is in a table."""
_DAY = "hash(activity, d_from, d_to)"


@dataclass(frozen=True, slots=True)
class Apart:
    """SELECTs of one column: the projects, and the numbers of grants, of which anything may differ."""

    projects: str
    grants: str


class Earlier:
    """What is made for one stand of an earlier state, in its memory, beside a stand of the present with the same reference lists.

    memory, present: the databases of both stands; database: that of history. A cursor finds names in the first and the last.
    """

    def __init__(self, cursor: Cursor, as_of: AsOf, memory: str, present: str, database: str) -> None:
        self._as_of, self._memory, self._present, self._database = as_of, memory, present, database
        self._path = f"{memory}.main,{database}.main"
        found = cursor.execute(differing_sql(as_of, NOW)).fetchall()
        self._entries = ", ".join(str(int(row[0])) for row in found) or "NULL"
        self._touched: set[str] = set()
        self._makers: Mapping[str, Callable[[Cursor, str], None]] = {
            "project": self._projects,
            "activity_days": self._days,
            "publications": self._works,
            "every_grant": self._grants,
            "reported": self._reports,
        }
        for schema in ("some_projects", "some_rows", "some_days", "some_works", "some_grants", "some_reports"):
            cursor.execute(f"CREATE SCHEMA {memory}.{schema}")

    def apart(self) -> Apart:
        """What may differ, once `project` was made. A project that differs gives its grants other werkplaatsen."""
        some = f"{self._memory}.some_projects"
        return Apart(f"FROM {some}.apart", f"FROM {some}.paying")

    def can(self, view: str) -> bool:
        """Whether a view can be made from that of the present."""
        return view in self._makers or view in ROWS or view in PLAIN

    def make(self, cursor: Cursor, view: str, sql: str) -> None:
        """Make a view for which that of the present is there, and everything it is made of. sql: SELECT of the whole view."""
        if view in self._makers:
            self._makers[view](cursor, sql)
        elif view in PLAIN:
            cursor.execute(f"CREATE VIEW {self._memory}.main.{view} AS {sql}")
        else:
            self._rows(cursor, view, sql)

    def _create(self, cursor: Cursor, view: str, schema: str, sql: str, apart: str, same: str) -> None:
        """The view of the present without what is in `apart`, by the condition `same`, and with that as its SQL makes it in a schema."""
        cursor.execute(f"SET search_path = '{self._memory}.{schema},{self._path}'")
        try:
            cursor.execute(f"CREATE TABLE {self._memory}.{schema}.{view} AS {sql}")
        finally:
            cursor.execute(f"SET search_path = '{self._path}'")
        cursor.execute(
            f"CREATE VIEW {self._memory}.main.{view} AS SELECT v.* FROM {self._present}.main.{view} v ANTI JOIN {apart} a ON {same} "
            f"UNION ALL BY NAME FROM {self._memory}.{schema}.{view}"
        )

    def _touch(self, cursor: Cursor, sheet: str) -> str:
        """The table of the keys of a sheet that entries of one state alone have touched."""
        table = f"{self._memory}.some_rows.touched_{sheet}"
        if sheet not in self._touched:
            cursor.execute(f"CREATE TABLE {table} AS {touched_keys(SHEETS[sheet], self._entries)}")
            self._touched.add(sheet)
        return table

    def _projects(self, cursor: Cursor, sql: str) -> None:
        """Differing: projects with a touched row, and those that any row of a grant with a touched row names."""
        history, some = f"{self._database}.h_", f"{self._memory}.some_projects"
        rows, grants = self._touch(cursor, "projects"), self._touch(cursor, "funding")
        cursor.execute(
            f"CREATE TABLE {some}.apart AS SELECT project FROM {history}projects WHERE key IN (FROM {rows}) "
            f'UNION SELECT unnest(project) FROM {history}funding WHERE "grant" IN '
            f'(SELECT "grant" FROM {history}funding WHERE key IN (FROM {grants}))'
        )
        cursor.execute(f"DELETE FROM {some}.apart WHERE project IS NULL")
        cursor.execute(
            f'CREATE TABLE {some}.grants AS SELECT DISTINCT "grant" FROM (SELECT "grant", unnest(project) AS project FROM {history}funding) '
            f"WHERE project IN (FROM {some}.apart)"
        )
        self._in_force(
            cursor,
            "some_projects",
            "projects",
            f"SELECT key FROM {history}projects WHERE project IN (FROM {some}.apart)",
        )
        self._in_force(
            cursor,
            "some_projects",
            "funding",
            f'SELECT key FROM {history}funding WHERE "grant" IN (FROM {some}.grants)',
        )
        self._create(cursor, "project", "some_projects", sql, f"{some}.apart", "a.project = v.project")
        cursor.execute(
            f'CREATE TABLE {some}.paying AS SELECT "grant" FROM {history}funding WHERE key IN (FROM {grants}) '
            f"UNION SELECT unnest(grants) FROM {self._present}.main.project WHERE project IN (FROM {some}.apart) "
            f"UNION SELECT unnest(grants) FROM {some}.project"
        )

    def _rows(self, cursor: Cursor, view: str, sql: str) -> None:
        if view.startswith("e_"):
            self._apart(cursor, ROWS[view][0])
        apart = [(s, f"{self._memory}.some_rows.apart_{s}") for s in ROWS[view]]
        if len(apart) == 1:
            self._create(cursor, view, "some_rows", sql, apart[0][1], "a.row_hash = v.row_hash")
            return
        found = " UNION ALL ".join(f"SELECT '{s}' AS sheet, row_hash FROM {table}" for s, table in apart)
        self._create(cursor, view, "some_rows", sql, f"({found})", "a.row_hash = v.row_hash AND a.sheet = v.sheet")

    def _apart(self, cursor: Cursor, sheet: str) -> None:
        """Make the tables of the rows of a sheet that may differ, by the hash of their key, and of those that are in force."""
        touched, some = self._touch(cursor, sheet), f"{self._memory}.some_rows"
        cursor.execute(
            f"CREATE TABLE {some}.apart_{sheet} AS SELECT hash(key) AS row_hash FROM {touched} UNION SELECT row_hash "
            f"FROM (SELECT row_hash, unnest(project) AS code FROM {self._present}.main.e_{sheet}) "
            f"WHERE code IN (FROM {self._memory}.some_projects.apart)"
        )
        self._in_force(cursor, "some_rows", sheet, f"FROM {some}.apart_{sheet}", "hash(key)")

    def _in_force(self, cursor: Cursor, schema: str, sheet: str, keys: str, name: str = "key") -> None:
        """Make the rows in force of a sheet with these keys. keys, name: as of `pointers_sql`."""
        some = f"{self._memory}.{schema}"
        cursor.execute(f"CREATE TABLE {some}.k_{sheet} AS {pointers_sql(SHEETS[sheet], self._as_of, keys, name)}")
        rows = in_force_sql(SHEETS[sheet], f"{self._database}.", f"{some}.")
        cursor.execute(f"CREATE VIEW {some}.c_{sheet} AS {rows}")

    def _days(self, cursor: Cursor, sql: str) -> None:
        """Differing: days of activities of which a row differs, or differed."""
        some = f"{self._memory}.some_days"
        cursor.execute(
            f"CREATE TABLE {some}.apart AS SELECT {_DAY} AS day FROM {self._present}.main.participants "
            f"WHERE row_hash IN (FROM {self._memory}.some_rows.apart_participants) "
            f"UNION SELECT {_DAY} FROM {self._memory}.some_rows.participants"
        )
        cursor.execute(
            f"CREATE TABLE {some}.participants AS FROM {self._memory}.main.participants WHERE {_DAY} IN (FROM {some}.apart)"
        )
        self._create(cursor, "activity_days", "some_days", sql, f"{some}.apart", f"a.day = {_DAY}")

    def _works(self, cursor: Cursor, sql: str) -> None:
        """Differing: every record that shares a name with one that differs, or with one that does so, and so on."""
        some, rows = f"{self._memory}.some_works", f"{self._memory}.some_rows"
        cursor.execute(f"CREATE TABLE {some}.apart AS FROM {rows}.apart_publications")
        cursor.execute(
            f"CREATE TABLE {some}.names AS SELECT row_hash, name FROM {self._present}.main.work_names "
            f"UNION FROM {rows}.work_names"
        )
        found, known = -1, 0
        while found != known:
            found = known
            cursor.execute(
                f"INSERT INTO {some}.apart SELECT DISTINCT row_hash FROM {some}.names WHERE name IN "
                f"(SELECT name FROM {some}.names WHERE row_hash IN (FROM {some}.apart)) AND row_hash NOT IN (FROM {some}.apart)"
            )
            row = cursor.execute(f"SELECT count(*) FROM {some}.apart").fetchone()
            known = int(row[0]) if row else 0
        cursor.execute(
            f"CREATE VIEW {some}.e_publications AS FROM {self._memory}.main.e_publications WHERE row_hash IN (FROM {some}.apart)"
        )
        self._create(cursor, "publications", "some_works", sql, f"{some}.apart", "a.row_hash = v.row_hash")

    def _grants(self, cursor: Cursor, sql: str) -> None:
        """Differing: grants of which a row differs, or differed, and projects that do."""
        some, rows = f"{self._memory}.some_grants", f"{self._memory}.some_rows"
        cursor.execute(
            f"CREATE TABLE {some}.apart AS SELECT 'g' || grant_number AS unit FROM {self._present}.main.e_funding "
            f"WHERE row_hash IN (FROM {rows}.apart_funding) UNION SELECT 'g' || grant_number FROM {rows}.e_funding "
            f"UNION SELECT 'p' || project FROM {self._memory}.some_projects.apart"
        )
        for table, unit in (("e_funding", "'g' || grant_number"), ("project", "'p' || project")):
            cursor.execute(
                f"CREATE VIEW {some}.{table} AS FROM {self._memory}.main.{table} WHERE {unit} IN (FROM {some}.apart)"
            )
        self._create(cursor, "every_grant", "some_grants", sql, f"{some}.apart", "a.unit = v.unit")

    def _reports(self, cursor: Cursor, sql: str) -> None:
        """Differing: entries of one state alone, and those with a row whose werkplaatsen follow from a project that had others."""
        some, present, projects = (
            f"{self._memory}.some_reports",
            f"{self._present}.main",
            f"{self._memory}.some_projects",
        )
        cursor.execute(
            f"CREATE TABLE {some}.moved AS SELECT project FROM {projects}.apart a LEFT JOIN {present}.project p USING (project) "
            f"LEFT JOIN {projects}.project e USING (project) WHERE p.region IS DISTINCT FROM e.region"
        )
        named = " ".join(
            f"UNION SELECT entry FROM {self._database}.h_{s.id} WHERE deliverer = 'network' AND region IS NULL AND {_NAMES[kind]}"
            for s in SHEETS.values()
            if (kind := dict(s.fields).get("project"))
        ).replace("$moved", f"{some}.moved")
        cursor.execute(
            f"CREATE TABLE {some}.apart AS SELECT id AS entry FROM {self._database}.entries WHERE id IN ({self._entries}) {named}"
        )
        cursor.execute(
            f"CREATE VIEW {some}.entries AS FROM {self._database}.entries WHERE kind <> 'delivery' OR id IN (FROM {some}.apart)"
        )
        self._create(cursor, "reported", "some_reports", sql, f"{some}.apart", "a.entry = v.entry")
