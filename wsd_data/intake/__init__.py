"""One delivered file → typed rows with their addresses (Arrow) and findings per cell. Knows no database."""

from wsd_data.intake.known import Known, known_from, read_reference
from wsd_data.intake.limits import Limits
from wsd_data.intake.reader import read_file
from wsd_data.intake.results import FileRead, SheetRead
from wsd_data.intake.template import write_template

__all__ = ["FileRead", "Known", "Limits", "SheetRead", "known_from", "read_file", "read_reference", "write_template"]
