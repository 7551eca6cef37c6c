"""Indexes that are filled once for all the tests that only search them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractContextManager, AsyncExitStack, asynccontextmanager, nullcontext
from pathlib import Path
from typing import Protocol

from tests.record_stores import lay_empty_store
from tests.search.articles import CORPUS
from tests.search.contract.calls import fill
from xabar.article import Article
from xabar.records.store import RecordStore
from xabar.search.engine import SearchEngine


class Filled(Protocol):
    """What a test asks for an engine that holds these articles, by default the corpus. It must not change the index."""

    def __call__(self, articles: Sequence[Article] = CORPUS) -> Awaitable[SearchEngine]: ...


def _prepare_nothing(articles: Sequence[Article]) -> AbstractContextManager[None]:
    return nullcontext()


class SharedIndexes:
    """One index for each set of articles; `open_engine` opens the index of a number over its records.

    What `prepare` makes of the articles is entered while their index is made and filled.
    """

    def __init__(
        self,
        folder: Path,
        open_engine: Callable[[int, RecordStore], SearchEngine],
        prepare: Callable[[Sequence[Article]], AbstractContextManager[None]] = _prepare_nothing,
    ) -> None:
        self._folder = folder
        self._open = open_engine
        self._prepare = prepare
        self._held: list[list[Article]] = []

    @asynccontextmanager
    async def for_a_test(self) -> AsyncIterator[Filled]:
        """Yield what opens engines on the indexes, and close them at the end; the indexes stay."""
        async with AsyncExitStack() as stack:

            async def filled(articles: Sequence[Article] = CORPUS) -> SearchEngine:
                held = list(articles) in self._held
                number = self._held.index(list(articles)) if held else len(self._held)
                folder = self._folder / str(number)
                if not held:
                    folder.mkdir()
                    lay_empty_store(folder)
                records = stack.enter_context(RecordStore(folder / "records.sqlite"))
                engine = self._open(number, records)
                stack.push_async_callback(engine.close)
                if not held:
                    with self._prepare(articles):
                        await fill(engine, records, articles)
                    self._held.append(list(articles))
                return engine

            yield filled
