"""python -m bench.elasticsearch [--articles N] [--url URL] [--shared DIR]: see README.md."""

from __future__ import annotations

import argparse
import asyncio
import re
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from bench.embedded.__main__ import percentile
from bench.embedded.corpus import articles, queries
from bench.language.retrieval import Task, read_kazqad, read_ntrex
from elasticsearch import Elasticsearch
from elasticsearch.helpers import streaming_bulk
from tests.elasticsearch_server import ElasticsearchServer
from xabar.article import Article
from xabar.records.store import RecordStore
from xabar.search.elastic.connection import Connection
from xabar.search.elastic.documents import article_document
from xabar.search.elastic.engine import ElasticsearchEngine
from xabar.search.embedded.engine import EmbeddedEngine
from xabar.search.engine import INDEX_LANGUAGES, SearchEngine, SearchRequest, index_language
from xabar.search.feed import Feeder

CHUNK = 2000  # articles that each side writes in turn, so that both see the same machine
COMPARED = 10_000  # articles that both sides write; what is more only ours does, to see a large index
ROUNDS = 3
NAME = "xabar-bench"


@asynccontextmanager
async def opened(url: str, name: str) -> AsyncIterator[ElasticsearchEngine]:
    """An engine whose indexes are gone at the end."""
    engine = ElasticsearchEngine(Connection(url), name=name)
    try:
        yield engine
        found = await engine.client.indices.get(index=f"{name}-*", filter_path="*.aliases")
        await engine.client.indices.delete(index=list(found.body))
        await engine.client.indices.delete_index_template(name=f"{name}-*")
    finally:
        await engine.close()


def processor_seconds(client: Elasticsearch) -> float:
    """What the server and we have used of the processors so far."""
    (node,) = client.nodes.stats(metric="process")["nodes"].values()
    return float(node["process"]["cpu"]["total_in_millis"]) / 1000 + time.process_time()


@dataclass(slots=True)
class Pace:
    """Articles and the seconds that they took: by the clock, and of the processors, which other work disturbs less."""

    client: Elasticsearch
    articles: int = 0
    seconds: float = 0.0
    processors: float = 0.0

    @contextmanager
    def of(self, count: int) -> Iterator[None]:
        """Count what happens inside for so many articles."""
        used, began = processor_seconds(self.client), time.perf_counter()
        yield
        self.seconds += time.perf_counter() - began
        self.processors += processor_seconds(self.client) - used
        self.articles += count

    @property
    def rate(self) -> float:
        """Articles a second."""
        return self.articles / self.seconds

    @property
    def effort(self) -> float:
        """Milliseconds of the processors an article."""
        return self.processors / self.articles * 1000


def bare_bulk(client: Elasticsearch, documents: list[dict[str, Any]], name: str) -> None:
    """The peer: documents that are ready, the client's own helper with its own chunks of 500."""
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
    """Chunk by chunk, now the one first and now the other; the rest of `count` goes into ours alone."""
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
    """Both sides by the clock and by the processors, and how ours went on."""
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
    """Bytes on disk as they are, and after a merge into one segment."""
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
    """As a caller sees it: query, ten articles, snippets, facets."""
    for kind, requests in queries(found).items():
        times = []
        for request in requests:
            rounds = []
            for _ in range(ROUNDS):
                began = time.perf_counter()
                await engine.search(request)
                rounds.append((time.perf_counter() - began) * 1000)
            times.append(min(rounds))
        print(f"{kind}: p50 {percentile(times, 0.5):.1f} ms, p99 {percentile(times, 0.99):.1f} ms")


async def reciprocal_rank(engine: SearchEngine, task: Task) -> float:
    """MRR@10 with all words optional."""
    total = 0.0
    for query, wanted in task.queries:
        words = " OR ".join(dict.fromkeys(re.findall(r"[^\W_]+(?:[ʻʼ‘’'][^\W_]+)*", query)))
        page = await engine.search(SearchRequest(words))
        places = [int(hit.article.url.rsplit("/", 1)[1]) for hit in page.hits]
        total += 1 / (places.index(wanted) + 1) if wanted in places else 0.0
    return total / len(task.queries)


async def compare_quality(url: str, shared: Path, folder: Path) -> None:
    """The same passages and questions, through both engines."""
    tasks = {
        "kazqad": ("kk", read_kazqad(shared / "kazqad-qa.jsonl")),
        "ntrex-uz": ("uz", read_ntrex(shared / "ntrex-uz.tsv")),
    }
    for name, (language, task) in tasks.items():
        with RecordStore(folder / name / "records.sqlite") as records:
            store_task(records, language, task)
            embedded = EmbeddedEngine(folder / name / "index", records)
            async with opened(url, f"{NAME}-{name}") as server:
                scores = []
                for engine in (embedded, server):
                    await Feeder(records, engine).feed_until_done()
                    await engine.refresh()
                    scores.append(await reciprocal_rank(engine, task))
            await embedded.close()
        print(
            f"{name} MRR@10: embedded {scores[0]:.4f}, Elasticsearch {scores[1]:.4f}, apart {abs(scores[0] - scores[1]):.4f}"
        )


def store_task(records: RecordStore, language: str, task: Task) -> None:
    """Its documents as articles, their numbers in the address."""
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    with records.transaction():
        for number, text in enumerate(task.documents):
            records.put_article(
                Article(
                    url=f"https://example.org/{number}",
                    site="bench",
                    fetched_at=moment,
                    zone="Asia/Tashkent",
                    declared_language=language,
                    title="—",
                    body=text,
                    language=language,
                    published_at=moment,
                    published_day=date(2026, 1, 1),
                )
            )


async def measure(url: str, count: int, shared: Path | None, folder: Path) -> None:
    """Everything, one line a figure."""
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
    """Read the options; start a server where none is named."""
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
