"""Store composed articles with one and two crawlers in both databases, and print the rates (README.md)."""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path
from statistics import median
from typing import Final

from bench.records.crawlers import Work, run_crawlers
from tests.postgres_server import SETTINGS, PostgresServer

# As a server is really run: nothing of its durability is turned off.
REAL: Final = SETTINGS | {
    "fsync": "on",
    "full_page_writes": "on",
    "autovacuum": "on",
    "shared_buffers": "128MB",
    "max_wal_size": "1GB",
}


def measure_round(server: PostgresServer, number: int, pages: int, *, stores_only: bool) -> dict[str, Work]:
    """Return what one and two crawlers did with each database.

    Both store the same pages of two sites: one crawler the first site's and then the second's, two at once.
    """
    found = {}
    with tempfile.TemporaryDirectory(prefix="xabar-") as folder:
        for crawlers, turns in ((1, [(0,), (1,)]), (2, [(0, 1)])):
            name = f"round_{number}_{crawlers}"
            server.admin(f"CREATE DATABASE {name}")
            places = {
                "no records": None,
                "SQLite": str(Path(folder) / f"{name}.sqlite"),
                "PostgreSQL": server.url(name),
            }
            if stores_only:
                del places["no records"]
            for database, place in places.items():
                runs = [run_crawlers(place, sites, pages, stores_only=stores_only) for sites in turns]
                found[f"{database}, {crawlers}"] = sum(runs[1:], start=runs[0])
    return found


def describe(found: dict[str, Work]) -> list[str]:
    """Return a line for each run of a round."""
    return [
        f"{name:<15}{work.rate:>7.1f} articles/s {work.seconds:>7.1f} s {1000 * work.crawler_cpu / work.articles:>7.2f}"
        f" ms CPU an article + {1000 * work.server_cpu / work.articles:.2f} in the server"
        for name, work in found.items()
    ]


def compare(rounds: list[dict[str, Work]]) -> list[str]:
    """Return the ratios that matter, each with its median and its value in every round."""
    work = {name: [found[name] for found in rounds] for name in rounds[0]}
    two = work["PostgreSQL, 2"]
    busy = median((run.crawler_cpu + run.server_cpu) / run.seconds for run in two)
    lines = [
        f"PostgreSQL ÷ SQLite, one crawler: {_ratios(work['PostgreSQL, 1'], work['SQLite, 1'])}",
        f"two crawlers ÷ one, PostgreSQL: {_ratios(two, work['PostgreSQL, 1'])} ({busy:.1f} of {os.cpu_count()} cores busy)",
    ]
    if "no records, 1" in work:
        lines.append(f"two ÷ one, storing nothing: {_ratios(work['no records, 2'], work['no records, 1'])}")
    return lines


def _ratios(many: list[Work], few: list[Work]) -> str:
    ratios = [left.rate / right.rate for left, right in zip(many, few, strict=True)]
    return f"{median(ratios):.2f} (rounds: {', '.join(f'{ratio:.2f}' for ratio in ratios)})"


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=300, help="of each site")
    parser.add_argument("--rounds", type=int, default=9)
    given = parser.parse_args()
    for stores_only, title in ((False, "reading pages and storing"), (True, "storing only")):
        print(f"{title}, {given.pages} pages of each of two sites")
        server = PostgresServer(settings=REAL).start()
        rounds = []
        try:
            for number in range(given.rounds):
                rounds.append(measure_round(server, number, given.pages, stores_only=stores_only))
                print("\n".join(describe(rounds[-1])), flush=True)
        finally:
            server.stop()
        print("\n".join(compare(rounds)), flush=True)


if __name__ == "__main__":
    main()
