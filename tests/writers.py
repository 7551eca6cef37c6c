"""Processes that write to one record store at the same time; the tests kill them."""

from __future__ import annotations

import multiprocessing
import random
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from multiprocessing.synchronize import Barrier
from typing import Any, Final

from tests.records.samples import make_article
from xabar.article import Article
from xabar.processing.ingest import ingest
from xabar.records.store import RecordStore

CONTEXT: Final = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["tests.writers"])


def start(target: Callable[..., None], *arguments: Any) -> multiprocessing.process.BaseProcess:
    """Start a process that ends with the tests."""
    process = CONTEXT.Process(target=target, args=arguments, daemon=True)
    process.start()
    return process


def put_until(place: str, name: str, stop: Any) -> None:
    """Store articles, one a transaction of its own length, until `stop.value` is set or the process is killed.

    It is a value without a lock: a process that is killed while it looks at an Event keeps that locked for ever.
    """
    chance = random.Random(name)
    number = 0
    with RecordStore(place) as records:
        while not stop.value:
            number += 1
            with records.transaction():
                records.put_article(make_article(f"{name}-{number}"))
                time.sleep(chance.random() * 0.004)  # the number is given, the commit has yet to come


def ingest_all(place: str, articles: list[Article], barrier: Barrier, outcomes: Any) -> None:
    """Store articles as a crawl does, when all are ready, and put into `outcomes` what became of each."""
    with RecordStore(place) as records:
        barrier.wait(60)
        outcomes.put([ingest(records, article).outcome for article in articles])


def take_jobs(
    place: str, name: str, works: tuple[str, ...], sites: list[str], turns: int, spans: Any
) -> None:
    """Take due jobs as a scheduler does, give each back after a moment, and put from when to when this one had them.

    A job is due again at once, until the process has had `turns` of them.
    """
    chance, now, had = random.Random(name), datetime(2026, 11, 26, tzinfo=UTC), 0
    with RecordStore(place, busy_timeout=60) as records:
        while had < turns:
            jobs = records.claim_due(
                chance.choice(works),
                sites,
                claim=name,
                holder=name,
                now=now,
                due_by=now,
                length=timedelta(minutes=1),
                count=2,
                furthest=timedelta(hours=1),
            )
            taken = time.monotonic()
            time.sleep(chance.random() * 0.004)
            renewed = records.renew_claims(name, jobs, now=now, length=timedelta(minutes=1))
            assert renewed == {(job.site, job.work) for job in jobs}
            for job in jobs:
                given_back = time.monotonic()
                assert records.end_job(
                    job, name, now=now, due_at=now, verdict="done", failures=0, progress=None
                )
                spans.put((job.site, taken, given_back))
            had += len(jobs)
    spans.put(None)
