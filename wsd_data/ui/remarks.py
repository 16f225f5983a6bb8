"""The findings in a file, counted by kind once, so that showing ten thousand of them again costs little."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wsd_data.model.findings import Finding, Level

ORDER: tuple[Level, ...] = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Remarks:
    """kinds: per level, code, sheet and column the first finding and how many there are, errors first, most first.

    sheets: those with findings, in order of the file. people: names of the sheets about persons.
    hidden: what stood in cells about people was left out.
    """

    findings: tuple[Finding, ...]
    kinds: tuple[tuple[Finding, int], ...]
    sheets: tuple[str, ...]
    people: frozenset[str]
    hidden: bool = False

    @property
    def levels(self) -> dict[Level, int]:
        """How many there are of each level that occurs."""
        found: Counter[Level] = Counter()
        for first, count in self.kinds:
            found[first.level] += count
        return {level: found[level] for level in ORDER if found[level]}

    def public(self) -> Remarks:
        """Without those on sheets about persons: a remark may name the row it is about."""
        if not self.people.intersection(self.sheets):
            return self
        return remarks_of([f for f in self.findings if f.sheet not in self.people], self.people, self.hidden)


def remarks_of(findings: Sequence[Finding], people: Iterable[str] = (), hidden: bool = False) -> Remarks:
    """Findings with their kinds. people: names of the sheets about persons."""
    groups: dict[tuple[Level, str, str, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.level, finding.code, finding.sheet, finding.column), []).append(finding)
    kinds = sorted(groups.items(), key=lambda group: (ORDER.index(group[0][0]), -len(group[1]), group[0][1:]))
    sheets = tuple(dict.fromkeys(f.sheet for f in findings if f.sheet))
    return Remarks(
        tuple(findings), tuple((group[0], len(group)) for _, group in kinds), sheets, frozenset(people), hidden
    )
