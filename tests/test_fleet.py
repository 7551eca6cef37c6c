"""Two crawling machines on one PostgreSQL, killed in the middle: exactly the articles of an undisturbed crawl.

`python -m bench.fleet` tries it with three machines, a cluster of Elasticsearch nodes and many more kills.
"""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests import fork_server
from tests.cli.conftest import on_loopback
from tests.record_stores import EmptyDatabases
from xabar.app.demo import build_demo
from xabar.demo.server import serve_sites
from xabar.records.store import RecordStore

HALVES = (("kun_uz", "zamin_uz"), ("egemen_kz", "inform_kz"))
KILLED_AT = (4, 12, 20)  # articles in the records
SECONDS = 250.0
INHERITED = {name: value for name, value in os.environ.items() if not name.startswith("XABAR_")}


@pytest.fixture(scope="module")
def newspapers() -> Iterator[str]:
    """The address of the demo's newspapers."""
    with serve_sites(build_demo(datetime.now(UTC))) as address:
        yield address


class Machines:
    """Two data folders and one database. A crawl is a process of its own, which is killed at the end of the test."""

    def __init__(self, folder: Path, place: str, address: str, stack: ExitStack) -> None:
        self._folder = folder
        self._place = place
        self._options = on_loopback(address, delay=0.05)
        self._stack = stack

    def environment(self, machine: int) -> dict[str, str]:
        data = self._folder / f"machine-{machine}"
        return INHERITED | {"XABAR_DATA": str(data), "XABAR_RECORDS": self._place, "PYTHONUTF8": "1"}

    def crawl(self, machine: int, half: int) -> fork_server.Process:
        started = fork_server.Process(
            fork_server.XABAR, "crawl", *HALVES[half], *self._options, env=self.environment(machine)
        )
        return self._stack.enter_context(started)

    def run(self, machine: int, *words: str) -> str:
        done = fork_server.run(fork_server.XABAR, *words, env=self.environment(machine))
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def texts_of(records: RecordStore) -> dict[str, str]:
    ids = [state.id for state in records.article_states()]
    return {article.id: article.content_hash for article in records.get_articles(ids).values()}


def undisturbed(folder: Path, address: str) -> dict[str, str]:
    sites = [site for half in HALVES for site in half]
    environment = INHERITED | {"XABAR_DATA": str(folder)}
    done = fork_server.run(fork_server.XABAR, "crawl", *sites, *on_loopback(address), env=environment)
    assert done.returncode == 0, done.stderr
    with RecordStore(folder / "records.sqlite") as records:
        return texts_of(records)


@pytest.mark.slow
@pytest.mark.timeout(600)  # a dozen processes, on a machine that may be busy
def test_kills_lose_nothing_and_double_nothing(
    tmp_path: Path, empty_databases: EmptyDatabases, newspapers: str
) -> None:
    wanted = undisturbed(tmp_path / "undisturbed", newspapers)
    place, chance = empty_databases.empty(), random.Random(13)
    with RecordStore(place) as records, ExitStack() as stack:
        machines = Machines(tmp_path, place, newspapers, stack)
        crawls = [(0, machines.crawl(0, 0)), (1, machines.crawl(1, 1))]  # of each half: where, and which
        for count in KILLED_AT:
            wait_for(records, count)
            half = chance.randrange(2)
            machine, crawl = crawls[half]
            crawl.kill()
            crawl.wait(30)
            crawls[half] = (1 - machine, machines.crawl(1 - machine, half))  # the other machine goes on
        for _, crawl in crawls:
            said, complaints = crawl.communicate(SECONDS)
            assert crawl.returncode == 0, said + complaints

        stored = texts_of(records)
        # One text lies at two addresses, of which the one that comes first is stored.
        assert Counter(stored.values()) == Counter(wanted.values())
        assert len(stored.keys() - wanted.keys()) <= 1
        urls = Counter(article.url for article in records.get_articles(list(stored)).values())
        assert set(urls.values()) == {1}
        numbers = [state.sequence for state in records.article_states()]
        assert len(set(numbers)) == len(numbers)
        finished = [run for run in records.run_records() if run.finished_at]
        assert len(finished) >= 4
        assert all(run.stats.balanced for run in finished)
    for machine in (0, 1):
        machines.run(machine, "index", "feed")
        assert f"{len(wanted)} articles" in machines.run(machine, "index", "status")
        assert "all well" in machines.run(machine, "index", "check")


def wait_for(records: RecordStore, count: int) -> None:
    deadline = time.monotonic() + SECONDS
    while records.count_articles() < count:
        time.sleep(0.02)
        assert time.monotonic() < deadline, f"only {records.count_articles()} articles came"
