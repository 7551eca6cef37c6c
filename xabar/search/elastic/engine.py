"""The Elasticsearch engine: builds behind aliases, writes in bulk, searches through the alias.

One build (generation) is four indexes, `news-uz-000001` to `news-other-000001`. Searches see the build that the
aliases `news` and `news-uz` … point at, and change over in one step.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from elasticsearch import ApiError, AsyncElasticsearch, NotFoundError
from elasticsearch.helpers import ScanError, async_scan

from xabar.crawl_stats import CrawlStats
from xabar.records.change import Change
from xabar.search.analysis import ANALYSIS_HASH
from xabar.search.elastic.builds import PATIENCE, Builds
from xabar.search.elastic.bulk import BulkWriter
from xabar.search.elastic.connection import Connection, missing_index, speaking
from xabar.search.elastic.documents import read_document
from xabar.search.elastic.dsl import search_body
from xabar.search.elastic.keys import provision_access
from xabar.search.elastic.requests import setup_requests
from xabar.search.elastic.runs import create_runs_index, write_run
from xabar.search.engine import (
    INDEX_LANGUAGES,
    EngineUnavailable,
    Generation,
    Hit,
    IndexOutdated,
    SearchPage,
    SearchRequest,
    SetupOptions,
    SetupRefused,
    SetupRequest,
    SetupStep,
    WriteOutcome,
    index_language,
)
from xabar.search.highlight import Highlighter
from xabar.search.query import Query, parse_query

PAGE = 5000  # ids read at once


class ElasticsearchEngine:
    """`SearchEngine` on a server. `name` is the alias that people search and the stem of every index name."""

    advice = "nothing is lost: articles wait in the records. Start the server, or correct XABAR_SEARCH_URL"

    def __init__(
        self, connection: Connection, *, name: str = "news", writer: BulkWriter | None = None
    ) -> None:
        self.connection = connection
        self.address = connection.address
        self.name = name
        self.client: AsyncElasticsearch = connection.open()
        self.writer = writer or BulkWriter(self.client, self.address, name)
        self._builds = Builds(self.client, self.address, name)
        self._hashes: dict[str, str] = {}

    @property
    def runs_index(self) -> str:
        """Where `report_run` writes; not under the alias that searches see."""
        return f"{self.name}-runs"

    async def setup(self) -> bool:
        """Make templates, a first build and its aliases, unless searches already see a build.

        IndexOutdated when they see one that was made with other analysis tables.
        """
        for build in (await self._builds.listed()).values():
            if build.active:
                self._refuse_outdated(build.name, build.analysis_hash)
                return False
        await self.make_runs_index()  # first: a setup that is killed here goes on from the start
        await self._builds.set_up()
        return True

    async def provision(self, options: SetupOptions) -> AsyncIterator[SetupStep]:
        """Set up as the administrator, if one is given, then make keys and set Kibana's password as asked."""
        if options.keys and not options.administrator:
            raise SetupRefused("--keys needs --admin-password-file: the server lets only a user make keys")
        if options.administrator:
            connection = replace(self.connection, api_key=None, basic_auth=options.administrator)
            engine = ElasticsearchEngine(connection, name=self.name)
        else:
            engine = self
        try:
            async for step in engine._provision_index():
                yield step
            async for step in provision_access(engine.client, engine.connection, options, name=self.name):
                yield step
        finally:
            if engine is not self:
                await engine.close()

    async def _provision_index(self) -> AsyncIterator[SetupStep]:
        """Make the indexes. An outdated one is only a warning: its rebuild needs the keys that are made next."""
        new = False
        try:
            new = await self.setup()
        except IndexOutdated as error:
            yield SetupStep(str(error), warning=True)
        made = await self.make_runs_index() or new  # a crawl's own setup may not make it
        yield SetupStep(f"{self.address}: {'made' if made else 'is there already'}", new_index=new)

    def setup_requests(self, options: SetupOptions) -> list[SetupRequest]:
        """Return the requests of a first setup: templates, indexes, and keys if the options ask for them."""
        return setup_requests(self.name, keys=options.keys is not None)

    async def make_runs_index(self) -> bool:
        """Make the index of runs if it is not there; True when it was made. A writer's key may not."""
        with speaking(self.address):
            return await create_runs_index(self.client, self.runs_index)

    async def generations(self) -> list[Generation]:
        """All builds, oldest first. A build is active when the alias points at all of its indexes."""
        return await self._builds.generations()

    async def create_generation(self) -> str:
        """A new, empty build from fresh templates. It refreshes on demand alone until it is activated."""
        return await self._builds.create()

    async def activate(self, generation: str) -> None:
        """Swap the aliases in one request; the former build stays until it is dropped."""
        await self._builds.activate(generation)

    async def drop(self, generation: str) -> None:
        """Remove a build that no search sees; ValueError when searches see it."""
        await self._builds.drop(generation)

    async def write(self, generation: str, changes: Sequence[Change]) -> list[WriteOutcome]:
        """Take a batch; EngineUnavailable when the build was made with other analysis tables."""
        await self._check_analysis(generation)
        return await self.writer.write(generation, changes)

    async def _check_analysis(self, generation: str) -> None:
        if generation not in self._hashes:
            known = {name: build.analysis_hash for name, build in (await self._builds.listed()).items()}
            if generation not in known:
                raise EngineUnavailable(
                    f"{self.address}: there is no build {generation} of {self.name}: run `xabar index setup`"
                )
            self._hashes = known
        self._refuse_outdated(generation, self._hashes[generation])

    def _refuse_outdated(self, generation: str, analysis_hash: str) -> None:
        if analysis_hash != ANALYSIS_HASH:
            raise IndexOutdated(
                f"generation {generation} in {self.address} was built with other analysis tables ({analysis_hash}, today's are"
                f" {ANALYSIS_HASH}); run `xabar index rebuild`"
            )

    async def ids(self, generation: str) -> AsyncIterator[str]:
        """The ids of every article of a build, read in one consistent view of each index."""
        indexes = self._builds.indexes(generation)
        with speaking(self.address):
            try:
                async for hit in async_scan(
                    self.client, index=indexes, query={"_source": False, "sort": ["_doc"]}, size=PAGE
                ):
                    yield hit["_id"]
            except (ScanError, NotFoundError) as error:
                if isinstance(error, NotFoundError) and missing_index(error):
                    raise
                raise EngineUnavailable(
                    f"{self.address}: build {generation} went away while it was read ({error})"
                ) from error

    async def refresh(self) -> None:
        """Make everything written visible, in every build."""
        with speaking(self.address):
            await self.client.indices.refresh(index=self._builds.every_index, allow_no_indices=True)

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
        for pause in PATIENCE:
            await asyncio.sleep(pause)
            with speaking(self.address):
                try:
                    answer = await self.client.search(
                        index=self.name, body=body, allow_partial_search_results=False
                    )
                    return dict(answer.body)
                except ApiError as error:
                    passing = error.meta.status == 503 or missing_index(error) not in (None, self.name)
                    if not passing or pause == PATIENCE[-1]:
                        raise
        raise AssertionError("the last attempt returns or raises")

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

    async def report_run(self, run: CrawlStats, at: datetime) -> None:
        """Write down what a run came to, for Kibana. Raises EngineUnavailable; nothing depends on it."""
        with speaking(self.address):
            await write_run(self.client, self.runs_index, run, at)

    async def close(self) -> None:
        """Let go of the connections."""
        await self.client.close()
