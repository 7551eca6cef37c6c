"""The runs of a schedule: which command each is, and what came of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crawler.reading_rules import hash_rules
from crawler.spiders.kun_uz import KunUz
from tests.processing.articles import make_article
from tests.record_stores import lay_empty_store, record_run
from xabar.app import scheduled_work
from xabar.app.scheduled_work import RunProcess, ScheduledWork, next_part
from xabar.crawl_stats import SiteStats
from xabar.records.scheduled_jobs import ScheduledJob
from xabar.records.store import RecordStore
from xabar.scheduling.rules import Rules
from xabar.scheduling.verdicts import DONE, LIMIT, STOPPED, Outcome

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
JOB = ScheduledJob("kun_uz", "crawl", NOON, started_at=NOON)


@pytest.fixture
def records(tmp_path: Path) -> Iterator[RecordStore]:
    with RecordStore(lay_empty_store(tmp_path)) as store:
        yield store


@pytest.fixture
def work(records: RecordStore, monkeypatch: pytest.MonkeyPatch) -> ScheduledWork:
    """The work, whose runs are only the arguments with which they would have been started."""
    monkeypatch.setattr(scheduled_work, "RunProcess", lambda arguments: arguments)
    rules = Rules(backfill=date(2026, 9, 10), reparse=True)
    return ScheduledWork(records, {"kun_uz": KunUz}, rules, {"XABAR_WARC": "none"})


def begin(work: ScheduledWork, job: ScheduledJob) -> Any:
    return work.start(job, HOUR)


def add_run(records: RecordStore, reason: str = "finished") -> None:
    stats = SiteStats("kun_uz", fetched=1, stored=1, discovery=1)
    record_run(records, stats, started_at=NOON + HOUR / 2, finished_at=NOON + HOUR, reason=reason)


def test_a_crawl_leaves_late_revisits_to_the_heavy_work(work: ScheduledWork) -> None:
    crawl, revisits = begin(work, JOB), begin(work, replace(JOB, work="revisits"))
    assert crawl[:2] == revisits[:2] == ["crawl", "kun_uz"]
    assert "XABAR_LOOK_AGAIN=72" in crawl
    assert not any("LOOK_AGAIN" in word for word in revisits)
    assert {"CLOSESPIDER_TIMEOUT=3600", "XABAR_WARC=none"} <= set(crawl) & set(revisits)


def test_a_run_of_before_says_nothing_of_this_one(work: ScheduledWork, records: RecordStore) -> None:
    add_run(records)
    assert work.judge(JOB, 0, NOON + HOUR) == Outcome(DONE)
    later = replace(JOB, started_at=NOON + HOUR)
    assert work.judge(later, 1, NOON + 2 * HOUR).failed


def test_a_backfill_goes_back_month_by_month_to_its_first_day(
    work: ScheduledWork, records: RecordStore
) -> None:
    job, parts = replace(JOB, work="backfill"), []
    add_run(records)
    while not isinstance(command := begin(work, job), Outcome):
        parts.append(command[2:4])
        outcome = work.judge(job, 0, NOON + HOUR)
        assert outcome.goes_on
        job = replace(job, progress=outcome.progress)
    assert parts == [
        ["--since=2026-11-01", "--until=2026-11-26"],
        ["--since=2026-10-01", "--until=2026-10-31"],
        ["--since=2026-09-10", "--until=2026-09-30"],
    ]
    assert command == Outcome(DONE)


def test_a_part_of_a_backfill_that_is_not_through_is_taken_up_again(
    work: ScheduledWork, records: RecordStore
) -> None:
    add_run(records, "closespider_timeout")
    outcome = work.judge(replace(JOB, work="backfill"), 1, NOON + HOUR)
    assert outcome == Outcome(LIMIT, goes_on=True)


@pytest.mark.parametrize(
    ("progress", "first", "part"),
    [
        (None, None, None),
        (None, date(2026, 11, 26), (date(2026, 11, 26), date(2026, 11, 26))),
        (None, date(2026, 11, 27), None),
        ("2026-11-01", date(2026, 11, 1), None),
        ("2026-03-01", date(2024, 1, 1), (date(2026, 2, 1), date(2026, 2, 28))),
    ],
)
def test_the_next_part_of_a_backfill(
    progress: str | None, first: date | None, part: tuple[date, date] | None
) -> None:
    assert next_part(progress, first, NOON) == part


def test_pages_are_read_again_only_after_the_rules_have_changed(work: ScheduledWork) -> None:
    job, rules = replace(JOB, work="reparse"), hash_rules(KunUz)
    assert begin(work, job) == Outcome(DONE, progress=rules)
    assert begin(work, replace(job, progress=rules)) == Outcome(DONE, progress=rules)
    assert begin(work, replace(job, progress="of before"))[:2] == ["reparse", "--site=kun_uz"]
    assert work.judge(job, 1, NOON) == Outcome(DONE, progress=rules)
    stopped = work.judge(job, 130, NOON)
    assert stopped.verdict == STOPPED
    assert "--resume" in begin(work, replace(job, progress=stopped.progress))
    assert "--resume" not in begin(work, replace(job, progress="begun by other rules"))


def test_the_interval_follows_what_the_records_say(work: ScheduledWork, records: RecordStore) -> None:
    bounds = (timedelta(minutes=10), timedelta(hours=6))
    assert work.interval("kun_uz", bounds, NOON) == bounds[1]
    for number in range(48):
        records.put_article(
            make_article(number, site="kun_uz", published_at=NOON - timedelta(hours=number, minutes=1))
        )
    assert timedelta(minutes=110) < work.interval("kun_uz", bounds, NOON) < timedelta(minutes=130)


def test_a_process_that_cannot_be_started_leaves_no_descriptor_open(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(11, "no more processes")

    monkeypatch.setattr("subprocess.Popen", fail)
    before = len(os.listdir("/proc/self/fd")) if Path("/proc/self/fd").exists() else 0  # noqa: PTH208
    with pytest.raises(OSError, match="no more processes"):
        RunProcess(["crawl", "kun_uz"])
    after = len(os.listdir("/proc/self/fd")) if Path("/proc/self/fd").exists() else 0  # noqa: PTH208
    assert after == before
