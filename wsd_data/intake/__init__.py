"""One delivered file → typed rows with their addresses (Arrow) and findings per cell. Knows no database."""

from wsd_data.intake.known import Known, known_from, read_reference
from wsd_data.intake.limits import Limits
from wsd_data.intake.mapping import Mapping, SheetMapping, Source, read_mapping
from wsd_data.intake.proposals import Proposal
from wsd_data.intake.reader import propose, read_file
from wsd_data.intake.results import FileRead, SheetRead
from wsd_data.intake.template import write_template

__all__ = [
    "FileRead",
    "Known",
    "Limits",
    "Mapping",
    "Proposal",
    "SheetMapping",
    "SheetRead",
    "Source",
    "known_from",
    "propose",
    "read_file",
    "read_mapping",
    "read_reference",
    "write_template",
]
