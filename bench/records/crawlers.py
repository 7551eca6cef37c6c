"""Processes that read pages and store their articles as a crawl does, without a network."""

from __future__ import annotations

import gc
import multiprocessing
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
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


def run_crawlers(place: str, crawlers: int, pages: int, *, stores_only: bool) -> Work:
    """Let so many crawlers store so many pages each, at the same time, each of other sites."""
    RecordStore(place).close()
    barrier, results = _CONTEXT.Barrier(crawlers), _CONTEXT.Queue()
    processes = [
        _CONTEXT.Process(target=_crawl, args=(place, number, pages, stores_only, barrier, results))
        for number in range(crawlers)
    ]
    for process in processes:
        process.start()
    parts = [results.get(timeout=1200) for _ in processes]
    for process in processes:
        process.join()
    starts, ends, own, served, stored = zip(*parts, strict=True)
    return Work(sum(stored), max(ends) - min(starts), sum(own), sum(served))


def _crawl(place: str, number: int, pages: int, stores_only: bool, barrier: Barrier, results: Any) -> None:
    with RecordStore(place) as records:
        articles = read_articles(number, pages)
        offered = iter(list(articles)) if stores_only else articles
        for _ in range(WARM_UP):
            ingest(records, next(offered))
        gc.collect()
        barrier.wait()
        start, cpu, served = time.time(), time.process_time(), _backend_cpu(records)
        stored = sum(ingest(records, article).outcome == "stored" for article in offered)
        results.put((start, time.time(), time.process_time() - cpu, _backend_cpu(records) - served, stored))


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


def _backend_cpu(records: RecordStore) -> float:
    """Return the CPU seconds of the server's process for this connection."""
    if not records.place.startswith("postgresql:"):
        return 0.0
    (pid,) = records._row("SELECT pg_backend_pid()")
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS
