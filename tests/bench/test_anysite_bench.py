"""The bench of sites by address alone: it finds every article of a small newspaper, and says so."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_a_newspaper_with_numbers_for_addresses_is_crawled() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench.anysite", "--only", "raqamli", "--count", "14"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert "14 of   14 stored (100.0%), 0 lists, days 1.000" in done.stdout, done.stdout + done.stderr
