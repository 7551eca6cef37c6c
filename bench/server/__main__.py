"""python -m bench.server [--articles N] [--url URL] [--shared DIR]: see README.md."""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from pathlib import Path

from bench.embedded.corpus import articles
from bench.server.quality import compare_quality
from bench.server.speed import NAME, compare_feeds, measure_searches, measure_size, opened
from tests.elasticsearch_server import ElasticsearchServer
from xabar.records.store import RecordStore


async def measure(url: str, count: int, shared: Path | None, folder: Path) -> None:
    """Measure everything; print one line per figure."""
    (folder / "feed").mkdir()
    with RecordStore(folder / "feed" / "records.sqlite") as records:
        async with opened(url, NAME) as engine:
            await compare_feeds(url, records, engine, count)
            await engine.refresh()
            await measure_searches(engine, list(articles(min(count, 2000))))
            await measure_size(engine, count)
    if shared:
        for name in ("kazqad", "ntrex-uz"):
            (folder / name).mkdir()
        await compare_quality(url, shared, folder)


def main() -> None:
    """Read the options, and start a server if none is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--url", help="a server without security; one of our own is started otherwise")
    parser.add_argument("--shared", type=Path, help="a folder with kazqad-qa.jsonl and ntrex-uz.tsv")
    options = parser.parse_args()
    server = None if options.url else ElasticsearchServer(heap="2g", java_options="").start()
    try:
        with tempfile.TemporaryDirectory(prefix="xabar-bench-") as folder:
            url = options.url or (server.url if server else "")
            asyncio.run(measure(url, options.articles, options.shared, Path(folder)))
    finally:
        if server:
            server.stop()


if __name__ == "__main__":
    main()
