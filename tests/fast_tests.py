"""Which tests are fast, and what keeps them so: a plugin of pytest's.

A fast test starts no process, asks no server, and takes less than 0.2 s of the processor. All others are marked `slow`,
by hand or by what they use, and `make check` leaves them out. A fast test that starts a process fails in every run. One
that takes far too long fails in `make check` only, because what is loaded for the first time may take long elsewhere.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

FAST_ONLY: Final = "not slow"  # of `make check`: pytest -m "not slow"
SERVER_FIXTURES: Final = frozenset({"elasticsearch_url", "elasticsearch_server", "secured_elasticsearch"})
POSTGRES_FIXTURES: Final = frozenset({"empty_databases", "postgres_server"})
PROCESS_FIXTURES: Final = frozenset({"crawl", "pool", "xabar", "open_kept_pool", "whole_demo"})
MOST: Final = 1.0  # seconds of CPU for the body of a fast test, five times what it may take on a machine without other work
_STARTS: Final = frozenset(
    {"subprocess.Popen", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.system"}
)
# A module of which every test is slow, as it stands in the file: its imports and its tables are left out too.
_SLOW_MODULE: Final = re.compile(
    r"^(?:import subprocess|from tests import .*\bfork_server\b|pytestmark = pytest\.mark\.slow)",
    re.MULTILINE,
)

_started: list[str] = []  # what started a process since the running test began


def _note_start(event: str, _arguments: tuple[object, ...]) -> None:
    if event in _STARTS:
        _started.append(event)


def pytest_configure() -> None:
    """Note from now on when a process is started."""
    sys.addaudithook(_note_start)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out modules without a fast test before they are imported."""
    if config.option.markexpr != FAST_ONLY or not collection_path.match("test_*.py"):
        return None
    return _SLOW_MODULE.search(collection_path.read_text(encoding="utf-8")) is not None or None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that ask a server or start processes."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if SERVER_FIXTURES & fixtures:
            item.add_marker("needs_elasticsearch")
        if POSTGRES_FIXTURES & fixtures or _kind_of_records(item) == "postgres":
            item.add_marker("needs_postgres")
        if PROCESS_FIXTURES & fixtures or _needs_server(item) or _starts_processes(item):
            item.add_marker("slow")


def _kind_of_records(item: pytest.Item) -> object:
    call = getattr(item, "callspec", None)
    return call and (call.params.get("kind") or call.params.get("records"))


def _needs_server(item: pytest.Item) -> bool:
    return any(item.get_closest_marker(name) for name in ("needs_elasticsearch", "needs_postgres"))


def _starts_processes(item: pytest.Item) -> bool:
    module = getattr(item, "module", None)
    return hasattr(module, "subprocess") or hasattr(module, "fork_server")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Forget what the tests before this one have started."""
    _started.clear()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Fail a fast test that was none."""
    begun = time.process_time()
    yield
    if item.get_closest_marker("slow"):
        return
    if _started:
        pytest.fail(f"starts a process ({_started[0]}) and is not marked slow", pytrace=False)
    spent = time.process_time() - begun
    if spent > MOST and item.config.option.markexpr == FAST_ONLY:
        pytest.fail(f"takes {spent:.1f} s of CPU and is not marked slow", pytrace=False)
