"""What was expected and what was reported: the difference between zero, not reported and not applicable.

Expected are the werkplaatsen valid in a year that the selection admits. A (region, sheet, year) is
reported by a row of a delivery in force, by an explicit scope, or by "niets te melden".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from string import Template
from typing import Literal

from wsd_data.figures.selection import Selection
from wsd_data.model.indicators import Indicator
from wsd_data.store.engine import Cursor
from wsd_data.store.fold import live_sql
from wsd_data.store.stand import Stand

_GRANT_REGIONS = """
    WITH named AS (
        SELECT "grant" AS code, coalesce(region, CASE WHEN deliverer <> 'network' THEN [deliverer] END) AS regions
        FROM c_funding WHERE $own
        UNION ALL SELECT code, region FROM (SELECT unnest(grants) AS code, region FROM project) WHERE $named
    )
    SELECT code, list(DISTINCT region) FROM (SELECT code, unnest(regions) AS region FROM named) GROUP BY code
"""
"""The werkplaatsen of every grant: its own, else its deliverer, and those of the projects it names."""
Delivered = Literal["rows", "declared", "nothing", "not_applicable"]


@dataclass(frozen=True)
class Reporting:
    """Reported and expected, for one stand.

    regions: code → first and last valid year. last_year: the year of the last delivery; later ones are not yet due.
    """

    regions: dict[str, tuple[int, int]]
    lectoraat_regions: dict[str, frozenset[str]]
    project_regions: dict[str, frozenset[str]]
    grant_regions: dict[str, frozenset[str]]
    last_year: int
    by_rows: frozenset[tuple[str, str, int]]
    declared: frozenset[tuple[str, str, int]]

    @classmethod
    def of(cls, stand: Stand, present: Reporting | None = None) -> Reporting:
        """present: that of the stand of the present beside which an earlier one was made; what both have alike is not asked again."""
        stand.need("reported")
        apart = None if present is None else stand.apart()
        with stand.cursor() as cursor:
            of_projects: dict[str, frozenset[str]] = {}
            of_grants: dict[str, frozenset[str]] = {}
            project, own, named = "TRUE", "TRUE", "TRUE"
            if present is not None and apart is not None:
                of_projects = _without(present.project_regions, cursor, apart.projects)
                of_grants = _without(present.grant_regions, cursor, apart.grants)
                project, own, named = (
                    f"{name} IN ({differing})"
                    for name, differing in (
                        ("project", apart.projects),
                        ('"grant"', apart.grants),
                        ("code", apart.grants),
                    )
                )
            regions = cursor.execute("SELECT code, year_from, year_to FROM region_list WHERE year_from IS NOT NULL")
            valid = {code: (first, last) for code, first, last in regions.fetchall()}
            lectoraten = cursor.execute("SELECT code, regions FROM lectoraat_list").fetchall()
            projects = cursor.execute(
                f"SELECT project, region FROM project WHERE region IS NOT NULL AND {project}"
            ).fetchall()
            grants = cursor.execute(Template(_GRANT_REGIONS).substitute(own=own, named=named)).fetchall()
            reported = cursor.execute("SELECT DISTINCT region, sheet, year, how FROM reported").fetchall()
            last = cursor.execute(
                f"SELECT max(year(received)) FROM entries WHERE id IN ({live_sql(stand.as_of)})"
            ).fetchone()
        return cls(
            valid,
            {code: frozenset(r for r in found if r) for code, found in lectoraten},
            of_projects | {code: frozenset(found) for code, found in projects},
            of_grants | {code: frozenset(found) for code, found in grants},
            int(last[0]) if last and last[0] is not None else 0,
            frozenset((r, s, y) for r, s, y, how in reported if how == "rows"),
            frozenset((r, s, y) for r, s, y, how in reported if how == "declared"),
        )

    def known_years(self, indicator: Indicator) -> range:
        """The years from first to last for which anything was reported on the sheets of an indicator."""
        found = [y for _, s, y in (*self.by_rows, *self.declared) if s in indicator.sheets]
        return range(min(found), max(found) + 1) if found else range(0)

    def is_reported(self, indicator: Indicator, region: str, year: int) -> bool:
        for sheet in indicator.sheets:
            if (region, sheet, year) in self.declared:
                continue
            if (region, indicator.reported_by or sheet, year) not in self.by_rows:
                return False
        return True

    def delivered(self, region: str, sheet: str, year: int) -> Delivered:
        """What a region delivered of a sheet about a year: rows, a declaration (scope, "niets te melden") or nothing."""
        if (region, sheet, year) in self.by_rows:
            return "rows"
        if (region, sheet, year) in self.declared:
            return "declared"
        first, last = self.regions.get(region, (1, 0))
        return "nothing" if first <= year <= last else "not_applicable"

    def admitted(
        self,
        selection: Selection,
        region: str | None = None,
        lectoraat: str | None = None,
        project: str | None = None,
        grant: str | None = None,
    ) -> frozenset[str]:
        """The werkplaatsen that a selection, or one cell of a breakdown, admits.

        A lectoraat, project or grant of which no werkplaats is known admits them all: any of them may have something of it.
        """
        everywhere = frozenset(self.regions)
        found = frozenset(self.regions)
        if chosen := selection.codes("region"):
            found &= frozenset(chosen)
        if chosen := selection.codes("lectoraat"):
            found &= frozenset().union(*(self.lectoraat_regions.get(c, everywhere) for c in chosen))
        if chosen := selection.codes("project"):
            found &= frozenset().union(*(self.project_regions.get(c, everywhere) for c in chosen))
        if chosen := selection.codes("grant"):
            found &= frozenset().union(*(self.grant_regions.get(c, everywhere) for c in chosen))
        if region is not None:
            found &= {region}
        if lectoraat is not None:
            found &= self.lectoraat_regions.get(lectoraat, everywhere)
        if project is not None:
            found &= self.project_regions.get(project, everywhere)
        if grant is not None:
            found &= self.grant_regions.get(grant, everywhere)
        return found

    def expected(self, admitted: Iterable[str], years: Iterable[int]) -> list[tuple[str, int]]:
        """(region, year) pairs that should report."""
        spans = [(region, *self.regions[region]) for region in sorted(admitted)]
        return [(region, year) for year in years for region, first, last in spans if first <= year <= last]

    def missing(self, indicator: Indicator, admitted: Iterable[str], years: Iterable[int]) -> list[tuple[str, int]]:
        """(region, year) pairs that should have reported and have not."""
        return [(r, y) for r, y in self.expected(admitted, years) if not self.is_reported(indicator, r, y)]


def _without(regions: Mapping[str, frozenset[str]], cursor: Cursor, codes: str) -> dict[str, frozenset[str]]:
    """What is known of the codes that a SELECT does not name."""
    differing = {code for (code,) in cursor.execute(codes).fetchall()}
    return {code: found for code, found in regions.items() if code not in differing}
