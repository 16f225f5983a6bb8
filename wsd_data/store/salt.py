"""The secret salt that person keys are hashed with: one file in the data folder, never in a backup.

Knows the file and its fingerprint; what is hashed with it is decided in intake.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from pathlib import Path

from wsd_data.model.problems import Surroundings
from wsd_data.model.text import Text
from wsd_data.store.archive import write_whole

SALT_FILE = "salt"
SALT_BYTES = 32

LOST = Text(
    "Het bestand {file} met het geheim voor deelnemersleutels ontbreekt, terwijl er al gegevens mee gemaakt zijn. "
    "Zet het oude bestand terug; een nieuw geheim zou dezelfde mensen als anderen tellen. Er is niets veranderd.",
    "The file {file} with the secret for participant keys is missing, while data were made with it already. "
    "Put the old file back; a new secret would count the same people as others. Nothing changed.",
)
CHANGED = Text(
    "Het geheim voor deelnemersleutels in {file} is een ander dan waarmee de gegevens gemaakt zijn. "
    "Zet het oude bestand terug. Er is niets veranderd.",
    "The secret for participant keys in {file} is not the one the data were made with. "
    "Put the old file back. Nothing changed.",
)
UNREADABLE = Text(
    "Het bestand {file} met het geheim voor deelnemersleutels is beschadigd. Zet het oude bestand terug. Er is niets veranderd.",
    "The file {file} with the secret for participant keys is damaged. Put the old file back. Nothing changed.",
)


def fingerprint(salt: bytes) -> str:
    """What may be kept elsewhere to recognise the salt: the first 16 hex digits of its SHA-256."""
    return hashlib.sha256(salt).hexdigest()[:16]


def read_salt(folder: Path) -> bytes | None:
    """The salt of a data folder, or None where there is none. Raises Surroundings when it is no salt."""
    file = folder / SALT_FILE
    try:
        text = file.read_text("ascii").strip()
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        raise Surroundings(UNREADABLE.format(file=file)) from error
    if not re.fullmatch(rf"[0-9a-f]{{{2 * SALT_BYTES}}}", text):
        raise Surroundings(UNREADABLE.format(file=file))
    return bytes.fromhex(text)


def checked_salt(folder: Path, known: str | None) -> bytes:
    """The salt of a data folder whose fingerprint must be `known`; made where nothing knows one yet.

    Raises Surroundings when it was lost, changed or damaged. OSError when it cannot be written.
    """
    salt = read_salt(folder)
    if salt is None:
        if known is not None:
            raise Surroundings(LOST.format(file=folder / SALT_FILE))
        salt = secrets.token_bytes(SALT_BYTES)
        write_whole(folder / SALT_FILE, (salt.hex() + "\n").encode("ascii"))
    elif known is not None and fingerprint(salt) != known:
        raise Surroundings(CHANGED.format(file=folder / SALT_FILE))
    if (folder / SALT_FILE).stat().st_mode & 0o077:
        (folder / SALT_FILE).chmod(0o600)
    return salt
