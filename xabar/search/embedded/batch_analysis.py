"""The terms of a batch of articles: a large batch is worked on by all cores, while the index takes what is ready."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Final, NamedTuple, TypeAlias

from xabar.records.change import Change
from xabar.search.analysis import KEPT, KEPT_FOR_MANY, Terms, analyze_texts
from xabar.search.engine import index_language
from xabar.workers.pool import WorkerPool
from xabar.workers.time_limit import TooCostly

logger = logging.getLogger(__name__)

# So many articles are analysed before the first of them is added. The index's own thread then takes them in one go; if
# it were woken for each one, it would need a third more time.
CHUNK: Final = 250
LARGE: Final = (
    5000  # changes, a full batch of the feeder: for fewer, starting processes takes longer than it saves
)
SECONDS: Final = 60.0  # of CPU for a chunk, which takes half a second
MEMORY: Final = 2**30  # bytes for a process, which remembers the words that it has met


class ArticleTerms(NamedTuple):
    """What the index needs of an article's two texts."""

    title: Terms
    body: Terms


Analyzed: TypeAlias = "tuple[Change, ArticleTerms | None]"  # None for a removal


class BatchAnalysis:
    """Analyses batches with `processes` workers, by default one for each core; with one or none in this process.

    The workers are its own, and read only texts of articles: one that reads pages may have been taken over by a page.
    """

    def __init__(self, processes: int | None = None) -> None:
        self._processes = available_cores() if processes is None else processes
        self._pool = WorkerPool(workers=self._processes, seconds=SECONDS, memory=MEMORY)
        self._threads: ThreadPoolExecutor | None = None

    @contextmanager
    def of(self, changes: Sequence[Change]) -> Iterator[Iterable[list[Analyzed]]]:
        """Yield the batch in chunks and in order. What was not asked for when the block is left is not worked on."""
        chunks = [changes[start : start + CHUNK] for start in range(0, len(changes), CHUNK)]
        if len(changes) < LARGE or self._processes < 2:
            self._pool.close()  # after a large batch: what follows a crawl needs no processes
            kept = KEPT if len(changes) < LARGE else KEPT_FOR_MANY
            yield (_pair(chunk, analyze_texts(_texts(chunk), kept)) for chunk in chunks)
            return
        if (
            self._threads is None
        ):  # they wait for the processes, which live as long as the threads that started them
            self._threads = ThreadPoolExecutor(self._processes, thread_name_prefix="analysis")
        futures = [self._threads.submit(self._analyze, chunk) for chunk in chunks]
        try:
            yield (future.result() for future in futures)
        finally:
            for future in futures:
                future.cancel()

    def _analyze(self, chunk: Sequence[Change]) -> list[Analyzed]:
        """Let a process do it, or do it here if that process dies."""
        texts = _texts(chunk)
        try:
            return _pair(chunk, self._pool.run_blocking(analyze_texts, texts, KEPT_FOR_MANY))
        except (TooCostly, RuntimeError, OSError) as error:
            logger.warning("%d articles are analysed without a process of their own: %s", len(chunk), error)
            return _pair(chunk, analyze_texts(texts, KEPT_FOR_MANY))

    def close(self) -> None:
        """End the processes and the threads."""
        if self._threads is not None:
            self._threads.shutdown(cancel_futures=True)
            self._threads = None
        self._pool.close()


def available_cores() -> int:
    """Return how many cores this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _texts(chunk: Sequence[Change]) -> list[tuple[str, str]]:
    """Return title and body of each article, one after the other, with the language of its index."""
    return [
        (text, index_language(change.article.language))
        for change in chunk
        if change.article is not None
        for text in (change.article.title, change.article.body)
    ]


def _pair(chunk: Sequence[Change], terms: Sequence[Terms]) -> list[Analyzed]:
    """Put changes and terms together again. Raise RuntimeError if there are not as many terms as texts."""
    articles = sum(change.article is not None for change in chunk)
    if len(terms) != 2 * articles:
        raise RuntimeError(f"{2 * articles} texts were analysed, and {len(terms)} came back")
    rest = iter(terms)
    return [
        (change, None if change.article is None else ArticleTerms(next(rest), next(rest))) for change in chunk
    ]
