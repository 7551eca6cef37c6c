"""python -m bench.fleet.sizes [--pages N]: how many bytes an article takes in the records and as a kept page.

Composed pages, as in bench/crawl, are read, processed and stored as a crawl does it, in SQLite and in PostgreSQL. What an
empty store takes is taken off. The index is measured by bench/server.
"""

from __future__ import annotations

import argparse
import gzip
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import psycopg

from bench.crawl.sites import SITES
from bench.records.crawlers import NOW, read_articles
from tests.postgres_server import PostgresServer
from xabar.app.project import all_sites, project_settings
from xabar.article import Article
from xabar.demo.web import generate_pages
from xabar.processing.ingest import ingest
from xabar.records.store import RecordStore

_TABLES: Final = """
SELECT relname, pg_total_relation_size(oid) FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 2 DESC LIMIT 8
"""


def main() -> None:
    """Print the sizes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=4000)
    pages = parser.parse_args().pages
    articles = list(_articles(pages))
    letters = sum(len(article.body) + len(article.title) for article in articles) / len(articles)
    print(f"{len(articles)} articles of {letters:.0f} letters on average")
    with tempfile.TemporaryDirectory(prefix="xabar-sizes-") as folder:
        _print("records in SQLite", _measure_sqlite(Path(folder), articles), len(articles))
    server = PostgresServer().start()
    try:
        server.admin("CREATE DATABASE xabar")
        _measure_postgres(server, articles)
    finally:
        server.stop()
    _measure_pages(pages)


def _articles(pages: int) -> Iterator[Article]:
    for number in range(len(SITES)):
        yield from read_articles(number, pages // len(SITES))


def _measure_sqlite(folder: Path, articles: list[Article]) -> int:
    place = folder / "records.sqlite"
    RecordStore(place).close()
    empty = place.stat().st_size
    with RecordStore(place) as records:
        for article in articles:
            ingest(records, article)
    return place.stat().st_size - empty


def _measure_postgres(server: PostgresServer, articles: list[Article]) -> None:
    address = server.url("xabar")
    RecordStore(address).close()
    with psycopg.connect(address, autocommit=True) as connection:
        empty = _database_size(connection)
        with RecordStore(address) as records:
            for article in articles:
                ingest(records, article)
        connection.execute("VACUUM")
        _print("records in PostgreSQL", _database_size(connection) - empty, len(articles))
        for name, size in connection.execute(_TABLES).fetchall():
            _print(f"  {name}, with its indexes", size, len(articles))


def _database_size(connection: psycopg.Connection[tuple[int]]) -> int:
    row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
    assert row is not None
    return row[0]


def _measure_pages(pages: int) -> None:
    sites = all_sites(project_settings())
    html = [
        text.encode()
        for number, name in enumerate(SITES)
        for _, text in generate_pages(sites[name], min(100, pages // len(SITES)), seed=number, now=NOW)
    ]
    _print("a page as it comes", sum(map(len, html)), len(html))
    _print("a page as it is kept, packed", sum(len(gzip.compress(text)) for text in html), len(html))


def _print(what: str, size: int, count: int) -> None:
    print(f"{size / count:>9,.0f} bytes an article: {what}", flush=True)


if __name__ == "__main__":
    main()
