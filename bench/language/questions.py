"""Measure whether questions, headlines and sentences find their text through an engine, and what its new order gains.

    python -m bench.language.questions DATA_FOLDER [ELASTICSEARCH_URL]

The embedded engine answers, or the server. Each query is asked with OR between its words, which makes all of them
optional, and as it was typed. The first kind is also asked with a prefix that no text has, so that the order is the engine's
own: the difference is what the parts of words gain, with the interval of 95 % of a paired bootstrap.
"""

from __future__ import annotations

import asyncio
import random
import re
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import fmean

from bench.language.retrieval import Task, read_kazqad, read_ntrex
from tests.search.articles import make_article
from tests.search.servers import remove_everything
from xabar.records.store import RecordStore
from xabar.search.elastic.connection import Connection
from xabar.search.elastic.engine import ElasticsearchEngine
from xabar.search.embedded.engine import EmbeddedEngine
from xabar.search.engine import SearchEngine, SearchRequest
from xabar.search.feed import Feeder

FIRST = 10  # hits among which an answer counts
SAMPLES = 2000  # of the bootstrap
NOWHERE = "qqqqqq*"  # beside it, the order of hits is left to the engine


def read_halves(path: Path) -> Task:
    """Return the second halves of the documents of NTREX, and each sentence of the first halves as a query."""
    documents: dict[str, list[str]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        name, sentence = line.split("\t")[:2]
        documents[name].append(sentence)
    texts, queries = [], []
    for number, sentences in enumerate(documents.values()):
        middle = len(sentences) // 2
        texts.append(" ".join(sentences[middle:]))
        queries += [(sentence, number) for sentence in sentences[:middle]]
    return Task(texts, queries)


def read_tasks(data: Path) -> dict[str, tuple[str, Task]]:
    """Return each set of queries with its language."""
    tasks = {"KazQAD": ("kk", read_kazqad(data / "kazqad-qa.jsonl"))}
    for language in ("uz", "kk", "ru"):
        tasks[f"NTREX {language}, headlines"] = (language, read_ntrex(data / f"ntrex-{language}.tsv"))
    for language in ("uz", "kk"):
        tasks[f"NTREX {language}, sentences"] = (language, read_halves(data / f"ntrex-{language}.tsv"))
    return tasks


@asynccontextmanager
async def fed_engine(language: str, texts: Sequence[str], url: str | None) -> AsyncIterator[SearchEngine]:
    """Yield an engine that holds the texts as articles, each at the path of its number; what it made is removed."""
    with tempfile.TemporaryDirectory() as folder, RecordStore(Path(folder) / "records.sqlite") as records:
        script = "Latn" if language == "uz" else "Cyrl"
        with records.transaction():
            for number, text in enumerate(texts):
                records.put_article(
                    make_article(f"{number}", "Xabar", text, language=language, script=script)
                )
        engine: SearchEngine = EmbeddedEngine(Path(folder) / "index", records)
        if url is not None:
            name = f"questions-{random.SystemRandom().randrange(1 << 32)}"
            engine = ElasticsearchEngine(Connection(url), name=name)
        await Feeder(records, engine).feed_until_done()
        await engine.refresh()
        yield engine
        if isinstance(engine, ElasticsearchEngine):
            await remove_everything(engine)
        await engine.close()


async def reciprocal_ranks(engine: SearchEngine, queries: Iterable[tuple[str, int]]) -> list[list[float]]:
    """Return lists in step: of the engine's order, of the new one, and of the query as it is typed."""
    ranks: list[list[float]] = [[], [], []]
    for query, wanted in queries:
        words = re.findall(r"\w+(?:[-ʻʼ‘’']\w+)*", query)
        either = " OR ".join(words)
        asked = (f"{either} OR {NOWHERE}", either, " ".join(words) + "?")
        for text, into in zip(asked, ranks, strict=True):
            page = await engine.search(SearchRequest(text, size=FIRST, marked=False))
            paths = [int(hit.article.url.rsplit("/", 1)[1]) for hit in page.hits]
            into.append(1 / (paths.index(wanted) + 1) if wanted in paths else 0.0)
    return ranks


def gain(before: Sequence[float], after: Sequence[float]) -> tuple[float, float, float]:
    """Return the mean of the differences, and the ends of the interval that has 95 % of a bootstrap's means."""
    differences = [new - old for old, new in zip(before, after, strict=True)]
    choose = random.Random(1)
    means = sorted(fmean(choose.choices(differences, k=len(differences))) for _ in range(SAMPLES))
    return fmean(differences), means[SAMPLES // 40], means[-SAMPLES // 40]


async def main(data: Path, url: str | None = None) -> None:
    for name, (language, task) in read_tasks(data).items():
        async with fed_engine(language, task.documents, url) as engine:
            began = time.process_time()
            own, new, typed = await reciprocal_ranks(engine, task.queries)
            spent = (time.process_time() - began) * 1000 / (3 * len(task.queries))
        mean, low, high = gain(own, new)
        print(
            f"{name:20}{len(task.queries):5} queries: {fmean(own):.3f}, with parts of words {fmean(new):.3f}"
            f" ({mean:+.3f}, {low:+.3f} to {high:+.3f}), as typed {fmean(typed):.3f}; {spent:.0f} ms CPU each"
        )


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), *sys.argv[2:3]))
