"""A mapping in the making: what somebody chose so far for the sheets of one file, begun with what is proposed.

Knows nothing of widgets and reads no file.
"""

from __future__ import annotations

from dataclasses import dataclass

from wsd_data.intake import Mapping, Proposal
from wsd_data.intake.labels import sheet_called
from wsd_data.ui.sheet_draft import SheetDraft


@dataclass
class Draft:
    """A whole file. sheets: by name, those that tell about the delivery left out; current: the one on the screen."""

    sheets: dict[str, SheetDraft]
    current: str = ""

    @staticmethod
    def of(proposal: Proposal, mapping: Mapping | None = None) -> Draft:
        """As proposed, or as a mapping says that was made for a file like this."""
        sheets = {s.name: SheetDraft.of(s) for s in proposal.sheets if not s.explanation}
        made = Draft(sheets)
        if mapping is not None:
            made.take_over(mapping)
        filled = [s for s in made.sheets.values() if s.look.headings]
        first = [s for s in filled if s.kind] or filled or list(made.sheets.values())
        made.current = first[0].name if first else ""
        return made

    @property
    def nothing_read(self) -> bool:
        """Whether every sheet is left out."""
        return not any(sheet.kind for sheet in self.sheets.values())

    @property
    def answered(self) -> bool:
        """Whether the file can be read by what was chosen."""
        return not self.nothing_read and not any(sheet.unanswered for sheet in self.sheets.values())

    def take_over(self, mapping: Mapping) -> int:
        """Take the choices of a mapping; how many sheets it says something about."""
        every = list(self.sheets)
        count = 0
        for name, sheet in self.sheets.items():
            called = sheet_called(name, mapping.sheets, every)
            if called is None:
                continue
            count += 1
            sheet.take_over(mapping.sheets[called])
        return count

    def mapping(self) -> Mapping:
        """What was chosen, in the form that is kept. Raises Refused that says what is wrong with it."""
        made = Mapping({name: sheet.mapping() for name, sheet in self.sheets.items()})
        return Mapping.from_json(made.as_json())
