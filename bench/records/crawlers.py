"""Processes that read pages and store their articles as a crawl does, without a network."""

from __future__ import annotations

import gc
import multiprocessing
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any, Final

from bench.crawl.sites import SITES
from xabar.app.project import all_sites, project_settings
from xabar.article import Article
from xabar.demo.web import generate_pages
from xabar.http_response import HttpResponse
from xabar.processing.ingest import ingest
from xabar.processing.steps import Context, process_article
from xabar.records.store import RecordStore

NOW: Final = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
WARM_UP: Final = 20  # pages before the clock starts: tables are loaded, statements are prepared
_CONTEXT: Final = multiprocessing.get_context("spawn")
_TICKS: Final = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Work:
    """What the crawlers of one run did together."""

    articles: int
    seconds: float  # from the first one's start to the last one's end
    crawler_cpu: float
    server_cpu: float  # of the processes that served them; 0 for SQLite, which has none

    @property
    def rate(self) -> float:
        """Articles a second."""
        return self.articles / self.seconds

    def __add__(self, later: Work) -> Work:
        """What was done in this run and in a later one."""
        return Work(
            self.articles + later.articles,
            self.seconds + later.seconds,
            self.crawler_cpu + later.crawler_cpu,
            self.server_cpu + later.server_cpu,
        )


def run_crawlers(place: str | None, sites: Sequence[int], pages: int, *, stores_only: bool) -> Work:
    """Let one crawler for each of these sites store so many pages of it, all at the same time.

    Without a place they read the pages, and store nothing.
    """
    if place is not None:
        RecordStore(place).close()
    barrier, results = _CONTEXT.Barrier(len(sites)), _CONTEXT.Queue()
    processes = [
        _CONTEXT.Process(target=_crawl, args=(place, site, pages, stores_only, barrier, results))
        for site in sites
    ]
    for process in processes:
        process.start()
    parts = [results.get(timeout=1200) for _ in processes]
    for process in processes:
        process.join()
    starts, ends, own, served, stored = zip(*parts, strict=True)
    return Work(sum(stored), max(ends) - min(starts), sum(own), sum(served))


def _crawl(
    place: str | None, number: int, pages: int, stores_only: bool, barrier: Barrier, results: Any
) -> None:
    with RecordStore(place) if place is not None else nullcontext() as records:
        articles = read_articles(number, pages)
        offered = iter(list(articles)) if stores_only else articles
        for article in islice(offered, WARM_UP):
            _store(records, article)
        gc.collect()
        barrier.wait()
        start, cpu, served = time.time(), time.process_time(), _server_cpu(records)
        stored = sum(_store(records, article) for article in offered)
        results.put((start, time.time(), time.process_time() - cpu, _server_cpu(records) - served, stored))


def _store(records: RecordStore | None, article: Article) -> bool:
    """Return whether the article counts as done."""
    return records is None or ingest(records, article).outcome == "stored"


def read_articles(number: int, pages: int) -> Iterator[Article]:
    """Yield the articles of one site's pages, read and processed one by one."""
    name = SITES[number % len(SITES)]
    site = all_sites(project_settings())[name]
    context = Context(alphabets={"kk": "Cyrl", "uz": "Latn"})
    composed = list(generate_pages(site, pages + WARM_UP, seed=number, now=NOW))
    for place, (url, html) in enumerate(composed):
        page = HttpResponse(url, html.encode())
        article = site.read_article(page, fetched_at=NOW + timedelta(seconds=place))
        article.requested_url = url
        yield process_article(article, context)


def _server_cpu(records: RecordStore | None) -> float:
    """Return the CPU seconds of the server's process for this connection."""
    if records is None or not records.place.startswith("postgresql:"):
        return 0.0
    (pid,) = records._row("SELECT pg_backend_pid()")
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS
