"""Leases: one holder at a time, an end that comes by itself, and nobody who writes under a lease that is another's."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests import fork_server
from tests.record_stores import lay_empty_store
from xabar.records.leases import LONGEST, Lease, LeaseHeld, LeaseLost
from xabar.records.store import RecordStore

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def take(records: RecordStore, now: datetime = NOON, *, pid: int = 1) -> Lease:
    return records.take_lease("site:kun.uz", now=now, length=MINUTE, host="one", pid=pid)


def test_a_lease_has_one_holder_who_is_named(records: RecordStore) -> None:
    lease = take(records)
    assert (lease.taken_at, lease.until) == (NOON, NOON + MINUTE)
    with pytest.raises(
        LeaseHeld, match=r"site:kun\.uz is held by process 1 on one since 2026-11-26 12:00:00 UTC"
    ) as held:
        take(records, NOON + MINUTE / 2, pid=2)
    assert held.value.lease == lease
    other = records.take_lease("site:gazeta.uz", now=NOON, length=MINUTE)
    assert records.leases(now=NOON) == [other, lease]


def test_a_holder_cannot_take_its_lease_twice(records: RecordStore) -> None:
    take(records)
    with pytest.raises(LeaseHeld):
        take(records)


def test_a_lease_that_was_given_back_is_free_at_once(records: RecordStore) -> None:
    assert records.end_lease(take(records))
    assert records.find_lease("site:kun.uz") is None
    assert take(records, pid=2).pid == 2


def test_a_lease_that_has_ended_is_taken_over_and_its_former_holder_learns_it(records: RecordStore) -> None:
    first = take(records)
    with pytest.raises(LeaseHeld):
        take(records, NOON + MINUTE - timedelta(milliseconds=1), pid=2)
    second = take(records, NOON + MINUTE, pid=2)
    with pytest.raises(LeaseLost, match="process 2 on one has held it since 2026-11-26 12:01:00 UTC"):
        records.renew_lease(first, now=NOON + MINUTE, length=MINUTE)
    with pytest.raises(LeaseLost), records.transaction():
        records.require_lease(first)
    assert not records.end_lease(first)
    records.require_lease(second)


def test_a_renewed_lease_goes_on_and_one_that_has_ended_is_renewed_while_nobody_has_taken_it(
    records: RecordStore,
) -> None:
    lease = records.renew_lease(take(records), now=NOON + MINUTE / 2, length=MINUTE)
    assert lease.until == NOON + 1.5 * MINUTE
    with pytest.raises(LeaseHeld):
        take(records, NOON + MINUTE, pid=2)
    late = records.renew_lease(lease, now=NOON + 10 * MINUTE, length=MINUTE)
    assert (late.taken_at, late.until) == (NOON, NOON + 11 * MINUTE)


def test_a_lease_that_somebody_has_removed_is_lost(records: RecordStore) -> None:
    lease = take(records)
    records.end_lease(lease)
    with pytest.raises(LeaseLost, match="nobody holds it"):
        records.require_lease(lease)


def test_a_clock_that_was_years_ahead_locks_nobody_out_for_years(records: RecordStore) -> None:
    take(records, datetime(2030, 1, 1, tzinfo=UTC))
    assert take(records, pid=2).pid == 2
    take_ahead = records.take_lease(
        "feed", now=NOON + LONGEST, length=MINUTE
    )  # a clock may be somewhat ahead
    with pytest.raises(LeaseHeld):
        records.take_lease("feed", now=NOON, length=MINUTE)
    records.require_lease(take_ahead)


@pytest.mark.parametrize("length", [timedelta(0), -MINUTE, LONGEST + timedelta(milliseconds=1)])
def test_a_length_that_cannot_be_is_refused(records: RecordStore, length: timedelta) -> None:
    with pytest.raises(ValueError, match="a lease lasts longer than 0 and no longer than 1:00:00"):
        records.take_lease("site:kun.uz", now=NOON, length=length)
    assert records.leases(now=NOON) == []


_TAKE_OR_SAY = """
import sys
from datetime import datetime, timedelta
from pathlib import Path
from xabar.records.leases import LeaseHeld
from xabar.records.store import RecordStore
with RecordStore(sys.argv[1]) as records:
    sys.stdin.readline()
    try:
        records.take_lease("site:kun.uz", now=datetime.fromisoformat(sys.argv[2]), length=timedelta(minutes=1))
        print("taken", flush=True)
    except LeaseHeld:
        print("held", flush=True)
    sys.stdin.readline()
"""


@pytest.mark.slow
def test_of_processes_that_ask_at_once_one_gets_the_lease_and_a_kill_gives_it_back_in_time(
    place: str, records: RecordStore
) -> None:
    with ExitStack() as held:
        asking = [
            held.enter_context(fork_server.asked(_TAKE_OR_SAY, place, NOON.isoformat())) for _ in range(4)
        ]
        for _, written in asking:
            print(file=written, flush=True)
        answers = [process.stdout.readline().strip() for process, _ in asking if process.stdout]
        assert sorted(answers) == ["held", "held", "held", "taken"]
        for process, _ in asking:
            process.kill()
    with pytest.raises(LeaseHeld):
        take(records)
    take(records, NOON + MINUTE)


class OneHolder(RuleBasedStateMachine):
    """Processes take, renew, give back, are killed and sleep; clocks jump. At no moment do two of them write."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.records = RecordStore(lay_empty_store(Path(self.folder.name)))
        self.now = NOON
        self.held: dict[int, Lease] = {}  # what each process believes to hold
        self.owner: int | None = None  # who took it last and has not given it back
        self.until = NOON

    @initialize(seconds=st.integers(1, 120))
    def choose_length(self, seconds: int) -> None:
        self.length = timedelta(seconds=seconds)

    @rule(process=st.integers(1, 3))
    def take(self, process: int) -> None:
        free = self.owner is None or self.until <= self.now or self.until > self.now + 2 * LONGEST
        values: Any = {"now": self.now, "length": self.length, "host": "h", "pid": process}
        if not free:
            with pytest.raises(LeaseHeld) as held:
                self.records.take_lease("site:kun.uz", **values)
            assert held.value.lease.pid == self.owner
            return
        self.held[process] = self.records.take_lease("site:kun.uz", **values)
        self.owner, self.until = process, self.now + self.length

    @rule(process=st.integers(1, 3))
    def renew(self, process: int) -> None:
        if process not in self.held:
            return
        try:
            self.held[process] = self.records.renew_lease(
                self.held[process], now=self.now, length=self.length
            )
        except LeaseLost:
            assert self.owner != process
            del self.held[process]
        else:
            assert self.owner == process
            self.until = self.now + self.length

    @rule(process=st.integers(1, 3))
    def give_back(self, process: int) -> None:
        if process in self.held:
            assert self.records.end_lease(self.held.pop(process)) == (self.owner == process)
            self.owner = None if self.owner == process else self.owner

    @rule(process=st.integers(1, 3))
    def kill(self, process: int) -> None:
        if self.held.pop(process, None) and self.owner == process:
            self.owner = 0  # nobody who lives, until it ends
            self.records._db.execute("UPDATE lease SET pid = 0")

    @rule(seconds=st.integers(-10_000, 10_000))
    def jump(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @invariant()
    def at_most_one_may_write(self) -> None:
        writers = []
        for process, lease in self.held.items():
            try:
                self.records.require_lease(lease)
                writers.append(process)
            except LeaseLost:
                pass
        assert writers == ([self.owner] if self.owner else [])

    def teardown(self) -> None:
        self.records.close()
        self.folder.cleanup()


def test_at_most_one_process_ever_writes_under_a_lease() -> None:
    run_state_machine_as_test(
        OneHolder, settings=settings(max_examples=25, stateful_step_count=30, deadline=None)
    )
