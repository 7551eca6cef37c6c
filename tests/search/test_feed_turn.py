"""Whose turn it is to feed an index."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from tests.record_stores import KINDS, records_place
from xabar.processes import this_process
from xabar.records import leases
from xabar.records.leases import Lease
from xabar.records.store import RecordStore
from xabar.search.feed_turn import LENGTH, FeedTurn

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
GONE = 2**22 + 1  # beyond every process id of Linux


class Clock:
    """A clock that is set by hand."""

    now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(params=KINDS)
def records(request: pytest.FixtureRequest) -> Iterator[RecordStore]:
    """An empty record store of each kind."""
    with RecordStore(records_place(request, request.param)) as store:
        yield store


@pytest.fixture
def clock() -> Clock:
    """The clock of the test."""
    return Clock()


def take_elsewhere(records: RecordStore, now: datetime, *, host: str = "far", pid: int = 1) -> Lease:
    return records.take_lease("feed:index", now=now, length=LENGTH, host=host, pid=pid)


def test_one_process_feeds_and_another_takes_over_within_a_minute(records: RecordStore, clock: Clock) -> None:
    turn = FeedTurn(records, clock)
    take_elsewhere(records, NOON)
    assert not turn.take("index")
    assert turn.holder == "process 1 on far"
    assert turn.take("another index")
    clock.now += timedelta(seconds=41)
    assert turn.take("index")
    assert turn.holder is None


def test_it_is_kept_while_it_is_used_and_given_back(records: RecordStore, clock: Clock) -> None:
    turn = FeedTurn(records, clock)
    for _ in range(5):
        assert turn.take("index")
        clock.now += timedelta(seconds=19)
    lease = records.find_lease("feed:index")
    assert lease is not None
    assert lease.until > clock.now
    turn.give_back()
    assert records.find_lease("feed:index") is None
    turn.give_back()


def test_feeders_of_a_process_have_it_together(records: RecordStore, clock: Clock) -> None:
    one, other = FeedTurn(records, clock), FeedTurn(records, clock)
    assert one.take("index")
    assert other.take("index")


@pytest.mark.skipif(this_process() is None, reason="only Linux names its processes")
def test_of_a_process_that_was_killed_here_it_is_free_at_once(
    records: RecordStore, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = str(this_process())
    monkeypatch.setattr(leases, "this_process", lambda: ours.replace(f":{os.getpid()}:", f":{GONE}:"))
    records.take_lease("feed:index", now=NOON, length=LENGTH)
    assert FeedTurn(records, clock).take("index")


def test_a_container_of_the_same_host_name_keeps_it(
    records: RecordStore, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leases, "this_process", lambda: "another boot:pid:[7]:1:100")
    records.take_lease("feed:index", now=NOON, length=LENGTH)
    assert not FeedTurn(records, clock).take("index")


def test_who_was_away_too_long_has_lost_it(records: RecordStore, clock: Clock) -> None:
    turn = FeedTurn(records, clock)
    assert turn.take("index")
    clock.now += timedelta(minutes=2)
    take_elsewhere(records, clock.now)
    assert not turn.take("index")
