"""The workbooks of others that lie beside the project; what needs them is skipped where they are not."""

from __future__ import annotations

from pathlib import Path

import pytest

REAL = Path(__file__).resolve().parents[2] / "shared" / "samples" / "real"
needs_samples = pytest.mark.skipif(not REAL.is_dir(), reason="the sample workbooks are not here")
