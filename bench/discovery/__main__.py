"""What a crawl asks for when it need not ask for everything: a short window of a large site, and a site once more."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import click

from bench.crawl.serve import choose_entries
from bench.crawl.sites import SITES
from bench.discovery.site import IN_A_SITEMAP, SHAPES
from xabar.app.project import all_sites, project_settings
from xabar.demo.server import FakeWebServer
from xabar.demo.web import FakeWeb

MOST_OF_A_FULL_CRAWL: Final = 0.01
MOST_OF_THE_FIRST: Final = 0.05


@click.command()
@click.option("--addresses", default=200_000, show_default=True)
@click.option("--articles", default=400, show_default=True, help="Of the sites that are crawled twice.")
def main(addresses: int, articles: int) -> None:
    """Print the share of a full crawl that a window of one day asks for, and the bytes of a second crawl."""
    measure_windows(addresses)
    measure_again(articles)


def measure_windows(addresses: int) -> None:
    """Print a line for each shape of sitemaps."""
    full = 1 + -(-addresses // IN_A_SITEMAP) + addresses
    print(
        f"one day of {addresses:,} addresses in {full - 1 - addresses} sitemaps; a full crawl asks for {full:,} pages"
    )
    for shape in SHAPES:
        done, small = (run("window", shape, str(count), "1") for count in (addresses, addresses // 10))
        share = (done["discovery"] + done["articles"]) / full
        print(
            f"  {shape:12} {done['discovery']:4} sitemaps, {done['articles']:5} articles, {done['wanted']} of the day: "
            f"{share:.2%} of a full crawl, peak {done['peak']:.0f} MB, of a tenth as many {small['peak']:.0f} MB"
        )
    print(f"  (to reach: at most {MOST_OF_A_FULL_CRAWL:.0%}, and memory that does not grow)")


def measure_again(articles: int) -> None:
    """Print what three crawls of the same sites cost: the first, one at once, and one when every article is due."""
    with tempfile.TemporaryDirectory() as folder, serve(articles) as server:
        first = crawl(server, folder)
        print(f"{first['stored']} articles: {first['bytes']:,} bytes")
        check("at once", crawl(server, folder), first)
        make_due(Path(folder))
        check("with every article due", crawl(server, folder), first)
    print(f"  (to reach: at most {MOST_OF_THE_FIRST:.0%}, nothing stored)")


def check(name: str, again: dict[str, Any], first: dict[str, Any]) -> None:
    """Print what a crawl cost beside the first."""
    print(
        f"  again {name}: {again['bytes'] / first['bytes']:.2%} of the bytes, {again['fetched']} articles asked for,"
        f" {again['unchanged']} unchanged, {again['stored']} stored"
    )


def crawl(server: CountingServer, folder: str) -> dict[str, Any]:
    """Crawl the fake sites, and return the counts with the bytes that the server sent."""
    server.sent = 0
    return run("again", server.base, folder) | {"bytes": server.sent}


def make_due(folder: Path) -> None:
    """Let every page have been fetched just after its article was published."""
    with closing(sqlite3.connect(folder / "records.sqlite")) as records, records:
        records.execute("UPDATE page SET fetched_at = 1")


def run(module: str, *arguments: str) -> dict[str, Any]:
    """Run a program of this bench in a process of its own. The last line of its output is JSON."""
    command = [sys.executable, "-m", f"bench.discovery.{module}", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


class CountingServer(FakeWebServer):
    """Counts the bytes that it sends, heads and bodies."""

    sent = 0

    def __init__(self, web: FakeWeb) -> None:
        super().__init__(web)
        server, handler = self, self.RequestHandlerClass

        class Handler(handler):  # type: ignore[misc, valid-type]
            def setup(self) -> None:
                super().setup()
                write = self.wfile.write

                def count(data: bytes) -> int:
                    server.sent += len(data)
                    return int(write(data))

                self.wfile.write = count

        self.RequestHandlerClass = Handler


@contextmanager
def serve(articles: int) -> Iterator[CountingServer]:
    """Serve the fake sites in a thread while the block runs."""
    now, sites = datetime.now(UTC), all_sites(project_settings())
    entries = [each for name in SITES for each in choose_entries(sites[name], articles // len(SITES), now)]
    with CountingServer(FakeWeb(entries, now=now)) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


if __name__ == "__main__":
    main()
