"""The workspace: the record store, the index that follows it, the WARC file and the workers, shared by all of a process."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from xabar.config import Config
from xabar.crawl_stats import IndexStats
from xabar.processing.steps import Context
from xabar.records.errors import RecordsError
from xabar.records.grouped_writes import GroupedWrites
from xabar.records.place import is_there
from xabar.records.store import RecordStore
from xabar.search.engine import SearchEngine
from xabar.search.index_sync import IndexSync
from xabar.search.opening import open_engine
from xabar.site_leases import SiteLeases
from xabar.warc.writer import WarcWriter
from xabar.workers.pool import WorkerPool
from xabar.workers.turns import own_turn

if TYPE_CHECKING:
    from xabar.alerts.follower import AlertFollower


CRAWL_CACHE: Final = 8 * 2**20  # bytes of the records in memory while pages are stored


class Workspace:
    """The record store, the engine, the feeding of the index and the workers of one configuration.

    All crawls and commands of a process that open the same configuration share one: `open_workspace`.
    """

    def __init__(self, config: Config) -> None:
        self.config = config
        self.records = RecordStore(config.records_place)
        self.writes = GroupedWrites(self.records, own_turn)
        self.workers = WorkerPool(
            workers=config.workers, seconds=config.worker_seconds, memory=config.worker_memory
        )
        self.site_leases = SiteLeases(self.records)
        self.warc = WarcWriter(config.data, config.warc_mb)
        self._alphabets = dict(config.alphabets)
        self._latest: dict[str, tuple[int, Context]] = {}  # after which commit, by site
        self._crawls = 0
        self._sync: IndexSync | None = None
        self._alerts: AlertFollower | None = None

    def open_engine(self) -> SearchEngine:
        """Return the engine of the configuration. It has not created or contacted anything yet. The caller closes it."""
        return open_engine_of(self.config, self.records)

    def context(self, site: str, *, for_many: bool = False) -> Context:
        """Return what the steps may know besides an article of this site."""
        return Context(self._alphabets, self.records.line_verdicts(site), for_many=for_many)

    def latest_context(self, site: str) -> Context:
        """Return what they may know in a crawl: what was known after the last commit of this process.

        What another process has changed since then counts when the article is stored. Records that cannot say it now are
        asked again then, and refuse the article if they still cannot.
        """
        commits, known = self._latest.get(site, (-1, None))
        if known is None or commits != self.writes.commits:
            try:
                known = self.context(site)
            except RecordsError:
                return Context(self._alphabets)
            self._latest[site] = self.writes.commits, known
        return known

    async def preload(self) -> None:
        """Load what the first article would keep the event loop waiting for, in a thread; once in a process."""
        await asyncio.to_thread(_load_tables)

    def join_feed(self) -> None:
        """Have a crawl's articles carried into the index and compared with the alerts.

        The first crawl starts the feed. It needs a running event loop.
        """
        if self._sync is None:
            self.records.enlarge_cache(CRAWL_CACHE)
            self._sync = IndexSync(self.records, self.open_engine)
            from xabar.alerts.follower import AlertFollower  # only a crawl has alerts followed

            self._alerts = AlertFollower(self.config)
        self._crawls += 1

    async def leave_feed(self) -> IndexStats | None:
        """End a crawl's part in the feed. The last crawl waits until all is carried, and returns the counts; others, None.

        It waits `feed_wait` seconds at most. What is left then stays in the records for the next run.
        """
        self._crawls -= 1
        if self._crawls > 0 or self._sync is None:
            return None
        sync, self._sync = self._sync, None
        alerts, self._alerts = self._alerts, None
        try:
            return await sync.stop(self.config.feed_wait)
        finally:
            if alerts is not None:
                await asyncio.to_thread(alerts.stop, self.config.feed_wait)

    def close(self) -> None:
        """Close the records and the WARC file, and end the workers."""
        self.warc.close()
        self.workers.close()
        self.records.close()


def _load_tables() -> None:
    from xabar.processing.preloading import load_tables  # only a crawl needs all of them

    load_tables()


def open_engine_of(config: Config, records: RecordStore) -> SearchEngine:
    """Return the engine of a configuration over these records. The caller closes it."""
    return open_engine(
        config.search_url,
        data=config.data,
        api_key=config.search_api_key,
        trust=config.search_ca,
        shards=config.search_shards,
        replicas=config.search_replicas,
        records=records,
    )


@contextmanager
def open_workspace(config: Config) -> Iterator[Workspace]:
    """Yield the workspace of a configuration, which all its users share. The first opens it, the last closes it.

    Raise RecordsError when the records cannot be opened.
    """
    if config not in _open:
        _open[config] = (Workspace(config), 0)
    workspace, users = _open[config]
    _open[config] = (workspace, users + 1)
    try:
        yield workspace
    finally:
        workspace, users = _open[config]
        if users > 1:
            _open[config] = (workspace, users - 1)
        else:
            del _open[config]
            workspace.close()


@contextmanager
def open_existing(config: Config) -> Iterator[Workspace | None]:
    """Yield the workspace as `open_workspace` does, or None if there are no records yet. None are created."""
    if not is_there(config.records_place):
        yield None
        return
    with open_workspace(config) as workspace:
        yield workspace


# The one registry of the process: configuration -> its workspace and how many use it.
_open: Final[dict[Config, tuple[Workspace, int]]] = {}
