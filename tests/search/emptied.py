"""Indexes on the suite's server that one test after another writes to, emptied in between.

To make the indexes of a name costs the server more than a second of CPU, and to empty them a seventh of that.
"""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any, Final

import pytest

from tests.search.servers import opened
from xabar.records.identity import StoreMark
from xabar.search.elastic.connection import Connection, translate_errors
from xabar.search.elastic.engine import ElasticsearchEngine
from xabar.search.elastic.mapping import SETTINGS

# What makes indexes others than they were made, unlike the articles in them.
_DESCRIBED: Final = [
    "*.aliases",
    "*.mappings._meta",
    *(f"*.settings.index.{name}" for name in ("uuid", "blocks", "routing", "refresh_interval")),
]


@contextmanager
def removals_forgotten_at_once() -> Iterator[None]:
    """Let indexes that are made meanwhile take an article again in the version that was deleted from them.

    Those of users remember a removal for an hour, lest a late write undoes it.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(SETTINGS, "gc_deletes", "0s")
        yield


async def empty_indexes(engine: ElasticsearchEngine) -> None:
    """Delete all documents of the engine's indexes. BM25 still counts them until the server merges them away."""
    every = f"{engine.name}-*"
    with translate_errors(engine.address):
        await engine.client.indices.refresh(index=every)
        await engine.client.delete_by_query(index=every, query={"match_all": {}}, refresh=True)


class EmptiedIndexes:
    """Lends indexes that are set up for a store and empty.

    What a test leaves as it was made, but for documents, is emptied and lent again. Anything else is removed.
    """

    def __init__(self, connection: Connection, store: StoreMark, *, lend_again: bool) -> None:
        self._connection = connection
        self._store = store
        self._lend_again = lend_again
        self._free: list[tuple[str, Any]] = []  # names, and the server's descriptions

    @asynccontextmanager
    async def lend(self) -> AsyncIterator[ElasticsearchEngine]:
        """Yield an engine on indexes that nobody else uses until this ends."""
        name, made = self._free.pop() if self._free else await self._make()
        async with opened(self._connection, name, leave=True) as engine:
            yield engine
        # With an engine that no test has changed.
        async with opened(self._connection, name, leave=True) as engine:
            left = await _describe(engine)
            if self._lend_again and left == made:
                await empty_indexes(engine)
                self._free.append((name, made))
                return
        await self._remove(name)

    async def remove_all(self) -> None:
        """Remove what is not lent."""
        while self._free:
            name, _ = self._free.pop()
            await self._remove(name)

    async def _make(self) -> tuple[str, Any]:
        name = f"xabar-test-{secrets.token_hex(4)}"
        async with opened(self._connection, name, leave=True) as engine:
            with removals_forgotten_at_once():
                await engine.setup(self._store)
            return name, await _describe(engine)

    async def _remove(self, name: str) -> None:
        async with opened(self._connection, name):
            pass


async def _describe(engine: ElasticsearchEngine) -> Any:
    with translate_errors(engine.address):
        answer = await engine.client.indices.get(
            index=f"{engine.name}-*", expand_wildcards="all", filter_path=_DESCRIBED
        )
    return answer.body
