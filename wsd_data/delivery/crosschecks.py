"""Checks of a file against itself and against what is in force: warnings only, each one SELECT over staged rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from wsd_data.delivery.duplicates import duplicate_findings
from wsd_data.delivery.plausibility import plausibility_findings
from wsd_data.delivery.references import reference_findings
from wsd_data.delivery.staging import Staged, row_findings
from wsd_data.model.columns import Sheet
from wsd_data.model.findings import Finding
from wsd_data.model.sheets import SHEETS
from wsd_data.model.text import Text
from wsd_data.store.described import LABELS
from wsd_data.store.engine import Cursor

ALIKE = 0.93
"""Jaro-Winkler similarity above which two titles are thought to be meant as one."""
MOST_PAIRS = 500_000
"""More pairs of titles than this on one sheet are not compared, and that is said: the hint is not worth the wait."""

RESEMBLES = Text(
    "Deze rij is nieuw, maar lijkt sterk op een bestaande: {0}. Is het een verbetering daarvan? "
    "Dan telt hij nu dubbel: lever het blad volledig aan (full), of herstel de oude schrijfwijze.",
    "This row is new, but much resembles an existing one: {0}. Is it a correction of that one? "
    "Then it now counts twice: deliver the sheet in full, or use the old spelling.",
)
NOT_COMPARED = Text(
    "Nieuwe rijen van dit blad zijn niet met bestaande vergeleken op schrijffouten in de naam: daarvoor zijn het er te veel op dezelfde "
    "dagen. Kijk zelf of er verbeterde rijen bij zijn, of lever het blad volledig aan (full); anders tellen die dubbel.",
    "New rows of this sheet were not compared with existing ones for misspelt names: there are too many on the same days. "
    "See for yourself whether any are corrections, or deliver the sheet in full; else those count twice.",
)
SHARED_DIFFERS = Text(
    "{0} is ook aangeleverd door {1}, met een andere waarde voor: {2}. De laatste aanlevering telt; stem het samen af.",
    "{0} was also delivered by {1}, with another value for: {2}. The latest delivery counts; agree on it together.",
)
GRANT_DIFFERS = Text(
    "Beschikking {0} heeft rijen met verschillende bedragen of data: {1}. De laatste aanlevering telt; maak ze gelijk.",
    "Grant {0} has rows with different amounts or dates: {1}. The latest delivery counts; make them equal.",
)
GRANTS_OVERLAP = Text(
    "Beschikking {0} loopt deels tegelijk met {1}, van dezelfde financier voor hetzelfde werk. Is het een en dezelfde? "
    "Dan telt het geld dubbel: gebruik één nummer, of verbeter Van en Tot.",
    "Grant {0} runs partly at the same time as {1}, of the same funder for the same work. Are they one and the same? "
    "Then the money counts twice: use one number, or correct From and To.",
)
REGION_CHANGED = Text(
    "Deze rij hoorde bij werkplaats {0} en staat nu bij {1}. Klopt dat?",
    "This row belonged to region {0} and now stands under {1}. Is that right?",
)
UNKNOWN_AUTHOR = Text(
    "De auteur is onbekend: deze publicatie wordt nooit met een andere samengevoegd. Vul de auteur in als die bekend is.",
    "The author is unknown: this publication is never merged with another. Fill in the author if known.",
)
HOURS_DIFFER = Text(
    "De rijen van activiteit {0} op dezelfde datum noemen verschillende uren ({1}). De grootste telt; maak ze gelijk.",
    "The rows of activity {0} on the same date give different hours ({1}). The largest counts; make them equal.",
)
NEW_VERSION = Text(
    "Een product met deze titel en soort is er al uit {0}. Is dit een nieuwe versie? Zet dan 'nieuwe versie' bij Status; "
    "die telt niet opnieuw.",
    "A product with this title and type exists already from {0}. Is this a new version? Then put 'nieuwe versie' in Status; "
    "that is not counted again.",
)
NOTHING_BUT_ROWS = Text(
    "Voor {sheet} {year} is 'niets te melden' opgegeven, maar er zijn {count} rijen van dat jaar. "
    "Neem een van beide terug; de rijen blijven tellen.",
    "For {sheet} {year} 'nothing to report' was given, but there are {count} rows of that year. "
    "Take back one of the two; the rows go on counting.",
)

ALIKE_COLUMN: Mapping[str, str] = {
    "projects": "title", "presentations": "title", "publications": "title", "products": "title",
    "participants": "activity", "members": "organisation",
}  # fmt: skip
"""Per sheet the column by which a row is recognised as a correction of another."""
GRANT_AMOUNTS = (
    "start",
    "end",
    "funder",
    "requested",
    "awarded",
    "settled",
    "own_contribution",
    "third_parties",
    "national",
)


def cross_findings(
    cursor: Cursor,
    staged: Sequence[Staged],
    deliverer: str,
    nothing: Sequence[tuple[str, int]],
    mode: str,
    received: date,
) -> list[Finding]:
    """Every warning about keyed staged rows, before they are written."""
    checks = _Checks(cursor, {s.sheet.id: s for s in staged}, deliverer)
    found: list[Finding] = []
    for one in staged:
        if one.sheet.id in ALIKE_COLUMN:
            found += checks.resembling(one)
        if deliverer == "network" and one.changed:
            found += checks.region_changed(one)
    found += reference_findings(cursor, checks.staged)
    for sheet in ("projects", "publications", "funding"):
        if sheet in checks.staged:
            found += checks.shared(checks.staged[sheet])
    for sheet, check in (
        ("publications", checks.unknown_author),
        ("participants", checks.hours_differ),
        ("products", checks.new_version),
        ("funding", checks.grant_differs),
        ("funding", checks.grants_overlap),
    ):
        if sheet in checks.staged:
            found += check(checks.staged[sheet])
    found += duplicate_findings(cursor, checks.staged, deliverer)
    found += plausibility_findings(cursor, checks.staged, deliverer, mode, received)
    return found + list(checks.nothing_but_rows(nothing, mode))


def _single_values(sheet: Sheet) -> dict[str, str]:
    """Columns that hold one value, with the field to compare; remarks are everybody's own."""
    return {
        c.id: c.fields[0][0]
        for c in sheet.columns
        if c.fields and not c.fields[0][1].endswith("[]") and c.id not in ("remark", "description")
    }


def _differing(sheet: Sheet, columns: Mapping[str, str], one: str, other: str) -> str:
    """SQL for the list of headings of columns whose fields differ between two aliases, both filled."""
    cases = [
        f'CASE WHEN {one}."{f}" <> {other}."{f}" THEN \'{sheet.by_id[c].heading.nl}\' END' for c, f in columns.items()
    ]
    return f"list_filter([{', '.join(cases)}], lambda x: x IS NOT NULL)"


@dataclass
class _Checks:
    cursor: Cursor
    staged: Mapping[str, Staged]
    deliverer: str

    def _number(self, select: str, values: dict[str, object]) -> int:
        row = self.cursor.execute(select, values).fetchone()
        return int(row[0] or 0) if row else 0

    def resembling(self, one: Staged) -> Iterator[Finding]:
        """New rows beside a row in force of this deliverer with nearly the same name on the same days."""
        sheet, column = one.sheet, ALIKE_COLUMN[one.sheet.id]
        values: dict[str, object] = {"deliverer": self.deliverer}
        # Another role at the same activity is an ordinary new row, and so is the next number of a series.
        label = f"lower(\"{column}\") AS label, translate(label, '0123456789 ', '') AS words, first_day"
        self.cursor.execute(
            "CREATE OR REPLACE TEMP TABLE standing AS "
            f"SELECT {label}, last_day, any_value({LABELS[sheet.id]}) AS shown FROM c_{sheet.id} c "
            f'WHERE deliverer = $deliverer AND first_day IN (SELECT "{sheet.start}" FROM {one.table}) '
            f"AND NOT EXISTS (FROM {one.table} s WHERE s.key = c.key) GROUP BY ALL",
            values,
        )
        if not self._number("SELECT count(*) FROM standing", {}):
            return
        self.cursor.execute(
            "CREATE OR REPLACE TEMP TABLE fresh AS "
            f"SELECT {label}, last_day, min(place) AS place FROM {one.table} s "
            f"WHERE NOT refused AND place NOT IN (SELECT place FROM {one.met}) GROUP BY ALL"
        )
        pairs = self._number(
            "SELECT sum(f.n * s.n) FROM (SELECT first_day, count(*) AS n FROM fresh GROUP BY 1) f "
            "JOIN (SELECT first_day, count(*) AS n FROM standing GROUP BY 1) s USING (first_day)",
            {},
        )
        if pairs > MOST_PAIRS:
            yield Finding("not_compared", "info", NOT_COMPARED, one.tabs[0].name)
        elif pairs:
            differ = "AND f.label <> s.label" if sheet.id in ("participants", "members") else ""
            alike = f"jaro_winkler_similarity(f.label, s.label, {ALIKE})"
            yield from row_findings(
                self.cursor, one, "resembles", column, RESEMBLES,
                f"SELECT place, f.label, s.shown FROM fresh f JOIN standing s ON f.first_day = s.first_day AND {alike} > {ALIKE} {differ} "
                "AND (f.label = s.label OR f.words <> s.words) "
                f"QUALIFY row_number() OVER (PARTITION BY place ORDER BY {alike} DESC, s.shown) = 1 ORDER BY place",
            )  # fmt: skip

    def region_changed(self, one: Staged) -> Iterator[Finding]:
        old, new = (f"coalesce(array_to_string({a}.region, ', '), '–')" for a in ("c", "s"))
        yield from row_findings(
            self.cursor, one, "region_changed", "region", REGION_CHANGED,
            f"SELECT s.place, {new}, {old}, {new} FROM {one.met} m JOIN {one.table} s USING (place) JOIN c_{one.sheet.id} c USING (key) "
            "WHERE NOT m.same AND s.region IS DISTINCT FROM c.region ORDER BY 1",
        )  # fmt: skip

    def shared(self, one: Staged) -> Iterator[Finding]:
        """Work or grants that another deliverer has in force with other single values."""
        sheet = one.sheet
        columns = _single_values(sheet)
        if sheet.id == "projects":
            same, column, name = "c.project = s.project", "project", "s.project"
        elif sheet.id == "funding":
            same, column, name = 'c."grant" = s."grant"', "grant", 's."grant"'
            columns = {c: f for c, f in columns.items() if c in GRANT_AMOUNTS}
        else:
            # A record without DOI joins by title, year and first author; two different DOIs never do.
            same = (
                "year(c.first_day) = year(s.first_day) AND (c.doi = s.doi OR (c.doi IS NULL OR s.doi IS NULL) "
                "AND lower(c.title) = lower(s.title) AND lower(c.authors_first) = lower(s.authors_first))"
            )
            column, name = "title", "s.title"
            columns = {
                c: f
                for c, f in columns.items()
                if c in ("title", "authors", "type", "audience_type", "date", "doi", "isbn")
            }
        yield from row_findings(
            self.cursor, one, "shared_differs", column, SHARED_DIFFERS,
            "WITH pairs AS (SELECT s.place, "
            f"{name} AS name, c.deliverer AS other, {_differing(sheet, columns, 's', 'c')} AS differing "
            f"FROM {one.table} s JOIN c_{sheet.id} c ON {same} WHERE NOT s.refused AND c.deliverer <> $deliverer) "
            "SELECT min(place), name, name, other, "
            "array_to_string(list_sort(list_distinct(flatten(list(differing)))), ', ') "
            "FROM pairs WHERE len(differing) > 0 GROUP BY name, other ORDER BY 1",
            {"deliverer": self.deliverer},
        )  # fmt: skip

    def grant_differs(self, one: Staged) -> Iterator[Finding]:
        """Rows of one grant number, in the file or in force of this deliverer, whose other amounts differ."""
        fields = {c: one.sheet.by_id[c].fields[0][0] for c in GRANT_AMOUNTS}
        listed = ", ".join(f'"{f}"' for f in fields.values())
        cases = ", ".join(
            f"CASE WHEN count(DISTINCT \"{f}\") > 1 THEN '{one.sheet.by_id[c].heading.nl}' END"
            for c, f in fields.items()
        )
        yield from row_findings(
            self.cursor, one, "grant_differs", "grant", GRANT_DIFFERS,
            f'WITH every AS (SELECT place, "grant", {listed} FROM {one.table} WHERE NOT refused '
            f'UNION ALL SELECT NULL, "grant", {listed} FROM c_funding c WHERE deliverer = $deliverer '
            f"AND NOT EXISTS (FROM {one.table} s WHERE s.key = c.key)), "
            f'told AS (SELECT "grant" AS name, min(place) AS place, '
            f"list_filter([{cases}], lambda x: x IS NOT NULL) AS differing FROM every GROUP BY 1) "
            "SELECT place, name, name, array_to_string(differing, ', ') FROM told "
            "WHERE place IS NOT NULL AND len(differing) > 0 ORDER BY 1",
            {"deliverer": self.deliverer},
        )  # fmt: skip

    def grants_overlap(self, one: Staged) -> Iterator[Finding]:
        """Grants of one funder under different numbers, at the same time for the same project, or both for the werkplaats as a whole."""
        about = 'funder, scheme, project, start_from, end_to, coalesce(region, [{deliverer}]) AS regions, "grant"'
        staged, standing = about.format(deliverer="$deliverer"), about.format(deliverer="deliverer")
        same = "list_has_any(s.project, o.project) OR s.project IS NULL AND o.project IS NULL AND list_has_any(s.regions, o.regions)"
        yield from row_findings(
            self.cursor, one, "grants_overlap", "grant", GRANTS_OVERLAP,
            f"WITH own AS (SELECT place, {staged} FROM {one.table} WHERE NOT refused), "
            f"every AS (SELECT {standing} FROM c_funding UNION ALL SELECT * EXCLUDE (place) FROM own) "
            'SELECT min(s.place), s."grant", s."grant", o."grant" FROM own s JOIN every o ON o.funder = s.funder '
            f'AND s."grant" <> o."grant" AND s.start_from <= o.end_to AND s.end_to >= o.start_from AND ({same}) '
            "AND coalesce(lower(s.scheme), '') = coalesce(lower(o.scheme), '') "
            'GROUP BY s."grant", o."grant" ORDER BY 1, 4',
            {"deliverer": self.deliverer},
        )  # fmt: skip

    def unknown_author(self, one: Staged) -> Iterator[Finding]:
        yield from row_findings(
            self.cursor, one, "unknown_author", "authors", UNKNOWN_AUTHOR,
            f"SELECT place, authors FROM {one.table} WHERE NOT refused "
            "AND (lower(trim(authors)) IN ('onbekend', 'unknown') OR lower(authors_first) IN ('onbekend', 'unknown')) ORDER BY 1",
        )  # fmt: skip

    def hours_differ(self, one: Staged) -> Iterator[Finding]:
        yield from row_findings(
            self.cursor, one, "hours_differ", "hours", HOURS_DIFFER,
            "SELECT min(place), NULL, any_value(coalesce(activity_code, activity)), "
            "array_to_string(list_sort(list(DISTINCT hours)), ', ') "
            f"FROM {one.table} WHERE NOT refused GROUP BY lower(coalesce(activity_code, activity)), date_from, date_to "
            "HAVING count(DISTINCT hours) > 1 ORDER BY 1",
        )  # fmt: skip

    def new_version(self, one: Staged) -> Iterator[Finding]:
        """Products with title and type of an earlier year of this deliverer, not marked as a new version."""
        yield from row_findings(
            self.cursor, one, "new_version", "title", NEW_VERSION,
            "WITH known AS (SELECT lower(title) AS title, type, year(first_day) AS year FROM c_products WHERE deliverer = $deliverer "
            f"UNION SELECT lower(title), type, year(first_day) FROM {one.table} WHERE NOT refused) "
            f"SELECT place, any_value(s.title), min(k.year) FROM {one.table} s JOIN known k "
            "ON k.title = lower(s.title) AND k.type = s.type AND k.year < year(s.first_day) "
            "WHERE NOT s.refused AND NOT regexp_matches(lower(coalesce(s.status, '')), 'nieuwe versie|new version') "
            f"AND place NOT IN (SELECT place FROM {one.met}) GROUP BY place ORDER BY 1",
            {"deliverer": self.deliverer},
        )  # fmt: skip

    def nothing_but_rows(self, nothing: Sequence[tuple[str, int]], mode: str) -> Iterator[Finding]:
        for sheet, year in nothing:
            count = 0
            if sheet in self.staged:
                count = self._number(
                    f"SELECT count(*) FROM staged_{sheet} WHERE NOT refused AND year(first_day) = $year",
                    {"year": year},
                )
            if mode == "add" and not count:
                count = self._number(
                    f"SELECT count(*) FROM c_{sheet} WHERE deliverer = $deliverer AND year(first_day) = $year",
                    {"deliverer": self.deliverer, "year": year},
                )
            if count:
                text = NOTHING_BUT_ROWS.format(sheet=SHEETS[sheet].name, year=year, count=count)
                yield Finding("nothing_but_rows", "warning", text, SHEETS[sheet].name.nl)
