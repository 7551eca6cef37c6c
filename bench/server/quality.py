"""The quality of both engines over the same questions."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

from bench.language.retrieval import Task, read_kazqad, read_ntrex
from bench.server.speed import NAME, opened
from xabar.article import Article
from xabar.records.store import RecordStore
from xabar.search.embedded.engine import EmbeddedEngine
from xabar.search.engine import SearchEngine, SearchRequest
from xabar.search.feed import Feeder


async def reciprocal_rank(engine: SearchEngine, task: Task) -> float:
    """Return MRR@10 with all words optional."""
    total = 0.0
    for query, wanted in task.queries:
        words = " OR ".join(dict.fromkeys(re.findall(r"[^\W_]+(?:[ʻʼ‘’'][^\W_]+)*", query)))
        page = await engine.search(SearchRequest(words))
        places = [int(hit.article.url.rsplit("/", 1)[1]) for hit in page.hits]
        total += 1 / (places.index(wanted) + 1) if wanted in places else 0.0
    return total / len(task.queries)


async def compare_quality(url: str, shared: Path, folder: Path) -> None:
    """Print the quality of both engines over the same passages and questions."""
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
    """Store the task's documents as articles with their numbers in the addresses."""
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
