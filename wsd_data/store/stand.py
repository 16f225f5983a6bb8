"""A *stand*: one state of knowledge made ready for counting, kept in memory beside the database.

Knows how the views of `sql/` follow from the tables in force at a moment; knows nothing of indicators.
Views are made when first asked for and stay as tables in memory until the stand is dropped, so that every
figure of one state comes from the same rows. `$name` places in the SQL are filled from `snippets`,
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

from wsd_data.model.sheets import SHEETS
from wsd_data.store.ahead import Ahead, lay_over, take_off
from wsd_data.store.earlier import Apart, Earlier
from wsd_data.store.engine import Cursor, Engine
from wsd_data.store.fold import NOW, AsOf, known_sql, live_sql, past_pointers_sql
from wsd_data.store.kept import keep, kept, quoted, worthwhile
from wsd_data.store.snippets import MACROS, SNIPPETS
from wsd_data.store.tables import in_force_sql, row_fields, words

_NEEDS: Mapping[str, tuple[str, ...]] = {
    "project": (),
    "e_funding": ("project",),
    "presentations": ("e_presentations",),
    "audience": ("e_presentations",),
    "publications": ("e_publications",),
    "work_names": ("e_publications",),
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
    present: the stand of the present of the same history, which is there as long as this one. What an earlier state has
    in common with it is not made again.
    """

    def __init__(
        self, engine: Engine, as_of: AsOf = NOW, ahead: Sequence[Ahead] = (), present: Stand | None = None
    ) -> None:
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
            for macro in MACROS:
                cursor.execute(f"CREATE MACRO {self._name}.{macro}")
            found = cursor.execute(
                f"SELECT max(id) FROM entries WHERE kind = 'reference' AND id IN ({known_sql(as_of)})"
            ).fetchone()
            self._snippets = {
                **SNIPPETS,
                "reference": str(int(found[0])) if found and found[0] is not None else "-1",
                "live": live_sql(as_of),
            }
            if as_of != NOW:
                # Views: what nobody asks for costs nothing, and no row is kept twice.
                for sheet in SHEETS.values():
                    pointers = past_pointers_sql(sheet, as_of, row[0])
                    cursor.execute(f"CREATE VIEW {self._name}.k_{sheet.id} AS {pointers}")
                    rows = in_force_sql(sheet, f"{row[0]}.", f"{self._name}.main.")
                    cursor.execute(f"CREATE VIEW {self._name}.c_{sheet.id} AS {rows}")
            self._present, self._earlier = present, None
            if as_of != NOW and present is not None and present.reference == self.reference and not present._ahead:
                self._earlier = Earlier(cursor, as_of, self._name, present._name, self._database)
            self._refer(cursor)
            self._compress(cursor)
            self._kept = self._attached(cursor) if as_of == NOW and not ahead else frozenset()

    def _refer(self, cursor: Cursor) -> None:
        """Make the reference lists as known, or have them in common with the present."""
        for statement in Template(_sql("reference")).substitute(self._snippets).split(";"):
            if "CREATE TABLE" not in statement:
                continue
            name = statement.split("CREATE TABLE ")[1].split()[0]
            if self._earlier is not None and self._present is not None:
                cursor.execute(f"CREATE VIEW {self._name}.{name} AS FROM {self._present._name}.main.{name}")
            else:
                cursor.execute(statement.replace("CREATE TABLE ", f"CREATE TABLE {self._name}.", 1))

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

    def apart(self) -> Apart | None:
        """Which projects and grants may differ from those of the present; None where that is not known."""
        self.need("project")
        return None if self._earlier is None else self._earlier.apart()

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
                    shared = self._shared(cursor, view)
                    if view in self._kept:
                        cursor.execute(f"CREATE VIEW {self._name}.{view} AS FROM {self._name}_kept.{view}")
                    elif not shared:
                        cursor.execute(f"CREATE TABLE {self._name}.{view} AS {self._view_sql(view)}")
                    described = cursor.execute(f"DESCRIBE {self._name}.{view}").fetchall()
                    if not shared or not view.startswith("e_"):
                        # What is made of such a view takes it along.
                        self._compress(cursor)
                self._made[view] = {row[0]: row[1] for row in described}
            return self._made[view]

    def _shared(self, cursor: Cursor, view: str) -> bool:
        """Make a view of an earlier state from that of the present, where it has enough in common with it."""
        if self._earlier is None or self._present is None or not self._earlier.can(view):
            return False
        self._present.need(view)
        if view == "publications":
            self.need("work_names")
        self._earlier.make(cursor, view, self._view_sql(view))
        return True

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
