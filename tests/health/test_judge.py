"""What is wrong with a site, one fault at a time, after weeks in which all was well."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

import pytest

from xabar.crawl_stats import SiteStats
from xabar.health.judge import judge_site
from xabar.health.kinds import KINDS
from xabar.health.site_run import KILLED, SiteRun
from xabar.run_measures import RunMeasures

BEGIN: Final = datetime(2026, 9, 2, 6, tzinfo=UTC)
EVERY: Final = timedelta(hours=12)
ZONE: Final = "Asia/Tashkent"
SUNDAY: Final = 6
Change = Callable[[SiteStats, RunMeasures], None]


def make_run(number: int, change: Change | None = None, ending: str = "finished") -> SiteRun:
    """Return a run of a site that is well, or as a fault changes it."""
    articles = 18 + number % 5
    measures = RunMeasures(
        articles=articles,
        layers=Counter(selectors=articles),
        missing=Counter(tags=articles),
        date_sources=Counter({"json-ld": articles}),
        agreements=Counter({95: articles}),
        kept_characters=30_000,
        cut_characters=1000,
        same_line=1,
        statuses=Counter({"200": articles + 3}),
    )
    for place in range(articles):
        measures.add_length(1500 + 50 * place)
    stats = SiteStats("kun_uz", fetched=articles, stored=articles, known=40, discovery=3, measures=measures)
    if change:
        change(stats, measures)
    began = BEGIN + number * EVERY
    return SiteRun(began, began + timedelta(minutes=3), ending, stats)


def unread(stats: SiteStats, measures: RunMeasures) -> None:
    measures.layers = Counter(blocks=measures.articles)


def rejected(reason: str) -> Change:
    def change(stats: SiteStats, measures: RunMeasures) -> None:
        stats.rejected = Counter({reason: stats.fetched})
        stats.stored = measures.articles = 0

    return change


def alike(stats: SiteStats, measures: RunMeasures) -> None:
    stats.duplicate, stats.stored = stats.stored, 0


def partly(reason: str, code: str = "200") -> Change:
    def change(stats: SiteStats, measures: RunMeasures) -> None:
        some = measures.articles * 9 // 20
        stats.rejected = Counter({reason: some})
        stats.stored = measures.articles = stats.fetched - some
        if code != "200":
            measures.statuses = Counter({"200": measures.articles + 3, code: some})

    change.__name__ = f"partly {reason}"
    return change


def refused(stats: SiteStats, measures: RunMeasures) -> None:
    rejected("http-error")(stats, measures)
    measures.statuses = Counter({"403": stats.fetched + 3})


def down(stats: SiteStats, measures: RunMeasures) -> None:
    stats.fetched = stats.stored = stats.known = measures.articles = 0
    stats.errors = Counter({"no-answer": 3})
    measures.statuses.clear()


def silent(stats: SiteStats, measures: RunMeasures) -> None:
    stats.fetched = stats.stored = measures.articles = 0


def nameless(stats: SiteStats, measures: RunMeasures) -> None:
    silent(stats, measures)
    stats.known = 0


def framed(stats: SiteStats, measures: RunMeasures) -> None:
    measures.cut_characters = 20_000


def lined(stats: SiteStats, measures: RunMeasures) -> None:
    measures.same_line = measures.articles


def anonymous(stats: SiteStats, measures: RunMeasures) -> None:
    measures.missing["authors"] = measures.articles


def elsewhere(stats: SiteStats, measures: RunMeasures) -> None:
    measures.date_sources = Counter(printed=measures.articles)


def disagreeing(stats: SiteStats, measures: RunMeasures) -> None:
    measures.agreements = Counter({20: measures.articles})


def short(stats: SiteStats, measures: RunMeasures) -> None:
    measures.lengths.clear()
    for _ in range(measures.articles):
        measures.add_length(300)


def halved(stats: SiteStats, measures: RunMeasures) -> None:
    measures.lengths.clear()
    for place in range(measures.articles):
        measures.add_length((1500 + 50 * place) // 2)


def ending_soon(stats: SiteStats, measures: RunMeasures) -> None:
    measures.certificates["kun.uz"] = BEGIN + 40 * EVERY + timedelta(days=5)


def unbalanced(stats: SiteStats, measures: RunMeasures) -> None:
    stats.fetched += 1


FAULTS: Final[list[tuple[Change, str, str]]] = [
    (unread, "drift", "the selectors read 0 % of the articles, usually 100 %"),
    (rejected("home-page"), "drift", "100 % of the pages gave no article (home-page), usually 0 %"),
    (alike, "drift", "have the text of another one"),
    (elsewhere, "drift", "0 % of the dates were read from json-ld"),
    (disagreeing, "drift", "20 percent of the words that selectors"),
    (short, "drift", "characters, usually"),
    (halved, "drift", "characters, usually"),
    (rejected("future-date"), "future-dates", "100 % of the pages are dated in the future"),
    (refused, "blocked", "403 ×"),
    (rejected("challenge"), "blocked", "challenge pages"),
    (down, "unreachable", "3 of 3 requests failed in the last run (no-answer)"),
    (nameless, "no-sources", "usually 60"),
    (silent, "silence", "no new article in"),
    (framed, "boilerplate", "40 % of the printed text was cut, usually 3 %"),
    (lined, "boilerplate", "begin or end with the same line"),
    (anonymous, "fields", "authors: missing in 100 % of the articles, usually in 0 %"),
    (ending_soon, "certificate", "the certificate of kun.uz ends on"),
    (unbalanced, "counts", "are not"),
]


@pytest.mark.parametrize(
    ("change", "kind", "cause"), FAULTS, ids=lambda value: getattr(value, "__name__", None)
)
def test_a_fault_is_found_within_two_runs_is_one_finding_and_passes(
    change: Change, kind: str, cause: str
) -> None:
    runs = [make_run(number) for number in range(40)]
    assert judge_site(runs, ZONE, runs[-1].ended) == []
    runs += [make_run(number, change) for number in (40, 41)]
    [found] = judge_site(runs, ZONE, runs[-1].ended)
    assert (found.kind, cause in found.cause) == (kind, True), found
    assert found.kind in KINDS
    runs += [make_run(number) for number in (42, 43)]
    assert judge_site(runs, ZONE, runs[-1].ended, {kind: found.since}) == []


def test_short_texts_of_a_site_with_few_articles_are_found_in_two_runs() -> None:
    """Four articles a run: their median says little, but none of them is as short as the shortest were."""

    def few(number: int, part: int) -> SiteRun:
        def change(stats: SiteStats, measures: RunMeasures) -> None:
            stats.fetched = stats.stored = measures.articles = 4
            measures.layers, measures.missing = Counter(selectors=4), Counter(tags=4)
            measures.date_sources, measures.agreements = Counter({"json-ld": 4}), Counter({95: 4})
            measures.lengths.clear()
            for place in range(4):
                measures.add_length((600 + 1100 * ((3 * number + place * place) % 7)) // part)

        return make_run(number, change)

    runs = [few(number, 1) for number in range(60)]
    assert judge_site(runs, ZONE, runs[-1].ended) == []
    runs += [few(60, 12), few(61, 12)]
    assert judge_site(runs[:-1], ZONE, runs[-2].ended) == []
    [found] = judge_site(runs, ZONE, runs[-1].ended)
    assert (found.kind, "texts have" in found.cause) == ("drift", True)


def test_a_reason_that_a_site_hardly_ever_gave_says_more_than_one_that_is_its_habit() -> None:
    """One of five pages never was an article. Of few pages, those that are the home page tell; more of the others do not."""

    def pages(fetched: int, reason: str, refused: int) -> Change:
        def change(stats: SiteStats, measures: RunMeasures) -> None:
            stats.fetched, stats.rejected = fetched, Counter({reason: refused})
            stats.stored = measures.articles = fetched - refused
            measures.layers = Counter(selectors=measures.articles)
            measures.lengths.clear()

        return change

    habit = [make_run(number, pages(10, "not-article", 1 + number % 3)) for number in range(60)]
    for reason, kinds in (("not-article", []), ("home-page", ["drift"])):
        runs = [*habit, make_run(60, pages(3, reason, 3)), make_run(61, pages(2, reason, 2))]
        found = judge_site(runs, ZONE, runs[-1].ended)
        assert [each.kind for each in found] == kinds
        assert all("(home-page), usually 0 %" in each.cause for each in found)


SUNDAYS: Final[
    list[tuple[Change, Change]]
] = [  # what Sundays are like, and a fault of one that is found all the same
    (unread, framed),
    (partly("home-page"), anonymous),
    (partly("challenge"), unread),
    (partly("busy", "429"), unread),
    (alike, elsewhere),
    (elsewhere, unread),
    (disagreeing, halved),
    (short, unread),
    (halved, unread),
    (framed, short),
    (lined, anonymous),
    (anonymous, unread),
]


@pytest.mark.parametrize(("habit", "fault"), SUNDAYS, ids=lambda value: getattr(value, "__name__", None))
def test_what_is_usual_on_sundays_is_a_fault_on_other_days_only(habit: Change, fault: Change) -> None:
    def run_of(number: int, also: Change | None = None) -> SiteRun:
        def change(stats: SiteStats, measures: RunMeasures) -> None:
            if (BEGIN + number * EVERY).weekday() == SUNDAY:
                habit(stats, measures)
            if also:
                also(stats, measures)

        return make_run(number, change)

    sunday = next(number for number in range(84, 98) if (BEGIN + number * EVERY).weekday() == SUNDAY)
    runs = [run_of(number) for number in range(sunday - 70, sunday + 16)]
    for end in (sunday, sunday + 1, sunday + 2, sunday + 15):
        known = runs[: end + 1 - (sunday - 70)]
        assert judge_site(known, ZONE, known[-1].ended) == [], end - sunday
    for also, at in ((habit, sunday - 7), (fault, sunday)):
        known = [*runs[: at - (sunday - 70)], run_of(at, also), run_of(at + 1, also)]
        assert judge_site(known, ZONE, known[-1].ended) != [], at - sunday


def test_a_fault_that_lasts_does_not_become_what_is_usual() -> None:
    runs = [make_run(number) for number in range(40)] + [make_run(number, unread) for number in range(40, 92)]
    opened = {"drift": runs[41].ended}
    assert judge_site(runs, ZONE, runs[-1].ended) == []  # without a memory of the alarm
    assert [each.kind for each in judge_site(runs, ZONE, runs[-1].ended, opened)] == ["drift"]


def test_a_silence_that_is_one_of_the_sources_as_well_stays_one_alarm() -> None:
    runs = [make_run(number) for number in range(40)]
    runs += [make_run(40, silent), *(make_run(number, nameless) for number in (41, 42))]
    opened = {"silence": runs[-2].ended}
    assert [each.kind for each in judge_site(runs, ZONE, runs[-1].ended)] == ["no-sources"]
    assert [each.kind for each in judge_site(runs, ZONE, runs[-1].ended, opened)] == ["silence"]


def test_one_odd_run_of_few_pages_and_one_outage_are_no_alarm() -> None:
    def two_pages(stats: SiteStats, measures: RunMeasures) -> None:
        stats.fetched = stats.stored = measures.articles = 2
        measures.layers = Counter(blocks=2)
        measures.lengths.clear()

    runs = [make_run(number) for number in range(40)]
    assert judge_site([*runs, make_run(40, two_pages)], ZONE, runs[-1].ended + EVERY) == []
    assert judge_site([*runs, make_run(40, down)], ZONE, runs[-1].ended + EVERY) == []


@pytest.mark.parametrize("known", range(8))
def test_a_new_site_has_no_alarm_for_what_pages_are_like(known: int) -> None:
    runs = [make_run(number) for number in range(known)] + [
        make_run(known, unread),
        make_run(known + 1, silent),
    ]
    assert judge_site(runs, ZONE, runs[-1].ended) == []


def test_a_quiet_holiday_is_no_silence() -> None:
    first = -4  # the night to 31 August: Monday is a day off between a Sunday and Independence Day
    runs = [make_run(number) for number in range(first - 60, first)]
    runs += [make_run(first + number, silent) for number in range(4)]
    assert judge_site(runs, ZONE, runs[-1].ended) == []


def test_runs_that_are_killed_again_and_again_and_a_site_that_nobody_crawls() -> None:
    runs = [make_run(number) for number in range(40)]
    killed = [make_run(number, ending=KILLED) for number in (40, 41, 42)]
    assert [each.kind for each in judge_site(runs + killed, ZONE, killed[-1].ended)] == ["unfinished"]
    later = runs[-1].ended + timedelta(days=3)
    assert [each.kind for each in judge_site(runs, ZONE, later)] == ["not-run"]
    assert judge_site(runs, ZONE, later + timedelta(days=60)) == []
