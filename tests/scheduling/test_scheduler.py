"""The scheduler over real records, with simulated sites and clocks: kills, hangs, sleeps, and nobody before his turn."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from bench.schedule.simulation import SimulatedSite, World
from tests.record_stores import lay_empty_store
from xabar.records.scheduled_jobs import ScheduledJob
from xabar.records.store import RecordStore
from xabar.scheduling.rules import Rules
from xabar.scheduling.scheduler import CLAIMED, Scheduler
from xabar.scheduling.verdicts import Outcome
from xabar.scheduling.window import Window
from xabar.scheduling.work import BACKFILL, CRAWL, REVISITS

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def make_world(records: RecordStore, *sites: SimulatedSite, rules: Rules | None = None) -> World:
    return World(records, {site.name: site for site in sites}, rules or Rules(), NOON)


def busy(count: int, seconds: float = 30) -> list[SimulatedSite]:
    return [SimulatedSite(f"site_{number}", 1000, seconds) for number in range(count)]


@pytest.fixture
def records(tmp_path: Path) -> Iterator[RecordStore]:
    with RecordStore(lay_empty_store(tmp_path)) as store:
        yield store


def job_of(records: RecordStore, site: str, work: str = CRAWL) -> ScheduledJob:
    return next(job for job in records.jobs() if (job.site, job.work) == (site, work))


def test_every_site_runs_when_it_is_due_and_never_more_than_allowed_at_once(records: RecordStore) -> None:
    world = make_world(records, *busy(9), SimulatedSite("slow", 0.1, 60))
    world.add_scheduler()
    world.pass_time(6 * HOUR)
    assert max(world.at_once) == Rules().at_once
    assert all(30 <= len(world.starts[site.name]) <= 37 for site in busy(9))  # every ten minutes
    assert len(world.starts["slow"]) == 2
    assert world.twice_at_once == 0


@pytest.mark.parametrize("hour", range(0, 24, 3))
def test_a_new_site_is_crawled_first_whatever_the_hour(records: RecordStore, hour: int) -> None:
    """It has no articles to look at again, not even at night."""
    now = NOON.replace(hour=hour)
    world = World(records, {"new": SimulatedSite("new", 10, 60)}, Rules(), now)
    world.add_scheduler((CRAWL, REVISITS, BACKFILL))
    assert job_of(records, "new").due_at == now
    assert job_of(records, "new", REVISITS).due_at > now
    assert job_of(records, "new", BACKFILL).due_at == Rules().heavy.opens_at(now + timedelta(seconds=1))


def test_sites_that_want_more_than_there_is_get_equal_shares(records: RecordStore) -> None:
    world = make_world(records, *busy(10, seconds=200), rules=Rules(at_once=1))
    world.add_scheduler()
    world.pass_time(12 * HOUR)
    starts = [len(world.starts[site.name]) for site in busy(10)]
    assert max(starts) - min(starts) <= 1


@pytest.mark.slow
def test_a_run_that_stands_still_is_ended_and_its_site_waits_longer_each_time(records: RecordStore) -> None:
    world = make_world(records, SimulatedSite("hangs", 1000, 30, hangs=True), *busy(3))
    world.add_scheduler()
    world.pass_time(20 * MINUTE)
    job = job_of(records, "hangs")
    assert (job.verdict, job.failures) == ("stood still", 1)
    world.pass_time(18 * HOUR)
    first, second, third, *_, one, last = world.starts["hangs"]
    assert timedelta(minutes=30) < second - first < timedelta(minutes=45)
    assert third - second > second - first
    assert (
        timedelta(hours=5) < last - one <= timedelta(hours=6, minutes=20)
    )  # six hours, or the step before them
    assert all(len(world.starts[site.name]) > 90 for site in busy(3))


def test_a_run_that_takes_too_long_is_asked_to_end(records: RecordStore) -> None:
    class Endless(World):
        def start(self, job: ScheduledJob, limit: timedelta):  # type: ignore[no-untyped-def]
            return super().start(job, timedelta(days=9))

    world = Endless(records, {"long": SimulatedSite("long", 1000, 10**7)}, Rules(), NOON)
    world.add_scheduler()
    world.pass_time(HOUR + 2 * MINUTE)
    assert len(world.runs) == 1
    world.pass_time(5 * MINUTE)
    assert job_of(records, "long").verdict == "took too long"


def test_after_a_sleep_of_a_day_each_site_is_made_up_once(records: RecordStore) -> None:
    world = make_world(records, *busy(12), *(SimulatedSite(f"slow_{n}", 1, 60) for n in range(3)))
    world.add_scheduler()
    world.pass_time(30 * MINUTE)
    before = {name: len(starts) for name, starts in world.starts.items()}
    world.set_clock(timedelta(days=1))
    woken = world.now
    world.pass_time(9 * MINUTE)
    assert {len(world.starts[name]) - before[name] for name in world.sites} == {1}
    assert world.twice_at_once == 0
    assert max(world.at_once) == Rules().at_once
    assert all(starts[-1] >= woken for starts in world.starts.values())


def test_a_scheduler_that_is_stopped_asks_its_runs_to_end_and_leaves_them_due(records: RecordStore) -> None:
    world = make_world(records, *busy(2, seconds=600))
    scheduler = world.add_scheduler()
    world.pass_time(MINUTE / 10)
    assert len(scheduler.running) == 2
    scheduler.stop(world.ticks)
    scheduler.step(world.now, world.ticks)
    assert scheduler.running == []
    assert {job.verdict for job in records.jobs()} == {"stopped"}
    assert all(job.due_at == world.now and job.failures == 0 for job in records.jobs())
    scheduler.step(world.now + HOUR, world.ticks + 3600)
    assert scheduler.running == []


def test_a_second_stop_ends_what_does_not_listen(records: RecordStore) -> None:
    world = make_world(records, SimulatedSite("hangs", 1000, 30, hangs=True))
    scheduler = world.add_scheduler()
    world.pass_time(MINUTE)
    scheduler.stop(world.ticks)
    scheduler.step(world.now, world.ticks)
    assert len(scheduler.running) == 1
    scheduler.stop(world.ticks)
    scheduler.step(world.now, world.ticks)
    assert scheduler.running == []
    assert job_of(records, "hangs").failures == 0  # that was no fault of the site's


def test_what_a_killed_scheduler_had_taken_another_one_takes_over_in_time(records: RecordStore) -> None:
    world = make_world(records, *busy(8, seconds=300))
    first = world.add_scheduler()
    world.pass_time(MINUTE / 10)
    lost = {job.site for job in first.running}
    assert len(lost) == 4
    world.kill_scheduler(first)
    killed = world.now
    world.add_scheduler()
    world.pass_time(20 * MINUTE)
    for site in lost:
        assert world.starts[site][1] >= killed + CLAIMED - MINUTE
    world.pass_time(HOUR)
    assert all(len(world.starts[site.name]) > 1 for site in busy(8))
    assert world.twice_at_once == 0


def test_heavy_work_runs_in_its_window_beside_crawls_on_half_of_the_places(records: RecordStore) -> None:
    rules = Rules(heavy=Window.read("13:00-14:00 UTC"))
    world = make_world(records, *busy(8, seconds=120), rules=rules)
    heavy: list[tuple[datetime, int]] = []
    start = World.start

    def noted(job: ScheduledJob, limit: timedelta):  # type: ignore[no-untyped-def]
        if job.work == REVISITS:
            heavy.append((world.now, sum(run.job.work == REVISITS for run in world.runs) + 1))
            assert world.now + limit <= NOON + 2 * HOUR
        return start(world, job, limit)

    world.start = noted  # type: ignore[method-assign]
    world.add_scheduler((CRAWL, REVISITS))
    world.pass_time(4 * HOUR)
    assert len(heavy) == 8  # each site once
    assert all(NOON + HOUR <= at < NOON + 2 * HOUR for at, _ in heavy)
    assert max(running for _, running in heavy) == rules.heavy_at_once == 2
    tomorrow = NOON + timedelta(hours=25)
    assert all(tomorrow <= job_of(records, site.name, REVISITS).due_at < tomorrow + HOUR for site in busy(8))


class LongBackfill(World):
    """Each part of a backfill takes twenty minutes, and there is always another one."""

    def __init__(self, *of: Any) -> None:
        super().__init__(*of)
        self.worked: list[tuple[str, str, datetime]] = []

    def start(self, job: ScheduledJob, limit: timedelta):  # type: ignore[no-untyped-def]
        self.worked.append((job.site, job.work, self.now))
        run = super().start(job, limit)
        if job.work == BACKFILL:
            run.ends_at = self.now + timedelta(minutes=20)
        return run

    def judge(self, job: ScheduledJob, code: int, now: datetime) -> Outcome:
        return replace(super().judge(job, code, now), goes_on=job.work == BACKFILL)


@pytest.mark.slow
def test_a_backfill_that_goes_on_and_on_keeps_no_site_from_its_crawl(records: RecordStore) -> None:
    rules = Rules(heavy=Window.read("always"))
    sites = {site.name: site for site in busy(3)}
    world = LongBackfill(records, sites, rules, NOON)
    world.add_scheduler((CRAWL, BACKFILL))
    world.pass_time(6 * HOUR)
    for site in sites:
        crawls = [at for name, work, at in world.worked if (name, work) == (site, CRAWL)]
        parts = [at for name, work, at in world.worked if (name, work) == (site, BACKFILL)]
        assert len(crawls) >= 8
        assert len(parts) >= 8, "nor does the crawl keep it from its backfill"
        assert max(after - before for before, after in pairwise(crawls)) < timedelta(minutes=45)


def test_a_new_site_in_the_window_is_crawled_first_and_looked_at_again_in_the_next_one(
    records: RecordStore,
) -> None:
    world = LongBackfill(
        records,
        {site.name: site for site in busy(2)},
        Rules(heavy=Window.read("11:00-14:00 UTC")),
        NOON,
    )
    world.add_scheduler((CRAWL, REVISITS, BACKFILL))
    world.pass_time(2 * MINUTE)
    assert [work for _, work, _ in world.worked] == [CRAWL, CRAWL, BACKFILL, BACKFILL]
    assert job_of(records, "site_0", REVISITS).due_at == NOON + 23 * HOUR


def run_once(records: RecordStore, world: World, sites: int) -> Scheduler:
    """Return a scheduler that runs what is due at noon, and no more."""
    return Scheduler(
        records,
        {site.name: Rules().every for site in busy(sites)},
        Rules(),
        world,
        claim="once",
        holder="once",
        works=(CRAWL,),
        due_by=NOON,
    )


def test_what_becomes_due_later_is_left_to_others_by_one_that_runs_once(records: RecordStore) -> None:
    world = make_world(records, *busy(3))
    world.add_scheduler()
    once = run_once(records, world, 3)
    world.schedulers = [once]
    world.pass_time(2 * HOUR)
    assert [len(world.starts[site.name]) for site in busy(3)] == [1, 1, 1]


def test_one_that_runs_once_crawls_the_sites_that_it_makes_known_a_moment_after_its_start(
    records: RecordStore,
) -> None:
    world = make_world(records, *busy(2))
    once = run_once(records, world, 2)
    once.add_jobs(NOON + timedelta(seconds=2))
    once.step(NOON + timedelta(seconds=2), 2.0)
    assert {job.site for job in once.running} == {site.name for site in busy(2)}


@pytest.mark.parametrize(
    ("step", "fault", "verdict"),
    [
        ("start", OSError(11, "no more processes"), "could not be started: [Errno 11] no more processes"),
        ("start", ZeroDivisionError("of the site"), "could not be started: ZeroDivisionError('of the site')"),
        ("judge", KeyError("site_0"), "could not be judged: KeyError('site_0')"),  # it was removed meanwhile
        ("judge", FileNotFoundError("site_0.py"), "could not be judged: FileNotFoundError('site_0.py')"),
    ],
)
def test_what_is_wrong_with_a_site_is_a_failure_of_that_site_alone(
    records: RecordStore, step: str, fault: Exception, verdict: str
) -> None:
    class Broken(World):
        def start(self, job: ScheduledJob, limit: timedelta):  # type: ignore[no-untyped-def]
            self._fail("start", job)
            return super().start(job, limit)

        def judge(self, job: ScheduledJob, code: int, now: datetime) -> Outcome:
            self._fail("judge", job)
            return super().judge(job, code, now)

        def _fail(self, at: str, job: ScheduledJob) -> None:
            if (at, job.site) == (step, "site_0"):
                raise fault

    world = Broken(records, {site.name: site for site in busy(2)}, Rules(), NOON)
    world.add_scheduler()
    world.pass_time(5 * MINUTE)
    found = job_of(records, "site_0")
    assert (found.verdict, found.failures) == (verdict, 1)
    assert len(world.starts["site_1"]) == 1


class Schedulers(RuleBasedStateMachine):
    """Schedulers come, are killed and stopped; the machine sleeps, clocks are set: no site is starved."""

    jumps = True

    def __init__(self) -> None:
        super().__init__()
        self.held = ExitStack()
        folder = self.held.enter_context(TemporaryDirectory())
        records = self.held.enter_context(RecordStore(lay_empty_store(Path(folder))))
        sites = [*busy(3, 60), SimulatedSite("slow", 1, 30), SimulatedSite("crashes", 500, 30, crashes=0.7)]
        self.world = make_world(
            records, *sites, SimulatedSite("hangs", 9, 9, hangs=True), rules=Rules(at_once=2)
        )
        self.world.add_scheduler()

    @rule()
    def add_scheduler(self) -> None:
        if len(self.world.schedulers) < 3:
            self.world.add_scheduler()

    @rule(number=st.integers(0, 2))
    def kill_scheduler(self, number: int) -> None:
        if number < len(self.world.schedulers):
            self.world.kill_scheduler(self.world.schedulers[number])

    @rule(number=st.integers(0, 2))
    def stop_scheduler(self, number: int) -> None:
        if number < len(self.world.schedulers):
            scheduler = self.world.schedulers[number]
            scheduler.stop(self.world.ticks)
            scheduler.stop(self.world.ticks)
            scheduler.step(self.world.now, self.world.ticks)
            self.world.schedulers.remove(scheduler)

    @rule(minutes=st.integers(1, 30))
    def pass_time(self, minutes: int) -> None:
        self.world.pass_time(minutes * MINUTE)

    @rule(minutes=st.integers(-3000, 3000))
    def set_clock(self, minutes: int) -> None:
        if self.jumps:
            self.world.set_clock(minutes * MINUTE)

    @invariant()
    def no_site_runs_twice_at_once(self) -> None:
        running = [run.job.site for run in self.world.runs]
        assert len(running) == len(set(running))
        assert self.jumps or self.world.twice_at_once == 0

    def teardown(self) -> None:
        """Whatever happened, within the longest interval every site has its turn."""
        try:
            before = {name: len(self.world.starts[name]) for name in self.world.sites}
            self.world.add_scheduler()
            self.world.pass_time(Rules().every[1] + HOUR)
            assert all(len(self.world.starts[name]) > count for name, count in before.items())
        finally:
            self.held.close()


class SchedulersWithoutJumps(Schedulers):
    jumps = False


@pytest.mark.slow
@pytest.mark.parametrize("machine", [Schedulers, SchedulersWithoutJumps])
def test_no_site_is_starved_and_none_runs_twice_at_once(machine: type[Schedulers]) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=4, stateful_step_count=10, deadline=None, phases=(Phase.explicit, Phase.generate)
        ),
    )
