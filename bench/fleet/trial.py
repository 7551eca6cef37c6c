"""The trial: crawlers on shared records and a shared index, of which one after another is killed."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bench.fleet.agency import Agency
from bench.fleet.crawlers import XABAR, Crawler, running
from bench.fleet.findings import find_faults, texts_of
from bench.fleet.searcher import Searcher
from tests.elasticsearch_server import ElasticsearchServer
from tests.postgres_server import PostgresServer
from xabar.records.store import RecordStore

PAUSE: Final = (1.0, 15.0)  # seconds between two kills
PATIENCE: Final = 600.0  # seconds after the last kill, in which everything must be there and fed
TAKE_OVERS: Final = 3  # kills that are aimed at the machine that feeds the index
TO_REACH: Final = 60.0  # seconds until another one feeds it
FEEDER_SECONDS: Final = 60.0  # to wait for somebody who feeds


@dataclass(slots=True)
class Trial:
    """What takes part, and what was seen."""

    folder: Path
    options: tuple[str, ...]  # of each scheduler
    environment: Mapping[str, str]  # which names the records and the index
    records: str
    addresses: str  # of the index
    database: PostgresServer
    nodes: list[ElasticsearchServer]
    chance: random.Random
    take_overs: list[float] = field(default_factory=list)  # seconds each
    exits: list[int] = field(default_factory=list)  # codes of the schedulers in the end

    def run(self, wanted: Mapping[str, str], *, crawlers: int, kills: int) -> int:
        """Return 0 if everything is as it must be, and print what was found."""
        subprocess.run([*XABAR, "index", "setup"], env=self._beside("setup"), check=True)
        fleet = [
            Crawler(self.folder / f"crawler-{number}", self.environment, self.options)
            for number in range(crawlers)
        ]
        searcher, agency = Searcher(self.addresses), Agency(self.records)
        searcher.start()
        try:
            with running(fleet):
                agency.start()
                self._disturb(fleet, kills)
                agency.stop()
                if agency.error is not None:
                    raise agency.error
                all_wanted = {**wanted, **agency.stored}
                self._settle(all_wanted)
                self._end_in_order(fleet)
        finally:
            searcher.stop()
        return self._judge(all_wanted, searcher, sum(crawler.runs_killed for crawler in fleet))

    def _beside(self, name: str) -> dict[str, str]:
        """Return the environment of a command on another machine than the crawlers'."""
        return {**self.environment, "XABAR_DATA": str(self.folder / name)}

    # --- disturbing -------------------------------------------------------------------------------------------------

    def _disturb(self, fleet: list[Crawler], kills: int) -> None:
        """Kill so many times: half of the times a machine, or the one that feeds, and otherwise a single run.

        At one of these moments a node ends too, for good, and at another the database is restarted.
        """
        feeders = set(self.chance.sample(range(kills), min(TAKE_OVERS, kills)))
        node_at, database_at = self.chance.sample(range(max(2, kills)), 2)
        for number in range(kills):
            time.sleep(self.chance.uniform(*PAUSE))
            if number in feeders:
                what = self._kill_feeder(fleet)
            else:
                what = self._kill_one(self.chance.choice([one for one in fleet if one.runs()] or fleet))
            print(f"kill {number + 1}: {what}", flush=True)
            if number == node_at:
                node = self.chance.choice(self.nodes)
                node.kill()
                print(f"kill {number + 1}: the node {node.url} as well, for good", flush=True)
            if number == database_at:
                self.database.kill()
                self.database.start()
                print(f"kill {number + 1}: the database as well, and started again", flush=True)

    def _kill_one(self, crawler: Crawler) -> str:
        runs = crawler.runs()
        if runs and self.chance.random() < 0.5:
            crawler.kill_run(self.chance.choice(runs))
            return f"one run of {crawler.name}"
        crawler.kill()
        crawler.start()
        return f"{crawler.name}, with {len(runs)} runs"

    def _kill_feeder(self, fleet: list[Crawler]) -> str:
        """Kill the machine that feeds the index, and measure how long it takes until another one feeds it."""
        with RecordStore(self.records) as records:
            deadline = time.monotonic() + FEEDER_SECONDS
            feeder = None
            while feeder is None and time.monotonic() < deadline:
                time.sleep(0.1)
                feeder = next((one for one in fleet if one.name == _feeding_host(records)), None)
            if feeder is None:
                return "nobody, because nobody feeds the index"
            feeder.kill()
            began, fed = time.monotonic(), _last_fed(records)
            while _last_fed(records) == fed and time.monotonic() - began < 2 * TO_REACH:
                time.sleep(0.1)
            self.take_overs.append(time.monotonic() - began)
        feeder.start()
        return f"{feeder.name}, which fed the index; {self.take_overs[-1]:.0f} s later another one feeds it"

    # --- judging ----------------------------------------------------------------------------------------------------

    def _settle(self, wanted: Mapping[str, str]) -> None:
        """Wait until everything is there and fed, for PATIENCE at most. The fleet does it by itself."""
        began = time.monotonic()
        with RecordStore(self.records) as records:
            while time.monotonic() - began < PATIENCE:
                stored = Counter(texts_of(records).values())
                if Counter(wanted.values()) <= stored and records.feed_state().waiting == 0:
                    break
                time.sleep(2)
        print(
            f"all is there and fed, or given up, {time.monotonic() - began:.0f} s after the last kill",
            flush=True,
        )

    def _end_in_order(self, fleet: list[Crawler]) -> None:
        for crawler in fleet:
            self.exits.append(crawler.end())
            if self.exits[-1]:
                print(
                    f"{crawler.name} ended with {self.exits[-1]}; its last words:\n{crawler.log()}",
                    flush=True,
                )

    def _judge(self, wanted: Mapping[str, str], searcher: Searcher, runs_killed: int) -> int:
        environment = self._beside("look")
        faults = find_faults(self.records, self.addresses, environment, wanted, runs_killed)
        faults |= {
            "searches without an answer": len(searcher.failures),
            f"take-overs that took longer than {TO_REACH:g} s": sum(
                seconds > TO_REACH for seconds in self.take_overs
            ),
            "schedulers that did not end in order": sum(code != 0 for code in self.exits),
        }
        for what, count in faults.items():
            print(f"{count:>6}  {what}")
        print(f"{len(wanted):>6}  articles; {runs_killed} runs were killed")
        print(f"{searcher.searches:>6}  searches, the longest took {searcher.longest:.1f} s")
        shown = ", ".join(f"{seconds:.0f} s" for seconds in self.take_overs)
        print(
            f"{len(self.take_overs):>6}  times another machine took over the feed, after {shown or 'nothing'}"
        )
        for failure in dict.fromkeys(searcher.failures):
            print(f"        {failure}", file=sys.stderr)
        return int(any(faults.values()))


def _feeding_host(records: RecordStore) -> str | None:
    row = records._row("SELECT host FROM lease WHERE name LIKE 'feed:%' ORDER BY until DESC LIMIT 1")
    return row[0] if row else None


def _last_fed(records: RecordStore) -> int:
    return records._row("SELECT max(sequence) FROM fed_generation")[0] or 0
