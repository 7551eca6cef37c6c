"""The bench of short commands runs them."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from bench.shell.__main__ import PROGRAMS, compare, cpu_of, fill
from tests import fork_server


@pytest.mark.slow
def test_every_program_is_measured_in_every_round(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fork(program: Sequence[str], environment: Mapping[str, str]) -> float:
        done = fork_server.run(*program, env=environment)
        assert done.returncode == 0, done.stderr
        return 1.0

    monkeypatch.setattr("bench.shell.__main__.cpu_of", fork)
    fill(tmp_path, 20)
    times = compare(tmp_path, 1)
    assert times == {name: [1.0] for name in PROGRAMS}


@pytest.mark.slow
def test_a_program_is_measured_unless_it_fails() -> None:
    assert cpu_of(("pass",), os.environ) > 0
    with pytest.raises(RuntimeError, match="ended with 3"):
        cpu_of(("raise SystemExit(3)",), os.environ)
