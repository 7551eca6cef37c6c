"""The terms of a batch of articles: a large batch is worked on by all cores, while the index takes what is ready."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from itertools import chain
from typing import Final, NamedTuple, TypeAlias

from xabar.records.change import Change
from xabar.search.analysis import KEPT, KEPT_FOR_MANY, Terms, analyze_texts
from xabar.search.embedded.analysis_workers import AnalysisWorkers
from xabar.search.engine import index_language

# So many articles are analysed before the first of them is added. The index's own thread then takes them in one go; if
# it were woken for each one, it would need a third more time. Texts, terms and documents of a chunk are held at once:
# 10 MB of 250 articles, which a crawl need not spend. Processes that analyse are sent fewer and larger pieces.
CHUNK: Final = 50
CHUNK_FOR_WORKERS: Final = 250
LARGE: Final = (
    5000  # changes, a full batch of the feeder: for fewer, starting processes takes longer than it saves
)


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
        self._workers: AnalysisWorkers | None = None
        self._large = (
            0  # batches that the workers have now; the last one of a rebuild comes while they have another
        )

    @contextmanager
    def of(self, changes: Sequence[Change]) -> Iterator[Iterable[list[Analyzed]]]:
        """Yield the batch in chunks and in order. What was not asked for when the block is left is not worked on."""
        if self._processes > 1 and (len(changes) >= LARGE or self._large):
            with self._by_workers(changes) as chunks:
                yield chunks
            return
        if self._workers is not None:
            self._workers.end_idle()  # after a large batch: what follows a crawl needs no processes
        kept = KEPT if len(changes) < LARGE else KEPT_FOR_MANY
        yield (_analyze_here(chunk, kept) for chunk in _chunks(changes, CHUNK))

    @contextmanager
    def _by_workers(self, changes: Sequence[Change]) -> Iterator[Iterable[list[Analyzed]]]:
        """Let them have the articles of each language by themselves."""
        workers = self._workers = self._workers or AnalysisWorkers(self._processes)
        futures = workers.submit(
            {
                language: [*map(_texts, _chunks(group, CHUNK_FOR_WORKERS))]
                for language, group in _by_language(changes).items()
            }
        )
        self._large += 1
        try:
            terms = {language: _results(each) for language, each in futures.items()}
            yield (_pair(chunk, terms) for chunk in _chunks(changes, CHUNK_FOR_WORKERS))
        finally:
            self._large -= 1
            for future in chain.from_iterable(futures.values()):
                future.cancel()

    def close(self) -> None:
        """End the processes and the threads."""
        if self._workers is not None:
            self._workers.close()
            self._workers = None


def available_cores() -> int:
    """Return how many cores this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _chunks(changes: Sequence[Change], size: int) -> Iterator[Sequence[Change]]:
    return (changes[start : start + size] for start in range(0, len(changes), size))


def _language(change: Change) -> str | None:
    """Return the language of the index to which a change brings an article."""
    return None if change.article is None else index_language(change.article.language)


def _by_language(changes: Sequence[Change]) -> dict[str, list[Change]]:
    """Return the changes that have an article."""
    groups: dict[str, list[Change]] = {}
    for change in changes:
        if (language := _language(change)) is not None:
            groups.setdefault(language, []).append(change)
    return groups


def _texts(chunk: Sequence[Change]) -> list[tuple[str, str]]:
    """Return title and body of each article, one after the other, with the language of its index."""
    return [
        (text, index_language(change.article.language))
        for change in chunk
        if change.article is not None
        for text in (change.article.title, change.article.body)
    ]


def _results(futures: Iterable[Future[list[Terms]]]) -> Iterator[Terms]:
    return chain.from_iterable(future.result() for future in futures)


def _pair(chunk: Sequence[Change], terms: Mapping[str, Iterator[Terms]]) -> list[Analyzed]:
    """Put changes and terms together again, which stand in the same order in each language."""
    paired: list[Analyzed] = []
    for change in chunk:
        language = _language(change)
        found = None if language is None else ArticleTerms(next(terms[language]), next(terms[language]))
        paired.append((change, found))
    return paired


def _analyze_here(chunk: Sequence[Change], kept: int) -> list[Analyzed]:
    found = iter(analyze_texts(_texts(chunk), kept))
    return _pair(chunk, dict.fromkeys(_by_language(chunk), found))
