"""The embedded engine: tantivy indexes beside the records, one process that writes, any number that search."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

from xabar.crawl_stats import CrawlStats
from xabar.records.alarms import Alarm
from xabar.records.change import Change
from xabar.records.identity import StoreMark
from xabar.records.store import RecordStore
from xabar.search.elasticsearch_analysis import ANALYSIS_HASH
from xabar.search.embedded.batch_analysis import Analyzed, BatchAnalysis
from xabar.search.embedded.folder import IndexFolder
from xabar.search.embedded.language_index import DamagedIndex, LanguageIndex, explain_damage, explain_reading
from xabar.search.embedded.panics import panics_unprinted
from xabar.search.embedded.searcher import Found, IndexView
from xabar.search.embedded.writer import write_batch
from xabar.search.engine import (
    FACETS,
    INDEX_LANGUAGES,
    TIME,
    Claim,
    EngineUnavailable,
    Generation,
    Hit,
    IndexOutdated,
    NoActiveIndex,
    SearchPage,
    SearchRequest,
    SetupOptions,
    SetupRefused,
    SetupRequest,
    SetupStep,
    WriteOutcome,
    active_generation,
)
from xabar.search.forgiving import search_in_steps
from xabar.search.highlight import Highlighter
from xabar.search.query_tree import Everything, Query

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
        analysis_hash: str = ANALYSIS_HASH,
        processes: int | None = None,
    ) -> None:
        """Analyse large batches in so many processes; by default one for each core."""
        path = path.resolve()  # the records know the index by this path, wherever a command was started
        self.address = str(path)
        self._folder = IndexFolder(path)
        self._records = records
        self._analysis_hash = analysis_hash
        self._opened: dict[str, dict[str, LanguageIndex]] = {}  # generation -> language -> index
        self._hashes: dict[str, str] = {}  # generation -> the analysis tables it was made with
        self._writing = Lock()
        self._analysis = BatchAnalysis(processes)

    async def setup(self, store: StoreMark | None = None) -> bool:
        """Make and activate the first generation if there is none."""
        active = self._folder.active()
        if active is not None:
            self._current(active)
            return False
        with self._explained_refusal():
            return self._folder.create_first(self._analysis_hash, datetime.now(UTC), store)

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
                outdated=info.analysis_hash != self._analysis_hash,
                stores=(info.store,) if info.store else (),
                id=info.id,
            )
            for info in self._folder.generations()
        ]

    def _count(self, generation: str) -> int:
        """Return its number of articles; 0 if it cannot be read, so that it can still be listed and dropped."""
        try:
            with explain_reading(self.address):
                return sum(index.searcher().num_docs for index in self._indexes(generation).values())
        except EngineUnavailable as error:
            logger.warning("%s", error)
            return 0

    async def create_generation(self, store: StoreMark | None = None) -> str:
        """Make a new, empty generation with today's analysis tables and return its name."""
        with self._explained_refusal():
            return self._folder.create(self._analysis_hash, datetime.now(UTC), store)

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
                    self._indexes(generation)[_LOCKED].lock()
                self._folder.remove(generation)
            finally:
                self._close_generation(generation)

    async def write(self, generation: str, changes: Sequence[Change]) -> list[WriteOutcome]:
        """Write a batch durably."""
        if not changes:
            return []
        with self._analysis.of(changes) as analyzed:
            return await asyncio.to_thread(self._write, generation, changes, analyzed)

    def _write(
        self, generation: str, changes: Sequence[Change], analyzed: Iterable[list[Analyzed]]
    ) -> list[WriteOutcome]:
        with self._writing, explain_damage(self.address):
            indexes = self._current(generation)
            self._release_all_but(generation)
            return write_batch(indexes, changes, analyzed)

    async def ids(self, generation: str) -> AsyncGenerator[str, None]:
        """Yield the ids of all articles that a generation holds."""
        with explain_reading(self.address):
            held = [each for index in self._indexes(generation).values() for each in index.ids()]
        for article_id in held:
            yield article_id

    async def refresh(self) -> None:
        """Do nothing: a search reads what was last committed."""

    async def search(self, request: SearchRequest) -> SearchPage:
        """Answer from the active generation."""
        unknown = set(request.facets) - {*FACETS, TIME}
        if unknown:
            raise ValueError(f"no facet {sorted(unknown)}; there are {', '.join(FACETS)}")
        while True:
            active = self._folder.active()
            if active is None:
                raise NoActiveIndex(f"there is no index in {self.address}; run `xabar index setup`")
            try:
                with panics_unprinted():
                    return await self._search(active, request)
            except EngineUnavailable:
                if self._folder.active() == active:
                    raise  # it was not replaced and removed meanwhile

    async def _search(self, generation: str, request: SearchRequest) -> SearchPage:
        with explain_damage(self.address):
            view = IndexView(self._current(generation), self._records.get_articles)

        async def ask(query: Query, request: SearchRequest) -> SearchPage:
            with explain_damage(self.address):
                answer = view.answer(query, request)
                hits = self._hits(answer.hits, query if request.marked else Everything())
            return SearchPage(answer.total, hits, answer.facets, next_cursor=answer.next_cursor)

        return await search_in_steps(ask, request)

    def _hits(self, found: Sequence[Found], query: Query) -> tuple[Hit, ...]:
        articles = self._records.get_articles(each.id for each in found)
        highlighters = {
            language: Highlighter(query, language) for language in {each.language for each in found}
        }
        hits = []
        for each in found:
            if (article := articles.get(each.id)) is None:
                continue  # removed a moment ago; the feed has not carried it yet
            highlighter = highlighters[each.language]
            hits.append(
                Hit(
                    article=article,
                    score=each.score,
                    snippet=highlighter.snippet(article.body),
                    title=highlighter.mark(article.title),
                )
            )
        return tuple(hits)

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
            for generation in list(self._opened):
                self._close_generation(generation)

    def _release_all_but(self, generation: str) -> None:
        """Let go of the other generations: one that was replaced must be free to be removed."""
        for other in [name for name in self._opened if name != generation]:
            for index in self._opened[other].values():
                index.release()
            if not self._folder.exists(other):
                self._close_generation(other)

    def _close_generation(self, generation: str) -> None:
        self._hashes.pop(generation, None)
        for index in self._opened.pop(generation, {}).values():
            index.close()

    def _indexes(self, generation: str) -> dict[str, LanguageIndex]:
        if generation not in self._opened:
            folder = self._folder.path / generation
            self._opened[generation] = {name: LanguageIndex(folder / name) for name in INDEX_LANGUAGES}
        return self._opened[generation]

    def _current(self, generation: str) -> dict[str, LanguageIndex]:
        """Return a generation's indexes. Raise IndexOutdated if its terms are not comparable."""
        if generation not in self._hashes:
            self._hashes[generation] = self._folder.info(generation).analysis_hash
        if self._hashes[generation] != self._analysis_hash:
            raise IndexOutdated(
                f"generation {generation} in {self.address} was made with other analysis tables"
                f" ({self._hashes[generation]}, today's are {self._analysis_hash}); run `xabar index rebuild`"
            )
        return self._indexes(generation)
