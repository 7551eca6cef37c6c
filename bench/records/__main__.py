"""Store composed articles with one and two crawlers in both databases, and print the rates (README.md)."""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path
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


def measure(pages: int, *, stores_only: bool) -> dict[str, Work]:
    """Return what one and two crawlers did with each database."""
    found = {}
    server = PostgresServer(settings=REAL).start()
    try:
        with tempfile.TemporaryDirectory(prefix="xabar-") as folder:
            for crawlers in (1, 2):
                place = str(Path(folder) / f"{crawlers}.sqlite")
                found[f"SQLite, {crawlers}"] = run_crawlers(place, crawlers, pages, stores_only=stores_only)
                server.admin(f"CREATE DATABASE bench_{crawlers}")
                place = server.url(f"bench_{crawlers}")
                found[f"PostgreSQL, {crawlers}"] = run_crawlers(
                    place, crawlers, pages, stores_only=stores_only
                )
    finally:
        server.stop()
    return found


def describe(found: dict[str, Work]) -> list[str]:
    """Return a line for each run, and the two ratios that matter."""
    lines = [
        f"{name:<16}{work.rate:>7.1f} articles/s {work.seconds:>7.1f} s {1000 * work.crawler_cpu / work.articles:>7.2f}"
        f" ms CPU an article + {1000 * work.server_cpu / work.articles:.2f} in the server"
        for name, work in found.items()
    ]
    one, two, lite = found["PostgreSQL, 1"], found["PostgreSQL, 2"], found["SQLite, 1"]
    busy = (two.crawler_cpu + two.server_cpu) / two.seconds
    return [
        *lines,
        f"PostgreSQL ÷ SQLite, one crawler: {one.rate / lite.rate:.2f}",
        f"two crawlers ÷ one, PostgreSQL: {two.rate / one.rate:.2f} ({busy:.1f} of {os.cpu_count()} cores busy)",
    ]


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=600, help="of each crawler")
    given = parser.parse_args()
    for stores_only, title in ((False, "reading pages and storing"), (True, "storing only")):
        print(f"{title}, {given.pages} pages a crawler")
        print("\n".join(describe(measure(given.pages, stores_only=stores_only))), flush=True)


if __name__ == "__main__":
    main()
