"""Scheduled jobs: taken by one scheduler at a time, in the order of their turns, and free again after a kill."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from xabar.records.scheduled_jobs import ScheduledJob
from xabar.records.store import RecordStore

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
SITES = ("a", "b", "c")


def add(records: RecordStore, *works: str) -> None:
    records.add_jobs(
        ScheduledJob(site, work, NOON + number * MINUTE)
        for number, site in enumerate(SITES)
        for work in works or ("crawl",)
    )


def claim(records: RecordStore, claim: str = "one", *, now: datetime = NOON, **options: Any) -> list[str]:
    values: dict[str, Any] = {"work": "crawl", "sites": SITES, "count": 9, "due_by": now} | options
    jobs = records.claim_due(
        claim=claim, holder=f"holder {claim}", now=now, length=MINUTE, furthest=timedelta(hours=6), **values
    )
    return [job.site for job in jobs]


def end(records: RecordStore, site: str, claim: str = "one", **options: Any) -> bool:
    values: dict[str, Any] = {"now": NOON, "due_at": NOON + 60 * MINUTE, "verdict": "done", "failures": 0}
    job = ScheduledJob(site, "crawl", NOON)
    return records.end_job(job, claim, **{"progress": None, **values, **options})


def test_what_has_been_due_for_longest_is_taken_first_and_by_one(records: RecordStore) -> None:
    add(records)
    assert claim(records, now=NOON - MINUTE) == []
    assert claim(records, now=NOON + 2 * MINUTE, count=2) == ["a", "b"]
    assert claim(records, "two", now=NOON + 2 * MINUTE) == ["c"]
    assert claim(records, "two", now=NOON + 2 * MINUTE) == []
    assert [job.holder for job in records.jobs()] == ["holder one", "holder one", "holder two"]


def test_only_the_sites_and_the_moment_that_are_asked_for(records: RecordStore) -> None:
    add(records)
    late = NOON + 9 * MINUTE
    assert claim(records, now=late, sites=("b",)) == ["b"]
    assert claim(records, now=late, due_by=NOON) == ["a"]


def test_of_a_site_one_job_at_a_time_is_taken(records: RecordStore) -> None:
    add(records, "crawl", "revisits")
    assert claim(records) == ["a"]
    assert claim(records, "two", now=NOON + MINUTE / 2, work="revisits", due_by=NOON + MINUTE) == ["b"]


def test_other_work_of_a_site_waits_for_a_crawl_that_became_due_before_it(records: RecordStore) -> None:
    records.add_jobs(
        ScheduledJob(site, work, NOON + minutes * MINUTE)
        for site, work, minutes in (
            *(("a", "crawl", 0), ("a", "backfill", 1)),
            *(("b", "crawl", 5), ("b", "backfill", 1)),
            ("c", "backfill", 1),
        )
    )
    later = NOON + 2 * MINUTE
    assert claim(records, work="backfill", now=later) == ["b", "c"]
    assert claim(records, now=later) == ["a"]
    assert end(records, "a", now=later)
    assert claim(records, work="backfill", now=later) == ["a"]


def test_a_job_that_was_given_back_has_what_came_of_it(records: RecordStore) -> None:
    add(records)
    claim(records)
    assert end(records, "a", verdict="stood still", failures=2, progress="2026-10-01")
    job = next(job for job in records.jobs() if job.site == "a")
    assert (job.verdict, job.failures, job.progress, job.claim) == ("stood still", 2, "2026-10-01", None)
    assert (job.started_at, job.ended_at, job.interval) == (NOON, NOON, 60 * MINUTE)
    assert claim(records, now=NOON + 59 * MINUTE) == ["b", "c"]
    assert claim(records, now=NOON + 60 * MINUTE) == ["b", "c", "a"]  # those two were not renewed


def test_a_claim_that_is_renewed_lasts_and_one_that_was_taken_over_is_missing(records: RecordStore) -> None:
    add(records)
    claim(records, now=NOON + 2 * MINUTE, count=2)
    ours = [job for job in records.jobs() if job.claim == "one"]
    assert records.renew_claims("one", ours[:1], now=NOON + 2.5 * MINUTE, length=MINUTE) == {("a", "crawl")}
    assert claim(records, "two", now=NOON + 3 * MINUTE) == ["b", "c"]
    assert records.renew_claims("one", ours, now=NOON + 3 * MINUTE, length=MINUTE) == {("a", "crawl")}
    assert not end(records, "b")
    assert end(records, "b", "two")


def test_a_clock_that_was_a_day_ahead_leaves_no_site_out_for_a_day(records: RecordStore) -> None:
    add(records)
    tomorrow = NOON + timedelta(days=1)
    assert claim(records, now=tomorrow) == ["a", "b", "c"]
    end(records, "a", now=tomorrow, due_at=tomorrow + timedelta(hours=1))
    assert claim(records) == ["a"]
    assert claim(records, now=NOON + 2 * MINUTE) == [
        "b",
        "c",
        "a",
    ]  # claims of tomorrow hold nothing back, too


def test_jobs_are_added_once(records: RecordStore) -> None:
    add(records)
    claim(records)
    end(records, "a")
    add(records)
    assert next(job for job in records.jobs() if job.site == "a").verdict == "done"


def test_the_next_turn_of_those_that_nobody_has_taken(records: RecordStore) -> None:
    assert records.next_due("crawl", SITES) is None
    add(records)
    claim(records, count=1)
    assert records.next_due("crawl", SITES) == NOON + MINUTE
    assert records.next_due("crawl", ("a",)) is None
