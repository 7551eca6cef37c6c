"""The bench of short commands runs them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bench.shell.__main__ import PROGRAMS, compare, cpu_of, fill


@pytest.mark.slow
def test_every_program_is_measured_in_every_round(tmp_path: Path) -> None:
    fill(tmp_path, 20)
    times = compare(tmp_path, 1)
    assert times.keys() == PROGRAMS.keys()
    assert all(len(taken) == 1 for taken in times.values())


@pytest.mark.slow
def test_a_program_that_fails_is_no_figure() -> None:
    with pytest.raises(RuntimeError, match="ended with 3"):
        cpu_of(("raise SystemExit(3)",), os.environ)
