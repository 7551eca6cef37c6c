"""A silence is judged by the news alone, at holidays by what earlier ones were like; runs that break off by what is usual."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from xabar.crawl_stats import SiteStats
from xabar.health.access import count_news, find_silence, find_unfinished, windows_of
from xabar.health.days_off import is_day_off
from xabar.health.site_run import KILLED, SiteRun
from xabar.run_measures import RunMeasures

BEGIN = datetime(2026, 9, 9, 6, tzinfo=UTC)  # a month before a week without a holiday
HOUR = timedelta(hours=1)
EVERY = 6 * HOUR
ZONE = "Asia/Tashkent"
KNOWN = 120  # runs in thirty days


def make_run(number: int, stored: int = 12, age: timedelta = HOUR, ending: str = "finished") -> SiteRun:
    """Return a run whose articles were published some time before it."""
    began = BEGIN + number * EVERY
    measures = RunMeasures(articles=stored)
    for _ in range(stored):
        measures.note_published(began - age, began)
    return SiteRun(
        began, began + timedelta(minutes=3), ending, SiteStats("kun_uz", stored=stored, measures=measures)
    )


def usual_runs(begin: int = 0) -> list[SiteRun]:
    """Return the runs of a month."""
    return [make_run(begin + number) for number in range(KNOWN)]


def after(*runs: tuple[int, timedelta]) -> list[SiteRun]:
    """Return a month of runs, and others after them: how much each stored, and how old that was."""
    return usual_runs() + [make_run(KNOWN + number, *run) for number, run in enumerate(runs)]


NOTHING = (0, HOUR)


@pytest.mark.parametrize("stored", [1, 500])
def test_what_is_old_does_not_end_a_silence(stored: int) -> None:
    """A backfill brings in older articles, and a revisit stores an older one that was changed."""
    for last in (NOTHING, (stored, 40 * HOUR)):
        found = find_silence(after(*[NOTHING] * 4, last), ZONE)
        assert found is not None
        assert found.since == BEGIN + (KNOWN - 1) * EVERY - HOUR, "since the newest article was published"
        assert "no new article in 31 hours" in found.cause
    assert find_silence(after(*[NOTHING] * 4, (stored, HOUR)), ZONE) is None


def test_a_run_that_broke_off_ends_a_silence_if_it_brought_news() -> None:
    runs = after(*[NOTHING] * 5)
    assert find_silence([*runs, make_run(KNOWN + 5, 0, ending=KILLED)], ZONE)
    assert find_silence([*runs, make_run(KNOWN + 5, 1, ending=KILLED)], ZONE) is None


def test_a_backfill_is_no_news() -> None:
    runs = after((500, 400 * HOUR), (12, HOUR))
    assert count_news(runs)[-2:] == [0, 12]
    runs[-2].measures.note_published(runs[-2].began - HOUR, runs[-2].began)
    assert count_news(runs)[-2:] == [1, 12]


def test_a_run_from_before_dates_were_kept_brings_all_that_it_stored() -> None:
    runs = after((7, HOUR))
    for run in runs:
        run.measures.newest = run.measures.recent = None
    news = count_news(runs)
    assert news[-1] == 7
    assert windows_of(runs, news)[-1].last == runs[-1].began


@pytest.mark.parametrize(("at_holidays", "is_found"), [(12, True), (0, False)])
def test_a_silence_at_a_holiday_is_one_where_others_brought_news(at_holidays: int, is_found: bool) -> None:
    """From 1 February 2026 on. The feast, Nauryz and 1 May are seen; from 7 to 9 May nothing comes, and none did before or always."""
    zone = "Asia/Almaty"
    begin = (datetime(2026, 2, 1, 1, tzinfo=UTC) - BEGIN) // EVERY
    days = [datetime(2026, 2, 1, tzinfo=UTC) + timedelta(days=number) for number in range(95)]
    stored = [at_holidays if is_day_off(day.date(), zone) else 12 for day in days for _ in range(4)]
    runs = [make_run(begin + number, count) for number, count in enumerate([*stored, *[0] * 12])][-224:]
    assert all(is_day_off(run.began.date(), zone) for run in runs[-12:])
    assert (find_silence(runs, zone) is not None) == is_found


def test_a_silent_sunday_between_two_holidays_is_one_where_sundays_bring_news() -> None:
    """From 1 February 2026 on. Nothing ever comes at holidays; on Sunday, 10 May, between two of them, nothing comes either."""
    begin = (datetime(2026, 2, 1, 1, tzinfo=UTC) - BEGIN) // EVERY
    days = [datetime(2026, 2, 1, tzinfo=UTC) + timedelta(days=number) for number in range(97)]
    stored = [0 if is_day_off(day.date(), ZONE) else 12 for day in days for _ in range(4)]
    runs = [make_run(begin + number, count) for number, count in enumerate([*stored, *[0] * 8])][-224:]
    assert find_silence(runs[:-4], ZONE) is None
    assert find_silence(runs, ZONE) is not None


def test_more_runs_must_break_off_where_that_is_common() -> None:
    runs = usual_runs()
    broken = [make_run(KNOWN + number, ending=KILLED) for number in range(4)]
    assert find_unfinished([*runs, *broken[:2]]) is None
    assert find_unfinished([*runs, *broken[:3]]) is not None
    often = [make_run(number, ending=KILLED if number % 12 == 5 else "finished") for number in range(KNOWN)]
    assert find_unfinished([*often, *broken[:3]]) is None
    found = find_unfinished([*often, *broken, make_run(KNOWN + 4, ending=KILLED)])
    assert found is not None
    assert "the last 5 runs" in found.cause


def daily_runs(*last: tuple[int, int]) -> list[SiteRun]:
    """Return runs once a day, of which the last ones stored so many articles and got no answer for so many pages."""
    days = [(25, 0)] * 30 + list(last)
    runs = []
    for number, (stored, unread) in enumerate(days):
        stats = SiteStats("kun_uz", fetched=stored + unread, stored=stored, known=30, discovery=9)
        stats.rejected = Counter({"no-answer": unread})
        began = BEGIN + number * timedelta(days=1)
        runs.append(SiteRun(began, began + timedelta(minutes=3), "finished", stats))
    return runs


def test_one_day_without_news_is_no_silence_and_two_are() -> None:
    """It may be a holiday that no calendar knows."""
    assert find_silence(daily_runs((0, 0)), ZONE) is None
    assert find_silence(daily_runs((0, 0), (0, 0)), ZONE)


def test_a_part_of_a_day_without_news_is_a_silence_where_that_is_rarer_than_chance() -> None:
    """Where several runs a day bring much, one without anything is enough."""
    busy = [make_run(number, 40) for number in range(KNOWN)]
    assert find_silence([*busy, make_run(KNOWN, 0)], ZONE)
    quiet = [make_run(number, 4) for number in range(KNOWN)]
    assert find_silence([*quiet, make_run(KNOWN, 0)], ZONE) is None


def test_news_that_could_not_be_read_is_no_silence_until_nothing_else_was_said_of_it() -> None:
    assert find_silence(daily_runs((0, 25), (0, 0)), ZONE) is None, "an outage of a day, and a quiet one"
    assert find_silence(daily_runs((0, 2), (0, 2)), ZONE), "two pages are not the news of two days"
    assert find_silence(daily_runs(*[(0, 25)] * 3), ZONE) is None
    assert find_silence(daily_runs(*[(0, 25)] * 4), ZONE)
