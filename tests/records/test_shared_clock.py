"""Leases and the schedule go by the server's clock, whatever the clocks of the machines show."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from tests.record_stores import EmptyDatabases
from xabar.records.leases import LeaseHeld
from xabar.records.scheduled_jobs import ScheduledJob
from xabar.records.shared_clock import SharedClock
from xabar.records.store import RecordStore

WRONG = timedelta(minutes=5)
LENGTH = timedelta(minutes=2)
NEAR = timedelta(seconds=5)  # a machine may be busy between two looks at a clock


@dataclass
class Machine:
    """A store, opened by a machine whose clock is ahead by so much."""

    records: RecordStore
    ahead: timedelta

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def claim(self) -> list[str]:
        jobs = self.records.claim_due(
            "crawl",
            ["kun_uz"],
            claim=str(self.ahead),
            holder="a test",
            now=self.now(),
            due_by=self.now(),
            length=LENGTH,
            count=1,
            furthest=timedelta(hours=1),
        )
        return [job.site for job in jobs]


@pytest.fixture(params=[WRONG, -WRONG], ids=["ahead", "behind"])
def machines(
    request: pytest.FixtureRequest, empty_databases: EmptyDatabases, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Machine, Machine]]:
    """One machine whose clock is right, and one whose clock is wrong, on one database."""
    place = empty_databases.empty()
    with RecordStore(place) as right, RecordStore(place) as wrong:
        ahead: timedelta = request.param
        monkeypatch.setattr(
            wrong._db._clock,  # type: ignore[attr-defined]
            "_clock",
            lambda: time.time() + ahead.total_seconds(),
        )
        yield Machine(right, timedelta(0)), Machine(wrong, ahead)


def test_nobody_takes_a_lease_from_a_living_holder(machines: tuple[Machine, Machine]) -> None:
    for holder, other in (machines, machines[::-1]):
        lease = holder.records.take_lease("site:kun_uz", now=holder.now(), length=LENGTH)
        assert abs(lease.until - holder.now() - LENGTH) < NEAR
        with pytest.raises(LeaseHeld) as held:
            other.records.take_lease("site:kun_uz", now=other.now(), length=LENGTH)
        assert abs(held.value.lease.taken_at - other.now()) < NEAR  # as that machine's people read the time
        renewed = holder.records.renew_lease(lease, now=holder.now(), length=LENGTH)
        assert [each.token for each in other.records.leases(now=other.now())] == [lease.token]
        assert holder.records.end_lease(renewed)


def test_a_lease_ends_at_the_same_moment_for_all(machines: tuple[Machine, Machine]) -> None:
    for holder, other in (machines, machines[::-1]):
        holder.records.take_lease("site:kun_uz", now=holder.now() - LENGTH - NEAR, length=LENGTH)
        taken = other.records.take_lease("site:kun_uz", now=other.now(), length=LENGTH)
        assert other.records.end_lease(taken)


def test_a_site_is_due_once_and_its_claim_holds(machines: tuple[Machine, Machine]) -> None:
    right, wrong = machines
    wrong.records.add_jobs([ScheduledJob("kun_uz", "crawl", wrong.now())])
    assert (right.claim(), wrong.claim()) == (["kun_uz"], [])
    (job,) = wrong.records.jobs()
    assert job.started_at is not None
    assert abs(job.started_at - wrong.now()) < NEAR
    due = right.now() + timedelta(minutes=3)
    assert right.records.end_job(
        job, str(right.ahead), now=right.now(), due_at=due, verdict="done", failures=0, progress=None
    )
    assert wrong.claim() == []
    found = wrong.records.next_due("crawl", ["kun_uz"])
    assert found is not None
    assert abs(found - wrong.now() - timedelta(minutes=3)) < NEAR


def test_a_server_is_asked_once_a_minute_and_when_the_clock_was_set() -> None:
    asked: list[float] = []
    machine = {"clock": 1000.0, "ticks": 0.0}

    def ask() -> float:
        asked.append(1300 + machine["ticks"])
        return asked[-1]

    shared = SharedClock(ask, lambda: machine["clock"], lambda: machine["ticks"])
    for seconds, step, ahead, times in (
        (0, 0, 300, 1),
        (59, 0, 300, 1),
        (2, 0, 300, 2),
        (10, 300, 0, 3),  # somebody has set the clock
        (10, -60, 60, 4),
        (0, 3600, -3540, 5),  # or the machine slept, by a clock of ticks that slept too
    ):
        machine["clock"] += seconds + step
        machine["ticks"] += seconds
        assert shared.ahead() == timedelta(seconds=ahead)
        assert len(asked) == times


def test_what_may_be_the_way_to_the_server_is_no_difference() -> None:
    ticks = iter((0.0, 6.0))
    assert SharedClock(lambda: 1007.0, lambda: 1000.0, lambda: next(ticks)).ahead() == timedelta(0)
