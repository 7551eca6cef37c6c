"""Read all answers that were kept once more, on all cores, and store what they give otherwise today. Fetch nothing."""

from __future__ import annotations

import asyncio
import logging
import os
from collections import deque
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final, TypeAlias

import orjson

from xabar.app.reparse_report import RefusedPage, ReparseReport
from xabar.app.reread import Reread, SiteKnowledge, Task, read_again
from xabar.processing.ingest import ingest, ingest_reading
from xabar.processing.layouts import NumberedLayout, numbered_layouts
from xabar.records.errors import RecordsError, TransactionLost
from xabar.records.responses import START, ResponseFilter, ResponsePlace
from xabar.site import Site
from xabar.warc.reader import find_damage, is_elsewhere
from xabar.workers.pool import WorkerPool
from xabar.workers.time_limit import TooCostly
from xabar.workspace import Workspace

logger = logging.getLogger(__name__)

CACHE: Final = 64 * 2**20  # bytes of the record file in memory
BATCH: Final = 64  # answers that a worker reads at a time, and of one commit


@dataclass(frozen=True, slots=True, kw_only=True)
class ReparseOptions:
    """What to read again, and how. A job that was interrupted goes on where it stopped if it is to `resume`."""

    wanted: ResponseFilter = field(default_factory=ResponseFilter)
    dry_run: bool = False
    resume: bool = False

    @property
    def job(self) -> str:
        """The words by which this job is told from others."""
        wanted = self.wanted
        return orjson.dumps([wanted.site, wanted.since, wanted.reasons]).decode()


async def reparse(
    workspace: Workspace,
    sites: Mapping[str, type[Site]],
    options: ReparseOptions,
    *,
    now: datetime,
    refuse: Callable[[RefusedPage], None] = lambda refused: None,
    progress: Callable[[ReparseReport], None] = lambda report: None,
) -> ReparseReport:
    """Read the answers again, in the order in which they lie, and return the counts.

    Each batch is one commit: whenever this ends, every article is whole, as it was or as it is read today. `refuse`
    gets what gives no article, `progress` the counts after each batch. Raise RecordsError when the records take no more.
    """
    if not options.dry_run:
        workspace.records.require_writable()
        workspace.records.enlarge_cache(CACHE)
    job = _Reparse(workspace, sites, options, now)
    config = workspace.config
    cores = os.cpu_count() or 1
    with WorkerPool(workers=cores, seconds=config.worker_seconds, memory=config.worker_memory) as workers:
        async for batch, readings in job.read_all(workers, ahead=2 * cores):
            for refused in job.take(batch, readings):
                refuse(refused)
            progress(job.report)
    job.end()
    if not options.wanted.reasons:
        site, report = options.wanted.site, job.report
        report.without_page = workspace.records.count_without_response(site)
        report.without_page_urls = (
            workspace.records.articles_without_response(site) if report.without_page else []
        )
    return job.report


@dataclass(frozen=True, slots=True)
class _Batch:
    """Answers that lie one after the other; `end` is the place of the last."""

    end: ResponsePlace
    tasks: tuple[Task, ...]


Settled: TypeAlias = tuple[Reread, str]
"""A reading, and what became of it: a count of the report."""


class _Reparse:
    """One job: how far it has come, and what it knows of each site."""

    def __init__(
        self, workspace: Workspace, sites: Mapping[str, type[Site]], options: ReparseOptions, now: datetime
    ) -> None:
        self._workspace = workspace
        self._records = workspace.records
        self._sites = sites
        self._options = options
        self._now = now
        self._known: dict[str, SiteKnowledge] = {}
        self._layouts: dict[str, dict[str, tuple[NumberedLayout, ...]]] = {}
        begun = self._records.resume_place(options.job) if options.resume else None
        self._place = begun or START
        self.report = ReparseReport(total=self._records.count_responses(self._place, options.wanted))

    async def read_all(
        self, workers: WorkerPool, ahead: int
    ) -> AsyncGenerator[tuple[_Batch, list[Reread]], None]:
        """Yield each batch with its readings, in order, while workers read the next ones."""
        under_way: deque[tuple[_Batch, asyncio.Task[list[Reread]]]] = deque()
        try:
            while True:
                while len(under_way) < ahead and (batch := self._next_batch()) is not None:
                    under_way.append((batch, asyncio.ensure_future(self._read(workers, batch.tasks))))
                if not under_way:
                    return
                batch, task = under_way[0]
                readings = await task
                under_way.popleft()
                yield batch, readings
        finally:
            for _, task in under_way:
                task.cancel()
            await asyncio.gather(*(task for _, task in under_way), return_exceptions=True)

    def _next_batch(self) -> _Batch | None:
        rows = self._records.responses_after(self._place, self._options.wanted, BATCH)
        if not rows:
            return None
        self._place = rows[-1][0]
        return _Batch(self._place, tuple(Task(page, former) for _, page, former in rows))

    async def _read(self, workers: WorkerPool, tasks: Sequence[Task]) -> list[Reread]:
        """Return the readings of a batch. What ends a worker is found by reading each answer alone."""
        known = [task for task in tasks if task.page.site in self._sites]
        sites = {name: self._knowledge(name) for name in {task.page.site for task in known}}
        data = self._workspace.config.data
        found: dict[int, Reread] = {}
        try:
            found = dict(zip(map(id, known), await workers.run(read_again, data, known, sites), strict=True))
        except (TooCostly, RuntimeError):
            for task in known:
                found[id(task)] = await _read_alone(workers, data, task, sites)
        return [found.get(id(task)) or Reread("refused", reason="no-site") for task in tasks]

    def _knowledge(self, name: str) -> SiteKnowledge:
        if name not in self._known:
            site = self._sites[name]
            if name not in self._layouts:
                self._layouts[name] = {
                    edition.prefix: numbered_layouts(self._records, name, edition.prefix, retired=True)
                    for edition in site.editions
                }
            self._known[name] = SiteKnowledge(
                site, self._workspace.context(name, for_many=True), self._layouts[name]
            )
        return self._known[name]

    def take(self, batch: _Batch, readings: Sequence[Reread]) -> list[RefusedPage]:
        """Store what is read otherwise today, in one commit, and return what gives no article."""
        settled = self._preview(readings) if self._options.dry_run else self._store(batch, readings)
        refused = []
        for task, (reading, outcome) in zip(batch.tasks, settled, strict=True):
            self.report.count(task.page, reading, outcome)
            if outcome == "refused":
                refused.append(RefusedPage(task.page, reading.reason, reading.detail))
        return refused

    def end(self) -> None:
        """Forget how far the job has come: it has ended."""
        if not self._options.dry_run:
            self._records.note_place(self._options.job, None)

    @staticmethod
    def _preview(readings: Sequence[Reread]) -> list[Settled]:
        return [(reading, "stored" if reading.kind == "new" else reading.kind) for reading in readings]

    def _store(self, batch: _Batch, readings: Sequence[Reread]) -> list[Settled]:
        if any(reading.article is not None for reading in readings):
            self._known.clear()  # what is stored may teach
        pairs = list(zip(batch.tasks, readings, strict=True))
        try:
            with self._records.transaction():
                self._records.note_place(self._options.job, batch.end)
                return [self._store_one(task, reading) for task, reading in pairs]
        except TransactionLost as error:  # the server went away and is there again
            logger.warning("a batch is stored again, one by one: %s", error)
        except RecordsError:
            raise
        except Exception:  # one article cannot be stored: the others can, each by itself
            logger.exception("a batch could not be stored at once")
        return [self._store_alone(task, reading) for task, reading in pairs]

    def _store_one(self, task: Task, reading: Reread) -> Settled:
        if reading.kind == "new" and reading.article is not None:
            return reading, ingest(self._records, reading.article).outcome
        if reading.kind == "changed" and reading.article is not None and task.former is not None:
            names = ", ".join(change.name for change in reading.changes)
            reason = f"read again on {self._now:%Y-%m-%d}: {names}"
            return reading, ingest_reading(self._records, reading.article, task.former, reason)
        return reading, reading.kind

    def _store_alone(self, task: Task, reading: Reread) -> Settled:
        try:
            return self._store_one(task, reading)
        except RecordsError:
            raise
        except Exception as error:
            logger.exception("%s could not be stored", task.page.url)
            return Reread("refused", reason="store-error", detail=repr(error)[:200]), "refused"


async def _read_alone(
    workers: WorkerPool, data: Path, task: Task, sites: Mapping[str, SiteKnowledge]
) -> Reread:
    try:
        return (await workers.run(read_again, data, [task], sites))[0]
    except TooCostly:
        return Reread("refused", reason="too-costly")
    except RuntimeError as error:
        return Reread("refused", reason="parse-error", detail=str(error))


def check_responses(
    workspace: Workspace, progress: Callable[[int, int], None] = lambda done, total: None
) -> tuple[int, list[RefusedPage]]:
    """Read the bytes of everything that was kept, and return how many answers there are, and those that are damaged."""
    records, place, damaged, done, elsewhere = workspace.records, START, [], 0, 0
    total = records.count_responses(START, None)
    while rows := records.responses_after(place, None, BATCH):
        for _, page, _ in rows:
            if is_elsewhere(workspace.config.data, page.pointer):
                elsewhere += 1
            elif problem := find_damage(workspace.config.data, page.pointer):
                damaged.append(RefusedPage(page, "no-response", problem))
        place, done = rows[-1][0], done + len(rows)
        progress(done, total)
    if elsewhere:
        logger.warning("%d of the answers lie on other machines: run the same command there", elsewhere)
    return done - elsewhere, damaged
