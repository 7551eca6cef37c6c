"""What tests of every room share: one real Elasticsearch for the session, and a secured one for security."""

from __future__ import annotations

import gc
import os
import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.charmap import charmap, intervals_from_codec

from tests import fork_server, forked_workers
from tests.data_stack import call_on_one_chunk
from tests.elasticsearch_release import HOW_TO_HAVE_IT, server_folder
from tests.elasticsearch_server import START_SECONDS, ElasticsearchServer
from tests.kept_workers import kept_pools
from tests.postgres_server import HOW_TO_HAVE_IT as HOW_TO_HAVE_POSTGRES
from tests.postgres_server import PostgresServer, programs
from tests.record_stores import EmptyDatabases
from xabar.workers.pool import WorkerPool

# Each run tries other examples, and most properties are tried in four languages. `--hypothesis-profile=thorough` is for
# whoever changes what a property is about. A busy machine is no failure, neither where a property is tried nor where its
# examples are drawn: tests of pace measure CPU time themselves.
BUSY: Final = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("suite", BUSY, max_examples=40)
settings.register_profile("fast", BUSY, max_examples=10)  # of `make check`
settings.register_profile("thorough", BUSY, max_examples=1000)
settings.load_profile("suite")

# A shell that forbids it would have each process that a test starts compile all of our code anew.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

gc.disable()  # while the tests are collected, which leaves hardly any garbage: a seventh of the time that it takes
forked_workers.install()
pytest_plugins = ["tests.fast_tests"]
pytest.register_assert_rewrite("tests.search.contract")

OBJECTS: Final = 10_000  # new ones, after which the tests' process looks for garbage, as a crawl does
LEFT_OUT = pytest.StashKey[int]()
WITHOUT_POSTGRES = pytest.StashKey[int]()


def has_elasticsearch() -> bool:
    """True when a server is named by XABAR_TEST_ELASTICSEARCH or lies in the cache."""
    return bool(os.environ.get("XABAR_TEST_ELASTICSEARCH")) or server_folder().is_dir()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Run the last tests last, and leave out the ones whose server is not there."""
    for item in items:
        if item.get_closest_marker("needs_elasticsearch") and not item.get_closest_marker("timeout"):
            item.add_marker(pytest.mark.timeout(START_SECONDS + 120))  # the first one starts the server
    items.sort(key=lambda item: item.get_closest_marker("last") is not None)
    if programs() is None:
        leave_out_postgres(config, items)
    if has_elasticsearch():
        return
    left_out = [item for item in items if item.get_closest_marker("needs_elasticsearch")]
    if left_out and os.environ.get("XABAR_REQUIRE_ELASTICSEARCH"):
        raise pytest.UsageError(
            f"{len(left_out)} tests need Elasticsearch, and there is none: {HOW_TO_HAVE_IT}"
        )
    config.stash[LEFT_OUT] = len(left_out)
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


def pytest_collection_finish() -> None:
    """Keep the garbage collector from what stays until the end: nine thousand tests, the modules, and their garbage.

    To look for that garbage takes .4 s, which a few megabytes are not worth.
    """
    # Hypothesis makes these tables once in a checkout, which takes a second: too long for any fast test.
    charmap()
    intervals_from_codec("utf-8")
    # Twisted's reactors for tests load it. pytest takes that for tests of trial's, and reads before each test in Twisted's
    # metadata which version it has to work around: a millisecond.
    sys.modules.pop("twisted.trial.unittest", None)
    gc.freeze()
    gc.set_threshold(OBJECTS)
    gc.enable()


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> object:
    """Run all tests as pytest does, where calls cost the system nothing."""
    main: Any = session.config.pluginmanager.get_plugin("main")
    return call_on_one_chunk(main.pytest_runtestloop, session)


def leave_out_postgres(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests that need PostgreSQL, or fail where it is required."""
    left_out = [item for item in items if item.get_closest_marker("needs_postgres")]
    if left_out and os.environ.get("XABAR_REQUIRE_POSTGRES"):
        raise pytest.UsageError(
            f"{len(left_out)} tests need PostgreSQL, and there is none: {HOW_TO_HAVE_POSTGRES}"
        )
    config.stash[WITHOUT_POSTGRES] = len(left_out)
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


def pytest_unconfigure() -> None:
    """End the fork server, so that what its processes cost is among what the suite costs."""
    fork_server.stop()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say in one line what was left out and how to have it."""
    if count := config.stash.get(LEFT_OUT, 0):
        terminalreporter.write_line(
            f"Left out: {count} tests against Elasticsearch. {HOW_TO_HAVE_IT}.", yellow=True
        )
    if count := config.stash.get(WITHOUT_POSTGRES, 0):
        terminalreporter.write_line(
            f"Left out: {count} tests against PostgreSQL. {HOW_TO_HAVE_POSTGRES}.", yellow=True
        )


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """The suite's own PostgreSQL, that a test may stop, kill and start again."""
    server = PostgresServer()
    try:
        yield server.start()
    finally:
        server.stop()


@pytest.fixture(scope="session")
def empty_databases(postgres_server: PostgresServer) -> Iterator[EmptyDatabases]:
    """Databases that are given out empty."""
    databases = EmptyDatabases(postgres_server)
    yield databases
    databases.close()


def _run(server: ElasticsearchServer) -> Iterator[ElasticsearchServer]:
    try:
        yield server.start()
    finally:
        server.stop()


@pytest.fixture(scope="session")
def elasticsearch_server() -> Iterator[ElasticsearchServer]:
    """The suite's own server, that a test may stop, kill and start again; skips when a foreign one is used."""
    if os.environ.get("XABAR_TEST_ELASTICSEARCH"):
        pytest.skip("stops and kills the server, which XABAR_TEST_ELASTICSEARCH would not like")
    yield from _run(ElasticsearchServer())


@pytest.fixture(scope="session")
def elasticsearch_url(request: pytest.FixtureRequest) -> str:
    """The address of an Elasticsearch without security: the one that is named, or the suite's own."""
    if named := os.environ.get("XABAR_TEST_ELASTICSEARCH"):
        return named
    server: ElasticsearchServer = request.getfixturevalue("elasticsearch_server")
    return server.url


@pytest.fixture(scope="session")
def secured_elasticsearch() -> Iterator[ElasticsearchServer]:
    """A server with TLS, passwords and API keys."""
    if not server_folder().is_dir():
        pytest.skip(f"the secured server is our own: {HOW_TO_HAVE_IT}")
    yield from _run(ElasticsearchServer(secure=True))


@pytest.fixture(scope="session")
def whole_demo(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """The folder of `xabar demo`, which tests only read, and what it printed: the installed program, as a user runs it."""
    data = tmp_path_factory.mktemp("demo")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("XABAR_")}
    command = [str(Path(sys.executable).with_name("xabar")), "demo", "--data", str(data)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=100, check=False)
    return data, done


@pytest.fixture(scope="session")
def open_kept_pool() -> Iterator[Callable[..., WorkerPool]]:
    """What a test may put in the place of `WorkerPool`, so that it shares the processes with others."""
    with kept_pools() as open_pool:
        yield open_pool


@pytest.fixture
def index_name() -> str:
    """A name that no other test, and nobody's real index, has."""
    return f"xabar-test-{secrets.token_hex(4)}"
