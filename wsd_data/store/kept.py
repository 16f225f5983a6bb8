"""The views of the present kept in a file beside the database, so that a start need not make them again.

stand/present.duckdb   the views as tables
stand/present.json     what they are of, with size and hash of that file

Only beside many rows. Derived from the database: whoever deletes it loses time and nothing else. It is used only when
it is of this very history, made by this very program, and unchanged since. Knows files; knows nothing of views.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

import duckdb

from wsd_data.model.sheets import SHEETS
from wsd_data.store.archive import write_whole
from wsd_data.store.engine import KEPT_FOLDER, Cursor, Engine
from wsd_data.store.seal import fingerprint

VIEWS_FILE, MARK_FILE = "present.duckdb", "present.json"
LEAST = 250_000
"""So many rows in force make it worthwhile."""
_PART = 1 << 20


def worthwhile(cursor: Cursor) -> bool:
    """Whether there are so many rows that making their views takes seconds."""
    counts = " + ".join(f"(SELECT count(*) FROM k_{sheet})" for sheet in SHEETS)
    row = cursor.execute(f"SELECT {counts}").fetchone()
    return row is not None and int(row[0]) >= LEAST


def kept(engine: Engine, cursor: Cursor) -> Path | None:
    """The file with the views of the present; None when there is none that may be used."""
    if not engine.keeps or not (engine.folder / KEPT_FOLDER / MARK_FILE).exists():
        return None
    file = engine.folder / KEPT_FOLDER / VIEWS_FILE
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        known = json.loads((engine.folder / KEPT_FOLDER / MARK_FILE).read_text("utf-8"))
        if known.pop("of") == _of(cursor)[1] and known == _fingerprint(file):
            return file
    return None


def keep(engine: Engine, cursor: Cursor, version: int, fill: Callable[[str], None]) -> bool:
    """Keep the views of the present where `version` is the last entry of history; whether that was done.

    fill: makes the tables in an attached database of this name. A failure leaves no file, and no harm.
    """
    last, of = _of(cursor)
    if not engine.keeps or last != version:
        return False
    folder = engine.folder / KEPT_FOLDER
    draft, name = folder / f".{VIEWS_FILE}.new", f"kept_{version}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        (folder / MARK_FILE).unlink(missing_ok=True)
        _clear(draft)
        cursor.execute(f"ATTACH {quoted(draft)} AS {name}")
        try:
            draft.chmod(0o600)
            fill(name)
            cursor.execute(f"CHECKPOINT {name}")
        finally:
            cursor.execute(f"DETACH {name}")
        draft.replace(folder / VIEWS_FILE)
        mark = {**_fingerprint(folder / VIEWS_FILE), "of": of}
        write_whole(folder / MARK_FILE, json.dumps(mark, indent=1, sort_keys=True).encode("ascii"))
    except (OSError, duckdb.Error):
        with contextlib.suppress(OSError):
            _clear(draft)
        return False
    return True


def quoted(file: Path) -> str:
    """A path as SQL text, for statements that take no bound values."""
    return "'" + str(file).replace("'", "''") + "'"


def _clear(draft: Path) -> None:
    for file in (draft, draft.with_name(f"{draft.name}.wal")):
        file.unlink(missing_ok=True)


def _fingerprint(file: Path) -> dict[str, object]:
    with file.open("rb") as stream:
        return fingerprint(iter(lambda: stream.read(_PART), b""))


def _of(cursor: Cursor) -> tuple[int, str]:
    """The last entry of history, and what tells this history and this program from any other."""
    row = cursor.execute(
        "SELECT coalesce(max(id), 0), count(*), sum(hash(e)::HUGEINT)::VARCHAR FROM entries e"
    ).fetchone()
    assert row is not None
    return int(row[0]), f"{row[0]}-{row[1]}-{row[2]}-{_program()}"


@cache
def _program() -> str:
    """The hash of everything that says how views are made."""
    made = hashlib.sha256(duckdb.__version__.encode())
    package = Path(__file__).resolve().parents[1]
    for file in sorted(
        f for room in ("store", "model") for f in (package / room).rglob("*") if f.suffix in (".py", ".sql")
    ):
        made.update(file.read_bytes())
    return made.hexdigest()
