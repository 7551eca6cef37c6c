"""python -m bench.fleet [--kills N] [--seed N]: see README.md."""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from bench.fleet.crawlers import XABAR, Crawler
from bench.fleet.searcher import Searcher
from tests.elasticsearch_server import ElasticsearchServer, elasticsearch_cluster
from tests.postgres_server import SETTINGS, PostgresServer
from xabar.app.demo import build_demo
from xabar.demo.server import serve_sites
from xabar.records.store import RecordStore
from xabar.search.check import check_index
from xabar.search.elastic.connection import Connection
from xabar.search.elastic.engine import ElasticsearchEngine

PAUSE: Final = (1.0, 8.0)  # seconds between two kills
PATIENCE: Final = 900.0  # seconds after the last kill, in which everything must be there
DURABLE: Final = {**SETTINGS, "fsync": "on", "full_page_writes": "on"}
LOOPBACK: Final = {"XABAR_ALLOW_PRIVATE": 1, "XABAR_LOOK_BACK": 4, "DOWNLOAD_DELAY": 0.3, "RETRY_TIMES": 1}


def main() -> None:
    """Run the trial, print what was found, and exit with 1 unless all of it is as it must be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--crawlers", type=int, default=3)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="xabar-fleet-") as folder,
        serve_sites(build_demo(datetime.now(UTC))) as mirror,
        postgres() as database,
        elasticsearch_cluster() as nodes,
    ):
        wanted = undisturbed(Path(folder) / "undisturbed", mirror)
        print(f"an undisturbed crawl stores {len(wanted)} articles", flush=True)
        trial = Trial(Path(folder), mirror, database, nodes, random.Random(options.seed))
        raise SystemExit(trial.run(wanted, crawlers=options.crawlers, kills=options.kills))


@contextmanager
def postgres() -> Iterator[PostgresServer]:
    """Run a server that survives a power cut."""
    server = PostgresServer(settings=DURABLE).start()
    try:
        server.admin("CREATE DATABASE xabar")
        yield server
    finally:
        server.stop()


def undisturbed(folder: Path, mirror: str) -> dict[str, str]:
    """Return what one crawl by one process stores in a file: the hash of each article's text, by its id."""
    command = [*XABAR, "crawl", "--all", *loopback(mirror)]
    subprocess.run(command, env=environment(XABAR_DATA=str(folder)), capture_output=True, check=False)
    with RecordStore(folder / "records.sqlite") as records:
        return texts_of(records)


def texts_of(records: RecordStore) -> dict[str, str]:
    """Return the hash of each article's text, by its id."""
    ids = [state.id for state in records.article_states() if not state.removed]
    return {article.id: article.content_hash for article in records.get_articles(ids).values()}


def loopback(mirror: str) -> tuple[str, ...]:
    """Return the options that send a crawl to the sites of the trial."""
    settings = {"XABAR_MIRROR": mirror, **LOOPBACK}
    return tuple(part for name, value in settings.items() for part in ("--set", f"{name}={value}"))


def environment(**more: str) -> dict[str, str]:
    """Return the environment of a process of ours, with these variables and no other ones of ours."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("XABAR_")}
    return kept | more


class Trial:
    """Crawlers on shared records and a shared index, of which one after another is killed."""

    def __init__(
        self,
        folder: Path,
        mirror: str,
        database: PostgresServer,
        nodes: list[ElasticsearchServer],
        chance: random.Random,
    ) -> None:
        self.folder = folder
        self.mirror = mirror
        self.database = database
        self.nodes = nodes
        self.chance = chance
        self.records = database.url("xabar")
        self.addresses = ",".join(node.url for node in nodes)
        self.environment = environment(XABAR_RECORDS=self.records, XABAR_SEARCH_URL=self.addresses)

    def run(self, wanted: dict[str, str], *, crawlers: int, kills: int) -> int:
        """Return 0 if everything is as it must be, and print what was found."""
        setup = [*XABAR, "index", "setup"]
        subprocess.run(setup, env={**self.environment, "XABAR_DATA": str(self.folder / "setup")}, check=True)
        searcher = Searcher(self.addresses)
        searcher.start()
        fleet = [
            Crawler(self.folder / f"crawler-{number}", self.environment, loopback(self.mirror))
            for number in range(crawlers)
        ]
        try:
            for crawler in fleet:
                crawler.start()
            self._disturb(fleet, kills)
            began = time.monotonic()
            missing = self._wait_for(wanted)
            settled = time.monotonic() - began
        finally:
            searcher.stop()
            for crawler in fleet:
                crawler.kill()
        print(f"all there {settled:.0f} s after the last kill", flush=True)
        return self._judge(wanted, missing, searcher)

    def _disturb(self, fleet: list[Crawler], kills: int) -> None:
        """Kill a crawler at each of so many moments; at one a node too, and at another the database is restarted."""
        at = self.chance.sample(range(kills), 2)
        for number in range(kills):
            time.sleep(self.chance.uniform(*PAUSE))
            crawler = self.chance.choice(fleet)
            crawler.kill()
            print(f"kill {number + 1}: {crawler.folder.name}", flush=True)
            crawler.start()
            if number == at[0]:
                node = self.chance.choice(self.nodes)
                node.kill()
                print(f"kill {number + 1}: the node {node.url} as well, for good", flush=True)
            if number == at[1]:
                self.database.kill()
                self.database.start()
                print(f"kill {number + 1}: the database as well, and started again", flush=True)

    def _wait_for(self, wanted: dict[str, str]) -> set[str]:
        """Return which articles are missing in the end."""
        deadline = time.monotonic() + PATIENCE
        missing = set(wanted)
        while missing and time.monotonic() < deadline:
            time.sleep(2)
            with RecordStore(self.records) as records:
                missing = wanted.keys() - texts_of(records).keys()
        return missing

    def _judge(self, wanted: dict[str, str], missing: set[str], searcher: Searcher) -> int:
        fed = [*XABAR, "index", "feed"]
        subprocess.run(fed, env={**self.environment, "XABAR_DATA": str(self.folder / "feed")}, check=False)
        with RecordStore(self.records) as records:
            stored = texts_of(records)
            copies = Counter(article.url for article in records.get_articles(stored).values())
            report = asyncio.run(self._compare(records))
            unbalanced = [
                run.id for run in records.run_records() if run.finished_at and not run.stats.balanced
            ]
        findings = {
            "articles missing": len(missing),
            "articles that no undisturbed crawl has": len(stored.keys() - wanted.keys()),
            "articles with another text": sum(stored.get(key, text) != text for key, text in wanted.items()),
            "articles stored twice": sum(count - 1 for count in copies.values()),
            "finished runs whose counts do not balance": len(unbalanced),
            "differences between index and records": report,
            "searches without an answer": len(searcher.failures),
        }
        for what, count in findings.items():
            print(f"{count:>6}  {what}")
        print(f"{searcher.searches:>6}  searches, the longest took {searcher.longest:.1f} s")
        for failure in dict.fromkeys(searcher.failures):
            print(f"        {failure}", file=sys.stderr)
        return int(any(findings.values()))

    async def _compare(self, records: RecordStore) -> int:
        """Return by how many articles the index differs from the records."""
        engine = ElasticsearchEngine(Connection(self.addresses))
        try:
            await engine.refresh()
            found = await check_index(records, engine)
            return 0 if found.ok else abs(found.expected - found.held) or 1
        finally:
            await engine.close()


if __name__ == "__main__":
    main()
