"""Writing a batch of changes with the client's streaming bulk, and reading one outcome per change from its answers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson
from elasticsearch import AsyncElasticsearch
from elasticsearch.helpers import async_streaming_bulk

from xabar.records.change import Change
from xabar.search.elastic.connection import describe_error, translate_errors
from xabar.search.elastic.documents import article_document
from xabar.search.engine import INDEX_LANGUAGES, EngineUnavailable, WriteOutcome, index_language

TRANSIENT = frozenset({429, 500, 502, 503, 504})
GROUP = 250  # changes looked up, written and judged together
MAX_BYTES = 1024 * 1024  # of a request: the transport warns of larger ones
IN_FLIGHT = 2  # groups at once: one is looked up and sent while the server writes the other
RETRIES = 4
FIRST_WAIT = 0.5  # seconds; doubled after every attempt, 7.5 s in all
# Faults of the whole index, for which no document is to blame: the feed must wait, not bury the document.
WHOLE_INDEX = {
    "security_exception": "the API key may not write here",
    "index_not_found_exception": "the index is not there: run `xabar index setup`",
    "cluster_block_exception": "the index is read-only (a full disk does that)",
    "index_closed_exception": "the index is closed",
}


@dataclass(slots=True)
class BulkWriter:
    """Writes batches into the indexes of one generation. Its caller awaits it, which is all the back-pressure."""

    client: AsyncElasticsearch
    address: str
    name: str = "news"
    first_wait: float = FIRST_WAIT
    max_bytes: int = MAX_BYTES
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)

    async def write(self, generation: str, changes: Sequence[Change]) -> list[WriteOutcome]:
        """Return one outcome per change, in order. Raise EngineUnavailable if the fault is the index's own."""
        gate = asyncio.Semaphore(IN_FLIGHT)

        async def carry(group: Sequence[Change]) -> list[WriteOutcome]:
            async with gate:
                return await self._write_group(generation, group)

        groups = [changes[start : start + GROUP] for start in range(0, len(changes), GROUP)]
        outcomes: list[WriteOutcome] = []
        # Wait for every group even when one fails: nothing is under way when this returns or raises.
        for written in await asyncio.gather(*map(carry, groups), return_exceptions=True):
            if isinstance(written, BaseException):
                raise written
            outcomes += written
        return outcomes

    async def _write_group(self, generation: str, changes: Sequence[Change]) -> list[WriteOutcome]:
        """Write the newest change of each article. Groups may overtake one another: the versions decide."""
        newest = {change.id: change for change in sorted(changes, key=lambda change: change.version)}
        elsewhere = await self._found_elsewhere(generation, list(newest.values()))
        actions = [
            action
            for change in newest.values()
            if max(elsewhere.get(change.id, {}).values(), default=0) <= change.version
            for action in self._actions(generation, change, elsewhere.get(change.id, {}))
        ]
        outcomes: dict[str, WriteOutcome] = {}
        for answer in await self._send(actions):
            outcome = judge_answer(answer, self.address)
            outcomes[outcome.id] = _graver(outcomes.get(outcome.id), outcome)
        return [
            outcomes[change.id]
            if change is newest[change.id] and change.id in outcomes
            else WriteOutcome(change.id, "stale")
            for change in changes
        ]

    def _actions(
        self, generation: str, change: Change, elsewhere: dict[str, int]
    ) -> Iterator[dict[str, Any]]:
        """Yield what writes a change into the index of its language and removes it from the others."""
        home = None if change.article is None else index_language(change.article.language)
        for language in INDEX_LANGUAGES:
            target = {
                "_index": self._index(generation, language),
                "_id": change.id,
                "version": change.version,
                "version_type": "external_gte",
            }
            if change.article is not None and language == home:
                source = orjson.dumps(article_document(change.article, self.clock()))
                yield target | {"_op_type": "index", "_source": source}
            elif home is None or language in elsewhere:
                yield target | {"_op_type": "delete"}

    async def _send(self, actions: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return the server's answer to each action; what it puts off is sent again after a while."""
        with translate_errors(self.address):
            answers = async_streaming_bulk(
                self.client,
                actions,
                max_chunk_bytes=self.max_bytes,
                raise_on_error=False,
                max_retries=RETRIES,
                initial_backoff=self.first_wait,
                retry_on_status=TRANSIENT,
            )
            return [answer async for _, answer in answers]

    async def _found_elsewhere(self, generation: str, changes: Sequence[Change]) -> dict[str, dict[str, int]]:
        """Return id → language → version of the articles that stand in another index than their language's."""
        wanted = [
            {"_index": self._index(generation, language), "_id": change.id}
            for change in changes
            if change.article is not None
            for language in INDEX_LANGUAGES
            if language != index_language(change.article.language)
        ]
        if not wanted:
            return {}
        with translate_errors(self.address):
            answer = await self.client.mget(docs=wanted, source=False)
        found: dict[str, dict[str, int]] = {}
        for document in answer["docs"]:
            if error := document.get("error"):  # not knowing is not the same as finding nothing
                _blame_index(error, self.address)
                raise EngineUnavailable(f"{self.address}: cannot look up articles ({describe_error(error)})")
            if document.get("found"):
                language = document["_index"].removeprefix(f"{self.name}-").partition("-")[0]
                found.setdefault(document["_id"], {})[language] = document["_version"]
        return found

    def _index(self, generation: str, language: str) -> str:
        return f"{self.name}-{language}-{generation}"


def judge_answer(answer: dict[str, Any], address: str) -> WriteOutcome:
    """Return what the answer to one action means for the feed.

    2xx: confirmed, and so is the deletion of what is not there. 409: stale, since the index holds a newer version.
    429 and 5xx: again later. Any other refusal of the document: dead. Raise EngineUnavailable for a refusal that
    would meet every document.
    """
    ((action, item),) = answer.items()
    article_id, status, error = item["_id"], item["status"], item.get("error")
    if status < 300 or (action == "delete" and status == 404 and error is None):
        return WriteOutcome(article_id, "confirmed")
    if status == 409:
        return WriteOutcome(article_id, "stale")
    if status in TRANSIENT:
        return WriteOutcome(article_id, "retry", describe_error(error))
    _blame_index(error, address)
    return WriteOutcome(article_id, "dead", describe_error(error))


def _blame_index(error: Any, address: str) -> None:
    """Raise EngineUnavailable if an answer's error is a fault of the whole index."""
    kind = error.get("type") if isinstance(error, dict) else None
    if kind in WHOLE_INDEX:
        raise EngineUnavailable(f"{address}: {WHOLE_INDEX[kind]} ({describe_error(error)})")


_GRAVITY = ("confirmed", "stale", "retry", "dead")


def _graver(former: WriteOutcome | None, outcome: WriteOutcome) -> WriteOutcome:
    if former is None or _GRAVITY.index(outcome.status) > _GRAVITY.index(former.status):
        return outcome
    return former
