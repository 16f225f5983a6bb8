"""What was counted of a grant: its figures within the term and after it, and the rows behind them one by one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from wsd_data.figures import Monitor, Selection
from wsd_data.figures.dossier import YEARS_AFTER, Counted, Dossier
from wsd_data.language import format_date, format_number, format_period, format_span
from wsd_data.model.dimensions import DIMENSIONS
from wsd_data.model.sheets import SHEETS
from wsd_data.model.text import Text
from wsd_data.reports.amounts import WHAT
from wsd_data.reports.paper import Cell, Section, unmarked_cell
from wsd_data.reports.wording import INCOMPLETE, PEOPLE_NOT_FOR_PUBLICATION, PUBLIC_CAPTION, Reader, capital
from wsd_data.store.fold import NOW, AsOf

Row = Mapping[str, object]
COUNTED = Text("Geteld, beschikking {number}", "Counted, grant {number}")
IN_TERM, AFTER = Text("binnen de looptijd", "within the term"), Text("na afloop", "after the end")
ACROSS = Text("niet precies te zeggen", "cannot be said exactly")
WHEN = Text("Looptijd van de beschikking", "Term of the grant")
UNTIL = Text(
    "De lijsten tonen ook wat tot en met {day} na afloop kwam: opbrengsten mogen tot {years} jaar later komen.",
    "The lists show also what came after the end, up to {day}: outputs may come up to {years} years later.",
)
OF_ALL = Text(
    "Deze beschikking noemt geen projecten en betaalt de werkplaats als geheel. Geteld is daarom alles van {regions} binnen de looptijd.",
    "This grant names no projects and pays for the werkplaats as a whole. Counted is therefore everything of {regions} within the term.",
)
NO_REGION = Text(
    "Deze beschikking noemt geen projecten, en van welke werkplaats ze is, is niet bekend. Er is daarom niets geteld.",
    "This grant names no projects, and of which werkplaats it is, is not known. Nothing was counted therefore.",
)
LISTED = Text("{kind}, beschikking {number}", "{kind}, grant {number}")
UNCOUNTED = ("aangevraagd", "afgewezen")
UNCOUNTED_NOTE = Text(
    "Projecten met status aangevraagd of afgewezen staan op deze lijst, maar tellen niet mee.",
    "Projects with status applied or rejected are on this list, but do not count.",
)
EVERY = Text("Aantal op deze lijst: {total}, de nieuwste eerst.", "Number on this list: {total}, the newest first.")
PART = Text(
    "Hier staan de nieuwste {shown} van {total}. De hele lijst staat op de pagina van de beschikking, met een bestand erbij.",
    "Shown are the newest {shown} of {total}. The whole list is on the page of the grant, with a file.",
)
NO_ROWS = Text("Op deze lijst staat niets.", "There is nothing on this list.")
DATES = Text("Looptijd", "Dates")
NO_END = Text("vanaf {start}, einde niet bekend", "from {start}, end not known")
FROM_TO = Text("{start} t/m {end}", "{start} to {end}")
OUTPUTS = ("presentations", "publications", "products")
MOST = 500
"""How many rows of a kind a report shows."""


def basis(reader: Reader, found: Dossier) -> str:
    """Which items were counted, in a sentence; "" for those of the grant's own projects that came in time."""
    grant = found.grant
    if not found.where:
        return reader.say(NO_REGION)
    if not grant.projects:
        return reader.say(OF_ALL, regions=", ".join(reader.name("region", code) for code in grant.regions))
    if found.after is None:
        return ""
    return reader.say(UNTIL, day=format_date(found.after.end, reader.language), years=YEARS_AFTER)


def counted(reader: Reader, found: Dossier) -> Section:
    """What was counted within the term, and of outputs what came after it."""
    late = {one.indicator.id: one for one in found.late}
    rows = []
    for one in found.delivered:
        cells = [_cell(reader, one)]
        if found.late:
            after = late.get(one.indicator.id)
            cells.append(_cell(reader, after) if after else Cell("–"))
        rows.append((Cell(capital(reader.say(one.indicator.label))), *cells))
    periods = [found.term, *([found.after] if found.late and found.after else [])]
    names = [
        capital(f"{reader.say(name)}, {format_period(period, reader.language)}")
        for name, period in zip((IN_TERM, AFTER), periods, strict=False)
    ]
    title = reader.say(COUNTED, number=found.grant.number)
    people = any(one.indicator.people for one in found.delivered)
    told = [PUBLIC_CAPTION] if people and reader.public else []
    told += [PEOPLE_NOT_FOR_PUBLICATION] if people else []
    notes = tuple(map(reader.say, told))
    return Section("counted", title, basis(reader, found), (reader.say(WHAT), *names), tuple(rows), notes=notes)


def _cell(reader: Reader, one: Counted) -> Cell:
    cell = unmarked_cell(one.indicator, one.figure, reader.language)
    if one.complete or one.figure.status == "not_reported":
        return cell
    return cell.extended(reader.say(INCOMPLETE, words=cell.text))


def moment(reader: Reader, end: date, row: Row) -> str:
    """Whether a row lies within a term that ends on a day or after it, as far as its date tells."""
    first, last = row.get("date_from"), row.get("date_to")
    if not isinstance(first, date) or not isinstance(last, date):
        return reader.say(ACROSS)
    return reader.say(AFTER if first > end else IN_TERM if last <= end else ACROSS)


def ends(reader: Reader, row: Row) -> tuple[str, str]:
    """Start and end of a project in words, as precise as they are known; "" for an end that is not known."""
    return (
        format_span(row.get("start_from"), row.get("start_to"), reader.language),
        format_span(row.get("end_from"), row.get("end_to"), reader.language),
    )


def dates(reader: Reader, row: Row) -> str:
    """From start to end in words: `maart 2022 t/m maart 2023`."""
    start, end = ends(reader, row)
    if not end:
        return reader.say(NO_END, start=start)
    return start if start == end else reader.say(FROM_TO, start=start, end=end)


def lists(reader: Reader, monitor: Monitor, found: Dossier, policy: str, as_of: AsOf = NOW) -> tuple[Section, ...]:
    """The projects and outputs that were counted, at most `MOST` of a kind; none where nothing was counted."""
    if not found.where:
        return ()
    selection = Selection(found.evidence, found.where)

    def listed(kind: str, headings: tuple[Text, ...], line: Callable[[Row], tuple[Cell, ...]]) -> Section:
        rows = monitor.records(kind, selection, policy, limit=MOST, as_of=as_of)
        numbers = {"total": rows.total, "shown": len(rows.rows)}
        words = {name: format_number(n, 0, reader.language) for name, n in numbers.items()}
        said = PART if rows.total > len(rows.rows) else EVERY if rows.total else NO_ROWS
        title = reader.say(LISTED, kind=SHEETS[kind].name, number=found.grant.number)
        lines = tuple(map(line, rows.rows))
        names = tuple(map(reader.say, headings))
        notes = (reader.say(UNCOUNTED_NOTE),) if uncounted(rows.rows) else ()
        return Section(kind, title, reader.say(said, **words), names, lines, notes=notes, words=len(names), prose=(1,))

    def project(row: Row) -> tuple[Cell, ...]:
        told = _words(row, "code"), _words(row, "title"), _named(reader, "status", row), dates(reader, row)
        return tuple(map(Cell, told))

    def output(row: Row) -> tuple[Cell, ...]:
        told = _words(row, "title"), _named(reader, "type", row)
        late = (moment(reader, found.term.end, row),) if found.after else ()
        return _day(reader, row), *map(Cell, (*told, *late))

    sheet, outputs = SHEETS["projects"].by_id, SHEETS["presentations"].by_id
    columns = (sheet["project"].heading, sheet["title"].heading, headed("status"), DATES)
    of_outputs = (
        outputs["date"].heading, SHEETS["publications"].by_id["title"].heading, headed("type"), *((WHEN,) if found.after else ()),
    )  # fmt: skip
    return listed("projects", columns, project), *(listed(kind, of_outputs, output) for kind in OUTPUTS)


def uncounted(rows: Sequence[Row]) -> bool:
    """Whether a project among these rows is on the list without being counted."""
    return any(row.get("status") in UNCOUNTED for row in rows)


def _day(reader: Reader, row: Row) -> Cell:
    """The date of a row, as a day where it is known to the day."""
    first, last = row.get("date_from"), row.get("date_to")
    text = format_span(first, last, reader.language)
    if not isinstance(first, date) or first != last:
        return Cell(text)
    return Cell(text, first, "dd-mm-yyyy" if reader.language == "nl" else "d mmm yyyy")


def _words(row: Row, field: str) -> str:
    return str(row.get(field) or "")


def _named(reader: Reader, dimension: str, row: Row) -> str:
    code = _words(row, dimension)
    return capital(reader.name(dimension, code)) if code else ""


def headed(dimension: str) -> Text:
    """The name of a dimension as the heading of a column."""
    name = DIMENSIONS[dimension].name
    return Text(capital(name.nl), capital(name.en))
