"""Leases and schedules wait for no writer on a server, and are as safe beside each other as one after the other."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from tests.record_stores import EmptyDatabases
from tests.records.samples import make_article
from tests.writers import CONTEXT, start, take_jobs
from xabar.records.errors import RecordsLocked
from xabar.records.leases import Lease, LeaseHeld, LeaseLost
from xabar.records.scheduled_jobs import ScheduledJob
from xabar.records.store import RecordStore

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
PATIENCE = 0.3  # seconds that `other` waits for a lock: whoever should not wait fails instead


@pytest.fixture
def place(empty_databases: EmptyDatabases) -> str:
    """The address of an empty database."""
    return empty_databases.empty()


@pytest.fixture
def records(place: str) -> Iterator[RecordStore]:
    """A store in it."""
    with RecordStore(place) as store:
        yield store


@pytest.fixture
def other(place: str) -> Iterator[RecordStore]:
    """The same store, as another process has it open."""
    with RecordStore(place, busy_timeout=PATIENCE) as store:
        yield store


def add(records: RecordStore, *works: str, sites: tuple[str, ...] = ("a", "b", "c")) -> None:
    records.add_jobs(ScheduledJob(site, work, NOON) for site in sites for work in works or ("crawl",))


def claim(
    records: RecordStore, name: str = "one", now: datetime = NOON, work: str = "crawl", count: int = 9
) -> list[str]:
    jobs = records.claim_due(
        work,
        ("a", "b", "c"),
        claim=name,
        holder=name,
        now=now,
        due_by=now,
        length=MINUTE,
        count=count,
        furthest=timedelta(hours=6),
    )
    return [job.site for job in jobs]


def take(records: RecordStore, now: datetime = NOON) -> Lease:
    return records.take_lease("site:kun.uz", now=now, length=MINUTE)


def in_a_thread(work: Callable[[], Any]) -> Callable[[], Any]:
    """Begin work in a thread; what is returned waits for it and gives what came of it."""
    results: list[Any] = []

    def run() -> None:
        try:
            results.append(work())
        except Exception as error:
            results.append(error)

    thread = threading.Thread(target=run)
    thread.start()

    def wait() -> Any:
        thread.join(20)
        return results[0]

    return wait


def wait_until_somebody_waits(records: RecordStore) -> None:
    deadline = time.monotonic() + 20
    while not records._row("SELECT count(*) FROM pg_locks WHERE NOT granted")[0]:
        assert time.monotonic() < deadline, "nobody waits"


def test_schedulers_and_crawls_do_not_wait_for_who_writes(records: RecordStore, other: RecordStore) -> None:
    with records.transaction():
        records.put_article(make_article())
        add(other)
        assert claim(other) == ["a", "b", "c"]
        jobs = other.jobs()
        assert len(other.renew_claims("one", jobs, now=NOON, length=MINUTE)) == 3
        assert other.end_job(jobs[0], "one", now=NOON, due_at=NOON, verdict="done", failures=0, progress=None)
        lease = other.renew_lease(take(other), now=NOON, length=MINUTE)
        assert other.end_lease(lease)


def test_what_another_scheduler_is_about_to_take_is_passed_over(
    records: RecordStore, other: RecordStore
) -> None:
    add(records, "crawl", "revisits")
    with records.row_transaction():
        assert claim(records, count=1) == ["a"]
        assert claim(other, "two", work="revisits", count=1) == ["b"]
        assert claim(other, "three") == ["c"]
    assert claim(other, "two") == []


def test_a_claim_that_is_just_being_renewed_is_not_taken_over(records: RecordStore, place: str) -> None:
    add(records, "crawl", "revisits", sites=("a",))
    claim(records, "late", work="revisits")
    ours = [job for job in records.jobs() if job.claim == "late"]
    later = NOON + 5 * MINUTE
    with RecordStore(place) as store, RecordStore(place) as looking:
        with records.row_transaction():
            assert records.renew_claims("late", ours, now=later, length=MINUTE)
            taken = in_a_thread(lambda: claim(store, "two", later))
            wait_until_somebody_waits(looking)
        assert taken() == []


def test_a_lease_cannot_be_taken_over_while_its_holder_writes_under_it(
    records: RecordStore, place: str
) -> None:
    lease = take(records)
    with RecordStore(place) as store, RecordStore(place) as looking:
        with records.transaction():
            records.require_lease(lease)
            taken = in_a_thread(lambda: take(store, NOON + 2 * MINUTE))
            wait_until_somebody_waits(looking)
            records.put_article(make_article())
        assert taken().token != lease.token
        with pytest.raises(LeaseLost), records.transaction():
            records.require_lease(lease)


def test_of_leases_that_are_taken_at_once_one_is_given(records: RecordStore, place: str) -> None:
    with RecordStore(place) as store, RecordStore(place) as looking:
        with records.row_transaction():
            mine = take(records)
            refused = in_a_thread(lambda: take(store))
            wait_until_somebody_waits(looking)
        assert isinstance(refused(), LeaseHeld)
        records.require_lease(mine)


def test_nobody_takes_anything_while_a_store_stands_still(records: RecordStore, other: RecordStore) -> None:
    add(records)
    with records.standstill():
        for write in (lambda: claim(other), lambda: take(other), lambda: other.put_article(make_article())):
            with pytest.raises(RecordsLocked):
                write()
    assert claim(other) == ["a", "b", "c"]


def test_what_only_the_writer_may_write_is_refused_in_a_transaction_of_rows(records: RecordStore) -> None:
    with pytest.raises(AssertionError, match="only the writer"), records.row_transaction():
        records.put_article(make_article())
    assert records.put_article(make_article()).outcome == "new"


@pytest.mark.slow
def test_no_job_is_ever_taken_twice_and_of_a_site_one_at_a_time(place: str, records: RecordStore) -> None:
    sites, works, schedulers, turns = [f"s{number}" for number in range(6)], ("crawl", "revisits"), 4, 60
    records.add_jobs(ScheduledJob(site, work, NOON - timedelta(days=1)) for site in sites for work in works)
    spans = CONTEXT.Queue()
    with records.transaction():  # a writer that does not end
        for number in range(schedulers):
            start(take_jobs, place, f"scheduler-{number}", works, sites, turns, spans)
        had: dict[str, list[tuple[float, float]]] = defaultdict(list)
        ended = 0
        while ended < schedulers:
            span = spans.get(timeout=60)
            if span is None:
                ended += 1
            else:
                had[span[0]].append(span[1:])
            records.count_articles()  # a transaction in which nothing is asked for is ended by the server
    assert sorted(had) == sites
    assert sum(map(len, had.values())) >= schedulers * turns
    for times in had.values():
        ordered = sorted(times)
        assert all(end <= begin for (_, end), (begin, _) in pairwise(ordered))
