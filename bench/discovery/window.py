"""One run over the simulated site in a process of its own: what it asked for, and the most memory that it had."""

from __future__ import annotations

import asyncio
import json
import resource
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from scrapy.http import Response

from bench.discovery.site import NOW, SHAPES, Katta, Sitemaps
from crawler.coverage import Coverage
from crawler.discovery import Window
from crawler.discovery_pages import DiscoveryPages
from crawler.frontier import Frontier
from crawler.revisits import Revisits
from xabar.article import Article
from xabar.records.store import RecordStore
from xabar.workers.pool import WorkerPool


@dataclass
class Crawl:
    """A crawl of the last `days` days by the real frontier; an article is stored as soon as it is given."""

    sitemaps: Sitemaps
    records: RecordStore
    days: int
    counts: Counter[str] = field(default_factory=Counter)
    given: set[int] = field(default_factory=set)

    async def run(self, workers: WorkerPool) -> None:
        """Crawl to the end."""
        frontier = Frontier(
            Katta,
            Revisits(self.records, Katta.name),
            Coverage(self.records, Katta.name, None),
            DiscoveryPages(Katta, self.records, workers, fetch=self._fetch, count=self._count),
            workers.own_limit,
            count=self._count,
        )
        since = NOW.date() - timedelta(days=self.days - 1)
        window = Window(since=since, until=NOW.date(), now=NOW, language="uz", zone=Katta.zone)
        async for link in frontier.links(window):
            self.counts["articles"] += 1
            number = int(link.url.rpartition("/")[2])
            if self.sitemaps.day_of(number) >= since:
                self.counts["wanted"] += 1
            self._store(link.url, number)

    async def _fetch(self, url: str, conditions: Mapping[str, str]) -> Response:
        return Response(url, body=self.sitemaps.body(url))

    def _count(self, key: str) -> None:
        self.counts[key] += 1

    def _store(self, url: str, number: int) -> None:
        published = datetime.combine(self.sitemaps.day_of(number), time(9), ZoneInfo(Katta.zone))
        article = Article(
            url=url,
            site=Katta.name,
            fetched_at=NOW,
            zone=Katta.zone,
            declared_language="uz",
            title="Sarlavha",
            body="Matn.",
            published_at=published,
        )
        with self.records.transaction():
            self.records.put_article(article)
            self.records.mark_page(url, Katta.name, NOW, "stored", article.id)


def main(shape: str, addresses: int, days: int) -> None:
    """Print what the run asked for, as JSON."""
    with tempfile.TemporaryDirectory() as folder, RecordStore(Path(folder) / "records.sqlite") as records:
        workers = WorkerPool(workers=1, seconds=10.0, memory=2**30)
        crawl = Crawl(Sitemaps(SHAPES[shape], addresses), records, days)
        asyncio.run(crawl.run(workers))
        workers.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    names = ("discovery", "articles", "wanted")
    print(json.dumps({name: crawl.counts[name] for name in names} | {"peak": peak}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
