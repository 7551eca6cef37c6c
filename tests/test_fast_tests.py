"""A fast test that starts a process, or takes long, fails; a slow one may."""

from __future__ import annotations

from pathlib import Path

from tests import fork_server

MIXED = """
import os, time
import pytest
from subprocess import call

def test_quick():
    pass

def test_starts():
    try:
        call(["true"])
    except Exception:
        pass

def test_forks():
    child = os.fork()
    if not child:
        os._exit(0)
    os.waitpid(child, 0)

@pytest.fixture
def started():
    call(["true"])

def test_uses_what_was_started(started):
    pass

def test_takes_long():
    end = time.process_time() + 0.15
    while time.process_time() < end:
        pass

@pytest.mark.slow
def test_slow_that_starts():
    call(["true"])

@pytest.fixture
def pool():
    call(["true"])

@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_records(kind):
    pass

def test_with_workers(pool):
    pass
"""
CONFTEST = """
from tests import fast_tests
pytest_plugins = ["tests.fast_tests"]
fast_tests.MOST = 0.1
"""
SLOW_MODULES = {
    "test_processes.py": "import subprocess\n",
    "test_forks.py": "from tests import fork_server\n",
    "test_marked.py": "import pytest\npytestmark = pytest.mark.slow\n",
}


def run_tests(folder: Path, *arguments: str) -> dict[str, set[str]]:
    """Return the names of the tests that passed and of those that failed."""
    (folder / "conftest.py").write_text(CONFTEST)
    (folder / "test_mixed.py").write_text(MIXED)
    for name, head in SLOW_MODULES.items():
        (folder / name).write_text(f"{head}\ndef {name.removesuffix('.py')}():\n    pass\n")
    options = (
        "-c",
        fork_server.ROOT / "pyproject.toml",
        "--rootdir",
        folder,
        "-p",
        "no:cacheprovider",
        "-rA",
    )
    printed = fork_server.run(
        fork_server.PYTEST, "-qq", *options, *arguments, *sorted(folder.glob("test_*.py")), cwd=folder
    ).stdout
    lines = [line.split() for line in printed.splitlines() if "::test_" in line]
    return {
        outcome: {words[1].partition("::")[2] for words in lines if words[0] == outcome}
        for outcome in ("PASSED", "FAILED")
    }


STARTERS = {"test_starts", "test_forks", "test_uses_what_was_started"}


def test_of_the_fast_tests_none_starts_a_process_or_takes_long(tmp_path: Path) -> None:
    done = run_tests(tmp_path, "-m", "not slow")
    assert done == {
        "PASSED": {"test_quick", "test_records[sqlite]"},
        "FAILED": STARTERS | {"test_takes_long"},
    }


def test_in_all_other_runs_slow_tests_may_start_processes_and_fast_ones_may_not(tmp_path: Path) -> None:
    done = run_tests(tmp_path)
    assert done["FAILED"] == STARTERS
    assert done["PASSED"] >= {
        "test_slow_that_starts",
        "test_with_workers",
        "test_records[postgres]",
        "test_takes_long",
    }
    assert done["PASSED"] >= {name.removesuffix(".py") for name in SLOW_MODULES}
