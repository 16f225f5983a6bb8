"""The workbook back: the analyst's own file with what was found marked in it, or a separate list where that is not safe.

The workbook is not rebuilt: its parts are copied, and only what is ours is put between their bytes (see `splicing`), in
a child process with limits, after the reader accepted the file. So drawings, charts and pivot tables stay as they are.
"""

from __future__ import annotations

import io
import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from wsd_data.delivery import tellable
from wsd_data.intake import FileRead, Limits, SheetRead
from wsd_data.intake.apart import no_room, run_apart
from wsd_data.intake.cells import letters, position
from wsd_data.intake.container import examine
from wsd_data.intake.known import Reference
from wsd_data.intake.options import list_of, options, single
from wsd_data.intake.ours import LISTS_MARKER, MARKER
from wsd_data.model.findings import LEVEL_NAMES, Finding
from wsd_data.model.problems import Surroundings
from wsd_data.model.sheets import SHEETS
from wsd_data.model.text import Language, Text
from wsd_data.reports.markchild import COPY, RESULT
from wsd_data.reports.ownsheets import Line, Overview, link_to
from wsd_data.reports.package import Job, SheetJob, empty_package, mark_package

REASONS: Mapping[str, Text] = {
    "format": Text(
        "Alleen een Excel-werkmap (.xlsx) kan met opmerkingen terugkomen.",
        "Only an Excel workbook (.xlsx) can come back with notes.",
    ),
    "personal": Text(
        "Het bestand lijkt persoonsgegevens te bevatten en is daarom niet bewaard.",
        "The file seems to hold personal data, so it was not kept.",
    ),
    "macros": Text(
        "Het bestand bevat macro's; die geven we niet terug.", "The file holds macros; we do not give those back."
    ),
    "signed": Text(
        "Het bestand heeft een digitale handtekening, die bij elke wijziging vervalt.",
        "The file has a digital signature, which any change would break.",
    ),
    "strict": Text(
        "Het bestand is bewaard als “Strict Open XML”. Bewaar het als gewone Excel-werkmap (.xlsx).",
        "The file was saved as “Strict Open XML”. Save it as an ordinary Excel workbook (.xlsx).",
    ),
    "encoding": Text(
        "Het bestand gebruikt een ongewoon letterschrift. Bewaar het opnieuw in Excel.",
        "The file uses an unusual way of writing letters. Save it again in Excel.",
    ),
    "styles": Text(
        "De opmaak van het bestand is niet te volgen. Bewaar het opnieuw in Excel.",
        "The formatting of the file cannot be followed. Save it again in Excel.",
    ),
    "notes": Text(
        "De opmerkingen die al in het bestand staan, zijn niet te volgen. Bewaar het opnieuw in Excel.",
        "The notes that are already in the file cannot be followed. Save it again in Excel.",
    ),
    "large": Text("Het bestand is te groot om er opmerkingen in te zetten.", "The file is too large to put notes in."),
    "damaged": Text(
        "Het bestand is niet helemaal volgens de regels van Excel. Bewaar het opnieuw in Excel.",
        "The file does not wholly follow the rules of Excel. Save it again in Excel.",
    ),
}
"""Why a separate list is given in place of the marked workbook."""

APART = Text(
    "Dit is een aparte lijst; de cellen zelf zijn niet gemarkeerd. {why}",
    "This is a separate list; the cells themselves are not marked. {why}",
)
CONVERSATIONS = Text(
    "Cellen waar al een gesprek bij staat: {count}. Daar staat onze uitleg alleen op het blad Controle.",
    "Cells that have a conversation already: {count}. There our explanation is only on the sheet Controle.",
)
OF_FILE = Text("Bestand: {file}", "File: {file}")
COLOURED = Text(
    "Rode cellen zijn fout: hun rij gaat niet mee. Bij gele cellen is iets om naar te kijken. In elke gekleurde cel staat een opmerking.",
    "Red cells are wrong: their row is left out. Yellow cells need a look. Each coloured cell has a note.",
)
WHAT_NOW = Text(
    "Verbeter de cellen en lever dit werkboek opnieuw aan. Dit blad mag blijven staan; het telt niet mee.",
    "Correct the cells and deliver this workbook again. This sheet may stay; it does not count.",
)
LEFT_OUT = Text("Er zijn nog {count} opmerkingen; die staan hier niet bij.", "There are {count} more remarks; they are not listed here.")  # fmt: skip
SHEET, ALL = Text("Blad", "Sheet"), Text("Samen", "Together")
WHOLE_FILE = Text("het hele bestand", "the whole file")
LEVEL = Text("Soort", "Kind")
CELL = Text("Cel", "Cell")
COLUMN = Text("Kolom", "Column")
VALUE = Text("Wat er staat", "What it says")
MESSAGE = Text("Wat er is en wat te doen", "What is wrong and what to do")
SUGGESTION = Text("Voorstel", "Suggestion")
ROW = Text("rij {row}", "row {row}")
PROPOSED = Text("Voorstel: {value}", "Suggestion: {value}")
NOT_WRITTEN = Text(
    "De gemarkeerde werkmap kon niet geschreven worden naar {path} ({detail}).",
    "The marked workbook could not be written to {path} ({detail}).",
)

MOST_LINES = 20_000
SPARE_ROWS = 500
"""Rows under the table that have drop-downs too."""
_HEAVY = {"error": 2, "warning": 1, "info": 0}


@dataclass(frozen=True, slots=True)
class Marked:
    """What was written. own: the analyst's own workbook with marks; else a separate list, and `reason` says why.

    cells: how many cells are marked; conversations: how many of those have a note that was left as it is.
    refused: the file asked too much of the machine while it was marked.
    """

    path: Path
    own: bool
    cells: int = 0
    reason: Text | None = None
    conversations: int = 0
    refused: Finding | None = None

    @property
    def remark(self) -> Text | None:
        """What must be said beside the file."""
        if self.conversations:
            return CONVERSATIONS.format(count=self.conversations)
        return APART.format(why=self.reason) if self.reason is not None else None


def marked(
    path: Path, read: FileRead, out: Path, limits: Limits | None = None, *,
    reference: Reference | None = None, findings: Sequence[Finding] | None = None, language: Language = "nl",
) -> Marked:  # fmt: skip
    """Write the workbook with its findings marked, or a separate list of them.

    read: what the reader made of this very file. findings: those to show, else those of the reader; what stood in a
    cell about a person is left out either way. reference: for drop-downs from the reference lists too. Raises
    Surroundings when nothing could be written.
    """
    limits = limits or Limits()
    told = tellable(read, read.findings if findings is None else findings)
    overview = _overview(read, told, language)
    why = "personal" if read.personal else "format" if read.format != "xlsx" else None
    if read.sha256 == "" or examine(path, limits) is not None:
        why = why or "damaged"
    refused: Finding | None = None
    if why is None:
        job = _job(read, told, overview, reference, language)
        done, refused = _marked_apart(path, job, out, limits)
        if isinstance(done, int):
            cells = sum(len(columns) for sheet in job.sheets for columns in sheet.levels.values())
            return Marked(out, True, cells, conversations=done)
        why = done
    reason = refused.message if refused is not None else REASONS.get(why, REASONS["damaged"])
    words = (*overview.words[:1], APART.format(why=reason).in_(language))
    lines = tuple(replace(line, target="") for line in overview.lines)
    try:
        mark_package(io.BytesIO(empty_package()), Job(replace(overview, words=words, lines=lines)), out)
    except OSError as error:
        raise _not_written(out, error) from error
    return Marked(out, False, reason=reason, refused=refused)


def _marked_apart(path: Path, job: Job, out: Path, limits: Limits) -> tuple[int | str, Finding | None]:
    """How many conversations were left, or why there is no marked copy, and the finding when the child could not go on."""
    try:
        with tempfile.TemporaryDirectory(prefix="wsd-marked-", ignore_cleanup_errors=True) as name:
            folder = Path(name)
            task = (str(path.resolve()), name, job, limits)
            if (problem := run_apart("wsd_data.reports.markchild", task, folder, limits)) is not None:
                return "damaged", problem
            try:
                told = json.loads((folder / RESULT).read_text(encoding="utf-8"))
            except (OSError, ValueError):
                return "damaged", None
            if "reason" in told:
                return str(told["reason"]), None
            try:
                shutil.copyfile(folder / COPY, out)
            except OSError as error:
                raise _not_written(out, error) from error
            return int(told["conversations"]), None
    except OSError as error:
        raise no_room() from error


def _not_written(path: Path, error: OSError) -> Surroundings:
    return Surroundings(NOT_WRITTEN.format(path=path, detail=error.strerror or type(error).__name__))


def _overview(read: FileRead, findings: Sequence[Finding], language: Language) -> Overview:
    ordered = sorted(findings, key=lambda f: -_HEAVY[f.level])
    counts: dict[str, Counter[str]] = {}
    for finding in findings:
        counts.setdefault(finding.sheet, Counter())[finding.level] += 1
    every = sum(counts.values(), Counter[str]())
    rows = [
        (ALL.in_(language), every),
        *((sheet or WHOLE_FILE.in_(language), found) for sheet, found in counts.items()),
    ]
    words = [OF_FILE.format(file=read.name), COLOURED, WHAT_NOW]
    if len(ordered) > MOST_LINES:
        words.append(LEFT_OUT.format(count=len(ordered) - MOST_LINES))
    return Overview(
        MARKER.in_(language), tuple(one.in_(language) for one in words),
        (SHEET.in_(language), *(name.in_(language) for name in LEVEL_NAMES.values())),
        tuple((name, found["error"], found["warning"], found["info"]) for name, found in rows),
        tuple(t.in_(language) for t in (LEVEL, SHEET, CELL, COLUMN, VALUE, MESSAGE, SUGGESTION)),
        tuple(_line(f, read, language) for f in ordered[:MOST_LINES]),
    )  # fmt: skip


def _line(finding: Finding, read: FileRead, language: Language) -> Line:
    cell = _cell(finding, read)
    place = finding.cell or (ROW.format(row=finding.row).in_(language) if finding.row else "")
    known = {sheet.name for sheet in read.sheets} | {finding.sheet}
    target = link_to(finding.sheet, cell or "A1") if finding.sheet in known and finding.sheet else ""
    return Line(
        finding.level, LEVEL_NAMES[finding.level].in_(language), finding.sheet or WHOLE_FILE.in_(language),
        place or finding.sheet, target, finding.column, finding.value or "", finding.message.in_(language),
        finding.suggestion or "",
    )  # fmt: skip


def _cell(finding: Finding, read: FileRead) -> str:
    """The cell a finding is shown at: its own, else the first one of its row that was read."""
    if finding.cell or not finding.row:
        return finding.cell
    columns = [
        position(f"{at}1")[1] for sheet in read.sheets if sheet.name == finding.sheet for at in sheet.letters.values()
    ]
    return f"{letters(min(columns, default=0))}{finding.row}"


def _job(
    read: FileRead, findings: Sequence[Finding], overview: Overview, reference: Reference | None, language: Language
) -> Job:
    lists = options(reference, language, read.deliverer) if reference is not None else {}
    by_cell: dict[str, dict[tuple[int, int], list[Finding]]] = {}
    for finding in findings:
        if finding.level != "info" and finding.sheet and (cell := _cell(finding, read)):
            by_cell.setdefault(finding.sheet, {}).setdefault(position(cell), []).append(finding)
    read_sheets = {sheet.name: sheet for sheet in read.sheets}
    jobs = []
    # Sheets without findings too: marks of an earlier time go away there, and they get drop-downs.
    for name in dict.fromkeys((*read_sheets, *by_cell)):
        notes: dict[tuple[int, int], str] = {}
        levels: dict[int, dict[int, str]] = {}
        for (row, column), found in by_cell.get(name, {}).items():
            found.sort(key=lambda f: -_HEAVY[f.level])
            levels.setdefault(row, {})[column] = str(found[0].level)
            notes[row, column] = "\n\n".join(dict.fromkeys(_note(f, language) for f in found))
        jobs.append(SheetJob(name, notes, levels, _choices(read_sheets.get(name), lists)))
    used = {source for job in jobs for _, _, _, source, _ in job.choices}
    return Job(
        overview, tuple(jobs), {id_: values for id_, values in lists.items() if id_ in used},
        LISTS_MARKER.in_(language), read.ours,
    )  # fmt: skip


def _note(finding: Finding, language: Language) -> str:
    level = LEVEL_NAMES[finding.level].in_(language).capitalize()
    words = f"{level}: {finding.message.in_(language)}"
    if finding.suggestion and finding.suggestion not in words:
        words += f"\n{PROPOSED.format(value=finding.suggestion).in_(language)}"
    return words


def _choices(
    sheet: SheetRead | None, lists: Mapping[str, tuple[str, tuple[str, ...]]]
) -> tuple[tuple[int, int, int, str, bool], ...]:
    if sheet is None or sheet.kind is None or sheet.heading_row is None:
        return ()
    found = []
    for id_, at in sheet.letters.items():
        column = SHEETS[sheet.kind].by_id[id_]
        source = list_of(column)
        if source in lists and source is not None:
            last = sheet.heading_row + sheet.rows + SPARE_ROWS
            found.append((position(f"{at}1")[1], sheet.heading_row + 1, last, source, single(column)))
    return tuple(found)
