"""After any history of partial runs the next plain run has every article that undisturbed runs would have."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from crawler.revisits import MAX_REFUSALS
from tests.crawler.simulated_site import CATCH_UP, LIST, LOOK_BACK, Faults, Gazeta, Press

pytestmark = pytest.mark.slow

DAY: Final = timedelta(days=1)
DAYS: Final = st.integers(0, 6)
LIMIT: Final = st.integers(1, 9)
PLACES: Final = st.frozensets(st.integers(0, 7), min_size=1, max_size=4)
FAULTS: Final = st.one_of(
    st.builds(Faults, killed_after=LIMIT),
    st.builds(Faults, pages=PLACES),
    st.builds(Faults, refused=PLACES),
    st.builds(Faults, room=LIMIT),
    st.builds(Faults, killed_after=LIMIT, pages=PLACES, refused=PLACES),
)


class Histories(RuleBasedStateMachine):
    """Time goes on, articles appear, runs go wrong."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.press = Press(Path(self.folder.name))
        self.owed: date | None = None  # since this day plain runs owe everything
        for _ in range(4):
            self.press.publish(4)
            self.press.publish(1, "map")
            self.press.now += DAY

    @rule(
        hours=st.sampled_from((1, 5, 24, 72)), count=st.integers(0, 9), kind=st.sampled_from(("list", "map"))
    )
    def publish(self, hours: int, count: int, kind: str) -> None:
        self.press.now += timedelta(hours=hours)
        self.press.publish(count, kind)

    @rule(faults=FAULTS)
    def run(self, faults: Faults) -> None:
        self.owe()
        self.press.run(faults)

    @rule(limit=LIMIT)
    def run_to_a_limit(self, limit: int) -> None:
        self.owe()
        self.press.run(limit=limit)

    @rule(age=DAYS, length=DAYS, faults=st.just(Faults()) | FAULTS)
    def run_for_days(self, age: int, length: int, faults: Faults) -> None:
        today = self.press.now.date()
        until = min(today, today + (length - age) * DAY)
        self.press.run(faults, since=today - age * DAY, until=until)

    @precondition(lambda self: self.owed is not None)
    @rule()
    def run_undisturbed(self) -> None:
        """Run until nothing fails; a day later whatever was refused several times is due again."""
        self.press.now += 25 * DAY / 24
        self.owe()
        self.press.run()
        assert self.owed is not None
        missing = self.press.urls(self.owed, "list", "map") - self.press.stored
        assert not missing, sorted(missing)
        assert self.press.records.due_pages(Gazeta.name) == []

    def owe(self) -> None:
        """Note that a plain run has begun. What is older than one may go back is owed no more."""
        today = self.press.now.date()
        self.owed = max(self.owed or today - LOOK_BACK * DAY, today - CATCH_UP * DAY)

    def teardown(self) -> None:
        if not hasattr(self, "press"):
            return
        try:
            self.run_undisturbed()
        finally:
            self.press.close()
            self.folder.cleanup()


TestHistories = Histories.TestCase
TestHistories.settings = settings(
    max_examples=40, stateful_step_count=8, deadline=None, suppress_health_check=list(HealthCheck)
)


@pytest.fixture
def press(tmp_path: Path) -> Iterator[Press]:
    press = Press(tmp_path)
    yield press
    press.close()


def list_pages(press: Press) -> list[str]:
    return [url.removeprefix(LIST) for url in press.asked if url.startswith(LIST)]


def publish_days(press: Press, days: int, count: int) -> None:
    for _ in range(days):
        press.publish(count)
        press.now += DAY


def test_a_second_run_reads_a_list_only_to_the_day_to_which_it_was_read(press: Press) -> None:
    publish_days(press, 3, 12)
    press.publish(4)
    press.run()
    assert len(list_pages(press)) == 11  # four today, twelve on each of two days, and one page that is older
    press.run()
    assert list_pages(press) == ["1", "2", "3"]  # the second holds today's last article
    assert not any("/list/" in url for url in press.asked)


def test_a_run_after_ten_days_goes_back_to_where_the_list_was_complete(press: Press) -> None:
    press.run()
    publish_days(press, 10, 5)
    press.run()
    assert press.urls(press.now.date() - 11 * DAY, "list") <= press.stored
    assert press.counts["gap/short-list"] == 1  # the feed says that it does not go back so far


def test_the_bound_on_going_back_is_said_and_is_the_end_of_it(press: Press) -> None:
    press.run()
    publish_days(press, CATCH_UP + 3, 1)
    press.run()
    assert press.counts["gap/catch-up"] == len(Gazeta.discovery)
    assert press.stored == press.urls(press.now.date() - CATCH_UP * DAY, "list")
    press.run()
    assert not press.counts["gap/catch-up"]


def test_an_older_window_on_an_empty_store_reads_past_the_newer_pages(press: Press) -> None:
    publish_days(press, 8, 5)
    since = press.now.date() - 7 * DAY
    press.run(since=since, until=since + 2 * DAY)
    assert press.stored == press.urls(since, "list") - press.urls(since + 3 * DAY, "list")
    press.run()
    assert press.urls(press.now.date() - LOOK_BACK * DAY, "list") <= press.stored


def test_a_run_for_today_alone_does_not_hide_the_days_before_it(press: Press) -> None:
    press.run()
    publish_days(press, 6, 3)
    press.run(since=press.now.date())
    press.run()
    assert press.urls(press.now.date() - 7 * DAY, "list") <= press.stored


def test_what_failed_once_is_asked_again_by_the_next_run_though_no_source_names_it_any_more(
    press: Press,
) -> None:
    press.publish(1, "feed")
    press.run(Faults(refused=frozenset((0,))))
    assert not press.stored
    press.now += timedelta(minutes=5)
    press.publish(9)
    press.run()
    assert press.urls(press.now.date(), "feed") <= press.stored


def test_what_never_comes_is_asked_ever_more_rarely_and_given_up(press: Press) -> None:
    press.publish(1, "feed")
    tries = 0
    for _ in range(24 * 20):
        press.run(Faults(refused=frozenset((0,))))
        tries += "https://gazeta.example.uz/feed/0" in press.asked
        press.now += timedelta(hours=1)
        press.stories.clear()
    assert tries == MAX_REFUSALS
    assert press.records.due_pages(Gazeta.name) == []


def test_a_clock_that_was_a_year_ahead_costs_nothing(press: Press) -> None:
    press.now += 365 * DAY
    press.run()
    press.now -= 365 * DAY
    publish_days(press, 2, 5)
    press.run()
    assert press.urls(press.now.date() - LOOK_BACK * DAY, "list") <= press.stored
