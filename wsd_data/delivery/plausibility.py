"""Dates, amounts and numbers that can hardly be right: beside the day of receipt, the own history, and what is usual."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from wsd_data.delivery.staging import Staged, row_findings
from wsd_data.model.columns import Sheet
from wsd_data.model.findings import Finding
from wsd_data.model.text import Text
from wsd_data.store.engine import Cursor

FAR_FUTURE = Text(
    "De datum ligt meer dan vijf jaar na de dag van ontvangst. Is dit een tikfout?",
    "The date lies more than five years after the day of receipt. Is this a typing error?",
)
NOT_YET = Text(
    "De datum ligt na de dag van ontvangst ({0}). De rij telt wel al mee: verbeter de datum, of lever de rij later aan.",
    "The date lies after the day of receipt ({0}). The row counts already: correct the date, or deliver the row later.",
)
SPENT_FALLS = Text(
    "Van beschikking {0} was op {1} al meer besteed dan op {2}. Besteed telt op vanaf het begin: verbeter een van beide bedragen.",
    "Of grant {0} more had been spent by {1} than by {2}. Spent counts from the start: correct one of the two amounts.",
)
MANY_ROWS = Text(
    "{sheet}: veel meer rijen dan in een gewoon jaar van deze aanleveraar: {years}. Klopt dat, of staat er iets dubbel in?",
    "{sheet}: many more rows than in an ordinary year of this deliverer: {years}. Is that right, or does something stand twice?",
)
MANY = Text(
    "{sheet}: de som van {column} is veel groter dan in een gewoon jaar van deze aanleveraar: {years}. Klopt dat?",
    "{sheet}: the sum of {column} is much larger than in an ordinary year of this deliverer: {years}. Is that right?",
)
AGAINST = Text("{count} in {year}, anders {usual}", "{count} in {year}, else {usual}")
ABOVE_BAND = Text(
    "Lectoraat {lectoraat} komt voor {year} op {count} rijen van {sheet}. Gewoon is {low} tot {high}. Klopt dat, of staat er iets dubbel in?",
    "Lectoraat {lectoraat} has {count} rows of {sheet} for {year}. Usual is {low} to {high}. Is that right, or does something stand twice?",
)
BELOW_BAND = Text(
    "Lectoraat {lectoraat} komt voor {year} op {count} rijen van {sheet}. Gewoon is {low} tot {high}. Is dit alles?",
    "Lectoraat {lectoraat} has {count} rows of {sheet} for {year}. Usual is {low} to {high}. Is this all?",
)

BANDS: Mapping[str, tuple[int, int]] = {
    "presentations": (5, 150), "publications": (0, 60), "products": (0, 100), "projects": (1, 40),
}  # fmt: skip
"""Plausible numbers per lectoraat and year; of projects those running. Source: domain description of the project."""
TIMES = 3
LEAST_YEARS = 3
LEAST_MORE = 10
"""A year stands out with over TIMES the median of at least LEAST_YEARS other years, and LEAST_MORE above it."""
HAPPENED = ("presentations", "publications", "products", "participants", "casuses", "key_figures")
"""Sheets of what has happened; projects, grants, targets and members may lie ahead."""
COUNTED: Mapping[str, tuple[str, ...]] = {
    "projects": (), "presentations": ("audience_count",), "publications": (), "products": (),
    "participants": ("attendances",), "casuses": ("count",),
}  # fmt: skip
"""Sheets whose rows per year are compared with other years, with the columns of which the sum is too."""

Sums = Sequence[float | None]


def plausibility_findings(
    cursor: Cursor, staged: Mapping[str, Staged], deliverer: str, mode: str, received: date
) -> Iterator[Finding]:
    """Every remark about keyed staged rows whose dates, amounts or numbers are unusual."""
    checks = _Plausibility(cursor, staged, deliverer, mode, received)
    for one in staged.values():
        yield from checks.dates(one)
    if "funding" in staged:
        yield from checks.spent_falls(staged["funding"])
    for sheet, sums in COUNTED.items():
        if sheet in staged:
            yield from checks.outliers(staged[sheet], sums)
    for sheet, (low, high) in BANDS.items():
        if sheet in staged:
            yield from checks.bands(staged[sheet], low, high)


def _column_of(sheet: Sheet, field: str) -> str:
    return next(c.id for c in sheet.columns if any(name == field for name, _ in c.fields))


@dataclass
class _Plausibility:
    cursor: Cursor
    staged: Mapping[str, Staged]
    deliverer: str
    mode: str
    received: date

    def dates(self, one: Staged) -> Iterator[Finding]:
        sheet = one.sheet
        start, end = _column_of(sheet, sheet.start), _column_of(sheet, sheet.end)
        fields = {start: sheet.start} | ({end: sheet.end} if end != start else {})
        if sheet.id == "funding":
            fields["spent_on"] = "spent_on_from"
        for column, field in fields.items():
            shown = "NULL" if sheet.about_people else f"strftime(\"{field}\", '%d-%m-%Y')"
            yield from row_findings(
                self.cursor, one, "far_future", column, FAR_FUTURE,
                f"SELECT place, {shown} FROM {one.table} WHERE NOT refused "
                f'AND "{field}" > $received::DATE + INTERVAL 5 YEAR ORDER BY place',
                {"received": self.received},
            )  # fmt: skip
            if sheet.id in HAPPENED or field == "spent_on_from":
                yield from row_findings(
                    self.cursor, one, "not_yet", column, NOT_YET,
                    f"SELECT place, {shown}, strftime($received::DATE, '%d-%m-%Y') FROM {one.table} WHERE NOT refused "
                    f'AND "{field}" > $received::DATE AND "{field}" <= $received::DATE + INTERVAL 5 YEAR ORDER BY place',
                    {"received": self.received},
                )  # fmt: skip

    def spent_falls(self, one: Staged) -> Iterator[Finding]:
        """Amounts spent are cumulative: per grant they never fall from one spending date to the next."""
        columns = '"grant", spent, coalesce(spent_on_to, {day}) AS day'
        known = columns.format(day="(SELECT e.received FROM entries e WHERE e.id = c.entry)")
        yield from row_findings(
            self.cursor, one, "spent_falls", "spent", SPENT_FALLS,
            f"WITH every AS (SELECT place, {columns.format(day='$received::DATE')} FROM {one.table} "
            f"WHERE NOT refused AND spent IS NOT NULL UNION ALL SELECT NULL, {known} FROM c_funding c "
            f"WHERE deliverer = $deliverer AND spent IS NOT NULL AND NOT EXISTS (FROM {one.table} s WHERE s.key = c.key)), "
            "told AS (SELECT *, lag(spent) OVER w AS earlier, lag(day) OVER w AS earlier_day, lag(place) OVER w AS earlier_place "
            'FROM every WINDOW w AS (PARTITION BY "grant" ORDER BY day, spent)) '
            "SELECT coalesce(place, earlier_place) AS at, spent // 100, \"grant\", strftime(earlier_day, '%d-%m-%Y'), "
            "strftime(day, '%d-%m-%Y') FROM told WHERE spent < earlier AND coalesce(place, earlier_place) IS NOT NULL ORDER BY 1",
            {"received": self.received, "deliverer": self.deliverer},
        )  # fmt: skip

    def _standing(self, one: Staged, columns: str, condition: str) -> str:
        """SQL: these columns of rows in force that stay beside the staged rows, and of those."""
        kept = f"{condition} AND NOT EXISTS (FROM {one.table} s WHERE s.key = c.key AND NOT s.refused)"
        return (
            f"SELECT {columns} FROM {one.table} WHERE NOT refused "
            f"UNION ALL SELECT {columns} FROM c_{one.sheet.id} c WHERE {kept}"
        )

    def outliers(self, one: Staged, sums: tuple[str, ...]) -> Iterator[Finding]:
        columns = ("", *sums)
        years = self._per_year(one, columns)
        named: set[int] = set()
        for place, column in enumerate(columns):
            before = {year: n for year, _, was, _ in years if (n := was[place]) is not None}
            told: list[tuple[int, float, float]] = []
            for year, mine, _, becomes in years:
                others = [number for other, number in before.items() if other != year]
                if (n := becomes[place]) is None or not mine or year in named or len(others) < LEAST_YEARS:
                    continue
                usual = median(others)
                if n > TIMES * usual and n - usual >= LEAST_MORE and n > before.get(year, 0):
                    told.append((year, n, usual))
            named |= {year for year, _, _ in told}
            if told:
                yield self._outlier(one, column, told)

    def _per_year(self, one: Staged, columns: Sequence[str]) -> list[tuple[int, bool, Sums, Sums]]:
        """Per year whether the file has rows of it, and each sum (of a column, "" for rows) now in force and as it would be."""
        listed = [f'"{column}"' if column else "1" for column in columns]
        measures = ", ".join(f"{measure} AS m{place}" for place, measure in enumerate(listed))
        # A full delivery takes the place of what it answers for.
        stays = (
            f"NOT EXISTS (FROM {one.table} s WHERE s.key = c.key AND NOT s.refused)" if self.mode == "add" else "FALSE"
        )
        told = ", ".join(f"sum(m{n}) FILTER ({side})" for side in ("was", "becomes") for n in range(len(columns)))
        rows = self.cursor.execute(
            f'SELECT "year", bool_or(NOT was), {told} FROM ('
            f'SELECT year(first_day) AS "year", {measures}, FALSE AS was, TRUE AS becomes FROM {one.table} WHERE NOT refused '
            f"UNION ALL SELECT year(first_day), {', '.join(listed)}, TRUE, {stays} FROM c_{one.sheet.id} c "
            'WHERE deliverer = $deliverer) WHERE "year" IS NOT NULL GROUP BY 1 ORDER BY 1',
            {"deliverer": self.deliverer},
        ).fetchall()
        return [(year, mine, sums[: len(columns)], sums[len(columns) :]) for year, mine, *sums in rows]

    def _outlier(self, one: Staged, column: str, rows: Sequence[tuple[int, float, float]]) -> Finding:
        """One remark on all years that stand out. On sheets about people it names years and no numbers."""
        sheet = one.sheet
        said = [Text(str(year), str(year)) for year, _, _ in rows]
        if not sheet.about_people:
            said = [AGAINST.format(year=year, count=round(n), usual=round(usual)) for year, n, usual in rows]
        years = Text("; ".join(t.nl for t in said), "; ".join(t.en for t in said))
        name = one.tabs[0].name
        if not column:
            return Finding("many_rows", "warning", MANY_ROWS.format(sheet=sheet.name, years=years), name)
        heading = sheet.by_id[column].heading
        text = MANY.format(sheet=sheet.name, column=heading, years=years)
        return Finding("many", "warning", text, name, column=heading.nl)

    def bands(self, one: Staged, low: int, high: int) -> Iterator[Finding]:
        """Rows per lectoraat and year, all deliverers together, as they would be; only of lectoraten and years in the file."""
        sheet = one.sheet.id
        if sheet == "projects":
            columns = "project AS name, lectoraat, year(start_from) AS y_from, year(least(coalesce(end_to, $received::DATE), $received::DATE)) AS y_to, status"
            own, only = "lectoraat", "AND coalesce(status, '') NOT IN ('aangevraagd', 'afgewezen')"
        else:
            columns = "key AS name, lectoraat, project, year(first_day) AS y_from, year(first_day) AS y_to"
            own, only = "coalesce(r.lectoraat, p.lectoraat)", ""
        owners = "SELECT project, any_value(lectoraat) AS lectoraat FROM (SELECT project, lectoraat FROM c_projects"
        if "projects" in self.staged:
            owners += " UNION ALL SELECT project, lectoraat FROM staged_projects WHERE NOT refused"
        owners += ") WHERE lectoraat IS NOT NULL GROUP BY 1"
        join = "" if sheet == "projects" else f"LEFT JOIN ({owners}) p ON p.project = r.project"

        def per_lectoraat(rows: str) -> str:
            # One list at a time, in SELECT: in FROM the engine takes ten times as long.
            each = f"SELECT unnest({own}) AS lectoraat, y_from, y_to, name FROM ({rows}) r {join} WHERE TRUE {only}"
            return f'SELECT lectoraat, unnest(range(y_from, y_to + 1)) AS "year", name FROM ({each})'

        staged = f"SELECT {columns} FROM {one.table} WHERE NOT refused"
        rows = self.cursor.execute(
            f'WITH mine AS (SELECT DISTINCT lectoraat, "year" FROM ({per_lectoraat(staged)})), '
            f"every AS ({per_lectoraat(self._standing(one, columns, 'TRUE'))}) "
            'SELECT lectoraat, "year", count(DISTINCT name) AS n FROM every JOIN mine USING (lectoraat, "year") '
            f"GROUP BY ALL HAVING n > {high} OR n < {low} ORDER BY 2, 1",
            {"received": self.received} if sheet == "projects" else {},
        ).fetchall()
        for lectoraat, year, count in rows:
            # That a year is thin says something only where the deliverer says that it is complete and over.
            if count < low and (self.mode != "full" or year >= self.received.year):
                continue
            text = ABOVE_BAND if count > high else BELOW_BAND
            said = text.format(
                lectoraat=lectoraat, sheet=one.sheet.name, year=year, count=count, low=low, high=high
            )  # fmt: skip
            yield Finding(
                "band", "warning" if count > high else "info", said, one.tabs[0].name, value=str(count)
            )  # fmt: skip
