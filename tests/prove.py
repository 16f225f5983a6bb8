"""The long proofs at full number, one line for each: `make prove`.

`make test` runs the same proofs with fixed seeds and a tenth of the cases.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROOFS = (
    (
        "figures equal a plain count and earlier states those made alone on 200 random histories; changes explained on 300",
        "tests/oracle/test_oracle.py",
    ),
    ("the rows of a passport come to its figure on 40 random histories", "tests/figures/test_passport.py"),
    ("current rows equal a plain fold on 40 random histories", "tests/delivery/test_fold.py"),
    ("200 times killed during a load: nothing acknowledged lost, nothing in part", "tests/delivery/test_kills.py"),
    ("100 flipped bits and 100 truncations noticed at the start", "tests/delivery/test_damage.py"),
    ("predicted figures are the figures after commit, 200 deliveries", "tests/delivery/test_effects.py"),
    ("rebuild after all examples and two undos: every figure equal", "tests/figures/test_rebuilt.py"),
    ("1.000 mutations of workbooks: nothing lost in silence, faults named", "tests/delivery/test_mutations.py"),
    ("six workbooks of strangers mapped and committed on the screen", "tests/browser/test_mapping.py"),
    ("Overview in Chromium on all examples", "tests/browser/test_overview.py"),
    ("every page in Chromium in every look, on a fresh server", "tests/browser/test_pages.py"),
    ("values on every page equal the figures command", "tests/ui/test_values.py"),
    ("under public nothing exact about people is sent", "tests/browser/test_public.py"),
    ("no page breaks under bad input", "tests/ui/test_pages.py"),
)


def main() -> int:
    failed = False
    for what, target in PROOFS:
        start = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "--no-header", target],
            cwd=ROOT, env={**os.environ, "WSD_PROVE": "1"}, capture_output=True, text=True,
        )  # fmt: skip
        counts = re.findall(r"\d+ (?:passed|failed|skipped|errors?)", done.stdout)
        verdict = "holds" if done.returncode == 0 else "FAILS"
        print(f"{verdict}: {what} ({', '.join(counts)}; {time.monotonic() - start:.0f} s)", flush=True)
        if done.returncode:
            failed = True
            print(done.stdout[-3000:])
    return int(failed)


if __name__ == "__main__":
    raise SystemExit(main())
