"""The exception tree: every way a request can fail that its maker is told about.

Each carries a `Text` that says what is wrong and what to do. Nothing else may reach a user.
"""

from __future__ import annotations

from collections.abc import Sequence

from wsd_data.model.findings import Finding
from wsd_data.model.text import Text


class Problem(Exception):
    """A failure with a message in both languages; `exit_code` as in the contract of the commands."""

    exit_code = 1

    def __init__(self, message: Text, findings: Sequence[Finding] = ()) -> None:
        super().__init__(message.nl)
        self.message = message
        self.findings = tuple(findings)


class Refused(Problem):
    """The file or request was refused and nothing changed."""

    exit_code = 1


class Usage(Problem):
    """The request itself is wrong: an unknown code, indicator, dimension or period."""

    exit_code = 2


class Surroundings(Problem):
    """The surroundings failed: disk, lock, damaged database."""

    exit_code = 3
