"""`python -m tests.oracle.show SEED [FOLDER]`: a history in words, and its workbooks in a folder.

For whoever looks into a seed on which the application and the oracle differ.
"""

from __future__ import annotations

import sys
from pathlib import Path

from .fold import Delivery
from .history import history
from .workbook import write


def main(seed: int, folder: Path | None) -> None:
    for place, entry in enumerate(history(seed)):
        if not isinstance(entry, Delivery):
            print(f"{place}: undo of {entry.of}")
            continue
        scope = f" over {entry.scope[0]}..{entry.scope[1]}" if entry.scope else ""
        print(f"{place}: {entry.deliverer} {entry.mode}{scope}, received {entry.received}")
        for sheet, rows in entry.sheets.items():
            for row in rows:
                print(f"   {sheet}: {row.cells}")
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
            write(entry, folder / f"levering-{place}.xlsx", place)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
