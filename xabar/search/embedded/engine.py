"""The embedded engine: tantivy indexes beside the records, one process that writes, any number that search."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, nullcontext, suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

from xabar.collecting import seldom_collected
from xabar.crawl_stats import CrawlStats
from xabar.heap import give_back_heap
from xabar.records.alarms import Alarm
from xabar.records.change import Change
from xabar.records.identity import StoreMark
from xabar.records.store import RecordStore
from xabar.search.embedded.batch_analysis import LARGE, Analyzed, BatchAnalysis
from xabar.search.embedded.language_index import DamagedIndex, explain_damage, explain_reading
from xabar.search.embedded.open_indexes import OpenIndexes
from xabar.search.embedded.writer import MANY, write_batch
from xabar.search.engine import (
    INDEX_LANGUAGES,
    Claim,
    EngineUnavailable,
    Generation,
    SearchPage,
    SearchRequest,
    SetupOptions,
    SetupRefused,
    SetupRequest,
    SetupStep,
    WriteOutcome,
    active_generation,
    index_language,
)

logger = logging.getLogger(__name__)

_LOCKED = INDEX_LANGUAGES[0]  # the index whose lock stands for the whole generation


class EmbeddedEngine:
    """`SearchEngine` over a folder. It keeps terms and ids; the articles of a hit come from `records`.

    Writing runs in a thread, so that a crawl's event loop goes on while tantivy commits.
    """

    advice = "nothing is lost: articles wait in the records. `xabar index rebuild` makes the index again"

    def __init__(
        self,
        path: Path,
        records: RecordStore,
        *,
        analysis_hash: str | None = None,
        processes: int | None = None,
    ) -> None:
        """Analyse large batches in so many processes; by default one for each core."""
        self._indexes = OpenIndexes(path, analysis_hash=analysis_hash)
        self.address = self._indexes.address
        self._folder = self._indexes.folder
        self._records = records
        self._noted = False  # the hash of the analysis, for searches
        self._writing = Lock()
        self._analysis = BatchAnalysis(processes)

    async def setup(self, store: StoreMark | None = None) -> bool:
        """Make and activate the first generation if there is none."""
        active = self._folder.active()
        if active is not None:
            self._indexes.current(active)
            return False
        with self._explained_refusal():
            return self._folder.create_first(self._indexes.analysis_hash, datetime.now(UTC), store)

    async def provision(
        self, options: SetupOptions, store: StoreMark | None = None, claim: Claim | None = None
    ) -> AsyncIterator[SetupStep]:
        """Set up. Raise SetupRefused for any option: a folder has no users and no keys."""
        if options != SetupOptions():
            raise SetupRefused("the embedded index has neither keys nor passwords: set XABAR_SEARCH_URL")
        if claim is not None:
            await claim(self)
        made = await self.setup(store)
        text = f"{self.address}: {'made' if made else 'is there already'}"
        yield SetupStep(text, new_index=made, active=await active_generation(self))

    def setup_requests(self, options: SetupOptions) -> list[SetupRequest]:
        """Raise SetupRefused: a folder is not set up by requests."""
        raise SetupRefused("the embedded index is set up without requests: set XABAR_SEARCH_URL")

    async def generations(self) -> list[Generation]:
        """Return all generations, oldest first."""
        active = self._folder.active()
        return [
            Generation(
                name=info.name,
                analysis_hash=info.analysis_hash,
                documents=self._count(info.name),
                active=info.name == active,
                created_at=info.created_at,
                outdated=info.analysis_hash != self._indexes.analysis_hash,
                stores=(info.store,) if info.store else (),
                id=info.id,
            )
            for info in self._folder.generations()
        ]

    def _count(self, generation: str) -> int:
        """Return its number of articles; 0 if it cannot be read, so that it can still be listed and dropped."""
        try:
            with explain_reading(self.address):
                return sum(index.searcher().num_docs for index in self._indexes.indexes(generation).values())
        except EngineUnavailable as error:
            logger.warning("%s", error)
            return 0

    async def create_generation(self, store: StoreMark | None = None) -> str:
        """Make a new, empty generation with today's analysis tables and return its name."""
        with self._explained_refusal():
            return self._folder.create(self._indexes.analysis_hash, datetime.now(UTC), store)

    @contextmanager
    def _explained_refusal(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise EngineUnavailable(
                f"the index in {self.address} cannot be made ({error.strerror}): give this user the right to write there"
            ) from error

    async def note_store(self, generation: str, store: StoreMark) -> None:
        """Note whose articles a generation holds."""
        self._folder.note_store(generation, store)

    async def activate(self, generation: str) -> None:
        """Let searches see this generation; other processes notice it at their next search."""
        self._folder.activate(generation)

    async def drop(self, generation: str) -> None:
        """Remove a generation. Raise EngineUnavailable while another process writes to it."""
        if generation == self._folder.active():
            raise ValueError(f"generation {generation} is active; activate another one first")
        with self._writing:
            try:
                with suppress(DamagedIndex):
                    self._indexes.indexes(generation)[_LOCKED].lock()
                self._folder.remove(generation)
            finally:
                self._indexes.close_generation(generation)

    async def write(self, generation: str, changes: Sequence[Change]) -> list[WriteOutcome]:
        """Write a batch durably: a full one at once, a smaller one language by language.

        What was written of a batch before something failed stays; to write it again changes nothing.
        """
        outcomes: dict[int, WriteOutcome] = {}
        async with _heap_given_back(len(changes)):
            for places in _parts(changes):
                part = [changes[place] for place in places]
                with self._analysis.of(part) as analyzed:
                    written = await asyncio.to_thread(self._write, generation, part, analyzed)
                outcomes.update(zip(places, written, strict=True))
        return [outcomes[place] for place in range(len(changes))]

    def _write(
        self, generation: str, changes: Sequence[Change], analyzed: Iterable[list[Analyzed]]
    ) -> list[WriteOutcome]:
        # the words that a large batch makes known are new objects without end, and none of them is garbage
        collecting = seldom_collected() if len(changes) >= LARGE else nullcontext()
        with self._writing, explain_damage(self.address), collecting:
            indexes = self._indexes.current(generation)
            self._note_analysis()
            self._release_all_but(generation)
            return write_batch(indexes, changes, analyzed)

    async def ids(self, generation: str) -> AsyncGenerator[str, None]:
        """Yield the ids of all articles that a generation holds."""
        with explain_reading(self.address):
            held = [each for index in self._indexes.indexes(generation).values() for each in index.ids()]
        for article_id in held:
            yield article_id

    async def refresh(self) -> None:
        """Do nothing: a search reads what was last committed."""

    async def search(self, request: SearchRequest) -> SearchPage:
        """Answer from the active generation."""
        from xabar.search.embedded.reader import IndexReader  # a crawl only writes

        return await IndexReader(self._indexes, self._records).search(request)

    async def report_run(self, run: CrawlStats, at: datetime) -> None:
        """Do nothing: the records hold every run, and no dashboard reads this index."""

    async def report_alarms(self, alarms: Sequence[Alarm]) -> None:
        """Do nothing, as with runs."""

    async def faulty_nodes(self) -> list[str]:
        """Return nothing: a folder has no nodes."""
        return []

    async def close(self) -> None:
        """Let go of every index, of the right to write and of the processes."""
        self._analysis.close()
        with self._writing:
            self._indexes.close()

    def _note_analysis(self) -> None:
        if not self._noted:
            with suppress(OSError):  # a full disk: searches work it out themselves
                self._folder.note_analysis()
            self._noted = True

    def _release_all_but(self, generation: str) -> None:
        """Let go of the other generations: one that was replaced must be free to be removed."""
        for other in [name for name in self._indexes.opened if name != generation]:
            for index in self._indexes.opened[other].values():
                index.release()
            if not self._folder.exists(other):
                self._indexes.close_generation(other)


@asynccontextmanager
async def _heap_given_back(changes: int) -> AsyncIterator[None]:
    """Give back what is free before many changes are written, and what the commit leaves before files are merged."""
    if changes >= MANY:
        await asyncio.to_thread(give_back_heap)
    yield
    if changes >= MANY:
        await asyncio.to_thread(give_back_heap)


def _parts(changes: Sequence[Change]) -> list[list[int]]:
    """Return the places of the changes that are written at a time: all of a full batch, or those of one language.

    A writer holds some 10 MB until it commits, and a crawl need not hold as much for each language. The index that is
    locked comes last: its files may still be merged after the commit. So do the removals, which name no language.
    """
    if len(changes) >= LARGE:
        return [[*range(len(changes))]]
    parts: dict[str, list[int]] = {language: [] for language in (*INDEX_LANGUAGES[1:], _LOCKED)}
    for place, change in enumerate(changes):
        article = change.article
        parts[index_language(article.language) if article is not None else _LOCKED].append(place)
    return [places for places in parts.values() if places]
