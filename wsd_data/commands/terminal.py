"""What a command says and asks: answers on standard output, messages in both languages on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence

from wsd_data.model.findings import Finding
from wsd_data.model.text import Text

LEVELS: Mapping[str, Text] = {
    "error": Text("fout", "error"),
    "warning": Text("let op", "warning"),
    "info": Text("ter info", "info"),
}
MORE = Text("… en nog {left} bevindingen (alles staat in --json)", "… and {left} more findings (--json has all)")


def both(text: Text) -> str:
    """Dutch and English on one line; once where they are the same."""
    return text.nl if text.en == text.nl else f"{text.nl} / {text.en}"


def say(text: Text) -> None:
    """A message for people: Dutch, then English, on standard error."""
    print(text.nl, file=sys.stderr)
    if text.en != text.nl:
        print(text.en, file=sys.stderr)


def say_findings(findings: Sequence[Finding], most: int = 200) -> None:
    for finding in findings[:most]:
        level = LEVELS[finding.level]
        place = "!".join(p for p in (finding.sheet, finding.cell) if p)
        print(f"{level.nl}: {place + ': ' if place else ''}{finding.message.nl}", file=sys.stderr)
        print(f"  {level.en}: {finding.message.en}", file=sys.stderr)
    if len(findings) > most:
        say(MORE.format(left=len(findings) - most))


def put(as_json: bool, value: object, lines: Sequence[str]) -> None:
    """One JSON object, or lines for people, on standard output."""
    if as_json:
        print(json.dumps(value, ensure_ascii=False, indent=2, default=str))
    else:
        for line in lines:
            print(line)


def confirmed(question: Text) -> bool:
    """Ask on a terminal; without one the answer is no."""
    if not sys.stdin.isatty():
        return False
    say(question)
    print("[j/n] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("j", "ja", "y", "yes")
