"""A *stand*: one state of knowledge made ready for counting, kept in memory beside the database.

Knows how the views of `sql/` follow from the tables in force at a moment; knows nothing of indicators.
Views are made when first asked for and stay as tables in memory until the stand is dropped, so that every
figure of one state comes from the same rows. `$name` places in the SQL are filled with the snippets below,
never with anything that came from outside.
"""

from __future__ import annotations

import contextlib
import re
import threading
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from itertools import count
from string import Template

import duckdb

from wsd_data.model.columns import Sheet
from wsd_data.model.sheets import SHEETS
from wsd_data.store.ahead import Ahead, lay_over, take_off
from wsd_data.store.engine import Cursor, Engine
from wsd_data.store.fold import NOW, AsOf, known_sql, live_sql, past_pointers_sql
from wsd_data.store.kept import keep, kept, quoted, worthwhile
from wsd_data.store.tables import in_force_sql, row_fields, words

_MACROS = (
    "slug(x) AS trim(regexp_replace(strip_accents(lower(x)), '[^a-z0-9]+', '-', 'g'), '-')",
    "slugs(l) AS CASE WHEN l IS NULL THEN NULL ELSE list_distinct(list_transform(l, lambda x: slug(x))) END",
    "or_none(l) AS CASE WHEN l IS NULL OR len(l) = 0 THEN ['_none'] ELSE l END",
    "all_of(ll) AS list_sort(list_distinct(flatten(list_filter(ll, lambda x: x IS NOT NULL))))",
    "united(ll) AS CASE WHEN len(all_of(ll)) > 0 THEN all_of(ll) END",
    "without_none(ll) AS or_none(list_filter(all_of(ll), lambda x: x <> '_none'))",
    "in_order(l) AS CASE WHEN len(l) = 1 AND l[1] IS NOT NULL THEN l ELSE without_none([l]) END",
    "year_code(a, b) AS CASE WHEN year(a) = year(b) THEN year(a)::VARCHAR ELSE '_unplaced' END",
    "half_code(a, b) AS CASE WHEN year(a) = year(b) AND (month(a) - 1) // 6 = (month(b) - 1) // 6 "
    "THEN concat(year(a), '-H', (month(a) - 1) // 6 + 1) ELSE '_unplaced' END",
    "quarter_code(a, b) AS CASE WHEN year(a) = year(b) AND quarter(a) = quarter(b) "
    "THEN concat(year(a), '-Q', quarter(a)) ELSE '_unplaced' END",
    "month_code(a, b) AS CASE WHEN year(a) = year(b) AND month(a) = month(b) THEN strftime(a, '%Y-%m') ELSE '_unplaced' END",
)


def _time_codes(start: str, end: str) -> str:
    return (
        f'year_code({start}, {end}) AS "year", half_code({start}, {end}) AS half_year, '
        f'quarter_code({start}, {end}) AS quarter, month_code({start}, {end}) AS "month"'
    )


_ORIGIN = ("entry", "row_number", "row_hash")
_BUT_PLACE = ("region", "lectoraat", "theme", "local_theme", "project", "programme_line", "funder", '"grant"')
_COMMON = (*_BUT_PLACE, "municipality", "province")
_PROJECT_BUT_STATUS = (
    "or_none(p.region) AS region, or_none(p.lectoraat) AS lectoraat, or_none(p.theme) AS theme, "
    "or_none(p.local_theme) AS local_theme, or_none(p.municipality) AS municipality, or_none(p.province) AS province, "
    "[p.project] AS project, or_none(p.programme_line) AS programme_line, or_none(p.funders) AS funder, "
    'or_none(p.grants) AS "grant"'
)
_GRANT_AMOUNTS = ("requested", "awarded", "settled", "own_contribution", "third_parties", "national")
_PROJECT_AMOUNTS = ("requested", "awarded", "settled", "own_contribution", "third_parties")
_PARTS_OF_AMOUNT = ("", "_low", "_high", "_estimate")
_OUTPUT = (*_ORIGIN, *_COMMON, "d_from", "d_to", '"year"', "half_year", "quarter", '"month"', "type", "bko_area")


def _fields_of(amount: str) -> str:
    """SQL for an amount with its bounds as one value."""
    return "{" + ", ".join(f"'{amount}{part}': {amount}{part}" for part in _PARTS_OF_AMOUNT) + "}"


def _network_project(sheet: Sheet) -> str:
    """SQL for the project through which a row of the network reports for regions."""
    kind = dict(sheet.fields).get("project")
    if kind is None:
        return "NULL::VARCHAR"
    # unnest gives no row for an empty list, so a row without a project gets a list of one blank.
    project = "project" if kind == "VARCHAR" else "unnest(coalesce(project, [NULL::VARCHAR]))"
    return f"CASE WHEN deliverer = 'network' THEN {project} END" if kind == "VARCHAR" else project


_SNIPPETS: Mapping[str, str] = {
    "dated": f"date_from AS d_from, date_to AS d_to, {_time_codes('date_from', 'date_to')}",
    # Where a counted row comes from; row_hash tells rows with one number apart (a file may hold two sheets of one kind).
    "origin": ", ".join(_ORIGIN),
    "latest": ", ".join(f"arg_min({c}, age) AS {c}" for c in _ORIGIN),
    "latest_origin": ", ".join(f"arg_max({c}, {{'entry': entry, 'row': row_number}}) AS {c}" for c in _ORIGIN),
    "time_codes": _time_codes("d_from", "d_to"),
    "start_codes": _time_codes("start_from", "start_to"),
    "end_codes": _time_codes("end_from", "end_to"),
    "common": ", ".join(_COMMON),
    "common_but_place": ", ".join(_BUT_PLACE),
    "common_but_region": ", ".join(c for c in _COMMON if c != "region"),
    "common_united": ", ".join(f"without_none(list({c})) AS {c}" for c in _COMMON if c != "region"),
    "any_common": ", ".join(f"any_value({c}) AS {c}" for c in _COMMON),
    "alike_or_united": ", ".join(f"CASE WHEN d.alike THEN in_order(d.{c}) ELSE m.{c} END AS {c}" for c in _COMMON),
    # Lists of the rows of a grant are united; its funder is a single value, from the latest row.
    "grant_united": ", ".join(f"without_none(list({c})) AS {c}" for c in _COMMON if c != "funder")
    + ", arg_max(funder, {'entry': entry, 'row': row_number}) AS funder",
    # An amount that a later row leaves blank is not taken back: the last one given counts.
    "last_amounts": ", ".join(
        f"arg_max(CASE WHEN {a} IS NOT NULL THEN {_fields_of(a)} END, {{'entry': entry, 'row': row_number}}) AS last_{a}"
        for a in _GRANT_AMOUNTS
    ),
    "amount_names": ", ".join(f"last_{a}" for a in _GRANT_AMOUNTS),
    "given_amounts": ", ".join(
        f"u.last_{a}.{a}{part} AS {a}{part}" for a in _GRANT_AMOUNTS for part in _PARTS_OF_AMOUNT
    ),
    "project_amounts": ", ".join(f"{a}{part}" for a in _PROJECT_AMOUNTS for part in _PARTS_OF_AMOUNT),
    "project_record_amounts": ", ".join(
        f"r.{a}{part}" for a in (*_PROJECT_AMOUNTS, "spent") for part in _PARTS_OF_AMOUNT
    ),
    "nothing_but_region": ", ".join("['_none']" for c in _BUT_PLACE if c != "region"),
    "project_common": f"{_PROJECT_BUT_STATUS}, status, scale",
    "project_common_but_status": _PROJECT_BUT_STATUS,
    "output": ", ".join(_OUTPUT),
    "municipality": (
        "coalesce(n.present, e.code_then) AS municipality, "
        "coalesce(l.province, CASE WHEN n.present = '_split' THEN '_split' ELSE '_none' END) AS province, "
        "CASE WHEN n.present = '_split' THEN e.code_then ELSE coalesce(n.present, e.code_then) END AS counted"
    ),
    "municipality_joins": (
        "LEFT JOIN municipality_now n ON n.former = e.code_then "
        "LEFT JOIN municipality_list l ON l.code = coalesce(n.present, e.code_then)"
    ),
    "placed": (
        "place AS (SELECT k.codes, list_sort(list_distinct(list(coalesce(n.present, u.code)))) AS present, "
        "list_sort(list_distinct(list(coalesce(l.province, CASE WHEN n.present = '_split' THEN '_split' ELSE '_none' END)))) "
        "AS provinces FROM place_key k, unnest(k.codes) AS u(code) "
        "LEFT JOIN municipality_now n ON n.former = u.code "
        "LEFT JOIN municipality_list l ON l.code = coalesce(n.present, u.code) GROUP BY k.codes)"
    ),
    "themed": (
        "theme_word AS (SELECT k.id, k.regions, k.year_from, k.year_to, lower(u.name) AS name "
        "FROM theme_key k, unnest(k.theme) AS u(name)), "
        "theme_there AS (SELECT w.id, w.name, list(DISTINCT l.code) AS codes FROM theme_word w JOIN theme_local l "
        "ON l.name = w.name AND list_contains(w.regions, l.region) AND l.year_from <= w.year_to "
        "AND l.year_to >= w.year_from GROUP BY w.id, w.name), "
        "theme_coded AS (SELECT w.id, coalesce(h.codes, CASE WHEN t.code IS NOT NULL THEN [t.code] END) AS codes "
        "FROM theme_word w LEFT JOIN theme_there h ON h.id = w.id AND h.name = w.name "
        "LEFT JOIN theme_name t ON t.name = w.name), "
        "national_theme AS (SELECT id, united(list(codes)) AS national FROM theme_coded GROUP BY id)"
    ),
    "brought": " UNION ALL ".join(
        f"SELECT DISTINCT '{s.id}' AS sheet, entry, deliverer, CASE WHEN deliverer = 'network' THEN region END AS region, "
        + f"{_network_project(s)} AS project, year(first_day) AS year_from, year(last_day) AS year_to "
        + f"FROM h_{s.id} WHERE entry IN (FROM live)"
        for s in SHEETS.values()
    )
    + " UNION ALL SELECT DISTINCT 'key_figures/' || kind, entry, deliverer, "
    "CASE WHEN deliverer = 'network' THEN region END, NULL::VARCHAR, year(first_day), year(last_day) "
    "FROM h_key_figures WHERE entry IN (FROM live)"
    + " UNION ALL SELECT DISTINCT 'funding/spent', h.entry, h.deliverer, CASE WHEN h.deliverer = 'network' THEN region END, "
    f"{_network_project(SHEETS['funding'])}, year(coalesce(spent_on_from, e.received)), year(coalesce(spent_on_to, e.received)) "
    "FROM h_funding h JOIN entries e ON e.id = h.entry WHERE h.entry IN (FROM live) AND spent IS NOT NULL"
    + " UNION ALL SELECT DISTINCT 'funding/settled', entry, deliverer, CASE WHEN deliverer = 'network' THEN region END, "
    f"{_network_project(SHEETS['funding'])}, year(first_day), year(last_day) "
    "FROM h_funding WHERE entry IN (FROM live) AND settled IS NOT NULL",
}

_NEEDS: Mapping[str, tuple[str, ...]] = {
    "project": (),
    "e_funding": ("project",),
    "presentations": ("e_presentations",),
    "audience": ("e_presentations",),
    "publications": ("e_publications",),
    "products": ("e_products",),
    "outputs": ("presentations", "publications", "products"),
    "participants": ("e_participants",),
    "activity_days": ("participants",),
    "casuses": ("e_casuses",),
    "projects": ("project",),
    "every_project": ("project",),
    "projects_started": ("project",),
    "projects_completed": ("project",),
    "municipalities_reached": ("e_presentations", "e_participants", "e_casuses"),
    "municipalities_participating": ("e_members",),
    "partners": ("project", "e_members"),
    "every_grant": ("e_funding",),
    "grants": ("every_grant",),
    "grants_settled": ("every_grant",),
    "grants_spent": ("e_funding",),
    "targets": (),
    "key_figures": ("e_key_figures",),
    "reported": ("project",),
    **{
        f"e_{s}": ("project",)
        for s in ("presentations", "publications", "products", "participants", "casuses", "key_figures", "members")
    },
}
VIEWS = tuple(_NEEDS)
"""The names of all views."""

_REPLACED = frozenset({"region", "lectoraat", "theme", "municipality", "project", "grant", "funder"})
"""Fields of sheets in whose place an e_ table has the codes that count."""

_numbers = count(1)


@cache
def _sql(name: str) -> str:
    return resources.files("wsd_data.store").joinpath("sql", f"{name}.sql").read_text("utf-8")


class Stand:
    """One state of knowledge. `cursor()` sees its views by their plain names.

    ahead: entries that are not in history and are counted as if they came after it.
    """

    def __init__(self, engine: Engine, as_of: AsOf = NOW, ahead: Sequence[Ahead] = ()) -> None:
        self.as_of = as_of
        self._engine = engine
        self._ahead = tuple(ahead)
        self._name = f"stand_{next(_numbers)}"
        self._made: dict[str, dict[str, str]] = {}
        self._lock = threading.RLock()
        with engine.cursor() as cursor:
            row = cursor.execute("SELECT current_database()").fetchone()
            assert row is not None
            self._path = f"{self._name}.main,{row[0]}.main"
            cursor.execute(f"ATTACH ':memory:' AS {self._name} (COMPRESS)")
        with self.cursor() as cursor:
            self._database = str(row[0])
            lay_over(cursor, self._database, self._name, ahead)
            for macro in _MACROS:
                cursor.execute(f"CREATE MACRO {self._name}.{macro}")
            found = cursor.execute(
                f"SELECT max(id) FROM entries WHERE kind = 'reference' AND id IN ({known_sql(as_of)})"
            ).fetchone()
            self._snippets = {
                **_SNIPPETS,
                "reference": str(int(found[0])) if found and found[0] is not None else "-1",
                "live": live_sql(as_of),
            }
            if as_of != NOW:
                # Views: what nobody asks for costs nothing, and no row is kept twice.
                for sheet in SHEETS.values():
                    pointers = past_pointers_sql(sheet, as_of, row[0])
                    cursor.execute(f"CREATE VIEW {self._name}.k_{sheet.id} AS {pointers}")
                    rows = in_force_sql(sheet, f"{row[0]}.", f"{self._name}.")
                    cursor.execute(f"CREATE VIEW {self._name}.c_{sheet.id} AS {rows}")
            for statement in Template(_sql("reference")).substitute(self._snippets).split(";"):
                if "CREATE TABLE" in statement:
                    cursor.execute(statement.replace("CREATE TABLE ", f"CREATE TABLE {self._name}.", 1))
            self._compress(cursor)
            self._kept = self._attached(cursor) if as_of == NOW and not ahead else frozenset()

    def _attached(self, cursor: Cursor) -> frozenset[str]:
        """The views of the present that lie in a file beside the database, within reach from now on."""
        file = kept(self._engine, cursor)
        if file is None:
            return frozenset()
        try:
            cursor.execute(f"ATTACH {quoted(file)} AS {self._name}_kept (READ_ONLY)")
        except duckdb.Error:
            return frozenset()  # another stand of this process has it
        found = cursor.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = ?", [f"{self._name}_kept"])
        return frozenset(name for (name,) in found.fetchall())

    def keep(self, version: int) -> bool:
        """Keep what is made beside the database, where there is enough of it and `version` is the last entry of history."""
        with self._lock, self.cursor() as cursor:
            if self._kept.issuperset(self._made) or not worthwhile(cursor):
                return False

            def fill(name: str) -> None:
                for view in self._made:
                    cursor.execute(f"CREATE TABLE {name}.{view} AS FROM {self._name}.{view}")

            return keep(self._engine, cursor, version, fill)

    def cursor(self) -> Cursor:
        """A cursor for which the names of this stand come first, then those of the database."""
        cursor = self._engine.cursor()
        self.use(cursor)
        return cursor

    def use(self, cursor: Cursor) -> None:
        """Let a cursor see this stand, such as one that has temporary tables made from another stand."""
        cursor.execute(f"SET search_path = '{self._path}'")

    @property
    def reference(self) -> int:
        """The entry whose reference lists hold in this state; -1 when there is none."""
        return int(self._snippets["reference"])

    @property
    def made(self) -> tuple[str, ...]:
        """The views that are there."""
        return tuple(self._made)

    def take_off(self, writing: Cursor) -> bool:
        """Whether history holds exactly what was laid over it, so that this is the stand of what it holds.

        writing: a cursor that sees the entries in history, committed or not. The copies are given back. False when anything
        differs; then the stand is of no use any more.
        """
        with self._lock, self.cursor() as cursor:
            latest = writing.execute("SELECT max(id) FROM entries WHERE kind = 'reference'").fetchone()
            same = latest is not None and (latest[0] is None or int(latest[0]) == self.reference)
            same = same and take_off(cursor, writing, self._database, self._name, self._ahead)
            self._ahead = ()
            return same

    def need(self, view: str) -> Mapping[str, str]:
        """Make sure a view is there; return its columns with their SQL types."""
        made = self._made.get(view)
        if made is not None:
            return made
        with self._lock:
            if view not in self._made:
                for other in _NEEDS[view]:
                    self.need(other)
                with self.cursor() as cursor:
                    if view in self._kept:
                        cursor.execute(f"CREATE VIEW {self._name}.{view} AS FROM {self._name}_kept.{view}")
                    else:
                        cursor.execute(f"CREATE TABLE {self._name}.{view} AS {self._view_sql(view)}")
                    described = cursor.execute(f"DESCRIBE {self._name}.{view}").fetchall()
                    self._compress(cursor)
                self._made[view] = {row[0]: row[1] for row in described}
            return self._made[view]

    def _compress(self, cursor: Cursor) -> None:
        """Rows in memory take a fifteenth of the room once written out, and are read no slower."""
        # Refused while someone else reads this stand; then the next view made takes this one along.
        with contextlib.suppress(duckdb.TransactionException):
            cursor.execute(f"CHECKPOINT {self._name}")

    def _view_sql(self, view: str) -> str:
        if not view.startswith("e_"):
            return Template(_sql(view)).substitute(self._snippets)
        sheet = SHEETS[view.removeprefix("e_")]
        many = sheet.id == "funding"
        joined, effective = _sql("joined_many" if many else "joined_one"), _sql("effective")
        # Only what is read further on is looked up and kept: titles, names and links stay in the database.
        read = words(*(self._view_sql(v) for v, needs in _NEEDS.items() if view in needs))
        used = read | words(joined, effective)
        fields = [name for name, _ in row_fields(sheet) if name in used]
        columns = ", ".join(f'"{name}"' for name in fields)
        if "project" not in fields:
            columns += ", NULL::VARCHAR AS project"
        unread = [name for name in fields if name not in read and name not in _REPLACED]
        joined = Template(joined).substitute(rows=f"(SELECT {columns} FROM c_{sheet.id})")
        # A local theme name means what it means in any region of the row, the Mede-werkplaatsen of a publication too.
        own = "united([j.regions, j.co_regions])" if sheet.id == "publications" else "j.regions"
        return Template(effective).substitute(
            self._snippets, joined=joined, theme_regions=own, unread="".join(f', "{name}"' for name in unread)
        )

    def reads(self, view: str) -> frozenset[str]:
        """The sheets whose rows in force a view is made of."""
        own = view.removeprefix("e_")
        found = {own} if view != own else {s for s in SHEETS if re.search(rf"\bc_{s}\b", self._view_sql(view))}
        return frozenset(found).union(*(self.reads(other) for other in _NEEDS[view]))

    def drop(self) -> None:
        """Forget the stand and give its memory back."""
        with self._engine.cursor() as cursor:
            cursor.execute(f"DETACH {self._name}")
            if self._kept:
                cursor.execute(f"DETACH {self._name}_kept")
