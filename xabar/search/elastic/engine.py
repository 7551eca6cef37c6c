"""The Elasticsearch engine: builds behind aliases, writes in bulk, searches through the alias.

One build (generation) is four indexes, `news-uz-000001` to `news-other-000001`. Searches see the build that the
aliases `news` and `news-uz` … point at, and change over in one step.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from typing import Any

from elasticsearch import ApiError, AsyncElasticsearch
from elasticsearch.helpers import async_scan

from xabar.records.change import Change
from xabar.run import RunSum
from xabar.search.analysis import CHAIN_ID
from xabar.search.elastic.bulk import BulkWriter
from xabar.search.elastic.connection import Connection, speaking
from xabar.search.elastic.documents import read_document
from xabar.search.elastic.dsl import search_body
from xabar.search.elastic.mapping import SETTINGS, index_templates
from xabar.search.elastic.runs import create_runs_index, write_run
from xabar.search.engine import (
    INDEX_LANGUAGES,
    EngineUnavailable,
    Generation,
    Hit,
    IndexOutdated,
    SearchPage,
    SearchRequest,
    WriteOutcome,
    index_language,
)
from xabar.search.highlight import Highlighter
from xabar.search.query import Query, parse_query

# Of an index's description, only this: its analysis alone is half a megabyte.
NEEDED = ["*.aliases", "*.mappings._meta", "*.settings.index.creation_date"]
SEARCH_ATTEMPTS = 3  # a search may meet a build that is replaced at this moment


class ElasticsearchEngine:
    """`SearchEngine` on a server. `name` is the alias that people search and the stem of every index name."""

    def __init__(
        self, connection: Connection, *, name: str = "news", writer: BulkWriter | None = None
    ) -> None:
        self.connection = connection
        self.address = connection.address
        self.name = name
        self.client: AsyncElasticsearch = connection.open()
        self.writer = writer or BulkWriter(self.client, self.address, name)
        self._chains: dict[str, str] = {}

    @property
    def runs_index(self) -> str:
        """Where `report_run` writes; not under the alias that searches see."""
        return f"{self.name}-runs"

    async def setup(self) -> bool:
        """Make templates, a first build and its aliases, unless searches already see a build.

        IndexOutdated when they see one that was made with other analysis tables.
        """
        for generation in await self.generations():
            if generation.active:
                self._refuse_outdated(generation.name, generation.chain)
                return False
        await self._create_build(visible=True)
        with speaking(self.address):
            await create_runs_index(self.client, self.runs_index)
        return True

    async def generations(self) -> list[Generation]:
        """All builds, oldest first. A build is active when the alias points at all of its indexes."""
        with speaking(self.address):
            answer = await self.client.indices.get(
                index=self._every_index(), allow_no_indices=True, expand_wildcards="open", filter_path=NEEDED
            )
        builds: dict[str, dict[str, Any]] = {}
        for index, body in answer.body.items():
            if found := re.fullmatch(
                rf"{re.escape(self.name)}-({'|'.join(INDEX_LANGUAGES)})-(\d{{6}})", index
            ):
                builds.setdefault(found[2], {})[found[1]] = body
        return [await self._describe(name, builds[name]) for name in sorted(builds)]

    async def _describe(self, name: str, indexes: dict[str, Any]) -> Generation:
        with speaking(self.address):
            # a rebuild may have dropped the build since it was listed
            count = await self.client.count(
                index=[self._index(language, name) for language in indexes], ignore_unavailable=True
            )
        bodies = list(indexes.values())
        chains = {body.get("mappings", {}).get("_meta", {}).get("chain", "unknown") for body in bodies}
        created = min(int(body["settings"]["index"]["creation_date"]) for body in bodies)
        complete = len(indexes) == len(INDEX_LANGUAGES)
        return Generation(
            name=name,
            chain=chains.pop() if len(chains) == 1 else "mixed",
            documents=count["count"],
            active=complete and all(self.name in body.get("aliases", {}) for body in bodies),
            created_at=datetime.fromtimestamp(created / 1000, UTC),
        )

    async def create_generation(self) -> str:
        """A new, empty build from fresh templates. It refreshes on demand alone until it is activated."""
        return await self._create_build(visible=False)

    async def _create_build(self, *, visible: bool) -> str:
        await self.put_templates()
        former = await self.generations()
        name = f"{int(former[-1].name) + 1 if former else 1:06d}"
        # at once: the server takes a second to make an index's analyzers ready
        await asyncio.gather(*(self._create_index(language, name, visible) for language in INDEX_LANGUAGES))
        return name

    async def _create_index(self, language: str, generation: str, visible: bool) -> None:
        aliases: dict[str, Any] = {self.name: {}, f"{self.name}-{language}": {}} if visible else {}
        settings = {} if visible else {"index": {"refresh_interval": "-1"}}
        with speaking(self.address):
            try:
                await self.client.indices.create(
                    index=self._index(language, generation), settings=settings, aliases=aliases
                )
            except ApiError as error:
                if error.message != "resource_already_exists_exception":  # another setup at the same time
                    raise

    async def put_templates(self) -> None:
        """One index template a language, so that Kibana and curl make what we would make."""
        for template, body in index_templates(self.name).items():
            with speaking(self.address):
                await self.client.indices.put_index_template(name=template, body=body)

    async def activate(self, generation: str) -> None:
        """Swap the aliases in one request; the former build stays until it is dropped."""
        indexes = {language: self._index(language, generation) for language in INDEX_LANGUAGES}
        every = self._every_index()
        actions: list[dict[str, Any]] = [
            {"remove": {"indices": every, "aliases": [self.name, f"{self.name}-*"], "must_exist": False}}
        ]
        for language, index in indexes.items():
            actions.append({"add": {"index": index, "aliases": [self.name, f"{self.name}-{language}"]}})
        with speaking(self.address):
            await self.client.indices.put_settings(
                index=list(indexes.values()),
                settings={"index": {"refresh_interval": SETTINGS["refresh_interval"]}},
            )
            await self.client.indices.refresh(index=list(indexes.values()))
            await self.client.indices.update_aliases(actions=actions)

    async def drop(self, generation: str) -> None:
        """Remove a build that no search sees; ValueError when searches see it."""
        for known in await self.generations():
            if known.name == generation and known.active:
                raise ValueError(f"generation {generation} is active: activate another one first")
        with speaking(self.address):
            await self.client.indices.delete(
                index=[self._index(language, generation) for language in INDEX_LANGUAGES],
                ignore_unavailable=True,
            )

    async def write(self, generation: str, changes: Sequence[Change]) -> list[WriteOutcome]:
        """Take a batch; EngineUnavailable when the build was made with other analysis tables."""
        await self._check_chain(generation)
        return await self.writer.write(generation, changes)

    async def _check_chain(self, generation: str) -> None:
        if generation not in self._chains:
            known = {build.name: build.chain for build in await self.generations()}
            if generation not in known:
                raise EngineUnavailable(
                    f"{self.address}: there is no build {generation} of {self.name}: run `xabar index setup`"
                )
            self._chains = known
        self._refuse_outdated(generation, self._chains[generation])

    def _refuse_outdated(self, generation: str, chain: str) -> None:
        if chain != CHAIN_ID:
            raise IndexOutdated(
                f"generation {generation} in {self.address} was built with other analysis tables ({chain}, today's are"
                f" {CHAIN_ID}); run `xabar index rebuild`"
            )

    async def ids(self, generation: str) -> AsyncIterator[str]:
        """The ids of every article of a build, read in one consistent view of each index."""
        indexes = [self._index(language, generation) for language in INDEX_LANGUAGES]
        with speaking(self.address):
            async for hit in async_scan(
                self.client, index=indexes, query={"_source": False, "sort": ["_doc"]}, size=5000
            ):
                yield hit["_id"]

    async def refresh(self) -> None:
        """Make everything written visible, in every build."""
        with speaking(self.address):
            await self.client.indices.refresh(index=self._every_index(), allow_no_indices=True)

    async def search(self, request: SearchRequest) -> SearchPage:
        """Answer through the alias. Each index analyses the query with the rules of its language."""
        query = parse_query(request.query)
        answer = await self._ask(search_body(query, request))
        hits = self._read_hits(answer["hits"]["hits"], query)
        facets = {
            name: [
                (bucket.get("key_as_string", bucket["key"]), bucket["doc_count"])
                for bucket in found["buckets"]
            ]
            for name, found in answer.get("aggregations", {}).items()
        }
        return SearchPage(answer["hits"]["total"]["value"], hits, facets)

    async def _ask(self, body: dict[str, Any]) -> dict[str, Any]:
        for attempt in range(1, SEARCH_ATTEMPTS + 1):
            with speaking(self.address):
                try:
                    answer = await self.client.search(
                        index=self.name, body=body, allow_partial_search_results=False
                    )
                    return dict(answer.body)
                except ApiError as error:
                    if error.meta.status not in (404, 503) or attempt == SEARCH_ATTEMPTS:
                        _explain_missing(error, self.address, self.name)
                        raise
        raise AssertionError("unreachable")

    def _read_hits(self, found: Sequence[dict[str, Any]], query: Query) -> tuple[Hit, ...]:
        highlighters = {language: Highlighter(query, language) for language in INDEX_LANGUAGES}
        hits = []
        for hit in found:
            article = read_document(hit["_source"])
            highlighter = highlighters[index_language(article.language)]
            hits.append(
                Hit(
                    article=article,
                    score=hit["_score"] or 0.0,
                    snippet=highlighter.snippet(article.body),
                    title=highlighter.mark(article.title),
                )
            )
        return tuple(hits)

    async def report_run(self, run: RunSum, at: datetime) -> None:
        """Write down what a run came to, for Kibana. Raises EngineUnavailable; nothing depends on it."""
        with speaking(self.address):
            await write_run(self.client, self.runs_index, run, at)

    async def close(self) -> None:
        """Let go of the connections."""
        await self.client.close()

    def _index(self, language: str, generation: str) -> str:
        return f"{self.name}-{language}-{generation}"

    def _every_index(self) -> list[str]:
        return [f"{self.name}-{language}-*" for language in INDEX_LANGUAGES]


def _explain_missing(error: ApiError, address: str, name: str) -> None:
    if error.meta.status == 404:
        raise EngineUnavailable(f"{address}: there is no index {name}: run `xabar index setup`") from error
