"""`python -m wsd_data.reports.examples [FOLDER]`: writes the example workbooks, by default to data/examples."""

from __future__ import annotations

import sys
from pathlib import Path

from wsd_data.reports.examples import generate

if __name__ == "__main__":
    goal = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[3] / "data" / "examples"
    for path in generate(goal):
        print(path)
