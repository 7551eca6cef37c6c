"""Which day a run speaks of: open alarms over a special weekday, midnight, holidays, weekdays that are not known yet."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import pytest

from tests.health.test_judge import Change, anonymous, framed, make_run, partly, rejected, short, unread
from xabar.crawl_stats import SiteStats
from xabar.health.days_off import is_day_off
from xabar.health.judge import judge_site
from xabar.health.pages import find_pages
from xabar.health.site_run import SiteRun
from xabar.run_measures import RunMeasures

ZONE: Final = "Asia/Tashkent"
HOUR: Final = timedelta(hours=1)
BEGIN: Final = datetime(2026, 8, 3, 1, tzinfo=UTC)  # six o'clock on a Monday in Tashkent
KINDS: Final = ((unread, "drift"), (anonymous, "fields"), (short, "drift"), (framed, "boilerplate"))


def run_at(at: datetime, number: int, *changes: Change) -> SiteRun:
    def change(stats: SiteStats, measures: RunMeasures) -> None:
        for each in changes:
            each(stats, measures)

    return replace(make_run(number, change), began=at, ended=at + timedelta(minutes=3))


def is_sunday(at: datetime) -> bool:
    """Return whether it is Sunday in Tashkent, the night after it included."""
    return (at.astimezone(ZoneInfo(ZONE)) - 4 * HOUR).weekday() == 6


@pytest.mark.parametrize("fault", KINDS, ids=lambda each: each[0].__name__)
@pytest.mark.parametrize("every", [6, 12, 24])
def test_an_alarm_does_not_end_on_a_weekday_that_is_always_like_that(
    fault: tuple[Change, str], every: int
) -> None:
    """Authors that are missing every Sunday and, since Friday, on all days are one fault, not one more each week."""
    change, kind = fault
    friday, mended = BEGIN + timedelta(days=39), BEGIN + timedelta(days=43)
    runs: list[SiteRun] = []
    opened: dict[str, datetime] = {}
    told = []
    for number in range(45 * 24 // every):
        at = BEGIN + number * every * HOUR
        is_odd = is_sunday(at - every * HOUR / 2) or friday <= at < mended
        runs.append(run_at(at, number, *([change] if is_odd else [])))
        if at >= friday:
            kinds = {each.kind for each in judge_site(runs, ZONE, runs[-1].ended, opened)}
            told += sorted(kinds - opened.keys())
            opened = {each: opened.get(each, runs[-1].ended) for each in kinds}
    assert told == [kind]
    assert not opened  # it has ended since


@pytest.mark.parametrize("every", [6, 12, 24])
def test_a_fault_of_a_young_site_is_not_taken_for_one_run(every: int) -> None:
    """Runs that reach over midnight do not join the days on their two sides, so that days say more than one day."""
    runs = [run_at(BEGIN + number * every * HOUR, number) for number in range(15 * 24 // every - 1)]
    assert judge_site(runs, ZONE, runs[-1].ended) == []
    for number in range(len(runs), len(runs) + max(2, 60 // every)):
        runs.append(run_at(BEGIN + number * every * HOUR, number, unread))
    assert [each.kind for each in judge_site(runs, ZONE, runs[-1].ended)] == ["drift"]


@pytest.mark.parametrize("change", [change for change, _ in KINDS], ids=lambda each: each.__name__)
def test_a_supplement_that_appears_at_midnight_is_no_fault_of_the_night_before(change: Change) -> None:
    zone = ZoneInfo(ZONE)
    times = [BEGIN + number * HOUR for number in range(27 * 24)]
    runs = [
        run_at(at, number, *([change] if (at - HOUR / 2).astimezone(zone).weekday() == 6 else []))
        for number, at in enumerate(times)
    ]
    night = BEGIN + timedelta(days=26, hours=-6)  # from Saturday to Sunday at midnight
    for hours in (2, 3, 4):
        known = [run for run in runs if run.began <= night + hours * HOUR]
        assert judge_site(known, ZONE, known[-1].ended) == [], hours


@pytest.mark.parametrize(
    "change", [*(change for change, _ in KINDS), partly("challenge")], ids=lambda each: each.__name__
)
def test_a_holiday_may_be_like_a_day_of_the_weekend(change: Change) -> None:
    """On Constitution Day, a Tuesday, and on the Monday before it the newsroom works as on Sundays."""
    begin = BEGIN + timedelta(days=84)

    def run_of(number: int) -> SiteRun:
        at = begin + number * 12 * HOUR
        day = (at - 10 * HOUR).astimezone(ZoneInfo(ZONE)).date()
        return run_at(at, number, *([change] if is_sunday(at - 6 * HOUR) or is_day_off(day, ZONE) else []))

    runs = [run_of(number) for number in range(90)]
    for end in range(70, 90):
        assert judge_site(runs[:end], ZONE, runs[end - 1].ended) == [], runs[end - 1].began


@pytest.mark.parametrize("change", [short, framed], ids=lambda each: each.__name__)
def test_one_run_of_many_pages_moves_no_median_alone(change: Change) -> None:
    def many(stats: SiteStats, measures: RunMeasures) -> None:
        stats.fetched = stats.stored = measures.articles = 400
        measures.layers, measures.missing = Counter(selectors=400), Counter(tags=400)
        measures.date_sources, measures.agreements = Counter({"json-ld": 400}), Counter({95: 400})
        change(stats, measures)
        measures.kept_characters *= 20
        measures.cut_characters *= 20

    runs = [make_run(number) for number in range(40)]
    assert judge_site([*runs, make_run(40, many)], ZONE, runs[-1].ended) == []
    assert judge_site([*runs, make_run(40, many), make_run(41)], ZONE, runs[-1].ended) == []
    assert judge_site([*runs, make_run(40, many), make_run(41, change)], ZONE, runs[-1].ended) != []


def test_the_reason_that_is_named_is_one_that_was_given() -> None:
    def one_page(stats: SiteStats, measures: RunMeasures) -> None:
        stats.fetched = stats.stored = measures.articles = 1
        measures.layers = Counter(selectors=1)
        measures.lengths.clear()

    runs = [make_run(number) for number in range(40)]
    runs += [make_run(number, rejected("home-page")) for number in range(40, 44)]
    runs += [make_run(number, one_page) for number in (44, 45)]
    found = judge_site(runs, ZONE, runs[-1].ended, {"drift": runs[41].ended})
    assert all("(home-page)" in each.cause for each in found if each.kind == "drift"), found


def test_runs_that_say_what_is_usual_are_of_all_hours() -> None:
    """Of four runs a day every other one finds pages: taking each second run of eight weeks may take none of them."""

    def empty(stats: SiteStats, measures: RunMeasures) -> None:
        stats.fetched = stats.stored = measures.articles = 0
        for counted in (measures.layers, measures.missing, measures.date_sources, measures.agreements):
            counted.clear()
        measures.lengths.clear()

    for first in (0, 1):
        runs = [
            run_at(BEGIN + number * 6 * HOUR, number, *([empty] if number % 2 == first else []))
            for number in range(230)
        ]
        runs += [run_at(BEGIN + number * 6 * HOUR, number, unread) for number in range(230, 234)]
        assert "drift" in [each.kind for each in judge_site(runs, ZONE, runs[-1].ended)]


def test_a_backfill_of_a_million_articles_is_no_million_steps() -> None:
    def backfill(stats: SiteStats, measures: RunMeasures) -> None:
        measures.lengths = Counter({84: 500_000_000_000, 86: 500_000_000_000})

    runs = [
        run_at(BEGIN + number * 12 * HOUR, number, *([backfill] if number == 9 else []))
        for number in range(60)
    ]
    runs += [run_at(BEGIN + number * 12 * HOUR, number, short) for number in (60, 61)]
    assert [each.kind for each in judge_site(runs, ZONE, runs[-1].ended)] == ["drift"]


@pytest.mark.parametrize("change", [change for change, _ in KINDS], ids=lambda each: each.__name__)
def test_an_alarm_of_a_young_site_ends_on_a_weekday_that_is_not_known(change: Change) -> None:
    times = [BEGIN + number * 3 * HOUR for number in range(64)]
    runs = [run_at(at, number, *([change] if is_sunday(at) else [])) for number, at in enumerate(times)]
    sunday = next(run.ended for run in runs[20:] if is_sunday(run.began))
    opened = dict.fromkeys(("drift", "fields", "boilerplate"), sunday)
    assert judge_site(runs, ZONE, runs[-1].ended, opened) == []


@pytest.mark.parametrize("change", [change for change, _ in KINDS], ids=lambda each: each.__name__)
def test_the_second_supplement_of_a_site_is_no_fault(change: Change) -> None:
    """What came earlier on the same Sunday is no second Sunday, by which this one would be known."""
    times = [BEGIN + number * 2 * HOUR for number in range(12 * 13 + 11)]
    runs = [run_at(at, number, *([change] if is_sunday(at) else [])) for number, at in enumerate(times)]
    sunday = [number for number, at in enumerate(times) if is_sunday(at) and number > 12 * 10]
    for end in sunday:
        assert judge_site(runs[: end + 1], ZONE, runs[end].ended) == [], runs[end].began


def test_nothing_is_said_of_pages_in_the_first_week() -> None:
    """Two days that are unlike those before them may be a weekend."""
    runs = [run_at(BEGIN + number * 6 * HOUR, number) for number in range(4 * 4)]
    for number in range(4 * 4, 4 * 6):
        runs.append(run_at(BEGIN + number * 6 * HOUR, number, unread))
        assert judge_site(runs, ZONE, runs[-1].ended) == []


def test_one_run_moves_no_share_of_what_is_cut_though_another_read_no_article() -> None:
    def nothing(stats: SiteStats, measures: RunMeasures) -> None:
        stats.rejected, stats.stored = Counter({"no-date": stats.fetched}), 0
        measures.articles = measures.kept_characters = measures.cut_characters = 0
        measures.lengths.clear()

    runs = [run_at(BEGIN + number * 6 * HOUR, number) for number in range(80)]
    last = [
        run_at(BEGIN + (80 + number) * 6 * HOUR, 80 + number, *each)
        for number, each in enumerate(([framed], [nothing], [framed]))
    ]
    assert "boilerplate" not in [each.kind for each in judge_site([*runs, *last[:2]], ZONE, last[1].ended)]
    assert "boilerplate" in [each.kind for each in judge_site([*runs, *last], ZONE, last[2].ended)]


def test_a_run_after_some_that_broke_off_speaks_of_the_day_before_them() -> None:
    """What runs at midnight and in the morning left is found at noon."""
    runs = [run_at(BEGIN + number * 6 * HOUR, number) for number in range(4 * 14 + 2)]
    sunday = (BEGIN + timedelta(days=13)).date()
    runs[-3:-1] = [replace(run, ending="killed") for run in runs[-3:-1]]
    pages = find_pages(runs, ZONE)
    assert pages is not None
    assert pages.days_of(runs[-1]) == (sunday, sunday + timedelta(days=1))
