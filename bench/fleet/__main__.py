"""python -m bench.fleet [--kills N] [--seed N]: see README.md."""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Final

from bench.fleet.crawlers import XABAR, are_machines, exit_on_signals
from bench.fleet.findings import texts_of
from bench.fleet.trial import Trial
from tests.elasticsearch_server import elasticsearch_cluster
from tests.postgres_server import SETTINGS, PostgresServer
from xabar.app.demo import build_demo
from xabar.demo.server import serve_sites
from xabar.records.store import RecordStore

DURABLE: Final = {**SETTINGS, "fsync": "on", "full_page_writes": "on"}
LOOPBACK: Final = {"XABAR_ALLOW_PRIVATE": 1, "XABAR_LOOK_BACK": 4, "DOWNLOAD_DELAY": 1.5, "RETRY_TIMES": 1}


def main() -> None:
    """Run the trial, print what was found, and exit with 1 unless all of it is as it must be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--crawlers", type=int, default=3)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--limit", type=int, default=2400, help="seconds after which it gives up")
    options = parser.parse_args()
    exit_on_signals()
    signal.signal(signal.SIGALRM, _give_up)
    signal.alarm(options.limit)
    print(f"the crawlers are {'machines of their own' if are_machines() else 'processes of one machine'}")
    with (
        tempfile.TemporaryDirectory(prefix="xabar-fleet-") as folder,
        serve_sites(build_demo(datetime.now(UTC))) as mirror,
        postgres() as database,
        elasticsearch_cluster() as nodes,
    ):
        loopback = tuple(
            part
            for name, value in {"XABAR_MIRROR": mirror, **LOOPBACK}.items()
            for part in ("--set", f"{name}={value}")
        )
        wanted = undisturbed(Path(folder) / "undisturbed", loopback)
        print(f"an undisturbed crawl stores {len(wanted)} articles", flush=True)
        place, addresses = database.url("xabar"), ",".join(node.url for node in nodes)
        shared = environment(XABAR_RECORDS=place, XABAR_SEARCH_URL=addresses)
        trial = Trial(
            Path(folder), loopback, shared, place, addresses, database, nodes, random.Random(options.seed)
        )
        raise SystemExit(trial.run(wanted, crawlers=options.crawlers, kills=options.kills))


def _give_up(signum: int, frame: FrameType | None) -> None:
    raise TimeoutError("the trial has come to no end within --limit")


@contextmanager
def postgres() -> Iterator[PostgresServer]:
    """Run a server that survives a power cut."""
    server = PostgresServer(settings=DURABLE).start()
    try:
        server.admin("CREATE DATABASE xabar")
        yield server
    finally:
        server.stop()


def undisturbed(folder: Path, options: tuple[str, ...]) -> dict[str, str]:
    """Return what one crawl by one process stores in a file: the hash of each article's text, by its id."""
    command = [*XABAR, "crawl", "--all", *options, "--set", "DOWNLOAD_DELAY=0.3"]
    subprocess.run(command, env=environment(XABAR_DATA=str(folder)), capture_output=True, check=False)
    with RecordStore(folder / "records.sqlite") as records:
        return texts_of(records)


def environment(**more: str) -> dict[str, str]:
    """Return the environment of a process of ours, with these variables and no other ones of ours."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("XABAR_")}
    return kept | more


if __name__ == "__main__":
    main()
