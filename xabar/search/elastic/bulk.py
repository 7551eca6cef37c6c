"""Writing a batch of changes: split by bytes, one outcome a change, retried where waiting helps.

We speak `_bulk` directly. The client's own helper raises on the first refused item unless told otherwise, retries
nothing by default, and gives outcomes without the change they belong to.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson
from elasticsearch import ApiError, AsyncElasticsearch

from xabar.records.change import Change
from xabar.search.elastic.connection import describe_error, speaking
from xabar.search.elastic.documents import article_document
from xabar.search.engine import INDEX_LANGUAGES, EngineUnavailable, WriteOutcome, index_language

TRANSIENT = frozenset({429, 500, 502, 503, 504})
GROUP = 250  # changes looked up, written and judged together
MAX_BYTES = 1024 * 1024  # of a request: the transport warns of larger ones
IN_FLIGHT = 2  # groups at once: one is looked up and sent while the server writes the other
ATTEMPTS = 5
FIRST_WAIT = 0.5  # seconds; doubled after every attempt, 7.5 s in all
# A fault of the whole index, that no document is to blame for: the feed must wait, not bury the document.
WHOLE_INDEX = {
    "security_exception": "the API key may not write here",
    "index_not_found_exception": "the index is not there: run `xabar index setup`",
    "cluster_block_exception": "the index is read-only (a full disk does that)",
    "index_closed_exception": "the index is closed",
}


@dataclass(frozen=True, slots=True)
class _Operation:
    place: int  # of its change in the group
    lines: bytes  # action and, but for a deletion, source


@dataclass(slots=True)
class BulkWriter:
    """Writes batches into the indexes of one generation. Back-pressure is that the caller awaits."""

    client: AsyncElasticsearch
    address: str
    name: str = "news"
    attempts: int = ATTEMPTS
    first_wait: float = FIRST_WAIT
    max_bytes: int = MAX_BYTES
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)

    async def write(self, generation: str, changes: Sequence[Change]) -> list[WriteOutcome]:
        """One outcome a change, in order. EngineUnavailable when the fault is the index's, not a document's."""
        gate = asyncio.Semaphore(IN_FLIGHT)

        async def carry(group: Sequence[Change]) -> list[WriteOutcome]:
            async with gate:
                return await self._write_group(generation, group)

        groups = [changes[start : start + GROUP] for start in range(0, len(changes), GROUP)]
        outcomes: list[WriteOutcome] = []
        # every group is waited for, also when one fails: nothing is under way when this returns or raises
        for written in await asyncio.gather(*map(carry, groups), return_exceptions=True):
            if isinstance(written, BaseException):
                raise written
            outcomes += written
        return outcomes

    async def _write_group(self, generation: str, changes: Sequence[Change]) -> list[WriteOutcome]:
        """Groups may overtake one another: versions tell which of two writes is the newer."""
        elsewhere = await self._found_elsewhere(generation, changes)
        outcomes: dict[int, WriteOutcome] = {}
        operations: list[_Operation] = []
        for place, change in enumerate(changes):
            others = elsewhere.get(change.id, {})
            if max(others.values(), default=0) > change.version:
                outcomes[place] = WriteOutcome(change.id, "stale")
            else:
                operations += self._operations(place, generation, change, set(others))
        for part in split_by_bytes(operations, self.max_bytes):
            for operation, outcome in await self._write_part(part, changes):
                outcomes[operation.place] = _graver(outcomes.get(operation.place), outcome)
        return [outcomes[place] for place in range(len(changes))]

    def _index(self, generation: str, language: str) -> str:
        return f"{self.name}-{language}-{generation}"

    def _operations(
        self, place: int, generation: str, change: Change, elsewhere: set[str]
    ) -> Iterator[_Operation]:
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
                yield _Operation(place, orjson.dumps({"index": target}) + b"\n" + source + b"\n")
            elif home is None or language in elsewhere:
                yield _Operation(place, orjson.dumps({"delete": target}) + b"\n")

    async def _found_elsewhere(self, generation: str, changes: Sequence[Change]) -> dict[str, dict[str, int]]:
        """Id → language → version of what stands in another language's index than it belongs into now."""
        wanted = [
            {"_index": self._index(generation, language), "_id": change.id}
            for change in changes
            if change.article is not None
            for language in INDEX_LANGUAGES
            if language != index_language(change.article.language)
        ]
        if not wanted:
            return {}
        with speaking(self.address):
            answer = await self.client.mget(docs=wanted, source=False)
        found: dict[str, dict[str, int]] = {}
        for document in answer["docs"]:
            if error := document.get("error"):  # not knowing is not finding nothing
                _blame_index(error, self.address)
                raise EngineUnavailable(f"{self.address}: cannot look up articles ({describe_error(error)})")
            if document.get("found"):
                language = document["_index"].removeprefix(f"{self.name}-").partition("-")[0]
                found.setdefault(document["_id"], {})[language] = document["_version"]
        return found

    async def _write_part(
        self, part: Sequence[_Operation], changes: Sequence[Change]
    ) -> list[tuple[_Operation, WriteOutcome]]:
        done: list[tuple[_Operation, WriteOutcome]] = []
        waiting = list(part)
        for attempt in range(self.attempts):
            if attempt:
                await asyncio.sleep(self.first_wait * 2 ** (attempt - 1))
            last = attempt == self.attempts - 1
            items = await self._send(waiting, last=last)
            if items is None:
                continue
            judged = [
                (operation, judge_item(changes[operation.place], item, self.address))
                for operation, item in zip(waiting, items, strict=True)
            ]
            done += [
                (operation, outcome) for operation, outcome in judged if last or outcome.status != "retry"
            ]
            waiting = [operation for operation, outcome in judged if outcome.status == "retry"]
            if not waiting:
                break
        return done

    async def _send(self, operations: Sequence[_Operation], *, last: bool) -> list[Any] | None:
        """The items of the answer; None when the whole request must be sent again later."""
        with speaking(self.address):
            try:
                # written out already; the client takes lines, its annotation knows dictionaries alone
                lines: list[Any] = [operation.lines for operation in operations]
                answer = await self.client.bulk(operations=lines)
            except ApiError as error:
                if error.meta.status not in TRANSIENT or last:
                    raise
                return None
        items: list[Any] = answer["items"]
        return items


def split_by_bytes(operations: Sequence[_Operation], limit: int) -> Iterator[list[_Operation]]:
    """Parts of at most `limit` bytes; an operation that is larger than that goes alone."""
    part: list[_Operation] = []
    size = 0
    for operation in operations:
        if part and size + len(operation.lines) > limit:
            yield part
            part, size = [], 0
        part.append(operation)
        size += len(operation.lines)
    if part:
        yield part


def judge_item(change: Change, item: dict[str, Any], address: str) -> WriteOutcome:
    """What an item of the answer means for the feed.

    2xx: confirmed, and so is a deletion of what is not there. 409: stale, the index holds a newer version. 429 and
    5xx: again later. Other refusals of the document: dead. Refusals that would meet every document raise
    EngineUnavailable.
    """
    ((action, answer),) = item.items()
    status, error = answer["status"], answer.get("error")
    if status < 300 or (action == "delete" and status == 404 and error is None):
        return WriteOutcome(change.id, "confirmed")
    if status == 409:
        return WriteOutcome(change.id, "stale")
    if status in TRANSIENT:
        return WriteOutcome(change.id, "retry", describe_error(error))
    _blame_index(error, address)
    return WriteOutcome(change.id, "dead", describe_error(error))


def _blame_index(error: Any, address: str) -> None:
    """Raise when an item's error is a fault of the whole index."""
    kind = error.get("type") if isinstance(error, dict) else None
    if kind in WHOLE_INDEX:
        raise EngineUnavailable(f"{address}: {WHOLE_INDEX[kind]} ({describe_error(error)})")


_GRAVITY = ("confirmed", "stale", "retry", "dead")


def _graver(former: WriteOutcome | None, outcome: WriteOutcome) -> WriteOutcome:
    if former is None or _GRAVITY.index(outcome.status) > _GRAVITY.index(former.status):
        return outcome
    return former
