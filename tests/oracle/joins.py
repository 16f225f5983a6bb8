"""Rows in force → what they belong to: joined projects and grants, joined publications, codes per dimension.

Source: design.md section 3 (joins in the view), domain.md "Counting rules" and "The sheets" (own value first,
then the project's, then, region only, the deliverer's).

Readings:
- the project's themes are inherited with the national codes they have there (its own regions and years);
- each local name has a code of its own, so a row with one name that is known and one that is not stands
  under the code and under `_none`;
- lists of several rows of one project, grant or work are united after each row's own inheritance;
- records without DOI that are the same work are first put together; the group then joins the one work with
  a DOI that matches, or stands alone when several do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from . import reference
from .fold import InForce, extent, first_author
from .values import NONE, Num, Span, slug

Codes = frozenset[str]
LISTS = ("region", "lectoraat", "theme", "local_theme", "municipality", "programme_line")


def unite(parts: Iterable[Iterable[str]]) -> Codes:
    return frozenset(code for part in parts for code in part)


@dataclass
class Project:
    """One project over all deliverers: lists united, single values from the latest row (even if blank)."""

    latest: InForce
    lists: dict[str, Codes]
    partners: Codes
    grants: Codes = frozenset()
    funders: Codes = frozenset()

    @property
    def span(self) -> tuple[date, date | None]:
        return extent("projects", self.latest.values)

    @property
    def funder(self) -> Codes:
        own = self.latest.values.get("funder")
        return frozenset([own]) if own else self.funders


@dataclass
class Grant:
    """One grant over all deliverers and Bestedingsdatums."""

    latest: InForce
    rows: list[InForce]
    projects: Codes
    lists: dict[str, Codes] = field(default_factory=dict)

    def last(self, column: str) -> Num | None:
        """The last amount given, whatever later rows leave blank."""
        return next((row.values[column] for row in sorted(self.rows, key=lambda r: r.order, reverse=True)
                     if row.values.get(column)), None)  # fmt: skip


@dataclass
class Work:
    """One publication, however many regions report it."""

    rows: list[InForce]

    @property
    def latest(self) -> InForce:
        return max(self.rows, key=lambda r: r.order)


class Known:
    """The rows in force with their projects and grants joined."""

    def __init__(self, rows: Sequence[InForce]) -> None:
        self.rows: dict[str, list[InForce]] = defaultdict(list)
        for row in rows:
            self.rows[row.sheet].append(row)
        self.projects = self._join_projects()
        self.grants = self._join_grants()

    def _join_projects(self) -> dict[str, Project]:
        by_code: dict[str, list[InForce]] = defaultdict(list)
        for row in self.rows["projects"]:
            by_code[row.values["project"]].append(row)
        joined = {}
        for code, rows in by_code.items():
            own = [_own(row) for row in rows]
            joined[code] = Project(
                latest=max(rows, key=lambda r: r.order),
                lists={name: unite(o[name] for o in own) for name in LISTS},
                partners=unite(row.values.get("partners") or [] for row in rows),
            )
        return joined

    def _join_grants(self) -> dict[str, Grant]:
        by_number: dict[str, list[InForce]] = defaultdict(list)
        for row in self.rows["funding"]:
            by_number[row.values["grant"]].append(row)
        joined = {}
        for number, rows in by_number.items():
            latest = max(rows, key=lambda r: r.order)
            joined[number] = Grant(latest, rows, unite(row.values.get("project") or [] for row in rows))
        for number, grant in joined.items():
            for code in grant.projects & self.projects.keys():
                project = self.projects[code]
                project.grants |= {number}
                project.funders |= {grant.latest.values["funder"]}
        for grant in joined.values():
            each = [self.lists(row) for row in grant.rows]
            grant.lists = {name: unite(o[name] for o in each) for name in LISTS}
        return joined

    def projects_of(self, row: InForce) -> list[Project]:
        return [self.projects[code] for code in sorted(project_codes(row)) if code in self.projects]

    def lists(self, row: InForce) -> dict[str, Codes]:
        """Own value first, then the project's, then (region only) the deliverer's."""
        own = _own(row)
        projects = self.projects_of(row)
        found = {name: own[name] or unite(p.lists[name] for p in projects) for name in LISTS}
        if not found["region"] and row.deliverer != "network":
            found["region"] = frozenset([row.deliverer])
        found["region"] |= unite([row.values.get("co_regions") or []])
        if row.values.get("theme"):
            found["theme"] = own_themes(row, found["region"])
        return found

    def dims(self, rows: Sequence[InForce]) -> dict[str, Codes]:
        """Codes per dimension of one fact made of these rows; single values from the latest of them."""
        latest = max(rows, key=lambda r: r.order)
        each = [self.lists(row) for row in rows]
        codes = {name: unite(o[name] for o in each) for name in LISTS}
        projects = [p for row in rows for p in self.projects_of(row)]
        codes |= where_it_is(codes["municipality"])
        codes["project"] = unite(project_codes(row) for row in rows)
        codes["grant"] = unite(p.grants for p in projects)
        codes["funder"] = unite(p.funder for p in projects)
        codes["bko_area"] = unite(row.values.get("bko_area") or [] for row in rows)
        for name in ("type", "audience_type", "role", "organisation_type", "partner_class"):
            codes[name] = one(latest.values.get(name))
        codes["channel"] = one(slug(latest.values.get("channel") or ""))
        return codes

    def works(self) -> list[Work]:
        """The publications, each once."""
        with_doi: dict[str, list[InForce]] = defaultdict(list)
        without: list[InForce] = []
        for row in self.rows["publications"]:
            doi = row.values.get("doi")
            if doi:
                with_doi[doi].append(row)
            else:
                without.append(row)
        works = {doi: Work(rows) for doi, rows in with_doi.items()}
        matches_of = {doi: unite(traces(r) for r in work.rows) for doi, work in works.items()}
        alone = []
        for group in same_traces(without):
            marks = unite(traces(row) for row in group)
            match = [doi for doi, theirs in matches_of.items() if marks & theirs]
            if len(match) == 1:
                works[match[0]].rows.extend(group)
            elif not match:
                alone.append(Work(group))
            else:
                # More than one work may be meant, so each record stands alone, unless it is one work's by itself.
                for row in group:
                    own = [doi for doi in match if traces(row) & matches_of[doi]]
                    if len(own) == 1:
                        works[own[0]].rows.append(row)
                    else:
                        alone.append(Work([row]))
        return [*works.values(), *alone]


def one(code: str | None) -> Codes:
    return frozenset([code]) if code else frozenset()


def where_it_is(municipalities: Iterable[str]) -> dict[str, Codes]:
    return {
        "municipality": frozenset(reference.present(code) for code in municipalities),
        "province": frozenset(reference.province(code) for code in municipalities),
    }


def project_codes(row: InForce) -> Codes:
    code = row.values.get("project")
    return frozenset(code) if isinstance(code, list) else one(code)


def _own(row: InForce) -> dict[str, Codes]:
    values = row.values
    regions = frozenset(values.get("region") or [])
    return {
        "region": regions,
        "lectoraat": frozenset(values.get("lectoraat") or []),
        "theme": own_themes(row, regions),
        "local_theme": frozenset(slug(name) for name in values.get("theme") or []),
        "municipality": frozenset(values.get("municipality") or []),
        "programme_line": frozenset(slug(name) for name in values.get("programme_line") or []),
    }


def own_themes(row: InForce, regions: Codes) -> Codes:
    """The Themacode, else the national codes of the local names in these regions and the row's years."""
    if row.values.get("theme_code"):
        return frozenset(row.values["theme_code"])
    first, last = extent(row.sheet, row.values)
    return unite(reference.national_themes(name, regions, first, last) for name in row.values.get("theme") or [])


BOUND = {"boek", "rapport", "proefschrift"}


def traces(row: InForce) -> Codes:
    """The marks by which a record without DOI is known: ISBN of a whole book, and title + year + surname."""
    values = row.values
    found = set()
    if values.get("isbn") and values["type"] in BOUND:
        found.add(f"isbn {values['isbn']}")
    surname = slug(first_author(values))
    if surname != "onbekend":
        found.add(f"title {slug(values['title'])} {values['date'][0].year} {surname}")
    return frozenset(found)


def same_traces(rows: Sequence[InForce]) -> list[list[InForce]]:
    """Records put together as long as they share a mark."""
    groups: list[tuple[set[str], list[InForce]]] = []
    for row in rows:
        marks, members = set(traces(row)), [row]
        apart = []
        for group in groups:
            if group[0] & marks:
                marks |= group[0]
                members = group[1] + members
            else:
                apart.append(group)
        groups = [*apart, (marks, members)]
    return [members for _, members in groups]


def or_none(codes: Codes) -> Codes:
    return codes or frozenset([NONE])


def project_dims(code: str, project: Project) -> dict[str, Codes]:
    """Codes per dimension of a joined project."""
    values = project.latest.values
    codes = dict(project.lists)
    codes |= where_it_is(project.lists["municipality"])
    codes |= {"project": one(code), "grant": project.grants, "funder": project.funder}
    codes |= {"status": one(values["status"]), "scale": one(values.get("scale"))}
    return codes


def grant_dims(number: str, grant: Grant, known: Known) -> dict[str, Codes]:
    """Codes per dimension of a joined grant."""
    codes = dict(grant.lists)
    codes |= where_it_is(grant.lists["municipality"])
    codes |= {"grant": one(number), "funder": one(grant.latest.values["funder"]), "project": grant.projects}
    return codes


def open_span(row: InForce) -> Span:
    first, last = extent(row.sheet, row.values)
    return first, last or date.max
