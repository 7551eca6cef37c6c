"""The bench of sites by address alone: it finds every article of a small newspaper, and says so."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence

import pytest
from click.testing import CliRunner

from bench.anysite.__main__ import main
from tests import fork_server


def run(command: Sequence[str], *, check: bool, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run `python -c CODE ARGUMENTS…` in a process that has its imports behind it, and print what it printed."""
    done = fork_server.run(command[2], *command[3:], env=env, timeout=120)
    print(done.stdout, done.stderr)
    return done


def test_a_newspaper_with_numbers_for_addresses_is_crawled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "run", run)
    done = CliRunner().invoke(main, ["--only", "raqamli", "--count", "14"])
    assert "14 of   14 stored (100.0%), 0 lists, days 1.000" in done.output, done.output
