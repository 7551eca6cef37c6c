"""The Elasticsearch engine: generations behind aliases, writes in bulk, searches through the alias.

One generation has four indexes, `news-uz-000001` to `news-other-000001`. Searches see the generation that the aliases
`news`, `news-uz` and so on point at, and change over to another one in one step.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from dataclasses import replace
from datetime import datetime

from elasticsearch import AsyncElasticsearch

from xabar.crawl_stats import CrawlStats
from xabar.records.alarms import Alarm
from xabar.records.change import Change
from xabar.records.identity import StoreMark
from xabar.search.elastic.bulk import BulkWriter
from xabar.search.elastic.connection import Connection, translate_errors
from xabar.search.elastic.generations import Generations
from xabar.search.elastic.keys import provision_access
from xabar.search.elastic.nodes import find_faulty_nodes
from xabar.search.elastic.requests import setup_requests
from xabar.search.elastic.runs import create_runs_index, write_alarms, write_run
from xabar.search.elastic.scroll import scroll_ids
from xabar.search.elastic.searcher import search_alias
from xabar.search.elastic.shape import SHAPED_BY_SIZE, IndexShape
from xabar.search.elasticsearch_analysis import ANALYSIS_HASH
from xabar.search.engine import (
    Claim,
    EngineUnavailable,
    Generation,
    IndexOutdated,
    SearchPage,
    SearchRequest,
    SetupOptions,
    SetupRefused,
    SetupRequest,
    SetupStep,
    WriteOutcome,
    active_generation,
)


class ElasticsearchEngine:
    """`SearchEngine` on a server. `name` is the alias that people search and the stem of every index name."""

    advice = "nothing is lost: articles wait in the records. Start the server, or correct XABAR_SEARCH_URL"

    def __init__(
        self, connection: Connection, *, name: str = "news", shape: IndexShape = SHAPED_BY_SIZE
    ) -> None:
        self.connection = connection
        self.shape = shape
        self.address = connection.address
        self.name = name
        self.client: AsyncElasticsearch = connection.open()
        self.writer = BulkWriter(self.client, self.address, name)
        self._generations = Generations(self.client, self.address, name, shape)
        self._hashes: dict[str, str] = {}  # generation -> the analysis tables it was made with

    @property
    def runs_index(self) -> str:
        """The index that `report_run` and `report_alarms` write to; the alias that searches see does not point at it."""
        return f"{self.name}-runs"

    async def setup(self, store: StoreMark | None = None) -> bool:
        """Make templates, a first generation and its aliases, unless searches already see a generation.

        Raise IndexOutdated if they see one that was made with other analysis tables.
        """
        for generation in (await self._generations.existing()).values():
            if generation.active:
                self._refuse_outdated(generation.name, generation.analysis_hash)
                return False
        await self.make_runs_index()  # first: a setup that is killed here starts again from the beginning
        await self._generations.set_up(store)
        return True

    async def provision(
        self, options: SetupOptions, store: StoreMark | None = None, claim: Claim | None = None
    ) -> AsyncIterator[SetupStep]:
        """Set up as the administrator, if one is given, then make keys and set Kibana's password as asked."""
        if options.keys and not options.administrator:
            raise SetupRefused("--keys needs --admin-password-file: the server lets only a user make keys")
        engine = self._as_administrator(options.administrator) if options.administrator else self
        try:
            if claim is not None:
                await claim(engine)
            async for step in engine._provision_index(store):
                yield step
            async for step in provision_access(engine.client, engine.connection, options, name=self.name):
                yield step
        finally:
            if engine is not self:
                await engine.close()

    def _as_administrator(self, administrator: tuple[str, str]) -> ElasticsearchEngine:
        connection = replace(self.connection, api_key=None, basic_auth=administrator)
        return ElasticsearchEngine(connection, name=self.name, shape=self.shape)

    async def _provision_index(self, store: StoreMark | None) -> AsyncIterator[SetupStep]:
        """Make the indexes. An outdated one is only a warning: its rebuild needs the keys that are made next."""
        new = False
        with translate_errors(self.address):
            await self._generations.renew_templates()
        try:
            new = await self.setup(store)
        except IndexOutdated as error:
            yield SetupStep(str(error), warning=True)
        made = await self.make_runs_index() or new  # a crawl's own setup may lack the right to make it
        text = f"{self.address}: {'made' if made else 'is there already'}"
        yield SetupStep(text, new_index=new, active=await active_generation(self))

    def setup_requests(self, options: SetupOptions) -> list[SetupRequest]:
        """Return the requests of a first setup: templates, indexes, and keys if the options ask for them."""
        return setup_requests(self.name, self.shape, keys=options.keys is not None)

    async def make_runs_index(self) -> bool:
        """Make the index of runs if it is missing, and return True if so. A writer's key may not do this."""
        with translate_errors(self.address):
            return await create_runs_index(self.client, self.runs_index)

    async def generations(self) -> list[Generation]:
        """Return all generations, oldest first. One is active when the alias points at all of its indexes."""
        return await self._generations.listed()

    async def create_generation(self, store: StoreMark | None = None) -> str:
        """Make a new, empty generation from fresh templates; it refreshes only on demand until it is activated."""
        return await self._generations.create(store)

    async def note_store(self, generation: str, store: StoreMark) -> None:
        """Note whose articles a generation holds."""
        await self._generations.note_store(generation, store)

    async def activate(self, generation: str) -> None:
        """Move the aliases in one request; the former generation stays until it is dropped."""
        await self._generations.activate(generation)

    async def drop(self, generation: str) -> None:
        """Remove a generation. Raise ValueError if searches see it."""
        await self._generations.drop(generation)

    async def write(self, generation: str, changes: Sequence[Change]) -> list[WriteOutcome]:
        """Write a batch. Raise IndexOutdated if the generation was made with other analysis tables."""
        await self._check_analysis(generation)
        return await self.writer.write(generation, changes)

    async def _check_analysis(self, generation: str) -> None:
        if generation not in self._hashes:
            existing = await self._generations.existing()
            known = {name: found.analysis_hash for name, found in existing.items()}
            if generation not in known:
                raise EngineUnavailable(
                    f"{self.address}: there is no generation {generation} of {self.name}: run `xabar index setup`"
                )
            self._hashes = known
        self._refuse_outdated(generation, self._hashes[generation])

    def _refuse_outdated(self, generation: str, analysis_hash: str) -> None:
        if analysis_hash != ANALYSIS_HASH:
            raise IndexOutdated(
                f"generation {generation} in {self.address} was made with other analysis tables"
                f" ({analysis_hash}, today's are {ANALYSIS_HASH}); run `xabar index rebuild`"
            )

    def ids(self, generation: str) -> AsyncGenerator[str, None]:
        """Yield the ids of every article of a generation, read in one consistent view of each index."""
        return scroll_ids(self.client, self.address, self._generations.indexes(generation))

    async def refresh(self) -> None:
        """Make everything that was written visible, in every generation."""
        with translate_errors(self.address):
            await self.client.indices.refresh(index=self._generations.every_index, allow_no_indices=True)

    async def search(self, request: SearchRequest) -> SearchPage:
        """Answer through the alias. Each index analyses the query with the rules of its language."""
        return await search_alias(self.client, self.address, self.name, request)

    async def report_run(self, run: CrawlStats, at: datetime) -> None:
        """Write the statistics of a crawl for Kibana. Raise EngineUnavailable; nothing depends on it."""
        with translate_errors(self.address):
            await write_run(self.client, self.runs_index, run, at)

    async def report_alarms(self, alarms: Sequence[Alarm]) -> None:
        """Write alarms for Kibana, each anew in its document. Raise EngineUnavailable; nothing depends on it."""
        with translate_errors(self.address):
            await write_alarms(self.client, self.runs_index, alarms)

    async def faulty_nodes(self) -> list[str]:
        """Return a sentence on each node that does not answer or is of another cluster, where several are named."""
        several = len(self.connection.addresses) > 1
        return await find_faulty_nodes(self.connection, self.name) if several else []

    async def close(self) -> None:
        """Let go of the connections."""
        await self.client.close()
