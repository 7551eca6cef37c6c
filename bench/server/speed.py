"""The speed of feeding and searching, and the size of the index."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.helpers import streaming_bulk

from bench.embedded.corpus import articles, queries
from bench.search_times import percentile, search_times
from xabar.article import Article
from xabar.records.store import RecordStore
from xabar.search.elastic.connection import Connection
from xabar.search.elastic.documents import article_document
from xabar.search.elastic.engine import ElasticsearchEngine
from xabar.search.engine import INDEX_LANGUAGES, index_language
from xabar.search.feed import Feeder

CHUNK = 2000  # articles that each side writes in turn, so that both see the same machine
COMPARED = 10_000  # articles that both sides write; only ours writes more, to see a large index
NAME = "xabar-bench"


@asynccontextmanager
async def opened(url: str, name: str) -> AsyncIterator[ElasticsearchEngine]:
    """Open an engine and remove its indexes at the end."""
    engine = ElasticsearchEngine(Connection(url), name=name)
    try:
        yield engine
        found = await engine.client.indices.get(index=f"{name}-*", filter_path="*.aliases")
        await engine.client.indices.delete(index=list(found.body))
        await engine.client.indices.delete_index_template(name=f"{name}-*")
    finally:
        await engine.close()


def processor_seconds(client: Elasticsearch) -> float:
    """Return the processor time that the server and we have used so far."""
    (node,) = client.nodes.stats(metric="process")["nodes"].values()
    return float(node["process"]["cpu"]["total_in_millis"]) / 1000 + time.process_time()


@dataclass(slots=True)
class Pace:
    """Articles and the seconds that they took, by the clock and of the processors; other work disturbs those less."""

    client: Elasticsearch
    articles: int = 0
    seconds: float = 0.0
    processors: float = 0.0

    @contextmanager
    def of(self, count: int) -> Iterator[None]:
        """Measure what happens inside, for so many articles."""
        used, began = processor_seconds(self.client), time.perf_counter()
        yield
        self.seconds += time.perf_counter() - began
        self.processors += processor_seconds(self.client) - used
        self.articles += count

    @property
    def rate(self) -> float:
        """Articles per second."""
        return self.articles / self.seconds

    @property
    def effort(self) -> float:
        """Milliseconds of processor time per article."""
        return self.processors / self.articles * 1000


def bare_bulk(client: Elasticsearch, documents: list[dict[str, Any]], name: str) -> None:
    """Write as the peer does: documents made before, the client's own helper with its default chunks of 500."""
    actions = (
        {
            "_index": f"{name}-{index_language(document['language'])}-000001",
            "_id": document["id"],
            "_source": document,
        }
        for document in documents
    )
    for taken, item in streaming_bulk(client, actions):
        assert taken, item


async def compare_feeds(url: str, records: RecordStore, engine: ElasticsearchEngine, count: int) -> None:
    """Feed both chunk by chunk, each first in turn; the rest of `count` goes only into ours."""
    client = Elasticsearch(url, request_timeout=120)  # its own ten seconds are too few on a busy machine
    ours, bare, alone = Pace(client), Pace(client), Pace(client)
    feeder = Feeder(records, engine)
    await engine.setup()
    async with opened(url, f"{NAME}-bare") as other:
        await other.setup()
        found = articles(count)
        for number in range(count // CHUNK):
            batch = [next(found) for _ in range(CHUNK)]
            with records.transaction():
                for article in batch:
                    records.put_article(article)
            if number * CHUNK >= COMPARED:
                with alone.of(CHUNK):
                    await feeder.feed_until_done()
                continue
            documents = [article_document(article, datetime.now(UTC)) for article in batch]
            for which in (number % 2, 1 - number % 2):
                with (ours, bare)[which].of(CHUNK):
                    if which == 0:
                        await feeder.feed_until_done()
                    else:
                        bare_bulk(client, documents, other.name)
    print_feeds(ours, bare, alone)
    client.close()


def print_feeds(ours: Pace, bare: Pace, alone: Pace) -> None:
    """Print the rates of both sides, and how ours went on."""
    print(
        f"feed: {ours.rate:,.0f} articles/s, bare streaming_bulk {bare.rate:,.0f}, ratio {ours.rate / bare.rate:.2f}"
    )
    print(
        f"server and we: {ours.effort:.2f} ms of processor an article, bare {bare.effort:.2f}, ratio {bare.effort / ours.effort:.2f}",
        flush=True,
    )
    if alone.articles:
        print(
            f"feed, the other {alone.articles:,}: {alone.rate:,.0f} articles/s, {alone.effort:.2f} ms of processor an article",
            flush=True,
        )


async def measure_size(engine: ElasticsearchEngine, count: int) -> None:
    """Print the bytes on disk as written, and after a merge into one segment."""
    indexes = [f"{engine.name}-{language}-000001" for language in INDEX_LANGUAGES]
    for label in ("as written", "merged"):
        if label == "merged":
            await engine.client.options(request_timeout=900).indices.forcemerge(
                index=indexes, max_num_segments=1
            )
        await engine.client.indices.flush(index=indexes)
        stats = await engine.client.indices.stats(index=indexes, metric=["store"])
        print(
            f"index, {label}: {stats['_all']['total']['store']['size_in_bytes'] / count:,.0f} bytes an article"
        )


async def measure_searches(engine: ElasticsearchEngine, found: list[Article]) -> None:
    """Time searches as a caller sees them: query, ten articles, snippets, facets."""
    for kind, requests in queries(found).items():
        times = await search_times(engine, requests)
        print(f"{kind}: p50 {percentile(times, 0.5):.1f} ms, p99 {percentile(times, 0.99):.1f} ms")
